//! "5 working days", "3个工作日", "15..30 working days", "day 3 of next month": one small grammar for how long.
//!
//! A span says nothing about a calendar; counting one is `calendar`'s work. What is read prints back in one
//! canonical form a language, and reading the print gives the same span again.

mod numeral;
mod parse;

use crate::problem::{Error, Text};
use core::fmt;
use core::str::FromStr;
use serde::{Deserialize, Serialize};

/// How long, as the documents say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Span {
    /// `5 working days`
    Exactly(u32, Unit),
    /// `15..30 working days`: a target and a limit.
    Range(u32, u32, Unit),
    /// `same day`, 当天
    SameDay,
    /// `day 3 of next month`, 次月3日前: that day included.
    DayOfNextMonth(u8),
    /// `agreed`: the date the case promised, 约定
    Agreed,
    /// `promptly`, 及时、尽快: kept and listed, never overdue unless a company gives it a number.
    Promptly,
    /// `unset`: blank in the document, 未定
    Unset,
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// Elapsed minutes.
    Minutes,
    /// Elapsed hours, day and night.
    Hours,
    /// Hours inside business windows.
    WorkingHours,
    /// Days of which the text does not say whether calendar or working (天): counted as calendar days unless a
    /// reading says otherwise, and the result says so.
    Days,
    /// Calendar days.
    CalendarDays,
    /// Working days, make-up workdays included.
    WorkingDays,
    /// Weeks of 7 calendar days.
    Weeks,
    /// Calendar months.
    Months,
    /// Calendar years.
    Years,
}

impl Span {
    /// Reads English or Chinese, half-width or full-width digits, Chinese numerals.
    ///
    /// # Errors
    /// [`Error::Span`] with the column and length of what was not understood and what was expected there.
    ///
    /// ```
    /// use aftersales::span::Span;
    /// let span = Span::parse("十五至三十个工作日内")?;
    /// assert_eq!(span.to_string(), "15..30 working days");
    /// assert_eq!(span.label().zh, "15-30个工作日");
    /// # Ok::<(), aftersales::Error>(())
    /// ```
    pub fn parse(text: &str) -> Result<Self, Error> {
        parse::span(text).map_err(|problem| Error::Span(vec![*problem]))
    }

    /// The unit counted in, if a number of something is counted.
    pub fn unit(self) -> Option<Unit> {
        match self {
            Self::Exactly(_, unit) | Self::Range(_, _, unit) => Some(unit),
            _ => None,
        }
    }

    /// Both canonical prints.
    pub fn label(self) -> Text {
        let zh = match self {
            Self::Exactly(n, unit) => format!("{n}{}", unit.zh()),
            Self::Range(from, to, unit) => format!("{from}-{to}{}", unit.zh()),
            Self::SameDay => "当天".into(),
            Self::DayOfNextMonth(day) => format!("次月{day}日前"),
            Self::Agreed => "按约定".into(),
            Self::Promptly => "及时".into(),
            Self::Unset => "未定".into(),
        };
        Text { zh, en: self.to_string() }
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Exactly(n, unit) => write!(f, "{n} {}", unit.en(n)),
            Self::Range(from, to, unit) => write!(f, "{from}..{to} {}", unit.en(to)),
            Self::SameDay => f.write_str("same day"),
            Self::DayOfNextMonth(day) => write!(f, "day {day} of next month"),
            Self::Agreed => f.write_str("agreed"),
            Self::Promptly => f.write_str("promptly"),
            Self::Unset => f.write_str("unset"),
        }
    }
}

impl FromStr for Span {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        Self::parse(text)
    }
}

impl Unit {
    /// Reads a unit alone: `working days`, `工作日`.
    ///
    /// # Errors
    /// [`Error::Span`] `span/unit`.
    pub fn parse(text: &str) -> Result<Self, Error> {
        parse::unit(text).map_err(|problem| Error::Span(vec![*problem]))
    }

    /// Whether it is counted in time that passes rather than in days.
    pub fn is_clock(self) -> bool {
        matches!(self, Self::Minutes | Self::Hours | Self::WorkingHours)
    }

    /// The unit as it stands after a number in Chinese (with its measure word), and the English plural.
    pub fn label(self) -> Text {
        Text::new(self.zh(), self.en(2))
    }

