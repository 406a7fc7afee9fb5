"""``aftersales compare FILE A B``: which batches other rules would judge otherwise. Exit code 1 if any."""

from __future__ import annotations

import argparse
import sys
import warnings
from contextlib import ExitStack
from typing import Any, Dict, List, Sequence, Set, Tuple

from ..analysis.compare import Comparison, compare
from ..analysis.judged import column
from ..errors import Warn
from ..output import STANDARD, Output, apart
from ..procedure import Procedure
from ..sheets import comparison
from ..text import Text
from ..writing import kind_of, write_table
from .fit import FOUND, OTHER, WHICH, Column, fit, identifying
from .fitting import asked, meant, options, pairs, plan
from .given import file_options, inputs, outputs, rows_option, rows_shown, say_notes
from .paint import Grid, clean, colours, paint, put, room, say
from .show import open_procedure
from .whole import Whole, whole
from .words import Words

LACKS = Text("“{}”还要用到“{}”，表中没有这一列，缺少它就没有结论。请指定：{}",
             "`{}` also needs {}, for which there is no column; without it there is no verdict. Give it: {}")
_COLUMN = Text("列名", "COLUMN")


def arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    file_options(parser, words)
    parser.add_argument("before", help=words.before)
    parser.add_argument("after", nargs="?", help=words.after_or_reading)
    parser.add_argument("--reading", "-r", action="append", default=[], metavar="READING=OPTION", help=words.other_reading)
    parser.add_argument("--money", "-m", action="append", default=[], metavar="COLUMN", help=words.money)
    parser.add_argument("--out", "-o", metavar="FILE", help=words.out)
    rows_option(parser, words)


def run(chosen: Any, words: Words) -> int:
    kind = "" if chosen.out is None else kind_of(chosen.out)
    apart(inputs(chosen.file, chosen.before, chosen.after), outputs(out=chosen.out))
    with ExitStack() as stack:
        out = None if chosen.out is None else stack.enter_context(Output(chosen.out))
        before = open_procedure(chosen.before)
        after = open_procedure(chosen.after or chosen.before)
        if chosen.reading:
            after = after.with_readings(pairs(chosen.reading))
        read = whole(chosen.file, chosen.sheet)
        found, facts = _compared(chosen, read, before, after, words)
        lines = [clean(line) for line in found.explain(chosen.lang).splitlines()]
        # What goes into a pipe must not have words in front of it.
        tell = say if out is not None and out.standard else put
        tell("\n".join([paint(lines[0], "bold", tell is put and colours(sys.stdout)), *lines[1:]]))
        if tell is put:
            _rows(found, read, facts, rows_shown(chosen.rows, out is not None), chosen.lang, words)
        if out is not None and kind == "xlsx":
            comparison.write(found, out.file, read.table, chosen.lang, pairs(chosen.columns), chosen.file, read.rows)
        elif out is not None:
            write_table(out, {words.row: [read.rows[row] for row in found.rows], **_columns(found)}, kind)
    if chosen.out is not None and chosen.out not in STANDARD:
        say(words.written.format(chosen.out))
    return 1 if found.rows else 0


def _compared(chosen: Any, read: Whole, before: Procedure, after: Procedure, words: Words) -> Tuple[Comparison, Set[str]]:
    """The comparison, told first what the file and its columns lack; and the columns of facts."""
    given = pairs(chosen.columns)
    plans = [(judge, plan(judge, read.names, given, False, False, "\N{MIDDLE DOT}", chosen.lang)) for judge in (before, after)]
    facts = {name for _, native in plans for name in native.facts.values()}
    say_notes(read.notes, facts, chosen.lang, words)
    with warnings.catch_warnings():
        # Said below for the rules that are compared, with the option to give.
        warnings.filterwarnings("ignore", r".*\[table/no-column\]", Warn)
        found = compare(read.table, before, after, money=chosen.money, columns=given)
    open_ = [rule.id for rule in found.rules if rule.lost or rule.gained]
    for judge, native in plans:
        lacking = [fact for fact in asked(judge, open_) if fact not in native.facts]
        if lacking:
            near = meant(native, judge)
            typed = options({fact: near.get(fact, _COLUMN(chosen.lang)) for fact in lacking})
            labels = [fact.label(chosen.lang) for fact in judge.facts if fact.id in lacking]
            told = LACKS(chosen.lang).format(judge.title(chosen.lang), words.comma.join(labels), typed)
            say(f"{words.warning}{clean(told)}")
    return found, facts


def _columns(found: Comparison) -> Dict[str, List[Any]]:
    columns: Dict[str, List[Any]] = found.changed.to_pydict()
    return columns


def _rows(found: Comparison, read: Whole, facts: Set[str], most: int, lang: str, words: Words) -> None:
    """The rows that change: the sheet's own columns as far as they fit, and each rule's answers before and after."""
    if not found.rows or most == 0:
        return
    columns = _columns(found)
    changes = [rule for rule in found.rules if rule.rows]
    own = {name: ["" if cell is None else str(cell) for cell in columns[name]] for name in list(columns)[: -2 * len(changes)]}
    which = identifying(own, facts, found.rows)
    shown = [Column(words.row, [str(read.rows[row]) for row in found.rows], WHICH, True)]
    shown += [Column(name, cells, WHICH if name == which else OTHER) for name, cells in own.items()]
    for rule in changes:
        arrows = [f"{rule.word(a, lang)} → {rule.word(b, lang)}" if a != b else "" for a, b in zip(*_pair(columns, rule.id))]
        shown.append(Column(rule.label(lang), arrows, FOUND))
    places, widths = fit([one._replace(cells=one.cells[:most]) for one in shown], room())
    grid = Grid([shown[p].heading for p in places], [shown[p].right for p in places], widths=widths)
    rows: Sequence[Sequence[str]] = list(zip(*(shown[p].cells for p in places)))[:most]
    put("\n" + "\n".join([*grid.head(), *(grid.row(row) for row in rows)]))
    if len(found.rows) > len(rows):
        say(words.more.format(len(found.rows) - len(rows)))


def _pair(columns: Dict[str, List[Any]], rule: str) -> Tuple[List[Any], List[Any]]:
    return columns[column(rule) + "_before"], columns[column(rule) + "_after"]
