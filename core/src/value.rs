//! What a fact can be: a typed value, and exact decimals.

use crate::procedure::model::{Choice, Decimal, FactKind, Ref};
use chrono::NaiveDate;
use core::cmp::Ordering;
use core::fmt;

/// A known value of a fact. A fact without one is missing, which is not the same as no.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A whole number from 0.
    Count(u64),
    /// Yes or no.
    Flag(bool),
    /// One of the options.
    Choice(Ref<Choice>),
    /// A value outside an open list, in its own words. It matches no option.
    Other(String),
    /// A day.
    Date(NaiveDate),
    /// An exact decimal.
    Quantity(Decimal),
    /// Free text.
    Words(String),
}

impl Value {
    /// Whether a fact of this kind can have this value.
    pub fn fits(&self, kind: &FactKind) -> bool {
        match (self, kind) {
            (Self::Choice(choice), FactKind::Choice { options, .. }) => {
                options.at(choice.position()).is_some()
            }
            (Self::Other(_), FactKind::Choice { open, .. }) => *open,
            (Self::Count(_), FactKind::Count { .. })
            | (Self::Flag(_), FactKind::Flag)
            | (Self::Date(_), FactKind::Date)
            | (Self::Quantity(_), FactKind::Quantity { .. })
            | (Self::Words(_), FactKind::Words) => true,
            _ => false,
        }
    }
}

impl Decimal {
    /// Reads `160`, `-5.50`, `0.3`: digits with at most one point, exactly.
    pub fn parse(text: &str) -> Option<Self> {
        let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        let all_digits = [whole, fraction].iter().all(|part| part.bytes().all(|b| b.is_ascii_digit()));
        if !all_digits || whole.is_empty() || (unsigned.contains('.') && fraction.is_empty()) {
            return None;
        }
        let scale = u8::try_from(fraction.len()).ok().filter(|scale| *scale <= 18)?;
        let sign = if text.starts_with('-') { "-" } else { "" };
        Some(Self { digits: [sign, whole, fraction].concat().parse().ok()?, scale })
    }

    /// The digits as if 18 of them stood after the point; 64 bits times 10^18 always fits 128.
    fn at_full_scale(self) -> i128 {
        let factor = 10_i128.saturating_pow(18_u32.saturating_sub(u32::from(self.scale)));
        i128::from(self.digits).saturating_mul(factor)
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Decimal {}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        self.at_full_scale().cmp(&other.at_full_scale())
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.digits < 0 { "-" } else { "" };
        let places = usize::from(self.scale);
        let digits = format!("{:0>width$}", self.digits.unsigned_abs(), width = places.saturating_add(1));
        let (whole, fraction) =
            digits.split_at_checked(digits.len().saturating_sub(places)).unwrap_or((&digits, ""));
        match places {
            0 => write!(f, "{sign}{whole}"),
            _ => write!(f, "{sign}{whole}.{fraction}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_compare_across_scales() {
        let d = |text| Decimal::parse(text).unwrap();
        assert_eq!(d("5.5"), d("5.50"));
        assert!(d("-0.3") < d("-0.29"));
        assert!(d("1") < d("1.000000000000000001"));
        assert!(d("9223372036854775807") > d("9.223372036854775807"));
    }

    #[test]
    fn decimals_print_as_read() {
        for text in ["0", "160", "-5.50", "0.003", "-0.3"] {
            assert_eq!(Decimal::parse(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_is_no_decimal() {
        for text in [
            "",
            "-",
            ".5",
            "5.",
            "1e3",
            "1.2.3",
            "1,5",
            "99999999999999999999",
            "0.1234567890123456789",
            "+-1",
        ] {
            assert!(Decimal::parse(text).is_none(), "{text}");
        }
    }
}
