//! The worked examples of a file, from its tree: every name is one the file has, every time can be read.
//!
//! `expect.rs` what must come out

mod expect;

use super::example::{Deed, Entry, Example, Given, Told};
use super::faults::{Faults, suggest};
use super::model::{Ref, Roster};
use super::reader::names::{Kind, Names, check_form, find};
use super::reader::source::refs;
use super::reader::view::{Item, View};
use super::tree::{Mark, Node, Table, Value};
use crate::calendar::Moment;
use crate::problem::{Error, Problem, Spot};
use chrono::NaiveDate;

/// Letters of the rule ids an example may carry: all.
const LETTERS: &str = "ACDFHMNQRTUX";

/// The examples at the end of a file. Faults are added to `faults`.
pub(super) fn examples(root: &Table, faults: &Faults<'_>) -> Vec<Example> {
    // Faults of the names themselves are reported where the rules are read.
    let worked = Worked { root, names: Names::collect(root, &Faults::without_text()) };
    let mut ids: Vec<&str> = Vec::new();
    let mut list = Vec::new();
    for view in View::root(root, faults).rules("example") {
        if let Some(id) = view.need_item("id") {
            check_form(id.text, id.mark, faults);
            if ids.contains(&id.text) {
                view.fault_at(id.mark, "id", || twice(id.text));
            }
            ids.push(id.text);
        }
        list.push(worked.example(view));
    }
    list
}

/// The names that examples may use.
struct Worked<'a> {
    root: &'a Table,
    names: Names<'a>,
}

impl Worked<'_> {
    fn example(&self, view: View<'_>) -> Example {
        view.need("expect");
        let expect = view.table("expect");
        let is_case = CASE.iter().any(|key| view.table.get(key).is_some())
            || expect.as_ref().is_some_and(|e| expect::AFTER.iter().any(|key| e.table.get(key).is_some()));
        let case = is_case.then(|| self.told(&view, expect.as_ref()));
        let example = Example {
            id: view.item("id").map(|id| id.text.to_owned()).unwrap_or_default(),
            about: view.both("about"),
            refs: refs(&view, LETTERS),
            readings: self.readings(&view),
            facts: self.facts(&view),
            case,
            expect: expect.map(|expect| self.expectations(expect)).unwrap_or_default(),
            at: view.spot("id"),
        };
        view.done();
        example
    }

    fn told(&self, view: &View<'_>, expect: Option<&View<'_>>) -> Told {
        if view.table.get("opened").is_none() {
            view.fault("opened", || not_opened("opened"));
        }
        if let Some(expect) = expect.filter(|expect| expect.table.get("now").is_none()) {
            expect.fault("now", || not_opened("now"));
        }
        Told {
            opened: moment(view, "opened"),
            strict: view.flag("strict"),
            entries: view.rules("event").into_iter().map(|entry| self.entry(entry)).collect(),
            now: expect.map_or_else(nowhen, |expect| moment(expect, "now")),
        }
    }

    fn entry(&self, view: View<'_>) -> Entry {
        view.need("at");
        let deed = self.deed(&view);
        let entry = Entry {
            deed,
            at: moment(&view, "at"),
            by: self.named(&view, "by", Kind::Role, &self.names.roles),
            person: text(&view, "person"),
            accepted_by: text(&view, "accepted-by"),
            part: text(&view, "part"),
            facts: self.facts(&view),
            forms: self.all_named(&view, "forms", Kind::Form, &self.names.forms),
            refused: text(&view, "refused"),
            spot: view.spot(DEEDS.iter().find(|key| view.table.get(key).is_some()).copied().unwrap_or("at")),
        };
        view.done();
        entry
    }

    /// Exactly one of `event`, `sign`, `note`, `void`.
    fn deed(&self, view: &View<'_>) -> Deed {
        let given: Vec<&'static str> = DEEDS.into_iter().filter(|key| view.has(key)).collect();
        match given.as_slice() {
            ["event"] => {
                Deed::Event(self.named(view, "event", Kind::Event, &self.names.events).unwrap_or_default())
            }
            ["sign"] => {
                if view.table.get("by").is_none() {
                    view.fault("by", nobody_signs);
                }
                Deed::Sign {
                    approval: self
                        .named(view, "sign", Kind::Approval, &self.names.approvals)
                        .unwrap_or_default(),
                    agrees: view.word("verdict", &[("agree", true), ("disagree", false)]).unwrap_or(true),
                }
            }
            ["note"] => Deed::Note(text(view, "note").unwrap_or_default()),
            ["void"] => {
                view.need("why");
                let entry = view.number("void").and_then(|entry| u32::try_from(entry).ok());
                Deed::Void { entry: entry.unwrap_or_default(), why: text(view, "why").unwrap_or_default() }
            }
            several => {
                let mark = several.get(1).and_then(|key| view.table.get(key)).map_or(view.mark, |n| n.mark);
                view.fault_at(mark, "", || not_one_deed(several));
                Deed::Note(String::new())
            }
        }
    }

    fn readings(&self, view: &View<'_>) -> Vec<(String, String)> {
        let Some(chosen) = view.table("readings") else { return Vec::new() };
        super::readings::check_chosen(self.root, chosen.table, &chosen.path_of(""), view.faults);
        let pairs = chosen.table.0.iter();
        pairs.filter_map(|entry| Some((entry.key.clone(), entry.node.text()?.to_owned()))).collect()
    }

    fn facts(&self, view: &View<'_>) -> Vec<(String, Given)> {
        let Some(facts) = view.table("facts") else { return Vec::new() };
        let mut list = Vec::new();
        for entry in &facts.table.0 {
            self.look_up(&facts, Kind::Fact, &self.names.facts, (&entry.key, entry.at));
            match given(&entry.node) {
                Some(value) => list.push((entry.key.clone(), value)),
                None => facts.fault_at(entry.node.mark, &entry.key, || no_value(&entry.key)),
            }
        }
        list
    }

    /// A name of one kind, if given.
    fn named<T>(
        &self,
        view: &View<'_>,
        key: &'static str,
        kind: Kind,
        roster: &Roster<'_, T>,
    ) -> Option<String> {
        let item = view.item(key)?;
        find(view, roster, (&self.names, kind), (item.text, item.mark), key);
        Some(item.text.to_owned())
    }

    /// A name, or a list of names, of one kind.
    fn all_named<T>(
        &self,
        view: &View<'_>,
        key: &'static str,
        kind: Kind,
        roster: &Roster<'_, T>,
    ) -> Vec<String> {
        let items = view.items(key);
        for item in &items {
            find(view, roster, (&self.names, kind), (item.text, item.mark), key);
        }
        items.iter().map(|item| item.text.to_owned()).collect()
    }

    /// A key that is a name of one kind.
    fn look_up<T>(
        &self,
        view: &View<'_>,
        kind: Kind,
        roster: &Roster<'_, T>,
        name: (&str, Mark),
    ) -> Option<Ref<T>> {
        find(view, roster, (&self.names, kind), name, name.0)
    }
}

