//! Is a procedure sound? What no reader of a single rule can see: states nothing reaches, dead ends, steps that exclude
//! each other badly, tables with gaps or overlaps, clocks that nothing starts or stops.
//!
//! `reach.rs` states, regions, limits, approvals · `steps.rs` two steps at once · `tables.rs` gaps and overlaps ·
//! `worlds.rs` the cases to try: every value near a bound that a guard names
//!
//! A fault of the document itself is declared in the file (`[[known]]`) and then shown as such, not silenced.

mod reach;
mod steps;
mod tables;
pub(super) mod worlds;

use super::model::{Known, Procedure};
use crate::problem::{Problem, Text};

/// A fault of the whole: its code without `proof/`, the id it concerns, and the problem.
struct Unsound {
    code: &'static str,
    at: String,
    problem: Problem,
}

impl Unsound {
    fn new(code: &'static str, at: &str, path: String, message: Text, help: Text) -> Self {
        let problem = Problem::new(&format!("proof/{code}"), message.zh, message.en).help(help.zh, help.en);
        Self { code, at: at.to_owned(), problem: problem.path(path) }
    }

    fn is_declared_by(&self, known: &Known) -> bool {
        let code = known.fault.strip_prefix("proof/").unwrap_or(&known.fault);
        code == self.code && known.at == self.at
    }
}

/// Everything that makes a procedure unsound: errors; and as warnings, what the file declares, what could not be looked
/// at in full, and declarations that fit nothing.
pub fn verify(procedure: &Procedure) -> Vec<Problem> {
    let mut found = reach::unsound(procedure);
    found.extend(steps::unsound(procedure));
    found.extend(tables::unsound(procedure));
    let mut problems: Vec<Problem> = procedure
        .known
        .iter()
        .zip(1..)
        .filter(|(known, _)| !found.iter().any(|f| f.is_declared_by(known)))
        .map(|(known, number)| fits_nothing(known, number))
        .collect();
    for unsound in found {
        match procedure.known.iter().find(|known| unsound.is_declared_by(known)) {
            Some(known) => {
                let why = &known.why;
                problems.push(unsound.problem.warning().help(
                    format!("已声明为原文如此：{}", why.zh),
                    format!("declared as the document's own: {}", why.en),
                ));
            }
            None => problems.push(unsound.problem),
        }
    }
    problems
}

fn fits_nothing(known: &Known, number: usize) -> Problem {
    Problem::new(
        "proof/known-unused",
        format!("声明的缺陷“{}”在“{}”处并不存在", known.fault, known.at),
        format!("the declared fault `{}` does not occur at `{}`", known.fault, known.at),
    )
    .help("删去这条 [[known]]，或改正 fault 与 at", "take this [[known]] away, or mend its `fault` and `at`")
    .path(format!("known.{number}"))
    .warning()
}
