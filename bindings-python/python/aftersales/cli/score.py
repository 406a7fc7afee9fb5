"""``aftersales score FILE``: judges every row of a file, shows why, loses none."""

from __future__ import annotations

import argparse
from contextlib import ExitStack
from functools import partial
from typing import Any, Callable, Dict, Iterator, List, NamedTuple, Optional, Tuple

from .. import files
from .._native import ArrowTable
from ..errors import Problem, TableError
from ..output import STANDARD, Output, apart
from ..pieces import Piece, Unread, empty
from ..procedure import Procedure
from ..verdict_book import BAD_HEADINGS
from ..writing import KINDS, About, At, BadCell, BadRows, Writer, as_text, kind_of, writer
from .fitting import below, chosen_procedure, notes, pairs, plan
from .given import file_options, inputs, outputs, readable, rows_option, rows_shown, say_notes, standard_input
from .paint import say, silence
from .progress import Progress
from .shown import Shown
from .words import Words


def arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    file_options(parser, words)
    parser.add_argument("--procedure", "-p", metavar="ID", help=words.procedure)
    parser.add_argument("--out", "-o", metavar="FILE", help=words.out)
    parser.add_argument("--format", choices=KINDS, help=words.format)
    parser.add_argument("--reasons", action="store_true", help=words.reasons)
    parser.add_argument("--prefix", default="", metavar="TEXT", help=words.prefix)
    parser.add_argument("--bad-rows", metavar="FILE", help=words.bad_out)
    rows_option(parser, words)
    parser.add_argument("--strict", action="store_true", help=words.strict)


class Plan(NamedTuple):
    """By which procedure, with which columns."""

    judge: Procedure
    native: Any
    columns: Dict[str, str]
    """Fact of each column."""
    lang: str


def run(chosen: Any, words: Words) -> int:
    written = outputs(out=chosen.out, bad_rows=chosen.bad_rows)
    kind = "" if chosen.out is None else kind_of(chosen.out, chosen.format)
    apart(inputs(chosen.file, chosen.procedure), written)
    with ExitStack() as stack:
        opened = {one.option.en: stack.enter_context(Output(one.path)) for one in written}
        pieces = files.read(chosen.file, standard_input(), chosen.sheet)
        head = next(pieces, None)
        if head is None:
            raise empty(chosen.file)
        try:
            judged = _plan(chosen, head, words)
        except TableError:
            # Another sheet or row may be the one that was meant.
            notes_ = [*(note for note in head.notes if note.path is None), *below(head, chosen.procedure)]
            say_notes(notes_, {}, chosen.lang, words)
            raise
        about = About(judged.judge, judged.native.facts, judged.lang, readable(chosen.file), chosen.prefix)
        # What goes into a pipe must not have a table in front of it.
        raw = any(output.standard for output in opened.values())
        rows = 0 if raw else rows_shown(chosen.rows, chosen.out is not None)
        shown = Shown(judged.judge, judged.native.facts, rows, judged.lang, words, chosen.prefix)
        progress = Progress(words.judged, raw, rows > 0)
        writers = _writers(opened, kind, about, lambda done, rows: progress.at(done, rows, words.put_down))
        # A reader that has seen enough ends the run only if nothing else is being written.
        told = _patient if any(not output.standard for output in opened.values()) else _call
        for piece in _after(head, pieces):
            answers, bad = _score(judged, piece)
            for taker in (shown, *writers):
                told(partial(taker.add, piece, answers, bad))
            if shown.full:
                progress.at(piece.done, shown.rows)
        for one in writers:
            told(one.close)
        progress.end()
    for each in written:
        if each.path not in STANDARD:
            say(words.written.format(each.path))
    shown.end()
    return 1 if chosen.strict and shown.open else 0


def _writers(opened: Dict[str, Output], kind: str, about: About, at: At) -> List[Writer]:
    made: List[Writer] = []
    if "--out" in opened:
        made.append(writer(opened["--out"], about, kind, at))
    if "--bad-rows" in opened:
        made.append(BadRows(opened["--bad-rows"], BAD_HEADINGS[about.lang]))
    return made


def _call(work: Callable[[], None]) -> None:
    work()


def _patient(work: Callable[[], None]) -> None:
    try:
        work()
    except BrokenPipeError:
        silence()


def _after(head: Piece, pieces: Iterator[Piece]) -> Iterator[Piece]:
    """The first piece is let go when it has been judged: a chain would keep it to the end."""
    yield head
    yield from pieces


def _plan(chosen: Any, head: Piece, words: Words) -> Plan:
    given = pairs(chosen.columns)
    judge = chosen_procedure(chosen.procedure, head.names, given)
    native = plan(judge, head.names, given, True, chosen.reasons, chosen.prefix, chosen.lang)
    columns = {column: fact for fact, column in native.facts.items()}
    lacking = notes(native, judge)
    say_notes([*head.notes, *lacking, *(below(head, judge.id if chosen.procedure is None else chosen.procedure) if lacking else [])], columns, chosen.lang, words)
    return Plan(judge, native, columns, chosen.lang)


# -- one piece ------------------------------------------------------------------------------------

def _score(plan: Plan, piece: Piece) -> Tuple[ArrowTable, List[BadCell]]:
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


def _bad(plan: Plan, piece: Piece, faults: Dict[int, List[Unread]],
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
