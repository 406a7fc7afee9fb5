//! The corpus: deadlines counted by hand in the calendar, as data that every language runs (`corpus/README.md`). The worked
//! examples of the procedures stand in their files.

pub mod oracle;
pub mod told;

use aftersales::Error;
use aftersales::calendar::Convention;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The folder of the corpus.
pub fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")
}

/// Both languages of a remark.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct About {
    /// 中文
    pub zh: String,
    /// English
    pub en: String,
}

/// One id or a list.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum Ids {
    /// One.
    One(String),
    /// Several.
    Many(Vec<String>),
}

impl Ids {
    /// As a list.
    pub fn all(&self) -> Vec<&str> {
        match self {
            Self::One(id) => vec![id],
            Self::Many(ids) => ids.iter().map(String::as_str).collect(),
        }
    }
}

/// A start and a span in, a deadline out.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DueCase {
    /// Name of the case.
    pub id: String,
    /// When it starts.
    pub start: String,
    /// How long.
    pub span: String,
    /// A convention's name or single settings.
    pub convention: Option<Counting>,
    /// Business windows of every working day.
    pub hours: Option<Vec<String>>,
    /// The last day, for limits in days.
    pub last_day: Option<String>,
    /// The instant it ends, wall clock.
    pub due: Option<String>,
    /// The last day (or instant) of the target of a range.
    pub target: Option<String>,
    /// The code it must be refused with.
    pub refused: Option<String>,
    /// Remark.
    pub about: Option<About>,
}

/// Two days in, when duties fall due out.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the keys are told in corpus/README.md")]
pub struct DutiesCase {
    pub id: String,
    pub procedure: String,
    pub about: Option<About>,
    pub r#ref: Ids,
    pub convention: Option<Counting>,
    pub from: String,
    pub to: String,
    #[serde(default)]
    pub occurrence: Vec<ExpectedOccurrence>,
    pub refused: Option<String>,
}

/// One time a duty falls due.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the keys are told in corpus/README.md")]
pub struct ExpectedOccurrence {
    pub duty: String,
    pub due: String,
    pub last_day: Option<String>,
    pub opens: Option<String>,
    pub times: Option<u32>,
}

/// How days are counted.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum Counting {
    /// A named convention.
    Named(String),
    /// Single settings.
    Settings(BTreeMap<String, String>),
}

impl Counting {
    /// The convention it means.
    pub fn read(&self) -> Result<Convention, Error> {
        match self {
            Self::Named(name) => Convention::named(name),
            Self::Settings(settings) => settings
                .iter()
                .try_fold(Convention::default(), |convention, (key, value)| convention.with(key, value)),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, bound = "T: DeserializeOwned")]
struct File<T> {
    case: Vec<T>,
}

/// All cases of a folder of the corpus, each with the name of its file (without ending).
pub fn load<T: DeserializeOwned>(folder: &str) -> Vec<(String, T)> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(corpus().join(folder))
        .expect("the folder exists")
        .map(|entry| entry.expect("readable").path())
        .filter(|path| path.extension().is_some_and(|e| e == "toml"))
        .collect();
    files.sort();
    files
        .iter()
        .flat_map(|path| {
            let text = std::fs::read_to_string(path).expect("readable");
            let file: File<T> = toml::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            let stem = path.file_stem().expect("named").to_string_lossy().into_owned();
            file.case.into_iter().map(move |case| (stem.clone(), case))
        })
        .collect()
}
