//! Whole columns of deadlines against the oracle: every kind of length, of hours and of counting, so that each of the ways
//! a column is worked out meets rows that were counted day by day. `AFTERSALES_CASES=1000000` asks for more rows.

use aftersales::calendar::columns::{Column, NO_DAY, NO_INSTANT, Scale, Tick, working_days};
use aftersales::calendar::{Calendar, Convention, Hours};
use aftersales::span::Span;
use aftersales_tests::oracle::cases::{HOURS, Random, convention, span};
use aftersales_tests::oracle::time::{Ask, Case, Rules, World};
use chrono::{DateTime, NaiveDateTime};

/// 2004-01-01, the oracle's day 0, since 1970-01-01.
const DAY_ZERO: i64 = 12_418;
/// Rows of a column at least: more than a block of any kernel, and no multiple of one.
const ROWS: usize = 601;

/// A minute of the oracle's.
fn instant(minute: i64) -> NaiveDateTime {
    DateTime::from_timestamp((DAY_ZERO * 1440 + minute) * 60, 0).unwrap().naive_utc()
}

/// A column of starts with the minute and the day that each limit ends; some rows are missing.
#[derive(Default)]
struct Counted {
    starts: Vec<Option<i64>>,
    ends: Vec<Option<i64>>,
    last_days: Vec<Option<i64>>,
}

impl Counted {
    /// As many different rows as asked for that end in the days the oracle knows, and those again until it is a column.
    fn new(random: &mut Random, world: &World, ask: Ask, rules: Rules, rows: usize) -> Self {
        let mut counted = Self::default();
        while counted.starts.len() < rows {
            let case = Case { start: random.start(world), ask, rules, pauses: Vec::new() };
            let known = |end: &i64| *end <= (world.days() - 1) * 1440;
            if let Some((day, end, _)) = world.answer(&case).filter(|(_, end, _)| known(end)) {
                counted.push(Some(case.start), Some(end), day);
            }
            if counted.starts.len() % 97 == 96 {
                counted.push(None, None, None);
            }
        }
        for row in 0..ROWS.saturating_sub(rows) {
            counted.push(counted.starts[row], counted.ends[row], counted.last_days[row]);
        }
        counted
    }

    fn push(&mut self, start: Option<i64>, end: Option<i64>, last_day: Option<i64>) {
        self.starts.push(start);
        self.ends.push(end);
        self.last_days.push(last_day);
    }

    fn missing(&self) -> u64 {
        self.starts.iter().filter(|start| start.is_none()).count() as u64
    }

    /// Instants in this step; `minutes` are the oracle's.
    fn instants(minutes: &[Option<i64>], tick: Tick) -> Vec<i64> {
        let seconds = |at: i64| instant(at).and_utc().timestamp();
        minutes.iter().map(|at| at.map_or(NO_INSTANT, |at| seconds(at) * tick.per_second())).collect()
    }

    /// Days since 1970.
    fn days(days: &[Option<i64>]) -> Vec<i32> {
        days.iter().map(|day| day.map_or(NO_DAY, |day| i32::try_from(DAY_ZERO + day).unwrap())).collect()
    }

    fn compare_instants(&self, column: &Column<'_>, about: &str) {
        for tick in [Tick::Second, Tick::Micro] {
            let (starts, ends) = (Self::instants(&self.starts, tick), Self::instants(&self.ends, tick));
            let mut out = vec![0; starts.len()];
            let met = column.dues_in(Scale::wall(tick), &starts, &mut out);
            for (row, (found, expected)) in out.iter().zip(&ends).enumerate() {
                assert_eq!(found, expected, "{about}, row {row}, start {:?}", self.starts[row].map(instant));
            }
            assert_eq!((met.unanswered, met.provisional), (self.missing(), 0), "{about}");
        }
    }

