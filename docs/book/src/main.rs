//! Writes `docs/rulebook`: one page a procedure in Chinese and in English, from the files in `core/procedures`.
//!
//! `cargo run -p aftersales-book` writes pages and diagrams (Graphviz's `dot` must be installed);
//! with `--check` it writes nothing and fails if a page is not what the files say.
//! `cargo run -p aftersales-book -- FILE.toml [--lang en]` draws one file of your own: FILE.svg and FILE.md beside it.

mod examples;
mod markdown;
mod page;

use aftersales::Lang;
use aftersales::procedure::model::Procedure;
use aftersales::procedure::{check, read, render};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let has = |wanted: &str| arguments.iter().any(|argument| argument == wanted);
    let file = arguments.iter().find(|argument| argument.ends_with(".toml"));
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../rulebook");
    let lang = if has("en") { Lang::En } else { Lang::Zh };
    let done = match file {
        Some(file) => one(Path::new(file), lang).map(|()| Vec::new()),
        None => book(&folder, has("--check")),
    };
    match done {
        Ok(stale) if stale.is_empty() => ExitCode::SUCCESS,
        Ok(stale) => {
            for path in stale {
                eprintln!("{} is not what the procedure files say", path.display());
            }
            eprintln!("run: cargo run -p aftersales-book");
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// The page and the diagram of one file, beside it.
fn one(path: &Path, lang: Lang) -> Result<(), String> {
    let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let faults = check(&text);
    eprint!("{}", render(&path.display().to_string(), &text, &faults, lang));
    let procedure = read(&text).map_err(|_| format!("{} was not drawn", path.display()))?;
    let picture = path.with_extension("svg");
    let name = picture.file_name().unwrap_or_default().to_string_lossy();
    let page = page::page(&procedure, lang).replace(&format!("img/{}.svg", procedure.id), &name);
    write(&path.with_extension("md"), page.as_bytes())?;
    if !procedure.states.is_empty() {
        write(&picture, &draw(&aftersales::wire::dot(&procedure, lang))?)?;
    }
    Ok(())
}

/// The procedures in the order of the rule book, each with the examples of its file.
fn procedures() -> Result<Vec<Procedure>, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../core/procedures");
    let files = std::fs::read_dir(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut paths: Vec<PathBuf> = files.filter_map(|file| Some(file.ok()?.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    paths.sort();
    let file = |path: &PathBuf| {
        let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
        read(&text).map_err(|e| format!("{}\n{e}", path.display()))
    };
    paths.iter().map(file).collect()
}

/// Writes or checks every page; the pages that differ when checking.
fn book(folder: &Path, check: bool) -> Result<Vec<PathBuf>, String> {
    let procedures = procedures()?;
    let mut stale = Vec::new();
    for (lang, name) in [(Lang::Zh, "zh"), (Lang::En, "en")] {
        let folder = folder.join(name);
        let mut pages = vec![("README.md".to_owned(), page::index(&procedures, lang))];
        pages.extend(procedures.iter().map(|p| (format!("{}.md", p.id), page::page(p, lang))));
        for (file, text) in pages {
            let path = folder.join(file);
            if check {
                if std::fs::read_to_string(&path).ok().as_deref() != Some(&*text) {
                    stale.push(path);
                }
            } else {
                write(&path, text.as_bytes())?;
            }
        }
        if !check {
            for procedure in procedures.iter().filter(|p| !p.states.is_empty()) {
                let svg = draw(&aftersales::wire::dot(procedure, lang))?;
                write(&folder.join("img").join(format!("{}.svg", procedure.id)), &svg)?;
            }
        }
    }
    Ok(stale)
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    let folder = path.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)
        .and_then(|()| std::fs::write(path, bytes))
        .map_err(|e| format!("{}: {e}", path.display()))
}

/// A DOT text as SVG.
fn draw(dot: &str) -> Result<Vec<u8>, String> {
    let no_graphviz = |e: std::io::Error| format!("cannot run `dot`: {e}; install Graphviz");
    let mut graphviz = Command::new("dot")
        .arg("-Tsvg")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(no_graphviz)?;
    if let Some(mut input) = graphviz.stdin.take() {
        input.write_all(dot.as_bytes()).map_err(no_graphviz)?;
    }
    let output = graphviz.wait_with_output().map_err(no_graphviz)?;
    if output.status.success() { Ok(output.stdout) } else { Err("`dot` refused the diagram".to_owned()) }
}
