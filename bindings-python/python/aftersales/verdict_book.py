"""A judged file as a workbook: verdicts in words and colour, the clause in a comment, the rows that were not judged and
the rules on sheets of their own.

Rows wait in a file on disk until the last one is seen: only then is it known what each column is (``sheets/columns.py``).
"""

from __future__ import annotations

import pickle
import tempfile
from typing import Any, Dict, Iterator, List, NamedTuple, Optional, Sequence, Set

from ._native import ArrowTable
from .pieces import Piece, need
from .sheets.columns import Column, as_text, columns
from .sheets.cut import Cut
from .sheets.headings import ANSWERS, Heading, fill_of, headings, labelled
from .sheets.look import Formats, fits, for_print, head_height, height, lines_of, may_wrap, room, width
from .sheets.open_rows import OpenRow, OpenRows, named, sheet_of_open_rows
from .sheets.rules import sheet_of_rules
from .text import Text, quoted
from .writing import About, At, BadCell

ROWS = 1_048_575
"""Rows of a sheet below its headings."""
FEW = 1 << 12
"""Rows put down on disk at once."""
NAMES = 2
"""So many columns say which row it is: the first ones that are not judged by."""

_SHEET = Text("判定结果", "Verdicts")
BAD_HEADINGS = {"zh": ["行", "列", "值", "代码", "说明"], "en": ["row", "column", "value", "code", "what is wrong"]}
_USUAL = (18, 16)
_WIDE = {"actions": (30, 26), "problems": (24, 20), "reason": (46, 46), "rules": (34, 34)}
"""The widest a new column may be, by its kind, and where room is scarce."""
_ON_ONE_LINE = ("reason", "rules")
"""A paragraph in every row would leave three rows on the screen: it is read in the line above the sheet."""


class Rows(NamedTuple):
    """Some rows on their way into the sheet."""

    own: List[List[Any]]
    told: List[List[Any]]
    wrong: Dict[int, Set[str]]
    """The columns with a fault, by place of the row; "" stands for the whole row."""


