//! A block of counts of one column, made safe to compare: which are known, how large they are, what is wrong with the rest.

use super::ROWS;
use super::bits::Mask;
use super::input::{Table, Values};
use super::lanes::Lanes;
use super::sweep::Sweep;
use crate::procedure::model::{Fact, Ref};
use core::cell::OnceCell;

/// The counts of one fact in one block. What stands in unknown rows is not below 0, and means nothing.
#[derive(Debug, Clone)]
pub(super) struct Counts<'t> {
    /// The column's own memory, when it can be compared as it is.
    borrowed: Option<&'t [i32; ROWS]>,
    /// Whether all counts are those that the sweep has seen.
    as_swept: bool,
    own: [i32; ROWS],
    /// The counts, when one of them needs more than 31 bits.
    wide: Option<Box<[u64; ROWS]>>,
    /// Rows with a usable count.
    pub(super) known: Mask,
    /// No count in the block is greater.
    pub(super) most: u64,
    /// Rows in which the count is not 0, once somebody has asked.
    nonzero: OnceCell<Mask>,
    /// Whether any row is refused.
    pub(super) refuses: bool,
    /// Rows that are refused: below 0.
    pub(super) negative: Mask,
    /// Rows that are refused: not whole.
    pub(super) fraction: Mask,
    /// Rows that are refused: more than the count they are part of.
    pub(super) exceeding: Mask,
}

impl Default for Counts<'_> {
    fn default() -> Self {
        Self {
            borrowed: None,
            as_swept: false,
            own: [0; ROWS],
            wide: None,
            known: Mask::NONE,
            most: 0,
            nonzero: OnceCell::new(),
            refuses: false,
            negative: Mask::NONE,
            fraction: Mask::NONE,
            exceeding: Mask::NONE,
        }
    }
}

impl<'t> Counts<'t> {
    /// Takes the block at `row`.
    pub(super) fn load(
        &mut self,
        lanes: Lanes,
        table: &Table<'t>,
        sweep: &Sweep<'t>,
        fact: Ref<Fact>,
        row: usize,
    ) {
        self.known = table.given(fact, row);
        (self.borrowed, self.as_swept) = (None, false);
        (self.wide, self.nonzero) = (None, OnceCell::new());
        if self.refuses {
            (self.negative, self.fraction, self.exceeding) = (Mask::NONE, Mask::NONE, Mask::NONE);
            self.refuses = false;
        }
        if let Some(swept) = sweep.column(fact) {
            (self.borrowed, self.as_swept) = (swept.own, true);
            if swept.own.is_none() {
                self.own = *swept.rows;
            }
            self.refuse_negative(lanes, swept.together);
            return;
        }
        let Some(column) = table.column(fact) else {
            (self.own, self.most) = ([0; ROWS], 0);
            return;
        };
        let all_fit = match column.values {
            Values::I32(values) => self.narrow(lanes, values, row, |v| v, |_| 0),
            Values::I64(values) => self.narrow(lanes, values, row, |v| v as i32, |v| v ^ i64::from(v as i32)),
            Values::I8(values) => self.narrow(lanes, values, row, i32::from, |_| 0),
            Values::I16(values) => self.narrow(lanes, values, row, i32::from, |_| 0),
            Values::U8(values) => self.narrow(lanes, values, row, i32::from, |_| 0),
            Values::U16(values) => self.narrow(lanes, values, row, i32::from, |_| 0),
            Values::U32(values) => self.narrow(lanes, values, row, |v| v as i32, |v| i64::from(v >> 31)),
            Values::U64(values) => self.narrow(lanes, values, row, |v| v as i32, |v| (v >> 31) as i64),
            Values::F64(values) => self.whole(lanes, values, row),
            Values::Bits(_) | Values::Decimal(..) | Values::Words => true,
        };
        if !all_fit {
            self.widen(&column.values, row);
            return;
        }
        self.refuse_negative(lanes, self.together(lanes));
    }

    /// `together` is all counts or-ed. Where it is not below 0, what stands in unknown rows does no harm.
    fn refuse_negative(&mut self, lanes: Lanes, mut together: i32) {
        if together < 0 {
            self.negative = lanes.bits(self.small(), |v| v < 0) & self.known;
            self.refuses |= !self.negative.is_empty();
            self.known &= !self.negative;
            self.blank_unknown();
            together = self.together(lanes);
        }
        self.most = u64::from(together.unsigned_abs());
    }

    /// All counts or-ed: no count is greater, and below 0 if one is.
    fn together(&self, lanes: Lanes) -> i32 {
        lanes.fold(self.small(), 0, |together, v| together | v)
    }

    /// Whether they are what the sweep has seen, none set to 0.
    pub(super) fn is_as_swept(&self) -> bool {
        self.as_swept
    }

    /// The counts as 31-bit numbers; meaningless when [`Counts::is_wide`].
    pub(super) fn small(&self) -> &[i32; ROWS] {
        self.borrowed.unwrap_or(&self.own)
    }

    pub(super) fn is_wide(&self) -> bool {
        self.wide.is_some()
    }

    /// The counts, whatever their size.
    pub(super) fn values(&self) -> [u64; ROWS] {
        match &self.wide {
            Some(wide) => **wide,
            None => self.small().map(|v| u64::from(v.unsigned_abs())),
        }
    }

    /// One count.
    pub(super) fn value(&self, row: usize) -> Option<u64> {
        match &self.wide {
            Some(wide) => wide.get(row).copied(),
            None => self.small().get(row).map(|v| u64::from(v.unsigned_abs())),
        }
    }

    /// Rows in which the count is not 0.
    pub(super) fn nonzero(&self, lanes: Lanes) -> Mask {
        *self.nonzero.get_or_init(|| match &self.wide {
            Some(wide) => lanes.bits(wide, |v| v != 0),
            None => lanes.bits(self.small(), |v| v != 0),
        })
    }

