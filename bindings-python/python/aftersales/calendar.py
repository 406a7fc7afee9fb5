"""Working time: calendars, and when a time limit ends."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Dict, Iterable, Mapping, Optional, Union

from . import _native
from ._decode import decode
from .results import Deadline
from .text import Text

Day = Union[str, date]
"""A day: ``"2026-02-13"`` or a date."""

When = Union[str, date, datetime]
"""A moment: ``"2026-02-13 16:00"`` on the calendar's wall clock, a datetime, or a whole day."""

Convention = Union[str, Mapping[str, str]]
"""A convention by name (``"sla-next-opening"``), or its keys: ``{"roll": "previous"}``."""


class Calendar:
    """Working days and hours, and how far they are known. It never changes."""

    def __init__(self, native: _native.Calendar) -> None:
        self._native = native

    @classmethod
    def china(cls, as_of: Optional[Day] = None) -> Calendar:
        """China's calendar, as published today or as it was ``as_of`` a day."""
        return cls(_native.Calendar.china(None if as_of is None else str(as_of)))

    def is_workday(self, day: Day) -> bool:
        """Whether a day is worked. Raises :class:`CalendarError` outside the calendar."""
        return self._native.is_workday(str(day))

    def kind(self, day: Day) -> str:
        """"workday", "makeup_workday", "weekend", "break_weekend", "adjusted_rest_day", "statutory_holiday",
        "closure" or "opening"."""
        return self._native.kind(str(day))

    def name(self, day: Day) -> Optional[Text]:
        """The name of the holiday a day belongs to, make-up days included."""
        name = self._native.name(str(day))
        return None if name is None else decode(Text, name)

    @property
    def known_until(self) -> date:
        """The last day it knows; beyond it deadlines are provisional."""
        return date.fromisoformat(self._native.known_until)

    @property
    def version(self) -> str:
        """Which edition of it."""
        return self._native.version

    @property
    def label(self) -> Text:
        """What it is called."""
        return decode(Text, self._native.label)

    def with_days(self, off: Iterable[Day] = (), on: Iterable[Day] = ()) -> Calendar:
        """This calendar with days the company is closed (``off``) and rest days it works (``on``)."""
        return Calendar(self._native.with_days([str(d) for d in off], [str(d) for d in on]))

    def with_hours(self, hours: str) -> Calendar:
        """This calendar with business hours: ``"09:00-12:00, 13:00-18:00"``, ``"Mon-Fri 8:00-17:00; Sat 9:00-12:00"``."""
        return Calendar(self._native.with_hours(hours))

    def __repr__(self) -> str:
        return f"<Calendar {self.label('en')}, edition {self.version}, known until {self.known_until}>"


def due(
    start: When,
    span: str,
    calendar: Optional[Calendar] = None,
    convention: Optional[Convention] = None,
) -> Deadline:
    """When a time limit that begins at ``start`` ends.

    ``span`` is "3 working days", "3个工作日", "24 hours", "15..30 working days", "day 3 of next month". The day of the
    event is not counted and a last day at rest moves to the next working day (PRC Civil Code), unless the
    ``convention`` says otherwise. Raises :class:`SpanError` and :class:`CalendarError`.
    """
    native = None if calendar is None else calendar._native
    return decode(Deadline, _native.due(str(start), span, native, _keys(convention)))


def _keys(convention: Optional[Convention]) -> Optional[Dict[str, str]]:
    if convention is None:
        return None
    return {"convention": convention} if isinstance(convention, str) else dict(convention)
