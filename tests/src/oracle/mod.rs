//! Slow, obvious answers to compare the core with. Nothing here uses the core.

#[allow(
    missing_docs,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::allow_attributes,
    reason = "an oracle may panic; it must be easy to read"
)]
pub mod cases;
pub mod time;
