//! What the examples exercise: steps that a case takes, limits whose obligation is compared, rows of tables that decide
//! an answer that is compared.

use super::replay::Replayed;
use crate::procedure::evaluate::Context;
use crate::procedure::example::{Example, Expected, Owed};
use crate::procedure::guard::Truth;
use crate::procedure::model::{Class, Hit, Procedure};
use serde::Serialize;
use std::collections::BTreeSet;

/// How many of how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Share {
    /// Exercised.
    pub done: usize,
    /// There are.
    pub all: usize,
}

/// What the examples of a procedure exercise.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Coverage {
    /// Steps taken.
    pub steps: Share,
    /// Time limits compared.
    pub limits: Share,
    /// Rows of tables that decided.
    pub rows: Share,
    /// What no example exercises, in file order: `step.scrap`, `limit.reply`, `class.severity.row.1`.
    pub without: Vec<String>,
}

/// Paths of the rules that were exercised.
#[derive(Default)]
pub(super) struct Exercised(BTreeSet<String>);

impl Exercised {
    /// What one example exercises.
    pub(super) fn add(&mut self, replayed: &Replayed, example: &Example) {
        let procedure = &replayed.procedure;
        self.0.extend(replayed.steps.iter().map(|step| of_step(&procedure.steps[*step].id)));
        for expectation in &example.expect {
            match &expectation.what {
                // That there is no obligation says nothing of its limit.
                Expected::Owed { what: Owed::Standing, is, .. } if is == "none" => {}
                Expected::Owed { which, .. } => self.0.extend([of_limit(&which.limit)]),
                Expected::Answer { rule, .. } => {
                    let Some(class) = procedure.classes.iter().find(|class| class.id == *rule) else {
                        continue;
                    };
                    match (&replayed.case, &example.case) {
                        (Some(case), Some(told)) => {
                            self.0.extend(deciding(procedure, class, &case.context(told.now)));
                        }
                        _ => self.0.extend(deciding(procedure, class, &replayed.facts)),
                    }
                }
                _ => {}
            }
        }
    }

    /// Counted against all there is.
    pub(super) fn coverage(&self, procedure: &Procedure) -> Coverage {
        let mut coverage = Coverage::default();
        let rows =
            procedure.classes.iter().flat_map(|class| (0..class.rows.len()).map(|at| of_row(class, at)));
        coverage.steps =
            self.share(procedure.steps.iter().map(|step| of_step(&step.id)), &mut coverage.without);
        coverage.limits =
            self.share(procedure.limits.iter().map(|limit| of_limit(&limit.id)), &mut coverage.without);
        coverage.rows = self.share(rows, &mut coverage.without);
        coverage
    }

    fn share(&self, rules: impl Iterator<Item = String>, without: &mut Vec<String>) -> Share {
        let mut share = Share::default();
        for rule in rules {
            share.all = share.all.saturating_add(1);
            match self.0.contains(&rule) {
                true => share.done = share.done.saturating_add(1),
                false => without.push(rule),
            }
        }
        share
    }
}

/// The rows that hold; of a table that takes the first, that one.
fn deciding<C: Context + ?Sized>(procedure: &Procedure, class: &Class, context: &C) -> Vec<String> {
    let rows = (0..).zip(&class.rows);
    let holding = rows.filter(|(_, row)| row.when.truth(procedure, context) == Truth::Yes);
    let most = if class.hit == Hit::First { 1 } else { usize::MAX };
    holding.take(most).map(|(at, _)| of_row(class, at)).collect()
}

fn of_step(id: &str) -> String {
    format!("step.{id}")
}

fn of_limit(id: &str) -> String {
    format!("limit.{id}")
}

fn of_row(class: &Class, at: usize) -> String {
    format!("class.{}.row.{}", class.id, at.saturating_add(1))
}
