//! Procedure files as people write them: the good ones are read, the bad ones refused with the faults beside them.

use aftersales::procedure::read;

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
