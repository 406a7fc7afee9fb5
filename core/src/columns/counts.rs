//! A block of counts of one column, made safe to compare: which are known, how large they are, what is wrong with the rest.

use super::ROWS;
use super::bits::{Mask, bits, bits2};
use super::input::{Table, Values};
use crate::procedure::model::{Fact, Ref};

/// The counts of one fact in one block. Unknown rows hold 0.
#[derive(Debug, Clone)]
pub(super) struct Counts<'t> {
    /// The column's own memory, when it can be compared as it is.
    borrowed: Option<&'t [i32; ROWS]>,
    small: [i32; ROWS],
    /// The counts, when one of them needs more than 31 bits.
    wide: Option<Box<[u64; ROWS]>>,
    /// Rows with a usable count.
    pub(super) known: Mask,
    /// No count in the block is greater.
    pub(super) most: u64,
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
            small: [0; ROWS],
            wide: None,
            known: Mask::NONE,
            most: 0,
            negative: Mask::NONE,
            fraction: Mask::NONE,
            exceeding: Mask::NONE,
        }
    }
}

impl<'t> Counts<'t> {
    /// Takes the block at `row`.
    #[inline(always)]
    pub(super) fn load(&mut self, table: &Table<'t>, fact: Ref<Fact>, row: usize) {
        self.known = table.given(fact, row);
        (self.borrowed, self.wide) = (None, None);
        (self.negative, self.fraction, self.exceeding) = (Mask::NONE, Mask::NONE, Mask::NONE);
        let Some(column) = table.column(fact) else {
            (self.small, self.most) = ([0; ROWS], 0);
            return;
        };
        let all_fit = match column.values {
            Values::I32(values) => match values.get(row..).and_then(|rest| rest.first_chunk::<ROWS>()) {
                Some(block) => {
                    self.borrowed = Some(block);
                    true
                }
                None => self.narrow(values, row, |v| (v, 0)),
            },
            Values::I64(values) => self.narrow(values, row, |v| (v as i32, v ^ i64::from(v as i32))),
            Values::I8(values) => self.narrow(values, row, |v| (i32::from(v), 0)),
            Values::I16(values) => self.narrow(values, row, |v| (i32::from(v), 0)),
            Values::U8(values) => self.narrow(values, row, |v| (i32::from(v), 0)),
            Values::U16(values) => self.narrow(values, row, |v| (i32::from(v), 0)),
            Values::U32(values) => self.narrow(values, row, |v| (v as i32, i64::from(v >> 31))),
            Values::U64(values) => self.narrow(values, row, |v| (v as i32, (v >> 31) as i64)),
            Values::F64(values) => self.whole(values, row),
            Values::Bits(_) | Values::Decimal(..) | Values::Words => true,
        };
        if !all_fit {
            self.widen(&column.values, row);
            return;
        }
        let together = self.together();
        if together >= 0 && self.known == Mask::ALL {
            self.most = u64::from(together.unsigned_abs());
            return;
        }
        self.negative = bits(self.lanes(), |v| v < 0) & self.known;
        self.known &= !self.negative;
        self.blank_unknown();
        self.most = u64::from(self.together().unsigned_abs());
    }

    /// All counts or-ed: no count is greater, and below 0 if one is.
    #[inline(always)]
    fn together(&self) -> i32 {
        self.lanes().iter().fold(0, |all, v| all | v)
    }

    /// The counts as 31-bit numbers; meaningless when [`Counts::is_wide`].
    #[inline(always)]
    pub(super) fn lanes(&self) -> &[i32; ROWS] {
        self.borrowed.unwrap_or(&self.small)
    }

    pub(super) fn is_wide(&self) -> bool {
        self.wide.is_some()
    }

    /// The counts, whatever their size.
    pub(super) fn values(&self) -> [u64; ROWS] {
        match &self.wide {
            Some(wide) => **wide,
            None => self.lanes().map(|v| u64::from(v.unsigned_abs())),
        }
    }

