//! The words of the document held against the comparator or span beside them.

use super::super::guard::Guard;
use super::super::model::Test;
use super::view::{Item, View};
use crate::problem::Problem;
use crate::rate::Comparator;
use crate::span::{Span, Unit};

/// The words of a check against its bound.
pub(super) fn check_words(view: &View<'_>, words: Item<'_>, test: &Test) {
    match test {
        Test::Rate { threshold, .. } => compare(view, words, &[threshold.comparator]),
        Test::Count { comparator, .. } => compare(view, words, &[*comparator]),
        Test::Quantity { bounds, .. } => {
            compare(view, words, &bounds.iter().map(|(comparator, _)| *comparator).collect::<Vec<_>>());
        }
        Test::When(condition) => check_guard_words(view, words, &condition.guard),
        Test::Unset => {}
    }
}

/// The words of a row against the comparisons of its guard; a guard that denies one is not judged.
pub(super) fn check_guard_words(view: &View<'_>, words: Item<'_>, guard: &Guard) {
    let mut found = Vec::new();
    if comparators(guard, &mut found) {
        compare(view, words, &found);
    }
}

/// Collects the comparators over numbers. False if a `not` turns one round.
fn comparators(guard: &Guard, found: &mut Vec<Comparator>) -> bool {
    match guard {
        Guard::And(parts) | Guard::Or(parts) => parts.iter().all(|part| comparators(part, found)),
        Guard::Not(inner) => {
            let before = found.len();
            comparators(inner, found) && found.len() == before
        }
        Guard::Count(_, comparator, _)
        | Guard::Counts(_, comparator, _)
        | Guard::Quantity(_, comparator, _)
        | Guard::Date(_, comparator, _)
        | Guard::Rounds(_, comparator, _) => {
            found.push(*comparator);
            true
        }
        Guard::Rate(_, _, threshold) => {
            found.push(threshold.comparator);
            true
        }
        _ => true,
    }
}

fn compare(view: &View<'_>, words: Item<'_>, comparators: &[Comparator]) {
    let Some((said, _)) = Comparator::of_words(words.text) else { return };
    if comparators.is_empty() || comparators.contains(&said) {
        return;
    }
    let signs: Vec<&str> = comparators.iter().map(|c| c.sign()).collect();
    let problem = || {
        Problem::new(
            "procedure/words",
            format!("原文用语“{}”是 {}，规则写的是 {}", words.text, said.sign(), signs.join("、")),
            format!("the words `{}` say {}, the rule says {}", words.text, said.sign(), signs.join(", ")),
        )
    };
    view.fault_at(words.mark, "words", || {
        problem()
            .help("核对原文，改比较符或用语", "look at the document, and mend the comparator or the words")
    });
}

/// The words of a limit against its span. Words that do not say which days agree with any, if a reading says which.
pub(super) fn check_span_words(view: &View<'_>, words: Item<'_>, span: Span, read: bool) {
    let Ok(said) = Span::parse(words.text) else { return };
    let agrees = match (said, span) {
        (Span::Exactly(a, Unit::Days), Span::Exactly(b, unit)) if read && is_days(unit) => a == b,
        (Span::Range(a, c, Unit::Days), Span::Range(b, d, unit)) if read && is_days(unit) => (a, c) == (b, d),
        _ => said == span,
    };
    if !agrees {
        let problem = || {
            Problem::new(
                "procedure/words",
                format!("原文用语“{}”与 within 不一致", words.text),
                format!("the words `{}` and `within` do not say the same", words.text),
            )
        };
        view.fault_at(words.mark, "words", || {
            problem().help(
                "核对原文；“天”未分日历日与工作日时给出 reading",
                "look at the document; where 天 leaves open which days are meant, give a `reading`",
            )
        });
    }
}

fn is_days(unit: Unit) -> bool {
    matches!(unit, Unit::Days | Unit::CalendarDays | Unit::WorkingDays)
}
