//! A span for every row: each distinct one is read and prepared once.

use super::{Column, Met, NO_DAY, NO_INSTANT, Plan, Scale};
use crate::calendar::calendar::Calendar;
use crate::calendar::convention::Convention;
use crate::problem::{Error, Problem};
use crate::span::Span;
use std::collections::HashMap;

/// A column of spans.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Spans {
    /// Each different one, in the order they first appear.
    pub distinct: Vec<Span>,
    /// Which of them each row has; [`Spans::MISSING`] for none.
    pub rows: Vec<u32>,
}

impl Spans {
    /// Stands for a row without a span.
    pub const MISSING: u32 = u32::MAX;

    /// Reads a column of texts, each different text once.
    ///
    /// # Errors
    /// [`Error::Span`] with the row of every text, first occurrence, that is no span.
    pub fn read<'t>(texts: impl IntoIterator<Item = Option<&'t str>>) -> Result<Self, Error> {
        let mut spans = Self::default();
        let mut known: HashMap<&str, u32> = HashMap::new();
        let mut problems = Vec::new();
        for (row, text) in texts.into_iter().enumerate() {
            let Some(text) = text else {
                spans.rows.push(Self::MISSING);
                continue;
            };
            if let Some(place) = known.get(text) {
                spans.rows.push(*place);
                continue;
            }
            let place = match Span::parse(text) {
                Ok(span) => spans.place(span),
                Err(error) => {
                    problems.extend(error.problems().iter().cloned().map(|problem| in_row(problem, row)));
                    Self::MISSING
                }
            };
            known.insert(text, place);
            spans.rows.push(place);
        }
        if problems.is_empty() { Ok(spans) } else { Err(Error::Span(problems)) }
    }

    fn place(&mut self, span: Span) -> u32 {
        let known = self.distinct.iter().position(|known| *known == span);
        let place = known.unwrap_or_else(|| {
            self.distinct.push(span);
            self.distinct.len().saturating_sub(1)
        });
        u32::try_from(place).unwrap_or(Self::MISSING)
    }
}

fn in_row(mut problem: Problem, row: usize) -> Problem {
    problem.at.row = u64::try_from(row).ok();
    problem
}

/// Several spans and one convention, ready for many rows of one calendar.
#[derive(Debug)]
pub struct Mixed<'a> {
    columns: Vec<Column<'a>>,
}

impl Calendar {
    /// Prepares the spans of a column. `promptly` has no due: its rows get none, and are not counted as unanswered.
    ///
    /// # Errors
    /// As [`Calendar::column`] for `unset` and `agreed`, or working hours on a calendar without hours.
    pub fn mixed(&self, spans: &Spans, convention: &Convention) -> Result<Mixed<'_>, Error> {
        let prepare = |(place, span): (usize, &Span)| {
            if *span == Span::Promptly {
                return Ok(Column {
                    calendar: self,
                    span: *span,
                    convention: *convention,
                    plan: Plan::Endless,
                });
            }
            self.column(*span, convention).map_err(|error| {
                let row = spans.rows.iter().position(|at| usize::try_from(*at) == Ok(place));
                let problems = error.problems().iter().cloned();
                Error::Calendar(problems.map(|problem| in_row(problem, row.unwrap_or_default())).collect())
            })
        };
        Ok(Mixed { columns: spans.distinct.iter().enumerate().map(prepare).collect::<Result<_, _>>()? })
    }
}

impl<'a> Mixed<'a> {
    /// The column of one of the spans.
    pub(super) fn column(&self, which: u32) -> Option<&Column<'a>> {
        self.columns.get(usize::try_from(which).ok()?)
    }

    /// The last day of each start day under its row's span; `which` as in [`Spans::rows`].
    ///
    /// # Errors
    /// [`Error::Calendar`] `calendar/time-needed` with the row of a span in hours: days have no time.
    pub fn last_days(&self, starts: &[i32], which: &[u32], out: &mut [i32]) -> Result<Met, Error> {
        let mut met = Met::default();
        for (row, ((start, which), out)) in starts.iter().zip(which).zip(out).enumerate() {
            let column = self.column(*which);
            if let Some(column) = column.filter(|column| column.needs_time()) {
                let Error::Calendar(mut problems) = column.time_needed() else { continue };
                problems.iter_mut().for_each(|problem| problem.at.row = u64::try_from(row).ok());
                return Err(Error::Calendar(problems));
            }
            let (last, one) = match column {
                Some(column) => column.last_day(*start),
                None => (NO_DAY, Met::UNANSWERED),
            };
            *out = last;
            met = met.and(one);
        }
        Ok(met)
    }

    /// The instant each limit ends under its row's span.
    pub fn dues_in(&self, scale: Scale, starts: &[i64], which: &[u32], out: &mut [i64]) -> Met {
        let mut met = Met::default();
        for ((start, which), out) in starts.iter().zip(which).zip(out) {
            let (end, one) = match self.column(*which) {
                Some(column) => column.due_in(scale, *start),
                None => (NO_INSTANT, Met::UNANSWERED),
            };
            *out = end;
            met = met.and(one);
        }
        met
    }
}
