//! How rules name other things: roles that act, facts and forms needed, triggers, guards.

use super::super::guard::Condition;
use super::super::model::{By, Fact, Need, Ref, Roster, Signer, Trigger};
use super::super::parse::{self, Scope};
use super::super::tree::{Mark, Node};
use super::names::{Kind, Names, find};
use super::view::{Item, View};
use crate::problem::{Problem, Text};

use super::super::model::List;

/// What is known while rules are read.
pub(crate) struct Reader<'a> {
    /// All names of the file.
    pub(super) names: Names<'a>,
    /// Titles of the companies' files laid over the document.
    pub(super) companies: &'a [Text],
    /// Facts with their types, once they are read.
    pub(super) facts: List<super::super::model::Fact>,
}

impl Reader<'_> {
    /// A list of names of one kind.
    pub(super) fn list<T>(
        &self,
        view: &View<'_>,
        key: &'static str,
        kind: Kind,
        roster: &Roster<'_, T>,
    ) -> Vec<Ref<T>> {
        let items = view.items(key);
        items.iter().filter_map(|i| find(view, roster, (&self.names, kind), (i.text, i.mark), key)).collect()
    }

    /// One name, if given.
    pub(super) fn one<T>(
        &self,
        view: &View<'_>,
        key: &'static str,
        kind: Kind,
        roster: &Roster<'_, T>,
    ) -> Option<Ref<T>> {
        let item = view.item(key)?;
        find(view, roster, (&self.names, kind), (item.text, item.mark), key)
    }

    /// Who acts. `auto` is for steps only.
    pub(super) fn by(&self, view: &View<'_>, key: &'static str, auto: bool) -> By {
        view.need(key);
        let items = view.items(key);
        match items.as_slice() {
            [] if view.table.get(key).is_some_and(|n| n.list().is_some()) => {
                let problem =
                    || Problem::new("procedure/nobody", format!("{key} 是空的"), format!("`{key}` is empty"));
                let help = || {
                    problem().help(
                        format!("文中未写时用 {key} = \"unstated\""),
                        format!("where the text names nobody, {key} = \"unstated\""),
                    )
                };
                view.fault(key, help);
                By::Unstated
            }
            [Item { text: "unstated", .. }] => By::Unstated,
            [Item { text: "auto", .. }] if auto => By::Auto,
            _ => By::Roles(items.iter().filter_map(|i| self.signer(view, *i, key)).collect()),
        }
    }

    /// `quality-leader`, or `quality-leader+` for those who outrank it too.
    pub(super) fn signer(&self, view: &View<'_>, item: Item<'_>, key: &str) -> Option<Signer> {
        let (name, or_higher) = match item.text.strip_suffix('+') {
            Some(name) => (name, true),
            None => (item.text, false),
        };
        let names = (&self.names, Kind::Role);
        let role = find(view, &self.names.roles, names, (name, item.mark), key)?;
        Some(Signer { role, or_higher })
    }

    /// Things needed always, or when a guard holds: `["inspected", { id = "photo", when = "not returned" }]`.
    pub(super) fn needs<T>(
        &self,
        view: &View<'_>,
        key: &'static str,
        kind: Kind,
        roster: &Roster<'_, T>,
    ) -> Vec<Need<T>> {
        let Some(node) = view.get(key) else { return Vec::new() };
        let nodes = node.list().unwrap_or(core::slice::from_ref(node));
        let names = (&self.names, kind);
        nodes
            .iter()
            .filter_map(|node| match node.text() {
                Some(id) => Some(Need { what: find(view, roster, names, (id, node.mark), key)?, when: None }),
                None => {
                    let inner = view.view_of(node, key)?;
                    let id = inner.need_item("id");
                    let when = self.condition(&inner, "when");
                    let what = id.and_then(|i| find(&inner, roster, names, (i.text, i.mark), "id"));
                    inner.done();
                    Some(Need { what: what?, when })
                }
            })
            .collect()
    }

    /// A guard, if given.
    pub(super) fn condition(&self, view: &View<'_>, key: &'static str) -> Option<Condition> {
        let item = view.item(key)?;
        self.condition_in(view, item, key)
    }

    /// A guard that must be given.
    pub(super) fn need_condition(&self, view: &View<'_>, key: &'static str) -> Option<Condition> {
        view.need(key);
        self.condition(view, key)
    }

    /// A guard in a text.
    pub(super) fn condition_in(&self, view: &View<'_>, item: Item<'_>, key: &str) -> Option<Condition> {
        match parse::guard(item.text, &Scope { names: &self.names, facts: &self.facts }) {
            Ok(guard) => Some(Condition { guard, text: item.text.to_owned() }),
            Err(faults) => {
                for fault in faults {
                    view.fault_at(inside(item, fault.start, fault.end), key, || fault.problem);
                }
                None
            }
        }
    }

    /// What starts, ends or stops a clock, one or several.
    pub(super) fn triggers(&self, view: &View<'_>, key: &'static str) -> Vec<Trigger> {
        view.items(key).iter().filter_map(|i| self.trigger(view, i.text, i.mark, key)).collect()
    }

    /// A trigger by its name.
    pub(super) fn trigger(&self, view: &View<'_>, name: &str, mark: Mark, key: &str) -> Option<Trigger> {
        let names = &self.names;
        let found = match names.kind(name) {
            _ if name == "opened" => Some(Trigger::Opened),
            Some(Kind::State) => names.states.find(name).map(Trigger::Entered),
            Some(Kind::Step) => names.steps.find(name).map(Trigger::Taken),
            Some(Kind::Event) => names.events.find(name).map(Trigger::Happened),
            Some(Kind::Approval) => names.approvals.find(name).map(Trigger::Signed),
            Some(Kind::Form) => names.forms.find(name).map(Trigger::Held),
            Some(Kind::Region) => names.regions.find(name).map(Trigger::Ended),
            Some(Kind::Fact) => names.facts.find(name).filter(|f| self.is_date(*f)).map(Trigger::Day),
            _ => None,
        };
        if found.is_none() {
            let problem = || match names.kind(name) {
                None => names.unknown_anything("procedure/unknown-trigger", name),
                Some(_) => Problem::new(
                    "procedure/unknown-trigger",
                    format!("“{name}”不能开始或结束时限"),
                    format!("`{name}` cannot start or end a time limit"),
                )
                .help(
                    "可用：状态、步骤、事件、审批、表单、并行区、日期型事实或 opened",
                    "use a state, step, event, approval, form, region, date fact or `opened`",
                ),
            };
            view.fault_at(mark, key, problem);
        }
        found
    }

    fn is_date(&self, fact: Ref<Fact>) -> bool {
        use super::super::model::FactKind;
        self.facts.promised(fact).is_none_or(|f| matches!(f.kind, FactKind::Date))
    }

    /// A list of ids of any kind, as `then` names what follows.
    pub(super) fn anything(&self, view: &View<'_>, key: &'static str) -> Vec<String> {
        let items = view.items(key);
        for item in items.iter().filter(|i| self.names.kind(i.text).is_none()) {
            view.fault_at(item.mark, key, || self.names.unknown_anything("procedure/unknown-id", item.text));
        }
        items.iter().map(|i| i.text.to_owned()).collect()
    }
}

/// The place of a part of a string, when the string stands in the file as it is.
pub(super) fn inside(item: Item<'_>, start: usize, end: usize) -> Mark {
    let as_written = usize::try_from(item.mark.end.saturating_sub(item.mark.start)) == Ok(item.text.len());
    if as_written { item.mark.within(start, end) } else { item.mark }
}

/// Whether a node is a string, for keys that take a string or something else.
pub(super) fn as_item(node: &Node) -> Option<Item<'_>> {
    Some(Item { text: node.text()?, mark: node.mark })
}
