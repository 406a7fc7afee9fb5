//! Deadlines of a whole column: two look-ups a row, no branch that data can mispredict.
//!
//! Days are numbers since 1970-01-01 (Arrow's date32), instants seconds of the wall clock. A row that cannot be
//! answered gets [`NO_DAY`] or [`NO_INSTANT`], is counted, and stays in its place.
//!
//! `instants.rs` timestamps in any unit and zone · `office.rs` working hours, `uniform.rs` the same
//! where working days are alike · `mixed.rs` a span for every row ·
//! `rows.rs` which rows have no answer, or a provisional one · `standings.rs` how each row stands

mod instants;
mod mixed;
mod office;
mod rows;
mod standings;
mod uniform;

pub use instants::{Scale, Tick};
pub use mixed::{Mixed, Spans};
pub use rows::{Rows, Unknown};
pub use standings::{Asked, At, Stood, between};

use super::calendar::{Calendar, refuse};
use super::clock::Clock;
use super::convention::Convention;
use super::count::{Count, seconds};
use super::day::{date, number};
use super::moment::Moment;
use super::pause::Pauses;
use crate::problem::{Error, Problem};
use crate::span::{Span, Unit};

/// Stands for "no answer" in a column of days.
pub const NO_DAY: i32 = i32::MIN;
/// Stands for "no answer" in a column of instants.
pub const NO_INSTANT: i64 = i64::MIN;
/// Seconds of a day.
const DAY: i64 = 86_400;

/// What a column kernel met besides plain rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Met {
    /// Rows without an answer: outside the calendar, or marked as missing on the way in.
    pub unanswered: u64,
    /// Rows whose answer hangs on days the calendar does not know.
    pub provisional: u64,
}

impl Met {
    /// One row without an answer.
    const UNANSWERED: Self = Self { unanswered: 1, provisional: 0 };

    /// Of two stretches of rows together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            unanswered: self.unanswered.wrapping_add(other.unanswered),
            provisional: self.provisional.wrapping_add(other.provisional),
        }
    }
}

/// One span and one convention, ready for many rows of one calendar.
#[derive(Debug)]
pub struct Column<'a> {
    calendar: &'a Calendar,
    span: Span,
    convention: Convention,
    plan: Plan<'a>,
}

/// How the rows are answered.
#[derive(Debug)]
enum Plan<'a> {
    /// The last day of every start day, computed once.
    ByDay(DayPlan),
    /// Seconds added.
    Elapsed(i64),
    /// Seconds of working time added.
    Working(&'a Clock, i64),
    /// Promptly: no end.
    Endless,
}

#[derive(Debug)]
struct DayPlan {
    first: i32,
    last_days: Vec<i32>,
    /// The instant each of those days ends, and the close of each start day, for timestamps.
    ends: Vec<i64>,
    /// Start days before this and after that give provisional answers.
    known: core::ops::RangeInclusive<i32>,
}

impl Calendar {
    /// Prepares a span for a column: the convention, hours and holidays are resolved once, not once a row.
    ///
    /// # Errors
    /// As [`Calendar::due`] for a span that has no end (`unset`, `agreed`, `promptly`) or needs hours.
    pub fn column(&self, span: Span, convention: &Convention) -> Result<Column<'_>, Error> {
        let limit = match span {
            Span::Exactly(n, unit) | Span::Range(_, n, unit) => Some((n, convention.counted_as(unit))),
            Span::SameDay | Span::DayOfNextMonth(_) => None,
            Span::Agreed | Span::Promptly | Span::Unset => {
                let zh = format!("“{}”没有可计算的期限", span.label().zh);
                return Err(refuse(
                    Problem::new("calendar/no-end", zh, format!("`{span}` has no due to compute"))
                        .help("应写成例如 5个工作日", "write e.g. 5 working days"),
                ));
            }
        };
        let [view, ..] = &*self.views;
        let plan = match limit {
            Some((n, Unit::Minutes)) => Plan::Elapsed(i64::from(n).saturating_mul(60)),
            Some((n, Unit::Hours)) => Plan::Elapsed(i64::from(n).saturating_mul(3600)),
            Some((n, Unit::WorkingHours)) => {
                let clock = view.clock.as_ref().ok_or_else(|| self.no_hours())?;
                Plan::Working(clock, i64::from(n).saturating_mul(3600))
            }
            _ => Plan::ByDay(self.day_plan(span, limit, convention)),
        };
        Ok(Column { calendar: self, span, convention: *convention, plan })
    }

    /// The last day for every start day the calendar has.
    fn day_plan(&self, span: Span, limit: Option<(u32, Unit)>, convention: &Convention) -> DayPlan {
        let [view, ..] = &*self.views;
        let end = self.first.saturating_add(i32::try_from(self.marks.len()).unwrap_or(i32::MAX));
        let from = number(self.known.0);
        let mut plan =
            DayPlan { first: self.first, last_days: Vec::new(), ends: Vec::new(), known: from..=from };
        let mut known_to = from.saturating_sub(1);
        for day in self.first..end {
            let start = Moment::day(date(day).unwrap_or(self.known.0));
            let count = Count { calendar: self, view, convention, pauses: &Pauses::NONE, start, span };
            let last = count.last_day(limit);
            let ending = last.and_then(|last| count.ending(last));
            plan.last_days.push(last.unwrap_or(NO_DAY));
            plan.ends.push(ending.map_or(NO_INSTANT, |ending| seconds(ending.due)));
            if ending.is_some_and(|ending| !self.crosses_unknown(&count, limit, ending)) {
                known_to = day;
            }
        }
        plan.known = from..=known_to;
        plan
    }
}

