"""How far a long file has been read, on one line of the terminal that is written over."""

from __future__ import annotations

import stat
import sys
from typing import Optional

from .paint import clear, escapes, kind_of_output, over


class Progress:
    """Shows itself only on a terminal, and only while nothing else may be printed there.

    ``raw`` says that a result goes to standard output, ``rows`` that a table does: what reads a pipe may print on the same
    terminal.
    """

    def __init__(self, said: str, raw: bool, rows: bool) -> None:
        kind = kind_of_output()
        self.said = said
        self.on = escapes(sys.stderr) and (stat.S_ISREG(kind) if raw else not (rows and stat.S_ISFIFO(kind)))

    def at(self, done: float, rows: int, said: Optional[str] = None) -> None:
        """So much of the file, so many rows; ``done`` is 0 if nobody knows how much there is. ``said`` is what is done now."""
        if self.on:
            bar = "" if done == 0 else f"{'█' * int(done * 24):░<24} {done:4.0%}  "
            over(bar + (said or self.said).format(f"{rows:,}"))

    def end(self) -> None:
        """Leaves an empty line."""
        clear()
