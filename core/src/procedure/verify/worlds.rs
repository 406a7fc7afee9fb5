//! The cases to try: for every input that some guards ask, the values around each bound they name.
//!
//! Between two neighbouring bounds no guard can tell values apart, so trying the bounds and their neighbours is trying
//! all. The product of many inputs is cut at [`MOST`], and then said to be cut.

use super::super::evaluate::Context;
use super::super::guard::{DateTerm, Guard, Truth};
use super::super::model::{
    Approval, Class, Decimal, Event, Fact, FactKind, Form, Parts, Procedure, Ref, Region, State, Test,
};
use crate::rate::Rate;
use crate::value::Value;
use chrono::{NaiveDate, NaiveTime, TimeDelta};
use std::collections::{BTreeMap, BTreeSet};

/// So many cases are tried at most for one question.
const MOST: u128 = 200_000;

/// So many values are tried at most for one input.
const MOST_VALUES: usize = 40;

/// An input that a guard asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Input {
    Fact(Ref<Fact>),
    Today,
    Time,
    In(Ref<State>),
    Reached(Ref<State>),
    Rounds(Ref<State>),
    Region(Ref<Region>),
    Happened(Ref<Event>),
    Signed(Ref<Approval>),
    Disagreed(Ref<Approval>),
    Held(Ref<Form>),
}

/// A value of an input.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Given {
    Fact(Option<Value>),
    Day(NaiveDate),
    Time(NaiveTime),
    Yes(bool),
    Rounds(u64),
    Region(Phase),
}

/// Where a region stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phase {
    NotStarted,
    Running,
    Ended,
}

/// What the guards of one question ask.
#[derive(Default)]
struct Asked {
    inputs: BTreeSet<Input>,
    known: BTreeSet<Ref<Fact>>,
    counts: BTreeMap<Ref<Fact>, BTreeSet<u64>>,
    pairs: Vec<(Ref<Fact>, Ref<Fact>)>,
    rates: Vec<(Ref<Fact>, Ref<Fact>, Rate)>,
    quantities: BTreeMap<Ref<Fact>, Vec<Decimal>>,
    dates: Vec<(DateTerm, DateTerm)>,
    rounds: BTreeMap<Ref<State>, BTreeSet<u64>>,
    times: BTreeSet<NaiveTime>,
    classes: Vec<Ref<Class>>,
}

impl Asked {
    fn guard(&mut self, guard: &Guard, procedure: &Procedure) {
        match guard {
            Guard::Always => {}
            Guard::And(parts) | Guard::Or(parts) => parts.iter().for_each(|part| self.guard(part, procedure)),
            Guard::Not(inner) => self.guard(inner, procedure),
            Guard::Flag(fact) | Guard::Choice(fact, _) => self.fact(*fact),
            Guard::Known(fact) => {
                self.fact(*fact);
                self.known.insert(*fact);
            }
            Guard::Count(fact, _, bound) => self.count(*fact, *bound),
            Guard::Counts(a, _, b) => {
                self.fact(*a);
                self.fact(*b);
                self.pairs.push((*a, *b));
            }
            Guard::Quantity(fact, _, bound) => self.quantity(*fact, *bound),
            Guard::Rate(part, whole, threshold) => self.rate(*part, *whole, threshold.rate),
            Guard::Date(a, _, b) => self.date(*a, *b),
            Guard::Check(check) => match &procedure.checks[*check].test {
                Test::Rate { part, whole, threshold } => self.rate(*part, *whole, threshold.rate),
                Test::Count { fact, bound, .. } => self.count(*fact, *bound),
                Test::Quantity { fact, bounds } => {
                    bounds.iter().for_each(|(_, bound)| self.quantity(*fact, *bound));
                }
                Test::When(condition) => self.guard(&condition.guard, procedure),
                Test::Unset => {}
            },
            Guard::Class(class, _) => {
                if !self.classes.contains(class) {
                    self.classes.push(*class);
                    let rows = &procedure.classes[*class].rows;
                    rows.iter().for_each(|row| self.guard(&row.when.guard, procedure));
                }
            }
            Guard::In(state) => self.input(Input::In(*state)),
            Guard::Reached(state) => self.input(Input::Reached(*state)),
            Guard::Rounds(state, _, bound) => {
                self.input(Input::Rounds(*state));
                self.rounds.entry(*state).or_default().insert(*bound);
            }
            Guard::Started(region) | Guard::Running(region) | Guard::Ended(region) => {
                self.input(Input::Region(*region));
            }
            Guard::Happened(event) => self.input(Input::Happened(*event)),
            Guard::Signed(approval) => self.input(Input::Signed(*approval)),
            Guard::Disagreed(approval) => self.input(Input::Disagreed(*approval)),
            Guard::Held(form) => self.input(Input::Held(*form)),
            Guard::Time(from, to) => {
                self.input(Input::Time);
                self.times.extend([*from, *to]);
            }
        }
    }

