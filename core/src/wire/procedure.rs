//! A procedure to look at: everything its file says, each rule with its clause.

use super::recurrence::recurrence;
use super::rule::{ByView, Kind, Labelled, RoleUse, RuleView, TriggerView, ids};
use crate::problem::Text;
use crate::procedure::ProcedureInfo;
use crate::procedure::guard::Condition;
use crate::procedure::model::{
    Approval, Ban, Check, Class, Cost, Duty, Event, Fact, FactKind, Form, Hit, Known, Limit, Lower, Named,
    Need, Norm, Notice, OnChange, Parts, Procedure, Reading, Ref, Region, Role, Rounding, Sampling, State,
    Step, Test, Trigger,
};
use chrono::NaiveDate;
use serde::Serialize;

/// One line of the list of procedures.
#[derive(Debug, Clone, Serialize)]
pub struct InfoView {
    /// Id.
    pub id: String,
    /// Title of the document.
    pub title: Text,
    /// Document number as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
    /// Edition as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edition: Option<String>,
    /// The day it takes effect.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effective: Option<NaiveDate>,
    /// Hash of the rules.
    pub hash: String,
    /// How many steps.
    pub steps: usize,
    /// How many time limits.
    pub limits: usize,
    /// How many checks and classes.
    pub judgements: usize,
}

impl From<ProcedureInfo> for InfoView {
    fn from(info: ProcedureInfo) -> Self {
        let ProcedureInfo { id, title, document, edition, effective, hash, steps, limits, judgements } = info;
        Self { id, title, document, edition, effective, hash, steps, limits, judgements }
    }
}

/// A whole procedure.
#[derive(Debug, Clone, Serialize)]
#[expect(missing_docs, reason = "the fields are the tables of the file format, docs/procedure-format.md")]
pub struct ProcedureView<'p> {
    pub info: InfoView,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extends: Option<&'p str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issuer: Option<&'p Text>,
    pub scope: &'p Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub completeness: Option<&'p Text>,
    pub roles: Vec<RoleView<'p>>,
    pub facts: Vec<FactView<'p>>,
    pub forms: Vec<FormView<'p>>,
    pub regions: Vec<RegionView<'p>>,
    pub states: Vec<StateView<'p>>,
    pub events: Vec<EventView<'p>>,
    pub steps: Vec<StepView<'p>>,
    pub checks: Vec<CheckView<'p>>,
    pub classes: Vec<ClassView<'p>>,
    pub approvals: Vec<ApprovalView<'p>>,
    pub bans: Vec<BanView<'p>>,
    pub limits: Vec<LimitView<'p>>,
    pub duties: Vec<DutyView<'p>>,
    pub notices: Vec<NoticeView<'p>>,
    pub norms: Vec<NormView<'p>>,
    pub costs: Vec<CostView<'p>>,
    pub samplings: Vec<SamplingView<'p>>,
    pub readings: Vec<ReadingView<'p>>,
    pub known: Vec<KnownView<'p>>,
}

