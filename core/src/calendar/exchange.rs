//! Days from and to other programs: holiday-cn JSON and iCalendar in, iCalendar and a CSV day table out.

use super::calendar::{Calendar, refuse};
use super::day::{Kind, date, number, weekday};
use super::layers::DayEntry;
use crate::problem::{Error, Problem, Text};
use chrono::{Datelike, NaiveDate};
use serde::Deserialize;

/// A year's file of holiday-cn, as far as it is used.
#[derive(Deserialize)]
struct HolidayCn {
    days: Vec<HolidayCnDay>,
}

#[derive(Deserialize)]
struct HolidayCnDay {
    name: String,
    date: String,
    #[serde(rename = "isOffDay")]
    is_off_day: bool,
}

/// Reads a year's file of holiday-cn: `{"days": [{"name", "date", "isOffDay"}]}`. Lay it over a calendar with
/// [`Calendar::with_entries`], or with [`Calendar::with_notice`] if it is the arrangement of a whole year.
///
/// # Errors
/// [`Error::Calendar`] `json/form`, `json/date`, `json/empty`: an empty list is an unpublished year, not one
/// without holidays.
pub fn holiday_cn(text: &str) -> Result<Vec<DayEntry>, Error> {
    let file: HolidayCn = serde_json::from_str(text).map_err(|e| {
        let mut problem = Problem::new(
            "json/form",
            format!("不是 holiday-cn 的文件：{e}"),
            format!("not a holiday-cn file: {e}"),
        )
        .columns(u32::try_from(e.column()).unwrap_or(1), 1);
        problem.at.line = u32::try_from(e.line()).ok();
        refuse(problem)
    })?;
    if file.days.is_empty() {
        return Err(refuse(
            Problem::new("json/empty", "文件中没有任何日子", "the file lists no day")
                .help("该年的安排可能尚未公布", "that year may not be published yet"),
        ));
    }
    let entry = |(i, day): (usize, &HolidayCnDay)| {
        let date: NaiveDate = day.date.parse().map_err(|_| {
            refuse(
                Problem::new(
                    "json/date",
                    format!("“{}”不是日期", day.date),
                    format!("`{}` is no date", day.date),
                )
                .help("应写成例如 2026-10-01", "write e.g. 2026-10-01")
                .path(format!("days.{i}.date")),
            )
        })?;
        Ok(entry_of(date, !day.is_off_day, &day.name))
    };
    file.days.iter().enumerate().map(entry).collect()
}

fn entry_of(day: NaiveDate, worked: bool, name: &str) -> DayEntry {
    let weekend = day.weekday().num_days_from_monday() >= 5;
    let kind = match (worked, weekend) {
        (true, _) => Kind::MakeupWorkday,
        (false, true) => Kind::BreakWeekend,
        (false, false) => Kind::Holiday,
    };
    let name = (!name.is_empty()).then(|| Text::new(name, name));
    DayEntry { day, kind, name }
}

