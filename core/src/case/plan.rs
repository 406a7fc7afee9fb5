//! What of a procedure a case needs again and again, worked out once.

use super::loops::Uses;
use crate::calendar::Convention;
use crate::problem::Error;
use crate::procedure::model::{Limit, Procedure, Ref};

/// Worked out when a case opens, shared by its copies.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) uses: Uses,
    /// How each limit counts, in file order.
    counting: Vec<Counting>,
}

/// How a limit counts.
#[derive(Debug, Default)]
pub(super) struct Counting {
    pub(super) convention: Convention,
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
        Ok(Self { convention })
    }
}
