//! A point in time as people write it: a wall-clock time in the calendar's zone, or a whole day.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use serde::{Deserialize, Serialize};

/// A day, with or without a time of day, in the wall clock of the calendar's zone.
///
/// A date without a time is the whole day: enough to start a day limit, an error for an hour limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Moment {
    /// The day.
    pub day: NaiveDate,
    /// The time of day, if known.
    pub time: Option<NaiveTime>,
}

impl Moment {
    /// A whole day.
    pub fn day(day: NaiveDate) -> Self {
        Self { day, time: None }
    }

    /// A wall-clock time.
    pub fn at(at: NaiveDateTime) -> Self {
        Self { day: at.date(), time: Some(at.time()) }
    }
}
