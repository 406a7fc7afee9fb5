//! Build step: `aftersales-wasm-glue MODULE.wasm FOLDER NAME` writes the JavaScript glue, the types, the stripped module
//! and the built-in procedures of the npm package.
//!
//! The same work as the `wasm-bindgen` command; as a member of the workspace it needs nothing installed.

use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::ExitCode;
use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [module, folder, name] = arguments.as_slice() else {
        eprintln!("usage: aftersales-wasm-glue MODULE.wasm FOLDER NAME");
        return ExitCode::FAILURE;
    };
    match generate(module, folder, name)
        .and_then(|()| write_procedures(&Path::new(folder).join("procedures")))
    {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{folder}: {problem:#}");
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
