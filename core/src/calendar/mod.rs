//! Working time: which days are worked, and when a time limit ends, with every day it counted.
//!
//! `moment.rs` a point in time as people write it · `deadline.rs` a deadline that can explain itself

mod deadline;
mod moment;

pub use deadline::{Deadline, Last};
pub use moment::Moment;
