//! Roles, facts, forms, regions, states, events: the tables of names.

use super::super::model::{
    By, Choice, Event, Fact, FactKind, Form, List, Parts, Ref, Region, Role, State, Step,
};
use super::super::tree::Value;
use super::names::{Kind, check_form};
use super::refs::{Reader, as_item};
use super::source::Rule;
use super::view::View;
use super::{Problem, Text, push};

const FACT_KINDS: [(&str, Sort); 6] = [
    ("count", Sort::Count),
    ("flag", Sort::Flag),
    ("choice", Sort::Choice),
    ("date", Sort::Date),
    ("quantity", Sort::Quantity),
    ("words", Sort::Words),
];

/// The word after `kind =`.
#[derive(Clone, Copy)]
enum Sort {
    Count,
    Flag,
    Choice,
    Date,
    Quantity,
    Words,
}

impl Reader<'_> {
    pub(super) fn roles(&self, head: &View<'_>) -> List<Role> {
        let mut list = List::default();
        for (id, _, view) in head.entries("roles") {
            let role = Role {
                id: id.to_owned(),
                label: view.label(),
                above: self.list(&view, "above", Kind::Role, &self.names.roles),
                outside: view.flag("outside"),
            };
            view.done();
            push(&mut list, role);
        }
        list
    }

    pub(super) fn facts(&self, head: &View<'_>) -> List<Fact> {
        let mut list = List::default();
        for (id, _, view) in head.entries("facts") {
            let fact = Fact {
                id: id.to_owned(),
                label: view.label(),
                kind: self.fact_kind(&view),
                keep: view.flag("keep"),
                source: self.source(&view, Rule::FACT),
            };
            view.done();
            push(&mut list, fact);
        }
        self.check_parts(head, &list);
        list
    }

    fn fact_kind(&self, view: &View<'_>) -> FactKind {
        view.need("kind");
        match view.word("kind", &FACT_KINDS).unwrap_or(Sort::Words) {
            Sort::Count => {
                FactKind::Count { part_of: self.one(view, "part-of", Kind::Fact, &self.names.facts) }
            }
            Sort::Flag => FactKind::Flag,
            Sort::Choice => {
                view.need("options");
                FactKind::Choice {
                    options: self.choices(view, "options", Some(Rule::OPTION)),
                    open: view.flag("open"),
                }
            }
            Sort::Date => FactKind::Date,
            Sort::Quantity => {
                view.need("unit");
                FactKind::Quantity { unit: view.text("unit").unwrap_or_default().to_owned() }
            }
            Sort::Words => FactKind::Words,
        }
    }

    /// A part is of a count, and never of itself, not even by way of others.
    fn check_parts(&self, head: &View<'_>, facts: &List<Fact>) {
        let whole = |fact: &Fact| match fact.kind {
            FactKind::Count { part_of } => part_of,
            _ => None,
        };
        for (id, _, view) in head.entries("facts") {
            let Some(fact) = self.names.facts.find(id).and_then(|f| facts.promised(f)) else { continue };
            let chain = core::iter::successors(whole(fact), |at: &Ref<Fact>| whole(facts.promised(*at)?));
            let circular = chain.take(facts.len().saturating_add(1)).count() > facts.len();
            let of_count = whole(fact)
                .and_then(|w| facts.promised(w))
                .is_none_or(|w| matches!(w.kind, FactKind::Count { .. }));
            if circular || !of_count {
                let problem = || {
                    Problem::new(
                        "procedure/part-of",
                        format!("“{id}”的 part-of 不成立"),
                        format!("`{id}` cannot be part of that"),
                    )
                };
                view.fault("part-of", || {
                    problem().help("part-of 指另一个计数", "`part-of` names another count")
                });
            }
        }
    }

    /// `options.scrap = { zh = "报废", en = "Scrap" }`
    fn choices(&self, view: &View<'_>, key: &'static str, rule: Option<Rule>) -> List<Choice> {
        let mut list = List::default();
        for (id, at, inner) in view.entries(key) {
            check_form(id, at, view.faults);
            let source = rule.map(|rule| self.source(&inner, rule)).unwrap_or_default();
            let choice = Choice { id: id.to_owned(), label: inner.label(), source };
            inner.done();
            push(&mut list, choice);
        }
        list
    }

    pub(super) fn forms(&self, head: &View<'_>) -> List<Form> {
        let mut list = List::default();
        for (id, _, view) in head.entries("forms") {
            let form = Form {
                id: id.to_owned(),
                label: view.label(),
                fields: view.labels("fields"),
                copies: view.labels("copies"),
                source: self.source(&view, Rule::FORM),
            };
            view.done();
            push(&mut list, form);
        }
        list
    }

    pub(super) fn regions(&self, head: &View<'_>) -> List<Region> {
        let mut list = List::default();
        for (id, _, view) in head.entries("regions") {
            let parts = match view.get("parts").map(|n| (n.text(), n.table())) {
                None => Parts::One,
                Some((Some("open"), _)) => Parts::Open,
                Some((_, Some(_))) => Parts::Fixed(self.choices(&view, "parts", None)),
                Some(_) => {
                    let problem = || {
                        Problem::new(
                            "procedure/wrong-type",
                            "parts 应为 \"open\" 或各部分的表",
                            "`parts` must be \"open\" or a table of the parts",
                        )
                    };
                    view.fault("parts", problem);
                    Parts::One
                }
            };
            let region = Region { id: id.to_owned(), label: view.label(), parts };
            view.done();
            push(&mut list, region);
        }
        list
    }

    pub(super) fn states(&self, head: &View<'_>) -> List<State> {
        let mut list = List::default();
        for (region_id, at, table) in head.entries("states") {
            let region = self.names.regions.find(region_id);
            if region.is_none() {
                let problem = || self.names.unknown(Kind::Region, &self.names.regions, region_id);
                head.fault_at(at, &format!("states.{region_id}"), problem);
            }
            for (id, _, view) in table.inner_entries() {
                let state = State {
                    id: id.to_owned(),
                    label: view.label(),
                    region: region.unwrap_or_else(Ref::first),
                    start: self.start(&view),
                    end: view.flag("end"),
                    rests: view.both("rests"),
                    source: self.source(&view, Rule::STATE),
                };
                view.done();
                push(&mut list, state);
            }
        }
        list
    }

    /// `start = true`, or a guard.
    fn start(&self, view: &View<'_>) -> Option<super::super::guard::Condition> {
        use super::super::guard::{Condition, Guard};
        let node = view.get("start")?;
        match node.value {
            Value::Flag(true) => Some(Condition { guard: Guard::Always, text: "yes".to_owned() }),
            Value::Flag(false) => None,
            _ => match as_item(node) {
                Some(item) => self.condition_in(view, item, "start"),
                None => {
                    let problem = || {
                        Problem::new(
                            "procedure/wrong-type",
                            "start 应为 true 或条件",
                            "`start` must be true or a guard",
                        )
                    };
                    view.fault("start", problem);
                    None
                }
            },
        }
    }

    /// Events declared on their own, then those of the steps, in the order of the names.
    pub(super) fn events(&self, head: &View<'_>, steps: &List<Step>) -> List<Event> {
        let mut list = List::default();
        for (id, _, view) in head.entries("events") {
            let taken = self.names.events.find(id).is_some_and(|e| steps.iter().any(|s| s.event == e));
            let milestone = match view.has("by") || !taken {
                true => Some(self.by(&view, "by", false)),
                false => None,
            };
            let source = self.source(&view, Rule::EVENT);
            push(&mut list, Event { id: id.to_owned(), label: view.label(), milestone, source });
            view.done();
        }
        for step in steps {
            if step.event.position() >= list.len() {
                let (id, label) = (self.event_id(step), Text::clone(&step.label));
                push(&mut list, Event { id, label, milestone: None::<By>, source: step.source.clone() });
            }
        }
        list
    }

    fn event_id(&self, step: &Step) -> String {
        self.names.events.id_of(step.event).unwrap_or(&step.id).to_owned()
    }
}
