//! The core's deadlines against the oracle: every start day of the known years with up to 60 working days, and random
//! cases of every kind, on the national calendar and on a company's; and the days duties fall due.
//! `AFTERSALES_CASES=1000000` asks for more random cases.

use aftersales::calendar::{Calendar, Convention, Hours, Moment, Pauses, Recurrence};
use aftersales::span::{Span, Unit};
use aftersales_tests::oracle::cases::{HOURS, Random, convention, worlds};
use aftersales_tests::oracle::time::{Answer, Ask, Case, World, civil};
use chrono::{Days, NaiveDate, NaiveDateTime, TimeDelta};
use std::collections::BTreeSet;

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

/// Random questions to a calendar with each of the hours, and to the oracle's worlds.
fn compare(calendar: &Calendar, worlds: &[World; 6], mut random: Random, count: u64) {
    let calendars = HOURS.map(|(hours, _)| match hours {
        "" => calendar.clone(),
        hours => calendar.with_hours(Hours::parse(hours).unwrap()).unwrap(),
    });
    for _ in 0..count {
        let (at, case, expected) = random.answered(worlds);
        assert_eq!(ask(&calendars[at], &case), expected, "{case:?} with hours {}", HOURS[at].0);
    }
}

fn count() -> u64 {
    std::env::var("AFTERSALES_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(4_000)
}

#[test]
fn random_cases() {
    compare(&Calendar::china(), &worlds(), Random(2026), count());
}

#[test]
fn random_cases_of_a_company() {
    let china = World::china(&[]);
    let mut random = Random(2028);
    let flipped: BTreeSet<i64> = (0..1_500).map(|_| 1 + random.below(china.days() - 60)).collect();
    let day = |at: &i64| instant(at * 1440).date();
    let (off, on): (Vec<i64>, Vec<i64>) = flipped.iter().partition(|at| china.is_worked(**at).unwrap());
    let days = |list: &[i64]| list.iter().map(day).collect::<Vec<_>>();
    let company = Calendar::china().with_days(&days(&off), &days(&on)).unwrap();
    compare(&company, &worlds().map(|world| world.flipped(&flipped)), random, count() / 4);
}

#[test]
fn duties_on_every_day_of_the_known_years() {
    let (china, world) = (Calendar::china(), World::china(&[]));
    let worked = |day: i64| world.is_worked(day).unwrap();
    let ends_month = |day: i64| civil(day + 1).2 == 1;
    let by = |k: i64| move |day: i64| civil(day).2 == k || (civil(day).2 < k && civil(day + 1).2 == 1);
    type Falls<'a> = Box<dyn Fn(i64) -> bool + 'a>;
    let duties: [(Recurrence<()>, Falls<'_>); 8] = [
        (Recurrence::Day, Box::new(worked)),
        (Recurrence::CalendarDay, Box::new(|_| true)),
        (Recurrence::Week, Box::new(|day| day % 7 == 3)), // 2004-01-01 was a Thursday
        (Recurrence::Month, Box::new(ends_month)),
        (Recurrence::Quarter, Box::new(|day| ends_month(day) && civil(day).1 % 3 == 0)),
        (Recurrence::Year, Box::new(|day| ends_month(day) && civil(day).1 == 12)),
        (Recurrence::MonthBy(3), Box::new(by(3))),
        (Recurrence::MonthBy(31), Box::new(by(31))),
    ];
    let (from, to) = (60, world.days() - 60);
    for ((every, falls), roll) in
        duties.iter().flat_map(|duty| ["next", "previous", "none"].map(|roll| (duty, roll)))
    {
        // A period never moves into the next one, nor before its beginning.
        let onward = roll == "next" && matches!(every, Recurrence::MonthBy(_));
        let back = roll == "previous" && *every != Recurrence::CalendarDay;
        let rolled = |mut day: i64| {
            let first = if *every == Recurrence::Week { day - 6 } else { 0 };
            while onward && !worked(day) {
                day += 1;
            }
            while back && day > first && !worked(day) {
                day -= 1;
            }
            day
        };
        let expected: Vec<i64> =
            (20..to + 20).filter(|day| falls(*day)).map(rolled).filter(|d| (from..=to).contains(d)).collect();
        let convention = Convention::default().with("roll", roll).unwrap();
        let found: Vec<i64> = china
            .occurrences(every, instant(from * 1440).date(), instant(to * 1440).date(), &convention)
            .map(|one| minute(one.last.day.unwrap().and_time(Default::default())) / 1440)
            .collect();
        assert_eq!(found, expected, "{every:?}, roll {roll}");
    }
}
