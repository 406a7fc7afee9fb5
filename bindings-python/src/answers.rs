//! The new columns of a scored table: their names and types, and their memory, handed over without a copy.
//!
//! Texts that repeat (results, what follows) are dictionaries: a number a row, each text once.

use crate::parallel::in_parallel;
use crate::score::PIECE;
use aftersales::columns::{Actions, CheckColumn, ClassColumn, Scores};
use aftersales::procedure::model::Procedure;
use aftersales::{Lang, Problem};
use arrow_array::cast::AsArray;
use arrow_array::types::Int32Type;
use arrow_array::{
    Array, ArrayRef, BooleanArray, DictionaryArray, Float64Array, Int32Array, Int64Array, LargeListArray,
    StringArray, StructArray, new_null_array,
};
use arrow_buffer::{BooleanBuffer, Buffer, NullBuffer, OffsetBuffer, ScalarBuffer};
use arrow_schema::{ArrowError, DataType, Field, Fields, Schema, SchemaRef};
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

/// What is told besides the answers and the problems.
#[derive(Clone, Copy)]
pub(crate) struct Told {
    /// Rates, margins, and what follows.
    pub(crate) detail: bool,
    /// Why, in words, and by which rules.
    pub(crate) reasons: bool,
    /// What follows and what is wrong as one text a row, for files and tables that hold no lists.
    pub(crate) flat: bool,
    /// The language of reasons and problems.
    pub(crate) lang: Lang,
}

/// The columns a procedure adds to a table.
pub(crate) fn schema(procedure: &Procedure, told: Told, prefix: &str) -> SchemaRef {
    let name = |id: &str, end: &str| format!("{prefix}{}{end}", id.replace('-', "_"));
    let mut fields = Vec::new();
    for check in &procedure.checks {
        fields.push(Field::new(name(&check.id, ""), DataType::Boolean, true));
        if told.detail {
            fields.push(Field::new(name(&check.id, "_rate"), DataType::Float64, true));
            fields.push(Field::new(name(&check.id, "_margin"), DataType::Int64, true));
        }
    }
    for class in &procedure.classes {
        fields.push(Field::new(name(&class.id, ""), repeated(), true));
    }
    let lists = |of| DataType::LargeList(Arc::new(Field::new_list_field(of, false)));
    let [actions, problems] = match told.flat {
        true => [repeated(), DataType::Utf8],
        false => [lists(repeated()), lists(DataType::Struct(problem_fields()))],
    };
    if told.detail {
        fields.push(Field::new(name("actions", ""), actions, false));
    }
    fields.push(Field::new(name("problems", ""), problems, false));
    if told.reasons {
        let checks = procedure.checks.iter().map(|c| c.id.as_str());
        for id in checks.chain(procedure.classes.iter().map(|c| c.id.as_str())) {
            fields.push(Field::new(name(id, "_reason"), DataType::Utf8, true));
        }
        fields.push(Field::new(name("rules", ""), repeated(), false));
    }
    Arc::new(Schema::new(fields))
}

/// Which rules judged: the same for every row, written once.
pub(crate) fn of_rules(told: &str, rows: usize) -> Result<ArrayRef, ArrowError> {
    let codes = Int32Array::from(vec![0; rows]);
    Ok(Arc::new(DictionaryArray::<Int32Type>::try_new(codes, Arc::new(StringArray::from(vec![told])))?))
}

/// The columns of one batch, but for the reasons. `bad` is sorted by row.
pub(crate) fn arrays(
    procedure: &Procedure,
    told: Told,
    scores: Scores,
    bad: &[Problem],
) -> Result<Vec<ArrayRef>, ArrowError> {
    let rows = scores.rows;
    let actions = if told.detail { Some(of_actions(&Actions::new(procedure, &scores), rows)?) } else { None };
    let mut columns: Vec<ArrayRef> = Vec::new();
    for check in scores.checks {
        of_check(check, rows, told, &mut columns);
    }
    for class in scores.classes {
        columns.push(Arc::new(of_class(class, rows)?));
    }
    match (actions, told.flat) {
        (Some(actions), true) => columns.push(Arc::new(joined(&actions)?)),
        (Some(actions), false) => columns.push(Arc::new(actions)),
        (None, _) => {}
    }
    columns.push(match told.flat {
        true => Arc::new(texts(bad, rows, told.lang)?),
        false => Arc::new(of_problems(bad, rows, told.lang)?),
    });
    Ok(columns)
}

