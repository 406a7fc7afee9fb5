//! What changed between two procedures, in words: each test changes one thing of a small file.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use aftersales::procedure::diff::Change;
use aftersales::procedure::{diff, read, read_with};
use aftersales::wire::ChangeView;

const BASE: &str = r#"
format = 1
id = "returns"
title = { zh = "退货", en = "Returns" }
edition = "A/0"
scope = { zh = "退货", en = "Returns" }
completeness = { zh = "全", en = "All" }

[roles]
inspector = { zh = "检验员", en = "Inspector" }
manager = { zh = "经理", en = "Manager", above = ["inspector"] }

[facts]
inspected = { kind = "count", zh = "抽检数", en = "Inspected" }
bad = { kind = "count", part-of = "inspected", zh = "不良数", en = "Bad" }
safety = { kind = "flag", zh = "安全问题", en = "Safety" }

[regions]
main = { zh = "主流程", en = "Main" }

[states.main]
received = { zh = "已收货", en = "Received", start = true }
scrapped = { zh = "已报废", en = "Scrapped", end = true }
returned = { zh = "已退回", en = "Returned", end = true }

[[step]]
id = "scrap"
zh = "报废"
en = "Scrap"
from = "received"
to = "scrapped"
by = "inspector"
when = "safety"
approved = ["consent"]
clause = "4.1"

[[step]]
id = "send-back"
zh = "退回"
en = "Send back"
from = "received"
to = "returned"
by = "inspector"
when = "not safety"
clause = "4.2"

[[approval]]
id = "consent"
zh = "同意报废"
en = "Consent to scrap"
signers = ["manager"]
clause = "4.3"

[[check]]
id = "too-many"
zh = "不良超限"
en = "Too many bad"
rate = "bad / inspected"
above = "3%"
words = "超过3%"
clause = "3.1"

[[class]]
id = "severity"
zh = "严重度"
en = "Severity"
hit = "first"
otherwise = "minor"
results.serious = { zh = "严重", en = "Serious" }
results.minor = { zh = "轻微", en = "Minor" }
clause = "3.2"
[[class.row]]
when = "bad >= 5 or safety"
result = "serious"
clause = "3.2"

[[class]]
id = "worth"
zh = "可否退换"
en = "Worth a return"
hit = "first"
otherwise = "kept"
results.replaced = { zh = "退换", en = "Replaced" }
results.kept = { zh = "留下", en = "Kept" }
clause = "3.3"
[[class.row]]
when = "too-many"
result = "replaced"
clause = "3.3"

[[limit]]
id = "reply"
zh = "答复客户"
en = "Answer the customer"
from = "opened"
until = ["scrap", "send-back"]
within = "2 working days"
owed-by = "inspector"
words = "2个工作日"
clause = "5.1"
"#;

fn changes(replaced: &[(&str, &str)]) -> Vec<Change> {
    let mut text = BASE.to_owned();
    for (from, to) in replaced {
        assert!(text.contains(from), "{from}");
        text = text.replacen(from, to, 1);
    }
    diff(&read(BASE).unwrap(), &read(&text).unwrap())
}

fn sentences(replaced: &[(&str, &str)]) -> Vec<(String, String)> {
    changes(replaced).iter().map(Change::text).map(|text| (text.zh, text.en)).collect()
}

/// The one change, in both languages.
fn one(replaced: &[(&str, &str)]) -> (String, String) {
    let mut all = sentences(replaced);
    assert_eq!(all.len(), 1, "{all:#?}");
    all.remove(0)
}

#[track_caller]
fn says(replaced: &[(&str, &str)], zh: &str, en: &str) {
    assert_eq!(one(replaced), (zh.to_owned(), en.to_owned()));
}

