//! Counting: from an event, a span and a convention to the day and instant a limit ends.

use super::calendar::{Calendar, View, refuse};
use super::convention::{Before, Close, Convention, FirstDay, OpenDays, Roll, Start};
use super::day::{date, number};
use super::deadline::{Deadline, Last};
use super::hours::DAY;
use super::moment::Moment;
use super::pause::Pauses;
use crate::problem::{Error, Problem, Text};
use crate::span::{Span, Unit};
use chrono::{DateTime, Datelike, Months, NaiveDate, NaiveDateTime, TimeDelta, Timelike};

impl Calendar {
    /// When a limit that starts at `start` ends.
    ///
    /// # Errors
    /// [`Error::Calendar`]: working hours on a calendar without hours, an hour limit from a day without a time, a
    /// span that has no end to compute (`unset`, `agreed`), a result outside the calendar.
    ///
    /// ```
    /// use aftersales::calendar::{Calendar, Convention, Moment};
    /// use aftersales::span::Span;
    /// let china = Calendar::china();
    /// let start = Moment::parse("2026-02-13 16:00")?;
    /// let deadline = china.due(start, Span::parse("3 working days")?, &Convention::default())?;
    /// assert_eq!(deadline.last_day().map(|d| d.to_string()).as_deref(), Some("2026-02-25"));
    /// # Ok::<(), aftersales::Error>(())
    /// ```
    pub fn due(&self, start: Moment, span: Span, convention: &Convention) -> Result<Deadline, Error> {
        self.due_paused(start, span, convention, &Pauses::NONE)
    }

    /// As [`Calendar::due`], with the times the clock stood.
    ///
    /// # Errors
    /// As [`Calendar::due`].
    pub fn due_paused(
        &self,
        start: Moment,
        span: Span,
        convention: &Convention,
        pauses: &Pauses,
    ) -> Result<Deadline, Error> {
        let [assumed, most, least] = &*self.views;
        let count = |view| Count { calendar: self, view, convention, pauses, start, span };
        let mut deadline = self.without_end(start, span, convention, pauses);
        let (target, limit) = match span {
            Span::Unset => {
                return Err(no_end("unset", "时限未定，无法计算期限", "the limit is unset: there is no due"));
            }
            Span::Agreed => {
                return Err(no_end(
                    "agreed",
                    "约定的时限须给出约定的日期",
                    "an agreed limit needs the date that was agreed",
                ));
            }
            Span::Promptly => return Ok(deadline),
            Span::Range(from, to, unit) => (Some((from, unit)), Some((to, unit))),
            Span::Exactly(n, unit) => (None, Some((n, unit))),
            Span::SameDay | Span::DayOfNextMonth(_) => (None, None),
        };
        let last = count(assumed).last(limit)?;
        deadline.last = Some(last);
        deadline.target = target.map(|target| count(assumed).last(Some(target))).transpose()?;
        deadline.unit = limit.map(|(_, unit)| convention.counted_as(unit));
        deadline.provisional = self.crosses_unknown(&count(assumed), limit, last);
        if self.unsettled_from().is_some() {
            // Beyond the reach of a view there is no bound to give.
            let ends = count(most).last(limit).and_then(|a| Ok((a, count(least).last(limit)?)));
            if let Ok((a, b)) = ends {
                let differs = a != b;
                deadline.bounds = (differs || deadline.provisional).then(|| (a.min(b), a.max(b)));
            }
        }
        deadline.assumed = match (deadline.provisional, deadline.bounds) {
            (true, _) => Some(self.assumption.clone()),
            (false, Some(_)) => Some(Text::new(
                "次年的放假安排可能调整十二月末的日子",
                "the notice for the next year may still move the last days of December",
            )),
            (false, None) => None,
        };
        Ok(deadline)
    }

