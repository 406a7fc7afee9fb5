//! One value as people and tables give it, read as the type its fact has.

use crate::problem::{Problem, nearest};
use crate::procedure::model::{Choice, Decimal, Fact, FactKind, List, Named};
use crate::value::Value;
use chrono::{Datelike, Days, NaiveDate};

/// A value before its fact is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Raw<'a> {
    /// A whole number.
    Int(i128),
    /// A floating-point number, as spreadsheets store whole ones.
    Float(f64),
    /// A text, as CSV files have it.
    Str(&'a str),
    /// A truth value.
    Bool(bool),
    /// Nothing: the fact stays unknown.
    Null,
}

impl Raw<'_> {
    /// Reads the value for `fact`. `Ok(None)`: empty, so unknown.
    pub(crate) fn read(self, fact: &Fact) -> Result<Option<Value>, Box<Problem>> {
        // What needs no reading: the plain case, asked a million times.
        match (self, &fact.kind) {
            (_, FactKind::Count { .. }) => {
                if let Some(count) = self.count() {
                    return Ok(Some(Value::Count(count)));
                }
            }
            (Self::Bool(yes), FactKind::Flag) => return Ok(Some(Value::Flag(yes))),
            _ => {}
        }
        let text = match self {
            Self::Null => return Ok(None),
            Self::Str(text) => plain(text),
            Self::Int(number) => number.to_string(),
            Self::Float(number) => digits(number),
            Self::Bool(yes) => if yes { "true" } else { "false" }.to_owned(),
        };
        if text.is_empty() {
            return Ok(None);
        }
        let is_bool = matches!(self, Self::Bool(_));
        let is_number = matches!(self, Self::Int(_) | Self::Float(_));
        match &fact.kind {
            FactKind::Count { .. } if self.is_beyond_units() => Err(too_large(fact, &text)),
            FactKind::Count { .. } if !is_bool => count(fact, &text).map(Value::Count),
            FactKind::Flag => flag(fact, &text).map(Value::Flag),
            FactKind::Quantity { .. } if !is_bool => {
                let decimal = without_thousands(&text).and_then(|digits| Decimal::parse(&digits));
                decimal.map(Value::Quantity).ok_or_else(|| wrong_type(fact, &text))
            }
            FactKind::Date if !is_bool && !is_number => date(fact, &text).map(Value::Date),
            FactKind::Choice { options, open } if !is_bool => choice(fact, self.words(&text), options, *open),
            FactKind::Words if !is_bool => Ok(Value::Words(self.words(&text).to_owned())),
            _ => Err(wrong_type(fact, &text)),
        }
        .map(Some)
    }
}

impl Raw<'_> {
    /// A count that stands there plainly.
    #[inline]
    pub(crate) fn count(self) -> Option<u64> {
        match self {
            Self::Int(number) => u64::try_from(number).ok(),
            Self::Str(text) => all_digits(text),
            _ => None,
        }
    }
}

impl<'a> Raw<'a> {
    /// A text in which nothing stands. It is unknown, whatever its fact.
    pub(crate) fn is_blank(self) -> bool {
        matches!(self, Self::Str(text) if text.chars().all(|c| half_width(c).is_whitespace()))
    }

    /// A double from 2^63 on no longer knows its units: no count is near it.
    fn is_beyond_units(self) -> bool {
        const TOO_LARGE: f64 = 9_223_372_036_854_775_808.0;
        matches!(self, Self::Float(number) if number.is_finite() && number >= TOO_LARGE)
    }

    /// The text as it was written; of a number, its digits.
    fn words(self, digits: &'a str) -> &'a str {
        match self {
            Self::Str(original) => original.trim(),
            _ => digits,
        }
    }
}

/// A number of digits alone, so few that any such number fits.
#[inline]
fn all_digits(text: &str) -> Option<u64> {
    let mut count = 0_u64;
    for byte in text.bytes() {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        count = count.wrapping_mul(10).wrapping_add(u64::from(digit));
    }
    (1..=19).contains(&text.len()).then_some(count)
}

/// The shortest decimal digits that are this float, without an exponent: `0.0000001`.
fn digits(number: f64) -> String {
    if number.is_finite() && number.fract().abs() < f64::MIN_POSITIVE {
        // Beyond 38 digits it is the largest number there is, too large for any fact.
        return (number as i128).to_string();
    }
    let Some(written) = serde_json::Number::from_f64(number).map(|number| number.to_string()) else {
        let written = if number.is_nan() {
            "NaN"
        } else if number > 0.0 {
            "inf"
        } else {
            "-inf"
        };
        return written.to_owned();
    };
    let Some((digits, places)) = written.split_once("e-") else { return written };
    let sign = if digits.starts_with('-') { "-" } else { "" };
    let zeros = places.parse::<usize>().unwrap_or_default().saturating_sub(1);
    format!("{sign}0.{}{}", "0".repeat(zeros), digits.replace(['-', '.'], ""))
}

/// A text without its outer spaces, full-width digits, letters and signs made half-width.
pub(super) fn plain(text: &str) -> String {
    text.chars().map(half_width).collect::<String>().trim().to_owned()
}

fn half_width(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(u32::from(c).saturating_sub(0xFEE0)).unwrap_or(c),
        '\u{3000}' | '\u{feff}' => ' ',
        other => other,
    }
}

