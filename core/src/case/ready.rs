//! Which tokens stand ready for a step.

use super::situation::{Home, Part, Situation, Token};
use crate::procedure::model::{Parts, Procedure, Ref, Region, State, Step};

/// A step and the token that takes it; none for a step that leaves every token where it is.
pub(super) type Candidate = (Ref<Step>, Option<Home>);

/// The tokens that stand where a step starts; for an entry step its region, if it can be entered.
pub(super) fn ready(
    procedure: &Procedure,
    situation: &Situation,
    at: Ref<Step>,
    part: &Part,
) -> Vec<Candidate> {
    ready_anywhere(procedure, situation, at)
        .into_iter()
        .filter_map(|(step, home)| match home {
            Some((region, own)) => {
                match (&procedure.regions[region].parts, procedure.steps[step].from.is_empty()) {
                    (Parts::One, _) | (Parts::Fixed(_), true) => Some((step, Some((region, own)))),
                    (Parts::Open, true) => entry(procedure, situation, step, region, part),
                    _ => (own == *part).then_some((step, Some((region, own)))),
                }
            }
            None => Some((step, None)),
        })
        .collect()
}

/// The same for every part there is.
pub(super) fn ready_anywhere(procedure: &Procedure, situation: &Situation, at: Ref<Step>) -> Vec<Candidate> {
    let step = &procedure.steps[at];
    let mut out: Vec<Candidate> = Vec::new();
    match (step.from.as_slice(), step.to.first()) {
        ([], None) => out.push((at, None)),
        ([], Some(to)) => {
            let region = procedure.states[*to].region;
            match procedure.regions[region].parts {
                Parts::Open => out.push((at, Some((region, None)))),
                _ => out.extend(entry(procedure, situation, at, region, &None)),
            }
        }
        (from, _) => {
            for (region, _) in procedure.regions.entries() {
                let standing = situation.regions[region].all.iter().filter(|token| stands(step, token, from));
                out.extend(standing.map(|token| (at, Some((region, token.part.clone())))));
            }
        }
    }
    out
}

/// Whether a token stands where the step starts, and is of a part that may take it.
fn stands(step: &Step, token: &Token, from: &[Ref<State>]) -> bool {
    let may = |part: &str| step.parts.is_empty() || step.parts.iter().any(|one| one == part);
    from.contains(&token.state) && token.part.as_deref().is_none_or(may)
}

/// An entry step enters a region that has not started, or again one that has ended.
fn entry(
    procedure: &Procedure,
    situation: &Situation,
    step: Ref<Step>,
    region: Ref<Region>,
    part: &Part,
) -> Option<Candidate> {
    let again = procedure.steps[step].again;
    let tokens = &situation.regions[region];
    let free = match procedure.regions[region].parts {
        Parts::Open => {
            let own = tokens.all.iter().find(|token| token.part == *part);
            match own {
                None => part.is_some() || tokens.all.is_empty(),
                Some(token) => again && procedure.states[token.state].end,
            }
        }
        _ => !tokens.started || again && (tokens.all.is_empty() || situation.has_ended(procedure, region)),
    };
    free.then(|| (step, Some((region, part.clone()))))
}
