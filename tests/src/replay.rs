//! A case of the corpus put to the engine.

use crate::{CaseCase, CaseEvent};
use aftersales::Error;
use aftersales::calendar::Moment;
use aftersales::case::{Applied, Case, Event, Opening, Signature};
use aftersales::facts::{Facts, Raw};
use aftersales::procedure::model::Procedure;
use std::collections::BTreeMap;
use std::sync::Arc;

fn raw(value: &toml::Value) -> Raw<'_> {
    match value {
        toml::Value::Integer(n) => Raw::Int(i128::from(*n)),
        toml::Value::Float(x) => Raw::Float(*x),
        toml::Value::Boolean(b) => Raw::Bool(*b),
        toml::Value::String(s) => Raw::Str(s),
        other => panic!("a fact cannot be {other:?}"),
    }
}

/// Facts as a case gives them.
pub fn facts(procedure: &Procedure, table: &toml::Table) -> Facts {
    Facts::read(procedure, table.iter().map(|(name, value)| (name.as_str(), raw(value))))
}

/// A moment as a case writes it.
pub fn at(text: &str) -> Moment {
    Moment::parse(text).unwrap_or_else(|e| panic!("{text}: {e}"))
}

/// The procedure of a case: named by it or by its file, under its readings.
pub fn procedure(stem: &str, name: Option<&str>, readings: &BTreeMap<String, String>) -> Procedure {
    let id = name.unwrap_or(stem);
    let found = aftersales::procedure(id, None).unwrap_or_else(|e| panic!("{e}"));
    if readings.is_empty() {
        return found;
    }
    let readings = readings.iter().map(|(reading, option)| (reading.as_str(), option.as_str()));
    found.with_readings(readings).unwrap_or_else(|e| panic!("{stem}: {e}"))
}

/// The case as it opens.
pub fn open(stem: &str, case: &CaseCase) -> Case {
    let procedure = procedure(stem, case.procedure.as_deref(), &case.readings);
    let mut opening = Opening::new(at(&case.opened)).facts(facts(&procedure, &case.facts));
    if case.strict {
        opening = opening.strict();
    }
    Case::open(Arc::new(procedure), opening).unwrap_or_else(|e| panic!("{}: {e}", case.id))
}

/// One entry told to the case.
///
/// # Errors
/// What refuses it.
pub fn apply(case: &mut Case, told: &CaseEvent) -> Result<Applied, Error> {
    if let Some(seq) = told.void {
        return case.void(seq, told.why.as_deref().unwrap_or_default());
    }
    if let Some(approval) = &told.sign {
        let mut signature = Signature::new(approval, told.by.as_deref().unwrap_or_default(), at(&told.at));
        signature.person = told.person.clone();
        signature.part = told.part.clone();
        if told.verdict.as_deref() == Some("disagree") {
            signature = signature.disagree();
        }
        return case.sign(signature);
    }
    let mut event = Event::new(told.event.as_deref().unwrap_or("note"), at(&told.at));
    event.by = told.by.clone();
    event.person = told.person.clone();
    event.accepted_by = told.accepted_by.clone();
    event.part = told.part.clone();
    event.forms = told.forms.clone();
    let facts = facts(case.procedure(), &told.facts);
    case.apply(event.facts(facts))
}
