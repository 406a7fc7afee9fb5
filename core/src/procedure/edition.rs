//! Which edition of a document is in effect on a day?

use super::model::Procedure;
use chrono::NaiveDate;

/// The edition in effect on a day: of those that have begun, the one that began last. An edition without a date is in
/// effect before all others. `None` before the first edition.
///
/// The built-in editions are chosen by [`super::procedure`]; this is for a company's own: a second edition is a file
/// that extends the first and says from when it holds.
pub fn in_effect<'p>(
    editions: impl IntoIterator<Item = &'p Procedure>,
    on: NaiveDate,
) -> Option<&'p Procedure> {
    latest(editions, |edition| edition.effective, Some(on))
}

/// The last to begin of those in effect on a day, of all without a day.
pub(super) fn latest<T>(
    editions: impl IntoIterator<Item = T>,
    effective: impl Fn(&T) -> Option<NaiveDate>,
    on: Option<NaiveDate>,
) -> Option<T> {
    let begun = |edition: &T| on.is_none_or(|day| effective(edition).is_none_or(|from| from <= day));
    editions.into_iter().filter(begun).max_by_key(|edition| effective(edition))
}
