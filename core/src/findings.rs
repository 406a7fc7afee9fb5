//! Facts in, findings out: the answer of every check and class, and on request why.
//!
//! Judging only decides; margins, missing facts and sentences are worked out when they are asked for.

use crate::problem::{Lang, Problem, Text};
use crate::procedure::because::{Missing, joined};
use crate::procedure::evaluate::{Classified, Context};
use crate::procedure::guard::Truth;
use crate::procedure::model::{
    Check, Class, ClassResult, Fact, FactKind, Hit, Procedure, Ref, Row, Source, Test,
};
use crate::rate::{Comparator, Threshold};
use crate::value::Value;
use std::borrow::Cow;

/// The answers of all checks and classes of a procedure, checks first, each in file order.
#[derive(Debug)]
pub struct Findings<'a, C: Context + ?Sized> {
    procedure: &'a Procedure,
    context: &'a C,
    answers: Cow<'a, [Answer]>,
}

/// The answer of a check or a class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Of a check.
    Check(Truth),
    /// Of a class.
    Class(Classified),
}

/// What was judged.
#[derive(Debug, Clone, Copy)]
pub enum Judged<'a> {
    /// A check.
    Check(Ref<Check>, &'a Check),
    /// A class.
    Class(Ref<Class>, &'a Class),
}

/// One answer with everything it rests on.
#[derive(Debug)]
pub struct Finding<'a, C: Context + ?Sized> {
    procedure: &'a Procedure,
    context: &'a C,
    /// The rule.
    pub rule: Judged<'a>,
    /// Its answer.
    pub answer: Answer,
}

/// Judges facts (or a whole case) by every check and class of a procedure.
pub fn judge<'a, C: Context + ?Sized>(procedure: &'a Procedure, context: &'a C) -> Findings<'a, C> {
    let checks = procedure.checks.iter().map(|check| Answer::Check(check.truth(procedure, context)));
    let classes = procedure.classes.iter().map(|class| Answer::Class(class.classify(procedure, context)));
    Findings { procedure, context, answers: checks.chain(classes).collect() }
}

impl<'a, C: Context + ?Sized> Findings<'a, C> {
    /// Findings kept apart as their answers, whole again: the same procedure and facts, not judged anew.
    pub fn kept(procedure: &'a Procedure, context: &'a C, answers: impl Into<Cow<'a, [Answer]>>) -> Self {
        Self { procedure, context, answers: answers.into() }
    }

    /// Every finding, checks first, each in file order.
    pub fn iter(&self) -> impl Iterator<Item = Finding<'a, C>> + use<'_, 'a, C> {
        let (procedure, context) = (self.procedure, self.context);
        let checks = procedure.checks.entries().map(|(at, check)| Judged::Check(at, check));
        let classes = procedure.classes.entries().map(|(at, class)| Judged::Class(at, class));
        let rules = checks.chain(classes);
        rules.zip(self.answers.iter()).map(move |(rule, answer)| Finding {
            procedure,
            context,
            rule,
            answer: answer.clone(),
        })
    }

    /// The answers alone, in the same order.
    pub fn answers(&self) -> &[Answer] {
        &self.answers
    }

    /// The answers alone, to be [kept](Self::kept).
    pub fn into_answers(self) -> Vec<Answer> {
        self.answers.into_owned()
    }

    /// The finding of the check or class with this id.
    pub fn find(&self, id: &str) -> Option<Finding<'a, C>> {
        self.iter().find(|finding| finding.id() == id)
    }

    /// Ids of all that follows, in file order, each once.
    pub fn actions(&self) -> Vec<&'a str> {
        let mut ids: Vec<&str> = Vec::new();
        for id in self.iter().flat_map(|finding| finding.then()) {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        ids
    }
}

