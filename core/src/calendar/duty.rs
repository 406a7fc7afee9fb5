//! When a recurring duty falls due: daily cut-offs and windows, weeks, months, quarters, years, and lead times.

use super::calendar::{Calendar, refuse};
use super::convention::{Convention, Roll};
use super::count::{Count, seconds, wall};
use super::day::{date, number};
use super::deadline::Last;
use super::moment::Moment;
use super::pause::Pauses;
use super::recurrence::Recurrence;
use crate::problem::{Error, Problem};
use crate::span::{Span, Unit};
use chrono::{Datelike, Months, NaiveDate, NaiveDateTime, TimeDelta};

/// One time a duty falls due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occurrence {
    /// When it may be done from: the opening of a window, the first day of a week, month, quarter or year.
    pub from: NaiveDateTime,
    /// When it must be done.
    pub last: Last,
    /// How often inside it; the count is the host's to supply.
    pub times: u32,
    /// Whether the calendar only assumes that day.
    pub provisional: bool,
}

impl Calendar {
    /// The occurrences of a duty whose last day lies from `from` to `to`, both included, in order.
    ///
    /// Daily duties fall on working days, unless the recurrence says calendar days. Weeks, months, quarters and years end with their last day, and roll only
    /// backwards, if the convention says so: the next working day would lie in the next period. "By day k" rolls as
    /// the convention says. What hangs on an event, and a duty without a period, has none.
    pub fn occurrences<'a, E>(
        &'a self,
        every: &'a Recurrence<E>,
        from: NaiveDate,
        to: NaiveDate,
        convention: &'a Convention,
    ) -> impl Iterator<Item = Occurrence> + 'a {
        // A day a rest day put off by a long holiday lies within 40 days.
        let days = number(from).saturating_sub(40)..=number(to);
        days.filter_map(date)
            .flat_map(move |day| self.falls_on(every, day, convention))
            .filter(move |one| one.last.day.is_some_and(|day| from <= day && day <= to))
    }

    /// The occurrence something done or asked at `at` belongs to: the first that is not past. After today's cut-off
    /// it is that of the next working day.
    pub fn next_occurrence<E>(
        &self,
        every: &Recurrence<E>,
        at: Moment,
        convention: &Convention,
    ) -> Option<Occurrence> {
        let to = at.day.checked_add_months(Months::new(14))?;
        self.occurrences(every, at.day, to, convention).find(|one| one.last.met_by(at))
    }

    fn falls_on<E>(&self, every: &Recurrence<E>, day: NaiveDate, convention: &Convention) -> Vec<Occurrence> {
        let worked = self.is_workday(day).unwrap_or_default();
        let next = day.succ_opt().unwrap_or(day);
        let month_ends = next.month() != day.month();
        let period = |first: Option<NaiveDate>| self.period(first?, day, convention);
        let back =
            |months| first_of_month(day).and_then(|first| first.checked_sub_months(Months::new(months)));
        match every {
            Recurrence::DayBy(times) if worked => {
                let start = day.and_time(chrono::NaiveTime::MIN);
                times.iter().map(|time| self.once(start, timed(day, *time), 1)).collect()
            }
            Recurrence::DayWindow(open, close) if worked => {
                vec![self.once(day.and_time(*open), timed(day, *close), 1)]
            }
            Recurrence::Day if worked => period(Some(day)).into_iter().collect(),
            Recurrence::CalendarDay => {
                let start = day.and_time(chrono::NaiveTime::MIN);
                let midnight = next.and_time(chrono::NaiveTime::MIN);
                let last = Last { day: Some(day), due: midnight, inclusive: false };
                vec![Occurrence { provisional: false, ..self.once(start, last, 1) }]
            }
            Recurrence::Week if next.weekday().num_days_from_monday() == 0 => {
                period(date(number(day).saturating_sub(6))).into_iter().collect()
            }
            Recurrence::Month if month_ends => period(back(0)).into_iter().collect(),
            Recurrence::TimesAMonth(times) if month_ends => {
                period(back(0)).map(|one| Occurrence { times: *times, ..one }).into_iter().collect()
            }
            Recurrence::Quarter if month_ends && day.month0() % 3 == 2 => {
                period(back(2)).into_iter().collect()
            }
            Recurrence::Year if month_ends && day.month() == 12 => period(back(11)).into_iter().collect(),
            Recurrence::MonthBy(k) => {
                let wanted = day.day() == u32::from(*k) || (month_ends && day.day() < u32::from(*k));
                let by = || {
                    // "Day k of next month", counted from the month before.
                    let month_before = back(1)?;
                    let deadline =
                        self.due(Moment::day(month_before), Span::DayOfNextMonth(*k), convention).ok()?;
                    Some(self.once(first_of_month(day)?.and_time(chrono::NaiveTime::MIN), deadline.last?, 1))
                };
                if wanted { by().into_iter().collect() } else { Vec::new() }
            }
            _ => Vec::new(),
        }
    }

    /// A period from its first to its last day.
    fn period(&self, first: NaiveDate, last: NaiveDate, convention: &Convention) -> Option<Occurrence> {
        let [view, ..] = &*self.views;
        let last = match convention.roll {
            Roll::Previous => view.table.on_or_before(number(last))?.max(number(first)),
            _ => number(last),
        };
        let last = self.ending_of(last, Moment::day(first), convention)?;
        Some(self.once(first.and_time(chrono::NaiveTime::MIN), last, 1))
    }

    fn once(&self, from: NaiveDateTime, last: Last, times: u32) -> Occurrence {
        let provisional = last.day.is_some_and(|day| !self.knows(day));
        Occurrence { from, last, times, provisional }
    }

    fn ending_of(&self, day: i32, start: Moment, convention: &Convention) -> Option<Last> {
        let [view, ..] = &*self.views;
        let count =
            Count { calendar: self, view, convention, pauses: &Pauses::NONE, start, span: Span::SameDay };
        count.ending(day)
    }

    /// The latest a thing may be done that is due some time before an event: counted back, the day of the event not
    /// counted, a rest day going to the working day before.
    ///
    /// # Errors
    /// [`Error::Calendar`]: a span that counts nothing, hours before a day without a time, out of range.
    pub fn before(&self, event: Moment, span: Span, convention: &Convention) -> Result<Last, Error> {
        let Span::Exactly(n, unit) = span else {
            return Err(refuse(
                Problem::new(
                    "calendar/lead",
                    format!("“{}”不能倒推", span.label().zh),
                    format!("`{span}` cannot be counted back"),
                )
                .help("应写成例如 3天", "write e.g. 3 days"),
            ));
        };
        let [view, ..] = &*self.views;
        let unit = convention.counted_as(unit);
        let day = number(event.day);
        let found = match unit {
            Unit::Minutes | Unit::Hours => {
                let each = if unit == Unit::Hours { 3600 } else { 60 };
                let at = super::standing::timed(event)?;
                let back = TimeDelta::try_seconds(i64::from(n).saturating_mul(each));
                back.and_then(|back| at.checked_sub_signed(back)).map(|due| Last {
                    day: None,
                    due,
                    inclusive: true,
                })
            }
            Unit::WorkingHours => {
                let clock = view.clock.as_ref().ok_or_else(|| self.no_hours())?;
                let at = seconds(super::standing::timed(event)?);
                let position = clock.worked(at).and_then(|p| p.checked_sub(i64::from(n).checked_mul(3600)?));
                let due = position.filter(|p| *p >= 0).and_then(|p| clock.begins(p)).and_then(wall);
                due.map(|due| Last { day: None, due, inclusive: true })
            }
            Unit::WorkingDays => view.table.before(day, n).and_then(|day| self.whole(day, convention)),
            _ => {
                let back = match unit {
                    Unit::Weeks => i32::try_from(n).ok().and_then(|n| day.checked_sub(n.checked_mul(7)?)),
                    Unit::Months => event.day.checked_sub_months(Months::new(n)).map(number),
                    Unit::Years => n
                        .checked_mul(12)
                        .and_then(|n| event.day.checked_sub_months(Months::new(n)))
                        .map(number),
                    _ => i32::try_from(n).ok().and_then(|n| day.checked_sub(n)),
                };
                let worked = back.and_then(|day| match convention.roll {
                    Roll::None => Some(day),
                    _ => view.table.on_or_before(day),
                });
                worked.and_then(|day| self.whole(day, convention))
            }
        };
        found.ok_or_else(|| self.too_far(&format!("{event} - {span}")))
    }

    fn whole(&self, day: i32, convention: &Convention) -> Option<Last> {
        self.ending_of(day, Moment::day(date(day)?), convention)
    }
}

