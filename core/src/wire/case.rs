//! A case as every language sees it: where it stands, what may happen next, what is due, and its log.

use super::deadline::{DeadlineView, instant};
use super::explain;
use super::standing::RemainingView;
use super::{ByView, Dict, Kind, Labelled, RuleView};
use crate::calendar::{Calendar, Moment, Standing};
use crate::case::{ApprovalStanding, Barred, Case, Deed, NextStep, Obligation, Pause, Thing, value_json};
use crate::facts::Facts;
use crate::problem::{Error, Problem, Text};
use crate::procedure::ProcedureInfo;
use crate::procedure::evaluate::Context;
use crate::procedure::model::{Fact, List, Named, Procedure, Ref, State, Step};
use crate::value::Value;
use serde::Serialize;
use serde_json::Value as Json;

/// A case and where it stands.
#[derive(Debug, Clone, Serialize)]
pub struct CaseView<'c> {
    /// The procedure it follows.
    pub procedure: ProcedureInfo,
    /// When it came in.
    pub opened: String,
    /// Inferred steps must be accepted by somebody.
    pub strict: bool,
    /// Where each region stands: a state, nothing, or a state for each part.
    pub state: Dict<'c, PlaceView<'c>>,
    /// The labels of the states named.
    pub labels: Dict<'c, &'c Text>,
    /// What is known of the case.
    pub facts: Dict<'c, Json>,
    /// What is known of its parts.
    pub parts: Dict<'c, Dict<'c, Json>>,
    /// The forms held.
    pub forms: Vec<&'c str>,
    /// How each approval stands.
    pub approvals: Vec<ApprovalState<'c>>,
    /// All entries, the opening first.
    pub log: Vec<EntryView<'c>>,
    /// Every region that started has ended.
    pub ended: bool,
}

/// Where a region stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum PlaceView<'c> {
    /// In a state; `None`: not started, or left.
    One(Option<&'c str>),
    /// Each part in its own.
    Parts(Dict<'c, &'c str>),
}

/// How an approval stands.
#[derive(Debug, Clone, Serialize)]
pub struct ApprovalState<'c> {
    /// The approval.
    #[serde(flatten)]
    pub approval: Labelled<'c>,
    /// The item or place it is signed for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<&'c str>,
    /// Who has signed.
    pub signed: Vec<SignedView<'c>>,
    /// Who must, or may have to, sign still.
    pub open: Vec<Thing>,
    /// `yes`, `no`, `undetermined`: whether it is complete.
    pub standing: &'static str,
    /// A signer disagreed.
    pub disagreed: bool,
}

/// A signature.
#[derive(Debug, Clone, Serialize)]
pub struct SignedView<'c> {
    /// The role that signed.
    pub role: Labelled<'c>,
    /// The person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<&'c str>,
    /// `agree` or `disagree`.
    pub verdict: &'static str,
    /// When.
    pub at: String,
}

/// One entry of the log.
#[derive(Debug, Clone, Default, Serialize)]
pub struct EntryView<'c> {
    /// From 0, the opening.
    pub seq: u32,
    /// When; a void has no time of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// The event's id; `opened`, `signed`, `paused`, `resumed`, `voided` for the others.
    pub event: &'c str,
    /// The role that acted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<&'c str>,
    /// The person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<&'c str>,
    /// Who accepted an inferred step.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accepted_by: Option<&'c str>,
    /// The item or place meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<&'c str>,
    /// Facts that came with it.
    pub facts: Dict<'c, Json>,
    /// Forms handed in.
    pub forms: Vec<&'c str>,
    /// The approval signed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub approval: Option<&'c str>,
    /// `agree` or `disagree`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verdict: Option<&'static str>,
    /// The limits that stop or go on; none: all.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub limits: Vec<&'c str>,
    /// The entry a void takes back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub void: Option<u32>,
    /// Why: of a void, a pause.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<&'c str>,
    /// Set when the entry was taken back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub voided: Option<Voided<'c>>,
    /// The steps it takes.
    pub steps: Vec<&'c str>,
}

/// Why an entry was taken back.
#[derive(Debug, Clone, Serialize)]
pub struct Voided<'c> {
    /// Why.
    pub why: &'c str,
}

/// A step for which a token stands ready.
#[derive(Debug, Clone, Serialize)]
pub struct NextStepView<'c> {
    /// The step.
    pub step: RuleView<'c>,
    /// The event that takes it.
    pub event: &'c str,
    /// Its label.
    pub event_label: &'c Text,
    /// Where it starts.
    pub from: Vec<Labelled<'c>>,
    /// Where it leads.
    pub to: Vec<Labelled<'c>>,
    /// Who takes it.
    pub by: ByView<'c>,
    /// The item or place whose token would take it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
    /// Nothing but facts and forms that may come with the event is missing.
    pub open: bool,
    /// What is missing or forbids it.
    pub barred: Vec<Barred>,
    /// The rule and every reason as one paragraph.
    pub explanation: Text,
}

