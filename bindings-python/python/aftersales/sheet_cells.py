"""The text of every cell of a sheet: identifiers as they stand, numbers to their last digit, dates as dates.

The reader of cells (fastexcel) gives text with nine decimals at most, and midnight with every date: what these touch is
read a second time as what it is.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, Dict, List, NamedTuple, Optional, Tuple

from .pieces import need

_DATE = r"^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d+)?$"
_MIDNIGHT = r" 00:00:00(\.0+)?$"
_NOTHING = "^1899-12-31 "
"""The day that the reader gives to a time without one."""
_EXCEL = {"Div0": "#DIV/0!", "NA": "#N/A", "Name": "#NAME?", "Null": "#NULL!", "Num": "#NUM!", "Ref": "#REF!",
          "Value": "#VALUE!", "GettingData": "#GETTING_DATA"}


class Cells(NamedTuple):
    """The cells of a sheet from its first column with anything in it, and from row 1."""

    columns: List[Any]
    """Arrow arrays of text, all of one length."""
    names: List[str]
    """What the reader calls them: it does not always count them from the same one."""
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
    return Cells(batch.columns, batch.schema.names, left, wrong)


def _load(book: Any, sheet: str, kind: str, **options: Any) -> Any:
    return book.load_sheet(sheet, header_row=None, skip_rows=0, dtypes=kind, **options)


def exact(book: Any, sheet: str, cells: Cells) -> Cells:
    """The cells with no number rounded."""
    pc = need("pyarrow.compute", ".xlsx")
    numbers = _load(book, sheet, "float").to_arrow().columns
    return cells._replace(columns=[_exact(pc, text, number) for text, number in zip(cells.columns, numbers)])


def _exact(pc: Any, texts: Any, numbers: Any) -> Any:
    rows = pc.indices_nonzero(pc.fill_null(pc.not_equal(numbers, pc.floor(numbers)), False))
    changed = {}
    for row, number, text in zip(rows.to_pylist(), numbers.take(rows).to_pylist(), texts.take(rows).to_pylist()):
        # A text that reads as this number, and is not what the reader makes of it, stays as it is.
        if text is not None and (float(text) != number or text == f"{number:.9f}".rstrip("0")):
            changed[row] = digits(number)
    if not changed:
        return texts
    cells = texts.to_pylist()
    for row, text in changed.items():
        cells[row] = text
    return need("pyarrow", ".xlsx").array(cells, texts.type)


def digits(number: float) -> str:
    """A fraction as Excel shows it, with 15 digits; with all its digits where 15 would make it whole."""
    text = f"{number:.15g}"
    return format(Decimal(repr(number) if float(text).is_integer() else text), "f")


def dated(book: Any, sheet: str, cells: Cells) -> Tuple[Cells, Dict[int, Any]]:
    """The cells with dates as dates, a time only where there is one; and which rows of each column are dates."""
    pc = need("pyarrow.compute", ".xlsx")
    alike = [pc.fill_null(pc.match_substring_regex(texts, _DATE), False) for texts in cells.columns]
    places = [place for place, one in enumerate(alike) if pc.any(one).as_py()]
    if not places:
        return cells, {}
    # A text may look the same: only what is a date is read as one.
    days = _load(book, sheet, "datetime", use_columns=[cells.names[place] for place in places]).to_arrow().columns
    columns, rows = list(cells.columns), {}
    for place, day in zip(places, days):
        dates = pc.and_(alike[place], pc.is_valid(day))
        columns[place] = pc.if_else(dates, _plain(pc, columns[place]), columns[place])
        rows[place] = pc.indices_nonzero(dates)
    return cells._replace(columns=columns), rows


def _plain(pc: Any, moments: Any) -> Any:
    """Moments as people write them: `2026-03-02`, `2026-03-02 16:05:00`, `16:05:00`."""
    timed = pc.replace_substring_regex(pc.replace_substring(moments, "T", " "), _NOTHING, "")
    return pc.replace_substring_regex(timed, _MIDNIGHT, "")


def with_errors(cells: Cells) -> Cells:
    """The cells with errors as the sheet shows them: ``#N/A``."""
    pa = need("pyarrow", ".xlsx")
    filled: Dict[int, List[Any]] = {}
    for (row, place), kind in cells.wrong.items():
        if place not in filled:
            filled[place] = cells.columns[place].to_pylist()
        filled[place][row] = kind
    return cells._replace(columns=[pa.array(filled[place], texts.type) if place in filled else texts
                                   for place, texts in enumerate(cells.columns)])


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
