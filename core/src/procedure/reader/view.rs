//! A table of the tree, read key by key: what is missing, of the wrong type or unknown becomes a fault.

use super::super::faults::{Faults, suggest};
use super::super::tree::{Mark, Node, Table, Value};
use crate::problem::{Problem, Text};
use chrono::NaiveDate;
use core::cell::RefCell;

/// One table and its path in the file. Remembers the keys asked for, so that the others are unknown.
pub(crate) struct View<'a> {
    pub(crate) table: &'a Table,
    pub(crate) mark: Mark,
    path: Path<'a>,
    pub(crate) faults: &'a Faults<'a>,
    asked: RefCell<Vec<&'static str>>,
}

/// Where a table stands, key by key; written out only for a fault.
#[derive(Clone, Copy, Default)]
struct Path<'a> {
    steps: [Option<Step<'a>>; DEEPEST],
}

/// No table of the format lies deeper; the path of one that did would stop short.
const DEEPEST: usize = 8;

#[derive(Clone, Copy)]
enum Step<'a> {
    Key(&'a str),
    Number(usize),
}

impl<'a> Path<'a> {
    fn then(mut self, step: Step<'a>) -> Self {
        if let Some(free) = self.steps.iter_mut().find(|step| step.is_none()) {
            *free = Some(step);
        }
        self
    }

    /// `class.severity.row.1.when`
    fn to(self, key: &str) -> String {
        let steps = self.steps.iter().flatten().map(|step| match step {
            Step::Key(key) => (*key).to_owned(),
            Step::Number(number) => number.to_string(),
        });
        let last = (!key.is_empty()).then(|| key.to_owned());
        steps.chain(last).collect::<Vec<_>>().join(".")
    }
}

/// A name as it stands in a list, with its place.
#[derive(Clone, Copy)]
pub(crate) struct Item<'a> {
    pub(crate) text: &'a str,
    pub(crate) mark: Mark,
}

impl<'a> View<'a> {
    /// The head of the file.
    pub(crate) fn root(table: &'a Table, faults: &'a Faults<'a>) -> Self {
        Self::new(table, Mark { file: faults.file(), start: 0, end: 0 }, Path::default(), faults)
    }

    fn new(table: &'a Table, mark: Mark, path: Path<'a>, faults: &'a Faults<'a>) -> Self {
        Self { table, mark, path, faults, asked: RefCell::new(Vec::with_capacity(24)) }
    }

    /// Reports a fault at a place inside this table.
    pub(crate) fn fault_at(&self, mark: Mark, key: &str, problem: impl FnOnce() -> Problem) {
        self.faults.add(mark, || problem().path(self.path_of(key)));
    }

    /// Reports a fault at a key's value, or at the table if the key is missing.
    pub(crate) fn fault(&self, key: &'static str, problem: impl FnOnce() -> Problem) {
        let mark = self.table.get(key).map_or(self.mark, |n| n.mark);
        self.fault_at(mark, key, problem);
    }

    /// The place of a key's value, or that of the table.
    #[cfg(feature = "reader")]
    pub(crate) fn spot(&self, key: &str) -> crate::problem::Spot {
        self.spot_at(self.table.get(key).map_or(self.mark, |n| n.mark), key)
    }

    /// A place inside this table.
    #[cfg(feature = "reader")]
    pub(crate) fn spot_at(&self, mark: Mark, key: &str) -> crate::problem::Spot {
        crate::problem::Spot { path: Some(self.path_of(key)), ..self.faults.spot(mark) }
    }

    /// The path of a key from the head of the file.
    pub(crate) fn path_of(&self, key: &str) -> String {
        self.path.to(key)
    }

