//! Is a guard true? Yes, no, or undetermined because something is missing.
//!
//! A [`Context`] answers what the guard asks: facts alone ([`crate::facts::Facts`]) or a whole case. What a context
//! cannot answer is undetermined, never no. Why, and what is missing, is told by `because.rs`.

use super::guard::{Condition, DateTerm, Guard, Truth};
use super::model::{
    Approval, Check, Class, ClassResult, Event, Fact, Form, Hit, Procedure, Ref, Region, State, Test,
};
use crate::ordered::Ordered;
use crate::problem::Problem;
use crate::value::Value;
use chrono::{Days, Months, NaiveDate, NaiveTime};

/// What a guard can ask. Only facts are required; whoever knows a case answers the rest.
pub trait Context {
    /// The value of a fact; `None` is missing.
    fn fact(&self, fact: Ref<Fact>) -> Option<&Value>;

    /// Why a fact that was given is not used.
    fn problem(&self, _fact: Ref<Fact>) -> Option<&Problem> {
        None
    }

    /// The day of the event being judged.
    fn today(&self) -> Option<NaiveDate> {
        None
    }

    /// The time of day of the event being judged.
    fn time(&self) -> Option<NaiveTime> {
        None
    }

    /// Whether a token stands in this state.
    fn in_state(&self, _state: Ref<State>) -> Truth {
        Truth::Undetermined
    }

    /// Whether this state was entered and not cleared by a loop since.
    fn reached(&self, _state: Ref<State>) -> Truth {
        Truth::Undetermined
    }

    /// How often this state was entered, never cleared.
    fn rounds(&self, _state: Ref<State>) -> Option<u64> {
        None
    }

    /// Whether this region has started.
    fn started(&self, _region: Ref<Region>) -> Truth {
        Truth::Undetermined
    }

    /// Whether this region has started and not ended.
    fn running(&self, region: Ref<Region>) -> Truth {
        self.started(region).and(!self.ended(region))
    }

    /// Whether this region has started and every token of it stands in an end state.
    fn ended(&self, _region: Ref<Region>) -> Truth {
        Truth::Undetermined
    }

    /// Whether this event happened since the last loop.
    fn happened(&self, _event: Ref<Event>) -> Truth {
        Truth::Undetermined
    }

    /// Whether this approval is complete.
    fn signed(&self, _approval: Ref<Approval>) -> Truth {
        Truth::Undetermined
    }

    /// Whether a signer of this approval disagreed.
    fn disagreed(&self, _approval: Ref<Approval>) -> Truth {
        Truth::Undetermined
    }

    /// Whether this form is held.
    fn held(&self, _form: Ref<Form>) -> Truth {
        Truth::Undetermined
    }
}

/// What a decision table says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Classified {
    /// No row matches and the table names no other result.
    Unclassified,
    /// One result.
    One(Ref<ClassResult>),
    /// Several results of a table whose results add up, in file order.
    Several(Vec<Ref<ClassResult>>),
    /// Something is missing.
    Undetermined,
    /// Two rows of a single-hit table match and differ: their positions.
    Conflict(usize, usize),
}

impl Condition {
    /// Whether the guard holds.
    pub fn truth(&self, procedure: &Procedure, context: &(impl Context + ?Sized)) -> Truth {
        self.guard.truth(procedure, context)
    }
}

impl Guard {
    /// Whether the guard holds.
    pub fn truth(&self, procedure: &Procedure, context: &(impl Context + ?Sized)) -> Truth {
        match self {
            Self::Always => Truth::Yes,
            Self::And(all) => fold(all, Truth::No, |guard| guard.truth(procedure, context)),
            Self::Or(any) => fold(any, Truth::Yes, |guard| guard.truth(procedure, context)),
            Self::Not(inner) => !inner.truth(procedure, context),
            Self::Check(check) => procedure.checks[*check].truth(procedure, context),
            Self::Class(class, wanted) => procedure.classes[*class].is_among(wanted, procedure, context),
            Self::Known(fact) => Truth::of(context.fact(*fact).is_some()),
            Self::In(state) => context.in_state(*state),
            Self::Reached(state) => context.reached(*state),
            Self::Started(region) => context.started(*region),
            Self::Running(region) => context.running(*region),
            Self::Ended(region) => context.ended(*region),
            Self::Happened(event) => context.happened(*event),
            Self::Signed(approval) => context.signed(*approval),
            Self::Disagreed(approval) => context.disagreed(*approval),
            Self::Held(form) => context.held(*form),
            comparison => comparison.compare(context).map_or(Truth::Undetermined, Truth::of),
        }
    }

