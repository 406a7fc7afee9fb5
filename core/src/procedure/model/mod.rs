//! What a procedure is: the types that a file in `core/procedures/` is read into.
//!
//! Names are those of the file format (`docs/procedure-format.md`); nothing here knows a particular procedure. Each kind
//! of rule has its file; [`Procedure`] holds them all, in the order in which a file says them.

mod approvals;
mod checks;
mod classes;
mod costs;
mod duties;
mod facts;
mod forms;
mod known;
mod limits;
mod list;
mod named;
mod norms;
mod notices;
mod readings;
mod roles;
mod samplings;
mod source;
mod states;
mod steps;

pub use super::decimal::Decimal;
pub use approvals::{Approval, Ban};
pub use checks::{Check, Test};
pub use classes::{Class, ClassResult, Hit, Row, UNCLASSIFIED};
pub use costs::Cost;
pub use duties::{Duty, Recurrence};
pub use facts::{Choice, Fact, FactKind};
pub use forms::Form;
pub use known::Known;
pub use limits::{Limit, Lower, OnChange, Trigger};
pub(crate) use list::Roster;
pub use list::{List, Ref};
pub use named::Named;
pub use norms::Norm;
pub use notices::Notice;
pub use readings::{Reading, ReadingOption};
pub use roles::{By, Role, Signer};
pub use samplings::{Rounding, Sampling};
pub use source::{Basis, Source};
pub use states::{Parts, Region, State};
pub use steps::{Event, Need, Step};

use super::example::Example;
use super::guard::Condition;
use super::tree::Tree;
use crate::problem::Text;
use chrono::NaiveDate;
use std::sync::Arc;

/// One controlled document as data.
#[derive(Debug, Clone, Default)]
pub struct Procedure {
    /// Kebab-case name, the same in every edition.
    pub id: String,
    /// Title of the document.
    pub title: Text,
    /// Document number as printed.
    pub document: Option<String>,
    /// Who issued it, if the document says.
    pub issuer: Option<Text>,
    /// Version as printed.
    pub edition: Option<String>,
    /// The day the edition takes effect, if printed.
    pub effective: Option<NaiveDate>,
    /// What it covers, in our words.
    pub scope: Text,
    /// How much of the document is there, in our words.
    pub completeness: Option<Text>,
    /// Hash of the file's content (hex), so that an answer can say which rules it followed.
    pub hash: String,
    /// Set when a company's file made this procedure its own: that file's id of the base procedure.
    pub extends: Option<String>,
    /// Who acts.
    pub roles: List<Role>,
    /// Typed inputs.
    pub facts: List<Fact>,
    /// Documents the procedure demands.
    pub forms: List<Form>,
    /// State machines that run side by side.
    pub regions: List<Region>,
    /// All states of all regions.
    pub states: List<State>,
    /// Happenings: those of the steps, and milestones declared on their own.
    pub events: List<Event>,
    /// Transitions.
    pub steps: List<Step>,
    /// Exact thresholds.
    pub checks: List<Check>,
    /// Decision tables.
    pub classes: List<Class>,
    /// Signatures by roles.
    pub approvals: List<Approval>,
    /// What is forbidden, and who may allow it all the same.
    pub bans: List<Ban>,
    /// Time limits.
    pub limits: List<Limit>,
    /// Recurring obligations.
    pub duties: List<Duty>,
    /// Who must tell whom.
    pub notices: List<Notice>,
    /// Norms that are not steps.
    pub norms: List<Norm>,
    /// Who pays, from which account.
    pub costs: List<Cost>,
    /// How many to inspect out of a lot.
    pub samplings: List<Sampling>,
    /// How ambiguous places are read.
    pub readings: List<Reading>,
    /// Faults of the document itself that the proof would report: declared, not silenced.
    pub known: Vec<Known>,
    /// Worked examples of a file that was read; the built-in procedures carry none, and other readings drop them.
    pub examples: Vec<Example>,
    /// What the model was built from; readings are patches on it.
    pub(crate) tree: Arc<Tree>,
}
