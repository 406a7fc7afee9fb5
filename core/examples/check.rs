//! Checks procedure files and prints every fault: `cargo run --example check -- [--en] FILE…`

use aftersales::{Lang, Severity, procedure};
use std::process::ExitCode;

fn main() -> Result<ExitCode, std::io::Error> {
    let (flags, files): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|a| a.starts_with("--"));
    let lang = if flags.iter().any(|f| f == "--en") { Lang::En } else { Lang::Zh };
    let mut code = ExitCode::SUCCESS;
    for path in files {
        let bytes = std::fs::read(&path)?;
        let text = String::from_utf8_lossy(&bytes);
        let problems = match procedure::read_bytes(&bytes) {
            Ok(_) => procedure::check(&text),
            Err(error) => error.problems().to_vec(),
        };
        print!("{}", procedure::render(&path, &text, &problems, lang));
        if problems.iter().any(|p| p.severity == Severity::Error) {
            code = ExitCode::FAILURE;
        }
    }
    Ok(code)
}
