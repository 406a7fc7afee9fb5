//! 64 rows as words of bits, three-valued.

use super::ROWS;

/// Yes and no for 64 rows; a row in neither is undetermined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Ternary {
    pub(super) yes: u64,
    pub(super) no: u64,
}

impl Ternary {
    /// An answer where it is known.
    pub(super) fn known(answer: u64, known: u64) -> Self {
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

/// 64 answers of 0 or 1 as one word: eight bytes at a time, gathered into the top byte by one multiplication.
#[inline(always)]
pub(super) fn pack(answers: &[u8; ROWS]) -> u64 {
    const GATHER: u64 = 0x0102_0408_1020_4080;
    let mut word = [0_u8; 8];
    for (byte, eight) in word.iter_mut().zip(answers.as_chunks::<8>().0) {
        *byte = (u64::from_le_bytes(*eight).wrapping_mul(GATHER) >> 56) as u8;
    }
    u64::from_le_bytes(word)
}

/// One bit for each of 64 items.
#[inline(always)]
pub(super) fn bits<T: Copy>(items: &[T; ROWS], holds: impl Fn(T) -> bool) -> u64 {
    let mut answers = [0_u8; ROWS];
    for (answer, item) in answers.iter_mut().zip(items) {
        *answer = u8::from(holds(*item));
    }
    pack(&answers)
}

/// One bit for each of 64 pairs.
#[inline(always)]
pub(super) fn bits2<T: Copy>(a: &[T; ROWS], b: &[T; ROWS], holds: impl Fn(T, T) -> bool) -> u64 {
    let mut answers = [0_u8; ROWS];
    for ((answer, a), b) in answers.iter_mut().zip(a).zip(b) {
        *answer = u8::from(holds(*a, *b));
    }
    pack(&answers)
}

/// The positions of the set bits.
pub(super) fn set_bits(mut word: u64) -> impl Iterator<Item = usize> {
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
            let mut answers = [0; ROWS];
            answers[at] = 1;
            assert_eq!(pack(&answers), 1 << at);
        }
        assert_eq!(pack(&[1; ROWS]), u64::MAX);
        assert_eq!(set_bits(0b1010_0001).collect::<Vec<_>>(), [0, 5, 7]);
    }
}
