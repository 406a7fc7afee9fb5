//! An example told to the engine, entry by entry.

use super::words;
use crate::case::{Applied, Case, Event, Opening, Signature};
use crate::facts::{Facts, Raw};
use crate::problem::{Error, Problem};
use crate::procedure::example::{Deed, Entry, Example, Given, Told};
use crate::procedure::model::{Procedure, Ref, Step};
use std::sync::Arc;

/// An example after its last entry.
#[derive(Debug, Clone)]
pub struct Replayed {
    /// The procedure under the readings of the example.
    pub procedure: Arc<Procedure>,
    /// The facts judged, or those at opening.
    pub facts: Facts,
    /// The case; none where facts alone are judged.
    pub case: Option<Case>,
    /// Every step taken on the way, those of entries voided later too.
    pub steps: Vec<Ref<Step>>,
}

/// Tells an example to its procedure.
///
/// # Errors
/// The entry that is refused, or taken, though the example says otherwise: what follows it was not told.
pub fn replay(procedure: &Arc<Procedure>, example: &Example) -> Result<Replayed, Box<Problem>> {
    let not_opened = |error: Error| Box::new(words::not_opened(example, &error));
    let procedure = match example.readings.as_slice() {
        [] => Arc::clone(procedure),
        chosen => {
            let chosen = chosen.iter().map(|(reading, option)| (reading.as_str(), option.as_str()));
            Arc::new(procedure.with_readings(chosen).map_err(not_opened)?)
        }
    };
    let facts = read(&procedure, &example.facts);
    let Some(told) = &example.case else {
        return Ok(Replayed { procedure, facts, case: None, steps: Vec::new() });
    };
    let mut case = open(&procedure, facts.clone(), told).map_err(not_opened)?;
    let mut steps = case.first_steps().to_vec();
    for (number, entry) in (1_usize..).zip(&told.entries) {
        match (apply(&mut case, entry), &entry.refused) {
            (Ok(applied), None) => steps.extend(applied.steps),
            (Err(error), Some(code)) if error.problems().iter().any(|problem| problem.code == *code) => {}
            (Ok(_), Some(code)) => return Err(Box::new(words::taken(example, number, entry, code))),
            (Err(error), _) => return Err(Box::new(words::refused(example, number, entry, &error))),
        }
    }
    Ok(Replayed { procedure, facts, case: Some(case), steps })
}

fn open(procedure: &Arc<Procedure>, facts: Facts, told: &Told) -> Result<Case, Error> {
    let opening = Opening::new(told.opened).facts(facts);
    Case::open(Arc::clone(procedure), if told.strict { opening.strict() } else { opening })
}

fn apply(case: &mut Case, entry: &Entry) -> Result<Applied, Error> {
    let event = match &entry.deed {
        Deed::Void { entry, why } => return case.void(*entry, why),
        Deed::Sign { approval, agrees } => {
            let signature = Signature {
                person: entry.person.clone(),
                part: entry.part.clone(),
                ..Signature::new(approval, entry.by.as_deref().unwrap_or_default(), entry.at)
            };
            return case.sign(if *agrees { signature } else { signature.disagree() });
        }
        Deed::Note(_) => "note",
        Deed::Event(event) => event,
    };
    let facts = read(case.procedure(), &entry.facts);
    case.apply(Event {
        by: entry.by.clone(),
        person: entry.person.clone(),
        accepted_by: entry.accepted_by.clone(),
        part: entry.part.clone(),
        forms: entry.forms.clone(),
        facts: Some(facts),
        ..Event::new(event, entry.at)
    })
}

fn read(procedure: &Procedure, facts: &[(String, Given)]) -> Facts {
    let raw = facts.iter().map(|(fact, value)| {
        let value = match value {
            Given::Int(number) => Raw::Int(i128::from(*number)),
            Given::Flag(flag) => Raw::Bool(*flag),
            Given::Text(text) => Raw::Str(text),
        };
        (fact.as_str(), value)
    });
    Facts::read(procedure, raw)
}
