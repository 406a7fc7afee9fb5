//! Where a case stands: its tokens, and what is known, held, signed and happened. Derived from the log alone.

use super::approvals;
use super::table::Table;
use super::timers::Timer;
use crate::calendar::Moment;
use crate::procedure::evaluate::Context;
use crate::procedure::guard::Truth;
use crate::procedure::model::{Approval, Event, Fact, Form, Procedure, Ref, Region, Role, State, Trigger};
use crate::value::Value;
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The item a token stands for; `None` where there is one token only.
pub(super) type Part = Option<Arc<str>>;

/// A region, and the part of it whose token took a step.
pub(super) type Home = (Ref<Region>, Part);

/// The entry that brought something, and whose step brought it: a place in [`Situation::homes`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Origin {
    pub(super) seq: u32,
    pub(super) homes: usize,
}

impl Origin {
    /// Brought by opening the case: stays through every loop.
    pub(super) const OPENING: Self = Self { seq: 0, homes: 0 };
}

/// How often a state was entered, and when last. No loop clears it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Visits {
    pub(super) rounds: u64,
    pub(super) last: u32,
}

/// A signature given and not cleared since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Signed {
    pub(super) approval: Ref<Approval>,
    /// Which of the approval's signers this is, from 0.
    pub(super) slot: usize,
    pub(super) role: Ref<Role>,
    pub(super) person: Option<String>,
    pub(super) agreed: bool,
    pub(super) at: Moment,
    pub(super) origin: Origin,
}

/// What is known of the whole case, or of one part of it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Known {
    pub(super) facts: Table<Fact, Option<(Value, Origin)>>,
    pub(super) forms: Table<Form, Option<Origin>>,
    pub(super) events: Table<Event, Option<Origin>>,
    pub(super) reached: Table<State, Option<Origin>>,
    pub(super) visits: Table<State, Visits>,
    pub(super) signatures: Vec<Signed>,
}

impl Known {
    fn nothing(procedure: &Procedure) -> Self {
        Self {
            facts: Table::of(&procedure.facts, None),
            forms: Table::of(&procedure.forms, None),
            events: Table::of(&procedure.events, None),
            reached: Table::of(&procedure.states, None),
            visits: Table::of(&procedure.states, Visits::default()),
            signatures: Vec::new(),
        }
    }
}

/// Where one item of a region stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) part: Part,
    pub(super) state: Ref<State>,
}

/// One region of the case.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Tokens {
    pub(super) started: bool,
    pub(super) all: Vec<Token>,
}

/// Something that starts, ends or stops clocks has come about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Signal {
    pub(super) trigger: Trigger,
    pub(super) part: Part,
    pub(super) at: Moment,
}

/// A built-in pause or its end, in order of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Halt {
    pub(super) at: Moment,
    pub(super) seq: u32,
    /// Positions of the limits meant; empty: all.
    pub(super) limits: Vec<usize>,
    pub(super) resumes: bool,
}

/// Everything derived from the log.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Situation {
    pub(super) regions: Table<Region, Tokens>,
    pub(super) case: Known,
    pub(super) parts: BTreeMap<Arc<str>, Known>,
    pub(super) homes: Vec<Vec<Home>>,
    pub(super) opened: Moment,
    pub(super) latest: Moment,
    pub(super) latest_time: Option<NaiveDateTime>,
    pub(super) complete: Vec<(Ref<Approval>, Part)>,
    pub(super) ended: Vec<Ref<Region>>,
    pub(super) timers: Vec<Timer>,
    pub(super) halts: Vec<Halt>,
}

impl Situation {
    pub(super) fn new(procedure: &Procedure, at: Moment) -> Self {
        Self {
            regions: Table::of(&procedure.regions, Tokens::default()),
            case: Known::nothing(procedure),
            parts: BTreeMap::new(),
            homes: vec![Vec::new()],
            opened: at,
            latest: at,
            latest_time: at.time.map(|time| at.day.and_time(time)),
            complete: Vec::new(),
            ended: Vec::new(),
            timers: Vec::new(),
            halts: Vec::new(),
        }
    }

    /// What is known of a part, or of the case as a whole.
    pub(super) fn scope(&mut self, procedure: &Procedure, part: &Part) -> &mut Known {
        match part {
            None => &mut self.case,
            Some(part) => self.parts.entry(Arc::clone(part)).or_insert_with(|| Known::nothing(procedure)),
        }
    }

