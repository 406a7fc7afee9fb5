"""What every reader of files gives: rows in pieces, their headings, and what could not be read in them."""

from __future__ import annotations

import sys
from bisect import bisect_right
from typing import Any, Callable, Dict, List, Mapping, NamedTuple, Optional, Sequence, Tuple

from ._native import ArrowTable
from .errors import Problem, TableError, problem
from .text import Text


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
