"""The command ``aftersales``: score, template, due, sample, check, show, diff, compare, report.

``words.py`` what it says · ``parsing.py`` arguments and help · ``paint.py`` tables and colours · one file for each command
"""

from __future__ import annotations

import os
import sys
import warnings
from importlib import import_module
from io import TextIOWrapper
from typing import List, Optional, Sequence, TextIO, Type

from .. import __version__
from ..errors import Error
from ..system_errors import cannot_open, reason
from ..text import Text, preferred, speaking
from .paint import clean, clear, colours, paint, say, settle, silence
from .parsing import REFUSED, Parser, lang_of
from .words import WORDS, Words

OK, STOPPED = 0, 130
"""0 done · 1 something was found, as each command says · 2 not done (``parsing.REFUSED``) · 130 stopped with Ctrl-C."""

_TOO_LARGE = Text("给出的数太大", "a number that was given is too large")
_NOT_TEXT = Text("有一个参数不是本机编码的文字，请把 LC_ALL 设为 C.UTF-8",
                 "an argument is no text in this computer's encoding: set LC_ALL to C.UTF-8")
COMMANDS = ("score", "template", "due", "sample", "check", "show", "diff", "compare", "report")


def parser(lang: str, arguments: Sequence[str]) -> Parser:
    """The command line, in a language. Of the commands only those are loaded that stand among the arguments."""
    words = WORDS[lang]
    made: Type[Parser] = type("Parser", (Parser,), {"lang": lang})
    shared = made(add_help=False)
    shared.add_argument("--lang", choices=["zh", "en"], default=lang, help=words.lang)
    top = made(prog="aftersales", description=words.about, epilog=_codes(words, ""), parents=[shared])
    top.add_argument("--version", action="version", version=f"aftersales {__version__}", help=words.version)
    commands = top.add_subparsers(dest="command", metavar="COMMAND" if lang == "en" else "命令", required=True)
    for name in COMMANDS:
        about = getattr(words, name)
        sub = commands.add_parser(name, help=about, description=about, epilog=_codes(words, name), parents=[shared])
        if name in arguments:
            module = import_module(f".{name}", __name__)
            module.arguments(sub, words)
            sub.set_defaults(run=module.run, own=sub)
    return top


def _codes(words: Words, command: str) -> str:
    """The exit codes of a command; without one what 1 means for each."""
    found = words.found if command == "" else words.codes.get(command, "")
    return words.codes[""].format(found)


def main(arguments: Optional[List[str]] = None) -> int:
    """Runs the command; gives its exit code."""
    _screens()
    arguments = sys.argv[1:] if arguments is None else arguments
    lang = lang_of(arguments, preferred())
    with speaking(lang), warnings.catch_warnings():
        warnings.showwarning = lambda message, *_, **__: say(f"{WORDS[lang].warning}{clean(str(message))}")
        return _run(arguments, lang, WORDS[lang])


def _run(arguments: List[str], lang: str, words: Words) -> int:
    wrong = paint(words.wrong, "red", colours(sys.stderr))
    try:
        try:
            chosen, unknown = parser(lang, arguments).parse_known_args(arguments)
            if unknown:
                chosen.own.error(f"unrecognized arguments: {' '.join(unknown)}")
            code: int = chosen.run(chosen, words)
        finally:
            settle()
        return code
    except Error as error:
        for fault in error.problems:
            say(wrong + clean(fault.text(lang)))
    except BrokenPipeError:
        # Whoever read the output has seen enough.
        silence()
        return OK
    except OSError as error:
        say(wrong + clean(cannot_open(str(error.filename), error).text(lang) if error.filename else reason(error)(lang)))
    except OverflowError:
        say(wrong + _TOO_LARGE(lang))
    except UnicodeEncodeError:
        say(wrong + _NOT_TEXT(lang))
    except KeyboardInterrupt:
        clear()
        return STOPPED
    return REFUSED


def _screens() -> None:
    """What the screen's encoding cannot say is shown as an escape; what has no screen is said to nobody."""
    for name in ("stdout", "stderr"):
        screen: Optional[TextIO] = getattr(sys, name)
        if screen is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))
        elif isinstance(screen, TextIOWrapper) and screen.errors in ("strict", "surrogateescape"):
            screen.reconfigure(errors="backslashreplace")
