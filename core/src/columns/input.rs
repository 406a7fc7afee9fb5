//! A table as borrowed columns, one place for each fact of a procedure.

use super::ROWS;
use super::bits::Mask;
use crate::problem::{Error, Problem};
use crate::procedure::model::{Fact, FactKind, Procedure, Ref};
use core::ops::Range;

/// A bitmap: row `i` is bit `offset + i`, least significant bit first.
#[derive(Debug, Clone, Copy)]
pub struct Bits<'a> {
    /// The bytes.
    pub bytes: &'a [u8],
    /// The bit of the first row.
    pub offset: usize,
}

impl Bits<'_> {
    /// The block at `row`; rows past the end are 0.
    #[inline(always)]
    pub(super) fn block(self, row: usize) -> Mask {
        let bit = self.offset.saturating_add(row);
        match self.bytes.get(bit / 8..).and_then(|rest| rest.first_chunk()).filter(|_| bit.is_multiple_of(8))
        {
            Some(bytes) => Mask::from_bytes(bytes),
            None => Mask::from_words(|at| self.word(row.saturating_add(at))),
        }
    }

    /// The 64 rows from `row`.
    #[inline(always)]
    pub(super) fn word(self, row: usize) -> u64 {
        let bit = self.offset.saturating_add(row);
        let mut nine = [0_u8; 9];
        let from = self.bytes.get(bit / 8..).unwrap_or_default();
        for (to, byte) in nine.iter_mut().zip(from) {
            *to = *byte;
        }
        let low = nine.first_chunk::<8>().map_or(0, |eight| u64::from_le_bytes(*eight));
        match bit % 8 {
            0 => low,
            shift => {
                low >> shift
                    | u64::from(nine.last().copied().unwrap_or_default()) << (64_usize.saturating_sub(shift))
            }
        }
    }
}

