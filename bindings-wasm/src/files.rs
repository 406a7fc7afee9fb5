//! Files that people bring, read into what the engine takes: a company's rules into bytes for `Procedure.fromBytes`, the
//! days of a calendar file into days for `withEntries`.

use crate::border::{give, throw, wrong};
use aftersales::calendar::{DayEntry, exchange};
use aftersales::procedure::model::Procedure;
use aftersales::wire::CalendarDayView;
use aftersales::{Error, Lang, procedure};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"import type { CalendarDay, Problem } from "./aftersales.js";"#;

/// The id or document number of the procedure that a rule file extends: its bytes are then given as `base`.
#[wasm_bindgen]
pub fn extended(file: &[u8]) -> Result<Option<String>, JsValue> {
    procedure::extended(file).map_err(throw)
}

/// A company's rule file as bytes for `Procedure.fromBytes`. `base` are the bytes of the procedure it extends. Throws a
/// `ProcedureError` with every fault: line, column, what is wrong and how to mend it.
#[wasm_bindgen(js_name = readProcedure)]
pub fn read_procedure(file: &[u8], base: Option<Vec<u8>>) -> Result<Vec<u8>, JsValue> {
    procedure::read_over(file, &bases(base)?).map(|read| procedure::pack(&read)).map_err(throw)
}

/// Everything wrong with a rule file: its faults or, if it has none, what makes the procedure unsound.
#[wasm_bindgen(js_name = checkProcedure, unchecked_return_type = "Problem[]")]
pub fn check_procedure(file: &[u8], base: Option<Vec<u8>>) -> Result<JsValue, JsValue> {
    give(&procedure::check_over(file, &bases(base)?))
}

/// The same as a compiler shows it: each source line with what is wrong underlined. `lang` is `zh` or `en`.
#[wasm_bindgen(js_name = showFaults)]
pub fn show_faults(name: &str, file: &[u8], base: Option<Vec<u8>>, lang: &str) -> Result<String, JsValue> {
    let lang = match lang {
        "zh" => Lang::Zh,
        "en" => Lang::En,
        _ => return Err(wrong("lang: `zh` or `en`")),
    };
    let found = procedure::check_over(file, &bases(base)?);
    Ok(procedure::render(name, &String::from_utf8_lossy(file), &found, lang))
}

fn bases(base: Option<Vec<u8>>) -> Result<Vec<Procedure>, JsValue> {
    base.into_iter().map(|bytes| procedure::unpack(&bytes).map_err(throw)).collect()
}

/// The whole-day events of an iCalendar (.ics) file, for `withEntries`. An event whose summary says 班, 上班 or "work" is
/// a day worked in exchange, any other a day off.
#[wasm_bindgen(js_name = readIcalendar, unchecked_return_type = "CalendarDay[]")]
pub fn read_icalendar(text: &str) -> Result<JsValue, JsValue> {
    shown(exchange::icalendar(text))
}

/// A year's file of holiday-cn, for `withNotice`.
#[wasm_bindgen(js_name = readHolidayCn, unchecked_return_type = "CalendarDay[]")]
pub fn read_holiday_cn(text: &str) -> Result<JsValue, JsValue> {
    shown(exchange::holiday_cn(text))
}

fn shown(read: Result<Vec<DayEntry>, Error>) -> Result<JsValue, JsValue> {
    give(&read.map_err(throw)?.iter().map(CalendarDayView::from).collect::<Vec<_>>())
}
