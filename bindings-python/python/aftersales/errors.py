"""What is raised: one class for each kind of refusal, each with the same list of problems."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Dict, List, Optional, Sequence

from ._decode import decode
from .text import Text, preferred


@dataclass(frozen=True)
class Problem:
    """One thing wrong: a stable code, what, where, and what would be right."""

    code: str
    message: Text
    help: Optional[Text] = None
    severity: str = "error"
    path: Optional[str] = None
    line: Optional[int] = None
    column: Optional[int] = None
    length: Optional[int] = None
    row: Optional[int] = None

    def text(self, lang: str = "zh") -> str:
        """Place, message and help in one line."""
        where = ""
        if self.line is not None:
            where = f"{self.line}:{self.column or 1}: "
        elif self.row is not None:
            where = f"第 {self.row} 行：" if lang == "zh" else f"row {self.row}: "
        mend = "" if self.help is None else ("。" if lang == "zh" else "; ") + self.help(lang)
        return f"{where}{self.message(lang)}{mend} [{self.code}]"


class Error(ValueError):
    """Anything this package refuses. ``problems`` says all of what is wrong, not only the first."""

    problems: List[Problem]

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = list(problems)
        super().__init__(self.problems)

    def text(self, lang: str = "zh") -> str:
        """All problems, one a line."""
        return "\n".join(p.text(lang) for p in self.problems)

    def __str__(self) -> str:
        return self.text(preferred())


class SpanError(Error):
    """A span, rate or date that cannot be read or added."""


class CalendarError(Error):
    """A calendar that lacks what was asked of it."""


class TableError(Error):
    """Facts or a table that cannot be judged."""


class ProcedureError(Error):
    """A procedure file with faults, or a procedure, rule or reading that does not exist."""

    @property
    def faults(self) -> List[Problem]:
        """The faults of the file: code, line, column, message, help."""
        return self.problems


class Refused(Error):
    """An event that a case does not accept. The case is unchanged."""


class Warn(UserWarning):
    """Something was taken, but look at it: a fact without a column, a day the calendar only assumes."""


KINDS = {kind.__name__: kind for kind in (SpanError, CalendarError, TableError, ProcedureError, Refused)}


def from_wire(kind: str, problems: List[Dict[str, Any]]) -> Error:
    """The exception for an error of the core; called by the native module."""
    return KINDS.get(kind, Error)([decode(Problem, p) for p in problems])


def problem(code: str, zh: str, en: str, help: Optional[Text] = None, **at: Any) -> Problem:
    """A problem found on this side of the border: files and tables."""
    return Problem(code, Text(zh, en), help, **at)
