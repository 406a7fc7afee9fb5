//! How values leave: JSON text out of the core, `JSON.parse` on the other side; errors as `Error`s.
//!
//! JSON and not a direct walk over JavaScript objects: the core writes JSON anyway (a case is kept as JSON), so the
//! second writer would only add weight.

use aftersales::Error;
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// What is used of JavaScript itself; the crate `js-sys` would bring its own run time along.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = JSON, catch)]
    fn parse(text: &str) -> Result<JsValue, JsValue>;

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

/// A mistake of the caller's code, in our own words.
pub(crate) fn wrong(what: &str) -> JsValue {
    Misused::of(what).into()
}

/// A plain JavaScript value out of a wire struct.
pub(crate) fn give(value: &impl Serialize) -> Result<JsValue, JsValue> {
    let text = serde_json::to_string(value).map_err(|problem| JsValue::from_str(&problem.to_string()))?;
    parse(&text)
}

/// The core's error as a JavaScript `Error`: `name` is its kind, `problems` its list, `message` all lines.
pub(crate) fn throw(error: Error) -> JsValue {
    let thrown = Thrown::new(&error.to_string());
    thrown.set_name(error.kind());
    thrown.set_problems(&give(&error.problems()).unwrap_or(JsValue::NULL));
    thrown.into()
}
