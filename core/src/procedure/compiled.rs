//! Procedures as bytes: what the build script writes and `builtin.rs` reads.

use super::model::Procedure;
use super::tree::Tree;
use crate::problem::Text;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A procedure in a list: enough to choose it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProcedureInfo {
    /// Kebab-case name, the same in every edition.
    pub id: String,
    /// Title of the document.
    pub title: Text,
    /// Document number as printed.
    pub document: Option<String>,
    /// Version as printed.
    pub edition: Option<String>,
    /// The day the edition takes effect, if printed.
    #[serde(with = "crate::iso_day::option")]
    pub effective: Option<NaiveDate>,
    /// Hash of the file's content.
    pub hash: String,
    /// How many steps it has.
    pub steps: usize,
    /// How many time limits.
    pub limits: usize,
    /// How many checks and classes.
    pub judgements: usize,
}

/// A place in the index of all built-in procedures.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Indexed {
    /// What is listed.
    pub(crate) info: ProcedureInfo,
    /// First byte of its tree.
    pub(crate) start: usize,
    /// One past the last byte.
    pub(crate) end: usize,
}

impl Procedure {
    /// What a list shows of it.
    pub fn info(&self) -> ProcedureInfo {
        ProcedureInfo {
            id: self.id.clone(),
            title: self.title.clone(),
            document: self.document.clone(),
            edition: self.edition.clone(),
            effective: self.effective,
            hash: self.hash.clone(),
            steps: self.steps.len(),
            limits: self.limits.len(),
            judgements: self.checks.len().saturating_add(self.classes.len()),
        }
    }
}

/// A procedure as bytes, to be opened by [`super::unpack`] where files are not read. Bytes of this very version: what is
/// kept or sent is the file.
pub fn pack(procedure: &Procedure) -> Vec<u8> {
    let Tree { hash, extends, companies, root } = &*procedure.tree;
    // Writing to memory does not fail; if it did, no bytes are no procedure, and `unpack` says so.
    postcard::to_allocvec(&(hash, extends, companies, root)).unwrap_or_default()
}

/// The tree back from its bytes.
pub(crate) fn unpack(bytes: &[u8]) -> Result<Tree, postcard::Error> {
    let (hash, extends, companies, root) = postcard::from_bytes(bytes)?;
    Ok(Tree { root, hash, extends, companies })
}
