"""What is raised: one class for each kind of refusal, each with the same list of problems."""

from __future__ import annotations

import sys
import warnings
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
    """The row of a table, from 0."""
    label: Optional[str] = None
    """What the table's own index calls that row, where it is no plain count."""
    heading: Optional[str] = None
    """The column of the table."""

    def text(self, lang: str = "zh") -> str:
        """Place, message and help in one line."""
        mend = "" if self.help is None else ("。" if lang == "zh" else "; ") + self.help(lang)
        return f"{self._where(lang)}{self.message(lang)}{mend} [{self.code}]"

    def _where(self, lang: str) -> str:
        zh = lang == "zh"
        if self.line is not None:
            return f"{self.line}:{self.column or 1}: "
        if self.row is None:
            return ""
        # People count rows from 1, or with the headings, or by an index: how it is counted is said.
        if self.label is None:
            row = f"行号（从 0 起）{self.row}" if zh else f"row {self.row} (from 0)"
        else:
            row = f"索引 {self.label}（行号从 0 起为 {self.row}）" if zh else f"index {self.label} (row {self.row}, from 0)"
        if self.heading is not None:
            row += f"，列“{self.heading}”" if zh else f", column `{self.heading}`"
        return row + ("：" if zh else ": ")


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


def warn(told: Problem, lang: Optional[str] = None) -> None:
    """Warns, in ``lang`` or the computer's language, of the line that called the package."""
    level, frame = 2, sys._getframe(1)
    while frame.f_back is not None and frame.f_globals.get("__name__", "").partition(".")[0] == __package__:
        level, frame = level + 1, frame.f_back
    warnings.warn(told.text(lang or preferred()), Warn, stacklevel=level)


KINDS = {kind.__name__: kind for kind in (SpanError, CalendarError, TableError, ProcedureError, Refused)}


def from_wire(kind: str, problems: List[Dict[str, Any]]) -> Error:
    """The exception for an error of the core; called by the native module."""
    return KINDS.get(kind, Error)([decode(Problem, p) for p in problems])


def problem(code: str, zh: str, en: str, help: Optional[Text] = None, **at: Any) -> Problem:
    """A problem found on this side of the border: files and tables."""
    return Problem(code, Text(zh, en), help, **at)


def reader_says(error: BaseException) -> Text:
    """What a library says, marked as its own words; it may tell its way to the error in further lines, which stay out."""
    said = str(error).partition("\n")[0]
    return Text(f"（原文：{said}）", f" (the reader says: {said})")


def prefix_is_text(given: object) -> None:
    """Refuses a prefix of the result's names that is no text."""
    if not isinstance(given, str):
        raise Error([problem(
            "argument/type", f"prefix={given!r} 不是文字", f"prefix={given!r} is no text",
            Text('应写成 prefix="新_"', 'write prefix="new_"'),
        )])


def one_of(argument: str, given: object, known: Sequence[str]) -> None:
    """Refuses an argument that is none of the words it may be."""
    if given not in known:
        words = " / ".join(repr(word) for word in known)
        either = " or ".join(repr(word) for word in known)
        raise Error([problem(
            "argument/unknown", f"{argument}={given!r} 不是可选项", f"{argument}={given!r} is no choice",
            Text(f"可用：{words}", f"use {either}"),
        )])
