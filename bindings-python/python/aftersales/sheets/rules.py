"""The sheet that says by which rules a workbook was judged."""

from __future__ import annotations

from typing import Any, List, Sequence, Tuple

from .. import __version__
from ..measures import measured
from ..procedure import Procedure
from ..rules import source
from ..text import Text
from .look import Formats, for_print, height

_NAME = Text("规则", "Rules")
_WIDTHS = (26, 36, 34, 34, 26)


def sheet_of_rules(book: Any, formats: Formats, judge: Procedure, lang: str, judged: str, name: str = "") -> None:
    """The sheet; ``judged`` is the file, ``name`` another name for the sheet."""
    sheet = book.add_worksheet(name or _NAME(lang))
    for_print(sheet, _WIDTHS)
    for place, cells in enumerate(_WIDTHS):
        sheet.set_column(place, place, cells)
    sheet.write_string(0, 0, judge.title(lang), formats.title)
    zh = lang == "zh"
    facts = [
        ("编号" if zh else "id", judge.id),
        ("文件" if zh else "document", " ".join(x for x in (judge.document, judge.edition) if x)),
        ("规则库版本" if zh else "rule book version", f"aftersales {__version__}"),
        ("规则哈希" if zh else "hash of the rules", judge.hash),
        ("判定的文件" if zh else "file judged", judged),
    ]
    for row, (what, said) in enumerate(facts, 2):
        sheet.write_string(row, 0, what, formats.words)
        # On one line, over the empty cells beside it: a hash in two pieces cannot be compared.
        sheet.write_string(row, 1, said, formats.beside)
    row = len(facts) + 3
    for titles, lines in _parts(judge, lang):
        if not lines:
            continue
        for place, title in enumerate(titles):
            sheet.write_string(row, place, title, formats.head())
        for line in lines:
            row += 1
            height(sheet, row, line, _WIDTHS)
            for place, cell in enumerate(line):
                sheet.write_string(row, place, cell, formats.words)
        row += 2


def _parts(judge: Procedure, lang: str) -> Sequence[Tuple[List[str], List[List[str]]]]:
    zh = lang == "zh"
    return [
        (["判定", "标准", "原文", "出处", "编号"] if zh else ["check", "standard", "words", "source", "id"],
         [[r.label(lang), measured(judge, r, lang), r.words or "", source(r, lang), r.id] for r in judge.checks]),
        (["分级", "结果", "原文", "出处", "编号"] if zh else ["class", "results", "words", "source", "id"],
         [[r.label(lang), " / ".join(x.label(lang) for x in r.results), r.words or "", source(r, lang), r.id]
          for r in judge.classes]),
        (["解释", "取", "另可取", "", "编号"] if zh else ["reading", "taken as", "or else", "", "id"],
         [_reading(r, lang) for r in judge.readings]),
    ]


def _reading(reading: Any, lang: str) -> List[str]:
    chosen = [o.label(lang) for o in reading.options if o.id == reading.chosen]
    others = [o.label(lang) for o in reading.options if o.id != reading.chosen]
    return [reading.question(lang), *chosen, " / ".join(others), "", reading.id]
