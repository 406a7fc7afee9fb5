//! Steps, checks, classes, approvals and bans.

use super::super::faults::suggest;
use super::super::guard::{Condition, Guard};
use super::super::model::{
    Approval, Ban, Check, Class, ClassResult, Decimal, Fact, FactKind, Hit, List, Named, Parts, Procedure,
    Ref, Row, State, Step, Test,
};
use super::super::tree::{Node, Value};
use super::names::{Kind, find};
use super::refs::{Reader, as_item, inside};
use super::source::Rule;
use super::view::{Item, View};
use super::words::check_words;
use super::{Problem, push};
use crate::rate::{Comparator, Rate, Threshold};

impl Reader<'_> {
    pub(super) fn steps(&self, head: &View<'_>, so_far: &Procedure) -> List<Step> {
        let mut list = List::default();
        for view in head.rules("step") {
            let id = view.need_item("id").map(|i| i.text).unwrap_or_default();
            let event = view.text("event").unwrap_or(id);
            let names = &self.names;
            let from = self.list(&view, "from", Kind::State, &names.states);
            let to = self.list(&view, "to", Kind::State, &names.states);
            let parts = parts(&view, so_far, from.first().or(to.first()));
            let step = Step {
                id: id.to_owned(),
                label: view.label(),
                source: self.source(&view, Rule::STEP),
                event: names.events.find(event).unwrap_or_else(Ref::first),
                from,
                to,
                parts,
                by: self.by(&view, "by", true),
                when: self.condition(&view, "when"),
                facts: self.needs(&view, "facts", Kind::Fact, &names.facts),
                forms: self.needs(&view, "forms", Kind::Form, &names.forms),
                approved: self.needs(&view, "approved", Kind::Approval, &names.approvals),
                again: view.flag("again"),
            };
            view.done();
            push(&mut list, step);
        }
        list
    }

    pub(super) fn checks(&self, head: &View<'_>) -> List<Check> {
        let mut list = List::default();
        for view in head.rules("check") {
            let test = self.test(&view);
            let source = self.source(&view, Rule::CHECK);
            if let Some(words) = view.item("words") {
                check_words(&view, words, &test);
            }
            let check = Check {
                id: view.need_item("id").map(|i| i.text.to_owned()).unwrap_or_default(),
                label: view.label(),
                source,
                test,
                per: view.both("per"),
                then: self.anything(&view, "then"),
                otherwise: self.anything(&view, "else"),
            };
            view.done();
            push(&mut list, check);
        }
        list
    }

    /// The one measure of a check.
    fn test(&self, view: &View<'_>) -> Test {
        const MEASURES: [&str; 5] = ["rate", "count", "quantity", "when", "unset"];
        let given: Vec<&str> = MEASURES.into_iter().filter(|key| view.has(key)).collect();
        let read = match given.as_slice() {
            ["rate"] => self.rate_test(view),
            ["count"] => self.count_test(view),
            ["quantity"] => self.quantity_test(view),
            ["when"] => self.condition(view, "when").map(Test::When),
            ["unset"] => view.flag("unset").then_some(Test::Unset),
            _ => {
                let _ = bounds(view);
                let problem = || {
                    Problem::new(
                        "procedure/measure",
                        "判定要有且只有一种量：rate、count、quantity、when 或 unset",
                        "a check has exactly one measure: rate, count, quantity, when or unset",
                    )
                };
                view.fault_at(view.mark, "", problem);
                None
            }
        };
        read.unwrap_or(Test::Unset)
    }

    /// `rate = "mismatched / inspected"` against one bound.
    fn rate_test(&self, view: &View<'_>) -> Option<Test> {
        let item = view.item("rate")?;
        let bound = one_bound(view);
        let Some((part, whole)) = item.text.split_once('/') else {
            let problem = || {
                Problem::new(
                    "procedure/rate",
                    format!("rate 读到“{}”，应为两个计数之比", item.text),
                    format!("cannot read `{}`: expected one count over another", item.text),
                )
            };
            view.fault_at(item.mark, "rate", || {
                problem().help("写成 \"不符数 / 抽检数\"", "write \"part / whole\"")
            });
            return None;
        };
        let part = self.count_named(view, item, part);
        let whole = self.count_named(view, item, whole);
        let (comparator, node) = bound?;
        let rate = match node.text().map(Rate::parse) {
            Some(Ok(rate)) => rate,
            Some(Err(error)) => {
                for problem in error.problems() {
                    let problem = || Problem { code: "procedure/rate".to_owned(), ..problem.clone() };
                    view.fault_at(node.mark, key_of(comparator), problem);
                }
                return None;
            }
            None => {
                let problem = || Problem::new("procedure/rate", "比率应为字符串", "a rate must be a string");
                view.fault_at(node.mark, key_of(comparator), || {
                    problem().help("写成 \"3%\"", "write \"3%\"")
                });
                return None;
            }
        };
        Some(Test::Rate { part: part?, whole: whole?, threshold: Threshold { comparator, rate } })
    }

    /// A count named inside the text of another key.
    fn count_named(&self, view: &View<'_>, item: Item<'_>, name: &str) -> Option<Ref<Fact>> {
        let id = name.trim();
        // The name is a slice of the item's text: its place follows from the addresses of the two.
        let at = item.text.find(name).unwrap_or_default();
        let start = at.saturating_add(name.find(id).unwrap_or_default());
        let mark = inside(item, start, start.saturating_add(id.len()));
        let fact = find(view, &self.names.facts, (&self.names, Kind::Fact), (id, mark), "rate")?;
        self.of_kind(view, fact, Item { text: id, mark }, "rate", |k| matches!(k, FactKind::Count { .. }))
    }

    /// `count = "moulds"` against one whole number.
    fn count_test(&self, view: &View<'_>) -> Option<Test> {
        let fact = self.fact_of(view, "count", |k| matches!(k, FactKind::Count { .. }));
        let (comparator, node) = one_bound(view)?;
        let Value::Int(number) = node.value else {
            let problem = || {
                Problem::new(
                    "procedure/wrong-type",
                    "计数的界限应为整数",
                    "the bound of a count must be a whole number",
                )
            };
            view.fault_at(node.mark, key_of(comparator), problem);
            return None;
        };
        let Ok(bound) = u64::try_from(number) else {
            let problem =
                || Problem::new("procedure/wrong-type", "计数不能为负", "a count is never negative");
            view.fault_at(node.mark, key_of(comparator), problem);
            return None;
        };
        Some(Test::Count { fact: fact?, comparator, bound })
    }

    /// `quantity = "heat"` between bounds.
    fn quantity_test(&self, view: &View<'_>) -> Option<Test> {
        let fact = self.fact_of(view, "quantity", |k| matches!(k, FactKind::Quantity { .. }));
        let bounds = bounds(view);
        if bounds.is_empty() {
            no_bound(view);
        }
        let mut read = Vec::new();
        for (comparator, node) in bounds {
            let number = match &node.value {
                Value::Int(number) => Some(Decimal { digits: *number, scale: 0 }),
                Value::Text(text) => Decimal::parse(text),
                _ => None,
            };
            match number {
                Some(number) => read.push((comparator, number)),
                None => {
                    let problem = || {
                        Problem::new(
                            "procedure/decimal",
                            "界限应为十进制数",
                            "the bound must be a decimal number",
                        )
                    };
                    let help = || problem().help("写成 \"5.50\" 或整数", "write \"5.50\" or a whole number");
                    view.fault_at(node.mark, key_of(comparator), help);
                }
            }
        }
        Some(Test::Quantity { fact: fact?, bounds: read })
    }

    fn fact_of(&self, view: &View<'_>, key: &'static str, fits: fn(&FactKind) -> bool) -> Option<Ref<Fact>> {
        let item = view.item(key)?;
        let fact = find(view, &self.names.facts, (&self.names, Kind::Fact), (item.text, item.mark), key)?;
        self.of_kind(view, fact, item, key, fits)
    }

    /// A fact that must be of some type.
    pub(super) fn of_kind(
        &self,
        view: &View<'_>,
        fact: Ref<Fact>,
        item: Item<'_>,
        key: &'static str,
        fits: fn(&FactKind) -> bool,
    ) -> Option<Ref<Fact>> {
        if self.facts.promised(fact).is_none_or(|f| fits(&f.kind)) {
            return Some(fact);
        }
        let problem = || {
            Problem::new(
                "procedure/fact-kind",
                format!("事实“{}”的类型不能用在这里", item.text),
                format!("the fact `{}` is of a kind that does not fit here", item.text),
            )
        };
        view.fault_at(item.mark, key, problem);
        None
    }

    pub(super) fn classes(&self, head: &View<'_>) -> List<Class> {
        let mut list = List::default();
        for (position, view) in head.rules("class").into_iter().enumerate() {
            view.need("results");
            view.need("row");
            let results = self.results(&view);
            let roster = self.names.results.get(position);
            let result = |view: &View<'_>, key: &'static str| -> Option<Ref<ClassResult>> {
                let item = view.item(key)?;
                let found = roster.and_then(|r| r.find(item.text));
                if found.is_none() {
                    let problem = || {
                        Problem::new(
                            "procedure/unknown-result",
                            format!("results 中没有“{}”", item.text),
                            format!("`results` has no `{}`", item.text),
                        )
                    };
                    let ids = results.iter().map(|r| r.id.as_str());
                    view.fault_at(item.mark, key, || super::suggest(problem(), item.text, ids));
                }
                found
            };
            let class = Class {
                id: view.need_item("id").map(|i| i.text.to_owned()).unwrap_or_default(),
                label: view.label(),
                source: self.source(&view, Rule::CLASS),
                hit: hit(&view),
                rows: self.rows(&view, &result),
                otherwise: result(&view, "otherwise"),
                results: results.clone(),
            };
            view.done();
            push(&mut list, class);
        }
        list
    }

    fn results(&self, view: &View<'_>) -> List<ClassResult> {
        let mut list = List::default();
        for (id, _, inner) in view.entries("results") {
            let (label, then) = (inner.label(), self.anything(&inner, "then"));
            push(&mut list, ClassResult { id: id.to_owned(), label, then });
            inner.done();
        }
        list
    }

    fn rows(
        &self,
        view: &View<'_>,
        result: &dyn Fn(&View<'_>, &'static str) -> Option<Ref<ClassResult>>,
    ) -> Vec<Row> {
        let mut rows = Vec::new();
        for row in view.rules("row") {
            let when = self.need_condition(&row, "when");
            row.need("result");
            let result = result(&row, "result").unwrap_or_else(Ref::first);
            let source = self.source(&row, Rule::ROW);
            if let (Some(words), Some(when)) = (row.item("words"), &when) {
                super::words::check_guard_words(&row, words, &when.guard);
            }
            let when = when.unwrap_or_else(always);
            rows.push(Row { when, result, source });
            row.done();
        }
        rows
    }

    pub(super) fn approvals(&self, head: &View<'_>) -> List<Approval> {
        let mut list = List::default();
        for view in head.rules("approval") {
            let approval = Approval {
                id: view.need_item("id").map(|i| i.text.to_owned()).unwrap_or_default(),
                label: view.label(),
                source: self.source(&view, Rule::APPROVAL),
                signers: self.signers(&view),
                ordered: view.flag("order"),
                during: self.list(&view, "during", Kind::State, &self.names.states),
                form: self.one(&view, "form", Kind::Form, &self.names.forms),
            };
            view.done();
            push(&mut list, approval);
        }
        list
    }

    /// `["quality-leader+", { role = "vice-president", when = "needs-vp" }]`
    fn signers(&self, view: &View<'_>) -> Vec<(super::super::model::Signer, Option<Condition>)> {
        view.need("signers");
        let Some(node) = view.get("signers") else { return Vec::new() };
        let nodes = node.list().unwrap_or(core::slice::from_ref(node));
        let mut signers = Vec::new();
        for node in nodes {
            if let Some(item) = as_item(node) {
                signers.extend(self.signer(view, item, "signers").map(|s| (s, None)));
            } else if let Some(inner) = view.view_of(node, "signers") {
                let role = inner.need_item("role").and_then(|i| self.signer(&inner, i, "role"));
                let when = self.condition(&inner, "when");
                signers.extend(role.map(|s| (s, when)));
                inner.done();
            }
        }
        signers
    }

    pub(super) fn bans(&self, head: &View<'_>) -> List<Ban> {
        let mut list = List::default();
        for view in head.rules("ban") {
            view.need("steps");
            let ban = Ban {
                id: view.need_item("id").map(|i| i.text.to_owned()).unwrap_or_default(),
                label: view.label(),
                source: self.source(&view, Rule::BAN),
                steps: self.list(&view, "steps", Kind::Step, &self.names.steps),
                when: self.need_condition(&view, "when").unwrap_or_else(always),
                unless: self.one(&view, "unless", Kind::Approval, &self.names.approvals),
            };
            view.done();
            push(&mut list, ban);
        }
        list
    }
}

