"""How a column of a file stands in a workbook: as numbers, as dates, or as the text it is.

Every column is looked at whole before its first cell is written, for two reasons. A number among texts is left out of
Excel's sums, and a text among numbers too, so that a column made cell by cell adds up to a wrong total that nobody
notices. And an identifier that begins with 0 in one row, or has letters in one, is an identifier in every row.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any, Callable, Dict, List, Optional, Sequence, Set, Union

from ..procedure import Procedure
from ..rules import Fact
from .look import Formats, room, width

DIGITS = 15
"""Excel keeps no more digits of a number."""
IDENTIFIER = 11
"""From so many digits without a separator on a number is a name: telephones have 11, bar codes 13, IMEI numbers 15."""
FIRST_DAY = date(1900, 3, 1)
"""Excel counts a 29 February 1900; before it its days are not those of the calendar."""

Value = Union[None, int, Decimal, date, datetime]
"""What a cell holds if it is more than its text."""

_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d*)(?:\.\d+)?")
_DATE = re.compile(
    r"(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|年(\d{1,2})月(\d{1,2})日)(?:[ T](\d{1,2}):(\d{2})(?::(\d{2})(?:\.0+)?)?)?"
)


class Column:
    """One column: look at all of its cells, then ``settle``, then write them one by one."""

    def __init__(self, name: str, read: Optional[Callable[[Any], Value]] = None, text: bool = False) -> None:
        self.name, self.text = name, text
        self.read = read or _plain
        self.is_fact = read is not None
        self.widths: Counter[int] = Counter()
        self.kinds: Set[str] = set()
        self.places: Set[int] = set()
        """How many digits stand behind the points."""
        self.grouped = self.rounded = self.timed = False
        self.kind = "text"
        self.shown: Any = None
        self.other: Any = None
        self.refused: Any = None

    def look(self, cells: Sequence[Any], passed_over: Set[int]) -> None:
        """Some more cells. Those ``passed_over`` do not settle what the column is."""
        for place, cell in enumerate(cells):
            if cell is None or cell == "":
                continue
            self.widths[width(as_text(cell))] += 1
            if place not in passed_over and not self.text:
                self._count(cell)

    def _count(self, cell: Any) -> None:
        value = self.read(cell)
        # A cell of a fact that was not taken stays text among the numbers that were.
        if value is None and self.is_fact:
            return
        self.kinds.add(_kind(value))
        if isinstance(value, datetime):
            self.timed = self.timed or value.time() != datetime.min.time()
        elif isinstance(value, (int, Decimal)):
            written = unicodedata.normalize("NFKC", cell).strip() if isinstance(cell, str) else str(value)
            fraction = written.partition(".")[2]
            self.grouped = self.grouped or "," in written
            self.rounded = self.rounded or fraction.endswith("0")
            if fraction:
                self.places.add(len(fraction))

    def settle(self, formats: Formats, fact: Optional[Fact]) -> None:
        """No more cells: what the column is, and how it is shown."""
        if len(self.kinds) == 1:
            self.kind = next(iter(self.kinds))
        # 1.10 beside 1.2 are editions, not amounts.
        if not self.is_fact and self.rounded and len(self.places) > 1:
            self.kind = "text"
        if self.kind == "number":
            self.shown = formats.number(self._digits(fact is not None and fact.type == "count"))
        elif self.kind == "date":
            self.shown = formats.date("yyyy-mm-dd hh:mm:ss" if self.timed else "yyyy-mm-dd")
        else:
            self.shown = formats.text
        self.other, self.refused = formats.other(self.kind), formats.refused(self.kind)

    def _digits(self, whole: bool) -> str:
        """The number format: thousands where the file has them, as many places as the file has."""
        if not whole and len(self.places) > 1:
            return "General"
        places = 0 if whole else max(self.places, default=0)
        return ("#,##0" if self.grouped or self.is_fact else "0") + ("." + "0" * places if places else "")

    def room(self, tight: bool) -> int:
        """The width it takes: all of its cells, or ``tight`` so that one of twenty is wrapped."""
        if self.kind == "date":
            return room(self.name, 19 if self.timed else 10)
        if self.kind == "number" or not tight:
            return room(self.name, max(self.widths, default=0))
        cells = sorted(self.widths.elements())
        return room(self.name, cells[(len(cells) - 1) * 19 // 20] if cells else 0, most=24)

    def write(self, sheet: Any, row: int, place: int, cell: Any, marked: bool) -> Any:
        """One cell; ``marked`` if it was not judged. Gives what XlsxWriter answers."""
        if cell is None or cell == "":
            return sheet.write_blank(row, place, None, self.refused) if marked else 0
        value = None if marked or self.kind == "text" else self.read(cell)
        if value is None or _kind(value) != self.kind:
            plain = self.shown if self.kind == "text" else self.other
            return sheet.write_string(row, place, as_text(cell), self.refused if marked else plain)
        if isinstance(value, (int, Decimal)):
            return sheet.write_number(row, place, float(value), self.shown)
        return sheet.write_datetime(row, place, value, self.shown)


def _kind(value: Value) -> str:
    if value is None:
        return "text"
    return "date" if isinstance(value, date) else "number"


def columns(names: Sequence[str], judge: Procedure, facts: Dict[str, str]) -> List[Column]:
    """A column for each name; ``facts`` tells which of them the procedure judged by, fact id to column."""
    of = {column: fact for fact, column in facts.items()}
    known = {fact.id: fact for fact in judge.facts}
    return [_column(name, judge, known.get(of.get(name, ""))) for name in names]


def _column(name: str, judge: Procedure, fact: Optional[Fact]) -> Column:
    if fact is None:
        return Column(name)
    if fact.type in ("count", "quantity", "date"):
        return Column(name, _judged(judge, fact))
    # The file says what it is: words, a choice, a yes or no.
    return Column(name, text=True)


def _judged(judge: Procedure, fact: Fact) -> Callable[[Any], Value]:
    """Reads the cells of a fact: only what the core takes has a value, and that is what it was judged by."""

    @lru_cache(maxsize=1 << 16, typed=True)
    def read(cell: Any) -> Value:
        raw = cell if isinstance(cell, (str, int, float)) else str(cell)
        if judge.judge({fact.id: raw}).problems:
            return None
        text = unicodedata.normalize("NFKC", as_text(cell)).strip()
        return _day(re.findall(r"\d+", text)[:3]) if fact.type == "date" else number(text.replace(",", ""))

    return read


def _plain(cell: Any) -> Value:
    """Of a column that is no fact: what plainly is a number or a day, with nothing lost when it is shown as one."""
    if not isinstance(cell, str):
        return _typed(cell)
    text = cell.strip()
    if _NUMBER.fullmatch(text):
        return None if len(text) >= IDENTIFIER and text.isdigit() else number(text.replace(",", ""))
    found = _DATE.fullmatch(text)
    if found is None:
        return None
    year, _, month, day, month_zh, day_zh, *time = found.groups()
    return _day([year, month or month_zh, day or day_zh], time)


def _typed(cell: Any) -> Value:
    """Of a file whose columns have types: what the type says."""
    if isinstance(cell, datetime):
        return cell if cell.tzinfo is None and cell.date() >= FIRST_DAY else None
    if isinstance(cell, date):
        return cell if cell >= FIRST_DAY else None
    if isinstance(cell, bool) or not isinstance(cell, (int, float, Decimal)):
        return None
    return number(repr(cell) if isinstance(cell, float) else str(cell))


def number(text: str) -> Value:
    """A number that Excel keeps whole; None for any other."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    if not number.is_finite() or (number == 0 and text.startswith("-")):
        return None
    digits = number.normalize().as_tuple()
    if len(digits.digits) + max(0, int(digits.exponent)) > DIGITS:
        return None
    return int(number) if number == number.to_integral_value() else number


def _day(parts: Sequence[str], time: Sequence[Optional[str]] = ()) -> Value:
    hour, minute, second = (int(part or 0) for part in (*time, None, None, None)[:3])
    try:
        year, month, day_ = (int(part) for part in parts)
        day = datetime(year, month, day_, hour, minute, second)
    except (TypeError, ValueError):
        return None
    return day if day.date() >= FIRST_DAY else None


def as_text(cell: Any) -> str:
    """A cell as a text of its own."""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, datetime) and cell.time() == datetime.min.time() and cell.tzinfo is None:
        return cell.date().isoformat()
    return cell if isinstance(cell, str) else str(cell)