/// A time of day, in time up to and including it.
fn timed(day: NaiveDate, time: chrono::NaiveTime) -> Last {
    Last { day: Some(day), due: day.and_time(time), inclusive: true }
}

fn first_of_month(day: NaiveDate) -> Option<NaiveDate> {
    day.with_day(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Hours;
    use chrono::NaiveTime;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn time(hour: u32, minute: u32) -> NaiveTime {
        NaiveTime::from_hms_opt(hour, minute, 0).unwrap()
    }

    fn last_days(every: &Recurrence<()>, from: &str, to: &str, convention: &Convention) -> Vec<String> {
        let china = Calendar::china();
        let found = china.occurrences(every, day(from), day(to), convention);
        found.map(|o| o.last.day.unwrap().to_string()).collect()
    }

    #[test]
    fn by_day_three_of_each_month() {
        // In 2026 the 3rd is a rest day in January, May and October, with no working day of that month before it.
        let by = Recurrence::MonthBy(3);
        let next = Convention::default();
        assert_eq!(
            last_days(&by, "2026-01-01", "2026-06-30", &next),
            ["2026-01-04", "2026-02-03", "2026-03-03", "2026-04-03", "2026-05-06", "2026-06-03"]
        );
        let previous = next.with("roll", "previous").unwrap();
        assert_eq!(last_days(&by, "2026-09-15", "2026-11-30", &previous), ["2026-09-30", "2026-11-03"]);
        let none = next.with("roll", "none").unwrap();
        assert_eq!(last_days(&by, "2026-10-01", "2026-10-31", &none), ["2026-10-03"]);
        assert_eq!(last_days(&Recurrence::MonthBy(31), "2026-02-01", "2026-02-28", &none), ["2026-02-28"]);
    }

    #[test]
    fn cut_offs_on_working_days() {
        let china = Calendar::china();
        let by = Recurrence::<()>::DayBy(vec![time(11, 0), time(17, 0)]);
        let convention = Convention::default();
        let dues: Vec<String> = china
            .occurrences(&by, day("2026-02-13"), day("2026-02-24"), &convention)
            .map(|o| Moment::at(o.last.due).to_string())
            .collect();
        assert_eq!(
            dues,
            [
                "2026-02-13 11:00",
                "2026-02-13 17:00",
                "2026-02-14 11:00",
                "2026-02-14 17:00",
                "2026-02-24 11:00",
                "2026-02-24 17:00"
            ]
        );
        let next = |at: &str| {
            let found = china.next_occurrence(&by, Moment::parse(at).unwrap(), &convention).unwrap();
            Moment::at(found.last.due).to_string()
        };
        assert_eq!(next("2026-02-13 11:00"), "2026-02-13 11:00"); // both ends included
        assert_eq!(next("2026-02-13 11:01"), "2026-02-13 17:00");
        assert_eq!(next("2026-02-14 17:30"), "2026-02-24 11:00"); // after the cut-off: the next working day
        let window = Recurrence::<()>::DayWindow(time(16, 0), time(17, 30));
        let one = china.next_occurrence(&window, Moment::parse("2026-03-07").unwrap(), &convention).unwrap();
        assert_eq!(
            (one.from, one.last.due),
            (day("2026-03-09").and_time(time(16, 0)), day("2026-03-09").and_time(time(17, 30)))
        );
    }

    #[test]
    fn a_calendar_day_rests_for_no_holiday() {
        // 1 to 7 October 2026 are off; 2027 is not known, and it makes no difference.
        let found = |from, to| last_days(&Recurrence::CalendarDay, from, to, &Convention::default());
        assert_eq!(found("2026-09-30", "2026-10-02"), ["2026-09-30", "2026-10-01", "2026-10-02"]);
        assert_eq!(found("2026-01-01", "2026-12-31").len(), 365);
        let office = Calendar::china().with_hours(Hours::parse("09:00-18:00").unwrap()).unwrap();
        let (every, convention) = (Recurrence::<()>::CalendarDay, Convention::default());
        let one =
            office.occurrences(&every, day("2027-01-02"), day("2027-01-02"), &convention).next().unwrap();
        assert_eq!(one.last.due, day("2027-01-03").and_time(NaiveTime::MIN)); // not at closing time
        assert!(!one.provisional && !one.last.inclusive);
    }

    #[test]
    fn weeks_months_quarters_and_years() {
        let convention = Convention::default();
        assert_eq!(
            last_days(&Recurrence::Week, "2026-03-02", "2026-03-15", &convention),
            ["2026-03-08", "2026-03-15"]
        );
        assert_eq!(
            last_days(&Recurrence::Month, "2026-01-01", "2026-02-28", &convention),
            ["2026-01-31", "2026-02-28"]
        );
        let quarters = last_days(&Recurrence::Quarter, "2026-01-01", "2026-12-31", &convention);
        assert_eq!(quarters, ["2026-03-31", "2026-06-30", "2026-09-30", "2026-12-31"]);
        assert_eq!(
            last_days(&Recurrence::Year, "2025-01-01", "2026-12-31", &convention),
            ["2025-12-31", "2026-12-31"]
        );
        let previous = convention.with("roll", "previous").unwrap();
        assert_eq!(last_days(&Recurrence::Month, "2026-01-01", "2026-01-31", &previous), ["2026-01-30"]);
        let china = Calendar::china();
        let twice = Recurrence::<()>::TimesAMonth(2);
        let times: Vec<u32> = china
            .occurrences(&twice, day("2026-03-01"), day("2026-04-30"), &convention)
            .map(|o| o.times)
            .collect();
        assert_eq!(times, [2, 2]);
        assert_eq!(
            last_days(&Recurrence::Unset, "2026-01-01", "2026-12-31", &convention),
            Vec::<String>::new()
        );
    }

    #[test]
    fn lead_times_count_back() {
        let china = Calendar::china();
        let before = |event: &str, span: &str| {
            let last = china
                .before(Moment::parse(event).unwrap(), Span::parse(span).unwrap(), &Convention::default())
                .unwrap();
            last.day.map_or_else(|| Moment::at(last.due).to_string(), |day| day.to_string())
        };
        assert_eq!(before("2026-03-12", "3 days"), "2026-03-09");
        assert_eq!(before("2026-03-11", "3 days"), "2026-03-06"); // 8 March is a Sunday
        assert_eq!(before("2026-02-25", "3 working days"), "2026-02-13"); // 24, make-up 14, 13
        assert_eq!(before("2026-03-31", "1 month"), "2026-02-28");
        assert_eq!(before("2026-03-11 10:00", "24 hours"), "2026-03-10 10:00");
        let error = china
            .before(Moment::parse("2026-03-11").unwrap(), Span::Promptly, &Convention::default())
            .unwrap_err();
        assert_eq!(error.to_string(), "`promptly` cannot be counted back; write e.g. 3 days [calendar/lead]");
        assert_eq!(error.problems()[0].message.zh, "“及时”不能倒推");
    }
}
