"""``aftersales score FILE``: judges every row of a file, shows why, loses none."""

from __future__ import annotations

import argparse
import itertools
import shutil
import sys
from collections import Counter
from typing import Any, Dict, Iterable, List, NamedTuple, Optional, Tuple

from .. import _native, files
from ..errors import Problem, TableError, problem
from ..procedure import Procedure, procedure, procedures
from ..rules import source
from ..writing import writer
from .paint import Grid, colours, paint, say, width
from .show import open_procedure
from .words import WORDS, Words

ROWS = 1000
"""Rows shown unless told otherwise."""

_COLOUR = {"yes": "red", "no": "green", "undetermined": "yellow"}


def arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument("file", help=words.file)
    parser.add_argument("--procedure", "-p", metavar="ID", help=words.procedure)
    parser.add_argument("--columns", "-c", action="append", default=[], metavar="FACT=COLUMN", help=words.columns)
    parser.add_argument("--out", "-o", metavar="FILE", help=words.out)
    parser.add_argument("--rows", type=int, default=ROWS, metavar="N", help=words.rows.format(ROWS))
    parser.add_argument("--strict", action="store_true", help=words.strict)


class Rows(NamedTuple):
    """A scored piece: what the file said and what was answered, column by column."""

    piece: files.Piece
    answers: Dict[str, List[Any]]


def run(chosen: Any, words: Words) -> int:
    pieces = files.read(chosen.file, sys.stdin.buffer)
    head = next(pieces)
    given = _pairs(chosen.columns, words)
    judge = open_procedure(chosen.procedure) if chosen.procedure else _fitting(head.names, given)
    plan = judge._plan(head.names, given, True, bool(chosen.out), "", chosen.lang)
    shown = Shown(judge, plan, head, chosen, words)
    out = writer(chosen.out) if chosen.out else None
    for piece in itertools.chain([head], pieces):
        scored = _score(plan, piece)
        shown.add(scored)
        if out is not None:
            out.add(dict(zip(piece.names, piece.columns)), scored.answers)
    if out is not None:
        out.close()
        say(words.written.format(chosen.out))
    shown.end()
    return 1 if chosen.strict and shown.unanswered else 0


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
    raise TableError([problem("table/procedure", said[0].format(shown), said[1].format(shown))])


def _needs(judge: Procedure, rule: str) -> List[str]:
    """The facts a check or class asks for when nothing is known."""
    return [missing.id for missing in judge.judge({})[rule].missing]


def _score(plan: Any, piece: files.Piece) -> Rows:
    """The piece judged. Rows whose cells may have slipped are not: their facts are left out."""
    columns = piece.columns
    if piece.ragged:
        columns = [
            [None if piece.first + i in piece.ragged else cell for i, cell in enumerate(column)]
            for column in columns
        ]
    table = _native.ArrowTable.from_text(piece.names, columns)
    answers: Dict[str, List[Any]] = plan.score(table.select(plan.columns), False, piece.first).to_pydict()
    for row, fault in piece.ragged.items():
        answers["problems"][row - piece.first] = [{"code": fault.code, "text": fault.message("zh")}]
    return Rows(piece, answers)


