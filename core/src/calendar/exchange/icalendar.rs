//! Calendar files (iCalendar, RFC 5545): whole-day events in, a calendar's special days out.

use super::listed;
use crate::calendar::DayEntry;
use crate::calendar::calendar::{Calendar, refuse};
use crate::calendar::day::{Kind, date, number};
use crate::problem::{Error, Problem};
use chrono::{Datelike, NaiveDate};

/// As many days as a file may name: a century of them. One event could otherwise claim the years 1 to 9999.
const MOST: usize = 36_600;

/// Reads the whole-day events of an iCalendar file. An event whose summary says 班, 上班 or "work" is a day worked in
/// exchange, any other a day off; a cancelled one is left out.
///
/// # Errors
/// [`Error::Calendar`] `ics/...` with the line: no calendar, an event with a time of day, a time zone the file does not
/// define, a recurring event, an end before the start, more days than a century has.
pub fn icalendar(text: &str) -> Result<Vec<DayEntry>, Error> {
    let lines = unfold(text);
    let zones: Vec<&str> = lines.iter().filter_map(|(_, line)| line.strip_prefix("TZID:")).collect();
    if !lines.iter().any(|(_, line)| line.eq_ignore_ascii_case("BEGIN:VCALENDAR")) {
        return Err(ics(
            1,
            "ics/form",
            ("不是 iCalendar 文件", "not an iCalendar file"),
            ("应以 BEGIN:VCALENDAR 开头", "it begins with BEGIN:VCALENDAR"),
        ));
    }
    let mut entries = Vec::new();
    let mut event: Option<Event> = None;
    for (at, line) in &lines {
        let property = Property::read(*at, line);
        match (property.name.as_str(), property.value, &mut event) {
            ("BEGIN", "VEVENT", Some(open)) => return Err(open.never_ends()),
            ("BEGIN", "VEVENT", None) => event = Some(Event { line: *at, ..Event::default() }),
            ("END", "VEVENT", Some(done)) => {
                done.add(&mut entries)?;
                event = None;
            }
            (_, _, Some(event)) => event.take(&property, &zones)?,
            _ => {}
        }
    }
    match event {
        Some(open) => Err(open.never_ends()),
        None => Ok(entries),
    }
}

/// One line: `DTSTART;VALUE=DATE:20261001`.
struct Property<'a> {
    line: u32,
    name: String,
    parameters: &'a str,
    value: &'a str,
}

impl<'a> Property<'a> {
    fn read(line: u32, text: &'a str) -> Self {
        let (head, value) = text.split_once(':').unwrap_or((text, ""));
        let (name, parameters) = head.split_once(';').unwrap_or((head, ""));
        Self { line, name: name.to_ascii_uppercase(), parameters, value: value.trim_end() }
    }
}

/// An event, as far as it was read.
#[derive(Default)]
struct Event {
    line: u32,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
    /// Its length in days, where the file gives that instead of an end.
    days: Option<i32>,
    summary: String,
    cancelled: bool,
    /// Inside of what it holds itself: an alarm has a summary of its own.
    inside: u32,
}

impl Event {
    fn take(&mut self, property: &Property<'_>, zones: &[&str]) -> Result<(), Error> {
        match property.name.as_str() {
            "BEGIN" => self.inside = self.inside.saturating_add(1),
            "END" => self.inside = self.inside.saturating_sub(1),
            _ if self.inside > 0 => {}
            "DTSTART" => self.from = Some(whole_day(property, zones)?),
            "DTEND" => self.to = Some(whole_day(property, zones)?),
            "DURATION" => self.days = Some(length(property)?),
            "SUMMARY" => self.summary = unescaped(property.value),
            "STATUS" => self.cancelled = property.value.eq_ignore_ascii_case("CANCELLED"),
            "RRULE" | "RDATE" => {
                return Err(ics(
                    property.line,
                    "ics/recurring",
                    ("不支持重复的事件", "recurring events are not read"),
                    ("请逐日列出", "list each day"),
                ));
            }
            _ => {}
        }
        Ok(())
    }

    fn never_ends(&self) -> Error {
        ics(
            self.line,
            "ics/end",
            ("事件没有结束行，文件可能不完整", "the event has no last line; the file may be cut off"),
            ("应有 END:VEVENT", "it needs an END:VEVENT"),
        )
    }

