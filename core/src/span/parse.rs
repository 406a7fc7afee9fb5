//! How a span is read: a scanner over characters that knows where it stands.

use super::numeral::{self, Numeral, is_numeral};
use super::{Span, Unit};
use crate::problem::{Problem, nearest};
use crate::rate::half_width;

/// No document counts a million of anything.
const MOST: u32 = 999_999;

/// Words for a unit. Where one word begins another the longer stands first.
const UNITS: [(&str, Unit); 50] = [
    ("minutes", Unit::Minutes),
    ("minute", Unit::Minutes),
    ("min", Unit::Minutes),
    ("working hours", Unit::WorkingHours),
    ("working hour", Unit::WorkingHours),
    ("business hours", Unit::WorkingHours),
    ("business hour", Unit::WorkingHours),
    ("hours", Unit::Hours),
    ("hour", Unit::Hours),
    ("hrs", Unit::Hours),
    ("hr", Unit::Hours),
    ("h", Unit::Hours),
    ("calendar days", Unit::CalendarDays),
    ("calendar day", Unit::CalendarDays),
    ("working days", Unit::WorkingDays),
    ("working day", Unit::WorkingDays),
    ("business days", Unit::WorkingDays),
    ("business day", Unit::WorkingDays),
    ("workdays", Unit::WorkingDays),
    ("workday", Unit::WorkingDays),
    ("days", Unit::Days),
    ("day", Unit::Days),
    ("d", Unit::Days),
    ("weeks", Unit::Weeks),
    ("week", Unit::Weeks),
    ("months", Unit::Months),
    ("month", Unit::Months),
    ("years", Unit::Years),
    ("year", Unit::Years),
    ("分钟", Unit::Minutes),
    ("个工作小时", Unit::WorkingHours),
    ("工作小时", Unit::WorkingHours),
    ("个小时", Unit::Hours),
    ("小时", Unit::Hours),
    ("个工作日", Unit::WorkingDays),
    ("工作日", Unit::WorkingDays),
    ("个工作天", Unit::WorkingDays),
    ("工作天", Unit::WorkingDays),
    ("个日历日", Unit::CalendarDays),
    ("日历日", Unit::CalendarDays),
    ("日历天", Unit::CalendarDays),
    ("个自然日", Unit::CalendarDays),
    ("自然日", Unit::CalendarDays),
    ("天", Unit::Days),
    ("日", Unit::Days),
    ("周", Unit::Weeks),
    ("个星期", Unit::Weeks),
    ("星期", Unit::Weeks),
    ("个月", Unit::Months),
    ("年", Unit::Years),
];

/// Spans that are one word.
const WORDS: [(&str, Span); 14] = [
    ("same day", Span::SameDay),
    ("当天", Span::SameDay),
    ("当日", Span::SameDay),
    ("同日", Span::SameDay),
    ("as agreed", Span::Agreed),
    ("agreed", Span::Agreed),
    ("按约定", Span::Agreed),
    ("约定", Span::Agreed),
    ("promptly", Span::Promptly),
    ("及时", Span::Promptly),
    ("尽快", Span::Promptly),
    ("unset", Span::Unset),
    ("未定", Span::Unset),
    ("未规定", Span::Unset),
];

const NEXT_MONTH: [&str; 3] = ["次月", "下月", "下个月"];
const BETWEEN: [&str; 6] = ["..", "-", "~", "至", "到", "to"];
const BEFORE: [&str; 2] = ["within", "在"];
const AFTER: [&str; 3] = ["以内", "之内", "内"];

/// A refusal is large and rare.
type Read<T> = Result<T, Box<Problem>>;

pub(super) fn span(text: &str) -> Read<Span> {
    let mut scan = Scan::new(text);
    if scan.at_end() {
        return Err(Box::new(
            scan.problem("span/empty", 0, "时限为空", "the span is empty")
                .help("应写成例如 5个工作日", "write e.g. 5 working days"),
        ));
    }
    scan.any_of(&BEFORE);
    let read = if let Some(word) = scan.entry(&WORDS) {
        word
    } else if scan.any_of(&NEXT_MONTH) {
        let day = scan.day_of_month()?;
        scan.any_of(&["日", "号"]);
        scan.any_of(&["之前", "以前", "前"]);
        Span::DayOfNextMonth(day)
    } else if let Some(day) = english_next_month(&mut scan) {
        Span::DayOfNextMonth(day?)
    } else {
        counted(&mut scan)?
    };
    scan.any_of(&AFTER);
    scan.end()?;
    Ok(read)
}

pub(super) fn unit(text: &str) -> Read<Unit> {
    let mut scan = Scan::new(text);
    let unit = scan.unit()?;
    scan.end()?;
    Ok(unit)
}

