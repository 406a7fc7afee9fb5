//! Build step: `aftersales-wasm-glue module MODULE.wasm FOLDER NAME` writes the JavaScript glue, the types and the stripped
//! module; `aftersales-wasm-glue procedures FOLDER` the built-in procedures.
//!
//! The same work as the `wasm-bindgen` command; as a member of the workspace it needs nothing installed.

use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::ExitCode;
use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments.as_slice() {
        ["module", module, folder, name] => generate(module, folder, name),
        ["procedures", folder] => write_procedures(Path::new(folder)),
        _ => Err("usage: aftersales-wasm-glue module MODULE.wasm FOLDER NAME | procedures FOLDER".into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{}: {problem:#}", arguments.join(" "));
            ExitCode::FAILURE
        }
    }
}

fn generate(module: &str, folder: &str, name: &str) -> Result<(), Box<dyn Error>> {
    let mut bindgen = Bindgen::new();
    bindgen.input_path(module).out_name(name).typescript(true);
    // Names of functions are a sixth of the module and serve no caller.
    bindgen.remove_name_section(true).remove_producers_section(true);
    // Without this `init()` does not know where its module lies.
    bindgen.omit_default_module_path(false);
    Ok(bindgen.web(true).and_then(|bindgen| bindgen.generate(folder))?)
}

/// One file for each edition of each procedure; its name says which text of the rules it is (`npm/rulebook.js` asks for it).
fn write_procedures(folder: &Path) -> Result<(), Box<dyn Error>> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)?;
    for info in aftersales::procedures() {
        let bytes = aftersales::procedure::packed(&info.id, info.effective)?;
        fs::write(folder.join(format!("{}.{}.bin", info.id, info.hash)), bytes)?;
    }
    Ok(())
}
