//! Procedure files as people write them: the good ones are read, the bad ones refused with the faults beside them.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use aftersales::procedure::model::{Procedure, Rounding, Test, Trigger};
use aftersales::procedure::{check_with, read, read_bytes, read_with, render};
use aftersales::rate::Comparator;
use aftersales::{Lang, Severity};
use std::fs;

#[test]
fn every_key_of_the_format_is_read() {
    let procedure = read(include_str!("procedures/good/everything.toml")).unwrap();
    assert_eq!(procedure.steps.len(), 10);
    assert_eq!(procedure.events.iter().filter(|e| e.id == "inspect").count(), 1);
    assert_eq!(procedure.limits.len(), 3);
}

/// A region of two parts, and a step that only one of them takes.
const PARTS: &str = r#"
format = 1
id = "places"
title = { zh = "两处", en = "Two places" }
scope = { zh = "两处", en = "Two places" }
[roles]
production = { zh = "生产部", en = "Production" }
[regions.places]
zh = "两处"
en = "Two places"
parts.floor = { zh = "车间现场", en = "Shop floor" }
parts.warehouse = { zh = "库房", en = "Warehouse" }
[states.places]
pending = { zh = "待处理", en = "Pending", start = true }
handled = { zh = "已处理", en = "Handled", end = true }
[[step]]
id = "handle-floor"
zh = "处理车间现场"
en = "Handle the shop floor"
from = "pending"
to = "handled"
parts = ["floor"]
by = "production"
clause = "1"
"#;

#[test]
fn a_step_may_be_for_some_parts_only() {
    let procedure = read(PARTS).unwrap();
    let step = procedure.steps.iter().next().unwrap();
    assert_eq!(step.parts, ["floor"]);
}

#[test]
fn a_part_that_the_region_does_not_have_is_refused() {
    let error = read(&PARTS.replace("[\"floor\"]", "[\"flor\"]")).unwrap_err();
    let [problem] = error.problems() else { panic!("{error}") };
    assert_eq!(problem.code, "procedure/unknown-part");
    assert_eq!(problem.message.zh, "此步骤所在的并行区没有部分“flor”");
    assert_eq!(problem.message.en, "the region of this step has no part `flor`");
    assert!(problem.help.as_ref().is_some_and(|help| help.en.contains("floor")));
}

/// What a file extends is found among the good ones.
fn base(name: &str) -> Option<String> {
    fs::read_to_string(format!("{FOLDER}/good/{name}.toml")).ok()
}

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/procedures");

fn files(folder: &str) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = fs::read_dir(format!("{FOLDER}/{folder}"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "toml"))
        .map(|path| {
            (path.file_stem().unwrap().to_str().unwrap().to_owned(), fs::read_to_string(path).unwrap())
        })
        .collect();
    files.sort();
    files
}

