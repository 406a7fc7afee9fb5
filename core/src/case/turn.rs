//! One entry of the log working on a situation: which steps it takes, and what follows by itself.
//!
//! A turn works on a copy of the situation; if it is refused the copy is dropped.

use super::approvals;
use super::loops::{self, Again, Uses};
use super::ready::Candidate;
use super::reasons::Reason;
use super::refusals;
use super::situation::{Home, Origin, Part, Signal, Signed, Situation, Token};
use crate::calendar::Moment;
use crate::problem::Problem;
use crate::procedure::evaluate::Context;
use crate::procedure::guard::{Condition, Truth};
use crate::procedure::model::{
    Approval, Choice, Event, Fact, FactKind, Form, List, Parts, Procedure, Ref, Region, Role, State, Step,
    Trigger,
};
use crate::value::Value;
use std::sync::Arc;

/// What stays the same for the life of a case.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rules<'a> {
    pub(super) procedure: &'a Procedure,
    pub(super) uses: &'a Uses,
    pub(super) strict: bool,
    /// The facts given at opening.
    pub(super) given: &'a [(Ref<Fact>, Value)],
}

/// What an entry says, with all names resolved.
#[derive(Debug, Clone)]
pub(super) struct Act {
    pub(super) seq: u32,
    pub(super) at: Moment,
    pub(super) by: Option<Ref<Role>>,
    pub(super) accepted: bool,
    pub(super) part: Part,
    pub(super) facts: Vec<(Ref<Fact>, Value)>,
    pub(super) forms: Vec<Ref<Form>>,
}

/// What a turn did.
#[derive(Debug, Default)]
pub(super) struct Done {
    pub(super) steps: Vec<Ref<Step>>,
    /// Steps of other regions that the same event might have taken, had more been known.
    pub(super) left: Vec<(Ref<Step>, Vec<Reason>)>,
}

/// One entry at work. `choose.rs` says which steps it takes, `follow.rs` what follows by itself.
pub(super) struct Turn<'a> {
    pub(super) rules: Rules<'a>,
    pub(super) situation: &'a mut Situation,
    pub(super) act: &'a Act,
    pub(super) signals: Vec<Signal>,
    pub(super) done: Done,
}

pub(super) type Refused = Vec<Problem>;

impl<'a> Turn<'a> {
    /// Begins a turn at the time the act says.
    pub(super) fn new(rules: Rules<'a>, situation: &'a mut Situation, act: &'a Act) -> Result<Self, Refused> {
        if !goes_on(situation, act.at) {
            return Err(vec![refusals::too_early(situation, act.at)]);
        }
        situation.latest = act.at;
        if let Some(time) = act.at.time {
            situation.latest_time = Some(act.at.day.and_time(time));
        }
        Ok(Self { rules, situation, act, signals: Vec::new(), done: Done::default() })
    }

    /// The case opens.
    pub(super) fn open(mut self) -> Result<Done, Refused> {
        self.bring(&None, Origin::OPENING)?;
        self.signal(Trigger::Opened, &None);
        self.finish()
    }

    /// Only facts and forms come in.
    pub(super) fn note(mut self) -> Result<Done, Refused> {
        self.check_part(None)?;
        let origin = self.origin(Vec::new());
        self.bring(&self.act.part, origin)?;
        self.finish()
    }

    /// Something happened.
    pub(super) fn event(mut self, event: Ref<Event>) -> Result<Done, Refused> {
        self.check_part(Some(event))?;
        let part = self.part_meant(event)?;
        let shared = self.candidates(event, &part).iter().any(|(_, home)| match home {
            Some((region, _)) => matches!(self.procedure().regions[*region].parts, Parts::One),
            None => false,
        });
        let scope = if shared { None } else { part.clone() };
        let origin = self.origin(Vec::new());
        self.bring(&scope, origin)?;
        self.spawn(event, &part);
        let chosen = self.choose(event, &part)?;
        if let Some(homes) = self.situation.homes.get_mut(origin.homes) {
            homes.extend(chosen.iter().filter_map(|(_, home)| home.clone()));
        }
        self.happens(event, &scope, origin);
        for (at, candidate) in chosen.iter().enumerate() {
            let joins = chosen.iter().take(at).any(|(step, _)| *step == candidate.0);
            self.take(candidate, &part, joins);
        }
        self.finish()
    }

