//! Reading a company's own file at run time.

use super::builtin;
use super::faults::suggest;
use super::model::Procedure;
use super::text::{self, Base};
use super::verify::verify;
use super::worked;
use crate::problem::{Error, Problem};
use std::sync::Arc;

/// Reads a procedure from the text of its file; `extends` finds the built-in procedures.
///
/// # Errors
/// [`Error::Procedure`] with every fault of the file: line, column, what is wrong and how to mend it.
pub fn read(text: &str) -> Result<Procedure, Error> {
    read_with(text, &|_| None)
}

/// Everything wrong with a file: the faults of its form, or if it has none, what makes the procedure unsound
/// ([`super::verify`]), each with its place in the text.
pub fn check(text: &str) -> Vec<Problem> {
    check_with(text, &|_| None)
}

/// As [`check`], for a file that extends others; see [`read_with`].
pub fn check_with(text: &str, base: &dyn Fn(&str) -> Option<String>) -> Vec<Problem> {
    match read_with(text, base) {
        Ok(procedure) => prove(text, &procedure),
        Err(error) => error.problems().to_vec(),
    }
}

/// What makes a procedure unsound ([`super::verify`]), with its place in the text it was read from.
pub fn prove(text: &str, procedure: &Procedure) -> Vec<Problem> {
    text::place(text, procedure, verify(procedure))
}

/// Reads a procedure from the bytes of its file: UTF-8, with or without a byte order mark.
///
/// # Errors
/// As [`read`]; and one fault for a file that is too large or in another encoding.
pub fn read_bytes(bytes: &[u8]) -> Result<Procedure, Error> {
    let text = text::decode(bytes).map_err(Error::Procedure)?;
    read(text)
}

/// As [`read_bytes`], where `extends` names one of `bases` and nothing else: for where the rule book is not compiled in.
///
/// # Errors
/// As [`read_bytes`].
pub fn read_over(bytes: &[u8], bases: &[Procedure]) -> Result<Procedure, Error> {
    let text = text::decode(bytes).map_err(Error::Procedure)?;
    text::read(text, &|id| among(bases, id), worked::examples).map_err(Error::Procedure)
}

/// As [`check`], of bytes that [`read_over`] reads.
pub fn check_over(bytes: &[u8], bases: &[Procedure]) -> Vec<Problem> {
    match (read_over(bytes, bases), text::decode(bytes)) {
        (Ok(procedure), Ok(text)) => prove(text, &procedure),
        (Err(error), _) => error.problems().to_vec(),
        (_, Err(problems)) => problems,
    }
}

fn among(bases: &[Procedure], id: &str) -> Result<Base, Vec<Problem>> {
    let found = bases.iter().find(|base| base.id == id || base.document.as_deref() == Some(id));
    found.map(|base| Base::Tree(Arc::clone(&base.tree))).ok_or_else(|| {
        let problem = Problem::new(
            "procedure/unknown-procedure",
            format!("没有程序“{id}”"),
            format!("there is no procedure `{id}`"),
        );
        vec![suggest(problem, id, bases.iter().map(|base| base.id.as_str()))]
    })
}

/// What a file says it extends.
///
/// # Errors
/// [`Error::Procedure`] for bytes that are no TOML text.
pub fn extended(bytes: &[u8]) -> Result<Option<String>, Error> {
    let text = text::decode(bytes).map_err(Error::Procedure)?;
    text::extended(text).map_err(Error::Procedure)
}

/// As [`read`], where `extends` may also name other files: `base` gives the text for a name it knows. What it does not
/// know is looked for among the built-in procedures.
///
/// # Errors
/// As [`read`]; and a fault where files extend each other in a circle.
pub fn read_with(text: &str, base: &dyn Fn(&str) -> Option<String>) -> Result<Procedure, Error> {
    let bases = |id: &str| match base(id) {
        Some(text) => Ok(Base::Text(text)),
        None => builtin::tree(id, None).map(|tree| Base::Tree(Arc::new(tree))),
    };
    text::read(text, &bases, worked::examples).map_err(Error::Procedure)
}
