"""The smallest plan that keeps two promises: good lots pass, and bad lots do not."""

from __future__ import annotations

from math import ceil, floor
from typing import Callable, Optional

from .. import _native
from ..errors import TableError, problem
from ..text import Text
from .intervals import stats
from .plans import Single
from .refuse import Share, lot_size, share

_MOST = 1 << 40

Passes = Callable[[int, int], float]
"""How likely a lot passes, by sample and acceptance number."""


def find_plan(
    good: Share, bad: Share, producer_risk: Share = "5%", consumer_risk: Share = "10%", lot: Optional[int] = None
) -> Single:
    """The plan with the smallest sample, and then the smallest acceptance number, that keeps both promises.

    Lots with a rate of ``good`` or less fail at most ``producer_risk`` of the time; lots with a rate of ``bad`` or more pass
    at most ``consumer_risk`` of the time. With ``lot`` for lots of that size: hypergeometric, ``good`` being the greatest
    whole number of bad units within it and ``bad`` the least that reaches it. Else for a stream: binomial, by scipy
    (``aftersales[stats]``). Raises :class:`TableError` unless ``good`` is below ``bad``.
    """
    low, high = share(good, "good"), share(bad, "bad")
    alpha, beta = share(producer_risk, "producer_risk"), share(consumer_risk, "consumer_risk")
    if not (low < high and 0 < alpha < 1 and 0 < beta < 1):
        raise TableError(
            [problem("sampling/two-points", "好批的不良率要小于坏批的，两个风险都要在 0 与 100% 之间",
                     "the good rate must be below the bad one, and both risks between 0 and 100 %",
                     Text('如 good="1%", bad="5%"', 'such as good="1%", bad="5%"'))]
        )
    if lot is None:
        binom = stats().binom
        p, q = float(low), float(high)
        return _smallest(lambda n, c: float(binom.cdf(c, n, p)), lambda n, c: float(binom.cdf(c, n, q)),
                         float(alpha), float(beta), _MOST)
    few, many = floor(low * lot_size(lot)), ceil(high * lot)
    return _smallest(lambda n, c: _native.accept_probability(lot, few, n, c),
                     lambda n, c: _native.accept_probability(lot, many, n, c),
                     float(alpha), float(beta), lot)


def _smallest(good: Passes, bad: Passes, alpha: float, beta: float, most: int) -> Single:
    """The sample that turns bad lots away grows with the acceptance number: the first that serves good lots is smallest."""
    sample = 0
    for accept in range(most + 1):
        sample = _first(sample, most, lambda n: bad(n, accept) <= beta)
        if good(sample, accept) >= 1 - alpha:
            break
    return Single(sample, accept)


def _first(low: int, most: int, holds: Callable[[int], bool]) -> int:
    """The first number from ``low`` on that holds, where all after it do."""
    step = 1
    while low + step < most and not holds(low + step):
        step *= 2
    high = min(low + step, most)
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle + 1, high)
    return low
