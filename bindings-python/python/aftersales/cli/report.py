"""``aftersales report FILE -o report.html``: one page for the boss."""

from __future__ import annotations

import argparse
import warnings
from datetime import date
from pathlib import Path
from typing import Any

from ..errors import Warn
from ..output import STANDARD, Output, apart
from ..reporting.report import is_page, libraries, report
from .fitting import chosen_procedure, notes, pairs, plan
from .given import file_options, inputs, outputs, readable, say_notes
from .paint import say
from .whole import whole
from .words import Words


def arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    file_options(parser, words)
    parser.add_argument("--out", "-o", metavar="FILE", help=words.page)
    parser.add_argument("--procedure", "-p", metavar="ID", help=words.procedure)
    parser.add_argument("--by", metavar="COLUMN,...", help=words.grouped)
    parser.add_argument("--rule", metavar="ID", help=words.one_rule)
    parser.add_argument("--causes", metavar="COLUMN", help=words.causes)
    parser.add_argument("--title", metavar="TITLE", help=words.title)


def run(chosen: Any, words: Words) -> int:
    out = chosen.out or str(Path(chosen.file).with_suffix(".html").name if chosen.file != "-" else "report.html")
    if out not in STANDARD:
        is_page(out)
    apart(inputs(chosen.file, chosen.procedure), outputs(out=out))
    libraries()
    with Output(out) as page:
        read = whole(chosen.file, chosen.sheet)
        given = pairs(chosen.columns)
        judge = chosen_procedure(chosen.procedure, read.names, given)
        native = plan(judge, read.names, given, False, False, "\N{MIDDLE DOT}", chosen.lang)
        say_notes([*read.notes, *notes(native, judge)], set(native.facts.values()), chosen.lang, words)
        by = None if chosen.by is None else [name.strip() for name in chosen.by.split(",") if name.strip()]
        with warnings.catch_warnings():
            # Said already, with the option to give.
            warnings.filterwarnings("ignore", r".*\[table/(no|one)-column\]", Warn)
            made = report(
                read.table, judge, rule=chosen.rule, by=by, causes=chosen.causes, columns=given, lang=chosen.lang,
                title=chosen.title, source="" if chosen.file == "-" else readable(Path(chosen.file).name),
                day=date.today().isoformat(), faults=read.faults, rows=read.rows,
            )
        page.file.write(made.html().encode())
    if out not in STANDARD:
        say(words.written.format(out))
    return 0
