//! Laws that hold for any start, any span and any text.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![expect(clippy::arithmetic_side_effects, reason = "small test numbers")]

use aftersales::calendar::{Calendar, Convention, Hours, Moment, exchange};
use aftersales::span::{Span, Unit};
use chrono::{DateTime, NaiveDateTime};
use proptest::prelude::*;
use std::sync::LazyLock;

static CHINA: LazyLock<Calendar> = LazyLock::new(Calendar::china);
static OFFICE: LazyLock<Calendar> =
    LazyLock::new(|| CHINA.with_hours(Hours::parse("09:00-12:00, 13:00-18:00").unwrap()).unwrap());

fn start() -> impl Strategy<Value = NaiveDateTime> {
    // 2004-02-01 to 2040
    (1_075_593_600_i64..2_208_988_800).prop_map(|s| DateTime::from_timestamp(s, 0).unwrap().naive_utc())
}

fn unit() -> impl Strategy<Value = Unit> {
    use Unit::*;
    prop::sample::select(vec![
        Minutes,
        Hours,
        WorkingHours,
        Days,
        CalendarDays,
        WorkingDays,
        Weeks,
        Months,
        Years,
    ])
}

proptest! {
    #[test]
    fn a_later_start_is_never_due_earlier(a in start(), b in start(), n in 1..60_u32, unit in unit()) {
        let (a, b) = (a.min(b), a.max(b));
        for set in [Convention::default(), Convention::SLA_NEXT_OPENING] {
            let due = |at| OFFICE.due(Moment::at(at), Span::Exactly(n, unit), &set).ok().and_then(|d| d.due());
            if let (Some(first), Some(second)) = (due(a), due(b)) {
                prop_assert!(first <= second);
                prop_assert!(a <= first && b <= second);
            }
        }
    }

    #[test]
    fn working_days_add_up(at in start(), n in 1..100_u32, m in 1..100_u32) {
        let last = |at: Moment, n| CHINA.due(at, Span::Exactly(n, Unit::WorkingDays), &Convention::default()).unwrap().last_day().unwrap();
        let day = Moment::day(at.date());
        prop_assert_eq!(last(day, n + m), last(Moment::day(last(day, n)), m));
    }

    #[test]
    fn what_has_run_and_what_is_left_make_the_limit(at in start(), n in 1..80_u32, part in 0..1000_i32) {
        for (unit, one) in [(Unit::Hours, 3600), (Unit::WorkingHours, 3600), (Unit::WorkingDays, 1)] {
            let deadline = OFFICE.due(Moment::at(at), Span::Exactly(n, unit), &Convention::default()).unwrap();
            let end = deadline.due().unwrap();
            let now = Moment::at(at + end.signed_duration_since(at) * part / 1000);
            // The end at 24:00 of the last day reads as the next day.
            let run = OFFICE.elapsed(&deadline, now).unwrap().unwrap().count;
            let left = OFFICE.remaining(&deadline, now).unwrap().unwrap().count;
            prop_assert_eq!(run + left, i64::from(n) * one);
        }
    }

    #[test]
    fn bounds_hold_the_answer(at in start(), n in 1..60_u32, unit in unit()) {
        let Ok(deadline) = OFFICE.due(Moment::at(at), Span::Exactly(n, unit), &Convention::default()) else { return Ok(()) };
        if let Some((earliest, latest)) = deadline.bounds {
            let last = deadline.last.unwrap();
            prop_assert!(earliest <= last && last <= latest);
        }
        prop_assert!(!deadline.provisional || deadline.assumed.is_some());
    }

    #[test]
    fn no_text_breaks_a_reader(text in "\\PC{0,40}") {
        let _ = (Span::parse(&text), Unit::parse(&text), Moment::parse(&text), Hours::parse(&text));
        let _ = (exchange::icalendar(&text), exchange::holiday_cn(&text));
    }

    #[test]
    fn nearly_right_texts_break_no_reader(text in "[0-9０-９一二十天日个工作内小时周月年次前.~ :TZ+-]{0,16}") {
        if let Ok(span) = Span::parse(&text) {
            prop_assert_eq!(Span::parse(&span.to_string()).unwrap(), span);
            prop_assert_eq!(Span::parse(&span.label().zh).unwrap(), span);
        }
        if let Ok(moment) = Moment::parse(&text) {
            prop_assert_eq!(Moment::parse(&moment.to_string()).unwrap(), moment);
        }
        let _ = Hours::parse(&text);
    }
}
