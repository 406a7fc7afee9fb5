//! Working hours of a whole column where every working day has the same windows, three at most: a few rows at a time, step
//! by step, so that all but the look-ups is done in the processor's lanes and nothing branches on the data.

use super::{Met, NO_INSTANT};
use crate::calendar::clock::Parts;
use crate::calendar::hours::{DAY, Window};
use core::ops::RangeInclusive;

/// Rows worked on at a time.
const ROWS: usize = 256;

/// A clock laid out for columns. All positions fit 31 bits.
pub(super) struct Uniform {
    /// Wall-clock second the first day begins.
    first: i64,
    /// Of each day: twice the seconds worked before it, plus 1 if it is a working day.
    days: Vec<u32>,
    /// What stands for a day outside the calendar: a position after all work, so that no end is found.
    beyond: u32,
    /// When each working day begins.
    begins: Vec<i64>,
    windows: Windows,
    length: u32,
    /// Seconds worked on a working day, and what a division by them is done with: `x * reciprocal >> shift`.
    total: u32,
    reciprocal: u32,
    shift: u32,
}

/// The windows of a working day as numbers to add up.
#[derive(Clone, Copy)]
struct Windows {
    /// When each opens, and how long it is; 0 for none.
    open: [i32; 3],
    length: [i32; 3],
    /// How much is worked before the second and third, and the break before them.
    cut: [i32; 2],
    gap: [i32; 2],
}

impl Windows {
    fn new(windows: &[Window]) -> Option<(Self, u32)> {
        let mut made = Self { open: [0; 3], length: [0; 3], cut: [i32::MAX; 2], gap: [0; 2] };
        let (mut worked, mut closed) = (0_i32, 0_i32);
        for (i, window) in windows.iter().enumerate() {
            let (open, close) = (i32::try_from(window.open).ok()?, i32::try_from(window.close).ok()?);
            let length = close.checked_sub(open)?;
            (*made.open.get_mut(i)?, *made.length.get_mut(i)?) = (open, length);
            if let Some(before) = i.checked_sub(1) {
                *made.cut.get_mut(before)? = worked;
                *made.gap.get_mut(before)? = open.checked_sub(closed)?;
            }
            (worked, closed) = (worked.checked_add(length)?, close);
        }
        Some((made, u32::try_from(worked).ok()?))
    }

    /// Seconds worked before a second of the day.
    #[inline(always)]
    fn worked(&self, second: i32) -> i32 {
        let [a, b, c] = self.open;
        let [la, lb, lc] = self.length;
        let run = |open: i32, length: i32| at_most(not_negative(second.wrapping_sub(open)), length);
        run(a, la).wrapping_add(run(b, lb)).wrapping_add(run(c, lc))
    }

    /// The second of the day at which so much of it has been worked.
    #[inline(always)]
    fn reached(&self, rest: i32) -> i32 {
        let [open, ..] = self.open;
        let [cut_a, cut_b] = self.cut;
        let [gap_a, gap_b] = self.gap;
        let after = |cut: i32, gap: i32| gap & below_zero(cut.wrapping_sub(rest));
        open.wrapping_add(rest).wrapping_add(after(cut_a, gap_a)).wrapping_add(after(cut_b, gap_b))
    }
}

// Written as sums of bits because compilers make jumps of comparisons, which no processor can foretell here.

/// All bits set if a number is below 0, else none.
#[inline(always)]
fn below_zero(number: i32) -> i32 {
    number.wrapping_shr(31)
}

#[inline(always)]
fn not_negative(number: i32) -> i32 {
    number & !below_zero(number)
}

#[inline(always)]
fn at_most(number: i32, most: i32) -> i32 {
    let above = number.wrapping_sub(most);
    most.wrapping_add(above & below_zero(above))
}

impl Uniform {
    /// For limits of `length` seconds. `None` if the clock or the length does not fit this layout.
    pub(super) fn new(parts: &Parts<'_>, length: i64) -> Option<Self> {
        let length = u32::try_from(length).ok().filter(|length| *length > 0)?;
        let mut shapes = parts.sets.iter().filter(|windows| !windows.is_empty());
        let (windows, total) = Windows::new(shapes.next()?)?;
        if shapes.next().is_some() {
            return None;
        }
        let day = |(before, set): (&i64, &u8)| {
            let works = parts.sets.get(usize::from(*set)).is_some_and(|windows| !windows.is_empty());
            u32::try_from(*before).ok()?.checked_mul(2)?.checked_add(u32::from(works))
        };
        let days = parts.before.iter().zip(parts.set).map(day).collect::<Option<Vec<_>>>()?;
        let begins: Vec<i64> =
            parts.worked_days.iter().map(|(_, day)| i64::from(*day).wrapping_mul(DAY)).collect();
        let all = u32::try_from(*parts.before.last()?).ok()?;
        let furthest = all.checked_add(length)?.checked_add(total)?;
        i32::try_from(furthest).ok()?;
        let beyond = all.checked_mul(2)?;
        // Exact for numbers below 2^31, because 2^shift is above 2^31 times the divisor.
        let shift = total.checked_ilog2()?.checked_add(32)?;
        let reciprocal = 1_u64.checked_shl(shift)?.checked_div(total.into())?.checked_add(1)?;
        let first = i64::from(parts.first).wrapping_mul(DAY);
        let reciprocal = u32::try_from(reciprocal).ok()?;
        Some(Self { first, days, beyond, begins, windows, length, total, reciprocal, shift })
    }

