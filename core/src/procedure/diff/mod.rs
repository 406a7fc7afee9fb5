//! What changed between two procedures: two editions, a company's own file and its base, two readings.
//!
//! Two procedures are compared by what they show of themselves ([`ProcedureView`]), rule by rule and key by key, so no
//! key can be forgotten. Decision tables are compared by what they decide.
//!
//! `keys.rs` which keys are content, and their names · `shown.rs` a value in words · `tables.rs` a case that is decided
//! otherwise · `joint.rs` the rows of one procedure in the names of another · `words.rs` a change as a sentence

mod joint;
mod keys;
mod shown;
mod tables;
mod words;

use super::model::Procedure;
use crate::problem::Text;
use crate::wire::ProcedureView;
use keys::{Meaning, TABLES};
use serde::Serialize;
use serde_json::{Map, Value as Json};
use shown::Names;

/// One difference. Both procedures are meant to be of the same document; nothing else is assumed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
pub enum Change {
    /// Only the second has this rule.
    Added {
        /// The rule.
        rule: Rule,
    },
    /// Only the first has it.
    Removed {
        /// The rule.
        rule: Rule,
    },
    /// Both have it and a key differs.
    Changed {
        /// The rule; none for the head of the file.
        #[serde(skip_serializing_if = "Option::is_none")]
        rule: Option<Rule>,
        /// The key, as in the view of a procedure.
        key: String,
        /// Its value in the first.
        before: Text,
        /// Its value in the second.
        after: Text,
    },
    /// A decision table decides some case otherwise.
    Decided {
        /// The table.
        rule: Rule,
        /// Such a case: `inspected = 100, mismatched = 4`.
        witness: String,
        /// What the first says of it.
        before: Text,
        /// What the second says.
        after: Text,
    },
    /// A decision table is written otherwise, and no case was found that it decides otherwise.
    Rewritten {
        /// The table.
        rule: Rule,
        /// Whether all cases were tried; if not, one may exist.
        all_tried: bool,
    },
    /// So many labels and explanations are worded otherwise.
    Labels {
        /// How many.
        count: usize,
    },
    /// So many clauses, places, words and rule ids differ.
    Citations {
        /// How many.
        count: usize,
    },
}

/// A rule that changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rule {
    /// What kind of rule, as in the file: `step`, `limit`.
    pub kind: &'static str,
    /// Its id.
    pub id: String,
    /// 中文 and English.
    pub label: Text,
}

/// What is different in `after`, in the order of the file: head, tables, and counts of wordings and citations.
pub fn diff(before: &Procedure, after: &Procedure) -> Vec<Change> {
    let (was, is) = (view(before), view(after));
    let mut found = Found { names: [Names::of(&was), Names::of(&is)], ..Found::default() };
    found.keys(None, &head(&was), &head(&is));
    for (key, kind) in TABLES {
        found.table(kind, rules(&was, key), rules(&is, key));
        if kind == "class" {
            found.changes.extend(tables::changes(before, after));
        }
    }
    let Found { mut changes, labels, citations, .. } = found;
    changes.extend((labels > 0).then_some(Change::Labels { count: labels }));
    changes.extend((citations > 0).then_some(Change::Citations { count: citations }));
    changes
}

/// Everything a procedure says of itself.
fn view(procedure: &Procedure) -> Map<String, Json> {
    match serde_json::to_value(ProcedureView::new(procedure)) {
        Ok(Json::Object(view)) => view,
        _ => Map::new(),
    }
}

/// What the file says before its tables, without counts of what stands in them.
fn head(view: &Map<String, Json>) -> Map<String, Json> {
    let info = view.get("info").and_then(Json::as_object);
    info.into_iter()
        .flatten()
        .chain(view)
        .filter(|(key, value)| !value.is_array() && !value.is_u64() && key.as_str() != "info")
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect()
}

/// The rules of one table; an event that belongs to a step is the step's.
fn rules<'v>(view: &'v Map<String, Json>, key: &str) -> Vec<&'v Map<String, Json>> {
    let all = view.get(key).and_then(Json::as_array).into_iter().flatten().filter_map(Json::as_object);
    all.filter(|rule| rule.get("milestone") != Some(&Json::Bool(false))).collect()
}

/// The name of a rule among those of its kind.
fn id(rule: &Map<String, Json>) -> String {
    let text = |key: &str| rule.get(key).and_then(Json::as_str);
    match (text("id"), text("fault"), text("at")) {
        (Some(id), ..) => id.to_owned(),
        (None, Some(fault), Some(at)) => format!("{fault} at {at}"),
        _ => String::new(),
    }
}

/// What has been found so far.
#[derive(Default)]
struct Found {
    names: [Names; 2],
    changes: Vec<Change>,
    labels: usize,
    citations: usize,
}

impl Found {
    /// The rules of one kind.
    fn table(&mut self, kind: &'static str, was: Vec<&Map<String, Json>>, is: Vec<&Map<String, Json>>) {
        let named = |rule: &Map<String, Json>| Rule { kind, id: id(rule), label: shown::label(rule) };
        for rule in &was {
            match is.iter().find(|other| id(other) == id(rule)) {
                Some(other) => self.keys(Some(&named(other)), rule, other),
                None => self.changes.push(Change::Removed { rule: named(rule) }),
            }
        }
        let added = is.iter().filter(|rule| !was.iter().any(|other| id(other) == id(rule)));
        self.changes.extend(added.map(|rule| Change::Added { rule: named(rule) }));
    }

    /// The keys of one rule, or of the head.
    fn keys(&mut self, rule: Option<&Rule>, was: &Map<String, Json>, is: &Map<String, Json>) {
        let new = is.keys().filter(|key| !was.contains_key(*key));
        for key in was.keys().chain(new) {
            let [before, after] = [was, is].map(|rule| rule.get(key).unwrap_or(&Json::Null));
            match keys::meaning(key) {
                Meaning::Derived => {}
                Meaning::Label => self.labels = self.labels.saturating_add(usize::from(before != after)),
                Meaning::Citation => {
                    self.citations = self.citations.saturating_add(usize::from(before != after));
                }
                Meaning::Content => {
                    self.labels = self.labels.saturating_add(shown::relabelled(before, after));
                    self.content(rule, key, before, after);
                }
            }
        }
    }

    fn content(&mut self, rule: Option<&Rule>, key: &str, before: &Json, after: &Json) {
        let bare = [before, after].map(|value| shown::bare(key, value));
        let [was, is] = &bare;
        if was == is {
            return;
        }
        let [first, second] = &self.names;
        let mut texts = [first.show(key, before), second.show(key, after)];
        if texts.first() == texts.last() {
            // Other ids with the same labels.
            texts = bare.map(|value| Text::new(value.to_string(), value.to_string()));
        }
        let [before, after] = texts;
        self.changes.push(Change::Changed { rule: rule.cloned(), key: key.to_owned(), before, after });
    }
}
