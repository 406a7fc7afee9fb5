//! What the engine is, and the procedures it knows.

use crate::arguments::day;
use crate::border::{give, throw};
use aftersales::wire::InfoView;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("types.d.ts");

/// The version of the library.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").into()
}

/// The built-in procedures, every edition.
#[wasm_bindgen(unchecked_return_type = "ProcedureInfo[]")]
pub fn procedures() -> Result<JsValue, JsValue> {
    give(&aftersales::procedures().into_iter().map(InfoView::from).collect::<Vec<_>>())
}

/// The built-in procedure that an id or document number means, in the edition in effect on a day (default: the latest).
#[wasm_bindgen(unchecked_return_type = "ProcedureInfo")]
pub fn listed(name: &str, on: Option<String>) -> Result<JsValue, JsValue> {
    let on = on.as_deref().map(day).transpose()?;
    give(&InfoView::from(aftersales::procedure::listed(name, on).map_err(throw)?))
}