fn repeated() -> DataType {
    DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8))
}

fn problem_fields() -> Fields {
    [("code", false), ("text", false)]
        .map(|(name, null)| Field::new(name, DataType::Utf8, null))
        .to_vec()
        .into()
}

fn nulls(valid: Vec<u8>, rows: usize) -> NullBuffer {
    NullBuffer::new(BooleanBuffer::new(Buffer::from_vec(valid), 0, rows))
}

fn of_check(check: CheckColumn, rows: usize, told: Told, columns: &mut Vec<ArrayRef>) {
    let answers = BooleanBuffer::new(Buffer::from_vec(check.answer), 0, rows);
    let known = nulls(check.valid, rows);
    columns.push(Arc::new(BooleanArray::new(answers, Some(known.clone()))));
    if !told.detail {
        return;
    }
    // A check that is no rate has none to tell.
    columns.push(match check.rate.len() == rows {
        true => Arc::new(Float64Array::new(ScalarBuffer::from(check.rate), Some(known))),
        false => new_null_array(&DataType::Float64, rows),
    });
    columns.push(match check.margin.len() == rows {
        true => {
            Arc::new(Int64Array::new(ScalarBuffer::from(check.margin), Some(nulls(check.margin_valid, rows))))
        }
        false => new_null_array(&DataType::Int64, rows),
    });
}

fn of_class(class: ClassColumn, rows: usize) -> Result<DictionaryArray<Int32Type>, ArrowError> {
    let codes = Int32Array::new(ScalarBuffer::from(class.codes), Some(nulls(class.valid, rows)));
    DictionaryArray::try_new(codes, Arc::new(StringArray::from_iter_values(&class.names)))
}

/// Counted first, so that there is room for all and each stretch of rows knows its place in it.
fn of_actions(actions: &Actions<'_>, rows: usize) -> Result<LargeListArray, ArrowError> {
    let stretch = |from: usize| from..from.saturating_add(PIECE).min(rows);
    let stretches = || (0..rows).step_by(PIECE).map(stretch);
    let counts = in_parallel(stretches(), |rows| actions.count(rows));
    let mut offsets = vec![0_i64; rows.saturating_add(1)];
    let mut ids = vec![0_i32; counts.iter().fold(0, |all, count| all.saturating_add(*count))];
    let (mut jobs, mut before, mut rest) = (Vec::new(), 0_usize, ids.as_mut_slice());
    let ends = offsets.get_mut(1..).unwrap_or_default().chunks_mut(PIECE);
    for ((rows, ends), count) in stretches().zip(ends).zip(counts) {
        let (own, others) = rest.split_at_mut_checked(count).unwrap_or_default();
        jobs.push((rows, before, ends, own));
        (before, rest) = (before.saturating_add(count), others);
    }
    in_parallel(jobs, |(rows, before, ends, ids)| actions.write(rows, before, ends, ids));
    let names = StringArray::from_iter_values(actions.names());
    let ids = DictionaryArray::<Int32Type>::try_new(
        Int32Array::new(ScalarBuffer::from(ids), None),
        Arc::new(names),
    )?;
    let field = Arc::new(Field::new_list_field(repeated(), false));
    LargeListArray::try_new(field, OffsetBuffer::new(ScalarBuffer::from(offsets)), Arc::new(ids), None)
}

/// Between the parts of a text that stands for a list.
const BETWEEN: &str = "; ";

