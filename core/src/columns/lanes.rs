//! A block of rows taken at once: a comparison with one bit a row, a fold of all rows, a value for each row.
//!
//! Each is a loop that is compiled twice: as it stands, and once more for processors with registers of 256 bits (AVX2,
//! x86-64-v3), where one instruction takes eight answers as eight bits. Which of them runs is asked of the processor once.
//! A block is long enough that the call costs nothing beside it, so callers need not be compiled for either.

use super::ROWS;
use super::bits::Mask;
#[cfg(target_arch = "x86_64")]
use pulp::{NullaryFnOnce, x86::V3};

/// How this processor takes a block of rows.
#[derive(Debug, Clone, Copy)]
pub(super) enum Lanes {
    /// As any processor can.
    Plain,
    /// Eight 32-bit numbers at a time.
    #[cfg(target_arch = "x86_64")]
    Wide(V3),
}

/// Something done with a block, in either way.
pub(super) trait Work {
    type Output;
    /// To be inlined, like all that it calls: it is compiled for the registers of where it is called.
    fn run(self, way: impl Way) -> Self::Output;
}

/// How pairs are compared, eight to a byte.
pub(super) trait Way: Copy {
    /// The answers of each eight pairs, one bit each. (Slices, so that the loop over them stays one: unrolled, it is no
    /// longer seen to be eight times the same.)
    fn compare<T: Copy>(self, a: &[[T; 8]], b: &[[T; 8]], to: &mut [u8], holds: impl Fn(T, T) -> bool);
}

impl Lanes {
    /// The best this processor has.
    pub(super) fn new() -> Self {
        #[cfg(target_arch = "x86_64")]
        if let Some(simd) = V3::try_new() {
            return Self::Wide(simd);
        }
        Self::Plain
    }

    pub(super) fn run<W: Work>(self, work: W) -> W::Output {
        match self {
            Self::Plain => work.run(Plain),
            #[cfg(target_arch = "x86_64")]
            Self::Wide(simd) => simd.vectorize(Wide { work, simd }),
        }
    }

    /// One bit for each item.
    pub(super) fn bits<T: Copy>(self, items: &[T; ROWS], holds: impl Fn(T) -> bool) -> Mask {
        self.bits2(items, items, |item, _| holds(item))
    }

    /// One bit for each pair.
    pub(super) fn bits2<T: Copy>(self, a: &[T; ROWS], b: &[T; ROWS], holds: impl Fn(T, T) -> bool) -> Mask {
        self.run(Compare { a, b, holds })
    }

    /// All items folded into one.
    pub(super) fn fold<T: Copy, A>(self, items: &[T; ROWS], start: A, step: impl Fn(A, T) -> A) -> A {
        self.fold2(items, items, start, |so_far, item, _| step(so_far, item))
    }

    /// All pairs folded into one.
    pub(super) fn fold2<T: Copy, A>(
        self,
        a: &[T; ROWS],
        b: &[T; ROWS],
        start: A,
        step: impl Fn(A, T, T) -> A,
    ) -> A {
        self.run(Fold { a, b, start, step })
    }

    /// A value for each pair.
    pub(super) fn each2<T: Copy, R>(
        self,
        a: &[T; ROWS],
        b: &[T; ROWS],
        to: &mut [R; ROWS],
        make: impl Fn(T, T) -> R,
    ) {
        self.run(Each { a, b, to, make });
    }
}

/// Eight answers as bytes, gathered into the top byte of a word by one multiplication.
#[derive(Clone, Copy)]
struct Plain;

impl Way for Plain {
    #[inline(always)]
    fn compare<T: Copy>(self, a: &[[T; 8]], b: &[[T; 8]], to: &mut [u8], holds: impl Fn(T, T) -> bool) {
        const GATHER: u64 = 0x0102_0408_1020_4080;
        for ((to, a), b) in to.iter_mut().zip(a).zip(b) {
            let mut answers = [0_u8; 8];
            for ((answer, a), b) in answers.iter_mut().zip(a).zip(b) {
                *answer = u8::from(holds(*a, *b));
            }
            *to = (u64::from_le_bytes(answers).wrapping_mul(GATHER) >> 56) as u8;
        }
    }
}

