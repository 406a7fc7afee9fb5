//! How many are inspected out of a lot?

use super::{Fact, Ref, Source};
use crate::problem::Text;
use crate::rate::Rate;
use serde::Serialize;

/// How many to inspect out of a lot.
#[derive(Debug, Clone)]
pub struct Sampling {
    /// Id.
    pub id: String,
    /// 中文 and English.
    pub label: Text,
    /// Source.
    pub source: Source,
    /// The count that is the lot.
    pub of: Option<Ref<Fact>>,
    /// The count that is the sample, checked against the plan when both are known.
    pub sample: Option<Ref<Fact>>,
    /// The share; `None`: the text gives none, the caller supplies it.
    pub rate: Option<Rate>,
    /// The greatest share, for `5%..10%`.
    pub most: Option<Rate>,
    /// How a fraction is rounded.
    pub rounding: Rounding,
    /// The least sample.
    pub minimum: u64,
    /// Per material, per lot: told, not enforced.
    pub per: Option<Text>,
}

/// How a fraction of a unit is rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rounding {
    /// Up.
    #[default]
    Up,
    /// Down.
    Down,
    /// To the nearest, halves up.
    HalfUp,
}
