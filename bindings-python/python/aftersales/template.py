"""A workbook to fill in: one column for each fact that the verdicts ask for, checked by the sheet as it is typed.

What is filled in goes through ``aftersales score`` as it is: the headings are the facts' labels. Other columns that a report
is to group by, customer or day, are asked for by name.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, Dict, List, NamedTuple, Optional, Sequence

from .errors import TableError, problem
from .pieces import need
from .procedure import Procedure
from .rules import Fact, source
from .sheets.look import Formats, for_print, head_height, height, room, width
from .text import Text

ROWS = 5000
"""Rows below the headings that are checked."""
LIST = 255
"""Characters that Excel takes as a list of choices."""
_SAYS = {
    "batch": Text("批次号", "Batch"),
    "data": Text("数据", "Data"),
    "notes": Text("说明", "Notes"),
    "lists": Text("选项", "Lists"),
    "yes": Text("是", "yes"),
    "no": Text("否", "no"),
    "title": Text("请核对", "Please check"),
    "id": Text("批次的编号，原样保留，前导零不丢", "what the batch is called; kept letter by letter, leading zeros too"),
    "own": Text("不参与判定，可用于分组汇总", "not judged by; for grouping in reports"),
    "count": Text("应为从 0 起的整数", "a whole number from 0"),
    "part": Text("应为从 0 起的整数，不多于“{}”", "a whole number from 0, no more than “{}”"),
    "date": Text("应为日期，如 2026-03-07", "a date such as 2026-03-07"),
    "choice": Text("应为列表中的一项", "one of the list"),
    "flag": Text("应为 是 或 否", "yes or no"),
    "quantity": Text("应为数，单位：{}", "a number, in {}"),
    "words": Text("文字", "words"),
}
_HEADINGS = {"zh": ["列", "填什么", "编号", "出处"], "en": ["column", "what to write", "id", "source"]}
_STEPS = (
    Text("1. 在“{data}”表中填写，一批一行；录入时即核对，核对到第 {last} 行为止。",
         "1. Fill in the sheet “{data}”, a row for each batch. Cells are checked as they are typed, down to row {last}."),
    Text("2. 保存后判定：aftersales score {file} --procedure {name} --out judged.xlsx",
         "2. Save it and have it judged: aftersales score {file} --procedure {name} --out judged.xlsx"),
    Text("3. 一页报告：aftersales report {file} --procedure {name} --out report.html",
         "3. One page of it all: aftersales report {file} --procedure {name} --out report.html"),
)


class Asked(NamedTuple):
    """One column to fill in."""

    title: str
    said: str
    fact: Optional[Fact] = None
    date: bool = False


def asked(judge: Procedure) -> List[Fact]:
    """The facts that checks and classes ask for, and the counts these are part of, in file order."""
    wanted = {missing.id for finding in judge.judge({}) for missing in finding.missing}
    wanted |= {fact.part_of for fact in judge.facts if fact.id in wanted and fact.part_of}
    return [fact for fact in judge.facts if fact.id in wanted]


def write(judge: Procedure, path: Any, lang: str = "zh", also: Sequence[str] = (), named: str = "",
          file: str = "") -> None:
    """Writes the workbook to a path or an open file.

    ``also`` names more columns, in the order they stand: those that are facts of the procedure are checked as such, those
    called a date (日期) as dates, others are text. ``named`` is how the procedure is called on the command line, if not by its
    id; ``file`` how the workbook is to be called, where an open file is written. Raises :class:`TableError` for a procedure without a verdict, or for a name given twice.
    """
    facts = asked(judge)
    if not facts:
        raise TableError([problem("table/nothing-to-judge", f"“{judge.title('zh')}”没有按事实判定的内容",
                                  f"`{judge.title('en')}` judges nothing by facts")])
    wanted = _columns(judge, facts, also, lang)
    book = need("xlsxwriter", ".xlsx").Workbook(path)
    formats = Formats(book)
    data, notes = book.add_worksheet(_SAYS["data"](lang)), book.add_worksheet(_SAYS["notes"](lang))
    _data(data, book, formats, wanted, lang)
    _notes(notes, formats, judge, wanted, [step(lang).format(
        data=_SAYS["data"](lang), last=ROWS + 1, file=Path(file or path).name, name=named or judge.id) for step in _STEPS], lang)
    book.close()


def _columns(judge: Procedure, facts: List[Fact], also: Sequence[str], lang: str) -> List[Asked]:
    """Which batch, what else was asked for, then what is judged by."""
    wanted = [Asked(_SAYS["batch"](lang), _SAYS["id"](lang))]
    known = {fact.id: fact for fact in judge.facts}
    asked_ = {fact.id for fact in facts}
    for name in (name.strip() for name in also):
        fact = known.get(judge.fact_named(name) or "")
        if fact is not None and fact.id in asked_:
            continue
        is_date = fact is None and ("日期" in name or "date" in name.lower().split())
        said = _said(fact, judge.facts, lang) if fact is not None else _SAYS["date"](lang) if is_date else _SAYS["words"](lang)
        comma = "；" if lang == "zh" else "; "
        wanted.append(Asked(name, said + comma + _SAYS["own"](lang), fact, is_date))
    wanted += [Asked(fact.label(lang), _said(fact, facts, lang), fact) for fact in facts]
    titles = [one.title for one in wanted]
    twice = sorted({title for title in titles if titles.count(title) > 1})
    if twice:
        raise TableError([problem("table/column-twice", f"列名重复：{'、'.join(twice)}", f"column names occur twice: {', '.join(twice)}")])
    return wanted


def _data(sheet: Any, book: Any, formats: Formats, wanted: List[Asked], lang: str) -> None:
    """The sheet to fill in."""
    lists = _Lists(book, lang)
    places = {one.fact.id: place for place, one in enumerate(wanted) if one.fact is not None}
    widths = [room(one.title, 10, 12) for one in wanted]
    titles = [one.title for one in wanted]
    sheet.set_row(0, head_height(titles, widths))
    for place, (one, cells) in enumerate(zip(wanted, widths)):
        kind = one.fact.type if one.fact is not None else "date" if one.date else "words"
        shown = {"count": formats.count, "date": formats.date("yyyy-mm-dd"), "quantity": formats.number("General")}
        # Words and identifiers are text: a number would lose its leading zeros.
        sheet.set_column(place, place, cells, shown.get(kind, formats.text))
        side = {"count": "number", "quantity": "number", "date": "date"}.get(kind, "text")
        sheet.write_string(0, place, one.title, formats.head(kind=side))
        rule: Dict[str, Any] = {}
        if one.fact is not None:
            rule = _rule(one.fact, places, lang) if one.fact.type != "choice" else lists.rule(one.fact)
        elif one.date:
            rule = _DATE
        if rule:
            sheet.data_validation(1, place, ROWS, place, {
                **rule, "error_title": _SAYS["title"](lang), "error_message": one.said[:LIST],
                "input_title": one.title[:32], "input_message": one.said[:LIST]})
    sheet.freeze_panes(1, 1)
    for_print(sheet, widths, rows=1, names=1)


def _notes(sheet: Any, formats: Formats, judge: Procedure, wanted: List[Asked], steps: List[str], lang: str) -> None:
    """The sheet that says what to write where, and what to do next."""
    lines = [[one.title, one.said, one.fact.id if one.fact else "", source(one.fact, lang) if one.fact else ""] for one in wanted]
    # Of most facts the document does not say where they stand.
    kept = [place for place in range(4) if place < 2 or any(line[place] for line in lines)]
    widths = [max(12, min(most, max(width(line[place]) for line in lines) + 3)) for place, most in zip(kept, (30, 60, 28, 36))]
    for place, cells in enumerate(widths):
        sheet.set_column(place, place, cells)
    sheet.write_string(0, 0, judge.title(lang), formats.title)
    sheet.write_string(1, 0, " ".join(x for x in (judge.id, judge.document, judge.edition) if x))
    for row, step in enumerate(steps, 3):
        sheet.write_string(row, 0, step)
    top = 4 + len(steps)
    for place, at in enumerate(kept):
        sheet.write_string(top, place, _HEADINGS[lang][at], formats.head())
    for row, line in enumerate(lines, top + 1):
        told = [line[place] for place in kept]
        height(sheet, row, told, widths)
        for place, cell in enumerate(told):
            sheet.write_string(row, place, cell, formats.words)
    for_print(sheet, widths)
    sheet.fit_to_pages(1, 1)


def _said(fact: Fact, facts: List[Fact], lang: str) -> str:
    """What to write into a column."""
    whole = next((other for other in facts if other.id == fact.part_of), None)
    if fact.type == "count" and whole is not None:
        return _SAYS["part"](lang).format(whole.label(lang))
    told = _SAYS[fact.type](lang).format(fact.unit or "")
    options = " / ".join(option.label(lang) for option in fact.options)
    return f"{told}{'：' if lang == 'zh' else ': '}{options}" if options else told


_DATE: Dict[str, Any] = {"validate": "date", "criteria": ">=", "value": date(2000, 1, 1)}


def _rule(fact: Fact, places: Dict[str, int], lang: str) -> Dict[str, Any]:
    """What the sheet takes; nothing for words."""
    if fact.type == "count":
        if fact.part_of in places:
            return {"validate": "integer", "criteria": "between", "minimum": 0,
                    "maximum": f"=${_letters(places[fact.part_of])}2"}
        return {"validate": "integer", "criteria": ">=", "value": 0}
    if fact.type == "date":
        return _DATE
    if fact.type == "flag":
        return {"validate": "list", "source": [_SAYS["yes"](lang), _SAYS["no"](lang)]}
    return {"validate": "decimal", "criteria": ">=", "value": 0} if fact.type == "quantity" else {}


class _Lists:
    """The choices of each fact. What is too long for a rule, or holds a comma, stands on a hidden sheet."""

    def __init__(self, book: Any, lang: str) -> None:
        self.book, self.lang, self.used = book, lang, 0
        self.sheet: Any = None

    def rule(self, fact: Fact) -> Dict[str, Any]:
        """One of the list; a warning only where the document's list is open."""
        labels = [option.label(self.lang) for option in fact.options]
        # A comma would cut a choice in two.
        plain = len(",".join(labels)) <= LIST and not any("," in label for label in labels)
        return {"validate": "list", "source": labels if plain else self._hidden(labels),
                "error_type": "warning" if fact.open else "stop"}

    def _hidden(self, labels: List[str]) -> str:
        if self.sheet is None:
            self.sheet = self.book.add_worksheet(_SAYS["lists"](self.lang))
            self.sheet.hide()
        place, self.used = self.used, self.used + 1
        self.sheet.write_column(0, place, labels)
        column = _letters(place)
        return f"='{_SAYS['lists'](self.lang)}'!${column}$1:${column}${len(labels)}"


def _letters(place: int) -> str:
    """A column as Excel calls it, from 0."""
    letters, place = "", place + 1
    while place:
        place, letter = divmod(place - 1, 26)
        letters = chr(65 + letter) + letters
    return letters