/// The parts of the step's own region that may take it.
fn parts(view: &View<'_>, so_far: &Procedure, state: Option<&Ref<State>>) -> Vec<String> {
    let region = state
        .and_then(|state| so_far.states.promised(*state))
        .and_then(|s| so_far.regions.promised(s.region));
    let known: Vec<&str> = match region.map(|region| &region.parts) {
        Some(Parts::Fixed(list)) => list.iter().map(Named::id).collect(),
        _ => Vec::new(),
    };
    let items = view.items("parts");
    for item in items.iter().filter(|item| !known.contains(&item.text)) {
        let problem = || {
            Problem::new(
                "procedure/unknown-part",
                format!("此步骤所在的并行区没有部分“{}”", item.text),
                format!("the region of this step has no part `{}`", item.text),
            )
        };
        view.fault_at(item.mark, "parts", || suggest(problem(), item.text, known.iter().copied()));
    }
    items.iter().map(|item| item.text.to_owned()).collect()
}

fn always() -> Condition {
    Condition { guard: Guard::Always, text: "yes".to_owned() }
}

fn hit(view: &View<'_>) -> Hit {
    view.need("hit");
    view.word("hit", &[("first", Hit::First), ("single", Hit::Single), ("all", Hit::All)])
        .unwrap_or(Hit::First)
}

