//! How much of each procedure the worked cases exercise: steps that a case takes, limits whose obligation a case
//! compares, rows of tables that decide a finding a case compares.
//!
//! `cargo test -p aftersales-tests --test scenarios -- --nocapture` prints the table and what no case exercises.

use aftersales::facts::Facts;
use aftersales::procedure::guard::Truth;
use aftersales::procedure::model::{Class, Hit, Procedure};
use aftersales_tests::replay::{apply, facts, open, procedure};
use aftersales_tests::{CaseCase, FindingsCase, load};
use std::collections::{BTreeMap, BTreeSet};

/// The share of all steps, limits and rows, in percent, below which the rule book must not fall.
const GOAL: usize = 90;

/// What the cases of one procedure exercise: `step.scrap`, `limit.reply`, `class.severity.row.1`.
type Exercised = BTreeMap<String, BTreeSet<String>>;

fn everything(procedure: &Procedure) -> BTreeSet<String> {
    let steps = procedure.steps.iter().map(|step| format!("step.{}", step.id));
    let limits = procedure.limits.iter().map(|limit| format!("limit.{}", limit.id));
    let rows = |class: &Class| (0..class.rows.len()).map(|at| row(class, at)).collect::<Vec<_>>();
    steps.chain(limits).chain(procedure.classes.iter().flat_map(rows)).collect()
}

fn row(class: &Class, at: usize) -> String {
    format!("class.{}.row.{}", class.id, at + 1)
}

/// Steps taken and limits compared.
fn by_cases(exercised: &mut Exercised) {
    for (stem, told) in load::<CaseCase>("cases") {
        let mut case = open(&stem, &told);
        let mut taken = case.first_steps().to_vec();
        for event in &told.event {
            taken.extend(apply(&mut case, event).map(|applied| applied.steps).unwrap_or_default());
        }
        let procedure = case.procedure();
        let limits = told.expect.obligation.iter().filter(|o| o.standing.as_deref() != Some("none"));
        exercised
            .entry(procedure.id.clone())
            .or_default()
            .extend(taken.iter().map(|step| format!("step.{}", procedure.steps[*step].id)));
        exercised
            .entry(procedure.id.clone())
            .or_default()
            .extend(limits.map(|obligation| format!("limit.{}", obligation.limit)));
    }
}

/// Rows that decide a table whose answer is compared.
fn by_findings(exercised: &mut Exercised) {
    for (stem, told) in load::<FindingsCase>("findings") {
        let procedure = procedure(&stem, told.procedure.as_deref(), &told.readings);
        let facts = facts(&procedure, &told.facts);
        let compared = procedure.classes.iter().filter(|class| told.expect.contains_key(&class.id));
        let rows: Vec<String> = compared.flat_map(|class| deciding(&procedure, class, &facts)).collect();
        exercised.entry(procedure.id.clone()).or_default().extend(rows);
    }
}

fn deciding(procedure: &Procedure, class: &Class, facts: &Facts) -> Vec<String> {
    let holding =
        (0..class.rows.len()).filter(|at| class.rows[*at].when.truth(procedure, facts) == Truth::Yes);
    let most = if class.hit == Hit::First { 1 } else { usize::MAX };
    holding.take(most).map(|at| row(class, at)).collect()
}

#[test]
fn the_worked_cases_exercise_the_rule_book() {
    let mut exercised = Exercised::new();
    by_cases(&mut exercised);
    by_findings(&mut exercised);
    let (mut all, mut done) = (0, 0);
    println!("{:<44} {:>9} {:>9} {:>9}", "procedure", "steps", "limits", "rows");
    for info in aftersales::procedures() {
        let procedure = aftersales::procedure(&info.id, info.effective).unwrap();
        let rules = everything(&procedure);
        let seen = exercised.remove(&info.id).unwrap_or_default();
        let share = |kind: &str| {
            let of = |set: &BTreeSet<String>| set.iter().filter(|rule| rule.starts_with(kind)).count();
            let seen: BTreeSet<String> = rules.intersection(&seen).cloned().collect();
            format!("{}/{}", of(&seen), of(&rules))
        };
        println!("{:<44} {:>9} {:>9} {:>9}", info.id, share("step."), share("limit."), share("class."));
        let missing: Vec<&String> = rules.difference(&seen).collect();
        if !missing.is_empty() {
            println!("    no case: {missing:?}");
        }
        all += rules.len();
        done += rules.len() - missing.len();
    }
    println!("{done} of {all} steps, limits and rows: {} %", done * 100 / all);
    assert!(done * 100 >= all * GOAL, "{done} of {all}, the goal is {GOAL} %");
}
