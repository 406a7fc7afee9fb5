"""The sheet of rows that want something: cells that are wrong, and cells that are not there yet, told apart."""

from __future__ import annotations

from typing import Any, Dict, List, NamedTuple, Sequence, Set, Tuple

from .. import gaps
from ..text import Text, quoted
from ..writing import About, BadCell
from .columns import as_text
from .headings import free
from .look import Formats, for_print, height, room, width

NAME = Text("未能判定的行", "Rows not judged")
_FAULT = Text("数据有误", "wrong data")
_HARMLESS = Text("数据有误（不影响判定）", "wrong data (judged all the same)")
_HEADS = {"row": Text("行", "row"), "kind": Text("类别", "kind"), "column": Text("列", "column"), "value": Text("值", "value"),
          "text": Text("说明", "what is the matter"), "code": Text("代码", "code")}
_NOTE = Text(
    "“数据有误”的单元格要改正；“缺少数据”“未抽检”的行补齐后再判定。行号与原表一致（表头为第 {} 行）。",
    "Cells with wrong data are to be corrected; rows with data missing or nothing inspected are judged once they are filled in."
    " Row numbers are those of the file (its headings are row {}).",
)
_ORDER = (_FAULT, _HARMLESS, *gaps.KINDS.values())


class OpenRow(NamedTuple):
    """One line: a cell of a row that is wrong or lacking."""

    row: int
    """Row of the file, the headings counted."""
    names: Tuple[str, ...]
    """What the row is called in its file."""
    kind: Text
    column: str
    value: str
    text: str
    code: str


class OpenRows:
    """Finds the rows that want something, piece by piece."""

    def __init__(self, about: About) -> None:
        self.about = about
        self.facts = about.facts
        self.gaps = gaps.reader(about.judge, about.facts)
        self.answers = [rule.id.replace("-", "_") for rule in gaps.judged_by(about.judge, about.facts)]

    def of(self, rows: Sequence[int], own: Dict[str, List[Any]], names: Sequence[str], told: Dict[str, List[Any]],
           bad: Sequence[BadCell]) -> List[OpenRow]:
        """Of some rows, which are ``rows`` of the file; ``names`` are the columns that say which row it is."""
        out, wrong = [], named(rows, bad)
        places = {row: place for place, row in enumerate(rows)}
        answers = [told[name] for name in self.answers if name in told]
        cells = [own[column] for column in self.facts.values()]

        def called(place: int) -> Tuple[str, ...]:
            return tuple("" if own[name][place] is None else as_text(own[name][place]) for name in names)

        for one in bad:
            place = places[one.row]
            judged = bool(answers) and all(column[place] is not None for column in answers)
            kind = _HARMLESS if judged else _FAULT
            out.append(OpenRow(one.row, called(place), kind, one.column, one.value, quoted(one.text), one.code))
        for place in range(len(answers[0]) if answers else 0):
            if all(column[place] is not None for column in answers) or "" in wrong.get(place, ()):
                continue
            for gap in self.gaps([column[place] for column in cells]):
                if not gap.columns or not set(gap.columns) <= wrong.get(place, set()):
                    value = "" if gap.code == gaps.MISSING else as_text(own[gap.columns[0]][place])
                    comma = "、" if self.about.lang == "zh" else ", "
                    out.append(OpenRow(rows[place], called(place), gaps.KINDS[gap.code], comma.join(gap.columns), value,
                                       gap.text(self.about.lang), gap.code))
        return out


def named(rows: Sequence[int], bad: Sequence[BadCell]) -> Dict[int, Set[str]]:
    """The columns with a fault of each of some rows, by its place; "" stands for the whole row."""
    places = {row: place for place, row in enumerate(rows)}
    out: Dict[int, Set[str]] = {}
    for one in bad:
        out.setdefault(places[one.row], set()).add(one.column)
    return out


def sheet_of_open_rows(book: Any, formats: Formats, rows: Sequence[OpenRow], names: Sequence[str], lang: str, top: int) -> None:
    """The sheet: faults first, then what is missing, each by row. ``top`` is the row of the headings in the file."""
    sheet = book.add_worksheet(NAME(lang))
    titles = [free(_HEADS["row"](lang), names, lang), *names]
    titles += [free(_HEADS[key](lang), names, lang) for key in ("kind", "column", "value", "text", "code")]
    ordered = sorted(rows, key=lambda one: (_ORDER.index(one.kind), one.row))
    lines = [[*one.names, one.kind(lang), one.column, one.value, one.text, one.code] for one in ordered]
    widths = [room(titles[0], 6)]
    for place, title in enumerate(titles[1:]):
        widths.append(room(title, max((width(line[place]) for line in lines), default=0), most=60 if title == titles[-2] else 26))
    for place, (title, cells) in enumerate(zip(titles, widths)):
        sheet.set_column(place, place, cells)
        sheet.write_string(0, place, title, formats.head(kind="text" if place else "number"))
    for row, (one, line) in enumerate(zip(ordered, lines), 1):
        height(sheet, row, line, widths[1:])
        sheet.write_number(row, 0, one.row, formats.count)
        for place, text in enumerate(line, 1):
            shown = formats.words
            if place == 1 + len(names):
                shown = formats.refused("date") if one.kind in (_FAULT, _HARMLESS) else formats.answer(None)
            sheet.write_string(row, place, text, formats.text if place <= len(names) else shown)
    sheet.autofilter(0, 0, max(1, len(rows)), len(titles) - 1)
    sheet.freeze_panes(1, 0)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    for_print(sheet, widths, rows=1)
    note = _NOTE(lang).format(top)
    sheet.write_comment(0, 1 + len(names), note, {"width": 320, "height": 90, "author": "aftersales", "font_size": 9})
    sheet.set_header(f"&L{note}")
