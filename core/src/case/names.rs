//! From the names in an entry to the things of the procedure; what is wrong with a name that fits nothing.

use super::log::{Deed, Entry, Event, Pause, Signature};
use super::turn::Act;
use crate::problem::{Problem, nearest};
use crate::procedure::model::{self, Approval, List, Named, Procedure, Ref, Role};
use std::sync::Arc;

/// The event of every procedure that only brings facts and forms.
pub(super) const NOTE: &str = "note";

type Refused = Vec<Problem>;

/// Who, what and with which facts; all wrong names at once.
pub(super) fn event(procedure: &Procedure, seq: u32, event: &Event) -> Result<Act, Refused> {
    let mut problems = Vec::new();
    let by = event.by.as_deref().and_then(|id| found(role(procedure, id), &mut problems));
    let facts = super::known(procedure, event.facts.as_ref()).unwrap_or_else(|wrong| {
        problems.extend(wrong);
        Vec::new()
    });
    let forms = event
        .forms
        .iter()
        .filter_map(|id| found(find(&procedure.forms, id, "case/form", ("表单", "form")), &mut problems));
    let forms = forms.collect();
    if !problems.is_empty() {
        return Err(problems);
    }
    Ok(Act {
        seq,
        at: event.at,
        by,
        accepted: event.accepted_by.is_some(),
        part: event.part.as_deref().map(Arc::from),
        facts,
        forms,
    })
}

/// The event of this name; `None` for a note.
pub(super) fn happening(procedure: &Procedure, id: &str) -> Result<Option<Ref<model::Event>>, Refused> {
    match find(&procedure.events, id, "case/event", ("事件", "event")) {
        Ok(event) => Ok(Some(event)),
        Err(_) if id == NOTE => Ok(None),
        Err(problem) => Err(vec![*problem]),
    }
}

/// Who signs what.
pub(super) fn signature(
    procedure: &Procedure,
    seq: u32,
    signature: &Signature,
) -> Result<(Act, Ref<Approval>, Ref<Role>), Refused> {
    let approval = find(&procedure.approvals, &signature.approval, "case/approval", ("审批", "approval"));
    match (approval, role(procedure, &signature.by)) {
        (Ok(approval), Ok(role)) => {
            let act = Act {
                seq,
                at: signature.at,
                by: Some(role),
                accepted: false,
                part: signature.part.as_deref().map(Arc::from),
                facts: Vec::new(),
                forms: Vec::new(),
            };
            Ok((act, approval, role))
        }
        (approval, role) => {
            Err(approval.err().into_iter().chain(role.err()).map(|problem| *problem).collect())
        }
    }
}

/// The positions of the limits a pause names.
pub(super) fn limits(procedure: &Procedure, pause: &Pause) -> Result<Vec<usize>, Refused> {
    let mut problems = Vec::new();
    let limits = pause.limits.iter().filter_map(|id| {
        found(find(&procedure.limits, id, "case/limit", ("时限", "time limit")), &mut problems)
    });
    let limits = limits.map(Ref::position).collect();
    if problems.is_empty() { Ok(limits) } else { Err(problems) }
}

/// The entry that is to be voided.
pub(super) fn voidable(log: &mut [Entry], seq: u32) -> Result<&mut Entry, Box<Problem>> {
    let refuse = |zh: String, en: String| Err(Box::new(Problem::new("case/void", zh, en)));
    match log.iter_mut().find(|entry| entry.seq == seq) {
        None if seq == 0 => {
            refuse("案件的开始不能作废".to_owned(), "the opening of a case cannot be voided".to_owned())
        }
        None => refuse(format!("日志中没有第 {seq} 条"), format!("the log has no entry {seq}")),
        Some(Entry { voided: Some(_), .. }) => {
            refuse(format!("第 {seq} 条已经作废"), format!("entry {seq} is voided already"))
        }
        Some(Entry { deed: Deed::Void { .. }, .. }) => refuse(
            format!("第 {seq} 条本身是作废记录，请重新记录原事件"),
            format!("entry {seq} is itself a void; record the event again instead"),
        ),
        Some(entry) => Ok(entry),
    }
}

/// Why a void is refused: it says nothing.
pub(super) fn no_reason(seq: u32) -> Problem {
    Problem::new("case/void", format!("作废第 {seq} 条须说明原因"), format!("say why entry {seq} is voided"))
        .help("例如“填错单号”", "e.g. `wrong sheet`")
}

/// Why a void is refused: what came later hangs on the entry.
pub(super) fn cannot_stand_without(seq: u32, later: u32) -> Problem {
    Problem::new(
        "case/void",
        format!("第 {seq} 条不能作废：没有它，第 {later} 条不成立"),
        format!("entry {seq} cannot be voided: without it entry {later} does not stand"),
    )
    .help(format!("请先作废第 {later} 条"), format!("void entry {later} first"))
}

/// The role of this name.
pub(super) fn role(procedure: &Procedure, id: &str) -> Result<Ref<Role>, Box<Problem>> {
    find(&procedure.roles, id, "case/role", ("角色", "role"))
}

fn found<T>(result: Result<T, Box<Problem>>, problems: &mut Vec<Problem>) -> Option<T> {
    result.map_err(|problem| problems.push(*problem)).ok()
}

fn find<T: Named>(list: &List<T>, id: &str, code: &str, what: (&str, &str)) -> Result<Ref<T>, Box<Problem>> {
    list.find(id).ok_or_else(|| {
        let (zh, en) = what;
        let problem = Problem::new(code, format!("没有名为“{id}”的{zh}"), format!("there is no {en} `{id}`"));
        let known: Vec<&str> = list.iter().map(Named::id).collect();
        let problem = match nearest(id, known.iter().copied()) {
            Some(near) => problem.help(format!("是否指 {near}？"), format!("did you mean `{near}`?")),
            None => {
                problem.help(format!("可用：{}", known.join("、")), format!("known: {}", known.join(", ")))
            }
        };
        Box::new(problem)
    })
}
