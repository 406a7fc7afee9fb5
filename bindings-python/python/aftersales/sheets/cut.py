"""Texts that are longer than a cell of Excel holds: the rest is not written, and that is said."""

from __future__ import annotations

from typing import Any, Optional, Tuple

from ..errors import problem, warn
from ..sheet_xml import cell
from ..text import Text

LONGEST = 32_767
"""So many characters a cell of Excel holds."""
_CUT = -2
"""What XlsxWriter answers when it has cut a text."""


class Cut:
    """Counts the cells of a workbook that were cut, and knows the first."""

    def __init__(self) -> None:
        self.cells = 0
        self.first: Optional[Tuple[str, int, int, str]] = None

    def see(self, written: Any, sheet: Any, row: int, place: int, name: str) -> None:
        """What writing a cell was answered: row and column of the sheet, from 0, and the column's name."""
        if written == _CUT:
            self.cells += 1
            self.first = self.first or (sheet.name, row, place, name)

    def tell(self, lang: Optional[str] = None) -> None:
        """Warns of them, if there are any."""
        if self.first is None:
            return
        sheet, row, place, name = self.first
        shown = f"{sheet}!{cell(row, place)}"
        some = "1 text is" if self.cells == 1 else f"{self.cells:,} texts are"
        warn(problem(
            "file/long-text",
            f"有 {self.cells:,} 处文字超过 Excel 单元格能存的 {LONGEST:,} 个字符，写入时已截断，第一处在“{name}”列第 {row + 1} 行（{shown}）",
            f"{some} longer than the {LONGEST:,} characters that a cell of Excel holds, and cut, first in row {row + 1} of the column"
            f" `{name}` ({shown})",
            Text("需要全文请写成 .csv、.jsonl 或 .parquet", "write .csv, .jsonl or .parquet to keep all of it"),
            severity="warning",
        ), lang)
