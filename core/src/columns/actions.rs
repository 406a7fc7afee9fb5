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
        // Many rows, few different sets of answers: each set is worked out once.
        let mut met: HashMap<Vec<i32>, Vec<u16>> = HashMap::new();
        let mut answers = Vec::new();
        for row in 0..scores.rows {
            answers.clear();
            answers.extend(scores.checks.iter().map(|check| check.code(row)));
            answers.extend(scores.classes.iter().map(|class| class.code_at(row)));
            match met.get(&answers) {
                Some(ids) => actions.ids.extend_from_slice(ids),
                None => {
                    let ids = actions.follow(procedure, scores, &answers);
                    actions.ids.extend_from_slice(&ids);
                    met.insert(answers.clone(), ids);
                }
            }
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

impl CheckColumn {
    /// 1 yes, 0 no, -1 undetermined.
    fn code(&self, row: usize) -> i32 {
        if bit(&self.valid, row) { i32::from(bit(&self.answer, row)) } else { -1 }
    }
}

impl ClassColumn {
    /// The result's place among the names, -1 undetermined.
    fn code_at(&self, row: usize) -> i32 {
        if bit(&self.valid, row) { self.codes.get(row).copied().unwrap_or(-1) } else { -1 }
    }
}

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
