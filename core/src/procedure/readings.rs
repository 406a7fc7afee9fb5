//! Readings: the option in force is a patch on the tree, and every rule it touches names the reading.

use super::faults::{Faults, suggest};
use super::model::Procedure;
use super::reader::{self, names::Kind};
use super::tree::{Entry, Mark, Node, Table, Tree, Value};
use crate::problem::{Error, Problem};
use std::borrow::Cow;
use std::sync::Arc;

/// The tables that a patch may address besides the arrays of rules.
const TABLES: [&str; 5] = ["roles", "facts", "forms", "events", "regions"];

impl Procedure {
    /// The same procedure under another reading of an ambiguous place.
    ///
    /// # Errors
    /// [`Error::Procedure`] for a reading or option that does not exist, naming the nearest.
    pub fn with_reading(&self, reading: &str, option: &str) -> Result<Self, Error> {
        self.with_readings([(reading, option)])
    }

    /// The same procedure under several other readings.
    ///
    /// # Errors
    /// [`Error::Procedure`] for readings or options that do not exist.
    pub fn with_readings<'a>(
        &self,
        choices: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, Error> {
        let mut tree = Tree::clone(&self.tree);
        for (reading, option) in choices {
            choose(&mut tree.root, reading, option);
        }
        let faults = Faults::without_text();
        let procedure = reader::build(&Arc::new(tree), &faults);
        match faults.finish() {
            none if none.is_empty() => Ok(procedure),
            found => Err(Error::Procedure(found)),
        }
    }
}

/// Writes a choice into the tree, where `[readings]` stands.
pub(super) fn choose(root: &mut Table, reading: &str, option: &str) {
    if root.get("readings").is_none() {
        root.set(Entry { key: "readings".to_owned(), ..Entry::default() });
    }
    if let Some(chosen) = root.get_mut("readings").and_then(Node::table_mut) {
        let node = Node::of_text(option, Mark::default());
        chosen.set(Entry { key: reading.to_owned(), at: Mark::default(), node });
    }
}

/// The tree with the options in force.
pub(super) fn in_force<'a>(root: &'a Table, faults: &Faults<'_>) -> Cow<'a, Table> {
    check_choices(root, faults);
    let chosen = root.get("readings").and_then(Node::table);
    let mut patched = Cow::Borrowed(root);
    for reading in tables(root, "reading") {
        let id = reading.text("id").unwrap_or_default();
        let option = match chosen.and_then(|c| c.text(id)) {
            Some(chosen) => tables(reading, "option").find(|o| o.text("id") == Some(chosen)),
            None => tables(reading, "option").next(),
        };
        if let Some(patch) = option.and_then(|o| o.get("patch")?.table()) {
            let mut patcher = Patcher { reading: id, apply: true, faults, removed: Vec::new() };
            patcher.patch(patched.to_mut(), patch);
        }
    }
    patched
}

/// The tables of an array.
pub(super) fn tables<'a>(root: &'a Table, key: &str) -> impl Iterator<Item = &'a Table> + use<'a> {
    root.get(key).and_then(Node::list).unwrap_or_default().iter().filter_map(Node::table)
}

/// `[readings]` must name readings and options that exist.
fn check_choices(root: &Table, faults: &Faults<'_>) {
    if let Some(chosen) = root.get("readings").and_then(Node::table) {
        check_chosen(root, chosen, "readings", faults);
    }
}

