"""What is handed over by mistake is refused in our words, whatever its type."""

from __future__ import annotations

import numpy as np
import pytest

import aftersales as af

CHINA = af.Calendar.china()
DAYS = np.array(["2026-01-01", "2026-01-02"], "M8[D]")


@pytest.mark.parametrize(
    ("asked", "kind", "says"),
    [
        (lambda: af.due("2026-01-01", 3), af.SpanError, '3 is no span of time; write e.g. "3 working days" [span/form]'),
        (lambda: af.due("2026-01-01", None), af.SpanError, "None is no span of time"),
        (lambda: af.between("2026-01-01", "2026-01-02", 3), af.SpanError, "3 is no span of time"),
        (lambda: af.standing("2026-01-01", 3, now="2026-01-01"), af.SpanError, "3 is no span of time"),
        (lambda: af.due("2026-01-01", "3 days", convention=7), af.SpanError, "7 is no convention; give its name, or keys"),
        (lambda: af.due("2026-01-01", "3 days", convention={"roll": 3}), af.SpanError, "is no convention"),
        (lambda: af.due(None, "3 days"), af.SpanError, "cannot read the date or time"),
        (lambda: af.due("2026-01-01", "3 days", pauses=["2026-01-02"]), af.CalendarError, "'2026-01-02' is no pause; give each as (from"),
        (lambda: af.due("2026-01-01", "3 days", pauses=[None]), af.CalendarError, "None is no pause"),
        (lambda: af.due(DAYS, DAYS[:1].astype(str)), af.TableError, "span has 1 rows, start has 2; give all columns the same number"),
        (lambda: af.between(DAYS, DAYS[:1], "days"), af.TableError, "end has 1 rows, start has 2"),
        (lambda: CHINA.with_hours(9), af.CalendarError, "9 is no text of business hours"),
        (lambda: CHINA.with_hours("9:00-9:00"), af.CalendarError, "write 00:00-24:00 for day and night"),
        (lambda: CHINA.is_workday(3), af.SpanError, "cannot read the date or time"),
        # Out of range.
        (lambda: af.due("0000-01-01", "1 day"), af.SpanError, "four digits, from 0001 to 9999"),
        (lambda: af.due("9999-12-31", "1 day"), af.CalendarError, "it reaches from 2004-01-01 to 2050-12-31"),
        (lambda: af.due("9999-12-31 23:00", "24 hours"), af.CalendarError, "ends after the year 9999"),
        (lambda: af.due("2026-01-01", "99999999999 days"), af.SpanError, "99999999999 is out of range"),
        (lambda: af.due("2026-01-01 24:00", "1 day"), af.SpanError, "write 24:00 of a day as 00:00 of the next"),
        (lambda: af.due("2026-02-31", "1 day"), af.SpanError, "2026-02 has no day 31"),
        (lambda: af.standing("1990-01-01", "3 days", now="2026-01-01"), af.CalendarError, "lies outside the calendar"),
    ],
)
def test_refused(english, asked, kind, says):
    with pytest.raises(kind) as refused:
        asked()
    assert says in str(refused.value)


@pytest.mark.parametrize("seq", [-1, 7, 10**30, "1", 1.5, None])
def test_an_entry_that_is_not_there(english, defects, seq):
    case = defects.case(opened="2026-09-28 09:30")
    with pytest.raises(af.Refused, match="the log has no entry"):
        case.void(seq, "a mistake")


@pytest.mark.parametrize("text", ["[]", "", "{", '{"format": 1}', '{"a": 1}'])
def test_what_is_no_case(english, defects, text):
    with pytest.raises(af.Refused) as refused:
        af.Case.from_json(text, defects)
    assert refused.value.problems[0].code == "case/json"
    assert "serde" not in str(refused.value) and "struct" not in str(refused.value)


def test_one_where_several_may_stand():
    assert not CHINA.with_days(off="2026-03-09").is_workday("2026-03-09")
    assert af.standing("2026-09-28", "3 working days", now="2026-09-30", warn="2 working days").standing == "due soon"
