//! The one error shape.

use crate::problem::{Error, Problem};
use serde::Serialize;

/// An [`Error`] as every language sees it: the kind of work refused and all problems.
#[derive(Debug, Clone, Serialize)]
pub struct ErrorView<'e> {
    /// `SpanError`, `CalendarError`, `TableError`, `ProcedureError`, `Refused`.
    pub kind: &'static str,
    /// All problems, in the order of the input.
    pub problems: &'e [Problem],
}

impl<'e> From<&'e Error> for ErrorView<'e> {
    fn from(error: &'e Error) -> Self {
        Self { kind: error.kind(), problems: error.problems() }
    }
}
