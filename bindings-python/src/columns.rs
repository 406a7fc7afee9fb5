//! Arrow columns as the core takes them: borrowed where the types allow, read cell by cell where they do not.

use aftersales::columns::{Bits, Cells, Column, Values};
use aftersales::facts::Raw;
use aftersales::procedure::model::{Fact, FactKind, Procedure, Ref};
use aftersales::{Error, Problem};
use arrow_array::cast::AsArray;
use arrow_array::types::*;
use arrow_array::{Array, ArrowPrimitiveType, PrimitiveArray};
use arrow_schema::{DataType, TimeUnit};
use chrono::{DateTime, Days, NaiveDate, TimeDelta};

/// A column for a fact.
pub(crate) enum Held<'a> {
    /// The column's own memory.
    Borrowed(Column<'a>),
    /// What was read.
    Read(Cells),
}

impl<'a> Held<'a> {
    /// Takes a column for `fact`.
    pub(crate) fn new(procedure: &Procedure, fact: Ref<Fact>, array: &'a dyn Array) -> Result<Self, Error> {
        if let Some(column) = borrowed(&procedure.facts[fact].kind, array) {
            return Ok(Self::Borrowed(column));
        }
        // What files are full of, read where it stands.
        match array.data_type() {
            DataType::Utf8 => return Ok(Self::texts(procedure, fact, array.as_string::<i32>().iter())),
            DataType::LargeUtf8 => return Ok(Self::texts(procedure, fact, array.as_string::<i64>().iter())),
            DataType::Utf8View => return Ok(Self::texts(procedure, fact, array.as_string_view().iter())),
            _ => {}
        }
        let values = values(array).ok_or_else(|| unreadable(&procedure.facts[fact], array.data_type()))?;
        Ok(Self::Read(Cells::read(procedure, fact, values.iter().map(Value::raw))))
    }

    fn texts<'t>(
        procedure: &Procedure,
        fact: Ref<Fact>,
        cells: impl Iterator<Item = Option<&'t str>>,
    ) -> Self {
        Self::Read(Cells::read(procedure, fact, cells.map(|text| text.map_or(Raw::Null, Raw::Str))))
    }

    pub(crate) fn column(&self) -> Column<'_> {
        match self {
            Self::Borrowed(column) => *column,
            Self::Read(cells) => cells.column(),
        }
    }

    pub(crate) fn problems(&self) -> &[Problem] {
        match self {
            Self::Borrowed(_) => &[],
            Self::Read(cells) => &cells.problems,
        }
    }
}

/// The column's memory, if it is of a type the core compares directly.
fn borrowed<'a>(kind: &FactKind, array: &'a dyn Array) -> Option<Column<'a>> {
    let values = match (kind, array.data_type()) {
        (FactKind::Count { .. }, DataType::Int8) => Values::I8(array.as_primitive::<Int8Type>().values()),
        (FactKind::Count { .. }, DataType::Int16) => Values::I16(array.as_primitive::<Int16Type>().values()),
        (FactKind::Count { .. }, DataType::Int32) => Values::I32(array.as_primitive::<Int32Type>().values()),
        (FactKind::Count { .. }, DataType::Int64) => Values::I64(array.as_primitive::<Int64Type>().values()),
        (FactKind::Count { .. }, DataType::UInt8) => Values::U8(array.as_primitive::<UInt8Type>().values()),
        (FactKind::Count { .. }, DataType::UInt16) => {
            Values::U16(array.as_primitive::<UInt16Type>().values())
        }
        (FactKind::Count { .. }, DataType::UInt32) => {
            Values::U32(array.as_primitive::<UInt32Type>().values())
        }
        (FactKind::Count { .. }, DataType::UInt64) => {
            Values::U64(array.as_primitive::<UInt64Type>().values())
        }
        (FactKind::Count { .. }, DataType::Float64) => {
            Values::F64(array.as_primitive::<Float64Type>().values())
        }
        (FactKind::Flag, DataType::Boolean) => {
            let bits = array.as_boolean().values();
            Values::Bits(Bits { bytes: bits.values(), offset: bits.offset() })
        }
        (FactKind::Date, DataType::Date32) => Values::I32(array.as_primitive::<Date32Type>().values()),
        _ => return None,
    };
    let valid = array.nulls().map(|nulls| Bits { bytes: nulls.validity(), offset: nulls.offset() });
    Some(Column { values, valid })
}

