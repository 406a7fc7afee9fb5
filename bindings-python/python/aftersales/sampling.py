"""Sampling: how many to inspect out of a lot, which, and what the plan risks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, List, Sequence, TypeVar, Union

from . import _native

U = TypeVar("U")


def size(lot: int, rate: str, rounding: str = "up", minimum: int = 1) -> int:
    """The sample out of ``lot`` units: ``size(52, "20%")`` is 11.

    The share is exact and rounded "up", "down" or "half-up"; at least ``minimum`` units, never more than the lot.
    Raises :class:`SpanError` for a rate that cannot be read.
    """
    if lot < 0 or minimum < 0:
        raise ValueError("a lot and a minimum are counts from 0")
    return _native.sample_size(lot, rate, rounding, minimum)


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
    wanted = size(lot, plan, rounding, minimum) if isinstance(plan, str) else plan
    if wanted < 0:
        raise ValueError("a sample is a count from 0")
    places = _native.draw_places(lot, wanted, seed)
    return Drawn([units[place] for place in places], places, lot, seed, plan)


def accept_probability(lot: int, defective: int, sample: int, accept: int) -> float:
    """How likely a lot with so many defective units passes: that ``sample`` units drawn hold at most ``accept`` of them.

    The hypergeometric distribution, exact but for the rounding of doubles. Raises :class:`TableError` if the sample or
    the defective units are more than the lot.
    """
    if min(lot, defective, sample, accept) < 0:
        raise ValueError("units are counts from 0")
    return _native.accept_probability(lot, defective, sample, accept)
