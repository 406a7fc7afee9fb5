//! When the clock stood still: half-open intervals, united, in any order and overlapping as they may come.

use super::calendar::refuse;
use super::moment::Moment;
use crate::problem::{Error, Problem};
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

    /// The same of pauses that have ended; a day without a time is its 00:00.
    ///
    /// # Errors
    /// [`Error::Calendar`] `calendar/pause` for one that ends before it begins.
    pub fn between(pauses: &[(Moment, Moment)]) -> Result<Self, Error> {
        let ends = |(at, (from, to)): (usize, &(Moment, Moment))| {
            let (from, to) = (from.earliest(), to.earliest());
            if from <= to {
                return Ok((from, Some(to)));
            }
            Err(refuse(
                Problem::new(
                    "calendar/pause",
                    format!("暂停 {from} 至 {to} 的结束早于开始"),
                    format!("the pause from {from} to {to} ends before it begins"),
                )
                .help("先写开始，后写结束", "give its beginning first, then its end")
                .path(format!("pauses.{at}")),
            ))
        };
        let ended = pauses.iter().enumerate().map(ends).collect::<Result<Vec<_>, _>>()?;
        Ok(Self::new(ended, NaiveDateTime::MIN))
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

    fn at(text: &str) -> NaiveDateTime {
        Moment::parse(text).unwrap().earliest()
    }

    #[test]
    fn a_pause_ends_after_it_begins() {
        let day = |text: &str| Moment::parse(text).unwrap();
        let pauses = Pauses::between(&[(day("2026-03-03"), day("2026-03-04 12:00"))]).unwrap();
        assert_eq!(pauses.intervals(), &[(at("2026-03-03"), at("2026-03-04 12:00"))]);
        let error = Pauses::between(&[(day("2026-03-04"), day("2026-03-03"))]).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the pause from 2026-03-04 00:00:00 to 2026-03-03 00:00:00 ends before it begins; give its beginning first, \
             then its end [calendar/pause]"
        );
        assert_eq!(
            error.problems()[0].message.zh,
            "暂停 2026-03-04 00:00:00 至 2026-03-03 00:00:00 的结束早于开始"
        );
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
