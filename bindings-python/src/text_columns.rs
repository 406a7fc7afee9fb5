//! Columns of text being filled cell by cell, row after row. An empty cell holds nothing.

use arrow_array::{ArrayRef, RecordBatch, StringArray};
use arrow_buffer::{BooleanBuffer, Buffer, NullBuffer, OffsetBuffer, ScalarBuffer};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use std::sync::Arc;

/// Some columns of one length.
pub(crate) struct TextColumns {
    columns: Vec<Texts>,
    rows: usize,
}

struct Texts {
    bytes: Vec<u8>,
    /// Where each cell ends.
    ends: Vec<i32>,
}

impl TextColumns {
    /// Room for about so many bytes of text in all.
    pub(crate) fn new(width: usize, bytes: usize) -> Self {
        let each = bytes.checked_div(width).unwrap_or_default();
        let room = || Texts { bytes: Vec::with_capacity(each), ends: Vec::with_capacity(each / 8) };
        Self { columns: (0..width).map(|_| room()).collect(), rows: 0 }
    }

    /// The schema of columns of these names.
    pub(crate) fn schema(names: &[String]) -> SchemaRef {
        let fields: Vec<Field> = names.iter().map(|name| Field::new(name, DataType::Utf8, true)).collect();
        Arc::new(Schema::new(fields))
    }

    pub(crate) fn width(&self) -> usize {
        self.columns.len()
    }

    pub(crate) fn rows(&self) -> u64 {
        u64::try_from(self.rows).unwrap_or(u64::MAX)
    }

    /// The next cell of a column.
    pub(crate) fn push(&mut self, place: usize, cell: &[u8]) {
        if let Some(column) = self.columns.get_mut(place) {
            column.bytes.extend_from_slice(cell);
            column.ends.push(i32::try_from(column.bytes.len()).unwrap_or(i32::MAX));
        }
    }

    /// Every column has its cell.
    pub(crate) fn end_row(&mut self) {
        self.rows = self.rows.saturating_add(1);
    }

    /// Forgets the cells of a row that was not ended.
    pub(crate) fn take_back(&mut self) {
        for column in &mut self.columns {
            column.ends.truncate(self.rows);
            let end = column.ends.last().copied().unwrap_or_default();
            column.bytes.truncate(usize::try_from(end).unwrap_or_default());
        }
    }

    pub(crate) fn finish(self, schema: &SchemaRef) -> Result<RecordBatch, ArrowError> {
        let arrays = self.columns.into_iter().map(Texts::finish).collect::<Result<Vec<_>, _>>()?;
        RecordBatch::try_new(Arc::clone(schema), arrays)
    }
}

impl Texts {
    fn finish(self) -> Result<ArrayRef, ArrowError> {
        let filled = self.ends.iter().scan(0, |before, end| Some(std::mem::replace(before, *end) != *end));
        let filled = NullBuffer::new(filled.collect::<BooleanBuffer>());
        let offsets: Vec<i32> = std::iter::once(0).chain(self.ends).collect();
        let offsets = OffsetBuffer::new(ScalarBuffer::from(offsets));
        Ok(Arc::new(StringArray::try_new(offsets, Buffer::from_vec(self.bytes), Some(filled))?))
    }
}
