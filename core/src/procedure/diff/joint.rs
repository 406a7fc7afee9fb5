//! The tables of one procedure in the names of another, so that one case can be put to both.
//!
//! What both name alike is one input; what only the second knows is added. A check or table that is the same in both is
//! shared; one that differs stands beside the first's.

use super::super::guard::{Condition, DateTerm, Guard};
use super::super::model::{
    Approval, Check, Choice, Class, Event, Fact, FactKind, Form, List, Named, Procedure, Ref, Region, Row,
    State, Test,
};

/// The first procedure with what it needs to hold tables of the second.
pub(super) struct Joint<'p> {
    first: Procedure,
    second: &'p Procedure,
}

impl<'p> Joint<'p> {
    pub(super) fn new(first: &Procedure, second: &'p Procedure) -> Self {
        Self { first: first.clone(), second }
    }

    pub(super) fn procedure(&self) -> &Procedure {
        &self.first
    }

    /// The second's table; the first's own if they are alike. `None`: a list is full.
    pub(super) fn class(&mut self, at: Ref<Class>) -> Option<Ref<Class>> {
        let mut class = self.second.classes[at].clone();
        for Row { when, .. } in &mut class.rows {
            when.guard = self.guard(&when.guard)?;
        }
        match self.first.classes.find(class.id()) {
            Some(own) if decide_alike(&self.first.classes[own], &class) => Some(own),
            _ => self.first.classes.push(class),
        }
    }

    fn check(&mut self, at: Ref<Check>) -> Option<Ref<Check>> {
        let mut check = self.second.checks[at].clone();
        check.test = match check.test {
            Test::Rate { part, whole, threshold } => {
                Test::Rate { part: self.fact(part)?, whole: self.fact(whole)?, threshold }
            }
            Test::Count { fact, comparator, bound } => {
                Test::Count { fact: self.fact(fact)?, comparator, bound }
            }
            Test::Quantity { fact, bounds } => Test::Quantity { fact: self.fact(fact)?, bounds },
            Test::When(Condition { guard, text }) => {
                Test::When(Condition { guard: self.guard(&guard)?, text })
            }
            Test::Unset => Test::Unset,
        };
        match self.first.checks.find(check.id()) {
            Some(own) if measure_alike(&self.first.checks[own].test, &check.test) => Some(own),
            _ => self.first.checks.push(check),
        }
    }

    fn guard(&mut self, guard: &Guard) -> Option<Guard> {
        Some(match guard {
            Guard::Always => Guard::Always,
            Guard::And(parts) => Guard::And(self.guards(parts)?),
            Guard::Or(parts) => Guard::Or(self.guards(parts)?),
            Guard::Not(inner) => Guard::Not(Box::new(self.guard(inner)?)),
            Guard::Flag(fact) => Guard::Flag(self.fact(*fact)?),
            Guard::Known(fact) => Guard::Known(self.fact(*fact)?),
            Guard::Count(fact, comparator, bound) => Guard::Count(self.fact(*fact)?, *comparator, *bound),
            Guard::Counts(a, comparator, b) => Guard::Counts(self.fact(*a)?, *comparator, self.fact(*b)?),
            Guard::Quantity(fact, comparator, bound) => {
                Guard::Quantity(self.fact(*fact)?, *comparator, *bound)
            }
            Guard::Rate(part, whole, bound) => Guard::Rate(self.fact(*part)?, self.fact(*whole)?, *bound),
            Guard::Choice(fact, options) => self.choice(*fact, options)?,
            Guard::Date(a, comparator, b) => Guard::Date(self.day(*a)?, *comparator, self.day(*b)?),
            Guard::Check(check) => Guard::Check(self.check(*check)?),
            // The table's results stay in their places.
            Guard::Class(class, results) => Guard::Class(self.class(*class)?, results.clone()),
            Guard::In(state) => Guard::In(self.state(*state)?),
            Guard::Reached(state) => Guard::Reached(self.state(*state)?),
            Guard::Rounds(state, comparator, bound) => {
                Guard::Rounds(self.state(*state)?, *comparator, *bound)
            }
            Guard::Started(region) => Guard::Started(self.region(*region)?),
            Guard::Running(region) => Guard::Running(self.region(*region)?),
            Guard::Ended(region) => Guard::Ended(self.region(*region)?),
            Guard::Happened(event) => Guard::Happened(self.event(*event)?),
            Guard::Signed(approval) => Guard::Signed(self.approval(*approval)?),
            Guard::Disagreed(approval) => Guard::Disagreed(self.approval(*approval)?),
            Guard::Held(form) => Guard::Held(self.form(*form)?),
            Guard::Time(from, to) => Guard::Time(*from, *to),
        })
    }