    /// Somebody signs.
    pub(super) fn sign(
        mut self,
        approval: Ref<Approval>,
        role: Ref<Role>,
        person: Option<String>,
        agreed: bool,
    ) -> Result<Done, Refused> {
        self.check_part(None)?;
        let view = self.situation.view(self.rules.procedure, &self.act.part, self.act.at);
        let slot = approvals::slot(view, approval, role, person.as_deref())
            .map_err(|unfit| vec![refusals::unfit_to_sign(self.rules.procedure, approval, role, &unfit)])?;
        let origin = self.origin(Vec::new());
        let signed = Signed { approval, slot, role, person, agreed, at: self.act.at, origin };
        self.situation.scope(self.rules.procedure, &self.act.part).signatures.push(signed);
        self.finish()
    }

    pub(super) fn procedure(&self) -> &'a Procedure {
        self.rules.procedure
    }

    fn signal(&mut self, trigger: Trigger, part: &Part) {
        self.signals.push(Signal { trigger, part: part.clone(), at: self.act.at });
    }

    pub(super) fn origin(&mut self, homes: Vec<Home>) -> Origin {
        self.situation.homes.push(homes);
        Origin { seq: self.act.seq, homes: self.situation.homes.len().saturating_sub(1) }
    }

    // ---- what comes with an entry ----

    /// Takes facts and forms in. What describes the case belongs to the case, whichever part the entry names.
    fn bring(&mut self, part: &Part, origin: Origin) -> Result<(), Refused> {
        let procedure = self.procedure();
        for (fact, value) in &self.act.facts {
            let rule = &procedure.facts[*fact];
            let part = if rule.keep { &None } else { part };
            let held = &mut self.situation.scope(procedure, part).facts[*fact];
            let news = held.as_ref().is_none_or(|(known, _)| known != value);
            *held = Some((value.clone(), origin));
            if let (Value::Date(day), true) = (value, news) {
                let at = Moment::day(*day);
                self.signals.push(Signal { trigger: Trigger::Day(*fact), part: part.clone(), at });
            }
        }
        self.check_counts(part)?;
        for form in &self.act.forms {
            self.situation.scope(procedure, part).forms[*form] = Some(origin);
            self.signal(Trigger::Held(*form), part);
        }
        Ok(())
    }

    /// No count is above the count it is part of.
    fn check_counts(&self, part: &Part) -> Result<(), Refused> {
        let view = self.situation.view(self.procedure(), part, self.act.at);
        let mut problems = Vec::new();
        for (fact, rule) in self.procedure().facts.entries() {
            let FactKind::Count { part_of: Some(whole) } = rule.kind else { continue };
            let given = self.act.facts.iter().any(|(one, _)| *one == fact || *one == whole);
            if let (true, Some(Value::Count(k)), Some(Value::Count(n))) =
                (given, view.fact(fact), view.fact(whole))
                && k > n
            {
                problems.push(refusals::exceeds((rule, *k), (&self.procedure().facts[whole], *n)));
            }
        }
        if problems.is_empty() { Ok(()) } else { Err(problems) }
    }

    pub(super) fn happens(&mut self, event: Ref<Event>, part: &Part, origin: Origin) {
        self.situation.scope(self.rules.procedure, part).events[event] = Some(origin);
        self.signal(Trigger::Happened(event), part);
    }

    /// An item of an open list begins where its region starts, when it is first named.
    fn spawn(&mut self, event: Ref<Event>, part: &Part) {
        let procedure = self.procedure();
        for (state, rule) in procedure.states.entries() {
            let Some(start) = &rule.start else { continue };
            let concerned = procedure.steps.iter().any(|step| {
                step.event == event
                    && step.from.iter().any(|from| procedure.states[*from].region == rule.region)
            });
            let tokens = &self.situation.regions[rule.region].all;
            let known = tokens.iter().any(|token| part.is_none() || token.part == *part);
            if !concerned || known || !matches!(procedure.regions[rule.region].parts, Parts::Open) {
                continue;
            }
            let view = self.situation.view(procedure, part, self.act.at);
            if start.truth(procedure, &view) == Truth::Yes {
                self.enter(state, part, None);
            }
        }
    }

    // ---- taking a step ----

    /// Moves the token. A step that starts in several regions is one step: the tokens after the first only join it.
    pub(super) fn take(&mut self, (step, home): &Candidate, part: &Part, joins: bool) {
        let procedure = self.procedure();
        let rule = &procedure.steps[*step];
        let own = home.as_ref().map_or(part, |(_, own)| own);
        if !joins {
            self.done.steps.push(*step);
            self.signal(Trigger::Taken(*step), own);
        }
        if let Some((region, own)) = home
            && !rule.to.is_empty()
            && !rule.to.iter().any(|to| procedure.states[*to].region == *region)
        {
            self.situation.regions[*region].all.retain(|token| token.part != *own);
        }
        for to in rule.to.iter().filter(|_| !joins) {
            for part in self.parts_entering(procedure.states[*to].region, home.as_ref(), part) {
                self.enter(*to, &part, rule.when.as_ref());
            }
        }
    }

    /// Which tokens of a region a step moves: its own, the one the event names, else all.
    pub(super) fn parts_entering(&self, region: Ref<Region>, home: Option<&Home>, part: &Part) -> Vec<Part> {
        let tokens = &self.situation.regions[region].all;
        let own = home.filter(|(at, own)| *at == region && tokens.iter().any(|token| token.part == *own));
        match (&self.procedure().regions[region].parts, own) {
            (Parts::One, _) => vec![None],
            (_, Some((_, own))) => vec![own.clone()],
            (Parts::Fixed(list), None) => {
                let named = part.as_ref().filter(|part| {
                    !tokens.is_empty() && list.iter().any(|choice| choice.id.as_str() == part.as_ref())
                });
                match named {
                    Some(part) => vec![Some(Arc::clone(part))],
                    None => all_parts(list),
                }
            }
            (Parts::Open, None) if part.is_some() || tokens.is_empty() => vec![part.clone()],
            (Parts::Open, None) => tokens.iter().map(|token| token.part.clone()).collect(),
        }
    }

    /// A token comes to a state. For the second time, what was brought since the first is forgotten.
    pub(super) fn enter(&mut self, state: Ref<State>, part: &Part, decided_by: Option<&Condition>) {
        let procedure = self.procedure();
        let region = procedure.states[state].region;
        let seq = self.act.seq;
        if let Some(last) = loops::last_entry(self.situation.scope(procedure, part), state) {
            let home = (region, part.clone());
            let decided = loops::decided_by(procedure, decided_by);
            Again { procedure, uses: self.rules.uses, home, last, now: seq, decided }.forget(self.situation);
            loops::restore(self.situation, self.rules.given);
        }
        let tokens = &mut self.situation.regions[region];
        tokens.started = true;
        match tokens.all.iter_mut().find(|token| token.part == *part) {
            Some(token) => token.state = state,
            None => tokens.all.push(Token { part: part.clone(), state }),
        }
        let known = self.situation.scope(procedure, part);
        let visits = &mut known.visits[state];
        visits.rounds = visits.rounds.saturating_add(1);
        visits.last = seq;
        known.reached[state] = Some(Origin { seq, homes: 0 });
        self.signal(Trigger::Entered(state), part);
    }
}

fn all_parts(list: &List<Choice>) -> Vec<Part> {
    list.iter().map(|choice| Some(Arc::from(choice.id.as_str()))).collect()
}

/// Time does not go back; a whole day is no earlier than any time of it.
fn goes_on(situation: &Situation, at: Moment) -> bool {
    let time = at.time.zip(situation.latest_time);
    at.day >= situation.latest.day && time.is_none_or(|(time, latest)| at.day.and_time(time) >= latest)
}
