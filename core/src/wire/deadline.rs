//! A deadline as every language sees it: when, why that day, and how sure.

use crate::calendar::{Calendar, Deadline, Last, Role};
use crate::problem::{Error, Text};
use chrono::{Datelike, NaiveDate, NaiveDateTime};
use serde::Serialize;

/// When a time limit ends. Instants are RFC 3339 with the calendar's offset.
#[derive(Debug, Clone, Serialize)]
pub struct DeadlineView {
    /// `3 working days`
    pub span: String,
    /// The same as people say it.
    pub span_label: Text,
    /// What started it: a day, or a wall-clock time.
    pub start: String,
    /// The last day; absent for limits in hours.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_day: Option<NaiveDate>,
    /// The instant it ends; absent without an end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    /// The lower end of a range.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<EndView>,
    /// The counting crossed days the calendar does not know yet.
    pub provisional: bool,
    /// What was assumed about them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assumed: Option<Text>,
    /// The earliest and the latest it can turn out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bounds: Option<BoundsView>,
    /// Whether the instant itself is still in time.
    pub inclusive: bool,
    /// How it was counted.
    pub convention: Vec<ChoiceView>,
    /// In which calendar.
    pub calendar: CalendarView,
    /// Every day of the counting, if asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days: Option<Vec<DayView>>,
    /// One sentence that says it all.
    pub sentence: Text,
}

/// An end of a limit.
#[derive(Debug, Clone, Serialize)]
pub struct EndView {
    /// The last day; absent for limits in hours.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_day: Option<NaiveDate>,
    /// The instant.
    pub due: String,
}

/// How early and how late.
#[derive(Debug, Clone, Serialize)]
pub struct BoundsView {
    /// At the earliest.
    pub earliest: EndView,
    /// At the latest.
    pub latest: EndView,
}

/// One choice of a convention.
#[derive(Debug, Clone, Serialize)]
pub struct ChoiceView {
    /// What is chosen.
    pub key: &'static str,
    /// The choice.
    pub value: &'static str,
    /// The choice in words.
    pub label: Text,
}

/// Which calendar.
#[derive(Debug, Clone, Serialize)]
pub struct CalendarView {
    /// What it is called.
    pub name: Text,
    /// Its edition.
    pub version: String,
    /// The last day it knows.
    pub known_until: NaiveDate,
}

/// One day of a counting.
#[derive(Debug, Clone, Serialize)]
pub struct DayView {
    /// The day.
    pub day: NaiveDate,
    /// 1 Monday to 7 Sunday.
    pub weekday: u32,
    /// `start`, `counted`, `rest`, `holiday`, `makeup` or `paused`.
    pub kind: Role,
    /// Its number, if counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub n: Option<u32>,
    /// The holiday's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Text>,
}

impl DeadlineView {
    /// Everything about a deadline of `calendar`; `days` lists each day.
    ///
    /// # Errors
    /// [`Error::Calendar`] if the deadline is another calendar's and lies outside this one.
    pub fn new(calendar: &Calendar, deadline: &Deadline, days: bool) -> Result<Self, Error> {
        let end = |last: Last| EndView { last_day: last.day, due: instant(calendar, last.due) };
        Ok(Self {
            span: deadline.span.to_string(),
            span_label: deadline.span.label(),
            start: deadline.start.to_string(),
            last_day: deadline.last_day(),
            due: deadline.due().map(|due| instant(calendar, due)),
            target: deadline.target.map(end),
            provisional: deadline.provisional,
            assumed: deadline.assumed.clone(),
            bounds: deadline.bounds.map(|(a, b)| BoundsView { earliest: end(a), latest: end(b) }),
            inclusive: deadline.last.is_some_and(|last| last.inclusive),
            convention: deadline
                .convention
                .entries()
                .map(|(key, value, label)| ChoiceView { key, value, label })
                .into(),
            calendar: CalendarView::new(calendar),
            days: days.then(|| DayView::all(calendar, deadline)).transpose()?,
            sentence: calendar.sentence(deadline)?,
        })
    }
}

impl CalendarView {
    /// Name, edition and how far it is known.
    pub fn new(calendar: &Calendar) -> Self {
        Self {
            name: calendar.label().clone(),
            version: calendar.version().to_owned(),
            known_until: calendar.known_until(),
        }
    }
}

impl DayView {
    fn all(calendar: &Calendar, deadline: &Deadline) -> Result<Vec<Self>, Error> {
        let lines = calendar.explain(deadline)?.into_iter();
        Ok(lines
            .map(|line| Self {
                weekday: line.day.weekday().number_from_monday(),
                day: line.day,
                kind: line.role,
                n: line.n,
                name: line.name,
            })
            .collect())
    }
}

/// `2026-02-26T00:00:00+08:00`
pub(super) fn instant(calendar: &Calendar, wall: NaiveDateTime) -> String {
    calendar.zone().instant(wall).map_or_else(|| wall.to_string(), |at| format!("{at:?}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{Convention, Moment};
    use crate::span::Span;
    use serde_json::json;

    fn view(start: &str, span: &str) -> serde_json::Value {
        let china = Calendar::china();
        let (start, span) = (Moment::parse(start).unwrap(), Span::parse(span).unwrap());
        let deadline = china.due(start, span, &Convention::default()).unwrap();
        serde_json::to_value(DeadlineView::new(&china, &deadline, true).unwrap()).unwrap()
    }

    // Friday 13 February 2026; Saturday 14 is worked in exchange, 15 to 23 are the Spring Festival (State Council
    // notice of 4 November 2025): the 14th, the 24th, the 25th.
    #[test]
    fn across_the_spring_festival() {
        let view = view("2026-02-13 16:00", "3个工作日");
        assert_eq!(view["last_day"], "2026-02-25");
        assert_eq!(view["due"], "2026-02-26T00:00:00+08:00");
        assert_eq!(view["inclusive"], false);
        assert_eq!(view["span"], "3 working days");
        let days = view["days"].as_array().unwrap();
        assert_eq!(days[0], json!({ "day": "2026-02-13", "weekday": 5, "kind": "start" }));
        assert_eq!((&days[1]["n"], &days[1]["kind"]), (&json!(1), &json!("makeup")));
        assert_eq!(days.last().unwrap()["n"], 3);
    }

    #[test]
    fn hours_have_no_last_day_and_ranges_a_target() {
        let hours = view("2026-03-10 09:30", "24 hours");
        assert_eq!((&hours["due"], hours.get("last_day")), (&json!("2026-03-11T09:30:00+08:00"), None));
        let range = view("2026-03-02", "3..5 working days");
        assert_eq!(range["target"]["last_day"], "2026-03-05");
        assert_eq!(range["last_day"], "2026-03-09");
    }
}
