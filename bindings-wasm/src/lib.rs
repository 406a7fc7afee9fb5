//! The browser's face of the core: handles in, plain objects out, one shape of error.
//!
//! `types.d.ts` what the caller sees. No rule lives here.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("types.d.ts");

/// The version of the library.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").into()
}
