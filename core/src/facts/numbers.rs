//! Counts and quantities out of the digits that people and tables give, and how a float is written in digits.

use super::refused::{refused, wrong_type};
use crate::problem::Problem;
use crate::procedure::model::{Decimal, Fact};

/// The shortest decimal digits that are this float: `0.0000001`. Where they are too many for any fact, as it is given: `1e300`.
pub(super) fn digits(number: f64) -> String {
    if number.abs() < 1e22 && number.trunc().total_cmp(&number).is_eq() {
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
    let Some((digits, exponent)) = written.split_once('e') else { return written };
    let places: Option<usize> = exponent.strip_prefix('-').and_then(|places| places.parse().ok());
    let Some(places) = places.filter(|places| *places <= usize::from(Decimal::PLACES)) else {
        return [digits, "e", exponent.trim_start_matches('+')].concat();
    };
    let sign = if digits.starts_with('-') { "-" } else { "" };
    let zeros = places.saturating_sub(1);
    format!("{sign}0.{}{}", "0".repeat(zeros), digits.replace(['-', '.'], ""))
}

/// An exact decimal; `float`, if that is how it was given.
pub(super) fn quantity(fact: &Fact, float: Option<f64>, text: &str) -> Result<Decimal, Box<Problem>> {
    let plain = without_thousands(text).unwrap_or_default();
    let is_number = float.is_some() || Decimal::is_written(&plain);
    let no_decimal = if is_number { too_many_digits } else { wrong_type };
    Decimal::parse(&plain).ok_or_else(|| no_decimal(fact, text))
}

/// A float is asked what it is before its digits are read, for it may have hundreds.
fn countable(fact: &Fact, number: f64, text: &str) -> Result<(), Box<Problem>> {
    // From 2^63 on a double no longer knows its units: no count is near it.
    const TOO_LARGE: f64 = 9_223_372_036_854_775_808.0;
    match number {
        _ if number < 0.0 => Err(negative(fact, text)),
        _ if number.trunc() < number => Err(not_whole(fact, text)),
        TOO_LARGE.. => Err(too_large(fact, text)),
        _ => Ok(()),
    }
}

/// A whole number from 0; `float`, if that is how it was given.
pub(super) fn count(fact: &Fact, float: Option<f64>, text: &str) -> Result<u64, Box<Problem>> {
    float.map_or(Ok(()), |number| countable(fact, number, text))?;
    let plain = without_thousands(text).ok_or_else(|| wrong_type(fact, text))?;
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, "0"));
    let digits = whole.strip_prefix(['-', '+']).unwrap_or(whole);
    let is_number = [digits, fraction].iter().all(|d| !d.is_empty() && d.bytes().all(|b| b.is_ascii_digit()));
    let is_zero = [digits, fraction].iter().all(|d| d.bytes().all(|b| b == b'0'));
    if !is_number {
        return Err(wrong_type(fact, text));
    }
    if whole.starts_with('-') && !is_zero {
        return Err(negative(fact, text));
    }
    if fraction.bytes().any(|b| b != b'0') {
        return Err(not_whole(fact, text));
    }
    digits.parse().map_err(|_| too_large(fact, text))
}

fn negative(fact: &Fact, text: &str) -> Box<Problem> {
    no_count("facts/negative", fact, text, "不能为负", "cannot be negative")
}

fn not_whole(fact: &Fact, text: &str) -> Box<Problem> {
    no_count("facts/fraction", fact, text, "不是整数", "is not whole")
}

fn no_count(code: &str, fact: &Fact, text: &str, zh: &str, en: &str) -> Box<Problem> {
    Box::new(refused(code, fact, text, zh, en).help("应为从 0 起的整数", "write a whole number from 0"))
}

fn too_large(fact: &Fact, text: &str) -> Box<Problem> {
    beyond(fact, text, "超出可表示的范围", "is too large to represent")
}

/// A number too large for a decimal, or with too many places.
pub(crate) fn too_many_digits(fact: &Fact, text: &str) -> Box<Problem> {
    beyond(fact, text, "位数太多", "has too many digits")
}

fn beyond(fact: &Fact, text: &str, zh: &str, en: &str) -> Box<Problem> {
    Box::new(refused("facts/too-large", fact, text, zh, en).help("请核对这个数", "check the number"))
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
        for text in ["1e22", "-1.5e300", "1e-19", "5e-324"] {
            assert_eq!(digits(text.parse().unwrap()), text);
        }
    }
}