    fn guards(&mut self, guards: &[Guard]) -> Option<Vec<Guard>> {
        guards.iter().map(|guard| self.guard(guard)).collect()
    }

    fn day(&mut self, day: DateTerm) -> Option<DateTerm> {
        let fact = match day.fact {
            Some(fact) => Some(self.fact(fact)?),
            None => None,
        };
        Some(DateTerm { fact, ..day })
    }

    fn fact(&mut self, at: Ref<Fact>) -> Option<Ref<Fact>> {
        let mut fact = self.second.facts[at].clone();
        let own = self.first.facts.find(fact.id());
        if let Some(own) = own.filter(|own| same_kind(&self.first.facts[*own].kind, &fact.kind)) {
            return Some(own);
        }
        if let FactKind::Count { part_of: Some(whole) } = fact.kind {
            fact.kind = FactKind::Count { part_of: Some(self.fact(whole)?) };
        }
        self.first.facts.push(fact)
    }

    fn choice(&mut self, at: Ref<Fact>, options: &[Ref<Choice>]) -> Option<Guard> {
        let fact = self.fact(at)?;
        let FactKind::Choice { options: theirs, .. } = &self.second.facts[at].kind else { return None };
        let FactKind::Choice { options: own, .. } = &mut self.first.facts.get_mut(fact)?.kind else {
            return None;
        };
        // All of them: a case may have an option that no guard names.
        for option in theirs {
            find_or_push(own, option)?;
        }
        let options = options.iter().map(|option| own.find(theirs[*option].id()));
        Some(Guard::Choice(fact, options.collect::<Option<_>>()?))
    }

    fn region(&mut self, at: Ref<Region>) -> Option<Ref<Region>> {
        find_or_push(&mut self.first.regions, &self.second.regions[at])
    }

    fn state(&mut self, at: Ref<State>) -> Option<Ref<State>> {
        let theirs = &self.second.states[at];
        let region = self.region(theirs.region)?;
        find_or_push(&mut self.first.states, &State { region, start: None, ..theirs.clone() })
    }

    fn event(&mut self, at: Ref<Event>) -> Option<Ref<Event>> {
        let theirs = &self.second.events[at];
        find_or_push(&mut self.first.events, &Event { milestone: None, ..theirs.clone() })
    }

    fn approval(&mut self, at: Ref<Approval>) -> Option<Ref<Approval>> {
        let theirs = &self.second.approvals[at];
        let bare = Approval { signers: Vec::new(), during: Vec::new(), form: None, ..theirs.clone() };
        find_or_push(&mut self.first.approvals, &bare)
    }

    fn form(&mut self, at: Ref<Form>) -> Option<Ref<Form>> {
        find_or_push(&mut self.first.forms, &self.second.forms[at])
    }
}

fn find_or_push<T: Named + Clone>(list: &mut List<T>, item: &T) -> Option<Ref<T>> {
    list.find(item.id()).or_else(|| list.push(item.clone()))
}

fn same_kind(a: &FactKind, b: &FactKind) -> bool {
    match (a, b) {
        (FactKind::Quantity { unit: a }, FactKind::Quantity { unit: b }) => a == b,
        _ => a.name() == b.name(),
    }
}

fn decide_alike(a: &Class, b: &Class) -> bool {
    let results = |class: &Class| class.results.iter().map(|r| r.id.clone()).collect::<Vec<_>>();
    let same_rows = a.rows.len() == b.rows.len()
        && a.rows.iter().zip(&b.rows).all(|(a, b)| a.result == b.result && a.when.guard == b.when.guard);
    same_rows && a.hit == b.hit && a.otherwise == b.otherwise && results(a) == results(b)
}

fn measure_alike(a: &Test, b: &Test) -> bool {
    match (a, b) {
        (
            Test::Rate { part, whole, threshold },
            Test::Rate { part: other_part, whole: other_whole, threshold: other },
        ) => part == other_part && whole == other_whole && threshold == other,
        (
            Test::Count { fact, comparator, bound },
            Test::Count { fact: other_fact, comparator: other_comparator, bound: other },
        ) => fact == other_fact && comparator == other_comparator && bound == other,
        (Test::Quantity { fact, bounds }, Test::Quantity { fact: other_fact, bounds: other }) => {
            fact == other_fact && bounds == other
        }
        (Test::When(a), Test::When(b)) => a.guard == b.guard,
        (Test::Unset, Test::Unset) => true,
        _ => false,
    }
}
