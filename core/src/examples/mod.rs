//! Worked examples put to the procedure they stand in: what comes out, beside what its file says must come out.
//!
//! `replay.rs` an example told to a case · `compare.rs` what came out beside what must ·
//! `words.rs` how a difference is said · `coverage.rs` what the examples exercise

mod compare;
mod coverage;
mod replay;
mod words;

pub use coverage::{Coverage, Share};
pub use replay::{Replayed, replay};

use crate::calendar::Calendar;
use crate::problem::{Problem, Text};
use crate::procedure::model::Procedure;
use crate::procedure::{prove, read_bytes};
use coverage::Exercised;
use serde::Serialize;
use std::sync::Arc;

/// What came of the examples of a procedure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Run {
    /// How many there are.
    pub examples: usize,
    /// How many hold.
    pub held: usize,
    /// Where the others differ, each with its line; in file order.
    pub problems: Vec<Problem>,
    /// What they exercise.
    pub coverage: Coverage,
}

/// Everything there is to say about a procedure file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// The faults of the file; if it has none, what makes it unsound and the examples that do not hold. By line.
    pub problems: Vec<Problem>,
    /// What came of its examples; none where the file has faults.
    pub run: Option<Run>,
}

/// Checks the bytes of a procedure file: reads it, proves it and runs its examples by the calendar of China.
pub fn check(file: &[u8]) -> Checked {
    let procedure = match read_bytes(file) {
        Ok(procedure) => Arc::new(procedure),
        Err(error) => return Checked { problems: error.problems().to_vec(), run: None },
    };
    let run = run(&procedure, &Calendar::china());
    let mut problems = prove(&String::from_utf8_lossy(file), &procedure);
    problems.extend(run.problems.iter().cloned());
    problems.sort_by_key(|problem| (problem.at.line, problem.at.column));
    Checked { problems, run: Some(run) }
}

/// Runs all examples of a procedure, each under its own readings.
pub fn run(procedure: &Arc<Procedure>, calendar: &Calendar) -> Run {
    let mut exercised = Exercised::default();
    let mut problems = Vec::new();
    let mut held: usize = 0;
    for example in &procedure.examples {
        let found = match replay(procedure, example) {
            Ok(replayed) => {
                exercised.add(&replayed, example);
                compare::differences(&replayed, example, calendar)
            }
            Err(problem) => vec![*problem],
        };
        held = held.saturating_add(usize::from(found.is_empty()));
        problems.extend(found);
    }
    Run { examples: procedure.examples.len(), held, problems, coverage: exercised.coverage(procedure) }
}

impl Run {
    /// One line: how many hold, and what they exercise.
    pub fn summary(&self) -> Text {
        words::summary(self)
    }
}
