"""How far a long file has been read, on one line of the terminal that is written over."""

from __future__ import annotations

import sys

from .paint import escapes


class Progress:
    """Shows itself only on a terminal, and only when nothing else is being printed there."""

    def __init__(self, said: str) -> None:
        self.said, self.on, self.shown = said, escapes(sys.stderr), False

    def at(self, done: float, rows: int) -> None:
        """So much of the file, so many rows; ``done`` is 0 if nobody knows how much there is."""
        if not self.on:
            return
        bar = "" if done == 0 else f"{'█' * int(done * 24):░<24} {done:4.0%}  "
        print(f"\r{bar}{self.said.format(f'{rows:,}')}\x1b[K", end="", file=sys.stderr, flush=True)
        self.shown = True

    def end(self) -> None:
        """Leaves an empty line."""
        if self.shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