/// Reads the whole-day events of an iCalendar file. An event whose summary says 班, 上班 or "work" is a day worked in
/// exchange, any other a day off.
///
/// # Errors
/// [`Error::Calendar`] `ics/...` with the line: no calendar, an event with a time of day, a time zone the file does not
/// define, a recurring event, an end before the start.
pub fn icalendar(text: &str) -> Result<Vec<DayEntry>, Error> {
    let lines = unfold(text);
    let zones: Vec<&str> = lines.iter().filter_map(|(_, line)| line.strip_prefix("TZID:")).collect();
    if !lines.iter().any(|(_, line)| line == "BEGIN:VCALENDAR") {
        return Err(ics(
            1,
            "ics/form",
            "不是 iCalendar 文件",
            "not an iCalendar file",
            "应以 BEGIN:VCALENDAR 开头",
            "it begins with BEGIN:VCALENDAR",
        ));
    }
    let mut entries = Vec::new();
    let mut event: Option<Event> = None;
    for (at, line) in &lines {
        let (head, value) = line.split_once(':').unwrap_or((line, ""));
        let (name, parameters) = head.split_once(';').unwrap_or((head, ""));
        match (name, value, &mut event) {
            ("BEGIN", "VEVENT", Some(open)) => return Err(open.never_ends()),
            ("BEGIN", "VEVENT", None) => event = Some(Event { line: *at, ..Event::default() }),
            ("END", "VEVENT", Some(done)) => {
                done.add(&mut entries)?;
                event = None;
            }
            ("DTSTART", _, Some(event)) => event.from = Some(whole_day(*at, parameters, value, &zones)?),
            ("DTEND", _, Some(event)) => event.to = Some(whole_day(*at, parameters, value, &zones)?),
            ("SUMMARY", _, Some(event)) => event.summary = value.replace("\\,", ",").replace("\\;", ";"),
            ("RRULE" | "RDATE", _, Some(_)) => {
                return Err(ics(
                    *at,
                    "ics/recurring",
                    "不支持重复的事件",
                    "recurring events are not read",
                    "请逐日列出",
                    "list each day",
                ));
            }
            _ => {}
        }
    }
    match event {
        Some(open) => Err(open.never_ends()),
        None => Ok(entries),
    }
}

#[derive(Default)]
struct Event {
    line: u32,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
    summary: String,
}

impl Event {
    fn never_ends(&self) -> Error {
        ics(
            self.line,
            "ics/end",
            "事件没有结束行，文件可能不完整",
            "the event has no last line; the file may be cut off",
            "应有 END:VEVENT",
            "it needs an END:VEVENT",
        )
    }

    /// Its days; the end is not included, and missing means one day.
    fn add(&self, entries: &mut Vec<DayEntry>) -> Result<(), Error> {
        let Some(from) = self.from else {
            return Err(ics(
                self.line,
                "ics/start",
                "事件没有开始日期",
                "the event has no start",
                "应有 DTSTART",
                "it needs a DTSTART",
            ));
        };
        let to = self.to.map_or(number(from).saturating_add(1), number);
        if to <= number(from) {
            return Err(ics(
                self.line,
                "ics/order",
                "事件的结束不晚于开始",
                "the event ends before it begins",
                "DTEND 为最后一天的次日",
                "DTEND is the day after the last",
            ));
        }
        let worked = says_worked(&self.summary);
        entries.extend((number(from)..to).filter_map(date).map(|day| entry_of(day, worked, &self.summary)));
        Ok(())
    }
}

/// Whether a summary names a day worked in exchange. "Workers' Day" is none, nor is "non-working day" or 不上班.
fn says_worked(summary: &str) -> bool {
    let lower = summary.to_ascii_lowercase();
    let said = |any: &[&str]| lower.split(|c: char| !c.is_ascii_alphabetic()).any(|word| any.contains(&word));
    let worked = said(&["work", "working", "workday", "workdays"]) && !said(&["no", "non", "not", "off"]);
    worked || (lower.contains('班') && !lower.contains('不'))
}

fn whole_day(line: u32, parameters: &str, value: &str, zones: &[&str]) -> Result<NaiveDate, Error> {
    let zone = parameters.split(';').find_map(|p| p.strip_prefix("TZID="));
    if let Some(zone) = zone.map(|z| z.trim_matches('"')).filter(|zone| !zones.contains(zone)) {
        return Err(ics(
            line,
            "ics/zone",
            &format!("文件没有定义时区“{zone}”"),
            &format!("the file does not define the time zone `{zone}`"),
            "应有其 VTIMEZONE，或用整日 VALUE=DATE",
            "give its VTIMEZONE, or use whole days, VALUE=DATE",
        ));
    }
    let bad = |zh: &str, en: &str| {
        ics(
            line,
            "ics/date",
            zh,
            en,
            "应写成 DTSTART;VALUE=DATE:20261001",
            "write DTSTART;VALUE=DATE:20261001",
        )
    };
    let digits: Option<(i32, u32, u32)> = (value.len() == 8)
        .then(|| {
            let part = |range: core::ops::Range<usize>| value.get(range)?.parse::<u32>().ok();
            Some((i32::try_from(part(0..4)?).ok()?, part(4..6)?, part(6..8)?))
        })
        .flatten();
    let Some((year, month, day)) = digits else {
        return Err(bad(&format!("“{value}”不是整日"), &format!("`{value}` is no whole day")));
    };
    NaiveDate::from_ymd_opt(year, month, day)
        .ok_or_else(|| bad(&format!("“{value}”不是日期"), &format!("`{value}` is no date")))
}

