//! Deadlines with answers known from outside: the statute, the notices, and what several libraries agree on.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use aftersales::calendar::{Calendar, Convention, Deadline, Hours, Moment, Pauses};
use aftersales::span::Span;
use aftersales::{Error, Lang};
use chrono::NaiveDateTime;

fn at(text: &str) -> Moment {
    Moment::parse(text).unwrap()
}

fn try_due(calendar: &Calendar, start: &str, span: &str, keys: &[(&str, &str)]) -> Result<Deadline, Error> {
    let convention = keys.iter().try_fold(Convention::default(), |c, (key, value)| c.with(key, value))?;
    calendar.due(at(start), Span::parse(span)?, &convention)
}

/// `2026-03-13 24:00`, `2026-03-13 18:00` or, for hours, the instant alone.
fn show(deadline: &Deadline) -> String {
    let last = deadline.last.unwrap();
    match last.day {
        Some(day) if !last.inclusive => {
            assert_eq!(last.due, day.succ_opt().unwrap().and_time(Default::default()));
            format!("{day} 24:00")
        }
        Some(_) => format!("{} close", Moment::at(last.due)),
        None => Moment::at(last.due).to_string(),
    }
}

fn due(start: &str, span: &str) -> String {
    show(&try_due(&Calendar::china(), start, span, &[]).unwrap())
}

fn office() -> Calendar {
    Calendar::china().with_hours(Hours::parse("09:00-12:00, 13:00-18:00").unwrap()).unwrap()
}

#[test]
fn what_several_libraries_agree_on() {
    for (start, span, expected) in [
        ("2025-01-24", "5 working days", "2025-02-07 24:00"),
        ("2026-02-13", "3 working days", "2026-02-25 24:00"),
        ("2026-09-30", "7 working days", "2026-10-15 24:00"),
        ("2026-03-07", "5 working days", "2026-03-13 24:00"),
        ("2026-10-03", "3 working days", "2026-10-10 24:00"),
    ] {
        assert_eq!(due(start, span), expected, "{start} + {span}");
        assert!(!try_due(&Calendar::china(), start, span, &[]).unwrap().provisional);
    }
    let hours = try_due(&office(), "2026-02-13 16:00", "4 working hours", &[]).unwrap();
    assert_eq!(show(&hours), "2026-02-14 11:00");
}

#[test]
fn the_first_start_that_needs_the_next_year() {
    let china = Calendar::china();
    for (start, span, provisional) in [
        ("2026-12-24", "5 working days", false),
        ("2026-12-25", "5 working days", true),
        ("2026-12-10", "15 working days", false),
        ("2026-12-11", "15 working days", true),
        ("2026-12-25", "24 calendar days", true),
    ] {
        let deadline = try_due(&china, start, span, &[]).unwrap();
        assert_eq!(deadline.provisional, provisional, "{start} + {span}");
        assert_eq!(deadline.assumed.is_some(), deadline.bounds.is_some());
    }
    let deadline = try_due(&china, "2026-12-25", "7 working days", &[]).unwrap();
    let (earliest, latest) = deadline.bounds.unwrap();
    assert!(earliest <= deadline.last.unwrap() && deadline.last.unwrap() <= latest);
    assert!(earliest < latest);
}

#[test]
fn civil_code_articles_201_to_203() {
    for (start, span, expected) in [
        ("2026-03-06 10:00", "24 hours", "2026-03-07 10:00"), // hours run at once and never roll
        ("2026-03-05", "3 days", "2026-03-09 24:00"),         // ends on a Sunday
        ("2026-01-30", "1 month", "2026-02-28 24:00"),        // 28 February is a make-up Saturday
        ("2025-01-31", "1 month", "2025-02-28 24:00"),
        ("2024-02-29", "1 year", "2025-02-28 24:00"),
        ("2026-09-20", "2 weeks", "2026-10-08 24:00"), // 4 October lies in the holiday
        ("2026-02-05", "10 days", "2026-02-24 24:00"), // 15 February begins the break
        ("2026-01-21", "24 days", "2026-02-14 24:00"), // a make-up Saturday is an ordinary last day
        ("2026-03-07", "same day", "2026-03-07 24:00"),
        ("2026-09-10", "day 3 of next month", "2026-10-08 24:00"),
        ("2026-01-31", "day 31 of next month", "2026-02-28 24:00"),
    ] {
        assert_eq!(due(start, span), expected, "{start} + {span}");
    }
}

