//! Days as people and tables write them.

use super::refused::{refused, wrong_type};
use crate::problem::Problem;
use crate::procedure::model::Fact;
use chrono::{Datelike, Days, NaiveDate};

/// A day; of a moment, its day.
pub(super) fn date(fact: &Fact, text: &str) -> Result<NaiveDate, Box<Problem>> {
    let (day, time) = text.split_once(['T', ' ']).unwrap_or((text, ""));
    if !time.is_empty() && !is_time(time.trim()) {
        return Err(wrong_type(fact, text));
    }
    let mut parts = day.trim_end_matches('日').split(['-', '/', '.', '年', '月']);
    let mut next = || parts.next().and_then(|part| part.parse::<u32>().ok());
    let (year, month, day_of_month) = (next(), next(), next());
    match (year, month, day_of_month) {
        (Some(year @ 1000..=9999), Some(month), Some(day)) if parts.next().is_none() => i32::try_from(year)
            .ok()
            .and_then(|year| NaiveDate::from_ymd_opt(year, month, day))
            .ok_or_else(|| {
                refused("facts/no-such-day", fact, text, "这一天不存在", "names a day that does not exist")
            }),
        _ => Err(serial(fact, text).or_else(|| run_on(fact, text)).unwrap_or_else(|| wrong_type(fact, text))),
    }
}

/// A time of day on the wall clock: `16:05`, `16:05:00`, `16:05:00.000`. One with a zone may lie on another day.
fn is_time(text: &str) -> bool {
    let (clock, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let parts: Vec<&str> = clock.split(':').collect();
    let below = |part: &str, end: u32| {
        (1..=2).contains(&part.len())
            && part.bytes().all(|b| b.is_ascii_digit())
            && part.parse().is_ok_and(|n: u32| n < end)
    };
    let fits = match parts.as_slice() {
        [hour, minute] => below(hour, 24) && below(minute, 60) && fraction == "0",
        [hour, minute, second] => below(hour, 24) && below(minute, 60) && below(second, 60),
        _ => false,
    };
    fits && !fraction.is_empty() && fraction.bytes().all(|b| b.is_ascii_digit())
}

/// A day as Excel counts it, from 1970 to 2099: said and not taken, for it may be any other number.
fn serial(fact: &Fact, text: &str) -> Option<Box<Problem>> {
    let (whole, time) = text.split_once('.').unwrap_or((text, "0"));
    let number: u64 = whole.parse().ok().filter(|_| time.bytes().all(|b| b.is_ascii_digit()))?;
    let day = NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(number))?;
    if !(1970..2100).contains(&day.year()) {
        return None;
    }
    let problem = refused(
        "facts/date-serial",
        fact,
        text,
        "像是 Excel 的日期序号",
        "looks like a date as Excel counts days",
    );
    Some(Box::new(problem.help(
        format!("若指 {day}，请把该列设为日期格式后重新导出"),
        format!("if it is {day}, format the column as a date and export it again"),
    )))
}

/// A day written without signs, `20260307`: said and not taken, for it may be any other number.
fn run_on(fact: &Fact, text: &str) -> Option<Box<Problem>> {
    let number: u32 = text.parse().ok().filter(|_| text.len() == 8)?;
    let year = i32::try_from(number.checked_div(10_000)?).ok().filter(|year| (1970..2100).contains(year))?;
    let (month, of_month) = (number.checked_div(100)?.checked_rem(100)?, number.checked_rem(100)?);
    let day = NaiveDate::from_ymd_opt(year, month, of_month)?;
    let problem = refused("facts/type", fact, text, "不是日期", "is not a date");
    Some(Box::new(problem.help(format!("若指这一天，请写成 {day}"), format!("if it is a day, write {day}"))))
}
