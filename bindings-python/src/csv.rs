//! CSV read in blocks of any size: rows of text cells, and which rows cannot be trusted.
//!
//! A row is never lost. One with too few or too many cells, a quote that is not closed, or bytes that are no text, is
//! given with what can be read of it and told by its number; the rows after it are read as if nothing had happened.
//! Blank rows are no rows: they are counted, so that the others can be found in the sheet.

use crate::parallel::in_parallel;
use crate::table::ArrowTable;
use crate::text_columns::TextColumns;
use arrow_array::RecordBatch;
use arrow_schema::ArrowError;
use memchr::{memchr, memchr2_iter, memrchr};
use pyo3::prelude::*;
use std::borrow::Cow;
use std::sync::Arc;

/// A record longer than this has a quote that was never closed: a cell of Excel holds 32,767 characters.
const LONGEST: usize = 1 << 20;
/// A line longer than this is no line.
const ENDLESS: usize = 1 << 26;
/// A chunk of a block is worth a thread of its own.
const CHUNK: usize = 1 << 20;
/// So many rows are looked at for the headings.
const TOP: usize = 20;

/// What is wrong with a row.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Fault {
    /// So many cells.
    Cells(usize),
    /// A quote that is not closed, or that stands inside a cell.
    Quote,
    /// Bytes that are no text.
    Bytes,
    /// So many blank rows before this one.
    Blank(usize),
}

/// Reads CSV in blocks.
#[pyclass(module = "aftersales._native")]
pub(crate) struct CsvReader {
    delimiter: u8,
    /// What follows the last whole record.
    rest: Vec<u8>,
    headings: Option<Vec<String>>,
    names: Vec<String>,
    /// Records before the headings.
    above: usize,
    rows: u64,
}

