//! What can happen, and how does it move the case?

use super::{Approval, By, Condition, Fact, Form, Ref, Source, State};
use crate::problem::Text;

/// Something that can happen.
#[derive(Debug, Clone)]
pub struct Event {
    /// Id.
    pub id: String,
    /// 中文 and English.
    pub label: Text,
    /// Declared on its own as a milestone (no step needs to take it); who may report it.
    pub milestone: Option<By>,
    /// Place, for a milestone that is a rule.
    pub source: Source,
}

/// A transition taken on an event.
#[derive(Debug, Clone)]
pub struct Step {
    /// Id.
    pub id: String,
    /// 中文 and English.
    pub label: Text,
    /// Source.
    pub source: Source,
    /// The event that takes it.
    pub event: Ref<Event>,
    /// Any of these states; empty: enters a region that has not started.
    pub from: Vec<Ref<State>>,
    /// The states entered, at most one a region; empty: stays where it is.
    pub to: Vec<Ref<State>>,
    /// Only tokens of these parts of its region may take it; empty: any.
    pub parts: Vec<String>,
    /// Who.
    pub by: By,
    /// Only when.
    pub when: Option<Condition>,
    /// Facts that must be known.
    pub facts: Vec<Need<Fact>>,
    /// Forms that must be held.
    pub forms: Vec<Need<Form>>,
    /// Approvals that must be signed.
    pub approved: Vec<Need<Approval>>,
    /// An entry step may enter its region again after it ended.
    pub again: bool,
}

/// Something that must be there, always or when a guard holds.
#[derive(Debug, Clone)]
pub struct Need<T> {
    /// What.
    pub what: Ref<T>,
    /// When; `None` is always.
    pub when: Option<Condition>,
}
