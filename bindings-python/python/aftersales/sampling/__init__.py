"""Sampling: how many to inspect out of a lot, which, what the plan risks, and what the sample says of its lot.

``size.py`` how many · ``drawing.py`` which · ``plans.py`` what passes · ``risk.py`` how likely ·
``rectify.py`` what leaves ·
``intervals.py`` how sure · ``finding.py`` the smallest plan · ``standards.py`` ISO 2859-1 · ``refuse.py`` what is no count and no share
"""

from .drawing import Drawn, digest, draw, draw_per_group
from .finding import find_plan
from .intervals import Interval, interval
from .plans import Percentage, Plan, Single, plan
from .rectify import Aoql, aoql, rectified
from .risk import accept_probability, by_lot_size, oc_curve
from .size import per_group, size
from .standards import Standard, StandardPlan

__all__ = [
    "Aoql",
    "Drawn",
    "Interval",
    "Percentage",
    "Plan",
    "Single",
    "Standard",
    "StandardPlan",
    "accept_probability",
    "aoql",
    "by_lot_size",
    "digest",
    "draw",
    "draw_per_group",
    "find_plan",
    "interval",
    "oc_curve",
    "per_group",
    "plan",
    "rectified",
    "size",
]
