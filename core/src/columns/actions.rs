//! What follows in each row: the ids that the answers of its checks and classes name.

use super::input::Bits;
use super::scores::{CheckColumn, ClassColumn, Scores};
use crate::procedure::model::{Check, Class, Procedure};
use core::ops::Range;
use std::collections::HashMap;

/// More sets of answers than this are not numbered, but looked up one by one.
const SETS: usize = 1 << 12;

/// What follows from the scores of a table, ready to be told of any of its rows: a list of ids for each, in Arrow's
/// layout. Checks first, then classes, each id once a row.
#[derive(Debug)]
pub struct Actions<'s> {
    procedure: &'s Procedure,
    scores: &'s Scores,
    digits: Vec<Digit<'s>>,
    names: Vec<String>,
}

impl<'s> Actions<'s> {
    /// Prepares the scores of a procedure.
    pub fn new(procedure: &'s Procedure, scores: &'s Scores) -> Self {
        Self { procedure, scores, digits: digits(procedure, scores), names: named(procedure) }
    }

    /// Every id that some answer names, in file order.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// How many ids these rows have in all.
    pub fn count(&self, rows: Range<usize>) -> usize {
        let mut count = 0_usize;
        self.each(rows, |ids| count = count.wrapping_add(ids.len()));
        count
    }

    /// Writes the ids of these rows, as positions in [`Actions::names`], and where each row's end; `before` are written
    /// already for the rows before them.
    pub fn write(&self, rows: Range<usize>, before: usize, ends: &mut [i64], ids: &mut [i32]) {
        let mut end = i64::try_from(before).unwrap_or(i64::MAX);
        let (mut ends, mut places) = (ends.iter_mut(), ids.iter_mut());
        self.each(rows, |ids| {
            for (id, place) in ids.iter().zip(&mut places) {
                *place = *id;
                end = end.wrapping_add(1);
            }
            ends.next().into_iter().for_each(|place| *place = end);
        });
    }

    /// Row by row, what follows. Many rows, few different sets of answers: each set is worked out once.
    fn each(&self, rows: Range<usize>, mut take: impl FnMut(&[i32])) {
        let sets = self.digits.iter().try_fold(1_usize, |sets, digit| sets.checked_mul(digit.radix()));
        if self.digits.is_empty() {
            rows.for_each(|_| take(&[]));
        } else if let Some(sets) = sets.filter(|sets| *sets <= SETS) {
            let mut met: Vec<Option<Vec<i32>>> = vec![None; sets];
            for from in rows.clone().step_by(64) {
                let numbers = self.numbers(from);
                for (row, number) in (from..rows.end).zip(numbers) {
                    let list = met.get_mut(number as usize);
                    take(list.map_or(&[], |list| list.get_or_insert_with(|| self.follow(row))));
                }
            }
        } else {
            let mut met: HashMap<Vec<u32>, Vec<i32>> = HashMap::new();
            for row in rows {
                let answers = self.digits.iter().map(|digit| digit.at(row)).collect();
                take(met.entry(answers).or_insert_with(|| self.follow(row)));
            }
        }
    }

    /// The number of the set of answers of each of 64 rows.
    fn numbers(&self, row: usize) -> [u32; 64] {
        let mut numbers = [0_u32; 64];
        for digit in &self.digits {
            let radix = u32::try_from(digit.radix()).unwrap_or_default();
            for (number, digit) in numbers.iter_mut().zip(digit.block(row)) {
                *number = number.wrapping_mul(radix).wrapping_add(digit);
            }
        }
        numbers
    }

    fn follow(&self, row: usize) -> Vec<i32> {
        let answer = |digit: &Digit<'_>| i32::try_from(digit.at(row)).unwrap_or_default().wrapping_sub(1);
        let mut answers = self.digits.iter().map(answer);
        let checks =
            self.procedure.checks.iter().zip(&mut answers).map(|(check, answer)| of_check(check, answer));
        let mut ids: Vec<&String> = checks.flatten().collect();
        for ((class, column), answer) in self.procedure.classes.iter().zip(&self.scores.classes).zip(answers)
        {
            ids.extend(of_class(class, column, answer));
        }
        let mut places = Vec::new();
        for id in ids {
            let place = self.names.iter().position(|name| name == id).and_then(|at| i32::try_from(at).ok());
            places.extend(place.filter(|at| !places.contains(at)));
        }
        places
    }
}

