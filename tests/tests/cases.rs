//! `corpus/cases`: events in, states, next steps and obligations out, through the wire types of Python and the browser.

use aftersales::Lang;
use aftersales::calendar::Calendar;
use aftersales::case::Case;
use aftersales::wire::{CaseView, NextStepView, ObligationView};
use aftersales_tests::replay::{apply, at, open};
use aftersales_tests::{CaseCase, ExpectedObligation, load};
use serde_json::Value as Json;
use std::sync::Arc;

fn differs(wrong: &mut Vec<String>, what: String, expected: &str, found: &str) {
    if expected != found {
        wrong.push(format!("{what}: expected {expected}, found {found}"));
    }
}

fn obligation(wrong: &mut Vec<String>, all: &[Json], expected: &ExpectedObligation) {
    let found = all.iter().find(|one| {
        one["limit"]["id"] == expected.limit.as_str()
            && expected.n.is_none_or(|n| one["n"] == n)
            && expected.part.as_ref().is_none_or(|part| one["part"] == part.as_str())
    });
    let text = |pointer: &str| {
        let value = found.and_then(|one| one.pointer(pointer)).and_then(Json::as_str);
        value.unwrap_or("none").to_owned()
    };
    for (what, expected_value, pointer) in [
        ("standing", &expected.standing, "/standing"),
        ("last_day", &expected.last_day, "/deadline/last_day"),
        ("due", &expected.due, "/deadline/due"),
        ("target", &expected.target, "/deadline/target/last_day"),
    ] {
        if let Some(value) = expected_value {
            differs(wrong, format!("{} of {}", what, expected.limit), value, &text(pointer));
        }
    }
}

#[test]
fn every_case() {
    let china = Calendar::china();
    let cases = load::<CaseCase>("cases");
    let mut all_wrong = Vec::new();
    for (stem, told) in &cases {
        let mut wrong = Vec::new();
        let mut case = open(stem, told);
        for (number, event) in told.event.iter().enumerate() {
            let name = event.event.as_ref().or(event.sign.as_ref()).map_or("note", String::as_str);
            let what = format!("event {} ({name})", number + 1);
            match (apply(&mut case, event), &event.refused) {
                (Ok(_), None) => {}
                (Ok(_), Some(code)) => wrong.push(format!("{what}: expected {code}, but it was taken")),
                (Err(error), None) => {
                    let lines: Vec<String> = error.problems().iter().map(|p| p.line(Lang::En)).collect();
                    wrong.push(format!("{what}: refused: {}", lines.join(" | ")));
                }
                (Err(error), Some(code)) => {
                    let codes: Vec<&str> = error.problems().iter().map(|p| p.code.as_str()).collect();
                    if !codes.contains(&code.as_str()) {
                        wrong.push(format!("{what}: expected {code}, refused with {codes:?}"));
                    }
                }
            }
        }
        let now = at(&told.expect.now);
        let view = serde_json::to_value(CaseView::new(&case)).unwrap();
        for (region, expected) in &told.expect.state {
            let found = &view["state"][region];
            match expected {
                // Parts named are compared.
                toml::Value::Table(parts) => {
                    for (part, state) in parts {
                        let state = state.as_str().unwrap_or_default();
                        let found = found[part].as_str().unwrap_or_default();
                        differs(&mut wrong, format!("state {region}/{part}"), state, found);
                    }
                }
                state => {
                    let state = state.as_str().unwrap_or_default();
                    differs(&mut wrong, format!("state {region}"), state, found.as_str().unwrap_or_default());
                }
            }
        }
        if let Some(ended) = told.expect.ended {
            differs(&mut wrong, "ended".into(), &ended.to_string(), &view["ended"].to_string());
        }
        let next = NextStepView::all(&case, now);
        let is_open = |id: &str| next.iter().any(|step| step.step.id == id && step.open);
        for id in told.expect.open.iter().filter(|id| !is_open(id)) {
            let why: Vec<&str> = next
                .iter()
                .filter(|s| s.step.id == id)
                .flat_map(|s| &s.barred)
                .map(|b| b.message.en.as_str())
                .collect();
            wrong.push(format!("{id} is not open: {why:?}"));
        }
        wrong.extend(
            told.expect.barred.iter().filter(|id| is_open(id)).map(|id| format!("{id} is not barred")),
        );
        let obligations = ObligationView::all(&case, now, &china, false).unwrap();
        let obligations: Vec<Json> =
            obligations.iter().map(|one| serde_json::to_value(one).unwrap()).collect();
        for expected in &told.expect.obligation {
            obligation(&mut wrong, &obligations, expected);
        }
        let again = Case::from_json(&case.to_json(), Arc::clone(case.procedure())).unwrap();
        let again = serde_json::to_value(CaseView::new(&again)).unwrap();
        differs(&mut wrong, "read again from JSON".into(), &view.to_string(), &again.to_string());
        all_wrong.extend(wrong.into_iter().map(|line| format!("{stem}/{}: {line}", told.id)));
    }
    println!("{} cases", cases.len());
    assert!(all_wrong.is_empty(), "{} wrong\n{}", all_wrong.len(), all_wrong.join("\n"));
}
