"""``aftersales diff A B``: what changed between two procedures, in words. Exit code 1 if anything did."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from .paint import as_json, clean, colours, paint, put
from .parsing import format_options, wants_json
from .show import open_procedure
from .words import Words

_COLOURS = {"added": "green", "removed": "red", "decided": "yellow", "labels": "dim", "citations": "dim"}


def arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument("before", help=words.before)
    parser.add_argument("after", help=words.after)
    format_options(parser, words)


def run(chosen: Any, words: Words) -> int:
    before, after = open_procedure(chosen.before), open_procedure(chosen.after)
    changes = before.changes_to(after)
    if wants_json(chosen):
        put(as_json(before._diff(after)))
    elif changes:
        on = colours(sys.stdout)
        for change in changes:
            put(paint(clean(change.text(chosen.lang)), _COLOURS.get(change.what, ""), on))
    else:
        put(words.same)
    return 1 if changes else 0
