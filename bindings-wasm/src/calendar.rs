//! A calendar as a handle: working days, business hours, and when a span ends.

use crate::border::{day, give, misused, moment, take, throw};
use aftersales::calendar::{Convention, Hours};
use aftersales::span::Span;
use aftersales::wire::{CalendarView, DeadlineView};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;
use wasm_bindgen::prelude::*;

/// Working days and hours, known until a date.
#[wasm_bindgen]
pub struct Calendar(aftersales::calendar::Calendar);

impl Calendar {
    pub(crate) fn core(&self) -> &aftersales::calendar::Calendar {
        &self.0
    }
}

/// A day of the calendar.
#[derive(Serialize)]
struct CalendarDay<'c> {
    day: chrono::NaiveDate,
    kind: &'static str,
    worked: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'c aftersales::Text>,
}

#[wasm_bindgen]
impl Calendar {
    /// Mainland China, as published today or as it was on a day.
    pub fn china(as_of: Option<String>) -> Result<Self, JsValue> {
        let Some(as_of) = as_of else { return Ok(Self(aftersales::calendar::Calendar::china())) };
        aftersales::calendar::Calendar::china_as_of(day(&as_of)?).map(Self).map_err(throw)
    }

    /// The same with extra days off and extra working days.
    #[wasm_bindgen(js_name = withDays)]
    pub fn with_days(&self, off: Vec<String>, on: Vec<String>) -> Result<Self, JsValue> {
        let days = |list: Vec<String>| list.iter().map(|text| day(text)).collect::<Result<Vec<_>, _>>();
        self.0.with_days(&days(off)?, &days(on)?).map(Self).map_err(throw)
    }

    /// The same with business hours: `Mon-Fri 09:00-12:00, 13:00-18:00`.
    #[wasm_bindgen(js_name = withHours)]
    pub fn with_hours(&self, hours: &str) -> Result<Self, JsValue> {
        let hours = Hours::parse(hours).map_err(throw)?;
        self.0.with_hours(hours).map(Self).map_err(throw)
    }

    /// Name, edition, and the day until which it is known.
    #[wasm_bindgen(unchecked_return_type = "CalendarInfo")]
    pub fn info(&self) -> Result<JsValue, JsValue> {
        give(&CalendarView::new(&self.0))
    }

    /// Every day from one to another, both included.
    #[wasm_bindgen(unchecked_return_type = "CalendarDay[]")]
    pub fn days(&self, from: &str, to: &str) -> Result<JsValue, JsValue> {
        let (from, to) = (day(from)?, day(to)?);
        let days = from.iter_days().take_while(|day| *day <= to).map(|day| {
            let kind = self.0.kind(day).map_err(throw)?;
            Ok(CalendarDay { day, kind: kind.id(), worked: kind.is_workday(), name: self.0.name(day) })
        });
        give(&days.collect::<Result<Vec<_>, JsValue>>()?)
    }

    /// When a span that starts at a moment ends, with every day of the count. `convention` is a name, or the parts that
    /// depart from the default.
    #[wasm_bindgen(unchecked_return_type = "Deadline")]
    pub fn due(
        &self,
        start: &str,
        span: &str,
        #[wasm_bindgen(unchecked_optional_param_type = "string | Record<string, string>")] convention: Option<
            JsValue,
        >,
    ) -> Result<JsValue, JsValue> {
        let span = Span::parse(span).map_err(throw)?;
        let deadline = self
            .0
            .due(moment(start)?, span, &convention_of(&convention.unwrap_or_default())?)
            .map_err(throw)?;
        give(&DeadlineView::new(&self.0, &deadline, true).map_err(throw)?)
    }
}

fn convention_of(given: &JsValue) -> Result<Convention, JsValue> {
    match take(given, "convention")? {
        Value::Null => Ok(Convention::default()),
        Value::String(name) => Convention::named(&name).map_err(throw),
        parts => {
            let parts: BTreeMap<String, String> =
                serde_json::from_value(parts).map_err(|problem| misused("convention", &problem))?;
            parts
                .iter()
                .try_fold(Convention::default(), |all, (key, value)| all.with(key, value))
                .map_err(throw)
        }
    }
}
