"""Tables and colours on a terminal: Chinese characters are two cells wide; no colour where none is wanted.

What comes out of a file is cleaned before it is shown: no control character of it reaches the terminal.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
import sys
import unicodedata
from typing import Any, List, Optional, Sequence, TextIO

from ..system_errors import cannot_write

_COLOURS = {"red": "31", "green": "32", "yellow": "33", "blue": "34", "bold": "1", "dim": "2"}
WIDE = 160
"""Cells of a line that goes to no terminal."""
_UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")
"""Kinds of characters that move the cursor, turn the line around or show nothing."""
_PIECES = re.compile(r"\s+|[^\s\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\ufe30-\uffef“”‘’…—]+|.")
_NOT_FIRST = "、，。；：？！）】》」”’…,.;:?!)"
_NOT_LAST = "（【《「“‘("


def colours(out: TextIO) -> bool:
    """Whether to colour: only on a terminal, and never if NO_COLOR is set."""
    return escapes(out) and "NO_COLOR" not in os.environ


def escapes(out: TextIO) -> bool:
    """Whether a line can be written over: only on a terminal that is not dumb."""
    return out.isatty() and os.environ.get("TERM") != "dumb"


def room() -> int:
    """Cells of a line; of what goes into a pipe those of the terminal it most likely ends on."""
    cells = shutil.get_terminal_size((0, 24)).columns
    if cells == 0 and stat.S_ISFIFO(kind_of_output()) and escapes(sys.stderr):
        cells = os.get_terminal_size(sys.stderr.fileno()).columns
    # A console of Windows begins the next line where one is filled to its end.
    return (cells or WIDE) - (os.name == "nt")


def kind_of_output() -> int:
    """What standard output is, as ``stat`` tells it; 0 if nobody knows."""
    try:
        return os.fstat(sys.stdout.fileno()).st_mode
    except (OSError, ValueError):
        return 0


def paint(text: str, colour: str, on: bool) -> str:
    """The text in a colour, if colours are on."""
    return f"\x1b[{_COLOURS[colour]}m{text}\x1b[0m" if on and colour else text


def clean(text: str) -> str:
    """The text on one line, with escapes such as ``\\n`` and ``\\x1b`` for what a terminal would obey or not show."""
    if text.isprintable():
        return text
    return "".join(_escaped(c) if unicodedata.category(c) in _UNSEEN else c for c in text)


def _escaped(c: str) -> str:
    return c.encode("unicode_escape").decode()


def width(text: str) -> int:
    """How many cells a text takes."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text
    )


def pad(text: str, cells: int, right: bool = False) -> str:
    """The text filled to a width."""
    fill = " " * max(0, cells - width(text))
    return fill + text if right else text + fill


def clip(text: str, cells: int) -> str:
    """The text, cut where it is wider, with a sign that it goes on."""
    if width(text) <= cells:
        return text
    kept = ""
    for c in text:
        if width(kept + c) > cells - 1:
            break
        kept += c
    return kept + "…"


def wrap(text: str, cells: int, first: int = 0) -> List[str]:
    """The text in lines that fit; ``first`` cells of the first line are taken. Chinese breaks between characters."""
    lines, line, taken = [], "", first
    for piece in _together(_PIECES.findall(text)):
        wide = width(piece)
        if line.strip() and taken + width(piece.rstrip()) > cells:
            lines.append(line.rstrip())
            line, taken = "", 0
        if line or not piece.isspace():
            line, taken = line + piece, taken + wide
    return [*lines, line.rstrip()]


def _together(pieces: Sequence[str]) -> List[str]:
    """Signs that must not begin a line stand with what is before them, those that must not end one with what follows."""
    joined: List[str] = []
    for piece in pieces:
        if joined and (piece in _NOT_FIRST or joined[-1][-1] in _NOT_LAST) and not joined[-1].isspace():
            joined[-1] += piece
        else:
            joined.append(piece)
    return joined


class Grid:
    """A table printed row by row. Widths are settled by the first rows, so that a long one need not be kept."""

    def __init__(self, headings: Sequence[str], right: Sequence[bool], sample: Sequence[Sequence[str]] = (), widest: int = 40,
                 widths: Optional[Sequence[int]] = None) -> None:
        """``widths`` are given, or settled by a sample of the rows."""
        self.headings, self.right = list(headings), list(right)
        self.widths = list(widths) if widths is not None else [
            min(widest, max([width(clean(h)), *(width(clean(row[i])) for row in sample)])) for i, h in enumerate(headings)
        ]

    def head(self) -> List[str]:
        """The headings and the rule below them."""
        return [self.row(self.headings), "  ".join("─" * w for w in self.widths)]

    def row(self, cells: Sequence[str]) -> str:
        """One row, on one line."""
        padded = (pad(clip(clean(c), w), w, r) for c, w, r in zip(cells, self.widths, self.right))
        return "  ".join(padded).rstrip()


# -- out ------------------------------------------------------------------------------------------

_OVER: List[str] = []
"""The line that will be written over, if there is one."""


def over(text: str) -> None:
    """A line beside the output that the next one is written over."""
    print(f"\r{text}\x1b[K", end="", file=sys.stderr, flush=True)
    _OVER[:] = [text]


def clear() -> None:
    """Takes that line away."""
    if _OVER:
        _OVER.clear()
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def put(text: str) -> None:
    """The output."""
    clear()
    try:
        print(text)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise cannot_write("-", error) from None


def settle() -> None:
    """Sends what is left of the output. What could not be sent is let go: at the end Python would try again, and complain."""
    try:
        sys.stdout.flush()
    except OSError as error:
        silence()
        if not isinstance(error, BrokenPipeError):
            raise cannot_write("-", error) from None


def say(text: str) -> None:
    """To the user, beside the output."""
    clear()
    print(text, file=sys.stderr)


def silence() -> None:
    """Nothing more is sent to standard output: whoever read it is gone, or it is full."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def as_json(value: Any) -> str:
    """JSON; with escapes where the output cannot say every character."""
    plain = (getattr(sys.stdout, "encoding", None) or "").lower().replace("-", "") in ("utf8", "utf16", "utf32")
    return json.dumps(value, ensure_ascii=not plain, indent=2)
