"""``aftersales compare FILE A B``: which batches other rules would judge otherwise. Exit code 1 if any."""

from __future__ import annotations

import argparse
import shutil
import sys
from typing import Any, Dict, List, Sequence, Tuple

from ..analysis.compare import Comparison, compare
from ..analysis.judged import column
from ..writing import write_table
from .paint import Grid, colours, paint, say, width
from .score import _pairs
from .show import open_procedure
from .whole import whole
from .words import Words

ROWS = 20
"""Changed rows shown unless told otherwise."""


def arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument("file", help=words.file)
    parser.add_argument("before", help=words.before)
    parser.add_argument("after", nargs="?", help=words.after_or_reading)
    parser.add_argument("--reading", "-r", action="append", default=[], metavar="READING=OPTION", help=words.other_reading)
    parser.add_argument("--columns", "-c", action="append", default=[], metavar="FACT=COLUMN", help=words.columns)
    parser.add_argument("--money", "-m", action="append", default=[], metavar="COLUMN", help=words.money)
    parser.add_argument("--out", "-o", metavar="FILE", help=words.out)
    parser.add_argument("--rows", type=int, default=ROWS, metavar="N", help=words.rows.format(ROWS))


def run(chosen: Any, words: Words) -> int:
    read = whole(chosen.file)
    before = open_procedure(chosen.before)
    after = open_procedure(chosen.after or chosen.before)
    if chosen.reading:
        after = after.with_readings(_pairs(chosen.reading, words))
    found = compare(read.table, before, after, money=chosen.money, columns=_pairs(chosen.columns, words))
    first, *rest = found.explain(chosen.lang).splitlines()
    print(paint(first, "bold", colours(sys.stdout)))
    if rest:
        print("\n".join(rest))
    rows = [read.rows[row] for row in found.rows]
    _rows(found, rows, chosen, words)
    if chosen.out:
        write_table(chosen.out, {words.row: rows, **_columns(found)})
        say(words.written.format(chosen.out))
    return 1 if found.rows else 0


def _columns(found: Comparison) -> Dict[str, List[Any]]:
    columns: Dict[str, List[Any]] = found.changed.to_pydict()
    return columns


def _rows(found: Comparison, rows: Sequence[int], chosen: Any, words: Words) -> None:
    """The rows that change: the sheet's own columns as far as they fit, and each rule's answers before and after."""
    if not found.rows:
        return
    lang, columns = chosen.lang, _columns(found)
    changes = [rule for rule in found.rules if rule.rows]
    told = {
        rule.label(lang): [f"{rule.word(a, lang)} → {rule.word(b, lang)}" if a != b else "" for a, b in zip(*_pair(columns, rule.id))]
        for rule in changes
    }
    own = {name: ["" if cell is None else str(cell) for cell in columns[name]] for name in list(columns)[: -2 * len(changes)]}
    room = shutil.get_terminal_size((160, 24)).columns - 6 - sum(2 + _wide(name, told[name]) for name in told)
    kept = {}
    for name, column in own.items():
        room -= 2 + _wide(name, column)
        if room >= 0:
            kept[name] = column
    cells = list(zip(map(str, rows), *kept.values(), *told.values()))[: chosen.rows or None]
    grid = Grid([words.row, *kept, *told], [True, *([False] * (len(kept) + len(told)))], cells)
    print("\n" + "\n".join([*grid.head(), *(grid.row(row) for row in cells)]))
    if len(found.rows) > len(cells):
        say(words.more.format(len(found.rows) - len(cells)))


def _pair(columns: Dict[str, List[Any]], rule: str) -> Tuple[List[Any], List[Any]]:
    return columns[column(rule) + "_before"], columns[column(rule) + "_after"]


def _wide(name: str, column: Sequence[str]) -> int:
    return min(40, max([width(name), *(width(cell) for cell in column[:200])]))
