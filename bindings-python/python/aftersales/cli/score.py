"""``aftersales score FILE``: judges every row of a file, shows why, loses none."""

from __future__ import annotations

import argparse
import sys
from typing import Any, Dict, Iterable, Iterator, List, NamedTuple, Optional, Tuple

from .. import files
from .._decode import decode
from .._native import ArrowTable
from ..errors import Problem, TableError, problem
from ..procedure import Procedure, procedure, procedures
from ..text import Text
from ..verdict_book import BAD_HEADINGS
from ..writing import About, BadCell, BadRows, as_text, writer
from .paint import say
from .progress import Progress
from .show import open_procedure
from .shown import Shown
from .words import WORDS, Words

ROWS = 1000
"""Rows shown unless told otherwise."""


def arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument("file", help=words.file)
    parser.add_argument("--procedure", "-p", metavar="ID", help=words.procedure)
    parser.add_argument("--columns", "-c", action="append", default=[], metavar="FACT=COLUMN", help=words.columns)
    parser.add_argument("--sheet", metavar="NAME", help=words.sheet)
    parser.add_argument("--out", "-o", metavar="FILE", help=words.out)
    parser.add_argument("--format", choices=["csv", "jsonl", "xlsx", "parquet"], help=words.format)
    parser.add_argument("--reasons", action="store_true", help=words.reasons)
    parser.add_argument("--bad-rows", metavar="FILE", help=words.bad_out)
    parser.add_argument("--rows", type=int, default=ROWS, metavar="N", help=words.rows.format(ROWS))
    parser.add_argument("--strict", action="store_true", help=words.strict)


class Plan(NamedTuple):
    """By which procedure, with which columns."""

    judge: Procedure
    native: Any
    columns: Dict[str, str]
    """Fact of each column."""
    lang: str


def run(chosen: Any, words: Words) -> int:
    pieces = files.read(chosen.file, sys.stdin.buffer, chosen.sheet)
    head = next(pieces, None)
    if head is None:
        raise files.empty(chosen.file)
    try:
        plan = _plan(chosen, head, words)
    except TableError:
        # Another sheet or row may be the one that was meant.
        _say([note for note in head.notes if note.path is None], chosen.lang, words)
        raise
    _notes(plan, head, words)
    out = writer(chosen.out, About(plan.judge, plan.native.facts, plan.lang, chosen.file), chosen.format) if chosen.out else None
    bad_rows = BadRows(chosen.bad_rows, BAD_HEADINGS[plan.lang]) if chosen.bad_rows else None
    # What goes into a pipe must not have a table in front of it.
    shown = Shown(plan.judge, plan.native.facts, 0 if chosen.out == "-" else chosen.rows or sys.maxsize, plan.lang, words)
    progress = Progress(words.judged)
    for piece in _after(head, pieces):
        answers, bad = _score(plan, piece)
        shown.add(piece, answers, bad)
        if out is not None:
            out.add(piece, answers, bad)
        if bad_rows is not None:
            bad_rows.add(bad)
        if shown.full:
            progress.at(piece.done, shown.rows)
    progress.end()
    for file, path in ((out, chosen.out), (bad_rows, chosen.bad_rows)):
        if file is not None:
            file.close()
            if path != "-":
                say(words.written.format(path))
    shown.end()
    return 1 if chosen.strict and shown.open else 0


def _after(head: files.Piece, pieces: Iterator[files.Piece]) -> Iterator[files.Piece]:
    """The first piece is let go when it has been judged: a chain would keep it to the end."""
    yield head
    yield from pieces


def _plan(chosen: Any, head: files.Piece, words: Words) -> Plan:
    given = _pairs(chosen.columns, words)
    judge = open_procedure(chosen.procedure) if chosen.procedure else _fitting(head.names, given)
    native = judge._plan(head.names, given, True, chosen.reasons, "", chosen.lang)
    return Plan(judge, native, {column: fact for fact, column in native.facts.items()}, chosen.lang)


def _notes(plan: Plan, head: files.Piece, words: Words) -> None:
    """What is to be known before the numbers are believed."""
    # Long numbers are identifiers unless the column is a count.
    _say([note for note in head.notes if (note.path or "").partition(".")[2] not in plan.columns], plan.lang, words)


def _say(notes: Iterable[Problem], lang: str, words: Words) -> None:
    for note in notes:
        say(f"{words.warning}{note.text(lang)}")


