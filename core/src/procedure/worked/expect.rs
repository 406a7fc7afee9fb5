//! What an example expects: each value with its place, so that the one that differs can be underlined.

use super::super::example::{Expectation, Expected, Owed, Which};
use super::super::reader::names::{Kind, find};
use super::super::reader::view::{Item, View};
use super::super::tree::{Entry, Node, Value};
use super::{Worked, suggest};
use crate::calendar::Standing;
use crate::problem::Problem;
use crate::procedure::guard::Truth;
use crate::procedure::model::UNCLASSIFIED;
use chrono::{DateTime, NaiveDate};

/// Keys of `expect` that only a case answers.
pub(super) const AFTER: [&str; 6] = ["now", "state", "open", "barred", "ended", "obligation"];

/// What stands for a value that is not there.
const NONE: &str = "none";

impl Worked<'_> {
    pub(super) fn expectations(&self, view: View<'_>) -> Vec<Expectation> {
        // The moment is read with the case.
        let _ = view.has("now");
        let mut all = self.states(&view);
        all.extend(self.steps(&view));
        if view.has("ended") {
            all.push(Expectation { what: Expected::Ended(view.flag("ended")), at: view.spot("ended") });
        }
        for obligation in view.rules("obligation") {
            self.obligation(obligation, &mut all);
        }
        self.findings(&view, &mut all);
        if view.table.0.iter().all(|entry| entry.key == "now" || is_empty(&entry.node)) {
            view.fault_at(view.mark, "", nothing);
        }
        view.done();
        all
    }

    /// `state = { main = "placed", places = { floor = "verified" } }`
    fn states(&self, view: &View<'_>) -> Vec<Expectation> {
        let Some(regions) = view.table("state") else { return Vec::new() };
        let mut all = Vec::new();
        for entry in &regions.table.0 {
            if self.look_up(&regions, Kind::Region, &self.names.regions, (&entry.key, entry.at)).is_none() {
                continue;
            }
            let parts = entry.node.table().map(|parts| parts.0.iter().map(|part| (Some(part), &part.node)));
            let tokens: Vec<(Option<&Entry>, &Node)> =
                parts.map_or_else(|| vec![(None, &entry.node)], Iterator::collect);
            for (part, node) in tokens {
                if let Some(state) = self.state(&regions, &entry.key, node) {
                    let part = part.map(|part| part.key.clone());
                    let what = Expected::State { region: entry.key.clone(), part, state };
                    all.push(Expectation { what, at: regions.spot_at(node.mark, &entry.key) });
                }
            }
        }
        all
    }

    /// A state of a region, or `""`.
    fn state(&self, view: &View<'_>, region: &str, node: &Node) -> Option<String> {
        let Some(id) = node.text() else {
            let problem = Problem::new(
                "procedure/wrong-type",
                format!("{region} 应为状态的 id，或各部分的状态 {{ … }}"),
                format!("`{region}` must be the id of a state, or the states of its parts {{ … }}"),
            );
            view.fault_at(node.mark, region, || problem);
            return None;
        };
        let states = self.root.get("states").and_then(|n| n.table()?.get(region)?.table());
        let known = || states.into_iter().flat_map(|table| &table.0).map(|entry| entry.key.as_str());
        if !id.is_empty() && !known().any(|state| state == id) {
            let problem = Problem::new(
                "procedure/unknown-state",
                format!("并行区“{region}”没有状态“{id}”"),
                format!("the region `{region}` has no state `{id}`"),
            );
            view.fault_at(node.mark, region, || suggest(problem, id, known()));
        }
        Some(id.to_owned())
    }

    /// `open` and `barred`.
    fn steps(&self, view: &View<'_>) -> Vec<Expectation> {
        let mut all = Vec::new();
        for (key, expected) in
            [("open", Expected::Open as fn(String) -> Expected), ("barred", Expected::Barred)]
        {
            for Item { text, mark } in view.items(key) {
                find(view, &self.names.steps, (&self.names, Kind::Step), (text, mark), key);
                all.push(Expectation { what: expected(text.to_owned()), at: view.spot_at(mark, key) });
            }
        }
        all
    }

    fn obligation(&self, view: View<'_>, all: &mut Vec<Expectation>) {
        view.need("limit");
        let which = Which {
            limit: self.named(&view, "limit", Kind::Limit, &self.names.limits).unwrap_or_default(),
            n: view.number("n").and_then(|n| u32::try_from(n).ok()),
            part: view.text("part").map(str::to_owned),
        };
        let before = all.len();
        for (key, what) in Owed::ALL {
            let Some(item) = view.item(key) else { continue };
            fits(&view, key, what, item);
            let what = Expected::Owed { which: which.clone(), what, is: item.text.to_owned() };
            all.push(Expectation { what, at: view.spot(key) });
        }
        if all.len() == before {
            view.fault_at(view.mark, "", nothing);
        }
        view.done();
    }

    /// `findings`, `margin`, `missing`, `actions`, `problems`.
    fn findings(&self, view: &View<'_>, all: &mut Vec<Expectation>) {
        self.each(view, "findings", all, |view, rule, entry| {
            let Some(is) = entry.node.text() else {
                view.fault_at(entry.node.mark, rule, || not_text(rule));
                return None;
            };
            self.answer(view, rule, entry, is);
            Some(Expected::Answer { rule: rule.to_owned(), is: is.to_owned() })
        });
        self.each(view, "margin", all, |view, rule, entry| match entry.node.value {
            Value::Int(is) => Some(Expected::Margin { rule: rule.to_owned(), is }),
            _ => {
                let problem = Problem::new(
                    "procedure/wrong-type",
                    format!("{rule} 应为整数"),
                    format!("`{rule}` must be a whole number"),
                );
                view.fault_at(entry.node.mark, rule, || problem);
                None
            }
        });
        self.each(view, "missing", all, |view, rule, entry| {
            let nodes = entry.node.list().unwrap_or(core::slice::from_ref(&entry.node));
            let facts = nodes.iter().filter_map(|node| Some((node.text()?, node.mark)));
            // `today` and `time` are the event's own.
            let ids = facts.inspect(|(id, mark)| {
                if !matches!(*id, "today" | "time") && self.names.kind(id).is_none() {
                    self.look_up(view, Kind::Fact, &self.names.facts, (id, *mark));
                }
            });
            let are = ids.map(|(id, _)| id.to_owned()).collect();
            Some(Expected::Missing { rule: rule.to_owned(), are })
        });
        for (key, expected) in
            [("actions", Expected::Actions as fn(Vec<String>) -> Expected), ("problems", Expected::Problems)]
        {
            if view.has(key) {
                let items = view.items(key);
                for item in items.iter().filter(|_| key == "actions") {
                    if self.names.kind(item.text).is_none() {
                        let problem = self.names.unknown_anything("procedure/unknown-id", item.text);
                        view.fault_at(item.mark, key, || problem);
                    }
                }
                let ids = items.iter().map(|item| item.text.to_owned()).collect();
                all.push(Expectation { what: expected(ids), at: view.spot(key) });
            }
        }
    }

    /// The keys of a table by checks and classes.
    fn each(
        &self,
        view: &View<'_>,
        key: &'static str,
        all: &mut Vec<Expectation>,
        read: impl Fn(&View<'_>, &str, &Entry) -> Option<Expected>,
    ) {
        let Some(inner) = view.table(key) else { return };
        for entry in &inner.table.0 {
            if !matches!(self.names.kind(&entry.key), Some(Kind::Check | Kind::Class)) {
                inner.fault_at(entry.at, &entry.key, || self.no_judgement(&entry.key));
            } else if let Some(what) = read(&inner, &entry.key, entry) {
                all.push(Expectation { what, at: inner.spot_at(entry.node.mark, &entry.key) });
            }
        }
    }

    /// An answer must be one that the check or class can give.
    fn answer(&self, view: &View<'_>, rule: &str, entry: &Entry, is: &str) {
        let undetermined = Truth::Undetermined.id();
        let class = self.names.classes.find(rule).and_then(|class| self.names.results.get(class.position()));
        let can: Vec<&str> = match class {
            Some(results) => results.ids().chain([UNCLASSIFIED, undetermined]).collect(),
            None => vec![Truth::Yes.id(), Truth::No.id(), undetermined],
        };
        if let Some(wrong) = is.split('+').find(|part| !can.contains(part)) {
            let problem = Problem::new(
                "example/answer",
                format!("“{rule}”不会答“{wrong}”"),
                format!("`{rule}` never answers `{wrong}`"),
            );
            view.fault_at(entry.node.mark, rule, || suggest(problem, wrong, can));
        }
    }

    fn no_judgement(&self, name: &str) -> Problem {
        let problem = Problem::new(
            "procedure/unknown-judgement",
            format!("没有判定或分级“{name}”"),
            format!("there is no check or class `{name}`"),
        );
        suggest(problem, name, self.names.checks.ids().chain(self.names.classes.ids()))
    }
}

