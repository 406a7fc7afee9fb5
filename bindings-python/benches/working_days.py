"""Working-day deadlines of a column beside other libraries, all in one run: nanoseconds a row, the least of many runs.

    pip install -r bindings-python/benches/requirements.txt
    python bindings-python/benches/working_days.py     # AFTERSALES_ROWS=10000000 AFTERSALES_RUNS=15

Build the extension for release first (`maturin develop --release`). Random days from 2004 to 2025 on the Chinese
calendar, five working days each. Those that can be are told every rest day, weekends included, and a week of seven working
days: only so do they get make-up days right. The slow ones get fewer rows, which the table says. "same" says that every
answer is ours; a wrong one says in how many rows.
"""

from __future__ import annotations

import os
import sys
import time
import warnings
from datetime import date, timedelta
from importlib.metadata import version
from typing import Any, Callable, List, Tuple

import chinese_calendar
import holidays
import numpy as np
import pandas as pd
import polars as pl

import aftersales as af

ROWS = int(os.environ.get("AFTERSALES_ROWS", "10000000"))
RUNS = int(os.environ.get("AFTERSALES_RUNS", "15"))
N = 5
FIRST, LAST = date(2004, 1, 1), date(2025, 12, 31)

DATES = "aftersales, dates (polars)"

Work = Tuple[str, int, Callable[[Any], Any]]


def least(work: Callable[[Any], Any], starts: Any) -> Tuple[float, Any]:
    """Nanoseconds a row, and what came out."""
    best, out = float("inf"), None
    for _ in range(RUNS if len(starts) > 1000 else 3):
        began = time.perf_counter()
        out = work(starts)
        best = min(best, time.perf_counter() - began)
    return best / len(starts) * 1e9, out


def line(name: str, nanoseconds: float, answers: str, goal: float) -> None:
    """A row of ours: the goal is the core's alone and 1 ns more for the way through Python."""
    met = "met" if nanoseconds <= goal else "missed"
    print(f"| **{name}** | {ROWS:,} | {nanoseconds:.2f} | {answers} | {goal}: {met} |")


def main() -> None:
    china = af.Calendar.china()
    span = [FIRST + timedelta(days=i) for i in range((date(2026, 12, 31) - FIRST).days + 1)]
    rest = [day for day in span if not china.is_workday(day)]
    rest_days = np.array(rest, dtype="datetime64[D]")
    statutory = np.array([day for day in rest if day.weekday() < 5], dtype="datetime64[D]")
    random = np.random.default_rng(7)
    days = np.datetime64(FIRST) + random.integers(0, (LAST - FIRST).days, ROWS).astype("timedelta64[D]")
    column = pl.Series("start", days)
    stamps = pl.Series("start", days.astype("datetime64[us]") + random.integers(0, 86_400_000_000, ROWS).astype("timedelta64[us]"))
    week = (True,) * 7
    calendar = np.busdaycalendar("1111111", rest_days)
    custom = pd.offsets.CustomBusinessDay(N, weekmask="1111111", holidays=rest)
    national = holidays.country_holidays("CN", years=range(2003, 2027))
    office = china.with_hours("09:00-12:00, 13:00-18:00")

    def plus(day: date) -> date:
        for _ in range(N):
            day += timedelta(days=1)
            while not chinese_calendar.is_workday(day):
                day += timedelta(days=1)
        return day

    works: List[Work] = [
        ("memory floor: numpy adds a number", ROWS, lambda d: d + np.timedelta64(N, "D")),
        (DATES, ROWS, lambda d: af.due(column, "5 working days")),
        ("numpy.busday_offset, every rest day told", ROWS, lambda d: np.busday_offset(d, N, roll="backward", busdaycal=calendar)),
        ("numpy.busday_offset, Monday to Friday and holidays", ROWS,
         lambda d: np.busday_offset(d, N, roll="backward", holidays=statutory)),
        ("polars add_business_days, every rest day told", ROWS,
         lambda d: column.dt.add_business_days(N, week_mask=week, holidays=rest, roll="backward")),
        ("pandas CustomBusinessDay, every rest day told", 20_000, lambda d: pd.Series(d) .map(lambda day: custom.rollback(day) + custom)),
        ("holidays, get_nth_working_day", 5_000, lambda d: [national.get_nth_working_day(day, N) for day in d.tolist()]),
        ("chinesecalendar, day by day", 1_000, lambda d: [plus(day) for day in d.tolist()]),
    ]
    tools = ", ".join(f"{name} {version(name)}" for name in ("numpy", "pandas", "polars", "chinesecalendar", "holidays"))
    print(f"{time.strftime('%Y-%m-%d')}, Python {sys.version.split()[0]}, {tools}; {os.cpu_count()} processors, "
          f"load {os.getloadavg()[0]:.1f}; least of {RUNS} runs\n\n| {N} working days | rows | ns a row | answers | goal |\n|---|---:|---:|---|---|")
    expected = af.due(column, "5 working days").to_numpy()
    for name, rows, work in works:
        nanoseconds, out = least(work, days[:rows])
        found = np.asarray(out, dtype="datetime64[D]")
        wrong = int((found != expected[:rows]).sum())
        answers = "" if "floor" in name else "same" if wrong == 0 else f"{wrong / rows:.1%} wrong"
        if name == DATES:
            line(name, nanoseconds, answers, 2.2)
        else:
            print(f"| {name} | {rows:,} | {nanoseconds:,.2f} | {answers} | |")
    nanoseconds, _ = least(lambda d: af.due(stamps, "5 working days"), stamps)
    line("aftersales, timestamps (polars)", nanoseconds, "", 4.0)
    nanoseconds, _ = least(lambda d: af.due(stamps, "20 working hours", calendar=office), stamps)
    line("aftersales, 20 working hours (polars)", nanoseconds, "", 7.0)


if __name__ == "__main__":
    main()
