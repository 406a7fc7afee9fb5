//! Two editions of one document: which is in effect on a day, and what changed between them.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use aftersales::procedure::model::Procedure;
use aftersales::procedure::{diff, in_effect, read_with};
use chrono::NaiveDate;

const FIRST: &str = r#"
format = 1
id = "returns"
edition = "A/0"
effective = 2018-03-27
title = { zh = "客退品处理", en = "Returned goods" }
scope = { zh = "客退品", en = "returned goods" }
[facts]
inspected = { kind = "count", zh = "抽检数", en = "Units inspected" }
bad = { kind = "count", part-of = "inspected", zh = "不良数", en = "Bad units" }
[[check]]
id = "too-many"
zh = "超限"
en = "Too many"
rate = "bad / inspected"
above = "3%"
clause = "5.1"
"#;

const SECOND: &str = r#"
format = 1
id = "returns"
extends = "returns-a0"
edition = "A/1"
effective = 2027-01-01
title = { zh = "客退品处理", en = "Returned goods" }
[[check]]
id = "too-many"
above = "2%"
clause = "5.1"
"#;

fn editions() -> [Procedure; 2] {
    let base = |name: &str| (name == "returns-a0").then(|| FIRST.to_owned());
    [FIRST, SECOND].map(|text| read_with(text, &base).unwrap())
}

fn on(day: &str) -> Option<String> {
    let editions = editions();
    let day: NaiveDate = day.parse().unwrap();
    in_effect(&editions, day).and_then(|edition| edition.edition.clone())
}

#[test]
fn a_day_has_the_edition_that_began_last() {
    assert_eq!(on("2018-03-26"), None);
    assert_eq!(on("2018-03-27").as_deref(), Some("A/0"));
    assert_eq!(on("2026-12-31").as_deref(), Some("A/0"));
    assert_eq!(on("2027-01-01").as_deref(), Some("A/1"));
    assert_eq!(on("2030-01-01").as_deref(), Some("A/1"));
}

#[test]
fn an_edition_without_a_date_comes_before_all_others() {
    let [mut first, second] = editions();
    first.effective = None;
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let found = |on| in_effect([&second, &first], on).and_then(|p| p.edition.clone());
    assert_eq!(found(day("1990-01-01")).as_deref(), Some("A/0"));
    assert_eq!(found(day("2027-01-01")).as_deref(), Some("A/1"));
}

#[test]
fn what_changed_is_said_in_words() {
    let [first, second] = editions();
    let changes = diff(&first, &second);
    let said = changes.iter().map(|change| change.text().en).collect::<Vec<_>>().join("\n");
    assert!(said.contains("3%") && said.contains("2%"), "{said}");
}