class VerdictBook:
    """Takes a result piece by piece."""

    def __init__(self, file: Any, about: About, scratch: Optional[str] = None, at: At = lambda done, rows: None) -> None:
        """Written to a file or path; ``scratch`` is a folder for the rows until it is closed, ``at`` is told how much is written."""
        xlsxwriter = need("xlsxwriter", ".xlsx")
        self.book = xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_numbers": False, "tmpdir": scratch,
                                               "strings_to_formulas": False, "strings_to_urls": False})
        self.about, self.lang, self.at = about, about.lang, at
        self.formats = Formats(self.book)
        self.waiting = tempfile.TemporaryFile(dir=scratch)
        self.pieces = 0
        self.top = 1
        self.columns: List[Column] = []
        self.headings: List[Heading] = []
        self.told_widths: List[int] = []
        self.names: List[str] = []
        self.wrapped: List[int] = []
        self.kept: List[int] = []
        self.finder = OpenRows(about)
        self.open: List[OpenRow] = []
        self.cut = Cut()

    def add(self, piece: Piece, answers: ArrowTable, bad: Sequence[BadCell]) -> None:
        """Some rows as the file has them, and the answers."""
        if not self.headings:
            self._begin(piece, answers)
        own = _cells(piece.shown)
        told = {name[len(self.about.prefix):]: cells for name, cells in answers.to_pydict().items()}
        rows = [piece.row(piece.first + place) for place in range(len(piece.table))]
        wrong = named(rows, bad)
        slipped = {place for place, names in wrong.items() if "" in names}
        for column, cells in zip(self.columns, own.values()):
            column.look(cells, slipped)
        for place, (heading, cells) in enumerate(zip(self.headings, told.values())):
            widest = max((width(self._text(heading, cell)) for cell in cells), default=0)
            self.told_widths[place] = max(self.told_widths[place], widest)
        if len(self.open) < ROWS:
            self.open += self.finder.of(rows, own, self.names, told, bad)[: ROWS - len(self.open)]
        # Few at a time: what is put down at once is held twice.
        for start in range(0, len(piece.table), FEW):
            few = slice(start, start + FEW)
            pickle.dump(Rows([cells[few] for cells in own.values()], [cells[few] for cells in told.values()],
                             {place - start: names for place, names in wrong.items() if start <= place < start + FEW}), self.waiting)
            self.pieces += 1

    def _begin(self, piece: Piece, answers: ArrowTable) -> None:
        judge, facts = self.about.judge, self.about.facts
        self.columns = columns(piece.names, judge, facts)
        plain = [name[len(self.about.prefix):] for name in answers.column_names]
        self.headings = headings(self.about, plain, piece.names)
        self.told_widths = [0] * len(self.headings)
        self.names = [column.name for column in self.columns if column.text or not column.is_fact][:NAMES]
        self.top = piece.top

    def close(self) -> None:
        """No more rows: now they are written."""
        of = {column: fact for fact, column in self.about.facts.items()}
        facts = {fact.id: fact for fact in self.about.judge.facts}
        for column in self.columns:
            column.settle(self.formats, facts.get(of.get(column.name, "")))
        self._leave_out_idle()
        widths = self._widths()
        # Numbers and days have their room; of words only the columns are looked at where some do not fit.
        widest = [max(column.widths, default=0) if column.kind == "text" else 0 for column in self.columns] + self.told_widths
        kinds = [column.kind for column in self.columns] + [heading.kind for heading in self.headings]
        self.wrapped = [at for at, cells in enumerate(widths) if kinds[at] not in _ON_ONE_LINE and may_wrap(widest[at], cells)]
        sheet, row, sheets = self._new_sheet(1, widths), 0, 1
        written = 0
        for piece, rows in enumerate(self._waiting(), 1):
            for place in range(len(rows.own[0]) if rows.own else 0):
                if row == ROWS:
                    self._end(sheet, row)
                    sheets += 1
                    sheet, row = self._new_sheet(sheets, widths), 0
                row += 1
                self._write(sheet, row, place, rows, widths)
                written += 1
            self.at(piece / self.pieces, written)
        self._end(sheet, row)
        self.waiting.close()
        sheet_of_open_rows(self.book, self.formats, self.open, self.names, self.lang, self.top)
        sheet_of_rules(self.book, self.formats, self.about.judge, self.lang, self.about.source)
        self.book.close()
        self.cut.tell(self.lang)

    def _leave_out_idle(self) -> None:
        """Columns of a check that can have nothing in them are no columns of the sheet."""
        self.kept = [at for at, heading in enumerate(self.headings) if self.told_widths[at] or not heading.may_be_idle]
        self.headings = [self.headings[at] for at in self.kept]
        self.told_widths = [self.told_widths[at] for at in self.kept]

    def _waiting(self) -> Iterator[Rows]:
        self.waiting.seek(0)
        for _ in range(self.pieces):
            rows: Rows = pickle.load(self.waiting)
            yield rows._replace(told=[rows.told[at] for at in self.kept])

    def _widths(self) -> List[int]:
        """As wide as what stands in the columns; some words are wrapped where the table then fits the page."""
        loose, tight = (
            [column.room(tight) for column in self.columns]
            + [room(heading.title, widest, 10, _WIDE.get(heading.kind, _USUAL)[tight])
               for heading, widest in zip(self.headings, self.told_widths)]
            for tight in (False, True)
        )
        return tight if fits(tight) and not fits(loose) else loose

    def _new_sheet(self, number: int, widths: List[int]) -> Any:
        sheet = self.book.add_worksheet(_SHEET(self.lang) + ("" if number == 1 else f" {number}"))
        for place, cells in enumerate(widths):
            sheet.set_column(place, place, cells)
        titles = [*(column.name for column in self.columns), *(heading.title for heading in self.headings)]
        sheet.set_row(0, head_height(titles, widths))
        for place, column in enumerate(self.columns):
            sheet.write_string(0, place, column.name, self.formats.head(False, column.kind))
        for place, heading in enumerate(self.headings, len(self.columns)):
            sheet.write_string(0, place, heading.title, self.formats.head(kind=heading.kind))
            if heading.comment:
                lines = sum(lines_of(line, 46) for line in heading.comment.splitlines())
                sheet.write_comment(0, place, heading.comment,
                                    {"width": 320, "height": 24 + 17 * lines, "author": "aftersales", "font_size": 9})
        # Which row it is stays in sight, on the screen and on every page.
        kept = 1 + max((place for place, column in enumerate(self.columns) if column.name in self.names), default=-1)
        kept = kept if kept <= NAMES + 1 else 0
        sheet.freeze_panes(1, kept)
        for_print(sheet, widths, rows=1, names=kept)
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        return sheet

    def _end(self, sheet: Any, rows: int) -> None:
        sheet.autofilter(0, 0, rows, len(self.columns) + len(self.headings) - 1)

    def _write(self, sheet: Any, row: int, place: int, rows: Rows, widths: Sequence[int]) -> None:
        if self.wrapped:
            height(sheet, row, [self._words(at, place, rows) for at in self.wrapped], [widths[at] for at in self.wrapped])
        wrong = rows.wrong.get(place, set())
        for at, (column, cells) in enumerate(zip(self.columns, rows.own)):
            written = column.write(sheet, row, at, cells[place], column.name in wrong or "" in wrong)
            self.cut.see(written, sheet, row, at, column.name)
        for at, (heading, cells) in enumerate(zip(self.headings, rows.told), len(self.columns)):
            self.cut.see(self._answer(sheet, row, at, heading, cells[place]), sheet, row, at, heading.title)

    def _words(self, at: int, place: int, rows: Rows) -> str:
        """The text of one cell of column ``at``."""
        if at < len(self.columns):
            return as_text(rows.own[at][place] or "")
        return self._text(self.headings[at - len(self.columns)], rows.told[at - len(self.columns)][place])

    def _answer(self, sheet: Any, row: int, at: int, heading: Heading, value: Any) -> Any:
        """One cell of ours. Gives what XlsxWriter answers."""
        if heading.kind in ("rate", "margin"):
            return 0 if value is None else sheet.write_number(row, at, value, getattr(self.formats, heading.kind))
        text = self._text(heading, value)
        if not text:
            return 0
        shown = self.formats.words
        if heading.kind == "check":
            shown = self.formats.answer(None if value is None else "yes" if value else "no")
        elif heading.kind in _ON_ONE_LINE:
            shown = self.formats.beside
        elif heading.kind == "class":
            fill = None if value is None else fill_of(value, heading.fills)
            shown = self.formats.answer(fill) if fill != "" else self.formats.centred
        return sheet.write_string(row, at, text, shown)

    def _text(self, heading: Heading, value: Any) -> str:
        """What a cell says."""
        if heading.kind == "check" or (heading.kind == "class" and value is None):
            return ANSWERS[value](self.lang)
        if heading.kind == "class":
            return labelled(value, heading.labels)
        if heading.kind in ("actions", "problems"):
            cells = [quoted(str(v["text"])) if isinstance(v, dict) else heading.labels.get(v) or str(v) for v in value or ()]
            return ("；" if self.lang == "zh" else "; ").join(cells)
        if value is None:
            return ""
        if heading.kind == "rate":
            return f"{value:.2%}"
        return f"{value:+,}" if heading.kind == "margin" else str(value)


def _cells(table: ArrowTable) -> Dict[str, List[Any]]:
    """The columns of a piece as Python values."""
    if table.is_text:
        return table.to_pydict()
    import pyarrow as pa

    cells: Dict[str, List[Any]] = pa.table(table).to_pydict()
    return cells
