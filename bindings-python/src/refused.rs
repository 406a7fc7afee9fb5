//! What is wrong with the rows of a table: which row of which part each problem is about, and the errors they make.

use aftersales::{Error, Problem};
use arrow_schema::ArrowError;

/// More rows are not named when a table is refused.
const NAMED: usize = 100;

/// Row, code, Chinese, English, path.
pub(crate) type Unread = (u64, String, String, String, Option<String>);

pub(crate) fn unread((row, code, zh, en, path): Unread) -> Problem {
    let mut problem = Problem::new(&code, zh, en);
    problem.at.row = Some(row);
    problem.at.path = path;
    problem
}

/// The problem with its row counted from so many rows before.
pub(crate) fn moved(mut problem: Problem, by: usize) -> Problem {
    problem.at.row = problem.at.row.and_then(|row| row.checked_add(u64::try_from(by).ok()?));
    problem
}

/// The problem with the number its row has in a batch, if it is one of the batch's rows.
pub(crate) fn within(problem: &Problem, first: usize, rows: usize) -> Option<Problem> {
    let row = usize::try_from(problem.at.row?).ok()?.checked_sub(first).filter(|row| *row < rows)?;
    let mut problem = problem.clone();
    problem.at.row = u64::try_from(row).ok();
    Some(problem)
}

/// Every bad row named, up to a number of them; the last problem says how many more there are.
pub(crate) fn shortened(mut bad: Vec<Problem>) -> Vec<Problem> {
    let more = bad.len().saturating_sub(NAMED);
    if more > 0 {
        bad.truncate(NAMED);
        bad.push(Problem::new("table/more", format!("另有 {more} 处"), format!("and {more} more")));
    }
    bad
}

/// Why the new columns could not be made.
pub(crate) fn not_told(error: &ArrowError) -> Error {
    match error {
        ArrowError::OffsetOverflowError(_) => Error::Table(vec![
            Problem::new(
                "table/too-long",
                "问题太多，一列放不下（文字超过 2 GB）",
                "there are too many problems for one column: more than 2 GB of text",
            )
            .help("请分批判定，或先改正数据", "score the table in pieces, or mend the data first"),
        ]),
        other => odd(&other.to_string()),
    }
}

/// What cannot happen unless the core and this file disagree.
pub(crate) fn odd(what: &str) -> Error {
    Error::Table(vec![Problem::new(
        "table/internal",
        format!("内部错误：{what}"),
        format!("internal error: {what}"),
    )])
}
