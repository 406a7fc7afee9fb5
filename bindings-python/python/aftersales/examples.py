"""Worked examples of a procedure file: what they are, and whether they hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import List, Optional

from .errors import Problem
from .text import Text


@dataclass(frozen=True)
class Example:
    """One worked example of a file."""

    id: str
    kind: str
    """"case" (events in, states and obligations out) or "judgement" (facts in, findings out)."""
    refs: List[str]
    """Rule ids it exercises."""
    about: Optional[Text] = None
    """What it shows."""


@dataclass(frozen=True)
class Share:
    """``done`` of ``all``."""

    done: int
    all: int


@dataclass(frozen=True)
class Coverage:
    """What the examples exercise."""

    steps: Share
    """Steps taken."""
    limits: Share
    """Time limits compared."""
    rows: Share
    """Rows of tables that decided."""
    without: List[str]
    """What none exercises: ``step.scrap``, ``limit.reply``, ``class.severity.row.1``."""


@dataclass(frozen=True)
class ExampleRun:
    """What came of the examples of a procedure."""

    examples: int
    held: int
    problems: List[Problem]
    """Where the others differ: what was expected, what came out and why, on which line."""
    coverage: Coverage
    summary: Text
