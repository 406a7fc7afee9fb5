"""What ``aftersales score`` prints: by which words is judged, a line for each batch, the rows without an answer, the sum."""

from __future__ import annotations

import sys
from collections import Counter
from typing import Any, Dict, List, Optional, Sequence, Set

from .._native import ArrowTable
from ..pieces import Piece
from ..procedure import Procedure
from ..rules import source
from ..writing import BadCell, as_text
from .fit import FOUND, MARGIN, OTHER, RATE, USED, WHICH, Column, fit, identifying
from .fitting import asked
from .given import ROWS
from .paint import Grid, clean, colours, paint, put, room, say, settle, wrap
from .words import Words

BAD = 1000
"""So many bad rows are named on the screen if all rows are asked for; ``--bad-rows`` names all."""
FEW = 5
"""So many are named where the result goes to a file."""
SAMPLE = 200
"""So many rows settle which columns fit, and their widths."""

_COLOUR = {"yes": "red", "no": "green", "undetermined": "yellow"}


class Shown:
    """Takes a result piece by piece and prints it."""

    def __init__(self, judge: Procedure, facts: Dict[str, str], limit: int, lang: str, words: Words, prefix: str = "") -> None:
        self.judge, self.facts, self.limit, self.lang, self.words, self.prefix = judge, facts, limit, lang, words, prefix
        self.colour = colours(sys.stdout)
        self.rows = self.open = self.bad_rows = 0
        self.top = 1
        self.sums: Dict[str, Counter[str]] = {}
        self.bad: List[BadCell] = []
        self.named = FEW if limit == 0 else min(BAD, max(ROWS, limit))
        self.rules = [f.view for f in judge.judge({}) if {m.id for m in f.missing} <= set(facts)]
        self.grid: Optional[Grid] = None
        self.places: List[int] = []

    @property
    def full(self) -> bool:
        """No further row will be printed."""
        return self.rows >= self.limit

    def add(self, piece: Piece, answers: ArrowTable, bad: Sequence[BadCell]) -> None:
        """Counts every row and prints those that are to be shown."""
        counts, open_rows, bad_rows = answers.tally([self._column(rule.id) for rule in self.rules], self.prefix + "problems")
        for rule in self.rules:
            self.sums.setdefault(rule.id, Counter()).update(counts.get(self._column(rule.id), {}))
        # Where no rule finds its facts, no row has an answer.
        self.open += open_rows if self.rules else len(piece.table)
        self.bad_rows += bad_rows
        self.top = piece.top
        self.bad += bad[: max(0, self.named - len(self.bad))]
        left = self.limit - self.rows
        self.rows += len(piece.table)
        if left > 0:
            self._print(piece, bad, left)

    def close(self) -> None:
        """No more rows."""

    # -- the rows ---------------------------------------------------------------------------------

    def _print(self, piece: Piece, bad: Sequence[BadCell], most: int) -> None:
        unread: Dict[int, Set[str]] = {}
        for one in bad:
            if one.code.startswith("file/"):
                unread.setdefault(one.row, set()).add(one.column)
        own = as_text(piece.shown.slice(0, most)).to_pydict()
        cells, answers = [], []
        for i, row in enumerate(zip(*own.values())):
            number = piece.row(piece.first + i)
            line, found = self._row(number, dict(zip(own, row)), unread.get(number, set()))
            cells.append(line)
            answers.append(found)
        if self.grid is None:
            put("\n".join(self._legend()))
            self.grid = self._grid(as_text(piece.shown.slice(0, SAMPLE)).to_pydict(), cells[:SAMPLE])
            put("\n".join(self.grid.head()))
        lines = []
        for line, found in zip(cells, answers):
            colour = next((_COLOUR[answer] for answer in found if answer in _COLOUR), "")
            lines.append(paint(self.grid.row([line[place] for place in self.places]), colour, self.colour))
        put("\n".join(lines))

    def _row(self, number: int, own: Dict[str, Any], unread: Set[str]) -> Any:
        """The cells of a row, whether or not they fit, and its answers. What stands in columns that could not be read is
        unknown; "" stands for the whole row."""
        out = [str(number), *(cell or "" for cell in own.values())]
        if "" in unread:
            open_ = self.words.answers["undetermined"]
            return out + [c for r in self.rules for c in [open_, *[""] * (2 * (r.kind == "check"))]], ["undetermined"]
        findings = self.judge.judge({fact: own[name] for fact, name in self.facts.items() if name not in unread})
        found = [findings[rule.id].view for rule in self.rules]
        for finding in found:
            out.append(self.words.answers.get(finding.answer) or finding.answer_label(self.lang))
            if finding.kind == "check":
                rate = "" if finding.rate is None else f"{finding.rate.text} {finding.rate.percent}"
                out += [rate, "" if finding.margin is None else f"{finding.margin:+d}"]
        return out, [finding.answer for finding in found]

    def _grid(self, own: Dict[str, List[Optional[str]]], sample: List[List[str]]) -> Grid:
        """The columns that fit, each as wide as the rows of the sample need it."""
        columns = [Column(self.words.row, [line[0] for line in sample], WHICH, True)]
        which = identifying(own, set(self.facts.values()), range(SAMPLE))
        used = {self.facts[fact] for fact in asked(self.judge, (rule.id for rule in self.rules)) if fact in self.facts}
        for place, name in enumerate(own, 1):
            wanted = WHICH if name == which else USED if name in used else OTHER
            columns.append(Column(name, [line[place] for line in sample], wanted))
        for rule in self.rules:
            headings = [(rule.label(self.lang), FOUND, False)]
            if rule.kind == "check":
                headings += [(self.words.rate, RATE, True), (self.words.margin, MARGIN, True)]
            for heading, wanted, right in headings:
                place = len(columns)
                columns.append(Column(heading, [line[place] for line in sample], wanted, right))
        self.places, widths = fit(columns, room())
        return Grid([columns[p].heading for p in self.places], [columns[p].right for p in self.places], widths=widths)

    def _legend(self) -> List[str]:
        title = f"{self.judge.title(self.lang)}  {self.judge.document or ''} {self.judge.edition or ''}".rstrip()
        out = [paint(line, "bold", self.colour) for line in wrap(clean(title), room())]
        by_id = {rule.id: rule for rule in [*self.judge.checks, *self.judge.classes]}
        for rule in self.rules:
            full = by_id[rule.id]
            words = f"“{rule.words}”" if rule.words else ""
            parts = [rule.id, rule.label(self.lang), rule.threshold or "", words, source(full, self.lang)]
            lines = wrap(clean("  ".join(p for p in parts if p)), room() - 4)
            out += [("    " if n else "  ") + line for n, line in enumerate(lines)]
        return [*out, ""]

    # -- the end ----------------------------------------------------------------------------------

    def end(self) -> None:
        """By which procedure, the rows without an answer, and the sum."""
        settle()
        if self.grid is None:
            parts = (self.judge.title(self.lang), self.judge.id, self.judge.document, self.judge.edition)
            say(self.words.judged_by.format(self.rows, clean("  ".join(part for part in parts if part))))
        elif self.limit < self.rows:
            say(self.words.more.format(self.rows - self.limit))
        if self.bad:
            say("\n" + paint(self.words.bad_rows.format(self.bad_rows, self.top), "yellow", colours(sys.stderr)))
        for one in self.bad:
            begin = f"  {self.words.row} {one.row}" + (f" [{clean(one.column)}]" if one.column else "") + ": "
            say(begin + clean(one.text))
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

    def _column(self, rule: str) -> str:
        return self.prefix + rule.replace("-", "_")
