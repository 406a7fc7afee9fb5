//! Columns of dates and timestamps: when each limit ends, what lies between two, how each stands.
//!
//! A column keeps its type: dates give dates, timestamps give timestamps of their unit and zone.

use crate::border::{give, raise};
use crate::calendar::{Calendar, convention, counted_on};
use crate::columns::{Value, values};
use crate::moments::{Moments, dated};
use crate::parallel::in_parallel;
use crate::score::{PIECE, pieces};
use crate::table::ArrowTable;
use aftersales::calendar::columns::{
    Asked, Column, Mixed, NO_DAY, NO_INSTANT, Rows, Spans, Stood, Unknown, between,
};
use aftersales::calendar::{self, Convention, Moment};
use aftersales::span::{Span, Unit};
use aftersales::{Error, Problem};
use arrow_array::types::Int32Type;
use arrow_array::{
    Array, ArrayRef, BooleanArray, Date32Array, DictionaryArray, Int64Array, RecordBatch,
    TimestampMicrosecondArray, TimestampMillisecondArray, TimestampNanosecondArray, TimestampSecondArray,
};
use arrow_buffer::{NullBuffer, ScalarBuffer};
use arrow_schema::{DataType, Field, Schema, TimeUnit};
use pyo3::prelude::*;
use pyo3::types::PyDict;
use std::sync::Arc;

/// How limits are counted, for all rows alike.
struct Counting<'a> {
    calendar: &'a calendar::Calendar,
    convention: Convention,
    /// One span for all rows, prepared once; else there is a column of them.
    column: Option<Column<'a>>,
    /// Whether that span is counted in days and not in hours.
    counts_days: bool,
    unknown: Unknown,
}

impl Counting<'_> {
    /// The ends of one piece; the rows to be told of, counted from the piece's first; and whether its starts are
    /// timestamps that look like dates, though days are counted.
    fn dues(&self, batch: &RecordBatch) -> Result<(ArrayRef, Rows, bool), Error> {
        let start = batch.column(0);
        let valid = |row| start.is_valid(row);
        let mixed = self.mixed(batch)?;
        let column = &self.column;
        match Moments::new(start, self.calendar.zone())? {
            Moments::Days(days) => {
                let mut out = vec![NO_DAY; days.len()];
                let (met, rows): (_, &dyn Fn() -> Rows) = match (column, &mixed) {
                    (Some(column), _) => {
                        (column.last_days(&days, &mut out)?, &|| column.rows_of_days(&days, valid))
                    }
                    (_, Some((mixed, which))) => (mixed.last_days(&days, which, &mut out)?, &|| {
                        mixed.rows_of_days(&days, which, valid)
                    }),
                    _ => return Err(no_span()),
                };
                let rows = if met.unanswered > missing(start) || met.provisional > 0 {
                    rows()
                } else {
                    Rows::default()
                };
                if self.unknown == Unknown::Null {
                    self.unknown.settle(self.calendar, &rows, &mut out, NO_DAY)?;
                }
                let nulls = (met.unanswered > 0 || mixed.is_some() || self.unknown == Unknown::Null)
                    .then(|| out.iter().map(|day| *day != NO_DAY).collect());
                Ok((Arc::new(Date32Array::new(ScalarBuffer::from(out), nulls)), rows, false))
            }
            Moments::Instants(scale, instants) => {
                let mut out = vec![NO_INSTANT; instants.len()];
                let (met, rows): (_, &dyn Fn() -> Rows) = match (column, &mixed) {
                    (Some(column), _) => (column.dues_in(scale, &instants, &mut out), &|| {
                        column.rows_of_instants(scale, &instants, valid)
                    }),
                    (_, Some((mixed, which))) => (mixed.dues_in(scale, &instants, which, &mut out), &|| {
                        mixed.rows_of_instants(scale, &instants, which, valid)
                    }),
                    _ => return Err(no_span()),
                };
                let rows = if met.unanswered > missing(start) || met.provisional > 0 {
                    rows()
                } else {
                    Rows::default()
                };
                if self.unknown == Unknown::Null {
                    self.unknown.settle(self.calendar, &rows, &mut out, NO_INSTANT)?;
                }
                let nulls = (met.unanswered > 0 || mixed.is_some() || self.unknown == Unknown::Null)
                    .then(|| out.iter().map(|at| *at != NO_INSTANT).collect());
                let days = self.counts_days || mixed.is_some();
                let dates = days && scale.all_midnight(&instants);
                Ok((instants_like(start.data_type(), out, nulls), rows, dates))
            }
        }
    }

    /// The spans of a piece, where each row has its own, in its second column.
    fn mixed(&self, batch: &RecordBatch) -> Result<Option<(Mixed<'_>, Vec<u32>)>, Error> {
        if self.column.is_some() {
            return Ok(None);
        }
        let spans = spans(batch.columns().get(1))?;
        Ok(Some((self.calendar.mixed(&spans, &self.convention)?, spans.rows)))
    }
}

