//! Tables judged: which columns hold the facts, and the answers as new columns.

use crate::answers::{self, Told};
use crate::arrow::import;
use crate::border::{give, raise};
use crate::columns::{Held, Value, values};
use crate::parallel::in_parallel;
use crate::refused::{Unread, moved, not_told, odd, shortened, unread, within};
use crate::table::ArrowTable;
use aftersales::columns::{Found, Names, Part, Scorer, Scores, Table, Wanted};
use aftersales::facts::Facts;
use aftersales::findings::judge;
use aftersales::procedure::model::{Fact, Procedure, Ref};
use aftersales::{Error, Problem};
use arrow_array::builder::StringBuilder;
use arrow_array::{Array, ArrayRef, RecordBatch, make_array};
use arrow_buffer::{BooleanBuffer, NullBuffer};
use arrow_schema::SchemaRef;
use core::ops::Range;
use pyo3::prelude::*;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// Rows judged at a time: so many that a column of eight bytes a row fills a large page (see `memory.rs`), which two
/// processors would else both clear; so few that every processor has work.
pub(crate) const PIECE: usize = 1 << 18;
/// A batch and what is said of it.
struct Judged {
    batch: RecordBatch,
    /// The number of its first row in the table.
    first: usize,
    scores: Scores,
    /// What is wrong with its rows, counted from its first.
    bad: Vec<Problem>,
}

impl Judged {
    fn parts(&mut self) -> impl Iterator<Item = (&RecordBatch, Part<'_>)> {
        let batch = &self.batch;
        self.scores.parts(PIECE).into_iter().map(move |part| (batch, part))
    }
}

/// A procedure and the columns of a table that hold its facts.
#[pyclass(frozen, module = "aftersales._native")]
pub(crate) struct Plan {
    procedure: Arc<Procedure>,
    /// Facts with the names of their columns.
    found: Vec<(Ref<Fact>, String)>,
    /// Facts without a column, with the name of the one that may have been meant.
    meant: Vec<(Ref<Fact>, String)>,
    warnings: Vec<Problem>,
    told: Told,
    schema: SchemaRef,
}

impl Plan {
    /// Finds the facts among the columns.
    pub(crate) fn new(
        procedure: Arc<Procedure>,
        columns: &[String],
        given: &HashMap<String, String>,
        told: Told,
        prefix: &str,
    ) -> Result<Self, Error> {
        let names: Vec<&str> = columns.iter().map(String::as_str).collect();
        let given: Vec<(&str, &str)> = given.iter().map(|(f, c)| (f.as_str(), c.as_str())).collect();
        let found = Names::new(&procedure, &names, &given)?;
        let warnings = found.warnings(&procedure, &names);
        let schema = answers::schema(&procedure, told, prefix);
        no_clash(&schema, &names)?;
        let named = |places: Vec<(Ref<Fact>, usize)>| -> Vec<(Ref<Fact>, String)> {
            places.into_iter().filter_map(|(fact, at)| Some((fact, columns.get(at)?.clone()))).collect()
        };
        let (meant, found) = (named(found.meant(&procedure, &names)), named(found.found));
        Ok(Self { procedure, found, meant, warnings, told, schema })
    }

    /// Judges the rows of one part of a batch, and says what is wrong with them.
    fn fill(&self, batch: &RecordBatch, part: Part<'_>) -> Result<(Found, Vec<Problem>), Error> {
        let Range { start, end } = part.rows();
        let rows = batch.slice(start, end.saturating_sub(start));
        let held = self
            .found
            .iter()
            .filter_map(|(fact, name)| Some((*fact, rows.schema_ref().column_with_name(name)?)))
            .filter_map(|(fact, (at, field))| Some((fact, field, rows.columns().get(at)?)))
            .map(|(fact, field, array)| Ok((fact, Held::new(&self.procedure, fact, field, array)?)))
            .collect::<Result<Vec<_>, Error>>()?;
        let mut table = Table::new(&self.procedure, rows.num_rows());
        for (fact, column) in &held {
            table.set(&self.procedure, *fact, column.column())?;
        }
        let found = Scorer::new(&self.procedure).fill(&table, part);
        let unread = held.iter().flat_map(|(_, column)| column.problems().iter().cloned());
        let refused = found.bad().iter().map(|cell| cell.problem(&self.procedure, &table));
        let told = unread.chain(refused).map(|problem| moved(problem, start)).collect();
        Ok((found, told))
    }

