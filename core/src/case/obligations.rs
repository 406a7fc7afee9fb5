//! What is due, when, and how it stands at a moment the caller names.
//!
//! The records are kept by `timers.rs` as entries come in; here they only meet the calendar.

use super::Case;
use super::plan::Counting;
use super::situation::Halt;
use super::timers::Timer;
use crate::calendar::{Calendar, Deadline, Last, Moment, Pauses, Standing};
use crate::problem::{Error, Problem};
use crate::procedure::because::Missing;
use crate::procedure::guard::Truth;
use crate::procedure::model::{Limit, Lower, OnChange, Ref};
use crate::span::Span;
use chrono::NaiveDateTime;

/// One time limit running on the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Obligation {
    /// The limit.
    pub limit: Ref<Limit>,
    /// Counts the occurrences of what starts it, for each part, from 1.
    pub n: u32,
    /// The item or place it concerns.
    pub part: Option<String>,
    /// What it is counted from.
    pub started: Moment,
    /// When it ends; none where the document gives no span, or something is missing.
    pub deadline: Option<Deadline>,
    /// The other limit it may not exceed, if that ends earlier.
    pub capped_by: Option<Ref<Limit>>,
    /// How it stands.
    pub standing: Standing,
    /// When it was fulfilled.
    pub done: Option<Moment>,
    /// What must be known to say more.
    pub missing: Vec<Missing>,
    /// Why it could not be counted.
    pub problems: Vec<Problem>,
}

/// What came of counting one record.
#[derive(Default)]
struct Counted {
    deadline: Option<Deadline>,
    capped_by: Option<Ref<Limit>>,
    missing: Vec<Missing>,
    problems: Vec<Problem>,
}

impl Case {
    /// Every obligation at `now`: by the instant it is due, those without one last, then in file order.
    ///
    /// A limit whose condition never held is not listed; one whose condition held and no longer does is cancelled.
    ///
    /// A limit is "due soon" as its file says; most documents say nothing, then one working day before its last day,
    /// or two hours before its end if it is counted in hours or ends the same day.
    pub fn obligations(&self, now: Moment, calendar: &Calendar) -> Vec<Obligation> {
        self.list(&Count { case: self, calendar, now, warn: None })
    }

    /// The same, with the host's own offsets of warning for limits whose file gives none; an empty list: no warning.
    pub fn obligations_warned(&self, now: Moment, calendar: &Calendar, warn: &[Span]) -> Vec<Obligation> {
        self.list(&Count { case: self, calendar, now, warn: Some(warn) })
    }

    /// From when an obligation is due soon, earliest first, as its file says or else as [`Case::obligations`] does; each
    /// is an instant of the calendar's wall clock. Empty without an end, and once nothing waits for it any more.
    ///
    /// # Errors
    /// As [`Calendar::warning`].
    pub fn warnings(&self, one: &Obligation, calendar: &Calendar) -> Result<Vec<NaiveDateTime>, Error> {
        let settled = one.done.is_some() || one.standing == Standing::Cancelled;
        let Some(deadline) = one.deadline.as_ref().filter(|_| !settled) else { return Ok(Vec::new()) };
        let rule = &self.procedure.limits[one.limit];
        let ours = self.plan.counting(one.limit).map(|counting| core::slice::from_ref(&counting.warn));
        let warn = if rule.warn.is_empty() { ours.unwrap_or_default() } else { &rule.warn };
        let mut at = Vec::new();
        for span in warn {
            at.extend(calendar.warning(deadline, *span)?);
        }
        at.sort_unstable();
        at.dedup();
        Ok(at)
    }

    fn list(&self, count: &Count<'_>) -> Vec<Obligation> {
        let mut all: Vec<Obligation> =
            self.situation.timers.iter().filter_map(|timer| count.obligation(timer)).collect();
        all.sort_by_key(|one| {
            let due = one.deadline.as_ref().and_then(Deadline::due);
            (due.is_none(), due, one.limit, one.n)
        });
        all
    }
}

struct Count<'a> {
    case: &'a Case,
    calendar: &'a Calendar,
    now: Moment,
    warn: Option<&'a [Span]>,
}

