//! Working time: which days are worked, and when a time limit ends, with every day it counted.
//!
//! `moment.rs` a point in time as people write it · `zone.rs` the wall clock it is on ·
//! `deadline.rs` a deadline that can explain itself · `recurrence.rs` when a duty recurs

mod deadline;
mod moment;
mod recurrence;
mod zone;

pub use deadline::{Deadline, Last};
pub use moment::Moment;
pub use recurrence::Recurrence;
pub use zone::Zone;
