//! Where a limit stands: how much has run, how much is left, how much it is over, in its own unit.

use super::calendar::{Calendar, refuse};
use super::convention::{Convention, FirstDay, Start};
use super::count::{Count, seconds, wall};
use super::day::{date, number};
use super::deadline::Deadline;
use super::moment::Moment;
use crate::problem::{Error, Problem, Text};
use crate::span::{Span, Unit};
use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use serde::{Deserialize, Serialize};

/// Where an obligation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Running, nothing to warn of.
    Pending,
    /// Within a warning offset of its end.
    DueSoon,
    /// Past the lower end of a range, not yet due.
    PastTarget,
    /// Past its end.
    Overdue,
    /// Done in time.
    Met,
    /// Done before the lower end of a range that must not be undercut.
    MetEarly,
    /// Done after its end.
    MetLate,
    /// The clock stands.
    Paused,
    /// Called off.
    Cancelled,
    /// The document gives no limit.
    Unset,
    /// Promptly: kept, never overdue.
    NoFixedLimit,
    /// Facts are missing.
    Undetermined,
}

impl Standing {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::Pending,
        Self::DueSoon,
        Self::PastTarget,
        Self::Overdue,
        Self::Met,
        Self::MetEarly,
        Self::MetLate,
        Self::Paused,
        Self::Cancelled,
        Self::Unset,
        Self::NoFixedLimit,
        Self::Undetermined,
    ];

    /// Stable id: `due soon`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::DueSoon => "due soon",
            Self::PastTarget => "past target",
            Self::Overdue => "overdue",
            Self::Met => "met",
            Self::MetEarly => "met early",
            Self::MetLate => "met late",
            Self::Paused => "paused",
            Self::Cancelled => "cancelled",
            Self::Unset => "unset",
            Self::NoFixedLimit => "no fixed limit",
            Self::Undetermined => "undetermined",
        }
    }

    /// As people say it.
    pub fn label(self) -> Text {
        let zh = match self {
            Self::Pending => "进行中",
            Self::DueSoon => "即将到期",
            Self::PastTarget => "已过目标",
            Self::Overdue => "超期",
            Self::Met => "按期完成",
            Self::MetEarly => "提前完成",
            Self::MetLate => "超期完成",
            Self::Paused => "暂停计时",
            Self::Cancelled => "已取消",
            Self::Unset => "时限未定",
            Self::NoFixedLimit => "无固定时限",
            Self::Undetermined => "无法判定",
        };
        Text::new(zh, self.id())
    }
}

/// An amount of time in the unit of a limit: seconds for clocks, whole days, weeks, months or years otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amount {
    /// What is counted.
    pub unit: Unit,
    /// How many: seconds for minutes, hours and working hours; negative is over.
    pub count: i64,
}

impl Amount {
    /// `2个工作日`, `3小时20分钟`; without the sign.
    pub fn label(self) -> Text {
        let count = self.count.unsigned_abs();
        if !self.unit.is_clock() {
            let one = count == 1;
            let unit = self.unit.label();
            let en = if one { unit.en.trim_end_matches('s') } else { &unit.en };
            return Text::new(format!("{count}{}", unit.zh), format!("{count} {en}"));
        }
        let (hours, minutes) = (count.div_euclid(3600), count.rem_euclid(3600).div_euclid(60));
        let (zh, en) = match self.unit {
            Unit::WorkingHours => ("个工作小时", "working h"),
            _ => ("小时", "h"),
        };
        match (hours, minutes) {
            (0, m) => Text::new(format!("{m}分钟"), format!("{m} min")),
            (h, 0) => Text::new(format!("{h}{zh}"), format!("{h} {en}")),
            (h, m) => Text::new(format!("{h}{zh}{m}分钟"), format!("{h} {en} {m} min")),
        }
    }
}

impl Calendar {
    /// How much of `unit` lies between two moments; negative if `to` comes first. The day of `from` is not counted,
    /// the day of `to` is, so that `n` working days lie between an event and the last day of `n` working days.
    ///
    /// # Errors
    /// [`Error::Calendar`]: a clock unit with a day that has no time, working hours without hours, out of range.
    pub fn between(
        &self,
        from: Moment,
        to: Moment,
        unit: Unit,
        convention: &Convention,
    ) -> Result<Amount, Error> {
        let unit = convention.counted_as(unit);
        let (a, b) = (number(from.day), number(to.day));
        let days = i64::from(b).saturating_sub(i64::from(a));
        let [view, ..] = &*self.views;
        let count = match unit {
            Unit::Minutes | Unit::Hours => Some(seconds(timed(to)?).saturating_sub(seconds(timed(from)?))),
            Unit::WorkingHours => {
                let clock = view.clock.as_ref().ok_or_else(|| self.no_hours())?;
                let (from, to) = (seconds(timed(from)?), seconds(timed(to)?));
                clock.worked(to).and_then(|to| to.checked_sub(clock.worked(from)?))
            }
            Unit::WorkingDays => view.table.between(a, b),
            Unit::Days | Unit::CalendarDays => Some(days),
            Unit::Weeks => days.checked_div(7),
            Unit::Months => Some(full_months(from.day, to.day)),
            Unit::Years => full_months(from.day, to.day).checked_div(12),
        };
        let count = count.ok_or_else(|| self.too_far(&format!("{from} .. {to}")))?;
        Ok(Amount { unit, count })
    }

