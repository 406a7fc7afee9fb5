//! A column answers as its rows do one by one.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![expect(clippy::arithmetic_side_effects, reason = "small test numbers")]

use aftersales::calendar::columns::{NO_DAY, NO_INSTANT, working_days, working_days_between};
use aftersales::calendar::{Calendar, Convention, Hours, Moment};
use aftersales::span::{Span, Unit};
use chrono::{DateTime, NaiveDate};

fn date(day: i32) -> NaiveDate {
    NaiveDate::from_num_days_from_ce_opt(day + 719_163).unwrap()
}

fn number(day: NaiveDate) -> i32 {
    i32::try_from(day.signed_duration_since(date(0)).num_days()).unwrap()
}

const SPANS: [&str; 11] = [
    "5 working days",
    "15..30 working days",
    "3 days",
    "2 weeks",
    "1 month",
    "1 year",
    "same day",
    "day 3 of next month",
    "24 hours",
    "90 minutes",
    "8 working hours",
];

#[test]
fn rows_agree_with_single_answers() {
    let china = Calendar::china();
    let office = china.with_hours(Hours::parse("09:00-12:00, 13:00-18:00").unwrap()).unwrap();
    let night = china.with_hours(Hours::parse("22:00-06:00").unwrap()).unwrap();
    let conventions = [
        Convention::default(),
        Convention::SLA_NEXT_OPENING,
        Convention::default().with("first-day", "counted").unwrap(),
    ];
    for calendar in [&china, &office, &night] {
        for span in SPANS.map(|s| Span::parse(s).unwrap()) {
            for convention in &conventions {
                let Ok(column) = calendar.column(span, convention) else {
                    assert!(calendar.hours().is_none() && span.unit() == Some(Unit::WorkingHours));
                    continue;
                };
                // Every 6 hours 57 minutes through 2026 and into the unknown, and both ends of the calendar.
                let mut starts: Vec<i64> = (1_766_000_000..1_804_000_000).step_by(25_020).collect();
                starts.extend([NO_INSTANT, i64::MAX, 0, 2_556_057_600, 2_555_000_000]);
                let mut dues = vec![0; starts.len()];
                let met = column.dues(&starts, &mut dues);
                let (mut unanswered, mut provisional) = (0, 0);
                for (start, due) in starts.iter().zip(&dues) {
                    let wall = DateTime::from_timestamp(*start, 0).map(|t| t.naive_utc());
                    let single = wall.and_then(|wall| calendar.due(Moment::at(wall), span, convention).ok());
                    let expected =
                        single.as_ref().and_then(|d| d.due()).map_or(NO_INSTANT, |d| d.and_utc().timestamp());
                    let clock = matches!(span.unit(), Some(Unit::Hours | Unit::Minutes));
                    // A column answers only inside the calendar; a single answer needs it only where it rolls.
                    if (1_072_915_200..2_556_057_600).contains(start) || (!clock && expected == NO_INSTANT) {
                        assert_eq!(*due, expected, "{span} from {wall:?} {convention:?}");
                    }
                    unanswered += u64::from(*due == NO_INSTANT);
                    provisional += u64::from(single.is_some_and(|d| d.provisional) && *due != NO_INSTANT);
                }
                assert_eq!(met.unanswered, unanswered, "{span}");
                if calendar.hours().is_none() {
                    assert_eq!(met.provisional, provisional, "{span} {convention:?}");
                }
                let days: Vec<i32> = (20_400..20_900).chain([NO_DAY, i32::MAX, 0]).collect();
                let mut last_days = vec![0; days.len()];
                let Ok(met) = column.last_days(&days, &mut last_days) else {
                    assert!(span.unit().unwrap().is_clock());
                    continue;
                };
                assert_eq!(met.unanswered, 3);
                for (start, last) in days.iter().zip(&last_days).take(500) {
                    let single = calendar.due(Moment::day(date(*start)), span, convention).unwrap();
                    assert_eq!(*last, number(single.last_day().unwrap()), "{span} from {}", date(*start));
                }
            }
        }
    }
}

#[test]
fn a_number_of_days_per_row() {
    let china = Calendar::china();
    let starts: Vec<i32> = (20_400..20_800).chain([NO_DAY, 20_500, 20_500]).collect();
    let ns: Vec<i32> = (0..400).map(|i| i % 30 + 1).chain([3, 0, -1]).collect();
    let mut out = vec![0; starts.len()];
    let met = working_days(&china, &starts, &ns, &mut out);
    assert_eq!(met.unanswered, 3);
    for ((start, n), last) in starts.iter().zip(&ns).zip(&out).take(400) {
        let span = Span::Exactly(u32::try_from(*n).unwrap(), Unit::WorkingDays);
        let single = china.due(Moment::day(date(*start)), span, &Convention::default()).unwrap();
        assert_eq!(*last, number(single.last_day().unwrap()));
    }
    let mut back = vec![0; starts.len()];
    working_days_between(&china, &starts, &out, &mut back);
    assert_eq!(back.split_at(400).0, ns.split_at(400).0);
}

#[test]
fn refuses_days_for_hours() {
    let china = Calendar::china();
    let column = china.column(Span::parse("24 hours").unwrap(), &Convention::default()).unwrap();
    let error = column.last_days(&[20_000], &mut [0]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`24 hours` needs times, not only days; use a column of timestamps [calendar/time-needed]"
    );
    let error = china.column(Span::Promptly, &Convention::default()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`promptly` has no due to compute; write e.g. 5 working days [calendar/no-end]"
    );
    assert_eq!(error.problems()[0].message.zh, "“及时”没有可计算的期限");
}
