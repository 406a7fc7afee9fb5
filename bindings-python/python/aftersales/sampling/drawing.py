"""Which units to inspect: a draw that can be repeated, and its record.

Simple random sampling with a pseudo-random generator, as GB/T 10111-2008 (4, 5.3, 6) asks: the units are numbered, the
numbers are drawn, and what is needed to draw them again is kept.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from typing import Any, Dict, Generic, List, Sequence, TypeVar, Union

from .. import _native
from ..errors import Problem, TableError, problem, reader_says
from ..text import Text
from .refuse import count
from .size import size

U = TypeVar("U")
METHOD = "Floyd's sample, SplitMix64, 1"
_SEEDS = 2**64


@dataclass(frozen=True)
class Drawn(Generic[U]):
    """A sample as it was drawn, with all that is needed to draw it again: the record of the draw."""

    units: List[U]
    """The units drawn, in the order of the lot."""
    places: List[int]
    """Their places in the lot, from 0."""
    lot: int
    seed: int
    plan: Union[str, int]
    rounding: str = "up"
    minimum: int = 1
    digest: str = ""
    """SHA-256 of the lot's units in their order: another lot, or another order, has another."""
    method: str = METHOD

    def table(self) -> Dict[str, List[Any]]:
        """Columns ``number`` (from 1, in the order of the lot) and ``unit``: the list for the inspector."""
        return {"number": [place + 1 for place in self.places], "unit": list(self.units)}

    def to_json(self) -> str:
        """The record as JSON, to be kept with the inspection."""
        return json.dumps(dataclasses.asdict(self), ensure_ascii=False, indent=1, default=str)

    @staticmethod
    def from_json(text: str) -> Drawn[Any]:
        """Reads a record. Raises :class:`TableError` if it is none."""
        try:
            return Drawn(**json.loads(text))
        except (ValueError, TypeError) as error:
            said = reader_says(error)
            raise TableError(
                [problem("sampling/record", f"不是抽样记录{said.zh}", f"this is no record of a draw{said.en}",
                         Text("应为 to_json() 的输出", "pass what to_json() gave"))]
            ) from None

    def verify(self, units: Sequence[Any]) -> None:
        """Draws again out of the same lot, and raises :class:`TableError` if the record does not hold."""
        if self.method != METHOD:
            raise TableError([_other_method(self.method)])
        if digest(units) != self.digest:
            raise TableError([_other_lot(len(units), self.lot)])
        again = draw(units, self.plan, self.seed, self.rounding, self.minimum)
        if again.places != self.places or [str(u) for u in again.units] != [str(u) for u in self.units]:
            raise TableError([_other_units(again.units, self.units)])


def draw(units: Sequence[U], plan: Union[str, int], seed: int, rounding: str = "up", minimum: int = 1) -> Drawn[U]:
    """Draws units out of a lot at random: ``draw(serial_numbers, "20%", seed=7)``.

    ``plan`` is a share or a number of units. The same lot, plan and seed give the same units on every machine: keep what
    comes back as the record of the draw. ``seed`` is a whole number from 0 below 2**64; take one nobody could choose with
    the result in mind, such as the digits of the delivery note. Raises :class:`TableError` if a unit occurs twice.
    """
    lot = len(units)
    blank = [row for row, unit in enumerate(units) if unit is None or unit == ""]
    if blank:
        raise TableError([_blank(row) for row in blank[:10]])
    twice = [unit for unit, times in Counter(map(str, units)).items() if times > 1]
    if twice:
        raise TableError([_twice(unit) for unit in twice[:10]])
    if not 0 <= count(seed, "seed") < _SEEDS:
        raise TableError([_seed(seed)])
    wanted = size(lot, plan, rounding, minimum) if isinstance(plan, str) else count(plan, "plan")
    places = _native.draw_places(lot, wanted, seed)
    return Drawn([units[place] for place in places], places, lot, seed, plan, rounding, minimum, digest(units))


def draw_per_group(
    units: Sequence[U], groups: Sequence[Any], plan: Union[str, int], seed: int, rounding: str = "up", minimum: int = 1
) -> Dict[Any, Drawn[U]]:
    """A draw out of every group, such as each material; ``groups`` says for each unit which it belongs to.

    Groups come in the order they first appear, and the nth of them, from 0, is drawn with ``seed + n``: each record
    stands for itself.
    """
    if len(units) != len(groups):
        raise TableError(
            [problem("sampling/groups", f"{len(units)} 件产品，却有 {len(groups)} 个分组值",
                     f"{len(units)} units, but {len(groups)} groups",
                     Text("每件产品对应一个分组值", "give one group for each unit"))]
        )
    missing = [row for row, group in enumerate(groups) if group is None or group == ""]
    if missing:
        raise TableError(
            [problem("sampling/no-group", f"“{units[row]}”没有分组", f"`{units[row]}` has no group",
                     Text("每行都要写明属于哪一组", "say for each row which group it belongs to"), row=row)
             for row in missing]
        )
    members: Dict[Any, List[U]] = {}
    for unit, group in zip(units, groups):
        members.setdefault(group, []).append(unit)
    return {
        group: draw(own, plan, (seed + n) % _SEEDS, rounding, minimum)
        for n, (group, own) in enumerate(members.items())
    }


def digest(units: Sequence[Any]) -> str:
    """SHA-256 of the units of a lot in their order: of their JSON list, each as text."""
    text = json.dumps([str(unit) for unit in units], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _twice(unit: str) -> Problem:
    return problem("sampling/unit-twice", f"“{unit}”出现了不止一次", f"`{unit}` occurs more than once",
                   Text("每件产品只能列一次", "list each unit once"))


def _blank(row: int) -> Problem:
    return problem("sampling/no-unit", "没有产品编号", "no unit is named",
                   Text("每件产品都要有编号", "name each unit"), row=row)


def _seed(seed: int) -> Problem:
    return problem("sampling/seed", f"种子 {seed} 太大", f"the seed {seed} is too large",
                   Text("应为 0 到 2^64 - 1 的整数", "take a whole number from 0 below 2**64"))


def _other_method(method: str) -> Problem:
    return problem("sampling/record-method", f"记录所用方法“{method}”与本版本不同", f"the record's method `{method}` is not this version's",
                   Text(f"本版本为 {METHOD}", f"this version's is {METHOD}"))


def _other_lot(found: int, lot: int) -> Problem:
    return problem("sampling/record-lot", f"这 {found} 件不是记录中的那批 {lot} 件，或顺序不同",
                   f"these {found} units are not the {lot} of the record, or in another order",
                   Text("请按抽样时的清单和顺序核对", "use the list as it was at the draw, in its order"))


def _other_units(again: Sequence[Any], recorded: Sequence[Any]) -> Problem:
    extra = sorted(set(map(str, recorded)) - set(map(str, again)))[:5]
    return problem("sampling/record-draw", f"记录与重新抽取的结果不符：{'、'.join(extra) or '位置不同'}",
                   f"the record is not what the draw gives: {', '.join(extra) or 'other places'}",
                   Text("记录可能被改动过", "the record may have been changed"))
