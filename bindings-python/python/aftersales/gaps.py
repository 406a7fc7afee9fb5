"""Why a row without a fault has no answer: a cell that is empty, or nothing that was inspected.

A fault is a cell that is wrong and is to be mended; a gap is a cell that is not there yet. ``problems`` holds faults alone.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Callable, Dict, Iterable, List, NamedTuple, Sequence, Tuple

from .procedure import Procedure
from .rules import Check, Rule
from .text import Text

MISSING, NOTHING = "gap/missing", "gap/nothing-inspected"
"""The codes of gaps; :data:`KINDS` says them in words."""
KINDS = {MISSING: Text("缺少数据", "data missing"), NOTHING: Text("未抽检", "nothing inspected")}
_COMMA = {"zh": "、", "en": ", "}


class Gap(NamedTuple):
    """What a row lacks."""

    code: str
    """``gap/missing`` or ``gap/nothing-inspected``."""
    columns: Tuple[str, ...]
    """The columns that are to be filled in."""
    rules: Tuple[str, ...]
    """The ids of the checks and classes that have no answer for it."""
    text: Text
    """What is missing, and what could not be judged without it."""


def judged_by(judge: Procedure, facts: Iterable[str]) -> List[Rule]:
    """The checks and classes for which a table has a column of every fact; if there are none, those with a column of any.

    What has no column at all is told once, of the table, and not of each of its rows.
    """
    known = set(facts)
    rules: Dict[str, Rule] = {rule.id: rule for rule in (*judge.checks, *judge.classes)}
    wanted = {found.id: {one.id for one in found.missing} for found in judge.judge({})}
    whole = [rules[id] for id, facts_ in wanted.items() if facts_ <= known]
    return whole or [rules[id] for id, facts_ in wanted.items() if facts_ & known]


def reader(judge: Procedure, facts: Dict[str, str]) -> Callable[[Sequence[Any]], List[Gap]]:
    """A function that tells the gaps of a row by its cells, given in the order of ``facts`` (fact id to column).

    A row without a gap, or whose cells cannot be read, gives none.
    """
    rules = judged_by(judge, facts)

    @lru_cache(maxsize=1 << 14)
    def of(cells: Tuple[Any, ...]) -> List[Gap]:
        found = judge.judge({fact: cell for fact, cell in zip(facts, cells) if cell is not None})
        lacking: Dict[Tuple[str, Tuple[str, ...]], List[Rule]] = {}
        for rule in rules:
            one = found[rule.id]
            if one.answer != "undetermined" or one.problems:
                continue
            missing = tuple(fact.id for fact in one.missing)
            if missing:
                lacking.setdefault((MISSING, missing), []).append(rule)
            elif isinstance(rule, Check) and rule.share is not None:
                # Nothing is missing, nothing is wrong, and there is no rate: the whole is 0.
                lacking.setdefault((NOTHING, (rule.share.whole,)), []).append(rule)
            else:
                # A class that waits for a check: for the same reason as the one before it.
                for (code, _), those in lacking.items():
                    those += [rule] if code == NOTHING else []
        return [_gap(judge, code, wanted, those, facts) for (code, wanted), those in lacking.items()]

    return lambda cells: of(tuple(cell if isinstance(cell, (str, int, float, type(None))) else str(cell) for cell in cells))


def _gap(judge: Procedure, code: str, wanted: Tuple[str, ...], rules: List[Rule], facts: Dict[str, str]) -> Gap:
    labels = {fact.id: fact.label for fact in judge.facts}
    named = {lang: _COMMA[lang].join(f"“{labels[fact](lang)}”" for fact in wanted) for lang in _COMMA}
    judged = {lang: _COMMA[lang].join(f"“{rule.label(lang)}”" for rule in rules) for lang in _COMMA}
    if code == NOTHING:
        text = Text(f"{named['zh']}为 0，没有比率可言，{judged['zh']}无法判定",
                    f"{named['en']} is 0, so there is no rate and {judged['en']} is undetermined")
    else:
        text = Text(f"缺少{named['zh']}，{judged['zh']}无法判定", f"{named['en']} missing: {judged['en']} undetermined")
    return Gap(code, tuple(facts[fact] for fact in wanted if fact in facts), tuple(rule.id for rule in rules), text)

