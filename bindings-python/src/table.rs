//! Our own table: what a score gives back, and what files are read into where no table library is installed.

use crate::arrow::{export, import};
use crate::parallel::in_parallel;
use crate::tally::Tally;
use crate::write_text::{Style, rows};
use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, Int32Type, Int64Type, UInt64Type};
use arrow_array::{Array, ArrayRef, RecordBatch, RecordBatchOptions, StringArray};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use pyo3::exceptions::{PyKeyError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyCapsule, PyDict, PyList};
use std::collections::BTreeMap;
use std::sync::Arc;

/// An Arrow table. Every Arrow library reads it: `polars.DataFrame(t)`, `pyarrow.table(t)`,
/// `pandas.DataFrame.from_arrow(t)`.
#[pyclass(frozen, module = "aftersales._native")]
pub(crate) struct ArrowTable {
    pub(crate) schema: SchemaRef,
    pub(crate) batches: Vec<RecordBatch>,
}

#[pymethods]
impl ArrowTable {
    /// Reads a table from any object with the Arrow PyCapsule interface.
    #[staticmethod]
    pub(crate) fn read(table: &Bound<'_, PyAny>) -> PyResult<Self> {
        let (schema, batches) = import(table)?;
        Ok(Self { schema, batches })
    }

    /// A table of text columns, all of one length.
    #[staticmethod]
    fn from_text(names: Vec<String>, columns: Vec<Vec<Option<String>>>) -> PyResult<Self> {
        let fields: Vec<Field> =
            names.into_iter().map(|name| Field::new(name, DataType::Utf8, true)).collect();
        let arrays = columns.into_iter().map(|c| Arc::new(StringArray::from(c)) as ArrayRef).collect();
        let batch = RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays).map_err(broken)?;
        Ok(Self { schema: batch.schema(), batches: vec![batch] })
    }

    /// The names of its columns, in order.
    #[getter]
    fn column_names(&self) -> Vec<String> {
        self.schema.fields().iter().map(|f| f.name().clone()).collect()
    }

    /// How many rows.
    #[getter]
    fn num_rows(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }

    /// Some of its columns.
    fn select(&self, names: Vec<String>) -> PyResult<Self> {
        let places: Vec<usize> = names
            .iter()
            .map(|name| self.schema.index_of(name).map_err(|_| PyKeyError::new_err(name.clone())))
            .collect::<PyResult<_>>()?;
        let schema = Arc::new(self.schema.project(&places).map_err(broken)?);
        let batches =
            self.batches.iter().map(|b| b.project(&places)).collect::<Result<_, _>>().map_err(broken)?;
        Ok(Self { schema, batches })
    }

    /// This table with the columns of another of as many rows on the right. The other may be cut into smaller batches.
    fn append(&self, right: &Self) -> PyResult<Self> {
        let fields: Vec<_> = self.schema.fields().iter().chain(right.schema.fields()).cloned().collect();
        let schema: SchemaRef = Arc::new(Schema::new(fields));
        let mut pieces = right.batches.iter();
        let mut batches = Vec::new();
        for batch in &self.batches {
            let mut from = 0_usize;
            while from < batch.num_rows() || (from == 0 && batch.num_rows() == 0) {
                let piece = pieces.next().ok_or_else(misfit)?;
                let end = from.saturating_add(piece.num_rows());
                if end > batch.num_rows() || (piece.num_rows() == 0) != (batch.num_rows() == 0) {
                    return Err(misfit());
                }
                let own = batch.slice(from, piece.num_rows());
                let columns = own.columns().iter().chain(piece.columns()).cloned().collect();
                let rows = RecordBatchOptions::new().with_row_count(Some(piece.num_rows()));
                batches
                    .push(RecordBatch::try_new_with_options(schema.clone(), columns, &rows).map_err(broken)?);
                from = end;
                if batch.num_rows() == 0 {
                    break;
                }
            }
        }
        Ok(Self { schema, batches })
    }

    /// The same under other names.
    fn rename(&self, names: Vec<String>) -> PyResult<Self> {
        let fields = self.schema.fields().iter().zip(names);
        let fields: Vec<Field> = fields.map(|(field, name)| field.as_ref().clone().with_name(name)).collect();
        let schema: SchemaRef = Arc::new(Schema::new(fields));
        let renamed = |batch: &RecordBatch| RecordBatch::try_new(schema.clone(), batch.columns().to_vec());
        let batches = self.batches.iter().map(renamed).collect::<Result<_, _>>().map_err(broken)?;
        Ok(Self { schema, batches })
    }

    /// Whether every column is of text.
    #[getter]
    fn is_text(&self) -> bool {
        self.schema.fields().iter().all(|field| *field.data_type() == DataType::Utf8)
    }

    /// Some of its rows.
    #[pyo3(signature = (from_, rows))]
    fn slice(&self, from_: usize, rows: usize) -> Self {
        let (mut batches, mut skip, mut left) = (Vec::new(), from_, rows);
        for batch in &self.batches {
            let here = batch.num_rows().saturating_sub(skip).min(left);
            if here > 0 {
                batches.push(batch.slice(skip, here));
            }
            skip = skip.saturating_sub(batch.num_rows());
            left = left.saturating_sub(here);
        }
        Self { schema: self.schema.clone(), batches }
    }

    /// Its rows as the text of a CSV file without headings, or as JSON lines.
    fn to_text<'py>(&self, py: Python<'py>, json: bool) -> PyResult<Bound<'py, PyBytes>> {
        let style = if json { Style::JsonLines } else { Style::Csv };
        let written = py.detach(|| in_parallel(&self.batches, |batch| rows(batch, style)));
        let written: Vec<Vec<u8>> = written.into_iter().collect::<Result<_, _>>().map_err(broken)?;
        Ok(PyBytes::new(py, &written.concat()))
    }

    /// For each of these columns how often each answer was given; how many rows have one open or a problem; how many a
    /// problem.
    fn tally(
        &self,
        columns: Vec<String>,
        problems: &str,
    ) -> (BTreeMap<String, BTreeMap<String, usize>>, usize, usize) {
        let mut tally = Tally::default();
        self.batches.iter().for_each(|batch| tally.add(batch, &columns, problems));
        (tally.answers, tally.open, tally.bad)
    }

    /// Column by column as Python lists. For small tables, and for tests.
    fn to_pydict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let out = PyDict::new(py);
        for (place, field) in self.schema.fields().iter().enumerate() {
            let column = PyList::empty(py);
            for batch in &self.batches {
                for row in 0..batch.num_rows() {
                    column.append(cell(py, batch.column(place), row)?)?;
                }
            }
            out.set_item(field.name(), column)?;
        }
        Ok(out)
    }

    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        // The interface lets a producer ignore the wish.
        drop(requested_schema);
        export(py, self.schema.clone(), self.batches.clone())
    }

    fn __len__(&self) -> usize {
        self.num_rows()
    }

    fn __repr__(&self) -> String {
        format!("<ArrowTable {} rows: {}>", self.num_rows(), self.column_names().join(", "))
    }
}

