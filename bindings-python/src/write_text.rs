//! Tables as text: the rows of a CSV file, or JSON lines.

use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, Int32Type, Int64Type, UInt64Type};
use arrow_array::{Array, RecordBatch};
use arrow_schema::{ArrowError, DataType};
use memchr::{memchr, memchr3};
use std::io::Write;

/// How cells are written.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Style {
    /// TRUE and FALSE, lists joined by "; ".
    Csv,
    /// One object a row.
    JsonLines,
}

/// The rows of a batch.
pub(crate) fn rows(batch: &RecordBatch, style: Style) -> Result<Vec<u8>, ArrowError> {
    let mut out = Vec::with_capacity(batch.num_rows().saturating_mul(64));
    let names: Vec<String> =
        batch.schema().fields().iter().map(|field| quoted(field.name())).collect::<Result<_, _>>()?;
    let mut cell = Vec::new();
    for row in 0..batch.num_rows() {
        for (place, (column, name)) in batch.columns().iter().zip(&names).enumerate() {
            if style == Style::JsonLines {
                out.extend_from_slice(if place == 0 { b"{" } else { b", " });
                out.extend_from_slice(name.as_bytes());
                out.extend_from_slice(b": ");
                json(column, row, &mut out)?;
                continue;
            }
            if place > 0 {
                out.push(b',');
            }
            cell.clear();
            plain(column, row, &mut cell)?;
            escaped(&cell, &mut out);
        }
        out.extend_from_slice(if style == Style::Csv { b"\r\n" } else { b"}\n" });
    }
    Ok(out)
}

fn quoted(text: &str) -> Result<String, ArrowError> {
    serde_json::to_string(text).map_err(|error| ArrowError::ExternalError(Box::new(error)))
}

/// A cell of a CSV file, in quotes if it needs them.
fn escaped(cell: &[u8], out: &mut Vec<u8>) {
    if memchr3(b',', b'"', b'\n', cell).is_none() && memchr(b'\r', cell).is_none() {
        return out.extend_from_slice(cell);
    }
    out.push(b'"');
    for (place, part) in cell.split(|byte| *byte == b'"').enumerate() {
        if place > 0 {
            out.extend_from_slice(b"\"\"");
        }
        out.extend_from_slice(part);
    }
    out.push(b'"');
}

/// A text of a string or dictionary column.
fn text(column: &dyn Array, row: usize) -> Option<&str> {
    match column.data_type() {
        DataType::Utf8 => Some(column.as_string::<i32>().value(row)),
        DataType::LargeUtf8 => Some(column.as_string::<i64>().value(row)),
        DataType::Utf8View => Some(column.as_string_view().value(row)),
        DataType::Dictionary(..) => {
            let column = column.as_dictionary_opt::<Int32Type>()?;
            text(column.values(), usize::try_from(column.keys().value(row)).ok()?)
        }
        _ => None,
    }
}

/// A cell for people.
fn plain(column: &dyn Array, row: usize, out: &mut Vec<u8>) -> Result<(), ArrowError> {
    if column.is_null(row) {
        return Ok(());
    }
    if let Some(text) = text(column, row) {
        out.extend_from_slice(text.as_bytes());
        return Ok(());
    }
    match column.data_type() {
        DataType::Boolean => {
            out.extend_from_slice(if column.as_boolean().value(row) { b"TRUE" } else { b"FALSE" });
        }
        DataType::LargeList(_) => {
            let items = column.as_list::<i64>().value(row);
            for place in 0..items.len() {
                if place > 0 {
                    out.extend_from_slice(b"; ");
                }
                plain(&items, place, out)?;
            }
        }
        // What is to be read of a problem is its text, which stands last.
        DataType::Struct(_) => {
            if let Some(part) = column.as_struct().columns().last() {
                plain(part, row, out)?;
            }
        }
        _ => json(column, row, out)?,
    }
    Ok(())
}

/// A cell as JSON.
fn json(column: &dyn Array, row: usize, out: &mut Vec<u8>) -> Result<(), ArrowError> {
    if column.is_null(row) {
        out.extend_from_slice(b"null");
        return Ok(());
    }
    if let Some(text) = text(column, row) {
        return serialized(text, out);
    }
    match column.data_type() {
        DataType::Boolean => serialized(&column.as_boolean().value(row), out),
        DataType::Int64 => Ok(write!(out, "{}", column.as_primitive::<Int64Type>().value(row))?),
        DataType::UInt64 => Ok(write!(out, "{}", column.as_primitive::<UInt64Type>().value(row))?),
        DataType::Float64 => serialized(&column.as_primitive::<Float64Type>().value(row), out),
        DataType::LargeList(_) => {
            let items = column.as_list::<i64>().value(row);
            out.push(b'[');
            for place in 0..items.len() {
                if place > 0 {
                    out.extend_from_slice(b", ");
                }
                json(&items, place, out)?;
            }
            out.push(b']');
            Ok(())
        }
        DataType::Struct(fields) => {
            for (place, (field, part)) in fields.iter().zip(column.as_struct().columns()).enumerate() {
                out.extend_from_slice(if place == 0 { b"{" } else { b", " });
                serialized(field.name(), out)?;
                out.extend_from_slice(b": ");
                json(part, row, out)?;
            }
            out.push(b'}');
            Ok(())
        }
        other => Err(ArrowError::NotYetImplemented(format!("a column of {other} as text"))),
    }
}

fn serialized(value: &(impl serde::Serialize + ?Sized), out: &mut Vec<u8>) -> Result<(), ArrowError> {
    serde_json::to_writer(out, value).map_err(|error| ArrowError::ExternalError(Box::new(error)))
}
