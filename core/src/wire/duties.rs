//! When the duties of a procedure fall due, as every language sees them.

use super::deadline::instant;
use super::recurrence::recurrence;
use super::{ByView, Kind, RuleView};
use crate::calendar::{Calendar, Convention};
use crate::problem::{Error, Text};
use crate::procedure::model::Procedure;
use chrono::NaiveDate;
use serde::Serialize;

/// One time a duty falls due.
#[derive(Debug, Clone, Serialize)]
pub struct OccurrenceView<'p> {
    /// The duty.
    pub duty: RuleView<'p>,
    /// How often, as written in files.
    pub every: String,
    /// The same as people say it.
    pub every_label: Text,
    /// Who owes it.
    pub owed_by: ByView<'p>,
    /// When it may be done from: the opening of a window, the first day of the period.
    pub from: String,
    /// The last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_day: Option<NaiveDate>,
    /// The instant it must be done by; 24:00 is 00:00 of the next day, and no longer in time.
    pub due: String,
    /// Whether that instant is still in time.
    pub inclusive: bool,
    /// How often inside it; the count is the host's to supply.
    pub times: u32,
    /// Only when this holds; a case knows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<&'p str>,
    /// Whether the calendar only assumes that day.
    pub provisional: bool,
}

impl<'p> OccurrenceView<'p> {
    /// The occurrences of all recurring duties whose last day lies from `from` to `to`, in order of time.
    ///
    /// # Errors
    /// [`Error::Calendar`] `calendar/range` if either day lies outside the calendar.
    pub fn all(
        p: &'p Procedure,
        (from, to): (NaiveDate, NaiveDate),
        (calendar, convention): (&Calendar, &Convention),
    ) -> Result<Vec<Self>, Error> {
        calendar.kind(from)?;
        calendar.kind(to)?;
        let view = |(duty, one): (_, crate::calendar::Occurrence)| {
            let duty = &p.duties[duty];
            let (every, every_label) = recurrence(p, &duty.every);
            Self {
                duty: RuleView::new(p, Kind::Duty, &duty.id, &duty.label, &duty.source),
                every,
                every_label,
                owed_by: ByView::new(p, &duty.owed_by),
                from: instant(calendar, one.from),
                last_day: one.last.day,
                due: instant(calendar, one.last.due),
                inclusive: one.last.inclusive,
                times: one.times,
                when: duty.when.as_ref().map(|when| when.text.as_str()),
                provisional: one.provisional,
            }
        };
        Ok(p.duties_between(from, to, (calendar, convention)).into_iter().map(view).collect())
    }
}
