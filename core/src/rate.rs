//! Exact ratios and thresholds: is k out of n more than 3 %?
//!
//! Integers only: `k/n >= p/q` is decided as `k*q >= p*n` in 128 bits, which no input can overflow.
//! Which words include the bound follows the PRC Civil Code, art. 1259.

use crate::problem::{Error, Problem};
use core::cmp::Ordering;
use core::fmt;
use serde::{Deserialize, Serialize};

/// An exact share, kept as it was written: `20%` is 20/100 and prints as `20%`.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Rate {
    numerator: u64,
    denominator: u64,
    unit: Unit,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum Unit {
    Percent,
    PerMille,
    Fraction,
}

impl Rate {
    /// Reads `20%`, `3‰`, `0.3%`, `1/3`, with full-width digits and signs too.
    ///
    /// # Errors
    /// [`Error::Span`] `rate/form` says what was expected.
    ///
    /// ```
    /// use aftersales::rate::Rate;
    /// assert_eq!(Rate::parse("3‰")?, Rate::parse("0.3%")?);
    /// # Ok::<(), aftersales::Error>(())
    /// ```
    pub fn parse(text: &str) -> Result<Self, Error> {
        let plain: String = text.trim().chars().map(half_width).collect();
        Self::read(&plain).ok_or_else(|| {
            Error::Span(vec![
                Problem::new(
                    "rate/form",
                    format!("比率“{text}”无法识别"),
                    format!("cannot read the rate `{text}`"),
                )
                .help("应写成 20%、3‰、0.3% 或 1/3", "write it as 20%, 3‰, 0.3% or 1/3"),
            ])
        })
    }

    fn read(plain: &str) -> Option<Self> {
        if let Some(number) = plain.strip_suffix('%') {
            let (numerator, scale) = decimal(number)?;
            return Some(Self { numerator, denominator: scale.checked_mul(100)?, unit: Unit::Percent });
        }
        if let Some(number) = plain.strip_suffix('‰') {
            let (numerator, scale) = decimal(number)?;
            return Some(Self { numerator, denominator: scale.checked_mul(1000)?, unit: Unit::PerMille });
        }
        let (p, q) = plain.split_once('/')?;
        let (numerator, denominator) = (digits(p.trim())?, digits(q.trim())?);
        (denominator > 0).then_some(Self { numerator, denominator, unit: Unit::Fraction })
    }

    /// p of p/q.
    pub fn numerator(self) -> u64 {
        self.numerator
    }

    /// q of p/q; never 0.
    pub fn denominator(self) -> u64 {
        self.denominator
    }

    /// Compares k/n with this rate exactly; `None` when n is 0, because 0 of 0 is no rate.
    pub fn compare(self, k: u64, n: u64) -> Option<Ordering> {
        (n > 0).then(|| product(k, self.denominator).cmp(&product(self.numerator, n)))
    }

    /// The least count out of `n` that reaches this rate: `ceil(n * p / q)`.
    pub fn ceil_of(self, n: u64) -> u128 {
        product(self.numerator, n).div_ceil(u128::from(self.denominator.max(1)))
    }

    /// The greatest count out of `n` within this rate: `floor(n * p / q)`.
    pub fn floor_of(self, n: u64) -> u128 {
        product(self.numerator, n).checked_div(u128::from(self.denominator)).unwrap_or_default()
    }
}

/// 64 bits times 64 bits always fits 128.
fn product(a: u64, b: u64) -> u128 {
    u128::from(a).saturating_mul(u128::from(b))
}

impl PartialEq for Rate {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Rate {}

impl PartialOrd for Rate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Rate {
    fn cmp(&self, other: &Self) -> Ordering {
        product(self.numerator, other.denominator).cmp(&product(other.numerator, self.denominator))
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (scale, sign) = match self.unit {
            Unit::Percent => (self.denominator.checked_div(100), "%"),
            Unit::PerMille => (self.denominator.checked_div(1000), "‰"),
            Unit::Fraction => return write!(f, "{}/{}", self.numerator, self.denominator),
        };
        let scale = scale.unwrap_or(1).max(1);
        let places = scale.checked_ilog10().unwrap_or(0) as usize;
        let whole = self.numerator.checked_div(scale).unwrap_or_default();
        let rest = self.numerator.checked_rem(scale).unwrap_or_default();
        match places {
            0 => write!(f, "{whole}{sign}"),
            _ => write!(f, "{whole}.{rest:0places$}{sign}"),
        }
    }
}

/// How a measured value stands to a bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Comparator {
    /// `>`: 超过、大于、以外、外
    Above,
    /// `>=`: 以上、及以上、至少、不低于、≥
    AtLeast,
    /// `<`: 不满、不足、低于、小于
    Below,
    /// `<=`: 以下、以内、内、及以下、不超过、至多、≤
    AtMost,
}

