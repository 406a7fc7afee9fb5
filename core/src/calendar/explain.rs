//! Why that day: every day from the event to the end, and one sentence fit to send to a dealer.

use super::calendar::{Calendar, plain};
use super::convention::{FirstDay, Start};
use super::count::Count;
use super::day::{Kind, date, number, weekday};
use super::deadline::{Deadline, Last};
use super::moment::Moment;
use crate::problem::{Error, Text};
use crate::span::{Span, Unit};
use chrono::{Datelike, NaiveDate, Timelike};
use serde::Serialize;

/// One day of the explanation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DayLine {
    /// The day.
    pub day: NaiveDate,
    /// What it is in this counting.
    pub role: Role,
    /// Its number, if counted.
    pub n: Option<u32>,
    /// The name of the holiday, or of the holiday it is exchanged for.
    pub name: Option<Text>,
}

/// What a day is in a counting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// The day of the event, not counted.
    Start,
    /// An ordinary working day (or, in calendar days, any day on a working day).
    Counted,
    /// A rest day.
    Rest,
    /// A day off of a holiday.
    Holiday,
    /// A weekend day worked in exchange.
    Makeup,
    /// A day at whose end the clock stood.
    Paused,
}

impl Calendar {
    /// The days from the event to the end of a deadline; empty without an end.
    ///
    /// # Errors
    /// [`Error::Calendar`] if the deadline is another calendar's and lies outside this one.
    pub fn explain(&self, deadline: &Deadline) -> Result<Vec<DayLine>, Error> {
        let Some(last) = deadline.last else { return Ok(Vec::new()) };
        let end = last.day.unwrap_or_else(|| last.due.date());
        let [view, ..] = &*self.views;
        let count = Count {
            calendar: self,
            view,
            convention: &deadline.convention,
            pauses: &deadline.pauses,
            start: deadline.start,
            span: deadline.span,
        };
        // Hours run through any day: they need no calendar.
        let elapsed = matches!(deadline.unit, Some(Unit::Minutes | Unit::Hours));
        let first = if elapsed { Some(deadline.start.day) } else { count.first_day().and_then(date) };
        let first = first.ok_or_else(|| self.out_of_reach(deadline.start.day))?;
        let counts_first =
            deadline.convention.first_day == FirstDay::Counted || deadline.span == Span::SameDay;
        let limit = self.counted_days(deadline);
        let mut lines = Vec::new();
        let mut n = 0_u32;
        for day in (number(deadline.start.day)..=number(end)).filter_map(date) {
            let kind = match self.kind(day) {
                Err(_) if elapsed => plain(number(day), [true, true, true, true, true, false, false]),
                kind => kind?,
            };
            let mut line =
                DayLine { day, role: role(kind, self.name(day)), n: None, name: self.name(day).cloned() };
            let begun = if counts_first { day >= first } else { day > first };
            if deadline.unit.is_some_and(Unit::is_clock) {
                lines.push(line);
                continue;
            }
            if !begun && (day == first || day == deadline.start.day) {
                line.role = Role::Start;
            } else if begun && count.stands(number(day)) == Some(true) {
                line.role = Role::Paused;
            } else if begun && n < limit && (deadline.unit != Some(Unit::WorkingDays) || kind.is_workday()) {
                n = n.saturating_add(1);
                line.n = Some(n);
            }
            lines.push(line);
        }
        Ok(lines)
    }

    /// How many days are counted before the end rolls: all of them for working days.
    fn counted_days(&self, deadline: &Deadline) -> u32 {
        match (deadline.span, deadline.unit) {
            (Span::Exactly(n, _) | Span::Range(_, n, _), Some(Unit::CalendarDays)) => n,
            (Span::Exactly(n, _) | Span::Range(_, n, _), Some(Unit::Weeks)) => n.saturating_mul(7),
            (_, Some(Unit::Months | Unit::Years) | None) => {
                let unrolled =
                    deadline.convention.with("roll", "none").and_then(|convention| match deadline.span {
                        Span::Agreed => Ok(deadline.clone()),
                        span => self.due(deadline.start, span, &convention),
                    });
                let last = unrolled.ok().and_then(|d| d.last_day());
                last.map_or(0, |last| {
                    let days = last.signed_duration_since(deadline.start.day).num_days();
                    let counted =
                        deadline.convention.first_day == FirstDay::Counted || deadline.span == Span::SameDay;
                    u32::try_from(days.saturating_add(i64::from(counted))).unwrap_or_default()
                })
            }
            _ => u32::MAX,
        }
    }

