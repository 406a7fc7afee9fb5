//! How arguments come in: plain JavaScript values as JSON text, looked at key by key. Derived readers of many small structs
//! would weigh more than all that is read.

use crate::border::{throw, wrong};
use aftersales::Text;
use aftersales::calendar::{Convention, Moment};
use aftersales::facts::{Facts, Raw};
use aftersales::procedure::model::Procedure;
use aftersales::wire::Fields;
use chrono::NaiveDate;
use serde_json::{Map, Value};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = JSON, catch)]
    fn stringify(value: &JsValue) -> Result<JsValue, JsValue>;
}

/// A plain JavaScript value as it is; nothing is null.
pub(crate) fn take(value: &JsValue) -> Result<Value, JsValue> {
    let text = stringify(value)?.as_string().unwrap_or_else(|| "null".into());
    serde_json::from_str(&text).map_err(|problem| wrong(&problem.to_string()))
}

/// A text in both languages.
pub(crate) fn text(value: &JsValue, what: &str) -> Result<Text, JsValue> {
    let taken = take(value)?;
    let get = |key: &str| taken.get(key).and_then(Value::as_str);
    match (get("zh"), get("en")) {
        (Some(zh), Some(en)) => Ok(Text::new(zh, en)),
        _ => Err(wrong(&format!("{what}: must be {{ zh: string, en: string }}"))),
    }
}

/// The texts of an object by their names.
pub(crate) fn texts<'v>(value: &'v Value, what: &str) -> Result<Vec<(&'v str, &'v str)>, JsValue> {
    let shape = || wrong(&format!("{what}: must be an object of strings"));
    let pairs = value.as_object().ok_or_else(shape)?.iter();
    pairs.map(|(name, text)| Ok((name.as_str(), text.as_str().ok_or_else(shape)?))).collect()
}

/// A convention: its name, or an object of the parts that depart from the default.
pub(crate) fn convention(given: &Value) -> Result<Convention, JsValue> {
    match given {
        Value::Null => Ok(Convention::default()),
        Value::String(name) => Convention::named(name).map_err(throw),
        parts => {
            let parts = texts(parts, "convention")?;
            let all = parts.iter().try_fold(Convention::default(), |all, (key, value)| all.with(key, value));
            all.map_err(throw)
        }
    }
}

/// A plain JavaScript object, to be read key by key by the core.
pub(crate) fn fields(value: &JsValue, code: &'static str) -> Result<Fields, JsValue> {
    Fields::of(take(value)?, code, "").map_err(|problem| throw(problem.into()))
}

/// A moment of the calendar's wall clock.
pub(crate) fn moment(text: &str) -> Result<Moment, JsValue> {
    Moment::parse(text).map_err(throw)
}

/// A day.
pub(crate) fn day(text: &str) -> Result<NaiveDate, JsValue> {
    moment(text).map(|moment| moment.day)
}

/// Facts by id or label, out of a plain object; nothing given is no facts.
pub(crate) fn facts(procedure: &Procedure, given: &JsValue) -> Result<Facts, JsValue> {
    match take(given)? {
        Value::Null => Ok(read_facts(procedure, &Map::new())),
        Value::Object(given) => Ok(read_facts(procedure, &given)),
        _ => Err(wrong("facts: must be an object")),
    }
}

/// Facts out of a JSON object. What a value means is decided by the fact it is for.
pub(crate) fn read_facts(procedure: &Procedure, given: &Map<String, Value>) -> Facts {
    Facts::read(procedure, given.iter().map(|(name, value)| (name.as_str(), raw(value))))
}

fn raw(value: &Value) -> Raw<'_> {
    match value {
        Value::Null => Raw::Null,
        Value::Bool(yes) => Raw::Bool(*yes),
        Value::String(text) => Raw::Str(text),
        Value::Number(number) => match number.as_i128() {
            Some(whole) => Raw::Int(whole),
            None => Raw::Float(number.as_f64().unwrap_or(f64::NAN)),
        },
        // No fact is a list or an object: a text that no fact reads, so that the problem names the fact.
        Value::Array(_) | Value::Object(_) => Raw::Str("[object]"),
    }
}
