//! The Python face of `aftersales`: handles and conversions, no rule.
//!
//! `border.rs` values and errors · `arrow.rs` tables across the border · `table.rs` our own table ·
//! `facts.rs` facts out of a mapping · `findings.rs` answers · `rule_names.rs` their names · `procedure.rs` procedures · `calendar.rs` calendars · `case.rs` cases ·
//! `columns.rs` columns as the core takes them · `score.rs` tables judged · `refused.rs` what is wrong with rows ·
//! `answers.rs` the new columns ·
//! `times.rs` columns of dates and timestamps · `moments.rs` such columns read · `parallel.rs` work on several processors · `memory.rs`
//! memory for columns · `sampling.rs` samples ·
//! `csv.rs` files read into `text_columns.rs`, `write_text.rs` results written, `tally.rs` counted

mod answers;
mod arrow;
mod border;
mod calendar;
mod case;
mod columns;
mod csv;
mod facts;
mod findings;
mod memory;
mod moments;
mod parallel;
mod procedure;
mod refused;
mod rule_names;
mod sampling;
mod score;
mod table;
mod tally;
mod text_columns;
mod times;
mod write_text;

use pyo3::prelude::*;

#[global_allocator]
static MEMORY: memory::Memory = memory::Memory;

/// The compiled part of `aftersales`; use the package, not this.
#[pymodule]
mod _native {
    /// Of the package and of the rule book in it.
    #[pymodule_export]
    #[expect(non_upper_case_globals, reason = "Python's name for it")]
    const __version__: &str = env!("CARGO_PKG_VERSION");

    #[pymodule_export]
    use super::calendar::{Calendar, due, read_holiday_cn, read_icalendar};
    #[pymodule_export]
    use super::case::Case;
    #[pymodule_export]
    use super::csv::{CsvReader, utf8_until};
    #[pymodule_export]
    use super::findings::{Finding, Findings};
    #[pymodule_export]
    use super::procedure::{Procedure, check, in_effect, procedures};
    #[pymodule_export]
    use super::sampling::{
        accept_number, accept_probability, draw_places, lot_interval, plan_in_force, sample_size,
        standard_plan,
    };
    #[pymodule_export]
    use super::score::Plan;
    #[pymodule_export]
    use super::table::ArrowTable;
    #[pymodule_export]
    use super::times::{between_columns, between_moments, due_column, standing_columns, standing_moment};
}
