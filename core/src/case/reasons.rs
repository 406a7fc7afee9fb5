//! Why a step cannot be taken: role, guard, approval, form or fact, each in words.

use super::approvals;
use super::list;
use super::situation::View;
use crate::problem::{Problem, Text};
use crate::procedure::because::{Missing, joined};
use crate::procedure::evaluate::Context;
use crate::procedure::guard::{Condition, Truth};
use crate::procedure::model::{
    Approval, Ban, Basis, By, Fact, Form, Need, Procedure, Ref, Role, Signer, Step,
};
use serde::Serialize;

/// Something that is needed: a fact, a form, an approval, a role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Thing {
    /// `fact`, `form`, `approval`, `role`, `check`, ...
    pub kind: &'static str,
    /// Its id.
    pub id: String,
    /// 中文 and English.
    pub label: Text,
}

/// Why a step cannot be taken now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Barred {
    /// `state`, `role`, `guard`, `fact`, `form`, `approval`, `ban`, `lost`, `inferred`, `ambiguous`.
    pub code: &'static str,
    /// In words.
    pub message: Text,
    /// What would lift it, if something would.
    pub needs: Vec<Thing>,
}

/// One reason, before it is put into words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Reason {
    /// No token stands where the step starts from.
    State,
    /// Taken by itself only.
    Auto,
    /// The role given is none of those who may act.
    Role(Option<Ref<Role>>),
    /// The guard answers no.
    Guard,
    /// A guard cannot be answered.
    Unknown(Vec<Missing>),
    Fact(Ref<Fact>),
    Form(Ref<Form>),
    /// Not signed: the positions of the open signers.
    Approval(Ref<Approval>, Vec<usize>),
    /// Forbidden, or undetermined whether.
    Ban(Ref<Ban>, Truth),
    /// The text stops here.
    Lost,
    /// Not written, and nobody has accepted it.
    Inferred,
}

impl Reason {
    /// Whether it goes away once missing facts are known or forms handed in.
    pub(super) fn may_come_with_the_event(&self) -> bool {
        matches!(self, Self::Unknown(_) | Self::Fact(_) | Self::Form(_))
    }
}

/// What is asked of a step.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked {
    /// Who acts; `None`: whoever may.
    pub(super) by: Option<Option<Ref<Role>>>,
    /// Inferred steps must be accepted by somebody, and nobody has.
    pub(super) strict: bool,
}

/// Everything that bars a step for a token that stands where it starts.
pub(super) fn of(view: View<'_>, at: Ref<Step>, asked: Asked) -> Vec<Reason> {
    let step = &view.procedure.steps[at];
    let mut reasons = Vec::new();
    if step.source.basis == Basis::Lost {
        reasons.push(Reason::Lost);
    }
    if asked.strict && is_inferred(step) {
        reasons.push(Reason::Inferred);
    }
    if let Some(by) = asked.by
        && !may_act(view.procedure, &step.by, by)
    {
        reasons.push(Reason::Role(by));
    }
    if let Some(when) = &step.when {
        match when.truth(view.procedure, &view) {
            Truth::Yes => {}
            Truth::No => reasons.push(Reason::Guard),
            Truth::Undetermined => reasons.push(unknown(view, when)),
        }
    }
    wanting(view, &step.facts, |fact| view.fact(fact).is_some(), Reason::Fact, &mut reasons);
    wanting(view, &step.forms, |form| view.held(form) == Truth::Yes, Reason::Form, &mut reasons);
    let unsigned = |approval| Reason::Approval(approval, approvals::standing(view, approval).open);
    wanting(view, &step.approved, |approval| view.signed(approval) == Truth::Yes, unsigned, &mut reasons);
    for (ban, rule) in view.procedure.bans.entries().filter(|(_, ban)| ban.steps.contains(&at)) {
        let holds = rule.when.truth(view.procedure, &view);
        if holds != Truth::No && !rule.unless.is_some_and(|approval| view.signed(approval) == Truth::Yes) {
            reasons.push(Reason::Ban(ban, holds));
        }
    }
    reasons
}

/// Whether the step, or a part of it, is not in the text.
fn is_inferred(step: &Step) -> bool {
    step.source.basis == Basis::Inferred || !step.source.inferred.is_empty()
}

/// Whether a role may act; nobody may where things happen by themselves.
pub(super) fn may_act(procedure: &Procedure, by: &By, role: Option<Ref<Role>>) -> bool {
    match (by, role) {
        (By::Unstated, _) => true,
        (By::Roles(signers), Some(role)) => {
            signers.iter().any(|signer| approvals::fits(procedure, role, *signer))
        }
        (By::Roles(_), None) | (By::Auto, _) => false,
    }
}

fn unknown(view: View<'_>, when: &Condition) -> Reason {
    Reason::Unknown(when.guard.missing(view.procedure, &view))
}

