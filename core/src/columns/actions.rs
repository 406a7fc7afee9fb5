//! What follows in each row: the ids that the answers of its checks and classes name.

use super::scores::{CheckColumn, ClassColumn, Scores};
use crate::procedure::model::{Check, Class, Procedure};
use std::collections::HashMap;

/// A list of ids for each row, in Arrow's layout.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Actions {
    /// Row `i` has the ids from `offsets[i]` to `offsets[i + 1]`.
    pub offsets: Vec<i32>,
    /// Positions in `names`.
    pub ids: Vec<u16>,
    /// Every id that some answer names, in file order.
    pub names: Vec<String>,
}

impl Actions {
    /// What follows from the scores of a table: checks first, then classes, each id once a row.
    /// `None` when a table is so long that its lists cannot be numbered in 31 bits: score it in pieces.
    pub fn new(procedure: &Procedure, scores: &Scores) -> Option<Self> {
        let mut actions = Self { offsets: vec![0], ids: Vec::new(), names: named(procedure) };
        actions.offsets.reserve(scores.rows);
        let digits = digits(procedure, scores);
        if digits.is_empty() {
            actions.offsets.resize(scores.rows.checked_add(1)?, 0);
            return Some(actions);
        }
        // Many rows, few different sets of answers: each set is worked out once, and found by its number.
        let mut met = Met::new(&digits);
        for row in 0..scores.rows {
            let ids = met.list(&digits, row, |answers| actions.follow(procedure, scores, answers));
            actions.ids.extend_from_slice(ids);
            actions.offsets.push(i32::try_from(actions.ids.len()).ok()?);
        }
        Some(actions)
    }

    fn follow(&self, procedure: &Procedure, scores: &Scores, answers: &[i32]) -> Vec<u16> {
        let checks =
            procedure.checks.iter().zip(answers).flat_map(|(check, answer)| of_check(check, *answer));
        let classes = procedure.classes.iter().zip(&scores.classes);
        let results = answers.get(procedure.checks.len()..).unwrap_or_default();
        let classes =
            classes.zip(results).flat_map(|((class, column), answer)| of_class(class, column, *answer));
        let mut ids = Vec::new();
        for id in checks.chain(classes) {
            let place = self.names.iter().position(|name| name == id).and_then(|at| u16::try_from(at).ok());
            ids.extend(place.filter(|at| !ids.contains(at)));
        }
        ids
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

    /// 0 undetermined, else one more than the answer's code.
    #[inline(always)]
    fn at(&self, row: usize) -> usize {
        match self {
            Self::Check(column) if bit(&column.valid, row) => {
                usize::from(bit(&column.answer, row)).wrapping_add(1)
            }
            Self::Class(column) if bit(&column.valid, row) => {
                let code = column.codes.get(row).copied().unwrap_or(-1);
                usize::try_from(code.wrapping_add(1)).unwrap_or_default()
            }
            _ => 0,
        }
    }
}

/// Sets of answers met before, with what follows from each.
enum Met {
    /// By their number.
    Few(Vec<Option<Vec<u16>>>),
    /// By themselves, where there are too many numbers.
    Many(HashMap<Vec<usize>, Vec<u16>>),
}

impl Met {
    fn new(digits: &[Digit<'_>]) -> Self {
        let sets = digits.iter().try_fold(1_usize, |sets, digit| sets.checked_mul(digit.radix()));
        match sets.filter(|sets| *sets <= 1 << 16) {
            Some(sets) => Self::Few(vec![None; sets]),
            None => Self::Many(HashMap::new()),
        }
    }

    /// What follows in a row; `follow` works it out from the answers' codes (-1 undetermined).
    #[inline(always)]
    fn list(&mut self, digits: &[Digit<'_>], row: usize, follow: impl FnOnce(&[i32]) -> Vec<u16>) -> &[u16] {
        let follow = || {
            let code = |digit: &Digit<'_>| i32::try_from(digit.at(row)).unwrap_or_default().wrapping_sub(1);
            follow(&digits.iter().map(code).collect::<Vec<i32>>())
        };
        match self {
            Self::Few(lists) => {
                let number = digits.iter().fold(0_usize, |number, digit| {
                    number.wrapping_mul(digit.radix()).wrapping_add(digit.at(row))
                });
                lists.get_mut(number).map_or(&[], |list| list.get_or_insert_with(follow))
            }
            Self::Many(lists) => {
                lists.entry(digits.iter().map(|digit| digit.at(row)).collect()).or_insert_with(follow)
            }
        }
    }
}

#[inline(always)]
fn bit(bitmap: &[u8], row: usize) -> bool {
    bitmap.get(row / 8).is_some_and(|byte| byte >> (row % 8) & 1 == 1)
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
        let actions = Actions::new(&procedure, &scores).unwrap();
        assert_eq!(actions.names, ["label-mismatch-then", "label-mismatch-else"]);
        assert_eq!(actions.offsets, [0, 1, 2, 2]);
        assert_eq!(actions.ids, [0, 1]);
    }
}
