//! How is an ambiguous place read?

use super::{List, Ref};
use crate::problem::Text;

/// How an ambiguous place is read.
#[derive(Debug, Clone)]
pub struct Reading {
    /// Id.
    pub id: String,
    /// What the text leaves open.
    pub question: Text,
    /// The ambiguity's id in the rule book.
    pub refs: Vec<String>,
    /// The options; the first is the one recommended.
    pub options: List<ReadingOption>,
    /// The option in force.
    pub chosen: Ref<ReadingOption>,
    /// Why the recommended one.
    pub why: Option<Text>,
}

/// One way to read it.
#[derive(Debug, Clone)]
pub struct ReadingOption {
    /// Id.
    pub id: String,
    /// 中文 and English.
    pub label: Text,
}
