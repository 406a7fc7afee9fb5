//! Working hours of a whole column where days differ: the clock laid out so that a row is a few look-ups.
//!
//! For calendars whose windows, three a day at most, do not run into the next day.

use super::{Met, NO_INSTANT};
use crate::calendar::clock::Parts;
use crate::calendar::hours::{DAY, Window};
use core::ops::RangeInclusive;

/// Distinct sets of windows this layout has room for.
const SETS: usize = 8;

/// A clock laid out for columns, small enough to stay in the cache.
pub(super) struct Office<'a> {
    /// Wall-clock second the first day begins.
    first: i64,
    /// Of each day: seconds worked before it, and its set of windows.
    days: Vec<(u32, u32)>,
    shapes: [Shape; SETS],
    /// Of each working day: seconds worked before it; its place among the days times [`SETS`], plus its set. One more
    /// at the end.
    worked: Vec<(u32, u32)>,
    /// For each stretch of `1 << shift` seconds of work the working day it begins in: a position lies in that or the next.
    hint: &'a [u32],
    shift: u32,
}

/// The windows of a day as numbers to add up.
#[derive(Clone, Copy, Default)]
struct Shape {
    /// When each window opens, and how long it is; 0 for none.
    open: [i64; 3],
    length: [i64; 3],
    /// How much is worked before the second and third window, and the break before them.
    cut: [i64; 2],
    gap: [i64; 2],
    /// How much is worked in all.
    total: i64,
}

impl Shape {
    fn new(windows: &[Window]) -> Option<Self> {
        let mut shape = Self { cut: [i64::MAX; 2], ..Self::default() };
        let (mut worked, mut closed) = (0_i64, 0_i64);
        for (i, window) in windows.iter().enumerate() {
            let (open, close) = (i64::from(window.open), i64::from(window.close));
            *shape.open.get_mut(i)? = open;
            *shape.length.get_mut(i)? = close.saturating_sub(open);
            if let Some(before) = i.checked_sub(1) {
                *shape.cut.get_mut(before)? = worked;
                *shape.gap.get_mut(before)? = open.saturating_sub(closed);
            }
            worked = worked.saturating_add(close.saturating_sub(open));
            closed = close;
        }
        shape.total = worked;
        Some(shape)
    }

    /// Seconds worked before a second of the day.
    fn worked(&self, at: i64) -> i64 {
        let [a, b, c] = self.open;
        let [la, lb, lc] = self.length;
        let run = |open: i64, length: i64| at.wrapping_sub(open).max(0).min(length);
        run(a, la).wrapping_add(run(b, lb)).wrapping_add(run(c, lc))
    }

    /// The second of the day at which so much of it has been worked.
    fn reached(&self, rest: i64) -> i64 {
        let [open, ..] = self.open;
        let [cut_a, cut_b] = self.cut;
        let [gap_a, gap_b] = self.gap;
        let breaks = if rest > cut_a { gap_a } else { 0 };
        let breaks = breaks.wrapping_add(if rest > cut_b { gap_b } else { 0 });
        open.wrapping_add(rest).wrapping_add(breaks)
    }
}

impl<'a> Office<'a> {
    /// `None` if the clock does not fit this layout.
    pub(super) fn new(parts: &Parts<'a>) -> Option<Self> {
        let mut shapes = [Shape::default(); SETS];
        for (i, windows) in parts.sets.iter().enumerate() {
            *shapes.get_mut(i)? = Shape::new(windows)?;
        }
        let narrow = |(before, set): (&i64, &u8)| Some((u32::try_from(*before).ok()?, u32::from(*set)));
        let days = parts.before.iter().zip(parts.set).map(narrow).collect::<Option<Vec<_>>>()?;
        let place = |(before, day): &(i64, i32)| {
            let place = usize::try_from(day.checked_sub(parts.first)?).ok()?;
            let set = usize::from(*parts.set.get(place)?);
            let packed = u32::try_from(place.checked_mul(SETS)?.checked_add(set)?).ok()?;
            Some((u32::try_from(*before).ok()?, packed))
        };
        let mut worked = parts.worked_days.iter().map(place).collect::<Option<Vec<_>>>()?;
        worked.push((u32::MAX, 0));
        let first = i64::from(parts.first).wrapping_mul(DAY);
        Some(Self { first, days, shapes, worked, hint: parts.hint, shift: parts.shift })
    }

    fn shape(&self, set: u32) -> &Shape {
        let [first, ..] = &self.shapes;
        self.shapes.get(set as usize % SETS).unwrap_or(first)
    }

    /// The place, among the working days, of the one in which the last second of a position is worked.
    #[inline(always)]
    fn find(&self, position: u64) -> Option<usize> {
        let stretch = usize::try_from(position.wrapping_sub(1).wrapping_shr(self.shift)).ok()?;
        let hinted = *self.hint.get(stretch)? as usize;
        let next = u64::from(self.worked.get(hinted.wrapping_add(1))?.0);
        Some(hinted.wrapping_add(usize::from(next < position)))
    }

    /// The instant `length` more seconds have been worked.
    #[inline(always)]
    fn due(&self, start: i64, length: i64) -> Option<i64> {
        let since = start.wrapping_sub(self.first).cast_unsigned();
        let day = since.div_euclid(DAY.cast_unsigned());
        let second = since.wrapping_sub(day.wrapping_mul(DAY.cast_unsigned())).cast_signed();
        let (before, set) = *self.days.get(usize::try_from(day).ok()?)?;
        let position = i64::from(before).wrapping_add(self.shape(set).worked(second)).wrapping_add(length);
        let (before, packed) = *self.worked.get(self.find(position.cast_unsigned())?)?;
        let shape = self.shape(packed);
        let rest = position.wrapping_sub(i64::from(before));
        let place = i64::from(packed).wrapping_shr(SETS.ilog2());
        let begin = self.first.wrapping_add(place.wrapping_mul(DAY));
        // Not beyond the last day of the calendar: there `rest` is below 1.
        let within = rest.wrapping_sub(1).cast_unsigned() < shape.total.cast_unsigned();
        within.then(|| begin.wrapping_add(shape.reached(rest)))
    }

    /// A column of them; `known` are the instants the calendar knows.
    pub(super) fn dues(
        &self,
        length: i64,
        known: &RangeInclusive<i64>,
        starts: &[i64],
        out: &mut [i64],
    ) -> Met {
        let (from, to) = (*known.start(), *known.end());
        let (mut unanswered, mut provisional) = (0_u64, 0_u64);
        for (start, out) in starts.iter().zip(out) {
            let end = self.due(*start, length).unwrap_or(NO_INSTANT);
            *out = end;
            unanswered = unanswered.wrapping_add(u64::from(end == NO_INSTANT));
            provisional =
                provisional.wrapping_add(u64::from(end > to || (*start < from && end != NO_INSTANT)));
        }
        Met { unanswered, provisional }
    }
}