/// Readings chosen in a table at `path` must exist, and their options.
pub(super) fn check_chosen(root: &Table, chosen: &Table, path: &str, faults: &Faults<'_>) {
    let readings =
        || root.get("reading").and_then(Node::list).unwrap_or_default().iter().filter_map(Node::table);
    for entry in &chosen.0 {
        let path = format!("{path}.{}", entry.key);
        let Some(reading) = readings().find(|r| r.text("id") == Some(&entry.key)) else {
            let problem = || {
                Problem::new(
                    "procedure/unknown-reading",
                    format!("没有解释“{}”", entry.key),
                    format!("there is no reading `{}`", entry.key),
                )
            };
            let known = readings().filter_map(|r| r.text("id"));
            faults.add(entry.at, || suggest(problem(), &entry.key, known).path(path));
            continue;
        };
        let ids: Vec<&str> = tables(reading, "option").filter_map(|o| o.text("id")).collect();
        let chosen = entry.node.text().unwrap_or_default();
        if !ids.contains(&chosen) {
            let problem = || {
                Problem::new(
                    "procedure/unknown-option",
                    format!("解释“{}”没有选项“{chosen}”", entry.key),
                    format!("the reading `{}` has no option `{chosen}`", entry.key),
                )
            };
            faults.add(entry.node.mark, || suggest(problem(), chosen, ids).path(path));
        }
    }
}

/// One option's patch at work.
pub(super) struct Patcher<'a> {
    pub(super) reading: &'a str,
    /// False: only look whether it addresses something, and name the reading on the rules.
    pub(super) apply: bool,
    pub(super) faults: &'a Faults<'a>,
    /// Rows taken away, once all are addressed.
    pub(super) removed: Vec<(String, usize)>,
}

impl Patcher<'_> {
    pub(super) fn patch(&mut self, root: &mut Table, patch: &Table) {
        for kind in &patch.0 {
            let rules = kind.node.table().map(|t| t.0.as_slice()).unwrap_or_default();
            for rule in rules {
                match kind.key.as_str() {
                    "states" => {
                        for state in rule.node.table().into_iter().flat_map(|t| &t.0) {
                            let region = root
                                .get_mut("states")
                                .and_then(Node::table_mut)
                                .and_then(|t| t.get_mut(&rule.key));
                            let found = region.and_then(|r| r.table_mut()?.get_mut(&state.key));
                            self.thing(found, state, &["states", &rule.key]);
                        }
                    }
                    key if TABLES.contains(&key) => {
                        let found =
                            root.get_mut(key).and_then(Node::table_mut).and_then(|t| t.get_mut(&rule.key));
                        self.thing(found, rule, &[key]);
                    }
                    key if Kind::RULES.iter().any(|(k, _)| *k == key && key != "reading") => {
                        self.rule(root, key, rule);
                    }
                    _ => self.nothing(kind.at, &[&kind.key]),
                }
            }
        }
        for (class, row) in core::mem::take(&mut self.removed).into_iter().rev() {
            let rows =
                find_rule(root, "class", &class).and_then(|c| c.table_mut()?.get_mut("row")?.list_mut());
            if let Some(rows) = rows
                && row < rows.len()
            {
                rows.remove(row);
            }
        }
    }

    fn nothing(&self, at: Mark, path: &[&str]) {
        let path = path.join(".");
        let problem = || {
            Problem::new(
            "procedure/patch",
            format!("补丁指的“{path}”不存在"),
            format!("the patch addresses `{path}`, which does not exist"),
        )
        .help(
            "按文件中的路径写：sampling.方案.rounding、facts.事实.open、class.分级.row.2.when",
            "write the path as in the file: sampling.plan.rounding, facts.fact.open, class.class.row.2.when",
        )
        };
        self.faults.add(at, || problem().path(format!("reading.{}.patch", self.reading)));
    }

    /// A rule of an array, by its id; an empty string takes it away.
    fn rule(&mut self, root: &mut Table, key: &str, rule: &Entry) {
        if rule.node.text() == Some("") {
            if find_rule(root, key, &rule.key).is_none() {
                self.nothing(rule.at, &[key, &rule.key]);
            } else if self.apply
                && let Some(list) = root.get_mut(key).and_then(Node::list_mut)
            {
                list.retain(|n| n.table().and_then(|t| t.text("id")) != Some(&rule.key));
            }
            return;
        }
        let (rows, others): (Vec<&Entry>, Vec<&Entry>) =
            rule.node.table().into_iter().flat_map(|t| &t.0).partition(|e| key == "class" && e.key == "row");
        for row in rows.iter().filter_map(|r| r.node.table()).flat_map(|t| &t.0) {
            self.row(root, &rule.key, row);
        }
        let others = Table(others.into_iter().cloned().collect());
        if others.0.is_empty() && !rows.is_empty() {
            return;
        }
        let changed =
            Entry { node: Node { mark: rule.node.mark, value: Value::Table(others) }, ..rule.clone() };
        self.thing(find_rule(root, key, &rule.key), &changed, &[key]);
    }

    /// A row of a class, by its number from 1.
    fn row(&mut self, root: &mut Table, class: &str, row: &Entry) {
        let index = row.key.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
        let rows = find_rule(root, "class", class).and_then(|c| c.table_mut()?.get_mut("row")?.list_mut());
        let found = index.and_then(|i| rows.and_then(|r| r.get_mut(i)));
        if row.node.text() == Some("")
            && found.is_some()
            && let Some(index) = index
        {
            if self.apply {
                let place = self.removed.partition_point(|(_, earlier)| *earlier <= index);
                self.removed.insert(place, (class.to_owned(), index));
            }
            return;
        }
        self.thing(found, row, &["class", class, "row"]);
    }

    /// Changes one table and names the reading on it.
    fn thing(&self, found: Option<&mut Node>, change: &Entry, path: &[&str]) {
        let path: Vec<&str> = path.iter().copied().chain([change.key.as_str()]).collect();
        let (Some(target), Some(keys)) = (found.and_then(Node::table_mut), change.node.table()) else {
            self.nothing(change.at, &path);
            return;
        };
        for entry in &keys.0 {
            if entry.node.text() == Some("") && target.get(&entry.key).is_none() && self.apply {
                let path: Vec<&str> = path.iter().copied().chain([entry.key.as_str()]).collect();
                self.nothing(entry.at, &path);
            }
        }
        if self.apply {
            merge(target, keys);
        }
        if !matches!(path.first(), Some(&"roles" | &"regions")) {
            name_reading(target, self.reading);
        }
    }
}

