//! A block of rows as bits, three-valued.

use super::ROWS;
use core::ops::{BitAnd, BitAndAssign, BitOr, BitOrAssign, Not};

/// Words of a block.
const WORDS: usize = ROWS / 64;

/// One bit for each row of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mask([u64; WORDS]);

impl Mask {
    pub(super) const NONE: Self = Self([0; WORDS]);
    pub(super) const ALL: Self = Self([u64::MAX; WORDS]);

    /// Word `i` from `word(64 * i)`.
    #[inline(always)]
    pub(super) fn from_words(word: impl Fn(usize) -> u64) -> Self {
        let mut mask = Self::NONE;
        for (to, row) in mask.0.iter_mut().zip((0..ROWS).step_by(64)) {
            *to = word(row);
        }
        mask
    }

    /// The first so many rows.
    pub(super) fn first(rows: usize) -> Self {
        if rows >= ROWS {
            return Self::ALL;
        }
        Self::from_words(|row| match rows.saturating_sub(row) {
            64.. => u64::MAX,
            some => !(u64::MAX << some),
        })
    }

    #[inline(always)]
    pub(super) fn is_empty(self) -> bool {
        self.0.iter().fold(0, |all, word| all | word) == 0
    }

    pub(super) fn has(self, row: usize) -> bool {
        self.0.get(row / 64).is_some_and(|word| word >> (row % 64) & 1 == 1)
    }

    pub(super) fn insert(&mut self, row: usize) {
        if let Some(word) = self.0.get_mut(row / 64) {
            *word |= 1_u64 << (row % 64);
        }
    }

    pub(super) fn remove(&mut self, row: usize) {
        if let Some(word) = self.0.get_mut(row / 64) {
            *word &= !(1_u64 << (row % 64));
        }
    }

    /// The rows that are set.
    pub(super) fn rows(self) -> impl Iterator<Item = usize> {
        self.0
            .into_iter()
            .zip((0..ROWS).step_by(64))
            .flat_map(|(word, from)| set_bits(word).map(move |bit| from.wrapping_add(bit)))
    }

    /// Sets bits of `value` in these rows.
    #[inline(always)]
    pub(super) fn mark(self, codes: &mut [i32; ROWS], value: i32) {
        const BITS: [u8; 8] = [1, 2, 4, 8, 16, 32, 64, 128];
        for (eight, byte) in codes.as_chunks_mut::<8>().0.iter_mut().zip(self.to_bytes()) {
            for (code, bit) in eight.iter_mut().zip(BITS) {
                *code |= if byte & bit == 0 { 0 } else { value };
            }
        }
    }

    /// As Arrow writes it.
    #[inline(always)]
    pub(super) fn from_bytes(bytes: &[u8; ROWS / 8]) -> Self {
        let mut mask = Self::NONE;
        for (word, eight) in mask.0.iter_mut().zip(bytes.as_chunks().0) {
            *word = u64::from_le_bytes(*eight);
        }
        mask
    }

    /// As Arrow writes it.
    #[inline(always)]
    pub(super) fn to_bytes(self) -> [u8; ROWS / 8] {
        let mut bytes = [0; ROWS / 8];
        for (eight, word) in bytes.as_chunks_mut::<8>().0.iter_mut().zip(self.0) {
            *eight = word.to_le_bytes();
        }
        bytes
    }

    #[inline(always)]
    fn each(mut self, other: Self, op: impl Fn(u64, u64) -> u64) -> Self {
        for (a, b) in self.0.iter_mut().zip(other.0) {
            *a = op(*a, b);
        }
        self
    }
}

impl BitAnd for Mask {
    type Output = Self;
    #[inline(always)]
    fn bitand(self, other: Self) -> Self {
        self.each(other, |a, b| a & b)
    }
}

impl BitOr for Mask {
    type Output = Self;
    #[inline(always)]
    fn bitor(self, other: Self) -> Self {
        self.each(other, |a, b| a | b)
    }
}

impl Not for Mask {
    type Output = Self;
    #[inline(always)]
    fn not(self) -> Self {
        Self(self.0.map(|word| !word))
    }
}

impl BitAndAssign for Mask {
    #[inline(always)]
    fn bitand_assign(&mut self, other: Self) {
        *self = *self & other;
    }
}

impl BitOrAssign for Mask {
    #[inline(always)]
    fn bitor_assign(&mut self, other: Self) {
        *self = *self | other;
    }
}

/// Yes and no for the rows of a block; a row in neither is undetermined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ternary {
    pub(super) yes: Mask,
    pub(super) no: Mask,
}

impl Ternary {
    pub(super) const YES: Self = Self { yes: Mask::ALL, no: Mask::NONE };
    pub(super) const NO: Self = Self { yes: Mask::NONE, no: Mask::ALL };
    pub(super) const UNDETERMINED: Self = Self { yes: Mask::NONE, no: Mask::NONE };

    /// An answer where it is known.
    #[inline(always)]
    pub(super) fn known(answer: Mask, known: Mask) -> Self {
        Self { yes: answer & known, no: !answer & known }
    }

    pub(super) fn and(self, other: Self) -> Self {
        Self { yes: self.yes & other.yes, no: self.no | other.no }
    }

    pub(super) fn or(self, other: Self) -> Self {
        Self { yes: self.yes | other.yes, no: self.no & other.no }
    }

    pub(super) fn not(self) -> Self {
        Self { yes: self.no, no: self.yes }
    }
}

/// The positions of the set bits.
fn set_bits(mut word: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let at = word.trailing_zeros();
        word &= word.checked_sub(1)?;
        Some(at as usize)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bit_lands_in_its_place() {
        for at in 0..ROWS {
            let mut mask = Mask::NONE;
            mask.insert(at);
            assert_eq!(mask.rows().collect::<Vec<_>>(), [at]);
            assert!(mask.has(at) && !mask.is_empty());
            assert_eq!(mask.to_bytes()[at / 8], 1 << (at % 8));
            assert_eq!(Mask::from_bytes(&mask.to_bytes()), mask);
            mask.remove(at);
            assert_eq!(mask, Mask::NONE);
            assert_eq!(Mask::first(at).rows().collect::<Vec<_>>(), (0..at).collect::<Vec<_>>());
        }
        assert_eq!(Mask::first(ROWS), Mask::ALL);
        assert_eq!(set_bits(0b1010_0001).collect::<Vec<_>>(), [0, 5, 7]);
    }
}