#[test]
fn each_mistake_is_said_in_both_languages() {
    let mut wrong = Vec::new();
    for (name, text) in files("bad") {
        let problems = check_with(&text, &base);
        assert!(!problems.is_empty(), "{name} is not refused");
        let file = format!("{name}.toml");
        let said = [Lang::Zh, Lang::En].map(|lang| render(&file, &text, &problems, lang)).join("\n");
        let path = format!("{FOLDER}/bad/{name}.txt");
        let expected = fs::read_to_string(&path).unwrap_or_default();
        if said != expected {
            wrong.push(format!("{path}\n--- said\n{said}\n--- expected\n{expected}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn good_files_are_sound() {
    for (name, text) in files("good") {
        let errors: Vec<_> =
            check_with(&text, &base).into_iter().filter(|p| p.severity == Severity::Error).collect();
        assert_eq!(errors, [], "{name}");
    }
}

#[test]
fn a_company_cites_its_own_file_for_what_it_changed() {
    let ours = read_with(&base("overlay").unwrap(), &base).unwrap();
    assert_eq!(ours.id, "acme-everything");
    assert_eq!(ours.extends.as_deref(), Some("everything"));
    assert!(ours.duties.is_empty());

    let check = &ours.checks[ours.checks.find("label-mismatch").unwrap()];
    let Test::Rate { threshold, .. } = &check.test else { panic!("a rate") };
    assert_eq!((threshold.comparator, threshold.rate.to_string()), (Comparator::AtLeast, "2%".to_owned()));
    assert_eq!(check.source.company.as_ref().unwrap().en, "Defects at Acme");
    assert_eq!(check.source.clause.as_deref(), Some("QP-07, 3.2"));
    assert_eq!((&check.source.place, &check.source.words), (&None, &None));
    assert!(check.source.refs.is_empty());

    // Only its label is new: the rule is still the document's.
    let limit = &ours.limits[ours.limits.find("whole-case").unwrap()];
    assert_eq!(limit.label.zh, "全案结束");
    assert_eq!((limit.source.clause.as_deref(), &limit.source.company), (Some("8.2"), &None));

    let reading = &ours.readings[ours.readings.find("sample-rounding").unwrap()];
    assert_eq!(reading.options[reading.chosen].id, "half-up");
    assert_eq!(ours.samplings.iter().next().unwrap().rounding, Rounding::HalfUp);
}

#[test]
fn a_reading_is_chosen_and_named_by_what_it_changes() {
    let first = read(&base("everything").unwrap()).unwrap();
    let limit = |p: &Procedure| p.limits[p.limits.find("return-to-supplier").unwrap()].clone();
    let other = first.with_reading("supplier-return-start", "signature").unwrap();
    let approval = other.approvals.find("cosign").unwrap();
    assert_eq!(limit(&other).from, [Trigger::Signed(approval)]);
    assert!(matches!(limit(&first).from.as_slice(), [Trigger::Entered(_)]));
    assert_eq!((limit(&first).warn.len(), limit(&other).warn.len()), (1, 0));
    let reading = first.readings.find("supplier-return-start").unwrap();
    assert_eq!(limit(&first).source.readings, [reading]);
    assert_eq!(other.classes.iter().next().unwrap().rows[1].when.text, "mismatched / inspected > 20%");
    assert_eq!(
        first.with_reading("supplier-return-start", "signatur").unwrap_err().to_string(),
        "the reading `supplier-return-start` has no option `signatur`; did you mean `signature`? \
         [procedure/unknown-option]"
    );
    assert_eq!(
        first.with_reading("supplier-return", "signature").unwrap_err().problems()[0].code,
        "procedure/unknown-reading"
    );
}

#[test]
fn files_in_a_circle_are_refused() {
    let other = |name: &str| {
        (name == "b").then(|| "extends = \"c\"".to_owned()).or(Some("extends = \"b\"".to_owned()))
    };
    let error = read_with("extends = \"b\"", &other).unwrap_err();
    assert_eq!(error.problems()[0].message.en, "`extends` runs in a circle: b -> c -> b");
}

#[test]
fn odd_files_get_a_clear_answer() {
    let text = base("everything").unwrap();
    let bom = format!("\u{feff}{}", text.replace('\n', "\r\n").replace(" = ", "\t=\t"));
    assert!(read_bytes(bom.as_bytes()).is_ok());
    assert_eq!(read(&text.replace('\n', "\r\n")).unwrap().hash, read(&text).unwrap().hash);

    let gbk = b"id = \"a\"\ntitle = \"\xb3\xb5\xbc\xe4\"\n";
    let fault = read_bytes(gbk).unwrap_err().problems()[0].clone();
    assert_eq!(
        fault.line(Lang::En),
        "2:10: the file is not UTF-8; it is probably GBK or UTF-16: save it as UTF-8 [procedure/encoding]"
    );
    assert_eq!(
        fault.line(Lang::Zh),
        "2:10: 文件不是 UTF-8 编码。多半是 GBK 或 UTF-16：请另存为 UTF-8 [procedure/encoding]"
    );

    let large = vec![b'#'; 100 * 1024 * 1024];
    assert_eq!(read_bytes(&large).unwrap_err().problems()[0].code, "procedure/too-large");

    let many: String = (0..66_000).map(|i| format!("r{i} = {{ zh = \"a\", en = \"a\" }}\n")).collect();
    let error =
        read(&format!("{text}\n[[cost]]\n").replace("[roles]\n", &format!("[roles]\n{many}"))).unwrap_err();
    assert!(error.problems().iter().any(|p| p.code == "procedure/too-many"));
    assert!(read("").is_err());
}

/// Deterministic damage: no damaged file may bring the reader or the proof down.
#[test]
fn damaged_files_never_panic() {
    let text = base("everything").unwrap();
    let mut seed = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        usize::try_from(seed % below as u64).unwrap()
    };
    let pieces = [
        "\"",
        "=",
        "[",
        "]",
        "{",
        "}",
        "not ",
        "(",
        "9999999999999999999",
        "",
        "\n",
        "超",
        "true",
        "[[step]]\n",
        "inspected",
        ".",
    ];
    for _ in 0..500 {
        let mut chars: Vec<char> = text.chars().collect();
        for _ in 0..=random(3) {
            let at = random(chars.len());
            let end = (at + random(6)).min(chars.len());
            chars.splice(at..end, pieces[random(pieces.len())].chars());
        }
        let damaged: String = chars.into_iter().collect();
        if let Ok(procedure) = read(&damaged) {
            let _ = aftersales::procedure::verify(&procedure);
        }
    }
}
