"""Files of return batches, read in pieces with every cell kept as it stands, so that identifiers stay what they are.

CSV needs nothing but Python and is streamed. ``.xlsx`` and ``.parquet`` need ``aftersales[files]``.
"""

from __future__ import annotations

import sys
from bisect import bisect_right
from pathlib import Path
from typing import Any, BinaryIO, Callable, Dict, Iterator, List, Mapping, NamedTuple, Optional, Sequence, Tuple

from . import kinds
from ._native import ArrowTable
from .errors import Problem, TableError, problem, reader_says
from .system_errors import cannot_open
from .text import Text

PIECE = 1 << 16
"""Rows of a Parquet file judged at a time."""


class Unread(NamedTuple):
    """A cell or row that could not be read as it was meant."""

    problem: Problem
    raw: str
    """What stands there."""
    column: Optional[str] = None
    """The column it is about; None if it is the whole row."""


class Piece(NamedTuple):
    """Some rows of a file."""

    names: List[str]
    first: int
    """Number of the first row, from 0; the headings and blank rows are not counted."""
    table: ArrowTable
    """The rows; of CSV and workbooks all text."""
    unread: Dict[int, List[Unread]]
    """Rows that are not to be judged as a whole, by their number."""
    top: int = 1
    """Row of the sheet with the headings, from 1."""
    notes: Sequence[Problem] = ()
    """What is to be known about the whole file; with its first piece."""
    done: float = 0.0
    """How much of the file has been read, 0 to 1; 0 if nobody knows."""
    blank: Sequence[Tuple[int, int]] = ()
    """Rows with blank ones above them, and how many there are from the headings on."""

    cells: Callable[[Mapping[str, str]], Dict[int, List[Unread]]] = lambda types: {}
    """Cells that are not to be judged, by their rows; asked with what each column is to hold, for there may be many."""

    sheet: Optional[ArrowTable] = None
    """The rows as the sheet shows them, where it shows more than can be judged: the errors of formulas."""

    @property
    def shown(self) -> ArrowTable:
        """The rows as they are written into a result."""
        return self.table if self.sheet is None else self.sheet

    def row(self, number: int) -> int:
        """The row of the sheet, from 1, in which the row with this number stands."""
        above = bisect_right(self.blank, (number, sys.maxsize))
        return self.top + 1 + number + (self.blank[above - 1][1] if above else 0)

    def faults(self, types: Mapping[str, str]) -> Dict[int, List[Unread]]:
        """Rows with something that is not to be judged in these columns; ``types`` says of what type each is."""
        found = {row: list(ones) for row, ones in self.unread.items()}
        for row, ones in self.cells(types).items():
            found.setdefault(row, []).extend(ones)
        return found


def read(path: str, stdin: Optional[BinaryIO] = None, sheet: Optional[str] = None) -> Iterator[Piece]:
    """The file's rows in pieces; ``-`` reads CSV from ``stdin`` as it comes in.

    ``sheet`` names a sheet of a workbook; else the first. Raises :class:`TableError` for what cannot be read at all.
    """
    from . import csv_files, workbooks

    kind = Path(path).suffix.lower()
    if sheet is not None and kind not in (".xlsx", ".xlsm"):
        raise TableError([problem("file/sheet", f"{path} 不是工作簿，没有工作表“{sheet}”",
                                  f"{path} is no workbook and has no sheet `{sheet}`",
                                  Text("请去掉 --sheet", "leave --sheet out"))])
    try:
        if path == "-":
            return csv_files.stream(stdin, path) if stdin is not None else iter(())
        if kind in (".csv", ".tsv", ".txt", ""):
            source = open(path, "rb")
            # A pipe may have a name too: <(zcat x.csv.gz).
            return csv_files.file(source, path) if source.seekable() else csv_files.stream(source, path)
        if kind in (".xlsx", ".xlsm"):
            return workbooks.read(path, sheet)
        if kind == ".parquet":
            return _parquet(path)
        with open(path, "rb") as file:
            raise TableError([_unknown(path, kind, kinds.of_file(file))])
    except OSError as error:
        raise TableError([cannot_open(path, error)]) from None