    /// The new columns of one batch, and the problems of the table's rows.
    fn told(&self, judged: Judged) -> Result<(RecordBatch, Vec<Problem>), Error> {
        let Judged { batch, first, scores, mut bad } = judged;
        bad.sort_by_key(|problem| problem.at.row);
        let reasons = if self.told.reasons { self.explain(&batch)? } else { Vec::new() };
        let new = answers::arrays(&self.procedure, self.told, scores, &bad).and_then(|mut columns| {
            columns.extend(reasons);
            RecordBatch::try_new(self.schema.clone(), columns)
        });
        let bad = bad.into_iter().map(|problem| moved(problem, first)).collect();
        Ok((new.map_err(|error| not_told(&error))?, bad))
    }

    /// Judges a table whose first row is row `first`, in parts, on all processors. `told` names rows that are not to be
    /// judged, because their cells cannot be trusted.
    fn judge(
        &self,
        batches: &[RecordBatch],
        first: usize,
        told: &[Problem],
    ) -> Result<Vec<(RecordBatch, Vec<Problem>)>, Error> {
        let wanted = Wanted { rates: self.told.detail, margins: self.told.detail };
        // Reasons take far longer than the rest: they are written batch by batch, so these are to be small.
        let batches = pieces(batches, first, if self.told.reasons { PIECE } else { usize::MAX });
        let mut judged = Vec::new();
        for (batch, first) in batches {
            let rows = batch.num_rows();
            let bad: Vec<Problem> = told.iter().filter_map(|problem| within(problem, first, rows)).collect();
            let scores = Scores::new(&self.procedure, rows, wanted);
            judged.push(Judged { batch: hidden(&batch, &bad)?, first, scores, bad });
        }
        let parts: Vec<_> = judged.iter_mut().flat_map(Judged::parts).collect();
        let mut filled = in_parallel(parts, |(batch, part)| self.fill(batch, part)).into_iter();
        for judged in &mut judged {
            let parts = filled.by_ref().take(judged.scores.rows.div_ceil(PIECE));
            let (found, unread): (Vec<_>, Vec<_>) = parts.collect::<Result<Vec<_>, _>>()?.into_iter().unzip();
            judged.scores.join(found);
            judged.bad.extend(unread.into_iter().flatten());
        }
        in_parallel(judged, |judged| self.told(judged)).into_iter().collect()
    }

    /// The reason of every finding of every row, and by which rules.
    fn explain(&self, batch: &RecordBatch) -> Result<Vec<ArrayRef>, Error> {
        let cells: Vec<(&str, Vec<Value<'_>>)> = self
            .found
            .iter()
            .filter_map(|(fact, name)| {
                let cells = values(batch.column_by_name(name)?)?;
                Some((self.procedure.facts[*fact].id.as_str(), cells))
            })
            .collect();
        let rules = self.procedure.checks.len().saturating_add(self.procedure.classes.len());
        let mut texts: Vec<StringBuilder> = (0..rules).map(|_| StringBuilder::new()).collect();
        for row in 0..batch.num_rows() {
            let given = cells.iter().filter_map(|(id, cells)| Some((*id, cells.get(row)?.raw())));
            let facts = Facts::read(&self.procedure, given);
            for (finding, text) in judge(&self.procedure, &facts).iter().zip(&mut texts) {
                text.append_value(finding.reason().get(self.told.lang));
            }
        }
        let mut columns: Vec<ArrayRef> =
            texts.iter_mut().map(|text| Arc::new(text.finish()) as ArrayRef).collect();
        columns.push(answers::of_rules(&self.rules(), batch.num_rows()).map_err(|e| odd(&e.to_string()))?);
        Ok(columns)
    }

    /// Which rules these are: the procedure, its document and edition, the rule book's version, the hash of the rules.
    fn rules(&self) -> String {
        let Procedure { id, document, edition, hash, .. } = &*self.procedure;
        let printed = [document, edition].into_iter().flatten().map(String::as_str);
        let parts: Vec<&str> = std::iter::once(id.as_str()).chain(printed).collect();
        format!("{} aftersales/{} hash:{hash}", parts.join(" "), env!("CARGO_PKG_VERSION"))
    }

    /// Judges a table; gives the problems if they are to be kept.
    fn batches(
        &self,
        table: &Bound<'_, PyAny>,
        first: usize,
        told: &[Problem],
        keep: bool,
    ) -> PyResult<(Vec<RecordBatch>, Vec<Problem>)> {
        let (_, batches) = import(table)?;
        let judged = table.py().detach(|| self.judge(&batches, first, told));
        let (batches, bad): (_, Vec<_>) =
            judged.map_err(|error| raise(table.py(), &error))?.into_iter().unzip();
        Ok((batches, if keep { bad.into_iter().flatten().collect() } else { Vec::new() }))
    }
}

#[pymethods]
impl Plan {
    /// The columns that hold facts.
    #[getter]
    fn columns(&self) -> Vec<&str> {
        self.found.iter().map(|(_, name)| name.as_str()).collect()
    }

