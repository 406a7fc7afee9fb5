//! Reads every procedure in `procedures/` with the code that reads a company's own file, refuses the build if one has a
//! fault, and writes what `procedure/builtin.rs` embeds: an index, and the trees without their places, packed one by one.

#![expect(dead_code, unreachable_pub, reason = "the build needs a part of what it shares with the crate")]

use shared::{calendar, iso_day, problem, procedure, rate, span};
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

#[path = "src"]
mod shared {
    pub mod iso_day;
    pub mod problem;
    pub mod rate;
    pub mod span;

    pub mod calendar {
        pub mod moment;
        mod recurrence;
        mod zone;
        pub use moment::Moment;
        pub use recurrence::Recurrence;
    }

    pub mod procedure {
        pub const TELLS_FAULTS: bool = true;

        pub mod compiled;
        pub mod decimal;
        pub mod example;
        pub mod extend;
        pub mod faults;
        pub mod guard;
        pub mod hash;
        pub mod lex;
        pub mod model;
        pub mod parse;
        pub mod reader;
        pub mod readings;
        pub mod text;
        pub mod tree;
    }
}

use problem::{Lang, Problem};
use procedure::compiled::Indexed;
use procedure::model::Procedure;
use procedure::{faults, text};

fn main() -> Result<ExitCode, Box<dyn Error>> {
    println!("cargo::rerun-if-changed=procedures");
    println!("cargo::rerun-if-changed=build.rs");
    let mut files = Files::default();
    for path in procedure_files(Path::new("procedures"))? {
        files.add(&path)?;
    }
    if files.faulty {
        return Ok(ExitCode::FAILURE);
    }
    let out = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(out.join("procedures.index"), postcard::to_allocvec(&files.index)?)?;
    fs::write(out.join("procedures.trees"), &files.trees)?;
    Ok(ExitCode::SUCCESS)
}

fn procedure_files(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let entries: Result<Vec<_>, _> = fs::read_dir(folder)?.map(|entry| entry.map(|e| e.path())).collect();
    let mut paths: Vec<PathBuf> = entries?;
    paths.retain(|path| path.extension().is_some_and(|e| e == "toml"));
    paths.sort();
    Ok(paths)
}

/// What has been read so far.
#[derive(Default)]
struct Files {
    index: Vec<Indexed>,
    trees: Vec<u8>,
    faulty: bool,
}

impl Files {
    fn add(&mut self, path: &Path) -> Result<(), Box<dyn Error>> {
        let bytes = fs::read(path)?;
        let source = String::from_utf8_lossy(&bytes);
        let alone = |name: &str| {
            Err(vec![Problem::new(
                "procedure/base",
                format!("内置程序不能扩展“{name}”"),
                format!("a built-in procedure cannot extend `{name}`"),
            )])
        };
        match text::decode(&bytes).and_then(|text| text::read(text, &alone, |_, _| Vec::new())) {
            Ok(procedure) => self.keep(path, &procedure)?,
            Err(problems) => {
                self.faulty = true;
                let name = format!("core/{}", path.display());
                eprintln!("{}", faults::render(&name, &source, &problems, Lang::En));
            }
        }
        Ok(())
    }

    fn keep(&mut self, path: &Path, procedure: &Procedure) -> Result<(), Box<dyn Error>> {
        let info = procedure.info();
        let same = |e: &&Indexed| e.info.id == info.id && e.info.effective == info.effective;
        if self.index.iter().any(|e| same(&e)) {
            self.faulty = true;
            eprintln!(
                "error: core/{}: another file has the id `{}` and the same date",
                path.display(),
                info.id
            );
            return Ok(());
        }
        let start = self.trees.len();
        self.trees.extend(procedure::compiled::pack(procedure));
        self.index.push(Indexed { info, start, end: self.trees.len() });
        Ok(())
    }
}
