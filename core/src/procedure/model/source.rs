//! Where does a rule come from, and how well does the text support it?

use super::{Reading, Ref};
use crate::problem::Text;
use serde::Serialize;

/// How well the document supports a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    /// The text says it.
    #[default]
    Stated,
    /// The words are there, their order or attachment was lost.
    Reconstructed,
    /// Needed, not written.
    Inferred,
    /// The text stops here: the engine stops and asks.
    Lost,
}

impl Basis {
    /// As written in files.
    pub const ALL: [(&'static str, Self); 4] = [
        ("stated", Self::Stated),
        ("reconstructed", Self::Reconstructed),
        ("inferred", Self::Inferred),
        ("lost", Self::Lost),
    ];

    /// Name and label.
    pub fn label(self) -> Text {
        match self {
            Self::Stated => Text::new("原文明示", "stated"),
            Self::Reconstructed => Text::new("按原文词句重建", "reconstructed"),
            Self::Inferred => Text::new("推定", "inferred"),
            Self::Lost => Text::new("原文缺失", "lost"),
        }
    }
}

/// Where a rule comes from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Source {
    /// The clause number as printed in the document.
    pub clause: Option<String>,
    /// Our own description of the place, where the document prints no number.
    pub place: Option<Text>,
    /// How well the text supports the rule.
    pub basis: Basis,
    /// Keys of this rule that are inferred although the rest is stated: `["to", "by"]`.
    pub inferred: Vec<String>,
    /// Rule ids of the rule book (`S0-08-H2`).
    pub refs: Vec<String>,
    /// The reading this rule depends on.
    pub readings: Vec<Ref<Reading>>,
    /// The operative words of the document (`超过3%`).
    pub words: Option<String>,
    /// Set when a company's file changed or added the rule: that file's title. Then clause and words are the company's.
    pub company: Option<Text>,
}
