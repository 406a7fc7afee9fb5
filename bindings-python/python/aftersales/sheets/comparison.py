"""The workbook of ``compare``: the batches that change verdict, what changes how often, and both sets of rules."""

from __future__ import annotations

from typing import Any, Dict, List, Mapping, NamedTuple, Optional, Sequence

from ..analysis import cells
from ..analysis.compare import Comparison, RuleChange, amount
from ..analysis.judged import column, facts_of
from ..measures import measured
from ..pieces import need
from ..rules import Check, Class, source
from ..text import Text
from .columns import Column, columns, number
from .cut import Cut
from .headings import fill_of, free, standing_out
from .look import Formats, fits, for_print, head_height, height, most_lines, room, width
from .rules import sheet_of_rules

_SHEETS = {"rows": Text("改判的批次", "Changed batches"), "summary": Text("汇总", "Summary"),
           "before": Text("原规则", "Rules before"), "after": Text("新规则", "Rules after")}
_HEADS = {"row": Text("行", "row"), "before": Text("原判", "was"), "after": Text("改判", "is now"), "rule": Text("判定", "rule"),
          "batches": Text("批数", "batches"), "differences": Text("两套规则的不同", "What differs between the rules")}


class Told(NamedTuple):
    """A new column: one rule's answers on one side."""

    title: str
    comment: str
    words: List[str]
    fills: List[Optional[str]]


def write(found: Comparison, file: Any, table: Any, lang: str = "zh", given: Optional[Mapping[str, str]] = None, judged: str = "",
          rows: Optional[Sequence[int]] = None) -> None:
    """Writes the workbook to ``file``. ``table`` is the whole table, by which it is settled what its columns are; ``given`` the columns
    that were named; ``judged`` the file; ``rows`` which row of its sheet each row is."""
    book = need("xlsxwriter", ".xlsx").Workbook(file, {"strings_to_urls": False, "strings_to_formulas": False})
    formats = Formats(book)
    cut = Cut()
    _sheet_of_rows(book, formats, found, table, lang, given or {}, rows, cut)
    _sheet_of_summary(book, formats, found, lang)
    for side, judge in (("before", found.before), ("after", found.after)):
        sheet_of_rules(book, formats, judge, lang, judged, _SHEETS[side](lang))
    book.close()
    cut.tell(lang)


def _sheet_of_rows(book: Any, formats: Formats, found: Comparison, table: Any, lang: str, given: Mapping[str, str],
                   rows: Optional[Sequence[int]], cut: Cut) -> None:
    sheet = book.add_worksheet(_SHEETS["rows"](lang))
    names = cells.names(table)
    own = cells.lists(table, names)
    made = _columns(found, names, own, formats, given)
    told = [one for rule in found.rules if rule.rows for one in _told(found, rule, lang)]
    titles = [free(_HEADS["row"](lang), names, lang), *names]
    titles += [free(one.title, titles, lang) for one in told]
    words = [room(one.title, max(map(width, one.words), default=0), 10, 20) for one in told]
    loose, tight = ([8, *(one.room(narrow) for one in made), *words] for narrow in (False, True))
    widths = tight if fits(tight) and not fits(loose) else loose
    sheet.set_row(0, head_height(titles, widths))
    kinds = ["number", *(one.kind for one in made), *(["class"] * len(told))]
    for place, (title, cells_, kind) in enumerate(zip(titles, widths, kinds)):
        sheet.set_column(place, place, cells_)
        sheet.write_string(0, place, title, formats.head(place > len(names) or not place, kind))
    for place, one in enumerate(told, 1 + len(names)):
        sheet.write_comment(0, place, one.comment, {"width": 320, "height": 90, "author": "aftersales", "font_size": 9})
    for line, row in enumerate(found.rows, 1):
        texts = [str(own[name][row] or "") if one.kind == "text" else "" for name, one in zip(names, made)]
        height(sheet, line, ["", *texts, *(one.words[line - 1] for one in told)], widths)
        sheet.write_number(line, 0, row + 2 if rows is None else rows[row], formats.count)
        for place, own_column in enumerate(made, 1):
            cut.see(own_column.write(sheet, line, place, own[own_column.name][row], False), sheet, line, place, own_column.name)
        for place, new in enumerate(told, 1 + len(names)):
            fill = new.fills[line - 1]
            sheet.write_string(line, place, new.words[line - 1], formats.centred if fill == "" else formats.answer(fill))
    sheet.autofilter(0, 0, max(1, len(found.rows)), len(titles) - 1)
    sheet.freeze_panes(1, 1)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    for_print(sheet, widths, rows=1, names=1)


