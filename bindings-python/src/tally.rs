//! Answers counted: how often each, and in how many rows one is open.

use arrow_array::cast::AsArray;
use arrow_array::types::Int32Type;
use arrow_array::{Array, RecordBatch};
use std::collections::BTreeMap;

/// What a batch of answers comes to.
#[derive(Default)]
pub(crate) struct Tally {
    /// For each column how often each answer was given: "yes", "no", the ids of classes, "undetermined".
    pub(crate) answers: BTreeMap<String, BTreeMap<String, usize>>,
    /// Rows with an answer open.
    pub(crate) open: usize,
    /// Rows with a problem.
    pub(crate) bad: usize,
}

impl Tally {
    /// Counts a batch: the answers of these columns, and what stands in the column of problems.
    pub(crate) fn add(&mut self, batch: &RecordBatch, columns: &[String], problems: &str) {
        let mut open = vec![false; batch.num_rows()];
        for name in columns {
            let Some(column) = batch.column_by_name(name) else { continue };
            let counts = self.answers.entry(name.clone()).or_default();
            let mut count = |answer: &str, times: usize| {
                if times > 0 {
                    let sum = counts.entry(answer.to_owned()).or_default();
                    *sum = sum.saturating_add(times);
                }
            };
            count("undetermined", column.null_count());
            if let Some(answers) = column.as_boolean_opt() {
                count("yes", answers.true_count());
                count("no", answers.false_count());
            } else if let Some(answers) = column.as_dictionary_opt::<Int32Type>() {
                let mut times = vec![0_usize; answers.values().len()];
                for key in answers.keys().iter().flatten() {
                    if let Some(n) = usize::try_from(key).ok().and_then(|key| times.get_mut(key)) {
                        *n = n.saturating_add(1);
                    }
                }
                if let Some(names) = answers.values().as_string_opt::<i32>() {
                    names.iter().zip(times).for_each(|(name, n)| count(name.unwrap_or_default(), n));
                }
            }
            if let Some(nulls) = column.nulls() {
                open.iter_mut().zip(nulls.iter()).for_each(|(open, known)| *open |= !known);
            }
        }
        if let Some(problems) = batch.column_by_name(problems).and_then(|column| column.as_list_opt::<i64>())
        {
            self.bad =
                self.bad.saturating_add(problems.offsets().lengths().filter(|length| *length > 0).count());
        }
        self.open = self.open.saturating_add(open.iter().filter(|open| **open).count());
    }
}
