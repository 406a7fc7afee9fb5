"""``aftersales show [ID] [--on DATE]``: the rule book, or one procedure rule by rule, in the edition of a day."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any, List, Optional

from ..measures import measured
from ..procedure import Procedure, procedure, procedures
from ..rules import source
from .paint import Grid, colours, paint, say
from .words import Words


def arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument("name", nargs="*", help=words.name)
    parser.add_argument("--on", metavar=words.day, help=words.on)


def run(chosen: Any, words: Words) -> int:
    if not chosen.name:
        rows = [[p.id, p.document or "", p.edition or "", p.title(chosen.lang)] for p in procedures()]
        grid = Grid(["", "", "", ""], [False] * 4, rows)
        print("\n".join(grid.row(row) for row in rows))
        return 0
    found = [open_procedure(name, chosen.on) for name in chosen.name]
    if chosen.on is not None:
        edition = Procedure.in_effect(found, chosen.on)
        if edition is None:
            say(f"{words.wrong}{words.not_in_effect.format(chosen.on)}")
            return 2
        found = [edition]
    print("\n\n".join("\n".join(_shown(one, chosen.lang, words)) for one in found))
    return 0


def open_procedure(name: str, on: Optional[str] = None) -> Procedure:
    """By file name, id or document number; a built-in one in its edition of a day."""
    return Procedure.from_file(name) if Path(name).suffix == ".toml" else procedure(name, on)


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
