//! What a fact can be: a typed value.

use crate::procedure::model::{Choice, Decimal, FactKind, Ref};
use chrono::NaiveDate;

/// A known value of a fact. A fact without one is missing, which is not the same as no.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A whole number from 0.
    Count(u64),
    /// Yes or no.
    Flag(bool),
    /// One of the options.
    Choice(Ref<Choice>),
    /// A value outside an open list, in its own words. It matches no option.
    Other(String),
    /// A day.
    Date(NaiveDate),
    /// An exact decimal.
    Quantity(Decimal),
    /// Free text.
    Words(String),
}

impl Value {
    /// Whether a fact of this kind can have this value.
    pub fn fits(&self, kind: &FactKind) -> bool {
        match (self, kind) {
            (Self::Choice(choice), FactKind::Choice { options, .. }) => {
                options.at(choice.position()).is_some()
            }
            (Self::Other(_), FactKind::Choice { open, .. }) => *open,
            (Self::Count(_), FactKind::Count { .. })
            | (Self::Flag(_), FactKind::Flag)
            | (Self::Date(_), FactKind::Date)
            | (Self::Quantity(_), FactKind::Quantity { .. })
            | (Self::Words(_), FactKind::Words) => true,
            _ => false,
        }
    }
}