/// The needs that are not met, and those of which it is open whether they are needed.
fn wanting<T>(
    view: View<'_>,
    needs: &[Need<T>],
    met: impl Fn(Ref<T>) -> bool,
    reason: impl Fn(Ref<T>) -> Reason,
    reasons: &mut Vec<Reason>,
) {
    for need in needs.iter().filter(|need| !met(need.what)) {
        match &need.when {
            None => reasons.push(reason(need.what)),
            Some(when) => match when.truth(view.procedure, &view) {
                Truth::Yes => reasons.push(reason(need.what)),
                Truth::No => {}
                Truth::Undetermined => reasons.push(unknown(view, when)),
            },
        }
    }
}

/// Reasons in words; facts and forms that are asked for are told together.
pub(super) fn tell(view: View<'_>, step: Ref<Step>, reasons: &[Reason]) -> Vec<Barred> {
    let mut out: Vec<Barred> = Vec::new();
    for reason in reasons {
        let told = Teller { view, step }.tell(reason);
        match out.iter_mut().find(|barred| barred.code == told.code && matches!(told.code, "fact" | "form")) {
            Some(same) => {
                for thing in told.needs {
                    if !same.needs.contains(&thing) {
                        same.needs.push(thing);
                    }
                }
                same.message = asked_for(same.code, &same.needs);
            }
            None => out.push(told),
        }
    }
    out
}

/// A step's reasons as problems of a refused event.
pub(super) fn problems(view: View<'_>, step: Ref<Step>, reasons: &[Reason]) -> Vec<Problem> {
    let rule = &view.procedure.steps[step];
    tell(view, step, reasons)
        .into_iter()
        .map(|barred| {
            Problem::new(
                &format!("case/{}", barred.code),
                format!("“{}”：{}", rule.label.zh, barred.message.zh),
                format!("{}: {}", rule.label.en, barred.message.en),
            )
            .path(format!("step.{}", rule.id))
        })
        .collect()
}

/// `缺少事实：抽检数、不符数`
fn asked_for(code: &str, needs: &[Thing]) -> Text {
    let (zh, en) = match code {
        "form" => ("缺少表单", "forms are missing"),
        _ => ("缺少事实", "facts are missing"),
    };
    let names = join(needs);
    Text::new(format!("{zh}：{}", names.zh), format!("{en}: {}", names.en))
}

fn join(things: &[Thing]) -> Text {
    list(things.iter().map(|thing| &thing.label))
}

/// A role with "or higher" where it says so.
pub(super) fn signer(procedure: &Procedure, signer: Signer) -> Thing {
    let role = &procedure.roles[signer.role];
    let label = if signer.or_higher {
        Text::new(format!("{}以上", role.label.zh), format!("{} or higher", role.label.en))
    } else {
        role.label.clone()
    };
    Thing { kind: "role", id: role.id.clone(), label }
}

impl Thing {
    /// What is missing, as a thing that can be asked for.
    pub fn missing(procedure: &Procedure, missing: Missing) -> Self {
        let kind = match missing {
            Missing::Fact(_) => "fact",
            Missing::Unset(_) => "check",
            Missing::State(_) => "state",
            Missing::Region(_) => "region",
            Missing::Event(_) => "event",
            Missing::Approval(_) => "approval",
            Missing::Form(_) => "form",
            Missing::Today | Missing::Time => "time",
        };
        Self { kind, id: missing.id(procedure).to_owned(), label: missing.label(procedure) }
    }
}

struct Teller<'a> {
    view: View<'a>,
    step: Ref<Step>,
}

