"""After-sales quality procedures as code.

What class is this complaint, does this return batch pass, what may happen next, what is due and by when: each answer
with the clause it follows.

>>> import aftersales as af
>>> p = af.procedure("workshop-defect-handling")
>>> p.judge({"inspected": 100, "mismatched": 4})["label-mismatch"].answer
'yes'
"""

from . import charts, exchange, sampling
from ._native import Finding, Findings, __version__
from .analysis.compare import Comparison, compare
from .analysis.groups import Summary, summary
from .analysis.pareto import Pareto, pareto
from .analysis.pchart import PChart, p_chart
from .analysis.periods import month, week
from .calendar import Calendar
from .case import Case
from .errors import CalendarError, Error, Problem, ProcedureError, Refused, SpanError, TableError, Warn
from .procedure import Procedure, procedure, procedures
from .reporting.report import Report, report
from .results import Deadline, Moved, NextStep, Obligation, Occurrence
from .rules import ProcedureInfo
from .text import Text
from .times import Stands, between, due, standing

__all__ = [
    "Calendar",
    "CalendarError",
    "Case",
    "Comparison",
    "Deadline",
    "Error",
    "Finding",
    "Findings",
    "Moved",
    "NextStep",
    "Obligation",
    "Occurrence",
    "PChart",
    "Pareto",
    "Problem",
    "Procedure",
    "ProcedureError",
    "ProcedureInfo",
    "Refused",
    "Report",
    "SpanError",
    "Stands",
    "Summary",
    "TableError",
    "Text",
    "Warn",
    "__version__",
    "between",
    "charts",
    "compare",
    "due",
    "exchange",
    "month",
    "p_chart",
    "pareto",
    "procedure",
    "procedures",
    "report",
    "sampling",
    "standing",
    "summary",
    "week",
]
