//! What changed between two procedures, each change with its sentence.

use crate::problem::Text;
use crate::procedure::diff::Change;
use serde::Serialize;

/// A change and what it says in words.
#[derive(Debug, Clone, Serialize)]
pub struct ChangeView<'c> {
    /// `what` (added, removed, changed, decided, rewritten, labels, citations) and its parts.
    #[serde(flatten)]
    pub change: &'c Change,
    /// 中文 and English.
    pub text: Text,
}

impl<'c> ChangeView<'c> {
    /// All of them, in order.
    pub fn all(changes: &'c [Change]) -> Vec<Self> {
        changes.iter().map(|change| Self { change, text: change.text() }).collect()
    }
}
