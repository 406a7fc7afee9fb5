//! Tables in and out through the Arrow PyCapsule interface, without copying and without pyarrow.
//!
//! With `memory.rs` the only file with `unsafe`: a capsule holds a raw C struct, and its name is the only type it has.

use crate::border::raise;
use aftersales::{Error, Problem};
use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema, from_ffi};
use arrow_array::ffi_stream::{FFI_ArrowArrayStream, RecordBatchStreamReader};
use arrow_array::{RecordBatch, RecordBatchIterator, RecordBatchReader, StructArray};
use arrow_schema::{ArrowError, DataType, SchemaRef};
use core::ffi::CStr;
use core::ptr::NonNull;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyTuple};

const STREAM: &CStr = c"arrow_array_stream";
const ARRAY: &CStr = c"arrow_array";
const SCHEMA: &CStr = c"arrow_schema";

/// Reads every batch of anything that speaks the interface.
///
/// The stream comes first: a chunked object may offer both, and refuse the single array.
pub(crate) fn import(table: &Bound<'_, PyAny>) -> PyResult<(SchemaRef, Vec<RecordBatch>)> {
    if table.hasattr("__arrow_c_stream__")? {
        let capsule = table.call_method0("__arrow_c_stream__")?;
        let reader = take_stream(capsule.cast::<PyCapsule>()?)?;
        let schema = reader.schema();
        // Pulling may run Python code, which takes the interpreter's lock itself.
        let batches = table.py().detach(|| reader.collect::<Result<Vec<_>, _>>());
        let batches = batches.map_err(|error| refused(table.py(), &error))?;
        return Ok((schema, batches));
    }
    if table.hasattr("__arrow_c_array__")? {
        let pair = table.call_method0("__arrow_c_array__")?;
        let pair = pair.cast::<PyTuple>()?;
        let (schema, array) = (pair.get_item(0)?, pair.get_item(1)?);
        let batch = take_array(schema.cast::<PyCapsule>()?, array.cast::<PyCapsule>()?)?;
        return Ok((batch.schema(), vec![batch]));
    }
    Err(no_table(table.py(), "没有 Arrow PyCapsule 接口", "the object lacks the Arrow PyCapsule interface"))
}

/// Hands the batches over as a stream capsule; the receiver owns them then.
pub(crate) fn export<'py>(
    py: Python<'py>,
    schema: SchemaRef,
    batches: Vec<RecordBatch>,
) -> PyResult<Bound<'py, PyCapsule>> {
    let reader = RecordBatchIterator::new(batches.into_iter().map(Ok), schema);
    let stream = FFI_ArrowArrayStream::new(Box::new(reader));
    // Dropping an unread capsule drops the stream, and its release callback with it.
    PyCapsule::new_with_value(py, stream, STREAM)
}

#[expect(unsafe_code, reason = "the capsule's name, checked first, says that it holds an ArrowArrayStream")]
fn take_stream(capsule: &Bound<'_, PyCapsule>) -> PyResult<RecordBatchStreamReader> {
    let pointer: NonNull<FFI_ArrowArrayStream> = capsule.pointer_checked(Some(STREAM))?.cast();
    // SAFETY: a capsule of this name points to a valid stream that nobody else reads. `from_raw`
    // moves it out and leaves an empty one, whose release the capsule's destructor skips.
    let stream = unsafe { FFI_ArrowArrayStream::from_raw(pointer.as_ptr()) };
    RecordBatchStreamReader::try_new(stream).map_err(|error| refused(capsule.py(), &error))
}

#[expect(unsafe_code, reason = "the capsules' names, checked first, say what they hold")]
fn take_array(schema: &Bound<'_, PyCapsule>, array: &Bound<'_, PyCapsule>) -> PyResult<RecordBatch> {
    let py = array.py();
    let schema: NonNull<FFI_ArrowSchema> = schema.pointer_checked(Some(SCHEMA))?.cast();
    let array: NonNull<FFI_ArrowArray> = array.pointer_checked(Some(ARRAY))?.cast();
    // SAFETY: as for the stream: the structs are valid, and the array is moved out and left empty.
    // The schema is only looked at; its capsule still owns it.
    let data = unsafe {
        let array = FFI_ArrowArray::from_raw(array.as_ptr());
        from_ffi(array, schema.as_ref())
    };
    let data = data.map_err(|error| refused(py, &error))?;
    if !matches!(data.data_type(), DataType::Struct(_)) || data.null_count() > 0 {
        return Err(no_table(
            py,
            "只有一列，或整行为空",
            "one column alone, or rows that are null as a whole",
        ));
    }
    Ok(RecordBatch::from(StructArray::from(data)))
}

fn no_table(py: Python<'_>, zh: &str, en: &str) -> PyErr {
    let told = Problem::new("table/kind", format!("不是 Arrow 表格：{zh}"), format!("no Arrow table: {en}"));
    raise(py, &Error::Table(vec![told]))
}

fn refused(py: Python<'_>, error: &ArrowError) -> PyErr {
    let told = Problem::new(
        "table/arrow",
        format!("Arrow 数据不能读取：{error}"),
        format!("Arrow data cannot be read: {error}"),
    );
    let help = ("请先把这一列转换为常用的类型", "convert the column to a common type first");
    raise(py, &Error::Table(vec![told.help(help.0, help.1)]))
}
