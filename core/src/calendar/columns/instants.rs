//! Instants of a column: seconds or smaller ticks, on the wall clock or counted from UTC.

use super::office::Office;
use super::uniform::Uniform;
use super::{Column, DAY, DayPlan, Met, NO_INSTANT, Plan};
use crate::calendar::calendar::Calendar;
use crate::calendar::clock::Clock;
use crate::calendar::convention::Start;
use crate::calendar::day::number;
use crate::calendar::zone::Zone;

/// Rows worked on at a time where instants are taken apart into seconds and fractions.
const CHUNK: usize = 1024;

/// The smallest step of a column of instants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Tick {
    /// 1 a second.
    #[default]
    Second,
    /// 1,000 a second.
    Milli,
    /// 1,000,000 a second.
    Micro,
    /// 1,000,000,000 a second.
    Nano,
}

impl Tick {
    /// How many make a second.
    pub fn per_second(self) -> i64 {
        match self {
            Self::Second => 1,
            Self::Milli => 1_000,
            Self::Micro => 1_000_000,
            Self::Nano => 1_000_000_000,
        }
    }
}

/// How a column writes its instants: ticks since 1970-01-01 00:00 of the wall clock, or of UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Scale {
    tick: Tick,
    /// Seconds the wall clock is ahead of what the column counts.
    ahead: i64,
}

impl Scale {
    /// A column without a zone: the wall clock of the calendar.
    pub fn wall(tick: Tick) -> Self {
        Self { tick, ahead: 0 }
    }

    /// A column of instants with a zone, which count from UTC; `zone` is the calendar's.
    pub fn utc(tick: Tick, zone: Zone) -> Self {
        Self { tick, ahead: i64::from(zone.minutes()).saturating_mul(60) }
    }

    /// Whether every instant there is falls on 00:00 of the wall clock, as dates do that were read as timestamps; false
    /// where there is none.
    pub fn all_midnight(self, instants: &[i64]) -> bool {
        let ticks = self.tick.per_second();
        let (day, ahead) = (DAY.saturating_mul(ticks), self.ahead.saturating_mul(ticks));
        let mut there = instants.iter().filter(|at| **at != NO_INSTANT).peekable();
        there.peek().is_some() && there.all(|at| at.wrapping_add(ahead).checked_rem(day) == Some(0))
    }

    /// Its smallest step.
    pub fn tick(self) -> Tick {
        self.tick
    }

    /// Wall-clock seconds, and the ticks beyond them. `None` for a missing instant.
    pub(super) fn read(self, at: i64) -> Option<(i64, i64)> {
        let ticks = self.tick.per_second();
        let seconds = at.div_euclid(ticks).checked_add(self.ahead)?;
        (at != NO_INSTANT).then_some((seconds, at.rem_euclid(ticks)))
    }

    /// The way back; `None` where the column's type has no such instant.
    pub(super) fn write(self, seconds: i64, ticks: i64) -> Option<i64> {
        seconds.checked_sub(self.ahead)?.checked_mul(self.tick.per_second())?.checked_add(ticks)
    }
}

