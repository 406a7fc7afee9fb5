//! One controlled document as data: the model, reading a file, proving it sound.
//!
//! `model/` what a procedure is · `guard.rs` the one guard language · `evaluate.rs` whether a guard holds ·
//! `because.rs` why, and what is missing · `cite.rs` where a rule stands, in words
//!
//! `text.rs` a file as a tree · `tree.rs` values with their places · `extend.rs` a company's file laid over its base ·
//! `readings.rs` readings as patches · `reader/` from the tree to the model · `parse/`, `lex.rs` guards ·
//! `decimal.rs` exact decimals · `builtin.rs`, `compiled.rs` the procedures compiled in · `file.rs` a company's own ·
//! `faults.rs` what is wrong, shown as a compiler shows it · `verify/` what no single rule shows · `diff/` what changed ·
//! `duties.rs` when duties fall due · `edition.rs` which edition is in effect on a day · `example.rs` what a worked example says · `worked/` reading one · `hash.rs` by which rules

pub mod because;
mod builtin;
mod cite;
mod compiled;
mod decimal;
pub mod diff;
mod duties;
mod edition;
pub mod evaluate;
pub mod example;
#[cfg(feature = "reader")]
mod extend;
mod faults;
pub mod guard;
#[cfg(feature = "reader")]
mod hash;
mod lex;
pub mod model;
mod parse;
mod reader;
mod readings;
#[cfg(test)]
pub(crate) mod small;
#[cfg(feature = "reader")]
mod text;
mod tree;
pub mod verify;

/// Whether faults are told in full: where procedure files are read.
const TELLS_FAULTS: bool = cfg!(feature = "reader");

pub use builtin::{listed, procedures, unpack};
#[cfg(feature = "rulebook")]
pub use builtin::{packed, procedure};
pub use compiled::{ProcedureInfo, pack};
pub use diff::{Change, diff};
pub use edition::in_effect;
pub use faults::render;
#[cfg(feature = "reader")]
pub use file::{check, check_over, check_with, extended, prove, read, read_bytes, read_over, read_with};
pub use verify::verify;

#[cfg(feature = "reader")]
mod file;
#[cfg(feature = "reader")]
mod worked;
