"""Results into files: CSV that Chinese Excel opens, JSON lines, Parquet; workbooks are in ``verdict_book.py``."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path
from typing import Any, BinaryIO, Callable, Dict, List, NamedTuple, Optional, Protocol, Sequence, Union

from ._native import ArrowTable
from .errors import Problem, TableError, problem
from .files import Piece, need
from .text import Text


class BadCell(NamedTuple):
    """One line of the side table: why a row was not judged."""

    row: int
    """Row of the sheet, the headings counted."""
    column: str
    value: str
    code: str
    text: str


class About(NamedTuple):
    """What a result rests on."""

    judge: Any
    """The :class:`Procedure`."""
    facts: Dict[str, str]
    """The column of each fact."""
    lang: str
    source: str
    """The file that was judged."""


class Writer(Protocol):
    """Takes a result piece by piece."""

    def add(self, piece: Piece, answers: ArrowTable, bad: Sequence[BadCell]) -> None:
        """Some rows as the file has them, the answers, and what is wrong with which."""

    def close(self) -> None:
        """No more rows."""


def writer(path: str, about: About, kind: Optional[str] = None) -> Writer:
    """The writer for ``kind``, else for a file name's ending; ``-`` is standard output."""
    from .verdict_book import VerdictBook

    kind = kind or ("csv" if path == "-" else Path(path).suffix.lower().lstrip("."))
    kinds: Dict[str, Callable[[], Writer]] = {
        "csv": lambda: _Text(path, as_json=False),
        "jsonl": lambda: _Text(path, as_json=True),
        "xlsx": lambda: VerdictBook(path, about),
        "parquet": lambda: _Parquet(path),
    }
    if kind not in kinds or (path == "-" and kind not in ("csv", "jsonl")):
        raise TableError([_unknown(path, kind)])
    return kinds[kind]()


def write_table(path: str, columns: Dict[str, List[Any]]) -> None:
    """A table that was not judged here, in the format of the file name's ending."""
    kind = Path(path).suffix.lower().lstrip(".")
    rows = zip(*columns.values())
    if kind == "csv":
        with open(path, "wb") as file:
            file.write(b"\xef\xbb\xbf" + _line(list(columns)))
            file.writelines(_line([_cell(v) for v in row]) for row in rows)
    elif kind == "jsonl":
        with open(path, "w", encoding="utf-8") as lines:
            lines.writelines(json.dumps(dict(zip(columns, row)), ensure_ascii=False) + "\n" for row in rows)
    elif kind == "xlsx":
        book = need("xlsxwriter", ".xlsx").Workbook(path, {"strings_to_urls": False, "strings_to_formulas": False})
        sheet = book.add_worksheet()
        for place, cells in enumerate([list(columns), *([_cell(v) for v in row] for row in rows)]):
            sheet.write_row(place, 0, cells)
        sheet.freeze_panes(1, 0)
        book.close()
    elif kind == "parquet":
        need("pyarrow.parquet", ".parquet").write_table(need("pyarrow", ".parquet").table(columns), path)
    else:
        raise TableError([_unknown(path, kind)])


def _cell(value: Any) -> Any:
    """A value as one cell of a sheet."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, list):
        return "; ".join(v["text"] if isinstance(v, dict) else str(v) for v in value)
    return "" if value is None else value


def _unknown(path: str, kind: str) -> Problem:
    return problem("file/kind", f"不能写 {kind or path} 文件", f"{kind or path} files are not written",
                   Text("可用：.csv、.jsonl、.xlsx、.parquet", "use .csv, .jsonl, .xlsx, .parquet"))


def as_text(table: ArrowTable) -> ArrowTable:
    """The table with every cell as text."""
    if table.is_text:
        return table
    import pyarrow as pa

    return ArrowTable.read(pa.table({name: _texts(pa, column) for name, column in zip(
        table.column_names, pa.table(table).columns)}))


def _texts(pa: Any, column: Any) -> Any:
    try:
        return column.cast(pa.string())
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        return pa.array([None if v is None else str(v) for v in column.to_pylist()], pa.string())


class _Text:
    def __init__(self, path: str, as_json: bool) -> None:
        self.file: BinaryIO = sys.stdout.buffer if path == "-" else open(path, "wb")
        self.json, self.begun, self.kept = as_json, False, path != "-"

    def add(self, piece: Piece, answers: ArrowTable, bad: Sequence[BadCell]) -> None:
        table = as_text(piece.table).append(answers)
        if not self.begun and not self.json:
            # The mark by which Excel knows UTF-8; in a pipe it would stick to the first heading.
            self.file.write((b"\xef\xbb\xbf" if self.kept else b"") + _line(table.column_names))
        self.begun = True
        self.file.write(table.to_text(self.json))

    def close(self) -> None:
        if self.kept:
            self.file.close()
        else:
            self.file.flush()


def _line(cells: Sequence[Union[str, int]]) -> bytes:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue().encode()


class _Parquet:
    def __init__(self, path: str) -> None:
        self.parquet, self.path = need("pyarrow.parquet", ".parquet"), path
        self.file: Any = None

    def add(self, piece: Piece, answers: ArrowTable, bad: Sequence[BadCell]) -> None:
        import pyarrow as pa

        table = pa.table(piece.table.append(answers))
        if self.file is None:
            self.file = self.parquet.ParquetWriter(self.path, table.schema)
        self.file.write_table(table)

    def close(self) -> None:
        if self.file is not None:
            self.file.close()


class BadRows:
    """The side table of rows that were not judged, as CSV."""

    def __init__(self, path: str, headings: Sequence[str]) -> None:
        self.file = open(path, "wb")
        self.file.write(b"\xef\xbb\xbf" + _line(headings))

    def add(self, bad: List[BadCell]) -> None:
        """Some more of them."""
        for one in bad:
            self.file.write(_line(one))

    def close(self) -> None:
        """No more rows."""
        self.file.close()
