//! Which steps an event takes: at most one for each token, and only what is sure.

use super::ready::{Candidate, ready, ready_anywhere};
use super::reasons::{self, Asked, Reason};
use super::refusals;
use super::situation::Part;
use super::turn::{Refused, Turn};
use crate::ordered::Ordered;
use crate::procedure::model::{By, Event, Parts, Ref, Step};
use std::sync::Arc;

impl Turn<'_> {
    /// The part named must be one the procedure knows, or its list must be open.
    pub(super) fn check_part(&self, event: Option<Ref<Event>>) -> Result<(), Refused> {
        let Some(part) = &self.act.part else { return Ok(()) };
        let procedure = self.procedure();
        let mut known: Vec<&str> = Vec::new();
        for (region, rule) in procedure.regions.entries() {
            let concerned = event.is_none_or(|event| {
                let mut steps = procedure.steps.iter().filter(|step| step.event == event);
                steps.any(|step| {
                    step.from.iter().chain(&step.to).any(|at| procedure.states[*at].region == region)
                })
            });
            match &rule.parts {
                Parts::Open if concerned => return Ok(()),
                Parts::Fixed(list) if concerned => known.extend(list.iter().map(|choice| choice.id.as_str())),
                _ => {}
            }
        }
        match (known.contains(&part.as_ref()), known.is_empty(), event) {
            (true, ..) => Ok(()),
            // A step of the whole case may be told for one part; the part must exist all the same.
            (false, true, Some(_)) => self.check_part(None),
            _ => Err(vec![refusals::no_part(part, &known)]),
        }
    }

    /// The part an event means: the one it names, else the only one that could take it.
    pub(super) fn part_meant(&self, event: Ref<Event>) -> Result<Part, Refused> {
        if self.act.part.is_some() {
            return Ok(self.act.part.clone());
        }
        let steps = self.procedure().steps.entries().filter(|(_, step)| step.event == event);
        let found = steps
            .filter(|(_, step)| !step.from.is_empty())
            .flat_map(|(at, _)| ready_anywhere(self.procedure(), self.situation, at))
            .filter_map(|(_, home)| home.and_then(|(_, part)| part));
        let mut parts = Ordered::default();
        parts.extend(found);
        match &*parts {
            [] => Ok(None),
            [one] => Ok(Some(Arc::clone(one))),
            several => {
                let names: Vec<&str> = several.iter().map(|part| part.as_ref()).collect();
                Err(vec![refusals::which_part(&self.procedure().events[event], &names)])
            }
        }
    }

    /// The steps of an event for which a token stands ready.
    pub(super) fn candidates(&self, event: Ref<Event>, part: &Part) -> Vec<Candidate> {
        let steps = self.procedure().steps.entries().filter(|(_, step)| step.event == event);
        steps.flat_map(|(at, _)| ready(self.procedure(), self.situation, at, part)).collect()
    }

    fn reasons(&self, (step, home): &Candidate, part: &Part, asked: Asked) -> Vec<Reason> {
        let part = home.as_ref().map_or(part, |(_, own)| if own.is_some() { own } else { part });
        let mut reasons = reasons::of(self.situation.view(self.procedure(), part, self.act.at), *step, asked);
        if self.procedure().steps[*step].by == By::Auto && asked.by.is_some() {
            reasons.retain(|reason| !matches!(reason, Reason::Role(_)));
            reasons.push(Reason::Auto);
        }
        reasons
    }

    /// At most one step in each region and part; all of them must be sure.
    pub(super) fn choose(&mut self, event: Ref<Event>, part: &Part) -> Result<Vec<Candidate>, Refused> {
        let asked = Asked { by: Some(self.act.by), strict: self.rules.strict && !self.act.accepted };
        let candidates = self.candidates(event, part);
        if candidates.is_empty() {
            return self.without_steps(event, part).map(|()| Vec::new());
        }
        let judged: Vec<(Candidate, Vec<Reason>)> = candidates
            .into_iter()
            .map(|candidate| {
                let reasons = self.reasons(&candidate, part, asked);
                (candidate, reasons)
            })
            .collect();
        let chosen = self.sure(&judged)?;
        if chosen.is_empty() {
            let view = self.situation.view(self.procedure(), part, self.act.at);
            // Where one step's guard may hold, those whose guard does not are beside the point.
            let beside = |why: &[Reason]| why.contains(&Reason::Guard);
            let all_beside = judged.iter().all(|(_, why)| beside(why));
            let told = judged.iter().filter(|(_, why)| all_beside || !beside(why));
            return Err(told.flat_map(|((step, _), why)| reasons::problems(view, *step, why)).collect());
        }
        self.done.left = judged
            .into_iter()
            .filter(|((_, home), why)| {
                !chosen.iter().any(|(_, taken)| taken == home)
                    && why.iter().any(Reason::may_come_with_the_event)
            })
            .map(|((step, _), why)| (step, why))
            .collect();
        Ok(chosen)
    }

    /// The enabled steps, unless two of one token are, or might be.
    fn sure(&self, judged: &[(Candidate, Vec<Reason>)]) -> Result<Vec<Candidate>, Refused> {
        let mut chosen: Vec<Candidate> = Vec::new();
        for (candidate, _) in judged.iter().filter(|(_, why)| why.is_empty()) {
            let rival = judged.iter().find(|(other, reasons)| {
                let open = reasons.iter().all(|reason| matches!(reason, Reason::Unknown(_)));
                other.1 == candidate.1 && other.0 != candidate.0 && open
            });
            if let Some((rival, reasons)) = rival {
                return Err(vec![refusals::two_steps(self.procedure(), candidate.0, rival.0, reasons)]);
            }
            chosen.push(candidate.clone());
        }
        Ok(chosen)
    }

    /// An event no token waits for: a milestone, or out of place.
    fn without_steps(&self, event: Ref<Event>, part: &Part) -> Result<(), Refused> {
        let procedure = self.procedure();
        let rule = &procedure.events[event];
        let steps: Vec<Ref<Step>> =
            procedure.steps.entries().filter(|(_, step)| step.event == event).map(|(at, _)| at).collect();
        if !steps.is_empty() {
            if self.situation.is_over(procedure) {
                return Err(vec![refusals::ended(rule)]);
            }
            let view = self.situation.view(procedure, part, self.act.at);
            return Err(steps
                .iter()
                .flat_map(|step| reasons::problems(view, *step, &[Reason::State]))
                .collect());
        }
        match &rule.milestone {
            Some(by) if !reasons::may_act(procedure, by, self.act.by) => {
                Err(vec![refusals::not_for(procedure, rule, by, self.act.by)])
            }
            _ => Ok(()),
        }
    }
}
