//! What must be known about a case, and of what type is it?

use super::{List, Ref, Source};
use crate::problem::Text;

/// A typed input.
#[derive(Debug, Clone)]
pub struct Fact {
    /// Id.
    pub id: String,
    /// 中文 and English; columns are found by either.
    pub label: Text,
    /// Type.
    pub kind: FactKind,
    /// Describes the case, not a round: never cleared by a loop.
    pub keep: bool,
    /// Rule ids (a class may be a fact with options).
    pub source: Source,
}

/// The type of a fact.
#[derive(Debug, Clone)]
pub enum FactKind {
    /// A whole number from 0.
    Count {
        /// The count it can never exceed.
        part_of: Option<Ref<Fact>>,
    },
    /// Yes or no.
    Flag,
    /// One of a list.
    Choice {
        /// The options.
        options: List<Choice>,
        /// The document's list is open (等, 例): other values are taken and match no option.
        open: bool,
    },
    /// A day.
    Date,
    /// An exact decimal with its unit.
    Quantity {
        /// The unit as printed: `℃`, `元`, `cm`.
        unit: String,
    },
    /// Free text, for required fields; never compared.
    Words,
}

impl FactKind {
    /// As written in files.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Count { .. } => "count",
            Self::Flag => "flag",
            Self::Choice { .. } => "choice",
            Self::Date => "date",
            Self::Quantity { .. } => "quantity",
            Self::Words => "words",
        }
    }
}

/// One option of a choice.
#[derive(Debug, Clone)]
pub struct Choice {
    /// Id.
    pub id: String,
    /// 中文 and English.
    pub label: Text,
    /// Rule ids and place, if the option is a rule (a class) of its own.
    pub source: Source,
}
