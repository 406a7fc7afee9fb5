//! A company's own file laid over the procedure it extends.
//!
//! Keys given replace the base's, tables merge, rules are found by their id and new ones added. A rule that changes in
//! more than its labels now cites the company's file: clause, place, words and rule ids of the document fall away.

use super::faults::{Faults, suggest};
use super::hash::EXAMPLE;
use super::reader::names::Kind;
use super::tree::{Entry, Node, Table, Tree, Value};
use crate::problem::{Problem, Text};

/// What the document said about a rule that a company has changed.
const CITED: [&str; 6] = ["clause", "place", "basis", "inferred", "words", "ref"];

/// Keys at the head of a company's file that are about the file itself.
const OWN: [&str; 3] = ["extends", "remove", "format"];

/// Tables of names, which merge key by key.
const NAMES: [&str; 5] = ["roles", "facts", "forms", "events", "regions"];

/// The base with the company's file laid over it. `hash` is that of the company's text.
pub(super) fn extend(base: &Tree, mut own: Table, hash: String, faults: &Faults<'_>) -> Tree {
    stamp(&mut own, faults.file());
    let mut tree = base.clone();
    tree.extends = base.root.text("id").map(str::to_owned);
    tree.companies.push(title(&own).or_else(|| title(&base.root)).unwrap_or_default());
    tree.hash = hash;
    // What the base answers, its examples tell; what this file answers, its own do.
    tree.root.remove(EXAMPLE);
    remove(&mut tree.root, &own, faults);
    for entry in own.0.into_iter().filter(|e| !OWN.contains(&e.key.as_str())) {
        match entry.key.as_str() {
            "states" => merge_groups(&mut tree.root, entry),
            key if NAMES.contains(&key) => merge_names(&mut tree.root, entry),
            key if Kind::RULES.iter().any(|(k, _)| *k == key) => merge_rules(&mut tree.root, entry),
            "known" => append(&mut tree.root, entry),
            "readings" => merge_plain(&mut tree.root, entry),
            _ => tree.root.set(entry),
        }
    }
    tree
}

fn title(root: &Table) -> Option<Text> {
    let table = root.get("title")?.table()?;
    Some(Text::new(table.text("zh")?, table.text("en")?))
}

/// Says of every value which file it comes from.
fn stamp(table: &mut Table, file: u8) {
    for entry in &mut table.0 {
        entry.at.file = file;
        stamp_node(&mut entry.node, file);
    }
}

fn stamp_node(node: &mut Node, file: u8) {
    node.mark.file = file;
    match &mut node.value {
        Value::List(list) => list.iter_mut().for_each(|item| stamp_node(item, file)),
        Value::Table(table) => stamp(table, file),
        _ => {}
    }
}

/// `remove = ["limit.return-to-supplier"]`
fn remove(root: &mut Table, own: &Table, faults: &Faults<'_>) {
    let Some(node) = own.get("remove") else { return };
    for item in node.list().unwrap_or(core::slice::from_ref(node)) {
        let path = item.text().unwrap_or_default();
        if !remove_one(root, path) {
            let problem = || {
                Problem::new(
                    "procedure/remove",
                    format!("remove 指的“{path}”不在被扩展的程序中"),
                    format!("`remove` names `{path}`, which the extended procedure does not have"),
                )
            };
            faults.add(item.mark, || {
                suggest(problem(), path, addresses(root).iter().map(String::as_str)).path("remove")
            });
        }
    }
}

fn remove_one(root: &mut Table, path: &str) -> bool {
    let mut parts = path.split('.');
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some("states"), Some(region), Some(id), None) => root
            .get_mut("states")
            .and_then(|n| n.table_mut()?.get_mut(region)?.table_mut())
            .is_some_and(|t| t.remove(id)),
        (Some(key), Some(id), None, None) if NAMES.contains(&key) => {
            root.get_mut(key).and_then(Node::table_mut).is_some_and(|t| t.remove(id))
        }
        (Some(key), Some(id), None, None) => {
            let Some(list) = root.get_mut(key).and_then(Node::list_mut) else { return false };
            let before = list.len();
            list.retain(|n| n.table().and_then(|t| t.text("id")) != Some(id));
            list.len() != before
        }
        _ => false,
    }
}