    /// The deadline of an agreed limit: it ends when was promised, and never rolls.
    ///
    /// # Errors
    /// [`Error::Calendar`] at the end of the calendar.
    pub fn due_agreed(
        &self,
        start: Moment,
        promised: Moment,
        convention: &Convention,
    ) -> Result<Deadline, Error> {
        let pauses = Pauses::NONE;
        let mut deadline = self.without_end(start, Span::Agreed, convention, &pauses);
        let [view, ..] = &*self.views;
        let count = Count { calendar: self, view, convention, pauses: &pauses, start, span: Span::Agreed };
        deadline.last = Some(match promised.time {
            Some(time) => Last { day: None, due: promised.day.and_time(time), inclusive: true },
            None => count.ending(number(promised.day)).ok_or_else(|| self.out_of_reach(promised.day))?,
        });
        Ok(deadline)
    }

    fn without_end(&self, start: Moment, span: Span, convention: &Convention, pauses: &Pauses) -> Deadline {
        Deadline {
            start,
            span,
            unit: None,
            last: None,
            target: None,
            provisional: false,
            assumed: None,
            bounds: None,
            convention: *convention,
            pauses: pauses.clone(),
            calendar: self.version.clone(),
        }
    }

    /// Whether the answer hangs on a day this calendar only assumes.
    pub(super) fn crosses_unknown(&self, count: &Count, limit: Option<(u32, Unit)>, last: Last) -> bool {
        let unit = limit.map(|(_, unit)| count.convention.counted_as(unit));
        let known = |day: NaiveDate| self.knows(day);
        let end = last.day.unwrap_or_else(|| last.due.date());
        let start_unknown = count.convention.start == Start::NextOpening && !known(count.start.day);
        match unit {
            Some(Unit::Minutes | Unit::Hours) => false,
            Some(Unit::WorkingHours | Unit::WorkingDays) => !known(end) || !known(count.start.day),
            None if count.span == Span::SameDay => start_unknown || (self.hours.is_some() && !known(end)),
            _ => {
                start_unknown
                    || (!known(end) && (count.convention.roll != Roll::None || self.hours.is_some()))
            }
        }
    }
}

impl Convention {
    /// The unit really counted: `days` as this convention takes them.
    pub fn counted_as(&self, unit: Unit) -> Unit {
        match (unit, self.days) {
            (Unit::Days, OpenDays::Calendar) => Unit::CalendarDays,
            (Unit::Days, OpenDays::Working) => Unit::WorkingDays,
            _ => unit,
        }
    }
}

fn no_end(code: &str, zh: &str, en: &str) -> Error {
    refuse(
        Problem::new(&format!("calendar/{code}"), zh, en)
            .help("请先给出时限或日期", "give it a span or a date first"),
    )
}

/// One counting in one possible calendar.
pub(super) struct Count<'a> {
    pub(super) calendar: &'a Calendar,
    pub(super) view: &'a View,
    pub(super) convention: &'a Convention,
    pub(super) pauses: &'a Pauses,
    pub(super) start: Moment,
    pub(super) span: Span,
}

