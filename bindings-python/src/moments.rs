//! Columns of moments as the core takes them: dates, timestamps, and texts read as either.

use crate::columns::{Value, values};
use crate::parallel::in_parallel;
use crate::refused::{moved, odd, shortened};
use crate::score::{PIECE, pieces};
use aftersales::calendar::columns::{At, NO_DAY, NO_INSTANT, Scale, Tick};
use aftersales::calendar::{Moment, Zone};
use aftersales::{Error, Problem};
use arrow_array::cast::AsArray;
use arrow_array::types::*;
use arrow_array::{Array, ArrayRef, Date32Array, RecordBatch, TimestampMicrosecondArray};
use arrow_buffer::NullBuffer;
use arrow_schema::{DataType, Field, Schema, TimeUnit};
use std::borrow::Cow;
use std::sync::Arc;

/// A column of moments as the core takes it: missing rows marked by a value.
pub(crate) enum Moments<'a> {
    Days(Cow<'a, [i32]>),
    Instants(Scale, Cow<'a, [i64]>),
}

impl<'a> Moments<'a> {
    pub(crate) fn new(array: &'a dyn Array, zone: Zone) -> Result<Self, Error> {
        let scale = |tick, aware| if aware { Scale::utc(tick, zone) } else { Scale::wall(tick) };
        Ok(match array.data_type() {
            DataType::Date32 => {
                Self::Days(marked(array.as_primitive::<Date32Type>().values(), array.nulls(), NO_DAY))
            }
            DataType::Timestamp(unit, zone) => {
                let (tick, instants): (_, &[i64]) = match unit {
                    TimeUnit::Second => (Tick::Second, array.as_primitive::<TimestampSecondType>().values()),
                    TimeUnit::Millisecond => {
                        (Tick::Milli, array.as_primitive::<TimestampMillisecondType>().values())
                    }
                    TimeUnit::Microsecond => {
                        (Tick::Micro, array.as_primitive::<TimestampMicrosecondType>().values())
                    }
                    TimeUnit::Nanosecond => {
                        (Tick::Nano, array.as_primitive::<TimestampNanosecondType>().values())
                    }
                };
                Self::Instants(scale(tick, zone.is_some()), marked(instants, array.nulls(), NO_INSTANT))
            }
            DataType::Null => Self::Days(Cow::Owned(vec![NO_DAY; array.len()])),
            other => return Err(no_moments(other)),
        })
    }

    pub(crate) fn at(&self) -> At<'_> {
        match self {
            Self::Days(days) => At::Days(days),
            Self::Instants(scale, instants) => At::Instants(*scale, instants),
        }
    }
}

fn marked<'a, T: Copy>(values: &'a [T], nulls: Option<&NullBuffer>, missing: T) -> Cow<'a, [T]> {
    match nulls.filter(|nulls| nulls.null_count() > 0) {
        None => Cow::Borrowed(values),
        Some(nulls) => {
            Cow::Owned(values.iter().zip(nulls).map(|(v, known)| if known { *v } else { missing }).collect())
        }
    }
}

/// The same rows, with texts in the columns at `places` read as one moment is read: as dates where no row has a time,
/// as timestamps of the wall clock where every row has one.
pub(crate) fn dated(
    mut batches: Vec<RecordBatch>,
    places: &[usize],
    zone: Zone,
) -> Result<Vec<RecordBatch>, Error> {
    for place in places {
        let column = batches.first().and_then(|batch| batch.columns().get(*place));
        if column.is_some_and(|column| is_text(column.data_type())) {
            let read = in_parallel(&pieces(&batches, 0, PIECE), |(batch, first)| {
                read(batch.column(*place), *first, zone)
            });
            let (moments, unread): (Vec<_>, Vec<_>) = read.into_iter().unzip();
            let unread: Vec<Problem> = unread.into_iter().flatten().collect();
            if !unread.is_empty() {
                return Err(Error::Span(shortened(unread)));
            }
            batches = with_column(&batches, *place, &moments.concat())?;
        }
    }
    Ok(batches)
}

fn is_text(kind: &DataType) -> bool {
    match kind {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => true,
        DataType::Dictionary(_, of) => is_text(of),
        _ => false,
    }
}

/// Every text as a moment, none where it is blank; and what cannot be read.
fn read(texts: &dyn Array, first: usize, zone: Zone) -> (Vec<Option<Moment>>, Vec<Problem>) {
    let mut unread = Vec::new();
    let moments = (0..).zip(values(texts).unwrap_or_default()).map(|(row, cell)| match cell {
        Value::Str(text) if !text.trim().is_empty() => match Moment::parse_in(text, zone) {
            Ok(moment) => Some(moment),
            Err(error) => {
                unread.extend(error.problems().iter().cloned().map(|mut problem| {
                    problem.at.row = Some(row);
                    moved(problem, first)
                }));
                None
            }
        },
        _ => None,
    });
    (moments.collect(), unread)
}

/// The batches with a column of moments in the place of another.
fn with_column(
    batches: &[RecordBatch],
    place: usize,
    moments: &[Option<Moment>],
) -> Result<Vec<RecordBatch>, Error> {
    let first = |timed: bool| moments.iter().position(|m| m.is_some_and(|m| m.time.is_some() == timed));
    let timed = match (first(false), first(true)) {
        (Some(date), Some(time)) => return Err(mixed(date, time)),
        (_, time) => time.is_some(),
    };
    let mut rest = moments;
    let one = |batch: &RecordBatch| {
        let (own, others) = rest.split_at_checked(batch.num_rows()).unwrap_or_default();
        rest = others;
        let column = if timed { instants(own) } else { days(own) };
        let mut fields: Vec<_> = batch.schema().fields().iter().cloned().collect();
        let mut columns = batch.columns().to_vec();
        if let (Some(to), Some(field)) = (columns.get_mut(place), fields.get_mut(place)) {
            *field = Arc::new(Field::new(field.name(), column.data_type().clone(), true));
            *to = column;
        }
        RecordBatch::try_new(Arc::new(Schema::new(fields)), columns)
    };
    batches.iter().map(one).collect::<Result<_, _>>().map_err(|error| odd(&error.to_string()))
}

fn days(moments: &[Option<Moment>]) -> ArrayRef {
    let days = moments.iter().map(|moment| moment.map(|moment| moment.day.to_epoch_days()));
    Arc::new(Date32Array::from_iter(days))
}

fn instants(moments: &[Option<Moment>]) -> ArrayRef {
    let at = |moment: Moment| moment.earliest().and_utc().timestamp_micros();
    Arc::new(TimestampMicrosecondArray::from_iter(moments.iter().map(|moment| moment.map(at))))
}

fn mixed(date: usize, time: usize) -> Error {
    let problem = Problem::new(
        "table/mixed-dates",
        format!("列中既有日期（从 0 起第 {date} 行）又有时刻（从 0 起第 {time} 行）"),
        format!("the column has dates (row {date}, from 0) and times of day (row {time}, from 0)"),
    )
    .help("请统一为日期，或都写明时间", "make them all dates, or give every one a time");
    Error::Table(vec![problem])
}

fn no_moments(kind: &DataType) -> Error {
    Error::Table(vec![
        Problem::new(
            "table/no-dates",
            format!("{kind} 类型的列不是日期或时刻"),
            format!("a column of {kind} holds neither dates nor timestamps"),
        )
        .help("请先转换为日期或时间戳", "convert it to dates or timestamps first"),
    ])
}
