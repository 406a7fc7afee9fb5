//! A procedure as a handle: looked at, judged by, followed by cases.

use crate::Case;
use crate::arguments::{convention, day, facts, moment, take, texts};
use crate::border::{give, throw};
use crate::calendar::Calendar;
use aftersales::case::Opening;
use aftersales::wire::{FindingsView, OccurrenceView, ProcedureView};
use std::sync::Arc;
use wasm_bindgen::prelude::*;

/// One edition of one document.
#[wasm_bindgen]
pub struct Procedure(Arc<aftersales::procedure::model::Procedure>);

impl From<aftersales::procedure::model::Procedure> for Procedure {
    fn from(procedure: aftersales::procedure::model::Procedure) -> Self {
        Self(Arc::new(procedure))
    }
}

#[wasm_bindgen]
impl Procedure {
    /// A built-in procedure from its file in the package's folder `procedures`.
    #[wasm_bindgen(js_name = fromBytes)]
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, JsValue> {
        aftersales::procedure::unpack(bytes).map(Self::from).map_err(throw)
    }

    /// Everything its file says, rule by rule.
    #[wasm_bindgen(unchecked_return_type = "ProcedureView")]
    pub fn view(&self) -> Result<JsValue, JsValue> {
        give(&ProcedureView::new(&self.0))
    }

    /// The same under other readings of its ambiguous places: reading id to option id.
    #[wasm_bindgen(js_name = withReadings)]
    pub fn with_readings(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Record<string, string>")] readings: &JsValue,
    ) -> Result<Self, JsValue> {
        let readings = take(readings)?;
        self.0.with_readings(texts(&readings, "readings")?).map(Self::from).map_err(throw)
    }

    /// Judges facts by every check and class.
    #[wasm_bindgen(unchecked_return_type = "Findings")]
    pub fn judge(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Facts")] given: &JsValue,
    ) -> Result<JsValue, JsValue> {
        give(&FindingsView::new(&self.0, &facts(&self.0, given)?))
    }

    /// When its recurring duties fall due with their last day from one day to another, in order of time. A duty that
    /// hangs on an event, or has no period, has no occurrence.
    #[wasm_bindgen(js_name = dutiesBetween, unchecked_return_type = "Occurrence[]")]
    pub fn duties_between(
        &self,
        from: &str,
        to: &str,
        calendar: &Calendar,
        #[wasm_bindgen(unchecked_optional_param_type = "Convention")] given: Option<JsValue>,
    ) -> Result<JsValue, JsValue> {
        let convention = convention(&take(&given.unwrap_or_default())?)?;
        let days = (day(from)?, day(to)?);
        give(&OccurrenceView::all(&self.0, days, (calendar.core(), &convention)).map_err(throw)?)
    }

    /// Opens a case that came in `at` a moment of the calendar's wall clock (`2026-09-28 09:30`) or on a day. `strict`
    /// refuses inferred steps unless the event says who accepted them.
    pub fn open(
        &self,
        at: &str,
        #[wasm_bindgen(unchecked_optional_param_type = "Facts")] given: Option<JsValue>,
        #[wasm_bindgen(unchecked_optional_param_type = "boolean")] strict: Option<bool>,
    ) -> Result<Case, JsValue> {
        let mut opening = Opening::new(moment(at)?).facts(facts(&self.0, &given.unwrap_or_default())?);
        opening.strict = strict.unwrap_or(false);
        aftersales::case::Case::open(Arc::clone(&self.0), opening).map(Case::from).map_err(throw)
    }

    /// A case again, from what its `toJSON` gave.
    #[wasm_bindgen(js_name = caseFromJSON)]
    pub fn case_from_json(&self, text: &str) -> Result<Case, JsValue> {
        aftersales::case::Case::from_json(text, Arc::clone(&self.0)).map(Case::from).map_err(throw)
    }
}
