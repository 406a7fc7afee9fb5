//! Tables judged: which columns hold the facts, and the answers as new columns.

use crate::arrow::import;
use crate::border::{give, raise};
use crate::columns::{Held, Value, values};
use crate::table::ArrowTable;
use aftersales::columns::{Actions, CheckColumn, ClassColumn, Names, Scorer, Scores, Table, Wanted};
use aftersales::facts::Facts;
use aftersales::findings::judge;
use aftersales::procedure::model::{Fact, Procedure, Ref};
use aftersales::{Error, Problem};
use arrow_array::builder::{ListBuilder, StringBuilder, StructBuilder};
use arrow_array::{
    ArrayRef, BooleanArray, Float64Array, Int64Array, ListArray, RecordBatch, StringArray, new_null_array,
};
use arrow_buffer::{BooleanBuffer, Buffer, NullBuffer, OffsetBuffer, ScalarBuffer};
use arrow_schema::{DataType, Field, Fields, Schema, SchemaRef};
use pyo3::prelude::*;
use std::collections::HashMap;
use std::sync::Arc;

/// More rows are not named when a table is refused.
const NAMED: usize = 100;

/// A procedure and the columns of a table that hold its facts.
#[pyclass(frozen, module = "aftersales._native")]
pub(crate) struct Plan {
    procedure: Arc<Procedure>,
    /// Facts with the names of their columns.
    found: Vec<(Ref<Fact>, String)>,
    warning: Option<Problem>,
    reasons: bool,
    schema: SchemaRef,
}

impl Plan {
    /// Finds the facts among the columns.
    pub(crate) fn new(
        procedure: Arc<Procedure>,
        columns: &[String],
        given: &HashMap<String, String>,
        reasons: bool,
        prefix: &str,
    ) -> Result<Self, Error> {
        let names: Vec<&str> = columns.iter().map(String::as_str).collect();
        let given: Vec<(&str, &str)> = given.iter().map(|(f, c)| (f.as_str(), c.as_str())).collect();
        let found = Names::new(&procedure, &names, &given)?;
        let warning = found.warning(&procedure, &names);
        let schema = schema(&procedure, reasons, prefix);
        no_clash(&schema, &names)?;
        let found =
            found.found.into_iter().filter_map(|(f, at)| Some((f, columns.get(at)?.clone()))).collect();
        Ok(Self { procedure, found, warning, reasons, schema })
    }

    /// Judges one batch; its first row is row `first` of the table.
    fn judge(&self, batch: &RecordBatch, first: usize) -> Result<(RecordBatch, Vec<Problem>), Error> {
        let held = self
            .found
            .iter()
            .filter_map(|(fact, name)| Some((*fact, batch.column_by_name(name)?)))
            .map(|(fact, array)| Ok((fact, Held::new(&self.procedure, fact, array)?)))
            .collect::<Result<Vec<_>, Error>>()?;
        let mut table = Table::new(&self.procedure, batch.num_rows());
        for (fact, column) in &held {
            table.set(&self.procedure, *fact, column.column())?;
        }
        let scores = Scorer::new(&self.procedure).score(&table, Wanted { rates: true, margins: true });
        let mut bad: Vec<Problem> = scores.bad.iter().map(|cell| cell.problem(&self.procedure)).collect();
        bad.extend(held.iter().flat_map(|(_, column)| column.problems().iter().cloned()));
        bad.sort_by_key(|problem| problem.at.row);
        let reasons = if self.reasons { self.explain(batch) } else { Vec::new() };
        let columns = self.arrays(scores, &bad, reasons)?;
        let joined = RecordBatch::try_new(self.schema.clone(), columns).map_err(|e| odd(&e.to_string()))?;
        for problem in &mut bad {
            problem.at.row = problem.at.row.and_then(|row| row.checked_add(u64::try_from(first).ok()?));
        }
        Ok((joined, bad))
    }

    fn arrays(
        &self,
        scores: Scores,
        bad: &[Problem],
        reasons: Vec<ArrayRef>,
    ) -> Result<Vec<ArrayRef>, Error> {
        let rows = scores.rows;
        let actions =
            Actions::new(&self.procedure, &scores).ok_or_else(|| odd("too many rows in one batch"))?;
        let mut columns: Vec<ArrayRef> = Vec::new();
        for check in scores.checks {
            columns.extend(of_check(check, rows));
        }
        columns.extend(scores.classes.iter().map(|class| of_class(class, rows)));
        columns.push(Arc::new(of_actions(actions).map_err(|e| odd(&e.to_string()))?));
        columns.push(Arc::new(of_problems(bad, rows)));
        columns.extend(reasons);
        Ok(columns)
    }

    /// The reason of every finding of every row, in Chinese.
    fn explain(&self, batch: &RecordBatch) -> Vec<ArrayRef> {
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
                text.append_value(finding.reason().zh);
            }
        }
        texts.iter_mut().map(|text| Arc::new(text.finish()) as ArrayRef).collect()
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

    /// What the table lacks, as plain dicts.
    #[getter]
    fn warnings<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        give(py, &self.warning.iter().collect::<Vec<_>>())
    }

    /// The new columns for a table whose first row is row `first`; `strict` raises if a cell is refused.
    fn score(
        &self,
        py: Python<'_>,
        table: &Bound<'_, PyAny>,
        strict: bool,
        first: usize,
    ) -> PyResult<ArrowTable> {
        let (_, batches) = import(table)?;
        let judged = py.detach(|| -> Result<_, Error> {
            let (mut out, mut bad, mut row) = (Vec::new(), Vec::new(), first);
            for batch in &batches {
                let (scored, refused) = self.judge(batch, row)?;
                row = row.saturating_add(batch.num_rows());
                out.push(scored);
                if strict {
                    bad.extend(refused);
                }
            }
            if bad.is_empty() { Ok(out) } else { Err(Error::Table(shortened(bad))) }
        });
        let batches = judged.map_err(|error| raise(py, &error))?;
        Ok(ArrowTable { schema: self.schema.clone(), batches })
    }
}

