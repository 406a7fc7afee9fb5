//! Many rows in one call: texts are read into numbers once, and numbers answer every later question.
//!
//! A moment is two numbers, its day since 1970-01-01 and its second of the day; -1 for a second is the whole day.

use crate::Calendar;
use crate::arguments::{convention, moment, take};
use crate::border::give;
use aftersales::calendar::columns::{NO_DAY, Scale};
use aftersales::calendar::{Amount, Convention, Last, Moment, Standing};
use aftersales::span::{Span, Unit};
use aftersales::wire::{Labelled, RemainingView};
use serde_json::Value;
use wasm_bindgen::prelude::*;

const DAY: i64 = 86_400;
const NO_ANSWER: [i32; 6] = [-1, NO_DAY, -1, 0, -1, 0];
/// What can be left of a limit, as the rows name it.
const UNITS: [Unit; 5] =
    [Unit::Minutes, Unit::Hours, Unit::WorkingHours, Unit::CalendarDays, Unit::WorkingDays];

/// A limit ready for its rows.
struct Limit {
    span: Span,
    convention: Convention,
    warn: Vec<Span>,
}

/// Moments out of texts: two numbers each. What cannot be read has no day (the least number there is).
#[wasm_bindgen(js_name = readMoments)]
pub fn read_moments(texts: Vec<String>) -> Vec<i32> {
    texts.iter().flat_map(|text| Moment::parse(text).map_or([NO_DAY, -1], packed)).collect()
}

/// The standings there are, in the order `standings` numbers them.
#[wasm_bindgen(js_name = standingNames, unchecked_return_type = "{ id: Standing; label: Text }[]")]
pub fn standing_names() -> Result<JsValue, JsValue> {
    let labels = Standing::ALL.map(Standing::label);
    let named = Standing::ALL.iter().zip(&labels);
    give(&named.map(|(standing, label)| Labelled { id: standing.id(), label }).collect::<Vec<_>>())
}

/// How much is left, in words; `unit` as `standings` numbers it, `in_time` whether the limit is not over yet.
#[wasm_bindgen(js_name = remainingText, unchecked_return_type = "Text")]
pub fn remaining_text(amount: i32, unit: usize, in_time: bool) -> Result<JsValue, JsValue> {
    let unit = UNITS.get(unit).copied().unwrap_or(Unit::CalendarDays);
    give(&RemainingView::said(Amount { unit, count: i64::from(amount) }, in_time).text)
}

#[wasm_bindgen]
impl Calendar {
    /// How each of many limits stands at `now`. A row is five numbers: the moment it starts (two), the moment it was
    /// done (two), and the place of its limit in `limits`. Six come out: the standing as `standingNames` numbers it, day
    /// and second of its end (86400: 24:00 of that day), how much is left, in which unit, and 1 if provisional. What has
    /// no answer has the standing -1; `due` of that row says why.
    pub fn standings(
        &self,
        rows: &[i32],
        #[wasm_bindgen(unchecked_param_type = "LimitInput[]")] limits: &JsValue,
        now: &str,
    ) -> Result<Vec<i32>, JsValue> {
        let limits = take(limits)?;
        let limits =
            limits.as_array().into_iter().flatten().map(Limit::read).collect::<Result<Vec<_>, _>>()?;
        let now = moment(now)?;
        let mut out = Vec::with_capacity(rows.len().saturating_mul(2));
        for row in rows.chunks_exact(5) {
            out.extend_from_slice(&self.row(row, &limits, now).unwrap_or(NO_ANSWER));
        }
        Ok(out)
    }

    fn row(&self, row: &[i32], limits: &[Option<Limit>], now: Moment) -> Option<[i32; 6]> {
        let [day, second, done_day, done_second, limit] = *row else { return None };
        let limit = limits.get(usize::try_from(limit).ok()?)?.as_ref()?;
        let (start, done) = (unpacked(day, second)?, unpacked(done_day, done_second));
        if limit.span == Span::Unset {
            return Some([place(&Standing::ALL, Standing::Unset), NO_DAY, -1, 0, -1, 0]);
        }
        let deadline = self.core().due(start, limit.span, &limit.convention).ok()?;
        let standing = self.core().standing(&deadline, done, now, &limit.warn).ok()?;
        // A whole day has no hours left; how it stands is known all the same.
        let left = self.core().remaining(&deadline, done.unwrap_or(now)).ok().flatten();
        let [due, second] = deadline.last.map_or([NO_DAY, -1], end);
        let [left, unit] = left.map_or([0, -1], amount);
        Some([place(&Standing::ALL, standing), due, second, left, unit, i32::from(deadline.provisional)])
    }
}

impl Limit {
    /// `None` where the text is no span: its rows have no answer. A convention that does not exist is a mistake.
    fn read(given: &Value) -> Result<Option<Self>, JsValue> {
        let span = |text: &Value| text.as_str().and_then(|text| Span::parse(text).ok());
        let convention = convention(given.get("convention").unwrap_or(&Value::Null))?;
        let warn =
            given.get("warn").and_then(Value::as_array).into_iter().flatten().filter_map(span).collect();
        Ok(given.get("span").and_then(span).map(|span| Self { span, convention, warn }))
    }
}

fn packed(moment: Moment) -> [i32; 2] {
    let [day, second] = split(moment.earliest().and_utc().timestamp());
    [day, if moment.time.is_some() { second } else { -1 }]
}

fn split(seconds: i64) -> [i32; 2] {
    [seconds.div_euclid(DAY), seconds.rem_euclid(DAY)].map(|n| i32::try_from(n).unwrap_or(NO_DAY))
}

fn unpacked(day: i32, second: i32) -> Option<Moment> {
    let start = i64::from(day).saturating_mul(DAY);
    let moment = Scale::default().moment(start.saturating_add(i64::from(second.max(0))))?;
    (day != NO_DAY).then_some(if second < 0 { Moment::day(moment.day) } else { moment })
}

/// Where something stands in its list.
fn place<T: PartialEq>(all: &[T], one: T) -> i32 {
    all.iter().position(|known| *known == one).and_then(|at| i32::try_from(at).ok()).unwrap_or(-1)
}

fn amount(left: Amount) -> [i32; 2] {
    i32::try_from(left.count).map_or([0, -1], |count| [count, place(&UNITS, left.unit)])
}

/// A limit that ends with a day ends at its 24:00, never at the next day's 00:00.
fn end(last: Last) -> [i32; 2] {
    match last.day {
        Some(day) if !last.inclusive => {
            let [day, _] = packed(Moment::day(day));
            [day, i32::try_from(DAY).unwrap_or_default()]
        }
        _ => split(last.due.and_utc().timestamp()),
    }
}