    /// Fact id to column name.
    #[getter]
    fn facts(&self) -> HashMap<&str, &str> {
        self.found.iter().map(|(f, name)| (self.procedure.facts[*f].id.as_str(), name.as_str())).collect()
    }

    /// Fact id to the column that may have been meant, for facts without one.
    #[getter]
    fn meant(&self) -> HashMap<&str, &str> {
        self.meant.iter().map(|(f, name)| (self.procedure.facts[*f].id.as_str(), name.as_str())).collect()
    }

    /// What to look at before the answers are believed, as plain dicts.
    #[getter]
    fn warnings<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        give(py, &self.warnings)
    }

    /// The new columns for a table whose first row is row `first`; `strict` raises if a cell is refused.
    fn score(
        &self,
        py: Python<'_>,
        table: &Bound<'_, PyAny>,
        strict: bool,
        first: usize,
    ) -> PyResult<ArrowTable> {
        let (batches, bad) = self.batches(table, first, &[], strict)?;
        if !bad.is_empty() {
            return Err(raise(py, &Error::Table(shortened(bad))));
        }
        Ok(ArrowTable { schema: self.schema.clone(), batches })
    }

    /// The same for a piece of a file, with every problem, as plain dicts. `told` is what the file's reader found: row,
    /// code, Chinese, English, path. A row that is wrong as a whole has no path, and is not judged.
    fn report<'py>(
        &self,
        py: Python<'py>,
        table: &Bound<'py, PyAny>,
        first: usize,
        told: Vec<Unread>,
    ) -> PyResult<(ArrowTable, Bound<'py, PyAny>)> {
        let mut told: Vec<Problem> = told.into_iter().map(unread).collect();
        told.sort_by_key(|problem| problem.at.row);
        let (batches, bad) = self.batches(table, first, &told, true)?;
        Ok((ArrowTable { schema: self.schema.clone(), batches }, give(py, &bad)?))
    }
}

/// The batches in pieces of so many rows at most, each with the number of its first row.
pub(crate) fn pieces(batches: &[RecordBatch], first: usize, rows: usize) -> Vec<(RecordBatch, usize)> {
    let (mut pieces, mut row) = (Vec::new(), first);
    for batch in batches {
        for from in (0..batch.num_rows().max(1)).step_by(rows) {
            let length = rows.min(batch.num_rows().saturating_sub(from));
            pieces.push((batch.slice(from, length), row.saturating_add(from)));
        }
        row = row.saturating_add(batch.num_rows());
    }
    pieces
}

/// The batch without what stands in the rows that are wrong as a whole.
fn hidden(batch: &RecordBatch, told: &[Problem]) -> Result<RecordBatch, Error> {
    let wrong = told.iter().filter(|problem| problem.at.path.is_none());
    let rows: HashSet<u64> = wrong.filter_map(|problem| problem.at.row).collect();
    if rows.is_empty() {
        return Ok(batch.clone());
    }
    let shown = (0_u64..).take(batch.num_rows()).map(|row| !rows.contains(&row));
    let shown = NullBuffer::new(shown.collect::<BooleanBuffer>());
    let columns = batch.columns().iter().map(|column| {
        let nulls = NullBuffer::union(column.nulls(), Some(&shown));
        column.to_data().into_builder().nulls(nulls).build().map(make_array)
    });
    columns
        .collect::<Result<Vec<_>, _>>()
        .and_then(|columns| RecordBatch::try_new(batch.schema(), columns))
        .map_err(|error| odd(&error.to_string()))
}

fn no_clash(schema: &SchemaRef, columns: &[&str]) -> Result<(), Error> {
    let mut seen: Vec<&str> = columns.to_vec();
    let mut twice: Vec<&str> = Vec::new();
    for field in schema.fields() {
        if seen.contains(&field.name().as_str()) {
            twice.push(field.name());
        }
        seen.push(field.name());
    }
    if twice.is_empty() {
        return Ok(());
    }
    Err(Error::Table(vec![
        Problem::new(
            "table/name-clash",
            format!("结果列与已有的列同名：{}", twice.join("、")),
            format!("columns of the result have names that are taken: {}", twice.join(", ")),
        )
        .help("用 prefix 给结果列加前缀", "give the result a prefix"),
    ]))
}
