//! Entering a state again forgets what its region brought since: old counts never judge new goods.

use super::mentions::{Mention, Walk};
use super::situation::{Home, Known, Origin, Situation};
use super::table::Table;
use crate::procedure::guard::Condition;
use crate::procedure::model::{Approval, Event, Fact, Form, Need, Procedure, Ref, Region, State, Step};
use crate::value::Value;

/// Which regions use something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Users {
    #[default]
    None,
    Only(Ref<Region>),
    Several,
}

impl Users {
    fn add(&mut self, region: Ref<Region>) {
        *self = match *self {
            Self::None => Self::Only(region),
            Self::Only(one) if one == region => Self::Only(one),
            _ => Self::Several,
        };
    }
}

/// By which regions' steps each fact, form, event and approval is used.
#[derive(Debug, Clone)]
pub(super) struct Uses {
    facts: Table<Fact, Users>,
    forms: Table<Form, Users>,
    events: Table<Event, Users>,
    approvals: Table<Approval, Users>,
}

impl Uses {
    pub(super) fn of(procedure: &Procedure) -> Self {
        let mut uses = Self {
            facts: Table::of(&procedure.facts, Users::None),
            forms: Table::of(&procedure.forms, Users::None),
            events: Table::of(&procedure.events, Users::None),
            approvals: Table::of(&procedure.approvals, Users::None),
        };
        for (at, step) in procedure.steps.entries() {
            for region in regions_of(procedure, step) {
                uses.step(procedure, at, step, region);
            }
        }
        for state in &procedure.states {
            uses.condition(procedure, state.start.as_ref(), state.region);
        }
        uses
    }

    fn step(&mut self, procedure: &Procedure, at: Ref<Step>, step: &Step, region: Ref<Region>) {
        self.condition(procedure, step.when.as_ref(), region);
        self.needs(procedure, &step.facts, region, Mention::Fact);
        self.needs(procedure, &step.forms, region, Mention::Form);
        self.needs(procedure, &step.approved, region, Mention::Approval);
        for ban in procedure.bans.iter().filter(|ban| ban.steps.contains(&at)) {
            self.condition(procedure, Some(&ban.when), region);
            if let Some(approval) = ban.unless {
                self.approval(procedure, approval, region);
            }
        }
    }

    fn needs<T>(
        &mut self,
        procedure: &Procedure,
        needs: &[Need<T>],
        region: Ref<Region>,
        mention: fn(Ref<T>) -> Mention,
    ) {
        for need in needs {
            self.condition(procedure, need.when.as_ref(), region);
            match mention(need.what) {
                Mention::Approval(approval) => self.approval(procedure, approval, region),
                other => self.add(other, region),
            }
        }
    }

    fn condition(&mut self, procedure: &Procedure, condition: Option<&Condition>, region: Ref<Region>) {
        let found = &mut |mention| self.add(mention, region);
        Walk { procedure, found }.condition(condition);
    }

    fn approval(&mut self, procedure: &Procedure, approval: Ref<Approval>, region: Ref<Region>) {
        let found = &mut |mention| self.add(mention, region);
        Walk { procedure, found }.approval(approval);
    }

    fn add(&mut self, mention: Mention, region: Ref<Region>) {
        match mention {
            Mention::Fact(fact) => self.facts[fact].add(region),
            Mention::Form(form) => self.forms[form].add(region),
            Mention::Event(event) => self.events[event].add(region),
            Mention::Approval(approval) => self.approvals[approval].add(region),
        }
    }
}

/// The regions whose tokens a step moves from; of an entry step, the region it enters first.
fn regions_of(procedure: &Procedure, step: &Step) -> Vec<Ref<Region>> {
    let states = if step.from.is_empty() { step.to.get(..1).unwrap_or_default() } else { &step.from };
    let mut regions: Vec<Ref<Region>> = states.iter().map(|state| procedure.states[*state].region).collect();
    regions.dedup();
    regions
}