impl<'a, C: Context + ?Sized> Finding<'a, C> {
    /// The id of the check or class.
    pub fn id(&self) -> &'a str {
        match self.rule {
            Judged::Check(_, check) => &check.id,
            Judged::Class(_, class) => &class.id,
        }
    }

    /// What it is called.
    pub fn label(&self) -> &'a Text {
        match self.rule {
            Judged::Check(_, check) => &check.label,
            Judged::Class(_, class) => &class.label,
        }
    }

    /// Where the rule comes from.
    pub fn source(&self) -> &'a Source {
        match self.rule {
            Judged::Check(_, check) => &check.source,
            Judged::Class(_, class) => &class.source,
        }
    }

    /// `yes`, `no`, `undetermined`; of a class the ids of its results joined by `+`, or `unclassified`.
    pub fn answer_id(&self) -> String {
        match &self.answer {
            Answer::Check(truth) => truth.id().to_owned(),
            Answer::Class(Classified::Unclassified) => crate::procedure::model::UNCLASSIFIED.to_owned(),
            Answer::Class(Classified::Undetermined | Classified::Conflict(..)) => {
                Truth::Undetermined.id().to_owned()
            }
            Answer::Class(Classified::One(_) | Classified::Several(_)) => {
                let ids: Vec<&str> = self.results().iter().map(|result| result.id.as_str()).collect();
                ids.join("+")
            }
        }
    }

    /// The answer as people read it.
    pub fn answer_label(&self) -> Text {
        match (self.rule, &self.answer) {
            (Judged::Class(_, class), Answer::Class(answer)) => class.answer_label(answer),
            (_, Answer::Check(truth)) => truth.label(),
            _ => Text::default(),
        }
    }

    /// Whether nothing can be concluded.
    pub fn is_undetermined(&self) -> bool {
        matches!(
            self.answer,
            Answer::Check(Truth::Undetermined)
                | Answer::Class(Classified::Undetermined | Classified::Conflict(..))
        )
    }

    /// The results of a class; none for a check.
    pub fn results(&self) -> Vec<&'a ClassResult> {
        match (self.rule, &self.answer) {
            (Judged::Class(_, class), Answer::Class(Classified::One(result))) => {
                vec![&class.results[*result]]
            }
            (Judged::Class(_, class), Answer::Class(Classified::Several(results))) => {
                results.iter().map(|result| &class.results[*result]).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The rows of a class that decide: that match, or stay open.
    pub fn rows(&self) -> Vec<(&'a Row, Truth)> {
        match self.rule {
            Judged::Class(_, class) => class.deciding_rows(self.procedure, self.context).collect(),
            Judged::Check(..) => Vec::new(),
        }
    }

    /// The measured share k/n of a rate check, if both are known and n is not 0.
    pub fn rate(&self) -> Option<(u64, u64)> {
        let (part, whole, _) = self.rate_test()?;
        let (k, n) = (self.count(part)?, self.count(whole)?);
        (n > 0).then_some((k, n))
    }

    /// The bound of a check, `> 3%`; `None` if it is no single bound.
    pub fn threshold(&self) -> Option<String> {
        let Judged::Check(_, check) = self.rule else { return None };
        match &check.test {
            Test::Rate { threshold, .. } => {
                Some(format!("{} {}", threshold.comparator.sign(), threshold.rate))
            }
            Test::Count { comparator, bound, .. } => Some(format!("{} {bound}", comparator.sign())),
            Test::Quantity { bounds, .. } => {
                let bounds: Vec<String> =
                    bounds.iter().map(|(c, bound)| format!("{} {bound}", c.sign())).collect();
                Some(bounds.join(", "))
            }
            Test::When(_) | Test::Unset => None,
        }
    }

    /// The smallest change of the count (the numerator of a rate) that flips the answer; negative: fewer.
    /// `None` where no change can.
    pub fn margin(&self) -> Option<i64> {
        let Judged::Check(_, check) = self.rule else { return None };
        match check.test {
            Test::Rate { part, whole, threshold } => {
                let (k, n) = self.rate()?;
                let bounded = is_part_of(self.procedure, part, whole);
                threshold.margin(k, n, bounded.then_some(n))
            }
            Test::Count { fact, comparator, bound } => {
                let most = match self.procedure.facts[fact].kind {
                    FactKind::Count { part_of: Some(whole) } => self.count(whole),
                    _ => None,
                };
                count_margin(self.count(fact)?, comparator, bound, most)
            }
            _ => None,
        }
    }

    /// What would settle an undetermined answer, facts in file order. A fact that was given and refused is not
    /// missing: see [`Finding::problems`].
    pub fn missing(&self) -> Vec<Missing> {
        let mut missing = self.unknown();
        missing.retain(|item| self.refused(*item).is_none());
        missing
    }

    /// The ids of what is [`Finding::missing`].
    pub fn missing_ids(&self) -> Vec<&'a str> {
        self.missing().into_iter().map(|missing| missing.id(self.procedure)).collect()
    }

    /// What is wrong with facts this answer would need.
    pub fn problems(&self) -> Vec<&'a Problem> {
        self.unknown().into_iter().filter_map(|item| self.refused(item)).collect()
    }

    /// Ids of what follows from the answer, in file order.
    pub fn then(&self) -> Vec<&'a str> {
        let ids = |list: &'a [String]| list.iter().map(String::as_str);
        match (self.rule, &self.answer) {
            (Judged::Check(_, check), Answer::Check(Truth::Yes)) => ids(&check.then).collect(),
            (Judged::Check(_, check), Answer::Check(Truth::No)) => ids(&check.otherwise).collect(),
            _ => self.results().into_iter().flat_map(|result| ids(&result.then)).collect(),
        }
    }

    /// The whole reason as one paragraph: what was measured against which words of which clause, with what result,
    /// how far from the boundary, under which reading.
    pub fn reason(&self) -> Text {
        joined(self.sentences().into_iter(), "", " ")
    }

    /// The reason in one language.
    pub fn explain(&self, lang: Lang) -> String {
        self.reason().get(lang).to_owned()
    }

    fn sentences(&self) -> Vec<Text> {
        let (label, answer) = (self.label(), self.answer_label());
        let mut told = vec![Text::new(
            format!("{}：{}。", label.zh, answer.zh),
            format!("{}: {}.", label.en, answer.en),
        )];
        match self.rule {
            Judged::Check(_, check) => {
                told.extend(check.because(self.procedure, self.context).iter().map(sentence));
                told.extend(self.nothing_inspected());
                told.extend(self.margin().map(distance));
            }
            Judged::Class(_, class) => self.tell_rows(class, &mut told),
        }
        told.extend(self.source().cited());
        told.extend(self.source().read_as(self.procedure));
        told.extend(self.problems().into_iter().map(|problem| sentence(&problem.message)));
        let missing = self.missing();
        if !missing.is_empty() {
            let labels = joined(missing.into_iter().map(|item| item.label(self.procedure)), "、", ", ");
            told.push(Text::new(format!("缺少：{}。", labels.zh), format!("Missing: {}.", labels.en)));
        }
        told
    }

    fn tell_rows(&self, class: &Class, told: &mut Vec<Text>) {
        let rows = self.rows();
        for (row, truth) in &rows {
            let because =
                joined(row.when.guard.because(self.procedure, self.context).into_iter(), "；", "; ");
            let result = &class.results[row.result].label;
            let (zh, en) = if *truth == Truth::Yes { ("成立", "holds") } else { ("未定", "open") };
            let words = row.source.quoted();
            told.push(Text::new(
                format!("“{}”一行{zh}{}：{}。", result.zh, words.zh, because.zh),
                format!("The row for {} {en}{}: {}.", result.en, words.en, because.en),
            ));
            told.extend(row.source.cited());
        }
        match self.answer {
            Answer::Class(Classified::Conflict(..)) => told.push(Text::new(
                "两行同时成立而结果不同，原文如此，须由人决定。",
                "Two rows hold with different results; the document leaves it there, a person must decide.",
            )),
            Answer::Class(_)
                if rows.iter().all(|(_, truth)| *truth == Truth::Undetermined) && rows.is_empty() =>
            {
                told.push(Text::new("没有一行成立。", "No row holds."));
            }
            Answer::Class(Classified::Several(_)) if class.hit == Hit::All => {
                told.push(Text::new("各行结果并列。", "The results of all rows add up."));
            }
            _ => {}
        }
    }

    /// Why a rate with known counts is still no answer.
    fn nothing_inspected(&self) -> Option<Text> {
        let (_, whole, _) = self.rate_test()?;
        let label = &self.procedure.facts[whole].label;
        (self.count(whole)? == 0).then(|| {
            Text::new(
                format!("“{}”为 0，没有比率可言。", label.zh),
                format!("`{}` is 0, so there is no rate.", label.en),
            )
        })
    }

    fn rate_test(&self) -> Option<(Ref<Fact>, Ref<Fact>, Threshold)> {
        match self.rule {
            Judged::Check(_, Check { test: Test::Rate { part, whole, threshold }, .. }) => {
                Some((*part, *whole, *threshold))
            }
            _ => None,
        }
    }

    fn unknown(&self) -> Vec<Missing> {
        match (self.rule, self.is_undetermined()) {
            (_, false) => Vec::new(),
            (Judged::Check(at, _), true) => self.procedure.missing_for_check(at, self.context),
            (Judged::Class(_, class), true) => class.missing(self.procedure, self.context),
        }
    }

    fn refused(&self, missing: Missing) -> Option<&'a Problem> {
        match missing {
            Missing::Fact(fact) => self.context.problem(fact),
            _ => None,
        }
    }

    fn count(&self, fact: Ref<Fact>) -> Option<u64> {
        match self.context.fact(fact)? {
            Value::Count(count) => Some(*count),
            _ => None,
        }
    }
}

