"""The p-chart: does the share of nonconforming units stay within what chance alone does?

Limits for samples of any size: p ± 3·√(p(1-p)/n), each point with its own n. Where samples differ among themselves by
more than chance (batches of different customers do), these limits cry wolf; P. B. Laney's p′ chart (Quality
Engineering 14(4), 2002) widens them by the spread that is really there.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import Any, Iterable, Iterator, List, Optional, Sequence

from ..errors import TableError, problem
from ..text import Text

D2 = 1.128
"""The mean range of two standard normal values, which turns moving ranges into a standard deviation."""


@dataclass(frozen=True)
class Point:
    """One sample."""

    label: str
    part: int
    whole: int
    rate: Optional[float]
    """None if nothing was looked at."""
    lower: float
    upper: float
    outside: bool
    """Beyond a limit."""


@dataclass(frozen=True)
class PChart:
    """Samples in order, the centre line, and limits of each. Iterates over its points."""

    points: List[Point]
    center: float
    spread: str
    """"binomial" or "laney"."""
    dispersion: Optional[float]
    """How many times the spread of chance alone the samples show (Laney's sigma z); None for fewer than two."""

    def __iter__(self) -> Iterator[Point]:
        return iter(self.points)

    def __len__(self) -> int:
        return len(self.points)

    @property
    def outside(self) -> List[Point]:
        """The points beyond a limit."""
        return [point for point in self.points if point.outside]

    def __repr__(self) -> str:
        return f"<PChart of {len(self.points)} points: {self.center:.2%}, {len(self.outside)} outside>"

    def _repr_html_(self) -> str:
        from ..html.tables import p_chart

        return p_chart(self)


def p_chart(
    k: Iterable[Any], n: Iterable[Any], order: Optional[Iterable[Any]] = None, spread: str = "binomial"
) -> PChart:
    """The p-chart of samples: ``k`` nonconforming of ``n`` each (one number if all are of one size).

    ``order`` sorts and labels them; without it they stand as given, numbered from 1. A sample of none stays on the chart
    without a point. ``spread="laney"`` takes the limits as wide as the samples really spread.
    """
    if spread not in ("binomial", "laney"):
        raise ValueError(f"spread={spread!r}: use 'binomial' or 'laney'")
    parts = list(k)
    wholes = [n] * len(parts) if isinstance(n, int) else list(n)
    labels = list(range(1, len(parts) + 1)) if order is None else list(order)
    _checked(parts, wholes, labels)
    rows = sorted(range(len(parts)), key=lambda row: labels[row]) if order is not None else list(range(len(parts)))
    samples = [(str(labels[row]), int(parts[row]), int(wholes[row])) for row in rows]
    looked = sum(whole for _, _, whole in samples)
    if not looked:
        raise TableError(
            [problem("p-chart/empty", "没有抽检数据，画不出控制图", "nothing was inspected: there is no chart to make")]
        )
    center = sum(part for _, part, _ in samples) / looked
    dispersion = _dispersion(samples, center)
    wide = 3 * (dispersion if spread == "laney" and dispersion is not None else 1.0)
    return PChart([_point(*sample, center, wide) for sample in samples], center, spread, dispersion)


def _point(label: str, part: int, whole: int, center: float, wide: float) -> Point:
    if not whole:
        return Point(label, part, whole, None, 0.0, 1.0, False)
    reach = wide * sqrt(center * (1 - center) / whole)
    lower, upper, rate = max(0.0, center - reach), min(1.0, center + reach), part / whole
    return Point(label, part, whole, rate, lower, upper, rate < lower or rate > upper)


def _dispersion(samples: Sequence[Any], center: float) -> Optional[float]:
    if not 0 < center < 1:
        return None
    z = [(part / whole - center) / sqrt(center * (1 - center) / whole) for _, part, whole in samples if whole]
    ranges = [abs(b - a) for a, b in zip(z, z[1:])]
    return sum(ranges) / len(ranges) / D2 if ranges else None


def _checked(parts: Sequence[Any], wholes: Sequence[Any], labels: Sequence[Any]) -> None:
    if not len(parts) == len(wholes) == len(labels):
        raise TableError(
            [problem("p-chart/length", f"长短不一：k {len(parts)} 个，n {len(wholes)} 个，次序 {len(labels)} 个",
                     f"of different lengths: {len(parts)} k, {len(wholes)} n, {len(labels)} in order")]
        )
    faults = [
        problem("p-chart/counts", f"{whole} 件中有 {part} 件，不成比率", f"{part} of {whole} is no share",
                Text("应为整数，且 0 ≤ k ≤ n", "both must be whole, 0 ≤ k ≤ n"), row=row)
        for row, (part, whole) in enumerate(zip(parts, wholes))
        if not (_whole(part) and _whole(whole) and 0 <= part <= whole)
    ]
    if faults:
        raise TableError(faults)


def _whole(value: Any) -> bool:
    return value is not None and value == value and int(value) == value