    /// Refuses the rows in which this count is more than the one it is part of.
    /// `over`: below 0 if a whole as it was read is less than its part.
    pub(super) fn hold_to(&mut self, lanes: Lanes, whole: &Counts<'_>, over: Option<i32>) {
        let both = self.known & whole.given();
        self.exceeding = if self.is_wide() || whole.is_wide() {
            lanes.bits2(&self.values(), &whole.values(), |part, whole| part > whole) & both
        } else {
            let seen = self.is_as_swept() && whole.is_as_swept();
            let (part, whole) = (self.small(), whole.small());
            let over = over
                .filter(|_| seen)
                .unwrap_or_else(|| lanes.fold2(part, whole, 0, |over, k, n| over | n.wrapping_sub(k)));
            if over >= 0 {
                return;
            }
            lanes.bits2(part, whole, |part, whole| part > whole) & both
        };
        self.refuses |= !self.exceeding.is_empty();
        self.known &= !self.exceeding;
    }

    /// Rows with a count, even one that is refused as too great a part.
    fn given(&self) -> Mask {
        self.known | self.exceeding
    }

    /// Copies the block as 31-bit numbers. False: one of them has more bits.
    fn narrow<T: Copy + Default>(
        &mut self,
        lanes: Lanes,
        values: &[T],
        row: usize,
        low: impl Fn(T) -> i32,
        high: impl Fn(T) -> i64,
    ) -> bool {
        let mut end = [T::default(); ROWS];
        let block = block_of(values, row, &mut end);
        lanes.each2(block, block, &mut self.own, |v, _| low(v));
        lanes.fold(block, 0, |beyond, v| beyond | high(v)) == 0
    }

    /// Takes whole numbers out of floats. False: one of them has more than 31 bits.
    fn whole(&mut self, lanes: Lanes, values: &[f64], row: usize) -> bool {
        /// 2^63: no count is near it, and a double that large no longer knows its units.
        const TOO_LARGE: f64 = 9_223_372_036_854_775_808.0;
        let mut end = [0.0; ROWS];
        let block = block_of(values, row, &mut end);
        lanes.each2(block, block, &mut self.own, |v, _| v as i32);
        self.known &= !lanes.bits(block, f64::is_nan);
        let odd = lanes.bits(block, |v| f64::from(v as i32).to_bits() != (v + 0.0).to_bits()) & self.known;
        let mut all_fit = true;
        for at in odd.rows() {
            let value = block.get(at).copied().unwrap_or_default();
            if value.fract().abs() > 0.0 || value.abs() >= TOO_LARGE {
                self.fraction.insert(at);
                self.refuses = true;
                self.known.remove(at);
            } else {
                all_fit = false;
            }
        }
        all_fit
    }

    /// Sets unknown rows to 0, so that what stands there cannot matter.
    fn blank_unknown(&mut self) {
        const BITS: [u8; 8] = [1, 2, 4, 8, 16, 32, 64, 128];
        let mut copy = *self.small();
        for (eight, known) in copy.as_chunks_mut::<8>().0.iter_mut().zip(self.known.to_bytes()) {
            for (value, bit) in eight.iter_mut().zip(BITS) {
                *value = if known & bit == 0 { 0 } else { *value };
            }
        }
        (self.own, self.borrowed, self.as_swept) = (copy, None, false);
    }

    /// The way of large numbers: each row on its own.
    fn widen(&mut self, values: &Values<'_>, row: usize) {
        let mut wide = Box::new([0_u64; ROWS]);
        for (at, to) in wide.iter_mut().enumerate() {
            if !self.known.has(at) {
                continue;
            }
            match u64::try_from(values.whole_at(row.saturating_add(at))) {
                Ok(value) => *to = value,
                Err(_) => {
                    self.negative.insert(at);
                    self.refuses = true;
                    self.known.remove(at);
                }
            }
        }
        self.most = u64::MAX;
        self.wide = Some(wide);
    }
}

/// The block at `row`; past the end of the column, 0.
fn block_of<'v, T: Copy>(values: &'v [T], row: usize, end: &'v mut [T; ROWS]) -> &'v [T; ROWS] {
    let rest = values.get(row..).unwrap_or_default();
    rest.first_chunk().unwrap_or_else(|| {
        end.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
        end
    })
}

impl Values<'_> {
    /// One value, whatever its width; 0 past the end and for values that are no whole numbers.
    fn whole_at(&self, row: usize) -> i128 {
        match self {
            Self::I8(v) => v.get(row).copied().unwrap_or_default().into(),
            Self::I16(v) => v.get(row).copied().unwrap_or_default().into(),
            Self::I32(v) => v.get(row).copied().unwrap_or_default().into(),
            Self::I64(v) => v.get(row).copied().unwrap_or_default().into(),
            Self::U8(v) => v.get(row).copied().unwrap_or_default().into(),
            Self::U16(v) => v.get(row).copied().unwrap_or_default().into(),
            Self::U32(v) => v.get(row).copied().unwrap_or_default().into(),
            Self::U64(v) => v.get(row).copied().unwrap_or_default().into(),
            Self::F64(v) => v.get(row).copied().unwrap_or_default() as i128,
            Self::Bits(_) | Self::Decimal(..) | Self::Words => 0,
        }
    }

    /// A block of codes of a choice or days of a date; what does not fit 32 bits is -1, which no option has.
    pub(super) fn block(&self, row: usize) -> [i32; ROWS] {
        let mut block = [0; ROWS];
        for (at, to) in block.iter_mut().enumerate() {
            *to = i32::try_from(self.whole_at(row.saturating_add(at))).unwrap_or(-1);
        }
        block
    }
}