/// The values of a column. What stands in a null row does not matter.
#[derive(Debug, Clone, Copy)]
#[expect(missing_docs, reason = "the names are the types")]
pub enum Values<'a> {
    I8(&'a [i8]),
    I16(&'a [i16]),
    /// Counts, codes of a choice, or dates as days since 1970-01-01.
    I32(&'a [i32]),
    I64(&'a [i64]),
    U8(&'a [u8]),
    U16(&'a [u16]),
    U32(&'a [u32]),
    U64(&'a [u64]),
    /// Whole numbers as spreadsheets store them; NaN is missing.
    F64(&'a [f64]),
    /// Flags.
    Bits(Bits<'a>),
    /// Quantities: digits, and how many of them stand after the point.
    Decimal(&'a [i64], u8),
    /// Text that is never compared; only whether it is there counts.
    Words,
}

/// A column of a table.
#[derive(Debug, Clone, Copy)]
pub struct Column<'a> {
    /// The values. Choices are given by the position of the option; any other number is a value outside an open list.
    pub values: Values<'a>,
    /// Which rows are known; absent: all.
    pub valid: Option<Bits<'a>>,
}

/// A block of a column of plain numbers.
#[derive(Debug, Clone, Copy)]
pub(super) enum Plain<'a> {
    Short(&'a [i32; ROWS]),
    Long(&'a [i64; ROWS]),
}

/// Rows of facts.
#[derive(Debug, Clone)]
pub struct Table<'a> {
    rows: usize,
    columns: Vec<Option<Column<'a>>>,
}

impl<'a> Table<'a> {
    /// A table of so many rows in which nothing is known yet.
    pub fn new(procedure: &Procedure, rows: usize) -> Self {
        Self { rows, columns: vec![None; procedure.facts.len()] }
    }

    /// Gives a fact its column.
    ///
    /// # Errors
    /// [`Error::Table`]: a column of another length or of a type the fact cannot have.
    pub fn set(&mut self, procedure: &Procedure, fact: Ref<Fact>, column: Column<'a>) -> Result<(), Error> {
        let model = &procedure.facts[fact];
        let rows = column.values.len();
        if rows.is_some_and(|rows| rows != self.rows)
            || column.valid.is_some_and(|bits| bits.len() < self.rows)
        {
            return Err(Error::Table(vec![
                Problem::new(
                    "table/length",
                    format!("列“{}”的行数不是 {}", model.label.zh, self.rows),
                    format!("the column `{}` does not have {} rows", model.label.en, self.rows),
                )
                .help("各列行数须相同", "give all columns the same number of rows")
                .path(format!("columns.{}", model.id)),
            ]));
        }
        if !column.values.fit(&model.kind) {
            return Err(Error::Table(vec![
                Problem::new(
                    "table/type",
                    format!("列“{}”的类型与该事实不符", model.label.zh),
                    format!("the column `{}` is not of the type of its fact", model.label.en),
                )
                .help("计数须为整数列", "counts need whole numbers")
                .path(format!("columns.{}", model.id)),
            ]));
        }
        if let Some(place) = self.columns.get_mut(fact.position()) {
            *place = Some(column);
        }
        Ok(())
    }

    /// Some of its rows, as a table.
    pub fn slice(&self, rows: Range<usize>) -> Self {
        let cut = |column: &Option<Column<'a>>| column.map(|column| column.slice(&rows));
        let columns = self.columns.iter().map(cut).collect();
        Self { rows: rows.end.min(self.rows).saturating_sub(rows.start), columns }
    }

    /// How many rows.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The columns, a place for each fact.
    pub(super) fn columns(&self) -> &[Option<Column<'a>>] {
        &self.columns
    }

    pub(super) fn column(&self, fact: Ref<Fact>) -> Option<Column<'a>> {
        self.columns.get(fact.position()).copied().flatten()
    }

    /// The rows of the block at `row` that exist.
    #[inline(always)]
    pub(super) fn present(&self, row: usize) -> Mask {
        Mask::first(self.rows.saturating_sub(row))
    }

    /// The rows of the block at `row` in which a fact is given.
    pub(super) fn given(&self, fact: Ref<Fact>, row: usize) -> Mask {
        let present = self.present(row);
        match self.column(fact) {
            None => Mask::NONE,
            Some(Column { valid: None, .. }) => present,
            Some(Column { valid: Some(bits), .. }) => bits.block(row) & present,
        }
    }
}

impl<'a> Column<'a> {
    /// The block at `row`, if it is whole and of numbers that are looked at as they stand.
    pub(super) fn plain(&self, row: usize) -> Option<Plain<'a>> {
        match self.values {
            Values::I32(values) => values.get(row..)?.first_chunk().map(Plain::Short),
            Values::I64(values) => values.get(row..)?.first_chunk().map(Plain::Long),
            _ => None,
        }
    }

    fn slice(self, rows: &Range<usize>) -> Self {
        let values = match self.values {
            Values::I8(v) => Values::I8(cut(v, rows)),
            Values::I16(v) => Values::I16(cut(v, rows)),
            Values::I32(v) => Values::I32(cut(v, rows)),
            Values::I64(v) => Values::I64(cut(v, rows)),
            Values::U8(v) => Values::U8(cut(v, rows)),
            Values::U16(v) => Values::U16(cut(v, rows)),
            Values::U32(v) => Values::U32(cut(v, rows)),
            Values::U64(v) => Values::U64(cut(v, rows)),
            Values::F64(v) => Values::F64(cut(v, rows)),
            Values::Bits(bits) => Values::Bits(bits.from(rows.start)),
            Values::Decimal(v, scale) => Values::Decimal(cut(v, rows), scale),
            Values::Words => Values::Words,
        };
        Self { values, valid: self.valid.map(|bits| bits.from(rows.start)) }
    }
}

fn cut<'v, T>(values: &'v [T], rows: &Range<usize>) -> &'v [T] {
    values.get(rows.start..rows.end.min(values.len())).unwrap_or_default()
}

impl Bits<'_> {
    fn from(self, row: usize) -> Self {
        Self { offset: self.offset.saturating_add(row), ..self }
    }

    fn len(&self) -> usize {
        self.bytes.len().saturating_mul(8).saturating_sub(self.offset)
    }
}

impl Values<'_> {
    fn len(&self) -> Option<usize> {
        Some(match self {
            Self::I8(v) => v.len(),
            Self::I16(v) => v.len(),
            Self::I32(v) => v.len(),
            Self::I64(v) | Self::Decimal(v, _) => v.len(),
            Self::U8(v) => v.len(),
            Self::U16(v) => v.len(),
            Self::U32(v) => v.len(),
            Self::U64(v) => v.len(),
            Self::F64(v) => v.len(),
            Self::Bits(_) | Self::Words => return None,
        })
    }

    fn fit(&self, kind: &FactKind) -> bool {
        match kind {
            FactKind::Count { .. } => !matches!(self, Self::Bits(_) | Self::Decimal(..) | Self::Words),
            FactKind::Flag => matches!(self, Self::Bits(_)),
            FactKind::Choice { .. } => {
                !matches!(self, Self::Bits(_) | Self::Decimal(..) | Self::Words | Self::F64(_))
            }
            FactKind::Date => matches!(self, Self::I32(_)),
            FactKind::Quantity { .. } => {
                matches!(self, Self::Decimal(_, scale) if *scale <= 18) || matches!(self, Self::I64(_))
            }
            FactKind::Words => true,
        }
    }
}