    /// Its days; the end is not included, and missing means one day.
    fn add(&self, entries: &mut Vec<DayEntry>) -> Result<(), Error> {
        let Some(from) = self.from else {
            return Err(ics(
                self.line,
                "ics/start",
                ("事件没有开始日期", "the event has no start"),
                ("应有 DTSTART", "it needs a DTSTART"),
            ));
        };
        if self.cancelled {
            return Ok(());
        }
        let from = number(from);
        let to = self.to.map_or(from.saturating_add(self.days.unwrap_or(1)), number);
        if to <= from {
            return Err(ics(
                self.line,
                "ics/order",
                ("事件的结束不晚于开始", "the event ends before it begins"),
                ("DTEND 为最后一天的次日", "DTEND is the day after the last"),
            ));
        }
        let all = usize::try_from(to.saturating_sub(from)).unwrap_or(MOST).saturating_add(entries.len());
        if all > MOST {
            return Err(ics(
                self.line,
                "ics/many",
                (
                    &format!("到这一事件为止共有 {all} 天，超过 {MOST} 天（一百年）"),
                    &format!("up to this event the file names {all} days, more than {MOST}, a century"),
                ),
                ("请检查 DTSTART 和 DTEND 的年份", "look at the years of DTSTART and DTEND"),
            ));
        }
        let worked = says_worked(&self.summary);
        entries.extend((from..to).filter_map(date).map(|day| listed(day, worked, &self.summary)));
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

fn whole_day(property: &Property<'_>, zones: &[&str]) -> Result<NaiveDate, Error> {
    let Property { line, parameters, value, .. } = property;
    let zone = parameters.split(';').find_map(|p| p.strip_prefix("TZID="));
    if let Some(zone) = zone.map(|z| z.trim_matches('"')).filter(|zone| !zones.contains(zone)) {
        return Err(ics(
            *line,
            "ics/zone",
            (
                &format!("文件没有定义时区“{zone}”"),
                &format!("the file does not define the time zone `{zone}`"),
            ),
            ("应有其 VTIMEZONE，或用整日 VALUE=DATE", "give its VTIMEZONE, or use whole days, VALUE=DATE"),
        ));
    }
    let bad = |what: (&str, &str)| {
        let help = ("应写成 DTSTART;VALUE=DATE:20261001", "write DTSTART;VALUE=DATE:20261001");
        ics(*line, "ics/date", what, help)
    };
    let part = |range: core::ops::Range<usize>| {
        value.get(range).filter(|part| part.bytes().all(|b| b.is_ascii_digit()))?.parse::<u32>().ok()
    };
    let digits = || Some((i32::try_from(part(0..4)?).ok()?, part(4..6)?, part(6..8)?));
    let Some((year, month, day)) = digits().filter(|_| value.len() == 8) else {
        return Err(bad((&format!("“{value}”不是整日"), &format!("`{value}` is no whole day"))));
    };
    NaiveDate::from_ymd_opt(year, month, day)
        .ok_or_else(|| bad((&format!("“{value}”不是日期"), &format!("`{value}` is no date"))))
}

/// `P3D`, `P1W`.
fn length(property: &Property<'_>) -> Result<i32, Error> {
    let days = || {
        let length = property.value.strip_prefix('P')?;
        let (n, each) = match length.strip_suffix('W') {
            Some(weeks) => (weeks, 7),
            None => (length.strip_suffix('D')?, 1),
        };
        n.parse::<i32>().ok()?.checked_mul(each)
    };
    days().ok_or_else(|| {
        ics(
            property.line,
            "ics/duration",
            (
                &format!("“{}”不是整日的时长", property.value),
                &format!("`{}` is no length in whole days", property.value),
            ),
            ("应写成例如 P3D，或给出 DTEND", "write e.g. P3D, or give a DTEND"),
        )
    })
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

fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match if c == '\\' { chars.next() } else { Some(c) } {
            Some('n' | 'N') if c == '\\' => out.push('\n'),
            Some(plain) => out.push(plain),
            None => {}
        }
    }
    out
}

fn escaped(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace(',', "\\,").replace(';', "\\;");
    text.replace("\r\n", "\\n").replace(['\n', '\r'], "\\n")
}

fn ics(line: u32, code: &str, (zh, en): (&str, &str), (help_zh, help_en): (&str, &str)) -> Error {
    let mut problem = Problem::new(code, zh, en).help(help_zh, help_en).columns(1, 1);
    problem.at.line = Some(line);
    refuse(problem)
}

impl Calendar {
    /// The days that depart from the plain week, as whole-day events of an iCalendar file. Reading it back gives the
    /// same days off and days worked.
    pub fn to_icalendar(&self, from: NaiveDate, to: NaiveDate) -> String {
        let mut out =
            String::from("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//aftersales//working days//EN\r\n");
        let compact = |day: NaiveDate| format!("{:04}{:02}{:02}", day.year(), day.month(), day.day());
        let stamp = compact(self.known.1);
        for (day, kind) in self.days().filter(|(day, _)| (from..=to).contains(day)) {
            if matches!(kind, Kind::Workday | Kind::Weekend) {
                continue;
            }
            let name = self.name(day).map_or_else(|| kind.label().zh, |name| name.zh.clone());
            // What the summary says must be what the day is, whatever the name says.
            let mark = if kind.is_workday() { "（班）" } else { "" };
            let summary = [format!("{name}{mark}"), kind.label().zh];
            let summary = summary.into_iter().find(|summary| says_worked(summary) == kind.is_workday());
            let summary = escaped(&summary.unwrap_or(name));
            let (first, after) = (compact(day), compact(day.succ_opt().unwrap_or(day)));
            out.push_str(&format!(
                "BEGIN:VEVENT\r\nUID:{day}@aftersales\r\nDTSTAMP:{stamp}T000000Z\r\nDTSTART;VALUE=DATE:{first}\r\n\
                 DTEND;VALUE=DATE:{after}\r\nSUMMARY:{summary}\r\nTRANSP:TRANSPARENT\r\nEND:VEVENT\r\n"
            ));
        }
        out.push_str("END:VCALENDAR\r\n");
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::{Lang, Text};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn event(lines: &str) -> Result<Vec<DayEntry>, Error> {
        icalendar(&format!("BEGIN:VCALENDAR\nBEGIN:VEVENT\n{lines}\nEND:VEVENT\nEND:VCALENDAR"))
    }

    #[test]
    fn out_and_in_again() {
        let named = |text: &str, kind, name: &str| DayEntry {
            day: day(text),
            kind,
            name: Some(Text::new(name, name)),
        };
        // Names that say the contrary of what the day is, or break a line.
        let odd = [
            named("2026-03-09", Kind::Closure, "无班次; a, b\\"),
            named("2026-03-07", Kind::Opening, "不休息\nSUMMARY:x"),
        ];
        let china = Calendar::china().with_entries(&odd).unwrap();
        let (from, to) = (day("2026-01-01"), day("2026-12-31"));
        let text = china.to_icalendar(from, to);
        let entries = icalendar(&text).unwrap();
        let plain = Calendar::weeks(Text::new("周", "weeks"), from, to).unwrap();
        let again = plain.with_entries(&entries).unwrap();
        for date in from.iter_days().take(365) {
            assert_eq!(china.is_workday(date).unwrap(), again.is_workday(date).unwrap(), "{date}");
        }
    }

    #[test]
    fn reads_what_others_write() {
        let days = |text: &str| -> Vec<String> {
            event(text).unwrap().iter().map(|entry| entry.day.to_string()).collect()
        };
        assert_eq!(days("dtstart;value=date:20261001\nDURATION:P2D"), ["2026-10-01", "2026-10-02"]);
        assert_eq!(days("DTSTART;VALUE=DATE:20261001\nDURATION:P1W").len(), 7);
        assert_eq!(days("DTSTART;VALUE=DATE:20261001\nSTATUS:CANCELLED").len(), 0);
        // An alarm inside has a summary of its own.
        let alarm = "DTSTART;VALUE=DATE:20261010\nSUMMARY:国庆节（班）\nBEGIN:VALARM\nSUMMARY:x\nEND:VALARM";
        assert_eq!(event(alarm).unwrap()[0].kind, Kind::MakeupWorkday);
        let folded = event("DTSTART;VALUE=DATE:20261001\nSUMMARY:国庆\n 节\\, 放假").unwrap();
        assert_eq!(folded[0].name.as_ref().unwrap().zh, "国庆节, 放假");
    }

    #[test]
    fn a_file_names_no_more_than_a_century() {
        let error = event("DTSTART;VALUE=DATE:00010101\nDTEND;VALUE=DATE:99991231").unwrap_err();
        let [problem] = error.problems() else { panic!("{error}") };
        assert_eq!(
            problem.line(Lang::En),
            "2:1: up to this event the file names 3652058 days, more than 36600, a century; look at the years of \
             DTSTART and DTEND [ics/many]"
        );
        assert_eq!(
            problem.line(Lang::Zh),
            "2:1: 到这一事件为止共有 3652058 天，超过 36600 天（一百年）。请检查 DTSTART 和 DTEND 的年份 [ics/many]"
        );
        let decade = "BEGIN:VEVENT\nDTSTART;VALUE=DATE:20200101\nDTEND;VALUE=DATE:20300101\nEND:VEVENT\n";
        let many = icalendar(&format!("BEGIN:VCALENDAR\n{}END:VCALENDAR", decade.repeat(11)));
        assert_eq!(many.unwrap_err().problems()[0].at.line, Some(42)); // the eleventh
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
            ("DTSTART;VALUE=DATE:20261001\nDURATION:PT3H", "ics/duration"),
            ("DTSTART;VALUE=DATE:+2026101", "ics/date"),
        ] {
            assert_eq!(refusal(event(lines)).code, code, "{lines}");
        }
        assert_eq!(refusal(icalendar("hello")).code, "ics/form");
        assert_eq!(
            refusal(event("DTSTART;VALUE=DATE:20261001\nDURATION:PT3H")).line(Lang::En),
            "4:1: `PT3H` is no length in whole days; write e.g. P3D, or give a DTEND [ics/duration]"
        );
        assert_eq!(
            refusal(event("DTSTART;VALUE=DATE:20261001\nDURATION:PT3H")).line(Lang::Zh),
            "4:1: “PT3H”不是整日的时长。应写成例如 P3D，或给出 DTEND [ics/duration]"
        );
    }
}
