"""Sampling: how many to inspect out of a lot."""

from __future__ import annotations

from ._native import sample_size


def size(lot: int, rate: str, rounding: str = "up", minimum: int = 1) -> int:
    """The sample out of ``lot`` units: ``size(52, "20%")`` is 11.

    The share is exact and rounded "up", "down" or "half-up"; at least ``minimum`` units, never more than the lot.
    Raises :class:`SpanError` for a rate that cannot be read.
    """
    if lot < 0 or minimum < 0:
        raise ValueError("a lot and a minimum are counts from 0")
    return sample_size(lot, rate, rounding, minimum)