type Told = Vec<(u64, &'static str, usize, String)>;

#[pymethods]
impl CsvReader {
    /// `delimiter` is one ASCII character.
    #[new]
    fn new(delimiter: char) -> Self {
        let delimiter = u8::try_from(delimiter).unwrap_or(b',');
        Self { delimiter, rest: Vec::new(), headings: None, names: Vec::new(), above: 0, rows: 0 }
    }

    /// The cells of the first row with more than one cell filled; None before it was read.
    #[getter]
    fn headings(&self) -> Option<Vec<String>> {
        self.headings.clone()
    }

    /// How many rows stand above the headings.
    #[getter]
    fn above(&self) -> usize {
        self.above
    }

    /// What the columns are to be called, as many as there are headings.
    #[getter]
    fn names(&self) -> Vec<String> {
        self.names.clone()
    }

    #[setter]
    fn set_names(&mut self, names: Vec<String>) {
        self.names = names;
    }

    /// Takes a block of UTF-8 and looks for the headings; true when they are found.
    fn begin(&mut self, block: &[u8], last: bool) -> bool {
        self.rest.extend_from_slice(block);
        if self.headings.is_some() {
            return true;
        }
        let (mut at, mut above) = (0, 0_usize);
        let mut first: Option<(Vec<String>, usize, usize)> = None;
        while let Some(record) = record(&self.rest, at, self.delimiter, last) {
            let filled = record.cells.iter().filter(|cell| !cell.trim_ascii().is_empty()).count();
            let cells =
                || record.cells.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect();
            at = record.end;
            if filled > 1 {
                return self.found(cells(), at, above);
            }
            if filled == 1 && first.is_none() {
                first = Some((cells(), at, above));
            }
            above = above.saturating_add(1);
            if above > TOP && first.is_some() {
                break;
            }
        }
        match first {
            Some((cells, end, above)) if last || above > TOP => self.found(cells, end, above),
            _ => false,
        }
    }

    /// Takes a block of UTF-8; gives the whole records there are by now, and what is wrong with which: row, kind,
    /// number of cells, the record as it stands. Blank rows are told by the row after them, with their number.
    fn feed(&mut self, py: Python<'_>, block: &[u8], last: bool) -> PyResult<(ArrowTable, Told)> {
        self.rest.extend_from_slice(block);
        py.detach(|| self.read(last)).map_err(crate::table::broken)
    }
}

/// How many bytes of a block are UTF-8.
#[pyfunction]
pub(crate) fn utf8_until(block: &[u8]) -> usize {
    simdutf8::compat::from_utf8(block).map_or_else(|fault| fault.valid_up_to(), str::len)
}

impl CsvReader {
    fn found(&mut self, cells: Vec<String>, end: usize, above: usize) -> bool {
        self.names.clone_from(&cells);
        self.headings = Some(cells);
        self.above = above;
        self.rest.drain(..end.min(self.rest.len()));
        true
    }

    fn read(&mut self, last: bool) -> Result<(ArrowTable, Told), ArrowError> {
        let text = std::mem::take(&mut self.rest);
        let width = self.names.len();
        let mut parts = Vec::new();
        let mut from = 0;
        if memchr(b'"', &text).is_none() {
            from = if last { text.len() } else { memrchr(b'\n', &text).map_or(0, |at| at.saturating_add(1)) };
            let chunks = chunks(text.get(..from).unwrap_or_default());
            parts = in_parallel(&chunks, |chunk| plain(chunk, self.delimiter, width));
        } else {
            let mut part = Part::new(width, text.len());
            while let Some(record) = record(&text, from, self.delimiter, last) {
                part.push(&text, from, &record);
                from = record.end;
            }
            parts.push(part);
        }
        self.rest = text.get(from..).unwrap_or_default().to_vec();
        if self.rest.len() > ENDLESS {
            return Err(ArrowError::CsvError(format!("row {} does not end", self.rows)));
        }
        let schema = TextColumns::schema(&self.names);
        let (mut batches, mut told) = (Vec::<RecordBatch>::new(), Told::new());
        for part in parts {
            told.extend(part.faults.into_iter().map(|(row, fault, raw)| {
                let (kind, cells) = match fault {
                    Fault::Cells(cells) => ("cells", cells),
                    Fault::Quote => ("quote", 0),
                    Fault::Bytes => ("bytes", 0),
                    Fault::Blank(rows) => ("blank", rows),
                };
                (self.rows.saturating_add(row), kind, cells, raw)
            }));
            self.rows = self.rows.saturating_add(part.columns.rows());
            batches.push(part.columns.finish(&schema)?);
        }
        Ok((ArrowTable { schema: Arc::clone(&schema), batches }, told))
    }
}

/// Rows read, and what is wrong with which.
struct Part {
    columns: TextColumns,
    faults: Vec<(u64, Fault, String)>,
}

impl Part {
    /// Room for the cells of so many bytes.
    fn new(width: usize, bytes: usize) -> Self {
        Self { columns: TextColumns::new(width, bytes), faults: Vec::new() }
    }

    /// Adds a record that stands in `text` from `start` on.
    fn push(&mut self, text: &[u8], start: usize, record: &Record<'_>) {
        let width = self.columns.width();
        let row = self.columns.rows();
        let whole = text.get(start..record.end).unwrap_or_default();
        let mut fault = record.fault.clone();
        if fault.is_none() && record.cells.iter().all(|cell| cell.trim_ascii().is_empty()) {
            return self.pass_blank();
        }
        let extra = record.cells.iter().skip(width).any(|cell| !cell.trim_ascii().is_empty());
        if fault.is_none() && (extra || record.cells.len() < width) {
            fault = Some(Fault::Cells(record.cells.len()));
        }
        for place in 0..width {
            let cell = record.cells.get(place).map_or(&[][..], |cell| cell);
            if std::str::from_utf8(cell).is_err() {
                fault = Some(Fault::Bytes);
                self.columns.push(place, String::from_utf8_lossy(cell).as_bytes());
            } else {
                self.columns.push(place, cell);
            }
        }
        self.columns.end_row();
        if let Some(fault) = fault {
            // Quotes may be what is wrong: the record is told as it stands.
            let shown =
                String::from_utf8_lossy(whole).trim_end_matches(['\r', '\n']).chars().take(200).collect();
            self.faults.push((row, fault, shown));
        }
    }
}

impl Part {
    /// Counts a blank row.
    fn pass_blank(&mut self) {
        let row = self.columns.rows();
        match self.faults.last_mut() {
            Some((before, Fault::Blank(rows), _)) if *before == row => *rows = rows.saturating_add(1),
            _ => self.faults.push((row, Fault::Blank(1), String::new())),
        }
    }
}

/// A block cut at ends of lines, for several processors. There are no quotes in it, so a line is a record.
fn chunks(text: &[u8]) -> Vec<&[u8]> {
    let (mut out, mut rest) = (Vec::new(), text);
    while rest.len() > CHUNK {
        let (_, after) = rest.split_at(CHUNK);
        let Some(end) = memchr(b'\n', after).map(|at| at.saturating_add(CHUNK).saturating_add(1)) else {
            break;
        };
        let (chunk, more) = rest.split_at(end);
        out.push(chunk);
        rest = more;
    }
    out.push(rest);
    out
}

/// Whole records without quotes: the quick way.
fn plain(text: &[u8], delimiter: u8, width: usize) -> Part {
    let mut part = Part::new(width, text.len());
    let sound = simdutf8::basic::from_utf8(text).is_ok();
    let (mut cell, mut place, mut line) = (0, 0_usize, 0);
    let ends = memchr2_iter(delimiter, b'\n', text).chain((!text.ends_with(b"\n")).then_some(text.len()));
    for end in ends {
        let within = text.get(end) == Some(&delimiter);
        if within {
            if place < width {
                part.columns.push(place, text.get(cell..end).unwrap_or_default());
            }
            place = place.saturating_add(1);
            cell = end.saturating_add(1);
            continue;
        }
        let shown = text.get(cell..end).unwrap_or_default();
        let shown = shown.strip_suffix(b"\r").unwrap_or(shown);
        if sound && place.saturating_add(1) == width && !is_blank(text, line, end, delimiter) {
            part.columns.push(place, shown);
            part.columns.end_row();
        } else if line < text.len() {
            // Something is odd about this line: read it the slow way.
            part.columns.take_back();
            if let Some(record) = record(text, line, delimiter, true) {
                part.push(text, line, &record);
            }
        }
        place = 0;
        cell = end.saturating_add(1);
        line = cell;
    }
    part
}

/// Whether a line holds nothing; most lines show by their first byte that they do.
fn is_blank(text: &[u8], line: usize, end: usize, delimiter: u8) -> bool {
    let mut line = text.get(line..end).unwrap_or_default().iter();
    line.all(|byte| *byte == delimiter || byte.is_ascii_whitespace())
}

/// One record of a text.
struct Record<'a> {
    cells: Vec<Cow<'a, [u8]>>,
    fault: Option<Fault>,
    /// Where the next one begins.
    end: usize,
}

