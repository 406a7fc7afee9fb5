//! The browser's face of the core: handles in, plain objects out, one shape of error. No rule lives here.
//!
//! `procedure.rs`, `case.rs`, `calendar.rs` the handles · `rows.rs` many rows in one call ·
//! `border.rs` how values cross · `types.d.ts` what the caller sees

mod border;
mod calendar;
mod case;
mod procedure;
mod rows;

pub use calendar::{Calendar, read_holiday_cn, read_icalendar};
pub use case::Case;
pub use procedure::Procedure;
pub use rows::{read_moments, remaining_text, standing_names};

use aftersales::wire::InfoView;
use border::{give, throw};
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
    let on = on.as_deref().map(border::day).transpose()?;
    give(&InfoView::from(aftersales::procedure::listed(name, on).map_err(throw)?))
}
