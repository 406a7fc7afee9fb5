"""``aftersales due START SPAN``: a deadline, and every day it counted."""

from __future__ import annotations

import argparse
import dataclasses
import sys
from datetime import date
from typing import Any

from ..times import due
from .paint import Grid, as_json, colours, paint, put
from .parsing import format_options, wants_json
from .words import Words

_WEEKDAYS = {"zh": "一二三四五六日", "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}


def arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument("start", help=words.start)
    parser.add_argument("span", help=words.span)
    parser.add_argument("--convention", "-c", action="append", default=[], metavar="K=V", help=words.convention)
    parser.add_argument("--days", action="store_true", help=words.days)
    format_options(parser, words)


def run(chosen: Any, words: Words) -> int:
    convention = dict(pair.partition("=")[::2] for pair in chosen.convention)
    deadline = due(chosen.start, chosen.span, convention=convention or None)
    if wants_json(chosen):
        put(as_json(_plain(deadline)))
        return 0
    put(paint(deadline.explain(chosen.lang), "bold", colours(sys.stdout)))
    if chosen.days:
        rows = [
            [
                day.day.isoformat(),
                ("周" if chosen.lang == "zh" else "") + _WEEKDAYS[chosen.lang][day.weekday - 1],
                "" if day.n is None else str(day.n),
                words.kinds.get(day.kind, day.kind),
                "" if day.name is None else day.name(chosen.lang),
            ]
            for day in deadline.days()
        ]
        grid = Grid([""] * 5, [False, False, True, False, False], rows, widest=200)
        put("\n".join(grid.row(row) for row in rows))
    return 0


def _plain(value: Any) -> Any:
    """An answer as JSON knows it; what is not known is left out."""
    if dataclasses.is_dataclass(value):
        pairs = ((f.name.strip("_"), getattr(value, f.name)) for f in dataclasses.fields(value))
        return {name: _plain(part) for name, part in pairs if part is not None}
    if isinstance(value, list):
        return [_plain(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value
