"""Counts and shares as the rest of the package wants them, or an error that says what they should be."""

from __future__ import annotations

from fractions import Fraction
from typing import Optional, Union

from ..errors import SpanError, TableError, problem
from ..text import Text

Share = Union[str, float]
"""A share: "95%", "1/3", "3‰", or a number from 0 to 1."""

_SIGNS = {"%": 100, "％": 100, "‰": 1000}


def count(value: int, name: str) -> int:
    """A count of units from 0."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise TableError(
            [problem("sampling/count", f"{name}={value!r} 不是件数", f"{name}={value!r} is no count of units",
                     Text("应为 0 或以上的整数", "units are counts from 0"))]
        )
    return value


def lot_size(value: int) -> int:
    """A lot of one unit or more."""
    if count(value, "lot") == 0:
        raise TableError(
            [problem("sampling/empty-lot", "批量为 0，没有可抽的产品", "a lot of no units: nothing can be drawn",
                     Text("批量至少为 1", "a lot has at least one unit"))]
        )
    return value


def share(value: Share, name: str) -> Fraction:
    """A share from 0 to 1, exact; a float is what it is written as: 0.05 is 1/20."""
    number = _read(value)
    if number is None or not 0 <= number <= 1:
        raise SpanError(
            [problem("rate/form", f"{name}={value!r} 不是 0 到 100% 的比例", f"{name}={value!r} is no share from 0 to 100 %",
                     Text("应写成 \"20%\"、\"3‰\"、\"1/3\" 或 0.2", 'write "20%", "3‰", "1/3" or 0.2'))]
        )
    return number


def _read(value: Share) -> Optional[Fraction]:
    try:
        if not isinstance(value, str):
            return Fraction(repr(float(value)))
        text = value.strip()
        if text[-1:] in _SIGNS:
            return Fraction(text[:-1]) / _SIGNS[text[-1]]
        return Fraction(text) if "/" in text else None
    except (TypeError, ValueError, ZeroDivisionError):
        return None


def nearest(rate: Fraction, lot: int) -> int:
    """The whole number of units nearest to a share of a lot; halves up."""
    return int(rate * lot + Fraction(1, 2))
