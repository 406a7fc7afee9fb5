//! What of a procedure a case needs again and again, worked out once.

use super::loops::Uses;
use crate::calendar::Convention;
use crate::problem::Error;
use crate::procedure::model::{Limit, Procedure, Ref};
use crate::span::{Span, Unit};

/// Worked out when a case opens, shared by its copies.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) uses: Uses,
    /// How each limit counts, in file order.
    counting: Vec<Counting>,
}

/// How a limit counts.
#[derive(Debug)]
pub(super) struct Counting {
    pub(super) convention: Convention,
    /// How long before its end it is due soon, where neither its file nor the host says.
    pub(super) warn: Span,
}

impl Plan {
    pub(super) fn of(procedure: &Procedure) -> Result<Self, Error> {
        let counting = procedure.limits.iter().map(Counting::of).collect::<Result<_, _>>()?;
        Ok(Self { uses: Uses::of(procedure), counting })
    }

    pub(super) fn counting(&self, limit: Ref<Limit>) -> Option<&Counting> {
        self.counting.get(limit.position())
    }
}

impl Counting {
    fn of(limit: &Limit) -> Result<Self, Error> {
        let mut convention = Convention::default();
        for (key, value) in &limit.counting {
            convention = convention.with(key, value)?;
        }
        Ok(Self { convention, warn: warning(limit.within) })
    }
}

/// When a limit is due soon where its file does not say: ours, not the documents'. Two hours before what ends within
/// the day, else one working day.
fn warning(within: Span) -> Span {
    match within {
        Span::Exactly(_, Unit::WorkingHours) | Span::Range(_, _, Unit::WorkingHours) => {
            Span::Exactly(2, Unit::WorkingHours)
        }
        Span::Exactly(_, Unit::Minutes | Unit::Hours)
        | Span::Range(_, _, Unit::Minutes | Unit::Hours)
        | Span::SameDay => Span::Exactly(2, Unit::Hours),
        _ => Span::Exactly(1, Unit::WorkingDays),
    }
}
