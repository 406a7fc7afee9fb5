"""A whole file as one table, for the commands that need every row at once."""

from __future__ import annotations

from typing import Any, Dict, List, NamedTuple, Optional, Sequence

from .. import _native, files
from ..errors import Problem
from ..pieces import empty
from ..writing import as_text
from .given import standard_input


class Whole(NamedTuple):
    """All rows of a file, as text."""

    names: List[str]
    table: Any
    faults: Dict[int, Problem]
    """Rows, from 0, whose cells may have slipped; they are blank in the table."""
    rows: List[int]
    """Which row of the sheet each row is."""
    notes: Sequence[Problem]
    """What is to be known about the file, such as which sheets were not read."""


def whole(path: str, sheet: Optional[str] = None) -> Whole:
    """Reads a file, or CSV from standard input for ``-``."""
    names: List[str] = []
    columns: List[List[Optional[str]]] = []
    faults: Dict[int, Problem] = {}
    notes: List[Problem] = []
    rows: List[int] = []
    for piece in files.read(path, standard_input(), sheet):
        names = piece.names
        rows += [piece.row(piece.first + place) for place in range(len(piece.table))]
        columns = columns or [[] for _ in names]
        notes += piece.notes
        faults.update({row: cells[0].problem for row, cells in piece.faults(dict.fromkeys(names, "")).items()})
        # Cells of a row may have slipped; a single cell that could not be read is empty as it is.
        blank = {row - piece.first for row, cells in piece.unread.items() if cells[0].column is None}
        for column, more in zip(columns, as_text(piece.table).to_pydict().values()):
            column.extend(None if i in blank else cell for i, cell in enumerate(more))
    if not names:
        raise empty(path)
    return Whole(names, _native.ArrowTable.from_text(names, columns), faults, rows, notes)
