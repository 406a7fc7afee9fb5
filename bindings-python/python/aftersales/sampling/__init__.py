"""Sampling: how many to inspect out of a lot, which, what the plan risks, and what the sample says of its lot.

``size.py`` how many · ``drawing.py`` which · ``plans.py`` what passes · ``risk.py`` how likely ·
``intervals.py`` how sure · ``refuse.py`` what is no count and no share
"""

from .drawing import Drawn, draw
from .intervals import Interval, interval
from .plans import Percentage, Plan, Single, plan
from .risk import accept_probability, by_lot_size, oc_curve
from .size import per_group, size

__all__ = [
    "Drawn",
    "Interval",
    "Percentage",
    "Plan",
    "Single",
    "accept_probability",
    "by_lot_size",
    "draw",
    "interval",
    "oc_curve",
    "per_group",
    "plan",
    "size",
]
