//! The core's deadlines against the oracle: every start day of the known years with up to 60 working days, and random
//! cases of every kind. `AFTERSALES_CASES=1000000` asks for more of these.

use aftersales::calendar::{Calendar, Convention, Hours, Moment, Pauses};
use aftersales::span::{Span, Unit};
use aftersales_tests::oracle::time::{Answer, Ask, Case, Roll, Rules, World};
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
    let rules = case.rules;
    let convention = [
        ("first-day", if rules.first_day_counted { "counted" } else { "not-counted" }),
        ("start", if rules.from_next_opening { "next-opening" } else { "event" }),
        (
            "roll",
            match rules.roll {
                Roll::Next => "next",
                Roll::Previous => "previous",
                Roll::Stay => "none",
            },
        ),
        ("close", if rules.ends_at_close { "business" } else { "midnight" }),
        ("before", if rules.before_excludes { "excluded" } else { "included" }),
    ]
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
    let hours = [
        "",
        "09:00-12:00, 13:00-18:00",
        "08:30-17:30",
        "22:00-06:00",
        "00:00-24:00",
        "06:00-14:00, 14:00-22:00, 22:30-05:00",
    ];
    let windows: [&[(i64, i64)]; 6] = [
        &[],
        &[(540, 720), (780, 1080)],
        &[(510, 1050)],
        &[(1320, 1800)],
        &[(0, 1440)],
        &[(360, 840), (840, 1320), (1350, 1740)],
    ];
    let settings: Vec<(Calendar, World)> = hours
        .iter()
        .zip(windows)
        .map(|(hours, windows)| {
            let china = Calendar::china();
            let calendar = if hours.is_empty() {
                china
            } else {
                china.with_hours(Hours::parse(hours).unwrap()).unwrap()
            };
            (calendar, World::china(windows))
        })
        .collect();
    let mut random = Random(2026);
    let mut compared = 0;
    for _ in 0..count {
        let (calendar, world) = &settings[random.below(6) as usize];
        let case = random.case(world);
        let Some(expected) = world.answer(&case) else { continue };
        // What the oracle cannot know is the core's to flag, not to compare.
        if expected.1 > (world.days() - 1) * 1440 {
            continue;
        }
        assert_eq!(ask(calendar, &case), expected, "{case:?} with windows {:?}", world.windows);
        compared += 1;
    }
    assert!(compared * 10 > count * 8, "{compared} of {count}");
}

/// splitmix64
struct Random(u64);

impl Random {
    fn below(&mut self, n: i64) -> i64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % n.unsigned_abs()).cast_signed()
    }

    fn half(&mut self) -> bool {
        self.below(2) == 0
    }

    fn case(&mut self, world: &World) -> Case {
        // From 2004-01-10, and early enough for most answers to lie in the known years.
        let mut start = (10 + self.below(world.days() - 200)) * 1440 + self.below(1440);
        if self.below(4) == 0 {
            start -= start % 30; // on the hour or half hour, where windows open and close
        }
        let clock = !world.windows.is_empty();
        let ask = match self.below(if clock { 9 } else { 8 }) {
            0 => Ask::Minutes(1 + self.below(6000)),
            1 => Ask::CalendarDays(1 + self.below(40)),
            2 => Ask::WorkingDays(1 + self.below(40)),
            3 => Ask::Weeks(1 + self.below(5)),
            4 => Ask::Months(1 + self.below(5)),
            5 => Ask::Years(1 + self.below(2)),
            6 => Ask::SameDay,
            7 => Ask::DayOfNextMonth(1 + self.below(31)),
            _ => Ask::WorkingMinutes(60 * (1 + self.below(60))),
        };
        let rules = Rules {
            first_day_counted: self.half(),
            from_next_opening: self.half(),
            roll: [Roll::Next, Roll::Previous, Roll::Stay][self.below(3) as usize],
            ends_at_close: self.half(),
            before_excludes: self.half(),
        };
        let pauses = (0..self.below(4))
            .map(|_| {
                let mut from = start - 1440 + self.below(8 * 1440);
                let mut to = from + 1 + self.below(3 * 1440);
                if self.half() {
                    from -= from % 30;
                    to -= to % 30;
                }
                (from, to)
            })
            .collect();
        Case { start, ask, rules, pauses }
    }
}
