//! The same judgement over a million rows: columns in, columns out, exactly as [`crate::findings`] judges one set of facts.
//!
//! `input.rs` a table as borrowed columns · `bits.rs` a block of rows as bits, three-valued · `counts.rs` a block of counts
//! made safe to compare · `lanes.rs` a block taken at once by the processor · `kernel.rs` exact comparisons of a block ·
//! `sweep.rs` a first look at a block · `guards.rs` guards and classes on bits · `scorer.rs` the loop · `scores.rs` what comes out · `parts.rs` a stretch of it · `actions.rs` what follows · `names.rs` which column holds which fact ·
//! `cells.rs` columns that are read cell by cell
//!
//! Rows are taken in blocks of 1024, one bit each: enough that deciding what to do costs little beside doing it, and few
//! enough that the columns of a block stay in the nearest cache. `yes` and `no` are two masks, a row in neither is undetermined. The
//! layout of bitmaps is Arrow's (least significant bit first), so that bindings wrap the slices without copying.

mod actions;
mod bits;
mod cells;
mod counts;
mod guards;
mod input;
mod kernel;
mod lanes;
mod names;
mod parts;
mod scorer;
mod scores;
mod sweep;
#[cfg(test)]
mod tests;

pub use actions::Actions;
pub use cells::Cells;
pub use input::{Bits, Column, Table, Values};
pub use names::Names;
pub use parts::{Found, Part};
pub use scorer::{Scorer, Wanted};
pub use scores::{BadCell, CheckColumn, ClassColumn, Fault, Scores};

/// Rows judged together.
const ROWS: usize = 1024;
