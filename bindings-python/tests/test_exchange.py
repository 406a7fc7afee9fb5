"""Days from and to other programs. The two packages are checked day by day against our own table of 2004 to 2026."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

import chinese_calendar
import holidays
import pytest

import aftersales as af
from aftersales import exchange

# 31 December 2005 is a Saturday worked in exchange: the State Council's notice for 2006 says so, and chinesecalendar,
# which goes by the notice for 2005, does not have it.
NOT_IN_CHINESECALENDAR = [date(2005, 12, 31)]


def every_day(first: int, last: int):
    day = date(first, 1, 1)
    while day.year <= last:
        yield day
        day += timedelta(days=1)


def differences(theirs: af.Calendar):
    ours = af.Calendar.china()
    return [day for day in every_day(2004, 2026) if ours.is_workday(day) != theirs.is_workday(day)]


def test_the_package_holidays_agrees_on_every_day():
    theirs = af.Calendar.from_holidays(holidays.CN(language="zh_CN"), range(2004, 2027))
    assert differences(theirs) == []
    assert theirs.known_until == date(2026, 12, 31)
    assert theirs.name("2026-10-01")("zh") == "国庆节"


def test_chinesecalendar_differs_on_the_one_day_known():
    theirs = af.Calendar.from_chinesecalendar()
    assert differences(theirs) == NOT_IN_CHINESECALENDAR
    assert (theirs.name("2026-02-14")("zh"), theirs.name("2026-02-14")("en")) == ("春节", "Spring Festival")
    # The package itself says the same of every day: nothing was lost on the way.
    assert all(theirs.is_workday(day) == chinese_calendar.is_workday(day) for day in every_day(2004, 2026))


def test_a_year_without_exchanged_days_is_not_published_yet():
    theirs = af.Calendar.from_holidays(holidays.CN(), range(2026, 2029))
    assert theirs.known_until == date(2026, 12, 31)
    due = af.due("2027-09-30", "3 working days", theirs)
    assert due.provisional
    assert not theirs.is_workday("2027-10-01")  # a holiday by law, whatever the notice will say
    assert due.assumed("en") == "nothing is known after 2026: plain weeks and the days listed are assumed"


def test_other_countries_and_plain_mappings():
    germany = af.Calendar.from_holidays(holidays.DE(subdiv="BY"), [2026], name=af.Text("德国巴伐利亚", "Bavaria"))
    assert germany.label("en") == "Bavaria" and germany.known_until == date(2026, 12, 31)
    assert not germany.is_workday("2026-01-06")  # Epiphany, kept in Bavaria
    assert germany.is_workday("2026-10-01")
    # Friday and Saturday are the weekend.
    emirates = af.Calendar.from_holidays(holidays.KW(), [2026])
    assert [emirates.is_workday(date(2026, 3, day)) for day in (5, 6, 7, 8)] == [True, False, False, True]
    plain = af.Calendar.from_holidays({date(2026, 3, 9): "厂庆"})
    assert (plain.is_workday("2026-03-09"), plain.name("2026-03-09")("zh")) == (False, "厂庆")


def test_years_that_cannot_be_had(english):
    with pytest.raises(af.CalendarError, match="no calendar can be made of these years: 1999; chinesecalendar has 2004"):
        af.Calendar.from_chinesecalendar([1999])
    with pytest.raises(af.CalendarError, match="these years: 2026; the holidays object was not made for them"):
        af.Calendar.from_holidays(holidays.CN(years=2025, expand=False), [2026])
    with pytest.raises(af.CalendarError, match=r"years: 2024, 2026; give years in a row, e.g. range\(2024, 2027\)"):
        af.Calendar.from_holidays(holidays.CN(), [2024, 2026])
    with pytest.raises(af.CalendarError, match="these years: -"):
        af.Calendar.from_holidays({})


def test_a_calendar_file_out_and_in_again():
    china = af.Calendar.china()
    text = china.to_icalendar("2026-01-01", "2026-12-31")
    again = af.Calendar.weeks("2026-01-01", "2026-12-31").with_entries(exchange.icalendar(text.encode()))
    assert [d.worked for d in china.days("2026-01-01", "2026-12-31")] == [
        d.worked for d in again.days("2026-01-01", "2026-12-31")
    ]
    assert again.name("2026-10-01")("zh") == "国庆节"


def test_the_table_of_days_looks_deadlines_up():
    rows = list(csv.DictReader(io.StringIO(af.Calendar.china().to_csv("2026-01-01", "2026-12-31"))))
    numbers = {row["date"]: int(row["number"]) for row in rows}
    nth = {int(row["number"]): row["date"] for row in reversed(rows)}
    assert nth[numbers["2026-02-13"] + 3] == "2026-02-25"
    assert rows[3] == {"date": "2026-01-04", "weekday": "Sunday", "kind": "makeup_workday", "workday": "1",
                       "number": "1", "name_zh": "元旦", "name_en": "New Year's Day"}


# The State Council's notice of 4 November 2025, its line on New Year's Day.
NOTICE = """{"year": 2026, "days": [
  {"name": "元旦", "date": "2026-01-01", "isOffDay": true}, {"name": "元旦", "date": "2026-01-02", "isOffDay": true},
  {"name": "元旦", "date": "2026-01-03", "isOffDay": true}, {"name": "元旦", "date": "2026-01-04", "isOffDay": false}]}"""


def test_as_promised_and_as_now():
    promised = af.Calendar.china(as_of="2025-11-03")
    now = promised.with_notice(2026, exchange.holiday_cn(NOTICE))
    assert (promised.known_until, now.known_until) == (date(2025, 12, 31), date(2026, 12, 31))
    assert promised.version != now.version
    moved = promised.moved(now)
    assert [(str(d.day), d.before.worked, d.after.worked) for d in moved if d.before.worked != d.after.worked] == [
        ("2026-01-02", True, False), ("2026-01-04", False, True)
    ]
    assert moved[0].after.kind_label("zh") == "放假"
    due = [af.due("2025-12-31", "2 working days", calendar).last_day for calendar in (promised, now)]
    assert due == [date(2026, 1, 5), date(2026, 1, 5)]  # 2 and 5 January; 4 and 5 January
    with pytest.raises(af.CalendarError, match="calendar/no-days"):
        now.with_notice(2027, exchange.holiday_cn(NOTICE))
    with pytest.raises(af.CalendarError, match="calendar/gap"):
        now.with_notice(10**30, exchange.holiday_cn(NOTICE))


def test_clear_errors(english):
    two = NOTICE.replace('"2026-01-02"', '"2026-01-01"').replace("元旦", "新年", 1)
    with pytest.raises(af.CalendarError, match="2026-01-01 stands twice: `新年` and `元旦`; one day has one arrangement"):
        af.Calendar.china().with_entries(exchange.holiday_cn(two))
    event = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;{}\nEND:VEVENT\nEND:VCALENDAR"
    with pytest.raises(af.CalendarError, match="3:1: the file does not define the time zone `Mars/Base`"):
        exchange.icalendar(event.format("TZID=Mars/Base:20261001T090000"))
    with pytest.raises(af.CalendarError, match="more than 36600, a century"):
        exchange.icalendar(event.format("VALUE=DATE:00010101\nDTEND;VALUE=DATE:99991231"))
    with pytest.raises(af.CalendarError, match="not an iCalendar file"):
        exchange.icalendar("hello")
    with pytest.raises(af.CalendarError, match=r"the file is not UTF-8 \(byte 0\); save it as UTF-8"):
        exchange.icalendar("日历".encode("gb18030"))
    with pytest.raises(af.CalendarError, match="that year may not be published yet"):
        exchange.holiday_cn('{"days": []}')
    with pytest.raises(af.CalendarError, match="the calendar has no working day"):
        af.Calendar.china().with_week([])
    with pytest.raises(af.CalendarError, match="days of the week are 0 to 6, not 7"):
        af.Calendar.china().with_week([7])
    with pytest.raises(af.CalendarError, match="`holidy` is no kind of day; did you mean `holiday`?"):
        af.Calendar.china().with_entries([exchange.CalendarDay(date(2026, 10, 1), "holidy")])
    with pytest.raises(af.CalendarError, match="reaches from 2004-01-01 to 2050-12-31"):
        af.Calendar.china().days("0001-01-01", "9999-12-31")


def test_layers():
    china = af.Calendar.china()
    ours = china.with_days(off=["2026-03-09"], on=["2026-03-07"])
    assert [(str(d.day), d.before.kind, d.after.kind) for d in china.moved(ours)] == [
        ("2026-03-07", "weekend", "opening"), ("2026-03-09", "workday", "closure")
    ]
    assert china.with_week(range(6)).is_workday("2026-03-07")
    assert (china.zone, china.with_zone("+09:00").zone) == ("+08:00", "+09:00")
    tokyo = af.due("2026-03-09T09:30:00+08:00", "24 hours", china.with_zone("+09:00"))
    assert tokyo.due.isoformat() == "2026-03-10T10:30:00+09:00"
    plant = ours.with_name(af.Text("工厂", "Plant"), "plant-7")
    assert (plant.label("en"), plant.version) == ("Plant", "plant-7")
    assert af.due("2026-03-30", "3 working days", plant.until("2026-03-31")).provisional