/// One time limit running on the case.
#[derive(Debug, Clone, Serialize)]
pub struct ObligationView<'c> {
    /// The limit.
    pub limit: RuleView<'c>,
    /// Counts what starts it, from 1.
    pub n: u32,
    /// The item or place it concerns.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
    /// Who owes it.
    pub owed_by: ByView<'c>,
    /// What it is counted from.
    pub started: String,
    /// When it ends, and why then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deadline: Option<DeadlineView>,
    /// The other limit it may not exceed, where that ends earlier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capped_by: Option<Labelled<'c>>,
    /// `pending`, `due soon`, `overdue`, ...
    pub standing: &'static str,
    /// The same as people say it.
    pub standing_label: Text,
    /// The instants from which it is due soon, earliest first; none without an end, and none once it is done.
    pub warnings: Vec<String>,
    /// When it was fulfilled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub done: Option<String>,
    /// How much is left; negative: over. Absent once done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remaining: Option<RemainingView>,
    /// What must be known to say more.
    pub missing: Vec<Thing>,
    /// Why it could not be counted.
    pub problems: Vec<Problem>,
    /// What the document says follows on a breach.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub breach: Option<&'c Text>,
    /// What, who, until when and how it stands, as one paragraph.
    pub explanation: Text,
}

impl<'c> CaseView<'c> {
    /// The case as it stands after its last entry.
    pub fn new(case: &'c Case) -> Self {
        let p: &'c Procedure = case.procedure();
        let mut state: Dict<'c, PlaceView<'c>> =
            p.regions.iter().map(|region| (region.id.as_str(), PlaceView::One(None))).collect();
        let mut labels = Dict::default();
        for (region, part, at) in case.states() {
            let at = &p.states[at];
            if labels.get(&at.id).is_none() {
                labels.push(&at.id, &at.label);
            }
            let Some(place) = state.get_mut(&p.regions[region].id) else { continue };
            match (part, place) {
                (Some(part), PlaceView::Parts(parts)) => parts.push(part, &at.id),
                (Some(part), place) => {
                    *place = PlaceView::Parts([(part, at.id.as_str())].into_iter().collect())
                }
                (None, place) => *place = PlaceView::One(Some(&at.id)),
            }
        }
        Self {
            procedure: p.info(),
            opened: case.opening().at.to_string(),
            strict: case.opening().strict,
            state,
            labels,
            facts: facts(p, case.facts(None)),
            parts: case.parts().map(|part| (part, facts(p, case.facts(Some(part))))).collect(),
            forms: case.forms().map(|form| p.forms[form].id.as_str()).collect(),
            approvals: case.approvals().into_iter().map(|one| ApprovalState::new(p, one)).collect(),
            log: EntryView::log(case),
            ended: case.ended(),
        }
    }
}

/// Facts by id, each as it is read again.
fn facts<'c, 'v>(p: &'c Procedure, known: impl Iterator<Item = (Ref<Fact>, &'v Value)>) -> Dict<'c, Json> {
    known.map(|(at, value)| (p.facts[at].id.as_str(), value_json(value, &p.facts[at].kind))).collect()
}

fn labelled<'c, T: Named>(list: &'c List<T>, at: Ref<T>, label: fn(&'c T) -> &'c Text) -> Labelled<'c> {
    Labelled { id: list[at].id(), label: label(&list[at]) }
}

impl<'c> ApprovalState<'c> {
    fn new(p: &'c Procedure, one: ApprovalStanding<'c>) -> Self {
        let signed = one.signed.iter().map(|signatory| SignedView {
            role: labelled(&p.roles, signatory.role, |role| &role.label),
            person: signatory.person,
            verdict: signatory.verdict.id(),
            at: signatory.at.to_string(),
        });
        Self {
            approval: labelled(&p.approvals, one.approval, |approval| &approval.label),
            part: one.part,
            signed: signed.collect(),
            open: one.open,
            standing: one.complete.id(),
            disagreed: one.disagreed,
        }
    }
}

impl<'c> EntryView<'c> {
    /// All entries, the opening first.
    fn log(case: &'c Case) -> Vec<Self> {
        let p = case.procedure();
        let steps = |steps: &[Ref<Step>]| steps.iter().map(|step| p.steps[*step].id.as_str()).collect();
        let opening = Self {
            at: Some(case.opening().at.to_string()),
            event: "opened",
            facts: given(p, case.opening().facts.as_ref()),
            steps: steps(case.first_steps()),
            ..Self::default()
        };
        let entries = case.log().iter().map(|entry| Self {
            seq: entry.seq,
            at: entry.at().map(|at| at.to_string()),
            voided: entry.voided.as_deref().map(|why| Voided { why }),
            steps: steps(&entry.steps),
            ..Self::deed(p, &entry.deed)
        });
        core::iter::once(opening).chain(entries).collect()
    }

