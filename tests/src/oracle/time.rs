//! Deadlines by walking day by day and minute by minute.
//!
//! Written from the semantics alone, with its own dates and its own copy of the working days. Days are counted from
//! 2004-01-01 (day 0), instants in minutes from its 00:00.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::allow_attributes,
    reason = "an oracle may panic; it must be easy to read"
)]

use std::collections::BTreeSet;

const DAYS: &str = include_str!("../../data/china-days-2004-2026.txt");
const DAY: i64 = 1440;

/// Which days are worked, and when.
pub struct World {
    worked: Vec<bool>,
    /// Opening and closing minute; a closing after 1440 lies on the next day.
    pub windows: Vec<(i64, i64)>,
}

/// What is asked.
#[derive(Debug, Clone, Copy)]
pub enum Ask {
    Minutes(i64),
    WorkingMinutes(i64),
    CalendarDays(i64),
    WorkingDays(i64),
    Weeks(i64),
    Months(i64),
    Years(i64),
    SameDay,
    DayOfNextMonth(i64),
}

/// How it is counted.
#[derive(Debug, Clone, Copy)]
pub struct Rules {
    pub first_day_counted: bool,
    pub from_next_opening: bool,
    pub roll: Roll,
    pub ends_at_close: bool,
    pub before_excludes: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Roll {
    Next,
    Previous,
    Stay,
}

/// A question.
#[derive(Debug, Clone)]
pub struct Case {
    /// Minute it starts.
    pub start: i64,
    pub ask: Ask,
    pub rules: Rules,
    /// Raw, as they come: overlapping, in any order.
    pub pauses: Vec<(i64, i64)>,
}

/// An answer: the last day if there is one, the minute it ends, and whether that minute is still in time.
pub type Answer = (Option<i64>, i64, bool);

impl World {
    /// China with these windows on every working day.
    pub fn china(windows: &[(i64, i64)]) -> Self {
        Self { worked: DAYS.trim().chars().map(|c| c == '1').collect(), windows: windows.to_vec() }
    }

    /// The same with some days worked that were off, and the other way round.
    pub fn flipped(mut self, days: &BTreeSet<i64>) -> Self {
        for day in days {
            let worked = &mut self.worked[*day as usize];
            *worked = !*worked;
        }
        self
    }

    /// How many days it knows.
    pub fn days(&self) -> i64 {
        self.worked.len() as i64
    }

    pub fn is_worked(&self, day: i64) -> Option<bool> {
        usize::try_from(day).ok().and_then(|day| self.worked.get(day)).copied()
    }

    /// `None` when the walk leaves the days it knows.
    pub fn answer(&self, case: &Case) -> Option<Answer> {
        match case.ask {
            Ask::Minutes(n) => {
                let mut minute = case.start;
                let mut left = n;
                while left > 0 {
                    left -= i64::from(!paused(case, minute));
                    minute += 1;
                }
                Some((None, minute, true))
            }
            Ask::WorkingMinutes(n) => {
                let mut minute = case.start;
                let mut left = n;
                while left > 0 {
                    left -= i64::from(self.open(minute)?.is_some() && !paused(case, minute));
                    minute += 1;
                }
                Some((None, minute, true))
            }
            _ => {
                let day = self.last_day(case)?;
                let (minute, inclusive) = self.end_of(case, day)?;
                Some((Some(day), minute, inclusive))
            }
        }
    }

    /// The day whose window holds this minute.
    fn open(&self, minute: i64) -> Option<Option<i64>> {
        let today = minute.div_euclid(DAY);
        for day in [today - 1, today] {
            if day < 0 || !self.is_worked(day)? {
                continue;
            }
            for (open, close) in &self.windows {
                if day * DAY + open <= minute && minute < day * DAY + close {
                    return Some(Some(day));
                }
            }
        }
        Some(None)
    }

