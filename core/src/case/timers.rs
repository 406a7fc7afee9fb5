//! Which clocks run: one record for each time a limit's trigger came about, kept up to date as entries come in.
//!
//! A record says when it started, whether the limit applies, and when it was fulfilled, cancelled or halted; what is
//! due is counted from that by `obligations.rs`, without looking at the log again.

use super::situation::{Halt, Part, Signal, Situation};
use crate::calendar::Moment;
use crate::procedure::because::Missing;
use crate::procedure::evaluate::Context;
use crate::procedure::guard::Truth;
use crate::procedure::model::{Fact, Limit, OnChange, Procedure, Ref, Trigger};
use crate::value::Value;
use chrono::NaiveDate;

/// One obligation of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Timer {
    pub(super) limit: Ref<Limit>,
    /// Counts the occurrences of the trigger, for each part, from 1.
    pub(super) n: u32,
    pub(super) part: Part,
    pub(super) started: Moment,
    /// The date fact whose day started it.
    day: Option<Ref<Fact>>,
    /// Whether the limit applies, as known by now.
    pub(super) applies: Truth,
    /// What is missing to say so.
    pub(super) missing: Vec<Missing>,
    /// Since when it applies, or last did.
    pub(super) since: Option<Moment>,
    pub(super) done: Option<Moment>,
    done_by: u32,
    /// Of an agreed limit: the day promised, as it stood when the limit was fulfilled.
    pub(super) promised: Option<NaiveDate>,
    pub(super) cancelled: bool,
    /// Pauses by the document's own triggers; the last may be open.
    pub(super) halts: Vec<Halt>,
}

impl Timer {
    fn is_open(&self) -> bool {
        self.done.is_none() && !self.cancelled
    }

    /// A signal from one part concerns that part's timers; one from the whole case, or a timer of it, concerns all.
    fn hears(&self, signal: &Signal) -> bool {
        self.part.is_none() || signal.part.is_none() || self.part == signal.part
    }
}

/// Lets the clocks hear what an entry brought about.
pub(super) fn hear(situation: &mut Situation, procedure: &Procedure, signals: &[Signal], seq: u32) {
    let mut timers = core::mem::take(&mut situation.timers);
    for signal in signals {
        for (limit, rule) in procedure.limits.entries() {
            let running = timers.iter_mut().filter(|t| t.limit == limit && t.is_open() && t.hears(signal));
            if rule.until.contains(&signal.trigger) {
                running.for_each(|timer| (timer.done, timer.done_by) = (Some(signal.at), seq));
            } else if rule.cancelled_by.contains(&signal.trigger) {
                running.for_each(|timer| timer.cancelled = true);
            } else if rule.paused_by.contains(&signal.trigger) {
                running.for_each(|timer| timer.halts.push(halt(signal.at, seq, false)));
            } else if rule.resumed_by.contains(&signal.trigger) {
                running.for_each(|timer| timer.halts.push(halt(signal.at, seq, true)));
            }
            if rule.from.contains(&signal.trigger) {
                start(&mut timers, limit, signal);
            }
        }
    }
    for timer in &mut timers {
        assess(timer, situation, procedure, seq);
        promise(timer, situation, procedure, seq);
    }
    situation.timers = timers;
}

fn halt(at: Moment, seq: u32, resumes: bool) -> Halt {
    Halt { at, seq, limits: Vec::new(), resumes }
}

fn start(timers: &mut Vec<Timer>, limit: Ref<Limit>, signal: &Signal) {
    let day = match signal.trigger {
        Trigger::Day(fact) => Some(fact),
        _ => None,
    };
    let mut same = timers.iter_mut().filter(|timer| timer.limit == limit && timer.part == signal.part);
    // A corrected date moves the clock it started; it does not start another.
    if day.is_some()
        && let Some(timer) = same.find(|timer| timer.day == day && timer.is_open())
    {
        timer.started = signal.at;
        return;
    }
    let before = timers.iter().filter(|timer| timer.limit == limit && timer.part == signal.part).count();
    timers.push(Timer {
        limit,
        n: u32::try_from(before).unwrap_or(u32::MAX).saturating_add(1),
        part: signal.part.clone(),
        started: signal.at,
        day,
        applies: Truth::Undetermined,
        missing: Vec::new(),
        since: None,
        done: None,
        done_by: 0,
        promised: None,
        cancelled: false,
        halts: Vec::new(),
    });
}

/// Keeps the day promised. A later promise, or a loop that forgets this one, does not reach a limit already fulfilled.
fn promise(timer: &mut Timer, situation: &Situation, procedure: &Procedure, seq: u32) {
    let Some(fact) = procedure.limits[timer.limit].date else { return };
    if timer.done.is_none() || (timer.promised.is_none() && timer.done_by == seq) {
        timer.promised = match situation.view(procedure, &timer.part, timer.started).fact(fact) {
            Some(Value::Date(day)) => Some(*day),
            _ => None,
        };
    }
}

/// Asks again whether the limit applies. The guard sees the day and time of the start.
fn assess(timer: &mut Timer, situation: &Situation, procedure: &Procedure, seq: u32) {
    let rule = &procedure.limits[timer.limit];
    let settled = timer.applies != Truth::Undetermined;
    let over = timer.done.is_some() && (timer.done_by != seq || timer.applies == Truth::Yes);
    if settled && (over || rule.on_change == OnChange::Keep) {
        return;
    }
    let view = situation.view(procedure, &timer.part, timer.started);
    let truth = rule.when.as_ref().map_or(Truth::Yes, |when| when.truth(procedure, &view));
    if truth == Truth::Yes && timer.applies != Truth::Yes {
        let first = timer.since.is_none() && (timer.missing.is_empty() && !settled);
        timer.since = Some(if first { timer.started } else { situation.latest });
    }
    timer.applies = truth;
    timer.missing = match &rule.when {
        Some(when) if truth == Truth::Undetermined => when.guard.missing(procedure, &view),
        _ => Vec::new(),
    };
}
