//! What of the rule book is encoded, kind by kind: every id stands on an entry of the matching kind, or is listed
//! with a reason in `docs/left-out.md`.

use aftersales::procedure::model::{FactKind, Procedure};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// Entries of a file that may carry an id of this letter (`docs/rule-ids.md`).
fn fits(letter: char, kind: &str) -> bool {
    let kinds: &[&str] = match letter {
        'X' => &["step"],
        'T' => &["limit", "duty"],
        'U' => &["limit", "duty", "notice"],
        'H' => &["check", "sampling", "row"],
        'C' => &["class", "row", "fact", "option"],
        'A' => &["approval"],
        'F' | 'R' => &["form"],
        'N' => &["norm", "notice", "check", "ban", "sampling"],
        'M' => &["cost"],
        'D' => &["duty", "notice", "norm"],
        _ => &[],
    };
    kinds.contains(&kind)
}

/// Every id with the kinds of entry it stands on.
fn encoded(procedure: &Procedure) -> Vec<(String, &'static str)> {
    let mut found = Vec::new();
    let mut add =
        |kind: &'static str, refs: &[String]| found.extend(refs.iter().map(|id| (id.clone(), kind)));
    let p = procedure;
    p.steps.iter().for_each(|x| add("step", &x.source.refs));
    p.limits.iter().for_each(|x| add("limit", &x.source.refs));
    p.duties.iter().for_each(|x| add("duty", &x.source.refs));
    p.notices.iter().for_each(|x| add("notice", &x.source.refs));
    p.checks.iter().for_each(|x| add("check", &x.source.refs));
    p.samplings.iter().for_each(|x| add("sampling", &x.source.refs));
    p.approvals.iter().for_each(|x| add("approval", &x.source.refs));
    p.forms.iter().for_each(|x| add("form", &x.source.refs));
    p.norms.iter().for_each(|x| add("norm", &x.source.refs));
    p.bans.iter().for_each(|x| add("ban", &x.source.refs));
    p.costs.iter().for_each(|x| add("cost", &x.source.refs));
    for class in &p.classes {
        add("class", &class.source.refs);
        class.rows.iter().for_each(|row| add("row", &row.source.refs));
    }
    for fact in &p.facts {
        add("fact", &fact.source.refs);
        if let FactKind::Choice { options, .. } = &fact.kind {
            options.iter().for_each(|option| add("option", &option.source.refs));
        }
    }
    found
}

/// The ids of `docs/left-out.md`: the first cell of each row, which must have a reason in the next.
fn left_out() -> BTreeSet<String> {
    let text = std::fs::read_to_string(Path::new(ROOT).join("docs/left-out.md")).expect("the list exists");
    let mut ids = BTreeSet::new();
    for line in text.lines().filter(|line| line.starts_with("| S") || line.starts_with("| `S")) {
        let mut cells = line.trim_matches('|').split('|').map(|cell| cell.trim().trim_matches('`'));
        let id = cells.next().expect("an id");
        assert!(
            cells.next().is_some_and(|reason| reason.chars().count() > 5),
            "{id} is left out without a reason"
        );
        ids.insert(id.to_owned());
    }
    ids
}

#[test]
fn every_rule_is_encoded_or_left_out_with_a_reason() {
    let mut standing: BTreeMap<String, BTreeSet<&'static str>> = BTreeMap::new();
    for info in aftersales::procedures() {
        let procedure = aftersales::procedure(&info.id, info.effective).expect("built in");
        for (id, kind) in encoded(&procedure) {
            standing.entry(id).or_default().insert(kind);
        }
    }
    let list =
        std::fs::read_to_string(Path::new(ROOT).join("tests/data/rule-ids.tsv")).expect("the list exists");
    let left_out = left_out();
    let mut counts: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    let mut lost = Vec::new();
    let mut known = BTreeSet::new();
    for line in list.lines().skip(1) {
        let mut cells = line.split('\t');
        let (id, kind) = (cells.next().expect("id"), cells.next().expect("kind"));
        known.insert(id);
        let letter = id.rsplit('-').next().and_then(|part| part.chars().next()).expect("a kind letter");
        let there = standing.get(id).is_some_and(|kinds| kinds.iter().any(|kind| fits(letter, kind)));
        let row = counts.entry(kind).or_default();
        row[0] += 1;
        row[1] += usize::from(there);
        row[2] += usize::from(!there && left_out.contains(id));
        if !there && !left_out.contains(id) {
            lost.push(id.to_owned());
        }
        assert!(!(there && left_out.contains(id)), "{id} is encoded and listed as left out");
    }
    println!("{:<20} {:>6} {:>8} {:>9}", "kind", "rules", "encoded", "left out");
    for (kind, [all, there, out]) in &counts {
        println!("{kind:<20} {all:>6} {there:>8} {out:>9}   {:.1} %", 100.0 * *there as f64 / *all as f64);
    }
    let strangers: Vec<&String> = standing.keys().filter(|id| !known.contains(id.as_str())).collect();
    assert!(strangers.is_empty(), "ids that the rule book does not have: {strangers:?}");
    assert!(lost.is_empty(), "{} ids neither encoded nor left out: {}", lost.len(), lost.join(" "));
}
