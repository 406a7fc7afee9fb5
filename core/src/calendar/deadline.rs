//! A deadline that can explain itself: when, why that day, and how sure.

use chrono::{NaiveDate, NaiveDateTime};

/// When a time limit ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadline {
    /// When it ends; `None` for a limit without an end (promptly, unset).
    pub last: Option<Last>,
    /// The lower end of a range.
    pub target: Option<Last>,
    /// Set when the counting crossed days the calendar does not know yet.
    pub provisional: bool,
}

/// The end of a time limit: its last day and the instant it ends, in the calendar's wall clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Last {
    /// The last day; `None` for limits in hours.
    pub day: Option<NaiveDate>,
    /// The instant: 00:00 of the next day for a limit ending at 24:00.
    pub due: NaiveDateTime,
    /// Whether the instant itself is still in time: false at 24:00 (done before it), true for hours and closing times.
    pub inclusive: bool,
}
