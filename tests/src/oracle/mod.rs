//! Slow, obvious answers to compare the core with. Nothing here uses the core.

pub mod time;