/// `5 working days`, `15..30 working days`, `15个工作日至30个工作日`.
fn counted(scan: &mut Scan) -> Read<Span> {
    let start = scan.at;
    let first = scan.amount()?;
    let unit_before = if scan.sees(&BETWEEN) { None } else { Some(scan.unit()?) };
    if !scan.any_of(&BETWEEN) {
        return match unit_before {
            Some(unit) => Ok(Span::Exactly(first, unit)),
            None => Err(Box::new(scan.no_unit())),
        };
    }
    let second = scan.amount()?;
    let length = scan.length_from(start);
    let unit_at = scan.at;
    let unit = scan.unit()?;
    if unit_before.is_some_and(|before| before != unit) {
        scan.at = unit_at;
        return Err(Box::new(
            scan.no_unit().help("区间两端的单位应相同", "both ends of a range have the same unit"),
        ));
    }
    if second < first {
        scan.at = start;
        return Err(Box::new(
            scan.problem("span/order", length, "区间的上限小于下限", "the range ends before it begins")
                .help(format!("应写成 {second}-{first}"), format!("write it as {second}..{first}")),
        ));
    }
    Ok(if first == second { Span::Exactly(first, unit) } else { Span::Range(first, second, unit) })
}

/// `day 3 of next month`; `None` if the text begins otherwise.
fn english_next_month(scan: &mut Scan) -> Option<Read<u8>> {
    scan.any_of(&["by"]);
    if !scan.any_of(&["day"]) {
        return None;
    }
    let day = scan.day_of_month();
    if day.is_ok() && !scan.any_of(&["of next month"]) {
        return Some(Err(Box::new(
            scan.found("span/rest", "此处应为", "expected `of next month`")
                .help("应写成 day 3 of next month", "write it as day 3 of next month"),
        )));
    }
    Some(day)
}

/// Folded characters and the place reached among them.
struct Scan {
    /// As written, for quoting.
    written: Vec<char>,
    /// Half-width and lower case, for matching.
    folded: Vec<char>,
    at: usize,
}

impl Scan {
    fn new(text: &str) -> Self {
        let written: Vec<char> = text.chars().collect();
        let folded = written.iter().map(|c| fold(*c)).collect();
        let mut scan = Self { written, folded, at: 0 };
        scan.space();
        if scan.at_end() {
            scan.at = 0;
            scan.folded.clear();
        }
        scan
    }

    fn rest(&self) -> &[char] {
        self.folded.get(self.at..).unwrap_or_default()
    }

    fn at_end(&self) -> bool {
        self.rest().is_empty()
    }

    fn space(&mut self) {
        let blanks = self.rest().iter().take_while(|c| **c == ' ').count();
        self.at = self.at.saturating_add(blanks);
    }

    /// How many characters `word` takes here; one blank of it stands for any number of them.
    fn matches(&self, word: &str) -> Option<usize> {
        let mut here = self.rest();
        for expected in word.chars() {
            let (first, rest) = here.split_first()?;
            if fold(*first) != expected {
                return None;
            }
            here = rest;
            if expected == ' ' {
                while let Some((' ', rest)) = here.split_first() {
                    here = rest;
                }
            }
        }
        // A word of letters ends where the letters end: `h` is not the beginning of `half`.
        let letters = word.chars().last().is_some_and(|c| c.is_ascii_alphabetic());
        if letters && here.first().is_some_and(char::is_ascii_alphabetic) {
            return None;
        }
        Some(self.rest().len().saturating_sub(here.len()))
    }

    fn take(&mut self, length: usize) {
        self.at = self.at.saturating_add(length);
        self.space();
    }

