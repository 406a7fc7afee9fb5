//! Reads procedure files and prints every fault: `cargo run --example check -- [--en] FILE…`

use aftersales::{Lang, procedure};
use std::process::ExitCode;

fn main() -> Result<ExitCode, std::io::Error> {
    let (flags, files): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|a| a.starts_with("--"));
    let lang = if flags.iter().any(|f| f == "--en") { Lang::En } else { Lang::Zh };
    let mut code = ExitCode::SUCCESS;
    for path in files {
        let bytes = std::fs::read(&path)?;
        match procedure::read_bytes(&bytes) {
            Ok(procedure) => println!("{path}: {}", procedure.title.get(lang)),
            Err(error) => {
                let text = String::from_utf8_lossy(&bytes);
                print!("{}", procedure::render(&path, &text, error.problems(), lang));
                code = ExitCode::FAILURE;
            }
        }
    }
    Ok(code)
}
