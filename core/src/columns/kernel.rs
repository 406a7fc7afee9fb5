//! Exact comparisons of a block of rows.
//!
//! `k/n > p/q` is `k*q > p*n`. Floats multiply whole numbers exactly while the product has at most 24 bits (`f32`) or
//! 53 (`f64`), and every processor multiplies floats in lanes, which baseline x86-64 cannot do with integers. A block
//! whose greatest counts are too large for one width takes the next; the last is 128-bit integers.

use super::ROWS;
use super::bits::{Mask, bits, bits2};
use super::counts::Counts;
use crate::rate::{Comparator, Threshold};

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

    /// One bit a row: whether the share of `part` in `whole` satisfies the threshold. Rows unknown in either, and
    /// rows in which `whole` is 0, have no meaning.
    #[inline(always)]
    pub(super) fn holds(&self, part: &Counts<'_>, whole: &Counts<'_>) -> Mask {
        let greatest = part.most.saturating_mul(self.q).max(whole.most.saturating_mul(self.p));
        let comparator = self.threshold.comparator;
        if greatest < 1 << 24 {
            let (p, q) = (self.p as f32, self.q as f32);
            let (k, n) = (part.lanes(), whole.lanes());
            match comparator {
                Comparator::Above => bits2(k, n, |k, n| k as f32 * q > n as f32 * p),
                Comparator::AtLeast => bits2(k, n, |k, n| k as f32 * q >= n as f32 * p),
                Comparator::Below => bits2(k, n, |k, n| (k as f32 * q) < n as f32 * p),
                Comparator::AtMost => bits2(k, n, |k, n| k as f32 * q <= n as f32 * p),
            }
        } else if greatest < 1 << 53 {
            let (p, q) = (self.p as f64, self.q as f64);
            let (k, n) = (part.lanes(), whole.lanes());
            match comparator {
                Comparator::Above => bits2(k, n, |k, n| f64::from(k) * q > f64::from(n) * p),
                Comparator::AtLeast => bits2(k, n, |k, n| f64::from(k) * q >= f64::from(n) * p),
                Comparator::Below => bits2(k, n, |k, n| f64::from(k) * q < f64::from(n) * p),
                Comparator::AtMost => bits2(k, n, |k, n| f64::from(k) * q <= f64::from(n) * p),
            }
        } else {
            bits2(&part.values(), &whole.values(), |k, n| self.threshold.holds(k, n) == Some(true))
        }
    }
}

/// One bit a row: whether a count satisfies a bound.
#[inline(always)]
pub(super) fn count_holds(counts: &Counts<'_>, comparator: Comparator, bound: u64) -> Mask {
    match i32::try_from(bound) {
        Ok(bound) if !counts.is_wide() => compare(counts.lanes(), comparator, bound),
        _ => compare(&counts.values(), comparator, bound),
    }
}

/// One bit a row: how values stand to one bound.
#[inline(always)]
pub(super) fn compare<T: Copy + Ord>(values: &[T; ROWS], comparator: Comparator, bound: T) -> Mask {
    match comparator {
        Comparator::Above => bits(values, |v| v > bound),
        Comparator::AtLeast => bits(values, |v| v >= bound),
        Comparator::Below => bits(values, |v| v < bound),
        Comparator::AtMost => bits(values, |v| v <= bound),
    }
}

/// One bit a row: how two columns stand to each other.
#[inline(always)]
pub(super) fn compare_both<T: Copy + Ord>(a: &[T; ROWS], comparator: Comparator, b: &[T; ROWS]) -> Mask {
    bits2(a, b, |a, b| comparator.holds(a.cmp(&b)))
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
    #[inline(always)]
    pub(super) fn flips(&self, whole: &Counts<'_>) -> Option<[i32; ROWS]> {
        let low_includes_bound = matches!(self.threshold.comparator, Comparator::Above | Comparator::AtMost);
        let add = if low_includes_bound { self.q } else { self.q.saturating_sub(1) };
        let greatest = whole.most.saturating_mul(self.p).saturating_add(add);
        // A quotient of whole numbers below 2^52 cannot round up to a whole number in a double.
        if whole.is_wide() || greatest >= 1 << 52 || greatest.checked_div(self.q)? >= 1 << 31 {
            return None;
        }
        let (p, q, add) = (self.p as f64, self.q as f64, add as f64);
        Some(whole.lanes().map(|n| ((f64::from(n) * p + add) / q) as i32))
    }
}