    fn sees(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.matches(word).is_some())
    }

    fn any_of(&mut self, words: &[&str]) -> bool {
        let length = words.iter().find_map(|word| self.matches(word));
        if let Some(length) = length {
            self.take(length);
        }
        length.is_some()
    }

    fn entry<T: Copy>(&mut self, table: &[(&str, T)]) -> Option<T> {
        let (length, value) = table.iter().find_map(|(word, value)| Some((self.matches(word)?, *value)))?;
        self.take(length);
        Some(value)
    }

    /// Digits or Chinese numerals and how many characters they take; `None` if none stand here.
    fn number(&self) -> Read<Option<(u32, usize)>> {
        let digits = self.rest().iter().take_while(|c| c.is_ascii_digit()).count();
        if digits > 0 {
            let mut value = 0_u32;
            for c in self.rest().iter().take(digits) {
                value = value.saturating_mul(10).saturating_add(c.to_digit(10).unwrap_or_default());
            }
            return Ok(Some((value, digits)));
        }
        let numerals = self.rest().iter().take_while(|c| is_numeral(**c)).count();
        if numerals == 0 {
            return Ok(None);
        }
        match numeral::read(self.rest().get(..numerals).unwrap_or_default()) {
            Numeral::Number(value) => Ok(Some((value, numerals))),
            Numeral::Unclear(options) => Err(Box::new(self.unclear(numerals, &options))),
        }
    }

    /// 三五天 is said of 3 to 5 days: which is meant is not ours to choose.
    fn unclear(&self, length: usize, options: &[String]) -> Problem {
        let quoted = self.quote(length);
        let problem = self.problem(
            "span/unclear-number",
            length,
            &format!("“{quoted}”不能确定是几"),
            &format!("`{quoted}` does not name one number"),
        );
        match options {
            [] => problem.help("请用数字书写", "write it in digits"),
            _ => problem
                .help(format!("请写明：{}", options.join(" 或 ")), format!("write {}", options.join(" or "))),
        }
    }

    fn amount(&mut self) -> Read<u32> {
        let Some((value, length)) = self.number()? else {
            return Err(Box::new(
                self.found(
                    "span/number",
                    "此处应为数字或“当天”等词",
                    "expected a number or a word such as same day",
                )
                .help("应写成例如 5个工作日", "write e.g. 5 working days"),
            ));
        };
        if value == 0 || value > MOST {
            let quoted = self.quote(length);
            return Err(Box::new(
                self.problem(
                    "span/amount",
                    length,
                    &format!("{quoted} 超出范围"),
                    &format!("{quoted} is out of range"),
                )
                .help("应为 1 至 999999；不足一天写“当天”", "from 1 to 999,999; for none write same day"),
            ));
        }
        self.take(length);
        Ok(value)
    }

    fn day_of_month(&mut self) -> Read<u8> {
        let Some((value, length)) = self.number()? else {
            return Err(Box::new(
                self.found("span/number", "此处应为日期数字", "expected the number of a day")
                    .help("应写成例如 次月3日前", "write e.g. day 3 of next month"),
            ));
        };
        match u8::try_from(value) {
            Ok(day @ 1..=31) => {
                self.take(length);
                Ok(day)
            }
            _ => {
                let quoted = self.quote(length);
                Err(Box::new(
                    self.problem(
                        "span/day",
                        length,
                        &format!("一个月没有第{quoted}日"),
                        &format!("a month has no day {quoted}"),
                    )
                    .help("应为 1 至 31", "from 1 to 31"),
                ))
            }
        }
    }

    fn unit(&mut self) -> Read<Unit> {
        self.entry(&UNITS).ok_or_else(|| Box::new(self.no_unit()))
    }

    fn no_unit(&self) -> Problem {
        let rest = self.quote(usize::MAX);
        let rest = rest.trim_end();
        let length = rest.chars().count().max(1);
        let (zh, en) = match rest {
            "" => ("缺少单位".to_owned(), "the unit is missing".to_owned()),
            _ => (format!("此处应为单位，却是“{rest}”"), format!("expected a unit, found `{rest}`")),
        };
        let problem = self.problem("span/unit", length, &zh, &en);
        match nearest(rest, UNITS.iter().map(|u| u.0)) {
            Some(near) if rest.chars().count() > 2 => {
                problem.help(format!("是否指“{near}”？"), format!("did you mean `{near}`?"))
            }
            _ => problem.help(
                "可用：分钟、小时、工作小时、天、日历日、工作日、周、个月、年",
                "minutes, hours, working hours, days, calendar days, working days, weeks, months or years",
            ),
        }
    }

    fn end(&mut self) -> Read<()> {
        if self.at_end() {
            return Ok(());
        }
        let rest = self.quote(usize::MAX);
        let rest = rest.trim_end();
        Err(Box::new(
            self.problem(
                "span/rest",
                rest.chars().count(),
                &format!("时限之后有多余的“{rest}”"),
                &format!("unexpected `{rest}` after the span"),
            )
            .help("请去掉", "leave it out"),
        ))
    }

    /// What stands here instead of what was expected: up to the next blank.
    fn found(&self, code: &str, zh: &str, en: &str) -> Problem {
        let length = self.rest().iter().take_while(|c| **c != ' ').count();
        let quoted = self.quote(length);
        match length {
            0 => self.problem(code, 1, &format!("{zh}，却到此为止"), &format!("{en}, found the end")),
            _ => self.problem(
                code,
                length,
                &format!("{zh}，却是“{quoted}”"),
                &format!("{en}, found `{quoted}`"),
            ),
        }
    }

    /// From `start` to here, without the blanks just passed.
    fn length_from(&self, start: usize) -> usize {
        let passed = self.folded.get(start..self.at).unwrap_or_default();
        let blanks = passed.iter().rev().take_while(|c| **c == ' ').count();
        passed.len().saturating_sub(blanks)
    }

    fn quote(&self, length: usize) -> String {
        self.written.iter().skip(self.at).take(length).collect()
    }

    fn problem(&self, code: &str, length: usize, zh: &str, en: &str) -> Problem {
        let column = u32::try_from(self.at).unwrap_or(u32::MAX).saturating_add(1);
        Problem::new(code, zh, en).columns(column, u32::try_from(length).unwrap_or(u32::MAX))
    }
}

/// Half-width, lower case, one kind of dash and blank.
fn fold(c: char) -> char {
    match c {
        '～' | '〜' | '∼' => '~',
        '－' | '–' | '—' | '―' | '−' => '-',
        c if c.is_whitespace() => ' ',
        c => half_width(c).to_ascii_lowercase(),
    }
}