/// One cell of the types that scores and files have.
fn cell<'py>(py: Python<'py>, column: &ArrayRef, row: usize) -> PyResult<Bound<'py, PyAny>> {
    if column.is_null(row) {
        return Ok(py.None().into_bound(py));
    }
    match column.data_type() {
        DataType::Boolean => column
            .as_boolean()
            .value(row)
            .into_pyobject(py)
            .map(|v| v.to_owned().into_any())
            .map_err(Into::into),
        DataType::Int64 => Ok(column.as_primitive::<Int64Type>().value(row).into_pyobject(py)?.into_any()),
        DataType::UInt64 => Ok(column.as_primitive::<UInt64Type>().value(row).into_pyobject(py)?.into_any()),
        DataType::Float64 => {
            Ok(column.as_primitive::<Float64Type>().value(row).into_pyobject(py)?.into_any())
        }
        DataType::Utf8 => Ok(column.as_string::<i32>().value(row).into_pyobject(py)?.into_any()),
        DataType::LargeUtf8 => Ok(column.as_string::<i64>().value(row).into_pyobject(py)?.into_any()),
        DataType::Utf8View => Ok(column.as_string_view().value(row).into_pyobject(py)?.into_any()),
        DataType::Dictionary(..) => {
            let keys = column.as_dictionary_opt::<Int32Type>();
            match keys.and_then(|column| Some((column, usize::try_from(column.keys().value(row)).ok()?))) {
                Some((column, place)) => cell(py, column.values(), place),
                None => {
                    Err(PyTypeError::new_err("a dictionary with other keys than int32 is not shown here"))
                }
            }
        }
        DataType::LargeList(_) => {
            let items = column.as_list::<i64>().value(row);
            let list = PyList::empty(py);
            for i in 0..items.len() {
                list.append(cell(py, &items, i)?)?;
            }
            Ok(list.into_any())
        }
        DataType::Struct(fields) => {
            let dict = PyDict::new(py);
            for (field, part) in fields.iter().zip(column.as_struct().columns()) {
                dict.set_item(field.name(), cell(py, part, row)?)?;
            }
            Ok(dict.into_any())
        }
        other => {
            Err(PyTypeError::new_err(format!("a column of {other} is not shown here: use an Arrow library")))
        }
    }
}

fn misfit() -> PyErr {
    PyValueError::new_err("the tables are cut into batches that do not fit")
}

pub(crate) fn broken(error: ArrowError) -> PyErr {
    PyValueError::new_err(error.to_string())
}
