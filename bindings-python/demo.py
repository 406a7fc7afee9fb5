"""What `make demo` shows of Python: an ERP export judged, and a complaint with its deadlines around National Day."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import List

import aftersales as af
from aftersales.cli import main
from aftersales.cli.paint import Grid, colours, paint

EXPORT = Path(__file__).parents[1] / "tests" / "data" / "returns-gb18030.csv"
LANG = af.text.preferred()
STEPS = 6
"""So many next steps are named; the others are counted."""
SAYS = {
    "zh": {"who": "责任", "by": "末日", "limit": "时限", "what": "事项", "clause": "条款", "stands": "状态",
           "left": "剩余", "why": "为什么是这一天？", "steps": "下一步："},
    "en": {"who": "owed by", "by": "last day", "limit": "limit", "what": "what", "clause": "clause",
           "stands": "standing", "left": "left", "why": "Why that day?", "steps": "Next: "},
}[LANG]
COLOURS = {"overdue": "red", "due soon": "yellow", "met": "green", "met late": "red"}


def complaint() -> af.Case:
    """A domestic complaint of the Monday before National Day: two replies in time, one analysis still open."""
    case = af.procedure("zjhp-complaint-return").case(
        opened="2026-09-28 09:30", facts={"kind": "complaint", "center-kind": "domestic"}
    )
    case.apply("check-stock", at="2026-09-28 10:30", by="quality")
    slip = ["slip", "schedule-sheet"]
    case.apply("submit", at="2026-09-28 14:00", by="center", facts={"goods-returned": True}, forms=slip)
    case.apply("first-response", at="2026-09-29 10:00", by="center")
    case.apply("start-inspection", at="2026-09-29 11:00", by="cqe")
    return case


def show(case: af.Case, now: str) -> None:
    """The obligations of a case at a moment, the days of one of them, and what may happen next."""
    on = colours(sys.stdout)
    print("\n" + paint(f"{case.procedure.title(LANG)}  {case.view.opened} → {now}", "bold", on) + "\n")
    owed = case.obligations(now=now)
    rows = [row(one) for one in owed]
    headings = [SAYS[k] for k in ("stands", "by", "left", "limit", "clause", "what", "who")]
    grid = Grid(headings, [k == SAYS["left"] for k in headings], rows, widest=60)
    print("\n".join(grid.head()))
    for one, cells in zip(owed, rows):
        print(paint(grid.row(cells), COLOURS.get(one.standing, ""), on))
    why = next((one.deadline for one in owed if one.id == "solve"), None)
    if why is not None:
        print(f"\n{SAYS['why']} {why.explain(LANG)}")
    steps = [step.label(LANG) for step in case.next_steps() if step.open]
    more = [f"+{len(steps) - STEPS}"] if len(steps) > STEPS else []
    print(f"\n{SAYS['steps']}{' · '.join([*steps[:STEPS], *more])}")


def row(one: af.Obligation) -> List[str]:
    """One obligation as cells."""
    return [
        one.standing_label(LANG),
        "" if one.last_day is None else one.last_day.isoformat(),
        "" if one.remaining is None else one.remaining.text(LANG),
        "" if one.deadline is None else one.deadline.span_label(LANG),
        one.clause or "",
        one.label(LANG),
        one.owed_by(LANG),
    ]


if __name__ == "__main__":
    print(f"$ aftersales score {EXPORT.name} --rows 15\n")
    main(["score", str(EXPORT), "--rows", "15"])
    show(complaint(), now="2026-10-09 10:00")
