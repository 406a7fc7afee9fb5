"""A workbook to fill in: one column for each fact that the verdicts ask for, checked by the sheet as it is typed.

What is filled in goes through ``aftersales score`` as it is: the headings are the facts' labels.
"""

from __future__ import annotations

from typing import Any, Dict, List

from .errors import TableError, problem
from .files import need
from .procedure import Procedure
from .rules import Fact, source
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
    "count": Text("应为从 0 起的整数", "a whole number from 0"),
    "part": Text("应为从 0 起的整数，不多于“{}”", "a whole number from 0, no more than `{}`"),
    "date": Text("应为日期，如 2026-03-07", "a date such as 2026-03-07"),
    "choice": Text("应为列表中的一项", "one of the list"),
    "flag": Text("应为 是 或 否", "yes or no"),
    "quantity": Text("应为数，单位：{}", "a number, in {}"),
    "words": Text("文字", "words"),
}
_HEADINGS = {"zh": ["列", "填什么", "编号", "出处"], "en": ["column", "what to write", "id", "source"]}


def asked(judge: Procedure) -> List[Fact]:
    """The facts that checks and classes ask for, and the counts these are part of, in file order."""
    wanted = {missing.id for finding in judge.judge({}) for missing in finding.missing}
    wanted |= {fact.part_of for fact in judge.facts if fact.id in wanted and fact.part_of}
    return [fact for fact in judge.facts if fact.id in wanted]


def write(judge: Procedure, path: Any, lang: str = "zh") -> None:
    """Writes the workbook to a path or an open file. Raises :class:`TableError` for a procedure without a verdict."""
    facts = asked(judge)
    if not facts:
        raise TableError([problem("table/nothing-to-judge", f"“{judge.title('zh')}”没有按事实判定的内容",
                                  f"`{judge.title('en')}` judges nothing by facts")])
    book = need("xlsxwriter", ".xlsx").Workbook(path)
    head = book.add_format({"bold": True, "bottom": 1, "bg_color": "#E7EAEE"})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    text, day = book.add_format({"num_format": "@"}), book.add_format({"num_format": "yyyy-mm-dd"})
    data, notes = book.add_worksheet(_SAYS["data"](lang)), book.add_worksheet(_SAYS["notes"](lang))
    lists = _Lists(book, lang)
    data.freeze_panes(1, 1)
    data.write_string(0, 0, _SAYS["batch"](lang), head)
    # Identifiers are text: a number would lose its leading zeros.
    data.set_column(0, 0, 18, text)
    places = {fact.id: place for place, fact in enumerate(facts, 1)}
    notes.write_string(0, 0, judge.title(lang), head)
    notes.write_string(1, 0, " ".join(x for x in (judge.id, judge.document, judge.edition) if x))
    for place, (title, cells) in enumerate(zip(_HEADINGS[lang], (28, 60, 24, 40))):
        notes.set_column(place, place, cells)
        notes.write_string(3, place, title, head)
    for fact in facts:
        place, said = places[fact.id], _said(fact, facts, lang)
        data.write_string(0, place, fact.label(lang), head)
        data.set_column(place, place, max(14, 2 * len(fact.label(lang)) + 2), day if fact.type == "date" else None)
        rule = _rule(fact, places, lang) if fact.type != "choice" else lists.rule(fact)
        if rule:
            data.data_validation(1, place, ROWS, place, {
                **rule, "error_title": _SAYS["title"](lang), "error_message": said[:LIST],
                "input_title": fact.label(lang)[:32], "input_message": said[:LIST]})
        for at, cell in enumerate((fact.label(lang), said, fact.id, source(fact, lang))):
            notes.write_string(3 + place, at, cell, wrap)
    book.close()


def _said(fact: Fact, facts: List[Fact], lang: str) -> str:
    """What to write into a column."""
    whole = next((other for other in facts if other.id == fact.part_of), None)
    if fact.type == "count" and whole is not None:
        return _SAYS["part"](lang).format(whole.label(lang))
    told = _SAYS[fact.type](lang).format(fact.unit or "")
    options = " / ".join(option.label(lang) for option in fact.options)
    return f"{told}{'：' if lang == 'zh' else ': '}{options}" if options else told


def _rule(fact: Fact, places: Dict[str, int], lang: str) -> Dict[str, Any]:
    """What the sheet takes; nothing for words."""
    if fact.type == "count":
        if fact.part_of in places:
            return {"validate": "integer", "criteria": "between", "minimum": 0,
                    "maximum": f"=${_letters(places[fact.part_of])}2"}
        return {"validate": "integer", "criteria": ">=", "value": 0}
    if fact.type == "date":
        from datetime import date

        return {"validate": "date", "criteria": ">=", "value": date(2000, 1, 1)}
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
