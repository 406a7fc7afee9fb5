//! The core's deadlines against the oracle: every start day of the known years with up to 60 working days, and random
//! cases of every kind. `AFTERSALES_CASES=1000000` asks for more of these.

use aftersales::calendar::{Calendar, Convention, Hours, Moment, Pauses};
use aftersales::span::{Span, Unit};
use aftersales_tests::oracle::cases::{HOURS, Random, convention, worlds};
use aftersales_tests::oracle::time::{Answer, Ask, Case, World};
use chrono::{Days, NaiveDate, NaiveDateTime, TimeDelta};

fn day_zero() -> NaiveDate {
    NaiveDate::from_ymd_opt(2004, 1, 1).unwrap()
}

fn instant(minute: i64) -> NaiveDateTime {
    day_zero().and_time(Default::default()).checked_add_signed(TimeDelta::minutes(minute)).unwrap()
}

fn minute(at: NaiveDateTime) -> i64 {
    at.signed_duration_since(instant(0)).num_minutes()
}

fn ask(calendar: &Calendar, case: &Case) -> Answer {
    let small = |n: i64| u32::try_from(n).unwrap();
    let span = match case.ask {
        Ask::Minutes(n) => Span::Exactly(small(n), Unit::Minutes),
        Ask::WorkingMinutes(n) => Span::Exactly(small(n / 60), Unit::WorkingHours),
        Ask::CalendarDays(n) => Span::Exactly(small(n), Unit::CalendarDays),
        Ask::WorkingDays(n) => Span::Exactly(small(n), Unit::WorkingDays),
        Ask::Weeks(n) => Span::Exactly(small(n), Unit::Weeks),
        Ask::Months(n) => Span::Exactly(small(n), Unit::Months),
        Ask::Years(n) => Span::Exactly(small(n), Unit::Years),
        Ask::SameDay => Span::SameDay,
        Ask::DayOfNextMonth(k) => Span::DayOfNextMonth(u8::try_from(k).unwrap()),
    };
    let convention = convention(case.rules)
        .iter()
        .try_fold(Convention::default(), |c, (key, value)| c.with(key, value))
        .unwrap();
    let pauses = Pauses::new(case.pauses.iter().map(|(a, b)| (instant(*a), Some(instant(*b)))), instant(0));
    let deadline = calendar.due_paused(Moment::at(instant(case.start)), span, &convention, &pauses).unwrap();
    assert!(!deadline.provisional, "{case:?}");
    let last = deadline.last.unwrap();
    let day = last.day.map(|day| day.signed_duration_since(day_zero()).num_days());
    (day, minute(last.due), last.inclusive)
}

#[test]
fn every_start_day_and_up_to_sixty_working_days() {
    let (china, world) = (Calendar::china(), World::china(&[]));
    let mut compared = 0;
    for start in 0..world.days() {
        let mut day = start;
        let from = Moment::day(day_zero().checked_add_days(Days::new(start.unsigned_abs())).unwrap());
        'spans: for n in 1..=60 {
            loop {
                day += 1;
                match world.is_worked(day) {
                    None => break 'spans,
                    Some(true) => break,
                    Some(false) => {}
                }
            }
            let span = Span::Exactly(n, Unit::WorkingDays);
            let deadline = china.due(from, span, &Convention::default()).unwrap();
            let last = deadline.last_day().unwrap().signed_duration_since(day_zero()).num_days();
            assert_eq!(last, day, "{from} + {span}");
            compared += 1;
        }
    }
    assert!(compared > 500_000);
}

#[test]
fn random_cases() {
    let count: u64 = std::env::var("AFTERSALES_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(4_000);
    let worlds = worlds();
    let calendars = HOURS.map(|(hours, _)| match hours {
        "" => Calendar::china(),
        hours => Calendar::china().with_hours(Hours::parse(hours).unwrap()).unwrap(),
    });
    let mut random = Random(2026);
    for _ in 0..count {
        let (at, case, expected) = random.answered(&worlds);
        assert_eq!(ask(&calendars[at], &case), expected, "{case:?} with hours {}", HOURS[at].0);
    }
}
