"""Procedures: the rule book's and a company's own."""

from __future__ import annotations

import os
from dataclasses import fields
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Dict, Hashable, Iterable, List, Mapping, Optional, Type, TypeVar, Union

from . import _native
from ._decode import decode
from .calendar import Calendar, Day, native
from .case import Case
from .examples import Example, ExampleRun
from .results import Occurrence
from .rules import (
    Change, Check, Class, Duty, Fact, Form, Limit, ProcedureInfo, ProcedureView, Reading, Role, Rule, State, Step,
)
from .scoring import Bad, score
from .text import Lang, Text, preferred
from .times import Convention, keys

P = TypeVar("P", bound="Procedure")
T = TypeVar("T")


def procedures() -> List[ProcedureInfo]:
    """The rule book: every built-in procedure, without its rules."""
    return [decode(ProcedureInfo, info) for info in _native.procedures()]


def procedure(name: str, on: Optional[Union[date, str]] = None) -> Procedure:
    """A built-in procedure by its id or document number, in the edition in effect ``on`` a date.

    Raises :class:`ProcedureError` with the nearest name if there is none.
    """
    return Procedure(name=name, on=None if on is None else str(on))


class Procedure(_native.Procedure):
    """One edition of one controlled document. It never changes."""

    @classmethod
    def from_file(cls: Type[P], path: Union[str, os.PathLike[str]]) -> P:
        """Reads a procedure file (UTF-8 TOML).

        Raises :class:`ProcedureError` with *every* fault in ``.faults``: code, line, column, message, help.
        """
        return cls(Path(path).read_bytes())

    @classmethod
    def from_text(cls: Type[P], text: str) -> P:
        """Reads a procedure from the text of its file."""
        return cls(text.encode())

    @staticmethod
    def in_effect(editions: Iterable[P], on: Union[date, str]) -> Optional[P]:
        """Of the editions of one procedure, the one in effect ``on`` a day; ``None`` before the first.

        An edition without a day of its own is in effect before all others. The built-in ones are chosen by
        :func:`procedure`; this is for a company's own.
        """
        given = list(editions)
        found = _native.in_effect(given, str(on))
        return None if found is None else given[found]

    def with_readings(self: P, readings: Mapping[str, str]) -> P:
        """The same procedure with other readings of its ambiguous places: ``{"window-ends": "end-excluded"}``.

        :attr:`readings` lists the places and their options. Raises :class:`ProcedureError` with the nearest name.
        """
        return type(self)(base=self, readings=dict(readings))

    def changes_to(self, after: Procedure) -> List[Change]:
        """What is different in another procedure: a later edition, a company's own file, another reading.

        Decision tables are compared by what they decide, each difference with facts that show it.
        """
        return [decode(Change, change) for change in self._diff(after)]

    @cached_property
    def view(self) -> ProcedureView:
        """The whole procedure, rule by rule."""
        return decode(ProcedureView, self._view())

    @property
    def id(self) -> str:
        """The same in every edition."""
        return self.view.info.id

    @property
    def title(self) -> Text:
        """Title of the document; call it with a language."""
        return self.view.info.title

    @property
    def document(self) -> Optional[str]:
        """Document number as printed."""
        return self.view.info.document

    @property
    def edition(self) -> Optional[str]:
        """Version as printed."""
        return self.view.info.edition

    @property
    def effective(self) -> Optional[date]:
        """The day it takes effect, as printed."""
        return self.view.info.effective

    @property
    def hash(self) -> str:
        """Hash of the rules."""
        return self.view.info.hash

    @property
    def facts(self) -> List[Fact]:
        """Typed inputs."""
        return self.view.facts

    @property
    def checks(self) -> List[Check]:
        """Exact thresholds."""
        return self.view.checks

    @property
    def classes(self) -> List[Class]:
        """Decision tables."""
        return self.view.classes

    @property
    def states(self) -> List[State]:
        """States of all regions."""
        return self.view.states

    @property
    def steps(self) -> List[Step]:
        """Transitions."""
        return self.view.steps

    @property
    def limits(self) -> List[Limit]:
        """Time limits."""
        return self.view.limits

    @property
    def duties(self) -> List[Duty]:
        """Recurring obligations."""
        return self.view.duties

    @property
    def roles(self) -> List[Role]:
        """Who acts."""
        return self.view.roles

    @property
    def forms(self) -> List[Form]:
        """Documents the procedure demands."""
        return self.view.forms

    @cached_property
    def actions(self) -> Dict[str, Text]:
        """What can follow from a check or class, by id, each with its label: what stands in ``actions`` of a result."""
        named = [action for check in self.checks for action in (*check.then, *check.otherwise)]
        named += [action for rule in self.classes for result in rule.results for action in result.then]
        labels: Dict[str, Text] = {}
        for part in fields(self.view):
            rules = getattr(self.view, part.name)
            labels.update({rule.id: rule.label for rule in rules if isinstance(rule, Rule)} if isinstance(rules, list) else {})
        return {action: labels[action] for action in named if action in labels}

    @property
    def examples(self) -> List[Example]:
        """The worked examples of a file that was read. The built-in procedures carry none: theirs are in the rule book."""
        return [decode(Example, example) for example in self._examples()]

    def check_examples(self) -> ExampleRun:
        """Replays every example and compares what comes out with what it expects, by the calendar of China."""
        return decode(ExampleRun, self._run_examples())

    @property
    def readings(self) -> List[Reading]:
        """Ambiguous places, and how each is read."""
        return self.view.readings

    def duties_between(
        self, start: Day, end: Day, calendar: Optional[Calendar] = None, convention: Optional[Convention] = None
    ) -> List[Occurrence]:
        """When its recurring duties fall due with their last day from ``start`` to ``end``, in order of time.

        Daily duties fall on working days unless they say calendar days; a duty that hangs on an event, or has no
        period, has no occurrence. Raises :class:`CalendarError` outside the calendar.
        """
        found = self._duties_between((str(start), str(end)), native(calendar), keys(convention))
        return [decode(Occurrence, one) for one in found]

    def case(self, opened: Any, facts: Optional[Mapping[str, Any]] = None, strict: bool = False) -> Case:
        """Opens a case. ``strict`` refuses inferred steps unless the event says who accepted them."""
        return Case._open(self, opened, dict(facts or {}), strict)

    def score(
        self,
        table: T,
        columns: Optional[Mapping[str, Hashable]] = None,
        reasons: bool = False,
        bad: Bad = "null",
        prefix: str = "",
        detail: bool = True,
        lang: Optional[Lang] = None,
        flat: bool = False,
    ) -> T:
        """Judges every row of a table and gives the same kind of table back, with columns on the right.

        ``<check>``: bool, null = undetermined. ``<check>_rate``: float64, for show. ``<check>_margin``: int64,
        the smallest change of the numerator that flips the answer (minus: fewer). ``<class>``: the result's id (a
        category), "unclassified", or null = undetermined. ``actions``: list of ids of what follows
        (:attr:`actions` has their labels). ``problems``: list of ``{code, text}``: what is wrong with the row's cells
        and what would be right. A row that lacks a fact, or whose total is 0, has no problem and no answer;
        ``frame[frame["<check>"].isna()]`` finds it, and ``reasons`` say why.

        With ``reasons=True`` also ``<check>_reason`` and ``<class>_reason`` (what was measured, the words, clause, basis
        and reading) and ``rules`` (procedure, document, edition, version and hash of the rules); with ``detail=False`` the
        answers and problems alone; with ``flat=True`` ``actions`` and ``problems`` as one text a row, "; " between the
        parts, for CSV files and tools that take no lists. Problems and reasons are in ``lang`` (default "zh"), a warning
        too where it is given, else in the computer's language.

        A table is one of pandas, polars, pyarrow or DuckDB, or any object of the Arrow interface, which comes back as
        pyarrow's; a stream (``pyarrow.RecordBatchReader``, nanoarrow, arro3) comes back as pyarrow's stream and is
        judged as it is read, a list of record batches as a list. Columns are found by fact id, Chinese or English label,
        or ``columns={"inspected": "检验数"}``; one :class:`Warn` names the facts without a column,
        one each column that was given for several facts.
        ``bad="raise"`` raises :class:`TableError` and names the rows; ``bad="null"`` keeps them, without an answer.
        Names in the result begin with ``prefix``. Raises :class:`TableError` for what is no table, two columns of
        one fact, a column of a type that holds no facts, and a name that is taken.
        """
        scored: T = score(self, table, columns, bad, lang, (detail, reasons, prefix, flat))
        return scored

    def __reduce__(self) -> Any:
        raise TypeError("keep a procedure's file, or its id and edition, and not the object")

    def _repr_html_(self) -> str:
        from .html.answers import procedure

        return procedure(self)

    def __repr__(self) -> str:
        return f"<Procedure {self.id}: {self.title(preferred())}>"
