//! Tables in and out through the Arrow PyCapsule interface, without copying and without pyarrow.
//!
//! With `memory.rs` the only file with `unsafe`: a capsule holds a raw C struct, and its name is the only type it has.

use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema, from_ffi};
use arrow_array::ffi_stream::{FFI_ArrowArrayStream, RecordBatchStreamReader};
use arrow_array::{RecordBatch, RecordBatchIterator, RecordBatchReader, StructArray};
use arrow_schema::{ArrowError, SchemaRef};
use core::ffi::CStr;
use core::ptr::NonNull;
use pyo3::exceptions::{PyTypeError, PyValueError};
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
        let batches = table.py().detach(|| reader.collect::<Result<Vec<_>, _>>()).map_err(refused)?;
        return Ok((schema, batches));
    }
    if table.hasattr("__arrow_c_array__")? {
        let pair = table.call_method0("__arrow_c_array__")?;
        let pair = pair.cast::<PyTuple>()?;
        let (schema, array) = (pair.get_item(0)?, pair.get_item(1)?);
        let batch = take_array(schema.cast::<PyCapsule>()?, array.cast::<PyCapsule>()?)?;
        return Ok((batch.schema(), vec![batch]));
    }
    Err(PyTypeError::new_err(
        "no Arrow table: the object has neither __arrow_c_stream__ nor __arrow_c_array__",
    ))
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
    RecordBatchStreamReader::try_new(stream).map_err(refused)
}

#[expect(unsafe_code, reason = "the capsules' names, checked first, say what they hold")]
fn take_array(schema: &Bound<'_, PyCapsule>, array: &Bound<'_, PyCapsule>) -> PyResult<RecordBatch> {
    let schema: NonNull<FFI_ArrowSchema> = schema.pointer_checked(Some(SCHEMA))?.cast();
    let array: NonNull<FFI_ArrowArray> = array.pointer_checked(Some(ARRAY))?.cast();
    // SAFETY: as for the stream: the structs are valid, and the array is moved out and left empty.
    // The schema is only looked at; its capsule still owns it.
    let data = unsafe {
        let array = FFI_ArrowArray::from_raw(array.as_ptr());
        from_ffi(array, schema.as_ref())
    };
    let data = data.map_err(refused)?;
    if !matches!(data.data_type(), arrow_schema::DataType::Struct(_)) {
        return Err(PyTypeError::new_err("a column, not a table: put it into a table of one column"));
    }
    Ok(RecordBatch::from(StructArray::from(data)))
}

fn refused(error: ArrowError) -> PyErr {
    PyValueError::new_err(format!("Arrow data cannot be read: {error}"))
}
