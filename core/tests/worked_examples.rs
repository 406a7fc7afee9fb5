//! Worked examples of a file: what is said of those that do not hold, what they exercise, and that they are no rules.

use aftersales::examples::{check, run};
use aftersales::procedure::{read, read_with, render};
use aftersales::{Lang, Severity, calendar::Calendar};
use std::sync::Arc;

const DIFFER: &str = include_str!("procedures/examples-that-differ.toml");
const SAID: &str = include_str!("procedures/examples-that-differ.txt");
const EVERYTHING: &str = include_str!("procedures/good/everything.toml");

#[test]
fn each_difference_is_underlined_and_says_why_in_both_languages() {
    let checked = check(DIFFER.as_bytes());
    let said =
        [Lang::Zh, Lang::En].map(|lang| render("examples-that-differ.toml", DIFFER, &checked.problems, lang));
    assert_eq!(said.join("\n"), SAID);
    let run = checked.run.unwrap();
    assert_eq!((run.examples, run.held), (7, 1));
    assert_eq!(run.summary().zh, "7 个算例中有 6 个不成立；覆盖步骤 0/1、时限 1/1、表行 1/1");
    assert_eq!(
        run.summary().en,
        "6 of 7 examples do not hold; they exercise 0/1 steps, 1/1 time limits, 1/1 rows of tables"
    );
}

#[test]
fn examples_that_hold_are_counted() {
    let checked = check(EVERYTHING.as_bytes());
    assert!(checked.problems.iter().all(|problem| problem.severity == Severity::Warning));
    let run = checked.run.unwrap();
    assert_eq!((run.examples, run.held), (2, 2));
    // send-back, sort-again, pass-on, add-line and hold are taken; one row is never asked, two do not hold.
    assert_eq!((run.coverage.steps.done, run.coverage.steps.all), (5, 10));
    assert_eq!((run.coverage.limits.done, run.coverage.limits.all), (1, 3));
    assert!(run.coverage.without.contains(&"step.scrap-it".to_owned()));
    assert!(run.coverage.without.contains(&"class.severity.row.1".to_owned()));
}

#[test]
fn examples_are_no_rules() {
    let (rules, _) = DIFFER.split_once("\n[[example]]").unwrap();
    let (with, without) = (read(DIFFER).unwrap(), read(rules).unwrap());
    assert_eq!(with.hash, without.hash);
    assert_eq!((with.examples.len(), without.examples.len()), (7, 0));
    assert_ne!(read(&rules.replace("3%", "4%")).unwrap().hash, without.hash);
    assert_eq!(read(&rules.replace("\nto = ", "\n# to where\nto   = ")).unwrap().hash, without.hash);
    let other = with.with_reading("which-days", "calendar").unwrap();
    assert!(other.examples.is_empty(), "they are of the readings in force");
}

#[test]
fn a_company_has_its_own() {
    let base = |name: &str| (name == "sample").then(|| DIFFER.to_owned());
    let ours = "extends = \"sample\"\n[[check]]\nid = \"mismatch\"\nabove = \"4%\"\nclause = \"QP-1\"\n\
                [[example]]\nid = \"four-of-a-hundred\"\nfacts = { inspected = 100, mismatched = 4 }\n\
                expect.findings = { mismatch = \"no\" }\n";
    let procedure = Arc::new(read_with(ours, &base).unwrap());
    let run = run(&procedure, &Calendar::china());
    assert_eq!((run.examples, run.problems), (1, Vec::new()));

    let wrong = ours.replace("{ mismatch = ", "{ mismatches = ");
    let error = read_with(&wrong, &base).unwrap_err();
    assert_eq!(error.to_string().lines().count(), 1, "{error}");
    assert_eq!(
        error.problems()[0].line(Lang::En),
        "9:21: there is no check or class `mismatches`; did you mean `mismatch`? [procedure/unknown-judgement]"
    );
}
