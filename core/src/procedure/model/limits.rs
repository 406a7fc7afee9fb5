//! What is due, within which time of what?

use super::{Approval, By, Condition, Event, Fact, Form, Ref, Region, Source, State, Step};
use crate::problem::Text;
use crate::span::Span;
use serde::Serialize;

/// Something due within a span of an event.
#[derive(Debug, Clone)]
pub struct Limit {
    /// Id.
    pub id: String,
    /// 中文 and English: what must be done.
    pub label: Text,
    /// Source.
    pub source: Source,
    /// What starts it. Several: each starts an obligation.
    pub from: Vec<Trigger>,
    /// What fulfils it; empty: the text does not say.
    pub until: Vec<Trigger>,
    /// How long.
    pub within: Span,
    /// The date fact that holds the promise, for `agreed`.
    pub date: Option<Ref<Fact>>,
    /// Who owes it.
    pub owed_by: By,
    /// Applies when.
    pub when: Option<Condition>,
    /// What happens to a running one when `when` changes.
    pub on_change: OnChange,
    /// Never later than these limits started by the same case.
    pub cap: Vec<Ref<Limit>>,
    /// What cancels it.
    pub cancelled_by: Vec<Trigger>,
    /// What pauses it.
    pub paused_by: Vec<Trigger>,
    /// What resumes it.
    pub resumed_by: Vec<Trigger>,
    /// Whether done before the lower end of a range is early (`not-before`) or simply done (`target`).
    pub lower: Lower,
    /// How long before due it is "due soon".
    pub warn: Vec<Span>,
    /// Departures from the calendar's convention, by key: `count-first-day`, `roll`, `close`, `start`.
    pub counting: Vec<(String, String)>,
    /// What the document says follows on a breach; nothing is invented.
    pub breach: Option<Text>,
}

/// What starts, ends or stops a clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trigger {
    /// The case opens.
    Opened,
    /// A state is entered.
    Entered(Ref<State>),
    /// A step is taken.
    Taken(Ref<Step>),
    /// An event happens.
    Happened(Ref<Event>),
    /// An approval is complete.
    Signed(Ref<Approval>),
    /// A form is handed in.
    Held(Ref<Form>),
    /// A region ends.
    Ended(Ref<Region>),
    /// The day a date fact names.
    Day(Ref<Fact>),
}

/// What happens to a running limit when its class changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum OnChange {
    /// The guard of today decides, counted from the first trigger.
    #[default]
    Recompute,
    /// Counted from the change.
    Forward,
    /// What held at the trigger stays.
    Keep,
}

/// What the lower end of a range means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Lower {
    /// An aim; earlier is no breach.
    #[default]
    Target,
    /// Not before it: earlier is "met early".
    NotBefore,
}
