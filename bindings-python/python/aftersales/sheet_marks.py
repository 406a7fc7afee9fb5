"""Cells of a sheet that cannot be read as they were meant: errors, merged ones, formulas without a value, dates as numbers."""

from __future__ import annotations

from bisect import bisect_left
from typing import Any, Callable, Dict, Iterator, List, Mapping, NamedTuple, Optional, Set, Tuple

from .errors import Problem, problem
from .pieces import Unread
from .sheet_cells import Cells
from .sheet_xml import Area, Hidden, cell
from .text import Text

NAMED = 5
"""So many cells are named in one note."""
_NUMBERS = ("count", "quantity")
"""Kinds of facts that no date is."""
Marked = Iterator[Tuple[int, Unread]]
"""Rows of the table with what is wrong in them."""


class Marks(NamedTuple):
    """What is known of a sheet's cells beside their text."""

    names: List[str]
    left: int
    """Which column of the sheet the table's first one is, from 0."""
    rows: List[int]
    """Which row of the sheet, from 0, each row of the table is."""
    cells: Cells
    dates: Dict[int, Any]
    """Rows of the sheet in which a column of the table holds dates, as an Arrow array."""
    hidden: Hidden

    def of(self, types: Mapping[str, str]) -> Dict[int, List[Unread]]:
        """What is wrong in these columns, by the rows of the table. ``types`` says what each is to hold."""
        places = {place: types[name] for place, name in enumerate(self.names) if name in types}
        found: Dict[int, List[Unread]] = {}
        for part in (self._errors(places), self._merged(places), self._unsaved(places), self._dates(places)):
            for row, one in part:
                found.setdefault(row, []).append(one)
        return found

    def notes(self) -> List[Problem]:
        """What is to be known of columns that are no facts: long numbers where identifiers may belong, formulas without a value."""
        unsaved: Dict[int, List[int]] = {}
        for row, column in self.hidden.unsaved:
            unsaved.setdefault(column, []).append(row)
        return [*self._told(self.hidden.long, _long), *self._told(unsaved, _empty)]

    def _told(self, columns: Mapping[int, List[int]], note: Callable[[str, str], Problem]) -> Iterator[Problem]:
        """A note for each of these columns of the sheet that has any of these rows in the table."""
        for column, rows in sorted(columns.items()):
            place = column - self.left
            known = [cell(row, column) for row in rows if self._row(row) is not None]
            if known and 0 <= place < len(self.names):
                yield note(self.names[place], _few(known))

    def _row(self, row: int) -> Optional[int]:
        """The row of the table that is this one of the sheet; None for headings and blank rows."""
        at = bisect_left(self.rows, row)
        return at if at < len(self.rows) and self.rows[at] == row else None

    def _errors(self, places: Mapping[int, str]) -> Marked:
        for (row, place), kind in sorted(self.cells.wrong.items()):
            at = self._row(row)
            if at is not None and place in places:
                shown = cell(row, place + self.left)
                yield at, Unread(
                    problem("file/formula", f"{shown} 的公式出错：{kind}", f"the formula in {shown} ended in {kind}",
                            Text("请改正公式，或直接填数", "mend the formula, or write the number"), row=at),
                    kind, self.names[place])

    def _merged(self, places: Mapping[int, str]) -> Marked:
        """The cells that a merged one covers, but for its own, which holds the value."""
        for area in self.hidden.merged:
            covered: Set[int] = {place for place in places if area.left <= place + self.left <= area.right}
            if not covered:
                continue
            for at in range(bisect_left(self.rows, area.top), bisect_left(self.rows, area.bottom + 1)):
                for place in sorted(covered):
                    if (self.rows[at], place + self.left) != (area.top, area.left):
                        yield at, _merged(area, at, self.names[place])

    def _unsaved(self, places: Mapping[int, str]) -> Marked:
        for row, column in self.hidden.unsaved:
            at, place = self._row(row), column - self.left
            if at is not None and place in places:
                shown = cell(row, column)
                yield at, Unread(
                    problem("file/formula-value", f"{shown} 是公式，但文件中没有存它的值",
                            f"{shown} holds a formula without a stored value",
                            Text("请用 Excel 打开工作簿并保存", "open the workbook in Excel and save it"), row=at),
                    "", self.names[place])

    def _dates(self, places: Mapping[int, str]) -> Marked:
        for place, rows in self.dates.items():
            if places.get(place) not in _NUMBERS:
                continue
            for row in rows.to_pylist():
                at = self._row(row)
                if at is not None:
                    yield at, _dated(cell(row, place + self.left), self.cells.columns[place][row].as_py(), at, self.names[place])


def _merged(area: Area, row: int, name: str) -> Unread:
    shown = f"{cell(area.top, area.left)}:{cell(area.bottom, area.right)}"
    fault = problem("file/merged", f"单元格 {shown} 已合并，只有左上角有值", f"the cells {shown} are merged: only the first has a value",
                    Text("请取消合并，逐行填写", "unmerge them and fill in each row"), row=row)
    return Unread(fault, shown, name)


def _dated(shown: str, text: str, row: int, name: str) -> Unread:
    fault = problem("file/date-cell", f"{shown} 的单元格格式是日期，显示为 {text}，不是数",
                    f"{shown} is formatted as a date and shows {text}, no number",
                    Text("请把该列设为常规格式，再核对数值", "format the column as General and check its numbers"), row=row)
    return Unread(fault, text, name)


def _few(cells: List[str]) -> str:
    return ", ".join(cells[:NAMED]) + (f" … ({len(cells)})" if len(cells) > NAMED else "")


def _empty(name: str, shown: str) -> Problem:
    return problem(
        "file/formula-value",
        f"“{name}”列的公式没有存值（{shown}），读作空白",
        f"the column `{name}` has formulas without a stored value ({shown}): they are read as empty",
        Text("请用 Excel 或 WPS 打开工作簿并保存一次", "open the workbook in Excel or WPS and save it once"),
        path=f"columns.{name}", severity="warning",
    )


def _long(name: str, shown: str) -> Problem:
    return problem(
        "file/number-id",
        f"“{name}”列有存为数的长编号（{shown}）：前导零已丢失，15 位以后的数字不可靠",
        f"the column `{name}` has long identifiers stored as numbers ({shown}): leading zeros are lost, digits"
        " after the 15th are not reliable",
        Text("请把该列设为文本后重新导出", "format the column as text and export it again"),
        path=f"columns.{name}", severity="warning",
    )
