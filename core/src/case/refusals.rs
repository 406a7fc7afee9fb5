//! Why an entry is refused, in words.

use super::approvals::Unfit;
use super::list;
use super::reasons::{self, Reason};
use super::situation::Situation;
use crate::calendar::Moment;
use crate::problem::{Problem, Text, nearest};
use crate::procedure::model::{Approval, By, Event, Fact, Named, Procedure, Ref, Role, State, Step};

const EXCLUDE: (&str, &str) = ("应由条件互相排除", "their conditions should exclude each other");

/// Time goes back.
pub(super) fn too_early(situation: &Situation, at: Moment) -> Problem {
    let latest = match situation.latest_time {
        Some(latest) if at.day >= situation.latest.day => Moment::at(latest),
        _ => Moment::day(situation.latest.day),
    };
    Problem::new(
        "case/time",
        format!("时间不能倒退：日志已到 {latest}，而此条为 {at}"),
        format!("time does not go back: the log is already at {latest}, this entry is at {at}"),
    )
    .help(
        "记错的条目请作废（void），再按先后补记",
        "void what was recorded wrongly and record it again in order",
    )
}

/// A pause before the case.
pub(super) fn before_opening(opened: Moment) -> Problem {
    Problem::new(
        "case/time",
        format!("早于案件开始（{opened}）"),
        format!("it is earlier than the case, which opened {opened}"),
    )
    .help("暂停与恢复可以补记，但不早于案件开始", "pauses may be told late, but none is before the case")
}

/// More than the whole.
pub(super) fn exceeds((part, k): (&Fact, u64), (whole, n): (&Fact, u64)) -> Problem {
    Problem::new(
        "case/fact",
        format!("“{}”为 {k}，多于“{}”的 {n}", part.label.zh, whole.label.zh),
        format!("`{}` is {k}, more than the {n} of `{}`", part.label.en, whole.label.en),
    )
    .help("前者是后者的一部分，请核对两个数", "the first is a part of the second; check both")
    .path(format!("facts.{}", part.id))
}

/// A part nobody knows.
pub(super) fn no_part(part: &str, known: &[&str]) -> Problem {
    let problem =
        Problem::new("case/part", format!("没有名为“{part}”的部分"), format!("there is no part `{part}`"));
    match nearest(part, known.iter().copied()) {
        Some(near) => problem.help(format!("是否指 {near}？"), format!("did you mean `{near}`?")),
        None if known.is_empty() => {
            problem.help("此程序不分部分，请勿给出 part", "this procedure has no parts; leave `part` out")
        }
        None => problem.help(format!("可用：{}", known.join("、")), format!("known: {}", known.join(", "))),
    }
}

/// Several parts could be meant.
pub(super) fn which_part(event: &Event, parts: &[&str]) -> Problem {
    Problem::new(
        "case/ambiguous",
        format!("“{}”可指多个部分", event.label.zh),
        format!("`{}` could mean several parts", event.id),
    )
    .help(
        format!("请用 part 指明：{}", parts.join("、")),
        format!("name one with `part`: {}", parts.join(", ")),
    )
}

/// Two steps of one token hold, or might.
pub(super) fn two_steps(procedure: &Procedure, one: Ref<Step>, other: Ref<Step>, open: &[Reason]) -> Problem {
    let (a, b) = (&procedure.steps[one], &procedure.steps[other]);
    if open.is_empty() {
        return Problem::new(
            "case/ambiguous",
            format!("“{}”与“{}”两个步骤同时成立", a.label.zh, b.label.zh),
            format!("two steps hold at once: `{}` and `{}`", a.id, b.id),
        )
        .help(EXCLUDE.0, EXCLUDE.1);
    }
    let missing = open.iter().flat_map(|reason| match reason {
        Reason::Unknown(missing) => missing.as_slice(),
        _ => &[],
    });
    let labels: Vec<Text> = missing.map(|missing| missing.label(procedure)).collect();
    let names = list(&labels);
    Problem::new(
        "case/fact",
        format!("“{}”成立，但“{}”是否也成立尚无法判定", a.label.zh, b.label.zh),
        format!("`{}` holds, but whether `{}` holds too is undetermined", a.id, b.id),
    )
    .help(format!("请先给出：{}", names.zh), format!("give first: {}", names.en))
}

