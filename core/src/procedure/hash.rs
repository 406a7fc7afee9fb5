//! The hash of the rules of a file: what an answer names, so that one can tell by which rules it was given.
//!
//! Values count and their order; comments, layout, line ends and worked examples do not: a case goes on under a file
//! that only gained an example.

use super::tree::{Entry, Table, Value};

/// The table that holds no rules.
pub(super) const EXAMPLE: &str = "example";

/// The hash of a file, in hex; of a company's file together with that of what it extends.
pub(super) fn hash(root: &Table, extends: Option<&str>) -> String {
    let mut fnv = Fnv(0xcbf2_9ce4_8422_2325);
    fnv.text(extends.unwrap_or_default());
    fnv.entries(root.0.iter().filter(|entry| entry.key != EXAMPLE));
    format!("{:016x}", fnv.0)
}

/// FNV-1a: the same on every machine and in every language.
struct Fnv(u64);

impl Fnv {
    fn byte(&mut self, byte: u8) {
        self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }

    fn text(&mut self, text: &str) {
        text.bytes().filter(|byte| *byte != b'\r').for_each(|byte| self.byte(byte));
        // No text holds this byte: two texts never run together.
        self.byte(0xff);
    }

    /// A sign of its own for each kind, so that `1` and `"1"` differ.
    fn tagged(&mut self, tag: u8, text: &str) {
        self.byte(tag);
        self.text(text);
    }

    fn value(&mut self, value: &Value) {
        match value {
            Value::Text(text) => self.tagged(b's', text),
            Value::Int(number) => self.tagged(b'i', &number.to_string()),
            Value::Flag(flag) => self.tagged(b'f', &flag.to_string()),
            Value::Date(day) => self.tagged(b'd', &day.to_string()),
            Value::List(list) => {
                self.byte(b'[');
                list.iter().for_each(|node| self.value(&node.value));
                self.byte(b']');
            }
            Value::Table(table) => {
                self.byte(b'{');
                self.entries(table.0.iter());
                self.byte(b'}');
            }
            Value::Other => self.byte(b'?'),
        }
    }

    fn entries<'t>(&mut self, entries: impl Iterator<Item = &'t Entry>) {
        for entry in entries {
            self.text(&entry.key);
            self.value(&entry.node.value);
        }
    }
}
