//! The text of a guard as a tree: `label-mismatch and not (urgent or moulds >= 3)`.
//!
//! A lexer (`lex.rs`) and a recursive descent, one file a kind of question. Every fault says what was expected and where
//! in the text. The names a guard may use come from the [`Scope`].

mod cursor;
mod dates;
mod functions;
mod logic;
mod numbers;
mod options;
mod terms;

use super::guard::Guard;
use super::lex::lex;
use super::model::{Fact, List};
use super::reader::names::Names;
use crate::problem::Problem;
use cursor::Parser;

/// The names a guard may use, and the types of the facts.
pub(crate) struct Scope<'a> {
    /// All names of the file.
    pub(crate) names: &'a Names<'a>,
    /// Facts with their types.
    pub(crate) facts: &'a List<Fact>,
}

/// A fault in a guard: from which byte to which.
pub(crate) struct Misread {
    /// First byte.
    pub(crate) start: usize,
    /// One past the last byte.
    pub(crate) end: usize,
    /// What.
    pub(crate) problem: Problem,
}

/// Reads a guard. Unknown names do not stop the reading, so all of them are reported; a wrong form does.
pub(crate) fn guard(text: &str, scope: &Scope<'_>) -> Result<Guard, Vec<Misread>> {
    let tokens = lex(text);
    let mut parser = Parser { tokens: &tokens, at: 0, end: text.len(), scope, faults: Vec::new(), depth: 0 };
    let read = parser.any().and_then(|guard| match parser.peek() {
        None => Some(guard),
        Some(_) => parser.expected("`and`、`or` 或结尾", "`and`, `or` or the end"),
    });
    match read {
        Some(guard) if parser.faults.is_empty() => Ok(guard),
        _ => Err(parser.faults),
    }
}