    fn zh(self) -> &'static str {
        match self {
            Self::Minutes => "分钟",
            Self::Hours => "小时",
            Self::WorkingHours => "个工作小时",
            Self::Days => "天",
            Self::CalendarDays => "个日历日",
            Self::WorkingDays => "个工作日",
            Self::Weeks => "周",
            Self::Months => "个月",
            Self::Years => "年",
        }
    }

    fn en(self, n: u32) -> &'static str {
        let (one, many) = match self {
            Self::Minutes => ("minute", "minutes"),
            Self::Hours => ("hour", "hours"),
            Self::WorkingHours => ("working hour", "working hours"),
            Self::Days => ("day", "days"),
            Self::CalendarDays => ("calendar day", "calendar days"),
            Self::WorkingDays => ("working day", "working days"),
            Self::Weeks => ("week", "weeks"),
            Self::Months => ("month", "months"),
            Self::Years => ("year", "years"),
        };
        if n == 1 { one } else { many }
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.en(2))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::Lang;

    fn read(text: &str) -> String {
        Span::parse(text).unwrap().to_string()
    }

    #[test]
    fn reads_what_the_documents_say() {
        for (text, canonical) in [
            ("24 hours", "24 hours"),
            ("24H", "24 hours"),
            ("24小时", "24 hours"),
            ("24小时内", "24 hours"),
            ("２４小时内", "24 hours"),
            ("30分钟", "30 minutes"),
            ("8 working hours", "8 working hours"),
            ("8个工作小时", "8 working hours"),
            ("3 days", "3 days"),
            ("三天内", "3 days"),
            ("7天", "7 days"),
            ("30日内", "30 days"),
            ("3个自然日", "3 calendar days"),
            ("within 5 working days", "5 working days"),
            ("5 business days", "5 working days"),
            ("3个工作日", "3 working days"),
            ("在3个工作日之内", "3 working days"),
            ("1工作日", "1 working day"),
            ("15..30 working days", "15..30 working days"),
            ("15-30个工作日", "15..30 working days"),
            ("15个工作日至30个工作日", "15..30 working days"),
            ("2~4周", "2..4 weeks"),
            ("２～４周", "2..4 weeks"),
            ("2 to 4 weeks", "2..4 weeks"),
            ("1个月内", "1 month"),
            ("两年", "2 years"),
            ("一百二十天", "120 days"),
            ("十天", "10 days"),
            ("二十一天", "21 days"),
            ("same day", "same day"),
            ("Same  Day", "same day"),
            ("当天", "same day"),
            ("当日内", "same day"),
            ("次月3日前", "day 3 of next month"),
            ("次月三号之前", "day 3 of next month"),
            ("day 3 of next month", "day 3 of next month"),
            ("by day 3 of next month", "day 3 of next month"),
            ("agreed", "agreed"),
            ("按约定", "agreed"),
            ("promptly", "promptly"),
            ("尽快", "promptly"),
            ("unset", "unset"),
            ("未定", "unset"),
        ] {
            assert_eq!(read(text), canonical, "{text}");
        }
    }

    #[test]
    fn reading_the_print_is_the_identity_in_both_languages() {
        use Unit::*;
        let units = [Minutes, Hours, WorkingHours, Days, CalendarDays, WorkingDays, Weeks, Months, Years];
        let mut spans = vec![Span::SameDay, Span::Agreed, Span::Promptly, Span::Unset];
        spans.extend((1..=31).map(Span::DayOfNextMonth));
        for unit in units {
            assert_eq!(Unit::parse(&unit.to_string()).unwrap(), unit);
            assert_eq!(Unit::parse(&unit.label().zh).unwrap(), unit);
            for n in [1, 2, 10, 999_998] {
                spans.push(Span::Exactly(n, unit));
                spans.push(Span::Range(n, n + 1, unit));
            }
        }
        for span in spans {
            assert_eq!(Span::parse(&span.to_string()).unwrap(), span);
            assert_eq!(Span::parse(&span.label().zh).unwrap(), span);
        }
    }

    #[test]
    fn a_chinese_numeral_names_one_number_or_none() {
        for (text, days) in [
            ("三天", 3),
            ("两天", 2),
            ("十天", 10),
            ("十五天", 15),
            ("三十五天", 35),
            ("一百二十天", 120),
            ("一百零五天", 105),
            ("一千零二十天", 1020),
            ("二〇天", 20),
            ("一〇五天", 105),
            ("３５天", 35),
        ] {
            assert_eq!(Span::parse(text).unwrap(), Span::Exactly(days, Unit::Days), "{text}");
        }
        for (text, plainly) in [
            ("三五天", "3-5 or 35"),
            ("三两天", "2-3 or 32"),
            ("一五天", "1-5 or 15"),
            ("五五天", "55"),
            ("三四五天", "345"),
            ("十五六天", "15-16"),
            ("三五十天", "30-50"),
            ("一百五天", "150 or 105"),
            ("一千五天", "1500 or 1005"),
            ("次月二五日前", "2-5 or 25"),
        ] {
            let problem = Span::parse(text).unwrap_err().problems()[0].clone();
            assert_eq!(problem.code, "span/unclear-number", "{text}");
            assert_eq!(problem.help.unwrap().en, format!("write {plainly}"), "{text}");
        }
    }

    #[test]
    fn says_what_was_expected_and_where() {
        let problem = |text: &str| Span::parse(text).unwrap_err().problems()[0].clone();
        for (text, code, column, length) in [
            ("", "span/empty", 1, 0),
            ("   ", "span/empty", 1, 0),
            ("five days", "span/number", 1, 4),
            ("5", "span/unit", 2, 1),
            ("5 workin days", "span/unit", 3, 11),
            ("3月", "span/unit", 2, 1),
            ("0 days", "span/amount", 1, 1),
            ("99999999999 days", "span/amount", 1, 11),
            ("1000000 days", "span/amount", 1, 7),
            ("30..15 days", "span/order", 1, 6),
            ("15 days..30 weeks", "span/unit", 13, 5),
            ("15..days", "span/number", 5, 4),
            ("3天 左右", "span/rest", 4, 2),
            ("次月32日前", "span/day", 3, 2),
            ("day 0 of next month", "span/day", 5, 1),
            ("-3 days", "span/number", 1, 2),
            ("在三五天内", "span/unclear-number", 2, 2),
            ("1.5 hours", "span/unit", 2, 8),
        ] {
            let p = problem(text);
            assert_eq!(
                (p.code.as_str(), p.at.column, p.at.length),
                (code, Some(column), Some(length)),
                "{text}"
            );
        }
        let p = problem("5 workin days");
        assert_eq!(
            p.line(Lang::En),
            "expected a unit, found `workin days`; did you mean `working days`? [span/unit]"
        );
        assert_eq!(p.line(Lang::Zh), "此处应为单位，却是“workin days”。是否指“working days”？ [span/unit]");
        let p = problem("3月");
        assert_eq!(
            p.line(Lang::En),
            "expected a unit, found `月`; minutes, hours, working hours, days, calendar days, working days, weeks, \
             months or years [span/unit]"
        );
        assert_eq!(
            p.line(Lang::Zh),
            "此处应为单位，却是“月”。可用：分钟、小时、工作小时、天、日历日、工作日、周、个月、年 [span/unit]"
        );
        for (text, en, zh) in [
            (
                "",
                "the span is empty; write e.g. 5 working days [span/empty]",
                "时限为空。应写成例如 5个工作日 [span/empty]",
            ),
            (
                "five days",
                "expected a number or a word such as same day, found `five`; write e.g. 5 working days [span/number]",
                "此处应为数字或“当天”等词，却是“five”。应写成例如 5个工作日 [span/number]",
            ),
            (
                "0 days",
                "0 is out of range; from 1 to 999,999; for none write same day [span/amount]",
                "0 超出范围。应为 1 至 999999；不足一天写“当天” [span/amount]",
            ),
            (
                "30..15 days",
                "the range ends before it begins; write it as 15..30 [span/order]",
                "区间的上限小于下限。应写成 15-30 [span/order]",
            ),
            (
                "3天 左右",
                "unexpected `左右` after the span; leave it out [span/rest]",
                "时限之后有多余的“左右”。请去掉 [span/rest]",
            ),
            (
                "次月32日前",
                "a month has no day 32; from 1 to 31 [span/day]",
                "一个月没有第32日。应为 1 至 31 [span/day]",
            ),
            (
                "三五天内",
                "`三五` does not name one number; write 3-5 or 35 [span/unclear-number]",
                "“三五”不能确定是几。请写明：3-5 或 35 [span/unclear-number]",
            ),
            (
                "十百天",
                "`十百` does not name one number; write it in digits [span/unclear-number]",
                "“十百”不能确定是几。请用数字书写 [span/unclear-number]",
            ),
        ] {
            assert_eq!(problem(text).line(Lang::En), en);
            assert_eq!(problem(text).line(Lang::Zh), zh);
        }
    }
}
