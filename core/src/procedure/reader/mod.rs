//! From a tree to the model: every rule of the file format, and a fault for everything that breaks one.
//!
//! `names.rs` the names of a file · `view.rs` a table read key by key · `source.rs` where a rule comes from ·
//! `refs.rs` roles, needs, triggers, guards · `things.rs` roles, facts, forms, regions, states, events ·
//! `circular.rs` checks that ask themselves · `words.rs` the document's words against the rule ·
//! `rules.rs` steps, checks, classes, approvals, bans · `times.rs` limits, duties, notices · `rest.rs` the others

mod circular;
pub(crate) mod names;
mod refs;
mod rest;
mod rules;
pub(crate) mod source;
mod things;
mod times;
pub(crate) mod view;
mod words;

use super::faults::{Faults, suggest};
use super::model::{List, Procedure};
use super::readings;
use super::tree::Tree;
use crate::problem::{Problem, Text};
use names::Names;
use refs::Reader;
use std::sync::Arc;
use view::View;

/// The model of a tree, with the readings it chooses. Faults are added to `faults`; if there are any, what is returned
/// is not to be used.
pub(crate) fn build(tree: &Arc<Tree>, faults: &Faults<'_>) -> Procedure {
    let root = readings::in_force(&tree.root, faults);
    let names = Names::collect(&root, faults);
    let head = View::root(&root, faults);
    let mut procedure = self::head(&head, tree);
    let mut reader = Reader { names, companies: &tree.companies, facts: List::default() };
    procedure.readings = reader.readings(&head);
    procedure.roles = reader.roles(&head);
    reader.facts = reader.facts(&head);
    procedure.forms = reader.forms(&head);
    procedure.regions = reader.regions(&head);
    procedure.states = reader.states(&head);
    procedure.steps = reader.steps(&head, &procedure);
    procedure.events = reader.events(&head, &procedure.steps);
    procedure.checks = reader.checks(&head);
    procedure.classes = reader.classes(&head);
    circular::report(&head, &procedure.checks, &procedure.classes);
    procedure.approvals = reader.approvals(&head);
    procedure.bans = reader.bans(&head);
    procedure.limits = reader.limits(&head, &procedure);
    procedure.duties = reader.duties(&head);
    procedure.notices = reader.notices(&head);
    procedure.samplings = reader.samplings(&head);
    procedure.norms = reader.norms(&head);
    procedure.costs = reader.costs(&head);
    procedure.known = reader.known(&head);
    procedure.facts = reader.facts;
    head.done();
    procedure
}

fn head(head: &View<'_>, tree: &Arc<Tree>) -> Procedure {
    head.need("format");
    if head.number("format").is_some_and(|version| version != 1) {
        head.fault("format", || {
            Problem::new("procedure/format", "只认识 format = 1", "only format = 1 is known")
                .help("写 format = 1", "write format = 1")
        });
    }
    let id = head.need_item("id");
    if let Some(id) = id {
        names::check_form(id.text, id.mark, head.faults);
    }
    head.need("title");
    head.need("scope");
    let own = |text: &str| text.to_owned();
    Procedure {
        id: id.map(|i| own(i.text)).unwrap_or_default(),
        title: head.both("title").unwrap_or_default(),
        document: head.text("document").map(own),
        issuer: head.both("issuer"),
        edition: head.text("edition").map(own),
        effective: head.date("effective"),
        scope: head.both("scope").unwrap_or_default(),
        completeness: head.both("completeness"),
        hash: tree.hash.clone(),
        extends: tree.extends.clone(),
        tree: Arc::clone(tree),
        ..Procedure::default()
    }
}

/// Adds to a list whose names were counted before: a full list is already a fault.
fn push<T>(list: &mut List<T>, item: T) {
    let _ = list.push(item);
}
