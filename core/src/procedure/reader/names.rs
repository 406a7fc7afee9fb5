//! All names of a file, collected before anything refers to them.

use super::super::faults::{Faults, suggest};
use super::super::model::{
    Approval, Check, Class, ClassResult, Event, Fact, Form, Limit, Reading, Ref, Region, Role, Roster, State,
    Step,
};
use super::super::tree::{Entry, Mark, Node, Table};
use super::view::View;
use crate::problem::Problem;
use std::collections::HashMap;

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Role,
    Fact,
    Form,
    Event,
    Region,
    State,
    Step,
    Check,
    Class,
    Approval,
    Ban,
    Limit,
    Duty,
    Notice,
    Sampling,
    Norm,
    Cost,
    Reading,
}

impl Kind {
    /// The key of the file, Chinese, English with its article.
    fn words(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Role => ("role", "角色", "a role"),
            Self::Fact => ("fact", "事实", "a fact"),
            Self::Form => ("form", "表单", "a form"),
            Self::Event => ("event", "事件", "an event"),
            Self::Region => ("region", "并行区", "a region"),
            Self::State => ("state", "状态", "a state"),
            Self::Step => ("step", "步骤", "a step"),
            Self::Check => ("check", "判定", "a check"),
            Self::Class => ("class", "分级", "a class"),
            Self::Approval => ("approval", "审批", "an approval"),
            Self::Ban => ("ban", "禁止", "a ban"),
            Self::Limit => ("limit", "时限", "a limit"),
            Self::Duty => ("duty", "定期职责", "a duty"),
            Self::Notice => ("notice", "告知", "a notice"),
            Self::Sampling => ("sampling", "抽样方案", "a sampling plan"),
            Self::Norm => ("norm", "规范", "a norm"),
            Self::Cost => ("cost", "费用", "a cost"),
            Self::Reading => ("reading", "解释", "a reading"),
        }
    }

    /// The arrays of rules, by their key.
    pub(crate) const RULES: [(&'static str, Self); 12] = [
        ("step", Self::Step),
        ("check", Self::Check),
        ("class", Self::Class),
        ("approval", Self::Approval),
        ("ban", Self::Ban),
        ("limit", Self::Limit),
        ("duty", Self::Duty),
        ("notice", Self::Notice),
        ("sampling", Self::Sampling),
        ("norm", Self::Norm),
        ("cost", Self::Cost),
        ("reading", Self::Reading),
    ];

    /// Roles and readings are named only by keys of their own; all other ids share one space.
    fn stands_alone(self) -> bool {
        matches!(self, Self::Role | Self::Reading)
    }
}

/// All names of a file.
#[derive(Default)]
pub(crate) struct Names<'a> {
    pub(crate) roles: Roster<'a, Role>,
    pub(crate) facts: Roster<'a, Fact>,
    pub(crate) forms: Roster<'a, Form>,
    pub(crate) events: Roster<'a, Event>,
    pub(crate) regions: Roster<'a, Region>,
    pub(crate) states: Roster<'a, State>,
    pub(crate) steps: Roster<'a, Step>,
    pub(crate) checks: Roster<'a, Check>,
    pub(crate) classes: Roster<'a, Class>,
    /// Of each class, in its order.
    pub(crate) results: Vec<Roster<'a, ClassResult>>,
    pub(crate) approvals: Roster<'a, Approval>,
    pub(crate) limits: Roster<'a, Limit>,
    pub(crate) readings: Roster<'a, Reading>,
    /// Every id that shares the one space, what it stands for and where.
    all: HashMap<&'a str, (Kind, Mark)>,
    /// Roles and readings.
    alone: HashMap<&'a str, (Kind, Mark)>,
}