    /// The instant each limit ends; `known` are the instants the calendar knows.
    pub(super) fn dues(&self, known: &RangeInclusive<i64>, starts: &[i64], out: &mut [i64]) -> Met {
        let job = Job { office: self, known, starts, out };
        #[cfg(target_arch = "x86_64")]
        return pulp::Arch::new().dispatch(job);
        #[cfg(not(target_arch = "x86_64"))]
        job.run()
    }

    #[inline(always)]
    fn block(&self, known: &RangeInclusive<i64>, starts: &[i64; ROWS], out: &mut [i64; ROWS]) -> Met {
        let (mut days, mut seconds) = ([0_u32; ROWS], [0_i32; ROWS]);
        for ((day, second), start) in days.iter_mut().zip(&mut seconds).zip(starts) {
            let since = start.wrapping_sub(self.first).cast_unsigned();
            // Before the first day, or after 136 years: a day that no calendar has.
            let far = if since.wrapping_shr(32) == 0 { 0 } else { u32::MAX };
            let since = since as u32 | far;
            *day = since / SECONDS;
            *second = since.wrapping_sub(day.wrapping_mul(SECONDS)).cast_signed();
        }
        let mut today = [0_u32; ROWS];
        for (today, second) in today.iter_mut().zip(&seconds) {
            *today = self.windows.worked(*second).cast_unsigned();
        }
        let mut positions = [0_u32; ROWS];
        for ((position, day), today) in positions.iter_mut().zip(&days).zip(&today) {
            let day = self.days.get(*day as usize).copied().unwrap_or(self.beyond);
            let worked = today & 0_u32.wrapping_sub(day & 1);
            *position = (day / 2).wrapping_add(worked).wrapping_add(self.length);
        }
        let (mut places, mut clocks) = ([0_u32; ROWS], [0_i32; ROWS]);
        for ((place, clock), position) in places.iter_mut().zip(&mut clocks).zip(&positions) {
            // The working day in which the last second of the position is worked.
            let last = u64::from(position.wrapping_sub(1));
            *place = last.wrapping_mul(u64::from(self.reciprocal)).wrapping_shr(self.shift) as u32;
            let rest = position.wrapping_sub(place.wrapping_mul(self.total)).cast_signed();
            *clock = self.windows.reached(rest);
        }
        let (from, to) = (*known.start(), *known.end());
        let mut met = Met::default();
        for (((out, start), place), clock) in out.iter_mut().zip(starts).zip(&places).zip(&clocks) {
            *out = match self.begins.get(*place as usize) {
                Some(begin) => {
                    let end = begin.wrapping_add(i64::from(*clock));
                    met.provisional = met.provisional.wrapping_add(u64::from((end > to) | (*start < from)));
                    end
                }
                None => {
                    met.unanswered = met.unanswered.wrapping_add(1);
                    NO_INSTANT
                }
            };
        }
        met
    }
}

/// Seconds of a day, as narrow as they are counted here.
const SECONDS: u32 = 86_400;

/// A column to work out. A type of its own, as [`crate::columns`] has one, so that the loop is compiled once more for
/// processors with wider registers.
struct Job<'j> {
    office: &'j Uniform,
    known: &'j RangeInclusive<i64>,
    starts: &'j [i64],
    out: &'j mut [i64],
}

impl Job<'_> {
    #[inline(always)]
    fn run(self) -> Met {
        let rows = self.starts.len().min(self.out.len());
        let (blocks, rest) = self.starts.get(..rows).unwrap_or_default().as_chunks();
        let (out_blocks, out_rest) = self.out.get_mut(..rows).unwrap_or_default().as_chunks_mut();
        let mut met = Met::default();
        for (starts, out) in blocks.iter().zip(out_blocks) {
            met = met.and(self.office.block(self.known, starts, out));
        }
        if rest.is_empty() {
            return met;
        }
        // The last rows in a block filled up with missing ones, which are not counted.
        let (mut starts, mut out) = ([NO_INSTANT; ROWS], [NO_INSTANT; ROWS]);
        starts.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
        let mut last = self.office.block(self.known, &starts, &mut out);
        let surplus = ROWS.wrapping_sub(rest.len()) as u64;
        last.unanswered = last.unanswered.saturating_sub(surplus);
        out_rest.iter_mut().zip(out).for_each(|(to, from)| *to = from);
        met.and(last)
    }
}

#[cfg(target_arch = "x86_64")]
impl pulp::NullaryFnOnce for Job<'_> {
    type Output = Met;

    #[inline(always)]
    fn call(self) -> Met {
        self.run()
    }
}
