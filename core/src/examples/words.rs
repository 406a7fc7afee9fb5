//! How a difference between an example and its procedure is said.

use super::{Run, Share};
use crate::problem::{Error, Problem, Spot, Text};
use crate::procedure::example::{Deed, Entry, Example};

/// A value that came out otherwise; `what` names it, `why` says how it came about.
pub(super) fn differs(
    example: &Example,
    at: &Spot,
    what: &Text,
    (expected, found): (&str, &str),
    why: Option<Text>,
) -> Problem {
    let problem = Problem {
        at: at.clone(),
        ..Problem::new(
            "example/differs",
            format!("算例“{}”：{}应为“{}”，实为“{}”", example.id, what.zh, zh(expected), zh(found)),
            format!(
                "example `{}`: {} should be `{}`, but is `{}`",
                example.id,
                what.en,
                en(expected),
                en(found)
            ),
        )
    };
    Problem { help: why, ..problem }
}

/// No state, no obligation.
fn zh(value: &str) -> &str {
    if matches!(value, "" | "none") { "无" } else { value }
}

fn en(value: &str) -> &str {
    if value.is_empty() { "none" } else { value }
}

/// The case, or the procedure under the readings, does not come about.
pub(super) fn not_opened(example: &Example, error: &Error) -> Problem {
    let (message, help) = first(error);
    let problem = Problem::new(
        "example/refused",
        format!("算例“{}”：案件不能开始：{}", example.id, message.zh),
        format!("example `{}`: the case cannot be opened: {}", example.id, message.en),
    );
    Problem { help, at: example.at.clone(), ..problem }
}

/// An entry is refused that should be taken, or refused for another reason.
pub(super) fn refused(example: &Example, number: usize, entry: &Entry, error: &Error) -> Problem {
    let (message, help) = first(error);
    let what = name(entry);
    let id = &example.id;
    let problem = match &entry.refused {
        None => Problem::new(
            "example/refused",
            format!("算例“{id}”：第 {number} 条 {what} 被拒绝：{}", message.zh),
            format!("example `{id}`: entry {number}, `{what}`, is refused: {}", message.en),
        ),
        Some(code) => {
            let codes: Vec<&str> = error.problems().iter().map(|problem| problem.code.as_str()).collect();
            let codes = codes.join(", ");
            Problem::new(
                "example/refused",
                format!("算例“{id}”：第 {number} 条 {what} 应以 {code} 被拒绝，实为 {codes}：{}", message.zh),
                format!(
                    "example `{id}`: entry {number}, `{what}`, should be refused with `{code}`, but it is with \
                     `{codes}`: {}",
                    message.en
                ),
            )
        }
    };
    Problem { help, at: entry.spot.clone(), ..problem }
}

/// An entry is taken that should be refused.
pub(super) fn taken(example: &Example, number: usize, entry: &Entry, code: &str) -> Problem {
    let (id, what) = (&example.id, name(entry));
    let problem = Problem::new(
        "example/taken",
        format!("算例“{id}”：第 {number} 条 {what} 应以 {code} 被拒绝，实际被接受"),
        format!("example `{id}`: entry {number}, `{what}`, should be refused with `{code}`, but it is taken"),
    );
    Problem { at: entry.spot.clone(), ..problem }
}

fn first(error: &Error) -> (Text, Option<Text>) {
    let first = error.problems().first();
    first.map(|problem| (problem.message.clone(), problem.help.clone())).unwrap_or_default()
}

fn name(entry: &Entry) -> String {
    match &entry.deed {
        Deed::Event(id) | Deed::Sign { approval: id, .. } => id.clone(),
        Deed::Note(_) => "note".to_owned(),
        Deed::Void { entry, .. } => format!("void {entry}"),
    }
}

/// `12 examples hold; they take 14 of 15 steps, compare 3 of 3 time limits, decide by 5 of 5 rows`
pub(super) fn summary(run: &Run) -> Text {
    let (all, held) = (run.examples, run.held);
    let verdict = match all.saturating_sub(held) {
        _ if all == 0 => return Text::new("没有算例", "no worked examples"),
        0 if all == 1 => Text::new("1 个算例成立", "1 example holds"),
        0 => Text::new(format!("{all} 个算例全部成立"), format!("{all} examples hold")),
        wrong => Text::new(
            format!("{all} 个算例中有 {wrong} 个不成立"),
            format!("{wrong} of {all} examples {}", if wrong == 1 { "does not hold" } else { "do not hold" }),
        ),
    };
    let coverage = &run.coverage;
    let kinds = [
        (coverage.steps, "步骤", "steps"),
        (coverage.limits, "时限", "time limits"),
        (coverage.rows, "表行", "rows of tables"),
    ];
    let there = || kinds.iter().filter(|(share, ..)| share.all > 0);
    let of = |share: &Share| format!("{}/{}", share.done, share.all);
    let zh: Vec<String> = there().map(|(share, zh, _)| format!("{zh} {}", of(share))).collect();
    let en: Vec<String> = there().map(|(share, _, en)| format!("{} {en}", of(share))).collect();
    match zh.is_empty() {
        true => verdict,
        false => Text::new(
            format!("{}；覆盖{}", verdict.zh, zh.join("、")),
            format!("{}; they exercise {}", verdict.en, en.join(", ")),
        ),
    }
}
