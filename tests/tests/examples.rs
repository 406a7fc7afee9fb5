//! The worked examples in the procedure files: each must hold, and together they exercise the rule book.
//!
//! `cargo test -p aftersales-tests --test examples -- --nocapture` prints the table and what no example exercises.

use aftersales::calendar::Calendar;
use aftersales::case::Case;
use aftersales::examples::{Share, replay, run};
use aftersales::procedure::model::Procedure;
use aftersales::wire::CaseView;
use aftersales::{Lang, procedure};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The share of all steps, limits and rows, in percent, below which the rule book must not fall.
const GOAL: usize = 90;

struct File {
    path: PathBuf,
    text: String,
    procedure: Arc<Procedure>,
}

fn files() -> Vec<File> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/procedures");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("the folder exists")
        .map(|entry| entry.expect("readable").path())
        .collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    paths.sort();
    let read = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).expect("readable");
        let procedure = procedure::read(&text).unwrap_or_else(|error| panic!("{}\n{error}", path.display()));
        File { procedure: Arc::new(procedure), path, text }
    };
    paths.into_iter().map(read).collect()
}

#[test]
fn they_hold_and_exercise_the_rule_book() {
    let mut wrong = String::new();
    let (mut examples, mut total) = (0, Share::default());
    println!("{:<44} {:>8} {:>9} {:>9} {:>9}", "procedure", "examples", "steps", "limits", "rows");
    for File { path, text, procedure } in files() {
        let run = run(&procedure, &Calendar::china());
        wrong += &procedure::render(&path.display().to_string(), &text, &run.problems, Lang::En);
        let of = |share: Share| format!("{}/{}", share.done, share.all);
        let coverage = run.coverage;
        println!(
            "{:<44} {:>8} {:>9} {:>9} {:>9}",
            procedure.id,
            run.examples,
            of(coverage.steps),
            of(coverage.limits),
            of(coverage.rows)
        );
        if !coverage.without.is_empty() {
            println!("    no example: {:?}", coverage.without);
        }
        examples += run.examples;
        for share in [coverage.steps, coverage.limits, coverage.rows] {
            total = Share { done: total.done + share.done, all: total.all + share.all };
        }
    }
    let Share { done, all } = total;
    println!("{examples} examples; {done} of {all} steps, limits and rows: {} %", done * 100 / all);
    assert!(wrong.is_empty(), "{wrong}");
    assert!(done * 100 >= all * GOAL, "{done} of {all}, the goal is {GOAL} %");
}

#[test]
fn a_case_read_again_from_json_is_the_same() {
    let view = |case: &Case| serde_json::to_value(CaseView::new(case)).expect("JSON");
    let mut cases = 0;
    for file in files() {
        for example in &file.procedure.examples {
            let replayed = replay(&file.procedure, example).unwrap_or_else(|problem| panic!("{problem}"));
            let Some(case) = replayed.case else { continue };
            let again = Case::from_json(&case.to_json(), Arc::clone(case.procedure())).expect("read again");
            assert_eq!(view(&again), view(&case), "{}: {}", file.procedure.id, example.id);
            cases += 1;
        }
    }
    assert!(cases > 200, "{cases}");
}

#[test]
fn the_compiled_procedures_are_those_of_the_files_without_their_examples() {
    for file in files() {
        let built_in = aftersales::procedure(&file.procedure.id, file.procedure.effective).expect("built in");
        assert_eq!(built_in.info(), file.procedure.info());
        assert!(built_in.examples.is_empty());
    }
}