/// Eight answers as the signs of eight lanes, taken as eight bits.
#[cfg(target_arch = "x86_64")]
impl Way for V3 {
    #[inline(always)]
    fn compare<T: Copy>(self, a: &[[T; 8]], b: &[[T; 8]], to: &mut [u8], holds: impl Fn(T, T) -> bool) {
        for ((to, a), b) in to.iter_mut().zip(a).zip(b) {
            let mut signs = [0_i32; 8];
            for ((sign, a), b) in signs.iter_mut().zip(a).zip(b) {
                *sign = if holds(*a, *b) { -1 } else { 0 };
            }
            *to = self.avx._mm256_movemask_ps(pulp::cast(signs)) as u8;
        }
    }
}

/// Work on its way into a function for wide registers.
#[cfg(target_arch = "x86_64")]
struct Wide<W> {
    work: W,
    simd: V3,
}

#[cfg(target_arch = "x86_64")]
impl<W: Work> NullaryFnOnce for Wide<W> {
    type Output = W::Output;

    #[inline(always)]
    fn call(self) -> W::Output {
        self.work.run(self.simd)
    }
}

struct Compare<'a, T, H> {
    a: &'a [T; ROWS],
    b: &'a [T; ROWS],
    holds: H,
}

impl<T: Copy, H: Fn(T, T) -> bool> Work for Compare<'_, T, H> {
    type Output = Mask;

    #[inline(always)]
    fn run(self, way: impl Way) -> Mask {
        let mut bytes = [0; ROWS / 8];
        way.compare(self.a.as_chunks().0, self.b.as_chunks().0, &mut bytes, self.holds);
        Mask::from_bytes(&bytes)
    }
}

struct Fold<'a, T, A, S> {
    a: &'a [T; ROWS],
    b: &'a [T; ROWS],
    start: A,
    step: S,
}

impl<T: Copy, A, S: Fn(A, T, T) -> A> Work for Fold<'_, T, A, S> {
    type Output = A;

    #[inline(always)]
    fn run(self, _: impl Way) -> A {
        self.a.iter().zip(self.b).fold(self.start, |so_far, (a, b)| (self.step)(so_far, *a, *b))
    }
}

struct Each<'a, T, R, M> {
    a: &'a [T; ROWS],
    b: &'a [T; ROWS],
    to: &'a mut [R; ROWS],
    make: M,
}

impl<T: Copy, R, M: Fn(T, T) -> R> Work for Each<'_, T, R, M> {
    type Output = ();

    #[inline(always)]
    fn run(self, _: impl Way) {
        for ((to, a), b) in self.to.iter_mut().zip(self.a).zip(self.b) {
            *to = (self.make)(*a, *b);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What both ways say, which must be the same.
    fn both<R: PartialEq + core::fmt::Debug>(ask: impl Fn(Lanes) -> R) -> R {
        let plain = ask(Lanes::Plain);
        assert_eq!(ask(Lanes::new()), plain);
        plain
    }

    #[test]
    fn every_answer_lands_in_its_place() {
        for at in 0..ROWS {
            let mut answers = [0_i64; ROWS];
            answers[at] = 1;
            let mask = both(|lanes| lanes.bits(&answers, |answer| answer == 1));
            assert_eq!(mask.rows().collect::<Vec<_>>(), [at]);
        }
        assert_eq!(both(|lanes| lanes.bits2(&[1_u8; ROWS], &[2; ROWS], |a, b| a < b)), Mask::ALL);
        assert_eq!(both(|lanes| lanes.bits2(&[1.5_f64; ROWS], &[1.5; ROWS], |a, b| a < b)), Mask::NONE);
    }

    #[test]
    fn every_row_is_folded_and_made_once() {
        let rows: [i32; ROWS] = core::array::from_fn(|at| i32::try_from(at).unwrap());
        let (sum, least) = both(|lanes| {
            lanes.fold(&rows, (0, i32::MAX), |(sum, least): (i32, i32), row| {
                (sum.wrapping_add(row), least.min(row))
            })
        });
        assert_eq!((sum, least), (rows.iter().sum(), 0));
        let halves = both(|lanes| {
            let mut halves = [0.0; ROWS];
            lanes.each2(&rows, &[2; ROWS], &mut halves, |a, b| f64::from(a) / f64::from(b));
            halves
        });
        assert!(halves.iter().zip(rows).all(|(half, row)| (half * 2.0) as i32 == row));
    }
}
