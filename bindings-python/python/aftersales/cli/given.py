"""What several commands are given alike: the file that is judged, its sheet, its columns; and what is said about it."""

from __future__ import annotations

import argparse
import os
import sys
from typing import BinaryIO, Collection, List, Optional, Sequence

from ..errors import Problem
from ..output import Named, named
from ..text import Text
from .paint import clean, say
from .parsing import count
from .show import is_file
from .words import Words

ROWS = 20
"""Rows shown unless told otherwise."""
_FILE, _PROCEDURE = Text("输入文件", "the input file"), Text("程序文件", "the procedure file")


def file_options(parser: argparse.ArgumentParser, words: Words) -> None:
    """The file, its sheet and its columns."""
    parser.add_argument("file", help=words.file)
    parser.add_argument("--sheet", metavar="NAME", help=words.sheet)
    parser.add_argument("--columns", "-c", action="append", default=[], metavar="FACT=COLUMN", help=words.columns)


def rows_option(parser: argparse.ArgumentParser, words: Words) -> None:
    """How many rows are shown."""
    lang = parser.get_default("lang") or "en"
    parser.add_argument("--rows", type=count(lang), metavar="N", help=words.rows.format(ROWS))


def rows_shown(wanted: Optional[int], written: bool) -> int:
    """How many rows: those asked for, where 0 asks for all; else none if the result goes to a file."""
    if wanted is None:
        return 0 if written else ROWS
    return wanted or sys.maxsize


def standard_input() -> Optional[BinaryIO]:
    """Where ``-`` is read from, if there is anything."""
    return None if sys.stdin is None else sys.stdin.buffer


def readable(path: str) -> str:
    """A file's name as text, whatever bytes it is made of."""
    return os.fsencode(path).decode("utf-8", "replace")


def inputs(file: str, *procedures: Optional[str]) -> List[Named]:
    """The files that a command reads."""
    return [Named(_FILE, file), *procedure_files(*procedures)]


def procedure_files(*names: Optional[str]) -> List[Named]:
    """Of the procedures that were named those that are files."""
    return [Named(_PROCEDURE, name) for name in names if name is not None and is_file(name)]


def outputs(**given: Optional[str]) -> List[Named]:
    """The files that a command writes, by the names of their options."""
    return [named("--" + option.replace("_", "-"), path) for option, path in given.items() if path is not None]


def say_notes(notes: Sequence[Problem], counts: Collection[str], lang: str, words: Words) -> None:
    """What is to be known before the numbers are believed. ``counts`` are the columns of facts."""
    for note in notes:
        # Long numbers are identifiers unless the column is a count.
        if (note.path or "").partition(".")[2] not in counts:
            say(f"{words.warning}{clean(note.text(lang))}")
