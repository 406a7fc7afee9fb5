"""A judged file as a workbook: verdicts in words and colour, the clause in a comment, the rows that were not judged and
the rules on sheets of their own.

Orange and blue, which nobody takes for one another, and always a word beside the colour.
"""

from __future__ import annotations

import unicodedata
from typing import Any, Dict, List, NamedTuple, Optional, Sequence, Tuple

from . import __version__
from ._native import ArrowTable
from .files import Piece, need
from .rules import source
from .text import Text
from .writing import About, BadCell, as_text

ROWS = 1_048_575
"""Rows of a sheet below its headings."""
SAMPLE = 200
"""So many rows settle the width of a column."""
DIGITS = 15
"""Excel keeps no more digits of a number."""

_ANSWERS = {True: Text("是", "yes"), False: Text("否", "no"), None: Text("无法判定", "undetermined")}
_WORDS = {
    "rate": Text("比率", "rate"),
    "margin": Text("差几件改判", "units to flip"),
    "actions": Text("后续措施", "what follows"),
    "problems": Text("问题", "problems"),
    "rules": Text("依据的规则", "rules"),
    "reason": Text("理由", "reason"),
    "unclassified": Text("未分级", "unclassified"),
}
_SHEETS = {"verdicts": Text("判定结果", "Verdicts"), "bad": Text("未能判定的行", "Rows not judged"), "rules": Text("规则", "Rules")}
BAD_HEADINGS = {"zh": ["行", "列", "值", "代码", "说明"], "en": ["row", "column", "value", "code", "what is wrong"]}


class Heading(NamedTuple):
    """One new column: how it is called, what is said about it, how its cells are written."""

    name: str
    kind: str
    title: str
    comment: str
    labels: Dict[str, str]


