//! What comes out of scoring a table: columns in Arrow's layout, and the cells that were refused.

use super::parts::{CheckPart, ClassPart, Found, Part};
use super::{ROWS, Wanted};
use crate::problem::Problem;
use crate::procedure::model::{Fact, Procedure, Ref, Test, UNCLASSIFIED};

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
    /// The smallest change of the numerator that flips the answer. Empty unless wanted, and for checks that compare no
    /// count.
    pub margin: Vec<i64>,
    /// A bitmap of rows in which a change can flip the answer; empty with `margin`.
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

impl Scores {
    /// Room for the scores of so many rows, nothing judged yet.
    pub fn new(procedure: &Procedure, rows: usize, wanted: Wanted) -> Self {
        let bytes = rows.div_ceil(8);
        let if_any = |any: bool, length: usize| if any { length } else { 0 };
        let checks = procedure.checks.iter().map(|check| {
            let rate = wanted.rates && matches!(check.test, Test::Rate { .. });
            let margin = wanted.margins && matches!(check.test, Test::Rate { .. } | Test::Count { .. });
            CheckColumn {
                answer: vec![0; bytes],
                valid: vec![0; bytes],
                rate: vec![0.0; if_any(rate, rows)],
                margin: vec![0; if_any(margin, rows)],
                margin_valid: vec![0; if_any(margin, bytes)],
            }
        });
        let classes = procedure.classes.iter().map(|class| {
            let names = class.results.iter().map(|r| r.id.as_str()).chain([UNCLASSIFIED]).map(str::to_owned);
            ClassColumn { codes: vec![0; rows], valid: vec![0; bytes], names: names.collect() }
        });
        Self { rows, checks: checks.collect(), classes: classes.collect(), bad: Vec::new() }
    }

    /// The same room in parts of about so many rows, each to be filled by itself, at the same time if one likes. What
    /// they find goes to [`Scores::join`].
    pub fn parts(&mut self, rows: usize) -> Vec<Part<'_>> {
        let each = rows.clamp(1, self.rows.max(1)).next_multiple_of(ROWS);
        let mut parts: Vec<Part<'_>> = (0..self.rows)
            .step_by(each)
            .map(|from| Part::new(from..from.saturating_add(each).min(self.rows)))
            .collect();
        for column in &mut self.checks {
            let mut cut = column.cut(each);
            parts.iter_mut().for_each(|part| part.checks.extend(cut.next()));
        }
        for column in &mut self.classes {
            let cut = column.codes.chunks_mut(each).zip(column.valid.chunks_mut(each / 8));
            for (part, (codes, valid)) in parts.iter_mut().zip(cut) {
                part.classes.push(ClassPart { codes, valid, names: column.names.clone() });
            }
        }
        parts
    }

    /// Takes what filling the parts found; in any order.
    pub fn join(&mut self, mut found: Vec<Found>) {
        found.sort_by_key(|found| found.rows.start);
        for found in found {
            let moved = |cell: BadCell| BadCell { row: cell.row.saturating_add(found.rows.start), ..cell };
            self.bad.extend(found.bad.into_iter().map(moved));
            for (column, names) in self.classes.iter_mut().zip(found.names) {
                column.rename(&names, found.rows.clone());
            }
        }
    }
}

impl CheckColumn {
    fn cut(&mut self, rows: usize) -> impl Iterator<Item = CheckPart<'_>> {
        let mut rates = self.rate.chunks_mut(rows);
        let mut margins = self.margin.chunks_mut(rows).zip(self.margin_valid.chunks_mut(rows / 8));
        self.answer.chunks_mut(rows / 8).zip(self.valid.chunks_mut(rows / 8)).map(move |(answer, valid)| {
            let (margin, margin_valid) = margins.next().unwrap_or_default();
            CheckPart { answer, valid, rate: rates.next().unwrap_or_default(), margin, margin_valid }
        })
    }
}

impl ClassColumn {
    /// Gives the codes of some rows, which stand for `names`, the meaning they have here.
    fn rename(&mut self, names: &[String], rows: core::ops::Range<usize>) {
        if self.names.starts_with(names) {
            return;
        }
        let place = |name: &String| {
            let known = self.names.iter().position(|known| known == name);
            let at = known.unwrap_or_else(|| {
                self.names.push(name.clone());
                self.names.len().saturating_sub(1)
            });
            i32::try_from(at).unwrap_or_default()
        };
        let places: Vec<i32> = names.iter().map(place).collect();
        for code in self.codes.get_mut(rows).unwrap_or_default() {
            let place = usize::try_from(*code).ok().and_then(|at| places.get(at));
            *code = place.copied().unwrap_or_default();
        }
    }
}
