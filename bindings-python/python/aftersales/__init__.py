"""After-sales quality procedures as code.

What class is this complaint, does this return batch pass, what may happen next, what is due and by when: each answer
with the clause it follows.

>>> import aftersales as af
>>> p = af.procedure("workshop-defect-handling")
>>> p.judge({"inspected": 100, "mismatched": 4})["label-mismatch"].answer
'yes'
"""

from . import sampling
from ._native import Finding, Findings, __version__
from .calendar import Calendar, Stands, between, due, standing
from .case import Case
from .errors import CalendarError, Error, Problem, ProcedureError, Refused, SpanError, TableError, Warn
from .procedure import Procedure, procedure, procedures
from .results import Deadline, NextStep, Obligation
from .rules import ProcedureInfo
from .text import Text

__all__ = [
    "Calendar",
    "CalendarError",
    "Case",
    "Deadline",
    "Error",
    "Finding",
    "Findings",
    "NextStep",
    "Obligation",
    "Problem",
    "Procedure",
    "ProcedureError",
    "ProcedureInfo",
    "Refused",
    "SpanError",
    "Stands",
    "TableError",
    "Text",
    "Warn",
    "__version__",
    "between",
    "due",
    "procedure",
    "procedures",
    "sampling",
    "standing",
]
