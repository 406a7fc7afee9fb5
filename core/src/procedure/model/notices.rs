//! Who must tell whom?

use super::{By, Condition, Ref, Role, Source, Trigger};
use crate::problem::Text;

/// Who must tell whom.
#[derive(Debug, Clone)]
pub struct Notice {
    /// Id.
    pub id: String,
    /// 中文 and English: what is told.
    pub label: Text,
    /// Source.
    pub source: Source,
    /// On what; empty: the text does not say.
    pub on: Vec<Trigger>,
    /// Only when.
    pub when: Option<Condition>,
    /// Who tells.
    pub by: By,
    /// Who is told.
    pub to: Vec<Ref<Role>>,
}