impl Count<'_> {
    fn last(&self, limit: Option<(u32, Unit)>) -> Result<Last, Error> {
        let unit = limit.map(|(n, unit)| (n, self.convention.counted_as(unit)));
        let found = match unit {
            Some((n, Unit::Minutes)) => self.elapsed(n, 60)?,
            Some((n, Unit::Hours)) => self.elapsed(n, 3600)?,
            Some((n, Unit::WorkingHours)) => self.working_hours(n)?,
            _ => self.last_day(unit).and_then(|day| self.ending(day)),
        };
        found.ok_or_else(|| match unit {
            Some((_, Unit::Minutes | Unit::Hours)) => self.after_all_dates(),
            _ => self.calendar.too_far(&format!("{} + {}", self.start, self.span)),
        })
    }

    /// Hours need no calendar, but they end with the dates.
    fn after_all_dates(&self) -> Error {
        refuse(
            Problem::new(
                "calendar/dates",
                format!("{} + {} 超过了9999年", self.start, self.span),
                format!("{} + {} ends after the year 9999", self.start, self.span),
            )
            .help("日期至 9999-12-31 为止", "dates run to 9999-12-31"),
        )
    }

    fn instant(&self) -> Result<NaiveDateTime, Error> {
        let time = self.start.time.ok_or_else(|| {
            refuse(
                Problem::new(
                    "calendar/time-needed",
                    format!("按小时计的时限须给出时刻，只给了日期 {}", self.start.day),
                    format!("a limit in hours needs a time of day, not only {}", self.start.day),
                )
                .help("应写成例如 2026-09-28 09:30", "write e.g. 2026-09-28 09:30"),
            )
        })?;
        Ok(self.start.day.and_time(time))
    }

    /// Hours run at once, day and night; a pause that began before the end puts it off by its length.
    fn elapsed(&self, n: u32, seconds: i64) -> Result<Option<Last>, Error> {
        let start = self.instant()?;
        let length = TimeDelta::try_seconds(i64::from(n).saturating_mul(seconds));
        Ok(length.and_then(|length| {
            let mut due = start.checked_add_signed(length)?;
            for (from, to) in self.pauses.intervals() {
                if *to > start && *from < due {
                    due = due.checked_add_signed(to.signed_duration_since((*from).max(start)))?;
                }
            }
            (due.year() <= 9999).then_some(Last { day: None, due, inclusive: true })
        }))
    }

    fn working_hours(&self, n: u32) -> Result<Option<Last>, Error> {
        let start = self.instant()?;
        let Some(clock) = &self.view.clock else {
            return Err(self.calendar.no_hours());
        };
        let (at, fraction) = (seconds(start), start.nanosecond());
        // Half a second into a window stays half a second into the second it ends in.
        let fraction = if clock.runs(at) { fraction } else { 0 };
        let end = |position| if fraction > 0 { clock.begins(position) } else { clock.reached(position) };
        let find = || {
            let mut position = clock.worked(at)?.checked_add(i64::from(n).checked_mul(3600)?)?;
            let mut due = end(position)?;
            for (from, to) in self.pauses.intervals() {
                let (from, to) = (seconds(*from).max(at), seconds(*to));
                if to > at && from < due {
                    position = position.checked_add(clock.worked(to)?.checked_sub(clock.worked(from)?)?)?;
                    due = end(position)?;
                }
            }
            let due = wall(due)?.with_nanosecond(fraction)?;
            Some(Last { day: None, due, inclusive: true })
        };
        Ok(find())
    }

    /// The day that counts as the day of the event.
    pub(super) fn first_day(&self) -> Option<i32> {
        let day = number(self.start.day);
        match (self.convention.start, &self.view.clock, self.start.time) {
            (Start::Event, ..) => Some(day),
            (Start::NextOpening, Some(clock), Some(time)) => {
                let (_, day) = clock.opening(seconds(self.start.day.and_time(time)))?;
                i32::try_from(day).ok()
            }
            (Start::NextOpening, ..) => self.view.table.on_or_after(day),
        }
    }

    /// The last day of a limit in days or longer, rolled.
    pub(super) fn last_day(&self, unit: Option<(u32, Unit)>) -> Option<i32> {
        let first = self.first_day()?;
        if let Some((n, Unit::WorkingDays)) = unit {
            return self.working_days(first, n);
        }
        let end = match unit {
            Some((n, unit)) => self.calendar_end(first, n, unit)?,
            None => match self.span {
                Span::DayOfNextMonth(day) => self.day_of_next_month(first, day)?,
                _ => first,
            },
        };
        let end = self.put_off(first, end)?;
        if unit.is_none() && self.span == Span::SameDay { Some(end) } else { self.roll(first, end) }
    }

    fn working_days(&self, first: i32, n: u32) -> Option<i32> {
        let table = &self.view.table;
        let counted = self.convention.first_day == FirstDay::Counted;
        if self.pauses.is_empty() {
            // Counted from the day before, the first working day from `first` on is day 1.
            let day = if counted { table.on_or_after(first)? } else { table.after(first, 1)? };
            let more = n.checked_sub(1)?;
            return if more == 0 { Some(day) } else { table.after(day, more) };
        }
        let mut day = if counted { first } else { first.checked_add(1)? };
        let mut left = n;
        loop {
            if table.is_workday(day)? && !self.stands(day)? {
                left = left.checked_sub(1)?;
                if left == 0 {
                    return Some(day);
                }
            }
            day = day.checked_add(1)?;
        }
    }

    /// The last day of calendar days, weeks, months or years, before pauses and rolling.
    fn calendar_end(&self, first: i32, n: u32, unit: Unit) -> Option<i32> {
        let counted = self.convention.first_day == FirstDay::Counted;
        let days = match unit {
            Unit::Weeks => n.checked_mul(7)?,
            Unit::Months => return months(first, n, counted),
            Unit::Years => return months(first, n.checked_mul(12)?, counted),
            _ => n,
        };
        let days = if counted { days.checked_sub(1)? } else { days };
        first.checked_add(i32::try_from(days).ok()?)
    }

    fn day_of_next_month(&self, first: i32, day: u8) -> Option<i32> {
        let next = date(first)?.with_day(1)?.checked_add_months(Months::new(1))?;
        let end = number(clamped(next, u32::from(day))?);
        match self.convention.before {
            Before::Included => Some(end),
            Before::Excluded => end.checked_sub(1),
        }
    }

    /// Moves the end by as many calendar days as were paused.
    fn put_off(&self, first: i32, end: i32) -> Option<i32> {
        if self.pauses.is_empty() {
            return Some(end);
        }
        // "Before the 1st", said on the last of the month, ends the same day: then that day is what is counted.
        let counts_first = self.convention.first_day == FirstDay::Counted || end <= first;
        let mut day = if counts_first { first } else { first.checked_add(1)? };
        let mut left = end.checked_sub(day)?.checked_add(1)?;
        loop {
            if !self.stands(day)? {
                left = left.checked_sub(1)?;
                if left <= 0 {
                    return Some(day);
                }
            }
            day = day.checked_add(1)?;
        }
    }

    fn roll(&self, first: i32, end: i32) -> Option<i32> {
        let table = &self.view.table;
        match self.convention.roll {
            Roll::None => Some(end),
            Roll::Previous => Some(table.on_or_before(end)?.max(first)),
            Roll::Next => {
                let mut day = table.on_or_after(end)?;
                while day != end && self.stands(day)? {
                    day = table.after(day, 1)?;
                }
                Some(day)
            }
        }
    }

    /// Whether the clock stands at the end of a day.
    pub(super) fn stands(&self, day: i32) -> Option<bool> {
        Some(!self.pauses.is_empty() && self.pauses.stands_at_end(self.ending(day)?.due))
    }

    /// How a limit whose last day is `day` ends.
    pub(super) fn ending(&self, day: i32) -> Option<Last> {
        let last_day = date(day)?;
        if self.convention.close == Close::Business {
            let close = self.view.clock.as_ref().and_then(|clock| clock.close(i64::from(day))).and_then(wall);
            let starts = self.start.time.map(|time| self.start.day.and_time(time));
            if let Some(due) = close.filter(|close| starts.is_none_or(|start| start <= *close)) {
                return Some(Last { day: Some(last_day), due, inclusive: true });
            }
        }
        let due = last_day.succ_opt()?.and_time(chrono::NaiveTime::MIN);
        Some(Last { day: Some(last_day), due, inclusive: false })
    }
}

/// Wall-clock seconds since 1970.
pub(super) fn seconds(at: NaiveDateTime) -> i64 {
    at.and_utc().timestamp()
}

pub(super) fn wall(seconds: i64) -> Option<NaiveDateTime> {
    let day = date(i32::try_from(seconds.div_euclid(DAY)).ok()?)?;
    DateTime::from_timestamp(seconds, 0).map(|t| t.naive_utc()).filter(|t| t.date() == day)
}

/// The corresponding day some months on, or the last of a shorter month. With the first day counted it is the day
/// before the corresponding one.
fn months(first: i32, n: u32, counted: bool) -> Option<i32> {
    let first = date(first)?;
    let month = first.with_day(1)?.checked_add_months(Months::new(n))?;
    let day = if counted { first.day().checked_sub(1)? } else { first.day() };
    match day {
        0 => number(month).checked_sub(1),
        day => Some(number(clamped(month, day)?)),
    }
}

/// A day of a month, or its last.
fn clamped(month: NaiveDate, day: u32) -> Option<NaiveDate> {
    (28..=day.max(28))
        .rev()
        .filter(|d| *d <= day)
        .find_map(|d| month.with_day(d))
        .or_else(|| month.with_day(day))
}