#[test]
fn every_choice_of_the_convention() {
    let china = Calendar::china();
    for (start, span, keys, expected) in [
        ("2026-03-09", "1 day", &[("first-day", "counted")][..], "2026-03-09 24:00"),
        ("2026-03-07", "1 working day", &[("first-day", "counted")], "2026-03-09 24:00"),
        ("2026-03-07", "3 days", &[("first-day", "counted")], "2026-03-09 24:00"),
        ("2026-03-01", "1 month", &[("first-day", "counted")], "2026-03-31 24:00"),
        ("2026-03-07", "5 working days", &[("start", "next-opening")], "2026-03-16 24:00"),
        ("2026-03-05", "3 days", &[("roll", "previous")], "2026-03-06 24:00"),
        ("2026-03-05", "3 days", &[("roll", "none")], "2026-03-08 24:00"),
        ("2026-03-07", "1 day", &[("roll", "previous")], "2026-03-07 24:00"), // never before the start
        ("2026-09-10", "day 3 of next month", &[("roll", "previous")], "2026-09-30 24:00"),
        ("2026-09-10", "day 3 of next month", &[("roll", "none")], "2026-10-03 24:00"),
        ("2026-11-10", "day 4 of next month", &[("before", "excluded")], "2026-12-03 24:00"),
        ("2026-03-05", "3 days", &[("days", "working")], "2026-03-10 24:00"),
    ] {
        assert_eq!(show(&try_due(&china, start, span, keys).unwrap()), expected, "{start} + {span} {keys:?}");
    }
}

#[test]
fn business_hours_end_the_day() {
    let office = office();
    for (start, span, keys, expected) in [
        ("2026-03-09 10:00", "1 working day", &[][..], "2026-03-10 18:00 close"),
        ("2026-03-09 10:00", "1 working day", &[("close", "midnight")], "2026-03-10 24:00"),
        ("2026-03-09 10:00", "same day", &[], "2026-03-09 18:00 close"),
        ("2026-03-09 18:30", "same day", &[], "2026-03-09 24:00"), // after closing
        ("2026-03-07 10:00", "same day", &[], "2026-03-07 24:00"), // a rest day has no closing time
        ("2026-03-09 18:30", "1 working day", &[("start", "next-opening")], "2026-03-11 18:00 close"),
        ("2026-03-09 18:00", "1 working day", &[("start", "next-opening")], "2026-03-10 18:00 close"),
        ("2026-03-09 12:30", "1 working day", &[("start", "next-opening")], "2026-03-10 18:00 close"),
        ("2026-03-09 07:00", "1 working day", &[("start", "next-opening")], "2026-03-10 18:00 close"),
        ("2026-03-09 17:00", "1 working hour", &[], "2026-03-09 18:00"),
        ("2026-03-09 17:00", "2 working hours", &[], "2026-03-10 10:00"),
        ("2026-03-09 11:30", "1 working hour", &[], "2026-03-09 13:30"),
        ("2026-03-06 19:00", "8 working hours", &[], "2026-03-09 18:00"),
    ] {
        assert_eq!(
            show(&try_due(&office, start, span, keys).unwrap()),
            expected,
            "{start} + {span} {keys:?}"
        );
    }
    let night = Calendar::china().with_hours(Hours::parse("22:00-06:00").unwrap()).unwrap();
    for (start, span, expected) in [
        ("2026-03-09 23:00", "8 working hours", "2026-03-10 23:00"),
        ("2026-03-13 23:00", "8 working hours", "2026-03-16 23:00"), // Friday night runs into Saturday morning
        ("2026-03-14 03:00", "2 working hours", "2026-03-14 05:00"),
        ("2026-03-12 23:00", "1 working day", "2026-03-14 06:00 close"),
    ] {
        assert_eq!(show(&try_due(&night, start, span, &[]).unwrap()), expected, "{start} + {span}");
    }
}