/// The ids of each row as one text. Many rows, few different lists: each is written once.
fn joined(actions: &LargeListArray) -> Result<DictionaryArray<Int32Type>, ArrowError> {
    let ids = actions.values().as_dictionary::<Int32Type>();
    let names: Vec<&str> = ids.values().as_string::<i32>().iter().flatten().collect();
    let name = |id: &i32| usize::try_from(*id).ok().and_then(|id| names.get(id)).copied();
    let (mut codes, mut met, mut written) = (Vec::with_capacity(actions.len()), HashMap::new(), Vec::new());
    let mut rest: &[i32] = ids.keys().values();
    for length in actions.offsets().lengths() {
        let (row, others) = rest.split_at_checked(length).unwrap_or_default();
        rest = others;
        codes.push(*met.entry(row).or_insert_with(|| {
            let code = i32::try_from(written.len()).unwrap_or(i32::MAX);
            written.push(row.iter().filter_map(name).collect::<Vec<_>>().join(BETWEEN));
            code
        }));
    }
    DictionaryArray::try_new(Int32Array::from(codes), Arc::new(StringArray::from_iter_values(written)))
}

/// The problems of each row as one text, empty where there are none; they are sorted by row.
fn texts(bad: &[Problem], rows: usize, lang: Lang) -> Result<StringArray, ArrowError> {
    let mut bad = bad.iter().peekable();
    strings((0_u64..).take(rows).map(|row| {
        let mut text = String::new();
        while let Some(problem) = bad.next_if(|problem| problem.at.row == Some(row)) {
            text.push_str(if text.is_empty() { "" } else { BETWEEN });
            text.push_str(&problem.told(lang));
        }
        text.into()
    }))
}

/// The problems of each row; they are sorted by row. Where there are none, the memory is not even touched.
fn of_problems(bad: &[Problem], rows: usize, lang: Lang) -> Result<LargeListArray, ArrowError> {
    let field = Arc::new(Field::new_list_field(DataType::Struct(problem_fields()), false));
    let codes = strings(bad.iter().map(|problem| problem.code.as_str().into()))?;
    let texts = strings(bad.iter().map(|problem| problem.told(lang).into()))?;
    let each =
        Arc::new(StructArray::try_new(problem_fields(), vec![Arc::new(codes), Arc::new(texts)], None)?);
    if bad.is_empty() {
        return LargeListArray::try_new(field, OffsetBuffer::new_zeroed(rows), each, None);
    }
    let mut offsets = vec![0_i64; rows.saturating_add(1)];
    let mut rest = offsets.as_mut_slice();
    let row =
        |problem: &Problem| problem.at.row.and_then(|row| usize::try_from(row).ok()).unwrap_or_default();
    let mut before = 0_usize;
    for (place, problem) in (1_i64..).zip(bad) {
        // From its row on there is one more, until the next.
        let begins = row(problem).saturating_add(1);
        let next = bad.get(usize::try_from(place).unwrap_or(usize::MAX));
        let ends = next.map_or(rows, row).saturating_add(1);
        let stretch = rest.split_at_mut_checked(begins.saturating_sub(before)).unwrap_or_default().1;
        let (stretch, others) = stretch.split_at_mut_checked(ends.saturating_sub(begins)).unwrap_or_default();
        stretch.fill(place);
        (before, rest) = (ends, others);
    }
    LargeListArray::try_new(field, OffsetBuffer::new(ScalarBuffer::from(offsets)), each, None)
}

/// Texts one after the other; an error, and no panic, where they are too long for one column.
fn strings<'a>(texts: impl Iterator<Item = Cow<'a, str>>) -> Result<StringArray, ArrowError> {
    let (mut bytes, mut ends) = (Vec::new(), vec![0_i32]);
    for text in texts {
        bytes.extend_from_slice(text.as_bytes());
        ends.push(i32::try_from(bytes.len()).map_err(|_| ArrowError::OffsetOverflowError(bytes.len()))?);
    }
    StringArray::try_new(OffsetBuffer::new(ScalarBuffer::from(ends)), Buffer::from_vec(bytes), None)
}
