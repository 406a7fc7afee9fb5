//! How each row of a column stands, and how much of its unit lies between two columns.

use super::{Met, Scale};
use crate::calendar::calendar::Calendar;
use crate::calendar::convention::Convention;
use crate::calendar::count::wall;
use crate::calendar::day::date;
use crate::calendar::moment::Moment;
use crate::calendar::standing::Standing;
use crate::problem::Error;
use crate::span::{Span, Unit};
use chrono::TimeDelta;

/// A column of moments.
#[derive(Debug, Clone, Copy)]
pub enum At<'a> {
    /// Days since 1970-01-01, without a time.
    Days(&'a [i32]),
    /// Instants.
    Instants(Scale, &'a [i64]),
}

/// How one row stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stood {
    /// `None` for a missing row, and outside the calendar.
    pub standing: Option<Standing>,
    /// What the amounts count.
    pub unit: Option<Unit>,
    /// How much has run: seconds for hours and working hours, else whole days.
    pub elapsed: Option<i64>,
    /// How much is left; negative is over.
    pub remaining: Option<i64>,
    /// Whether it hangs on days the calendar does not know.
    pub provisional: bool,
}

/// What is asked of every row.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// Where it is counted.
    pub calendar: &'a Calendar,
    /// How.
    pub convention: &'a Convention,
    /// When it is asked.
    pub now: Moment,
    /// How long before its end a limit is due soon.
    pub warn: &'a [Span],
}

impl At<'_> {
    /// The moment of a row; `None` where it is missing or no date.
    pub fn moment(&self, row: usize) -> Option<Moment> {
        match self {
            Self::Days(days) => days.get(row).and_then(|day| date(*day)).map(Moment::day),
            Self::Instants(scale, instants) => scale.moment(*instants.get(row)?),
        }
    }

    /// How many rows.
    pub fn len(&self) -> usize {
        match self {
            Self::Days(days) => days.len(),
            Self::Instants(_, instants) => instants.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Scale {
    /// The wall clock of an instant.
    pub fn moment(self, at: i64) -> Option<Moment> {
        let (seconds, fraction) = self.read(at)?;
        let nanos = fraction.checked_mul(1_000_000_000_i64.checked_div(self.tick().per_second())?)?;
        wall(seconds)?.checked_add_signed(TimeDelta::nanoseconds(nanos)).map(Moment::at)
    }
}

impl Asked<'_> {
    /// How a limit of `span` that started at `start` stands, or stood when it was done. What is outside the calendar
    /// has no standing.
    ///
    /// # Errors
    /// [`Error::Calendar`] where the question has no answer in any row: hours from a day without a time, working hours
    /// without hours, an agreed limit, a warning that counts nothing.
    pub fn row(&self, span: Span, start: Option<Moment>, done: Option<Moment>) -> Result<Stood, Error> {
        let Some(start) = start else { return Ok(Stood::default()) };
        self.limit(span, start, done).or_else(unless_out_of_reach)
    }

    /// The same for one limit, of which the answer is not left empty outside the calendar.
    ///
    /// # Errors
    /// As [`Asked::row`], and `calendar/range`.
    pub fn limit(&self, span: Span, start: Moment, done: Option<Moment>) -> Result<Stood, Error> {
        if span == Span::Unset {
            return Ok(Stood { standing: Some(Standing::Unset), ..Stood::default() });
        }
        let deadline = self.calendar.due(start, span, self.convention)?;
        let standing = self.calendar.standing(&deadline, done, self.now, self.warn)?;
        let at = done.unwrap_or(self.now);
        // A whole day has no hours; how it stands is known all the same.
        let elapsed = self.calendar.elapsed(&deadline, at).ok().flatten();
        let remaining = self.calendar.remaining(&deadline, at).ok().flatten();
        Ok(Stood {
            standing: Some(standing),
            unit: elapsed.or(remaining).map(|amount| amount.unit),
            elapsed: elapsed.map(|amount| amount.count),
            remaining: remaining.map(|amount| amount.count),
            provisional: deadline.provisional,
        })
    }
}

/// How much of `unit` lies between two columns: seconds for hours and working hours, else whole units; negative if
/// the second comes first; `None` where either is missing or outside the calendar.
///
/// # Errors
/// [`Error::Calendar`]: hours between days without a time, working hours on a calendar without hours.
pub fn between(
    asked: (&Calendar, &Convention, Unit),
    from: At<'_>,
    to: At<'_>,
    out: &mut [Option<i64>],
) -> Result<Met, Error> {
    let (calendar, convention, unit) = asked;
    let known = |moment: Moment| calendar.knows(moment.day);
    let on_days = matches!(convention.counted_as(unit), Unit::WorkingHours | Unit::WorkingDays);
    let mut met = Met::default();
    for (row, out) in out.iter_mut().enumerate() {
        *out = None;
        let Some((from, to)) = from.moment(row).zip(to.moment(row)) else {
            met = met.and(Met::UNANSWERED);
            continue;
        };
        match calendar.between(from, to, unit, convention) {
            Ok(amount) => {
                *out = Some(amount.count);
                let provisional = u64::from(on_days && !(known(from) && known(to)));
                met = met.and(Met { unanswered: 0, provisional });
            }
            Err(error) => {
                unless_out_of_reach(error)?;
                met = met.and(Met::UNANSWERED);
            }
        }
    }
    Ok(met)
}

/// A row outside the calendar has no answer; anything else wrong is wrong for the whole column.
fn unless_out_of_reach(error: Error) -> Result<Stood, Error> {
    let far = error.problems().iter().all(|problem| problem.code == "calendar/range");
    if far { Ok(Stood::default()) } else { Err(error) }
}