fn missing(array: &dyn Array) -> u64 {
    u64::try_from(array.null_count()).unwrap_or(u64::MAX)
}

fn spans(array: Option<&ArrayRef>) -> Result<Spans, Error> {
    let cells = array.and_then(|array| values(array)).ok_or_else(no_span)?;
    Spans::read(cells.iter().map(|cell| match cell {
        Value::Str(text) => Some(*text),
        Value::Text(text) => Some(text.as_str()),
        _ => None,
    }))
}

fn instants_like(kind: &DataType, out: Vec<i64>, nulls: Option<NullBuffer>) -> ArrayRef {
    let (unit, zone) = match kind {
        DataType::Timestamp(unit, zone) => (*unit, zone.clone()),
        _ => (TimeUnit::Second, None),
    };
    let out = ScalarBuffer::from(out);
    match unit {
        TimeUnit::Second => Arc::new(TimestampSecondArray::new(out, nulls).with_timezone_opt(zone)),
        TimeUnit::Millisecond => Arc::new(TimestampMillisecondArray::new(out, nulls).with_timezone_opt(zone)),
        TimeUnit::Microsecond => Arc::new(TimestampMicrosecondArray::new(out, nulls).with_timezone_opt(zone)),
        TimeUnit::Nanosecond => Arc::new(TimestampNanosecondArray::new(out, nulls).with_timezone_opt(zone)),
    }
}

/// The ends of a column of starts (the table's first column), of one span or of a column of them (its second); what
/// there is to warn of; and whether all starts are timestamps at midnight, from which days are counted.
#[pyfunction]
#[pyo3(signature = (table, span, calendar, keys, unknown))]
pub(crate) fn due_column<'py>(
    py: Python<'py>,
    table: &Bound<'py, PyAny>,
    span: Option<&str>,
    calendar: Option<&Calendar>,
    keys: Option<&Bound<'py, PyDict>>,
    unknown: &str,
) -> PyResult<(ArrowTable, Option<Bound<'py, PyAny>>, bool)> {
    let (_, batches) = crate::arrow::import(table)?;
    let convention = convention(keys)?;
    let calendar = counted_on(calendar);
    let counted = py.detach(|| -> Result<_, Error> {
        let convention = convention?;
        let span = span.map(Span::parse).transpose()?;
        let column = span.map(|span| calendar.column(span, &convention)).transpose()?;
        let counts_days = span.is_some_and(|span| !is_clock(span, &convention));
        let unknown = Unknown::parse(unknown)?;
        let counting = Counting { calendar, convention, column, counts_days, unknown };
        let (mut columns, mut all) = (Vec::new(), Rows::default());
        let batches = dated(batches, &[0], calendar.zone())?;
        let cut = pieces(&batches, 0, PIECE);
        let mut dates = true;
        let done = in_parallel(&cut, |(batch, first)| counting.dues(batch).map_err(|e| moved(e, *first)));
        for (piece, (_, first)) in done.into_iter().zip(&cut) {
            let (column, rows, midnight) = piece?;
            dates &= midnight || column.null_count() == column.len();
            columns.push(column);
            all.unanswered.extend(rows.unanswered.iter().map(|row| row.saturating_add(*first)));
            all.provisional.extend(rows.provisional.iter().map(|row| row.saturating_add(*first)));
        }
        let told = match counting.unknown {
            // Emptied rows say themselves that there is no answer; those outside the calendar must be named.
            Unknown::Null => Rows { provisional: Vec::new(), ..all }.problem(calendar),
            unknown => unknown.settle::<()>(calendar, &all, &mut [], ())?,
        };
        dates &= columns.iter().any(|column| column.null_count() < column.len());
        Ok((columns, told, dates))
    });
    let (columns, told, dates) = counted.map_err(|error| raise(py, &error))?;
    let told = told.map(|problem| give(py, &problem)).transpose()?;
    Ok((one_column("due", columns)?, told, dates))
}

fn is_clock(span: Span, convention: &Convention) -> bool {
    match span {
        Span::Exactly(_, unit) | Span::Range(_, _, unit) => convention.counted_as(unit).is_clock(),
        _ => false,
    }
}

