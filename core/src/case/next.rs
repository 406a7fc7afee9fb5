//! What may happen next, and why what may not may not.

use super::Case;
use super::ready;
use super::reasons::{self, Asked, Barred, Reason};
use super::situation::Part;
use crate::calendar::Moment;
use crate::procedure::model::{By, Ref, Role, Step};

/// A step for which a token stands ready.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextStep {
    /// The step.
    pub step: Ref<Step>,
    /// The item or place whose token would take it.
    pub part: Option<String>,
    /// Whether the right role could take it now with nothing more than the facts and forms it asks for.
    pub open: bool,
    /// What is missing or forbids it.
    pub barred: Vec<Barred>,
}

impl Case {
    /// The steps that could be taken at a moment by whoever may, and what bars the others.
    pub fn next_steps(&self, at: Moment) -> Vec<NextStep> {
        self.next(at, None)
    }

    pub(super) fn next(&self, at: Moment, by: Option<Ref<Role>>) -> Vec<NextStep> {
        let procedure = &*self.procedure;
        let asked = Asked { by: by.map(Some), strict: self.opening.strict };
        let mut out = Vec::new();
        for (step, rule) in procedure.steps.entries() {
            for (_, home) in ready::ready_anywhere(procedure, &self.situation, step) {
                let part: Part = home.and_then(|(_, part)| part);
                let view = self.situation.view(procedure, &part, at);
                let mut why = reasons::of(view, step, asked);
                if by.is_some() && rule.by == By::Auto {
                    why.retain(|reason| !matches!(reason, Reason::Role(_)));
                    why.push(Reason::Auto);
                }
                out.push(NextStep {
                    step,
                    open: why.iter().all(Reason::may_come_with_the_event),
                    barred: reasons::tell(view, step, &why),
                    part: part.as_deref().map(str::to_owned),
                });
            }
        }
        out
    }
}
