//! The same work done by other crates, told every rest day so that make-up days come out right.

use crate::{agree, least_over, line};
use aftersales::calendar::Calendar;
use bdays::{HolidayCalendar, HolidayCalendarCache};
use chrono::{Datelike, NaiveDate};
use jiff::civil::{Date, time};
use jiff::{SignedDuration, Timestamp};
use workclock::{Holidays, Schedule, Weekdays, WorkDay};

/// China's days for `bdays`, whose weekends are asked of the calendar, too.
struct China<'c>(&'c Calendar);

impl HolidayCalendar<NaiveDate> for China<'_> {
    fn is_holiday(&self, day: NaiveDate) -> bool {
        !self.is_bday(day)
    }

    fn is_bday(&self, day: NaiveDate) -> bool {
        // The first days of 2004 are rest days: the crate goes back into 2003, which the calendar does not know.
        self.0.is_workday(day).unwrap_or(day.weekday().number_from_monday() < 6)
    }
}

fn date(day: i32) -> NaiveDate {
    NaiveDate::from_epoch_days(day).unwrap()
}

/// `n` working days from each day. The crate counts from a working day: one before a rest day is gone back to first.
pub(crate) fn working_days(china: &Calendar, days: &[i32], n: i32, expected: &[i32]) {
    let first = NaiveDate::from_ymd_opt(2003, 12, 1).unwrap();
    let cache = HolidayCalendarCache::new(China(china), first, china.known_until());
    let starts: Vec<NaiveDate> = days.iter().map(|day| date(*day)).collect();
    let mut out = vec![NaiveDate::default(); days.len()];
    let ns = least_over(days.len(), || {
        for (start, out) in starts.iter().zip(&mut out) {
            *out = cache.advance_bdays(cache.to_bday(*start, false), n);
        }
    });
    let ends: Vec<i32> = out.iter().map(NaiveDate::to_epoch_days).collect();
    line("bdays 0.1.4, cached, make-up days told: 5 working days", ns, agree(&ends, expected));
}

/// Working hours, with every rest day a holiday and hours on all seven days of the week.
pub(crate) fn working_hours(china: &Calendar, starts: &[i64], hours: i64, expected: &[i64]) {
    let rest = china.known_from().iter_days().take_while(|day| *day <= china.known_until());
    let rest = rest.filter(|day| !china.is_workday(*day).unwrap());
    let holidays: Vec<Date> =
        rest.map(|day| Date::new(day.year() as i16, day.month() as i8, day.day() as i8).unwrap()).collect();
    let schedule = Schedule::builder()
        .rule(WorkDay::new(time(9, 0, 0, 0), time(12, 0, 0, 0), Weekdays::ALL))
        .rule(WorkDay::new(time(13, 0, 0, 0), time(18, 0, 0, 0), Weekdays::ALL))
        .rule(Holidays::new(holidays))
        .build()
        .unwrap();
    let stamps: Vec<Timestamp> = starts.iter().map(|at| Timestamp::from_second(*at).unwrap()).collect();
    let mut out = vec![Timestamp::UNIX_EPOCH; starts.len()];
    let length = SignedDuration::from_hours(hours);
    let ns = least_over(starts.len(), || {
        for (start, out) in stamps.iter().zip(&mut out) {
            *out = schedule.add(*start, length).unwrap();
        }
    });
    let ends: Vec<i64> = out.iter().map(|at| at.as_second()).collect();
    line("workclock 0.1.4, every rest day told: 20 working hours", ns, agree(&ends, expected));
}
