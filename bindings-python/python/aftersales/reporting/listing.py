"""Batch by batch: those the rule says yes to, and the rows whose cells cannot be used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, List, Tuple

from .. import gaps
from ..analysis import cells
from ..html.markup import Html, el, inside, table
from ..measures import share_of
from ..sampling import interval
from ..sheets.look import width
from ..text import quoted
from .words import say

if TYPE_CHECKING:
    from .report import Report

ROWS = 400
"""Batches listed; a longer list belongs in a file."""
OWN = 4
"""The sheet's own columns shown beside the verdict."""


def judged_yes(of: Report) -> Html:
    """The batches the rule says yes to, the highest rate first."""
    lang, units, lots = of.lang, of.judged.units(), of.lots()
    held = [row for row, answer in enumerate(of.judged.answers) if answer == "yes"]
    if not held:
        return el("p", say("none-yes", lang))
    held.sort(key=lambda row: -_rate(units[row]))
    own = _own(of)
    rows: List[List[Any]] = []
    for row in held[:ROWS]:
        line: List[Any] = [str(of.row(row)), *(_text(own[name][row]) for name in own)]
        pair = units[row]
        if pair is not None:
            sure = interval(lots[row], pair[1], pair[0])
            line += [f"{pair[0]:,}/{pair[1]:,}", f"{pair[0] / pair[1]:.2%}", f"{sure.low:.1%} – {sure.high:.1%}", _margin(of, pair)]
        rows.append(line)
    rated = any(unit is not None for unit in units)
    share = of.judged.check.share if of.judged.check else None
    counted = "" if share is None else share_of(of.judged.procedure, share, lang)
    headings = [say("row", lang), *own, *([counted, say("rate", lang), say("interval", lang), say("margin", lang)] if rated else [])]
    first = 1 + len(own)
    numbers = [0, *range(first, len(headings))]
    parts = [el("div", table(headings, rows, numbers=numbers), class_="wide", tabindex=0)]
    if rated:
        parts.append(el("p", say("margin-note", lang), class_="note"))
    if len(held) > ROWS:
        parts.append(el("p", say("list-more", lang, f"{len(held) - ROWS:,}"), class_="note"))
    return inside(parts)


def bad_rows(of: Report) -> Html:
    """The rows with cells that cannot be used, what is wrong with each, and the rows that lack data."""
    lang = of.lang
    bad = [row for row, codes in enumerate(of.judged.bad) if codes]
    parts: List[Any] = []
    if bad:
        own = _own(of)
        facts = list(dict.fromkeys(of.judged.columns.values()))
        held = cells.lists(of.judged.table, facts)
        told = _told(of, bad[:ROWS], held)
        shown = [name for name in facts if name not in own and any(name == column for column in _used(of))]
        headings = [say("row", lang), *own, *shown, say("what", lang)]
        rows = [
            [str(of.row(row)), *(_text(own[name][row]) for name in own), *(_text(held[name][row]) for name in shown), told[row]]
            for row in bad[:ROWS]
        ]
        parts += [el("p", say("bad-note", lang), class_="note"),
                  el("div", table(headings, rows, numbers=[0], short=_short(rows, len(headings) - 1)), class_="wide", tabindex=0)]
        if len(bad) > ROWS:
            parts.append(el("p", say("list-more", lang, f"{len(bad) - ROWS:,}"), class_="note"))
    else:
        parts.append(el("p", say("none-bad", lang)))
    return inside([*parts, *(el("p", told_, class_="note") for told_ in _lacking(of))])


def _lacking(of: Report) -> List[str]:
    """What is said of the rows without a fault and without an answer: which lack a cell, in which nothing was looked at."""
    lang = of.lang
    found: Dict[str, List[int]] = {}
    of_row = gaps.reader(of.judged.procedure, of.judged.columns)
    facts = list(of.judged.columns.values())
    held = cells.lists(of.judged.table, list(dict.fromkeys(facts)))
    for row, answer in enumerate(of.judged.answers):
        if answer == "undetermined" and not of.judged.bad[row]:
            told = of_row([None if _blank(held[name][row]) else held[name][row] for name in facts])
            code = next((gap.code for gap in told if of.judged.rule.id in gap.rules), "")
            found.setdefault(code, []).append(row)
    share = of.judged.check.share if of.judged.check else None
    whole = next((fact.label(lang) for fact in of.judged.procedure.facts if share and fact.id == share.whole), "")
    return [say(_SAID[code], lang, len(found[code]), _rows([of.row(row) for row in found[code]], lang), whole) for code in _SAID if code in found]


_SAID = {gaps.MISSING: "missing-note", gaps.NOTHING: "nothing-note", "": "open-note"}


def _rows(rows: List[int], lang: str) -> str:
    named = ("、" if lang == "zh" else ", ").join(str(row) for row in rows[:40])
    return say("rows" if len(rows) > 1 else "row", lang) + f" {named}" + ("…" if len(rows) > 40 else "")


def _short(rows: List[List[Any]], columns: int) -> List[int]:
    """The columns whose cells are short enough to stand on one line."""
    return [place for place in range(columns) if all(width(str(row[place])) <= 20 for row in rows)]


def _told(of: Report, rows: List[int], held: Dict[str, List[Any]]) -> Dict[int, str]:
    """What is wrong with each row, as the core says it."""
    told = {}
    for row in rows:
        if row in of.faults:
            told[row] = quoted(of.faults[row].message(of.lang))
            continue
        facts = {fact: held[name][row] for fact, name in of.judged.columns.items()}
        found = of.judged.procedure.judge({fact: cell for fact, cell in facts.items() if cell is not None})
        comma = "；" if of.lang == "zh" else "; "
        told[row] = quoted(comma.join(problem.message(of.lang) for problem in found.problems)) or ", ".join(of.judged.bad[row])
    return told


def _used(of: Report) -> List[str]:
    """The columns the rule looks at."""
    share = of.judged.check.share if of.judged.check else None
    wanted = [share.whole, share.part] if share else []
    return [of.judged.columns[fact] for fact in wanted if fact in of.judged.columns]


def _own(of: Report) -> Dict[str, List[Any]]:
    """The columns that say which batch it is: those grouped by, and the first ones of the sheet."""
    names = [name for name in cells.names(of.judged.table) if not name.startswith("\N{MIDDLE DOT}")]
    grouped = [by.zh.rpartition("（")[0] or by.zh for group in of.groups for by in group.by]
    first = [name for name in names if name not in _used(of)]
    kept = list(dict.fromkeys([*first[:2], *(name for name in grouped if name in names), *first]))[:OWN]
    return cells.lists(of.judged.table, [name for name in names if name in kept])


def _margin(of: Report, pair: Tuple[int, int]) -> str:
    """How many units would flip the verdict: the core is asked."""
    check = of.judged.check
    if check is None or check.share is None:
        return ""
    margin = of.judged.procedure.judge({check.share.part: pair[0], check.share.whole: pair[1]})[check.id].margin
    return "" if margin is None else f"{margin:+,}".replace("-", "−")


def _rate(pair: Any) -> float:
    return pair[0] / pair[1] if pair else 0.0


def _text(cell: Any) -> str:
    return "" if _blank(cell) else str(cell)


def _blank(cell: Any) -> bool:
    return cell is None or bool(cell != cell)