/// Lines with their numbers; a line that begins with a blank continues the one before.
fn unfold(text: &str) -> Vec<(u32, String)> {
    let mut lines: Vec<(u32, String)> = Vec::new();
    for (number, line) in (1_u32..).zip(text.lines()) {
        let line = line.trim_end_matches('\r');
        match (line.strip_prefix([' ', '\t']), lines.last_mut()) {
            (Some(more), Some(last)) => last.1.push_str(more),
            _ => lines.push((number, line.trim_start_matches('\u{feff}').to_owned())),
        }
    }
    lines
}

fn ics(line: u32, code: &str, zh: &str, en: &str, help_zh: &str, help_en: &str) -> Error {
    let mut problem = Problem::new(code, zh, en).help(help_zh, help_en).columns(1, 1);
    problem.at.line = Some(line);
    refuse(problem)
}

impl Calendar {
    /// With a year's whole arrangement: its days laid over, the year known from then on. Its last days of December
    /// stay open where the following year's notice may move them.
    ///
    /// # Errors
    /// As [`Calendar::with_entries`]; `calendar/gap` if the year before is not known.
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

    /// A table of days: `date,weekday,kind,workday,number,name_zh,name_en`; `number` counts working days, so that a
    /// spreadsheet can look deadlines up.
    pub fn to_csv(&self, from: NaiveDate, to: NaiveDate) -> String {
        let mut csv = String::from("date,weekday,kind,workday,number,name_zh,name_en\r\n");
        let mut n = 0_u32;
        for (day, kind) in self.days().filter(|(day, _)| (from..=to).contains(day)) {
            n = n.saturating_add(u32::from(kind.is_workday()));
            let name = self.name(day).cloned().unwrap_or_default();
            let worked = u8::from(kind.is_workday());
            let line = format!(
                "{day},{},{},{worked},{n},{},{}\r\n",
                weekday(day).1,
                kind.id(),
                cell(&name.zh),
                cell(&name.en)
            );
            csv.push_str(&line);
        }
        csv
    }

    /// The days that depart from the plain week, as whole-day events of an iCalendar file. Reading it back gives the
    /// same days off and days worked.
    pub fn to_icalendar(&self, from: NaiveDate, to: NaiveDate) -> String {
        let mut out =
            String::from("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//aftersales//working days//EN\r\n");
        let stamp = self.known.1.and_time(chrono::NaiveTime::MIN);
        let compact = |day: NaiveDate| format!("{:04}{:02}{:02}", day.year(), day.month(), day.day());
        for (day, kind) in self.days().filter(|(day, _)| (from..=to).contains(day)) {
            if matches!(kind, Kind::Workday | Kind::Weekend) {
                continue;
            }
            let name = self.name(day).map_or_else(|| kind.label().zh, |name| name.zh.clone());
            let mark = if kind.is_workday() { "（班）" } else { "" };
            let name = name.replace('\\', "\\\\").replace(',', "\\,").replace(';', "\\;");
            out.push_str(&format!(
                "BEGIN:VEVENT\r\nUID:{day}@aftersales\r\nDTSTAMP:{}T000000Z\r\nDTSTART;VALUE=DATE:{}\r\nDTEND;VALUE=DATE:{}\r\nSUMMARY:{name}{mark}\r\nTRANSP:TRANSPARENT\r\nEND:VEVENT\r\n",
                compact(stamp.date()),
                compact(day),
                compact(day.succ_opt().unwrap_or(day)),
            ));
        }
        out.push_str("END:VCALENDAR\r\n");
        out
    }
}

