//! Which norms hold that are not steps?

use super::Source;
use crate::problem::Text;

/// A norm that is not a step: kept, shown, cited.
#[derive(Debug, Clone)]
pub struct Norm {
    /// Id.
    pub id: String,
    /// 中文 and English, in our words.
    pub label: Text,
    /// Source.
    pub source: Source,
    /// Where it applies: ids of steps, forms, approvals.
    pub on: Vec<String>,
}
