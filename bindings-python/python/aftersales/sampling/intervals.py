"""What a sample says of its lot: between which limits the lot's true rate lies."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Optional

from .. import _native
from ..errors import TableError, problem
from ..text import Text
from .refuse import Share, count, share


@dataclass(frozen=True)
class Interval:
    """Limits for the true rate of bad units, and how they were found."""

    low: float
    """The least rate, from 0 to 1."""
    high: float
    """The greatest rate."""
    least: Optional[int]
    """The least number of bad units in the lot; None for a stream without end."""
    most: Optional[int]
    """The greatest number of bad units in the lot."""
    lot: Optional[int]
    sample: int
    found: int
    confidence: float
    side: str
    method: str
    """"inverted hypergeometric" for a lot, "Clopper-Pearson" for a stream."""

    def explain(self, lang: str = "zh") -> str:
        """The limits in one sentence."""
        shown = [f"{100 * self.found / self.sample:.2f}%" if self.sample else "-",
                 f"{100 * self.low:.2f}%", f"{100 * self.high:.2f}%", f"{100 * self.confidence:.10g}%"]
        found, low, high, sure = shown
        if lang == "zh":
            units = f"（批量 {self.lot} 件中 {self.least} 至 {self.most} 件）" if self.lot is not None else ""
            return (f"抽 {self.sample} 件，不良 {self.found} 件（{found}）：真实不良率在 {low} 与 {high} 之间{units}，"
                    f"置信水平 {sure}。")
        units = f" ({self.least} to {self.most} of the lot's {self.lot} units)" if self.lot is not None else ""
        return (f"{self.found} of {self.sample} inspected were bad ({found}): the true rate lies between {low} and "
                f"{high}{units}, with {sure} confidence.")


def interval(
    lot: Optional[int], sample: int, found: int, confidence: Share = "95%", side: str = "both"
) -> Interval:
    """Between which limits the true rate of bad units lies, after ``found`` of the ``sample`` units drawn were bad.

    For a lot of ``lot`` units: exact, by inverting the hypergeometric test. With D bad units in the lot, X of them drawn
    and a = 1 - confidence, the lower limit is the smallest D with P(X >= found) > a/2, the upper one the greatest D with
    P(X <= found) > a/2; ``side="lower"`` or ``"upper"`` gives that limit alone, with a in place of a/2. It is never
    surer than it claims: whatever D is, the limits miss it at most a of the time.

    ``lot=None`` is a stream without end: the Clopper-Pearson limits, by scipy (``aftersales[stats]``). On a lot they are
    wider than need be.

    Raises :class:`TableError` for a sample beyond the lot or bad units beyond the sample.
    """
    count(sample, "sample"), count(found, "found")
    sure = share(confidence, "confidence")
    if lot is None:
        low, high = _endless(sample, found, sure, side)
        return Interval(low, high, None, None, None, sample, found, float(sure), side, "Clopper-Pearson")
    least, most = _native.lot_interval(count(lot, "lot"), sample, found, float(1 - sure), side)
    rates = (least / lot, most / lot) if lot else (0.0, 0.0)
    return Interval(*rates, least, most, lot, sample, found, float(sure), side, "inverted hypergeometric")


def _endless(sample: int, found: int, sure: Fraction, side: str) -> "tuple[float, float]":
    if found > sample or not 0 < sure < 1:
        # Said by the core, in its words; a lot of just the sample is never too small.
        _native.lot_interval(sample, sample, found, float(1 - sure), side)
    if side not in ("both", "lower", "upper"):
        raise ValueError(f"side={side!r}: use 'both', 'lower' or 'upper'")
    if sample == 0:
        return 0.0, 1.0
    beta = stats().beta
    miss = float(1 - sure) / (2 if side == "both" else 1)
    low = 0.0 if found == 0 or side == "upper" else float(beta.ppf(miss, found, sample - found + 1))
    high = 1.0 if found == sample or side == "lower" else float(beta.isf(miss, found + 1, sample - found))
    return low, high


def stats() -> Any:
    """scipy.stats; :class:`TableError` that says how to get it."""
    try:
        from scipy import stats as found
    except ImportError:
        raise TableError(
            [problem("sampling/library", "没有批量（无限总体）的计算需要 scipy", "figures for a stream without end need scipy",
                     Text("pip install aftersales[stats]", "pip install aftersales[stats]"))]
        ) from None
    return found
