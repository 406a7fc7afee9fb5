//! Events in; states, next steps and obligations out.
//!
//! A [`Case`] is a procedure, an opening and a log that only grows. Everything else is derived from these, so that the
//! same log gives the same answers everywhere. No clock is read: whoever asks says when.
//!
//! `log.rs` what the host tells · `situation.rs` where the case stands · `turn.rs` one entry at work ·
//! `choose.rs` which steps it takes · `follow.rs` what follows by itself ·
//! `reasons.rs` why a step cannot be taken · `approvals.rs` who signs · `loops.rs` what a second entry forgets ·
//! `next.rs` what may happen next · `timers.rs` which clocks run · `obligations.rs` what is due ·
//! `moved.rs` what a newer calendar moved · `json.rs` to and fro

mod approvals;
mod choose;
mod follow;
mod json;
mod log;
mod look;
mod loops;
mod mentions;
mod moved;
mod names;
mod next;
mod obligations;
mod plan;
mod ready;
mod reasons;
mod refusals;
mod situation;
mod table;
mod timers;
mod turn;

pub(crate) use json::value_json;
pub use log::{Deed, Entry, Event, Opening, Pause, Signature, Verdict};
pub use look::{ApprovalStanding, Signatory};
pub use moved::{MovedObligation, moved};
pub use next::NextStep;
pub use obligations::Obligation;
pub use reasons::{Barred, Thing};

use crate::calendar::Moment;
use crate::facts::Facts;
use crate::problem::{Error, Problem, Text};
use crate::procedure::because::joined;
use crate::procedure::evaluate::Context;
use crate::procedure::model::{Fact, Procedure, Ref, Region, State, Step};
use crate::value::Value;
use plan::Plan;
use situation::{Halt, Situation};
use std::sync::Arc;
use turn::{Act, Done, Rules, Turn};

/// One case under one edition of a procedure.
#[derive(Debug, Clone)]
pub struct Case {
    procedure: Arc<Procedure>,
    plan: Arc<Plan>,
    opening: Opening,
    /// The opening's facts, resolved.
    given: Vec<(Ref<Fact>, Value)>,
    log: Vec<Entry>,
    situation: Situation,
    /// Steps that were taken by themselves when the case opened.
    first: Vec<Ref<Step>>,
}

/// What an accepted entry did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// Its number in the log.
    pub seq: u32,
    /// The steps taken, in order.
    pub steps: Vec<Ref<Step>>,
    /// Steps of other regions that the same event might have taken had more been known, and what is missing.
    pub left: Vec<(Ref<Step>, Vec<Barred>)>,
}

type Refused = Vec<Problem>;

/// A situation, and the steps that were taken by themselves at opening.
type Derived = (Situation, Vec<Ref<Step>>);

impl Case {
    /// Opens a case.
    ///
    /// # Errors
    /// [`Error::Refused`] when a fact given cannot be taken; [`Error::Span`] when a limit of the procedure counts in a
    /// way that does not exist.
    pub fn open(procedure: Arc<Procedure>, opening: Opening) -> Result<Self, Error> {
        let given = known(&procedure, opening.facts.as_ref()).map_err(Error::Refused)?;
        let mut case = Self {
            plan: Arc::new(Plan::of(&procedure)?),
            situation: Situation::new(&procedure, opening.at),
            procedure,
            opening,
            given,
            log: Vec::new(),
            first: Vec::new(),
        };
        let (situation, first) = case.begin().map_err(Error::Refused)?;
        (case.situation, case.first) = (situation, first);
        Ok(case)
    }

    /// Takes an event in.
    ///
    /// # Errors
    /// [`Error::Refused`] with every reason; the case is unchanged.
    pub fn apply(&mut self, event: Event) -> Result<Applied, Error> {
        self.record(Deed::Event(event))
    }

    /// Takes a signature in.
    ///
    /// # Errors
    /// [`Error::Refused`] with the reason; the case is unchanged.
    pub fn sign(&mut self, signature: Signature) -> Result<Applied, Error> {
        self.record(Deed::Sign(signature))
    }

    /// Stops clocks.
    ///
    /// # Errors
    /// [`Error::Refused`] for a limit that does not exist or a time before the case; the case is unchanged.
    pub fn pause(&mut self, pause: Pause) -> Result<Applied, Error> {
        self.record(Deed::Pause(pause))
    }

    /// Lets clocks go on.
    ///
    /// # Errors
    /// As [`Case::pause`].
    pub fn resume(&mut self, pause: Pause) -> Result<Applied, Error> {
        self.record(Deed::Resume(pause))
    }

    /// Takes an entry back as a mistake: the case is derived anew without it, and the log keeps both.
    ///
    /// # Errors
    /// [`Error::Refused`] when there is no such entry, no reason is given, or a later entry cannot stand without it; the
    /// case is unchanged.
    pub fn void(&mut self, seq: u32, why: &str) -> Result<Applied, Error> {
        if why.trim().is_empty() {
            return Err(Error::Refused(vec![names::no_reason(seq)]));
        }
        let mut log = self.log.clone();
        let entry = names::voidable(&mut log, seq).map_err(|problem| Error::Refused(vec![*problem]))?;
        entry.voided = Some(why.to_owned());
        entry.steps.clear();
        let next = next_seq(&log);
        let deed = Deed::Void { seq, why: why.to_owned() };
        log.push(Entry { seq: next, deed, voided: None, steps: Vec::new() });
        let (situation, first) = self.replay(&mut log).map_err(|(later, mut problems)| {
            problems.insert(0, names::cannot_stand_without(seq, later));
            Error::Refused(problems)
        })?;
        (self.log, self.situation, self.first) = (log, situation, first);
        Ok(Applied { seq: next, steps: Vec::new(), left: Vec::new() })
    }

