"""What `make demo` shows of Python: an ERP export judged, and one case with its deadlines."""

from __future__ import annotations

from pathlib import Path

import aftersales as af
from aftersales.cli import main
from aftersales.cli.paint import Grid

EXPORT = Path(__file__).parents[1] / "tests" / "data" / "returns-gb18030.csv"
LANG = af.text.preferred()


def case() -> None:
    """A complaint that came in on a Monday before National Day, a week later."""
    complaints = af.procedure("zjhp-complaint-return")
    opened, now = "2026-09-28 09:30", "2026-10-09 10:00"
    one = complaints.case(opened=opened, facts={})
    print(f"\n{complaints.title(LANG)}  {opened} → {now}\n")
    rows = [
        [
            o.standing_label(LANG),
            "" if o.deadline is None else o.deadline.span_label(LANG),
            "" if o.last_day is None else o.last_day.isoformat(),
            o.owed_by(LANG),
            o.label(LANG),
            o.clause or "",
        ]
        for o in one.obligations(now=now)
    ]
    if rows:
        print("\n".join(Grid([""] * 6, [False] * 6, rows).row(row) for row in rows))


if __name__ == "__main__":
    print(f"$ aftersales score {EXPORT.name} --rows 15\n")
    main(["score", str(EXPORT), "--rows", "15"])
    case()