    /// Columns of days have no times: only what does not hang on one.
    fn compare_days(&self, column: &Column<'_>, about: &str) {
        let midnight: Vec<Option<i64>> =
            self.starts.iter().map(|at| at.map(|at| at.div_euclid(1440))).collect();
        let mut out = vec![0; midnight.len()];
        let met = column.last_days(&Self::days(&midnight), &mut out).unwrap();
        assert_eq!(out, Self::days(&self.last_days), "{about}");
        assert_eq!((met.unanswered, met.provisional), (self.missing(), 0), "{about}");
    }
}

fn kinds(random: &mut Random) -> [Ask; 9] {
    [
        Ask::Minutes(1 + random.below(6000)),
        Ask::CalendarDays(1 + random.below(40)),
        Ask::WorkingDays(1 + random.below(40)),
        Ask::Weeks(1 + random.below(5)),
        Ask::Months(1 + random.below(5)),
        Ask::Years(1 + random.below(2)),
        Ask::SameDay,
        Ask::DayOfNextMonth(1 + random.below(31)),
        Ask::WorkingMinutes(60 * (1 + random.below(60))),
    ]
}

/// The hours of the scalar test, and more that the column of working hours has a way of its own for.
fn settings() -> Vec<(Calendar, World)> {
    let more: [(&str, &[(i64, i64)]); 3] = [
        ("08:00-10:00, 10:15-12:00, 13:00-17:00", &[(480, 600), (615, 720), (780, 1020)]),
        ("00:00-00:30, 23:00-24:00", &[(0, 30), (1380, 1440)]),
        (
            "08:00-09:30, 10:00-12:00, 13:00-15:00, 15:30-18:00",
            &[(480, 570), (600, 720), (780, 900), (930, 1080)],
        ),
    ];
    let both = |(hours, windows): (&str, &[(i64, i64)])| {
        let china = Calendar::china();
        let calendar = match hours {
            "" => china,
            hours => china.with_hours(Hours::parse(hours).unwrap()).unwrap(),
        };
        (calendar, World::china(windows))
    };
    HOURS.into_iter().chain(more).map(both).collect()
}

#[test]
fn columns_of_every_kind() {
    let count: usize = std::env::var("AFTERSALES_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(4_000);
    let mut random = Random(2029);
    let settings = settings();
    // Of each kind of length under each kind of hours at least one column, and more columns rather than longer ones.
    let rounds = (count / (settings.len() * 9 * 400)).max(1);
    let rows = count / (settings.len() * 9 * rounds);
    for (calendar, world) in &settings {
        for _ in 0..rounds {
            for ask in kinds(&mut random) {
                if world.windows.is_empty() && matches!(ask, Ask::WorkingMinutes(_)) {
                    continue;
                }
                let rules = random.rules();
                let convention =
                    convention(rules).iter().try_fold(Convention::default(), |c, (k, v)| c.with(k, v));
                let asked = Span::parse(&span(ask)).unwrap();
                let column = calendar.column(asked, &convention.unwrap()).unwrap();
                let about = format!("{ask:?} {rules:?} with windows {:?}", world.windows);
                let counted = Counted::new(&mut random, world, ask, rules, rows);
                counted.compare_instants(&column, &about);
                if counted.last_days.iter().any(Option::is_some) && !rules.from_next_opening {
                    counted.compare_days(&column, &about);
                }
            }
        }
    }
}

#[test]
fn a_number_of_working_days_in_each_row() {
    let (calendar, world, mut random) = (Calendar::china(), World::china(&[]), Random(2030));
    let (mut starts, mut ns, mut expected) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROWS {
        let start = 10 + random.below(world.days() - 200);
        let n = 1 + random.below(60);
        let mut day = start;
        for _ in 0..n {
            day += 1;
            while !world.is_worked(day).unwrap() {
                day += 1;
            }
        }
        starts.push(Some(start));
        ns.push(i32::try_from(n).unwrap());
        expected.push(Some(day));
    }
    let mut out = vec![0; ROWS];
    let met = working_days(&calendar, &Counted::days(&starts), &ns, &mut out);
    assert_eq!(out, Counted::days(&expected));
    assert_eq!((met.unanswered, met.provisional), (0, 0));
}
