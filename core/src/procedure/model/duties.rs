//! What is owed again and again?

use super::{By, Condition, Source, Trigger};
use crate::problem::Text;

/// A recurring obligation.
#[derive(Debug, Clone)]
pub struct Duty {
    /// Id.
    pub id: String,
    /// 中文 and English.
    pub label: Text,
    /// Source.
    pub source: Source,
    /// How often and when.
    pub every: Recurrence,
    /// Who owes it.
    pub owed_by: By,
    /// How often at most inside one recurrence; a count across cases is the host's to supply.
    pub at_most: Option<u32>,
    /// Only when.
    pub when: Option<Condition>,
}

/// When a duty recurs; it may hang on what starts and ends clocks.
pub type Recurrence = crate::calendar::Recurrence<Trigger>;