    /// The value of a key, whatever its type.
    pub(crate) fn get(&self, key: &'static str) -> Option<&'a Node> {
        self.asked.borrow_mut().push(key);
        self.table.get(key)
    }

    /// Whether a key is there; it counts as asked for.
    pub(crate) fn has(&self, key: &'static str) -> bool {
        self.get(key).is_some()
    }

    fn of_type<T>(
        &self,
        key: &'static str,
        zh: &str,
        en: &str,
        read: impl Fn(&'a Node) -> Option<T>,
    ) -> Option<T> {
        let node = self.get(key)?;
        let found = read(node);
        if found.is_none() {
            self.fault(key, || wrong_type(key, zh, en));
        }
        found
    }

    /// A string.
    pub(crate) fn text(&self, key: &'static str) -> Option<&'a str> {
        self.of_type(key, "字符串", "a string", Node::text)
    }

    /// A string with its place.
    pub(crate) fn item(&self, key: &'static str) -> Option<Item<'a>> {
        self.of_type(key, "字符串", "a string", |n| Some(Item { text: n.text()?, mark: n.mark }))
    }

    /// A string that must be there.
    pub(crate) fn need_item(&self, key: &'static str) -> Option<Item<'a>> {
        self.need(key);
        self.item(key)
    }

    /// Reports a key that is not there.
    pub(crate) fn need(&self, key: &'static str) {
        if self.table.get(key).is_none() {
            self.fault(key, || missing(key));
        }
    }

    /// `true` or `false`; absent is false.
    pub(crate) fn flag(&self, key: &'static str) -> bool {
        self.of_type(key, "true 或 false", "true or false", |n| match n.value {
            Value::Flag(flag) => Some(flag),
            _ => None,
        })
        .unwrap_or_default()
    }

    /// A whole number from 0.
    pub(crate) fn number(&self, key: &'static str) -> Option<u64> {
        self.of_type(key, "不小于 0 的整数", "a whole number from 0", |n| match n.value {
            Value::Int(number) => u64::try_from(number).ok(),
            _ => None,
        })
    }

    /// A date.
    pub(crate) fn date(&self, key: &'static str) -> Option<NaiveDate> {
        self.of_type(key, "日期，如 2018-03-27", "a date such as 2018-03-27", |n| match n.value {
            Value::Date(date) => Some(date),
            _ => None,
        })
    }

    /// A table inside.
    pub(crate) fn table(&self, key: &'static str) -> Option<View<'a>> {
        let node = self.get(key)?;
        self.view_of(node, key)
    }

    /// A node as a view; what is no table is reported.
    pub(crate) fn view_of(&self, node: &'a Node, key: &'a str) -> Option<View<'a>> {
        self.view_at(node, key, self.path.then(Step::Key(key)))
    }

    fn view_at(&self, node: &'a Node, key: &str, path: Path<'a>) -> Option<View<'a>> {
        let Some(table) = node.table() else {
            self.faults.add(node.mark, || wrong_type(key, "表 { … }", "a table { … }").path(path.to("")));
            return None;
        };
        Some(View::new(table, node.mark, path, self.faults))
    }

    /// The tables inside a table, by their names: `[roles]`, `[facts]`.
    pub(crate) fn entries(&self, key: &'static str) -> Vec<(&'a str, Mark, View<'a>)> {
        let Some(outer) = self.table(key) else { return Vec::new() };
        outer.inner_entries()
    }

    /// All keys of this table, each a table by its name: `[states.main]`.
    pub(crate) fn inner_entries(&self) -> Vec<(&'a str, Mark, View<'a>)> {
        let inner = self.table.0.iter();
        inner.filter_map(|e| Some((e.key.as_str(), e.at, self.view_of(&e.node, &e.key)?))).collect()
    }

    /// The tables of an array: `[[step]]`. Their paths carry their ids, or their numbers from 1.
    pub(crate) fn rules(&self, key: &'static str) -> Vec<View<'a>> {
        let list =
            self.of_type(key, "表的数组 [[…]]", "an array of tables [[…]]", Node::list).unwrap_or_default();
        let numbered = (1_usize..).zip(list);
        numbered
            .filter_map(|(number, node)| {
                let id = node.table().and_then(|table| table.text("id"));
                let step = id.map_or(Step::Number(number), Step::Key);
                self.view_at(node, key, self.path.then(Step::Key(key)).then(step))
            })
            .collect()
    }

    /// A string or a list of strings.
    pub(crate) fn items(&self, key: &'static str) -> Vec<Item<'a>> {
        let Some(node) = self.get(key) else { return Vec::new() };
        let one = |n: &'a Node| Some(Item { text: n.text()?, mark: n.mark });
        let nodes = node.list().unwrap_or(core::slice::from_ref(node));
        let mut found = Vec::new();
        for n in nodes {
            match one(n) {
                Some(item) => found.push(item),
                None => self.fault_at(n.mark, key, || {
                    wrong_type(key, "字符串或字符串的列表", "a string or a list of strings")
                }),
            }
        }
        found
    }

    /// The labels of the table itself: `zh` and `en`, both needed.
    pub(crate) fn label(&self) -> Text {
        let get = |key| self.need_item(key).map(|i| i.text.to_owned()).unwrap_or_default();
        Text { zh: get("zh"), en: get("en") }
    }

    /// A label of its own: `{ zh = "…", en = "…" }`.
    pub(crate) fn both(&self, key: &'static str) -> Option<Text> {
        let view = self.table(key)?;
        let label = view.label();
        view.done();
        Some(label)
    }

    /// A label, or one string that is the same in both languages.
    pub(crate) fn text_or_both(&self, key: &'static str) -> Option<Text> {
        match &self.get(key)?.value {
            Value::Text(text) => Some(Text::new(text.as_str(), text.as_str())),
            Value::Table(_) => self.both(key),
            _ => {
                self.fault(key, || {
                    wrong_type(
                        key,
                        "字符串或 { zh = \"…\", en = \"…\" }",
                        "a string or { zh = \"…\", en = \"…\" }",
                    )
                });
                None
            }
        }
    }

    /// A list of labels.
    pub(crate) fn labels(&self, key: &'static str) -> Vec<Text> {
        let list = self.of_type(key, "列表 […]", "a list […]", Node::list).unwrap_or_default();
        let views = list.iter().filter_map(|n| self.view_of(n, key));
        views
            .map(|view| {
                let label = view.label();
                view.done();
                label
            })
            .collect()
    }

    /// One of the words a key allows, with its meaning.
    pub(crate) fn word<T: Copy>(&self, key: &'static str, words: &[(&'static str, T)]) -> Option<T> {
        let item = self.item(key)?;
        let found = words.iter().find(|(word, _)| *word == item.text).map(|(_, value)| *value);
        if found.is_none() {
            let problem = || {
                Problem::new(
                    "procedure/unknown-word",
                    format!("{key} 不能是“{}”", item.text),
                    format!("`{key}` cannot be `{}`", item.text),
                )
            };
            self.fault_at(item.mark, key, || {
                suggest(problem(), item.text, words.iter().map(|(word, _)| *word))
            });
        }
        found
    }

    /// Reports the keys nobody asked for.
    pub(crate) fn done(self) {
        let asked = self.asked.borrow();
        for entry in self.table.0.iter().filter(|e| !asked.contains(&e.key.as_str())) {
            let problem = || {
                Problem::new(
                    "procedure/unknown-key",
                    format!("此处没有键“{}”", entry.key),
                    format!("there is no key `{}` here", entry.key),
                )
            };
            self.fault_at(entry.at, &entry.key, || suggest(problem(), &entry.key, asked.iter().copied()));
        }
    }
}

fn missing(key: &str) -> Problem {
    let problem = Problem::new(
        "procedure/missing-key",
        format!("缺少键“{key}”"),
        format!("the key `{key}` is missing"),
    );
    match key {
        "by" | "owed-by" => problem.help(
            format!("写明由谁负责；文中未写时用 {key} = \"unstated\""),
            format!("say who; where the text names nobody, {key} = \"unstated\""),
        ),
        "zh" | "en" => problem.help("标签要有中文和英文", "labels are given in Chinese and in English"),
        _ => problem,
    }
}

fn wrong_type(key: &str, zh: &str, en: &str) -> Problem {
    Problem::new("procedure/wrong-type", format!("{key} 应为{zh}"), format!("`{key}` must be {en}"))
}
