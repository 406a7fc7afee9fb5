"""What ``aftersales score`` prints: by which words is judged, a line for each batch, the rows without an answer, the sum."""

from __future__ import annotations

import shutil
import sys
from collections import Counter
from typing import Any, Dict, List, Optional, Sequence, Set

from .._native import ArrowTable
from ..files import Piece
from ..procedure import Procedure
from ..rules import source
from ..writing import BadCell, as_text
from .paint import Grid, colours, paint, say, width
from .words import Words

BAD = 1000
"""So many bad rows are named on the screen; ``--bad-rows`` names all."""

_COLOUR = {"yes": "red", "no": "green", "undetermined": "yellow"}


class Shown:
    """Takes a result piece by piece and prints it."""

    def __init__(self, judge: Procedure, facts: Dict[str, str], limit: int, lang: str, words: Words) -> None:
        self.judge, self.facts, self.limit, self.lang, self.words = judge, facts, limit, lang, words
        self.colour = colours(sys.stdout)
        self.rows = self.open = self.bad_rows = 0
        self.sums: Dict[str, Counter[str]] = {}
        self.bad: List[BadCell] = []
        self.rules = [f.view for f in judge.judge({}) if {m.id for m in f.missing} <= set(facts)]
        self.grid: Optional[Grid] = None
        self.names: List[str] = []

    @property
    def full(self) -> bool:
        """No further row will be printed."""
        return self.rows >= self.limit

    def add(self, piece: Piece, answers: ArrowTable, bad: Sequence[BadCell]) -> None:
        """Counts every row and prints those that are to be shown."""
        counts, open_rows, bad_rows = answers.tally([_column(rule.id) for rule in self.rules], "problems")
        for rule in self.rules:
            self.sums.setdefault(rule.id, Counter()).update(counts.get(_column(rule.id), {}))
        self.open += open_rows
        self.bad_rows += bad_rows
        self.bad += bad[: max(0, BAD - len(self.bad))]
        if not self.full:
            whole = {one.row for one in bad if one.code.startswith("file/")}
            self._print(piece, whole)
        self.rows += len(piece.table)

    def _print(self, piece: Piece, whole: Set[int]) -> None:
        own = as_text(piece.table.slice(0, self.limit - self.rows)).to_pydict()
        if self.grid is None:
            self.names = _fits(own, len(self.rules), set(self.facts.values()))
        cells = []
        for i, row in enumerate(zip(*own.values())):
            number = piece.row(piece.first + i)
            cells.append(self._cells(number, dict(zip(own, row)), number in whole))
        if self.grid is None:
            print("\n".join(self._legend()))
            self.grid = self._grid(cells[:200])
            print("\n".join(self.grid.head()))
        by_word = {self.words.answers[a]: colour for a, colour in _COLOUR.items()}
        for shown in cells:
            line = self.grid.row(shown)
            colour = next((by_word[c] for c in shown[1 + len(self.names):] if c in by_word), "")
            print(paint(line, colour, self.colour))

    def _cells(self, number: int, own: Dict[str, Any], whole: bool) -> List[str]:
        out = [str(number), *(own[name] or "" for name in self.names)]
        if whole:
            return out + [c for r in self.rules for c in [self.words.answers["undetermined"], *[""] * (2 * (r.kind == "check"))]]
        findings = self.judge.judge({fact: own[name] for fact, name in self.facts.items()})
        for rule in self.rules:
            finding = findings[rule.id].view
            out.append(self.words.answers.get(finding.answer) or finding.answer_label(self.lang))
            if rule.kind == "check":
                rate = "" if finding.rate is None else f"{finding.rate.text} {finding.rate.percent}"
                out += [rate, "" if finding.margin is None else f"{finding.margin:+d}"]
        return out

    def _grid(self, sample: List[List[str]]) -> Grid:
        headings, right = [self.words.row, *self.names], [True, *([False] * len(self.names))]
        for rule in self.rules:
            headings.append(rule.label(self.lang))
            right.append(False)
            if rule.kind == "check":
                headings += [self.words.rate, self.words.margin]
                right += [True, True]
        return Grid(headings, right, sample)

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
        if 0 < self.limit < self.rows:
            say(self.words.more.format(self.rows - self.limit))
        if self.bad:
            say("\n" + paint(self.words.bad_rows.format(self.bad_rows), "yellow", colours(sys.stderr)))
        for one in self.bad:
            say(f"  {self.words.row} {one.row}" + (f" [{one.column}]" if one.column else "") + f": {one.text}")
        if len({one.row for one in self.bad}) < self.bad_rows:
            say(self.words.more_bad.format(self.bad_rows - len({one.row for one in self.bad})))
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


def _column(rule: str) -> str:
    return rule.replace("-", "_")


def _fits(own: Dict[str, List[Optional[str]]], rules: int, facts: Set[str]) -> List[str]:
    """The file's own columns that fit beside the answers; facts always, the others from the left."""
    room = shutil.get_terminal_size((160, 24)).columns - 8 - 40 * rules
    sizes = {name: 2 + min(40, max([width(name), *(width(c or "") for c in column[:200])])) for name, column in own.items()}
    room -= sum(sizes[name] for name in facts)
    kept = set(facts)
    for name in own:
        if name not in kept and sizes[name] <= room:
            kept.add(name)
            room -= sizes[name]
    return [name for name in own if name in kept]
