//! One controlled document as data: the model, reading a file, proving it sound.
//!
//! `model.rs` what a procedure is · `guard.rs` the one guard language · `evaluate.rs` whether a guard holds ·
//! `because.rs` why, and what is missing

pub mod because;
pub mod evaluate;
pub mod guard;
pub mod model;
#[cfg(test)]
pub(crate) mod small;