/// Declares the view of one kind of rule: the common part, flattened, and its own fields.
macro_rules! view {
    ($(#[$doc:meta])* $name:ident { $($(#[$serde:meta])* $field:ident: $type:ty,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Serialize)]
        pub struct $name<'p> {
            #[serde(flatten)]
            pub rule: RuleView<'p>,
            $($(#[$serde])* pub $field: $type,)*
        }
    };
}

view!(/** Who acts. */ RoleView { above: Vec<&'p str>, outside: bool, });
view!(/** A typed input. */ FactView {
    r#type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")] part_of: Option<&'p str>,
    #[serde(skip_serializing_if = "Option::is_none")] unit: Option<&'p str>,
    #[serde(skip_serializing_if = "Vec::is_empty")] options: Vec<RuleView<'p>>,
    open: bool,
    keep: bool,
});
view!(/** A document demanded. */ FormView { fields: &'p [Text], copies: &'p [Text], });
view!(/** One state machine. */ RegionView { parts: Option<Vec<Labelled<'p>>>, open_parts: bool, });
view!(/** A state. */ StateView {
    region: &'p str,
    start: bool,
    #[serde(skip_serializing_if = "Option::is_none")] start_when: Option<&'p str>,
    end: bool,
    #[serde(skip_serializing_if = "Option::is_none")] rests: Option<&'p Text>,
});
view!(/** A happening. */ EventView { milestone: bool, #[serde(skip_serializing_if = "Option::is_none")] by: Option<ByView<'p>>, });
view!(/** A transition. */ StepView {
    event: &'p str,
    from: Vec<&'p str>,
    to: Vec<&'p str>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")] parts: &'p [String],
    by: ByView<'p>,
    #[serde(skip_serializing_if = "Option::is_none")] when: Option<&'p str>,
    facts: Vec<NeedView<'p>>,
    forms: Vec<NeedView<'p>>,
    approved: Vec<NeedView<'p>>,
    again: bool,
});
/// The share a check measures, by its facts, and the share it is held against.
#[derive(Debug, Clone, Serialize)]
pub struct ShareView<'p> {
    /// The fact above the line.
    pub part: &'p str,
    /// The fact below the line.
    pub whole: &'p str,
    /// `≥`, `>`, `≤` or `<`.
    pub sign: &'static str,
    /// The bound as the file writes it: `20%`.
    pub bound: String,
    /// The bound as a fraction: 1 of 5.
    pub fraction: [u64; 2],
}

view!(/** An exact threshold. */ CheckView {
    measure: String,
    #[serde(skip_serializing_if = "Option::is_none")] share: Option<ShareView<'p>>,
    #[serde(skip_serializing_if = "Option::is_none")] per: Option<&'p Text>,
    then: &'p [String],
    otherwise: &'p [String],
});
view!(/** A decision table. */ ClassView {
    hit: Hit,
    results: Vec<ResultView<'p>>,
    #[serde(skip_serializing_if = "Option::is_none")] otherwise: Option<&'p str>,
    rows: Vec<RowView<'p>>,
});
view!(/** A row of a table; its id is its number from 1. */ RowView { when: &'p str, result: &'p str, });
view!(/** Signatures, all needed. */ ApprovalView {
    signers: Vec<SignerView<'p>>,
    ordered: bool,
    during: Vec<&'p str>,
    #[serde(skip_serializing_if = "Option::is_none")] form: Option<&'p str>,
});
view!(/** What is forbidden. */ BanView {
    steps: Vec<&'p str>,
    when: &'p str,
    #[serde(skip_serializing_if = "Option::is_none")] unless: Option<&'p str>,
});
view!(/** A time limit. */ LimitView {
    from: Vec<TriggerView<'p>>,
    until: Vec<TriggerView<'p>>,
    within: String,
    within_label: Text,
    #[serde(skip_serializing_if = "Option::is_none")] date: Option<&'p str>,
    owed_by: ByView<'p>,
    #[serde(skip_serializing_if = "Option::is_none")] when: Option<&'p str>,
    on_change: OnChange,
    cap: Vec<&'p str>,
    cancelled_by: Vec<TriggerView<'p>>,
    paused_by: Vec<TriggerView<'p>>,
    resumed_by: Vec<TriggerView<'p>>,
    lower: Lower,
    warn: Vec<String>,
    counting: &'p [(String, String)],
    #[serde(skip_serializing_if = "Option::is_none")] breach: Option<&'p Text>,
});
view!(/** A recurring obligation. */ DutyView {
    every: String,
    every_label: Text,
    owed_by: ByView<'p>,
    #[serde(skip_serializing_if = "Option::is_none")] at_most: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")] when: Option<&'p str>,
});
view!(/** Who must tell whom. */ NoticeView {
    on: Vec<TriggerView<'p>>,
    #[serde(skip_serializing_if = "Option::is_none")] when: Option<&'p str>,
    by: ByView<'p>,
    to: Vec<Labelled<'p>>,
});
view!(/** A norm that is not a step. */ NormView { on: &'p [String], });
view!(/** Who pays. */ CostView {
    #[serde(skip_serializing_if = "Option::is_none")] when: Option<&'p str>,
    #[serde(skip_serializing_if = "Option::is_none")] payer: Option<Labelled<'p>>,
    #[serde(skip_serializing_if = "Option::is_none")] account: Option<&'p Text>,
});
view!(/** How many to inspect. */ SamplingView {
    #[serde(skip_serializing_if = "Option::is_none")] of: Option<&'p str>,
    #[serde(skip_serializing_if = "Option::is_none")] sample: Option<&'p str>,
    #[serde(skip_serializing_if = "Option::is_none")] rate: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")] most: Option<String>,
    rounding: Rounding,
    minimum: u64,
    #[serde(skip_serializing_if = "Option::is_none")] per: Option<&'p Text>,
});

/// How an ambiguous place is read.
#[derive(Debug, Clone, Serialize)]
pub struct ReadingView<'p> {
    /// Id.
    pub id: &'p str,
    /// What the text leaves open.
    pub question: &'p Text,
    /// Its ids in the rule book.
    pub refs: &'p [String],
    /// Why the recommended one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<&'p Text>,
    /// All options; the first is recommended.
    pub options: Vec<Labelled<'p>>,
    /// The option in force.
    pub chosen: &'p str,
}

/// A declared fault of the document.
#[derive(Debug, Clone, Serialize)]
pub struct KnownView<'p> {
    /// The fault's code.
    pub fault: &'p str,
    /// The rule or state.
    pub at: &'p str,
    /// Why it stands.
    pub why: &'p Text,
}

/// A result of a class.
#[derive(Debug, Clone, Serialize)]
pub struct ResultView<'p> {
    /// Id and label.
    #[serde(flatten)]
    pub result: Labelled<'p>,
    /// What follows.
    pub then: &'p [String],
}

/// Something that must be there.
#[derive(Debug, Clone, Serialize)]
pub struct NeedView<'p> {
    /// Fact, form or approval.
    pub id: &'p str,
    /// Only when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<&'p str>,
}

/// A signer.
#[derive(Debug, Clone, Serialize)]
pub struct SignerView<'p> {
    /// The role.
    #[serde(flatten)]
    pub role: RoleUse<'p>,
    /// Only when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<&'p str>,
}

impl<'p> ProcedureView<'p> {
    /// Everything `procedure` says.
    pub fn new(procedure: &'p Procedure) -> Self {
        let p = procedure;
        Self {
            info: p.info().into(),
            extends: p.extends.as_deref(),
            issuer: p.issuer.as_ref(),
            scope: &p.scope,
            completeness: p.completeness.as_ref(),
            roles: p.roles.iter().map(|r| role(p, r)).collect(),
            facts: p.facts.iter().map(|f| fact(p, f)).collect(),
            forms: p.forms.iter().map(|f| form(p, f)).collect(),
            regions: p.regions.iter().map(|r| region(p, r)).collect(),
            states: p.states.iter().map(|s| state(p, s)).collect(),
            events: p.events.iter().map(|e| event(p, e)).collect(),
            steps: p.steps.iter().map(|s| step(p, s)).collect(),
            checks: p.checks.iter().map(|c| check(p, c)).collect(),
            classes: p.classes.iter().map(|c| class(p, c)).collect(),
            approvals: p.approvals.iter().map(|a| approval(p, a)).collect(),
            bans: p.bans.iter().map(|b| ban(p, b)).collect(),
            limits: p.limits.iter().map(|l| limit(p, l)).collect(),
            duties: p.duties.iter().map(|d| duty(p, d)).collect(),
            notices: p.notices.iter().map(|n| notice(p, n)).collect(),
            norms: p.norms.iter().map(|n| norm(p, n)).collect(),
            costs: p.costs.iter().map(|c| cost(p, c)).collect(),
            samplings: p.samplings.iter().map(|s| sampling(p, s)).collect(),
            readings: p.readings.iter().map(reading).collect(),
            known: p.known.iter().map(known).collect(),
        }
    }
}

fn text(condition: Option<&Condition>) -> Option<&str> {
    condition.map(|c| c.text.as_str())
}

fn triggers<'p>(p: &'p Procedure, triggers: &[Trigger]) -> Vec<TriggerView<'p>> {
    triggers.iter().map(|t| TriggerView::new(p, *t)).collect()
}

fn role<'p>(p: &'p Procedure, role: &'p Role) -> RoleView<'p> {
    RoleView {
        rule: RuleView::plain(Kind::Role, &role.id, &role.label),
        above: ids(&p.roles, &role.above),
        outside: role.outside,
    }
}

fn fact<'p>(p: &'p Procedure, fact: &'p Fact) -> FactView<'p> {
    let mut view = FactView {
        rule: RuleView::new(p, Kind::Fact, &fact.id, &fact.label, &fact.source),
        r#type: fact.kind.name(),
        part_of: None,
        unit: None,
        options: Vec::new(),
        open: false,
        keep: fact.keep,
    };
    match &fact.kind {
        FactKind::Count { part_of } => view.part_of = part_of.map(|at| p.facts[at].id()),
        FactKind::Quantity { unit } => view.unit = Some(unit),
        FactKind::Choice { options, open } => {
            view.open = *open;
            view.options =
                options.iter().map(|o| RuleView::new(p, Kind::Option, &o.id, &o.label, &o.source)).collect();
        }
        FactKind::Flag | FactKind::Date | FactKind::Words => {}
    }
    view
}

fn form<'p>(p: &'p Procedure, form: &'p Form) -> FormView<'p> {
    FormView {
        rule: RuleView::new(p, Kind::Form, &form.id, &form.label, &form.source),
        fields: &form.fields,
        copies: &form.copies,
    }
}

fn region<'p>(_: &'p Procedure, region: &'p Region) -> RegionView<'p> {
    let parts = match &region.parts {
        Parts::Fixed(parts) => Some(parts.iter().map(|c| Labelled { id: &c.id, label: &c.label }).collect()),
        Parts::One | Parts::Open => None,
    };
    RegionView {
        rule: RuleView::plain(Kind::Region, &region.id, &region.label),
        parts,
        open_parts: matches!(region.parts, Parts::Open),
    }
}

fn state<'p>(p: &'p Procedure, state: &'p State) -> StateView<'p> {
    StateView {
        rule: RuleView::new(p, Kind::State, &state.id, &state.label, &state.source),
        region: p.regions[state.region].id(),
        start: state.start.is_some(),
        start_when: text(state.start.as_ref()),
        end: state.end,
        rests: state.rests.as_ref(),
    }
}

fn event<'p>(p: &'p Procedure, event: &'p Event) -> EventView<'p> {
    EventView {
        rule: RuleView::new(p, Kind::Event, &event.id, &event.label, &event.source),
        milestone: event.milestone.is_some(),
        by: event.milestone.as_ref().map(|by| ByView::new(p, by)),
    }
}

fn needs<'p, T: Named>(
    list: &'p crate::procedure::model::List<T>,
    needs: &'p [Need<T>],
) -> Vec<NeedView<'p>> {
    needs.iter().map(|n| NeedView { id: list[n.what].id(), when: text(n.when.as_ref()) }).collect()
}

