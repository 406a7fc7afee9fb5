"""After-sales quality procedures as code.

What class is this complaint, does this return batch pass, what may happen next, what is due and by when: each answer
with the clause it follows.

>>> import aftersales as af
>>> p = af.procedure("workshop-defect-handling")
>>> p.judge({"inspected": 100, "mismatched": 4})["label-mismatch"].answer
'yes'
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any, List

from . import exchange
from ._native import Finding, Findings, __version__
from .calendar import Calendar
from .case import Case
from .errors import CalendarError, Error, Problem, ProcedureError, Refused, SpanError, TableError, Warn
from .procedure import Procedure, procedure, procedures
from .results import Deadline, Moved, NextStep, Obligation, Occurrence
from .rules import ProcedureInfo
from .text import Text
from .times import Stands, between, due, standing

if TYPE_CHECKING:
    from . import charts, sampling
    from .analysis.compare import Comparison, compare
    from .analysis.groups import Summary, summary
    from .analysis.pareto import Pareto, pareto
    from .analysis.pchart import PChart, p_chart
    from .analysis.periods import month, week
    from .reporting.report import Report, report

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

_WHEN_ASKED = {
    "charts": "charts",
    "sampling": "sampling",
    **dict.fromkeys(("Comparison", "compare"), "analysis.compare"),
    **dict.fromkeys(("Summary", "summary"), "analysis.groups"),
    **dict.fromkeys(("Pareto", "pareto"), "analysis.pareto"),
    **dict.fromkeys(("PChart", "p_chart"), "analysis.pchart"),
    **dict.fromkeys(("month", "week"), "analysis.periods"),
    **dict.fromkeys(("Report", "report"), "reporting.report"),
}
"""What few programs use, and where it stands: it is loaded when it is first asked for."""


if not TYPE_CHECKING:  # A checker would believe every name there is.

    def __getattr__(name: str) -> Any:
        if name not in _WHEN_ASKED:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        module = import_module(f".{_WHEN_ASKED[name]}", __name__)
        found = globals()[name] = module if _WHEN_ASKED[name] == name else getattr(module, name)
        return found

    def __dir__() -> List[str]:
        return sorted({*globals(), *__all__})
