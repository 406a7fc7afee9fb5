//! States nothing reaches, dead ends, regions that never end, clocks and approvals that never work.

use super::super::guard::Guard;
use super::super::model::{Procedure, Ref, Region, State, Trigger};
use super::Unsound;
use crate::problem::Text;

pub(super) fn unsound(procedure: &Procedure) -> Vec<Unsound> {
    let reached = reached(procedure);
    let mut found = states(procedure, &reached);
    found.extend(regions(procedure, &reached));
    found.extend(limits(procedure, &reached));
    found.extend(approvals(procedure, &reached));
    found
}

/// Which states a case can ever stand in, guards left aside.
struct Reached(Vec<bool>);

impl Reached {
    fn has(&self, state: Ref<State>) -> bool {
        self.0.get(state.position()).copied().unwrap_or_default()
    }

    fn add(&mut self, state: Ref<State>) -> bool {
        match self.0.get_mut(state.position()) {
            Some(seen) if !*seen => {
                *seen = true;
                true
            }
            _ => false,
        }
    }
}

fn reached(procedure: &Procedure) -> Reached {
    let mut from_the_start = Reached(procedure.states.iter().map(|s| s.start.is_some()).collect());
    for step in procedure.steps.iter().filter(|step| step.from.is_empty()) {
        for state in &step.to {
            from_the_start.add(*state);
        }
    }
    spread(from_the_start, procedure.steps.iter().map(|step| (&step.from, &step.to)))
}

/// The states that a step leads out of.
fn going_on(procedure: &Procedure) -> Reached {
    let mut found = Reached(vec![false; procedure.states.len()]);
    for step in &procedure.steps {
        for state in step.from.iter().filter(|state| step.to.iter().any(|to| to != *state)) {
            found.add(*state);
        }
    }
    found
}

/// Which states an end, a resting place or a dead end (a fault of its own) can still be reached from.
fn can_finish(procedure: &Procedure, going_on: &Reached) -> Reached {
    let stops = |(at, s): (Ref<State>, &State)| s.end || s.rests.is_some() || !going_on.has(at);
    let stopping = Reached(procedure.states.entries().map(stops).collect());
    spread(stopping, procedure.steps.iter().map(|step| (&step.to, &step.from)))
}

/// The states given and all that arrows (from any of these, to all of those) lead to. Each arrow is followed once a state:
/// a file may have ten thousand of both.
fn spread<'p>(
    mut reached: Reached,
    arrows: impl Iterator<Item = (&'p Vec<Ref<State>>, &'p Vec<Ref<State>>)>,
) -> Reached {
    let mut leads: Vec<Vec<&[Ref<State>]>> = vec![Vec::new(); reached.0.len()];
    for (sources, targets) in arrows {
        for source in sources {
            if let Some(from_here) = leads.get_mut(source.position()) {
                from_here.push(targets);
            }
        }
    }
    let mut open: Vec<usize> =
        reached.0.iter().enumerate().filter(|(_, seen)| **seen).map(|(at, _)| at).collect();
    while let Some(at) = open.pop() {
        for target in leads.get(at).into_iter().flatten().copied().flatten() {
            if reached.add(*target) {
                open.push(target.position());
            }
        }
    }
    reached
}

fn states(procedure: &Procedure, reached: &Reached) -> Vec<Unsound> {
    let going_on = going_on(procedure);
    let finish = can_finish(procedure, &going_on);
    let mut found = Vec::new();
    let mut circles = Vec::new();
    for (at, state) in procedure.states.entries() {
        let id = &state.id;
        let path = format!("states.{}.{id}", procedure.regions[state.region].id);
        if !reached.has(at) {
            found.push(Unsound::new(
                "unreachable-state",
                id,
                path,
                Text::new(
                    format!("没有途径到达状态“{id}”"),
                    format!("nothing ever reaches the state `{id}`"),
                ),
                Text::new("写出进入它的步骤，或 start", "write the step that enters it, or `start`"),
            ));
        } else if state.end || state.rests.is_some() {
        } else if !going_on.has(at) {
            found.push(Unsound::new(
                "dead-end",
                id,
                path,
                Text::new(
                    format!("状态“{id}”没有出路，却不是终点"),
                    format!("the state `{id}` has no way out and is no end"),
                ),
                Text::new(
                    "写 end = true；文中未写下文时写 rests 及原因",
                    "write end = true; where the text says no more, `rests` and why",
                ),
            ));
        } else if !finish.has(at) && !circles.contains(&state.region) {
            circles.push(state.region);
            found.push(Unsound::new(
                "never-ends",
                id,
                path,
                Text::new(
                    format!("从状态“{id}”出发永远到不了终点"),
                    format!("no end can be reached from the state `{id}`"),
                ),
                Text::new("写出离开循环的步骤", "write the step that leaves the circle"),
            ));
        }
    }
    found
}

