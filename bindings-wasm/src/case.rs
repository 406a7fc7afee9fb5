//! A case as a handle: events in; where it stands, what may happen next and what is due out.

use crate::Calendar;
use crate::arguments::{fields, moment};
use crate::border::{give, throw, wrong};
use aftersales::case::{Applied, Event, Pause, Signature};
use aftersales::procedure::model::Procedure;
use aftersales::wire::{CaseView, FindingsView, MovedView, NextStepView, ObligationView};
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// One case under one edition of a procedure. Nothing is kept but its events; all answers are derived from them.
#[wasm_bindgen]
pub struct Case(aftersales::case::Case);

impl From<aftersales::case::Case> for Case {
    fn from(case: aftersales::case::Case) -> Self {
        Self(case)
    }
}

/// A whole number as JavaScript writes it. Left to the glue, 1.5 would be 1 and -1 the largest of all.
fn whole(number: f64) -> Option<u32> {
    let cut = number as u32;
    (f64::from(cut).to_bits() == number.to_bits()).then_some(cut)
}

/// What an accepted entry did.
#[derive(Serialize)]
struct AppliedView<'c> {
    seq: u32,
    steps: Vec<&'c str>,
}

fn applied(procedure: &Procedure, done: &Applied) -> Result<JsValue, JsValue> {
    let steps = done.steps.iter().map(|step| procedure.steps[*step].id.as_str()).collect();
    give(&AppliedView { seq: done.seq, steps })
}

fn read_pause(pause: &JsValue) -> Result<Pause, JsValue> {
    Pause::read(fields(pause, "case/pause")?).map_err(throw)
}

#[wasm_bindgen]
impl Case {
    /// Takes an event in. A refused event changes nothing; the error lists every reason.
    #[wasm_bindgen(unchecked_return_type = "Applied")]
    pub fn apply(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "EventInput")] event: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let event = Event::read(self.0.procedure(), fields(event, "case/event")?).map_err(throw)?;
        let done = self.0.apply(event).map_err(throw)?;
        applied(self.0.procedure(), &done)
    }

    /// Takes a signature in.
    #[wasm_bindgen(unchecked_return_type = "Applied")]
    pub fn sign(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "SignatureInput")] signature: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let signature = Signature::read(fields(signature, "case/signature")?).map_err(throw)?;
        let done = self.0.sign(signature).map_err(throw)?;
        applied(self.0.procedure(), &done)
    }

    /// Stops clocks: all, or those of the limits named. May be told late.
    #[wasm_bindgen(unchecked_return_type = "Applied")]
    pub fn pause(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "PauseInput")] pause: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let done = self.0.pause(read_pause(pause)?).map_err(throw)?;
        applied(self.0.procedure(), &done)
    }

    /// Lets clocks go on.
    #[wasm_bindgen(unchecked_return_type = "Applied")]
    pub fn resume(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "PauseInput")] pause: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let done = self.0.resume(read_pause(pause)?).map_err(throw)?;
        applied(self.0.procedure(), &done)
    }

    /// Takes an entry back as a mistake; it stays in the log with the reason.
    #[wasm_bindgen(unchecked_return_type = "Applied")]
    pub fn void(&mut self, seq: f64, why: &str) -> Result<JsValue, JsValue> {
        let seq = whole(seq).ok_or_else(|| wrong("seq: must be the number of a log entry"))?;
        let done = self.0.void(seq, why).map_err(throw)?;
        applied(self.0.procedure(), &done)
    }

    /// Where the case stands: states, facts, forms, approvals, log.
    #[wasm_bindgen(unchecked_return_type = "CaseView")]
    pub fn state(&self) -> Result<JsValue, JsValue> {
        give(&CaseView::new(&self.0))
    }

    /// The steps for which the case stands ready at a moment, open or barred and why.
    #[wasm_bindgen(unchecked_return_type = "NextStep[]")]
    pub fn next(&self, at: &str) -> Result<JsValue, JsValue> {
        give(&NextStepView::all(&self.0, moment(at)?))
    }

    /// Every time limit that runs or ran, as it stands at `now`. `days` lists each day of every counting.
    #[wasm_bindgen(unchecked_return_type = "Obligation[]")]
    pub fn obligations(
        &self,
        now: &str,
        calendar: &Calendar,
        days: Option<bool>,
    ) -> Result<JsValue, JsValue> {
        let days = days.unwrap_or(false);
        give(&ObligationView::all(&self.0, moment(now)?, calendar.core(), days).map_err(throw)?)
    }

    /// The open obligations that end at another time in `newer` than was promised in `older`, and by how much.
    #[wasm_bindgen(unchecked_return_type = "MovedObligation[]")]
    pub fn moved(&self, older: &Calendar, newer: &Calendar, now: &str) -> Result<JsValue, JsValue> {
        let all = MovedView::all(&self.0, moment(now)?, older.core(), newer.core());
        give(&all.map_err(throw)?)
    }

    /// Every check and class, judged by what the case knows.
    #[wasm_bindgen(unchecked_return_type = "Findings")]
    pub fn findings(&self, at: &str) -> Result<JsValue, JsValue> {
        give(&FindingsView::of(self.0.procedure(), &self.0.context(moment(at)?)))
    }

    /// The case as text, to be kept; `Procedure.caseFromJSON` reads it again.
    #[wasm_bindgen(js_name = toJSON)]
    pub fn to_json(&self) -> String {
        self.0.to_json()
    }
}
