"""Random deadlines against the day-by-day oracle: the answers of ``oracle-cases`` (``make oracle-cases CASES=100000``)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import aftersales as af

FILE = Path(__file__).parents[2] / "target" / "oracle-cases.jsonl"


@pytest.mark.skipif(not FILE.exists(), reason="no answers of the oracle; `make oracle-cases` writes them")
def test_random_cases():
    china, calendars, wrong, asked = af.Calendar.china(), {}, [], 0
    for line in FILE.open(encoding="utf-8"):
        case = json.loads(line)
        hours = case["hours"]
        calendar = calendars.setdefault(hours, china.with_hours(hours) if hours else china)
        due = af.due(case["start"], case["span"], calendar, case["convention"], pauses=case["pauses"])
        found = (None if due.last_day is None else str(due.last_day), due.due.strftime("%Y-%m-%d %H:%M"), due.inclusive)
        if found != (case["last_day"], case["due"], case["inclusive"]):
            wrong.append((case, found))
        asked += 1
    print(f"{asked} random deadlines")
    assert asked >= 1000 and not wrong, wrong[:3]


def test_pauses(english):
    # The clock stands at the end of 29 and 30 September; 8 October is day 1.
    stood = [("2026-09-29 09:00", "2026-10-08 15:00")]
    assert str(af.due("2026-09-28 10:00", "3 working days", pauses=stood).last_day) == "2026-10-10"
    with pytest.raises(af.CalendarError, match="ends before it begins"):
        af.due("2026-09-28 10:00", "3 working days", pauses=[("2026-10-08", "2026-09-29")])
