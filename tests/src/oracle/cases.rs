//! Random questions about deadlines, and how they are written, so that every language can be asked them.

use super::time::{Answer, Ask, Case, Roll, Rules, World, civil};
use serde::Serialize;
use std::collections::BTreeMap;

/// Business hours as text and as the oracle's windows: opening and closing minute.
pub const HOURS: [(&str, &[(i64, i64)]); 6] = [
    ("", &[]),
    ("09:00-12:00, 13:00-18:00", &[(540, 720), (780, 1080)]),
    ("08:30-17:30", &[(510, 1050)]),
    ("22:00-06:00", &[(1320, 1800)]),
    ("00:00-24:00", &[(0, 1440)]),
    ("06:00-14:00, 14:00-22:00, 22:30-05:00", &[(360, 840), (840, 1320), (1350, 1740)]),
];

/// A question with its answer, as one line of JSON.
#[derive(Debug, Serialize)]
pub struct Written {
    /// `2026-02-13 16:00`
    pub start: String,
    /// `3 working days`
    pub span: String,
    /// Business hours of every working day; empty: none.
    pub hours: &'static str,
    /// Every part of the convention.
    pub convention: BTreeMap<&'static str, &'static str>,
    /// From when to when the clock stood.
    pub pauses: Vec<(String, String)>,
    /// The last day, for limits in days.
    pub last_day: Option<String>,
    /// The instant it ends.
    pub due: String,
    /// Whether that instant is still in time.
    pub inclusive: bool,
}

impl Written {
    /// A case and what the oracle answers.
    pub fn new(hours: &'static str, case: &Case, (last_day, due, inclusive): Answer) -> Self {
        Self {
            start: instant(case.start),
            span: span(case.ask),
            hours,
            convention: convention(case.rules).into(),
            pauses: case.pauses.iter().map(|(from, to)| (instant(*from), instant(*to))).collect(),
            last_day: last_day.map(day),
            due: instant(due),
            inclusive,
        }
    }
}

/// The keys of a convention.
pub fn convention(rules: Rules) -> [(&'static str, &'static str); 5] {
    let roll = match rules.roll {
        Roll::Next => "next",
        Roll::Previous => "previous",
        Roll::Stay => "none",
    };
    [
        ("first-day", if rules.first_day_counted { "counted" } else { "not-counted" }),
        ("start", if rules.from_next_opening { "next-opening" } else { "event" }),
        ("roll", roll),
        ("close", if rules.ends_at_close { "business" } else { "midnight" }),
        ("before", if rules.before_excludes { "excluded" } else { "included" }),
    ]
}

/// A span as it is written.
pub fn span(ask: Ask) -> String {
    match ask {
        Ask::Minutes(n) => format!("{n} minutes"),
        Ask::WorkingMinutes(n) => format!("{} working hours", n / 60),
        Ask::CalendarDays(n) => format!("{n} calendar days"),
        Ask::WorkingDays(n) => format!("{n} working days"),
        Ask::Weeks(n) => format!("{n} weeks"),
        Ask::Months(n) => format!("{n} months"),
        Ask::Years(n) => format!("{n} years"),
        Ask::SameDay => "same day".into(),
        Ask::DayOfNextMonth(k) => format!("day {k} of next month"),
    }
}

fn day(number: i64) -> String {
    let (year, month, day) = civil(number);
    format!("{year}-{month:02}-{day:02}")
}

fn instant(minute: i64) -> String {
    let of_day = minute.rem_euclid(1440);
    format!("{} {:02}:{:02}", day(minute.div_euclid(1440)), of_day / 60, of_day % 60)
}

/// Random questions of every kind: splitmix64.
pub struct Random(pub u64);

impl Random {
    /// A number from 0 to below `n`.
    pub fn below(&mut self, n: i64) -> i64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % n.unsigned_abs()).cast_signed()
    }

    fn half(&mut self) -> bool {
        self.below(2) == 0
    }

    /// The minute a limit starts.
    pub fn start(&mut self, world: &World) -> i64 {
        // From 2004-01-10, and early enough for most answers to lie in the known years.
        let mut start = (10 + self.below(world.days() - 200)) * 1440 + self.below(1440);
        if self.below(4) == 0 {
            start -= start % 30; // on the hour or half hour, where windows open and close
        }
        start
    }

    /// One of the ways to count.
    pub fn rules(&mut self) -> Rules {
        Rules {
            first_day_counted: self.half(),
            from_next_opening: self.half(),
            roll: [Roll::Next, Roll::Previous, Roll::Stay][self.below(3) as usize],
            ends_at_close: self.half(),
            before_excludes: self.half(),
        }
    }

    /// A question that can be asked of a world.
    pub fn case(&mut self, world: &World) -> Case {
        let start = self.start(world);
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
        let rules = self.rules();
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

    /// A random question the oracle can answer inside the days it knows, with the place of its hours in [`HOURS`].
    /// What lies beyond is the core's to flag, not to compare.
    pub fn answered(&mut self, worlds: &[World; 6]) -> (usize, Case, Answer) {
        loop {
            let at = self.below(6) as usize;
            let world = &worlds[at];
            let case = self.case(world);
            if let Some(answer) = world.answer(&case).filter(|a| a.1 <= (world.days() - 1) * 1440) {
                return (at, case, answer);
            }
        }
    }
}

/// China with each of the [`HOURS`].
pub fn worlds() -> [World; 6] {
    HOURS.map(|(_, windows)| World::china(windows))
}
