"""What leaves a plan whose rejected lots are inspected whole and mended: outgoing quality and work done."""

from __future__ import annotations

from typing import Iterable, NamedTuple, Optional

from .. import _native
from .intervals import stats
from .plans import Planned, Single, single
from .refuse import Share, lot_size
from .risk import Columns, curve_of, passing


class Aoql(NamedTuple):
    """The worst average outgoing quality, whatever comes in."""

    limit: float
    """The average outgoing rate of bad units at its worst."""
    rate: float
    """The incoming rate at which it is reached."""


def rectified(lot: int, plan: Planned, rates: Optional[Iterable[Share]] = None, kind: str = "A") -> Columns:
    """The OC curve with ``outgoing`` (AOQ, average outgoing rate) and ``inspected`` (ATI, average units inspected).

    Lots that fail are inspected whole; every bad unit found is replaced by a good one. ``kind="A"``: lots with exactly so
    many bad units; ``"B"``: lots out of a stream of that rate. The arguments are those of :func:`oc_curve`.
    """
    at = single(plan, lot_size(lot))
    curve = curve_of(lot, at, rates, kind)
    curve["outgoing"] = [_outgoing(lot, at, rate, kind) for rate in curve["rate"]]
    rest = lot - at.sample
    curve["inspected"] = [at.sample + (1 - passes) * rest for passes in curve["probability"]]
    return curve


def aoql(lot: int, plan: Planned, kind: str = "A") -> Aoql:
    """The average outgoing quality limit: the greatest :func:`rectified` ``outgoing``, and where it lies."""
    at = single(plan, lot_size(lot))
    if kind == "B":
        stats()
        from scipy.optimize import minimize_scalar

        worst = minimize_scalar(lambda rate: -_outgoing(lot, at, rate, kind), bounds=(0, 1), method="bounded",
                                options={"xatol": 1e-12})
        return Aoql(-float(worst.fun), float(worst.x))
    # It rises to one top and falls from there.
    low, high = 0, lot
    while low < high:
        middle = (low + high) // 2
        if _outgoing(lot, at, (middle + 1) / lot, kind) > _outgoing(lot, at, middle / lot, kind):
            low = middle + 1
        else:
            high = middle
    return Aoql(_outgoing(lot, at, low / lot, kind), low / lot)


def _outgoing(lot: int, at: Single, rate: float, kind: str) -> float:
    if at.sample >= lot:
        return 0.0
    if kind == "B":
        # What was not drawn is independent of what was.
        return passing(lot, at, rate, kind) * rate * (lot - at.sample) / lot
    bad = round(rate * lot)
    if bad == 0:
        return 0.0
    # Each bad unit goes out if it is not drawn, and the sample out of all the others passes.
    passes = _native.accept_probability(lot - 1, bad - 1, at.sample, at.accept)
    return bad / lot * (lot - at.sample) / lot * passes
