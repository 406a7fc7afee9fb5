//! Exact decimals: `160`, `5.50`, compared across scales.

use core::cmp::Ordering;
use core::fmt;

/// An exact decimal: `digits / 10^scale`.
#[derive(Debug, Clone, Copy)]
pub struct Decimal {
    /// All digits, signed.
    pub digits: i64,
    /// How many of them stand after the point (0..=18).
    pub scale: u8,
}

impl Decimal {
    /// So many digits may stand after the point.
    pub(crate) const PLACES: u8 = 18;

    /// Reads `160`, `-5.50`, `0.3`: digits with at most one point, exactly.
    pub fn parse(text: &str) -> Option<Self> {
        let (whole, fraction) = parts(text)?;
        let scale = u8::try_from(fraction.len()).ok().filter(|scale| *scale <= Self::PLACES)?;
        let sign = if text.starts_with('-') { "-" } else { "" };
        Some(Self { digits: [sign, whole, fraction].concat().parse().ok()?, scale })
    }

    /// Whether a text is a decimal of any number of digits.
    pub(crate) fn is_written(text: &str) -> bool {
        parts(text).is_some()
    }

    /// The digits as if 18 of them stood after the point; 64 bits times 10^18 always fits 128.
    fn at_full_scale(self) -> i128 {
        let factor = 10_i128.saturating_pow(18_u32.saturating_sub(u32::from(self.scale)));
        i128::from(self.digits).saturating_mul(factor)
    }
}

/// The digits before and after the point.
fn parts(text: &str) -> Option<(&str, &str)> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let all_digits = [whole, fraction].iter().all(|part| part.bytes().all(|b| b.is_ascii_digit()));
    let is_decimal = all_digits && !whole.is_empty() && (!unsigned.contains('.') || !fraction.is_empty());
    is_decimal.then_some((whole, fraction))
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