/// Whether a count is a part of another, directly or by way of others.
pub(crate) fn is_part_of(procedure: &Procedure, part: Ref<Fact>, whole: Ref<Fact>) -> bool {
    let mut at = part;
    // No chain is longer than the list, even in a circle.
    for _ in 0..procedure.facts.len() {
        match procedure.facts[at].kind {
            FactKind::Count { part_of: Some(next) } if next == whole => return true,
            FactKind::Count { part_of: Some(next) } => at = next,
            _ => return false,
        }
    }
    false
}

/// The smallest change of a count that flips its comparison, staying within `0..=most`.
pub(crate) fn count_margin(count: u64, comparator: Comparator, bound: u64, most: Option<u64>) -> Option<i64> {
    let holds = comparator.holds(count.cmp(&bound));
    let goes_up = holds == matches!(comparator, Comparator::Below | Comparator::AtMost);
    // The nearest count on the other side: the bound itself where it answers differently, else the one beyond it.
    let target = match (comparator.includes_bound() == holds, goes_up) {
        (false, _) => bound,
        (true, true) => bound.checked_add(1)?,
        (true, false) => bound.checked_sub(1)?,
    };
    let target = Some(target).filter(|target| most.is_none_or(|most| *target <= most))?;
    i64::try_from(i128::from(target).checked_sub(i128::from(count))?).ok()
}