class Shown:
    """What is printed: what is judged by which words, a row for each batch, the rows without an answer, the sum."""

    def __init__(self, judge: Procedure, plan: Any, head: files.Piece, chosen: Any, words: Words) -> None:
        self.judge, self.plan, self.words, self.lang = judge, plan, words, chosen.lang
        self.limit = chosen.rows or sys.maxsize
        self.colour = colours(sys.stdout)
        self.rows = self.unanswered = 0
        self.sums: Dict[str, Counter[str]] = {}
        self.bad: List[Tuple[int, Problem]] = []
        self.bad_rows = 0
        found = judge.judge({})
        self.rules = [f.view for f in found if {m.id for m in f.missing} <= set(plan.facts)]
        self.grid: Optional[Grid] = None
        self.names = _fits(head, self.rules, set(plan.facts.values()))

    def add(self, scored: Rows) -> None:
        """Counts every row and prints those that are to be shown."""
        piece = scored.piece
        height = len(piece.columns[0]) if piece.columns else 0
        for rule in self.rules:
            answers = scored.answers[_column(rule.id)]
            self.sums.setdefault(rule.id, Counter()).update(_word(a) for a in answers)
        cells: List[List[str]] = []
        for i in range(height):
            open_answer = any(scored.answers[_column(rule.id)][i] is None for rule in self.rules)
            told = scored.answers["problems"][i]
            self.unanswered += bool(open_answer or told)
            self.bad_rows += bool(told)
            show = self.rows + i < self.limit
            if not show and not (told and len(self.bad) < ROWS):
                continue
            row = {name: column[i] for name, column in zip(piece.names, piece.columns)}
            findings = self.judge.judge({fact: row[name] for fact, name in self.plan.facts.items()})
            if told:
                faults = [piece.ragged[piece.first + i]] if piece.first + i in piece.ragged else findings.problems
                self.bad += [(piece.first + i, fault) for fault in faults]
            if show:
                ragged = piece.first + i in piece.ragged
                cells.append(self._cells(piece.first + i, row, None if ragged else findings))
        self._print(cells)
        self.rows += height

    def _cells(self, row: int, own: Dict[str, Any], findings: Any) -> List[str]:
        out = [str(row + 2), *(own[name] or "" for name in self.names)]
        for rule in self.rules:
            if findings is None:
                out += [self.words.answers["undetermined"], *([""] * (2 if rule.kind == "check" else 0))]
                continue
            finding = findings[rule.id].view
            out.append(finding.answer_label(self.lang))
            if rule.kind == "check":
                rate = "" if finding.rate is None else f"{finding.rate.text} {finding.rate.percent}"
                out += [rate, "" if finding.margin is None else f"{finding.margin:+d}"]
        return out

    def _print(self, cells: List[List[str]]) -> None:
        if self.grid is None:
            print("\n".join(self._legend()))
            headings, right = [self.words.row, *self.names], [True, *([False] * len(self.names))]
            for rule in self.rules:
                headings.append(rule.label(self.lang))
                right.append(False)
                if rule.kind == "check":
                    headings += [self.words.rate, self.words.margin]
                    right += [True, True]
            self.grid = Grid(headings, right, cells[:200])
            print("\n".join(self.grid.head()))
        by_word = {self.words.answers[a]: colour for a, colour in _COLOUR.items()}
        for row in cells:
            line = self.grid.row(row)
            colour = next((by_word[c] for c in row[1 + len(self.names):] if c in by_word), "")
            print(paint(line, colour, self.colour))

    def _legend(self) -> List[str]:
        title = f"{self.judge.title(self.lang)}  {self.judge.document or ''} {self.judge.edition or ''}".rstrip()
        out = [paint(title, "bold", self.colour)]
        by_id = {rule.id: rule for rule in [*self.judge.checks, *self.judge.classes]}
        for rule in self.rules:
            full = by_id[rule.id]
            words = f"“{rule.words}”" if rule.words else ""
            parts = [rule.id, rule.label(self.lang), rule.threshold or "", words, source(full, self.lang)]
            out.append("  " + "  ".join(p for p in parts if p))
        return [*out, ""]

    def end(self) -> None:
        """The rows without an answer, and the sum."""
        sys.stdout.flush()
        if self.rows > self.limit:
            say(self.words.more.format(self.rows - self.limit))
        if self.bad:
            say("\n" + paint(self.words.bad_rows.format(self.bad_rows), "yellow", colours(sys.stderr)))
        for row, fault in self.bad:
            fact = (fault.path or "").partition(".")[2]
            column = self.plan.facts.get(fact, "")
            say(f"  {self.words.row} {row + 2}" + (f" [{column}]" if column else "") + f": {fault.message(self.lang)}")
        say("")
        for rule in self.rules:
            counted = self.sums.get(rule.id, Counter())
            told = " · ".join(f"{self._answer(rule, a)} {n}" for a, n in counted.most_common())
            say(self.words.summary.format(self.rows) + f"{rule.label(self.lang)}  {told}")

    def _answer(self, rule: Any, answer: str) -> str:
        if answer in self.words.answers:
            return self.words.answers[answer]
        results = next((c.results for c in self.judge.classes if c.id == rule.id), [])
        return next((r.label(self.lang) for r in results if r.id == answer), answer)


def _word(answer: Any) -> str:
    if answer is None:
        return "undetermined"
    return answer if isinstance(answer, str) else "yes" if answer else "no"


def _column(rule: str) -> str:
    return rule.replace("-", "_")


def _fits(head: files.Piece, rules: List[Any], facts: Any) -> List[str]:
    """The file's own columns that fit beside the answers; facts always, the others from the left."""
    room = shutil.get_terminal_size((160, 24)).columns - 8 - 40 * len(rules)
    sizes = {
        name: 2 + min(40, max([width(name), *(width(c or "") for c in column[:200])]))
        for name, column in zip(head.names, head.columns)
    }
    room -= sum(sizes[name] for name in facts)
    kept = set(facts)
    for name in head.names:
        if name not in kept and sizes[name] <= room:
            kept.add(name)
            room -= sizes[name]
    return [name for name in head.names if name in kept]