/// How much of a unit lies between the table's two columns: seconds for hours and working hours.
#[pyfunction]
pub(crate) fn between_columns<'py>(
    py: Python<'py>,
    table: &Bound<'py, PyAny>,
    unit: &str,
    calendar: Option<&Calendar>,
    keys: Option<&Bound<'py, PyDict>>,
) -> PyResult<(ArrowTable, bool)> {
    let (_, batches) = crate::arrow::import(table)?;
    let convention = convention(keys)?;
    let calendar = counted_on(calendar);
    let counted = py.detach(|| -> Result<_, Error> {
        let (convention, unit) = (convention?, Unit::parse(unit)?);
        let batches = dated(batches, &[0, 1], calendar.zone())?;
        let one = |(batch, _): &(RecordBatch, usize)| -> Result<ArrayRef, Error> {
            let [from, to] = [0, 1].map(|at| batch.columns().get(at));
            let (Some(from), Some(to)) = (from, to) else { return Err(no_span()) };
            let (from, to) = (Moments::new(from, calendar.zone())?, Moments::new(to, calendar.zone())?);
            let mut out = vec![None; batch.num_rows()];
            between((calendar, &convention, unit), from.at(), to.at(), &mut out)?;
            Ok(Arc::new(Int64Array::from(out)))
        };
        let columns =
            in_parallel(&pieces(&batches, 0, PIECE), one).into_iter().collect::<Result<Vec<_>, _>>()?;
        Ok((columns, convention.counted_as(unit).is_clock()))
    });
    let (columns, clock) = counted.map_err(|error| raise(py, &error))?;
    Ok((one_column("between", columns)?, clock))
}

/// How much of a unit lies between two moments: seconds for hours and working hours, and whether it is those.
#[pyfunction]
pub(crate) fn between_moments(
    py: Python<'_>,
    from_: &str,
    to: &str,
    unit: &str,
    calendar: Option<&Calendar>,
    keys: Option<&Bound<'_, PyDict>>,
) -> PyResult<(i64, bool)> {
    let calendar = counted_on(calendar);
    let amount = convention(keys)?.and_then(|convention| {
        let read = |text| Moment::parse_in(text, calendar.zone());
        calendar.between(read(from_)?, read(to)?, Unit::parse(unit)?, &convention)
    });
    amount.map(|amount| (amount.count, amount.unit.is_clock())).map_err(|error| raise(py, &error))
}

/// How limits stand: the table's columns are the starts, then a column of spans if `span` is none, then, if `done`,
/// when each was done.
#[pyfunction]
#[expect(clippy::too_many_arguments, reason = "the Python side names every one of them")]
pub(crate) fn standing_columns<'py>(
    py: Python<'py>,
    table: &Bound<'py, PyAny>,
    span: Option<&str>,
    done: bool,
    now: &str,
    warn: Vec<String>,
    calendar: Option<&Calendar>,
    keys: Option<&Bound<'py, PyDict>>,
) -> PyResult<ArrowTable> {
    let (_, batches) = crate::arrow::import(table)?;
    let convention = convention(keys)?;
    let calendar = counted_on(calendar);
    let counted = py.detach(|| -> Result<_, Error> {
        let convention = convention?;
        let warn = warn.iter().map(|text| Span::parse(text)).collect::<Result<Vec<_>, _>>()?;
        let span = span.map(Span::parse).transpose()?;
        let now = Moment::parse_in(now, calendar.zone())?;
        let asked = Asked { calendar, convention: &convention, now, warn: &warn };
        // After the starts come the spans, if each row has its own.
        let done_at = done.then_some(if span.is_some() { 1 } else { 2 });
        let moments: Vec<usize> = std::iter::once(0).chain(done_at).collect();
        let batches = dated(batches, &moments, calendar.zone())?;
        let one = |(batch, first): &(RecordBatch, usize)| {
            stood(&asked, span, done, batch).and_then(told).map_err(|error| moved(error, *first))
        };
        in_parallel(&pieces(&batches, 0, PIECE), one).into_iter().collect::<Result<Vec<_>, _>>()
    });
    let batches = counted.map_err(|error| raise(py, &error))?;
    let schema = batches.first().map_or_else(|| Arc::new(Schema::empty()), RecordBatch::schema);
    Ok(ArrowTable { schema, batches })
}

