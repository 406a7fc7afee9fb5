//! A calendar as a handle: working days, business hours, and when a span ends.

use crate::arguments::{convention, day, fields, take, text};
use crate::border::{give, throw, wrong};
use aftersales::calendar::columns::Asked;
use aftersales::calendar::{DayEntry, Hours, Moment, Pauses, Zone};
use aftersales::span::{Span, Unit};
use aftersales::wire::{
    AmountView, CalendarDayView, CalendarView, DeadlineView, Fields, MovedDayView, StandsView, day_entries,
};
use aftersales::{Error, Problem, Text};
use chrono::Weekday;
use serde_json::Value;
use wasm_bindgen::prelude::*;

/// Working days and hours, known until a date.
#[wasm_bindgen]
pub struct Calendar(aftersales::calendar::Calendar);

impl Calendar {
    /// A moment of its wall clock.
    fn moment(&self, text: &str) -> Result<Moment, JsValue> {
        Moment::parse_in(text, self.0.zone()).map_err(throw)
    }

    /// Pairs of moments: from, until.
    fn pauses(&self, given: &Value) -> Result<Pauses, JsValue> {
        let one = |pair: &Value| match pair.as_array().map(Vec::as_slice) {
            Some([Value::String(from), Value::String(until)]) => {
                Ok((self.moment(from)?, self.moment(until)?))
            }
            _ => Err(wrong("pauses: must be pairs of texts, from and until")),
        };
        let pairs = given.as_array().into_iter().flatten().map(one);
        Pauses::between(&pairs.collect::<Result<Vec<_>, JsValue>>()?).map_err(throw)
    }

    pub(crate) fn core(&self) -> &aftersales::calendar::Calendar {
        &self.0
    }
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

    /// Plain weeks, Monday to Friday, from one day to another, all of it known.
    pub fn weeks(
        from: &str,
        to: &str,
        #[wasm_bindgen(unchecked_optional_param_type = "Text")] name: Option<JsValue>,
    ) -> Result<Self, JsValue> {
        let name = name.map_or_else(|| Ok(Text::new("周", "weeks")), |name| text(&name, "name"))?;
        aftersales::calendar::Calendar::weeks(name, day(from)?, day(to)?).map(Self).map_err(throw)
    }

    /// The same with days laid over it, as `readIcalendar` gives them.
    #[wasm_bindgen(js_name = withEntries)]
    pub fn with_entries(
        &self,
        #[wasm_bindgen(unchecked_param_type = "DayInput[]")] days: &JsValue,
    ) -> Result<Self, JsValue> {
        self.0.with_entries(&entries(days)?).map(Self).map_err(throw)
    }

    /// The same with the whole arrangement of a year, and known to its end: `withNotice(2027, readHolidayCn(text))`.
    #[wasm_bindgen(js_name = withNotice)]
    pub fn with_notice(
        &self,
        year: i32,
        #[wasm_bindgen(unchecked_param_type = "DayInput[]")] days: &JsValue,
    ) -> Result<Self, JsValue> {
        self.0.with_notice(year, &entries(days)?).map(Self).map_err(throw)
    }

    /// The same with other working days of the week: 1 Monday to 7 Sunday.
    #[wasm_bindgen(js_name = withWeek)]
    pub fn with_week(
        &self,
        #[wasm_bindgen(unchecked_param_type = "number[]")] worked: &JsValue,
    ) -> Result<Self, JsValue> {
        let worked = take(worked)?;
        let one =
            |number: &Value| Weekday::try_from(u8::try_from(number.as_u64()?.checked_sub(1)?).ok()?).ok();
        let week: Option<Vec<Weekday>> = worked.as_array().and_then(|days| days.iter().map(one).collect());
        let week = week.ok_or_else(|| wrong("worked: days of the week are 1 to 7"))?;
        self.0.with_week(&week).map(Self).map_err(throw)
    }

    /// The same on another wall clock: `+08:00`, `UTC`.
    #[wasm_bindgen(js_name = withZone)]
    pub fn with_zone(&self, zone: &str) -> Result<Self, JsValue> {
        Ok(Self(self.0.with_zone(Zone::parse(zone).map_err(throw)?)))
    }

    /// The same under a name and version of its own.
    #[wasm_bindgen(js_name = withName)]
    pub fn with_name(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Text")] name: &JsValue,
        version: &str,
    ) -> Result<Self, JsValue> {
        Ok(Self(self.0.named(text(name, "name")?, version)))
    }

    /// The same, known only until a day; beyond it deadlines are provisional.
    pub fn until(&self, last: &str) -> Result<Self, JsValue> {
        Ok(Self(self.0.until(day(last)?)))
    }

