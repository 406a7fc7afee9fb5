//! After-sales quality procedures as code.

pub mod calendar;
pub mod case;
pub mod columns;
#[cfg(feature = "reader")]
pub mod examples;
pub mod facts;
mod fields;
pub mod findings;
mod iso_day;
mod ordered;
pub mod problem;
pub mod procedure;
pub mod rate;
pub mod sampling;
pub mod span;
pub mod value;
pub mod wire;

pub use problem::{Error, Lang, Problem, Severity, Spot, Text};
#[cfg(feature = "rulebook")]
pub use procedure::procedure;
pub use procedure::{ProcedureInfo, procedures};