/// Every id named by an answer, once.
fn named(procedure: &Procedure) -> Vec<String> {
    let checks = procedure.checks.iter().flat_map(|check| check.then.iter().chain(&check.otherwise));
    let classes = procedure.classes.iter().flat_map(|class| class.results.iter().flat_map(|r| &r.then));
    let mut names: Vec<String> = Vec::new();
    for id in checks.chain(classes) {
        if !names.contains(id) {
            names.push(id.clone());
        }
    }
    names
}

fn of_check(check: &Check, answer: i32) -> impl Iterator<Item = &String> {
    let ids: &[String] = match answer {
        1 => &check.then,
        0 => &check.otherwise,
        _ => &[],
    };
    ids.iter()
}

fn of_class<'p>(class: &'p Class, column: &'p ClassColumn, answer: i32) -> impl Iterator<Item = &'p String> {
    let name = usize::try_from(answer).ok().and_then(|at| column.names.get(at)).map_or("", String::as_str);
    let results = name.split('+').filter_map(|id| class.results.find(id));
    results.flat_map(|at| &class.results[at].then)
}

/// The answers of a check or class from which something follows. The others have no part in what follows.
#[derive(Debug)]
enum Digit<'s> {
    Check(&'s CheckColumn),
    Class(&'s ClassColumn),
    Idle,
}

fn digits<'s>(procedure: &Procedure, scores: &'s Scores) -> Vec<Digit<'s>> {
    let checks = procedure.checks.iter().zip(&scores.checks).map(|(check, column)| {
        if check.then.is_empty() && check.otherwise.is_empty() { Digit::Idle } else { Digit::Check(column) }
    });
    let classes = procedure.classes.iter().zip(&scores.classes).map(|(class, column)| {
        if class.results.iter().all(|r| r.then.is_empty()) { Digit::Idle } else { Digit::Class(column) }
    });
    let all: Vec<Digit<'_>> = checks.chain(classes).collect();
    if all.iter().all(|digit| matches!(digit, Digit::Idle)) { Vec::new() } else { all }
}

impl Digit<'_> {
    /// How many answers there are, undetermined among them.
    fn radix(&self) -> usize {
        match self {
            Self::Check(_) => 3,
            Self::Class(column) => column.names.len().saturating_add(1),
            Self::Idle => 1,
        }
    }

    /// For each of 64 rows 0 if undetermined, else one more than the answer's code.
    #[inline(always)]
    fn block(&self, row: usize) -> [u32; 64] {
        let word = |bytes| Bits { bytes, offset: 0 }.word(row);
        let bit = |word: u64, at: u32| (word.wrapping_shr(at) & 1) as u32;
        let mut block = [0; 64];
        match self {
            Self::Idle => {}
            Self::Check(column) => {
                let (valid, answer) = (word(&column.valid), word(&column.answer));
                for (digit, at) in block.iter_mut().zip(0..) {
                    *digit = bit(valid, at).wrapping_add(bit(answer, at));
                }
            }
            Self::Class(column) => {
                let valid = word(&column.valid);
                let codes = column.codes.get(row..).unwrap_or_default();
                for ((digit, at), code) in block.iter_mut().zip(0..).zip(codes) {
                    *digit = bit(valid, at).wrapping_mul(code.wrapping_add(1).cast_unsigned());
                }
            }
        }
        block
    }

    fn at(&self, row: usize) -> u32 {
        let [digit, ..] = self.block(row);
        digit
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Column, Scorer, Table, Values, Wanted};
    use super::*;
    use crate::procedure::small::label_mismatch;

    #[test]
    fn each_row_has_what_its_answer_names() {
        let procedure = label_mismatch();
        let fact = |id| procedure.fact_named(id).unwrap();
        let mut table = Table::new(&procedure, 3);
        for (id, counts) in [("inspected", &[100_i64, 100, 0]), ("mismatched", &[4_i64, 3, 0])] {
            table.set(&procedure, fact(id), Column { values: Values::I64(counts), valid: None }).unwrap();
        }
        let scores = Scorer::new(&procedure).score(&table, Wanted::default());
        let actions = Actions::new(&procedure, &scores);
        assert_eq!(actions.names(), ["label-mismatch-then", "label-mismatch-else"]);
        assert_eq!(actions.count(0..3), 2);
        let (mut ends, mut ids) = ([0; 3], [9; 2]);
        actions.write(0..3, 5, &mut ends, &mut ids);
        assert_eq!((ends, ids), ([6, 7, 7], [0, 1]));
    }
}
