"""The expected deadlines of this folder, worked out a second time without the core.

The working days are typed here from the State Council's notices on public holidays; counting walks day by day.
Run `python3 derive.py`: it reads every case beside it and names those whose `last_day`, `due` or `target` differ.
"""

import re
import sys
import tomllib
from calendar import monthrange
from datetime import date, datetime, time, timedelta
from pathlib import Path

OFF = {  # first and last day off
    2024: "01-01..01-01 02-10..02-17 04-04..04-06 05-01..05-05 06-10..06-10 09-15..09-17 10-01..10-07",
    2025: "01-01..01-01 01-28..02-04 04-04..04-06 05-01..05-05 05-31..06-02 10-01..10-08",
    2026: "01-01..01-03 02-15..02-23 04-04..04-06 05-01..05-05 06-19..06-21 09-25..09-27 10-01..10-07",
}
ON = {  # weekend days worked in exchange
    2024: "02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12",
    2025: "01-26 02-08 04-27 09-28 10-11",
    2026: "01-04 02-14 02-28 05-09 09-20 10-10",
}
DAY = timedelta(days=1)


def works(day):
    name = day.strftime("%m-%d")
    if day.year not in OFF:
        raise LookupError(f"{day} lies outside the notices")
    if name in ON[day.year].split():
        return True
    if any(a <= name <= b for a, b in (r.split("..") for r in OFF[day.year].split())):
        return False
    return day.weekday() < 5


def roll(day, how):
    step = {"next": DAY, "previous": -DAY, "none": None}[how]
    while step and not works(day):
        day += step
    return day


def months_on(day, n):
    at = day.month - 1 + n
    year, month = day.year + at // 12, at % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def windows(case):
    return [tuple(time.fromisoformat(t) for t in w.split("-")) for w in case.get("hours", [])]


def at_end(case, day, start):
    """24:00 of the day, or the close of business unless that lies before the start."""
    if open_hours := windows(case):
        close = datetime.combine(day, open_hours[-1][1])
        if close >= start:
            return close
    return datetime.combine(day + DAY, time())


def working_hours(case, start, hours):
    left = timedelta(hours=hours)
    day = start.date()
    while True:
        for opens, closes in windows(case) if works(day) else []:
            a = max(start, datetime.combine(day, opens))
            b = datetime.combine(day, closes)
            if a < b and left <= b - a:
                return a + left
            left -= max(b - a, timedelta())
        day += DAY


def opening(case, start):
    """The day of the next opening: today before closing, else the next working day."""
    day = start.date()
    if works(day) and start.time() <= windows(case)[-1][1]:
        return day
    day += DAY
    while not works(day):
        day += DAY
    return day


def end(case, start, amount, unit):
    """The last day, for units of a day and longer."""
    convention = case.get("convention", {})
    if convention == "sla-next-opening":
        day, convention = opening(case, start), {}
    else:
        day = start.date()
    counted = convention.get("first-day") == "counted"
    if unit == "working days":
        left = amount
        if counted and works(day):
            left -= 1
        while left:
            day += DAY
            left -= works(day)
        return day
    if unit in ("days", "calendar days", "weeks"):
        last = day + DAY * (amount * (7 if unit == "weeks" else 1) - counted)
    else:
        last = months_on(day, amount * (12 if unit == "years" else 1))
    return roll(last, convention.get("roll", "next"))


CHINESE = {"小时": "hours", "个工作日": "working days", "天": "days", "个自然日": "calendar days", "周": "weeks",
           "个月": "months", "年": "years"}


def parse(span):
    if m := re.fullmatch(r"(?:day (\d+) of next month|次月(\d+)日前)", span):
        return "next month", None, int(m[1] or m[2])
    if span in ("same day", "当天"):
        return "same day", None, None
    m = re.fullmatch(r"(?:(\d+)\.\.)?(\d+) ?(.+?)内?", span)
    unit = CHINESE.get(m[3], m[3])
    return (unit if unit.endswith("s") else unit + "s"), m[1] and int(m[1]), int(m[2])


def derive(case):
    start = datetime.fromisoformat(case["start"])
    unit, low, amount = parse(case["span"])
    if unit == "minutes":
        return {"due": start + timedelta(minutes=amount)}
    if unit == "hours":
        return {"due": start + timedelta(hours=amount)}
    if unit == "working hours":
        return {"due": working_hours(case, start, amount)}
    if unit == "same day":
        last = start.date()
    elif unit == "next month":
        first = months_on(start.date().replace(day=1), 1)
        last = first.replace(day=min(amount, monthrange(first.year, first.month)[1]))
        last = roll(last, case.get("convention", {}).get("roll", "next"))
    else:
        last = end(case, start, amount, unit)
    answer = {"last_day": last, "due": at_end(case, last, start)}
    if low:
        answer["target"] = end(case, start, low, unit)
    return answer


def main():
    wrong = 0
    for path in sorted(Path(__file__).parent.glob("*.toml")):
        for case in tomllib.loads(path.read_text())["case"]:
            for key, value in derive(case).items():
                text = value.strftime("%Y-%m-%d %H:%M") if isinstance(value, datetime) else str(value)
                if case.get(key) != text:
                    wrong += 1
                    print(f"{path.name} {case['id']}: {key} is {case.get(key)}, worked out {text}")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
