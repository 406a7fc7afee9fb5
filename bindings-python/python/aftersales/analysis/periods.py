"""Dates by month or week, whatever way the sheet writes them: 2026-03-07, 2026/3/7 16:05, 2026年3月7日, dates, timestamps."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Optional, Sequence

_DAY = re.compile(r"\s*(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)")


@dataclass(frozen=True)
class Period:
    """A column of dates, taken by month or week."""

    column: str
    every: str
    """"month" or "week"."""

    def of(self, cell: Any) -> Optional[str]:
        """The period of a cell: "2026-03"; of a week its Monday, "2026-03-02". None if it holds no date."""
        day = day_of(cell)
        if day is None:
            return None
        return day.strftime("%Y-%m") if self.every == "month" else (day - timedelta(days=day.weekday())).isoformat()


def month(column: str) -> Period:
    """A column of dates by month, for ``by=`` of a summary."""
    return Period(column, "month")


def week(column: str) -> Period:
    """A column of dates by week; a week is called by its Monday."""
    return Period(column, "week")


def day_of(cell: Any) -> Optional[date]:
    """The day a cell names, or None."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    found = _DAY.match(cell) if isinstance(cell, str) else None
    if found is None:
        return None
    try:
        return date(*(int(part) for part in found.groups()))
    except ValueError:
        return None


def holds_dates(column: Sequence[Any]) -> bool:
    """Whether most of what a column holds are dates."""
    filled = [cell for cell in column if cell not in (None, "")]
    return bool(filled) and sum(day_of(cell) is not None for cell in filled) * 10 >= len(filled) * 9