impl<'a> Names<'a> {
    /// Collects the names, and reports ids that are missing, badly formed, or taken.
    pub(crate) fn collect(root: &'a Table, faults: &Faults<'_>) -> Self {
        let mut names = Self::default();
        for (key, kind) in
            [("roles", Kind::Role), ("facts", Kind::Fact), ("forms", Kind::Form), ("regions", Kind::Region)]
        {
            for entry in tables(root.get(key)) {
                names.add(kind, &entry.key, entry.at, faults);
            }
        }
        for region in tables(root.get("states")) {
            for entry in tables(Some(&region.node)) {
                names.add(Kind::State, &entry.key, entry.at, faults);
            }
        }
        for (key, kind) in Kind::RULES {
            for rule in root.get(key).and_then(Node::list).into_iter().flatten() {
                let Some(table) = rule.table() else { continue };
                let id = table.get("id");
                names.add(
                    kind,
                    id.and_then(Node::text).unwrap_or_default(),
                    id.map_or(rule.mark, |n| n.mark),
                    faults,
                );
                if kind == Kind::Class {
                    names.add_results(table, faults);
                }
            }
        }
        for entry in tables(root.get("events")) {
            names.add(Kind::Event, &entry.key, entry.at, faults);
        }
        for step in root.get("step").and_then(Node::list).into_iter().flatten().filter_map(Node::table) {
            names.add_event_of(step, faults);
        }
        names
    }

    /// The event of a step: named by `event`, else by the step's own id. Several steps may share it.
    fn add_event_of(&mut self, step: &'a Table, faults: &Faults<'_>) {
        let node = step.get("event").or_else(|| step.get("id"));
        let Some((id, mark)) = node.and_then(|n| Some((n.text()?, n.mark))) else { return };
        if self.events.find(id).is_some() || id.is_empty() {
            return;
        }
        if step.get("event").is_some() && self.kind(id) != Some(Kind::Step) {
            self.add(Kind::Event, id, mark, faults);
        } else if self.events.add(id).is_none() {
            faults.add(mark, || too_many(Kind::Event));
        }
    }

    fn add_results(&mut self, class: &'a Table, faults: &Faults<'_>) {
        let mut roster = Roster::default();
        for entry in tables(class.get("results")) {
            check_form(&entry.key, entry.at, faults);
            let _ = roster.add(&entry.key);
        }
        self.results.push(roster);
    }

    fn add(&mut self, kind: Kind, id: &'a str, mark: Mark, faults: &Faults<'_>) {
        // A missing id is reported where the rule is read; here it only keeps the places in step.
        if !id.is_empty() {
            check_form(id, mark, faults);
            let space = if kind.stands_alone() { &mut self.alone } else { &mut self.all };
            match space.get(id) {
                Some(&(other, first)) => faults.add(mark, || duplicate(id, kind, other, first, faults)),
                None => {
                    space.insert(id, (kind, mark));
                }
            }
        }
        let full = match kind {
            Kind::Role => self.roles.add(id).is_none(),
            Kind::Fact => self.facts.add(id).is_none(),
            Kind::Form => self.forms.add(id).is_none(),
            Kind::Event => self.events.add(id).is_none(),
            Kind::Region => self.regions.add(id).is_none(),
            Kind::State => self.states.add(id).is_none(),
            Kind::Step => self.steps.add(id).is_none(),
            Kind::Check => self.checks.add(id).is_none(),
            Kind::Class => self.classes.add(id).is_none(),
            Kind::Approval => self.approvals.add(id).is_none(),
            Kind::Limit => self.limits.add(id).is_none(),
            Kind::Reading => self.readings.add(id).is_none(),
            Kind::Ban | Kind::Duty | Kind::Notice | Kind::Sampling | Kind::Norm | Kind::Cost => false,
        };
        if full {
            faults.add(mark, || too_many(kind));
        }
    }

    /// What an id of the shared space stands for.
    pub(crate) fn kind(&self, id: &str) -> Option<Kind> {
        self.all.get(id).map(|(kind, _)| *kind)
    }

    /// The fault for a name that is none of its kind.
    pub(crate) fn unknown<T>(&self, kind: Kind, roster: &Roster<'_, T>, name: &str) -> Problem {
        let (code, zh, en) = kind.words();
        let en = en.trim_start_matches("an ").trim_start_matches("a ");
        let problem = Problem::new(
            &format!("procedure/unknown-{code}"),
            format!("没有{zh}“{name}”"),
            format!("there is no {en} `{name}`"),
        );
        match self.kind(name).filter(|other| *other != kind) {
            Some(other) => {
                let (_, zh, en) = other.words();
                problem.help(format!("“{name}”是{zh}"), format!("`{name}` is {en}"))
            }
            None => suggest(problem, name, roster.ids().filter(|id| !id.is_empty())),
        }
    }

