//! Which faults does the document itself have?

use crate::problem::Text;

/// A fault the document itself has, declared where the proof would find it.
#[derive(Debug, Clone)]
pub struct Known {
    /// The fault's code: `table-overlap`, `dead-end`.
    pub fault: String,
    /// The rule or state it concerns.
    pub at: String,
    /// Why it stands.
    pub why: Text,
}
