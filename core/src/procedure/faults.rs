//! The faults of a procedure file: collected while reading, shown as a good compiler shows them.

use super::tree::Mark;
use crate::problem::{Lang, Problem, Severity, Spot};
use core::cell::{OnceCell, RefCell};
use core::fmt::Write;

/// A fault in its own words where files are read. Elsewhere there are only procedures that were read before, by code
/// that told every fault, and the words would only add weight.
pub(crate) fn told(problem: impl FnOnce() -> Problem) -> Problem {
    if super::TELLS_FAULTS { problem() } else { untold() }
}

#[inline(never)]
fn untold() -> Problem {
    Problem::new(
        "procedure/damaged",
        "程序数据已损坏，或所选解释不能并用",
        "the procedure is damaged, or the readings chosen do not go together",
    )
    .help("请用能读取程序文件的版本查看详情", "open it where procedure files are read to see the faults")
}

/// After so many faults the file is something else than a procedure.
const MOST: usize = 500;

/// Said last, once, where faults are left out.
fn more() -> Problem {
    Problem::new(
        "procedure/more-faults",
        "缺陷超过 500 个，其余未列",
        "more than 500 faults; the others are not listed",
    )
    .help("先改正所列的", "mend those listed first")
}

/// Faults in the order they were found, and the text they stand in.
#[derive(Debug)]
pub(crate) struct Faults<'a> {
    file: u8,
    text: &'a str,
    found: RefCell<Vec<(Mark, Problem)>>,
    lines: OnceCell<LineStarts>,
}

impl<'a> Faults<'a> {
    /// For a file that is being read; `file` is its number in the marks.
    pub(crate) fn new(file: u8, text: &'a str) -> Self {
        Self { file, text, found: RefCell::default(), lines: OnceCell::new() }
    }

    /// For a tree without a text.
    pub(crate) fn without_text() -> Self {
        Self::new(u8::MAX, "")
    }

    /// Adds one, worded only if there is somebody to read it.
    pub(crate) fn add(&self, mark: Mark, problem: impl FnOnce() -> Problem) {
        let mut found = self.found.borrow_mut();
        match found.len() {
            MOST => found.push((Mark { file: u8::MAX, ..Mark::default() }, told(more))),
            few if few < MOST => found.push((mark, told(problem))),
            _ => {}
        }
    }

    /// The number of the file being read.
    pub(crate) fn file(&self) -> u8 {
        self.file
    }

    /// The line of a place in the file being read, from 1.
    pub(crate) fn line_of(&self, mark: Mark) -> Option<usize> {
        let before =
            self.text.get(..mark.start as usize).filter(|_| mark.file == self.file && mark.end > 0)?;
        Some(before.matches('\n').count().saturating_add(1))
    }

    /// A place of the file being read, as line and column.
    #[cfg(feature = "reader")]
    pub(crate) fn spot(&self, mark: Mark) -> Spot {
        let mut spot = Spot::default();
        if mark.file == self.file {
            self.lines.get_or_init(|| LineStarts::of(self.text)).place(self.text, mark, &mut spot);
        }
        spot
    }

    /// All, in the order of the file, with line and column.
    pub(crate) fn finish(self) -> Vec<Problem> {
        let mut found = self.found.into_inner();
        if !super::TELLS_FAULTS {
            return found.pop().map(|(_, problem)| problem).into_iter().collect();
        }
        let lines = self.lines.into_inner().unwrap_or_else(|| LineStarts::of(self.text));
        found.sort_by_key(|(mark, _)| (mark.file != self.file, mark.start));
        let placed = found.into_iter().map(|(mark, mut problem)| {
            if mark.file == self.file && problem.at.line.is_none() {
                lines.place(self.text, mark, &mut problem.at);
            }
            problem
        });
        let mut all: Vec<Problem> = Vec::new();
        for problem in placed {
            if !all.contains(&problem) {
                all.push(problem);
            }
        }
        all
    }
}

/// Where each line of a text begins.
#[derive(Debug)]
struct LineStarts {
    starts: Vec<usize>,
}

impl LineStarts {
    fn of(text: &str) -> Self {
        let after = text.match_indices('\n').map(|(at, _)| at.saturating_add(1));
        Self { starts: core::iter::once(0).chain(after).collect() }
    }