#[test]
fn ranges_have_a_target() {
    let deadline = try_due(&Calendar::china(), "2026-03-02", "15..30 working days", &[]).unwrap();
    assert_eq!(deadline.target.unwrap().day.unwrap().to_string(), "2026-03-23");
    assert_eq!(deadline.last_day().unwrap().to_string(), "2026-04-14");
}

#[test]
fn pauses_in_the_unit_of_the_limit() {
    let china = Calendar::china();
    let wall = |text: &str| -> NaiveDateTime { at(text).earliest() };
    let paused = |calendar: &Calendar, start: &str, span: &str, pauses: &[(&str, &str)]| {
        let now = wall("2030-01-01");
        let pauses = Pauses::new(pauses.iter().map(|(a, b)| (wall(a), Some(wall(b)))), now);
        let span = Span::parse(span).unwrap();
        show(&calendar.due_paused(at(start), span, &Convention::default(), &pauses).unwrap())
    };
    // ERPNext's mistake: a pause over night must not add sixteen hours to an office day.
    assert_eq!(
        paused(&office(), "2026-03-09 16:00", "4 working hours", &[("2026-03-09 17:00", "2026-03-10 09:00")]),
        "2026-03-10 12:00"
    );
    assert_eq!(
        paused(&china, "2026-03-09 16:00", "24 hours", &[("2026-03-09 18:00", "2026-03-09 20:00")]),
        "2026-03-10 18:00"
    );
    // Overlapping and out of order: one pause of three hours.
    let two = [("2026-03-09 19:00", "2026-03-09 21:00"), ("2026-03-09 18:00", "2026-03-09 20:00")];
    assert_eq!(paused(&china, "2026-03-09 16:00", "24 hours", &two), "2026-03-10 19:00");
    // After the end: nothing.
    assert_eq!(
        paused(&china, "2026-03-09 16:00", "24 hours", &[("2026-03-10 16:00", "2026-03-11 16:00")]),
        "2026-03-10 16:00"
    );
    // Tuesday's end is not counted; Wednesday morning's is.
    let over_night = [("2026-03-10 15:00", "2026-03-11 10:00")];
    assert_eq!(paused(&china, "2026-03-09 10:00", "3 working days", &over_night), "2026-03-13 24:00");
    assert_eq!(
        paused(&china, "2026-03-09 10:00", "3 working days", &[("2026-03-10 09:00", "2026-03-10 15:00")]),
        "2026-03-12 24:00"
    );
    // A pause on Friday after closing changes nothing where the office closes at 18:00.
    assert_eq!(
        paused(&office(), "2026-03-09 10:00", "1 working day", &[("2026-03-10 18:30", "2026-03-11 08:00")]),
        "2026-03-10 18:00 close"
    );
    // A month moves by the two days paused, then rolls off Saturday.
    assert_eq!(
        paused(&china, "2026-03-10", "1 month", &[("2026-03-12 12:00", "2026-03-14 12:00")]),
        "2026-04-13 24:00"
    );
}

#[test]
fn before_the_first_said_on_the_last_of_the_month() {
    let china = Calendar::china();
    let convention = Convention::default().with("before", "excluded").unwrap().with("roll", "none").unwrap();
    let due = |pauses: &[(&str, &str)]| {
        let wall = |text: &str| at(text).earliest();
        let pauses = Pauses::new(pauses.iter().map(|(a, b)| (wall(a), Some(wall(b)))), wall("2030-01-01"));
        let span = Span::parse("day 1 of next month").unwrap();
        show(&china.due_paused(at("2026-03-31 10:00"), span, &convention, &pauses).unwrap())
    };
    assert_eq!(due(&[]), "2026-03-31 24:00");
    assert_eq!(due(&[("2026-03-31 12:00", "2026-04-02 12:00")]), "2026-04-02 24:00");
}