/// The record at `from`; none if the text ends before it does and more is to come.
fn record(text: &[u8], from: usize, delimiter: u8, last: bool) -> Option<Record<'_>> {
    if from >= text.len() {
        return None;
    }
    match quoted(text, from, delimiter, last) {
        Read::Record(record) => Some(record),
        Read::More if text.len().saturating_sub(from) <= LONGEST && !last => None,
        Read::More | Read::Broken => line(text, from, delimiter, last),
    }
}

enum Read<'a> {
    Record(Record<'a>),
    /// The text ends first.
    More,
    /// Something follows a closing quote.
    Broken,
}

/// A record as RFC 4180 has it.
fn quoted(text: &[u8], from: usize, delimiter: u8, last: bool) -> Read<'_> {
    let (mut cells, mut at) = (Vec::new(), from);
    loop {
        let cell;
        if text.get(at) == Some(&b'"') {
            let (read, after) = match inside(text, at.saturating_add(1)) {
                Some(found) => found,
                None => return Read::More,
            };
            cell = read;
            at = after;
        } else {
            let rest = text.get(at..).unwrap_or_default();
            let length = memchr2_iter(delimiter, b'\n', rest).next().unwrap_or(rest.len());
            let plain = rest.get(..length).unwrap_or_default();
            at = at.saturating_add(length);
            let ends = text.get(at) != Some(&delimiter);
            cell = Cow::Borrowed(if ends { plain.strip_suffix(b"\r").unwrap_or(plain) } else { plain });
        }
        cells.push(cell);
        if text.get(at) == Some(&b'\r') && text.get(at.saturating_add(1)).is_none_or(|next| *next == b'\n') {
            at = at.saturating_add(1);
        }
        match text.get(at) {
            Some(b) if *b == delimiter => at = at.saturating_add(1),
            Some(b'\n') => {
                return Read::Record(Record { cells, fault: None, end: at.saturating_add(1) });
            }
            None if last => return Read::Record(Record { cells, fault: None, end: at }),
            None => return Read::More,
            Some(_) => return Read::Broken,
        }
    }
}

/// What stands between quotes, and the place after the closing one.
fn inside(text: &[u8], from: usize) -> Option<(Cow<'_, [u8]>, usize)> {
    let (mut cell, mut at) = (Cow::Borrowed(&[][..]), from);
    loop {
        let rest = text.get(at..)?;
        let length = memchr(b'"', rest)?;
        if length > LONGEST {
            return None;
        }
        let part = rest.get(..length)?;
        let after = at.saturating_add(length).saturating_add(1);
        if cell.is_empty() {
            cell = Cow::Borrowed(part);
        } else {
            cell.to_mut().extend_from_slice(part);
        }
        if text.get(after) != Some(&b'"') {
            return Some((cell, after));
        }
        cell.to_mut().push(b'"');
        at = after.saturating_add(1);
    }
}

/// One line, its quotes taken as they stand: what is left of a record with a quote too many.
fn line(text: &[u8], from: usize, delimiter: u8, last: bool) -> Option<Record<'_>> {
    let rest = text.get(from..)?;
    let (length, end) = match memchr(b'\n', rest) {
        Some(at) => (at, from.saturating_add(at).saturating_add(1)),
        None if last => (rest.len(), text.len()),
        None => return None,
    };
    let line = rest.get(..length)?;
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    let cells = line.split(|b| *b == delimiter).map(Cow::Borrowed).collect();
    Some(Record { cells, fault: Some(Fault::Quote), end })
}
