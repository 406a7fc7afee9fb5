//! A stretch of the rows of [`super::Scores`], written while others write the rest.

use super::ROWS;
use super::bits::Mask;
use super::scores::BadCell;
use crate::procedure::model::Class;
use core::ops::Range;

/// A stretch of rows to be judged.
#[derive(Debug)]
pub struct Part<'s> {
    pub(super) rows: Range<usize>,
    pub(super) checks: Vec<CheckPart<'s>>,
    pub(super) classes: Vec<ClassPart<'s>>,
}

/// What was found in a stretch besides its scores.
#[derive(Debug, Clone, Default)]
pub struct Found {
    pub(super) rows: Range<usize>,
    pub(super) bad: Vec<BadCell>,
    /// What the codes of each class stand for.
    pub(super) names: Vec<Vec<String>>,
}

#[derive(Debug)]
pub(super) struct CheckPart<'s> {
    pub(super) answer: &'s mut [u8],
    pub(super) valid: &'s mut [u8],
    pub(super) rate: &'s mut [f64],
    pub(super) margin: &'s mut [i64],
    pub(super) margin_valid: &'s mut [u8],
}

#[derive(Debug)]
pub(super) struct ClassPart<'s> {
    pub(super) codes: &'s mut [i32],
    pub(super) valid: &'s mut [u8],
    pub(super) names: Vec<String>,
}

impl Part<'_> {
    pub(super) fn new(rows: Range<usize>) -> Self {
        Self { rows, checks: Vec::new(), classes: Vec::new() }
    }

    /// The rows of the table it is for.
    pub fn rows(&self) -> Range<usize> {
        self.rows.clone()
    }
}

impl ClassPart<'_> {
    /// The code of some results, a new one for a combination not met before.
    pub(super) fn code(&mut self, class: &Class, results: &[usize]) -> i32 {
        let at = match results {
            [one] => *one,
            many => {
                let ids: Vec<&str> = many
                    .iter()
                    .filter_map(|at| class.results.at(*at))
                    .map(|at| class.results[at].id.as_str())
                    .collect();
                let name = ids.join("+");
                match self.names.iter().position(|known| *known == name) {
                    Some(at) => at,
                    None => {
                        self.names.push(name);
                        self.names.len().saturating_sub(1)
                    }
                }
            }
        };
        i32::try_from(at).unwrap_or_default()
    }
}

/// Writes the block at `row` of a column.
pub(super) fn write_rows<T: Copy + Default, R>(
    column: &mut [T],
    row: usize,
    write: impl FnOnce(&mut [T; ROWS]) -> R,
) -> R {
    let rest = column.get_mut(row..).unwrap_or_default();
    match rest.first_chunk_mut() {
        Some(block) => write(block),
        None => {
            let mut block = [T::default(); ROWS];
            let written = write(&mut block);
            rest.iter_mut().zip(block).for_each(|(to, from)| *to = from);
            written
        }
    }
}

/// Writes the block at `row` of a bitmap.
pub(super) fn write_bits(bitmap: &mut [u8], row: usize, mask: Mask) {
    let rest = bitmap.get_mut(row / 8..).unwrap_or_default();
    let bytes = mask.to_bytes();
    match rest.first_chunk_mut() {
        Some(block) => *block = bytes,
        None => rest.iter_mut().zip(bytes).for_each(|(to, from)| *to = from),
    }
}