    fn deed(p: &'c Procedure, deed: &'c Deed) -> Self {
        match deed {
            Deed::Event(event) => Self {
                event: &event.event,
                by: event.by.as_deref(),
                person: event.person.as_deref(),
                accepted_by: event.accepted_by.as_deref(),
                part: event.part.as_deref(),
                facts: given(p, event.facts.as_ref()),
                forms: event.forms.iter().map(String::as_str).collect(),
                ..Self::default()
            },
            Deed::Sign(signature) => Self {
                event: "signed",
                by: Some(&signature.by),
                person: signature.person.as_deref(),
                part: signature.part.as_deref(),
                approval: Some(&signature.approval),
                verdict: Some(signature.verdict.id()),
                ..Self::default()
            },
            Deed::Pause(pause) => Self { event: "paused", ..Self::halt(pause) },
            Deed::Resume(pause) => Self { event: "resumed", ..Self::halt(pause) },
            Deed::Void { seq, why } => {
                Self { event: "voided", void: Some(*seq), why: Some(why), ..Self::default() }
            }
        }
    }

    fn halt(pause: &'c Pause) -> Self {
        Self {
            limits: pause.limits.iter().map(String::as_str).collect(),
            why: pause.why.as_deref(),
            ..Self::default()
        }
    }
}

fn given<'c>(p: &'c Procedure, given: Option<&Facts>) -> Dict<'c, Json> {
    let known =
        given.into_iter().flat_map(|given| p.facts.entries().map(move |(at, _)| (at, given.fact(at))));
    facts(p, known.filter_map(|(at, value)| Some((at, value?))))
}

impl<'c> NextStepView<'c> {
    /// The steps for which a token stands ready at a moment.
    pub fn all(case: &'c Case, at: Moment) -> Vec<Self> {
        let p = case.procedure();
        case.next_steps(at).into_iter().map(|next| Self::new(p, next)).collect()
    }

    fn new(p: &'c Procedure, next: NextStep) -> Self {
        let step = &p.steps[next.step];
        let event = &p.events[step.event];
        let states = |states: &[Ref<State>]| {
            states.iter().map(|state| labelled(&p.states, *state, |state| &state.label)).collect()
        };
        let mut view = Self {
            step: RuleView::new(p, Kind::Step, &step.id, &step.label, &step.source),
            event: &event.id,
            event_label: &event.label,
            from: states(&step.from),
            to: states(&step.to),
            by: ByView::new(p, &step.by),
            part: next.part,
            open: next.open,
            barred: next.barred,
            explanation: Text::default(),
        };
        view.explanation = explain::next_step(&view);
        view
    }
}

impl<'c> ObligationView<'c> {
    /// Every obligation at `now`, by the instant it is due; `days` lists each day of every counting.
    ///
    /// # Errors
    /// [`Error::Calendar`] if a deadline lies outside the calendar.
    pub fn all(case: &'c Case, now: Moment, calendar: &Calendar, days: bool) -> Result<Vec<Self>, Error> {
        Self::of(case, case.obligations(now, calendar), now, calendar, days)
    }

    /// The same for obligations already worked out, as by [`Case::obligations_warned`]; their `warnings` are the files'.
    ///
    /// # Errors
    /// As [`ObligationView::all`].
    pub fn of(
        case: &'c Case,
        all: Vec<Obligation>,
        now: Moment,
        calendar: &Calendar,
        days: bool,
    ) -> Result<Vec<Self>, Error> {
        let p = case.procedure();
        all.into_iter()
            .map(|one| {
                let deadline = one.deadline.as_ref();
                let view =
                    deadline.map(|deadline| DeadlineView::new(calendar, deadline, days)).transpose()?;
                let remaining = match (deadline, one.done, one.standing) {
                    (Some(deadline), None, standing) if standing != Standing::Cancelled => {
                        RemainingView::new(calendar, deadline, now)
                    }
                    _ => None,
                };
                // A warning that cannot be placed makes the standing undetermined, and `problems` say so.
                let warnings = case.warnings(&one, calendar).unwrap_or_default();
                let warnings = warnings.into_iter().map(|at| instant(calendar, at)).collect();
                let mut told = Self { deadline: view, warnings, remaining, ..Self::without_end(p, one) };
                told.explanation = explain::obligation(&told);
                Ok(told)
            })
            .collect()
    }

    fn without_end(p: &'c Procedure, one: Obligation) -> Self {
        let limit = &p.limits[one.limit];
        Self {
            limit: RuleView::new(p, Kind::Limit, &limit.id, &limit.label, &limit.source),
            n: one.n,
            part: one.part,
            owed_by: ByView::new(p, &limit.owed_by),
            started: one.started.to_string(),
            deadline: None,
            capped_by: one.capped_by.map(|cap| labelled(&p.limits, cap, |limit| &limit.label)),
            standing: one.standing.id(),
            standing_label: one.standing.label(),
            warnings: Vec::new(),
            done: one.done.map(|done| done.to_string()),
            remaining: None,
            missing: one.missing.into_iter().map(|missing| Thing::missing(p, missing)).collect(),
            problems: one.problems,
            breach: limit.breach.as_ref(),
            explanation: Text::default(),
        }
    }
}