def _unknown(path: str, ending: str, kind: Optional[kinds.Kind]) -> Problem:
    """What to do with a file whose name does not say that it is read."""
    if kind is None and ending == ".xls":
        # Many systems write text or a web page and call it so.
        return problem("file/kind", f"{path} 不是 Excel 工作簿，而是文本", f"{path} is no Excel workbook but text",
                       Text("若是 CSV 或制表符分隔，请把扩展名改为 .csv", "if it is CSV or separated by tabs, name it .csv"))
    if kind is None:
        return problem("file/kind", f"不支持 {ending} 文件", f"{ending} files are not read",
                       Text("请存为 .csv、.xlsx 或 .parquet", "save it as .csv, .xlsx or .parquet"))
    return problem("file/kind", f"不支持 {ending} 文件：{path} 是{kind.what.zh}",
                   f"{ending} files are not read: {path} is {kind.what.en}", kind.mend)


def names_of(headings: Sequence[Optional[str]]) -> List[str]:
    """The names of the columns; a blank one is called by its place, in no language: ``#2``."""
    names = [(cell or "").strip() or f"#{i}" for i, cell in enumerate(headings, 1)]
    twice = sorted({n for n in names if names.count(n) > 1})
    if twice:
        raise TableError(
            [problem("table/column-twice", f"列名重复：{'、'.join(twice)}", f"column names occur twice: {', '.join(twice)}",
                     Text("请先改名", "rename them first"))]
        )
    return names


def above(rows: int) -> List[Problem]:
    """The note that rows above the headings were passed over."""
    if rows == 0:
        return []
    return [problem(
        "file/above",
        f"表头取自第 {rows + 1} 行，其上 {rows} 行未作数据",
        f"the headings are taken from row {rows + 1}; the {rows} above are not data",
        severity="warning",
    )]


def empty(path: str) -> TableError:
    """Refuses a file without a single row."""
    zh, en = ("标准输入没有内容", "standard input is empty") if path == "-" else (f"{path} 是空文件", f"{path} is empty")
    return TableError([problem("file/empty", zh, en,
                               Text("第一行应为列名", "its first row should name the columns"))])


def need(library: str, kind: str) -> Any:
    """An optional library; :class:`TableError` that says how to get it."""
    try:
        return __import__(library, fromlist=["_"])
    except ImportError:
        name = library.partition(".")[0]
        raise TableError(
            [problem("file/library", f"{kind} 需要 {name}", f"{kind} needs {name}",
                     Text('pip install "aftersales[files]"', 'pip install "aftersales[files]"'))]
        ) from None


# -- Parquet --------------------------------------------------------------------------------------

def _parquet(path: str) -> Iterator[Piece]:
    with open(path, "rb") as file:
        kind = kinds.of_file(file)
    if kind is not None and kind != kinds.PARQUET:
        raise TableError([problem("file/parquet", f"{path} 不是 Parquet 文件，{kind.but.zh}",
                                  f"{path} is no Parquet file {kind.but.en}", kind.mend)])
    parquet = need("pyarrow.parquet", ".parquet")
    from pyarrow import ArrowException

    try:
        opened = parquet.ParquetFile(path)
    except (ArrowException, ValueError, OSError) as error:
        raise TableError([_unread(path, error)]) from None
    return _groups(opened, path, ArrowException)


def _groups(file: Any, path: str, arrow_error: Any) -> Iterator[Piece]:
    names = names_of(file.schema_arrow.names)
    rows = file.metadata.num_rows
    first = 0
    try:
        for batch in file.iter_batches(batch_size=PIECE):
            after = first + batch.num_rows
            yield Piece(names, first, ArrowTable.read(batch).rename(names), {}, done=after / rows)
            first = after
    except (arrow_error, OSError) as error:
        raise TableError([_unread(path, error)]) from None
    if first == 0:
        yield Piece(names, 0, ArrowTable.read(file.schema_arrow.empty_table()), {})


def _unread(path: str, error: Exception) -> Problem:
    # What the system refuses has a number; the library's own errors may be of the same class, and have none.
    if isinstance(error, OSError) and error.errno is not None:
        return cannot_open(path, error)
    said = reader_says(error)
    return problem("file/parquet", f"无法读取 {path}，文件可能已损坏或不完整{said.zh}",
                   f"cannot read {path}, it may be damaged or incomplete{said.en}",
                   Text("请重新导出或复制", "export or copy it again"))
