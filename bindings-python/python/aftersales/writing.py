"""Results into files: CSV that Chinese Excel opens, JSON lines, Parquet; workbooks are in ``verdict_book.py``."""

from __future__ import annotations

import codecs
import csv
import errno
import io
import json
import os
from pathlib import Path
from typing import Any, Callable, Dict, List, NamedTuple, Optional, Protocol, Sequence, Union

from ._native import ArrowTable
from .errors import TableError, problem
from .output import STANDARD, Output
from .pieces import Piece, need
from .system_errors import cannot_write
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
    prefix: str = ""
    """What the names of the new columns begin with."""


At = Callable[[float, int], None]
"""Takes how much is done, 0 to 1, and how many rows that is."""


class Writer(Protocol):
    """Takes a result piece by piece."""

    def add(self, piece: Piece, answers: ArrowTable, bad: Sequence[BadCell]) -> None:
        """Some rows as the file has them, the answers, and what is wrong with which."""

    def close(self) -> None:
        """No more rows."""


KINDS = ("csv", "jsonl", "xlsx", "parquet")


def kind_of(path: str, wanted: Optional[str] = None) -> str:
    """The format wanted, else that of the file name's ending; on standard output CSV. Raises :class:`TableError`."""
    standard = path in STANDARD
    kind = wanted or ("csv" if standard else Path(path).suffix.lower().lstrip("."))
    if standard and kind in ("xlsx", "parquet"):
        raise TableError([problem(
            "file/kind", f"{kind} 不能写到标准输出", f"{kind} is not written to standard output",
            Text(f"请写入文件，如 -o judged.{kind}；标准输出可用 csv、jsonl",
                 f"name a file: -o judged.{kind}; standard output takes csv and jsonl"))])
    if kind in KINDS:
        return kind
    if os.path.isdir(path):
        raise cannot_write(path, IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR)))
    said = (f"不能写 .{kind} 文件：{path}", f".{kind} files are not written: {path}") if kind else (
        f"{path} 没有扩展名，不知道写成什么格式", f"{path} has no ending that tells its format")
    raise TableError([problem("file/kind", *said, Text("可用：.csv、.jsonl、.xlsx、.parquet", "use .csv, .jsonl, .xlsx, .parquet"))])


def writer(out: Output, about: About, kind: str, at: At = lambda done, rows: None) -> Writer:
    """The writer for a format. ``at`` is told how much is written of what is kept back to the end."""
    from .verdict_book import VerdictBook

    kinds: Dict[str, Callable[[], Writer]] = {
        "csv": lambda: _Text(out, as_json=False),
        "jsonl": lambda: _Text(out, as_json=True),
        "xlsx": lambda: VerdictBook(out.file, about, out.scratch(), at),
        "parquet": lambda: _Parquet(out),
    }
    return kinds[kind]()


def write_table(out: Output, columns: Dict[str, List[Any]], kind: str) -> None:
    """A table that was not judged here."""
    rows = zip(*columns.values())
    if kind == "csv":
        out.file.write(_mark(out) + _line(list(columns)))
        for row in rows:
            out.file.write(_line([_cell(v) for v in row]))
    elif kind == "jsonl":
        for row in rows:
            out.file.write((json.dumps(dict(zip(columns, row)), ensure_ascii=False) + "\n").encode())
    elif kind == "xlsx":
        from .sheets.cut import Cut

        book = need("xlsxwriter", ".xlsx").Workbook(out.file, {"strings_to_urls": False, "strings_to_formulas": False})
        sheet = book.add_worksheet()
        cut, names = Cut(), list(columns)
        for line, cells in enumerate([names, *([_cell(v) for v in row] for row in rows)]):
            # One by one: a whole row would end at a text that was cut.
            for place, cell in enumerate(cells):
                cut.see(sheet.write(line, place, cell), sheet, line, place, names[place])
        sheet.freeze_panes(1, 0)
        book.close()
        cut.tell()
    else:
        need("pyarrow.parquet", ".parquet").write_table(need("pyarrow", ".parquet").table(columns), out.file)


def _mark(out: Output) -> bytes:
    """The mark by which Excel knows UTF-8; in a pipe it would stick to the first heading."""
    return b"" if out.standard else codecs.BOM_UTF8


def _cell(value: Any) -> Any:
    """A value as one cell of a sheet."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, list):
        return "; ".join(v["text"] if isinstance(v, dict) else str(v) for v in value)
    return "" if value is None else value


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
    def __init__(self, out: Output, as_json: bool) -> None:
        self.out, self.json, self.begun = out, as_json, False

    def add(self, piece: Piece, answers: ArrowTable, bad: Sequence[BadCell]) -> None:
        table = as_text(piece.shown).append(answers)
        if not self.begun and not self.json:
            self.out.file.write(_mark(self.out) + _line(table.column_names))
        self.begun = True
        self.out.file.write(table.to_text(self.json))

    def close(self) -> None:
        self.out.file.flush()


def _line(cells: Sequence[Union[str, int]]) -> bytes:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue().encode()


class _Parquet:
    def __init__(self, out: Output) -> None:
        self.parquet, self.out = need("pyarrow.parquet", ".parquet"), out
        self.file: Any = None

    def add(self, piece: Piece, answers: ArrowTable, bad: Sequence[BadCell]) -> None:
        import pyarrow as pa

        table = pa.table(piece.shown.append(answers))
        if self.file is None:
            self.file = self.parquet.ParquetWriter(self.out.file, table.schema)
        self.file.write_table(table)

    def close(self) -> None:
        if self.file is not None:
            self.file.close()


class BadRows:
    """The side table of rows that were not judged, as CSV."""

    def __init__(self, out: Output, headings: Sequence[str]) -> None:
        self.out = out
        out.file.write(_mark(out) + _line(headings))

    def add(self, piece: Piece, answers: ArrowTable, bad: Sequence[BadCell]) -> None:
        """Some more of them."""
        for one in bad:
            self.out.file.write(_line(one))

    def close(self) -> None:
        """No more rows."""
        self.out.file.flush()
