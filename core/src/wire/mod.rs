//! What crosses a border: serde types that are the same JSON in every language.
//!
//! Bindings turn these into the objects of their language and decide nothing. Keys are snake_case, texts come in both
//! languages, and every rule brings its clause, basis and reading along.
//!
//! `rule.rs` what every rule says about itself · `procedure.rs` a procedure to look at · `diagram.rs` the same drawn ·
//! `error.rs` the one error shape · `findings.rs` answers with their reasons · `case.rs` a case · `deadline.rs` a deadline ·
//! `explain.rs` the same as one paragraph · `dict.rs` pairs as an object · `days.rs` a calendar's days · `change.rs` what changed between two procedures ·
//! `moved.rs` what a newer calendar moved · `duties.rs` when duties fall due · `standing.rs` what is left of a limit ·
//! `examples.rs` worked examples

mod case;
mod change;
mod days;
mod deadline;
mod diagram;
mod dict;
mod duties;
mod error;
#[cfg(feature = "reader")]
mod examples;
mod explain;
mod findings;
mod moved;
mod procedure;
mod recurrence;
mod rule;
mod standing;

pub use crate::fields::Fields;
pub use case::{
    ApprovalState, CaseView, EntryView, NextStepView, ObligationView, PlaceView, SignedView, Voided,
};
pub use change::ChangeView;
pub use days::{CalendarDayView, MovedDayView, day_entries};
pub use deadline::{BoundsView, CalendarView, ChoiceView, DayView, DeadlineView, EndView};
pub use diagram::dot;
pub use dict::Dict;
pub use duties::OccurrenceView;
pub use error::ErrorView;
#[cfg(feature = "reader")]
pub use examples::{ExampleView, RunView};
pub use findings::{FindingView, FindingsView, MissingView, RateView};
pub use moved::MovedView;
pub use procedure::{InfoView, NeedView, ProcedureView};
pub use rule::{ByView, Kind, Labelled, ReadingUse, RoleUse, RuleView, TriggerView, readings};
pub use standing::{AmountView, RemainingView, StandsView};
