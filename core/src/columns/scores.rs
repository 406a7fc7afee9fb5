//! What comes out of scoring a table: columns in Arrow's layout, and the cells that were refused.

use super::ROWS;
use crate::problem::Problem;
use crate::procedure::model::{Fact, Procedure, Ref};

/// The scores of a table, all columns of its length.
#[derive(Debug, Clone, Default)]
pub struct Scores {
    /// How many rows.
    pub rows: usize,
    /// One for each check, in file order.
    pub checks: Vec<CheckColumn>,
    /// One for each class, in file order.
    pub classes: Vec<ClassColumn>,
    /// Cells that were refused, by row.
    pub bad: Vec<BadCell>,
}

/// The answers of a check.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CheckColumn {
    /// A bitmap of answers.
    pub answer: Vec<u8>,
    /// A bitmap of rows with an answer; the others are undetermined.
    pub valid: Vec<u8>,
    /// The measured share, for show; without meaning where `valid` is not set. Empty unless wanted, and for checks that are no rate.
    pub rate: Vec<f64>,
    /// The smallest change of the numerator that flips the answer. Empty unless wanted.
    pub margin: Vec<i64>,
    /// A bitmap of rows in which a change can flip the answer.
    pub margin_valid: Vec<u8>,
}

/// The results of a class.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClassColumn {
    /// Indices into `names`; 0 where `valid` is not set.
    pub codes: Vec<i32>,
    /// A bitmap of rows with a result; the others are undetermined.
    pub valid: Vec<u8>,
    /// The results' ids in file order, "unclassified", then combinations of results that add up, as met.
    pub names: Vec<String>,
}

/// A cell that is refused: nothing is concluded from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BadCell {
    /// The row, from 0.
    pub row: usize,
    /// The fact whose column it is in.
    pub fact: Ref<Fact>,
    /// What is wrong.
    pub fault: Fault,
}

/// What is wrong with a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// A count below 0.
    Negative,
    /// A count that is not whole, or so large that it is no count.
    Fraction,
    /// More than the count it is part of.
    Exceeds,
}

impl BadCell {
    /// The problem in words, the same code as for a single set of facts.
    pub fn problem(&self, procedure: &Procedure) -> Problem {
        let fact = &procedure.facts[self.fact];
        let (code, zh, en) = match self.fault {
            Fault::Negative => ("facts/negative", "不能为负", "cannot be negative"),
            Fault::Fraction => {
                ("facts/fraction", "不是可表示的整数", "is not a whole number that can be represented")
            }
            Fault::Exceeds => ("facts/exceeds", "多于其所属的总数", "is more than the count it is part of"),
        };
        let mut problem =
            Problem::new(code, format!("“{}”{zh}", fact.label.zh), format!("`{}` {en}", fact.label.en))
                .path(format!("facts.{}", fact.id));
        problem.at.row = u64::try_from(self.row).ok();
        problem
    }
}

/// Appends 64 rows to a bitmap.
#[inline(always)]
pub(super) fn push_word(bitmap: &mut Vec<u8>, word: u64) {
    bitmap.extend_from_slice(&word.to_le_bytes());
}

/// Appends 64 rows to a column.
pub(super) fn push_rows<T: Copy>(column: &mut Vec<T>, block: &[T; ROWS]) {
    column.extend_from_slice(block);
}
