//! "As promised" against "as now": which obligations a newer calendar moved, and by how much.

use super::{Case, Obligation};
use crate::calendar::{Amount, Calendar, Convention, Deadline, Moment, Standing};
use crate::procedure::model::{Limit, Ref};
use crate::span::Unit;

/// An obligation that ends at another time under the newer calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MovedObligation {
    /// The limit.
    pub limit: Ref<Limit>,
    /// Which occurrence of what starts it.
    pub n: u32,
    /// The item or place it concerns.
    pub part: Option<String>,
    /// As it was promised.
    pub before: Deadline,
    /// As it is now.
    pub after: Deadline,
    /// How it stood under the calendar of the promise.
    pub stood: Standing,
    /// How it stands now.
    pub stands: Standing,
    /// By how much its end moved, counted in the newer calendar: working days, or time for limits in hours; negative is
    /// earlier. 0 working days if it moved over rest days only.
    pub by: Amount,
}

/// The obligations of a case, still open at `now`, whose end or target differs between two editions of a calendar.
/// Those that cannot be counted in one of them are left out: [`Case::obligations`] says why.
pub fn moved(case: &Case, now: Moment, old: &Calendar, new: &Calendar) -> Vec<MovedObligation> {
    let promised = case.obligations(now, old);
    let open = |one: &Obligation| one.done.is_none() && one.standing != Standing::Cancelled;
    let all = case.obligations(now, new).into_iter().filter(open);
    all.filter_map(|after| {
        let same = |one: &&Obligation| {
            (one.limit, one.n, &one.part, one.started) == (after.limit, after.n, &after.part, after.started)
        };
        moved_by(promised.iter().find(same)?.clone(), after, new)
    })
    .collect()
}

fn moved_by(promised: Obligation, now: Obligation, new: &Calendar) -> Option<MovedObligation> {
    let (before, after) = (promised.deadline?, now.deadline?);
    if (before.last, before.target) == (after.last, after.target) {
        return None;
    }
    Some(MovedObligation {
        by: between(&before, &after, new)?,
        limit: now.limit,
        n: now.n,
        part: now.part,
        before,
        after,
        stood: promised.standing,
        stands: now.standing,
    })
}

/// From one end to the other.
fn between(before: &Deadline, after: &Deadline, new: &Calendar) -> Option<Amount> {
    // What only the target moved did not move its end.
    let ends = |deadline: &Deadline| match (deadline.last?.day, deadline.unit) {
        (Some(day), _) => Some((Moment::day(day), Unit::WorkingDays)),
        (None, unit) => {
            Some((Moment::at(deadline.last?.due), unit.filter(|u| u.is_clock()).unwrap_or(Unit::Hours)))
        }
    };
    let ((from, _), (to, unit)) = (ends(before)?, ends(after)?);
    new.between(from, to, unit, &Convention::default()).ok()
}
