//! Working time as seconds on one line: how much was worked up to an instant, and the instant some amount is reached.
//!
//! Instants are wall-clock seconds since 1970-01-01 00:00. A window belongs to the day it opens.

use super::hours::{DAY, Window};

/// The windows of a stretch of days, with the seconds worked before each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Clock {
    first: i32,
    /// Seconds of all days before each day; one entry more than there are days.
    before: Vec<i64>,
    /// Which set of windows each day has.
    set: Vec<u8>,
    /// The distinct sets.
    sets: Vec<Vec<Window>>,
    /// The working days alone, in order: seconds worked before each, and its number.
    worked_days: Vec<(i64, i32)>,
    /// For each stretch of `1 << shift` seconds of work, the working day it begins in.
    hint: Vec<u32>,
    shift: u32,
    /// Whether any window ends on the next day.
    overnight: bool,
}

/// What a column kernel works on.
pub(super) struct Parts<'a> {
    pub(super) first: i32,
    pub(super) before: &'a [i64],
    pub(super) set: &'a [u8],
    pub(super) sets: &'a [Vec<Window>],
    pub(super) worked_days: &'a [(i64, i32)],
    pub(super) hint: &'a [u32],
    pub(super) shift: u32,
}

impl Clock {
    pub(crate) fn new<'a>(first: i32, days: impl Iterator<Item = &'a [Window]>) -> Self {
        let mut clock = Self {
            first,
            before: vec![0],
            set: Vec::new(),
            sets: vec![Vec::new()],
            worked_days: Vec::new(),
            hint: Vec::new(),
            shift: 0,
            overnight: false,
        };
        let mut total = 0_i64;
        for (day, windows) in (first..).zip(days) {
            if !windows.is_empty() {
                clock.worked_days.push((total, day));
            }
            let known = clock.sets.iter().position(|set| set.as_slice() == windows);
            let set = known.unwrap_or_else(|| {
                clock.sets.push(windows.to_vec());
                clock.sets.len().saturating_sub(1)
            });
            // Eight weekly patterns at most.
            clock.set.push(u8::try_from(set).unwrap_or_default());
            total = total.saturating_add(windows.iter().map(length).sum::<i64>());
            clock.before.push(total);
        }
        clock.index_positions(total);
        clock
    }

    /// Stretches no longer than the shortest day, so that a position lies at most one day after its hint.
    fn index_positions(&mut self, total: i64) {
        let shortest =
            self.sets.iter().map(|set| set.iter().map(length).sum::<i64>()).filter(|l| *l > 0).min();
        self.shift = shortest.unwrap_or(1).ilog2();
        self.overnight = self.sets.iter().flatten().any(|w| i64::from(w.close) > DAY);
        let mut day = 0_usize;
        let mut position = 0_i64;
        while position <= total {
            while self.worked_days.get(day.saturating_add(1)).is_some_and(|(before, _)| *before <= position) {
                day = day.saturating_add(1);
            }
            self.hint.push(u32::try_from(day).unwrap_or(u32::MAX));
            position = position.saturating_add(1_i64.wrapping_shl(self.shift));
        }
    }

    /// The parts a column kernel works on; `None` if windows run into the next day.
    pub(super) fn parts(&self) -> Option<Parts<'_>> {
        (!self.overnight).then_some(Parts {
            first: self.first,
            before: &self.before,
            set: &self.set,
            sets: &self.sets,
            worked_days: &self.worked_days,
            hint: &self.hint,
            shift: self.shift,
        })
    }

    fn index(&self, day: i64) -> Option<usize> {
        usize::try_from(day.checked_sub(i64::from(self.first))?).ok()
    }

    /// The windows of a day; none outside the calendar.
    pub(crate) fn windows(&self, day: i64) -> &[Window] {
        let set =
            self.index(day).and_then(|i| self.set.get(i)).and_then(|set| self.sets.get(usize::from(*set)));
        set.map_or(&[][..], Vec::as_slice)
    }

    /// When the last window of a day closes.
    pub(crate) fn close(&self, day: i64) -> Option<i64> {
        let last = self.windows(day).last()?;
        day.checked_mul(DAY)?.checked_add(i64::from(last.close))
    }

    /// Seconds worked before an instant.
    pub(crate) fn worked(&self, at: i64) -> Option<i64> {
        let day = at.div_euclid(DAY);
        let yesterday = day.checked_sub(1)?;
        let before = *self.before.get(self.index(day)?)?;
        let today: i64 = self.windows(day).iter().map(|w| run(w, day, at)).sum();
        if !self.overnight {
            return before.checked_add(today);
        }
        let ahead =
            self.windows(yesterday).iter().map(|w| length(w).saturating_sub(run(w, yesterday, at))).sum();
        before.checked_sub(ahead)?.checked_add(today)
    }

    /// The first instant at which `position` seconds have been worked.
    pub(crate) fn reached(&self, position: i64) -> Option<i64> {
        self.locate(position, |before| before < position, |rest, length| rest <= length)
    }

    /// The instant from which second number `position` is worked: at a boundary the next opening.
    pub(crate) fn begins(&self, position: i64) -> Option<i64> {
        self.locate(position, |before| before <= position, |rest, length| rest < length)
    }

    fn locate(
        &self,
        position: i64,
        on: impl Fn(i64) -> bool,
        fits: impl Fn(i64, i64) -> bool,
    ) -> Option<i64> {
        let stretch = usize::try_from(position.wrapping_shr(self.shift)).ok()?;
        let hint = usize::try_from(*self.hint.get(stretch)?).ok()?;
        let here = *self.worked_days.get(hint)?;
        let next = self.worked_days.get(hint.wrapping_add(1)).copied();
        let (before, day) = match next {
            Some(next) if on(next.0) => next,
            _ if on(here.0) => here,
            // The end of the day before, which is where this one's position begins.
            _ => *self.worked_days.get(hint.checked_sub(1)?)?,
        };
        let day = i64::from(day);
        let mut rest = position.checked_sub(before)?;
        for window in self.windows(day) {
            if fits(rest, length(window)) {
                return day.checked_mul(DAY)?.checked_add(i64::from(window.open))?.checked_add(rest);
            }
            rest = rest.checked_sub(length(window))?;
        }
        None
    }

    /// The instant itself inside a window, else at a closing time, else the next opening. With the day it belongs to.
    pub(crate) fn opening(&self, at: i64) -> Option<(i64, i64)> {
        let today = at.div_euclid(DAY);
        let mut closing = None;
        for day in [today.checked_sub(1)?, today] {
            let since = at.checked_sub(day.checked_mul(DAY)?)?;
            for window in self.windows(day) {
                if (i64::from(window.open)..i64::from(window.close)).contains(&since) {
                    return Some((at, day));
                }
                if since == i64::from(window.close) {
                    closing = Some((at, day));
                }
            }
        }
        if closing.is_some() {
            return closing;
        }
        let later_today =
            self.windows(today).iter().map(|w| today.saturating_mul(DAY).saturating_add(i64::from(w.open)));
        let opens = match later_today.filter(|open| at < *open).min() {
            Some(open) => open,
            None => self.begins(*self.before.get(self.index(today.checked_add(1)?)?)?)?,
        };
        Some((opens, opens.div_euclid(DAY)))
    }

    /// Whether the clock runs at an instant (closing time is not running any more).
    pub(crate) fn runs(&self, at: i64) -> bool {
        let today = at.div_euclid(DAY);
        [today.saturating_sub(1), today].into_iter().any(|day| {
            let since = at.saturating_sub(day.saturating_mul(DAY));
            self.windows(day).iter().any(|w| (i64::from(w.open)..i64::from(w.close)).contains(&since))
        })
    }
}

