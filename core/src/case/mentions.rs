//! What a guard speaks of, through checks, classes and approvals.

use crate::procedure::guard::{Condition, Guard};
use crate::procedure::model::{Approval, Check, Event, Fact, Form, Procedure, Ref, Test};

/// Something a guard speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mention {
    Fact(Ref<Fact>),
    Form(Ref<Form>),
    Event(Ref<Event>),
    Approval(Ref<Approval>),
}

/// Walks guards and tells what they speak of.
pub(super) struct Walk<'a> {
    pub(super) procedure: &'a Procedure,
    pub(super) found: &'a mut dyn FnMut(Mention),
}

impl Walk<'_> {
    pub(super) fn guard(&mut self, guard: &Guard) {
        match guard {
            Guard::Always
            | Guard::Time(..)
            | Guard::In(_)
            | Guard::Reached(_)
            | Guard::Rounds(..)
            | Guard::Started(_)
            | Guard::Running(_)
            | Guard::Ended(_) => {}
            Guard::And(all) | Guard::Or(all) => all.iter().for_each(|guard| self.guard(guard)),
            Guard::Not(inner) => self.guard(inner),
            Guard::Flag(fact)
            | Guard::Known(fact)
            | Guard::Count(fact, ..)
            | Guard::Quantity(fact, ..)
            | Guard::Choice(fact, _) => self.facts([*fact]),
            Guard::Counts(a, _, b) | Guard::Rate(a, b, _) => self.facts([*a, *b]),
            Guard::Date(a, _, b) => self.facts([a.fact, b.fact].into_iter().flatten()),
            Guard::Check(check) => self.check(*check),
            Guard::Class(class, _) => {
                let procedure = self.procedure;
                procedure.classes[*class].rows.iter().for_each(|row| self.guard(&row.when.guard));
            }
            Guard::Happened(event) => (self.found)(Mention::Event(*event)),
            Guard::Signed(approval) | Guard::Disagreed(approval) => self.approval(*approval),
            Guard::Held(form) => (self.found)(Mention::Form(*form)),
        }
    }

    /// An approval, and what its extra signers depend on.
    pub(super) fn approval(&mut self, approval: Ref<Approval>) {
        (self.found)(Mention::Approval(approval));
        let procedure = self.procedure;
        for (_, when) in &procedure.approvals[approval].signers {
            self.condition(when.as_ref());
        }
    }

    pub(super) fn condition(&mut self, condition: Option<&Condition>) {
        if let Some(condition) = condition {
            self.guard(&condition.guard);
        }
    }

    fn check(&mut self, check: Ref<Check>) {
        let procedure = self.procedure;
        match &procedure.checks[check].test {
            Test::Rate { part, whole, .. } => self.facts([*part, *whole]),
            Test::Count { fact, .. } | Test::Quantity { fact, .. } => self.facts([*fact]),
            Test::When(condition) => self.guard(&condition.guard),
            Test::Unset => {}
        }
    }

    fn facts(&mut self, facts: impl IntoIterator<Item = Ref<Fact>>) {
        facts.into_iter().for_each(|fact| (self.found)(Mention::Fact(fact)));
    }
}