    fn last_day(&self, case: &Case) -> Option<i64> {
        let first = self.first_day(case)?;
        let counted = case.rules.first_day_counted;
        let mut end = match case.ask {
            Ask::WorkingDays(n) => {
                let mut day = if counted { first } else { first + 1 };
                let mut left = n;
                loop {
                    if self.is_worked(day)? && !self.stands_at_end(case, day)? {
                        left -= 1;
                        if left == 0 {
                            return Some(day);
                        }
                    }
                    day += 1;
                }
            }
            Ask::CalendarDays(n) => first + n - i64::from(counted),
            Ask::Weeks(n) => first + 7 * n - i64::from(counted),
            Ask::Months(n) => months_after(first, n, counted),
            Ask::Years(n) => months_after(first, 12 * n, counted),
            Ask::DayOfNextMonth(k) => {
                let (year, month, _) = civil(first);
                let (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
                number(year, month, k.min(length(year, month))) - i64::from(case.rules.before_excludes)
            }
            Ask::SameDay => first,
            Ask::Minutes(_) | Ask::WorkingMinutes(_) => return None,
        };
        // As many days as lie up to the end must pass with the clock running at their end.
        let same_day = matches!(case.ask, Ask::SameDay);
        let mut day = if counted || end <= first { first } else { first + 1 };
        let mut left = end - day + 1;
        loop {
            if !self.stands_at_end(case, day)? {
                left -= 1;
            }
            if left <= 0 {
                break;
            }
            day += 1;
        }
        end = if case.pauses.is_empty() { end } else { day };
        if same_day {
            return Some(end);
        }
        match case.rules.roll {
            Roll::Stay => Some(end),
            Roll::Previous => {
                while !self.is_worked(end)? {
                    end -= 1;
                }
                Some(end.max(first))
            }
            Roll::Next => {
                let unrolled = end;
                while !self.is_worked(end)? || (end != unrolled && self.stands_at_end(case, end)?) {
                    end += 1;
                }
                Some(end)
            }
        }
    }

    /// The day that counts as the day of the event.
    fn first_day(&self, case: &Case) -> Option<i64> {
        let today = case.start.div_euclid(DAY);
        if !case.rules.from_next_opening {
            return Some(today);
        }
        if self.windows.is_empty() {
            let mut day = today;
            while !self.is_worked(day)? {
                day += 1;
            }
            return Some(day);
        }
        let mut minute = case.start;
        loop {
            // Closing time still belongs to its window.
            for at in [minute, minute - 1] {
                if let Some(day) = self.open(at)?
                    && (at == minute || minute == case.start)
                {
                    return Some(day);
                }
            }
            minute += 1;
        }
    }

    /// When a limit whose last day is `day` ends, and whether that instant is in time.
    fn end_of(&self, case: &Case, day: i64) -> Option<(i64, bool)> {
        if case.rules.ends_at_close
            && let Some((_, close)) = self.windows.last()
            && self.is_worked(day)?
            && day * DAY + close >= case.start
        {
            return Some((day * DAY + close, true));
        }
        Some(((day + 1) * DAY, false))
    }

    fn stands_at_end(&self, case: &Case, day: i64) -> Option<bool> {
        let (end, _) = self.end_of(case, day)?;
        Some(paused(case, end - 1))
    }
}

fn paused(case: &Case, minute: i64) -> bool {
    case.pauses.iter().any(|(from, to)| *from <= minute && minute < *to)
}

fn months_after(day: i64, n: i64, counted: bool) -> i64 {
    let (year, month, of_month) = civil(day);
    let index = year * 12 + month - 1 + n;
    let (year, month) = (index / 12, index % 12 + 1);
    let of_month = if counted { of_month - 1 } else { of_month };
    if of_month == 0 {
        number(year, month, 1) - 1
    } else {
        number(year, month, of_month.min(length(year, month)))
    }
}

fn length(year: i64, month: i64) -> i64 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 => 28 + i64::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Year, month and day of a day number, one month at a time.
pub fn civil(day: i64) -> (i64, i64, i64) {
    let (mut year, mut month, mut left) = (2004, 1, day);
    while left >= length(year, month) {
        left -= length(year, month);
        (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    }
    (year, month, left + 1)
}

fn number(year: i64, month: i64, day: i64) -> i64 {
    let (mut y, mut m, mut days) = (2004, 1, 0);
    while (y, m) != (year, month) {
        days += length(y, m);
        (y, m) = if m == 12 { (y + 1, 1) } else { (y, m + 1) };
    }
    days + day - 1
}
