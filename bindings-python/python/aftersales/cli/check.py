"""``aftersales check FILE.toml``: every fault of a procedure file with its line, and whether its examples hold."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any, Dict

from .. import _native
from ..text import Text
from .given import standard_input
from .paint import as_json, clean, colours, paint, put
from .parsing import format_options, wants_json
from .words import Words

FEW = 8
"""So many rules without an example are named."""
_STANDARD = Text("标准输入", "standard input")


def arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument("file", help=words.toml)
    format_options(parser, words)


def run(chosen: Any, words: Words) -> int:
    standard = chosen.file == "-"
    name = _STANDARD(chosen.lang) if standard else chosen.file
    source = standard_input()
    text = Path(chosen.file).read_bytes() if not standard else b"" if source is None else source.read()
    shown, faults, examples = _native.check(name, text, chosen.lang)
    errors = sum(fault["severity"] == "error" for fault in faults)
    if wants_json(chosen):
        put(as_json(faults))
    else:
        on = colours(sys.stdout)
        for line in shown.splitlines():
            put(paint("\t".join(clean(part) for part in line.split("\t")), _colour(line), on))
        put(words.faults.format(name, errors) if errors else words.sound.format(name))
        if examples and examples["examples"]:
            put(_said(examples, chosen.lang, words))
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
