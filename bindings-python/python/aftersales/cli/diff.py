"""``aftersales diff A B``: what changed between two procedures, in words. Exit code 1 if anything did."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from .paint import colours, paint
from .show import open_procedure
from .words import Words

_COLOURS = {"added": "green", "removed": "red", "decided": "yellow", "labels": "dim", "citations": "dim"}


def arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument("before", help=words.before)
    parser.add_argument("after", help=words.after)
    parser.add_argument("--format", choices=["text", "json"], default="text", help=words.json)


def run(chosen: Any, words: Words) -> int:
    before, after = open_procedure(chosen.before), open_procedure(chosen.after)
    changes = before.changes_to(after)
    if chosen.format == "json":
        print(json.dumps(before._diff(after), ensure_ascii=False, indent=2))
    elif changes:
        on = colours(sys.stdout)
        for change in changes:
            print(paint(change.text(chosen.lang), _COLOURS.get(change.what, ""), on))
    else:
        print(words.same)
    return 1 if changes else 0