/// A CSV cell, quoted where it must be.
fn cell(text: &str) -> String {
    if text.contains(['"', ',', '\n']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
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
    }

    #[test]
    fn out_and_in_again() {
        let china = Calendar::china();
        let (from, to) = (day("2026-01-01"), day("2026-12-31"));
        let entries = icalendar(&china.to_icalendar(from, to)).unwrap();
        let plain = Calendar::weeks(Text::new("周", "weeks"), from, to).unwrap();
        let again = plain.with_entries(&entries).unwrap();
        for date in from.iter_days().take(365) {
            assert_eq!(china.is_workday(date).unwrap(), again.is_workday(date).unwrap(), "{date}");
        }
        let csv = china.to_csv(from, to);
        assert_eq!(csv.lines().count(), 366);
        assert_eq!(csv.lines().nth(4).unwrap(), "2026-01-04,Sunday,makeup_workday,1,1,元旦,New Year's Day");
        assert_eq!(csv.lines().last().unwrap(), "2026-12-31,Thursday,workday,1,248,,"); // 248 working days
    }

    #[test]
    fn a_summary_says_whether_a_day_is_worked() {
        for (summary, worked) in [
            ("春节（班）", true),
            ("国庆节上班", true),
            ("Special Working Day", true),
            ("Make-up workday", true),
            ("International Workers' Day", false),
            ("Non-working day", false),
            ("Day off work", false),
            ("劳动节（休）", false),
            ("春节，不上班", false),
        ] {
            assert_eq!(says_worked(summary), worked, "{summary}");
        }
    }

    #[test]
    fn an_event_cut_off_is_not_lost() {
        let text = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20261001\nSUMMARY:国庆节\n";
        let again = format!("{text}BEGIN:VEVENT\nDTSTART;VALUE=DATE:20261002\nEND:VEVENT\nEND:VCALENDAR");
        for cut in [text, again.as_str()] {
            let error = icalendar(cut).unwrap_err();
            let [problem] = error.problems() else { panic!("{error}") };
            assert_eq!(
                problem.line(Lang::En),
                "2:1: the event has no last line; the file may be cut off; it needs an END:VEVENT [ics/end]"
            );
            assert_eq!(
                problem.line(Lang::Zh),
                "2:1: 事件没有结束行，文件可能不完整。应有 END:VEVENT [ics/end]"
            );
        }
    }

    #[test]
    fn says_what_a_file_lacks() {
        let refusal = |result: Result<Vec<DayEntry>, Error>| result.unwrap_err().problems()[0].clone();
        let event = |lines: &str| {
            icalendar(&format!("BEGIN:VCALENDAR\nBEGIN:VEVENT\n{lines}\nEND:VEVENT\nEND:VCALENDAR"))
        };
        let p = refusal(event("DTSTART;TZID=Asia/Shanghai:20261001T000000"));
        assert_eq!(
            p.line(Lang::En),
            "3:1: the file does not define the time zone `Asia/Shanghai`; give its VTIMEZONE, or use whole days, \
             VALUE=DATE [ics/zone]"
        );
        assert_eq!(
            p.line(Lang::Zh),
            "3:1: 文件没有定义时区“Asia/Shanghai”。应有其 VTIMEZONE，或用整日 VALUE=DATE [ics/zone]"
        );
        for (lines, code) in [
            ("DTSTART:20261001T000000Z", "ics/date"),
            ("DTSTART;VALUE=DATE:20260231", "ics/date"),
            ("SUMMARY:x", "ics/start"),
            ("DTSTART;VALUE=DATE:20261001\nDTEND;VALUE=DATE:20261001", "ics/order"),
            ("DTSTART;VALUE=DATE:20261001\nRRULE:FREQ=YEARLY", "ics/recurring"),
        ] {
            assert_eq!(refusal(event(lines)).code, code, "{lines}");
        }
        assert_eq!(refusal(icalendar("hello")).code, "ics/form");
        assert_eq!(refusal(holiday_cn("{}")).code, "json/form");
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
