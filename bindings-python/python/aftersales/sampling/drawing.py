"""Which units to inspect: a draw that can be repeated, and its record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, List, Sequence, TypeVar, Union

from .. import _native
from .refuse import count
from .size import size

U = TypeVar("U")


@dataclass(frozen=True)
class Drawn(Generic[U]):
    """A sample as it was drawn, with all that is needed to draw it again."""

    units: List[U]
    """The units drawn, in the order of the lot."""
    places: List[int]
    """Their places in the lot, from 0."""
    lot: int
    seed: int
    plan: Union[str, int]
    method: str = "Floyd's sample, SplitMix64, 1"


def draw(units: Sequence[U], plan: Union[str, int], seed: int, rounding: str = "up", minimum: int = 1) -> Drawn[U]:
    """Draws units out of a lot at random: ``draw(serial_numbers, "20%", seed=7)``.

    ``plan`` is a share or a number of units. The same lot, plan and seed give the same units on every machine: keep what
    comes back as the record of the draw. ``seed`` is a whole number from 0 below 2**64.
    """
    lot = len(units)
    wanted = size(lot, plan, rounding, minimum) if isinstance(plan, str) else count(plan, "plan")
    places = _native.draw_places(lot, wanted, seed)
    return Drawn([units[place] for place in places], places, lot, seed, plan)
