//! A deadline that can explain itself: when, why that day, and how sure.

use super::convention::Convention;
use super::moment::Moment;
use super::pause::Pauses;
use crate::problem::Text;
use crate::span::{Span, Unit};
use chrono::{NaiveDate, NaiveDateTime};
use std::sync::Arc;

/// When a time limit ends, and everything that decided it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadline {
    /// What started it.
    pub start: Moment,
    /// How long.
    pub span: Span,
    /// What was counted: `days` of an unsaid kind as the convention takes them.
    pub unit: Option<Unit>,
    /// When it ends; `None` for a limit without an end (promptly).
    pub last: Option<Last>,
    /// The lower end of a range.
    pub target: Option<Last>,
    /// Set when the counting crossed days the calendar does not know yet.
    pub provisional: bool,
    /// What was assumed about them, or why a known day may still change.
    pub assumed: Option<Text>,
    /// The earliest and the latest it can be, where that is not settled.
    pub bounds: Option<(Last, Last)>,
    /// How it was counted.
    pub convention: Convention,
    /// When the clock stood.
    pub pauses: Pauses,
    /// Which calendar, and which edition of it.
    pub calendar: Arc<str>,
}

impl Deadline {
    /// The last day; `None` for limits in hours or without an end.
    pub fn last_day(&self) -> Option<NaiveDate> {
        self.last.and_then(|last| last.day)
    }

    /// The instant it ends.
    pub fn due(&self) -> Option<NaiveDateTime> {
        self.last.map(|last| last.due)
    }

    /// Whether something done at `done` is in time; `None` without an end. A day without a time is compared with the
    /// last day.
    pub fn met_by(&self, done: Moment) -> Option<bool> {
        self.last.map(|last| last.met_by(done))
    }
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

impl Last {
    /// Whether something done at `done` is in time. A day without a time is compared with the last day.
    pub fn met_by(self, done: Moment) -> bool {
        match done.time {
            None => done.day <= self.day.unwrap_or_else(|| self.due.date()),
            Some(time) => {
                let done = done.day.and_time(time);
                done < self.due || (self.inclusive && done == self.due)
            }
        }
    }
}
