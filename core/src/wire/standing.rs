//! How much lies between two moments, what is left, and how a limit stands, as every language sees them.

use super::deadline::instant;
use crate::calendar::columns::Asked;
use crate::calendar::{Amount, Calendar, Deadline, Moment, Standing};
use crate::problem::{Error, Text};
use crate::span::{Span, Unit};
use serde::Serialize;

/// How much of a unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AmountView {
    /// How many; seconds for hours; negative the other way round.
    pub amount: i64,
    /// What is counted.
    pub unit: Unit,
    /// `2个工作日`, `3 h 20 min`; without the sign.
    pub text: Text,
}

impl From<Amount> for AmountView {
    fn from(amount: Amount) -> Self {
        Self { amount: amount.count, unit: amount.unit, text: amount.label() }
    }
}

/// How much is left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RemainingView {
    /// How many; seconds for hours; negative: over.
    pub amount: i64,
    /// What is counted.
    pub unit: Unit,
    /// `还剩2个工作日`, `due today`, `3 h over`.
    pub text: Text,
}

impl RemainingView {
    /// What is left of a deadline at `now`; none where it has no end, and where a whole day has no hours.
    pub fn new(calendar: &Calendar, deadline: &Deadline, now: Moment) -> Option<Self> {
        let left = calendar.remaining(deadline, now).ok().flatten()?;
        Some(Self::said(left, deadline.last.is_some_and(|last| last.met_by(now))))
    }

    /// An amount left, in words; `in_time` tells "due today" from "less than a day over".
    pub fn said(left: Amount, in_time: bool) -> Self {
        Self { amount: left.count, unit: left.unit, text: words(left, in_time) }
    }
}

fn words(left: Amount, in_time: bool) -> Text {
    let label = left.label();
    match left.count {
        1.. => Text::new(format!("还剩{}", label.zh), format!("{} left", label.en)),
        0 if left.unit.is_clock() => Text::new("现在到期", "due now"),
        0 if !in_time => {
            // Over, but only by rest days or by hours of its last day.
            let one = Amount { count: 1, ..left }.label();
            Text::new(format!("已超不足{}", one.zh), format!("less than {} over", one.en))
        }
        0 => Text::new("今天到期", "due today"),
        _ => Text::new(format!("已超{}", label.zh), format!("{} over", label.en)),
    }
}

/// How one limit stands, or stood when it was done.
#[derive(Debug, Clone, Serialize)]
pub struct StandsView {
    /// `due soon`.
    pub standing: &'static str,
    /// The same as people say it.
    pub standing_label: Text,
    /// How much has run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub elapsed: Option<AmountView>,
    /// How much is left; negative is over.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remaining: Option<AmountView>,
    /// The instants from which it is due soon, earliest first; none without an end, and none once it is done.
    pub warnings: Vec<String>,
    /// Whether it hangs on days the calendar does not know.
    pub provisional: bool,
}

impl StandsView {
    /// How a limit of `span` that began at `start` stands.
    ///
    /// # Errors
    /// As [`Asked::limit`].
    pub fn new(asked: &Asked<'_>, span: Span, start: Moment, done: Option<Moment>) -> Result<Self, Error> {
        let stood = asked.limit(span, start, done)?;
        let standing = stood.standing.unwrap_or(Standing::Undetermined);
        let amount = |count: Option<i64>| Some(Amount { count: count?, unit: stood.unit? }.into());
        Ok(Self {
            standing: standing.id(),
            standing_label: standing.label(),
            elapsed: amount(stood.elapsed),
            remaining: amount(stood.remaining),
            warnings: if done.is_some() { Vec::new() } else { warnings(asked, span, start)? },
            provisional: stood.provisional,
        })
    }
}

fn warnings(asked: &Asked<'_>, span: Span, start: Moment) -> Result<Vec<String>, Error> {
    let deadline = asked.calendar.due(start, span, asked.convention)?;
    let mut at = Vec::new();
    for before in asked.warn {
        at.extend(asked.calendar.warning(&deadline, *before)?);
    }
    at.sort_unstable();
    at.dedup();
    Ok(at.into_iter().map(|at| instant(asked.calendar, at)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{Convention, Hours};

    fn told(calendar: &Calendar, span: &str, now: &str) -> (String, String) {
        let start = Moment::parse("2026-03-06 10:00").unwrap(); // a Friday
        let deadline = calendar.due(start, Span::parse(span).unwrap(), &Convention::default()).unwrap();
        let text = RemainingView::new(calendar, &deadline, Moment::parse(now).unwrap()).unwrap().text;
        (text.zh, text.en)
    }

    #[test]
    fn what_is_left_as_people_say_it() {
        let china = Calendar::china();
        let says = |span, now, zh: &str, en: &str| {
            assert_eq!(told(&china, span, now), (zh.into(), en.into()), "{span} at {now}");
        };
        says("5 working days", "2026-03-10 09:00", "还剩3个工作日", "3 working days left");
        says("5 working days", "2026-03-12 09:00", "还剩1个工作日", "1 working day left");
        says("5 working days", "2026-03-13 09:00", "今天到期", "due today");
        // The day after is a Saturday: over, but by no working day.
        says("5 working days", "2026-03-14 09:00", "已超不足1个工作日", "less than 1 working day over");
        says("5 working days", "2026-03-16 09:00", "已超1个工作日", "1 working day over");
        says("4 hours", "2026-03-06 14:00", "现在到期", "due now");
        says("4 hours", "2026-03-06 13:30", "还剩30分钟", "30 min left");
        says("4 hours", "2026-03-06 15:00", "已超1小时", "1 h over");
        let hours = china.with_hours(Hours::parse("09:00-17:00").unwrap()).unwrap();
        let late = told(&hours, "5 working days", "2026-03-13 18:00");
        assert_eq!(late, ("已超不足1个工作日".into(), "less than 1 working day over".into()));
    }

    #[test]
    fn outside_the_calendar_is_an_error_where_one_limit_is_asked() {
        let (china, convention) = (Calendar::china(), Convention::default());
        let now = Moment::parse("2026-03-06").unwrap();
        let asked = Asked { calendar: &china, convention: &convention, now, warn: &[] };
        let span = Span::parse("3 working days").unwrap();
        let far = StandsView::new(&asked, span, Moment::parse("1990-01-01").unwrap(), None).unwrap_err();
        assert_eq!(far.problems()[0].code, "calendar/range");
        let stands = StandsView::new(&asked, span, Moment::parse("2026-03-02").unwrap(), None).unwrap();
        assert_eq!((stands.standing, stands.remaining.unwrap().amount), ("overdue", -1));
    }

    #[test]
    fn warnings_are_instants_of_the_calendars_zone() {
        let (china, convention) = (Calendar::china(), Convention::default());
        let moment = |text| Moment::parse(text).unwrap();
        let warn = ["1 working day", "2 working days"].map(|text| Span::parse(text).unwrap());
        let asked =
            Asked { calendar: &china, convention: &convention, now: moment("2026-03-06"), warn: &warn };
        let span = Span::parse("5 working days").unwrap();
        // From a Friday to the Friday after; Thursday and Wednesday at nine.
        let stands = |done| StandsView::new(&asked, span, moment("2026-03-06 10:00"), done).unwrap().warnings;
        assert_eq!(stands(None), ["2026-03-11T09:00:00+08:00", "2026-03-12T09:00:00+08:00"]);
        assert_eq!(stands(Some(moment("2026-03-09"))), [""; 0]);
    }
}
