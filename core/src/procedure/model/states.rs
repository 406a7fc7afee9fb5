//! Where can a case stand? Regions run side by side; each state belongs to one of them.

use super::{Choice, Condition, List, Ref, Source};
use crate::problem::Text;

/// One state machine of a procedure.
#[derive(Debug, Clone)]
pub struct Region {
    /// Id.
    pub id: String,
    /// 中文 and English.
    pub label: Text,
    /// One token per item.
    pub parts: Parts,
}

/// Whether a region has one token or one per item.
#[derive(Debug, Clone)]
pub enum Parts {
    /// One token.
    One,
    /// One token for each of a fixed list.
    Fixed(List<Choice>),
    /// One token for each item the events name (lines of a complaint).
    Open,
}

/// A state of a region.
#[derive(Debug, Clone)]
pub struct State {
    /// Id.
    pub id: String,
    /// 中文 and English.
    pub label: Text,
    /// The region it belongs to.
    pub region: Ref<Region>,
    /// Entered when the case opens (`Yes`), or as soon as a guard holds.
    pub start: Option<Condition>,
    /// Ends its region.
    pub end: bool,
    /// Why a case may rest here although the state is no end: the text says no more.
    pub rests: Option<Text>,
    /// Place.
    pub source: Source,
}
