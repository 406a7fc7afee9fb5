//! Two steps that one event would take at once.

use super::super::guard::{Guard, Truth};
use super::super::model::{Procedure, Ref, State, Step};
use super::Unsound;
use super::worlds::Worlds;
use crate::problem::Text;

pub(super) fn unsound(procedure: &Procedure) -> Vec<Unsound> {
    let mut found = Vec::new();
    let mut by_event: Vec<Vec<&Step>> = procedure.events.iter().map(|_| Vec::new()).collect();
    for step in &procedure.steps {
        if let Some(group) = by_event.get_mut(step.event.position()) {
            group.push(step);
        }
    }
    for group in by_event {
        for (i, first) in group.iter().enumerate() {
            let rest = group.iter().skip(i.saturating_add(1));
            found.extend(rest.filter_map(|second| both(procedure, first, second)));
        }
    }
    found
}

/// Where both could be taken: a state they share, or the entry into a region they both enter.
fn meeting(procedure: &Procedure, a: &Step, b: &Step) -> Option<Option<Ref<State>>> {
    let parts_differ =
        !a.parts.is_empty() && !b.parts.is_empty() && !a.parts.iter().any(|p| b.parts.contains(p));
    if parts_differ {
        return None;
    }
    if a.from.is_empty() && b.from.is_empty() {
        let region = |s: &Ref<State>| procedure.states[*s].region;
        let shared = a.to.iter().map(region).any(|r| b.to.iter().map(region).any(|other| other == r));
        return shared.then_some(None);
    }
    a.from.iter().find(|s| b.from.contains(s)).map(|s| Some(*s))
}

fn both(procedure: &Procedure, a: &Step, b: &Step) -> Option<Unsound> {
    let standing = meeting(procedure, a, b)?;
    let guards: Vec<&Guard> = [a, b].iter().filter_map(|s| s.when.as_ref().map(|w| &w.guard)).collect();
    let worlds = Worlds::of(procedure, guards, standing);
    let holds = |step: &Step, world: &super::worlds::World<'_>| {
        step.when.as_ref().is_none_or(|when| when.truth(procedure, world) == Truth::Yes)
    };
    let world = worlds.find(|world| holds(a, world) && holds(b, world))?;
    let place = standing.map(|s| procedure.states[s].id.as_str());
    let witness = world.describe();
    let (zh, en) = match (place, witness.is_empty()) {
        (Some(state), true) => (format!("在“{state}”时总是如此"), format!("always, in `{state}`")),
        (Some(state), false) => {
            (format!("在“{state}”且 {witness} 时"), format!("in `{state}` with {witness}"))
        }
        (None, true) => ("总是如此".to_owned(), "always".to_owned()),
        (None, false) => (format!("{witness} 时"), format!("with {witness}")),
    };
    let event = &procedure.events[a.event].id;
    Some(Unsound::new(
        "steps-overlap",
        &b.id,
        format!("step.{}", b.id),
        Text::new(
            format!("事件“{event}”会同时触发步骤“{}”和“{}”：{zh}", a.id, b.id),
            format!("the event `{event}` would take both `{}` and `{}`: {en}", a.id, b.id),
        ),
        Text::new(
            "用 when 使两者互斥，或给它们不同的事件",
            "let their guards exclude each other, or give them events of their own",
        ),
    ))
}
