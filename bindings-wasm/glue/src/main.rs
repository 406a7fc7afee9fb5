//! Build step: `aftersales-wasm-glue MODULE.wasm FOLDER NAME` writes the JavaScript glue, the types and the
//! stripped module of the npm package.
//!
//! The same work as the `wasm-bindgen` command; as a member of the workspace it needs nothing installed.

use std::process::ExitCode;
use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [module, folder, name] = arguments.as_slice() else {
        eprintln!("usage: aftersales-wasm-glue MODULE.wasm FOLDER NAME");
        return ExitCode::FAILURE;
    };
    match generate(module, folder, name) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{module}: {problem:#}");
            ExitCode::FAILURE
        }
    }
}

fn generate(module: &str, folder: &str, name: &str) -> Result<(), impl core::fmt::Display> {
    let mut bindgen = Bindgen::new();
    bindgen.input_path(module).out_name(name).typescript(true);
    // Names of functions are a sixth of the module and serve no caller.
    bindgen.remove_name_section(true).remove_producers_section(true);
    // Without this `init()` does not know where its module lies.
    bindgen.omit_default_module_path(false);
    bindgen.web(true).and_then(|bindgen| bindgen.generate(folder))
}
