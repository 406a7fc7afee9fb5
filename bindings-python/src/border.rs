//! How values cross: JSON text out of the core, `json.loads` on the other side; errors as exceptions.
//!
//! JSON and not a walk over Python objects: the core writes it anyway, and what is asked a million times a second
//! (`judge`, columns) does not come this way.

use aftersales::Error;
use aftersales::wire::ErrorView;
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use serde::Serialize;

/// A plain Python value (dicts, lists, strings, numbers) out of a wire struct.
pub(crate) fn give<'py>(py: Python<'py>, value: &impl Serialize) -> PyResult<Bound<'py, PyAny>> {
    static LOADS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let text = serde_json::to_string(value).map_err(|error| PyRuntimeError::new_err(error.to_string()))?;
    LOADS.import(py, "json", "loads")?.call1((text,))
}

/// The exception for an error of the core: `SpanError`, `TableError`, ..., with its problems.
pub(crate) fn raise(py: Python<'_>, error: &Error) -> PyErr {
    static FROM_WIRE: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let made = || {
        let view = ErrorView::from(error);
        let problems = give(py, &view.problems)?;
        FROM_WIRE.import(py, "aftersales.errors", "from_wire")?.call1((view.kind, problems))
    };
    made().map_or_else(|failed| failed, PyErr::from_value)
}
