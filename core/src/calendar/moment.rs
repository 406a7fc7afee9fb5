//! A point in time as people write it: a wall-clock time in the calendar's zone, or a whole day.

use super::zone::Zone;
use crate::problem::{Error, Problem};
use crate::rate::half_width;
use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike};
use core::fmt;
use core::str::FromStr;
use serde::{Deserialize, Serialize};

/// A day, with or without a time of day, in the wall clock of the calendar's zone.
///
/// A date without a time is the whole day: enough to start a day limit, an error for an hour limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Moment {
    /// The day.
    pub day: NaiveDate,
    /// The time of day, if known.
    pub time: Option<NaiveTime>,
}

impl Moment {
    /// A whole day.
    pub fn day(day: NaiveDate) -> Self {
        Self { day, time: None }
    }

    /// A wall-clock time.
    pub fn at(at: NaiveDateTime) -> Self {
        Self { day: at.date(), time: Some(at.time()) }
    }

    /// The first instant that may be meant: the time itself, or the beginning of the day.
    pub fn earliest(self) -> NaiveDateTime {
        self.day.and_time(self.time.unwrap_or_default())
    }

    /// Reads `2026-09-28 09:30`, `2026-09-28`, `2026-09-28T09:30:00+08:00`, `2026年9月28日 9时30分`,
    /// as Chinese wall-clock time; a time with an offset is converted to it.
    ///
    /// # Errors
    /// [`Error::Span`] `moment/...` says which part is wrong, with its column.
    ///
    /// ```
    /// use aftersales::calendar::Moment;
    /// assert_eq!(Moment::parse("2026-09-28T01:30:00Z")?, Moment::parse("2026年9月28日 9:30")?);
    /// # Ok::<(), aftersales::Error>(())
    /// ```
    pub fn parse(text: &str) -> Result<Self, Error> {
        Self::parse_in(text, Zone::CHINA)
    }

    /// As [`Moment::parse`], in the wall clock of `zone`.
    ///
    /// # Errors
    /// As [`Moment::parse`].
    pub fn parse_in(text: &str, zone: Zone) -> Result<Self, Error> {
        let mut scan = Scan { rest: text.chars().map(half_width).collect(), at: 0 };
        read(&mut scan, zone).map_err(|problem| Error::Span(vec![*problem]))
    }
}

impl FromStr for Moment {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        Self::parse(text)
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.day)?;
        match self.time {
            None => Ok(()),
            Some(time) if time.nanosecond() > 0 || time.second() > 0 => write!(f, " {time}"),
            Some(time) => write!(f, " {:02}:{:02}", time.hour(), time.minute()),
        }
    }
}

type Read<T> = Result<T, Box<Problem>>;

fn read(scan: &mut Scan, zone: Zone) -> Read<Moment> {
    scan.space();
    let day = date(scan)?;
    scan.space();
    if scan.any_of(&["T", "t"]) {
        scan.space();
    }
    if scan.at_end() {
        return Ok(Moment::day(day));
    }
    let time = time(scan)?;
    scan.space();
    let wall = match offset(scan)? {
        None => day.and_time(time),
        Some(minutes) => {
            let shift = TimeDelta::minutes(i64::from(zone.minutes()).saturating_sub(minutes));
            day.and_time(time).checked_add_signed(shift).ok_or_else(|| Box::new(no_year(1, 4)))?
        }
    };
    scan.space();
    if !scan.at_end() {
        return Err(scan.form());
    }
    Ok(Moment::at(wall))
}

fn date(scan: &mut Scan) -> Read<NaiveDate> {
    let (year, year_at) = scan.number(4)?;
    let separator = scan.one_of(&['-', '/', '.', '年']).ok_or_else(|| scan.form())?;
    scan.space();
    let (month, month_at) = scan.number(2)?;
    let second = if separator == '年' { '月' } else { separator };
    scan.one_of(&[second]).ok_or_else(|| scan.form())?;
    scan.space();
    let (day, day_at) = scan.number(2)?;
    if separator == '年' {
        scan.any_of(&["日", "号"]);
    }
    let year = match i32::try_from(year) {
        Ok(y @ 1..=9999) if year_at.1 == 4 => y,
        _ => return Err(Box::new(no_year(year_at.0, year_at.1))),
    };
    let Some(first) = NaiveDate::from_ymd_opt(year, month, 1) else {
        return Err(Box::new(
            place(
                month_at,
                "moment/month",
                format!("没有第{month}个月"),
                format!("there is no month {month}"),
            )
            .help("月份为 1 至 12", "months run from 1 to 12"),
        ));
    };
    first.with_day(day).ok_or_else(|| {
        let last = last_of_month(first);
        Box::new(
            place(
                day_at,
                "moment/day",
                format!("{year}年{month}月没有{day}日"),
                format!("{year}-{month:02} has no day {day}"),
            )
            .help(format!("该月为 1 至 {last} 日"), format!("its days run from 1 to {last}")),
        )
    })
}

