//! Days of a calendar, in and out, as every language sees them.

use crate::calendar::exchange::listed;
use crate::calendar::{Calendar, DayEntry, Kind};
use crate::problem::{Error, Problem, Text, nearest};
use chrono::NaiveDate;
use serde::Serialize;
use serde_json::Value;

/// A day of a calendar.
#[derive(Debug, Clone, Serialize)]
pub struct CalendarDayView {
    /// The day.
    pub day: NaiveDate,
    /// What it is: `makeup_workday`.
    pub kind: &'static str,
    /// The same as people say it.
    pub kind_label: Text,
    /// Whether it is worked.
    pub worked: bool,
    /// What it is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Text>,
}

impl CalendarDayView {
    fn new(day: NaiveDate, kind: Kind, name: Option<&Text>) -> Self {
        Self {
            day,
            kind: kind.id(),
            kind_label: kind.label(),
            worked: kind.is_workday(),
            name: name.cloned(),
        }
    }

    /// Every day from one to another, both included.
    ///
    /// # Errors
    /// [`Error::Calendar`] `calendar/range` outside the calendar.
    pub fn all(calendar: &Calendar, from: NaiveDate, to: NaiveDate) -> Result<Vec<Self>, Error> {
        // Both ends first: between them there is no day the calendar has not.
        let outside = [from, to].into_iter().find_map(|day| calendar.kind(day).err());
        if let Some(error) = outside.filter(|_| from <= to) {
            return Err(error);
        }
        let days = from.iter_days().take_while(|day| *day <= to);
        days.map(|day| Ok(Self::new(day, calendar.kind(day)?, calendar.name(day)))).collect()
    }
}

impl From<&DayEntry> for CalendarDayView {
    fn from(entry: &DayEntry) -> Self {
        Self::new(entry.day, entry.kind, entry.name.as_ref())
    }
}

/// Days to lay over a calendar, out of JSON: `[{"day": "2026-10-01", "kind": "closure", "name": "厂庆"}]`. Instead of its
/// kind it may be said whether the day is `worked`; then the weekday says what that makes it. A name is one text, or
/// `{"zh": …, "en": …}`.
///
/// # Errors
/// [`Error::Calendar`] `days/form`, `days/date`, `days/kind`, `days/name` with the place in the list.
pub fn day_entries(days: &Value) -> Result<Vec<DayEntry>, Error> {
    let form = || {
        let help = r#"[{"day": "2026-10-01", "kind": "closure"}]"#;
        let problem = Problem::new("days/form", "不是日子的列表", "not a list of days");
        refuse(problem.help(format!("应写成例如 {help}"), format!("write e.g. {help}")), "days")
    };
    let days = days.as_array().ok_or_else(form)?;
    days.iter().enumerate().map(|(at, day)| entry(day, &format!("days.{at}"))).collect()
}

fn entry(given: &Value, path: &str) -> Result<DayEntry, Error> {
    let text = |key: &str| given.get(key).and_then(Value::as_str);
    let written = text("day").unwrap_or_default();
    let day = crate::iso_day::parse(written).ok_or_else(|| {
        let problem =
            Problem::new("days/date", format!("“{written}”不是日期"), format!("`{written}` is no date"));
        refuse(problem.help("应写成例如 2026-10-01", "write e.g. 2026-10-01"), &format!("{path}.day"))
    })?;
    let mut entry = listed(day, given.get("worked").and_then(Value::as_bool).unwrap_or_default(), "");
    match text("kind") {
        Some(id) => {
            entry.kind = Kind::parse(id).ok_or_else(|| refuse(no_kind(id), &format!("{path}.kind")))?;
        }
        None if given.get("worked").is_some_and(Value::is_boolean) => {}
        None => return Err(refuse(no_kind(""), &format!("{path}.kind"))),
    }
    entry.name = match given.get("name") {
        None | Some(Value::Null) => None,
        Some(name) => Some(read_name(name).ok_or_else(|| {
            let help = r#""厂庆", {"zh": "厂庆", "en": "Founders' day"}"#;
            let problem = Problem::new("days/name", "这不是名称", "this is no name");
            refuse(
                problem.help(format!("应写成例如 {help}"), format!("write e.g. {help}")),
                &format!("{path}.name"),
            )
        })?),
    };
    Ok(entry)
}

fn read_name(name: &Value) -> Option<Text> {
    match name.as_str() {
        Some(name) => Some(Text::new(name, name)),
        None => Some(Text::new(name.get("zh")?.as_str()?, name.get("en")?.as_str()?)),
    }
}

fn refuse(problem: Problem, path: &str) -> Error {
    Error::Calendar(vec![problem.path(path)])
}

fn no_kind(given: &str) -> Problem {
    let all: Vec<&str> = Kind::ALL.iter().map(|kind| kind.id()).collect();
    let (zh, en) = match nearest(given, all.iter().copied()) {
        Some(near) => (format!("是否指 {near}？"), format!("did you mean `{near}`?")),
        None => (format!("应为 {} 之一", all.join("、")), format!("use one of {}", all.join(", "))),
    };
    let problem = if given.is_empty() {
        Problem::new("days/kind", "没有说明是何种日子", "what kind of day it is, is not said")
    } else {
        Problem::new("days/kind", format!("没有“{given}”这种日子"), format!("`{given}` is no kind of day"))
    };
    problem.help(zh, en)
}

