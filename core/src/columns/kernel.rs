//! Exact comparisons of a block of rows.
//!
//! `k/n > p/q` is `k*q > p*n`. Floats multiply whole numbers exactly while the product has at most 24 bits (`f32`) or
//! 53 (`f64`), and every processor multiplies floats in lanes, which baseline x86-64 cannot do with integers. A block
//! whose greatest counts are too large for one width takes the next; the last is 128-bit integers.

use super::ROWS;
use super::bits::Mask;
use super::counts::Counts;
use super::lanes::{Lanes, Way, Work};
use crate::rate::{Comparator, Threshold};

/// Products below this are exact in 32-bit floats.
pub(super) const EXACT: u64 = 1 << 24;

/// A rate check, with its fraction in lowest terms.
#[derive(Debug, Clone, Copy)]
pub(super) struct Share {
    pub(super) threshold: Threshold,
    p: u64,
    q: u64,
}

impl Share {
    pub(super) fn new(threshold: Threshold) -> Self {
        let (p, q) = (threshold.rate.numerator(), threshold.rate.denominator());
        let common = gcd(p, q).max(1);
        Self { threshold, p: p.checked_div(common).unwrap_or(p), q: q.checked_div(common).unwrap_or(q) }
    }

    /// The greatest product of these counts with the fraction's numbers.
    pub(super) fn greatest(&self, part: u64, whole: u64) -> u64 {
        part.saturating_mul(self.q).max(whole.saturating_mul(self.p))
    }

    /// One bit a row, where the products are below [`EXACT`].
    #[inline(always)]
    pub(super) fn compare(&self, way: impl Way, k: &[[i32; 8]], n: &[[i32; 8]], to: &mut [u8]) {
        let (p, q) = (self.p as f32, self.q as f32);
        match self.threshold.comparator {
            Comparator::Above => way.compare(k, n, to, |k, n| k as f32 * q > n as f32 * p),
            Comparator::AtLeast => way.compare(k, n, to, |k, n| k as f32 * q >= n as f32 * p),
            Comparator::Below => way.compare(k, n, to, |k, n| (k as f32 * q) < n as f32 * p),
            Comparator::AtMost => way.compare(k, n, to, |k, n| k as f32 * q <= n as f32 * p),
        }
    }

    /// One bit a row: whether the share of `part` in `whole` satisfies the threshold. Rows unknown in either, and
    /// rows in which `whole` is 0, have no meaning.
    pub(super) fn holds(&self, lanes: Lanes, part: &Counts<'_>, whole: &Counts<'_>) -> Mask {
        let greatest = self.greatest(part.most, whole.most);
        let comparator = self.threshold.comparator;
        if greatest < EXACT {
            lanes.run(Narrow { share: self, part: part.small(), whole: whole.small() })
        } else if greatest < 1 << 53 {
            let (p, q) = (self.p as f64, self.q as f64);
            let (k, n) = (part.small(), whole.small());
            match comparator {
                Comparator::Above => lanes.bits2(k, n, |k, n| f64::from(k) * q > f64::from(n) * p),
                Comparator::AtLeast => lanes.bits2(k, n, |k, n| f64::from(k) * q >= f64::from(n) * p),
                Comparator::Below => lanes.bits2(k, n, |k, n| f64::from(k) * q < f64::from(n) * p),
                Comparator::AtMost => lanes.bits2(k, n, |k, n| f64::from(k) * q <= f64::from(n) * p),
            }
        } else {
            lanes.bits2(&part.values(), &whole.values(), |k, n| self.threshold.holds(k, n) == Some(true))
        }
    }
}

/// A comparison in 32-bit floats.
struct Narrow<'a> {
    share: &'a Share,
    part: &'a [i32; ROWS],
    whole: &'a [i32; ROWS],
}

impl Work for Narrow<'_> {
    type Output = Mask;

    #[inline(always)]
    fn run(self, way: impl Way) -> Mask {
        let mut bytes = [0; ROWS / 8];
        self.share.compare(way, self.part.as_chunks().0, self.whole.as_chunks().0, &mut bytes);
        Mask::from_bytes(&bytes)
    }
}

/// One bit a row: whether a count satisfies a bound.
pub(super) fn count_holds(lanes: Lanes, counts: &Counts<'_>, comparator: Comparator, bound: u64) -> Mask {
    match i32::try_from(bound) {
        Ok(bound) if !counts.is_wide() => compare(lanes, counts.small(), comparator, bound),
        _ => compare(lanes, &counts.values(), comparator, bound),
    }
}

/// One bit a row: how values stand to one bound.
fn compare<T: Copy + Ord>(lanes: Lanes, values: &[T; ROWS], comparator: Comparator, bound: T) -> Mask {
    match comparator {
        Comparator::Above => lanes.bits(values, |v| v > bound),
        Comparator::AtLeast => lanes.bits(values, |v| v >= bound),
        Comparator::Below => lanes.bits(values, |v| v < bound),
        Comparator::AtMost => lanes.bits(values, |v| v <= bound),
    }
}

/// One bit a row: how two columns stand to each other.
pub(super) fn compare_both<T: Copy + Ord>(
    lanes: Lanes,
    a: &[T; ROWS],
    comparator: Comparator,
    b: &[T; ROWS],
) -> Mask {
    lanes.bits2(a, b, |a, b| comparator.holds(a.cmp(&b)))
}

fn gcd(a: u64, b: u64) -> u64 {
    match a.checked_rem(b) {
        None => a,
        Some(rest) => gcd(b, rest),
    }
}

impl Share {
    /// For each row the least count on the high side of the threshold, if all fit 31 bits: `floor(n*p/q) + 1` where
    /// the bound itself lies low (above, at most), `ceil(n*p/q)` where it lies high.
    pub(super) fn flips(&self, lanes: Lanes, whole: &Counts<'_>) -> Option<[i32; ROWS]> {
        let low_includes_bound = matches!(self.threshold.comparator, Comparator::Above | Comparator::AtMost);
        let add = if low_includes_bound { self.q } else { self.q.saturating_sub(1) };
        let greatest = whole.most.saturating_mul(self.p).saturating_add(add);
        // A quotient of whole numbers below 2^52 cannot round up to a whole number in a double.
        if whole.is_wide() || greatest >= 1 << 52 || greatest.checked_div(self.q)? >= 1 << 31 {
            return None;
        }
        let (p, q, add) = (self.p as f64, self.q as f64, add as f64);
        let mut flips = [0; ROWS];
        lanes.each2(whole.small(), whole.small(), &mut flips, |n, _| ((f64::from(n) * p + add) / q) as i32);
        Some(flips)
    }
}
