//! Working time: which days are worked, and when a time limit ends, with every day it counted.
//!
//! | file | question |
//! |---|---|
//! | `moment.rs` | how is a point in time written? |
//! | `zone.rs` | whose wall clock? |
//! | `day.rs` | what kind of day is it? |
//! | `calendar.rs` | which days are worked, and how far is that known? |
//! | `china.rs`, `notice.rs` | what did the State Council arrange? |
//! | `hours.rs`, `clock.rs` | which hours are worked, and how much until when? |
//! | `table.rs` | how many working days until when? |
//! | `convention.rs` | how is time counted? |
//! | `count.rs`, `pause.rs` | when does a limit end? |
//! | `layers.rs` | how does a company make a calendar its own? |
//! | `deadline.rs` | what does the answer say? |
//! | `explain.rs` | why that day? |
//! | `standing.rs` | how much has run, how much is left? |
//! | `columns.rs`, `columns/` | the same for a million rows? |
//! | `recurrence.rs`, `duty.rs` | when does a duty recur, and when is it due? |
//! | `exchange.rs` | how do other programs' days come in and ours go out? |

#[expect(clippy::module_inception, reason = "it holds the Calendar")]
mod calendar;
mod china;
mod clock;
pub mod columns;
mod convention;
mod count;
mod day;
mod deadline;
mod duty;
pub mod exchange;
mod explain;
mod hours;
mod layers;
mod moment;
mod notice;
mod pause;
mod recurrence;
mod standing;
mod table;
mod zone;

pub use calendar::Calendar;
pub use china::Source;
pub use convention::{Before, Close, Convention, FirstDay, OpenDays, Roll, Start};
pub use day::Kind;
pub use deadline::{Deadline, Last};
pub use duty::Occurrence;
pub use explain::{DayLine, Role};
pub use hours::{Hours, Window};
pub use layers::{DayEntry, Moved};
pub use moment::Moment;
pub use pause::Pauses;
pub use recurrence::Recurrence;
pub use standing::{Amount, Standing};
pub use zone::Zone;
