//! Which documents does the procedure demand?

use super::Source;
use crate::problem::Text;

/// A document the procedure demands.
#[derive(Debug, Clone)]
pub struct Form {
    /// Id.
    pub id: String,
    /// Name as printed.
    pub label: Text,
    /// Fields that must be filled.
    pub fields: Vec<Text>,
    /// Copies and who holds them.
    pub copies: Vec<Text>,
    /// Where it is demanded.
    pub source: Source,
}
