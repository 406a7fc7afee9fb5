"""What a user writes, for the type checkers: it must be clean in their strictest mode. Nothing runs it."""

from datetime import date
from typing import List, Optional

import aftersales as af


def verdict(inspected: int, mismatched: int) -> str:
    finding = af.procedure("workshop-defect-handling").judge({"inspected": inspected, "mismatched": mismatched})[0]
    rate: Optional[str] = None if finding.rate is None else finding.rate.percent
    return f"{finding.answer} {rate} {finding.margin} {finding.clause} {finding.explain('en')}"


def last_day(start: date) -> Optional[date]:
    deadline: af.Deadline = af.due(start, "3 working days", calendar=af.Calendar.china())
    return deadline.last_day


def faults(path: str) -> List[str]:
    try:
        return [check.label("en") for check in af.Procedure.from_file(path).checks]
    except af.ProcedureError as error:
        return [f"{fault.line}: {fault.message('en')}" for fault in error.faults]