impl Comparator {
    /// All four, as the keys of a check in a procedure file.
    pub const ALL: [(&'static str, Self); 4] = [
        ("above", Self::Above),
        ("at-least", Self::AtLeast),
        ("below", Self::Below),
        ("at-most", Self::AtMost),
    ];

    /// Whether a value that stands so to the bound satisfies the comparator.
    pub fn holds(self, value_to_bound: Ordering) -> bool {
        match self {
            Self::Above => value_to_bound.is_gt(),
            Self::AtLeast => value_to_bound.is_ge(),
            Self::Below => value_to_bound.is_lt(),
            Self::AtMost => value_to_bound.is_le(),
        }
    }

    /// Whether the bound itself satisfies it.
    pub fn includes_bound(self) -> bool {
        self.holds(Ordering::Equal)
    }

    /// `>`, `≥`, `<`, `≤`.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Above => ">",
            Self::AtLeast => "≥",
            Self::Below => "<",
            Self::AtMost => "≤",
        }
    }

    /// What the words of a clause say, e.g. `超过3%` or `三个及以上`; `None` if they name no comparator.
    /// The flag is true where the law itself fixes the word (art. 1259) and false where it is read by analogy.
    pub fn of_words(words: &str) -> Option<(Self, bool)> {
        const WORDS: [(&str, Comparator, bool); 24] = [
            // Longer words first: 不超过 contains 超过.
            ("不得超过", Comparator::AtMost, false),
            ("不超过", Comparator::AtMost, false),
            ("不低于", Comparator::AtLeast, false),
            ("不少于", Comparator::AtLeast, false),
            ("不大于", Comparator::AtMost, false),
            ("不小于", Comparator::AtLeast, false),
            ("不满", Comparator::Below, true),
            ("不足", Comparator::Below, false),
            ("超过", Comparator::Above, true),
            ("以外", Comparator::Above, true),
            ("及以上", Comparator::AtLeast, true),
            ("以上", Comparator::AtLeast, true),
            ("及以下", Comparator::AtMost, true),
            ("以下", Comparator::AtMost, true),
            ("以内", Comparator::AtMost, true),
            ("至少", Comparator::AtLeast, false),
            ("至多", Comparator::AtMost, false),
            ("大于", Comparator::Above, false),
            ("小于", Comparator::Below, false),
            ("低于", Comparator::Below, false),
            ("≥", Comparator::AtLeast, false),
            ("≤", Comparator::AtMost, false),
            ("内", Comparator::AtMost, false),
            ("外", Comparator::Above, false),
        ];
        WORDS.iter().find(|(word, ..)| words.contains(word)).map(|&(_, c, law)| (c, law))
    }
}

/// The bound of a check over counts: a share of `n`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Threshold {
    /// Above, at least, below, at most.
    pub comparator: Comparator,
    /// The bound.
    pub rate: Rate,
}

impl Threshold {
    /// Whether k of n satisfies it; `None` when n is 0.
    pub fn holds(self, k: u64, n: u64) -> Option<bool> {
        self.rate.compare(k, n).map(|o| self.comparator.holds(o))
    }

    /// The smallest change of k that flips the answer (negative: fewer), keeping k within `0..=most`.
    /// `None` when n is 0 or no such k exists. `most` is n when k is a part of n, else unbounded.
    ///
    /// ```
    /// use aftersales::rate::{Comparator, Rate, Threshold};
    /// let t = Threshold { comparator: Comparator::Above, rate: Rate::parse("3%")? };
    /// assert_eq!(t.margin(3, 100, Some(100)), Some(1)); // exactly 3 % passes; one more does not
    /// assert_eq!(t.margin(4, 100, Some(100)), Some(-1));
    /// # Ok::<(), aftersales::Error>(())
    /// ```
    pub fn margin(self, k: u64, n: u64, most: Option<u64>) -> Option<i64> {
        let holds_now = self.holds(k, n)?;
        // The two counts around the bound: the largest that is "low" and the smallest that is "high".
        let (low, high) = match self.comparator {
            Comparator::Above | Comparator::AtMost => {
                let low = self.rate.floor_of(n);
                (Some(low), low.checked_add(1)?)
            }
            Comparator::AtLeast | Comparator::Below => {
                let high = self.rate.ceil_of(n);
                (high.checked_sub(1), high)
            }
        };
        let high_side_holds = matches!(self.comparator, Comparator::Above | Comparator::AtLeast);
        let target = if holds_now == high_side_holds { low? } else { high };
        let target = u64::try_from(target).ok().filter(|t| most.is_none_or(|m| *t <= m))?;
        i64::try_from(i128::from(target).checked_sub(i128::from(k))?).ok()
    }
}

/// k/n as people read it, to two places, halves up: `4.00%`. For show only; `None` when n is 0.
pub fn percent(k: u64, n: u64) -> Option<String> {
    let doubled = product(k, 20_000).checked_add(u128::from(n))?;
    let hundredths = doubled.checked_div(u128::from(n).checked_mul(2)?)?;
    let (whole, rest) = (hundredths.checked_div(100)?, hundredths.checked_rem(100)?);
    Some(format!("{whole}.{rest:02}%"))
}

