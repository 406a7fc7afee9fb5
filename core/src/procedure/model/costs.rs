//! Who pays?

use super::{Condition, Ref, Role, Source};
use crate::problem::Text;

/// Who pays, from which account.
#[derive(Debug, Clone)]
pub struct Cost {
    /// Id.
    pub id: String,
    /// 中文 and English.
    pub label: Text,
    /// Source.
    pub source: Source,
    /// When.
    pub when: Option<Condition>,
    /// Who pays; `None`: the text does not say (unallocated).
    pub payer: Option<Ref<Role>>,
    /// The account as printed.
    pub account: Option<Text>,
}
