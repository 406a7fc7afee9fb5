"""Working time: when a time limit ends, what lies between two moments, how a limit stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Dict, Iterable, List, Literal, Mapping, Optional, Tuple, TypeVar, Union, overload

from . import _native, columns
from ._decode import decode
from .calendar import Calendar, When, native
from .errors import CalendarError, Problem, SpanError, TableError, problem
from .errors import warn as warn_of
from .results import Deadline
from .text import Text

C = TypeVar("C")

Convention = Union[str, Mapping[str, str]]
"""A convention by name (``"sla-next-opening"``), or its keys: ``{"roll": "previous"}``."""
Unknown = Literal["warn", "null", "raise"]
"""What is done about rows beyond the days a calendar knows."""


@overload
def due(
    start: When, span: str, calendar: Optional[Calendar] = ..., convention: Optional[Convention] = ...,
    unknown: Unknown = ..., *, pauses: Iterable[Tuple[When, When]] = ...,
) -> Deadline: ...
@overload
def due(
    start: C, span: Any, calendar: Optional[Calendar] = ..., convention: Optional[Convention] = ..., unknown: Unknown = ...,
) -> C: ...


def due(
    start: Any,
    span: Any,
    calendar: Optional[Calendar] = None,
    convention: Optional[Convention] = None,
    unknown: Unknown = "warn",
    *,
    pauses: Iterable[Tuple[When, When]] = (),
) -> Any:
    """When a time limit that begins at ``start`` ends.

    ``span`` is "3 working days", "3个工作日", "24 hours", "15..30 working days", "day 3 of next month". The day of the
    event is not counted and a last day at rest moves to the next working day (PRC Civil Code), unless the
    ``convention`` says otherwise. Raises :class:`SpanError` and :class:`CalendarError`.

    ``pauses`` are from when to when the clock stood, in any order; a column has none.

    ``start`` may be a column (pandas, polars, pyarrow, numpy), and ``span`` then a column as well. Dates give last days,
    timestamps the instants due (24:00 is 00:00 of the next day), of the same kind, unit and zone; texts are read as one
    moment is, as dates if none has a time of day, as timestamps if each has one; nulls stay. Dates read as timestamps
    at midnight (``pandas.to_datetime``) give 00:00 of the day after the last, and one :class:`Warn`: for last days make
    them dates first, ``pandas.to_datetime(column).dt.date`` or, in polars, ``column.dt.date()``. What is done about rows
    beyond the days the calendar knows: ``unknown="warn"`` keeps what is assumed, ``"null"`` empties them, ``"raise"``
    raises and names them.
    """
    counted_on = native(calendar)
    if not columns.is_column(start):
        stood = _stood(pauses)
        return decode(Deadline, _native.due(str(start), _text(span), counted_on, keys(convention), stood))
    if list(pauses):
        raise SpanError([problem(
            "column/pauses", "整列计算不能带暂停", "a column has no pauses",
            Text("请逐个计算", "ask for each limit by itself"),
        )])
    kind = columns.wrap(start)
    named = _beside({"start": start} if isinstance(span, str) else {"start": start, "span": span})
    one = span if isinstance(span, str) else None
    new, told, dates = _native.due_column(kind.table(named), one, counted_on, keys(convention), unknown)
    if told is not None:
        warn_of(decode(Problem, told))
    if dates:
        warn_of(_midnight(kind))
    return kind.column(new)


def _midnight(kind: columns.Column) -> Problem:
    """What to say of days counted from timestamps that are all at midnight, as dates are that were read as timestamps."""
    return problem(
        "column/midnight",
        "时刻全是 0 点，看来是日期；按时刻计算，截止时刻是末日 24:00，即次日 0 点",
        "all timestamps are at midnight, so they look like dates; as timestamps they fall due at 24:00 of the last day, "
        "which is 00:00 of the next",
        Text(f"若要末日，请先转换为日期：{kind.dates}", f"for last days, make them dates first: {kind.dates}"),
        severity="warning",
    )


@overload
def between(
    start: When, end: When, unit: str, calendar: Optional[Calendar] = ..., convention: Optional[Convention] = ...,
) -> Union[int, timedelta]: ...
@overload
def between(
    start: C, end: Any, unit: str, calendar: Optional[Calendar] = ..., convention: Optional[Convention] = ...,
) -> C: ...


def between(
    start: Any,
    end: Any,
    unit: str,
    calendar: Optional[Calendar] = None,
    convention: Optional[Convention] = None,
) -> Any:
    """How much of ``unit`` lies between two moments: ``between("2026-02-13", "2026-02-25", "working days")`` is 3.

    The day of ``start`` is not counted, the day of ``end`` is; negative if ``end`` comes first. Whole numbers, but
    durations for hours and working hours. Columns, of dates, timestamps or texts of them, give a column of the same kind,
    null where either is missing.
    """
    counted_on = native(calendar)
    if not columns.is_column(start):
        amount, clock = _native.between_moments(str(start), str(end), _text(unit), counted_on, keys(convention))
        return timedelta(seconds=amount) if clock else amount
    kind = columns.wrap(start)
    new, clock = _native.between_columns(kind.table(_beside({"start": start, "end": end})), _text(unit), counted_on, keys(convention))
    return kind.seconds(kind.column(new)) if clock else kind.column(new)


@dataclass(frozen=True)
class Stands:
    """How a time limit stands."""

    standing: Optional[str]
    """"pending", "due soon", "past target", "overdue", "met", "met late", "unset", "no fixed limit"; None out of reach, in columns only."""
    elapsed: Optional[int]
    """How much has run, in ``unit``."""
    remaining: Optional[int]
    """How much is left, in ``unit``; negative is over."""
    unit: Optional[str]
    """"seconds" for hours and working hours, else "working days", "calendar days"."""
    provisional: bool
    """Whether it hangs on days the calendar does not know."""


@overload
def standing(
    start: When, span: str, done: Optional[When] = ..., *, now: When, warn: Union[str, Iterable[str]] = ...,
    calendar: Optional[Calendar] = ..., convention: Optional[Convention] = ...,
) -> Stands: ...
@overload
def standing(
    start: Any, span: Any, done: Any = ..., *, now: When, warn: Union[str, Iterable[str]] = ...,
    calendar: Optional[Calendar] = ..., convention: Optional[Convention] = ...,
) -> Any: ...


def standing(
    start: Any,
    span: Any,
    done: Any = None,
    *,
    now: When,
    warn: Union[str, Iterable[str]] = ("1 working day",),
    calendar: Optional[Calendar] = None,
    convention: Optional[Convention] = None,
) -> Any:
    """How a limit that began at ``start`` stands at ``now``, or stood when it was ``done``.

    One moment gives :class:`Stands`, or raises :class:`CalendarError` outside the calendar. A column gives a table of its kind (numpy: a dict) with the columns ``standing``,
    ``elapsed``, ``remaining``, ``unit`` and ``provisional``; ``span`` and ``done`` may be columns too. ``warn`` says how
    long before its end a limit is due soon.
    """
    counted_on = native(calendar)
    ask = str(now), [_text(w) for w in ([warn] if isinstance(warn, str) else warn)], counted_on, keys(convention)
    if not columns.is_column(start):
        row = {name: column[0] for name, column in
               _native.standing_moment(str(start), _text(span), None if done is None else str(done), *ask).to_pydict().items()}
        return Stands(**row)
    kind = columns.wrap(start)
    named = {"start": start}
    if not isinstance(span, str):
        named["span"] = span
    if done is not None:
        named["done"] = done
    one = span if isinstance(span, str) else None
    return kind.frame(_native.standing_columns(kind.table(_beside(named)), one, done is not None, *ask))


def keys(convention: Optional[Convention]) -> Optional[Dict[str, str]]:
    """A convention as the core takes it."""
    if convention is None:
        return None
    if isinstance(convention, str):
        return {"convention": convention}
    if isinstance(convention, Mapping) and all(isinstance(v, str) for pair in convention.items() for v in pair):
        return dict(convention)
    raise SpanError([problem(
        "convention/form", f"{convention!r} 不是计时约定", f"{convention!r} is no convention",
        Text('应为名称或各项，例如 {"roll": "previous"}', 'give its name, or keys such as {"roll": "previous"}'),
    )])


def _stood(pauses: Iterable[Tuple[When, When]]) -> List[Tuple[str, str]]:
    """Pauses as text; :class:`CalendarError` for anything but pairs."""
    found = []
    for place, pause in enumerate(pauses):
        if not isinstance(pause, (tuple, list)) or len(pause) != 2:
            raise CalendarError([problem(
                "calendar/pause", f"{pause!r} 不是暂停的起止", f"{pause!r} is no pause",
                Text("应写成（开始，结束）", "give each as (from, to)"), path=f"pauses.{place}",
            )])
        since, until = pause
        found.append((str(since), str(until)))
    return found


def _beside(named: Dict[str, Any]) -> Dict[str, Any]:
    """Columns that stand beside the first; :class:`TableError` if one is of another length."""
    rows = [(name, len(column)) for name, column in named.items() if hasattr(column, "__len__")]
    for name, count in rows:
        first, wanted = rows[0]
        if count != wanted:
            raise TableError([problem(
                "table/length", f"{name} 有 {count} 行，{first} 有 {wanted} 行", f"{name} has {count} rows, {first} has {wanted}",
                Text("请给各列同样的行数", "give all columns the same number of rows"), path=name,
            )])
    return named


def _text(span: Any) -> str:
    """A span or unit as text; :class:`SpanError` for anything else."""
    if isinstance(span, str):
        return span
    raise SpanError([problem(
        "span/form", f"{span!r} 不是时限", f"{span!r} is no span of time",
        Text("应写成例如 3个工作日", 'write e.g. "3 working days"'),
    )])
