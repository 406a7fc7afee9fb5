//! Where a rule stands is told in the reader's language: every built-in place in both, a company's as it wrote it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use aftersales::procedure::{read, read_with};
use aftersales::wire::ProcedureView;
use aftersales::{Lang, procedure, procedures};
use serde_json::Value as Json;

/// Every `place` in a view, wherever it hangs.
fn places(view: &Json, found: &mut Vec<(String, String)>) {
    match view {
        Json::Array(all) => all.iter().for_each(|one| places(one, found)),
        Json::Object(object) => {
            if let Some(place) = object.get("place") {
                let said = |lang: &str| place[lang].as_str().unwrap().to_owned();
                found.push((said("zh"), said("en")));
            }
            object.values().for_each(|one| places(one, found));
        }
        _ => {}
    }
}

/// A word of English: two small letters side by side, or more. `IPQC`, `DCRC` and `3 a` are no such words.
fn has_english(text: &str) -> bool {
    let small = |pair: (char, char)| pair.0.is_ascii_lowercase() && pair.1.is_ascii_lowercase();
    text.chars().zip(text.chars().skip(1)).any(small)
}

fn has_chinese(text: &str) -> bool {
    text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

#[test]
fn every_built_in_place_is_told_in_both_languages() {
    let mut all = Vec::new();
    for info in procedures() {
        let p = procedure(&info.id, None).unwrap();
        let mut found = Vec::new();
        places(&serde_json::to_value(ProcedureView::new(&p)).unwrap(), &mut found);
        all.extend(found.into_iter().map(|place| (info.id.clone(), place)));
    }
    assert!(all.len() > 700, "only {} places were looked at", all.len());
    let odd: Vec<_> = all
        .into_iter()
        .filter(|(_, (zh, en))| !has_chinese(zh) || has_english(zh) || has_chinese(en) || en.is_empty())
        .collect();
    assert!(odd.is_empty(), "{odd:#?}");
}

/// A file with one check; `{place}` is what the check says of its place.
fn file(place: &str) -> String {
    format!(
        r#"
format = 1
id = "small"
title = {{ zh = "小", en = "Small" }}
scope = {{ zh = "小", en = "small" }}
[facts]
urgent = {{ kind = "flag", zh = "紧急", en = "Urgent" }}
[[check]]
id = "hurry"
zh = "加急"
en = "Hurry"
when = "urgent"
{place}
"#
    )
}

#[test]
fn a_place_is_one_string_or_one_for_each_language() {
    let stands = |place: &str| {
        let p = read(&file(place)).unwrap();
        let text = p.checks.iter().next().unwrap().source.stands().unwrap();
        (text.get(Lang::Zh).to_owned(), text.get(Lang::En).to_owned())
    };
    let said = |zh: &str, en: &str| (zh.to_owned(), en.to_owned());
    assert_eq!(
        stands(r#"place = { zh = "附件1", en = "annex 1" }"#),
        said("出处（本库描述）：附件1", "place (our description): annex 1")
    );
    assert_eq!(stands(r#"place = "A-3""#), said("出处（本库描述）：A-3", "place (our description): A-3"));
    assert_eq!(
        stands("clause = \"6.1\"\nplace = { zh = \"第3项\", en = \"item 3\" }"),
        said("条款 6.1（第3项）", "clause 6.1 (item 3)")
    );
}

#[test]
fn a_place_of_one_language_or_another_type_is_refused() {
    let fault = |place: &str| {
        let error = read(&file(place)).unwrap_err();
        let first = &error.problems()[0];
        (first.line(Lang::Zh), first.line(Lang::En))
    };
    let (zh, en) = fault(r#"place = { en = "annex 1" }"#);
    assert_eq!(zh, "13:9: 缺少键“zh”。标签要有中文和英文 [procedure/missing-key]");
    assert_eq!(
        en,
        "13:9: the key `zh` is missing; labels are given in Chinese and in English [procedure/missing-key]"
    );
    let (zh, en) = fault("place = 3");
    assert_eq!(zh, "13:9: place 应为字符串或 { zh = \"…\", en = \"…\" } [procedure/wrong-type]");
    assert_eq!(en, "13:9: `place` must be a string or { zh = \"…\", en = \"…\" } [procedure/wrong-type]");
}

#[test]
fn a_company_that_changes_a_rule_says_its_own_place() {
    let base = |name: &str| (name == "small").then(|| file(r#"place = { zh = "附件1", en = "annex 1" }"#));
    let ours = r#"
format = 1
id = "ours"
extends = "small"
title = { zh = "我司", en = "Ours" }
[[check]]
id = "hurry"
when = "not urgent"
place = "QP-07"
"#;
    let p = read_with(ours, &base).unwrap();
    let stands = p.checks.iter().next().unwrap().source.stands().unwrap();
    assert_eq!(stands.zh, "我司，出处（本库描述）：QP-07");
    assert_eq!(stands.en, "Ours, place (our description): QP-07");
}