    /// The forms that compare values; `None` when one of them is missing.
    fn compare(&self, context: &(impl Context + ?Sized)) -> Option<bool> {
        Some(match self {
            Self::Flag(fact) => match context.fact(*fact)? {
                Value::Flag(yes) => *yes,
                _ => return None,
            },
            Self::Count(fact, comparator, bound) => comparator.holds(count(*fact, context)?.cmp(bound)),
            Self::Counts(a, comparator, b) => comparator.holds(count(*a, context)?.cmp(&count(*b, context)?)),
            Self::Rate(part, whole, threshold) => {
                threshold.holds(count(*part, context)?, count(*whole, context)?)?
            }
            Self::Quantity(fact, comparator, bound) => match context.fact(*fact)? {
                Value::Quantity(quantity) => comparator.holds(quantity.cmp(bound)),
                _ => return None,
            },
            Self::Choice(fact, options) => match context.fact(*fact)? {
                Value::Choice(choice) => options.contains(choice),
                Value::Other(_) => false,
                _ => return None,
            },
            Self::Date(a, comparator, b) => comparator.holds(a.day(context)?.cmp(&b.day(context)?)),
            Self::Rounds(state, comparator, bound) => comparator.holds(context.rounds(*state)?.cmp(bound)),
            Self::Time(from, to) => {
                let time = context.time()?;
                *from <= time && time <= *to
            }
            _ => return None,
        })
    }
}

/// Kleene `and` (decided by the first no) or `or` (decided by the first yes).
fn fold(guards: &[Guard], decides: Truth, truth: impl Fn(&Guard) -> Truth) -> Truth {
    let mut all = !decides;
    for guard in guards {
        match truth(guard) {
            answer if answer == decides => return decides,
            Truth::Undetermined => all = Truth::Undetermined,
            _ => {}
        }
    }
    all
}

fn count(fact: Ref<Fact>, context: &(impl Context + ?Sized)) -> Option<u64> {
    match context.fact(fact)? {
        Value::Count(count) => Some(*count),
        _ => None,
    }
}

impl DateTerm {
    /// The day meant: the fact's day (or the event's), moved by whole months first (a shorter month clamps to its
    /// last day), then by days. `None` when the fact is missing.
    pub fn day(&self, context: &(impl Context + ?Sized)) -> Option<NaiveDate> {
        let start = match self.fact {
            None => context.today()?,
            Some(fact) => match context.fact(fact)? {
                Value::Date(day) => *day,
                _ => return None,
            },
        };
        let months = Months::new(self.months.unsigned_abs());
        let moved = if self.months < 0 {
            start.checked_sub_months(months)
        } else {
            start.checked_add_months(months)
        }?;
        let days = Days::new(u64::from(self.days.unsigned_abs()));
        if self.days < 0 { moved.checked_sub_days(days) } else { moved.checked_add_days(days) }
    }
}

impl Check {
    /// The answer of the check.
    pub fn truth(&self, procedure: &Procedure, context: &(impl Context + ?Sized)) -> Truth {
        let known = match &self.test {
            Test::When(when) => return when.guard.truth(procedure, context),
            Test::Unset => None,
            Test::Rate { part, whole, threshold } => match (count(*part, context), count(*whole, context)) {
                (Some(part), Some(whole)) => threshold.holds(part, whole),
                _ => None,
            },
            Test::Count { fact, comparator, bound } => {
                count(*fact, context).map(|count| comparator.holds(count.cmp(bound)))
            }
            Test::Quantity { fact, bounds } => match context.fact(*fact) {
                Some(Value::Quantity(quantity)) => {
                    Some(bounds.iter().all(|(comparator, bound)| comparator.holds(quantity.cmp(bound))))
                }
                _ => None,
            },
        };
        known.map_or(Truth::Undetermined, Truth::of)
    }
}

impl Class {
    /// What the table says.
    ///
    /// A row that cannot be decided makes the answer undetermined unless every possible outcome agrees.
    pub fn classify(&self, procedure: &Procedure, context: &(impl Context + ?Sized)) -> Classified {
        match self.hit {
            Hit::First => self.first(procedure, context),
            Hit::Single => self.single(procedure, context),
            Hit::All => self.all(procedure, context),
        }
    }

