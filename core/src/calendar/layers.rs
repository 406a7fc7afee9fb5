//! A company's own calendar: its days off and days worked, its hours, its zone, laid over a national one.

use super::calendar::{Calendar, Mark, no_work, plain, refuse};
use super::day::{Kind, number};
use super::hours::Hours;
use super::zone::Zone;
use crate::problem::{Error, Problem, Text};
use chrono::{NaiveDate, Weekday};
use std::sync::Arc;

/// One day of an overlay: what it is, and what it is called if it has a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayEntry {
    /// The day.
    pub day: NaiveDate,
    /// What it is.
    pub kind: Kind,
    /// Its name.
    pub name: Option<Text>,
}

/// A day on which two calendars differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// The day.
    pub day: NaiveDate,
    /// What it was.
    pub before: Kind,
    /// What it is.
    pub after: Kind,
}

impl Calendar {
    /// With days the company is closed and rest days it works.
    ///
    /// # Errors
    /// [`Error::Calendar`]: a day outside the calendar, a day both off and on, no working day left.
    pub fn with_days(&self, off: &[NaiveDate], on: &[NaiveDate]) -> Result<Self, Error> {
        if let Some(both) = off.iter().find(|day| on.contains(day)) {
            return Err(refuse(
                Problem::new(
                    "calendar/both",
                    format!("{both} 既休息又上班"),
                    format!("{both} is both off and on"),
                )
                .help("只能取其一", "it can be only one of them"),
            ));
        }
        let entry = |kind| move |day: &NaiveDate| DayEntry { day: *day, kind, name: None };
        let entries: Vec<DayEntry> =
            off.iter().map(entry(Kind::Closure)).chain(on.iter().map(entry(Kind::Opening))).collect();
        self.with_entries(&entries)
    }

    /// With days laid over it, by kind and name. A day off that was off, or worked that was worked, keeps what it was
    /// unless it has a name of its own.
    ///
    /// # Errors
    /// [`Error::Calendar`]: a day outside the calendar, one day with two kinds or names, no working day left.
    pub fn with_entries(&self, entries: &[DayEntry]) -> Result<Self, Error> {
        let mut calendar = self.clone();
        let mut seen: Vec<&DayEntry> = entries.iter().collect();
        seen.sort_by_key(|entry| entry.day);
        for pair in seen.windows(2) {
            if let [a, b] = pair
                && a.day == b.day
                && a != b
            {
                return Err(twice(a, b));
            }
        }
        for entry in entries {
            let name = entry.name.as_ref().map(|name| calendar.name_place(name));
            let place = calendar.place(entry.day).ok_or_else(|| self.out_of_reach(entry.day))?;
            let mark = calendar.marks.get_mut(place).ok_or_else(|| self.out_of_reach(entry.day))?;
            mark.open = false;
            if mark.kind.is_workday() != entry.kind.is_workday() || name.is_some() {
                *mark = Mark { kind: entry.kind, name: name.unwrap_or_default(), open: false };
            }
        }
        calendar.stamp(entries.iter().map(|e| (number(e.day), e.kind.id())));
        calendar.index()?;
        Ok(calendar)
    }

    /// With business hours. Where the text names weekdays these become the working days of the week; days a notice
    /// arranged stay as arranged.
    ///
    /// # Errors
    /// [`Error::Calendar`] if no working day is left.
    pub fn with_hours(&self, hours: Hours) -> Result<Self, Error> {
        let mut calendar = self.clone();
        if let Some(week) = hours.weekdays() {
            calendar.set_week(week);
        }
        calendar.stamp([(0, format!("{hours:?}").as_str())].into_iter());
        calendar.hours = Some(hours);
        calendar.index()?;
        Ok(calendar)
    }

    /// With other working days of the week; days a notice arranged stay as arranged.
    ///
    /// # Errors
    /// [`Error::Calendar`] `calendar/no-work` if none is left.
    pub fn with_week(&self, worked: &[Weekday]) -> Result<Self, Error> {
        if worked.is_empty() {
            return Err(no_work());
        }
        let mut week = [false; 7];
        for (i, day) in week.iter_mut().enumerate() {
            *day = worked.iter().any(|w| w.num_days_from_monday() as usize == i);
        }
        let mut calendar = self.clone();
        calendar.set_week(week);
        calendar.stamp([(0, format!("{week:?}").as_str())].into_iter());
        calendar.index()?;
        Ok(calendar)
    }

    fn set_week(&mut self, week: [bool; 7]) {
        for (day, mark) in (self.first..).zip(&mut self.marks) {
            if matches!(mark.kind, Kind::Workday | Kind::Weekend) {
                mark.kind = plain(day, week);
            }
        }
    }

    /// In another time zone.
    #[must_use]
    pub fn with_zone(&self, zone: Zone) -> Self {
        Self { zone, ..self.clone() }
    }

    /// Under another name, as its own edition.
    #[must_use]
    pub fn named(&self, label: Text, version: &str) -> Self {
        Self { label, version: Arc::from(version), ..self.clone() }
    }

    /// Known only until a day: beyond it deadlines are provisional, by the same weeks.
    #[must_use]
    pub fn until(&self, day: NaiveDate) -> Self {
        let mut calendar = self.clone();
        calendar.known.1 = day;
        calendar.assumption = Text::new(
            format!("{day} 以后的安排未知：按平常的工作周推算"),
            format!("nothing is known after {day}: plain weeks are assumed"),
        );
        calendar
    }

