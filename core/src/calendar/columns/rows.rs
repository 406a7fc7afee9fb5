//! Which rows have no answer, which a provisional one, and what becomes of them.

use super::{Column, Met, Mixed, Scale};
use crate::calendar::calendar::Calendar;
use crate::problem::{Error, Problem, Severity};

/// How many row numbers a message names.
const NAMED: usize = 5;

/// Numbers of rows, from 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rows {
    /// Without an answer: outside the calendar.
    pub unanswered: Vec<usize>,
    /// Whose answer hangs on days the calendar does not know.
    pub provisional: Vec<usize>,
}

/// What is done about rows the calendar does not know the answer to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Unknown {
    /// They keep what is assumed; one warning tells how many.
    #[default]
    Warn,
    /// They have no answer.
    Null,
    /// It is an error.
    Raise,
}

impl Rows {
    /// Looks at every row that is not missing.
    fn of(len: usize, valid: impl Fn(usize) -> bool, look: impl Fn(usize) -> Option<Met>) -> Self {
        let mut rows = Self::default();
        for row in (0..len).filter(|row| valid(*row)) {
            let Some(met) = look(row) else { continue };
            if met.unanswered > 0 {
                rows.unanswered.push(row);
            }
            if met.provisional > 0 {
                rows.provisional.push(row);
            }
        }
        rows
    }

    /// Whether every row is answered for good.
    pub fn is_empty(&self) -> bool {
        self.unanswered.is_empty() && self.provisional.is_empty()
    }

    /// What there is to say about them, in the words of `calendar`.
    pub fn problem(&self, calendar: &Calendar) -> Option<Problem> {
        let (known, reach) = (calendar.known_until(), calendar.reach());
        let mut zh = Vec::new();
        let mut en = Vec::new();
        if !self.provisional.is_empty() {
            zh.push(format!(
                "{}行取决于日历尚不知道的日子（{known} 之后）：{}",
                self.provisional.len(),
                named(&self.provisional, "第", "行等", "行")
            ));
            en.push(format!(
                "{} on days after {known}, which the calendar does not know: {}",
                many(self.provisional.len(), "row depends", "rows depend"),
                named(&self.provisional, "row ", ", ...", "")
            ));
        }
        if !self.unanswered.is_empty() {
            let first = calendar.days().next().map_or(calendar.known_from(), |(day, _)| day);
            zh.push(format!(
                "{}行超出日历范围（{first} 至 {reach}）：{}",
                self.unanswered.len(),
                named(&self.unanswered, "第", "行等", "行")
            ));
            en.push(format!(
                "{} outside the calendar ({first} to {reach}): {}",
                many(self.unanswered.len(), "row lies", "rows lie"),
                named(&self.unanswered, "row ", ", ...", "")
            ));
        }
        let code = if self.unanswered.is_empty() { "calendar/provisional" } else { "calendar/range" };
        let problem = Problem::new(code, zh.join("；"), en.join("; ")).help(
            "可选 unknown：warn 照假定计算、null 留空、raise 报错",
            "unknown may be warn (keep what is assumed), null (leave empty) or raise",
        );
        (!self.is_empty()).then(|| problem.warning())
    }
}

impl Unknown {
    /// Reads `warn`, `null` or `raise`.
    ///
    /// # Errors
    /// [`Error::Calendar`] `calendar/unknown`.
    pub fn parse(text: &str) -> Result<Self, Error> {
        const ALL: [(&str, Unknown); 3] =
            [("warn", Unknown::Warn), ("null", Unknown::Null), ("raise", Unknown::Raise)];
        ALL.iter().find(|(name, _)| *name == text).map(|(_, unknown)| *unknown).ok_or_else(|| {
            let problem = Problem::new(
                "calendar/unknown",
                format!("unknown 不能是“{text}”"),
                format!("`{text}` is no choice for unknown"),
            );
            Error::Calendar(vec![problem.help("可选 warn、null、raise", "use warn, null or raise")])
        })
    }

    /// Does it: empties provisional rows for `null`; the problem to warn of, if there is one.
    ///
    /// # Errors
    /// [`Error::Calendar`] for `raise` if any row is concerned.
    pub fn settle<T: Copy>(
        self,
        calendar: &Calendar,
        rows: &Rows,
        out: &mut [T],
        none: T,
    ) -> Result<Option<Problem>, Error> {
        match self {
            Self::Warn => Ok(rows.problem(calendar)),
            Self::Raise => match rows.problem(calendar) {
                Some(problem) => {
                    let mut problem = Problem { severity: Severity::Error, ..problem };
                    let first = rows.unanswered.first().into_iter().chain(rows.provisional.first()).min();
                    problem.at.row = first.and_then(|row| u64::try_from(*row).ok());
                    Err(Error::Calendar(vec![problem]))
                }
                None => Ok(None),
            },
            Self::Null => {
                for row in &rows.provisional {
                    if let Some(cell) = out.get_mut(*row) {
                        *cell = none;
                    }
                }
                Ok(None)
            }
        }
    }
}

impl Column<'_> {
    /// The rows of a column of days that [`Column::last_days`] counted; `valid` says which rows are not missing.
    pub fn rows_of_days(&self, starts: &[i32], valid: impl Fn(usize) -> bool) -> Rows {
        Rows::of(starts.len(), valid, |row| Some(self.last_day(*starts.get(row)?).1))
    }

    /// The rows of a column of instants that [`Column::dues_in`] counted.
    pub fn rows_of_instants(&self, scale: Scale, starts: &[i64], valid: impl Fn(usize) -> bool) -> Rows {
        Rows::of(starts.len(), valid, |row| Some(self.due_in(scale, *starts.get(row)?).1))
    }
}

impl Mixed<'_> {
    /// As [`Column::rows_of_days`]; rows without a span are missing, too.
    pub fn rows_of_days(&self, starts: &[i32], which: &[u32], valid: impl Fn(usize) -> bool) -> Rows {
        Rows::of(starts.len(), valid, |row| {
            Some(self.column(*which.get(row)?)?.last_day(*starts.get(row)?).1)
        })
    }

    /// As [`Column::rows_of_instants`]; rows without a span are missing, too.
    pub fn rows_of_instants(
        &self,
        scale: Scale,
        starts: &[i64],
        which: &[u32],
        valid: impl Fn(usize) -> bool,
    ) -> Rows {
        Rows::of(starts.len(), valid, |row| {
            Some(self.column(*which.get(row)?)?.due_in(scale, *starts.get(row)?).1)
        })
    }
}

fn many(n: usize, one: &str, several: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {several}") }
}

/// The first few row numbers.
fn named(rows: &[usize], before: &str, more: &str, all: &str) -> String {
    let numbers: Vec<String> = rows.iter().take(NAMED).map(ToString::to_string).collect();
    let separator = if before.is_ascii() { ", " } else { "、" };
    format!("{before}{}{}", numbers.join(separator), if rows.len() > NAMED { more } else { all })
}
