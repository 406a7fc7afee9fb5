"""How many units to inspect: out of one lot, and out of every group of a table."""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Sequence, Union

from .. import _native, tables
from ..errors import TableError, problem
from ..text import Text
from .refuse import count


def size(lot: int, rate: str, rounding: str = "up", minimum: int = 1) -> int:
    """The sample out of ``lot`` units: ``size(52, "20%")`` is 11.

    The share is exact and rounded "up", "down" or "half-up"; at least ``minimum`` units, never more than the lot.
    Raises :class:`SpanError` for a rate that cannot be read, or is more than 100 %.
    """
    return _native.sample_size(count(lot, "lot"), rate, rounding, count(minimum, "minimum"))


def per_group(
    table: Any,
    rate: str,
    by: Union[str, Sequence[str]],
    units: Optional[str] = None,
    rounding: str = "up",
    minimum: int = 1,
) -> Dict[str, List[Any]]:
    """The sample of every group, such as each material: columns by name, which every table library takes.

    A row of ``table`` is one unit, or as many as its column ``units`` says. The result has the columns of ``by``, ``lot``
    and ``sample``, groups in the order they first appear. Raises :class:`TableError` that names the rows where the group
    or the number of units is missing.
    """
    names = [by] if isinstance(by, str) else list(by)
    columns = _columns(table, names + ([] if units is None else [units]))
    groups: Dict[Any, int] = {}
    faults = []
    counts: List[Any] = columns[units] if units is not None else [1] * len(columns[names[0]])
    for row, key in enumerate(zip(*(columns[name] for name in names))):
        number = _whole(counts[row])
        if any(part is None or part == "" for part in key):
            faults.append(_no_group(row, ", ".join(names)))
        elif number is None:
            faults.append(_no_units(row, key, str(units), counts[row]))
        else:
            groups[key] = groups.get(key, 0) + number
    faults += [_empty(key) for key, lot in groups.items() if lot == 0]
    if faults:
        raise TableError(faults)
    result: Dict[str, List[Any]] = {name: [key[i] for key in groups] for i, name in enumerate(names)}
    result["lot"] = list(groups.values())
    result["sample"] = [size(lot, rate, rounding, minimum) for lot in groups.values()]
    return result


def _columns(table: Any, names: List[str]) -> Dict[str, List[Any]]:
    """Some columns of a table of any kind, or of a dict of lists."""
    if isinstance(table, dict):
        known, found = list(table), table
    else:
        wrapped = tables.wrap(table)
        known = wrapped.names
        there = [name for name in names if name in known]
        found = _native.ArrowTable.read(wrapped.pick(there)).to_pydict() if there else {}
    missing = [name for name in names if name not in known]
    if missing:
        raise TableError(
            [problem("table/no-column", f"没有列“{name}”", f"there is no column `{name}`",
                     Text(f"可选：{'、'.join(known)}", f"there are {', '.join(known)}")) for name in missing]
        )
    return {name: list(found[name]) for name in names}


def _whole(value: Any) -> Optional[int]:
    """A count of units; None if it is none."""
    try:
        number = int(value)
    except (TypeError, ValueError):
        return None
    return number if number >= 0 and (isinstance(value, str) or number == value) else None


def _no_group(row: int, names: str) -> Any:
    return problem("sampling/no-group", f"“{names}”为空", f"`{names}` is empty",
                   Text("每行都要写明属于哪一组", "say for each row which group it belongs to"), row=row)


def _no_units(row: int, key: Any, units: str, value: Any) -> Any:
    group = ", ".join(map(str, key))
    return problem("sampling/no-lot", f"“{group}”的“{units}”不是件数：{value}",
                   f"`{units}` of `{group}` is no number of units: {value}",
                   Text("应为 0 或以上的整数", "write a whole number from 0"), row=row)


def _empty(key: Any) -> Any:
    group = ", ".join(map(str, key))
    return problem("sampling/empty-group", f"“{group}”没有一件产品", f"the group `{group}` has no units",
                   Text("没有可抽的产品，请去掉这一组", "nothing can be drawn: leave the group out"))
