//! Where a rule comes from: clause or place, basis, rule ids, readings, words.

use super::super::model::{Basis, Source};
use super::names::{Kind, find};
use super::refs::Reader;
use super::view::View;
use crate::problem::{Problem, Text};

/// What a table of the file is, for the ids it may carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rule {
    /// The letters of rule ids that fit.
    letters: &'static str,
    /// Whether a clause or place must be given.
    placed: bool,
}

const fn rule(letters: &'static str) -> Rule {
    Rule { letters, placed: true }
}

const fn thing(letters: &'static str) -> Rule {
    Rule { letters, placed: false }
}

impl Rule {
    pub(super) const STEP: Self = rule("X");
    pub(super) const CHECK: Self = rule("HN");
    pub(super) const SAMPLING: Self = rule("H");
    pub(super) const CLASS: Self = rule("C");
    pub(super) const ROW: Self = thing("CH");
    pub(super) const APPROVAL: Self = rule("A");
    pub(super) const BAN: Self = rule("N");
    pub(super) const LIMIT: Self = rule("TUD");
    pub(super) const DUTY: Self = rule("TUD");
    pub(super) const NOTICE: Self = rule("NUD");
    pub(super) const NORM: Self = rule("ND");
    pub(super) const COST: Self = rule("M");
    pub(super) const FACT: Self = thing("C");
    pub(super) const OPTION: Self = thing("C");
    pub(super) const FORM: Self = thing("FR");
    pub(super) const STATE: Self = thing("C");
    pub(super) const EVENT: Self = thing("NUD");
}

impl Reader<'_> {
    /// The source of a rule, from the keys every rule may carry.
    pub(super) fn source(&self, view: &View<'_>, rule: Rule) -> Source {
        let own = |text: &str| text.to_owned();
        let company: Option<Text> =
            usize::from(view.mark.file).checked_sub(1).and_then(|i| self.companies.get(i)).cloned();
        let source = Source {
            clause: view.text("clause").map(own),
            place: view.text_or_both("place"),
            basis: view.word("basis", &Basis::ALL).unwrap_or_default(),
            inferred: self.inferred(view),
            refs: refs(view, rule.letters),
            readings: self.readings_of(view),
            words: view.text("words").map(own),
            company,
        };
        let says = ["clause", "place"].iter().any(|key| view.table.get(key).is_some());
        if rule.placed && source.company.is_none() && !says {
            let problem = || {
                Problem::new(
                    "procedure/no-source",
                    "缺少 clause 或 place",
                    "neither `clause` nor `place` says where the rule stands",
                )
            };
            view.fault_at(view.mark, "", || {
                problem().help(
                    "clause 写原文印出的条款号；没有条款号时用 place 描述位置",
                    "`clause` is the number as printed; without one, describe the place with `place`",
                )
            });
        }
        source
    }

    fn inferred(&self, view: &View<'_>) -> Vec<String> {
        let items = view.items("inferred");
        for item in items.iter().filter(|i| view.table.get(i.text).is_none()) {
            let problem = || {
                Problem::new(
                    "procedure/inferred",
                    format!("inferred 指的“{}”不在此规则中", item.text),
                    format!("`inferred` names `{}`, which this rule does not give", item.text),
                )
            };
            view.fault_at(item.mark, "inferred", || {
                problem().help("只列此规则写出的键", "list only keys that the rule gives")
            });
        }
        items.iter().map(|i| i.text.to_owned()).collect()
    }

    fn readings_of(&self, view: &View<'_>) -> Vec<super::super::model::Ref<super::super::model::Reading>> {
        let names = (&self.names, Kind::Reading);
        let items = view.items("reading");
        items
            .iter()
            .filter_map(|i| find(view, &self.names.readings, names, (i.text, i.mark), "reading"))
            .collect()
    }
}

/// Rule ids, each of the right form and with a letter that fits.
pub(crate) fn refs(view: &View<'_>, letters: &str) -> Vec<String> {
    let items = view.items("ref");
    for item in &items {
        let Some(letter) = kind_letter(item.text) else {
            let problem = || {
                Problem::new(
                    "procedure/ref-form",
                    format!("“{}”不是规则编号", item.text),
                    format!("`{}` is no rule id", item.text),
                )
            };
            view.fault_at(item.mark, "ref", || {
                problem().help("写成 S0-08-H2 这样的编号", "write it like S0-08-H2")
            });
            continue;
        };
        if !letters.contains(letter) {
            let fitting: Vec<String> = letters.chars().map(String::from).collect();
            let problem = || {
                Problem::new(
                    "procedure/ref-kind",
                    format!("规则编号“{}”的类别 {letter} 不能用在这里", item.text),
                    format!("the rule id `{}` is of kind {letter}, which does not fit here", item.text),
                )
            };
            view.fault_at(item.mark, "ref", || {
                problem().help(
                    format!("此处可用的类别：{}", fitting.join("、")),
                    format!("kinds that fit here: {}", fitting.join(", ")),
                )
            });
        }
    }
    items.iter().map(|i| i.text.to_owned()).collect()
}

/// The letter of `S0-08-H2` or `S3-01-XB22`.
fn kind_letter(id: &str) -> Option<char> {
    let mut parts = id.split('-');
    let (collection, procedure, last) = (parts.next()?, parts.next()?, parts.next()?);
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let letter = last.chars().next().filter(char::is_ascii_uppercase)?;
    let number = last.strip_prefix(letter)?;
    let number = number.strip_prefix(|c: char| c.is_ascii_uppercase()).unwrap_or(number);
    let fits = parts.next().is_none()
        && digits(collection.strip_prefix('S')?)
        && digits(procedure.trim_end_matches(|c: char| c.is_ascii_uppercase()))
        && digits(number.trim_end_matches(|c: char| c.is_ascii_lowercase()));
    fits.then_some(letter)
}