    fn input(&mut self, input: Input) {
        self.inputs.insert(input);
    }

    fn fact(&mut self, fact: Ref<Fact>) {
        self.input(Input::Fact(fact));
    }

    fn count(&mut self, fact: Ref<Fact>, bound: u64) {
        self.fact(fact);
        self.counts.entry(fact).or_default().extend(around(bound));
    }

    fn quantity(&mut self, fact: Ref<Fact>, bound: Decimal) {
        self.fact(fact);
        self.quantities.entry(fact).or_default().push(bound);
    }

    fn rate(&mut self, part: Ref<Fact>, whole: Ref<Fact>, rate: Rate) {
        self.fact(part);
        self.fact(whole);
        self.rates.push((part, whole, rate));
    }

    fn date(&mut self, a: DateTerm, b: DateTerm) {
        for term in [a, b] {
            self.input(term.fact.map_or(Input::Today, Input::Fact));
        }
        self.dates.push((a, b));
    }

    /// Counts near every bound, and near every rate of the wholes.
    fn spread_counts(&mut self) {
        for (a, b) in self.pairs.clone() {
            let both: BTreeSet<u64> = [a, b]
                .iter()
                .flat_map(|f| self.counts.get(f).cloned().unwrap_or_default())
                .chain([0, 1])
                .collect();
            let wider: BTreeSet<u64> = both.iter().copied().flat_map(around).collect();
            for fact in [a, b] {
                self.counts.entry(fact).or_default().extend(&wider);
            }
        }
        let wholes: BTreeSet<Ref<Fact>> = self.rates.iter().map(|(_, whole, _)| *whole).collect();
        for whole in wholes {
            let denominators =
                self.rates.iter().filter(|(_, w, _)| *w == whole).map(|(.., rate)| rate.denominator());
            let even = denominators.fold(1_u64, |a, b| lcm(a, b).filter(|n| *n <= 1_000_000).unwrap_or(a));
            self.counts.entry(whole).or_default().insert(even.max(10));
        }
        for (part, whole, rate) in self.rates.clone() {
            let lots: Vec<u64> = self.counts.get(&whole).into_iter().flatten().copied().collect();
            let near = lots.iter().flat_map(|n| {
                let at = u64::try_from(rate.floor_of(*n)).unwrap_or(u64::MAX);
                around(at).chain(u64::try_from(rate.ceil_of(*n)).ok())
            });
            let near: Vec<u64> = near.collect();
            self.counts.entry(part).or_default().extend(near);
        }
    }

    /// Days on both sides of every comparison, counted from one anchor.
    fn days(&self) -> Vec<NaiveDate> {
        let anchor = NaiveDate::from_ymd_opt(2024, 1, 31).unwrap_or_default();
        let mut days = BTreeSet::from([anchor]);
        for (a, b) in &self.dates {
            for (from, to) in [(a, b), (b, a)] {
                let term = DateTerm {
                    fact: None,
                    months: to.months.saturating_sub(from.months),
                    days: to.days.saturating_sub(from.days),
                };
                let Some(day) = term.day(&OneDay(anchor)) else { continue };
                days.extend([-1, 0, 1].iter().filter_map(|n| day.checked_add_signed(TimeDelta::days(*n))));
            }
        }
        days.into_iter().collect()
    }