    /// The days on which `newer` differs from this calendar.
    pub fn moved(&self, newer: &Self) -> Vec<Moved> {
        self.days()
            .filter_map(|(day, before)| {
                let after = newer.kind(day).ok()?;
                (before != after).then_some(Moved { day, before, after })
            })
            .collect()
    }

    fn name_place(&mut self, name: &Text) -> u16 {
        let place = self.names.iter().position(|known| known == name).unwrap_or_else(|| {
            self.names.push(name.clone());
            self.names.len().saturating_sub(1)
        });
        u16::try_from(place).unwrap_or_default()
    }

    /// Marks the version with a short hash of what was laid over it.
    fn stamp<'a>(&mut self, parts: impl Iterator<Item = (i32, &'a str)>) {
        let mut hash = 0x811c_9dc5_u32;
        for (day, what) in parts {
            for byte in day.to_le_bytes().into_iter().chain(what.bytes()) {
                hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
            }
        }
        self.version = Arc::from(format!("{}+{hash:08x}", self.version));
    }
}

fn twice(a: &DayEntry, b: &DayEntry) -> Error {
    let name = |e: &DayEntry| e.name.clone().unwrap_or_else(|| e.kind.label());
    let (a_name, b_name) = (name(a), name(b));
    refuse(
        Problem::new(
            "calendar/twice",
            format!("{} 出现两次：“{}”和“{}”", a.day, a_name.zh, b_name.zh),
            format!("{} stands twice: `{}` and `{}`", a.day, a_name.en, b_name.en),
        )
        .help("一天只能有一种安排", "one day has one arrangement"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{Convention, Moment};
    use crate::problem::Lang;
    use crate::span::Span;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_factory_has_days_of_its_own() {
        let china = Calendar::china();
        let ours = china.with_days(&[day("2026-03-09")], &[day("2026-03-07"), day("2026-02-14")]).unwrap();
        assert_eq!(ours.kind(day("2026-03-09")).unwrap(), Kind::Closure);
        assert_eq!(ours.kind(day("2026-03-07")).unwrap(), Kind::Opening);
        assert_eq!(ours.kind(day("2026-02-14")).unwrap(), Kind::MakeupWorkday); // worked already
        let moved: Vec<String> = china.moved(&ours).iter().map(|m| m.day.to_string()).collect();
        assert_eq!(moved, ["2026-03-07", "2026-03-09"]);
        assert_ne!(china.version(), ours.version());
        assert_eq!(china.version(), "china-2025-11-04");
    }

    #[test]
    fn saturdays_by_hours() {
        let china = Calendar::china();
        let ours = china.with_hours(Hours::parse("Mon-Fri 8:00-17:00; Sat 8:00-12:00").unwrap()).unwrap();
        assert!(ours.is_workday(day("2026-03-07")).unwrap());
        assert!(!ours.is_workday(day("2026-02-21")).unwrap()); // a Saturday inside Spring Festival
        assert!(!ours.is_workday(day("2026-03-08")).unwrap());
        // A make-up Saturday stands for a weekday: its hours, or those named for such days.
        assert_eq!(ours.kind(day("2026-02-14")).unwrap(), Kind::MakeupWorkday);
        let ends = |calendar: &Calendar, from: &str| {
            let start = Moment::parse(from).unwrap();
            let due = calendar.due(start, Span::parse("4 working hours").unwrap(), &Convention::default());
            due.unwrap().last.unwrap().due.to_string()
        };
        assert_eq!(ends(&ours, "2026-02-14 09:00"), "2026-02-14 13:00:00");
        assert_eq!(ends(&ours, "2026-03-07 09:00"), "2026-03-09 09:00:00");
        let named = Hours::parse("Mon-Fri 8:00-17:00; Sat 8:00-12:00; makeup 10:00-11:00").unwrap();
        assert_eq!(ends(&china.with_hours(named).unwrap(), "2026-02-14 09:00"), "2026-02-24 11:00:00");
    }

    #[test]
    fn refuses_what_contradicts_itself() {
        let china = Calendar::china();
        let line = |r: Result<Calendar, Error>, lang| r.unwrap_err().problems()[0].line(lang);
        let both = || china.with_days(&[day("2026-03-09")], &[day("2026-03-09")]);
        assert_eq!(
            line(both(), Lang::En),
            "2026-03-09 is both off and on; it can be only one of them [calendar/both]"
        );
        assert_eq!(line(both(), Lang::Zh), "2026-03-09 既休息又上班。只能取其一 [calendar/both]");
        assert_eq!(
            line(china.with_days(&[day("9999-01-01")], &[]), Lang::En),
            "9999-01-01 lies outside the calendar `China`; it reaches from 2004-01-01 to 2050-12-31 [calendar/range]"
        );
        let named = |zh: &str, en: &str| DayEntry {
            day: day("2026-10-01"),
            kind: Kind::StatutoryHoliday,
            name: Some(Text::new(zh, en)),
        };
        assert_eq!(
            line(china.with_entries(&[named("国庆节", "National Day"), named("厂庆", "Our day")]), Lang::Zh),
            "2026-10-01 出现两次：“国庆节”和“厂庆”。一天只能有一种安排 [calendar/twice]"
        );
        assert_eq!(
            line(Calendar::weeks(Text::new("空", "Empty"), day("2026-03-07"), day("2026-03-08")), Lang::En),
            "the calendar has no working day; at least one day must be worked [calendar/no-work]"
        );
        // Make-up days alone are no week.
        assert_eq!(
            line(Calendar::china().with_week(&[]), Lang::Zh),
            "日历中没有任何工作日。至少应有一个工作日 [calendar/no-work]"
        );
    }
}