    /// Every token of a region stands in a state that ends it.
    pub(super) fn has_ended(&self, procedure: &Procedure, region: Ref<Region>) -> bool {
        let tokens = &self.regions[region];
        !tokens.all.is_empty() && tokens.all.iter().all(|token| procedure.states[token.state].end)
    }

    /// Nothing is left to do: every region that has a token has ended.
    pub(super) fn is_over(&self, procedure: &Procedure) -> bool {
        let mut any = false;
        for (region, _) in procedure.regions.entries() {
            if !self.regions[region].all.is_empty() {
                any = true;
                if !self.has_ended(procedure, region) {
                    return false;
                }
            }
        }
        any
    }

    /// The case as a guard sees it.
    pub(super) fn view<'a>(&'a self, procedure: &'a Procedure, part: &'a Part, at: Moment) -> View<'a> {
        View { procedure, situation: self, part: part.as_deref(), at }
    }
}

/// The case as a guard sees it: from one part, at one moment.
///
/// A part sees what belongs to it and what belongs to the whole case. Whoever looks from outside sees, besides the
/// case, what any part has reached or handed in; a fact of a part is no fact of the case.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) procedure: &'a Procedure,
    pub(super) situation: &'a Situation,
    pub(super) part: Option<&'a str>,
    pub(super) at: Moment,
}

impl<'a> View<'a> {
    fn own(self) -> Option<&'a Known> {
        self.situation.parts.get(self.part?)
    }

    /// The scopes whose forms, events and states count here.
    fn scopes(self) -> impl Iterator<Item = &'a Known> {
        let parts = &self.situation.parts;
        let inside = self.part.map(|part| parts.get(part).into_iter());
        let outside = self.part.is_none().then(|| parts.values());
        core::iter::once(&self.situation.case)
            .chain(inside.into_iter().flatten())
            .chain(outside.into_iter().flatten())
    }

    /// The signatures that count here.
    pub(super) fn signatures(self, approval: Ref<Approval>) -> impl Iterator<Item = &'a Signed> {
        core::iter::once(&self.situation.case)
            .chain(self.own())
            .flat_map(|known| &known.signatures)
            .filter(move |signed| signed.approval == approval)
    }
}

impl Context for View<'_> {
    fn fact(&self, fact: Ref<Fact>) -> Option<&Value> {
        let own = self.own().and_then(|known| known.facts[fact].as_ref());
        own.or(self.situation.case.facts[fact].as_ref()).map(|(value, _)| value)
    }

    fn today(&self) -> Option<NaiveDate> {
        Some(self.at.day)
    }

    fn time(&self) -> Option<NaiveTime> {
        self.at.time
    }

    fn in_state(&self, state: Ref<State>) -> Truth {
        let tokens = &self.situation.regions[self.procedure.states[state].region].all;
        let own = tokens.iter().find(|token| token.part.is_some() && token.part.as_deref() == self.part);
        Truth::of(match own {
            Some(token) => token.state == state,
            None => tokens.iter().any(|token| token.state == state),
        })
    }

    fn reached(&self, state: Ref<State>) -> Truth {
        Truth::of(self.scopes().any(|known| known.reached[state].is_some()))
    }

    fn rounds(&self, state: Ref<State>) -> Option<u64> {
        self.scopes().map(|known| known.visits[state].rounds).max()
    }

    fn started(&self, region: Ref<Region>) -> Truth {
        Truth::of(self.situation.regions[region].started)
    }

    fn running(&self, region: Ref<Region>) -> Truth {
        let running = !self.situation.regions[region].all.is_empty()
            && !self.situation.has_ended(self.procedure, region);
        Truth::of(running)
    }

    fn ended(&self, region: Ref<Region>) -> Truth {
        Truth::of(self.situation.has_ended(self.procedure, region))
    }

    fn happened(&self, event: Ref<Event>) -> Truth {
        Truth::of(self.scopes().any(|known| known.events[event].is_some()))
    }

    fn signed(&self, approval: Ref<Approval>) -> Truth {
        approvals::standing(*self, approval).signed
    }

    fn disagreed(&self, approval: Ref<Approval>) -> Truth {
        Truth::of(self.signatures(approval).any(|signed| !signed.agreed))
    }

    fn held(&self, form: Ref<Form>) -> Truth {
        Truth::of(self.scopes().any(|known| known.forms[form].is_some()))
    }
}