    fn values(&self, input: Input, days: &[NaiveDate], procedure: &Procedure) -> Vec<Given> {
        let yes_no = || vec![Given::Yes(true), Given::Yes(false)];
        match input {
            Input::Fact(fact) => {
                let missing = self.known.contains(&fact).then_some(Given::Fact(None));
                let values =
                    self.fact_values(fact, days, procedure).into_iter().map(|v| Given::Fact(Some(v)));
                values.chain(missing).collect()
            }
            Input::Today => days.iter().map(|day| Given::Day(*day)).collect(),
            Input::Time => self
                .times
                .iter()
                .flat_map(|t| [-60, 0, 60].map(|n| t.overflowing_add_signed(TimeDelta::seconds(n)).0))
                .map(Given::Time)
                .collect(),
            Input::Rounds(state) => {
                let bounds = self.rounds.get(&state).into_iter().flatten();
                let values: BTreeSet<u64> = bounds.flat_map(|b| around(*b)).collect();
                values.into_iter().map(Given::Rounds).collect()
            }
            Input::Region(_) => [Phase::NotStarted, Phase::Running, Phase::Ended].map(Given::Region).to_vec(),
            _ => yes_no(),
        }
    }

    fn fact_values(&self, fact: Ref<Fact>, days: &[NaiveDate], procedure: &Procedure) -> Vec<Value> {
        match &procedure.facts[fact].kind {
            FactKind::Count { .. } => {
                let bounds = self.counts.get(&fact).into_iter().flatten().copied();
                bounds
                    .chain([0])
                    .collect::<BTreeSet<_>>()
                    .into_iter()
                    .take(MOST_VALUES)
                    .map(Value::Count)
                    .collect()
            }
            FactKind::Flag => vec![Value::Flag(true), Value::Flag(false)],
            FactKind::Choice { options, open } => {
                let other = open.then(|| Value::Other("?".to_owned()));
                options.entries().map(|(at, _)| Value::Choice(at)).chain(other).collect()
            }
            FactKind::Date => days.iter().take(MOST_VALUES).map(|day| Value::Date(*day)).collect(),
            FactKind::Quantity { .. } => {
                let mut near: Vec<Decimal> = self
                    .quantities
                    .get(&fact)
                    .into_iter()
                    .flatten()
                    .flat_map(|d| [-1, 0, 1].map(|n| Decimal { digits: d.digits.saturating_add(n), ..*d }))
                    .collect();
                near.sort_unstable();
                near.dedup();
                near.into_iter().take(MOST_VALUES).map(Value::Quantity).collect()
            }
            FactKind::Words => vec![Value::Words("?".to_owned())],
        }
    }
}

/// A bound and its neighbours.
fn around(bound: u64) -> impl Iterator<Item = u64> {
    [bound.saturating_sub(1), bound, bound.saturating_add(1)].into_iter()
}

fn lcm(a: u64, b: u64) -> Option<u64> {
    let (mut x, mut y) = (a, b);
    while y != 0 {
        (x, y) = (y, x.checked_rem(y)?);
    }
    a.checked_div(x)?.checked_mul(b)
}

/// A context that knows only the day.
struct OneDay(NaiveDate);

impl Context for OneDay {
    fn fact(&self, _: Ref<Fact>) -> Option<&Value> {
        None
    }

    fn today(&self) -> Option<NaiveDate> {
        Some(self.0)
    }
}

/// All cases of one question.
pub(in super::super) struct Worlds<'a> {
    procedure: &'a Procedure,
    inputs: Vec<(Input, Vec<Given>)>,
    /// Where the case stands, if the question says.
    standing: Option<Ref<State>>,
}

