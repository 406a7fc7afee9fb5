"""Tables and colours on a terminal: Chinese characters are two cells wide; no colour where none is wanted."""

from __future__ import annotations

import os
import sys
import unicodedata
from typing import List, Sequence, TextIO

_COLOURS = {"red": "31", "green": "32", "yellow": "33", "blue": "34", "bold": "1", "dim": "2"}


def colours(out: TextIO) -> bool:
    """Whether to colour: only on a terminal, and never if NO_COLOR is set."""
    return escapes(out) and "NO_COLOR" not in os.environ


def escapes(out: TextIO) -> bool:
    """Whether a line can be written over: only on a terminal that is not dumb."""
    return out.isatty() and os.environ.get("TERM") != "dumb"


def paint(text: str, colour: str, on: bool) -> str:
    """The text in a colour, if colours are on."""
    return f"\x1b[{_COLOURS[colour]}m{text}\x1b[0m" if on and colour else text


def width(text: str) -> int:
    """How many cells a text takes."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text
    )


def pad(text: str, cells: int, right: bool = False) -> str:
    """The text filled to a width."""
    fill = " " * max(0, cells - width(text))
    return fill + text if right else text + fill


class Grid:
    """A table printed row by row. Widths are settled by the first rows, so that a long one need not be kept."""

    def __init__(
        self, headings: Sequence[str], right: Sequence[bool], sample: Sequence[Sequence[str]], widest: int = 40
    ) -> None:
        self.headings, self.right = list(headings), list(right)
        self.widths = [
            min(widest, max([width(h), *(width(row[i]) for row in sample)])) for i, h in enumerate(headings)
        ]

    def head(self) -> List[str]:
        """The headings and the rule below them."""
        return [self.row(self.headings), "  ".join("─" * w for w in self.widths)]

    def row(self, cells: Sequence[str]) -> str:
        """One row."""
        padded = (pad(c, w, r) for c, w, r in zip(cells, self.widths, self.right))
        return "  ".join(padded).rstrip()


def say(text: str) -> None:
    """To the user, beside the output."""
    print(text, file=sys.stderr)
