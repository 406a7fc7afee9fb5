//! "5 working days", "3个工作日", "15..30 working days", "day 3 of next month": one small grammar for how long.
//!
//! A span says nothing about a calendar; counting one is `calendar`'s work.

use serde::{Deserialize, Serialize};

/// How long, as the documents say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Span {
    /// `5 working days`
    Exactly(u32, Unit),
    /// `15..30 working days`: a target and a limit.
    Range(u32, u32, Unit),
    /// `same day`, 当天
    SameDay,
    /// `day 3 of next month`, 次月3日前: that day included.
    DayOfNextMonth(u8),
    /// `agreed`: the date the case promised, 约定
    Agreed,
    /// `promptly`, 及时、尽快: kept and listed, never overdue unless a company gives it a number.
    Promptly,
    /// `unset`: blank in the document, 未定
    Unset,
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// Elapsed minutes.
    Minutes,
    /// Elapsed hours, day and night.
    Hours,
    /// Hours inside business windows.
    WorkingHours,
    /// Days of which the text does not say whether calendar or working (天): counted as calendar days unless a
    /// reading says otherwise, and the result says so.
    Days,
    /// Calendar days.
    CalendarDays,
    /// Working days, make-up workdays included.
    WorkingDays,
    /// Weeks of 7 calendar days.
    Weeks,
    /// Calendar months.
    Months,
    /// Calendar years.
    Years,
}