/// Everything `remove` can name, for the help.
fn addresses(root: &Table) -> Vec<String> {
    let names = NAMES.iter().flat_map(|key| {
        let entries = root.get(key).and_then(Node::table).into_iter().flat_map(|t| &t.0);
        entries.map(move |e| format!("{key}.{}", e.key))
    });
    let rules = Kind::RULES.iter().flat_map(|(key, _)| {
        let list = root.get(key).and_then(Node::list).unwrap_or_default();
        list.iter().filter_map(move |n| Some(format!("{key}.{}", n.table()?.text("id")?)))
    });
    names.chain(rules).collect()
}

/// `[[check]]`: by id.
fn merge_rules(root: &mut Table, own: Entry) {
    let Value::List(own_rules) = own.node.value else {
        root.set(own);
        return;
    };
    if root.get(&own.key).is_none() {
        let node = Node { mark: own.node.mark, value: Value::List(Vec::new()) };
        root.set(Entry { key: own.key.clone(), at: own.at, node });
    }
    let Some(rules) = root.get_mut(&own.key).and_then(Node::list_mut) else { return };
    for rule in own_rules {
        let id = rule.table().and_then(|t| t.text("id")).map(str::to_owned);
        let old =
            rules.iter_mut().find(|n| id.is_some() && n.table().and_then(|t| t.text("id")) == id.as_deref());
        match old {
            Some(old) => change(old, rule),
            None => rules.push(rule),
        }
    }
}

/// `[facts]`: by key.
fn merge_names(root: &mut Table, own: Entry) {
    let Some(names) = root.get_mut(&own.key).and_then(Node::table_mut) else {
        root.set(own);
        return;
    };
    let Value::Table(entries) = own.node.value else { return };
    for entry in entries.0 {
        match names.get_mut(&entry.key) {
            Some(old) => change(old, entry.node),
            None => names.set(entry),
        }
    }
}

/// `[states.main]`: by region, then by key.
fn merge_groups(root: &mut Table, own: Entry) {
    let Some(groups) = root.get_mut(&own.key).and_then(Node::table_mut) else {
        root.set(own);
        return;
    };
    let Value::Table(entries) = own.node.value else { return };
    entries.0.into_iter().for_each(|group| merge_names(groups, group));
}

/// Keys of a table replace those of the base.
fn merge_plain(root: &mut Table, own: Entry) {
    match (root.get_mut(&own.key).and_then(Node::table_mut), own.node.value) {
        (Some(old), Value::Table(new)) => new.0.into_iter().for_each(|e| old.set(e)),
        (_, value) => root.set(Entry { node: Node { value, mark: own.node.mark }, ..own }),
    }
}

fn append(root: &mut Table, own: Entry) {
    match (root.get_mut(&own.key).and_then(Node::list_mut), own.node.value) {
        (Some(old), Value::List(new)) => old.extend(new),
        (_, value) => root.set(Entry { node: Node { value, mark: own.node.mark }, ..own }),
    }
}

/// One rule changed by the company's.
fn change(old: &mut Node, new: Node) {
    let (Some(table), Value::Table(keys)) = (old.table_mut(), new.value) else { return };
    let labels_only = keys.0.iter().all(|e| matches!(e.key.as_str(), "id" | "zh" | "en"));
    if !labels_only {
        for key in CITED {
            table.remove(key);
        }
    }
    overlay(table, keys);
    if !labels_only {
        old.mark = new.mark;
    }
}

/// Values replace, tables inside merge.
fn overlay(old: &mut Table, new: Table) {
    const BOUNDS: [&str; 4] = ["above", "at-least", "below", "at-most"];
    // A new bound takes the place of the old one: a rate or count has only one.
    let quantity = old.get("quantity").is_some();
    if !quantity && new.0.iter().any(|e| BOUNDS.contains(&e.key.as_str())) {
        for key in BOUNDS {
            old.remove(key);
        }
    }
    for entry in new.0 {
        match (old.get_mut(&entry.key).and_then(Node::table_mut), entry.node.value) {
            (Some(inner), Value::Table(more)) => overlay(inner, more),
            (_, value) => old.set(Entry { node: Node { value, mark: entry.node.mark }, ..entry }),
        }
    }
}