/// One cell.
pub(crate) enum Value<'a> {
    Int(i128),
    Float(f64),
    Str(&'a str),
    Text(String),
    Bool(bool),
    Null,
}

impl Value<'_> {
    pub(crate) fn raw(&self) -> Raw<'_> {
        match self {
            Self::Int(number) => Raw::Int(*number),
            Self::Float(number) if number.is_nan() => Raw::Null,
            Self::Float(number) => Raw::Float(*number),
            Self::Str(text) => Raw::Str(text),
            Self::Text(text) => Raw::Str(text),
            Self::Bool(yes) => Raw::Bool(*yes),
            Self::Null => Raw::Null,
        }
    }
}

/// Every cell of a column; `None` for types that hold no facts.
pub(crate) fn values(array: &dyn Array) -> Option<Vec<Value<'_>>> {
    Some(match array.data_type() {
        DataType::Null => (0..array.len()).map(|_| Value::Null).collect(),
        DataType::Boolean => array.as_boolean().iter().map(|v| v.map_or(Value::Null, Value::Bool)).collect(),
        DataType::Utf8 => strings(array.as_string::<i32>().iter()),
        DataType::LargeUtf8 => strings(array.as_string::<i64>().iter()),
        DataType::Utf8View => strings(array.as_string_view().iter()),
        DataType::Dictionary(..) => return dictionary(array),
        DataType::Int8 => each(array.as_primitive::<Int8Type>(), |v| Value::Int(v.into())),
        DataType::Int16 => each(array.as_primitive::<Int16Type>(), |v| Value::Int(v.into())),
        DataType::Int32 => each(array.as_primitive::<Int32Type>(), |v| Value::Int(v.into())),
        DataType::Int64 => each(array.as_primitive::<Int64Type>(), |v| Value::Int(v.into())),
        DataType::UInt8 => each(array.as_primitive::<UInt8Type>(), |v| Value::Int(v.into())),
        DataType::UInt16 => each(array.as_primitive::<UInt16Type>(), |v| Value::Int(v.into())),
        DataType::UInt32 => each(array.as_primitive::<UInt32Type>(), |v| Value::Int(v.into())),
        DataType::UInt64 => each(array.as_primitive::<UInt64Type>(), |v| Value::Int(v.into())),
        DataType::Float32 => each(array.as_primitive::<Float32Type>(), |v| Value::Float(v.into())),
        DataType::Float64 => each(array.as_primitive::<Float64Type>(), Value::Float),
        DataType::Decimal32(_, scale) => {
            each(array.as_primitive::<Decimal32Type>(), |v| decimal(v.into(), *scale))
        }
        DataType::Decimal64(_, scale) => {
            each(array.as_primitive::<Decimal64Type>(), |v| decimal(v.into(), *scale))
        }
        DataType::Decimal128(_, scale) => {
            each(array.as_primitive::<Decimal128Type>(), |v| decimal(v, *scale))
        }
        DataType::Date32 => each(array.as_primitive::<Date32Type>(), |v| day(v.into())),
        DataType::Date64 => each(array.as_primitive::<Date64Type>(), |v| instant(v, 1_000)),
        DataType::Timestamp(unit, zone) => {
            // An instant with a zone is shown on China's wall clock, where the documents live.
            let shift = i64::from(zone.is_some()).saturating_mul(8 * 3600);
            match unit {
                TimeUnit::Second => {
                    each(array.as_primitive::<TimestampSecondType>(), |v| shifted(v, 1, shift))
                }
                TimeUnit::Millisecond => {
                    each(array.as_primitive::<TimestampMillisecondType>(), |v| shifted(v, 1_000, shift))
                }
                TimeUnit::Microsecond => {
                    each(array.as_primitive::<TimestampMicrosecondType>(), |v| shifted(v, 1_000_000, shift))
                }
                TimeUnit::Nanosecond => each(array.as_primitive::<TimestampNanosecondType>(), |v| {
                    shifted(v, 1_000_000_000, shift)
                }),
            }
        }
        _ => return None,
    })
}

