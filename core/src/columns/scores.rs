//! What comes out of scoring a table: columns in Arrow's layout, and the cells that were refused.

use super::input::{Table, Values};
use super::parts::{CheckPart, ClassPart, Found, Part};
use super::{ROWS, Wanted};
use crate::facts::{Raw, Reading};
use crate::problem::Problem;
use crate::procedure::evaluate::Context;
use crate::procedure::model::{Fact, FactKind, Procedure, Ref, Test, UNCLASSIFIED};

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
    /// The problem, in the words it has where one set of facts is judged: the cell is read again, by itself. `table` is
    /// the one that was judged.
    pub fn problem(&self, procedure: &Procedure, table: &Table<'_>) -> Problem {
        let mut reading = Reading::new(procedure);
        reading.fact(self.fact, table.raw(self.fact, self.row));
        if let (Fault::Exceeds, FactKind::Count { part_of: Some(whole) }) =
            (self.fault, &procedure.facts[self.fact].kind)
        {
            reading.fact(*whole, table.raw(*whole, self.row));
        }
        let mut problem = reading
            .done()
            .problem(self.fact)
            .cloned()
            .unwrap_or_else(|| refused(&procedure.facts[self.fact]));
        problem.at.row = u64::try_from(self.row).ok();
        problem
    }
}

/// What one set of facts would take, and a column does not.
fn refused(fact: &Fact) -> Problem {
    Problem::new(
        "facts/type",
        format!("“{}”的值不能用", fact.label.zh),
        format!("the value of `{}` cannot be used", fact.label.en),
    )
    .path(format!("facts.{}", fact.id))
}

impl Table<'_> {
    /// One cell of a column of counts.
    fn raw(&self, fact: Ref<Fact>, row: usize) -> Raw<'_> {
        let int = |number: Option<i128>| number.map_or(Raw::Null, Raw::Int);
        match self.column(fact).map(|column| column.values) {
            Some(Values::I8(v)) => int(v.get(row).map(|v| (*v).into())),
            Some(Values::I16(v)) => int(v.get(row).map(|v| (*v).into())),
            Some(Values::I32(v)) => int(v.get(row).map(|v| (*v).into())),
            Some(Values::I64(v)) => int(v.get(row).map(|v| (*v).into())),
            Some(Values::U8(v)) => int(v.get(row).map(|v| (*v).into())),
            Some(Values::U16(v)) => int(v.get(row).map(|v| (*v).into())),
            Some(Values::U32(v)) => int(v.get(row).map(|v| (*v).into())),
            Some(Values::U64(v)) => int(v.get(row).map(|v| (*v).into())),
            Some(Values::F64(v)) => v.get(row).map_or(Raw::Null, |v| Raw::Float(*v)),
            Some(Values::Bits(_) | Values::Decimal(..) | Values::Words) | None => Raw::Null,
        }
    }
}

impl Found {
    /// The cells that were refused, their rows counted from the first of the part.
    pub fn bad(&self) -> &[BadCell] {
        &self.bad
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

#[cfg(test)]
mod tests {
    use super::super::{Column, Scorer};
    use super::*;
    use crate::facts::Facts;
    use crate::problem::Lang;
    use crate::procedure::small::label_mismatch;

    /// A fault of a cell of numbers is told with the value, the total and both names, as of one set of facts.
    #[test]
    fn cells_of_numbers_are_refused_in_the_words_of_single_facts() {
        let p = label_mismatch();
        let (n, k) = (p.fact_named("inspected").unwrap(), p.fact_named("mismatched").unwrap());
        let inspected = [f64::INFINITY, f64::NEG_INFINITY, 2.5, -3.0, -0.5, 1e30, 30.0];
        let mismatched = [0_i64, 0, 0, 0, 0, 0, 35];
        let mut table = Table::new(&p, inspected.len());
        table.set(&p, n, Column { values: Values::F64(&inspected), valid: None }).unwrap();
        table.set(&p, k, Column { values: Values::I64(&mismatched), valid: None }).unwrap();
        let bad = Scorer::new(&p).score(&table, Wanted::default()).bad;
        let said: Vec<String> = bad.iter().map(|cell| cell.problem(&p, &table).told(Lang::Zh)).collect();
        assert_eq!(
            said,
            [
                "“抽检数”的值“inf”不是数；应为从 0 起的整数",
                "“抽检数”的值“-inf”不是数；应为从 0 起的整数",
                "“抽检数”的值“2.5”不是整数；应为从 0 起的整数",
                "“抽检数”的值“-3”不能为负；应为从 0 起的整数",
                "“抽检数”的值“-0.5”不能为负；应为从 0 起的整数",
                "“抽检数”的值“1e30”超出可表示的范围；请核对这个数",
                "“不符数”为 35，多于“抽检数”的 30；前者是后者的一部分，请核对两个数",
            ]
        );
        for cell in bad {
            let (n, k) = (inspected[cell.row], mismatched[cell.row].into());
            let alone = Facts::read(&p, [("inspected", Raw::Float(n)), ("mismatched", Raw::Int(k))]);
            let alone = alone.problems().next().unwrap();
            let told = cell.problem(&p, &table);
            assert_eq!((told.line(Lang::En), told.at.row), (alone.line(Lang::En), Some(cell.row as u64)));
        }
    }
}
