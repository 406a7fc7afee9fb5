"""``aftersales check FILE.toml``: every fault of a procedure file with its line, and whether its examples hold."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any, Dict

from .. import _native
from .paint import colours, paint
from .words import Words

FEW = 8
"""So many rules without an example are named."""


def arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument("file", help=words.toml)
    parser.add_argument("--format", choices=["text", "json"], default="text", help=words.json)


def run(chosen: Any, words: Words) -> int:
    shown, faults, examples = _native.check(chosen.file, Path(chosen.file).read_bytes(), chosen.lang)
    errors = sum(fault["severity"] == "error" for fault in faults)
    if chosen.format == "json":
        print(json.dumps(faults, ensure_ascii=False, indent=2))
    else:
        on = colours(sys.stdout)
        for line in shown.splitlines():
            print(paint(line, _colour(line), on))
        print(words.faults.format(chosen.file, errors) if errors else words.sound.format(chosen.file))
        if examples and examples["examples"]:
            print(_said(examples, chosen.lang, words))
    return 1 if errors else 0


def _said(examples: Dict[str, Any], lang: str, words: Words) -> str:
    """How many examples hold, and the first few rules that none exercises."""
    without = examples["coverage"]["without"]
    line = str(examples["summary"][lang])
    if not without:
        return line
    more = words.and_more.format(len(without) - FEW) if len(without) > FEW else ""
    return f"{line}\n{words.without_example.format(words.comma.join(without[:FEW]))}{more}"


def _colour(line: str) -> str:
    """Headings and underlines stand out."""
    if line.startswith("error") or line.rstrip().endswith("^"):
        return "red"
    return "yellow" if line.startswith("warning") else ""