/// A standing is one there is; a day and an instant are written in full.
fn fits(view: &View<'_>, key: &'static str, what: Owed, item: Item<'_>) {
    if item.text == NONE {
        return;
    }
    let wrong = |zh: &str, en: &str| {
        let (is, code) = (item.text, "example/day");
        Problem::new(code, format!("“{is}”不是{zh}"), format!("`{is}` is no {en}"))
    };
    let problem = match what {
        Owed::Standing if Standing::ALL.iter().any(|standing| standing.id() == item.text) => return,
        Owed::Standing => {
            let problem = Problem::new(
                "example/standing",
                format!("没有“{}”这种状况", item.text),
                format!("there is no standing `{}`", item.text),
            );
            suggest(problem, item.text, Standing::ALL.iter().map(|standing| standing.id()).chain([NONE]))
        }
        Owed::LastDay | Owed::Target if item.text.parse::<NaiveDate>().is_ok() => return,
        Owed::LastDay | Owed::Target => wrong("日期", "day").help("写成 2026-09-29", "write 2026-09-29"),
        Owed::Due if DateTime::parse_from_rfc3339(item.text).is_ok() => return,
        Owed::Due => wrong("时刻", "instant").help(
            "写成 2026-09-30T00:00:00+08:00；9月29日24时即此刻",
            "write 2026-09-30T00:00:00+08:00, which is 24:00 of the 29th",
        ),
    };
    view.fault_at(item.mark, key, || problem);
}

fn is_empty(node: &Node) -> bool {
    node.table().is_some_and(|table| table.0.is_empty()) || node.list().is_some_and(<[Node]>::is_empty)
}

fn nothing() -> Problem {
    Problem::new("example/nothing", "没有写明应得出什么", "it does not say what must come out").help(
        "写 state、open、barred、ended、obligation 或 findings",
        "give `state`, `open`, `barred`, `ended`, `obligation` or `findings`",
    )
}

fn not_text(rule: &str) -> Problem {
    Problem::new("procedure/wrong-type", format!("{rule} 应为字符串"), format!("`{rule}` must be a string"))
}