    /// Line and column from 1, in characters; a mark over several lines is cut at the first.
    fn place(&self, text: &str, mark: Mark, spot: &mut Spot) {
        let (start, end) = (mark.start as usize, mark.end as usize);
        let line = self.starts.partition_point(|s| *s <= start);
        let begin = line.checked_sub(1).and_then(|i| self.starts.get(i)).copied().unwrap_or_default();
        let chars = |from: usize, to: usize| text.get(from..to).map_or(0, |t| t.chars().count());
        let stop = text.get(start..end).and_then(|t| t.find(['\r', '\n'])).map(|n| start.saturating_add(n));
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        spot.line = Some(count(line));
        spot.column = Some(count(chars(begin, start)).saturating_add(1));
        spot.length = Some(count(chars(start, stop.unwrap_or(end))).max(1));
    }
}

/// Shows faults with the source line, an underline and what would be right.
///
/// `name` is what the file is called and `text` what was read; both are only shown.
///
/// ```
/// use aftersales::{Lang, Problem, procedure};
/// let mut fault = Problem::new("procedure/unknown-state", "没有状态“b”", "there is no state `b`").columns(6, 1);
/// fault.at.line = Some(1);
/// assert_eq!(
///     procedure::render("ours.toml", "to = \"b\"", &[fault], Lang::En),
///     "error[procedure/unknown-state]: there is no state `b`\n \
///      --> ours.toml:1:6\n  |\n1 | to = \"b\"\n  |      ^\n\n"
/// );
/// ```
pub fn render(name: &str, text: &str, problems: &[Problem], lang: Lang) -> String {
    let lines: Vec<&str> = text.strip_prefix('\u{feff}').unwrap_or(text).lines().collect();
    let mut out = String::new();
    for problem in problems {
        // Writing to a String cannot fail.
        let _ = one(&mut out, name, &lines, problem, lang);
    }
    out
}

fn one(out: &mut String, name: &str, lines: &[&str], problem: &Problem, lang: Lang) -> core::fmt::Result {
    let (kind, colon, help) = match (lang, problem.severity) {
        (Lang::Zh, Severity::Error) => ("错误", "：", "帮助："),
        (Lang::Zh, Severity::Warning) => ("警告", "：", "帮助："),
        (Lang::En, Severity::Error) => ("error", ": ", "help: "),
        (Lang::En, Severity::Warning) => ("warning", ": ", "help: "),
    };
    writeln!(out, "{kind}[{}]{colon}{}", problem.code, problem.message.get(lang))?;
    let number = problem.at.line.map(|line| line.to_string()).unwrap_or_default();
    let gutter = " ".repeat(number.len());
    write!(out, "{gutter}--> {name}")?;
    if let (Some(line), Some(column)) = (problem.at.line, problem.at.column) {
        write!(out, ":{line}:{column}")?;
    }
    if let Some(path) = &problem.at.path {
        write!(out, " ({path})")?;
    }
    writeln!(out)?;
    let source = problem.at.line.and_then(|n| n.checked_sub(1)).and_then(|n| lines.get(n as usize));
    if let (Some(source), Some(column)) = (source, problem.at.column) {
        let before = column.saturating_sub(1) as usize;
        let length = problem.at.length.unwrap_or(1) as usize;
        let pad: String = source.chars().take(before).map(blank).collect();
        let wide: usize = source.chars().skip(before).take(length).map(|c| blank(c).len()).sum();
        writeln!(out, "{gutter} |\n{number} | {source}\n{gutter} | {pad}{}", "^".repeat(wide.max(1)))?;
    }
    if let Some(text) = &problem.help {
        writeln!(out, "{gutter} = {help}{}", text.get(lang))?;
    }
    writeln!(out)
}

/// White space as wide as a character on a terminal, where Chinese takes two columns.
fn blank(c: char) -> &'static str {
    match c {
        '\t' => "\t",
        '\u{1100}'..='\u{115f}'
        | '\u{2e80}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe4f}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{ffe0}'..='\u{ffe6}'
        | '\u{20000}'..='\u{3fffd}' => "  ",
        _ => " ",
    }
}

/// Adds the known name nearest to a wrong one as help, or the names there are.
pub(crate) fn suggest<'n>(
    problem: Problem,
    wrong: &str,
    known: impl IntoIterator<Item = &'n str>,
) -> Problem {
    let mut known: Vec<&str> = known.into_iter().collect();
    known.sort_unstable();
    known.dedup();
    if let Some(near) = crate::problem::nearest(wrong, known.iter().copied()) {
        return problem.help(format!("是否指“{near}”？"), format!("did you mean `{near}`?"));
    }
    let few: Vec<String> = known.iter().take(8).map(|n| format!("`{n}`")).collect();
    let more = if known.len() > few.len() { ("等", ", …") } else { ("", "") };
    match few.is_empty() {
        true => problem,
        false => problem.help(
            format!("已有：{}{}", few.join("、").replace('`', ""), more.0),
            format!("there are {}{}", few.join(", "), more.1),
        ),
    }
}
