"""A table judged: its columns found, its batches judged one by one, what is wrong told in the table's own terms."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Callable, Dict, Hashable, Literal, Mapping, Optional, Tuple

from . import _native, tables
from ._decode import decode
from .errors import Problem, TableError, one_of, prefix_is_text, problem, warn
from .text import Text

Bad = Literal["null", "raise"]
"""What is done about rows with cells that cannot be used."""

Told = Tuple[bool, bool, str, bool]
"""What is told, and how: detail, reasons, prefix, flat."""


def score(
    judge: _native.Procedure, table: Any, columns: Optional[Mapping[str, Hashable]], bad: str, lang: Optional[str],
    told: Told,
) -> Any:
    """The table with what ``judge`` says of it; see :meth:`Procedure.score`."""
    one_of("bad", bad, ("null", "raise"))
    one_of("lang", lang or "zh", ("zh", "en"))
    detail, reasons, prefix, flat = told
    prefix_is_text(prefix)
    stream = tables.stream(table)
    whole = None if stream is not None else tables.wrap(table)

    def plan(names: Any, name_of: Callable[[Hashable], str]) -> _native.Plan:
        given = _given(columns, name_of)
        found = judge._plan(list(names), given, detail, reasons, prefix, lang or "zh", flat)
        for lacking in found.warnings:
            warn(decode(Problem, lacking), lang)
        return found

    if stream is not None:
        by = plan(stream.names, str)
        return stream.map(lambda part, first: _judged(by, part, bad, first))
    assert whole is not None
    return _judged(plan(whole.names, whole.name_of), whole, bad, 0)


def _judged(by: _native.Plan, part: tables.Table, bad: str, first: int) -> Any:
    try:
        new = by.score(part.pick(by.columns), bad == "raise", first)
    except TableError as error:
        raise _named(error, by, part, first) from None
    return part.append(new)


def _given(columns: Optional[Mapping[str, Hashable]], name_of: Callable[[Hashable], str]) -> Dict[str, str]:
    """Facts and the names of their columns, as they were given."""
    if columns is not None and not isinstance(columns, Mapping):
        raise TableError([problem(
            "table/columns", f"columns={columns!r} 不是事实到列名的对应", f"columns={columns!r} is no map of facts to columns",
            Text('应写成 columns={"inspected": "检验数"}', 'write columns={"inspected": "检验数"}'),
        )])
    return {str(fact): name_of(column) for fact, column in (columns or {}).items()}


def _named(error: TableError, by: _native.Plan, part: tables.Table, first: int) -> TableError:
    """The same error, its rows and columns called as the table calls them."""
    facts = by.facts

    def named(told: Problem) -> Problem:
        heading = facts.get((told.path or "").partition("facts.")[2])
        label = None if told.row is None else part.label(told.row - first)
        return replace(told, heading=told.heading or heading, label=label)

    return TableError([named(told) for told in error.problems])