fn last_of_month(first: NaiveDate) -> u32 {
    (28..=31).rev().find(|day| first.with_day(*day).is_some()).unwrap_or(28)
}

fn no_year(column: u32, length: u32) -> Problem {
    place((column, length), "moment/year", "年份超出范围", "the year is out of range")
        .help("应为 0001 至 9999 的四位数", "four digits, from 0001 to 9999")
}

fn time(scan: &mut Scan) -> Read<NaiveTime> {
    let start = scan.column();
    let (hour, _) = scan.number(2)?;
    let chinese = scan.any_of(&["时", "点"]);
    let minute = if chinese {
        let minute = if scan.digit_next() { scan.number(2)?.0 } else { 0 };
        scan.any_of(&["分"]);
        minute
    } else {
        scan.any_of(&[":", "："]).then_some(()).ok_or_else(|| scan.form())?;
        scan.number(2)?.0
    };
    let (second, nano) = if scan.any_of(&[":", "："]) { scan.seconds()? } else { (0, 0) };
    let length = scan.column().saturating_sub(start);
    NaiveTime::from_hms_nano_opt(hour, minute, second, nano).ok_or_else(|| {
        let problem = place(
            (start, length),
            "moment/time",
            format!("一天中没有 {hour:02}:{minute:02}:{second:02}"),
            format!("a day has no {hour:02}:{minute:02}:{second:02}"),
        );
        Box::new(if (hour, minute, second) == (24, 0, 0) {
            problem.help("某日24:00应写成次日00:00", "write 24:00 of a day as 00:00 of the next")
        } else {
            problem.help("应为 00:00 至 23:59:59", "from 00:00 to 23:59:59")
        })
    })
}

/// Minutes east of UTC, if the text says.
fn offset(scan: &mut Scan) -> Read<Option<i64>> {
    if scan.any_of(&["Z", "z"]) {
        return Ok(Some(0));
    }
    let start = scan.column();
    let Some(sign) = scan.one_of(&['+', '-', '−']) else { return Ok(None) };
    let (hours, _) = scan.number(2)?;
    scan.any_of(&[":"]);
    let minutes = if scan.digit_next() { scan.number(2)?.0 } else { 0 };
    if hours > 18 || minutes > 59 {
        let length = scan.column().saturating_sub(start);
        return Err(Box::new(
            place((start, length), "moment/offset", "没有这样的时区偏移", "there is no such offset from UTC")
                .help("应写成例如 +08:00", "write e.g. +08:00"),
        ));
    }
    let east = i64::from(hours).saturating_mul(60).saturating_add(i64::from(minutes));
    Ok(Some(if sign == '+' { east } else { east.saturating_neg() }))
}

fn place(at: (u32, u32), code: &str, zh: impl Into<String>, en: impl Into<String>) -> Problem {
    Problem::new(code, zh, en).columns(at.0, at.1)
}

struct Scan {
    rest: Vec<char>,
    at: usize,
}

impl Scan {
    fn here(&self) -> &[char] {
        self.rest.get(self.at..).unwrap_or_default()
    }

    fn at_end(&self) -> bool {
        self.here().is_empty()
    }

    fn column(&self) -> u32 {
        u32::try_from(self.at).unwrap_or(u32::MAX).saturating_add(1)
    }

    fn skip(&mut self, length: usize) {
        self.at = self.at.saturating_add(length);
    }

    fn space(&mut self) {
        let blanks = self.here().iter().take_while(|c| c.is_whitespace()).count();
        self.skip(blanks);
    }

    fn digit_next(&self) -> bool {
        self.here().first().is_some_and(char::is_ascii_digit)
    }

    fn one_of(&mut self, options: &[char]) -> Option<char> {
        let next = *self.here().first().filter(|c| options.contains(c))?;
        self.skip(1);
        Some(next)
    }

    fn any_of(&mut self, words: &[&str]) -> bool {
        let found = words.iter().find(|word| {
            let mut here = self.here().iter();
            word.chars().all(|expected| here.next() == Some(&expected))
        });
        let length = found.map(|word| word.chars().count());
        self.skip(length.unwrap_or_default());
        length.is_some()
    }

    /// Up to `most` digits, with their column and length.
    fn number(&mut self, most: usize) -> Read<(u32, (u32, u32))> {
        let column = self.column();
        let digits = self.here().iter().take(most).take_while(|c| c.is_ascii_digit()).count();
        if digits == 0 {
            return Err(self.form());
        }
        let value = self
            .here()
            .iter()
            .take(digits)
            .fold(0_u32, |v, c| v.saturating_mul(10).saturating_add(c.to_digit(10).unwrap_or_default()));
        self.skip(digits);
        Ok((value, (column, u32::try_from(digits).unwrap_or_default())))
    }

