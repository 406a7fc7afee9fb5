"""A table and what one rule said of it: the answer of every row, and the units behind it, exactly as the core read them."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Dict, Hashable, Iterable, List, Mapping, NamedTuple, Optional, Sequence, Tuple

from .. import tables
from ..errors import TableError, prefix_is_text, problem
from ..procedure import Procedure, procedure, procedures
from ..rules import Check, Rule
from ..text import Text
from . import cells


class Judged(NamedTuple):
    """What a scored table says by one rule, row by row."""

    procedure: Procedure
    rule: Rule
    answers: List[str]
    """"yes", "no", "undetermined", or a class's result."""
    bad: List[List[str]]
    """The codes of each row's problems."""
    columns: Dict[str, str]
    """Fact id to the column that holds it."""
    table: Any

    @property
    def check(self) -> Optional[Check]:
        """The rule, if it is a check."""
        return self.rule if isinstance(self.rule, Check) else None

    def units(self) -> List[Optional[Tuple[int, int]]]:
        """Units found and units looked at, of every row with an answer; None for the others and for rules without a rate."""
        share = None if self.check is None else self.check.share
        if share is None or not {share.part, share.whole} <= set(self.columns):
            return [None] * len(self.answers)
        part, whole = (self.counts(fact) for fact in (share.part, share.whole))
        return [
            (k, n) if answer in ("yes", "no") and k is not None and n else None
            for answer, k, n in zip(self.answers, part, whole)
        ]

    def counts(self, fact: str) -> List[Optional[int]]:
        """A count of every row; None where it cannot be read."""
        column = self.columns.get(fact)
        if column is None:
            return [None] * len(self.answers)
        reader = _Counts(self.procedure)
        return [reader.read(cell) for cell in cells.lists(self.table, [column])[column]]


def judged(
    scored: Any,
    by: Optional[Procedure] = None,
    rule: Optional[str] = None,
    prefix: str = "",
    given: Optional[Mapping[str, Hashable]] = None,
) -> Judged:
    """Reads a table that :meth:`Procedure.score` gave back; ``given`` are the columns that were named to it.

    Without ``by`` the procedure of the rule book whose results the columns are; without ``rule`` its first check with an
    answer. Raises :class:`TableError` if the table was not scored.
    """
    prefix_is_text(prefix)
    known = cells.names(scored)
    own = by or _fitting(known, prefix)
    chosen = _rule(own, rule, known, prefix, scored)
    result, problems = column(chosen.id, prefix), f"{prefix}problems"
    read = cells.lists(scored, [result, problems] if problems in known else [result])
    bad = [_codes(row) for row in read.get(problems, [[]] * len(read[result]))]
    columns = {**facts_of(own, known), **_named(own, scored, given or {})}
    return Judged(own, chosen, [_word(answer) for answer in read[result]], bad, columns, scored)


def _codes(problems: Any) -> List[str]:
    """The codes of a row's problems; where they were told as one text, that text."""
    if isinstance(problems, str):
        return [problems] if problems else []
    return [told["code"] for told in problems or []]


def _named(own: Procedure, scored: Any, given: Mapping[str, Hashable]) -> Dict[str, str]:
    """The columns that were named to :meth:`Procedure.score`, by the id of their fact."""
    name_of = tables.wrap(scored).name_of
    return {own.fact_named(fact) or fact: name_of(column) for fact, column in given.items()}


def column(rule: str, prefix: str = "") -> str:
    """The name of the column with a rule's answers."""
    return prefix + rule.replace("-", "_")


def _rule(own: Procedure, wanted: Optional[str], known: Sequence[str], prefix: str, scored: Any) -> Rule:
    rules: List[Rule] = [*own.checks, *own.classes]
    there = [rule for rule in rules if column(rule.id, prefix) in known]
    if not there:
        raise TableError([_not_scored(known)])
    if wanted is not None:
        found = next((rule for rule in there if rule.id == wanted), None)
        if found is None:
            names = Text("、".join(r.id for r in there), ", ".join(r.id for r in there))
            raise TableError(
                [problem("table/no-rule", f"没有判定或分级 `{wanted}`", f"there is no check or class `{wanted}`",
                         Text(f"已有：{names.zh}", f"there are: {names.en}"))]
            )
        return found
    answers = cells.lists(scored, [column(rule.id, prefix) for rule in there])
    answered = (rule for rule in there if any(a is not None for a in answers[column(rule.id, prefix)]))
    return next(answered, there[0])


def _fitting(known: Sequence[str], prefix: str) -> Procedure:
    """The one procedure of the rule book whose checks and classes all have a column."""
    have, found = set(known), []
    for info in procedures():
        candidate = procedure(info.id)
        results = {column(rule.id, prefix) for rule in [*candidate.checks, *candidate.classes]}
        if results and results <= have:
            found.append(candidate)
    most = max((len(c.checks) + len(c.classes) for c in found), default=0)
    best = [c for c in found if len(c.checks) + len(c.classes) == most]
    if len(best) == 1:
        return best[0]
    if not best:
        raise TableError([_not_scored(known)])
    ids = ", ".join(c.id for c in best)
    raise TableError(
        [problem("table/procedure", f"几个程序都有这些结果列：{ids}", f"several procedures have these results: {ids}",
                 Text("请写 procedure=", "pass procedure="))]
    )


def _not_scored(known: Iterable[str]) -> Any:
    shown = ", ".join(known)
    return problem(
        "table/no-verdict",
        f"表中没有判定结果的列，只有：{shown}",
        f"no column holds a verdict; there are: {shown}",
        Text("请先用 procedure.score(table) 判定，并传入 procedure=", "judge it first with procedure.score(table), and pass procedure="),
    )


def facts_of(own: Procedure, known: Sequence[str]) -> Dict[str, str]:
    """The columns that hold facts by their names: fact id to column."""
    found: Dict[str, str] = {}
    for name in known:
        fact = own.fact_named(name)
        if fact is not None:
            found.setdefault(fact, name)
    return found


def _word(answer: Any) -> str:
    if answer is None:
        return "undetermined"
    return answer if isinstance(answer, str) else "yes" if answer else "no"


class _Counts:
    """Cells as counts. Text is read by the core, as part of a whole larger than any batch."""

    def __init__(self, own: Procedure) -> None:
        share = next((check.share for check in own.checks if check.share), None)

        @lru_cache(maxsize=None)
        def words(cell: str) -> Optional[int]:
            if share is None:
                return None
            found = own.judge({share.part: cell, share.whole: _LARGE})
            rate = next((f.rate for f in found if f.kind == "check" and f.rate is not None), None)
            return None if rate is None else rate.numerator

        self._words = words

    def read(self, cell: Any) -> Optional[int]:
        if cell is None or isinstance(cell, bool):
            return None
        if isinstance(cell, str):
            return self._words(cell)
        try:
            whole = int(cell)
        except (TypeError, ValueError, OverflowError):
            return None
        return whole if whole == cell and whole >= 0 else None


_LARGE = 10**15