#[test]
fn nothing_changed() {
    assert_eq!(changes(&[]), []);
    // Writing is no change: order of states, spaces, comments.
    assert_eq!(changes(&[(r#"["scrap", "send-back"]"#, r#"[ "send-back", "scrap" ] # both"#)]), []);
}

#[test]
fn a_threshold_and_what_rests_on_it() {
    let found = sentences(&[("above = \"3%\"", "at-least = \"3%\""), ("超过3%", "达到3%")]);
    assert_eq!(
        found[0],
        (
            "判定“不良超限”（too-many）的标准由“bad / inspected > 3%”改为“bad / inspected ≥ 3%”".into(),
            "check `too-many` (Too many bad): threshold was `bad / inspected > 3%`, is now `bad / inspected ≥ 3%`"
                .into()
        )
    );
    // The table itself is written as before; the check it asks is not. The smallest lot at the bound has 100 units.
    assert_eq!(
        found[1],
        (
            "分级“可否退换”（worth）判定不同：inspected = 100, bad = 3 时原为“留下”，现为“退换”".into(),
            "class `worth` (Worth a return) decides otherwise: for inspected = 100, bad = 3 it said `Kept`, it now says `Replaced`"
                .into()
        )
    );
    assert_eq!(found[2].1, "1 citation (clause, place, words, ids) differs");
    assert_eq!(found[2].0, "1 处出处（条款、位置、原词、编号）不同");
    assert_eq!(found.len(), 3);
}

#[test]
fn limits() {
    let found = sentences(&[
        ("within = \"2 working days\"", "within = \"3 working days\""),
        ("2个工作日", "3个工作日"),
    ]);
    assert_eq!(
        found[0],
        (
            "时限“答复客户”（reply）的期限由“2个工作日”改为“3个工作日”".into(),
            "limit `reply` (Answer the customer): span was `2 working days`, is now `3 working days`".into()
        )
    );
    says(
        &[("owed-by = \"inspector\"", "owed-by = \"inspector\"\nwhen = \"safety\"")],
        "时限“答复客户”（reply）的条件由“无”改为“safety”",
        "limit `reply` (Answer the customer): condition was `none`, is now `safety`",
    );
    says(
        &[("until = [\"scrap\", \"send-back\"]", "until = \"scrapped\"")],
        "时限“答复客户”（reply）的完成标志由“报废、退回”改为“已报废”",
        "limit `reply` (Answer the customer): what fulfils it was `Scrap, Send back`, is now `Scrapped`",
    );
}

#[test]
fn who_and_where() {
    says(
        &[("to = \"returned\"\nby = \"inspector\"", "to = \"returned\"\nby = \"manager\"")],
        "步骤“退回”（send-back）的执行人由“检验员”改为“经理”",
        "step `send-back` (Send back): who acts was `Inspector`, is now `Manager`",
    );
    says(
        &[("to = \"returned\"", "to = \"scrapped\"")],
        "步骤“退回”（send-back）的终点由“已退回”改为“已报废”",
        "step `send-back` (Send back): to was `Returned`, is now `Scrapped`",
    );
    says(
        &[("when = \"not safety\"", "when = \"not safety and too-many\"")],
        "步骤“退回”（send-back）的条件由“not safety”改为“not safety and too-many”",
        "step `send-back` (Send back): condition was `not safety`, is now `not safety and too-many`",
    );
    says(
        &[(
            "signers = [\"manager\"]",
            "signers = [\"inspector+\", { role = \"manager\", when = \"safety\" }]",
        )],
        "审批“同意报废”（consent）的签署人由“经理”改为“检验员以上、经理（当 safety）”",
        "approval `consent` (Consent to scrap): signers was `Manager`, is now `Inspector or higher, Manager (when safety)`",
    );
    says(
        &[("approved = [\"consent\"]\n", "")],
        "步骤“报废”（scrap）的必需审批由“同意报废”改为“无”",
        "step `scrap` (Scrap): approvals required was `Consent to scrap`, is now `none`",
    );
}

#[test]
fn rules_come_and_go() {
    let more = "[[norm]]\nid = \"secrecy\"\nzh = \"保密\"\nen = \"Secrecy\"\nclause = \"6\"\n\n[[approval]]";
    says(&[("[[approval]]", more)], "新增规范“保密”（secrecy）", "norm `secrecy` (Secrecy) is added");
    let without = BASE.split("[[limit]]").next().unwrap();
    let found = diff(&read(BASE).unwrap(), &read(without).unwrap());
    let texts: Vec<_> = found.iter().map(Change::text).map(|t| (t.zh, t.en)).collect();
    assert_eq!(
        texts,
        [("删去时限“答复客户”（reply）".into(), "limit `reply` (Answer the customer) is removed".into())]
    );
}

#[test]
fn tables_are_compared_by_what_they_decide() {
    says(
        &[("bad >= 5", "bad >= 4")],
        "分级“严重度”（severity）判定不同：bad = 4, safety = no 时原为“轻微”，现为“严重”",
        "class `severity` (Severity) decides otherwise: for bad = 4, safety = no it said `Minor`, it now says `Serious`",
    );
    says(
        &[("bad >= 5 or safety", "safety or bad > 4")],
        "分级“严重度”（severity）的写法不同，各种情形的判定相同",
        "class `severity` (Severity) is written otherwise, and decides every case alike",
    );
}

#[test]
fn what_only_one_procedure_knows_is_a_case_too() {
    let found = sentences(&[
        (
            "safety = {",
            "children = { kind = \"flag\", zh = \"儿童用品\", en = \"For children\" }\nsafety = {",
        ),
        ("bad >= 5 or safety", "bad >= 5 or safety or children"),
    ]);
    assert_eq!(found[0].1, "fact `children` (For children) is added");
    assert_eq!(
        found[1].1,
        "class `severity` (Severity) decides otherwise: for bad = 0, safety = no, children = yes it said `Minor`, it now \
         says `Serious`"
    );
}

#[test]
fn words_and_citations_are_counted() {
    says(
        &[("zh = \"退回\"", "zh = \"退还\""), ("en = \"Scrapped\"", "en = \"Thrown away\"")],
        "2 处名称或说明的用语不同",
        "2 labels or explanations are worded otherwise",
    );
    says(
        &[("clause = \"4.1\"", "clause = \"5.1\""), ("clause = \"4.2\"", "clause = \"5.2\"")],
        "2 处出处（条款、位置、原词、编号）不同",
        "2 citations (clause, place, words, ids) differ",
    );
}

#[test]
fn the_head() {
    says(
        &[("edition = \"A/0\"", "edition = \"A/1\"")],
        "版本由“A/0”改为“A/1”",
        "edition was `A/0`, is now `A/1`",
    );
}

#[test]
fn a_companys_file_against_its_base() {
    let own = r#"
format = 1
extends = "returns"
title = { zh = "本厂退货", en = "Our returns" }
remove = ["limit.reply"]
[[check]]
id = "too-many"
above = "2%"
words = "超过2%"
clause = "QP-07, 3.2"
"#;
    let own = read_with(own, &|_| Some(BASE.to_owned())).unwrap();
    let texts: Vec<String> = diff(&read(BASE).unwrap(), &own).iter().map(|c| c.text().en).collect();
    assert_eq!(
        texts,
        [
            "base procedure was `none`, is now `returns`",
            "check `too-many` (Too many bad): threshold was `bad / inspected > 3%`, is now `bad / inspected > 2%`",
            "class `worth` (Worth a return) decides otherwise: for inspected = 100, bad = 3 it said `Kept`, it now says `Replaced`",
            "limit `reply` (Answer the customer) is removed",
            "1 label or explanation is worded otherwise",
            "3 citations (clause, place, words, ids) differ",
        ]
    );
}

#[test]
fn readings_are_procedures_like_others() {
    let defects = aftersales::procedure("workshop-defect-handling", None).unwrap();
    for reading in &defects.readings {
        for (at, option) in reading.options.entries() {
            let other = defects.with_reading(&reading.id, &option.id).unwrap();
            let found = diff(&defects, &other);
            assert_eq!(found.is_empty(), at == reading.chosen, "{} = {}", reading.id, option.id);
        }
    }
}

#[test]
fn a_change_crosses_the_border_with_its_sentence() {
    let found = changes(&[("bad >= 5", "bad >= 4")]);
    let json = serde_json::to_value(ChangeView::all(&found)).unwrap();
    assert_eq!(
        json,
        serde_json::json!([{
            "what": "decided",
            "rule": { "kind": "class", "id": "severity", "label": { "zh": "严重度", "en": "Severity" } },
            "witness": "bad = 4, safety = no",
            "before": { "zh": "轻微", "en": "Minor" },
            "after": { "zh": "严重", "en": "Serious" },
            "text": {
                "zh": "分级“严重度”（severity）判定不同：bad = 4, safety = no 时原为“轻微”，现为“严重”",
                "en": "class `severity` (Severity) decides otherwise: for bad = 4, safety = no it said `Minor`, \
                       it now says `Serious`",
            },
        }])
    );
}

#[test]
fn every_key_that_can_change_has_a_name() {
    // The file of the format that uses every key, against one that has nothing.
    let full = read(include_str!("procedures/good/everything.toml")).unwrap();
    let empty = read(BASE).unwrap();
    let view = serde_json::to_value(aftersales::wire::ProcedureView::new(&full)).unwrap();
    let mut nameless = Vec::new();
    for rule in view.as_object().unwrap().values().filter_map(|v| v.as_array()).flatten() {
        for key in rule.as_object().unwrap().keys() {
            let change = Change::Changed {
                rule: None,
                key: key.clone(),
                before: Default::default(),
                after: Default::default(),
            };
            let internal =
                ["id", "kind", "fault", "at", "readings", "rows", "within", "every", "explanation", "share"];
            let worded = ["label", "question", "why", "clause", "place", "words", "refs", "company"];
            let known = internal.contains(&key.as_str()) || worded.contains(&key.as_str());
            if !known && change.text().zh.starts_with(key.as_str()) {
                nameless.push(key.clone());
            }
        }
    }
    assert_eq!(nameless, Vec::<String>::new());
    assert!(!diff(&full, &empty).is_empty());
    assert_eq!(diff(&full, &full), []);
}
