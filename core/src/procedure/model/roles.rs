//! Who acts?

use super::Ref;
use crate::problem::Text;

/// Who acts.
#[derive(Debug, Clone)]
pub struct Role {
    /// Id.
    pub id: String,
    /// 中文 and English.
    pub label: Text,
    /// Roles this one outranks (directly).
    pub above: Vec<Ref<Role>>,
    /// Outside the company: customer, supplier.
    pub outside: bool,
}

/// Who may act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum By {
    /// Any of these. `or_higher` lets those who outrank it act too.
    Roles(Vec<Signer>),
    /// The text names nobody: any role, and shown so.
    Unstated,
    /// Nobody: taken by itself as soon as its guard holds.
    Auto,
}

/// A role, or that role and higher (组长以上).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signer {
    /// The role.
    pub role: Ref<Role>,
    /// Whoever outranks it may act as well.
    pub or_higher: bool,
}
