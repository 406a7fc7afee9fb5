//! A year's arrangement: as the project holiday-cn keeps it, and laid over a calendar.

use super::listed;
use crate::calendar::DayEntry;
use crate::calendar::calendar::{Calendar, refuse};
use crate::calendar::day::number;
use crate::problem::{Error, Problem, Text};
use chrono::{Datelike, NaiveDate};
use serde_json::Value;

/// Reads a year's file of holiday-cn: `{"days": [{"name", "date", "isOffDay"}]}`. Lay it over a calendar with
/// [`Calendar::with_entries`], or with [`Calendar::with_notice`] if it is the arrangement of a whole year.
///
/// # Errors
/// [`Error::Calendar`] `json/form`, `json/date`, `json/empty`: an empty list is an unpublished year, not one
/// without holidays.
pub fn holiday_cn(text: &str) -> Result<Vec<DayEntry>, Error> {
    let file: Value = serde_json::from_str(text).map_err(|e| {
        let mut problem = no_form().columns(u32::try_from(e.column()).unwrap_or(1).max(1), 1);
        problem.at.line = u32::try_from(e.line()).ok();
        refuse(problem)
    })?;
    let days = file.get("days").and_then(Value::as_array).ok_or_else(|| refuse(no_form().path("days")))?;
    if days.is_empty() {
        return Err(refuse(
            Problem::new("json/empty", "文件中没有任何日子", "the file lists no day")
                .help("该年的安排可能尚未公布", "that year may not be published yet"),
        ));
    }
    days.iter().enumerate().map(|(at, day)| entry(at, day)).collect()
}

fn entry(at: usize, day: &Value) -> Result<DayEntry, Error> {
    let lacks = |key| refuse(no_form().path(format!("days.{at}.{key}")));
    let text = |key| day.get(key).and_then(Value::as_str).ok_or_else(|| lacks(key));
    let off = day.get("isOffDay").and_then(Value::as_bool).ok_or_else(|| lacks("isOffDay"))?;
    let (written, name) = (text("date")?, text("name")?);
    let date = crate::iso_day::parse(written).ok_or_else(|| {
        refuse(
            Problem::new("json/date", format!("“{written}”不是日期"), format!("`{written}` is no date"))
                .help("应写成例如 2026-10-01", "write e.g. 2026-10-01")
                .path(format!("days.{at}.date")),
        )
    })?;
    Ok(listed(date, !off, name))
}

fn no_form() -> Problem {
    let help = r#"{"days": [{"name": "国庆节", "date": "2026-10-01", "isOffDay": true}]}"#;
    Problem::new("json/form", "不是 holiday-cn 的文件", "not a holiday-cn file")
        .help(format!("应写成 {help}"), format!("its form is {help}"))
}

