"""``aftersales show [ID] [--on DATE]``: the rule book, or one procedure rule by rule, in the edition of a day."""

from __future__ import annotations

import argparse
import dataclasses
import difflib
import sys
from pathlib import Path
from typing import Any, List, Optional

from ..errors import Problem, ProcedureError
from ..measures import measured
from ..procedure import Procedure, procedure, procedures
from ..rules import source
from ..text import Text
from .paint import Grid, colours, paint, put, room, say
from .words import Words

NEAR = 4
"""So many names near a wrong one are told."""
_LISTED = Text("aftersales show 列出全部程序", "`aftersales show` lists them all")


def arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument("name", nargs="*", help=words.name)
    parser.add_argument("--on", metavar=words.day, help=words.on)


def run(chosen: Any, words: Words) -> int:
    if not chosen.name:
        put("\n".join(_list(chosen.lang)))
        return 0
    found = [open_procedure(name, chosen.on) for name in chosen.name]
    if chosen.on is not None:
        edition = Procedure.in_effect(found, chosen.on)
        if edition is None:
            say(f"{words.wrong}{words.not_in_effect.format(chosen.on)}")
            return 2
        found = [edition]
    put("\n\n".join("\n".join(_shown(one, chosen.lang, words)) for one in found))
    return 0


def _list(lang: str) -> List[str]:
    """One line a procedure; where that is too long, without its edition, and then without its document number."""
    told = [[p.id, p.document or "", p.edition or "", p.title(lang)] for p in procedures()]
    for places in ((0, 1, 2, 3), (0, 1, 3), (0, 3)):
        rows = [[one[place] for place in places] for one in told]
        grid = Grid([""] * len(places), [False] * len(places), rows, widest=200)
        if sum(grid.widths) + 2 * len(places) - 2 <= room():
            break
    return [grid.row(row) for row in rows]


def is_file(name: str) -> bool:
    """Whether a procedure is named by its file."""
    return Path(name).suffix == ".toml"


def open_procedure(name: str, on: Optional[str] = None) -> Procedure:
    """By file name, id or document number; a built-in one in its edition of a day."""
    if is_file(name):
        return Procedure.from_file(name)
    try:
        return procedure(name, on)
    except ProcedureError as error:
        raise ProcedureError([_with_near(one, name) for one in error.problems]) from None


def _with_near(one: Problem, name: str) -> Problem:
    """Of a name that is not known, those that are near it, and the command that lists all."""
    if one.code != "procedure/unknown-procedure":
        return one
    known = [called for info in procedures() for called in (info.id, info.document) if called]
    wanted, lower = name.lower(), {called.lower(): called for called in known}
    alike = [lower[found] for found in difflib.get_close_matches(wanted, lower, NEAR, 0.6)]
    holding = [lower[called] for called in lower if len(wanted) > 2 and wanted in called]
    word = [lower[called] for called in lower if difflib.get_close_matches(wanted, called.split("-"), 1, 0.8)]
    near = list(dict.fromkeys([*alike, *holding, *word]))[:NEAR]
    listed = _LISTED if not near else Text(f"是不是 {'、'.join(near)}？{_LISTED.zh}", f"near it: {', '.join(near)}; {_LISTED.en}")
    return dataclasses.replace(one, help=listed)


def _shown(p: Procedure, lang: str, words: Words) -> List[str]:
    on = colours(sys.stdout)
    since = None if p.effective is None else words.since.format(p.effective)
    head = " · ".join(x for x in (p.id, p.document, p.edition, since) if x)
    out = [paint(p.title(lang), "bold", on), head, p.view.scope(lang)]
    if p.view.completeness is not None:
        out.append(p.view.completeness(lang))
    for section, heading in words.sections.items():
        rules = getattr(p.view, section)
        if rules:
            out += ["", paint(heading, "bold", on)]
        for rule in rules:
            out += [f"  {line}" for line in _rule(p, section, rule, lang, words)]
    return out


def _rule(p: Procedure, section: str, rule: Any, lang: str, words: Words) -> List[str]:
    if section == "readings":
        options = [("● " if o.id == rule.chosen else "○ ") + o.label(lang) for o in rule.options]
        return [f"{rule.id}  {rule.question(lang)}", "    " + "  ".join(options)]
    about = [rule.label(lang)]
    if section == "checks":
        about.append(measured(p, rule, lang))
    if section == "limits":
        about += [rule.within_label(lang), f"{words.owed_by} {rule.owed_by(lang)}"]
    if section == "duties":
        about += [rule.every_label(lang), f"{words.owed_by} {rule.owed_by(lang)}"]
    if section == "steps":
        about += [f"{', '.join(rule.from_) or '·'} → {', '.join(rule.to) or '·'}", f"{words.by} {rule.by(lang)}"]
    if section == "classes":
        about.append(" / ".join(r.label(lang) for r in rule.results))
    where = source(rule, lang)
    return [f"{rule.id}  " + "  ".join(about)] + ([f"    {where}"] if where else [])