    /// How much of a limit has run by `now`, pauses left out; `None` without an end.
    ///
    /// # Errors
    /// As [`Calendar::between`].
    pub fn elapsed(&self, deadline: &Deadline, now: Moment) -> Result<Option<Amount>, Error> {
        let Some(unit) = measured_in(deadline) else { return Ok(None) };
        let [view, ..] = &*self.views;
        let convention = &deadline.convention;
        let mut from = deadline.start;
        if !unit.is_clock() {
            let count = Count {
                calendar: self,
                view,
                convention,
                pauses: &deadline.pauses,
                start: deadline.start,
                span: deadline.span,
            };
            let counted = convention.first_day == FirstDay::Counted;
            let first = count.first_day().map(|first| if counted { first.saturating_sub(1) } else { first });
            let first = first.and_then(date).ok_or_else(|| self.out_of_reach(deadline.start.day))?;
            if convention.start == Start::NextOpening || counted {
                from = Moment::day(first);
            }
            if now.day < first && !counted {
                return Ok(Some(Amount { unit, count: 0 }));
            }
        }
        let run = self.between(from, now, unit, convention)?;
        let stood = self.stood(deadline, unit, from, now)?;
        Ok(Some(Amount { unit, count: run.count.saturating_sub(stood) }))
    }

    /// How much of a limit is left at `now`; negative is overdue; `None` without an end.
    ///
    /// # Errors
    /// As [`Calendar::between`].
    pub fn remaining(&self, deadline: &Deadline, now: Moment) -> Result<Option<Amount>, Error> {
        let (Some(unit), Some(last)) = (measured_in(deadline), deadline.last) else { return Ok(None) };
        let end = if unit.is_clock() {
            Moment::at(last.due)
        } else {
            Moment::day(last.day.unwrap_or(last.due.date()))
        };
        let left = self.between(now, end, unit, &deadline.convention)?;
        let stood = if now < end { self.stood(deadline, unit, now, end)? } else { 0 };
        Ok(Some(Amount { unit, count: left.count.saturating_sub(stood) }))
    }

    /// How much of `unit` was paused between two moments.
    fn stood(&self, deadline: &Deadline, unit: Unit, from: Moment, to: Moment) -> Result<i64, Error> {
        let pauses = &deadline.pauses;
        if pauses.is_empty() || to < from {
            return Ok(0);
        }
        if unit.is_clock() {
            let (from, to) = (timed(from)?, timed(to)?);
            return pauses.intervals().iter().try_fold(0_i64, |sum, (a, b)| {
                let (a, b) = ((*a).max(from), (*b).min(to));
                let part = if a < b {
                    self.between(Moment::at(a), Moment::at(b), unit, &deadline.convention)?.count
                } else {
                    0
                };
                Ok(sum.saturating_add(part))
            });
        }
        let [view, ..] = &*self.views;
        let count = Count {
            calendar: self,
            view,
            convention: &deadline.convention,
            pauses,
            start: deadline.start,
            span: deadline.span,
        };
        let days = number(from.day).saturating_add(1)..=number(to.day);
        let stands = |day: &i32| {
            let counts = unit != Unit::WorkingDays || view.table.is_workday(*day) == Some(true);
            counts && count.stands(*day) == Some(true)
        };
        Ok(i64::try_from(days.filter(stands).count()).unwrap_or(i64::MAX))
    }

    /// Where a limit stands at `now`, or stood when it was done. `warn` says how long before its end it is due soon.
    ///
    /// # Errors
    /// As [`Calendar::warning`].
    pub fn standing(
        &self,
        deadline: &Deadline,
        done: Option<Moment>,
        now: Moment,
        warn: &[Span],
    ) -> Result<Standing, Error> {
        let Some(last) = deadline.last else {
            return Ok(if done.is_some() { Standing::Met } else { Standing::NoFixedLimit });
        };
        if let Some(done) = done {
            return Ok(if last.met_by(done) { Standing::Met } else { Standing::MetLate });
        }
        if !last.met_by(now) {
            return Ok(Standing::Overdue);
        }
        if deadline.target.is_some_and(|target| !target.met_by(now)) {
            return Ok(Standing::PastTarget);
        }
        for span in warn {
            if now.earliest() >= self.warning(deadline, *span)?.unwrap_or(last.due) {
                return Ok(Standing::DueSoon);
            }
        }
        Ok(Standing::Pending)
    }

