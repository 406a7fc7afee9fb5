//! Is a threshold passed?

use super::{Condition, Decimal, Fact, Ref, Source};
use crate::problem::Text;
use crate::rate::{Comparator, Threshold};

/// An exact threshold or norm that answers yes, no or undetermined.
#[derive(Debug, Clone)]
pub struct Check {
    /// Id.
    pub id: String,
    /// 中文 and English.
    pub label: Text,
    /// Source.
    pub source: Source,
    /// What is measured.
    pub test: Test,
    /// Judged for each (material, lot, mechanism): told, not enforced.
    pub per: Option<Text>,
    /// Ids of what follows on yes: steps, forms, notices, costs.
    pub then: Vec<String>,
    /// Ids of what follows on no.
    pub otherwise: Vec<String>,
}

/// What a check measures.
#[derive(Debug, Clone)]
pub enum Test {
    /// part / whole against a share.
    Rate {
        /// Numerator.
        part: Ref<Fact>,
        /// Denominator.
        whole: Ref<Fact>,
        /// Bound.
        threshold: Threshold,
    },
    /// A count against a number.
    Count {
        /// The count.
        fact: Ref<Fact>,
        /// Comparator.
        comparator: Comparator,
        /// Bound.
        bound: u64,
    },
    /// A quantity inside inclusive bounds, either may be missing.
    Quantity {
        /// The quantity.
        fact: Ref<Fact>,
        /// Bounds with their comparators, all of which must hold.
        bounds: Vec<(Comparator, Decimal)>,
    },
    /// Any guard.
    When(Condition),
    /// The text gives no number (or the contract does): undetermined until a company's file sets it.
    Unset,
}
