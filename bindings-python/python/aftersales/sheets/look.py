"""Formats, widths and paper of every workbook that is written.

Orange and blue, which nobody takes for one another, and always a word beside the colour.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Any, Dict, Optional, Sequence, Tuple

WIDEST = 30
"""No column of the file itself is wider; what is longer is wrapped."""
PAPER = 10.9
"""Inches between the margins of A4 across."""
READABLE = 64
"""Per cent: smaller print than this, 7 points, is not read."""

_FILLS: Dict[Optional[str], Dict[str, Any]] = {
    "yes": {"bg_color": "#F9C9A4", "font_color": "#6B2C00", "bold": True},
    "no": {"bg_color": "#CFE3F5", "font_color": "#0B3A63"},
    None: {"bg_color": "#E4E4E4", "font_color": "#444444", "italic": True},
}


class Formats:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: Dict[Tuple[Tuple[str, Any], ...], Any] = {}
        middle = {"valign": "vcenter"}
        # Words begin a little to the right, off the numbers that end beside them.
        left = {**middle, "indent": 1, "text_wrap": True}
        # Identifiers are text in Excel too: typed over, they keep their zeros.
        self.text = self._format({**left, "num_format": "@"})
        self.words = self._format(left)
        self.beside = self._format({**left, "text_wrap": False})
        self.centred = self._format({**middle, "align": "center", "text_wrap": True})
        # A blank at the end keeps a number off what stands beside it.
        self.count = self._format({**middle, "num_format": "#,##0"})
        self.rate = self._format({**middle, "num_format": "0.00%"})
        self.margin = self._format({**middle, "num_format": "+#,##0_ ;-#,##0_ ;0_ "})
        self.title = self._format({"bold": True, "font_size": 13})

    def _format(self, of: Dict[str, Any]) -> Any:
        key = tuple(sorted(of.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(of)
        return self._made[key]

    def head(self, ours: bool = True, kind: str = "text") -> Any:
        """Of a heading, on the side where its column stands; on a ground of its own if the column is ours."""
        fill = {"bg_color": "#E7EAEE"} if ours else {}
        return self._format({"bold": True, "bottom": 1, "valign": "top", "text_wrap": True, **_side(kind), **fill})

    def answer(self, fill: Optional[str]) -> Any:
        """Of a yes, a no, or None for an answer that could not be given."""
        return self._format({**_FILLS[fill], "align": "center", "valign": "vcenter", "text_wrap": True})

    def number(self, digits: str) -> Any:
        """Of a column of numbers."""
        return self._format({"num_format": digits, "valign": "vcenter"})

    def date(self, shown: str) -> Any:
        """Of a column of days."""
        return self._format({"num_format": shown, "align": "center", "valign": "vcenter"})

    def other(self, kind: str) -> Any:
        """Of a cell that is text in a column of this kind: one column stands in one line."""
        return self._format({"num_format": "@", **_side(kind), "valign": "vcenter"})

    def refused(self, kind: str) -> Any:
        """The same of a cell that was not judged, on a ground of its own."""
        return self._format({"num_format": "@", "bg_color": "#FFF0B3", **_side(kind), "valign": "vcenter"})


def _side(kind: str) -> Dict[str, Any]:
    if kind in ("number", "rate", "margin"):
        return {"align": "right"}
    return {"align": "center"} if kind in ("date", "check", "class") else {"align": "left", "indent": 1}


def width(text: str) -> int:
    """Cells of a monospaced font."""
    return len(text) if text.isascii() else _width(text)


@lru_cache(maxsize=1 << 12)
def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def room(title: str, cells: int, least: int = 6, most: int = WIDEST) -> int:
    """The width of a column: its cells, and its heading in three lines at most."""
    words = max((width(word) for word in title.split() if word.isascii()), default=0)
    return max(least, min(most, max(cells, -(-width(title) // 3), min(words, 14)) + 3))


def head_height(titles: Sequence[str], widths: Sequence[int]) -> int:
    """The height of a row of wrapped headings: not every program makes the room by itself."""
    return 15 * min(6, most_lines(titles, widths)) + 3


def most_lines(texts: Sequence[str], widths: Sequence[int]) -> int:
    """The lines of the cell of a row that has most."""
    return max((lines_of(text, cells) for text, cells in zip(texts, widths)), default=1)


def height(sheet: Any, row: int, texts: Sequence[str], widths: Sequence[int]) -> None:
    """Makes the room for wrapped cells. To be called before the row is written."""
    lines = most_lines(texts, widths)
    if lines > 1:
        sheet.set_row(row, 15 * min(25, lines))


def may_wrap(widest: int, cells: int) -> bool:
    """Whether a text of so many cells may take more than one line in a column of this width."""
    return widest * 1.05 > cells - 1.5


def lines_of(text: str, cells: int) -> int:
    """So many lines a text takes in a column of this width."""
    if not may_wrap(width(text), cells) and "\n" not in text:
        return 1
    # In Calibri, which Excel takes: a Chinese character takes a little more than two digits, a Latin letter a little less than one.
    room_, lines, used = max(2.1, cells - 1.5), 1, 0.0
    for word in text.replace("\n", " \n ").split(" "):
        if word == "\n":
            lines, used = lines + 1, 0.0
            continue
        wide = sum(2.1 if width(c) == 2 else 0.92 for c in word) + (0.5 if used else 0)
        # Chinese breaks anywhere; a Latin word goes to the next line whole.
        if used and used + wide > room_ and word.isascii():
            lines, used = lines + 1, 0.0
        used += wide
        while used > room_:
            lines, used = lines + 1, used - room_
    return lines


def fits(widths: Sequence[int]) -> bool:
    """Whether columns of these widths can be read on one page."""
    inches = sum(7 * cells + 5 for cells in widths) / 96
    return inches * READABLE / 100 <= PAPER


def for_print(sheet: Any, widths: Sequence[int], rows: int = 0, names: int = 0) -> None:
    """A4 across: as wide as the table where that can be read, else on several pages, each with the first ``names`` columns."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer("&L&A&R&P / &N")
    if rows:
        sheet.repeat_rows(0, rows - 1)
    if fits(widths):
        sheet.fit_to_pages(1, 0)
        return
    sheet.set_print_scale(READABLE)
    sheet.print_across()
    if names:
        sheet.repeat_columns(0, names - 1)