    /// The procedure the case follows.
    pub fn procedure(&self) -> &Arc<Procedure> {
        &self.procedure
    }

    /// How the case began.
    pub fn opening(&self) -> &Opening {
        &self.opening
    }

    /// All entries, voided ones too.
    pub fn log(&self) -> &[Entry] {
        &self.log
    }

    /// Steps that were taken by themselves when the case opened.
    pub fn first_steps(&self) -> &[Ref<Step>] {
        &self.first
    }

    /// Where every token stands: its region, the part it stands for, its state. Regions without a token are left out.
    pub fn states(&self) -> impl Iterator<Item = (Ref<Region>, Option<&str>, Ref<State>)> {
        self.procedure.regions.entries().flat_map(|(region, _)| {
            let tokens = &self.situation.regions[region].all;
            tokens.iter().map(move |token| (region, token.part.as_deref(), token.state))
        })
    }

    /// Whether every region that started has ended.
    pub fn ended(&self) -> bool {
        self.situation.is_over(&self.procedure)
    }

    /// The case as a guard sees it: what checks and classes are judged by.
    pub fn context(&self, at: Moment) -> impl Context + '_ {
        self.situation.view(&self.procedure, &None, at)
    }

    // ---- deriving ----

    fn rules(&self) -> Rules<'_> {
        Rules {
            procedure: &self.procedure,
            uses: &self.plan.uses,
            strict: self.opening.strict,
            given: &self.given,
        }
    }

    fn record(&mut self, deed: Deed) -> Result<Applied, Error> {
        let seq = next_seq(&self.log);
        let mut situation = self.situation.clone();
        let done = self.work(&mut situation, seq, &deed).map_err(Error::Refused)?;
        let view = situation.view(&self.procedure, &None, situation.latest);
        let left = done.left.iter().map(|(step, why)| (*step, reasons::tell(view, *step, why))).collect();
        self.situation = situation;
        self.log.push(Entry { seq, deed, voided: None, steps: done.steps.clone() });
        Ok(Applied { seq, steps: done.steps, left })
    }

    /// The situation right after opening.
    fn begin(&self) -> Result<Derived, Refused> {
        let mut situation = Situation::new(&self.procedure, self.opening.at);
        let act = Act {
            seq: 0,
            at: self.opening.at,
            by: None,
            accepted: false,
            part: None,
            facts: self.given.clone(),
            forms: Vec::new(),
        };
        let done = Turn::new(self.rules(), &mut situation, &act)?.open()?;
        Ok((situation, done.steps))
    }

    /// Derives everything from a log again; the number of the entry that is refused, if one is.
    fn replay(&self, log: &mut [Entry]) -> Result<Derived, (u32, Refused)> {
        let (mut situation, first) = self.begin().map_err(|problems| (0, problems))?;
        for entry in log.iter_mut().filter(|entry| entry.voided.is_none()) {
            let done = self
                .work(&mut situation, entry.seq, &entry.deed)
                .map_err(|problems| (entry.seq, problems))?;
            entry.steps = done.steps;
        }
        Ok((situation, first))
    }

    /// Lets one entry work on a situation.
    fn work(&self, situation: &mut Situation, seq: u32, deed: &Deed) -> Result<Done, Refused> {
        match deed {
            Deed::Event(event) => {
                let act = names::event(&self.procedure, seq, event)?;
                let turn = Turn::new(self.rules(), situation, &act)?;
                match names::happening(&self.procedure, &event.event)? {
                    Some(event) => turn.event(event),
                    None => turn.note(),
                }
            }
            Deed::Sign(signature) => {
                let (act, approval, role) = names::signature(&self.procedure, seq, signature)?;
                let agreed = signature.verdict == Verdict::Agree;
                Turn::new(self.rules(), situation, &act)?.sign(
                    approval,
                    role,
                    signature.person.clone(),
                    agreed,
                )
            }
            Deed::Pause(pause) => self.halt(situation, seq, pause, false),
            Deed::Resume(pause) => self.halt(situation, seq, pause, true),
            Deed::Void { .. } => Ok(Done::default()),
        }
    }

    fn halt(
        &self,
        situation: &mut Situation,
        seq: u32,
        pause: &Pause,
        resumes: bool,
    ) -> Result<Done, Refused> {
        let limits = names::limits(&self.procedure, pause)?;
        if pause.at.day < situation.opened.day {
            return Err(vec![refusals::before_opening(situation.opened)]);
        }
        let after = |halt: &Halt| (halt.at, halt.seq) > (pause.at, seq);
        let place = situation.halts.iter().position(after).unwrap_or(situation.halts.len());
        situation.halts.insert(place, Halt { at: pause.at, seq, limits, resumes });
        Ok(Done::default())
    }
}

fn next_seq(log: &[Entry]) -> u32 {
    log.last().map_or(0, |entry| entry.seq).saturating_add(1)
}

/// The known facts, unless something is wrong with one.
fn known(procedure: &Procedure, facts: Option<&Facts>) -> Result<Vec<(Ref<Fact>, Value)>, Refused> {
    let Some(facts) = facts else { return Ok(Vec::new()) };
    let problems: Vec<Problem> = facts.problems().cloned().collect();
    if !problems.is_empty() {
        return Err(problems);
    }
    let known = procedure.facts.entries().filter_map(|(at, _)| Some((at, facts.fact(at)?.clone())));
    Ok(known.collect())
}

/// Labels in a row: `抽检数、不符数`, `Units inspected, Units unlike their label`.
fn list<'t>(labels: impl IntoIterator<Item = &'t Text>) -> Text {
    joined(labels.into_iter().cloned(), "、", ", ")
}