impl Count<'_> {
    fn obligation(&self, timer: &Timer) -> Option<Obligation> {
        let counting = self.case.plan.counting(timer.limit)?;
        let (counted, standing) = match timer.applies {
            Truth::No => (Counted::default(), timer.since.map(|_| Standing::Cancelled)?),
            _ if timer.cancelled => (Counted::default(), Standing::Cancelled),
            Truth::Undetermined => {
                let missing = timer.missing.clone();
                (Counted { missing, ..Counted::default() }, Standing::Undetermined)
            }
            Truth::Yes => self.applying(timer, counting),
        };
        Some(Obligation {
            limit: timer.limit,
            n: timer.n,
            part: timer.part.as_deref().map(str::to_owned),
            started: self.start(timer),
            deadline: counted.deadline,
            capped_by: counted.capped_by,
            standing,
            done: timer.done,
            missing: counted.missing,
            problems: counted.problems,
        })
    }

    /// Where counting starts: at the trigger, or when the limit last came to apply.
    fn start(&self, timer: &Timer) -> Moment {
        match self.case.procedure.limits[timer.limit].on_change {
            OnChange::Forward => timer.since.unwrap_or(timer.started),
            OnChange::Recompute | OnChange::Keep => timer.started,
        }
    }

    fn applying(&self, timer: &Timer, counting: &Counting) -> (Counted, Standing) {
        let rule = &self.case.procedure.limits[timer.limit];
        if rule.within == Span::Unset {
            return (Counted::default(), Standing::Unset);
        }
        let mut counted = self.count(timer, counting);
        self.cap(timer, &mut counted);
        let standing = counted.deadline.as_ref().map(|deadline| {
            let ours = core::slice::from_ref(&counting.warn);
            let warn = if rule.warn.is_empty() { self.warn.unwrap_or(ours) } else { &rule.warn };
            let standing = self.calendar.standing(deadline, timer.done, self.now, warn);
            standing.map(|standing| self.refine(timer, deadline, standing))
        });
        match standing {
            Some(Ok(standing)) => (counted, standing),
            Some(Err(error)) => {
                counted.problems.extend_from_slice(error.problems());
                (counted, Standing::Undetermined)
            }
            None => (counted, Standing::Undetermined),
        }
    }

    fn count(&self, timer: &Timer, counting: &Counting) -> Counted {
        let rule = &self.case.procedure.limits[timer.limit];
        let start = self.start(timer);
        let deadline = match (rule.within, rule.date) {
            (Span::Agreed, Some(fact)) => match timer.promised {
                Some(day) => self.calendar.due_agreed(start, Moment::day(day), &counting.convention),
                None => return Counted { missing: vec![Missing::Fact(fact)], ..Counted::default() },
            },
            (span, _) => {
                let pauses = Pauses::new(self.stood(timer), self.now.earliest());
                self.calendar.due_paused(start, span, &counting.convention, &pauses)
            }
        };
        match deadline {
            Ok(deadline) => Counted { deadline: Some(deadline), ..Counted::default() },
            Err(error) => Counted { problems: problems(error), ..Counted::default() },
        }
    }

    /// Never later than the limits that cap it, where these run and apply.
    fn cap(&self, timer: &Timer, counted: &mut Counted) {
        for cap in &self.case.procedure.limits[timer.limit].cap {
            let mut running = self.case.situation.timers.iter().rev();
            let other = running.find(|other| {
                let same = other.part.is_none() || other.part == timer.part;
                other.limit == *cap && same && other.applies == Truth::Yes && !other.cancelled
            });
            let capped = other.and_then(|other| self.count(other, self.case.plan.counting(*cap)?).deadline);
            let Some(capped) = capped.filter(|capped| capped.last.is_some()) else { continue };
            let own = counted.deadline.as_ref().and_then(|own| own.last);
            if own.is_none_or(|own| capped.last.is_some_and(|cap| cap < own)) {
                (counted.deadline, counted.capped_by) = (Some(capped), Some(*cap));
            }
        }
    }

    /// What the calendar cannot know: whether early is wrong, and that a clock which stands is not pending.
    fn refine(&self, timer: &Timer, deadline: &Deadline, standing: Standing) -> Standing {
        let lower = self.case.procedure.limits[timer.limit].lower;
        match (standing, timer.done, deadline.target) {
            (Standing::Met, Some(done), Some(target))
                if lower == Lower::NotBefore && is_before(done, target) =>
            {
                Standing::MetEarly
            }
            (Standing::Met | Standing::MetEarly | Standing::MetLate | Standing::Overdue, ..) => standing,
            _ if self.stands(timer) => Standing::Paused,
            _ => standing,
        }
    }

    /// When the clock stood: by the document's own triggers, and by the host's pauses. The last may go on.
    fn stood(&self, timer: &Timer) -> Vec<(NaiveDateTime, Option<NaiveDateTime>)> {
        let host = &self.case.situation.halts;
        let meant = |halt: &&Halt| halt.limits.is_empty() || halt.limits.contains(&timer.limit.position());
        let mut stood = intervals(timer.halts.iter());
        stood.extend(intervals(host.iter().filter(meant)));
        stood
    }

    /// Whether the clock stands now.
    fn stands(&self, timer: &Timer) -> bool {
        let now = self.now.earliest();
        self.stood(timer).iter().any(|(from, to)| *from <= now && to.is_none_or(|to| now < to))
    }
}

/// From each pause to the next that resumes it.
fn intervals<'a>(halts: impl Iterator<Item = &'a Halt>) -> Vec<(NaiveDateTime, Option<NaiveDateTime>)> {
    let mut out: Vec<(NaiveDateTime, Option<NaiveDateTime>)> = Vec::new();
    for halt in halts {
        match (out.last_mut(), halt.resumes) {
            (Some((_, to @ None)), true) => *to = Some(halt.at.earliest()),
            (Some((_, None)), false) | (_, true) => {}
            (_, false) => out.push((halt.at.earliest(), None)),
        }
    }
    out
}

/// Whether something was done before the day, or the instant, it should not be undercut.
fn is_before(done: Moment, target: Last) -> bool {
    match (target.day, done.time) {
        (Some(day), _) => done.day < day,
        (None, Some(time)) => done.day.and_time(time) < target.due,
        (None, None) => done.day < target.due.date(),
    }
}

fn problems(error: Error) -> Vec<Problem> {
    error.problems().to_vec()
}