    /// When to warn of a limit: the span before its end, in working time for working units; for days at opening, or
    /// at 09:00 where there are no hours, on a working day; never before the start. `None` without an end.
    ///
    /// # Errors
    /// [`Error::Calendar`] if the span counts nothing (`promptly`) or leaves the calendar.
    pub fn warning(&self, deadline: &Deadline, before: Span) -> Result<Option<NaiveDateTime>, Error> {
        let Some(last) = deadline.last else { return Ok(None) };
        let [view, ..] = &*self.views;
        let last_day = number(last.day.unwrap_or(last.due.date()));
        let start = deadline.start.earliest();
        let (n, unit) = match before {
            Span::Exactly(n, unit) => (n, deadline.convention.counted_as(unit)),
            Span::SameDay => (0, Unit::CalendarDays),
            _ => {
                return Err(refuse(
                    Problem::new(
                        "calendar/warn",
                        format!("不能按“{}”提前提醒", before.label().zh),
                        format!("`{before}` is no time to warn before"),
                    )
                    .help("应写成例如 1个工作日", "write e.g. 1 working day"),
                ));
            }
        };
        let back = |seconds: i64| {
            last.due.checked_sub_signed(TimeDelta::try_seconds(i64::from(n).checked_mul(seconds)?)?)
        };
        let at = match unit {
            Unit::Minutes => back(60),
            Unit::Hours => back(3600),
            Unit::WorkingHours => {
                let clock = view.clock.as_ref().ok_or_else(|| self.no_hours())?;
                let position = clock
                    .worked(seconds(last.due))
                    .and_then(|p| p.checked_sub(i64::from(n).checked_mul(3600)?));
                position.and_then(|p| clock.begins(p.max(0))).and_then(wall)
            }
            Unit::WorkingDays => view.table.before(last_day, n).and_then(|day| self.opens(day)),
            _ => {
                let each = match unit {
                    Unit::Weeks => 7,
                    Unit::Months => 30,
                    Unit::Years => 365,
                    _ => 1,
                };
                let day = i32::try_from(n).ok().and_then(|n| last_day.checked_sub(n.checked_mul(each)?));
                day.and_then(|day| view.table.on_or_before(day)).and_then(|day| self.opens(day))
            }
        };
        let at = at.ok_or_else(|| self.too_far(&format!("{} - {before}", Moment::at(last.due))))?;
        Ok(Some(at.max(start)))
    }

    /// When a day opens: its first window, or 09:00.
    fn opens(&self, day: i32) -> Option<NaiveDateTime> {
        let [view, ..] = &*self.views;
        let open =
            view.clock.as_ref().and_then(|clock| clock.windows(i64::from(day)).first()).map(|w| w.open);
        let time = NaiveTime::from_num_seconds_from_midnight_opt(open.unwrap_or(9 * 3600), 0)?;
        Some(date(day)?.and_time(time))
    }

    pub(super) fn no_hours(&self) -> Error {
        refuse(
            Problem::new(
                "calendar/no-hours",
                format!("日历“{}”没有工作时间，无法计算工作小时", self.label.zh),
                format!("the calendar `{}` has no business hours to count in", self.label.en),
            )
            .help(
                "请先给出工作时间，例如 09:00-12:00, 13:00-18:00",
                "give it hours, e.g. 09:00-12:00, 13:00-18:00",
            ),
        )
    }
}

/// The unit a limit is measured in: weeks and longer in calendar days.
fn measured_in(deadline: &Deadline) -> Option<Unit> {
    deadline.last?;
    Some(match deadline.unit {
        Some(unit) if unit.is_clock() || unit == Unit::WorkingDays => unit,
        None if deadline.last_day().is_none() => Unit::Hours,
        _ => Unit::CalendarDays,
    })
}

pub(super) fn timed(moment: Moment) -> Result<NaiveDateTime, Error> {
    moment.time.map(|time| moment.day.and_time(time)).ok_or_else(|| {
        refuse(
            Problem::new(
                "calendar/time-needed",
                format!("按小时计须给出时刻，只给了日期 {}", moment.day),
                format!("hours need a time of day, not only {}", moment.day),
            )
            .help("应写成例如 2026-09-28 09:30", "write e.g. 2026-09-28 09:30"),
        )
    })
}

/// Whole months from one day to another; negative the other way round.
fn full_months(from: NaiveDate, to: NaiveDate) -> i64 {
    if to < from {
        return full_months(to, from).saturating_neg();
    }
    let index = |d: NaiveDate| i64::from(d.year()).saturating_mul(12).saturating_add(i64::from(d.month()));
    let months = index(to).saturating_sub(index(from));
    let month_end = to.succ_opt().is_none_or(|next| next.month() != to.month());
    if to.day() >= from.day() || month_end { months } else { months.saturating_sub(1) }
}