// ---- the new columns ----

fn schema(procedure: &Procedure, reasons: bool, prefix: &str) -> SchemaRef {
    let name = |id: &str, end: &str| format!("{prefix}{}{end}", id.replace('-', "_"));
    let mut fields = Vec::new();
    for check in &procedure.checks {
        fields.push(Field::new(name(&check.id, ""), DataType::Boolean, true));
        fields.push(Field::new(name(&check.id, "_rate"), DataType::Float64, true));
        fields.push(Field::new(name(&check.id, "_margin"), DataType::Int64, true));
    }
    for class in &procedure.classes {
        fields.push(Field::new(name(&class.id, ""), DataType::Utf8, true));
    }
    fields.push(Field::new_list(name("actions", ""), Field::new_list_field(DataType::Utf8, false), false));
    let problem = Field::new_list_field(DataType::Struct(problem_fields()), false);
    fields.push(Field::new_list(name("problems", ""), problem, false));
    if reasons {
        let checks = procedure.checks.iter().map(|c| c.id.as_str());
        for id in checks.chain(procedure.classes.iter().map(|c| c.id.as_str())) {
            fields.push(Field::new(name(id, "_reason"), DataType::Utf8, true));
        }
    }
    Arc::new(Schema::new(fields))
}

fn problem_fields() -> Fields {
    [("code", false), ("text", false)]
        .map(|(name, null)| Field::new(name, DataType::Utf8, null))
        .to_vec()
        .into()
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

fn nulls(valid: Vec<u8>, rows: usize) -> NullBuffer {
    NullBuffer::new(BooleanBuffer::new(Buffer::from_vec(valid), 0, rows))
}

fn of_check(check: CheckColumn, rows: usize) -> [ArrayRef; 3] {
    let answers = BooleanBuffer::new(Buffer::from_vec(check.answer), 0, rows);
    let known = nulls(check.valid, rows);
    let rate: ArrayRef = match check.rate.len() == rows {
        true => Arc::new(Float64Array::new(ScalarBuffer::from(check.rate), Some(known.clone()))),
        false => new_null_array(&DataType::Float64, rows),
    };
    let margin: ArrayRef = match check.margin.len() == rows {
        true => {
            Arc::new(Int64Array::new(ScalarBuffer::from(check.margin), Some(nulls(check.margin_valid, rows))))
        }
        false => new_null_array(&DataType::Int64, rows),
    };
    [Arc::new(BooleanArray::new(answers, Some(known))), rate, margin]
}

fn of_class(class: &ClassColumn, rows: usize) -> ArrayRef {
    let known = nulls(class.valid.clone(), rows);
    let name = |(row, code): (usize, &i32)| {
        let at = usize::try_from(*code).ok().filter(|_| known.is_valid(row))?;
        class.names.get(at).map(String::as_str)
    };
    Arc::new(class.codes.iter().enumerate().map(name).collect::<StringArray>())
}

fn of_actions(actions: Actions) -> Result<ListArray, arrow_schema::ArrowError> {
    let ids = actions.ids.iter().map(|id| actions.names.get(usize::from(*id)).map_or("", String::as_str));
    let ids = StringArray::from_iter_values(ids);
    let field = Arc::new(Field::new_list_field(DataType::Utf8, false));
    ListArray::try_new(field, OffsetBuffer::new(ScalarBuffer::from(actions.offsets)), Arc::new(ids), None)
}

/// The problems of each row; they are sorted by row.
fn of_problems(bad: &[Problem], rows: usize) -> ListArray {
    let each = StructBuilder::from_fields(problem_fields(), bad.len());
    let field = Field::new_list_field(DataType::Struct(problem_fields()), false);
    let mut lists = ListBuilder::new(each).with_field(field);
    let mut rest = bad.iter().peekable();
    for row in 0..rows {
        while let Some(problem) =
            rest.next_if(|p| p.at.row.and_then(|r| usize::try_from(r).ok()) == Some(row))
        {
            let each = lists.values();
            for (place, text) in [&problem.code, &problem.message.zh].into_iter().enumerate() {
                if let Some(texts) = each.field_builder::<StringBuilder>(place) {
                    texts.append_value(text);
                }
            }
            each.append(true);
        }
        lists.append(true);
    }
    lists.finish()
}

/// Every bad row named, up to a number of them; the last problem says how many more there are.
fn shortened(mut bad: Vec<Problem>) -> Vec<Problem> {
    let more = bad.len().saturating_sub(NAMED);
    if more > 0 {
        bad.truncate(NAMED);
        bad.push(Problem::new("table/more", format!("另有 {more} 处"), format!("and {more} more")));
    }
    bad
}

/// What cannot happen unless the core and this file disagree.
fn odd(what: &str) -> Error {
    Error::Table(vec![Problem::new(
        "table/internal",
        format!("内部错误：{what}"),
        format!("internal error: {what}"),
    )])
}
