"""The text of every cell of a sheet: identifiers as they stand, numbers to their last digit, dates as dates.

The reader of cells (fastexcel) gives text with nine decimals at most, and midnight with every date: what these touch is
read a second time as what it is.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, Dict, List, NamedTuple, Optional, Tuple

from .files import need

_DATE = r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?$"
_NOTHING = "1899-12-31 "
"""The day that the reader gives to a time without one."""
_EXCEL = {"Div0": "#DIV/0!", "NA": "#N/A", "Name": "#NAME?", "Null": "#NULL!", "Num": "#NUM!", "Ref": "#REF!",
          "Value": "#VALUE!", "GettingData": "#GETTING_DATA"}


class Cells(NamedTuple):
    """The cells of a sheet from its first column with anything in it, and from row 1."""

    columns: List[Any]
    """Arrow arrays of text, all of one length."""
    left: Optional[int]
    """Which column of the sheet the first one is, from 0; None if the reader does not say."""
    wrong: Dict[Tuple[int, int], str]
    """Cells that hold an error, by row and column of these: which."""


def load(book: Any, sheet: str) -> Cells:
    """All cells as text."""
    loaded = _load(book, sheet, "string")
    batch, found = loaded.to_arrow_with_errors()
    wrong = {}
    for error in found.errors if found is not None else ():
        kind = re.search(r"Error\((\w+)\)", error.detail)
        wrong[error.position] = _EXCEL.get(kind[1], kind[1]) if kind else error.detail
    known = loaded.available_columns()
    left = getattr(known[0], "absolute_index", None) if known else 0
    return Cells(batch.columns, left, wrong)


def _load(book: Any, sheet: str, kind: str) -> Any:
    return book.load_sheet(sheet, header_row=None, skip_rows=0, dtypes=kind)


def exact(book: Any, sheet: str, cells: Cells) -> Cells:
    """The cells with no number rounded."""
    pc = need("pyarrow.compute", ".xlsx")
    numbers = _load(book, sheet, "float").to_arrow().columns
    return cells._replace(columns=[_exact(pc, text, number) for text, number in zip(cells.columns, numbers)])


def _exact(pc: Any, texts: Any, numbers: Any) -> Any:
    split = pc.fill_null(pc.not_equal(numbers, pc.floor(numbers)), False)
    changed = {}
    for row in pc.indices_nonzero(split).to_pylist():
        number, text = numbers[row].as_py(), texts[row].as_py()
        # A text that reads as this number, and is not what the reader makes of it, stays as it is.
        if text is not None and (float(text) != number or text == f"{number:.9f}".rstrip("0")):
            changed[row] = digits(number)
    return _changed(texts, changed)


def digits(number: float) -> str:
    """A fraction as Excel shows it, with 15 digits; with all its digits where 15 would make it whole."""
    text = f"{number:.15g}"
    return format(Decimal(repr(number) if float(text).is_integer() else text), "f")


def dated(book: Any, sheet: str, cells: Cells) -> Tuple[Cells, Dict[int, List[int]]]:
    """The cells with dates as dates, a time only where there is one; and which rows of each column are dates."""
    pc = need("pyarrow.compute", ".xlsx")
    alike = [pc.fill_null(pc.match_substring_regex(texts, _DATE), False) for texts in cells.columns]
    if not any(pc.any(one).as_py() for one in alike):
        return cells, {}
    # A text may look the same: only what is a date is read as one.
    days = _load(book, sheet, "datetime").to_arrow().columns
    columns, rows = [], {}
    for place, (texts, one, day) in enumerate(zip(cells.columns, alike, days)):
        found = pc.indices_nonzero(pc.and_(one, pc.is_valid(day))).to_pylist()
        if found:
            rows[place] = found
            texts = _changed(texts, {row: _plain(texts[row].as_py()) for row in found})
        columns.append(texts)
    return cells._replace(columns=columns), rows


def _plain(text: str) -> str:
    """A moment as people write it: `2026-03-02`, `2026-03-02 16:05:00`, `16:05:00`."""
    day, _, time = text.partition(" ")
    return time if text.startswith(_NOTHING) else day if time.startswith("00:00:00") else text


def _changed(texts: Any, changed: Dict[int, str]) -> Any:
    if not changed:
        return texts
    cells = texts.to_pylist()
    for row, text in changed.items():
        cells[row] = text
    return need("pyarrow", ".xlsx").array(cells, texts.type)


def lengthened(cells: Cells, rows: int) -> Cells:
    """The cells with so many rows at least."""
    pa = need("pyarrow", ".xlsx")
    more = rows - len(cells.columns[0]) if cells.columns else 0
    if more <= 0:
        return cells
    return cells._replace(columns=[pa.concat_arrays([texts, pa.nulls(more, texts.type)]) for texts in cells.columns])


def filled(cells: Cells) -> List[int]:
    """The rows that hold anything."""
    pc = need("pyarrow.compute", ".xlsx")
    some = None
    for texts in cells.columns:
        one = pc.fill_null(pc.not_equal(pc.utf8_trim_whitespace(texts), ""), False)
        some = one if some is None else pc.or_(some, one)
    rows = set(pc.indices_nonzero(some).to_pylist()) if some is not None else set()
    return sorted(rows | {row for row, _ in cells.wrong})
