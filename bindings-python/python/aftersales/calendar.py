"""Calendars: which days are worked, and how far that is known."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Iterable, List, Optional, Union

from . import _native, exchange
from ._decode import decode
from .errors import CalendarError, problem
from .exchange import CalendarDay, MovedDay
from .text import Text

Day = Union[str, date]
"""A day: ``"2026-02-13"`` or a date."""

When = Union[str, date, datetime]
"""A moment: ``"2026-02-13 16:00"`` on the calendar's wall clock, a datetime, or a whole day."""

Name = Union[str, Text]
"""A name in both languages, or one for both."""


class Calendar:
    """Working days and hours, and how far they are known. It never changes."""

    def __init__(self, native: _native.Calendar) -> None:
        self._native = native

    @classmethod
    def china(cls, as_of: Optional[Day] = None) -> Calendar:
        """China's calendar, as published today or as it was ``as_of`` a day."""
        return cls(_native.Calendar.china(None if as_of is None else str(as_of)))

    @classmethod
    def weeks(cls, start: Day, end: Day, name: Name = "weeks") -> Calendar:
        """Plain weeks, Monday to Friday, from one day to another, all of it known."""
        name = named(name)
        return cls(_native.Calendar.weeks(name.zh, name.en, str(start), str(end)))

    @classmethod
    def from_holidays(cls, days: Any, years: Optional[Iterable[int]] = None, name: Optional[Name] = None) -> Calendar:
        """A calendar of the package ``holidays``: ``Calendar.from_holidays(holidays.CN(), range(2024, 2027))``.

        Any country's object, or a plain mapping of dates to names. Where weekends are worked in exchange, years after
        the last that has such a day are not published yet: they are reached, provisionally. ``years`` default to those
        the object was made for.
        """
        return cls(exchange.from_holidays(days, years, None if name is None else named(name)))

    @classmethod
    def from_chinesecalendar(cls, years: Optional[Iterable[int]] = None) -> Calendar:
        """China's calendar as the package ``chinesecalendar`` has it, for all its years or some."""
        return cls(exchange.from_chinesecalendar(years))

    def is_workday(self, day: Day) -> bool:
        """Whether a day is worked. Raises :class:`CalendarError` outside the calendar."""
        return self._native.is_workday(str(day))

    def kind(self, day: Day) -> str:
        """"workday", "makeup_workday", "weekend", "break_weekend", "adjusted_rest_day", "statutory_holiday",
        "holiday", "closure" or "opening"."""
        return self._native.kind(str(day))

    def name(self, day: Day) -> Optional[Text]:
        """The name of the holiday a day belongs to, make-up days included."""
        name = self._native.name(str(day))
        return None if name is None else decode(Text, name)

    def days(self, start: Day, end: Day) -> List[CalendarDay]:
        """Every day from ``start`` to ``end``, both included."""
        return [decode(CalendarDay, day) for day in self._native.days(str(start), str(end))]

    @property
    def zone(self) -> str:
        """Its wall clock, as a distance from UTC: "+08:00"."""
        return self._native.zone

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

    def with_days(self, off: Union[Day, Iterable[Day]] = (), on: Union[Day, Iterable[Day]] = ()) -> Calendar:
        """This calendar with days the company is closed (``off``) and rest days it works (``on``)."""
        return Calendar(self._native.with_days(_days(off), _days(on)))

    def with_hours(self, hours: str) -> Calendar:
        """This calendar with business hours: ``"09:00-12:00, 13:00-18:00"``, ``"Mon-Fri 8:00-17:00; Sat 9:00-12:00"``."""
        if not isinstance(hours, str):
            raise CalendarError([problem(
                "hours/form", f"{hours!r} 不是工作时间", f"{hours!r} is no text of business hours",
                Text("应写成例如 09:00-12:00, 13:00-18:00", 'write e.g. "09:00-12:00, 13:00-18:00"'),
            )])
        return Calendar(self._native.with_hours(hours))

    def with_entries(self, days: Iterable[CalendarDay]) -> Calendar:
        """This calendar with days laid over it, as :func:`aftersales.exchange.icalendar` reads them.

        Raises :class:`CalendarError` if one day stands twice with two kinds or names.
        """
        return Calendar(self._native.with_entries(exchange.listed(days)))

    def with_notice(self, year: int, days: Iterable[CalendarDay]) -> Calendar:
        """This calendar with the whole arrangement of a year, and known to its end.

        ``calendar.with_notice(2027, exchange.holiday_cn(text))`` once the notice for 2027 is out. A version of its
        own; compare the two with :meth:`moved`.
        """
        return Calendar(self._native.with_notice(exchange.whole(year), exchange.listed(days)))

    def with_week(self, worked: Iterable[int]) -> Calendar:
        """This calendar with other working days of the week, Monday 0 to Sunday 6; arranged days stay as arranged."""
        return Calendar(self._native.with_week([_weekday(day) for day in worked]))

    def with_zone(self, zone: str) -> Calendar:
        """This calendar on another wall clock: "+08:00", "UTC". Clocks that change are not supported."""
        return Calendar(self._native.with_zone(zone))

    def with_name(self, name: Name, version: str) -> Calendar:
        """This calendar under a name and version of its own."""
        name = named(name)
        return Calendar(self._native.named(name.zh, name.en, version))

    def until(self, day: Day) -> Calendar:
        """This calendar, known only until a day; beyond it deadlines are provisional, by the same days."""
        return Calendar(self._native.until(str(day)))

    def moved(self, newer: Calendar) -> List[MovedDay]:
        """The days that are other days in ``newer``: "as promised" against "as now"."""
        return [decode(MovedDay, day) for day in self._native.moved(behind(newer))]

    def to_icalendar(self, start: Day, end: Day) -> str:
        """The days that depart from the plain week, as an iCalendar file; :func:`exchange.icalendar` reads it again."""
        return self._native.to_icalendar(str(start), str(end))

    def to_csv(self, start: Day, end: Day) -> str:
        """A table of days: ``date,weekday,kind,workday,number,name_zh,name_en``; ``number`` counts working days."""
        return self._native.to_csv(str(start), str(end))

    def _repr_html_(self) -> str:
        from .html.answers import calendar

        return calendar(self)

    def __repr__(self) -> str:
        return f"<Calendar {self.label('en')}, edition {self.version}, known until {self.known_until}>"


def named(name: Name) -> Text:
    """A name in both languages."""
    return Text(name, name) if isinstance(name, str) else name


def native(calendar: Optional[Calendar]) -> Optional[_native.Calendar]:
    """What is behind a calendar; None means China's."""
    return None if calendar is None else behind(calendar)


def _days(days: Union[Day, Iterable[Day]]) -> List[str]:
    """One day or several."""
    return [str(days)] if isinstance(days, (str, date)) else [str(day) for day in days]


def _weekday(day: int) -> int:
    if day in range(7):
        return int(day)
    raise CalendarError(
        [problem("calendar/weekday", f"星期应为 0 至 6，不是 {day!r}", f"days of the week are 0 to 6, not {day!r}",
                 Text("0 为星期一，6 为星期日", "0 is Monday, 6 is Sunday"))]
    )


def behind(calendar: Any) -> _native.Calendar:
    """What is behind a calendar; :class:`CalendarError` for anything else."""
    if isinstance(calendar, Calendar):
        return calendar._native
    raise CalendarError(
        [problem("calendar/none", f"{calendar!r} 不是日历", f"{calendar!r} is no calendar",
                 Text("应传入 Calendar，例如 Calendar.china()", "pass a Calendar, e.g. Calendar.china()"))]
    )