fn sentence(text: &Text) -> Text {
    Text::new(format!("{}。", text.zh), format!("{}.", text.en))
}

fn distance(margin: i64) -> Text {
    let units = margin.unsigned_abs();
    match margin {
        0.. => {
            Text::new(format!("再多 {units} 即改变结论。"), format!("{units} more would change the answer."))
        }
        _ => {
            Text::new(format!("再少 {units} 即改变结论。"), format!("{units} fewer would change the answer."))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::{Facts, Raw};
    use crate::procedure::guard::Guard;
    use crate::procedure::small::{label_mismatch, threshold};

    fn judged(inspected: Raw<'_>, mismatched: Raw<'_>) -> (Procedure, Facts) {
        let procedure = label_mismatch();
        let facts = Facts::read(&procedure, [("inspected", inspected), ("不符数", mismatched)]);
        (procedure, facts)
    }

    fn counts(inspected: i128, mismatched: i128) -> (Procedure, Facts) {
        judged(Raw::Int(inspected), Raw::Int(mismatched))
    }

    #[test]
    fn over_three_percent_with_its_reason() {
        let (procedure, facts) = counts(100, 4);
        let findings = judge(&procedure, &facts);
        let finding = findings.find("label-mismatch").unwrap();
        assert_eq!(finding.answer_id(), "yes");
        assert_eq!(finding.rate(), Some((4, 100)));
        assert_eq!(finding.margin(), Some(-1));
        assert_eq!(findings.actions(), ["label-mismatch-then"]);
        assert_eq!(
            finding.explain(Lang::Zh),
            "标识不符超限：是。不符数/抽检数为4/100（4.00%），“> 3%”成立。再少 1 即改变结论。\
             依据（“超过3%”）：出处（本库描述）：检验栏第1项，S0-08-H2。"
        );
        assert_eq!(
            finding.explain(Lang::En),
            "label-mismatch: yes. mismatched / inspected is 4/100 (4.00%): > 3% holds. 1 fewer would change the answer. \
             Basis (“超过3%”): place (our description): inspection block, item 1, S0-08-H2."
        );
    }

    #[test]
    fn exactly_three_percent_is_not_over_it() {
        let (procedure, facts) = counts(100, 3);
        let findings = judge(&procedure, &facts);
        let finding = findings.find("label-mismatch").unwrap();
        assert_eq!((finding.answer_id().as_str(), finding.margin()), ("no", Some(1)));
        assert_eq!(findings.actions(), ["label-mismatch-else"]);
    }

    #[test]
    fn nothing_is_concluded_from_nothing() {
        for (inspected, mismatched, missing, says) in [
            (Raw::Null, Raw::Int(3), vec!["inspected"], "缺少：抽检数。"),
            (Raw::Null, Raw::Null, vec!["inspected", "mismatched"], "缺少：抽检数、不符数。"),
            (Raw::Int(0), Raw::Int(0), vec![], "“抽检数”为 0，没有比率可言。"),
            (Raw::Int(3), Raw::Int(4), vec![], "“不符数”为 4，多于“抽检数”的 3。"),
            (Raw::Int(3), Raw::Int(-4), vec![], "“不符数”的值“-4”不能为负。"),
        ] {
            let (procedure, facts) = judged(inspected, mismatched);
            let findings = judge(&procedure, &facts);
            let finding = findings.find("label-mismatch").unwrap();
            assert_eq!(finding.answer_id(), "undetermined");
            assert_eq!((finding.margin(), finding.rate()), (None, None));
            let ids: Vec<&str> = finding.missing().iter().map(|m| m.id(&procedure)).collect();
            assert_eq!(ids, missing);
            assert!(finding.explain(Lang::Zh).contains(says), "{}", finding.explain(Lang::Zh));
            assert!(findings.actions().is_empty());
        }
    }

    #[test]
    fn a_count_margin_is_the_smallest_flip_by_brute_force() {
        for (_, comparator) in Comparator::ALL {
            for bound in 0..6_u64 {
                for most in [None, Some(4_u64), Some(9)] {
                    for count in 0..=most.unwrap_or(9) {
                        let holds = |n: u64| comparator.holds(n.cmp(&bound));
                        let expected = (0..=most.unwrap_or(20))
                            .filter(|n| holds(*n) != holds(count))
                            .map(|n| n as i64 - count as i64)
                            .min_by_key(|d| d.abs());
                        assert_eq!(count_margin(count, comparator, bound, most), expected);
                    }
                }
            }
        }
    }

    #[test]
    fn a_class_tells_its_row_and_a_conflict_both() {
        let mut p = label_mismatch();
        let moulds = p.with_count("moulds", "模具数", None);
        let few = Guard::Count(moulds, Comparator::AtMost, 3);
        let many = Guard::Count(moulds, Comparator::AtLeast, 3);
        p.with_class("severity", Hit::Single, &["minor", "serious"], vec![(few, 0), (many, 1)], None);
        let answer = |n| {
            let facts = Facts::read(&p, [("模具数", Raw::Int(n))]);
            let findings = judge(&p, &facts);
            let finding = findings.find("severity").unwrap();
            (finding.answer_id(), finding.explain(Lang::En))
        };
        assert_eq!(answer(4).0, "serious");
        assert_eq!(
            answer(4).1,
            "severity: serious. The row for serious holds: moulds is 4: >= 3 holds.".replace(">=", "≥")
        );
        let (id, why) = answer(3);
        assert_eq!(id, "undetermined");
        assert!(
            why.contains("The row for minor holds") && why.contains("The row for serious holds"),
            "{why}"
        );
        assert!(why.contains("a person must decide"), "{why}");
    }

    #[test]
    fn an_unset_check_stays_open_until_a_number_is_set() {
        let mut p = label_mismatch();
        p.with_check("repair-rate", "维修率", Test::Unset);
        let facts = Facts::new(&p);
        let findings = judge(&p, &facts);
        let finding = findings.find("repair-rate").unwrap();
        assert_eq!(finding.answer_id(), "undetermined");
        assert_eq!(finding.missing().len(), 1);
        assert!(finding.explain(Lang::Zh).contains("原文未给出数值"));
    }

    #[test]
    fn a_share_that_is_no_part_may_pass_the_whole() {
        let mut p = Procedure::default();
        let sold = p.with_count("sold", "销量", None);
        let claims = p.with_count("claims", "索赔数", None);
        let test = Test::Rate { part: claims, whole: sold, threshold: threshold(Comparator::Above, "150%") };
        p.with_check("flood", "索赔过多", test);
        let facts = Facts::read(&p, [("sold", Raw::Int(2)), ("claims", Raw::Int(3))]);
        assert_eq!(judge(&p, &facts).find("flood").unwrap().margin(), Some(1));
    }
}
