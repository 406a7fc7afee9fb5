"""Days from other programs: calendar files, holiday-cn, and the packages ``holidays`` and ``chinesecalendar``."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any, Dict, Iterable, List, Optional, Union

from . import _native
from ._decode import decode
from .errors import CalendarError, problem
from .text import Text


@dataclass(frozen=True)
class CalendarDay:
    """A day of a calendar, or to lay over one."""

    day: date
    kind: str
    """"workday", "makeup_workday", "weekend", "break_weekend", "adjusted_rest_day", "statutory_holiday", "holiday",
    "closure" or "opening"."""
    name: Optional[Text] = None
    worked: Optional[bool] = None
    """Whether it is worked; its kind says so."""
    kind_label: Optional[Text] = None
    """Its kind as people say it."""


@dataclass(frozen=True)
class MovedDay:
    """A day that is another kind of day in the newer of two calendars."""

    day: date
    before: CalendarDay
    after: CalendarDay


def icalendar(text: Union[str, bytes]) -> List[CalendarDay]:
    """The whole-day events of an iCalendar (.ics) file, for :meth:`Calendar.with_entries`.

    An event whose summary says 班, 上班 or "work" is a day worked in exchange, any other a day off. Raises
    :class:`CalendarError` with the line.
    """
    return [decode(CalendarDay, day) for day in _native.read_icalendar(_text(text))]


def holiday_cn(text: Union[str, bytes]) -> List[CalendarDay]:
    """A year's file of holiday-cn, for :meth:`Calendar.with_notice`. Raises :class:`CalendarError`."""
    return [decode(CalendarDay, day) for day in _native.read_holiday_cn(_text(text))]


def listed(days: Iterable[CalendarDay]) -> str:
    """Days as the core reads them."""
    return json.dumps([
        {"day": str(day.day), "kind": day.kind, "name": None if day.name is None else vars(day.name)} for day in days
    ])


def from_holidays(days: Any, years: Optional[Iterable[int]], name: Optional[Text]) -> _native.Calendar:
    """A calendar from an object of the package ``holidays``, or a mapping of dates to names."""
    wanted = _years(years if years is not None else getattr(days, "years", None) or {day.year for day in days})
    for year in wanted:
        # An object that expands fills a year when it is asked for one of its days; one that does not must have it.
        date(year, 1, 1) in days  # noqa: B015
    missing = sorted(set(wanted) - set(getattr(days, "years", wanted)))
    if missing:
        raise _no_years(missing, Text("这些年份未包含在 holidays 对象中", "the holidays object was not made for them"))
    weekend = set(getattr(days, "weekend", {5, 6}))
    exchanged = {day for day in getattr(days, "weekend_workdays", ()) if day.weekday() in weekend}
    rows = [
        {"day": str(day), "worked": day in exchanged, "name": str(days.get(day) or "")}
        for day in sorted({*days, *exchanged})
        if day.year in wanted
    ]
    # Where weekends are worked in exchange, a year without such a day has no notice yet.
    last = max((day.year for day in exchanged), default=wanted[-1])
    known = wanted[0], min(wanted[-1], max(last, wanted[0]))
    worked = [day for day in range(7) if day not in weekend]
    source = "-".join(filter(None, ("holidays", getattr(days, "country", None), getattr(days, "subdiv", None))))
    name = name or Text(source, source)
    return _native.Calendar.of_list((name.zh, name.en), known, worked, json.dumps(rows))


def from_chinesecalendar(years: Optional[Iterable[int]]) -> _native.Calendar:
    """A calendar from the package ``chinesecalendar``."""
    try:
        import chinese_calendar as source
    except ImportError:
        raise CalendarError([problem(
            "calendar/package", "没有安装 chinesecalendar", "chinesecalendar is not installed",
            Text("请先 pip install chinesecalendar", "pip install chinesecalendar"),
        )]) from None
    known = {day.year for day in (*source.holidays, *source.workdays)}
    wanted = _years(known if years is None else years)
    missing = sorted(set(wanted) - known)
    if missing:
        raise _no_years(missing, Text(
            f"chinesecalendar 只有 {min(known)} 至 {max(known)} 年", f"chinesecalendar has {min(known)} to {max(known)}"
        ))
    chinese: Dict[str, str] = {holiday.value: getattr(holiday, "chinese") for holiday in source.Holiday}
    rows = [
        {"day": str(day), "worked": worked, "name": {"zh": chinese.get(name, name), "en": name}}
        for worked, days in ((False, source.holidays), (True, source.workdays))
        for day, name in days.items()
        if day.year in wanted
    ]
    label = "中国（chinesecalendar）", "China (chinesecalendar)"
    return _native.Calendar.of_list(label, (wanted[0], wanted[-1]), [0, 1, 2, 3, 4], json.dumps(rows))


def whole(number: Any) -> int:
    """A year as the core takes it; one far out of range stays out of range."""
    return max(-9999, min(int(number), 99999))


def _years(years: Iterable[int]) -> List[int]:
    """Years in order, none left out."""
    wanted = sorted({whole(year) for year in years})
    if not wanted or wanted != list(range(wanted[0], wanted[-1] + 1)) or wanted[0] < 1 or wanted[-1] > 9999:
        raise _no_years(wanted, Text("应为连续的年份，例如 range(2024, 2027)", "give years in a row, e.g. range(2024, 2027)"))
    return wanted


def _no_years(years: List[int], help: Text) -> CalendarError:
    given = ", ".join(map(str, years)) or "-"
    return CalendarError([problem(
        "calendar/years", f"不能用这些年份做成日历：{given}", f"no calendar can be made of these years: {given}", help
    )])


def _text(text: Union[str, bytes]) -> str:
    if isinstance(text, str):
        return text
    try:
        return bytes(text).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CalendarError([problem(
            "calendar/encoding", f"文件不是 UTF-8 编码（第 {error.start} 字节）",
            f"the file is not UTF-8 (byte {error.start})", Text("请另存为 UTF-8", "save it as UTF-8"),
        )]) from None
