//! When the duties of a procedure fall due.

use super::model::{Duty, Procedure, Ref};
use crate::calendar::{Calendar, Convention, Occurrence};
use chrono::NaiveDate;

impl Procedure {
    /// The occurrences of all recurring duties whose last day lies from `from` to `to`, both included, in order of time;
    /// on one instant in the order of the file. A duty that hangs on an event, or has no period, has none. Whether a
    /// duty's condition holds is not asked: it is a case's to know.
    pub fn duties_between(
        &self,
        from: NaiveDate,
        to: NaiveDate,
        (calendar, convention): (&Calendar, &Convention),
    ) -> Vec<(Ref<Duty>, Occurrence)> {
        let mut found: Vec<(Ref<Duty>, Occurrence)> = Vec::new();
        for (at, duty) in self.duties.entries() {
            found.extend(calendar.occurrences(&duty.every, from, to, convention).map(|one| (at, one)));
        }
        found.sort_by_key(|(_, one)| one.last.due);
        found
    }
}