fn step<'p>(p: &'p Procedure, step: &'p Step) -> StepView<'p> {
    StepView {
        rule: RuleView::new(p, Kind::Step, &step.id, &step.label, &step.source),
        event: p.events[step.event].id(),
        from: ids(&p.states, &step.from),
        to: ids(&p.states, &step.to),
        parts: &step.parts,
        by: ByView::new(p, &step.by),
        when: text(step.when.as_ref()),
        facts: needs(&p.facts, &step.facts),
        forms: needs(&p.forms, &step.forms),
        approved: needs(&p.approvals, &step.approved),
        again: step.again,
    }
}

/// What a check measures, in the notation of the file: `mismatched / inspected > 3%`.
pub(crate) fn measure(p: &Procedure, test: &Test) -> String {
    let name = |at: Ref<Fact>| p.facts[at].id();
    match test {
        Test::Rate { part, whole, threshold } => {
            format!("{} / {} {} {}", name(*part), name(*whole), threshold.comparator.sign(), threshold.rate)
        }
        Test::Count { fact, comparator, bound } => format!("{} {} {bound}", name(*fact), comparator.sign()),
        Test::Quantity { fact, bounds } => {
            let bounds: Vec<String> = bounds.iter().map(|(c, d)| format!("{} {d}", c.sign())).collect();
            format!("{} {}", name(*fact), bounds.join(", "))
        }
        Test::When(condition) => condition.text.clone(),
        Test::Unset => "unset".to_owned(),
    }
}

