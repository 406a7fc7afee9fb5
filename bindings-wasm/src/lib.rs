//! The browser's face of the core: handles in, plain objects out, one shape of error. No rule lives here.
//!
//! Two modules are built of it. `engine` (`engine.rs`, `procedure.rs`, `case.rs`, `calendar.rs`, `rows.rs` many rows in one
//! call) is always loaded, `files` (`files.rs`) when somebody brings a file. `arguments.rs` how values come in · `border.rs`
//! how they leave · `types.d.ts` what the caller sees

#[cfg(feature = "engine")]
mod arguments;
mod border;
#[cfg(feature = "engine")]
mod calendar;
#[cfg(feature = "engine")]
mod case;
#[cfg(feature = "engine")]
mod engine;
#[cfg(feature = "files")]
mod files;
#[cfg(feature = "engine")]
mod procedure;
#[cfg(feature = "engine")]
mod rows;

#[cfg(feature = "files")]
pub use files::*;
#[cfg(feature = "engine")]
pub use {calendar::Calendar, case::Case, engine::*, procedure::Procedure, rows::*};
