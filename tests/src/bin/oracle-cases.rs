//! Random deadlines with the oracle's answers, one JSON a line: `oracle-cases 100000 target/oracle-cases.jsonl`.
//! Python and the browser's module are asked the same (`test_time_oracle.py`, `oracle.test.js`).

use aftersales_tests::oracle::cases::{HOURS, Random, Written, worlds};
use std::io::{BufWriter, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let asked = match arguments.as_slice() {
        [count, file] => count.parse::<u64>().ok().map(|count| (count, file)),
        _ => None,
    };
    let Some((count, file)) = asked else {
        eprintln!("usage: oracle-cases COUNT FILE");
        return ExitCode::FAILURE;
    };
    match write(count, file) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{file}: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn write(count: u64, file: &str) -> std::io::Result<()> {
    let mut out = BufWriter::new(std::fs::File::create(file)?);
    let (worlds, mut random) = (worlds(), Random(2027));
    for _ in 0..count {
        let (at, case, answer) = random.answered(&worlds);
        serde_json::to_writer(&mut out, &Written::new(HOURS[at].0, &case, answer))?;
        out.write_all(b"\n")?;
    }
    out.flush()
}