fn count(fact: &Fact, text: &str) -> Result<u64, Box<Problem>> {
    let plain = without_thousands(text).ok_or_else(|| wrong_type(fact, text))?;
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, "0"));
    let digits = whole.strip_prefix(['-', '+']).unwrap_or(whole);
    let is_number = [digits, fraction].iter().all(|d| !d.is_empty() && d.bytes().all(|b| b.is_ascii_digit()));
    let is_zero = [digits, fraction].iter().all(|d| d.bytes().all(|b| b == b'0'));
    if !is_number {
        return Err(wrong_type(fact, text));
    }
    if whole.starts_with('-') && !is_zero {
        return Err(no_count("facts/negative", fact, text, "不能为负", "cannot be negative"));
    }
    if fraction.bytes().any(|b| b != b'0') {
        return Err(no_count("facts/fraction", fact, text, "不是整数", "is not whole"));
    }
    digits.parse().map_err(|_| too_large(fact, text))
}

fn no_count(code: &str, fact: &Fact, text: &str, zh: &str, en: &str) -> Box<Problem> {
    Box::new(refused(code, fact, text, zh, en).help("应为从 0 起的整数", "write a whole number from 0"))
}

fn too_large(fact: &Fact, text: &str) -> Box<Problem> {
    let problem = refused("facts/too-large", fact, text, "超出可表示的范围", "is too large to represent");
    Box::new(problem.help("请核对这个数", "check the number"))
}

/// Drops thousands separators where they stand right: `1,234,567`.
fn without_thousands(text: &str) -> Option<String> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let mut groups = whole.trim_start_matches(['-', '+']).split(',');
    let first_fits = groups.next().is_some_and(|g| g.len() <= 3 || !whole.contains(','));
    let well_placed =
        first_fits && !whole.starts_with(',') && groups.all(|g| g.len() == 3) && !fraction.contains(',');
    well_placed.then(|| text.replace(',', ""))
}

fn flag(fact: &Fact, text: &str) -> Result<bool, Box<Problem>> {
    match text.to_ascii_lowercase().as_str() {
        "yes" | "true" | "y" | "1" | "是" | "有" | "√" => Ok(true),
        "no" | "false" | "n" | "0" | "否" | "无" | "×" => Ok(false),
        _ => Err(wrong_type(fact, text)),
    }
}

/// A day; of a moment, its day.
fn date(fact: &Fact, text: &str) -> Result<NaiveDate, Box<Problem>> {
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

fn choice(fact: &Fact, text: &str, options: &List<Choice>, open: bool) -> Result<Value, Box<Problem>> {
    let wanted = plain(text);
    let named = options.entries().find(|(_, option)| {
        option.id == wanted
            || plain(&option.label.zh) == wanted
            || plain(&option.label.en).eq_ignore_ascii_case(&wanted)
    });
    if let Some((option, _)) = named {
        return Ok(Value::Choice(option));
    }
    if open {
        return Ok(Value::Other(text.to_owned()));
    }
    let problem = refused("facts/option", fact, text, "不是可选项之一", "is not one of its options");
    let near = nearest(text, options.iter().flat_map(|o| [o.id(), o.label.zh.as_str(), o.label.en.as_str()]));
    Err(Box::new(match near {
        Some(near) => problem.help(format!("是否指“{near}”"), format!("did you mean `{near}`")),
        None => {
            let zh: Vec<&str> = options.iter().map(|o| o.label.zh.as_str()).collect();
            let en: Vec<&str> = options.iter().map(Named::id).collect();
            problem.help(format!("可选：{}", zh.join("、")), format!("options: {}", en.join(", ")))
        }
    }))
}

fn refused(code: &str, fact: &Fact, text: &str, zh: &str, en: &str) -> Box<Problem> {
    let problem = Problem::new(
        code,
        format!("“{}”的值“{text}”{zh}", fact.label.zh),
        format!("the value `{text}` of `{}` {en}", fact.label.en),
    )
    .path(format!("facts.{}", fact.id));
    Box::new(problem)
}

/// A value that is not of the fact's type at all.
pub(super) fn wrong_type(fact: &Fact, text: &str) -> Box<Problem> {
    let (zh, en, zh_help, en_help) = match &fact.kind {
        FactKind::Count { .. } => {
            ("不是数", "is not a number", "应为从 0 起的整数", "write a whole number from 0")
        }
        FactKind::Flag => ("不是“是”或“否”", "is neither yes nor no", "应为 是 或 否", "write yes or no"),
        FactKind::Date => ("不是日期", "is not a date", "应写成 2026-03-07", "write it as 2026-03-07"),
        FactKind::Quantity { .. } => {
            ("不是数", "is not a number", "应为十进制数，如 180.5", "write a decimal such as 180.5")
        }
        FactKind::Choice { .. } | FactKind::Words => {
            ("不是文字", "is not a text", "应为文字", "write a text")
        }
    };
    Box::new(refused("facts/type", fact, text, zh, en).help(zh_help, en_help))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// The standard library's own digits are the peer; between two shortest ones (ends in .25) both may choose.
        #[test]
        fn a_float_is_written_in_plain_digits(number in prop_oneof![
            any::<f64>().prop_filter("in reach", |n| n.is_finite() && (n.abs() < 1e15) && (n.abs() > 1e-12)),
            -1e6..1e6_f64,
            (-1_000_000_i32..1_000_000).prop_map(f64::from),
        ]) {
            let (found, peer) = (digits(number), number.to_string());
            prop_assert_eq!(found.parse::<f64>().map(f64::to_bits), Ok(number.to_bits()), "{}", found);
            prop_assert!(found.len() == peer.len() && !found.contains('e'), "{} for {}", found, peer);
        }
    }

    #[test]
    fn the_ends_of_the_floats() {
        for (number, text) in
            [(1e-7, "0.0000001"), (-1.5e-7, "-0.00000015"), (1e21, "1000000000000000000000")]
        {
            assert_eq!(digits(number), text);
        }
        assert_eq!(digits(f64::NAN), "NaN");
        assert_eq!(digits(1e300), i128::MAX.to_string());
    }
}