fn share<'p>(p: &'p Procedure, test: &Test) -> Option<ShareView<'p>> {
    let Test::Rate { part, whole, threshold } = test else { return None };
    Some(ShareView {
        part: p.facts[*part].id(),
        whole: p.facts[*whole].id(),
        sign: threshold.comparator.sign(),
        bound: threshold.rate.to_string(),
        fraction: [threshold.rate.numerator(), threshold.rate.denominator()],
    })
}

fn check<'p>(p: &'p Procedure, check: &'p Check) -> CheckView<'p> {
    CheckView {
        rule: RuleView::new(p, Kind::Check, &check.id, &check.label, &check.source),
        measure: measure(p, &check.test),
        share: share(p, &check.test),
        per: check.per.as_ref(),
        then: &check.then,
        otherwise: &check.otherwise,
    }
}

fn class<'p>(p: &'p Procedure, class: &'p Class) -> ClassView<'p> {
    ClassView {
        rule: RuleView::new(p, Kind::Class, &class.id, &class.label, &class.source),
        hit: class.hit,
        results: class
            .results
            .iter()
            .map(|r| ResultView { result: Labelled { id: &r.id, label: &r.label }, then: &r.then })
            .collect(),
        otherwise: class.otherwise.map(|at| class.results[at].id()),
        rows: class
            .rows
            .iter()
            .map(|row| {
                let result = &class.results[row.result];
                RowView {
                    rule: RuleView::new(p, Kind::Row, &result.id, &result.label, &row.source),
                    when: &row.when.text,
                    result: &result.id,
                }
            })
            .collect(),
    }
}