/// How one limit stands, as a table of one row.
#[pyfunction]
#[expect(clippy::too_many_arguments, reason = "the Python side names every one of them")]
pub(crate) fn standing_moment(
    py: Python<'_>,
    start: &str,
    span: &str,
    done: Option<&str>,
    now: &str,
    warn: Vec<String>,
    calendar: Option<&Calendar>,
    keys: Option<&Bound<'_, PyDict>>,
) -> PyResult<ArrowTable> {
    let calendar = counted_on(calendar);
    let row = convention(keys)?.and_then(|convention| {
        let read = |text| Moment::parse_in(text, calendar.zone());
        let warn = warn.iter().map(|text| Span::parse(text)).collect::<Result<Vec<_>, _>>()?;
        let asked = Asked { calendar, convention: &convention, now: read(now)?, warn: &warn };
        let stood = asked.limit(Span::parse(span)?, read(start)?, done.map(read).transpose()?)?;
        told(vec![stood])
    });
    let batch = row.map_err(|error| raise(py, &error))?;
    Ok(ArrowTable { schema: batch.schema(), batches: vec![batch] })
}

fn stood(
    asked: &Asked<'_>,
    span: Option<Span>,
    done: bool,
    batch: &RecordBatch,
) -> Result<Vec<Stood>, Error> {
    let starts = Moments::new(batch.columns().first().ok_or_else(no_span)?, asked.calendar.zone())?;
    let own = match span {
        Some(_) => None,
        None => Some(spans(batch.columns().get(1))?),
    };
    let place = if own.is_some() { 2 } else { 1 };
    let ends = match batch.columns().get(place).filter(|_| done) {
        Some(column) => Some(Moments::new(column, asked.calendar.zone())?),
        None => None,
    };
    let span_of = |row: usize| match (&span, &own) {
        (Some(span), _) => Some(*span),
        (_, Some(own)) => own.distinct.get(usize::try_from(*own.rows.get(row)?).ok()?).copied(),
        _ => None,
    };
    (0..batch.num_rows())
        .map(|row| match span_of(row) {
            Some(span) => {
                let end = ends.as_ref().and_then(|ends| ends.at().moment(row));
                asked.row(span, starts.at().moment(row), end)
            }
            None => Ok(Stood::default()),
        })
        .collect()
}

/// Standings as columns.
fn told(rows: Vec<Stood>) -> Result<RecordBatch, Error> {
    let standing: DictionaryArray<Int32Type> = rows.iter().map(|row| row.standing.map(|s| s.id())).collect();
    let unit = |unit: Unit| if unit.is_clock() { "seconds".to_owned() } else { unit.label().en };
    let units: Vec<Option<String>> = rows.iter().map(|row| row.unit.map(unit)).collect();
    let units: DictionaryArray<Int32Type> = units.iter().map(Option::as_deref).collect();
    let columns: Vec<(&str, ArrayRef)> = vec![
        ("standing", Arc::new(standing)),
        ("elapsed", Arc::new(Int64Array::from_iter(rows.iter().map(|row| row.elapsed)))),
        ("remaining", Arc::new(Int64Array::from_iter(rows.iter().map(|row| row.remaining)))),
        ("unit", Arc::new(units)),
        ("provisional", Arc::new(BooleanArray::from_iter(rows.iter().map(|row| Some(row.provisional))))),
    ];
    RecordBatch::try_from_iter_with_nullable(columns.into_iter().map(|(name, array)| (name, array, true)))
        .map_err(|error| odd(&error.to_string()))
}

fn one_column(name: &str, columns: Vec<ArrayRef>) -> PyResult<ArrowTable> {
    let kind = columns.first().map_or(DataType::Null, |column| column.data_type().clone());
    let schema = Arc::new(Schema::new(vec![Field::new(name, kind, true)]));
    let batches = columns
        .into_iter()
        .map(|column| RecordBatch::try_new(schema.clone(), vec![column]).map_err(crate::table::broken))
        .collect::<PyResult<_>>()?;
    Ok(ArrowTable { schema, batches })
}

/// Row numbers of a piece as those of the whole column.
fn moved(error: Error, first: usize) -> Error {
    let shift = |mut problems: Vec<Problem>| {
        for problem in &mut problems {
            problem.at.row = problem.at.row.and_then(|row| row.checked_add(u64::try_from(first).ok()?));
        }
        problems
    };
    match error {
        Error::Span(problems) => Error::Span(shift(problems)),
        Error::Calendar(problems) => Error::Calendar(shift(problems)),
        other => other,
    }
}

fn no_span() -> Error {
    Error::Table(vec![Problem::new("table/no-spans", "缺少时限一列", "the column of spans is missing")])
}

fn odd(what: &str) -> Error {
    Error::Table(vec![Problem::new(
        "table/internal",
        format!("内部错误：{what}"),
        format!("internal error: {what}"),
    )])
}