    /// One sentence in both languages, fit to send to a dealer.
    ///
    /// # Errors
    /// As [`Calendar::explain`].
    pub fn sentence(&self, deadline: &Deadline) -> Result<Text, Error> {
        let span = deadline.span.label();
        let start = moment(deadline.start);
        let Some(last) = deadline.last else {
            return Ok(Text::new(
                format!("{}：自{}起，无固定期限。", span.zh, start.zh),
                format!("{}, from {}: no fixed limit.", capital(&span.en), start.en),
            ));
        };
        let end = ending(last);
        let mut zh = format!("{}：自{}起", span.zh, start.zh);
        let mut en = format!("{} from {}", capital(&span.en), start.en);
        let days = !deadline.unit.is_some_and(Unit::is_clock)
            && !matches!(deadline.span, Span::Agreed | Span::SameDay);
        if days && deadline.convention.start == Start::NextOpening {
            zh.push_str("（非工作时间视为下一工作时段开始）");
            en.push_str(" (outside working time: from the next opening)");
        }
        if days && deadline.convention.first_day == FirstDay::Counted {
            zh.push_str("，当日计入");
            en.push_str(", that day counted");
        } else if days {
            zh.push_str("，次日起算");
            en.push_str(", counted from the next day");
        }
        zh.push_str(&format!("，至{}止", end.zh));
        en.push_str(&format!(", until {}", end.en));
        for note in self.notes(deadline)? {
            zh.push_str(&format!("；{}", note.zh));
            en.push_str(&format!("; {}", note.en));
        }
        Ok(Text::new(format!("{zh}。"), format!("{en}.")))
    }

    /// What a reader would wonder about: make-up days counted, holidays left out, the roll, pauses, what is open.
    fn notes(&self, deadline: &Deadline) -> Result<Vec<Text>, Error> {
        let lines = self.explain(deadline)?;
        let mut notes = Vec::new();
        if deadline.unit == Some(Unit::WorkingDays) {
            for line in lines.iter().filter(|l| l.role == Role::Makeup && l.n.is_some()) {
                let day = short(line.day);
                notes.push(Text::new(
                    format!("{}为调休上班日，计入", day.zh),
                    format!("{} is a make-up workday and counts", day.en),
                ));
            }
            let mut names: Vec<&Text> = Vec::new();
            for name in lines.iter().filter(|l| l.role == Role::Holiday).filter_map(|l| l.name.as_ref()) {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
            for name in names {
                let of = |l: &&DayLine| l.role == Role::Holiday && l.name.as_ref() == Some(name);
                let days = lines.iter().filter(of).count();
                notes.push(Text::new(
                    format!("{}放假{days}天不计", name.zh),
                    match days {
                        1 => format!("1 day off for {} does not count", name.en),
                        _ => format!("{days} days off for {} do not count", name.en),
                    },
                ));
            }
        }
        let counted = lines.iter().rfind(|l| l.n.is_some());
        let rolled = counted.zip(deadline.last_day()).filter(|(line, last)| line.day < *last);
        if let (Some((line, _)), false) = (rolled, deadline.unit == Some(Unit::WorkingDays)) {
            let day = long(line.day);
            notes.push(Text::new(
                format!("末日{}休息，顺延至下一工作日", day.zh),
                format!("the last day, {}, is off and moves to the next working day", day.en),
            ));
        }
        let paused = lines.iter().filter(|l| l.role == Role::Paused).count();
        if paused > 0 {
            let en = match paused {
                1 => "1 paused day does not count".to_owned(),
                _ => format!("{paused} paused days do not count"),
            };
            notes.push(Text::new(format!("暂停{paused}天不计"), en));
        }
        if let Some(target) = deadline.target {
            let end = ending(target);
            notes.push(Text::new(format!("目标为{}", end.zh), format!("the target is {}", end.en)));
        }
        if let (Some(assumed), Some((earliest, latest))) = (&deadline.assumed, deadline.bounds) {
            let (a, b) = (ending(earliest), ending(latest));
            notes.push(Text::new(
                format!("暂定，最早{}、最晚{}（{}）", a.zh, b.zh, assumed.zh),
                format!("provisional, {} at the earliest, {} at the latest ({})", a.en, b.en, assumed.en),
            ));
        }
        Ok(notes)
    }
}

fn role(kind: Kind, name: Option<&Text>) -> Role {
    match kind {
        Kind::MakeupWorkday => Role::Makeup,
        kind if kind.is_workday() => Role::Counted,
        Kind::Weekend => Role::Rest,
        _ if name.is_some() => Role::Holiday,
        _ => Role::Rest,
    }
}

/// 2026年3月13日（周五）24:00; never the 14th.
fn ending(last: Last) -> Text {
    let Some(day) = last.day.filter(|_| !last.inclusive) else { return moment(Moment::at(last.due)) };
    let day = long(day);
    Text::new(format!("{}24:00", day.zh), format!("{} 24:00", day.en))
}

fn moment(moment: Moment) -> Text {
    let day = long(moment.day);
    match moment.time {
        None => day,
        Some(time) => {
            let clock = format!("{:02}:{:02}", time.hour(), time.minute());
            Text::new(format!("{}{clock}", day.zh), format!("{} {clock}", day.en))
        }
    }
}

fn long(day: NaiveDate) -> Text {
    let (zh, en) = weekday(day);
    let short = short(day);
    Text::new(format!("{}年{}（{zh}）", day.year(), short.zh), format!("{en} {} {}", short.en, day.year()))
}

fn short(day: NaiveDate) -> Text {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let month = MONTHS.get(day.month0() as usize).copied().unwrap_or_default();
    Text::new(format!("{}月{}日", day.month(), day.day()), format!("{} {month}", day.day()))
}

/// Of a sentence of ours: its first letter is an English one.
fn capital(text: &str) -> String {
    let mut text = text.to_owned();
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}
