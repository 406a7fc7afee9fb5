"""``judge`` and ``score`` against an oracle that shares no code with the core (``tests/oracle/rules.py``).

Random facts, typed by the kinds in each procedure's file and gathered near the boundaries of its rules. The seed is
fixed; ``AFTERSALES_ORACLE_ROWS=100000`` asks for more rows of each procedure.
"""

from __future__ import annotations

import datetime
import os
import random
import re
import sys
from pathlib import Path
from typing import Any, Dict, List

import polars as pl
import pytest

import aftersales as af

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests" / "oracle"))
import rules  # noqa: E402

FILES = [f for f in sorted((ROOT / "core" / "procedures").glob("*.toml")) if {"check", "class"} & set(rules.read(f))]
ROWS = int(os.environ.get("AFTERSALES_ORACLE_ROWS", "200"))
Facts = Dict[str, Any]


class World:
    """Random facts of one procedure."""

    def __init__(self, path: Path, seed: int) -> None:
        text = path.read_text("utf-8")
        self.kinds = rules.read(path)["facts"]
        self.random = random.Random(seed)
        # Every whole number and share that the rules name is a boundary worth standing near.
        self.numbers = sorted({int(n) for n in re.findall(r"(?<![\w.%-])(\d{1,4})(?![\w.%‰-])", text)} | {0, 1})
        shares = {rules.share(s) for s in re.findall(r"\d+(?:\.\d+)?[%‰]|\b1/\d+\b", text)}
        self.shares = sorted(s for s in shares if 0 < s < 1) or [rules.share("1/2")]

    def facts(self) -> Facts:
        """A row: each fact known four times in five, counts near each other's boundaries."""
        found: Facts = {}
        for name, kind in self.kinds.items():
            if self.random.random() < 0.8:
                found[name] = self.value(kind, found)
        return found

    def value(self, kind: Dict[str, Any], found: Facts) -> Any:
        what, pick = kind["kind"], self.random.choice
        if what == "flag":
            return pick([True, False])
        if what == "choice":
            return pick([option["id"] if isinstance(option, dict) else option for option in options(kind)])
        if what == "date":
            return datetime.date(2026, 1, 31) + datetime.timedelta(days=pick([0, 28, 29, 30, 31, 59, 60, 364, 365, 366]))
        if what == "words":
            return pick(["A-1", "007"])
        near = max(0, pick(self.numbers) + pick([-1, 0, 0, 1]))
        if what == "quantity":
            return near
        whole = found.get(kind.get("part-of", ""))
        if whole is None:
            return pick([near, self.random.randrange(0, 1000), 100, 1000])
        # One unit about a share of the whole; now and then more than the whole, which is a mistake.
        at = int(whole * pick(self.shares)) + pick([-1, 0, 0, 1, 2])
        return max(0, pick([at, at, at, near, whole, whole + 1]))


def options(kind: Dict[str, Any]) -> List[Any]:
    """The options of a choice, however its file writes them."""
    given = kind["options"]
    return list(given) if isinstance(given, dict) else given


def rows(path: Path, count: int) -> List[Facts]:
    world = World(path, seed=20260928)
    return [world.facts() for _ in range(count)]


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_judge(path: Path) -> None:
    procedure = af.procedure(path.stem)
    met: Dict[str, set] = {}
    for facts in rows(path, ROWS):
        expected = rules.answers(path, facts)
        found = {finding.id: finding.answer for finding in procedure.judge(facts)}
        assert found == expected, facts
        for rule, answer in found.items():
            met.setdefault(rule, set()).add(answer)
    # Facts that always give the same answer would prove nothing; a bound left blank has no other.
    answered = [answers for answers in met.values() if answers != {"undetermined"}]
    assert sum(len(answers) > 1 for answers in answered) * 2 >= len(answered), met


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_score(path: Path) -> None:
    """A table of the same rows says of each row what ``judge`` says of it alone."""
    procedure = af.procedure(path.stem)
    given = rows(path, ROWS)
    kinds = rules.read(path)["facts"]
    types = {"count": pl.Int64, "quantity": pl.Int64, "flag": pl.Boolean, "date": pl.Date}
    table = pl.DataFrame(
        {name: pl.Series([row.get(name) for row in given], dtype=types.get(kind["kind"], pl.String))
         for name, kind in kinds.items()}
    )
    scored = procedure.score(table, prefix="out_").to_dicts()
    words = {True: "yes", False: "no", None: "undetermined"}
    for facts, row in zip(given, scored):
        judged = procedure.judge(facts)
        for finding in judged:
            column = "out_" + finding.id.replace("-", "_")
            answer = row[column]
            assert (words[answer] if finding.kind == "check" else answer or "undetermined") == finding.answer, facts
            if finding.kind == "check":
                rate = finding.rate
                assert row[column + "_rate"] == (None if rate is None else float(rate)), facts
                assert row[column + "_margin"] == finding.margin, facts
        assert row["out_actions"] == judged.actions, facts
        assert [p["code"] for p in row["out_problems"]] == [p.code for p in judged.problems], facts
