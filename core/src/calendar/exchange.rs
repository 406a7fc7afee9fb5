//! Days from and to other programs.
//!
//! `holiday_cn.rs` a year's JSON file · `icalendar.rs` calendar files, in and out · `day_table.rs` a CSV table of days, out

mod day_table;
mod holiday_cn;
mod icalendar;

pub use holiday_cn::holiday_cn;
pub use icalendar::icalendar;

use super::calendar::{Calendar, refuse};
use super::day::Kind;
use super::layers::DayEntry;
use crate::problem::{Error, Problem, Text};
use chrono::{Datelike, NaiveDate, Weekday};

/// How many years beyond the last known one a calendar made of a list reaches, provisionally.
const BEYOND: i32 = 5;

/// A day of a source that says no more than whether it is worked, and why. On a rest day of the week "worked" is work in
/// exchange; "off" is a break at the weekend, else a holiday.
pub fn listed(day: NaiveDate, worked: bool, name: &str) -> DayEntry {
    let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
    let kind = match (worked, weekend) {
        (true, _) => Kind::MakeupWorkday,
        (false, true) => Kind::BreakWeekend,
        (false, false) => Kind::Holiday,
    };
    let name = (!name.is_empty()).then(|| Text::new(name, name));
    DayEntry { day, kind, name }
}

impl Calendar {
    /// A calendar made of a list of days: weeks of these working days, the listed days laid over them, known from the
    /// first to the last of these years. Beyond them it reaches as far as the list, five years at least, provisionally.
    ///
    /// # Errors
    /// [`Error::Calendar`]: no year, or as [`Calendar::with_week`] and [`Calendar::with_entries`].
    pub fn of_list(
        label: Text,
        (first, last): (i32, i32),
        week: &[Weekday],
        entries: &[DayEntry],
    ) -> Result<Self, Error> {
        let listed = entries.iter().map(|entry| entry.day.year()).max().unwrap_or(last);
        let reached = last.saturating_add(BEYOND).max(listed).min(9999);
        let bounds = || {
            let from = NaiveDate::from_ymd_opt(first, 1, 1)?;
            let known = NaiveDate::from_ymd_opt(last, 12, 31)?;
            let reach = NaiveDate::from_ymd_opt(reached, 12, 31)?;
            (first >= 1 && first <= last && last <= 9999).then_some((from, known, reach))
        };
        let Some((from, known, reach)) = bounds() else {
            return Err(refuse(
                Problem::new(
                    "calendar/years",
                    format!("{first} 至 {last} 不是可用的年份"),
                    format!("{first} to {last} are no years to make a calendar of"),
                )
                .help(
                    "应为 1 至 9999 之间、由先到后的两个年份",
                    "give the first and the last year, from 1 to 9999",
                ),
            ));
        };
        let mut calendar = Self::weeks(label, from, reach)?.until(known);
        calendar.assumption = Text::new(
            format!("{last}年以后的安排未知：按平常的工作周和所列的日子推算"),
            format!("nothing is known after {last}: plain weeks and the days listed are assumed"),
        );
        calendar.with_week(week)?.with_entries(entries)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{Convention, Moment};
    use crate::problem::Lang;
    use crate::span::Span;

    const WEEK: [Weekday; 5] = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri];

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_list_of_days_makes_a_calendar() {
        let days = [listed(day("2026-10-01"), false, "国庆节"), listed(day("2026-10-10"), true, "")];
        let ours = Calendar::of_list(Text::new("本厂", "Ours"), (2026, 2026), &WEEK, &days).unwrap();
        assert_eq!(ours.kind(day("2026-10-01")).unwrap(), Kind::Holiday);
        assert_eq!(ours.kind(day("2026-10-10")).unwrap(), Kind::MakeupWorkday);
        assert_eq!((ours.known_from(), ours.known_until()), (day("2026-01-01"), day("2026-12-31")));
        let due = |start: &str| {
            let start = Moment::parse(start).unwrap();
            ours.due(start, Span::parse("3 working days").unwrap(), &Convention::default()).unwrap()
        };
        assert!(!due("2026-12-28").provisional);
        assert!(due("2026-12-29").provisional); // 30, 31 December, 1 January
    }

    #[test]
    fn years_that_are_none() {
        for years in [(2027, 2026), (0, 1), (2026, 10_000)] {
            let error = Calendar::of_list(Text::default(), years, &WEEK, &[]).unwrap_err();
            assert_eq!(error.problems()[0].code, "calendar/years");
        }
        let error = Calendar::of_list(Text::default(), (2027, 2026), &WEEK, &[]).unwrap_err();
        assert_eq!(
            error.problems()[0].line(Lang::En),
            "2027 to 2026 are no years to make a calendar of; give the first and the last year, from 1 to 9999 \
             [calendar/years]"
        );
        assert_eq!(
            error.problems()[0].line(Lang::Zh),
            "2027 至 2026 不是可用的年份。应为 1 至 9999 之间、由先到后的两个年份 [calendar/years]"
        );
        let error = Calendar::of_list(Text::default(), (2026, 2026), &[], &[]).unwrap_err();
        assert_eq!(error.problems()[0].code, "calendar/no-work");
    }
}