    /// One count.
    pub(super) fn value(&self, row: usize) -> Option<u64> {
        match &self.wide {
            Some(wide) => wide.get(row).copied(),
            None => self.lanes().get(row).map(|v| u64::from(v.unsigned_abs())),
        }
    }

    /// Rows in which the count is not 0.
    #[inline(always)]
    pub(super) fn nonzero(&self) -> Mask {
        if self.is_wide() {
            return bits(&self.values(), |v| v != 0);
        }
        let below_one = self.lanes().iter().fold(0, |all, v| all | v.wrapping_sub(1));
        if below_one < 0 { bits(self.lanes(), |v| v != 0) } else { Mask::ALL }
    }

    /// Refuses the rows in which this count is more than the one it is part of.
    #[inline(always)]
    pub(super) fn hold_to(&mut self, whole: &Counts<'_>) {
        let both = self.known & whole.given();
        self.exceeding = if self.is_wide() || whole.is_wide() {
            bits2(&self.values(), &whole.values(), |part, whole| part > whole) & both
        } else {
            let short =
                self.lanes().iter().zip(whole.lanes()).fold(0, |all, (k, n)| all | n.wrapping_sub(*k));
            if short >= 0 {
                return;
            }
            bits2(self.lanes(), whole.lanes(), |part, whole| part > whole) & both
        };
        self.known &= !self.exceeding;
    }

    /// Rows with a count, even one that is refused as too great a part.
    fn given(&self) -> Mask {
        self.known | self.exceeding
    }

    /// Copies the block as 31-bit numbers. False: one of them has more bits.
    #[inline(always)]
    fn narrow<T: Copy>(&mut self, values: &[T], row: usize, split: impl Fn(T) -> (i32, i64)) -> bool {
        let rest = values.get(row..).unwrap_or_default();
        let mut beyond = 0;
        match rest.first_chunk::<ROWS>() {
            Some(block) => {
                for (small, value) in self.small.iter_mut().zip(block) {
                    let (low, high) = split(*value);
                    *small = low;
                    beyond |= high;
                }
            }
            None => {
                self.small = [0; ROWS];
                for (small, value) in self.small.iter_mut().zip(rest) {
                    let (low, high) = split(*value);
                    *small = low;
                    beyond |= high;
                }
            }
        }
        beyond == 0
    }

    /// Takes whole numbers out of floats. False: one of them has more than 31 bits.
    fn whole(&mut self, values: &[f64], row: usize) -> bool {
        /// 2^63: no count is near it, and a double that large no longer knows its units.
        const TOO_LARGE: f64 = 9_223_372_036_854_775_808.0;
        self.small = [0; ROWS];
        let mut all_fit = true;
        for ((at, small), value) in
            self.small.iter_mut().enumerate().zip(values.get(row..).unwrap_or_default())
        {
            *small = *value as i32;
            if value.is_nan() {
                self.known.remove(at);
            } else if value.fract().abs() > 0.0 || value.abs() >= TOO_LARGE {
                if self.known.has(at) {
                    self.fraction.insert(at);
                }
                self.known.remove(at);
            } else {
                all_fit &= value.abs() < f64::from(i32::MAX) || !self.known.has(at);
            }
        }
        all_fit
    }

    /// Sets unknown rows to 0, so that what stands there cannot matter.
    #[inline(always)]
    fn blank_unknown(&mut self) {
        const BITS: [u8; 8] = [1, 2, 4, 8, 16, 32, 64, 128];
        let mut copy = *self.lanes();
        for (eight, known) in copy.as_chunks_mut::<8>().0.iter_mut().zip(self.known.to_bytes()) {
            for (value, bit) in eight.iter_mut().zip(BITS) {
                *value = if known & bit == 0 { 0 } else { *value };
            }
        }
        (self.small, self.borrowed) = (copy, None);
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
                    self.known.remove(at);
                }
            }
        }
        self.most = u64::MAX;
        self.wide = Some(wide);
    }
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
