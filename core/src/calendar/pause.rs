//! When the clock stood still: half-open intervals, united, in any order and overlapping as they may come.

use chrono::NaiveDateTime;

/// Times during which a limit does not run.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pauses(Vec<(NaiveDateTime, NaiveDateTime)>);

impl Pauses {
    /// No pause.
    pub const NONE: Self = Self(Vec::new());

    /// From each beginning to its end; a pause that goes on is taken up to `now`. Empty and reversed ones are dropped.
    pub fn new(
        intervals: impl IntoIterator<Item = (NaiveDateTime, Option<NaiveDateTime>)>,
        now: NaiveDateTime,
    ) -> Self {
        let mut all: Vec<_> = intervals
            .into_iter()
            .map(|(from, to)| (from, to.unwrap_or(now)))
            .filter(|(from, to)| from < to)
            .collect();
        all.sort_unstable();
        let mut united: Vec<(NaiveDateTime, NaiveDateTime)> = Vec::new();
        for (from, to) in all {
            match united.last_mut() {
                Some(last) if from <= last.1 => last.1 = last.1.max(to),
                _ => united.push((from, to)),
            }
        }
        Self(united)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The united intervals, in order.
    pub fn intervals(&self) -> &[(NaiveDateTime, NaiveDateTime)] {
        &self.0
    }

    /// Whether the clock stands at an instant.
    pub fn stands(&self, at: NaiveDateTime) -> bool {
        self.0.iter().any(|(from, to)| (*from..*to).contains(&at))
    }

    /// Whether the clock stands when a day ends: the pause began before that instant and lasted at least until it.
    pub fn stands_at_end(&self, end: NaiveDateTime) -> bool {
        self.0.iter().any(|(from, to)| *from < end && end <= *to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Moment;

    fn at(text: &str) -> NaiveDateTime {
        Moment::parse(text).unwrap().earliest()
    }

    #[test]
    fn unites_what_overlaps_and_touches() {
        let now = at("2026-03-20 12:00");
        let pauses = Pauses::new(
            [
                (at("2026-03-12"), None),
                (at("2026-03-03"), Some(at("2026-03-05"))),
                (at("2026-03-04"), Some(at("2026-03-06"))),
                (at("2026-03-06"), Some(at("2026-03-07"))),
                (at("2026-03-09"), Some(at("2026-03-09"))),
                (at("2026-03-11"), Some(at("2026-03-10"))),
            ],
            now,
        );
        assert_eq!(pauses.intervals(), &[(at("2026-03-03"), at("2026-03-07")), (at("2026-03-12"), now)]);
        assert!(pauses.stands_at_end(at("2026-03-07")));
        assert!(!pauses.stands_at_end(at("2026-03-03")));
        assert!(!pauses.stands_at_end(at("2026-03-08")));
    }
}