    /// The days that are other days in `newer`: as promised against as now.
    #[wasm_bindgen(unchecked_return_type = "MovedDay[]")]
    pub fn moved(&self, newer: &Self) -> Result<JsValue, JsValue> {
        give(&MovedDayView::all(&self.0, &newer.0))
    }

    /// The days that depart from the plain week, as an iCalendar file.
    #[wasm_bindgen(js_name = toIcalendar)]
    pub fn to_icalendar(&self, from: &str, to: &str) -> Result<String, JsValue> {
        Ok(self.0.to_icalendar(day(from)?, day(to)?))
    }

    /// A table of days as CSV: `date,weekday,kind,workday,number,name_zh,name_en`; `number` counts working days.
    #[wasm_bindgen(js_name = toCsv)]
    pub fn to_csv(&self, from: &str, to: &str) -> Result<String, JsValue> {
        Ok(self.0.to_csv(day(from)?, day(to)?))
    }

    /// Every day from one to another, both included.
    #[wasm_bindgen(unchecked_return_type = "CalendarDay[]")]
    pub fn days(&self, from: &str, to: &str) -> Result<JsValue, JsValue> {
        give(&CalendarDayView::all(&self.0, day(from)?, day(to)?).map_err(throw)?)
    }

    /// When a span that starts at a moment ends, with every day of the count. `convention` is a name, or the parts that
    /// depart from the default; `pauses` are from when to when the clock stood, in any order.
    #[wasm_bindgen(unchecked_return_type = "Deadline")]
    pub fn due(
        &self,
        start: &str,
        span: &str,
        #[wasm_bindgen(unchecked_optional_param_type = "Convention")] given: Option<JsValue>,
        #[wasm_bindgen(unchecked_optional_param_type = "[string, string][]")] pauses: Option<JsValue>,
    ) -> Result<JsValue, JsValue> {
        let convention = convention(&take(&given.unwrap_or_default())?)?;
        let pauses = self.pauses(&take(&pauses.unwrap_or_default())?)?;
        let span = Span::parse(span).map_err(throw)?;
        let deadline = self.0.due_paused(self.moment(start)?, span, &convention, &pauses).map_err(throw)?;
        give(&DeadlineView::new(&self.0, &deadline, true).map_err(throw)?)
    }

    /// How much of a unit lies between two moments: `between("2026-02-13", "2026-02-25", "working days")` is 3. The day of
    /// `from` is not counted, the day of `to` is; negative if `to` comes first.
    #[wasm_bindgen(unchecked_return_type = "Amount")]
    pub fn between(
        &self,
        from: &str,
        to: &str,
        unit: &str,
        #[wasm_bindgen(unchecked_optional_param_type = "Convention")] given: Option<JsValue>,
    ) -> Result<JsValue, JsValue> {
        let unit = Unit::parse(unit).map_err(throw)?;
        let convention = convention(&take(&given.unwrap_or_default())?)?;
        let amount =
            self.0.between(self.moment(from)?, self.moment(to)?, unit, &convention).map_err(throw)?;
        give(&AmountView::from(amount))
    }

    /// How a limit of `span` that began at `start` stands at `now`, or stood when it was done.
    #[wasm_bindgen(unchecked_return_type = "Stands")]
    pub fn standing(
        &self,
        start: &str,
        span: &str,
        now: &str,
        #[wasm_bindgen(unchecked_optional_param_type = "StandingInput")] given: Option<JsValue>,
    ) -> Result<JsValue, JsValue> {
        let mut given = match given {
            Some(given) => fields(&given, "standing/form")?,
            None => Fields::default(),
        };
        let unread = |problem: Box<Problem>| throw(problem.into());
        let warned = given.has("warn").then(|| given.texts("warn")).transpose().map_err(unread)?;
        let done = given.maybe_text("done").map_err(unread)?;
        let convention = convention(&given.value("convention"))?;
        given.done().map_err(unread)?;
        let warned = warned.unwrap_or_else(|| vec!["1 working day".into()]);
        let warn: Result<Vec<Span>, Error> = warned.iter().map(|text| Span::parse(text)).collect();
        let warn = warn.map_err(throw)?;
        let now = self.moment(now)?;
        let asked = Asked { calendar: &self.0, convention: &convention, now, warn: &warn };
        let done = done.map(|done| self.moment(&done)).transpose()?;
        let span = Span::parse(span).map_err(throw)?;
        give(&StandsView::new(&asked, span, self.moment(start)?, done).map_err(throw)?)
    }
}

fn entries(days: &JsValue) -> Result<Vec<DayEntry>, JsValue> {
    day_entries(&take(days)?).map_err(throw)
}