fn length(window: &Window) -> i64 {
    i64::from(window.close).saturating_sub(i64::from(window.open))
}

/// Seconds of a day's window that lie before an instant.
fn run(window: &Window, day: i64, at: i64) -> i64 {
    let since_open = at.saturating_sub(day.saturating_mul(DAY)).saturating_sub(i64::from(window.open));
    since_open.clamp(0, length(window))
}

#[cfg(test)]
mod tests {
    use super::*;

    const H: i64 = 3600;

    fn clock() -> Clock {
        let day =
            vec![Window { open: 9 * 3600, close: 12 * 3600 }, Window { open: 13 * 3600, close: 18 * 3600 }];
        let night = vec![Window { open: 22 * 3600, close: 30 * 3600 }];
        // day 0 by day, day 1 off, day 2 by night, day 3 off, day 4 by day
        let days = [day.clone(), vec![], night, vec![], day];
        Clock::new(0, days.iter().map(Vec::as_slice))
    }

    #[test]
    fn every_minute_against_a_plain_sum() {
        let clock = clock();
        let runs = |t: i64| {
            let (day, s) = (t.div_euclid(DAY), t.rem_euclid(DAY));
            let office = |s| (9 * H..12 * H).contains(&s) || (13 * H..18 * H).contains(&s);
            match day {
                0 | 4 => office(s),
                2 => s >= 22 * H,
                3 => s < 6 * H,
                _ => false,
            }
        };
        let mut worked = 0;
        for t in (DAY / 2..5 * DAY).step_by(60) {
            if t == DAY / 2 {
                worked = 3 * H;
            }
            assert_eq!(clock.worked(t), Some(worked), "{t}");
            assert_eq!(clock.runs(t), runs(t), "{t}");
            if runs(t) {
                assert_eq!(clock.begins(worked), Some(t));
                worked += 60;
                assert_eq!(clock.reached(worked), Some(t + 60));
            }
        }
        assert_eq!(worked, 24 * H);
        assert_eq!(clock.reached(24 * H + 1), None);
        assert_eq!(clock.begins(24 * H), None);
        assert_eq!(clock.worked(-1), None);
    }

    #[test]
    fn openings() {
        let clock = clock();
        assert_eq!(clock.opening(0), Some((9 * H, 0)));
        assert_eq!(clock.opening(12 * H), Some((12 * H, 0))); // closing time is still that window
        assert_eq!(clock.opening(12 * H + 1), Some((13 * H, 0)));
        assert_eq!(clock.opening(18 * H), Some((18 * H, 0)));
        assert_eq!(clock.opening(18 * H + 1), Some((2 * DAY + 22 * H, 2)));
        assert_eq!(clock.opening(3 * DAY + H), Some((3 * DAY + H, 2))); // the night shift belongs to its evening
        let round = [Window { open: 0, close: 86_400 }];
        let clock = Clock::new(0, [&round[..], &round[..], &[]].into_iter());
        assert_eq!(clock.opening(DAY), Some((DAY, 1))); // 24:00 of one day is 00:00 of the next, which is open
        assert_eq!(clock.opening(2 * DAY), Some((2 * DAY, 1)));
        assert_eq!(clock.opening(4 * DAY + 19 * H), None);
    }
}
