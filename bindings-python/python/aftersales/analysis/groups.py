"""Summaries of scored tables: verdicts, pooled rates and how sure they are, group by group. No row is left out of the count."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Dict, Hashable, Iterable, Iterator, List, Mapping, Optional, Sequence, Tuple, Union

from ..errors import TableError, problem
from ..procedure import Procedure
from ..rules import Rule
from ..sampling import Interval, interval
from ..text import Text, preferred
from . import cells
from .judged import Judged, judged
from .periods import Period, holds_dates

By = Union[str, Period]

LEVEL = 0.95
"""How sure intervals are unless told otherwise."""

_USUAL = {
    "customer": ("客户", "客户名称", "顾客", "经销商", "客户单位", "customer", "customer name", "dealer"),
    "model": ("型号", "机型", "产品型号", "规格型号", "model", "product"),
    "factory": ("工厂", "外协厂", "对应外协厂", "供应商", "加工商", "factory", "supplier"),
    "cause": ("原因", "不良原因", "故障原因", "退货原因", "不良现象", "cause", "reason", "defect"),
}
"""Headings that mean the same in one sheet or another."""


@dataclass(frozen=True)
class Group:
    """The batches of one group."""

    key: Tuple[Optional[str], ...]
    """One value for each column; None where the cell is blank or holds no date."""
    rows: int
    answers: Dict[str, int]
    """How many rows have which answer; "undetermined" among them."""
    bad: int
    """Rows with a cell that cannot be read; most of them are undetermined."""
    part: Optional[int]
    """Units found, of all rows with an answer together; None for a rule without a rate, and without such rows."""
    whole: Optional[int]
    """Units looked at."""
    sure: Optional[Interval]
    """The exact interval of the rate."""

    @property
    def rate(self) -> Optional[float]:
        """The pooled rate: all units found, of all units looked at."""
        return self.part / self.whole if self.part is not None and self.whole else None

    def name(self, lang: str = "zh") -> str:
        """The group's values in one line."""
        blank = "（空）" if lang == "zh" else "(blank)"
        return " · ".join(blank if value is None else value for value in self.key)


@dataclass(frozen=True)
class Summary:
    """What one rule said of a table, group by group. Iterates over its groups."""

    procedure: Procedure
    rule: Rule
    by: List[Text]
    groups: List[Group]
    total: Group
    level: float = LEVEL
    _like: Any = field(default=None, repr=False, compare=False)
    """The table it is of: :meth:`table` is of its kind."""

    def __iter__(self) -> Iterator[Group]:
        return iter(self.groups)

    def __len__(self) -> int:
        return len(self.groups)

    def __getitem__(self, key: Union[int, str, Tuple[Optional[str], ...]]) -> Group:
        """A group by number, or by its value or values."""
        if isinstance(key, int):
            return self.groups[key]
        wanted = key if isinstance(key, tuple) else (key,)
        for group in self.groups:
            if group.key == wanted:
                return group
        raise KeyError(key)

    def columns(self, lang: str = "zh") -> Dict[str, List[Any]]:
        """As columns, for any table library: ``pandas.DataFrame(summary.columns())``."""
        every = [*self.groups]
        answers = list(self.total.answers)
        made: Dict[str, List[Any]] = {by(lang): [g.key[i] for g in every] for i, by in enumerate(self.by)}
        made["rows"] = [g.rows for g in every]
        made.update({answer: [g.answers.get(answer, 0) for g in every] for answer in answers})
        made["bad"] = [g.bad for g in every]
        made["part"] = [g.part for g in every]
        made["whole"] = [g.whole for g in every]
        made["rate"] = [g.rate for g in every]
        made["low"] = [None if g.sure is None else g.sure.low for g in every]
        made["high"] = [None if g.sure is None else g.sure.high for g in every]
        return made

    def table(self, lang: str = "zh") -> Any:
        """The groups as a table of the kind that came in: pandas, polars, DuckDB, else pyarrow; columns as in :meth:`columns`."""
        return cells.table(self._like, self.columns(lang))

    def __repr__(self) -> str:
        by = ", ".join(one(preferred()) for one in self.by) or "-"
        return f"<Summary {self.rule.id} by {by}: {len(self.groups)} groups, {self.total.rows} rows>"

    def _repr_html_(self) -> str:
        from ..html.tables import summary

        return summary(self)


def summary(
    scored: Any,
    by: Union[By, Sequence[By]] = (),
    procedure: Optional[Procedure] = None,
    rule: Optional[str] = None,
    level: float = LEVEL,
    columns: Optional[Mapping[str, Hashable]] = None,
    prefix: str = "",
) -> Summary:
    """Verdicts and pooled rates of a scored table, by column: ``summary(scored, by=["model", "factory"])``.

    ``by`` names columns (also by their usual names: "customer", "model", "factory"), or takes dates by
    :func:`month` or :func:`week`; "month" is the first column of dates. Groups go by time, then by
    number of rows. ``procedure`` is the one that scored the table; without it, the one of the rule book whose results the
    columns are; ``columns`` and ``prefix`` as they were given to ``score``. Rates are pooled over rows with an answer; intervals are exact (Clopper-Pearson) and need
    ``aftersales[stats]``. Raises :class:`TableError`.
    """
    return summarise(judged(scored, procedure, rule, prefix, columns), by, level)


