//! What went wrong, where, and how to mend it: one shape for every error, in Chinese and English.
//!
//! Everything that refuses an input builds a [`Problem`]; [`Error`] says which kind of work was refused.
//! Bindings pass the same fields on, so a message reads alike in Rust, Python and the browser.

use core::fmt;
use serde::{Deserialize, Serialize};

/// A language people are answered in. Identifiers are the same in both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// 中文 (the default for everything shown to people)
    #[default]
    Zh,
    /// English
    En,
}

/// A text in both languages, written side by side so that neither can be forgotten.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Text {
    /// 中文
    pub zh: String,
    /// English
    pub en: String,
}

impl Text {
    /// Both wordings of one sentence.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }

    /// The wording in `lang`.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The input is refused.
    #[default]
    Error,
    /// The input is taken; look at it.
    Warning,
}

/// Where in the input. Every field is optional; what is known is filled in.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Spot {
    /// A path inside the input: `step.inspect.when`, `facts.inspected`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Line, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// Column in characters, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<u32>,
    /// Length in characters of what is meant, for the underline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub length: Option<u32>,
    /// Row of a table, from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<u64>,
}

/// One thing wrong: a stable code, what, where, and what would be right.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Problem {
    /// Stable: `span/unit`, `procedure/unknown-state`. Codes are promises.
    pub code: String,
    /// Error or warning.
    #[serde(default)]
    pub severity: Severity,
    /// What is wrong.
    pub message: Text,
    /// What would be right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<Text>,
    /// Where.
    #[serde(flatten)]
    pub at: Spot,
}

impl Problem {
    /// A problem with both wordings.
    pub fn new(code: &str, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            code: code.into(),
            severity: Severity::Error,
            message: Text::new(zh, en),
            help: None,
            at: Spot::default(),
        }
    }

    /// Adds what would be right.
    #[must_use]
    pub fn help(mut self, zh: impl Into<String>, en: impl Into<String>) -> Self {
        self.help = Some(Text::new(zh, en));
        self
    }

    /// Says which part of the input is meant.
    #[must_use]
    pub fn path(mut self, path: impl Into<String>) -> Self {
        self.at.path = Some(path.into());
        self
    }

    /// Says where in a text the mistake begins and how long it is, in characters.
    #[must_use]
    pub fn columns(mut self, column: u32, length: u32) -> Self {
        self.at.column = Some(column);
        self.at.length = Some(length);
        self
    }

    /// Makes it a warning.
    #[must_use]
    pub fn warning(mut self) -> Self {
        self.severity = Severity::Warning;
        self
    }

    /// What is wrong and what would be right, in one sentence for a cell of a table.
    pub fn told(&self, lang: Lang) -> String {
        let message = self.message.get(lang);
        match (&self.help, lang) {
            (None, _) => message.to_owned(),
            (Some(help), Lang::Zh) => format!("{message}；{}", help.zh),
            (Some(help), Lang::En) => format!("{message}; {}", help.en),
        }
    }

    /// One line in `lang`: code, place, message and help.
    pub fn line(&self, lang: Lang) -> String {
        let mut out = String::new();
        if let (Some(line), Some(column)) = (self.at.line, self.at.column) {
            out.push_str(&format!("{line}:{column}: "));
        }
        out.push_str(self.message.get(lang));
        if let Some(help) = &self.help {
            out.push_str(match lang {
                Lang::Zh => "。",
                Lang::En => "; ",
            });
            out.push_str(help.get(lang));
        }
        out.push_str(&format!(" [{}]", self.code));
        out
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.line(Lang::En))
    }
}

/// Why an input was refused. The variant says which kind of input; the problems say the rest.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A span, rate or date that cannot be read or added.
    #[error("{}", join(.0))]
    Span(Vec<Problem>),
    /// A calendar that lacks what was asked of it.
    #[error("{}", join(.0))]
    Calendar(Vec<Problem>),
    /// Facts or a table that cannot be judged.
    #[error("{}", join(.0))]
    Table(Vec<Problem>),
    /// A procedure file with faults, or a procedure, rule or reading that does not exist.
    #[error("{}", join(.0))]
    Procedure(Vec<Problem>),
    /// An event a case does not accept. The case is unchanged.
    #[error("{}", join(.0))]
    Refused(Vec<Problem>),
}

impl Error {
    /// All problems, in the order of the input.
    pub fn problems(&self) -> &[Problem] {
        match self {
            Self::Span(p) | Self::Calendar(p) | Self::Table(p) | Self::Procedure(p) | Self::Refused(p) => p,
        }
    }

    /// The name of the kind, the same in every language: `SpanError`, `CalendarError`, ...
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Span(_) => "SpanError",
            Self::Calendar(_) => "CalendarError",
            Self::Table(_) => "TableError",
            Self::Procedure(_) => "ProcedureError",
            Self::Refused(_) => "Refused",
        }
    }
}

fn join(problems: &[Problem]) -> String {
    let lines: Vec<String> = problems.iter().map(|p| p.line(Lang::En)).collect();
    lines.join("\n")
}

/// The known name nearest to a mistyped one, if any is near enough to be meant.
pub fn nearest<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let ranked = known.into_iter().filter_map(|name| Some((nearness(wrong, name)?, name)));
    ranked.min_by_key(|(rank, _)| *rank).map(|(_, name)| name)
}

/// How near a known name is to a mistyped one, less is nearer: a few letters away, or else begun with what was written,
/// or else holding it. `None`: it was not meant.
pub(crate) fn nearness(wrong: &str, name: &str) -> Option<(u8, usize)> {
    let letters = wrong.chars().count();
    let limit = letters.div_ceil(3).max(1);
    match distance(wrong, name) {
        few if few <= limit => Some((0, few)),
        more if letters > 3 && name.starts_with(wrong) => Some((1, more)),
        more if letters > 3 && name.contains(wrong) => Some((2, more)),
        _ => None,
    }
}

/// Edits between two words (insert, delete, replace).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.chars().enumerate() {
        let mut diagonal = i;
        let mut left = i.saturating_add(1);
        if let Some(first) = row.first_mut() {
            *first = left;
        }
        for (cell, cb) in row.iter_mut().skip(1).zip(&b) {
            let replaced = diagonal.saturating_add(usize::from(ca != *cb));
            diagonal = *cell;
            left = replaced.min(cell.saturating_add(1)).min(left.saturating_add(1));
            *cell = left;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_mistyped_or_cut_short() {
        let known = ["market-quality-feedback", "market-quality-problem", "workshop-defect-handling"];
        let near = |wrong| nearest(wrong, known);
        assert_eq!(near("workshop-defct-handling"), Some("workshop-defect-handling"));
        assert_eq!(near("workshop-defect"), Some("workshop-defect-handling"));
        assert_eq!(near("defect"), Some("workshop-defect-handling"));
        assert_eq!(near("market-quality"), Some("market-quality-problem"));
        assert_eq!(near("wor"), None);
        assert_eq!(near(""), None);
        assert_eq!(near("invoice"), None);
    }
}
