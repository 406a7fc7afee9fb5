//! What is shown, told in one paragraph: the same in every language that shows it.

use super::{ByView, NextStepView, ObligationView};
use crate::problem::Text;
use crate::procedure::because::joined;
use crate::procedure::model::{Procedure, Source};

/// A rule: its name, where it stands and how well it is supported, how its ambiguous places are read.
pub(super) fn rule(procedure: &Procedure, label: &Text, source: &Source) -> Text {
    let mut told = vec![sentence(label)];
    told.extend(source.cited());
    told.extend(source.read_as(procedure));
    paragraph(told)
}

/// A step that may be next: the rule, and every reason why it cannot be taken.
pub(super) fn next_step(step: &NextStepView<'_>) -> Text {
    let reasons = joined(step.barred.iter().map(|reason| reason.message.clone()), "；", "; ");
    let standing = match (step.open, step.barred.is_empty()) {
        (true, true) => Text::new("现在可以进行", "It may be taken now"),
        (true, false) => Text::new(
            format!("现在可以进行，须随它补齐（{}）", reasons.zh),
            format!("It may be taken now, with what is still open ({})", reasons.en),
        ),
        (false, _) => prefixed("现在不能进行：", "It cannot be taken now: ", &reasons),
    };
    paragraph(vec![step.step.explanation.clone(), sentence(&standing)])
}

/// A time limit that runs: the rule, who owes it, until when, how it stands, what cannot be said and why.
pub(super) fn obligation(one: &ObligationView<'_>) -> Text {
    let mut told = vec![one.limit.explanation.clone()];
    told.push(sentence(&prefixed("责任：", "Owed by: ", &who(&one.owed_by))));
    told.extend(one.deadline.as_ref().map(|deadline| deadline.sentence.clone()));
    told.push(sentence(&prefixed("现状：", "Standing: ", &one.standing_label)));
    if !one.missing.is_empty() {
        let missing = joined(one.missing.iter().map(|thing| thing.label.clone()), "、", ", ");
        told.push(sentence(&prefixed("缺少：", "Missing: ", &missing)));
    }
    told.extend(one.problems.iter().map(|problem| sentence(&problem.message)));
    told.extend(one.breach.map(|breach| sentence(&prefixed("逾期：", "If missed: ", breach))));
    paragraph(told)
}

/// Who may act, or who owes.
pub(super) fn who(by: &ByView<'_>) -> Text {
    if by.unstated {
        return Text::new("原文未写明", "not stated");
    }
    if by.auto {
        return Text::new("自动", "automatic");
    }
    let roles = by.roles.iter().map(|one| match one.or_higher {
        true => Text::new(format!("{}以上", one.role.label.zh), format!("{} or higher", one.role.label.en)),
        false => one.role.label.clone(),
    });
    joined(roles, "、", " or ")
}

fn prefixed(zh: &str, en: &str, text: &Text) -> Text {
    Text::new(format!("{zh}{}", text.zh), format!("{en}{}", text.en))
}

fn paragraph(sentences: Vec<Text>) -> Text {
    joined(sentences.into_iter(), "", " ")
}

/// With its stop, unless it has one.
fn sentence(text: &Text) -> Text {
    let zh = if text.zh.ends_with(['。', '！', '？']) { "" } else { "。" };
    let en = if text.en.ends_with(['.', '!', '?']) { "" } else { "." };
    Text::new(format!("{}{zh}", text.zh), format!("{}{en}", text.en))
}