impl Column<'_> {
    /// The instant each limit ends, starts and ends in wall-clock seconds; [`NO_INSTANT`] in, [`NO_INSTANT`] out.
    /// 24:00 is 00:00 of the next day. Rows beyond the shorter slice are left alone.
    pub fn dues(&self, starts: &[i64], out: &mut [i64]) -> Met {
        self.dues_in(Scale::default(), starts, out)
    }

    /// The same in another scale. Fractions of a second are kept where hours are counted.
    pub fn dues_in(&self, scale: Scale, starts: &[i64], out: &mut [i64]) -> Met {
        let fast = match &self.plan {
            Plan::ByDay(plan) if !self.falls_by_time() => match scale.tick {
                Tick::Second => self.by_day::<1>(plan, scale, starts, out),
                Tick::Milli => self.by_day::<1_000>(plan, scale, starts, out),
                Tick::Micro => self.by_day::<1_000_000>(plan, scale, starts, out),
                Tick::Nano => self.by_day::<1_000_000_000>(plan, scale, starts, out),
            },
            Plan::Working(clock, length) => self.working(clock, *length, scale, starts, out),
            _ => None,
        };
        fast.unwrap_or_else(|| self.each(scale, starts, out))
    }

    /// Whether the day an event is deemed to fall on depends on its time.
    fn falls_by_time(&self) -> bool {
        self.calendar.hours.is_some() && self.convention.start == Start::NextOpening
    }

    /// `None` if the calendar begins or ends where the scale has no instant.
    fn by_day<const TICKS: i64>(
        &self,
        plan: &DayPlan,
        scale: Scale,
        starts: &[i64],
        out: &mut [i64],
    ) -> Option<Met> {
        let day = DAY.wrapping_mul(TICKS).cast_unsigned();
        let midnight = |number: i32| scale.write(i64::from(number).checked_mul(DAY)?, 0);
        let first = midnight(plan.first)?;
        let (from, to) = (midnight(*plan.known.start())?, midnight(plan.known.end().saturating_add(1))?);
        let scaled: Vec<i64>;
        let ends = if scale == Scale::default() {
            plan.ends.as_slice()
        } else {
            let end = |end: &i64| if *end == NO_INSTANT { None } else { scale.write(*end, 0) };
            scaled = plan.ends.iter().map(|e| end(e).unwrap_or(NO_INSTANT)).collect();
            scaled.as_slice()
        };
        let (mut unanswered, mut unknown) = (0_u64, 0_u64);
        for (start, out) in starts.iter().zip(out) {
            // Before the first day this wraps to a place beyond the table.
            let place = start.wrapping_sub(first).cast_unsigned().div_euclid(day);
            let end = usize::try_from(place).ok().and_then(|p| ends.get(p)).copied().unwrap_or(NO_INSTANT);
            // A start after the close of its own last day ends at 24:00 of that day.
            let end = if end < *start && end != NO_INSTANT {
                first.wrapping_add(place.wrapping_add(1).wrapping_mul(day).cast_signed())
            } else {
                end
            };
            *out = end;
            unanswered = unanswered.wrapping_add(u64::from(end == NO_INSTANT));
            unknown = unknown.wrapping_add(u64::from(*start < from || *start >= to));
        }
        Some(Met { unanswered, provisional: unknown.saturating_sub(unanswered) })
    }

    /// `None` if the hours do not fit the layout for columns.
    fn working(
        &self,
        clock: &Clock,
        length: i64,
        scale: Scale,
        starts: &[i64],
        out: &mut [i64],
    ) -> Option<Met> {
        let known = self.known_seconds();
        let parts = clock.parts()?;
        let uniform = Uniform::new(&parts, length);
        let office = if uniform.is_none() { Some(Office::new(&parts)?) } else { None };
        let dues = |starts: &[i64], out: &mut [i64]| match (&uniform, &office) {
            (Some(uniform), _) => uniform.dues(&known, starts, out),
            (None, Some(office)) => office.dues(length, &known, starts, out),
            (None, None) => Met::default(),
        };
        if scale == Scale::default() {
            return Some(dues(starts, out));
        }
        let mut met = Met::default();
        let mut buffer = [0_i64; CHUNK];
        for (starts, out) in starts.chunks(CHUNK).zip(out.chunks_mut(CHUNK)) {
            let read = |at: &i64| scale.read(*at).map_or(NO_INSTANT, |(seconds, _)| seconds);
            buffer.iter_mut().zip(starts).for_each(|(second, at)| *second = read(at));
            let Some(seconds) = buffer.get(..starts.len()) else { continue };
            met = met.and(dues(seconds, out));
            for ((start, second), out) in starts.iter().zip(seconds).zip(out) {
                if *out != NO_INSTANT {
                    let fraction = scale.read(*start).map_or(0, |(_, fraction)| fraction);
                    let (end, fraction) = carry(clock, *second, *out, fraction).unwrap_or((*out, 0));
                    *out = scale.write(end, fraction).unwrap_or(NO_INSTANT);
                }
            }
        }
        Some(met)
    }

    fn each(&self, scale: Scale, starts: &[i64], out: &mut [i64]) -> Met {
        let mut met = Met::default();
        for (start, out) in starts.iter().zip(out) {
            let (end, one) = self.due_in(scale, *start);
            *out = end;
            met = met.and(one);
        }
        met
    }

    /// One row.
    pub(super) fn due_in(&self, scale: Scale, start: i64) -> (i64, Met) {
        let read = scale.read(start);
        let end = read.and_then(|(seconds, fraction)| {
            let (end, fraction) = self.end_of(seconds, fraction)?;
            let row = scale.write(end, fraction)?;
            Some((row, self.hangs(seconds, end)))
        });
        match end {
            Some((row, provisional)) => (row, Met { unanswered: 0, provisional: u64::from(provisional) }),
            None if matches!(self.plan, Plan::Endless) => (NO_INSTANT, Met::default()),
            None => (NO_INSTANT, Met::UNANSWERED),
        }
    }

    /// The end of one start, both in wall-clock seconds and a fraction of one.
    fn end_of(&self, start: i64, fraction: i64) -> Option<(i64, i64)> {
        match &self.plan {
            Plan::Endless => None,
            Plan::Elapsed(length) => Some((start.checked_add(*length)?, fraction)),
            Plan::Working(clock, length) => {
                let end = clock.reached(clock.worked(start)?.checked_add(*length)?)?;
                carry(clock, start, end, fraction)
            }
            Plan::ByDay(plan) => {
                let day = self.deemed(start)?;
                let end = plan.ends.get(plan.place(day)?).copied().filter(|end| *end != NO_INSTANT)?;
                // A start after the close of its own last day ends at 24:00 of that day.
                let late = (end, 0) < (start, fraction);
                Some((if late { i64::from(day).checked_add(1)?.checked_mul(DAY)? } else { end }, 0))
            }
        }
    }

    /// The day on which an event is deemed to fall.
    fn deemed(&self, start: i64) -> Option<i32> {
        let [view, ..] = &*self.calendar.views;
        let day = match &view.clock {
            Some(clock) if self.falls_by_time() => clock.opening(start)?.1,
            _ => start.div_euclid(DAY),
        };
        i32::try_from(day).ok()
    }

    /// Whether the end of a start hangs on days the calendar does not know.
    fn hangs(&self, start: i64, end: i64) -> bool {
        match &self.plan {
            Plan::Endless | Plan::Elapsed(_) => false,
            Plan::Working(..) => {
                let known = self.known_seconds();
                start < *known.start() || end > *known.end()
            }
            Plan::ByDay(plan) => {
                // The days from the event to the one it is deemed to fall on are looked at, too. After midnight in a
                // night shift that is the day before, so the end of what is known is for the deemed day alone.
                let from = i64::from(*plan.known.start());
                let deemed = self.deemed(start);
                start.div_euclid(DAY) < from || deemed.is_none_or(|day| !plan.known.contains(&day))
            }
        }
    }

    /// The instants the calendar knows, the last midnight included.
    fn known_seconds(&self) -> core::ops::RangeInclusive<i64> {
        let Calendar { known: (from, to), .. } = self.calendar;
        let midnight = |day: i32| i64::from(day).wrapping_mul(DAY);
        midnight(number(*from))..=midnight(number(*to).saturating_add(1))
    }
}

/// Half a second into a window stays half a second into the second it ends in: an end at closing time goes on at the
/// next opening.
fn carry(clock: &Clock, start: i64, end: i64, fraction: i64) -> Option<(i64, i64)> {
    if fraction == 0 || !clock.runs(start) {
        return Some((end, 0));
    }
    if clock.runs(end) {
        return Some((end, fraction));
    }
    Some((clock.begins(clock.worked(end)?)?, fraction))
}
