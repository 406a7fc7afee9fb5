"""What a newer calendar moved, and when duties fall due. Expected days are counted on the State Council's notices."""

from __future__ import annotations

from datetime import date

import pytest

import aftersales as af

# On 22 March 2019 Labour Day became four days: off 1 to 4 May, worked on 28 April and 5 May. Before, 1 May alone.
PROMISED, NOW = af.Calendar.china(as_of="2019-03-21"), af.Calendar.china(as_of="2019-03-22")


def delivered() -> af.Case:
    """S0-08: a lot for its supplier came to the warehouse on Tuesday 30 April; it goes back within one working day."""
    case = af.procedure("workshop-defect-handling").case("2019-04-30 09:00", {"goods": "single-piece", "cause": "incoming"})
    case.apply("sort", "2019-04-30 10:40", "material-handler", forms=["label"])
    case.apply("hand-to-ipqc", "2019-04-30 11:10", "workshop", forms=["return-slip"])
    case.apply("inspect", "2019-04-30 13:20", "ipqc", facts={"inspected": 20, "mismatched": 0})
    case.sign("ipqc-opinion", "ipqc", "2019-04-30 13:40")
    case.apply("opine", "2019-04-30 13:41", "ipqc", facts={"opinion": "return-supplier"})
    case.apply("treat", "2019-04-30 14:30", "workshop")
    case.sign("pmc-signature", "pmc", "2019-04-30 15:30")
    case.apply("hand-over", "2019-04-30 16:10", "workshop")
    case.apply("place", "2019-04-30 16:40", "warehouse")
    return case


def test_labour_day_2019_moves_what_was_promised():
    case = delivered()
    [moved] = case.moved(PROMISED, NOW, "2019-05-03 10:00")
    assert (moved.id, moved.before.last_day, moved.after.last_day) == (
        "return-to-supplier", date(2019, 5, 2), date(2019, 5, 5)
    )
    assert (moved.by.amount, moved.by.unit, moved.by.text("zh"), moved.by.text("en")) == (
        1, "working-days", "推迟1个工作日", "1 working day later"
    )
    assert (moved.stood, moved.standing) == ("overdue", "due soon")
    assert "推迟1个工作日" in moved.explain() and "due soon" in moved.explain("en")
    assert case.moved(NOW, NOW, "2019-05-03 10:00") == []
    [back] = case.moved(NOW, PROMISED, "2019-05-03 10:00")
    assert back.by.amount == -1  # counted in the older calendar: 3 May


def test_due_today():
    owed = {o.id: o for o in delivered().obligations("2019-05-05 10:00", NOW)}
    left = owed["return-to-supplier"].remaining
    assert (left.amount, left.text("zh"), left.text("en")) == (0, "今天到期", "due today")


def test_only_calendars_are_calendars(english):
    case = af.procedure("market-quality-feedback").case(opened="2019-04-26 09:00")
    with pytest.raises(af.CalendarError, match="'china' is no calendar; pass a Calendar, e.g. Calendar.china()"):
        case.moved("china", NOW, "2019-04-26 10:00")
    with pytest.raises(af.CalendarError, match="None is no calendar"):
        case.moved(None, NOW, "2019-04-26 10:00")
    with pytest.raises(af.CalendarError, match="'china' is no calendar"):
        af.due("2026-02-13", "3 days", calendar="china")
    with pytest.raises(af.CalendarError, match="'china' is no calendar"):
        case.obligations("2019-04-26 10:00", calendar="china")


def test_duties_between():
    p = af.procedure("air-cooler-return-and-warranty")
    first = p.duties_between(date(2026, 10, 1), "2026-10-31")[0]
    assert (first.id, first.last_day, first.every, first.inclusive) == (
        "domestic-ledger", date(2026, 10, 8), "month by day 3", False
    )
    assert first.due.isoformat() == "2026-10-09T00:00:00+08:00"
    assert not first.provisional and p.duties_between("2027-03-01", "2027-03-31")[0].provisional
    assert "每月" in first.explain() and "each month" in first.explain("en")
    with pytest.raises(af.CalendarError):
        p.duties_between("1990-01-01", "2026-10-31")
