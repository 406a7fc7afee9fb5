"""The command ``aftersales``: score, template, due, sample, check, show, diff, compare, report.

``words.py`` what it says · ``paint.py`` tables and colours · one file for each command
"""

from __future__ import annotations

import argparse
import os
import sys
import warnings
from typing import Any, List, Optional, Type

from ..errors import Error
from ..text import preferred
from . import check, compare, diff, due, report, sample, score, show, template
from .paint import colours, paint, say
from .words import WORDS, Words

OK, FOUND, REFUSED = 0, 1, 2
"""0 done · 1 faults or differences were found (``check``, ``diff``), or rows without an answer (``score --strict``) · 2 not done."""


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks the user's language."""

    words: Words = WORDS["en"]

    def format_help(self) -> str:
        return self._translated(super().format_help())

    def format_usage(self) -> str:
        return self._translated(super().format_usage())

    def _translated(self, text: str) -> str:
        for english, own in self.words.argparse.items():
            text = text.replace(english, own)
        return text

    def error(self, message: str) -> Any:
        say(self.format_usage().rstrip())
        say(f"{self.words.wrong}{self._translated(message)}")
        raise SystemExit(REFUSED)


def _lang(arguments: List[str]) -> str:
    """``--lang`` wherever it stands, before anything is parsed: the help needs it."""
    for place, argument in enumerate(arguments):
        if argument.startswith("--lang="):
            return argument[7:]
        if argument == "--lang" and place + 1 < len(arguments):
            return arguments[place + 1]
    return preferred()


def parser(lang: str) -> Parser:
    """The whole command line, in a language."""
    words = WORDS.get(lang, WORDS["en"])
    made: Type[Parser] = type("Parser", (Parser,), {"words": words})
    shared = made(add_help=False)
    shared.add_argument("--lang", choices=["zh", "en"], default=lang, help=words.lang)
    top = made(prog="aftersales", description=words.about, epilog=words.codes, parents=[shared])
    commands = top.add_subparsers(dest="command", metavar=words.command, required=True)
    for name, module in (("score", score), ("template", template), ("due", due), ("sample", sample), ("check", check), ("show", show),
                         ("diff", diff), ("compare", compare), ("report", report)):
        about = getattr(words, name)
        sub = commands.add_parser(name, help=about, description=about, epilog=words.codes, parents=[shared])
        module.arguments(sub, words)
        sub.set_defaults(run=module.run)
    return top


def main(arguments: Optional[List[str]] = None) -> int:
    """Runs the command; gives its exit code."""
    arguments = sys.argv[1:] if arguments is None else arguments
    chosen = parser(_lang(arguments)).parse_args(arguments)
    words = WORDS[chosen.lang]
    warnings.showwarning = lambda message, *_: say(f"{words.warning}{message}")
    try:
        code: int = chosen.run(chosen, words)
        sys.stdout.flush()
        return code
    except Error as error:
        for fault in error.problems:
            say(paint(words.wrong, "red", colours(sys.stderr)) + fault.text(chosen.lang))
        return REFUSED
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return OK
        say(f"{words.wrong}{error}")
        return REFUSED
    except KeyboardInterrupt:
        return 130
