"""What a plan risks: how likely a lot passes, by the bad units it holds and by its size."""

from __future__ import annotations

from typing import Dict, Iterable, List, Optional, Sequence, Union

from .. import _native
from .intervals import stats
from .plans import Planned, Single, single
from .refuse import Share, count, lot_size, nearest, share

POINTS = 200
"""An OC curve has at most so many steps unless told otherwise."""

Columns = Dict[str, List[float]]
"""Columns by name: ``polars.DataFrame(c)``, ``pandas.DataFrame(c)``, ``pyarrow.table(c)``."""


def accept_probability(lot: int, defective: int, sample: int, accept: int) -> float:
    """How likely a lot with so many defective units passes: that ``sample`` units drawn hold at most ``accept`` of them.

    The hypergeometric distribution, exact but for the rounding of doubles. Raises :class:`TableError` if the sample or
    the defective units are more than the lot.
    """
    for name, value in (("lot", lot), ("defective", defective), ("sample", sample), ("accept", accept)):
        count(value, name)
    return _native.accept_probability(lot, defective, sample, accept)


def oc_curve(lot: int, plan: Planned, rates: Optional[Iterable[Share]] = None, kind: str = "A") -> Columns:
    """The operating characteristic of a plan on lots of one size: ``defective``, ``rate`` and ``probability`` of passing.

    ``plan`` is a :class:`Percentage`, a rule in force (:func:`plan`), a plan of a standard or ``(sample, accept)``.
    Without ``rates`` the curve runs from no bad unit to where less than 1 lot in 1,000 passes; each of the ``rates`` is
    taken at the nearest whole number of bad units, halves up. Columns by name, which every table library takes.

    ``kind="A"``: lots with exactly so many bad units (hypergeometric). ``kind="B"``: lots out of a stream of that rate
    (binomial, by scipy), without ``defective``; that a fifth of the lot is drawn then counts for nothing.
    """
    return curve_of(lot, single(plan, lot_size(lot)), rates, kind)


def curve_of(lot: int, at: Single, rates: Optional[Iterable[Share]], kind: str) -> Columns:
    """The curve of what a plan says of one lot size."""
    if kind not in ("A", "B"):
        raise ValueError(f"kind={kind!r}: use 'A' or 'B'")
    if rates is None:
        bad = _steps(lot, at)
        exact = [units / lot for units in bad]
    else:
        shares = [share(rate, "rate") for rate in rates]
        exact = [float(rate) for rate in shares]
        bad = [nearest(rate, lot) for rate in shares]
    if kind == "B":
        return {"rate": exact, "probability": [passing(lot, at, rate, kind) for rate in exact]}
    return {
        "defective": list(bad),
        "rate": [units / lot for units in bad],
        "probability": [_native.accept_probability(lot, units, at.sample, at.accept) for units in bad],
    }


def passing(lot: int, at: Single, rate: float, kind: str) -> float:
    """How likely one lot passes: with exactly that rate, or out of a stream of it."""
    if kind == "B":
        return float(stats().binom.cdf(at.accept, at.sample, rate))
    return _native.accept_probability(lot, round(rate * lot), at.sample, at.accept)


def _steps(lot: int, at: Single) -> Sequence[int]:
    """Numbers of bad units, evenly from 0 to where hardly a lot passes."""
    low, high = 0, lot
    while low < high:
        middle = (low + high) // 2
        if _native.accept_probability(lot, middle, at.sample, at.accept) < 0.001:
            high = middle
        else:
            low = middle + 1
    return range(low + 1) if low <= POINTS else [round(low * i / POINTS) for i in range(POINTS + 1)]


def by_lot_size(lots: Iterable[int], plan: Planned, rate: Share) -> Columns:
    """The saw-tooth: what becomes of equally bad lots of different sizes under one plan.

    Columns ``lot``, ``sample``, ``accept``, ``defective`` (the nearest whole number at ``rate``, halves up),
    ``probability`` of passing.
    """
    bad = share(rate, "rate")
    out: Columns = {name: [] for name in ("lot", "sample", "accept", "defective", "probability")}
    for lot in lots:
        at, units = single(plan, lot), nearest(bad, lot)
        row: List[Union[int, float]] = [lot, at.sample, at.accept, units]
        row.append(_native.accept_probability(lot, units, at.sample, at.accept))
        for column, value in zip(out.values(), row):
            column.append(value)
    return out