impl<'a> Worlds<'a> {
    /// The cases that these guards can tell apart.
    pub(in super::super) fn of<'g>(
        procedure: &'a Procedure,
        guards: impl IntoIterator<Item = &'g Guard>,
        standing: Option<Ref<State>>,
    ) -> Self {
        let mut asked = Asked::default();
        guards.into_iter().for_each(|guard| asked.guard(guard, procedure));
        asked.spread_counts();
        let days = asked.days();
        let inputs = asked.inputs.iter().map(|i| (*i, asked.values(*i, &days, procedure))).collect();
        Self { procedure, inputs, standing }
    }

    /// How many cases there are.
    pub(in super::super) fn count(&self) -> u128 {
        self.inputs.iter().fold(1, |n, (_, values)| n.saturating_mul(values.len() as u128))
    }

    /// Whether not all of them are tried.
    pub(in super::super) fn is_cut(&self) -> bool {
        self.count() > MOST
    }

    /// The first case, among those that can be, for which `wanted` says yes.
    pub(in super::super) fn find(&self, mut wanted: impl FnMut(&World<'_>) -> bool) -> Option<World<'_>> {
        let count = self.count();
        // Of too many, every so-many-th: an odd stride does not keep the fastest inputs still.
        let stride = if count > MOST { count.div_ceil(MOST) | 1 } else { 1 };
        let mut at = 0_u128;
        while at < count {
            let world = self.world(at);
            if world.can_be() && wanted(&world) {
                return Some(world);
            }
            at = at.saturating_add(stride);
        }
        None
    }

    /// The case at a place in the product.
    fn world(&self, at: u128) -> World<'_> {
        let mut rest = at;
        let mut given = Vec::with_capacity(self.inputs.len());
        for (input, values) in &self.inputs {
            let n = (values.len() as u128).max(1);
            let index = usize::try_from(rest.checked_rem(n).unwrap_or_default()).unwrap_or_default();
            rest = rest.checked_div(n).unwrap_or_default();
            given.extend(values.get(index).map(|value| (*input, value)));
        }
        World { procedure: self.procedure, given, standing: self.standing }
    }
}

/// One case.
pub(in super::super) struct World<'a> {
    procedure: &'a Procedure,
    given: Vec<(Input, &'a Given)>,
    standing: Option<Ref<State>>,
}

impl World<'_> {
    fn get(&self, input: Input) -> Option<&Given> {
        self.given.iter().find(|(i, _)| *i == input).map(|(_, given)| *given)
    }

    fn is(&self, input: Input) -> bool {
        self.get(input) == Some(&Given::Yes(true))
    }

    /// Whether facts and states agree with each other.
    fn can_be(&self) -> bool {
        self.given.iter().all(|(input, given)| match (input, given) {
            (Input::Fact(fact), Given::Fact(Some(Value::Count(part)))) => {
                let FactKind::Count { part_of: Some(whole) } = self.procedure.facts[*fact].kind else {
                    return true;
                };
                !matches!(self.fact(whole), Some(Value::Count(whole)) if part > whole)
            }
            (Input::In(state), Given::Yes(true)) => self.can_stand(*state),
            (Input::In(state), Given::Yes(false)) => self.standing != Some(*state),
            (Input::Reached(state), Given::Yes(false)) => {
                self.standing != Some(*state) && !self.is(Input::In(*state))
            }
            (Input::Region(region), Given::Region(phase)) => {
                let here = self.standing.is_some_and(|s| self.procedure.states[s].region == *region);
                !here
                    || *phase == Phase::Running
                    || (*phase == Phase::Ended && self.standing.is_some_and(|s| self.procedure.states[s].end))
            }
            (Input::Signed(approval), Given::Yes(true)) => !self.is(Input::Disagreed(*approval)),
            _ => true,
        })
    }

    /// A region with one token stands in one state only.
    fn can_stand(&self, state: Ref<State>) -> bool {
        let region = self.procedure.states[state].region;
        if !matches!(self.procedure.regions[region].parts, Parts::One) {
            return true;
        }
        let other = |s: Ref<State>| s != state && self.procedure.states[s].region == region;
        let elsewhere =
            self.given.iter().any(|(i, g)| matches!(i, Input::In(s) if other(*s)) && **g == Given::Yes(true));
        let started = !matches!(self.get(Input::Region(region)), Some(Given::Region(Phase::NotStarted)));
        started && !elsewhere && !self.standing.is_some_and(other)
    }

    /// `inspected = 100, mismatched = 4, urgent = yes`
    pub(in super::super) fn describe(&self) -> String {
        let p = self.procedure;
        let parts: Vec<String> = self
            .given
            .iter()
            .map(|(input, given)| {
                let (name, yes) = match input {
                    Input::Fact(f) => (p.facts[*f].id.clone(), "yes"),
                    Input::Today => ("today".to_owned(), ""),
                    Input::Time => ("time".to_owned(), ""),
                    Input::In(s) => (format!("in({})", p.states[*s].id), "yes"),
                    Input::Reached(s) => (format!("reached({})", p.states[*s].id), "yes"),
                    Input::Rounds(s) => (format!("rounds({})", p.states[*s].id), "yes"),
                    Input::Region(r) => (p.regions[*r].id.clone(), "yes"),
                    Input::Happened(e) => (format!("happened({})", p.events[*e].id), "yes"),
                    Input::Signed(a) => (format!("signed({})", p.approvals[*a].id), "yes"),
                    Input::Disagreed(a) => (format!("disagreed({})", p.approvals[*a].id), "yes"),
                    Input::Held(f) => (format!("held({})", p.forms[*f].id), "yes"),
                };
                format!("{name} = {}", self.show(*input, given, yes))
            })
            .collect();
        parts.join(", ")
    }

    fn show(&self, input: Input, given: &Given, yes: &str) -> String {
        match given {
            Given::Fact(None) => "?".to_owned(),
            Given::Fact(Some(value)) => match (value, input) {
                (Value::Count(n), _) => n.to_string(),
                (Value::Flag(flag), _) => if *flag { yes } else { "no" }.to_owned(),
                (Value::Choice(option), Input::Fact(fact)) => match &self.procedure.facts[fact].kind {
                    FactKind::Choice { options, .. } => options[*option].id.clone(),
                    _ => String::new(),
                },
                (Value::Date(day), _) => day.to_string(),
                (Value::Quantity(number), _) => number.to_string(),
                (Value::Other(text) | Value::Words(text), _) => text.clone(),
                (Value::Choice(_), _) => String::new(),
            },
            Given::Day(day) => day.to_string(),
            Given::Time(time) => time.to_string().chars().take(5).collect(),
            Given::Yes(flag) => if *flag { yes } else { "no" }.to_owned(),
            Given::Rounds(n) => n.to_string(),
            Given::Region(Phase::NotStarted) => "not started".to_owned(),
            Given::Region(Phase::Running) => "running".to_owned(),
            Given::Region(Phase::Ended) => "ended".to_owned(),
        }
    }

    fn truth(&self, input: Input) -> Truth {
        match self.get(input) {
            Some(Given::Yes(yes)) => Truth::of(*yes),
            _ => Truth::Undetermined,
        }
    }
}

