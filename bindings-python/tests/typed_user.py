"""What a user writes, for the type checkers: it must be clean in their strictest mode. Nothing runs it."""

from datetime import date, timedelta
from typing import Dict, List, Optional, Union

import polars as pl
from typing_extensions import assert_type

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


def scored(frame: pl.DataFrame) -> pl.DataFrame:
    """The same kind of table comes out."""
    own = af.procedure("workshop-defect-handling")
    assert_type(own.score(frame), pl.DataFrame)
    assert_type(own.score(frame.lazy(), columns={"inspected": "检验数"}), pl.LazyFrame)
    assert_type(own.actions, Dict[str, af.Text])
    return own.score(frame, bad="raise", lang="en", flat=True)


def moments(starts: pl.Series) -> pl.Series:
    """The same kind of column comes out; of one moment, what it is."""
    assert_type(af.due("2026-02-13 16:00", "3 working days"), af.Deadline)
    assert_type(af.between("2026-02-13", date(2026, 2, 25), "working days"), Union[int, timedelta])
    assert_type(af.standing("2026-02-13", "3 working days", now="2026-02-20"), af.Stands)
    assert_type(af.between(starts, starts, "working days"), pl.Series)
    return af.due(starts, "3 working days", unknown="null")


def misspelt(frame: pl.DataFrame, starts: pl.Series) -> None:
    """Words that are no choice are found before anything runs."""
    own = af.procedure("workshop-defect-handling")
    own.score(frame, bad="drop")  # type: ignore[arg-type]
    own.score(frame, lang="fr")  # type: ignore[arg-type]
    own.score(frame, colums={})  # type: ignore[call-arg]
    af.due(starts, "3 working days", unknown="ignore")  # type: ignore[call-overload]
