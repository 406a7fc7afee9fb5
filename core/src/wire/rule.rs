//! What every rule says about itself wherever it is shown: name, clause, basis, words, readings.

use super::explain;
use crate::problem::Text;
use crate::procedure::model::{Basis, By, List, Named, Procedure, Reading, Ref, Signer, Source, Trigger};
use serde::Serialize;

/// What kind of rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names are the terms of the field")]
pub enum Kind {
    Role,
    Fact,
    Option,
    Form,
    Region,
    State,
    Event,
    Step,
    Check,
    Class,
    Row,
    Approval,
    Ban,
    Limit,
    Duty,
    Notice,
    Norm,
    Cost,
    Sampling,
    Reading,
}

/// An id with its label.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Labelled<'p> {
    /// The id in the file.
    pub id: &'p str,
    /// 中文 and English.
    pub label: &'p Text,
}

/// The common part of every rule.
#[derive(Debug, Clone, Serialize)]
pub struct RuleView<'p> {
    /// What kind of rule.
    pub kind: Kind,
    /// The id in the file.
    pub id: &'p str,
    /// 中文 and English.
    pub label: &'p Text,
    /// The clause number as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clause: Option<&'p str>,
    /// Our own description of the place, where no number is printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<&'p Text>,
    /// How well the document supports it.
    pub basis: Basis,
    /// Keys that are inferred though the rest is stated.
    pub inferred: &'p [String],
    /// Its ids in the rule book.
    pub refs: &'p [String],
    /// The operative words of the document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<&'p str>,
    /// The readings it depends on, with the option in force.
    pub readings: Vec<ReadingUse<'p>>,
    /// The company's file that changed or added it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub company: Option<&'p Text>,
    /// All of it as one paragraph.
    pub explanation: Text,
}

/// A reading as used by a rule: the question, the option in force, the others.
#[derive(Debug, Clone, Serialize)]
pub struct ReadingUse<'p> {
    /// The reading's id.
    pub id: &'p str,
    /// What the text leaves open.
    pub question: &'p Text,
    /// The option in force.
    pub option: &'p str,
    /// Its label.
    pub label: &'p Text,
    /// The options one can switch to.
    pub alternatives: Vec<Labelled<'p>>,
}

/// Who acts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ByView<'p> {
    /// Any of these.
    pub roles: Vec<RoleUse<'p>>,
    /// The text names nobody.
    pub unstated: bool,
    /// Taken by itself.
    pub auto: bool,
}

/// A role, perhaps "or higher".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct RoleUse<'p> {
    /// The role.
    #[serde(flatten)]
    pub role: Labelled<'p>,
    /// Whoever outranks it may act as well.
    pub or_higher: bool,
}

/// What starts or ends a clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct TriggerView<'p> {
    /// `opened`, `state`, `step`, `event`, `approval`, `form`, `region`, `fact`.
    pub kind: &'static str,
    /// Its id; `opened` for the opening.
    pub id: &'p str,
}

impl<'p> TriggerView<'p> {
    /// A trigger of `procedure`.
    pub fn new(procedure: &'p Procedure, trigger: Trigger) -> Self {
        let (kind, id) = match trigger {
            Trigger::Opened => ("opened", "opened"),
            Trigger::Entered(at) => ("state", procedure.states[at].id()),
            Trigger::Taken(at) => ("step", procedure.steps[at].id()),
            Trigger::Happened(at) => ("event", procedure.events[at].id()),
            Trigger::Signed(at) => ("approval", procedure.approvals[at].id()),
            Trigger::Held(at) => ("form", procedure.forms[at].id()),
            Trigger::Ended(at) => ("region", procedure.regions[at].id()),
            Trigger::Day(at) => ("fact", procedure.facts[at].id()),
        };
        Self { kind, id }
    }
}

impl<'p> RuleView<'p> {
    /// A name that is no rule: a role, a region.
    pub(crate) fn plain(kind: Kind, id: &'p str, label: &'p Text) -> Self {
        Self {
            kind,
            id,
            label,
            clause: None,
            place: None,
            basis: Basis::Stated,
            inferred: &[],
            refs: &[],
            words: None,
            readings: Vec::new(),
            company: None,
            explanation: label.clone(),
        }
    }

    /// The common part of a rule of `procedure`.
    pub fn new(
        procedure: &'p Procedure,
        kind: Kind,
        id: &'p str,
        label: &'p Text,
        source: &'p Source,
    ) -> Self {
        Self {
            kind,
            id,
            label,
            clause: source.clause.as_deref(),
            place: source.place.as_ref(),
            basis: source.basis,
            inferred: &source.inferred,
            refs: &source.refs,
            words: source.words.as_deref(),
            readings: readings(procedure, &source.readings),
            company: source.company.as_ref(),
            explanation: explain::rule(procedure, label, source),
        }
    }
}

/// The readings in use, each with its option in force.
pub fn readings<'p>(procedure: &'p Procedure, used: &[Ref<Reading>]) -> Vec<ReadingUse<'p>> {
    used.iter()
        .map(|at| {
            let reading = &procedure.readings[*at];
            let chosen = &reading.options[reading.chosen];
            ReadingUse {
                id: &reading.id,
                question: &reading.question,
                option: &chosen.id,
                label: &chosen.label,
                alternatives: reading
                    .options
                    .entries()
                    .filter(|(option, _)| *option != reading.chosen)
                    .map(|(_, option)| Labelled { id: &option.id, label: &option.label })
                    .collect(),
            }
        })
        .collect()
}

impl<'p> ByView<'p> {
    /// Who may act.
    pub fn new(procedure: &'p Procedure, by: &By) -> Self {
        let roles = match by {
            By::Roles(signers) => signers.iter().map(|s| RoleUse::new(procedure, *s)).collect(),
            By::Unstated | By::Auto => Vec::new(),
        };
        Self { roles, unstated: *by == By::Unstated, auto: *by == By::Auto }
    }
}

impl<'p> RoleUse<'p> {
    /// A signer of `procedure`.
    pub fn new(procedure: &'p Procedure, signer: Signer) -> Self {
        let role = &procedure.roles[signer.role];
        Self { role: Labelled { id: &role.id, label: &role.label }, or_higher: signer.or_higher }
    }
}

/// The ids behind some references.
pub(crate) fn ids<'p, T: Named>(list: &'p List<T>, refs: &[Ref<T>]) -> Vec<&'p str> {
    refs.iter().map(|at| list[*at].id()).collect()
}