    /// Seconds and nanoseconds; digits beyond the ninth are dropped.
    fn seconds(&mut self) -> Read<(u32, u32)> {
        let (second, _) = self.number(2)?;
        if !self.any_of(&[".", ","]) {
            return Ok((second, 0));
        }
        let (fraction, (_, length)) = self.number(9)?;
        let beyond = self.here().iter().take_while(|c| c.is_ascii_digit()).count();
        self.skip(beyond);
        let scale = 10_u32.saturating_pow(9_u32.saturating_sub(length));
        Ok((second, fraction.saturating_mul(scale)))
    }

    fn form(&self) -> Box<Problem> {
        let length = u32::try_from(self.here().len()).unwrap_or(u32::MAX).max(1);
        Box::new(
            place((self.column(), length), "moment/form", "日期时间无法识别", "cannot read the date or time")
                .help(
                    "应写成 2026-09-28 09:30、2026-09-28 或 2026年9月28日 9时30分",
                    "write it as 2026-09-28 09:30, 2026-09-28 or 2026-09-28T09:30:00+08:00",
                ),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::Lang;

    #[test]
    fn reads_what_people_write() {
        for (text, printed) in [
            ("2026-09-28", "2026-09-28"),
            (" 2026-9-8 ", "2026-09-08"),
            ("2026/9/28", "2026-09-28"),
            ("2026.09.28", "2026-09-28"),
            ("2026年9月28日", "2026-09-28"),
            ("２０２６年９月２８日", "2026-09-28"),
            ("2026-09-28 09:30", "2026-09-28 09:30"),
            ("2026-09-28 9:30", "2026-09-28 09:30"),
            ("2026-09-28T09:30:15", "2026-09-28 09:30:15"),
            ("2026年9月28日 9时30分", "2026-09-28 09:30"),
            ("2026年9月28日16点", "2026-09-28 16:00"),
            ("2026-09-28T09:30:00+08:00", "2026-09-28 09:30"),
            ("2026-09-28T01:30:00Z", "2026-09-28 09:30"),
            ("2026-09-28T20:30:00-05:00", "2026-09-29 09:30"),
            ("2026-09-28 09:30:00.250 +0800", "2026-09-28 09:30:00.250"),
            ("2024-02-29", "2024-02-29"),
            ("9999-12-31", "9999-12-31"),
        ] {
            assert_eq!(Moment::parse(text).unwrap().to_string(), printed, "{text}");
            assert_eq!(Moment::parse(printed).unwrap(), Moment::parse(text).unwrap());
        }
    }

    #[test]
    fn refuses_what_is_no_time() {
        for (text, en, zh) in [
            (
                "2026-02-31",
                "2026-02 has no day 31; its days run from 1 to 28 [moment/day]",
                "2026年2月没有31日。该月为 1 至 28 日 [moment/day]",
            ),
            (
                "0000-01-01",
                "the year is out of range; four digits, from 0001 to 9999 [moment/year]",
                "年份超出范围。应为 0001 至 9999 的四位数 [moment/year]",
            ),
            (
                "2026-13-01",
                "there is no month 13; months run from 1 to 12 [moment/month]",
                "没有第13个月。月份为 1 至 12 [moment/month]",
            ),
            (
                "2026-09-28 24:00",
                "a day has no 24:00:00; write 24:00 of a day as 00:00 of the next [moment/time]",
                "一天中没有 24:00:00。某日24:00应写成次日00:00 [moment/time]",
            ),
            (
                "2026-09-28 09:60",
                "a day has no 09:60:00; from 00:00 to 23:59:59 [moment/time]",
                "一天中没有 09:60:00。应为 00:00 至 23:59:59 [moment/time]",
            ),
            (
                "2026-09-28 09:30+99:00",
                "there is no such offset from UTC; write e.g. +08:00 [moment/offset]",
                "没有这样的时区偏移。应写成例如 +08:00 [moment/offset]",
            ),
            (
                "tomorrow",
                "cannot read the date or time; write it as 2026-09-28 09:30, 2026-09-28 or \
                 2026-09-28T09:30:00+08:00 [moment/form]",
                "日期时间无法识别。应写成 2026-09-28 09:30、2026-09-28 或 2026年9月28日 9时30分 [moment/form]",
            ),
        ] {
            let problem = Moment::parse(text).unwrap_err().problems()[0].clone();
            assert_eq!(problem.line(Lang::En), en, "{text}");
            assert_eq!(problem.line(Lang::Zh), zh, "{text}");
        }
        for text in
            ["", "2026", "2026-09", "2026-09-28 9", "2026-09-28x", "26-09-28", "2026-09/28", "12026-01-01"]
        {
            assert!(Moment::parse(text).is_err(), "{text}");
        }
        let spot = Moment::parse("2026-02-31").unwrap_err().problems()[0].at.clone();
        assert_eq!((spot.column, spot.length), (Some(9), Some(2)));
    }
}