fn approval<'p>(p: &'p Procedure, approval: &'p Approval) -> ApprovalView<'p> {
    ApprovalView {
        rule: RuleView::new(p, Kind::Approval, &approval.id, &approval.label, &approval.source),
        signers: approval
            .signers
            .iter()
            .map(|(signer, when)| SignerView { role: RoleUse::new(p, *signer), when: text(when.as_ref()) })
            .collect(),
        ordered: approval.ordered,
        during: ids(&p.states, &approval.during),
        form: approval.form.map(|at| p.forms[at].id()),
    }
}

fn ban<'p>(p: &'p Procedure, ban: &'p Ban) -> BanView<'p> {
    BanView {
        rule: RuleView::new(p, Kind::Ban, &ban.id, &ban.label, &ban.source),
        steps: ids(&p.steps, &ban.steps),
        when: &ban.when.text,
        unless: ban.unless.map(|at| p.approvals[at].id()),
    }
}

fn limit<'p>(p: &'p Procedure, limit: &'p Limit) -> LimitView<'p> {
    LimitView {
        rule: RuleView::new(p, Kind::Limit, &limit.id, &limit.label, &limit.source),
        from: triggers(p, &limit.from),
        until: triggers(p, &limit.until),
        within: limit.within.to_string(),
        within_label: limit.within.label(),
        date: limit.date.map(|at| p.facts[at].id()),
        owed_by: ByView::new(p, &limit.owed_by),
        when: text(limit.when.as_ref()),
        on_change: limit.on_change,
        cap: ids(&p.limits, &limit.cap),
        cancelled_by: triggers(p, &limit.cancelled_by),
        paused_by: triggers(p, &limit.paused_by),
        resumed_by: triggers(p, &limit.resumed_by),
        lower: limit.lower,
        warn: limit.warn.iter().map(ToString::to_string).collect(),
        counting: &limit.counting,
        breach: limit.breach.as_ref(),
    }
}

fn duty<'p>(p: &'p Procedure, duty: &'p Duty) -> DutyView<'p> {
    let (every, every_label) = recurrence(p, &duty.every);
    DutyView {
        rule: RuleView::new(p, Kind::Duty, &duty.id, &duty.label, &duty.source),
        every,
        every_label,
        owed_by: ByView::new(p, &duty.owed_by),
        at_most: duty.at_most,
        when: text(duty.when.as_ref()),
    }
}

fn notice<'p>(p: &'p Procedure, notice: &'p Notice) -> NoticeView<'p> {
    NoticeView {
        rule: RuleView::new(p, Kind::Notice, &notice.id, &notice.label, &notice.source),
        on: triggers(p, &notice.on),
        when: text(notice.when.as_ref()),
        by: ByView::new(p, &notice.by),
        to: notice
            .to
            .iter()
            .map(|at| Labelled { id: &p.roles[*at].id, label: &p.roles[*at].label })
            .collect(),
    }
}

fn norm<'p>(p: &'p Procedure, norm: &'p Norm) -> NormView<'p> {
    NormView { rule: RuleView::new(p, Kind::Norm, &norm.id, &norm.label, &norm.source), on: &norm.on }
}

fn cost<'p>(p: &'p Procedure, cost: &'p Cost) -> CostView<'p> {
    CostView {
        rule: RuleView::new(p, Kind::Cost, &cost.id, &cost.label, &cost.source),
        when: text(cost.when.as_ref()),
        payer: cost.payer.map(|at| Labelled { id: &p.roles[at].id, label: &p.roles[at].label }),
        account: cost.account.as_ref(),
    }
}

fn sampling<'p>(p: &'p Procedure, sampling: &'p Sampling) -> SamplingView<'p> {
    SamplingView {
        rule: RuleView::new(p, Kind::Sampling, &sampling.id, &sampling.label, &sampling.source),
        of: sampling.of.map(|at| p.facts[at].id()),
        sample: sampling.sample.map(|at| p.facts[at].id()),
        rate: sampling.rate.map(|r| r.to_string()),
        most: sampling.most.map(|r| r.to_string()),
        rounding: sampling.rounding,
        minimum: sampling.minimum,
        per: sampling.per.as_ref(),
    }
}

fn reading(reading: &Reading) -> ReadingView<'_> {
    ReadingView {
        id: &reading.id,
        question: &reading.question,
        refs: &reading.refs,
        why: reading.why.as_ref(),
        options: reading.options.iter().map(|o| Labelled { id: &o.id, label: &o.label }).collect(),
        chosen: &reading.options[reading.chosen].id,
    }
}

fn known(known: &Known) -> KnownView<'_> {
    KnownView { fault: &known.fault, at: &known.at, why: &known.why }
}
