//! Arrow columns as the core takes them: borrowed where the types allow, read cell by cell where they do not.

use aftersales::columns::{Bits, Cells, Column, Values};
use aftersales::facts::Raw;
use aftersales::procedure::model::{Fact, FactKind, Procedure, Ref};
use aftersales::{Error, Problem};
use arrow_array::cast::AsArray;
use arrow_array::types::*;
use arrow_array::{Array, ArrayRef, ArrowPrimitiveType, PrimitiveArray, RunArray};
use arrow_schema::{DataType, Field, TimeUnit};
use chrono::{DateTime, Days, NaiveDate, TimeDelta};

/// A column for a fact.
pub(crate) enum Held<'a> {
    /// The column's own memory.
    Borrowed(Column<'a>),
    /// What was read.
    Read(Cells),
}

impl<'a> Held<'a> {
    /// Takes a column for `fact`. What stands in an extension type only its library knows: the numbers of months
    /// would pass for counts.
    pub(crate) fn new(
        procedure: &Procedure,
        fact: Ref<Fact>,
        field: &Field,
        array: &'a ArrayRef,
    ) -> Result<Self, Error> {
        let model = &procedure.facts[fact];
        if let Some(kind) = field.extension_type_name() {
            return Err(unreadable(model, field.name(), kind));
        }
        if let Some(column) = borrowed(&model.kind, array) {
            return Ok(Self::Borrowed(column));
        }
        // What files are full of, read where it stands.
        match array.data_type() {
            DataType::Utf8 => return Ok(Self::texts(procedure, fact, array.as_string::<i32>().iter())),
            DataType::LargeUtf8 => return Ok(Self::texts(procedure, fact, array.as_string::<i64>().iter())),
            DataType::Utf8View => return Ok(Self::texts(procedure, fact, array.as_string_view().iter())),
            _ => {}
        }
        let values =
            values(array).ok_or_else(|| unreadable(model, field.name(), &field.data_type().to_string()))?;
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
#[derive(Clone)]
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
        DataType::RunEndEncoded(ends, _) => {
            return match ends.data_type() {
                DataType::Int16 => runs::<Int16Type>(array),
                DataType::Int32 => runs::<Int32Type>(array),
                _ => runs::<Int64Type>(array),
            };
        }
        DataType::Int8 => each(array.as_primitive::<Int8Type>(), |v| Value::Int(v.into())),
        DataType::Int16 => each(array.as_primitive::<Int16Type>(), |v| Value::Int(v.into())),
        DataType::Int32 => each(array.as_primitive::<Int32Type>(), |v| Value::Int(v.into())),
        DataType::Int64 => each(array.as_primitive::<Int64Type>(), |v| Value::Int(v.into())),
        DataType::UInt8 => each(array.as_primitive::<UInt8Type>(), |v| Value::Int(v.into())),
        DataType::UInt16 => each(array.as_primitive::<UInt16Type>(), |v| Value::Int(v.into())),
        DataType::UInt32 => each(array.as_primitive::<UInt32Type>(), |v| Value::Int(v.into())),
        DataType::UInt64 => each(array.as_primitive::<UInt64Type>(), |v| Value::Int(v.into())),
        DataType::Float16 => each(array.as_primitive::<Float16Type>(), |v| Value::Float(v.to_f64())),
        DataType::Float32 => each(array.as_primitive::<Float32Type>(), |v| Value::Float(v.into())),
        DataType::Float64 => each(array.as_primitive::<Float64Type>(), Value::Float),
        DataType::Decimal32(_, scale) => {
            each(array.as_primitive::<Decimal32Type>(), |v| decimal(v.to_string(), *scale))
        }
        DataType::Decimal64(_, scale) => {
            each(array.as_primitive::<Decimal64Type>(), |v| decimal(v.to_string(), *scale))
        }
        DataType::Decimal128(_, scale) => {
            each(array.as_primitive::<Decimal128Type>(), |v| decimal(v.to_string(), *scale))
        }
        DataType::Decimal256(_, scale) => {
            each(array.as_primitive::<Decimal256Type>(), |v| decimal(v.to_string(), *scale))
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
    let known = values(array.values())?;
    // Keys of null rows have no meaning, and an array without values has no other rows.
    if known.is_empty() {
        return Some(vec![Value::Null; array.len()]);
    }
    let cell = |(row, key): (usize, usize)| match known.get(key) {
        Some(value) if array.is_valid(row) => value.clone(),
        _ => Value::Null,
    };
    Some(array.normalized_keys().into_iter().enumerate().map(cell).collect())
}

/// Runs: each value stands for all rows until its end.
fn runs<R: RunEndIndexType>(array: &dyn Array) -> Option<Vec<Value<'_>>> {
    let runs: &RunArray<R> = array.as_run_opt()?;
    let known = values(runs.values())?;
    let cell = |row| known.get(runs.get_physical_index(row)).cloned().unwrap_or(Value::Null);
    Some((0..runs.len()).map(cell).collect())
}

/// An exact decimal, written out.
fn decimal(digits: String, scale: i8) -> Value<'static> {
    let places = usize::from(scale.unsigned_abs());
    if scale <= 0 {
        return Value::Text(format!("{digits}{}", "0".repeat(places)));
    }
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits.as_str()), |digits| ("-", digits));
    let written = format!("{digits:0>width$}", width = places.saturating_add(1));
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

fn unreadable(fact: &Fact, column: &str, kind: &str) -> Error {
    let Fact { id, label, .. } = fact;
    Error::Table(vec![
        Problem::new(
            "table/column-type",
            format!("“{}”的列“{column}”是 {kind} 类型，其中没有可读的值", label.zh),
            format!("the column `{column}` of `{}` is of type {kind}, which holds no fact", label.en),
        )
        .help("请先转换为数、文字、日期或真假", "convert it to numbers, texts, dates or truth values first")
        .path(format!("facts.{id}")),
    ])
}