impl Context for World<'_> {
    fn fact(&self, fact: Ref<Fact>) -> Option<&Value> {
        match self.get(Input::Fact(fact)) {
            Some(Given::Fact(value)) => value.as_ref(),
            _ => None,
        }
    }

    fn today(&self) -> Option<NaiveDate> {
        match self.get(Input::Today) {
            Some(Given::Day(day)) => Some(*day),
            _ => None,
        }
    }

    fn time(&self) -> Option<NaiveTime> {
        match self.get(Input::Time) {
            Some(Given::Time(time)) => Some(*time),
            _ => None,
        }
    }

    fn in_state(&self, state: Ref<State>) -> Truth {
        self.truth(Input::In(state))
    }

    fn reached(&self, state: Ref<State>) -> Truth {
        self.truth(Input::Reached(state))
    }

    fn rounds(&self, state: Ref<State>) -> Option<u64> {
        match self.get(Input::Rounds(state)) {
            Some(Given::Rounds(n)) => Some(*n),
            _ => None,
        }
    }

    fn started(&self, region: Ref<Region>) -> Truth {
        match self.get(Input::Region(region)) {
            Some(Given::Region(phase)) => Truth::of(*phase != Phase::NotStarted),
            _ => Truth::Undetermined,
        }
    }

    fn ended(&self, region: Ref<Region>) -> Truth {
        match self.get(Input::Region(region)) {
            Some(Given::Region(phase)) => Truth::of(*phase == Phase::Ended),
            _ => Truth::Undetermined,
        }
    }

    fn happened(&self, event: Ref<Event>) -> Truth {
        self.truth(Input::Happened(event))
    }

    fn signed(&self, approval: Ref<Approval>) -> Truth {
        self.truth(Input::Signed(approval))
    }

    fn disagreed(&self, approval: Ref<Approval>) -> Truth {
        self.truth(Input::Disagreed(approval))
    }

    fn held(&self, form: Ref<Form>) -> Truth {
        self.truth(Input::Held(form))
    }
}
