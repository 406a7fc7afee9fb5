//! Decision tables: a case that two procedures decide otherwise.

use super::super::evaluate::Classified;
use super::super::model::{Class, ClassResult, Named, Procedure, Ref, UNCLASSIFIED};
use super::super::verify::worlds::{World, Worlds};
use super::joint::Joint;
use super::{Change, Rule};
use crate::problem::Text;

/// What changed in the tables that both procedures have, checks and tables they rest on included.
pub(super) fn changes(before: &Procedure, after: &Procedure) -> Vec<Change> {
    let both =
        before.classes.entries().filter_map(|(was, class)| Some((was, after.classes.find(class.id())?)));
    both.filter_map(|(was, is)| change(before, after, was, is)).collect()
}

fn change(before: &Procedure, after: &Procedure, was: Ref<Class>, is: Ref<Class>) -> Option<Change> {
    let mut joint = Joint::new(before, after);
    let is = joint.class(is)?;
    if was == is {
        return None;
    }
    let procedure = joint.procedure();
    let [old, new] = [&procedure.classes[was], &procedure.classes[is]];
    let guards = old.rows.iter().chain(&new.rows).map(|row| &row.when.guard);
    let worlds = Worlds::of(procedure, guards, None);
    let said = |class: &Class, world: &World<'_>| Said::new(class, &class.classify(procedure, world));
    let rule = Rule { kind: "class", id: old.id.clone(), label: old.label.clone() };
    Some(match worlds.find(|world| said(old, world).id != said(new, world).id) {
        Some(world) => Change::Decided {
            rule,
            witness: world.describe(),
            before: said(old, &world).label,
            after: said(new, &world).label,
        },
        None => Change::Rewritten { rule, all_tried: !worlds.is_cut() },
    })
}

/// The answer of a table by ids, to compare, and by labels, to show.
struct Said {
    id: String,
    label: Text,
}

impl Said {
    fn new(class: &Class, classified: &Classified) -> Self {
        let only = |id: &str, zh: &str| Self { id: id.to_owned(), label: Text::new(zh, id) };
        let results = match classified {
            Classified::One(result) => core::slice::from_ref(result),
            Classified::Several(results) => results,
            Classified::Unclassified => return only(UNCLASSIFIED, "未分级"),
            Classified::Undetermined => return only("undetermined", "无法判定"),
            Classified::Conflict(..) => return only("conflict", "相互矛盾"),
        };
        let results = results.iter().map(|at| &class.results[*at]);
        let joined = |name: fn(&ClassResult) -> &str| results.clone().map(name).collect::<Vec<_>>().join("+");
        Self {
            id: joined(ClassResult::id),
            label: Text::new(joined(|r| &r.label.zh), joined(|r| &r.label.en)),
        }
    }
}
