//! What crosses a border: serde types that are the same JSON in every language.
//!
//! Bindings turn these into the objects of their language and decide nothing. Keys are snake_case, texts come in both
//! languages, and every rule brings its clause, basis and reading along.
//!
//! `rule.rs` what every rule says about itself · `procedure.rs` a procedure to look at · `error.rs` the one error shape

mod error;
mod rule;

pub use error::ErrorView;
pub use rule::{ByView, Kind, Labelled, ReadingUse, RoleUse, RuleView, readings};
