//! What follows by itself: regions that start by a guard, automatic steps, approvals completed, regions ended.

use super::ready::{Candidate, ready_anywhere};
use super::reasons::{self, Asked, Reason};
use super::refusals;
use super::situation::{Part, Signal};
use super::timers;
use super::turn::{Done, Refused, Turn};
use crate::procedure::evaluate::Context;
use crate::procedure::guard::Truth;
use crate::procedure::model::{Approval, By, Parts, Ref, Region, State, Trigger};
use std::sync::Arc;

impl Turn<'_> {
    /// Regions that start by a guard and automatic steps, until nothing moves; then the clocks.
    pub(super) fn finish(mut self) -> Result<Done, Refused> {
        self.settle();
        let mut taken: Vec<Candidate> = Vec::new();
        loop {
            let started = self.start_regions()?;
            let candidates = self.automatic()?;
            if candidates.is_empty() && !started {
                break;
            }
            for candidate in candidates {
                if taken.contains(&candidate) {
                    return Err(vec![refusals::round_for_ever(&self.procedure().steps[candidate.0])]);
                }
                let event = self.procedure().steps[candidate.0].event;
                let part = candidate.1.as_ref().and_then(|(_, part)| part.clone());
                let origin = self.origin(candidate.1.iter().cloned().collect());
                self.happens(event, &part, origin);
                let joins = taken.iter().any(|(step, home)| {
                    *step == candidate.0 && home.as_ref().is_some_and(|(_, own)| *own == part)
                });
                self.take(&candidate, &part, joins);
                taken.push(candidate);
            }
            self.settle();
        }
        timers::hear(self.situation, self.rules.procedure, &self.signals, self.act.seq);
        Ok(self.done)
    }

    /// Enters the start states whose guard holds. The items of an open list start when they are named.
    fn start_regions(&mut self) -> Result<bool, Refused> {
        let procedure = self.procedure();
        let mut starting: Vec<Ref<State>> = Vec::new();
        for (state, rule) in procedure.states.entries() {
            let Some(start) = &rule.start else { continue };
            let open = matches!(procedure.regions[rule.region].parts, Parts::Open);
            let view = self.situation.view(procedure, &None, self.act.at);
            if open
                || self.situation.regions[rule.region].started
                || start.truth(procedure, &view) != Truth::Yes
            {
                continue;
            }
            let rival = starting.iter().find(|other| procedure.states[**other].region == rule.region);
            if let Some(rival) = rival {
                return Err(vec![refusals::two_starts(&procedure.states[*rival], rule)]);
            }
            starting.push(state);
        }
        for state in &starting {
            for part in self.parts_entering(procedure.states[*state].region, None, &None) {
                self.enter(*state, &part, None);
            }
        }
        Ok(!starting.is_empty())
    }

    /// The automatic steps that are sure now.
    fn automatic(&self) -> Result<Vec<Candidate>, Refused> {
        let procedure = self.procedure();
        let asked = Asked { by: None, strict: self.rules.strict && !self.act.accepted };
        let mut judged: Vec<(Candidate, Vec<Reason>)> = Vec::new();
        for (at, step) in procedure.steps.entries().filter(|(_, step)| step.by == By::Auto) {
            for candidate in ready_anywhere(procedure, self.situation, at) {
                let part = candidate.1.as_ref().and_then(|(_, part)| part.clone());
                let view = self.situation.view(procedure, &part, self.act.at);
                // What moves no token would happen for ever: once is enough.
                if step.to.is_empty() && view.happened(step.event) == Truth::Yes {
                    continue;
                }
                judged.push((candidate, reasons::of(view, at, asked)));
            }
        }
        let sure = judged.iter().filter(|(_, why)| why.is_empty());
        let mut chosen: Vec<Candidate> = Vec::new();
        for (candidate, _) in sure {
            if let Some(rival) = chosen.iter().find(|other| other.1.is_some() && other.1 == candidate.1) {
                return Err(vec![refusals::two_steps(procedure, rival.0, candidate.0, &[])]);
            }
            chosen.push(candidate.clone());
        }
        Ok(chosen)
    }

    /// Tells which approvals have been completed and which regions have ended since last asked.
    fn settle(&mut self) {
        let procedure = self.procedure();
        let mut complete: Vec<(Ref<Approval>, Part)> = Vec::new();
        for (approval, _) in procedure.approvals.entries() {
            let parts = self
                .situation
                .parts
                .iter()
                .filter(|(_, known)| known.signatures.iter().any(|signed| signed.approval == approval));
            for part in core::iter::once(None).chain(parts.map(|(part, _)| Some(Arc::clone(part)))) {
                if self.situation.view(procedure, &part, self.act.at).signed(approval) == Truth::Yes {
                    complete.push((approval, part));
                }
            }
        }
        for (approval, part) in &complete {
            let before = &self.situation.complete;
            if !before.iter().any(|(other, at)| other == approval && at == part) {
                self.signals.push(Signal {
                    trigger: Trigger::Signed(*approval),
                    part: part.clone(),
                    at: self.act.at,
                });
            }
        }
        self.situation.complete = complete;
        let ended: Vec<Ref<Region>> = procedure
            .regions
            .entries()
            .map(|(region, _)| region)
            .filter(|region| self.situation.has_ended(procedure, *region))
            .collect();
        for region in ended.iter().filter(|region| !self.situation.ended.contains(region)) {
            self.signals.push(Signal { trigger: Trigger::Ended(*region), part: None, at: self.act.at });
        }
        self.situation.ended = ended;
    }
}
