"""``aftersales report FILE -o report.html``: one page for the boss."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from ..reporting.report import report
from .paint import say
from .score import _fitting, _pairs
from .show import open_procedure
from .whole import whole
from .words import Words


def arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument("file", help=words.file)
    parser.add_argument("--out", "-o", metavar="FILE", help=words.page)
    parser.add_argument("--procedure", "-p", metavar="ID", help=words.procedure)
    parser.add_argument("--columns", "-c", action="append", default=[], metavar="FACT=COLUMN", help=words.columns)
    parser.add_argument("--by", metavar="COLUMN,...", help=words.grouped)
    parser.add_argument("--rule", metavar="ID", help=words.one_rule)
    parser.add_argument("--causes", metavar="COLUMN", help=words.causes)
    parser.add_argument("--title", help=words.title)


def run(chosen: Any, words: Words) -> int:
    read = whole(chosen.file)
    given = _pairs(chosen.columns, words)
    judge = open_procedure(chosen.procedure) if chosen.procedure else _fitting(read.names, given)
    by = None if chosen.by is None else [name.strip() for name in chosen.by.split(",") if name.strip()]
    made = report(
        read.table, judge, rule=chosen.rule, by=by, causes=chosen.causes, columns=given, lang=chosen.lang, title=chosen.title,
        source=Path(chosen.file).name if chosen.file != "-" else "", day=date.today().isoformat(), faults=read.faults,
        rows=read.rows,
    )
    out = chosen.out or str(Path(chosen.file).with_suffix(".html").name if chosen.file != "-" else "report.html")
    made.save(out)
    say(words.written.format(out))
    return 0