class VerdictBook:
    """Takes a result piece by piece."""

    def __init__(self, file: Any, about: About, scratch: Optional[str] = None) -> None:
        """Written to a file or path; ``scratch`` is a folder for the rows until it is closed."""
        xlsxwriter = need("xlsxwriter", ".xlsx")
        self.book = xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_numbers": False, "tmpdir": scratch,
                                               "strings_to_formulas": False, "strings_to_urls": False})
        self.about, self.lang = about, about.lang
        self.formats = _formats(self.book)
        counts = {fact.id for fact in about.judge.facts if fact.type == "count"}
        self.counts = {column for fact, column in about.facts.items() if fact in counts}
        self.sheet: Any = None
        self.sheets: List[Any] = []
        self.row = 0
        self.names: List[str] = []
        self.headings: List[Heading] = []
        self.widths: List[int] = []
        self.bad: List[BadCell] = []

    def add(self, piece: Piece, answers: ArrowTable, bad: Sequence[BadCell]) -> None:
        """Some rows as the file has them, and the answers."""
        if not self.headings:
            self.names = piece.names
            self.headings = headings(self.about, answers.column_names)
        own = list(as_text(piece.table).to_pydict().values())
        told = list(answers.to_pydict().values())
        self._measure(own, told)
        for row in range(len(piece.table)):
            if self.sheet is None or self.row == ROWS:
                self._new_sheet()
            self.row += 1
            self._write(row, own, told)
        if self.sheet is None:
            self._new_sheet()
        self.bad += bad[: ROWS - len(self.bad)]

    def close(self) -> None:
        """No more rows."""
        for sheet, rows in self.sheets[:-1] + [(self.sheet, self.row)]:
            sheet.autofilter(0, 0, rows, len(self.widths) - 1)
        for place, cells in enumerate(self.widths):
            for sheet, _ in self.sheets:
                sheet.set_column(place, place, min(48, cells + 3))
        self._bad_sheet()
        _rules_sheet(self.book, self.about, self.formats)
        self.book.close()

    def _new_sheet(self) -> None:
        if self.sheet is not None:
            self.sheets[-1] = (self.sheet, self.row)
        number = "" if not self.sheets else f" {len(self.sheets) + 1}"
        self.sheet = self.book.add_worksheet(_SHEETS["verdicts"](self.lang) + number)
        self.sheets.append((self.sheet, 0))
        self.row = 0
        # Wrapped headings are given their room: not every program makes it by itself.
        titles = [*self.names, *(heading.title for heading in self.headings)]
        lines = max(-(-width(title) // max(1, cells)) for title, cells in zip(titles, self.widths))
        self.sheet.set_row(0, 16 * min(4, lines))
        for place, name in enumerate(self.names):
            self.sheet.write_string(0, place, name, self.formats["own"])
        for place, heading in enumerate(self.headings, len(self.names)):
            self.sheet.write_string(0, place, heading.title, self.formats["head"])
            if heading.comment:
                lines = sum(1 + width(line) // 46 for line in heading.comment.splitlines())
                self.sheet.write_comment(0, place, heading.comment,
                                         {"width": 320, "height": 24 + 17 * lines, "author": "aftersales", "font_size": 9})
        self.sheet.freeze_panes(1, 0)
        for_print(self.sheet)
        self.sheet.repeat_rows(0)

    def _write(self, row: int, own: List[List[Any]], told: List[List[Any]]) -> None:
        for place, (name, column) in enumerate(zip(self.names, own)):
            cell = column[row]
            if cell is None:
                continue
            if name in self.counts and cell.isascii() and cell.isdigit() and len(cell) <= DIGITS and (cell[0] != "0" or cell == "0"):
                self.sheet.write_number(self.row, place, int(cell))
            else:
                self.sheet.write_string(self.row, place, cell, self.formats["text"])
        for place, (heading, column) in enumerate(zip(self.headings, told), len(self.names)):
            self._answer(place, heading, column[row])

    def _answer(self, place: int, heading: Heading, value: Any) -> None:
        sheet, row = self.sheet, self.row
        if heading.kind == "check":
            sheet.write_string(row, place, _ANSWERS[value](self.lang), self.formats[value])
        elif heading.kind == "class":
            text = _ANSWERS[None](self.lang) if value is None else _labels(value, heading.labels)
            sheet.write_string(row, place, text, self.formats[None] if value is None else self.formats["text"])
        elif heading.kind in ("actions", "problems"):
            if value:
                cells = [str(v["text"]) if isinstance(v, dict) else heading.labels.get(v) or str(v) for v in value]
                sheet.write_string(row, place, "；".join(cells) if self.lang == "zh" else "; ".join(cells))
        elif value is None:
            return
        elif isinstance(value, str):
            sheet.write_string(row, place, value)
        else:
            sheet.write_number(row, place, value, self.formats[heading.kind])

    def _measure(self, own: List[List[Any]], told: List[List[Any]]) -> None:
        if self.widths:
            return
        self.widths = [max([width(name), *(width(c or "") for c in column[:SAMPLE])]) for name, column in zip(self.names, own)]
        for heading, column in zip(self.headings, told):
            most = {"actions": 28, "problems": 36, "reason": 45, "rules": 30, "class": 16}.get(heading.kind, 8)
            self.widths.append(max(most, min(24, width(heading.title))))

    def _bad_sheet(self) -> None:
        sheet = self.book.add_worksheet(_SHEETS["bad"](self.lang))
        for place, (title, cells) in enumerate(zip(BAD_HEADINGS[self.lang], (8, 20, 24, 18, 70))):
            sheet.set_column(place, place, cells)
            sheet.write_string(0, place, title, self.formats["head"])
        sheet.freeze_panes(1, 0)
        for_print(sheet)
        for row, one in enumerate(self.bad, 1):
            sheet.write_number(row, 0, one.row)
            for place, text in enumerate(one[1:], 1):
                sheet.write_string(row, place, text, self.formats["text"])
        sheet.autofilter(0, 0, max(1, len(self.bad)), 4)


def for_print(sheet: Any) -> None:
    """A4 across, as wide as the table."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def width(text: str) -> int:
    """Cells of a monospaced font."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _formats(book: Any) -> Dict[Any, Any]:
    head = {"bold": True, "bottom": 1, "valign": "top", "text_wrap": True}
    return {
        "own": book.add_format(head),
        "head": book.add_format({**head, "bg_color": "#E7EAEE"}),
        "text": book.add_format({"num_format": "@"}),
        True: book.add_format({"bg_color": "#F9C9A4", "font_color": "#6B2C00", "bold": True, "align": "center"}),
        False: book.add_format({"bg_color": "#CFE3F5", "font_color": "#0B3A63", "align": "center"}),
        None: book.add_format({"bg_color": "#E4E4E4", "font_color": "#444444", "italic": True, "align": "center"}),
        "rate": book.add_format({"num_format": "0.00%"}),
        "margin": book.add_format({"num_format": "+0;-0;0"}),
        "bold": book.add_format({"bold": True, "font_size": 13}),
        "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
    }


def _labels(value: str, labels: Dict[str, str]) -> str:
    return " + ".join(labels.get(part, part) for part in value.split("+"))


def headings(about: About, columns: Sequence[str]) -> List[Heading]:
    """The new columns as a workbook calls them."""
    judge, lang = about.judge, about.lang
    rules: Dict[str, Tuple[Any, str]] = {}
    for kind, of_kind in (("check", judge.checks), ("class", judge.classes)):
        for rule in of_kind:
            rules[rule.id.replace("-", "_")] = (rule, kind)
    steps = {rule.id: rule.label(lang) for part in ("steps", "notices", "samplings", "norms", "limits", "forms")
             for rule in getattr(judge.view, part)}
    out = []
    for name in columns:
        rule, kind, end = _rule_of(name, rules)
        if rule is None:
            out.append(Heading(name, name, _WORDS[name](lang), "", steps if name == "actions" else {}))
            continue
        title, labels = rule.label(lang), {}
        if end:
            title, kind = f"{title} · {_WORDS[end](lang)}", end
        elif kind == "class":
            labels = {r.id: r.label(lang) for r in rule.results}
            labels["unclassified"] = _WORDS["unclassified"](lang)
        out.append(Heading(name, kind, title, "" if end else comment(about, rule, name), labels))
    return out


def _rule_of(name: str, rules: Dict[str, Tuple[Any, str]]) -> Tuple[Optional[Any], str, str]:
    if name in rules:
        return (*rules[name], "")
    stem, _, end = name.rpartition("_")
    if stem in rules and end in _WORDS:
        return (*rules[stem], end)
    return None, name, ""


def comment(about: About, rule: Any, column: str) -> str:
    """What a heading says of its rule: measure, words, where they stand, how they are read."""
    lang = about.lang
    lines = [getattr(rule, "measure", None), f"“{rule.words}”" if rule.words else None,
             ", ".join(x for x in (about.judge.document, about.judge.edition, source(rule, lang)) if x)]
    for use in about.judge.judge({})[rule.id].readings:
        lines.append(f"{use.question(lang)} → {use.label(lang)}")
    lines.append(f"{column} · {about.judge.hash}")
    return "\n".join(line for line in lines if line)


def _rules_sheet(book: Any, about: About, formats: Dict[Any, Any]) -> None:
    judge, lang = about.judge, about.lang
    sheet = book.add_worksheet(_SHEETS["rules"](lang))
    for_print(sheet)
    zh = lang == "zh"
    for place, cells in enumerate((24, 34, 34, 34, 24)):
        sheet.set_column(place, place, cells)
    sheet.write_string(0, 0, judge.title(lang), formats["bold"])
    facts = [
        ("编号" if zh else "id", judge.id),
        ("文件" if zh else "document", " ".join(x for x in (judge.document, judge.edition) if x)),
        ("规则库版本" if zh else "rule book version", f"aftersales {__version__}"),
        ("规则哈希" if zh else "hash of the rules", judge.hash),
        ("判定的文件" if zh else "file judged", about.source),
    ]
    for row, (what, said) in enumerate(facts, 2):
        sheet.write_string(row, 0, what)
        sheet.write_string(row, 1, said, formats["text"])
    row = len(facts) + 3
    parts: List[Tuple[List[str], List[List[str]]]] = [
        (["判定", "标准", "原文", "出处", "编号"] if zh else ["check", "standard", "words", "source", "id"],
         [[r.label(lang), r.measure, r.words or "", source(r, lang), r.id] for r in judge.checks]),
        (["分级", "结果", "原文", "出处", "编号"] if zh else ["class", "results", "words", "source", "id"],
         [[r.label(lang), " / ".join(x.label(lang) for x in r.results), r.words or "", source(r, lang), r.id]
          for r in judge.classes]),
        (["解释", "取", "另可取", "", "编号"] if zh else ["reading", "taken as", "or else", "", "id"],
         [_reading(r, lang) for r in judge.readings]),
    ]
    for titles, lines in parts:
        if not lines:
            continue
        for place, title in enumerate(titles):
            sheet.write_string(row, place, title, formats["head"])
        for line in lines:
            row += 1
            for place, cell in enumerate(line):
                sheet.write_string(row, place, cell, formats["wrap"])
        row += 2


def _reading(reading: Any, lang: str) -> List[str]:
    chosen = [o.label(lang) for o in reading.options if o.id == reading.chosen]
    others = [o.label(lang) for o in reading.options if o.id != reading.chosen]
    return [reading.question(lang), *chosen, " / ".join(others), "", reading.id]
