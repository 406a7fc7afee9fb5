//! Checks procedure files, prints every fault and runs their worked examples:
//! `cargo run --example check -- [--en] FILE…`

use aftersales::examples::check;
use aftersales::{Lang, Severity, procedure};
use std::process::ExitCode;

fn main() -> Result<ExitCode, std::io::Error> {
    let (flags, files): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|a| a.starts_with("--"));
    let lang = if flags.iter().any(|f| f == "--en") { Lang::En } else { Lang::Zh };
    let mut code = ExitCode::SUCCESS;
    for path in files {
        let bytes = std::fs::read(&path)?;
        let checked = check(&bytes);
        let text = String::from_utf8_lossy(&bytes);
        print!("{}", procedure::render(&path, &text, &checked.problems, lang));
        if let Some(run) = checked.run {
            println!("{path}: {}", run.summary().get(lang));
        }
        if checked.problems.iter().any(|p| p.severity == Severity::Error) {
            code = ExitCode::FAILURE;
        }
    }
    Ok(code)
}