def _columns(found: Comparison, names: Sequence[str], own: Dict[str, List[Any]], formats: Formats, given: Mapping[str, str]) -> List[Column]:
    """The file's own columns: facts as the first procedure reads them, money as it was summed."""
    facts = {**facts_of(found.before, names), **given}
    known = {fact.id: fact for fact in found.before.facts}
    of = {name: fact for fact, name in facts.items()}
    paid = {money.column for money in found.money}
    made = [Column(one.name, _money) if one.name in paid else one for one in columns(names, found.before, facts)]
    for one in made:
        one.look(own[one.name], set())
        one.settle(formats, known.get(of.get(one.name, "")))
    return made


def _money(cell: Any) -> Any:
    paid = amount(cell)
    return None if paid is None else number(str(paid))


def _told(found: Comparison, rule: RuleChange, lang: str) -> List[Told]:
    out = []
    alone = sum(bool(one.rows) for one in found.rules) == 1
    told = cells.lists(found.changed, [column(rule.id) + "_before", column(rule.id) + "_after"])
    for side, judge, of in (("before", found.before, rule.before), ("after", found.after, rule.after)):
        answers: List[str] = told[f"{column(rule.id)}_{side}"]
        title = _HEADS[side](lang)
        if not alone:
            title = f"{title}：{rule.label(lang)}" if lang == "zh" else f"{title}: {rule.label(lang)}"
        fills: Dict[str, Optional[str]] = standing_out(judge, of) if isinstance(of, Class) else {"yes": "yes", "no": "no"}
        standard = measured(judge, of, lang) if isinstance(of, Check) else ""
        comment = "\n".join(x for x in (rule.label(lang), standard, source(of, lang), judge.hash) if x)
        out.append(Told(title, comment, [rule.word(answer, lang) for answer in answers],
                        [None if answer == "undetermined" else fill_of(answer, fills) for answer in answers]))
    return out


def _sheet_of_summary(book: Any, formats: Formats, found: Comparison, lang: str) -> None:
    """The sentence, the counts, the money, and what differs between the rules."""
    sheet = book.add_worksheet(_SHEETS["summary"](lang))
    titles = [*(_HEADS[key](lang) for key in ("rule", "before", "after", "batches")), *(money.column for money in found.money)]
    widths = [36, 22, 22, 10, *([16] * len(found.money))]
    for place, cells_ in enumerate(widths):
        sheet.set_column(place, place, cells_)
    sheet.write_string(0, 0, found.summary(lang), formats.title)
    for place, title in enumerate(titles):
        sheet.write_string(2, place, title, formats.head(kind="number" if place > 2 else "text"))
    row = 2
    for rule in found.rules:
        for (before, after), count in sorted(rule.counts.items(), key=lambda one: one[0][0] == one[0][1]):
            row += 1
            for place, text in enumerate((rule.label(lang), rule.word(before, lang), rule.word(after, lang))):
                sheet.write_string(row, place, text, formats.words)
            sheet.write_number(row, 3, count, formats.count)
            for place, money in enumerate(found.money, 4):
                if before != after:
                    paid = money.by_change[rule.id, before, after]
                    digits = "#,##0" if paid == paid.to_integral_value() else "#,##0.00"
                    sheet.write_number(row, place, float(paid), formats.number(digits))
    lines = [change.text(lang) for change in found.differences]
    if lines:
        row += 2
        sheet.write_string(row, 0, _HEADS["differences"](lang), formats.head())
    for line in lines:
        row += 1
        sheet.merge_range(row, 0, row, len(widths) - 1, line, formats.words)
        sheet.set_row(row, 15 * most_lines([line], [sum(widths)]))
    for_print(sheet, widths)