/// An exact decimal as digits and scale: `0.3` is (3, 10).
fn decimal(text: &str) -> Option<(u64, u64)> {
    let (whole, fraction) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
    let joined: String = [whole, fraction].concat();
    if whole.is_empty() || (text.contains('.') && fraction.is_empty()) {
        return None;
    }
    Some((digits(&joined)?, 10_u64.checked_pow(u32::try_from(fraction.len()).ok()?)?))
}

fn digits(text: &str) -> Option<u64> {
    (!text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

/// Full-width digits and signs as typed in Chinese text.
pub(crate) fn half_width(c: char) -> char {
    match c {
        '０'..='９' | '．' | '／' | '％' => {
            char::from_u32((c as u32).saturating_sub(0xFEE0)).unwrap_or(c)
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rate(text: &str) -> Rate {
        Rate::parse(text).unwrap()
    }

    #[test]
    fn prints_what_it_read() {
        for text in ["20%", "3‰", "0.3%", "1/3", "2.50%"] {
            assert_eq!(rate(text).to_string(), text);
        }
        assert_eq!(rate("２０％").to_string(), "20%");
    }

    #[test]
    fn refuses_what_is_no_rate() {
        for text in ["", "20", "%", "1/0", "-3%", "3.%", ".3%", "1e3%", "二成", "99999999999999999999%"] {
            let Err(e) = Rate::parse(text) else { panic!("{text}") };
            assert_eq!(e.problems()[0].code, "rate/form");
        }
        assert_eq!(
            Rate::parse("20 pct").unwrap_err().to_string(),
            "cannot read the rate `20 pct`; write it as 20%, 3‰, 0.3% or 1/3 [rate/form]"
        );
    }

    #[test]
    fn boundaries_of_the_documents() {
        // S0-08-H2 超过3%, S0-18-H1 ≥20%, S0-15-H1 超过3‰, S0-15-H2 超过1%
        let over3 = Threshold { comparator: Comparator::Above, rate: rate("3%") };
        assert_eq!(over3.holds(3, 100), Some(false));
        assert_eq!(over3.holds(4, 100), Some(true));
        assert_eq!(over3.holds(1, 33), Some(true));
        assert_eq!(over3.holds(1, 34), Some(false));
        assert_eq!(over3.holds(0, 0), None);
        let from20 = Threshold { comparator: Comparator::AtLeast, rate: rate("20%") };
        assert_eq!(from20.holds(19, 100), Some(false));
        assert_eq!(from20.holds(20, 100), Some(true));
        assert_eq!(from20.holds(1, 5), Some(true));
        let over3pm = Threshold { comparator: Comparator::Above, rate: rate("3‰") };
        assert_eq!(over3pm.holds(3, 1000), Some(false));
        assert_eq!(over3pm.holds(31, 10_000), Some(true));
    }

    #[test]
    fn margin_is_the_smallest_flip_by_brute_force() {
        for text in ["0%", "3%", "20%", "1/3", "100%", "3‰"] {
            for (_, comparator) in Comparator::ALL {
                let t = Threshold { comparator, rate: rate(text) };
                for n in 0..60_u64 {
                    for k in 0..=n {
                        let now = t.holds(k, n);
                        let expected = (0..=n)
                            .filter(|j| now.is_some() && t.holds(*j, n) != now)
                            .map(|j| j as i64 - k as i64)
                            .min_by_key(|d| d.abs());
                        assert_eq!(t.margin(k, n, Some(n)), expected, "{k}/{n} {comparator:?} {text}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_share_for_show_rounds_halves_up() {
        for (k, n, shown) in
            [(4, 100, "4.00%"), (1, 3, "33.33%"), (2, 3, "66.67%"), (1, 16, "6.25%"), (1, 20_000, "0.01%")]
        {
            assert_eq!(percent(k, n).as_deref(), Some(shown));
        }
        assert_eq!(percent(0, 0), None);
        assert_eq!(percent(u64::MAX, 1).as_deref(), Some("1844674407370955161500.00%"));
    }

    #[test]
    fn nothing_overflows() {
        let t = Threshold {
            comparator: Comparator::AtLeast,
            rate: rate("18446744073709551615/18446744073709551614"),
        };
        assert_eq!(t.holds(u64::MAX, u64::MAX), Some(false));
        assert_eq!(t.margin(u64::MAX, u64::MAX, None), None); // the next count up would not fit
    }

    #[test]
    fn words_of_the_clause() {
        for (words, expected) in [
            ("超过3%", Comparator::Above),
            ("≥20%", Comparator::AtLeast),
            ("20%以上", Comparator::AtLeast),
            ("20%以下", Comparator::AtMost),
            ("三个及以上", Comparator::AtLeast),
            ("最多不得超过72小时", Comparator::AtMost),
            ("3个工作日内", Comparator::AtMost),
        ] {
            assert_eq!(Comparator::of_words(words).map(|w| w.0), Some(expected), "{words}");
        }
        assert_eq!(Comparator::of_words("按20%"), None);
    }
}