#[test]
fn refusals_say_what_is_missing() {
    let china = Calendar::china();
    for (start, span, en, zh) in [
        (
            "2026-03-09 10:00",
            "8 working hours",
            "the calendar `China` has no business hours to count in; give it hours, e.g. 09:00-12:00, 13:00-18:00 [calendar/no-hours]",
            "日历“中国”没有工作时间，无法计算工作小时。请先给出工作时间，例如 09:00-12:00, 13:00-18:00 [calendar/no-hours]",
        ),
        (
            "2026-03-09",
            "24 hours",
            "a limit in hours needs a time of day, not only 2026-03-09; write e.g. 2026-09-28 09:30 [calendar/time-needed]",
            "按小时计的时限须给出时刻，只给了日期 2026-03-09。应写成例如 2026-09-28 09:30 [calendar/time-needed]",
        ),
        (
            "2026-03-09",
            "unset",
            "the limit is unset: there is no due; give it a span or a date first [calendar/unset]",
            "时限未定，无法计算期限。请先给出时限或日期 [calendar/unset]",
        ),
        (
            "2026-03-09",
            "agreed",
            "an agreed limit needs the date that was agreed; give it a span or a date first [calendar/agreed]",
            "约定的时限须给出约定的日期。请先给出时限或日期 [calendar/agreed]",
        ),
        (
            "2026-03-09",
            "99999 working days",
            "2026-03-09 + 99999 working days lies outside the calendar `China`; it reaches from 2004-01-01 to 2050-12-31 [calendar/range]",
            "2026-03-09 + 99999 working days 超出日历“中国”的范围。可用 2004-01-01 至 2050-12-31 [calendar/range]",
        ),
    ] {
        let error = try_due(&china, start, span, &[]).unwrap_err();
        assert_eq!(error.problems()[0].line(Lang::En), en);
        assert_eq!(error.problems()[0].line(Lang::Zh), zh);
    }
    for (start, span) in [
        ("1999-01-01", "1 working day"),
        ("9999-12-31", "1 day"),
        ("0001-01-01", "999999 years"),
        ("2026-01-01", "999999 months"),
    ] {
        assert_eq!(
            try_due(&china, start, span, &[]).unwrap_err().problems()[0].code,
            "calendar/range",
            "{start} {span}"
        );
    }
}

#[test]
fn hours_need_no_calendar() {
    let china = Calendar::china();
    let due = |start: &str, span: &str| {
        let start = Moment::parse(start).unwrap();
        china.due(start, Span::parse(span).unwrap(), &Convention::default())
    };
    for (start, span, expected, days) in [
        ("1990-01-01 09:00", "24 hours", "1990-01-02 09:00:00", 2),
        ("2050-12-31 23:00", "2 hours", "2051-01-01 01:00:00", 2),
        ("0001-01-01 00:00", "90 minutes", "0001-01-01 01:30:00", 1),
        // 300,000 hours are 12,500 days.
        ("2026-01-01 09:00", "300000 hours", "2060-03-23 09:00:00", 12_501),
    ] {
        let deadline = due(start, span).unwrap();
        assert_eq!(deadline.due().unwrap().to_string(), expected, "{start} {span}");
        assert_eq!(china.explain(&deadline).unwrap().len(), days, "{start} {span}");
        assert!(!deadline.provisional && china.sentence(&deadline).is_ok());
    }
    let error = due("9999-12-31 23:00", "24 hours").unwrap_err();
    assert_eq!(
        error.problems()[0].line(Lang::En),
        "9999-12-31 23:00 + 24 hours ends after the year 9999; dates run to 9999-12-31 [calendar/dates]"
    );
    assert_eq!(
        error.problems()[0].line(Lang::Zh),
        "9999-12-31 23:00 + 24 hours 超过了9999年。日期至 9999-12-31 为止 [calendar/dates]"
    );
}
