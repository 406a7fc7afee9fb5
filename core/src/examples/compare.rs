//! What came out of an example beside what must, expectation by expectation.

use super::replay::Replayed;
use super::words::differs;
use crate::calendar::{Calendar, Last};
use crate::case::{Case, NextStep, Obligation};
use crate::findings::{Finding, Findings, judge};
use crate::problem::{Problem, Text};
use crate::procedure::because::joined;
use crate::procedure::evaluate::Context;
use crate::procedure::example::{Example, Expectation, Expected, Owed, Told, Which};
use crate::procedure::model::Procedure;
use chrono::{NaiveDate, NaiveDateTime};

/// Every expectation that is not met.
pub(super) fn differences(replayed: &Replayed, example: &Example, calendar: &Calendar) -> Vec<Problem> {
    let procedure = &*replayed.procedure;
    match (&replayed.case, &example.case) {
        (Some(case), Some(told)) => {
            let context = case.context(told.now);
            let after = After::new(case, told, calendar);
            let findings = judge(procedure, &context);
            example
                .expect
                .iter()
                .filter_map(|one| after.difference(example, one).or_else(|| of(&findings, &[], example, one)))
                .collect()
        }
        _ => {
            let findings = judge(procedure, &replayed.facts);
            let problems: Vec<&str> =
                replayed.facts.problems().map(|problem| problem.code.as_str()).collect();
            example.expect.iter().filter_map(|one| of(&findings, &problems, example, one)).collect()
        }
    }
}

/// A case after its last entry, at the moment it is looked at.
struct After<'a> {
    case: &'a Case,
    procedure: &'a Procedure,
    calendar: &'a Calendar,
    next: Vec<NextStep>,
    owed: Vec<Obligation>,
}

impl<'a> After<'a> {
    fn new(case: &'a Case, told: &Told, calendar: &'a Calendar) -> Self {
        Self {
            case,
            procedure: case.procedure(),
            calendar,
            next: case.next_steps(told.now),
            owed: case.obligations(told.now, calendar),
        }
    }

    fn difference(&self, example: &Example, one: &Expectation) -> Option<Problem> {
        let told = |what: Text, expected: &str, found: &str, why: Option<Text>| {
            (expected != found).then(|| differs(example, &one.at, &what, (expected, found), why))
        };
        match &one.what {
            Expected::State { region, part, state } => {
                let name = part.as_ref().map_or_else(|| region.clone(), |part| format!("{region}.{part}"));
                told(both(&name), state, self.state(region, part.as_deref()), Some(self.way()))
            }
            Expected::Open(step) => told(of_step(step), "open", self.is_open(step), self.bars(step)),
            Expected::Barred(step) => told(of_step(step), "barred", self.is_open(step), None),
            Expected::Ended(ended) => {
                let what = Text::new("ended ", "`ended`");
                told(what, yes_or_no(*ended), yes_or_no(self.case.ended()), None)
            }
            Expected::Owed { which, what, is } => {
                let found = self.obligation(which);
                let name = Text::new(
                    format!("{} 的 {} ", which.limit, what.id()),
                    format!("`{}` of `{}`", what.id(), which.limit),
                );
                let why = found.and_then(|found| self.counted(found));
                told(name, is, &found.map_or_else(none, |found| self.value(found, *what)), why)
            }
            _ => None,
        }
    }

