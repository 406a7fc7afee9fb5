//! Worked examples of a file, and what came of them.

use crate::examples::Run;
use crate::problem::Text;
use crate::procedure::example::Example;
use serde::Serialize;

/// An example in a list.
#[derive(Debug, Clone, Serialize)]
pub struct ExampleView<'e> {
    /// Its name.
    pub id: &'e str,
    /// What it shows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<&'e Text>,
    /// Rule ids it exercises.
    pub refs: &'e [String],
    /// `case` (events in, states and obligations out) or `judgement` (facts in, findings out).
    pub kind: &'static str,
}

/// What came of the examples of a procedure.
#[derive(Debug, Clone, Serialize)]
pub struct RunView<'r> {
    /// `examples`, `held`, `problems`, `coverage`.
    #[serde(flatten)]
    pub run: &'r Run,
    /// The same in one line.
    pub summary: Text,
}

impl<'e> ExampleView<'e> {
    /// All of them, in file order.
    pub fn all(examples: &'e [Example]) -> Vec<Self> {
        let view = |example: &'e Example| Self {
            id: &example.id,
            about: example.about.as_ref(),
            refs: &example.refs,
            kind: if example.case.is_some() { "case" } else { "judgement" },
        };
        examples.iter().map(view).collect()
    }
}

impl<'r> From<&'r Run> for RunView<'r> {
    fn from(run: &'r Run) -> Self {
        Self { run, summary: run.summary() }
    }
}
