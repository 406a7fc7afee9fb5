"""Which columns of a table fit on one line of the terminal, and how wide their headings may be.

What says which row it is and what was found comes first; then how near it was, then the rest of the file's own columns.
"""

from __future__ import annotations

from typing import Dict, List, Mapping, NamedTuple, Optional, Sequence, Set

from .paint import clean, width

WHICH, FOUND, RATE, MARGIN, USED, OTHER = range(6)
"""How much a column is wanted: which row, the answer, the rate, what would flip it, a fact that was used, any other."""
WIDEST = 40
"""Cells of a column at most."""
DISTINCT = 0.9
"""So many of the cells of a column that tells rows apart differ: a batch may have come twice."""
_HEADINGS = (WIDEST, 24, 16, 12, 8)
"""Cells of a heading that is wider than what stands below it, from the most to the fewest."""
_NARROW = (WIDEST, 20, 10)
"""Cells of what says which row it is, where even the answers do not fit beside it."""


class Column(NamedTuple):
    """One column, with some of its cells to measure."""

    heading: str
    cells: Sequence[str]
    wanted: int
    right: bool = False


class Fitted(NamedTuple):
    """The columns that are shown, by their place, and the width of each."""

    places: List[int]
    widths: List[int]


def fit(columns: Sequence[Column], cells: int) -> Fitted:
    """Chooses columns for a line of so many cells. Those of ``WHICH`` and ``FOUND`` are always kept."""
    for most in (MARGIN, RATE, FOUND):
        kept = [place for place, column in enumerate(columns) if column.wanted <= most]
        for heading in _HEADINGS:
            widths = {place: _wide(columns[place], heading) for place in kept}
            if _line(widths) <= cells:
                return _with_others(columns, widths, heading, cells)
    for narrow in _NARROW:
        widths = {place: _wide(columns[place], _HEADINGS[-1], narrow if columns[place].wanted == WHICH else WIDEST) for place in kept}
        if _line(widths) <= cells:
            break
    return _in_order(widths)


def _with_others(columns: Sequence[Column], widths: Dict[int, int], heading: int, cells: int) -> Fitted:
    """The facts that were used, all or none; then of the rest what fits, from the left."""
    wide = {place: _wide(column, heading) for place, column in enumerate(columns) if column.wanted in (USED, OTHER)}
    used = {**widths, **{place: w for place, w in wide.items() if columns[place].wanted == USED}}
    if _line(used) <= cells:
        widths = used
    for place, w in wide.items():
        if columns[place].wanted == OTHER and _line({**widths, place: w}) <= cells:
            widths[place] = w
    return _in_order(widths)


def _in_order(widths: Dict[int, int]) -> Fitted:
    places = sorted(widths)
    return Fitted(places, [widths[place] for place in places])


def _line(widths: Dict[int, int]) -> int:
    return sum(widths.values()) + 2 * (len(widths) - 1)


def _wide(column: Column, heading: int, widest: int = WIDEST) -> int:
    below = max((width(clean(cell)) for cell in column.cells), default=0)
    return min(widest, max(below, min(heading, width(clean(column.heading)))))


def identifying(own: Mapping[str, Sequence[Optional[str]]], facts: Set[str], rows: Sequence[int]) -> Optional[str]:
    """The column that tells the rows apart: nearly every cell is filled and like no other. No count, and not 1, 2, 3."""
    told = [name for name, column in own.items() if name not in facts and _distinct(column)]
    numbers = [name for name in told if _counts(own[name], rows)]
    return next((name for name in told if name not in numbers), next(iter([*numbers, *own]), None))


def _distinct(column: Sequence[Optional[str]]) -> bool:
    return len({cell for cell in column if cell}) >= DISTINCT * len(column)


def _counts(column: Sequence[Optional[str]], rows: Sequence[int]) -> bool:
    """Whether the cells go with the numbers of the rows."""
    if not all(cell and cell.isdecimal() and len(cell) < 10 for cell in column):
        return False
    return len({int(cell or 0) - row for cell, row in zip(column, rows)}) == 1