/// A day that is another kind of day in the newer of two calendars.
#[derive(Debug, Clone, Serialize)]
pub struct MovedDayView {
    /// The day.
    pub day: NaiveDate,
    /// What it was.
    pub before: CalendarDayView,
    /// What it is.
    pub after: CalendarDayView,
}

impl MovedDayView {
    /// The days on which `newer` differs from `older`.
    pub fn all(older: &Calendar, newer: &Calendar) -> Vec<Self> {
        let view = |calendar: &Calendar, day, kind| CalendarDayView::new(day, kind, calendar.name(day));
        let moved = older.moved(newer).into_iter().map(|one| Self {
            day: one.day,
            before: view(older, one.day, one.before),
            after: view(newer, one.day, one.after),
        });
        moved.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::Lang;

    fn read(json: &str) -> Result<Vec<DayEntry>, Error> {
        day_entries(&serde_json::from_str(json).unwrap())
    }

    #[test]
    fn reads_a_kind_or_whether_it_is_worked() {
        let days = read(
            r#"[{"day": "2026-10-01", "kind": "statutory_holiday", "name": {"zh": "国庆节", "en": "National Day"}},
                {"day": "2026-10-10", "worked": true, "name": "国庆节"},
                {"day": "2026-10-08", "worked": false}]"#,
        )
        .unwrap();
        let kinds: Vec<Kind> = days.iter().map(|day| day.kind).collect();
        assert_eq!(kinds, [Kind::StatutoryHoliday, Kind::MakeupWorkday, Kind::Holiday]);
        let names: Vec<Option<Text>> = days.into_iter().map(|day| day.name).collect();
        let named = |zh: &str, en: &str| Some(Text::new(zh, en));
        assert_eq!(names, [named("国庆节", "National Day"), named("国庆节", "国庆节"), None]);
    }

    #[test]
    fn says_what_is_no_day() {
        let line = |json: &str, lang| {
            let error = read(json).unwrap_err();
            (error.problems()[0].line(lang), error.problems()[0].at.path.clone().unwrap())
        };
        let date = r#"[{"day": "2026-02-31", "worked": true}]"#;
        assert_eq!(
            line(date, Lang::En),
            ("`2026-02-31` is no date; write e.g. 2026-10-01 [days/date]".into(), "days.0.day".into())
        );
        assert_eq!(line(date, Lang::Zh).0, "“2026-02-31”不是日期。应写成例如 2026-10-01 [days/date]");
        let kind = r#"[{"day": "2026-10-01", "kind": "holidy"}]"#;
        assert_eq!(
            line(kind, Lang::En),
            ("`holidy` is no kind of day; did you mean `holiday`? [days/kind]".into(), "days.0.kind".into())
        );
        assert_eq!(line(kind, Lang::Zh).0, "没有“holidy”这种日子。是否指 holiday？ [days/kind]");
        let name = r#"[{"day": "2026-10-01", "worked": true, "name": 7}]"#;
        assert_eq!(
            line(name, Lang::En),
            (
                r#"this is no name; write e.g. "厂庆", {"zh": "厂庆", "en": "Founders' day"} [days/name]"#
                    .into(),
                "days.0.name".into()
            )
        );
        assert_eq!(
            line(name, Lang::Zh).0,
            r#"这不是名称。应写成例如 "厂庆", {"zh": "厂庆", "en": "Founders' day"} [days/name]"#
        );
        assert_eq!(
            line("7", Lang::En).0,
            r#"not a list of days; write e.g. [{"day": "2026-10-01", "kind": "closure"}] [days/form]"#
        );
        assert_eq!(
            line("7", Lang::Zh).0,
            r#"不是日子的列表。应写成例如 [{"day": "2026-10-01", "kind": "closure"}] [days/form]"#
        );
        let none = r#"[{"day": "2026-10-01"}]"#;
        assert_eq!(
            line(none, Lang::En).0,
            "what kind of day it is, is not said; use one of workday, makeup_workday, weekend, break_weekend, \
             adjusted_rest_day, statutory_holiday, holiday, closure, opening [days/kind]"
        );
        assert_eq!(
            line(none, Lang::Zh).0,
            "没有说明是何种日子。应为 workday、makeup_workday、weekend、break_weekend、adjusted_rest_day、\
             statutory_holiday、holiday、closure、opening 之一 [days/kind]"
        );
    }

    #[test]
    fn days_of_a_calendar() {
        let day = |text: &str| -> NaiveDate { text.parse().unwrap() };
        let china = Calendar::china();
        let days = CalendarDayView::all(&china, day("2026-09-30"), day("2026-10-01")).unwrap();
        assert_eq!(
            days.iter().map(|d| (d.kind, d.worked)).collect::<Vec<_>>(),
            [("workday", true), ("statutory_holiday", false)]
        );
        let far = CalendarDayView::all(&china, day("0001-01-01"), day("9999-12-31")).unwrap_err();
        assert_eq!(far.problems()[0].code, "calendar/range");
        assert!(CalendarDayView::all(&china, day("2026-10-01"), day("2026-09-30")).unwrap().is_empty());
    }
}
