"""Deadlines. Expected days are counted by hand on the State Council's notices and the Civil Code, arts. 200-203."""

from datetime import date, datetime, timedelta, timezone

import pytest

import aftersales as af

CHINA = timezone(timedelta(hours=8))


@pytest.mark.parametrize(
    ("start", "span", "last_day"),
    [
        # 14 February is worked in exchange; 15 to 23 are the Spring Festival.
        ("2026-02-13 16:00", "3 working days", date(2026, 2, 25)),
        ("2026-02-13 16:00", "3个工作日", date(2026, 2, 25)),
        # An event on a Saturday counts like any other.
        ("2026-03-07", "5 working days", date(2026, 3, 13)),
        # A month ends on the corresponding day, or the last of a shorter month; then it rolls over a weekend.
        ("2026-01-31", "1 month", date(2026, 2, 28)),
        ("2026-03-02", "day 3 of next month", date(2026, 4, 3)),
    ],
)
def test_last_days(start, span, last_day):
    due = af.due(start, span)
    assert due.last_day == last_day
    # Ends at 24:00: the instant is 00:00 of the next day, and no longer in time.
    assert due.due == datetime.combine(last_day + timedelta(days=1), datetime.min.time(), CHINA)
    assert not due.inclusive


def test_hours_run_day_and_night():
    due = af.due(datetime(2026, 3, 10, 9, 30), "24 hours")
    assert (due.due, due.last_day, due.inclusive) == (datetime(2026, 3, 11, 9, 30, tzinfo=CHINA), None, True)


def test_an_aware_start_is_put_on_the_calendars_clock():
    aware = datetime(2026, 3, 10, 1, 30, tzinfo=timezone.utc)
    assert af.due(aware, "24 hours").due == datetime(2026, 3, 11, 9, 30, tzinfo=CHINA)


def test_a_range_has_a_target():
    due = af.due("2026-03-02", "3..5 working days")
    assert (due.target.last_day, due.last_day) == (date(2026, 3, 5), date(2026, 3, 9))


def test_the_days_add_up():
    days = af.due("2026-02-13 16:00", "3 working days").days()
    assert [(d.day.day, d.n) for d in days if d.n] == [(14, 1), (24, 2), (25, 3)]
    assert (days[0].kind, days[1].kind, days[2].kind) == ("start", "makeup", "holiday")
    assert days[2].name("en") == "Spring Festival"


def test_the_sentence_in_both_languages():
    due = af.due("2026-03-07", "5 working days")
    assert "3月13日" in due.explain() and "13 March" in due.explain("en")


def test_beyond_the_last_notice_it_is_provisional():
    due = af.due("2026-12-28", "15 working days")
    assert due.provisional and due.assumed("zh")
    assert due.bounds.earliest.due <= due.due <= due.bounds.latest.due
    earliest, latest = due.bounds
    assert (earliest, latest) == (due.bounds.earliest, due.bounds.latest)


def test_conventions_by_name_and_by_key():
    assert af.due("2026-03-10", "1 working day", convention={"first_day": "counted"}).last_day == date(2026, 3, 10)
    named = af.due("2026-03-10", "1 working day", convention="sla-next-opening")
    assert {c.key: c.value for c in named.convention}["start"] == "next-opening"
    with pytest.raises(af.SpanError):
        af.due("2026-03-10", "1 day", convention={"rol": "next"})


@pytest.mark.parametrize(
    ("start", "span", "kind", "code"),
    [
        ("2026-02-30", "1 day", af.SpanError, "moment/day"),
        ("2026-03-10", "1 working dayz", af.SpanError, "span/unit"),
        ("2026-03-10", "24 hours", af.CalendarError, "calendar/time-needed"),
        ("2026-03-10 10:00", "8 working hours", af.CalendarError, "calendar/no-hours"),
        ("2026-03-10", "unset", af.CalendarError, "calendar/unset"),
        ("1900-01-01", "1 working day", af.CalendarError, "calendar/range"),
    ],
)
def test_what_cannot_be_counted(start, span, kind, code):
    with pytest.raises(kind) as raised:
        af.due(start, span)
    assert [p.code for p in raised.value.problems] == [code]
    assert isinstance(raised.value, af.Error) and isinstance(raised.value, ValueError)
    assert raised.value.text("zh") and raised.value.text("en")


def test_calendars():
    china = af.Calendar.china()
    assert china.is_workday("2026-02-14") and not china.is_workday(date(2026, 2, 16))
    assert china.kind("2026-02-14") == "makeup_workday"
    assert china.kind("2026-03-10") == "workday" and china.name("2026-03-10") is None
    assert china.name("2026-02-16")("en") == "Spring Festival"
    assert china.known_until == date(2026, 12, 31)
    assert china.version in repr(china)
    ours = china.with_days(off=["2026-03-11"], on=[date(2026, 3, 14)])
    assert af.due("2026-03-10", "1 working day", calendar=ours).last_day == date(2026, 3, 12)
    assert ours.version != china.version
    hours = china.with_hours("09:00-12:00, 13:00-18:00")
    assert af.due("2026-03-10 17:00", "2 working hours", calendar=hours).due.hour == 10


def test_the_calendar_as_it_was_published():
    # The notice of 2020-01-27 moved the end of the Spring Festival holiday from 30 January to 2 February.
    promised = af.Calendar.china(as_of="2020-01-20")
    assert promised.is_workday("2020-01-31") and not af.Calendar.china().is_workday("2020-01-31")