/// Keys that only a case has.
const CASE: [&str; 3] = ["opened", "strict", "event"];

/// Keys that say what an entry does.
const DEEDS: [&str; 4] = ["event", "sign", "note", "void"];

fn text(view: &View<'_>, key: &'static str) -> Option<String> {
    view.text(key).map(str::to_owned)
}

fn given(node: &Node) -> Option<Given> {
    match &node.value {
        Value::Int(number) => Some(Given::Int(*number)),
        Value::Flag(flag) => Some(Given::Flag(*flag)),
        Value::Text(text) => Some(Given::Text(text.clone())),
        Value::Date(day) => Some(Given::Text(day.to_string())),
        Value::List(_) | Value::Table(_) | Value::Other => None,
    }
}

/// A time; one that cannot be read is reported.
fn moment(view: &View<'_>, key: &'static str) -> Moment {
    let Some(item) = view.item(key) else { return nowhen() };
    match Moment::parse(item.text) {
        Ok(moment) => moment,
        Err(error) => {
            no_time(view, item, key, &error);
            nowhen()
        }
    }
}

/// Stands where a time could not be read; the file is refused.
fn nowhen() -> Moment {
    Moment::day(NaiveDate::default())
}

fn no_time(view: &View<'_>, item: Item<'_>, key: &'static str, error: &Error) {
    for problem in error.problems() {
        let problem = Problem { code: "example/time".to_owned(), at: Spot::default(), ..problem.clone() };
        view.fault_at(item.mark, key, || problem);
    }
}

fn twice(id: &str) -> Problem {
    Problem::new("example/twice", format!("已有算例“{id}”"), format!("there is an example `{id}` already"))
        .help("每个算例的 id 只用一次", "give each example an id of its own")
}

fn not_one_deed(given: &[&str]) -> Problem {
    let problem = match given {
        [first, second, ..] => Problem::new(
            "example/entry",
            format!("一条记录不能既是 {first} 又是 {second}"),
            format!("one entry cannot be both `{first}` and `{second}`"),
        ),
        _ => Problem::new("example/entry", "没有写明发生了什么", "it does not say what happens"),
    };
    problem.help(
        "event（事件）、sign（签署）、note（补充事实或表单）、void（作废）四者取一",
        "give one of `event`, `sign`, `note` (facts and forms alone), `void`",
    )
}

fn not_opened(key: &str) -> Problem {
    Problem::new("procedure/missing-key", format!("缺少键“{key}”"), format!("the key `{key}` is missing")).help(
        "有记录或状态的算例是案件：写明何时开始（opened）、何时来看（expect.now）",
        "an example with entries or states is a case: say when it comes in (`opened`) and when it is looked at (`expect.now`)",
    )
}

fn nobody_signs() -> Problem {
    Problem::new("example/entry", "没有写明由谁签署", "it does not say who signs")
        .help("写上 by = \"角色\"", "give `by`, the role that signs")
}

fn no_value(fact: &str) -> Problem {
    Problem::new(
        "procedure/wrong-type",
        format!("{fact} 的值应为整数、true 或 false、字符串或日期"),
        format!("`{fact}` must be a whole number, true or false, a string or a date"),
    )
    .help("小数写成字符串，如 \"5.50\"", "write a decimal as a string: \"5.50\"")
}
