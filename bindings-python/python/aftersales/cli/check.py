"""``aftersales check FILE.toml``: every fault of a procedure file, with the line it stands on."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from .. import _native
from .paint import colours, paint
from .words import Words


def arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument("file", help=words.toml)
    parser.add_argument("--format", choices=["text", "json"], default="text", help=words.json)


def run(chosen: Any, words: Words) -> int:
    shown, faults = _native.check(chosen.file, Path(chosen.file).read_bytes(), chosen.lang)
    if chosen.format == "json":
        print(json.dumps(faults, ensure_ascii=False, indent=2))
    else:
        on = colours(sys.stdout)
        for line in shown.splitlines():
            print(paint(line, _colour(line), on))
        print(words.faults.format(chosen.file, len(faults)) if faults else words.sound.format(chosen.file))
    return 1 if any(fault["severity"] == "error" for fault in faults) else 0


def _colour(line: str) -> str:
    """Headings and underlines stand out."""
    if line.startswith("error") or line.rstrip().endswith("^"):
        return "red"
    return "yellow" if line.startswith("warning") else ""