/// Two starts of one region hold.
pub(super) fn two_starts(one: &State, other: &State) -> Problem {
    Problem::new(
        "case/ambiguous",
        format!("“{}”与“{}”两个起点同时成立", one.label.zh, other.label.zh),
        format!("two starts hold at once: `{}` and `{}`", one.id, other.id),
    )
    .help(EXCLUDE.0, EXCLUDE.1)
}

/// An automatic step that never comes to rest.
pub(super) fn round_for_ever(step: &Step) -> Problem {
    Problem::new(
        "case/loop",
        format!("自动步骤“{}”循环不止", step.label.zh),
        format!("the automatic step `{}` goes round for ever", step.id),
    )
    .help(
        "程序文件有误：自动步骤不应回到自身",
        "the procedure file is wrong: automatic steps must not lead back to themselves",
    )
}

/// Nothing more happens.
pub(super) fn ended(event: &Event) -> Problem {
    Problem::new(
        "case/ended",
        format!("案件已结束，不再接受“{}”", event.label.zh),
        format!("the case has ended; `{}` can no longer happen", event.id),
    )
}

/// Somebody else reports a milestone.
pub(super) fn not_for(procedure: &Procedure, event: &Event, by: &By, given: Option<Ref<Role>>) -> Problem {
    let signers = if let By::Roles(signers) = by { signers.as_slice() } else { &[] };
    let may: Vec<Text> = signers.iter().map(|one| reasons::signer(procedure, *one).label).collect();
    let may = list(&may);
    let (zh, en) = match given.map(|role| &procedure.roles[role].label) {
        None => ("未说明由谁报告".to_owned(), "nobody is named as acting".to_owned()),
        Some(role) => (format!("“{}”不能报告", role.zh), format!("{} may not report it", role.en)),
    };
    Problem::new(
        "case/role",
        format!("“{}”：{zh}；应由：{}", event.label.zh, may.zh),
        format!("{}: {en}; it is for: {}", event.label.en, may.en),
    )
    .path(format!("events.{}", event.id))
}

/// A signature that is not taken.
pub(super) fn unfit_to_sign(
    procedure: &Procedure,
    approval: Ref<Approval>,
    role: Ref<Role>,
    unfit: &Unfit,
) -> Problem {
    let rule = &procedure.approvals[approval];
    let role = &procedure.roles[role].label;
    let signers: Vec<Text> =
        rule.signers.iter().map(|(one, _)| reasons::signer(procedure, *one).label).collect();
    let (code, zh, en) = match unfit {
        Unfit::Role => {
            let may = list(&signers);
            (
                "case/role",
                format!("“{}”不是签署人；应由：{}", role.zh, may.zh),
                format!("{} does not sign here; signers: {}", role.en, may.en),
            )
        }
        Unfit::Slot => {
            ("case/signed-twice", format!("“{}”已经签过", role.zh), format!("{} has signed already", role.en))
        }
        Unfit::Person => (
            "case/signed-twice",
            "此人已经签过，一人只签一次".to_owned(),
            "this person has signed already; one person signs once".to_owned(),
        ),
        Unfit::Order(first) => {
            let first = signers.get(*first).cloned().unwrap_or_default();
            (
                "case/approval",
                format!("须依次签署，先由“{}”签", first.zh),
                format!("they sign in order; {} comes first", first.en),
            )
        }
        Unfit::State => {
            let states = list(rule.during.iter().map(|state| &procedure.states[*state].label));
            (
                "case/state",
                format!("只在“{}”时签署", states.zh),
                format!("it is signed only while the case is at: {}", states.en),
            )
        }
    };
    Problem::new(code, format!("“{}”：{zh}", rule.label.zh), format!("{}: {en}", rule.label.en))
        .path(format!("approval.{}", rule.id()))
}