def _pairs(given: Iterable[str], words: Words) -> Dict[str, str]:
    pairs: Dict[str, str] = {}
    for pair in given:
        fact, sign, column = pair.partition("=")
        if not sign:
            zh, en = (WORDS[lang].bad_pair.format(pair) for lang in ("zh", "en"))
            raise TableError([problem("table/columns", zh, en)])
        pairs[fact] = column
    return pairs


def _fitting(names: List[str], given: Dict[str, str]) -> Procedure:
    """The built-in procedure that knows most of the headings; an error if none or several do."""
    known: Dict[str, int] = {}
    for info in procedures():
        candidate = procedure(info.id)
        facts = {candidate.fact_named(name) for name in [*names, *given]} - {None}
        if any(set(_needs(candidate, check.id)) <= facts for check in candidate.checks):
            known[info.id] = len(facts)
    best = [id for id, count in known.items() if count == max(known.values())]
    if len(best) == 1:
        return procedure(best[0])
    said = [(WORDS[lang].which if best else WORDS[lang].none_fits) for lang in ("zh", "en")]
    shown = ", ".join(best or names)
    help = None if best else _nearly(names, given)
    raise TableError([problem("table/procedure", said[0].format(shown), said[1].format(shown), help)])


def _nearly(names: List[str], given: Dict[str, str]) -> Optional[Text]:
    """The headings that may have been meant, by the procedure that knows most of the others."""
    most, said = 0, None
    for info in procedures():
        try:
            native = procedure(info.id)._plan(names, given, False, False, "", "en")
        except TableError:
            continue
        told = next((decode(Problem, one).help for one in native.warnings), None)
        if told is not None and len(native.facts) >= most:
            most = len(native.facts) + 1
            said = Text(f"{info.id}：{told.zh}", f"{info.id}: {told.en}")
    return said


def _needs(judge: Procedure, rule: str) -> List[str]:
    """The facts a check or class asks for when nothing is known."""
    return [missing.id for missing in judge.judge({})[rule].missing]


# -- one piece ------------------------------------------------------------------------------------

def _score(plan: Plan, piece: files.Piece) -> Tuple[ArrowTable, List[BadCell]]:
    """The piece judged, and what is wrong with which of its rows."""
    told = []
    types = {fact.id: fact.type for fact in plan.judge.facts}
    faults = piece.faults({column: types[fact] for column, fact in plan.columns.items()})
    for row, cells in faults.items():
        for cell in cells:
            fact = plan.columns.get(cell.column or "")
            fault = cell.problem
            told.append((row, fault.code, fault.message.zh, fault.message.en, fact and f"facts.{fact}"))
    answers, problems = plan.native.report(piece.table, piece.first, told)
    return answers, list(_bad(plan, piece, faults, problems))


def _bad(plan: Plan, piece: files.Piece, faults: Dict[int, List[files.Unread]],
         problems: List[Dict[str, Any]]) -> Iterator[BadCell]:
    known: Dict[str, str] = {}
    row: Dict[str, Any] = {}
    before: Optional[int] = None
    facts = plan.native.facts
    for one in problems:
        at = one["row"]
        if at != before:
            cells = as_text(piece.table.slice(at - piece.first, 1)).to_pydict()
            row, before = {name: column[0] for name, column in cells.items()}, at
            # One by one the same problem is told with its numbers.
            found = plan.judge.judge({fact: row[column] for fact, column in facts.items()})
            known = {problem.path or "": _said(problem, plan.lang) for problem in found.problems}
        column = facts.get((one.get("path") or "").partition(".")[2], "")
        unread = [cell for cell in faults.get(at) or [] if cell.column in (None, column)]
        if one["code"].startswith("file/"):
            cell = next(cell for cell in unread if cell.problem.code == one["code"])
            yield BadCell(piece.row(at), column, cell.raw, one["code"], _said(cell.problem, plan.lang))
        elif not unread:
            # Of a cell that the file's reader named it is told already why it holds no value.
            text = known.get(one.get("path") or "") or one["message"][plan.lang]
            yield BadCell(piece.row(at), column, row.get(column) or "", one["code"], text)


def _said(problem: Problem, lang: str) -> str:
    """What is wrong and what would be right."""
    return problem.message(lang) + ("" if problem.help is None else ("；" if lang == "zh" else "; ") + problem.help(lang))