/// Regions that something waits for and that can never end.
fn regions(procedure: &Procedure, reached: &Reached) -> Vec<Unsound> {
    let waited = waited_for(procedure);
    let mut found = Vec::new();
    for (at, region) in procedure.regions.entries() {
        let ends =
            procedure.states.entries().any(|(s, state)| state.region == at && state.end && reached.has(s));
        if !ends && waited.contains(&at) {
            let id = &region.id;
            found.push(Unsound::new(
                "never-joins",
                id,
                format!("regions.{id}"),
                Text::new(
                    format!("并行区“{id}”永远不会结束，却有规则等它结束"),
                    format!("the region `{id}` can never end, and something waits for its end"),
                ),
                Text::new("给它一个能到达的终点状态", "give it an end state that can be reached"),
            ));
        }
    }
    found
}

/// The regions whose end a guard asks for.
fn waited_for(procedure: &Procedure) -> Vec<Ref<Region>> {
    let mut found = Vec::new();
    let steps = procedure.steps.iter().filter_map(|s| s.when.as_ref());
    let rows = procedure.classes.iter().flat_map(|c| c.rows.iter().map(|r| &r.when));
    let starts = procedure.states.iter().filter_map(|s| s.start.as_ref());
    let limits = procedure.limits.iter().filter_map(|l| l.when.as_ref());
    for condition in steps.chain(rows).chain(starts).chain(limits) {
        ends_asked(&condition.guard, &mut found);
    }
    found
}

fn ends_asked(guard: &Guard, found: &mut Vec<Ref<Region>>) {
    match guard {
        Guard::And(parts) | Guard::Or(parts) => parts.iter().for_each(|part| ends_asked(part, found)),
        // "Not ended" waits for nothing.
        Guard::Ended(region) => found.push(*region),
        _ => {}
    }
}

fn limits(procedure: &Procedure, reached: &Reached) -> Vec<Unsound> {
    let can = |trigger: &Trigger| match trigger {
        Trigger::Entered(state) => reached.has(*state),
        Trigger::Taken(step) => {
            let from = &procedure.steps[*step].from;
            from.is_empty() || from.iter().any(|s| reached.has(*s))
        }
        Trigger::Ended(region) => procedure
            .states
            .entries()
            .any(|(s, state)| state.region == *region && state.end && reached.has(s)),
        _ => true,
    };
    let mut found = Vec::new();
    for limit in &procedure.limits {
        let id = &limit.id;
        if !limit.from.is_empty() && !limit.from.iter().any(can) {
            found.push(Unsound::new(
                "never-starts",
                id,
                format!("limit.{id}"),
                Text::new(format!("时限“{id}”永不开始"), format!("nothing can ever start the limit `{id}`")),
                Text::new("改 from", "mend `from`"),
            ));
        }
        if !limit.until.is_empty() && !limit.until.iter().any(can) {
            found.push(Unsound::new(
                "never-met",
                id,
                format!("limit.{id}"),
                Text::new(
                    format!("时限“{id}”永远无法完成"),
                    format!("nothing can ever meet the limit `{id}`"),
                ),
                Text::new("改 until", "mend `until`"),
            ));
        }
    }
    found
}

fn approvals(procedure: &Procedure, reached: &Reached) -> Vec<Unsound> {
    let mut found = Vec::new();
    for approval in &procedure.approvals {
        let never = !approval.during.is_empty() && !approval.during.iter().any(|s| reached.has(*s));
        if never || approval.signers.is_empty() {
            let id = &approval.id;
            found.push(Unsound::new(
                "never-signed",
                id,
                format!("approval.{id}"),
                Text::new(format!("审批“{id}”无人能签"), format!("nobody can ever sign the approval `{id}`")),
                Text::new("改 signers 或 during", "mend `signers` or `during`"),
            ));
        }
    }
    found
}