def summarise(of: Judged, by: Union[By, Sequence[By]] = (), level: float = LEVEL) -> Summary:
    """The summary of a table that was read already."""
    wanted = [by] if isinstance(by, (str, Period)) else list(by)
    found = [find(of, one) for one in wanted]
    keys = _keys(of.table, found, len(of.answers))
    tallies: Dict[Tuple[Optional[str], ...], _Tally] = {}
    for key, answer, units, bad in zip(keys, of.answers, of.units(), of.bad):
        tally = tallies.get(key)
        if tally is None:
            tally = tallies[key] = _Tally()
        tally.add(answer, units, bool(bad))
    made = [tally.group(key, of, level) for key, tally in tallies.items()]
    made.sort(key=lambda g: -g.rows)
    for place in reversed([i for i, one in enumerate(found) if isinstance(one, Period)]):
        made.sort(key=lambda g: (g.key[place] is None, g.key[place] or ""))
    total = _together(tallies.values()).group((), of, level)
    named = [_named(one) for one in found]
    return Summary(of.procedure, of.rule, named, made if found else [], total, level, of.table)


def find(of: Judged, wanted: By) -> By:
    """The column that ``by`` means: its name, a fact, a usual name, or "month" and "week" of the first column of dates."""
    known = cells.names(of.table)
    if isinstance(wanted, Period):
        return Period(str(find(of, wanted.column)), wanted.every)
    if wanted in known:
        return wanted
    if wanted in ("month", "week"):
        return Period(_first_dates(of, known), wanted)
    fact = of.procedure.fact_named(wanted)
    if fact in of.columns:
        return of.columns[str(fact)]
    usual = {name.lower(): name for name in reversed(known)}
    for name in _USUAL.get(wanted.lower(), ()):
        if name in usual:
            return usual[name]
    raise cells.no_column(wanted, known)


def usual(of: Judged) -> List[By]:
    """The groupings a table offers by its headings: customer, model, factory, month."""
    found: List[By] = []
    for name in ("customer", "model", "factory", "month"):
        try:
            found.append(find(of, name))
        except TableError:
            continue
    return found


def _first_dates(of: Judged, known: Sequence[str]) -> str:
    for name in known:
        if holds_dates(cells.lists(of.table, [name])[name]):
            return name
    raise TableError(
        [problem("table/no-dates", "没有日期列，不能按月或按周汇总", "no column holds dates: nothing to take by month or week",
                 Text("请写明：month(\"列名\")", "name it: month(\"column\")"))]
    )


def _keys(table: Any, by: Sequence[By], rows: int) -> List[Tuple[Optional[str], ...]]:
    if not by:
        return [()] * rows
    wanted = [one.column if isinstance(one, Period) else one for one in by]
    read = cells.lists(table, sorted(set(wanted)))
    columns = []
    for one, name in zip(by, wanted):
        of = lru_cache(maxsize=None)(one.of if isinstance(one, Period) else _key)
        columns.append([of(cell) for cell in read[name]])
    return list(zip(*columns))


def _key(cell: Any) -> Optional[str]:
    text = "" if cell is None or cell != cell else str(cell).strip()
    return text or None


def _named(by: By) -> Text:
    if isinstance(by, Period):
        every = Text("月", "month") if by.every == "month" else Text("周", "week")
        return Text(f"{by.column}（{every.zh}）", f"{by.column} ({every.en})")
    return Text(by, by)


class _Tally:
    """What is counted of a group, row by row."""

    def __init__(self) -> None:
        self.rows = self.bad = self.told = self.part = self.whole = 0
        self.answers: Dict[str, int] = {}

    def add(self, answer: str, units: Optional[Tuple[int, int]], bad: bool) -> None:
        self.rows += 1
        self.bad += bad
        self.answers[answer] = self.answers.get(answer, 0) + 1
        if units is not None:
            self.told += 1
            self.part += units[0]
            self.whole += units[1]

    def group(self, key: Tuple[Optional[str], ...], of: Judged, level: float) -> Group:
        answers = dict(self.answers) if of.check is None else {**dict.fromkeys(_ORDER, 0), **self.answers}
        ranked = dict(sorted(answers.items(), key=lambda a: (_ORDER.index(a[0]) if a[0] in _ORDER else -1, -a[1])))
        if not self.told:
            return Group(key, self.rows, ranked, self.bad, None, None, None)
        sure = interval(None, self.whole, self.part, level)
        return Group(key, self.rows, ranked, self.bad, self.part, self.whole, sure)


_ORDER = ("yes", "no", "undetermined")


def _together(tallies: Iterable[_Tally]) -> _Tally:
    total = _Tally()
    for tally in tallies:
        for count in ("rows", "bad", "told", "part", "whole"):
            setattr(total, count, getattr(total, count) + getattr(tally, count))
        for answer, rows in tally.answers.items():
            total.answers[answer] = total.answers.get(answer, 0) + rows
    return total
