//! Findings as every language sees them.

use super::{ReadingUse, readings};
use crate::facts::Facts;
use crate::findings::{Finding, Judged, judge};
use crate::problem::{Problem, Text};
use crate::procedure::evaluate::Context;
use crate::procedure::model::{Basis, Procedure};
use crate::rate::percent;
use serde::Serialize;

/// All findings of one set of facts.
#[derive(Debug, Clone, Serialize)]
pub struct FindingsView<'p> {
    /// Checks first, then classes, each in file order.
    pub findings: Vec<FindingView<'p>>,
    /// Ids of all that follows, in file order.
    pub actions: Vec<&'p str>,
    /// What is wrong with the facts.
    pub problems: Vec<Problem>,
}

/// One answer with its reason.
#[derive(Debug, Clone, Serialize)]
pub struct FindingView<'p> {
    /// `check` or `class`.
    pub kind: &'static str,
    /// The id of the rule.
    pub id: &'p str,
    /// 中文 and English.
    pub label: &'p Text,
    /// `yes`, `no`, `undetermined`; of a class its result ids joined by `+`, `unclassified` or `undetermined`.
    pub answer: String,
    /// The answer in words.
    pub answer_label: Text,
    /// Result ids of a class.
    pub results: Vec<&'p str>,
    /// The measured share.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rate: Option<RateView>,
    /// The bound: `> 3%`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub threshold: Option<String>,
    /// The smallest change of the numerator that flips the answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub margin: Option<i64>,
    /// What would settle an undetermined answer.
    pub missing: Vec<MissingView<'p>>,
    /// The clause number as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clause: Option<&'p str>,
    /// Our own description of the place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<&'p Text>,
    /// How well the document supports the rule.
    pub basis: Basis,
    /// Rule ids; those of the deciding rows after those of the rule.
    pub refs: Vec<&'p str>,
    /// The operative words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<&'p str>,
    /// The readings it depends on, those of the deciding rows included.
    pub readings: Vec<ReadingUse<'p>>,
    /// Ids of what follows.
    pub then: Vec<&'p str>,
    /// What is wrong with facts it would need.
    pub problems: Vec<Problem>,
    /// The reason as a paragraph.
    pub reason: Text,
}

/// A measured share.
#[derive(Debug, Clone, Serialize)]
pub struct RateView {
    /// k
    pub numerator: u64,
    /// n
    pub denominator: u64,
    /// `4/100`
    pub text: String,
    /// `4.00%`, rounded for show.
    pub percent: String,
}

/// Something missing.
#[derive(Debug, Clone, Serialize)]
pub struct MissingView<'p> {
    /// Its id in the file; `today` and `time` for the event's own.
    pub id: &'p str,
    /// What it is called.
    pub label: Text,
}

impl<'p> FindingsView<'p> {
    /// Judges the facts and tells everything about the findings.
    pub fn new(procedure: &'p Procedure, facts: &'p Facts) -> Self {
        Self { problems: facts.problems().cloned().collect(), ..Self::of(procedure, facts) }
    }

    /// Judges what a case knows; what it knows has no problems, it would have been refused.
    pub fn of<C: Context + ?Sized>(procedure: &'p Procedure, context: &'p C) -> Self {
        let findings = judge(procedure, context);
        Self {
            findings: findings.iter().map(|finding| FindingView::new(procedure, &finding)).collect(),
            actions: findings.actions(),
            problems: Vec::new(),
        }
    }
}

impl<'p> FindingView<'p> {
    /// One finding, its reason included.
    pub fn new<C: Context + ?Sized>(procedure: &'p Procedure, finding: &Finding<'p, C>) -> Self {
        let source = finding.source();
        let mut refs: Vec<&str> = Vec::new();
        let mut used = Vec::new();
        let rows = finding.rows();
        for source in std::iter::once(source).chain(rows.iter().map(|(row, _)| &row.source)) {
            for id in source.refs.iter().filter(|id| !refs.contains(&id.as_str())).collect::<Vec<_>>() {
                refs.push(id);
            }
            for reading in source.readings.iter().filter(|at| !used.contains(*at)).collect::<Vec<_>>() {
                used.push(*reading);
            }
        }
        let rate = finding.rate().and_then(|(k, n)| {
            let percent = percent(k, n)?;
            Some(RateView { numerator: k, denominator: n, text: format!("{k}/{n}"), percent })
        });
        let missing = finding
            .missing()
            .into_iter()
            .map(|item| MissingView { id: item.id(procedure), label: item.label(procedure) })
            .collect();
        Self {
            kind: match finding.rule {
                Judged::Check(..) => "check",
                Judged::Class(..) => "class",
            },
            id: finding.id(),
            label: finding.label(),
            answer: finding.answer_id(),
            answer_label: finding.answer_label(),
            results: finding.results().into_iter().map(|result| result.id.as_str()).collect(),
            rate,
            threshold: finding.threshold(),
            margin: finding.margin(),
            missing,
            clause: source.clause.as_deref(),
            place: source.place.as_ref(),
            basis: source.basis,
            refs,
            words: source.words.as_deref(),
            readings: readings(procedure, &used),
            then: finding.then(),
            problems: finding.problems().into_iter().cloned().collect(),
            reason: finding.reason(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::Raw;
    use crate::procedure::small::label_mismatch;
    use serde_json::json;

    #[test]
    fn a_finding_as_json() {
        let procedure = label_mismatch();
        let facts = Facts::read(&procedure, [("inspected", Raw::Int(100)), ("mismatched", Raw::Int(4))]);
        let view = serde_json::to_value(FindingsView::new(&procedure, &facts)).unwrap();
        assert_eq!(view["actions"], json!(["label-mismatch-then"]));
        let mut finding = view["findings"][0].clone();
        finding.as_object_mut().unwrap().remove("reason");
        assert_eq!(
            finding,
            json!({
                "kind": "check",
                "id": "label-mismatch",
                "label": { "zh": "标识不符超限", "en": "label-mismatch" },
                "answer": "yes",
                "answer_label": { "zh": "是", "en": "yes" },
                "results": [],
                "rate": { "numerator": 4, "denominator": 100, "text": "4/100", "percent": "4.00%" },
                "threshold": "> 3%",
                "margin": -1,
                "missing": [],
                "place": { "zh": "检验栏第1项", "en": "inspection block, item 1" },
                "basis": "stated",
                "refs": ["S0-08-H2"],
                "words": "超过3%",
                "readings": [],
                "then": ["label-mismatch-then"],
                "problems": []
            })
        );
    }

    #[test]
    fn what_is_missing_as_json() {
        let procedure = label_mismatch();
        let facts = Facts::read(&procedure, [("inspected", Raw::Int(100)), ("nonsense", Raw::Int(1))]);
        let view = serde_json::to_value(FindingsView::new(&procedure, &facts)).unwrap();
        let missing = json!([{ "id": "mismatched", "label": { "zh": "不符数", "en": "mismatched" } }]);
        assert_eq!(view["findings"][0]["missing"], missing);
        assert_eq!(view["problems"][0]["code"], "facts/unknown");
    }
}
