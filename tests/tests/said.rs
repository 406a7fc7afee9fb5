//! What is said of rules, findings, steps and obligations: the texts of `corpus/said.toml`, word by word.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use aftersales::Text;
use aftersales::calendar::Calendar;
use aftersales::case::{Case, Opening};
use aftersales::procedure::model::Procedure;
use aftersales::wire::{FindingsView, NextStepView, ObligationView, ProcedureView};
use aftersales_tests::told::{at, facts};
use serde::Deserialize;
use std::sync::Arc;

#[derive(Deserialize)]
struct File {
    case: Vec<Told>,
}

#[derive(Deserialize)]
struct Told {
    procedure: String,
    now: String,
    facts: toml::Table,
    said: Vec<Said>,
}

#[derive(Deserialize)]
struct Said {
    of: String,
    id: String,
    zh: String,
    en: String,
}

/// What the core says of one thing.
fn said(told: &Told, one: &Said) -> Option<Text> {
    let procedure: Procedure = aftersales::procedure(&told.procedure, None).unwrap();
    let now = at(&told.now);
    let opening = Opening::new(now).facts(facts(&procedure, &told.facts));
    let case = Case::open(Arc::new(procedure.clone()), opening).unwrap();
    match one.of.as_str() {
        "rule" => {
            let view = ProcedureView::new(&procedure);
            let limits = view.limits.iter().map(|limit| &limit.rule);
            limits.clone().find(|rule| rule.id == one.id).map(|rule| rule.explanation.clone())
        }
        "finding" => {
            let known = facts(&procedure, &told.facts);
            let view = FindingsView::new(&procedure, &known);
            view.findings.iter().find(|finding| finding.id == one.id).map(|finding| finding.reason.clone())
        }
        "step" => {
            let steps = NextStepView::all(&case, now);
            steps.iter().find(|next| next.step.id == one.id).map(|next| next.explanation.clone())
        }
        _ => {
            let owed = ObligationView::all(&case, now, &Calendar::china(), false).unwrap();
            owed.iter().find(|owed| owed.limit.id == one.id).map(|owed| owed.explanation.clone())
        }
    }
}

#[test]
fn every_text_is_said_word_by_word() {
    let file = aftersales_tests::corpus().join("said.toml");
    let file: File = toml::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    let mut wrong = Vec::new();
    for told in &file.case {
        for one in &told.said {
            let expected = Text::new(one.zh.clone(), one.en.clone());
            let found = said(told, one);
            if found.as_ref() != Some(&expected) {
                wrong.push(format!("{} {}: {found:#?}", one.of, one.id));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