impl Column<'_> {
    /// The last day of each start day; [`NO_DAY`] in, [`NO_DAY`] out. Rows beyond the shorter slice are left alone.
    ///
    /// # Errors
    /// [`Error::Calendar`] `calendar/time-needed` for a span in hours: days have no time.
    pub fn last_days(&self, starts: &[i32], out: &mut [i32]) -> Result<Met, Error> {
        let Plan::ByDay(plan) = &self.plan else { return Err(self.time_needed()) };
        let (first, table) = (plan.first, plan.last_days.as_slice());
        let (from, to) = (*plan.known.start(), *plan.known.end());
        let width = to.wrapping_sub(from).wrapping_add(1).cast_unsigned();
        let (mut unanswered, mut unknown) = (0_u64, 0_u64);
        for (start, out) in starts.iter().zip(out) {
            let last =
                table.get(start.wrapping_sub(first).cast_unsigned() as usize).copied().unwrap_or(NO_DAY);
            *out = last;
            unanswered = unanswered.wrapping_add(u64::from(last == NO_DAY));
            unknown = unknown.wrapping_add(u64::from(start.wrapping_sub(from).cast_unsigned() >= width));
        }
        Ok(Met { unanswered, provisional: unknown.saturating_sub(unanswered) })
    }

    /// One row; an answer that is none counts as such.
    fn last_day(&self, start: i32) -> (i32, Met) {
        match &self.plan {
            Plan::ByDay(plan) => {
                let found = plan.place(start).and_then(|at| plan.last_days.get(at)).copied();
                match found.filter(|last| *last != NO_DAY) {
                    Some(last) => {
                        let provisional = u64::from(!plan.known.contains(&start));
                        (last, Met { unanswered: 0, provisional })
                    }
                    None => (NO_DAY, Met::UNANSWERED),
                }
            }
            Plan::Endless => (NO_DAY, Met::default()),
            Plan::Elapsed(_) | Plan::Working(..) => (NO_DAY, Met::UNANSWERED),
        }
    }

    /// Whether a day without a time is no start for this span.
    fn needs_time(&self) -> bool {
        matches!(self.plan, Plan::Elapsed(_) | Plan::Working(..))
    }

    fn time_needed(&self) -> Error {
        refuse(
            Problem::new(
                "calendar/time-needed",
                format!("按小时计的时限“{}”须给出时刻", self.span.label().zh),
                format!("`{}` needs times, not only days", self.span),
            )
            .help("请用带时刻的列", "use a column of timestamps"),
        )
    }
}

impl DayPlan {
    fn place(&self, day: i32) -> Option<usize> {
        usize::try_from(day.checked_sub(self.first)?).ok()
    }
}

/// The last day for each start day and each number of working days, both from columns; day of the event not counted.
/// [`NO_DAY`] in, a number below 1, or a day outside the calendar gives [`NO_DAY`].
pub fn working_days(calendar: &Calendar, starts: &[i32], ns: &[i32], out: &mut [i32]) -> Met {
    let [view, ..] = &*calendar.views;
    let (first, rank, nth) = view.table.parts();
    let known_to = number(calendar.known.1);
    let (mut unanswered, mut provisional) = (0_u64, 0_u64);
    for ((start, n), out) in starts.iter().zip(ns).zip(out) {
        let found = rank.get(start.wrapping_sub(first).cast_unsigned() as usize).and_then(|rank| {
            // n below 1 wraps far beyond the table.
            let n = n.wrapping_sub(1).cast_unsigned();
            nth.get((*rank as usize).checked_add(n as usize)?)
        });
        let last = found.copied().unwrap_or(NO_DAY);
        *out = last;
        unanswered = unanswered.wrapping_add(u64::from(last == NO_DAY));
        provisional = provisional.wrapping_add(u64::from(last > known_to));
    }
    Met { unanswered, provisional }
}

/// The working days between two columns of days: the first not counted, the second counted; [`NO_DAY`] where either
/// is missing or outside the calendar.
pub fn working_days_between(calendar: &Calendar, from: &[i32], to: &[i32], out: &mut [i32]) -> Met {
    let [view, ..] = &*calendar.views;
    let (first, rank, _) = view.table.parts();
    let known_to = number(calendar.known.1);
    let mut met = Met::default();
    let at =
        |day: i32| rank.get(day.wrapping_sub(first).cast_unsigned() as usize).copied().map(u32::cast_signed);
    for ((from, to), out) in from.iter().zip(to).zip(out) {
        let days = at(*from).zip(at(*to)).map(|(from, to)| to.wrapping_sub(from));
        *out = days.unwrap_or(NO_DAY);
        met.unanswered = met.unanswered.wrapping_add(u64::from(days.is_none()));
        met.provisional =
            met.provisional.wrapping_add(u64::from(days.is_some() && (*from).max(*to) > known_to));
    }
    met
}
