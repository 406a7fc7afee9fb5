//! Who must sign, and what is forbidden unless someone signs?

use super::{Condition, Form, Ref, Signer, Source, State, Step};
use crate::problem::Text;

/// Signatures by roles, all needed.
#[derive(Debug, Clone)]
pub struct Approval {
    /// Id.
    pub id: String,
    /// 中文 and English.
    pub label: Text,
    /// Source.
    pub source: Source,
    /// Who must sign, always or when a guard holds.
    pub signers: Vec<(Signer, Option<Condition>)>,
    /// Whether they must sign in this order.
    pub ordered: bool,
    /// Only while the case is in one of these states; empty: at any time.
    pub during: Vec<Ref<State>>,
    /// The form that is signed.
    pub form: Option<Ref<Form>>,
}

/// What is forbidden, and who may allow it all the same.
#[derive(Debug, Clone)]
pub struct Ban {
    /// Id.
    pub id: String,
    /// 中文 and English.
    pub label: Text,
    /// Source.
    pub source: Source,
    /// The steps it bars.
    pub steps: Vec<Ref<Step>>,
    /// When it bars them.
    pub when: Condition,
    /// The approval that lifts it.
    pub unless: Option<Ref<Approval>>,
}