fn strings<'a>(cells: impl Iterator<Item = Option<&'a str>>) -> Vec<Value<'a>> {
    cells.map(|cell| cell.map_or(Value::Null, Value::Str)).collect()
}

fn each<T: ArrowPrimitiveType>(
    array: &PrimitiveArray<T>,
    read: impl Fn(T::Native) -> Value<'static>,
) -> Vec<Value<'_>> {
    array.iter().map(|cell| cell.map_or(Value::Null, &read)).collect()
}

/// Categories and other dictionaries: each key stands for its value.
fn dictionary(array: &dyn Array) -> Option<Vec<Value<'_>>> {
    let array = array.as_any_dictionary_opt()?;
    let known = array.values();
    let texts: Vec<Option<&str>> = match known.data_type() {
        DataType::Utf8 => known.as_string::<i32>().iter().collect(),
        DataType::LargeUtf8 => known.as_string::<i64>().iter().collect(),
        DataType::Utf8View => known.as_string_view().iter().collect(),
        _ => return None,
    };
    let cell = |(row, key): (usize, usize)| match texts.get(key) {
        Some(Some(text)) if array.is_valid(row) => Value::Str(text),
        _ => Value::Null,
    };
    // Keys of null rows have no meaning, and an array without values has no other rows.
    if texts.is_empty() {
        return Some((0..array.len()).map(|_| Value::Null).collect());
    }
    Some(array.normalized_keys().into_iter().enumerate().map(cell).collect())
}

/// An exact decimal, written out.
fn decimal(digits: i128, scale: i8) -> Value<'static> {
    let places = usize::from(scale.unsigned_abs());
    if scale <= 0 {
        return Value::Text(format!("{digits}{}", "0".repeat(places)));
    }
    let sign = if digits < 0 { "-" } else { "" };
    let written = format!("{:0>width$}", digits.unsigned_abs(), width = places.saturating_add(1));
    let (whole, fraction) =
        written.split_at_checked(written.len().saturating_sub(places)).unwrap_or((&written, ""));
    Value::Text(format!("{sign}{whole}.{fraction}"))
}

fn day(since_epoch: i64) -> Value<'static> {
    let epoch = NaiveDate::default();
    let days = Days::new(since_epoch.unsigned_abs());
    let day = if since_epoch < 0 { epoch.checked_sub_days(days) } else { epoch.checked_add_days(days) };
    day.map_or(Value::Text(format!("{since_epoch}")), |day| Value::Text(day.to_string()))
}

fn instant(value: i64, per_second: i64) -> Value<'static> {
    shifted(value, per_second, 0)
}

fn shifted(value: i64, per_second: i64, shift: i64) -> Value<'static> {
    let seconds = value.div_euclid(per_second);
    let at = DateTime::from_timestamp(seconds, 0)
        .and_then(|at| at.naive_utc().checked_add_signed(TimeDelta::seconds(shift)));
    at.map_or(Value::Text(format!("{value}")), |at| Value::Text(at.format("%Y-%m-%d %H:%M:%S").to_string()))
}

fn unreadable(fact: &Fact, kind: &DataType) -> Error {
    Error::Table(vec![
        Problem::new(
            "table/column-type",
            format!("“{}”的列类型是 {kind}，其中没有可读的值", fact.label.zh),
            format!("the column of `{}` is of type {kind}, which holds no fact", fact.label.en),
        )
        .help("请改为数、文字、日期或真假", "use numbers, texts, dates or truth values")
        .path(format!("facts.{}", fact.id)),
    ])
}
