//! A procedure before it has types: values as they stand in a file, each with its place in the text.
//!
//! Readings and a company's own file are patches on this tree; `read` turns the result into the model.
//! The built-in procedures are stored as trees, without places.

use crate::problem::Text;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A stretch of the text of one file, in bytes.
/// Stored without its place: which file it was is all that a text no longer at hand can say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Mark {
    /// 0 is the document itself, 1 the company's file that extends it, and so on.
    pub(crate) file: u8,
    /// First byte.
    #[serde(skip)]
    pub(crate) start: u32,
    /// One past the last byte; equal to `start` where the place is not known.
    #[serde(skip)]
    pub(crate) end: u32,
}

impl Mark {
    /// A part of this stretch.
    pub(crate) fn within(self, start: usize, end: usize) -> Self {
        let add = |n: usize| self.start.saturating_add(u32::try_from(n).unwrap_or(u32::MAX)).min(self.end);
        Self { start: add(start), end: add(end), ..self }
    }
}

/// A value and where it stands.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Node {
    /// Where. For plain strings, what is between the quotes.
    pub(crate) mark: Mark,
    /// What.
    pub(crate) value: Value,
}

/// A value.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) enum Value {
    /// `"…"`
    Text(String),
    /// `3`
    Int(i64),
    /// `true`
    Flag(bool),
    /// `2018-03-27`
    Date(#[serde(with = "crate::iso_day")] NaiveDate),
    /// `[…]`
    List(Vec<Node>),
    /// `{…}`, `[…]` at the start of a line
    Table(Table),
    /// Something TOML knows and a procedure file does not: a float, a time.
    Other,
}

impl Default for Value {
    fn default() -> Self {
        Self::Table(Table::default())
    }
}

/// Keys and values in file order.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Table(pub(crate) Vec<Entry>);

/// One key of a table.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Entry {
    /// The key.
    pub(crate) key: String,
    /// Where the key stands.
    pub(crate) at: Mark,
    /// Its value.
    pub(crate) node: Node,
}

impl Table {
    /// The value of a key.
    pub(crate) fn get(&self, key: &str) -> Option<&Node> {
        self.0.iter().find(|e| e.key == key).map(|e| &e.node)
    }

    /// The value of a key, to change.
    pub(crate) fn get_mut(&mut self, key: &str) -> Option<&mut Node> {
        self.0.iter_mut().find(|e| e.key == key).map(|e| &mut e.node)
    }

    /// Replaces a value, or adds it at the end.
    pub(crate) fn set(&mut self, entry: Entry) {
        match self.0.iter_mut().find(|e| e.key == entry.key) {
            Some(old) => *old = entry,
            None => self.0.push(entry),
        }
    }

    /// Takes a key away and says whether it was there.
    pub(crate) fn remove(&mut self, key: &str) -> bool {
        let before = self.0.len();
        self.0.retain(|e| e.key != key);
        self.0.len() != before
    }

    /// A string value.
    pub(crate) fn text(&self, key: &str) -> Option<&str> {
        self.get(key).and_then(Node::text)
    }
}

impl Node {
    /// A string without a place of its own.
    pub(crate) fn of_text(text: &str, mark: Mark) -> Self {
        Self { mark, value: Value::Text(text.to_owned()) }
    }

    /// The string, if it is one.
    pub(crate) fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The table, if it is one.
    pub(crate) fn table(&self) -> Option<&Table> {
        match &self.value {
            Value::Table(table) => Some(table),
            _ => None,
        }
    }

    /// The table, if it is one, to change.
    pub(crate) fn table_mut(&mut self) -> Option<&mut Table> {
        match &mut self.value {
            Value::Table(table) => Some(table),
            _ => None,
        }
    }

    /// The list, if it is one.
    pub(crate) fn list(&self) -> Option<&[Node]> {
        match &self.value {
            Value::List(list) => Some(list),
            _ => None,
        }
    }

    /// The list, if it is one, to change.
    pub(crate) fn list_mut(&mut self) -> Option<&mut Vec<Node>> {
        match &mut self.value {
            Value::List(list) => Some(list),
            _ => None,
        }
    }
}

/// A whole file, or a company's file laid over its base.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tree {
    /// The keys at the head, tables and rules.
    pub(crate) root: Table,
    /// Titles of the companies' files laid over the document; the first is file 1.
    pub(crate) companies: Vec<Text>,
    /// The id of the procedure that was extended.
    pub(crate) extends: Option<String>,
    /// Hash of the text.
    pub(crate) hash: String,
}
