//! How values cross the border: JSON text out of the core, `JSON.parse` on the other side; errors as `Error`s.
//!
//! JSON and not a direct walk over JavaScript objects: the core writes JSON anyway (a case is kept as JSON), so the
//! second writer would only add weight.

use aftersales::Error;
use aftersales::calendar::Moment;
use aftersales::facts::{Facts, Raw};
use aftersales::procedure::model::Procedure;
use aftersales::wire::Fields;
use chrono::NaiveDate;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use wasm_bindgen::prelude::*;

/// What is used of JavaScript itself; the crate `js-sys` would bring its own run time along.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = JSON, catch)]
    fn parse(text: &str) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_namespace = JSON, catch)]
    fn stringify(value: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_name = Error)]
    type Thrown;

    #[wasm_bindgen(constructor, js_class = "Error")]
    fn new(message: &str) -> Thrown;

    #[wasm_bindgen(method, setter)]
    fn set_name(this: &Thrown, name: &str);

    #[wasm_bindgen(method, setter)]
    fn set_problems(this: &Thrown, problems: &JsValue);

    #[wasm_bindgen(js_name = TypeError)]
    type Misused;

    #[wasm_bindgen(constructor, js_class = "TypeError")]
    fn of(message: &str) -> Misused;
}

/// A mistake of the caller's code: an argument of another shape than the types say.
pub(crate) fn misused(what: &str, problem: &serde_json::Error) -> JsValue {
    wrong(&format!("{what}: {problem}"))
}

/// A mistake of the caller's code, in our own words.
pub(crate) fn wrong(what: &str) -> JsValue {
    Misused::of(what).into()
}

/// A plain JavaScript value out of a wire struct.
pub(crate) fn give(value: &impl Serialize) -> Result<JsValue, JsValue> {
    let text = serde_json::to_string(value).map_err(|problem| JsValue::from_str(&problem.to_string()))?;
    parse(&text)
}

/// A wire struct out of a plain JavaScript value. What does not fit is a `TypeError` that names the key.
pub(crate) fn take<T: DeserializeOwned>(value: &JsValue, what: &str) -> Result<T, JsValue> {
    let text = stringify(value)?.as_string().unwrap_or_else(|| "null".into());
    // First any JSON, then the struct: one reader of text for all structs.
    let read = serde_json::from_str::<Value>(&text).and_then(serde_json::from_value);
    read.map_err(|problem| misused(what, &problem))
}

/// A plain JavaScript object, to be read key by key by the core.
pub(crate) fn fields(value: &JsValue, code: &'static str) -> Result<Fields, JsValue> {
    let text = stringify(value)?.as_string().unwrap_or_else(|| "null".into());
    Fields::parse(&text, code).map_err(|problem| throw(problem.into()))
}

/// The core's error as a JavaScript `Error`: `name` is its kind, `problems` its list, `message` all lines.
pub(crate) fn throw(error: Error) -> JsValue {
    let thrown = Thrown::new(&error.to_string());
    thrown.set_name(error.kind());
    thrown.set_problems(&give(&error.problems()).unwrap_or(JsValue::NULL));
    thrown.into()
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
    let given: Option<Map<String, Value>> = take(given, "facts")?;
    Ok(read_facts(procedure, &given.unwrap_or_default()))
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
