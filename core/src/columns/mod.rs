//! The same judgement over a million rows: columns in, columns out, exactly as [`crate::findings`] judges one set of facts.
//!
//! `input.rs` a table as borrowed columns · `bits.rs` 64 rows as one word, three-valued · `counts.rs` 64 counts made
//! safe to compare · `kernel.rs` exact comparisons of 64 rows · `guards.rs` guards and classes on words · `scorer.rs` the loop ·
//! `scores.rs` what comes out · `actions.rs` what follows · `names.rs` which column holds which fact ·
//! `cells.rs` columns that are read cell by cell
//!
//! Rows are taken 64 at a time, one bit each; `yes` and `no` are two words, a row in neither is undetermined. The
//! layout of bitmaps is Arrow's (least significant bit first), so that bindings wrap the slices without copying.

mod actions;
mod bits;
mod cells;
mod counts;
mod guards;
mod input;
mod kernel;
mod names;
mod scorer;
mod scores;
#[cfg(test)]
mod tests;

pub use actions::Actions;
pub use cells::Cells;
pub use input::{Bits, Column, Table, Values};
pub use names::Names;
pub use scorer::{Scorer, Wanted};
pub use scores::{BadCell, CheckColumn, ClassColumn, Fault, Scores};

/// Rows judged together.
const ROWS: usize = 64;