impl Teller<'_> {
    fn tell(&self, reason: &Reason) -> Barred {
        let procedure = self.view.procedure;
        let step = &procedure.steps[self.step];
        match reason {
            Reason::State => self.state(step),
            Reason::Auto => {
                barred("role", "此步骤由系统自动执行，不由人执行", "it is taken by itself, not by anybody")
            }
            Reason::Role(given) => self.role(step, *given),
            Reason::Guard => self.guard(step),
            Reason::Unknown(missing) => {
                let needs: Vec<Thing> =
                    missing.iter().map(|missing| Thing::missing(procedure, *missing)).collect();
                Barred { code: "fact", message: asked_for("fact", &needs), needs }
            }
            Reason::Fact(fact) => {
                let needs = vec![Thing::missing(procedure, Missing::Fact(*fact))];
                Barred { code: "fact", message: asked_for("fact", &needs), needs }
            }
            Reason::Form(form) => {
                let needs = vec![Thing::missing(procedure, Missing::Form(*form))];
                Barred { code: "form", message: asked_for("form", &needs), needs }
            }
            Reason::Approval(approval, open) => self.approval(*approval, open),
            Reason::Ban(ban, holds) => self.ban(*ban, *holds),
            Reason::Lost => barred(
                "lost",
                "原文在此中断，无法继续；请人工决定",
                "the text stops here; somebody has to decide how to go on",
            ),
            Reason::Inferred => barred(
                "inferred",
                "此步骤非原文明示，而是推定；须由人认可（accepted_by）",
                "the step is inferred, not written; somebody has to accept it (accepted_by)",
            ),
        }
    }

    fn state(&self, step: &Step) -> Barred {
        let states = &self.view.procedure.states;
        if step.from.is_empty() {
            return barred("state", "所入并行区已经开始", "the region it enters has started already");
        }
        let needs: Vec<Thing> = step
            .from
            .iter()
            .map(|state| Thing::missing(self.view.procedure, Missing::State(*state)))
            .collect();
        let here = list(
            states
                .entries()
                .filter(|(state, rule)| {
                    let same = step.from.iter().any(|from| states[*from].region == rule.region);
                    same && self.view.in_state(*state) == Truth::Yes
                })
                .map(|(_, rule)| &rule.label),
        );
        let here = if here.en.is_empty() { Text::new("未开始", "not there yet") } else { here };
        let from = join(&needs);
        Barred {
            code: "state",
            message: Text::new(
                format!("须处于“{}”，现为“{}”", from.zh, here.zh),
                format!("it starts from: {}, the case is at: {}", from.en, here.en),
            ),
            needs,
        }
    }

    fn role(&self, step: &Step, given: Option<Ref<Role>>) -> Barred {
        let procedure = self.view.procedure;
        let By::Roles(signers) = &step.by else { return self.tell(&Reason::Auto) };
        let needs: Vec<Thing> = signers.iter().map(|one| signer(procedure, *one)).collect();
        let may = join(&needs);
        let message = match given {
            None => Text::new(
                format!("未说明由谁执行；应由：{}", may.zh),
                format!("nobody is named as acting; it is for: {}", may.en),
            ),
            Some(role) => {
                let role = &procedure.roles[role].label;
                Text::new(
                    format!("“{}”不能执行；应由：{}", role.zh, may.zh),
                    format!("{} may not act here; it is for: {}", role.en, may.en),
                )
            }
        };
        Barred { code: "role", message, needs }
    }

    fn guard(&self, step: &Step) -> Barred {
        let Some(when) = &step.when else {
            return barred("guard", "条件不成立", "its condition does not hold");
        };
        let because = when.guard.because(self.view.procedure, &self.view);
        let because = joined(because.into_iter(), "；", "; ");
        barred(
            "guard",
            format!("条件不成立：{}", because.zh),
            format!("its condition does not hold: {}", because.en),
        )
    }

    fn approval(&self, approval: Ref<Approval>, open: &[usize]) -> Barred {
        let procedure = self.view.procedure;
        let rule = &procedure.approvals[approval];
        let signers = open.iter().filter_map(|slot| rule.signers.get(*slot));
        let missing: Vec<Thing> = signers.map(|(one, _)| signer(procedure, *one)).collect();
        let names = join(&missing);
        let disagreed = self.view.disagreed(approval) == Truth::Yes;
        let (zh, en) = match (disagreed, missing.is_empty()) {
            (true, _) => ("有签署人不同意".to_owned(), "a signer disagreed".to_owned()),
            (false, false) => (format!("尚缺签署：{}", names.zh), format!("not signed yet by: {}", names.en)),
            (false, true) => ("原文未列签署人".to_owned(), "the text names no signer".to_owned()),
        };
        let mut needs = vec![Thing::missing(procedure, Missing::Approval(approval))];
        needs.extend(missing);
        Barred {
            code: "approval",
            message: Text::new(
                format!("“{}”未完成，{zh}", rule.label.zh),
                format!("{} is not complete: {en}", rule.label.en),
            ),
            needs,
        }
    }

    fn ban(&self, ban: Ref<Ban>, holds: Truth) -> Barred {
        let procedure = self.view.procedure;
        let rule = &procedure.bans[ban];
        let mut needs: Vec<Thing> = rule
            .unless
            .into_iter()
            .map(|approval| Thing::missing(procedure, Missing::Approval(approval)))
            .collect();
        let (mut zh, mut en) = match holds {
            Truth::Undetermined => {
                let missing = rule.when.guard.missing(procedure, &self.view);
                let missing: Vec<Thing> =
                    missing.into_iter().map(|one| Thing::missing(procedure, one)).collect();
                let names = join(&missing);
                needs.extend(missing);
                (
                    format!("“{}”是否禁止尚无法判定，缺少：{}", rule.label.zh, names.zh),
                    format!(
                        "whether \"{}\" forbids it is undetermined; missing: {}",
                        rule.label.en, names.en
                    ),
                )
            }
            _ => (format!("禁止：{}", rule.label.zh), format!("forbidden: {}", rule.label.en)),
        };
        if let Some(approval) = rule.unless {
            let label = &procedure.approvals[approval].label;
            zh.push_str(&format!("；“{}”可解除", label.zh));
            en.push_str(&format!("; {} lifts it", label.en));
        }
        Barred { code: "ban", message: Text::new(zh, en), needs }
    }
}

fn barred(code: &'static str, zh: impl Into<String>, en: impl Into<String>) -> Barred {
    Barred { code, message: Text::new(zh, en), needs: Vec::new() }
}