    /// The fault for a name that a guard cannot ask.
    pub(crate) fn unknown_in_guard(&self, name: &str) -> Problem {
        let askable =
            self.facts.ids().chain(self.checks.ids()).chain(self.classes.ids()).filter(|id| !id.is_empty());
        let problem = Problem::new(
            "procedure/unknown-fact",
            format!("没有名为“{name}”的事实、判定或分级"),
            format!("there is no fact, check or class `{name}`"),
        );
        let form = match self.kind(name) {
            Some(Kind::State) => "in",
            Some(Kind::Region) => "ended",
            Some(Kind::Approval) => "signed",
            Some(Kind::Form) => "held",
            Some(Kind::Event | Kind::Step) => "happened",
            _ => return suggest(problem, name, askable),
        };
        problem.help(format!("是否指 {form}({name})？"), format!("did you mean `{form}({name})`?"))
    }

    /// The fault for an id that stands for nothing in the file.
    pub(crate) fn unknown_anything(&self, code: &str, name: &str) -> Problem {
        let problem = Problem::new(code, format!("没有“{name}”"), format!("there is no `{name}`"));
        suggest(problem, name, self.all.keys().copied())
    }
}

/// The tables inside a table; what is no table is reported where it is read.
fn tables(node: Option<&Node>) -> impl Iterator<Item = &Entry> {
    node.and_then(Node::table).into_iter().flat_map(|t| &t.0).filter(|e| e.node.table().is_some())
}

fn too_many(kind: Kind) -> Problem {
    let (_, zh, en) = kind.words();
    Problem::new(
        "procedure/too-many",
        format!("{zh}超过 65535 个"),
        format!("more than 65,535 of one kind: {en}"),
    )
}

fn duplicate(id: &str, kind: Kind, other: Kind, first: Mark, faults: &Faults<'_>) -> Problem {
    let line = faults.line_of(first);
    let (_, zh, en) = other.words();
    let there = |text: &str| line.map(|l| text.replace('#', &l.to_string())).unwrap_or_default();
    let problem = Problem::new(
        "procedure/duplicate-id",
        format!("id“{id}”已用于{zh}{}", there("（第 # 行）")),
        format!("the id `{id}` is already {en}{}", there(" (line #)")),
    );
    match kind == other {
        true => problem.help("每个 id 在文件中只用一次", "an id stands once in a file"),
        false => problem.help(
            "各类规则共用一个命名空间，请改其中一个",
            "ids of all kinds share one space; rename one of the two",
        ),
    }
}

/// Words that guards and keys give a meaning of their own.
const RESERVED: [&str; 12] =
    ["and", "or", "not", "in", "yes", "today", "time", "opened", "unclassified", "unstated", "auto", "unset"];

/// Ids are kebab-case: `back-for-sorting`.
pub(crate) fn check_form(id: &str, mark: Mark, faults: &Faults<'_>) {
    let parts_fit = id
        .split('-')
        .all(|p| !p.is_empty() && p.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()));
    if !(parts_fit && id.starts_with(|c: char| c.is_ascii_lowercase())) {
        let problem = || {
            Problem::new("procedure/id-form", format!("“{id}”不能作 id"), format!("`{id}` cannot be an id"))
        };
        faults.add(mark, || {
            problem().help(
                "id 以小写字母开头，由小写字母、数字和连字符组成，如 back-for-sorting",
                "ids are lower-case letters, digits and single hyphens, a letter first: back-for-sorting",
            )
        });
    } else if RESERVED.contains(&id) {
        let problem = || {
            Problem::new(
                "procedure/id-form",
                format!("“{id}”是保留词，不能作 id"),
                format!("`{id}` has a meaning of its own and cannot be an id"),
            )
        };
        faults.add(mark, || problem().help("请换一个 id", "choose another id"));
    }
}

/// What a list of names needs to become references: one place that reports the unknown ones.
pub(crate) fn find<T>(
    view: &View<'_>,
    roster: &Roster<'_, T>,
    (names, kind): (&Names<'_>, Kind),
    name: (&str, Mark),
    key: &str,
) -> Option<Ref<T>> {
    let found = roster.find(name.0).filter(|_| !name.0.is_empty());
    if found.is_none() {
        view.fault_at(name.1, key, || names.unknown(kind, roster, name.0));
    }
    found
}