    fn first(&self, procedure: &Procedure, context: &(impl Context + ?Sized)) -> Classified {
        let mut possible: Option<Ref<ClassResult>> = None;
        for row in &self.rows {
            let truth = row.when.guard.truth(procedure, context);
            if truth == Truth::No {
                continue;
            }
            if possible.is_some_and(|earlier| earlier != row.result) {
                return Classified::Undetermined;
            }
            if truth == Truth::Yes {
                return Classified::One(row.result);
            }
            possible = Some(row.result);
        }
        self.when_no_row_is_sure(possible)
    }

    fn single(&self, procedure: &Procedure, context: &(impl Context + ?Sized)) -> Classified {
        let mut sure: Option<(usize, Ref<ClassResult>)> = None;
        let mut possible: Option<Ref<ClassResult>> = None;
        let mut torn = false;
        for (at, row) in self.rows.iter().enumerate() {
            match row.when.guard.truth(procedure, context) {
                Truth::No => {}
                Truth::Yes => match sure {
                    Some((earlier, result)) if result != row.result => {
                        return Classified::Conflict(earlier, at);
                    }
                    Some(_) => {}
                    None => sure = Some((at, row.result)),
                },
                Truth::Undetermined => {
                    torn |= possible.is_some_and(|other| other != row.result);
                    possible = Some(row.result);
                }
            }
        }
        match (sure, possible) {
            _ if torn => Classified::Undetermined,
            (Some((_, result)), Some(other)) if result != other => Classified::Undetermined,
            (Some((_, result)), _) => Classified::One(result),
            (None, possible) => self.when_no_row_is_sure(possible),
        }
    }

    fn all(&self, procedure: &Procedure, context: &(impl Context + ?Sized)) -> Classified {
        let mut sure: Ordered<Ref<ClassResult>> = Ordered::default();
        let mut possible: Vec<Ref<ClassResult>> = Vec::new();
        for row in &self.rows {
            match row.when.guard.truth(procedure, context) {
                Truth::No => {}
                Truth::Yes => sure.insert(row.result),
                Truth::Undetermined => possible.push(row.result),
            }
        }
        match (&*sure, possible.iter().all(|result| sure.contains(result))) {
            ([], _) => {
                let torn = possible.windows(2).any(|pair| pair.first() != pair.last());
                if torn {
                    Classified::Undetermined
                } else {
                    self.when_no_row_is_sure(possible.first().copied())
                }
            }
            (_, false) => Classified::Undetermined,
            ([one], true) => Classified::One(*one),
            (_, true) => Classified::Several(sure.into_vec()),
        }
    }

    /// No row matches for sure; one result may.
    fn when_no_row_is_sure(&self, possible: Option<Ref<ClassResult>>) -> Classified {
        match (possible, self.otherwise) {
            (None, None) => Classified::Unclassified,
            (None, Some(otherwise)) => Classified::One(otherwise),
            (Some(result), Some(otherwise)) if result == otherwise => Classified::One(result),
            (Some(_), _) => Classified::Undetermined,
        }
    }

    /// Whether the table's result is one of these (`None` is "unclassified"): known as soon as every possible
    /// outcome is inside, or every one outside, even while the result itself is open.
    fn is_among(
        &self,
        wanted: &[Option<Ref<ClassResult>>],
        procedure: &Procedure,
        context: &(impl Context + ?Sized),
    ) -> Truth {
        let (mut inside, mut outside, mut sure, mut sure_inside) = (false, false, false, false);
        for row in &self.rows {
            let truth = row.when.guard.truth(procedure, context);
            if truth == Truth::No {
                continue;
            }
            let is_wanted = wanted.contains(&Some(row.result));
            inside |= is_wanted;
            outside |= !is_wanted;
            if truth == Truth::Yes {
                (sure, sure_inside) = (true, sure_inside || is_wanted);
                if self.hit == Hit::First {
                    break;
                }
            }
        }
        if self.hit == Hit::All && sure_inside {
            return Truth::Yes;
        }
        if !sure {
            let is_wanted = wanted.contains(&self.otherwise);
            inside |= is_wanted;
            outside |= !is_wanted;
        }
        match (inside, outside) {
            (true, false) => Truth::Yes,
            (false, _) => Truth::No,
            (true, true) => Truth::Undetermined,
        }
    }
}