/// A second entry: of which token, since when, and by which entry of the log.
pub(super) struct Again<'a> {
    pub(super) procedure: &'a Procedure,
    pub(super) uses: &'a Uses,
    pub(super) home: Home,
    pub(super) last: u32,
    pub(super) now: u32,
    /// What the step that leads back was decided by.
    pub(super) decided: Vec<Mention>,
}

impl Again<'_> {
    /// Forgets what was brought after the last entry and before this one. What came with this one is of the new round,
    /// except what decided that there is one: the counts that sent the goods back, the signature that disagreed.
    pub(super) fn forget(&self, situation: &mut Situation) {
        let Situation { case, parts, homes, .. } = situation;
        match &self.home.1 {
            Some(part) => {
                if let Some(known) = parts.get_mut(part) {
                    self.forget_in(known, homes);
                }
            }
            None => {
                self.forget_in(case, homes);
                parts.values_mut().for_each(|known| self.forget_in(known, homes));
            }
        }
    }

    fn forget_in(&self, known: &mut Known, homes: &[Vec<Home>]) {
        let procedure = self.procedure;
        for (fact, rule) in procedure.facts.entries() {
            let brought = known.facts[fact].as_ref().map(|(_, origin)| *origin);
            if !rule.keep && self.goes(Mention::Fact(fact), brought, homes, self.uses.facts[fact]) {
                known.facts[fact] = None;
            }
        }
        for (form, _) in procedure.forms.entries() {
            if self.goes(Mention::Form(form), known.forms[form], homes, self.uses.forms[form]) {
                known.forms[form] = None;
            }
        }
        for (event, _) in procedure.events.entries() {
            if self.goes(Mention::Event(event), known.events[event], homes, self.uses.events[event]) {
                known.events[event] = None;
            }
        }
        for (state, rule) in procedure.states.entries() {
            if rule.region == self.home.0
                && known.reached[state].is_some_and(|origin| self.is_between(origin))
            {
                known.reached[state] = None;
            }
        }
        known.signatures.retain(|signed| {
            let (what, users) = (Mention::Approval(signed.approval), self.uses.approvals[signed.approval]);
            !self.goes(what, Some(signed.origin), homes, users)
        });
    }

    /// Brought since the last entry by a step of this token alone; or by an entry that several regions or none had a
    /// part in, and used by no other region.
    fn goes(&self, what: Mention, brought: Option<Origin>, homes: &[Vec<Home>], users: Users) -> bool {
        let old = |origin: &Origin| {
            self.is_between(*origin) || (origin.seq == self.now && self.decided.contains(&what))
        };
        let Some(origin) = brought.filter(old) else { return false };
        let homes = homes.get(origin.homes).map(Vec::as_slice).unwrap_or_default();
        let ours = homes.contains(&self.home);
        let foreign = homes.iter().any(|home| *home != self.home);
        (ours && !foreign) || ((ours || !foreign) && users == Users::Only(self.home.0))
    }

    fn is_between(&self, origin: Origin) -> bool {
        self.last < origin.seq && origin.seq < self.now
    }
}

/// What a guard speaks of.
pub(super) fn decided_by(procedure: &Procedure, guard: Option<&Condition>) -> Vec<Mention> {
    let mut mentions = Vec::new();
    Walk { procedure, found: &mut |mention| mentions.push(mention) }.condition(guard);
    mentions
}

/// When a token of this part last entered a state, if no wider loop has forgotten that since: such a loop has forgotten
/// all that came with it, and what came after belongs to the new round.
pub(super) fn last_entry(known: &Known, state: Ref<State>) -> Option<u32> {
    known.reached[state].map(|_| known.visits[state].last)
}

/// Facts given at opening stand again when a loop forgets what replaced them.
pub(super) fn restore(situation: &mut Situation, opening: &[(Ref<Fact>, Value)]) {
    for (fact, value) in opening {
        let held = &mut situation.case.facts[*fact];
        if held.is_none() {
            *held = Some((value.clone(), Origin::OPENING));
        }
    }
}
