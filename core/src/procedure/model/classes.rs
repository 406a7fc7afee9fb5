//! How is a case sorted? Decision tables.

use super::{Condition, List, Ref, Source};
use crate::problem::Text;
use serde::Serialize;

/// A decision table.
#[derive(Debug, Clone)]
pub struct Class {
    /// Id.
    pub id: String,
    /// 中文 and English.
    pub label: Text,
    /// Source of the table as a whole.
    pub source: Source,
    /// What happens when several rows match.
    pub hit: Hit,
    /// Possible results, in file order. [`UNCLASSIFIED`] is always possible besides.
    pub results: List<ClassResult>,
    /// Rows, in file order.
    pub rows: Vec<Row>,
    /// The result when no row matches; `None` is "unclassified".
    pub otherwise: Option<Ref<ClassResult>>,
}

/// The result when no row of a table matches and the table names none.
pub const UNCLASSIFIED: &str = "unclassified";

/// Hit policy of a decision table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Hit {
    /// The first matching row.
    First,
    /// Exactly one row may match; two that differ are a conflict, answered "undetermined".
    Single,
    /// Every matching row; the results add up.
    All,
}

/// A result of a class.
#[derive(Debug, Clone)]
pub struct ClassResult {
    /// Id.
    pub id: String,
    /// 中文 and English.
    pub label: Text,
    /// Ids of what follows.
    pub then: Vec<String>,
}

/// A row of a decision table.
#[derive(Debug, Clone)]
pub struct Row {
    /// When it matches.
    pub when: Condition,
    /// What it says.
    pub result: Ref<ClassResult>,
    /// Source.
    pub source: Source,
}