impl Calendar {
    /// With a year's whole arrangement: its days laid over, the year known from then on. Its last days of December
    /// stay open where the following year's notice may move them.
    ///
    /// # Errors
    /// As [`Calendar::with_entries`]; `calendar/gap` if the year before is not known, `calendar/no-days` if no entry
    /// lies in the year.
    pub fn with_notice(&self, year: i32, entries: &[DayEntry]) -> Result<Self, Error> {
        let next = self.known.1.year().saturating_add(1);
        if year > next {
            return Err(refuse(
                Problem::new(
                    "calendar/gap",
                    format!("{next}年的安排尚未知"),
                    format!("the arrangement of {next} is not known"),
                )
                .help(format!("请先导入{next}年"), format!("import {next} first")),
            ));
        }
        if !entries.iter().any(|entry| entry.day.year() == year) {
            return Err(refuse(
                Problem::new(
                    "calendar/no-days",
                    format!("所给的日子没有一天在{year}年"),
                    format!("none of these days lies in {year}"),
                )
                .help("请给出该年的全部安排", "give the whole arrangement of that year"),
            ));
        }
        let mut calendar = self.clone();
        let settled = NaiveDate::from_ymd_opt(year, 12, 27).unwrap_or(self.known.1);
        for (day, mark) in (calendar.first..).zip(&mut calendar.marks) {
            mark.open &= day > number(settled);
        }
        let end = NaiveDate::from_ymd_opt(year, 12, 31).unwrap_or(self.known.1);
        calendar.known.1 = calendar.known.1.max(end);
        calendar.assumption = Text::new(
            format!("{}年以后的放假安排未知：按周末和法定节假日推算，未计调休", calendar.known.1.year()),
            format!(
                "nothing is known after {}: weekends and statutory holidays, no exchanged days",
                calendar.known.1.year()
            ),
        );
        calendar.with_entries(entries)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Kind;
    use crate::problem::Lang;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// The first days of holiday-cn's 2026.json.
    const JSON: &str = r#"{"$schema": "x", "year": 2026, "papers": [], "days": [
        {"name": "元旦", "date": "2026-01-01", "isOffDay": true},
        {"name": "元旦", "date": "2026-01-02", "isOffDay": true},
        {"name": "元旦", "date": "2026-01-03", "isOffDay": true},
        {"name": "元旦", "date": "2026-01-04", "isOffDay": false}]}"#;

    #[test]
    fn a_notice_that_came_out_later() {
        let before = Calendar::china_as_of(day("2025-11-03")).unwrap();
        assert_eq!(before.known_until(), day("2025-12-31"));
        assert!(before.is_workday(day("2026-01-02")).unwrap());
        let after = before.with_notice(2026, &holiday_cn(JSON).unwrap()).unwrap();
        assert_eq!(after.known_until(), day("2026-12-31"));
        assert_eq!(after.kind(day("2026-01-02")).unwrap(), Kind::Holiday);
        assert_eq!(after.kind(day("2026-01-04")).unwrap(), Kind::MakeupWorkday);
        assert_eq!(after.name(day("2026-01-04")).unwrap().zh, "元旦");
        let error = before.with_notice(2027, &[]).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the arrangement of 2026 is not known; import 2026 first [calendar/gap]"
        );
        let error = after.with_notice(2027, &holiday_cn(JSON).unwrap()).unwrap_err();
        assert_eq!(
            error.problems()[0].line(Lang::En),
            "none of these days lies in 2027; give the whole arrangement of that year [calendar/no-days]"
        );
        assert_eq!(
            error.problems()[0].line(Lang::Zh),
            "所给的日子没有一天在2027年。请给出该年的全部安排 [calendar/no-days]"
        );
    }

    #[test]
    fn says_what_a_file_lacks() {
        let refusal = |result: Result<Vec<DayEntry>, Error>| result.unwrap_err().problems()[0].clone();
        let form = r#"{"days": [{"name": "国庆节", "date": "2026-10-01", "isOffDay": true}]}"#;
        let cut = refusal(holiday_cn("{\"days\": [\n"));
        assert_eq!(cut.line(Lang::En), format!("2:1: not a holiday-cn file; its form is {form} [json/form]"));
        assert_eq!(cut.line(Lang::Zh), format!("2:1: 不是 holiday-cn 的文件。应写成 {form} [json/form]"));
        let path = |text: &str| {
            let p = refusal(holiday_cn(text));
            (p.code, p.at.path.unwrap_or_default())
        };
        assert_eq!(path("{}"), ("json/form".into(), "days".into()));
        let off = r#"{"days": [{"name": "x", "date": "2026-10-01"}]}"#;
        assert_eq!(path(off), ("json/form".into(), "days.0.isOffDay".into()));
        assert_eq!(
            refusal(holiday_cn(r#"{"days": []}"#)).line(Lang::Zh),
            "文件中没有任何日子。该年的安排可能尚未公布 [json/empty]"
        );
        let p = refusal(holiday_cn(r#"{"days": [{"name": "x", "date": "2026-02-31", "isOffDay": true}]}"#));
        assert_eq!((p.code.as_str(), p.at.path.as_deref()), ("json/date", Some("days.0.date")));
        // One day with two names.
        let two = r#"{"days": [{"name": "国庆节", "date": "2026-10-01", "isOffDay": true},
                              {"name": "中秋节", "date": "2026-10-01", "isOffDay": true}]}"#;
        let error = Calendar::china().with_entries(&holiday_cn(two).unwrap()).unwrap_err();
        assert_eq!(error.problems()[0].code, "calendar/twice");
    }
}