/// The key of a comparator.
fn key_of(comparator: Comparator) -> &'static str {
    Comparator::ALL.iter().find(|(_, c)| *c == comparator).map_or("", |(key, _)| key)
}

/// All bounds that are given.
fn bounds<'a>(view: &View<'a>) -> Vec<(Comparator, &'a Node)> {
    Comparator::ALL.iter().filter_map(|(key, comparator)| Some((*comparator, view.get(key)?))).collect()
}

/// The one bound that must be given.
fn one_bound<'a>(view: &View<'a>) -> Option<(Comparator, &'a Node)> {
    match bounds(view).as_slice() {
        [one] => Some(*one),
        [] => {
            no_bound(view);
            None
        }
        [_, (second, node), ..] => {
            let problem = || Problem::new("procedure/bound", "只能有一个界限", "there can be only one bound");
            let help = || {
                problem().help(
                    "above、at-least、below、at-most 四者取一",
                    "give one of above, at-least, below, at-most",
                )
            };
            view.fault_at(node.mark, key_of(*second), help);
            None
        }
    }
}

fn no_bound(view: &View<'_>) {
    let problem = || Problem::new("procedure/bound", "缺少界限", "the bound is missing");
    let help = || {
        problem().help("写 above、at-least、below 或 at-most", "give one of above, at-least, below, at-most")
    };
    view.fault_at(view.mark, "", help);
}
