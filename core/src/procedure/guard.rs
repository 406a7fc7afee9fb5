//! The one guard language of steps, rows, limits, checks and bans: its tree and how it is evaluated.
//!
//! Three-valued: missing is not false. `no and unknown` is no, `yes and unknown` is unknown (Kleene).
//! The text form is read in `parse/`.

use super::model::{
    Approval, Check, Choice, Class, ClassResult, Decimal, Event, Fact, Form, Ref, Region, State,
};
use crate::rate::{Comparator, Threshold};
use chrono::NaiveTime;

/// Yes, no, or undetermined because something is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Truth {
    /// Yes.
    Yes,
    /// No.
    No,
    /// Facts are missing.
    Undetermined,
}

impl Truth {
    /// From a known answer.
    pub fn of(known: bool) -> Self {
        if known { Self::Yes } else { Self::No }
    }

    /// Kleene and.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::No, _) | (_, Self::No) => Self::No,
            (Self::Yes, Self::Yes) => Self::Yes,
            _ => Self::Undetermined,
        }
    }

    /// Kleene or.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        !((!self).and(!other))
    }
}

impl core::ops::Not for Truth {
    type Output = Self;

    fn not(self) -> Self {
        match self {
            Self::Yes => Self::No,
            Self::No => Self::Yes,
            Self::Undetermined => Self::Undetermined,
        }
    }
}

/// A guard as it stands in a file: the text for people, the tree for the engine.
#[derive(Debug, Clone)]
pub struct Condition {
    /// As read and resolved.
    pub guard: Guard,
    /// As written.
    pub text: String,
}

/// A guard, as read and resolved.
#[derive(Debug, Clone, PartialEq)]
pub enum Guard {
    /// `yes`
    Always,
    /// `a and b`
    And(Vec<Guard>),
    /// `a or b`
    Or(Vec<Guard>),
    /// `not a`
    Not(Box<Guard>),
    /// A flag by name.
    Flag(Ref<Fact>),
    /// `known(fact)`; never undetermined.
    Known(Ref<Fact>),
    /// `moulds >= 3`
    Count(Ref<Fact>, Comparator, u64),
    /// `moulds = 3` is two comparisons; this one compares two counts: `restocked >= returned`.
    Counts(Ref<Fact>, Comparator, Ref<Fact>),
    /// `temperature >= 160`
    Quantity(Ref<Fact>, Comparator, Decimal),
    /// `bad / lot >= 20%`
    Rate(Ref<Fact>, Ref<Fact>, Threshold),
    /// `opinion in [scrap, concession]`, `opinion = scrap`
    Choice(Ref<Fact>, Vec<Ref<Choice>>),
    /// `failed <= shipped + 2 years`
    Date(DateTerm, Comparator, DateTerm),
    /// A check by name.
    Check(Ref<Check>),
    /// `importance = important`; `None` among the results stands for "unclassified".
    Class(Ref<Class>, Vec<Option<Ref<ClassResult>>>),
    /// `in(state)`
    In(Ref<State>),
    /// `reached(state)`: entered and not cleared by a loop since.
    Reached(Ref<State>),
    /// `rounds(state) >= 2`: how often entered, never cleared.
    Rounds(Ref<State>, Comparator, u64),
    /// `started(region)`
    Started(Ref<Region>),
    /// `running(region)`: started and not ended.
    Running(Ref<Region>),
    /// `ended(region)`: started, and every token of it is in an end state.
    Ended(Ref<Region>),
    /// `happened(event)`: since the last loop.
    Happened(Ref<Event>),
    /// `signed(approval)`
    Signed(Ref<Approval>),
    /// `disagreed(approval)`
    Disagreed(Ref<Approval>),
    /// `held(form)`
    Held(Ref<Form>),
    /// `time in 16:00..17:30`: the event's time of day, both ends included.
    Time(NaiveTime, NaiveTime),
}

/// A day in a comparison: a date fact, or the day of the event (`today`), plus a calendar span.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateTerm {
    /// The fact; `None` is the day of the event.
    pub fact: Option<Ref<Fact>>,
    /// Calendar months added first (end of month clamps).
    pub months: i32,
    /// Days added then.
    pub days: i32,
}
