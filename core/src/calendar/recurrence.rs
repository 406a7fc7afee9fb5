//! When a duty recurs.

use crate::span::Span;
use chrono::NaiveTime;

/// How often and by when. `E` is what the caller's duties refer to: an event, a state, a form.
#[derive(Debug, Clone, PartialEq)]
pub enum Recurrence<E> {
    /// Every working day by these times: `day by 11:00, 17:00`.
    DayBy(Vec<NaiveTime>),
    /// Every working day inside a window, both ends included: `day 16:00-17:30`.
    DayWindow(NaiveTime, NaiveTime),
    /// Every working day, no time given: `day`.
    Day,
    /// Every day of the calendar, rest days too, until 24:00: `calendar day`.
    CalendarDay,
    /// `week`.
    Week,
    /// `month`: by its end.
    Month,
    /// `month by day 3`: by that day of each month, for the month before.
    MonthBy(u8),
    /// `quarter`.
    Quarter,
    /// `year`.
    Year,
    /// `2 times a month`.
    TimesAMonth(u32),
    /// `3 days before <event>`: a lead time; the span and what it is counted back from.
    Before(Span, E),
    /// `each <event>`: once for every such happening.
    Each(E),
    /// `unset`: regularly, no period given.
    Unset,
}