    fn state(&self, region: &str, part: Option<&str>) -> &'a str {
        let region = self.procedure.regions.find(region);
        let mut tokens = self.case.states();
        let found = tokens.find(|(at, of, _)| Some(*at) == region && *of == part);
        found.map_or("", |(_, _, state)| self.procedure.states[state].id.as_str())
    }

    /// The steps taken on the way, so that one sees where it went another.
    fn way(&self) -> Text {
        let first = self.case.first_steps().iter();
        let later = self.case.log().iter().filter(|entry| entry.voided.is_none()).flat_map(|e| &e.steps);
        let steps: Vec<&str> =
            first.chain(later).map(|step| self.procedure.steps[*step].id.as_str()).collect();
        match steps.is_empty() {
            true => Text::new("没有走过任何步骤", "no step was taken"),
            false => Text::new(
                format!("走过的步骤：{}", steps.join(" → ")),
                format!("the steps taken: {}", steps.join(" → ")),
            ),
        }
    }

    fn is_open(&self, step: &str) -> &'static str {
        let at = self.procedure.steps.find(step);
        let open = self.next.iter().any(|next| Some(next.step) == at && next.open);
        if open { "open" } else { "barred" }
    }

    /// Why a step may not be taken.
    fn bars(&self, step: &str) -> Option<Text> {
        let at = self.procedure.steps.find(step);
        let bars = self.next.iter().filter(|next| Some(next.step) == at).flat_map(|next| &next.barred);
        let why: Vec<Text> = bars.map(|barred| barred.message.clone()).collect();
        Some(match why.is_empty() {
            true => Text::new("案件不在该步骤的起点", "the case does not stand where the step starts"),
            false => joined(why.into_iter(), "；", "; "),
        })
    }

    fn obligation(&self, which: &Which) -> Option<&Obligation> {
        let limit = self.procedure.limits.find(&which.limit);
        self.owed.iter().find(|one| {
            Some(one.limit) == limit
                && which.n.is_none_or(|n| one.n == n)
                && which.part.as_ref().is_none_or(|part| one.part.as_ref() == Some(part))
        })
    }

    fn value(&self, one: &Obligation, what: Owed) -> String {
        let deadline = one.deadline.as_ref();
        let day = |day: NaiveDate| day.to_string();
        let value = match what {
            Owed::Standing => Some(one.standing.id().to_owned()),
            Owed::LastDay => deadline.and_then(|deadline| deadline.last_day()).map(day),
            Owed::Due => deadline.and_then(|deadline| deadline.due()).map(|due| self.instant(due)),
            Owed::Target => {
                deadline.and_then(|deadline| deadline.target).and_then(|Last { day, .. }| day).map(day)
            }
        };
        value.unwrap_or_else(none)
    }

    fn instant(&self, wall: NaiveDateTime) -> String {
        self.calendar.zone().instant(wall).map_or_else(|| wall.to_string(), |at| format!("{at:?}"))
    }

    /// How the deadline was counted.
    fn counted(&self, one: &Obligation) -> Option<Text> {
        one.deadline.as_ref().and_then(|deadline| self.calendar.sentence(deadline).ok())
    }
}

/// A difference of a finding.
fn of<C: Context + ?Sized>(
    findings: &Findings<'_, C>,
    problems: &[&str],
    example: &Example,
    one: &Expectation,
) -> Option<Problem> {
    let told = |what: Text, expected: String, found: String, why: Option<Text>| {
        (expected != found).then(|| differs(example, &one.at, &what, (&expected, &found), why))
    };
    let asked = |rule: &str, value: &dyn Fn(&Finding<'_, C>) -> String| {
        let finding = findings.find(rule);
        (finding.as_ref().map_or_else(none, value), finding.map(|finding| finding.reason()))
    };
    match &one.what {
        Expected::Answer { rule, is } => {
            let (found, why) = asked(rule, &|finding| finding.answer_id());
            told(both(rule), is.clone(), found, why)
        }
        Expected::Margin { rule, is } => {
            let (found, why) = asked(rule, &|f| f.margin().map_or_else(none, |units| units.to_string()));
            let what = Text::new(format!("{rule} 的 margin "), format!("the margin of `{rule}`"));
            told(what, is.to_string(), found, why)
        }
        Expected::Missing { rule, are } => {
            let (found, why) = asked(rule, &|finding| finding.missing_ids().join(", "));
            let what = Text::new(format!("{rule} 的 missing "), format!("what `{rule}` misses"));
            told(what, are.join(", "), found, why)
        }
        Expected::Actions(are) => told(both("actions"), are.join(", "), findings.actions().join(", "), None),
        Expected::Problems(are) => told(both("problems"), are.join(", "), problems.join(", "), None),
        _ => None,
    }
}

fn both(id: &str) -> Text {
    Text::new(format!("{id} "), format!("`{id}`"))
}

fn of_step(step: &str) -> Text {
    Text::new(format!("步骤 {step} "), format!("the step `{step}`"))
}

fn yes_or_no(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
}

fn none() -> String {
    "none".to_owned()
}