/// Values given replace; tables merge; an empty string removes.
fn merge(target: &mut Table, change: &Table) {
    for entry in &change.0 {
        if entry.node.text() == Some("") {
            target.remove(&entry.key);
            no_longer_inferred(target, &entry.key);
            continue;
        }
        if let (Some(inner), Some(old)) =
            (entry.node.table(), target.get_mut(&entry.key).and_then(Node::table_mut))
        {
            merge(old, inner);
        } else {
            target.set(entry.clone());
        }
    }
}

/// A key that is gone is not inferred either.
fn no_longer_inferred(rule: &mut Table, key: &str) {
    let Some(node) = rule.get_mut("inferred") else { return };
    if node.text() == Some(key) {
        rule.remove("inferred");
    } else if let Some(list) = node.list_mut() {
        list.retain(|name| name.text() != Some(key));
    }
}

/// Adds the reading to the rule's own list, if it is not there.
fn name_reading(rule: &mut Table, reading: &str) {
    let Some(node) = rule.get_mut("reading") else {
        let node = Node::of_text(reading, Mark::default());
        rule.set(Entry { key: "reading".to_owned(), at: Mark::default(), node });
        return;
    };
    let first = node.text().map(str::to_owned);
    if first.as_deref() == Some(reading) {
        return;
    }
    if let Some(first) = first {
        node.value = Value::List(vec![Node::of_text(&first, node.mark)]);
    }
    let mark = node.mark;
    if let Some(list) = node.list_mut()
        && !list.iter().any(|n| n.text() == Some(reading))
    {
        list.push(Node::of_text(reading, mark));
    }
}

/// A rule of an array by its id.
fn find_rule<'a>(root: &'a mut Table, key: &str, id: &str) -> Option<&'a mut Node> {
    let list = root.get_mut(key)?.list_mut()?;
    list.iter_mut().find(|n| n.table().and_then(|t| t.text("id")) == Some(id))
}
