//! Small procedures for tests, built by hand.

use super::guard::{Condition, Guard};
use super::model::*;
use crate::problem::Text;
use crate::rate::{Comparator, Rate, Threshold};

pub(crate) fn text(zh: &str, en: &str) -> Text {
    Text::new(zh, en)
}

pub(crate) fn threshold(comparator: Comparator, rate: &str) -> Threshold {
    Threshold { comparator, rate: Rate::parse(rate).unwrap() }
}

pub(crate) fn placed(place: Text, words: &str) -> Source {
    Source { place: Some(place), words: Some(words.into()), ..Source::default() }
}

impl Procedure {
    pub(crate) fn with_fact(&mut self, id: &str, zh: &str, kind: FactKind) -> Ref<Fact> {
        let label = text(zh, &id.replace('-', " "));
        self.facts.push(Fact { id: id.into(), label, kind, keep: false, source: Source::default() }).unwrap()
    }

    pub(crate) fn with_count(&mut self, id: &str, zh: &str, part_of: Option<Ref<Fact>>) -> Ref<Fact> {
        self.with_fact(id, zh, FactKind::Count { part_of })
    }

    pub(crate) fn with_choice(
        &mut self,
        id: &str,
        zh: &str,
        options: &[(&str, &str)],
        open: bool,
    ) -> Ref<Fact> {
        let mut list = List::default();
        for (id, zh) in options {
            list.push(Choice { id: (*id).into(), label: text(zh, id), source: Source::default() }).unwrap();
        }
        self.with_fact(id, zh, FactKind::Choice { options: list, open })
    }

    pub(crate) fn with_check(&mut self, id: &str, zh: &str, test: Test) -> Ref<Check> {
        self.checks
            .push(Check {
                id: id.into(),
                label: text(zh, id),
                source: Source::default(),
                test,
                per: None,
                then: vec![format!("{id}-then")],
                otherwise: vec![format!("{id}-else")],
            })
            .unwrap()
    }

    /// Rows are (guard, position of the result).
    pub(crate) fn with_class(
        &mut self,
        id: &str,
        hit: Hit,
        results: &[&str],
        rows: Vec<(Guard, usize)>,
        otherwise: Option<usize>,
    ) -> Ref<Class> {
        let mut list = List::default();
        for id in results {
            list.push(ClassResult {
                id: (*id).into(),
                label: text(id, id),
                then: vec![format!("{id}-then")],
            })
            .unwrap();
        }
        let rows = rows
            .into_iter()
            .map(|(guard, result)| Row {
                when: Condition { guard, text: String::new() },
                result: list.at(result).unwrap(),
                source: Source::default(),
            })
            .collect();
        let otherwise = otherwise.map(|at| list.at(at).unwrap());
        let (label, source) = (text(id, id), Source::default());
        self.classes
            .push(Class { id: id.into(), label, source, hit, results: list, rows, otherwise })
            .unwrap()
    }
}

/// The check of S0-08-H2: 超过3% of the inspected units do not match.
pub(crate) fn label_mismatch() -> Procedure {
    let mut p = Procedure::default();
    let inspected = p.with_count("inspected", "抽检数", None);
    let mismatched = p.with_count("mismatched", "不符数", Some(inspected));
    let over = threshold(Comparator::Above, "3%");
    let check = p.with_check(
        "label-mismatch",
        "标识不符超限",
        Test::Rate { part: mismatched, whole: inspected, threshold: over },
    );
    let check = p.checks.get_mut(check).unwrap();
    check.source = placed(text("检验栏第1项", "inspection block, item 1"), "超过3%");
    check.source.refs = vec!["S0-08-H2".into()];
    p
}
