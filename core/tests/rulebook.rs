//! The built-in procedures: every file is read, under the readings in force and under every alternative, and is sound.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use aftersales::procedure::model::{Named, Procedure};
use aftersales::procedure::{read_bytes, render, verify};
use aftersales::{Error, Lang, Severity};
use std::path::PathBuf;

fn files() -> Vec<PathBuf> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/procedures");
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    paths.sort();
    assert!(!paths.is_empty());
    paths
}

fn read(path: &PathBuf) -> Procedure {
    let bytes = std::fs::read(path).unwrap();
    read_bytes(&bytes).unwrap_or_else(|error| {
        let text = String::from_utf8_lossy(&bytes);
        panic!("{}", render(&path.display().to_string(), &text, error.problems(), Lang::En))
    })
}

#[test]
fn a_file_is_named_as_its_procedure() {
    for path in files() {
        assert_eq!(path.file_stem().unwrap().to_str().unwrap(), read(&path).id);
    }
}

#[test]
fn every_option_of_every_reading_makes_a_procedure() {
    for path in files() {
        let procedure = read(&path);
        for reading in &procedure.readings {
            for option in &reading.options {
                let read_so = procedure.with_reading(reading.id(), option.id());
                let problems = read_so.as_ref().err().map(Error::problems);
                assert!(read_so.is_ok(), "{}: {} = {}: {problems:#?}", procedure.id, reading.id, option.id);
            }
        }
    }
}

/// Under the readings in force: what the proof finds is declared in the file, and what is declared is found.
#[test]
fn every_file_is_sound_but_for_what_it_declares() {
    let mut unsound = Vec::new();
    for path in files() {
        let procedure = read(&path);
        let problems = verify(&procedure);
        let wrong =
            problems.iter().filter(|p| p.severity == Severity::Error || p.code == "proof/known-unused");
        unsound.extend(wrong.map(|problem| format!("{}: {}", procedure.id, problem.line(Lang::En))));
    }
    assert!(unsound.is_empty(), "{}", unsound.join("\n"));
}
