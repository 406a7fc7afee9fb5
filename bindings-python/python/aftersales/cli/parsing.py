"""The command line's parser, in the user's language: its help, laid out by what a terminal shows, and what it refuses.

argparse measures text in characters, of which a Chinese one takes two cells, and speaks English. So the help is laid out
here, and each of its refusals is known by its pattern.
"""

from __future__ import annotations

import argparse
import re
from typing import Any, Dict, List, Optional, Tuple

from ..text import Text
from .paint import clean, pad, put, room, say, width, wrap
from .words import WORDS, Words

REFUSED = 2

_SAYS = {
    "usage": Text("用法：", "usage: "),
    "positionals": Text("参数：", "arguments:"),
    "options": Text("选项：", "options:"),
    "help": Text("显示本帮助", "show this help and exit"),
    "more": Text("详见 {} --help", "see {} --help"),
}
_CALLED: Dict[str, str] = {
    "FILE": "文件", "file": "文件", "ID": "编号", "COLUMN": "列", "COLUMN,...": "列,...", "FACT=COLUMN": "事实=列",
    "READING=OPTION": "解释=选项", "K=V": "项=值", "N": "数", "NAME": "名称", "TITLE": "标题", "DATE": "日期", "TEXT": "文字",
    "LOT|FILE": "批量|文件", "AC": "接收数", "RATE": "比率", "AQL": "AQL", "L": "水平", "S": "严格度", "COMMAND": "命令",
    "before": "原程序", "after": "新程序", "start": "起算", "span": "时限", "name": "程序", "out": "文件",
}
"""What stands for a value in usage and help, in Chinese."""
_ERRORS: Tuple[Tuple[str, str], ...] = (
    (r"the following arguments are required: (.+)", "缺少参数：{}"),
    (r"unrecognized arguments: (.+)", "无法识别的参数：{}"),
    (r"argument (.+?): invalid choice: (.+) \(choose from (.+)\)", "参数 {}：没有 {} 这一项，可选 {}"),
    (r"argument (.+?): invalid int value: (.+)", "参数 {}：{} 不是整数"),
    (r"argument (.+?): expected one argument", "参数 {}：后面要有一个值"),
    (r"argument (.+?): expected at least one argument", "参数 {}：后面至少要有一个值"),
    (r"argument (.+?): ignored explicit argument (.+)", "参数 {}：后面不能有值 {}"),
    (r"argument (.+?): not allowed with argument (.+)", "参数 {} 不能与 {} 同用"),
    (r"ambiguous option: (.+) could match (.+)", "选项 {} 不明确，可能是 {}"),
    (r"argument (.+?): (.+)", "参数 {}：{}"),
)
"""What argparse refuses, and how that is said in Chinese."""


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks the user's language."""

    lang = "en"

    def __init__(self, **given: Any) -> None:
        # Its own help would be described in English.
        wanted = given.pop("add_help", True)
        super().__init__(add_help=False, **given)
        if wanted:
            self.add_argument("-h", "--help", action="help", default=argparse.SUPPRESS, help=_SAYS["help"](self.lang))

    def add_argument(self, *names: Any, **given: Any) -> argparse.Action:
        action = super().add_argument(*names, **given)
        if self.lang == "zh" and isinstance(action.metavar, (str, type(None))) and action.choices is None:
            called = action.metavar or ("" if action.option_strings else action.dest)
            action.metavar = _CALLED.get(called, action.metavar)
        return action

    def format_usage(self) -> str:
        begin = f"{_SAYS['usage'](self.lang)}{self.prog} "
        parts = self._usage_parts()
        at = width(begin) if all(width(begin + part) <= room() for part in parts) else 4
        lines: List[List[str]] = [[]]
        taken = width(begin)
        for part in parts:
            if lines[-1] and taken + width(part) > room():
                lines.append([])
                taken = at
            lines[-1].append(part)
            taken += width(part) + 1
        return begin + ("\n" + " " * at).join(" ".join(line) for line in lines) + "\n"

    def _usage_parts(self) -> List[str]:
        last = []
        parts = []
        for action in self._actions:
            if action.option_strings:
                parts.append(f"[{self._form(action, action.option_strings[0])}]")
            else:
                called = self._value(action)
                last.append({"?": f"[{called}]", "*": f"[{called} ...]", argparse.PARSER: f"{called} ..."}.get(
                    str(action.nargs), called))
        # What must be given stands together.
        return [*parts, " ".join(last)] if last else parts

    def format_help(self) -> str:
        out = [self.format_usage(), *wrap(clean(self.description or ""), room()), ""]
        positional = [action for action in self._actions if not action.option_strings]
        for heading, actions in (("positionals", positional), ("options", [a for a in self._actions if a.option_strings])):
            if actions:
                entries = [entry for action in actions for entry in self._entries(action)]
                out += [_SAYS[heading](self.lang), *_columns(entries), ""]
        return "\n".join([*out, *wrap(clean(self.epilog or ""), room())]) + "\n"

    def _entries(self, action: argparse.Action) -> List[Tuple[str, str]]:
        """How an argument is written, and what it is; a command stands with its own description."""
        if isinstance(action, argparse._SubParsersAction):
            return [(one.dest, one.help or "") for one in action._choices_actions]
        names = sorted(action.option_strings, key=len)
        called = ", ".join([*names[:-1], self._form(action, names[-1])]) if names else self._value(action)
        return [(called, (action.help or "").replace("%%", "%"))]

    def _form(self, action: argparse.Action, name: str) -> str:
        return name if action.nargs == 0 else f"{name} {self._value(action)}"

    def _value(self, action: argparse.Action) -> str:
        if action.metavar is not None:
            return str(action.metavar)
        if action.choices is not None:
            return "{" + ",".join(str(choice) for choice in action.choices) + "}"
        return action.dest.upper() if action.option_strings else action.dest

    def print_help(self, file: Any = None) -> None:
        put(self.format_help().rstrip("\n"))

    def error(self, message: str) -> Any:
        say(self.format_usage().rstrip())
        say(f"{WORDS[self.lang].wrong}{clean(_said(message, self.lang))}")
        say(_SAYS["more"](self.lang).format(self.prog))
        raise SystemExit(REFUSED)


def _columns(entries: List[Tuple[str, str]]) -> List[str]:
    """Two columns: the first as wide as most of its entries, the second wrapped."""
    cells = room()
    at = min(max(width(called) for called, _ in entries) + 4, 28, max(8, cells // 3))
    out = []
    for called, told in entries:
        head, lines = f"  {called}", wrap(clean(told), max(10, cells - at))
        if width(head) > at - 2:
            out.append(head)
            head = ""
        out += [pad(head if not n else "", at) + line for n, line in enumerate(lines)]
    return out


def _said(message: str, lang: str) -> str:
    """A refusal of argparse in the user's language."""
    if lang != "zh":
        return message
    for pattern, said in _ERRORS:
        found = re.fullmatch(pattern, message, re.S)
        if found is not None:
            return said.format(*found.groups())
    return message


def count(lang: str) -> Any:
    """The kind of an argument that counts: a whole number from 0."""

    def read(text: str) -> int:
        if not (text.isascii() and text.isdigit()):
            raise argparse.ArgumentTypeError(
                Text(f"应为从 0 起的整数，不是 {text}", f"should be a whole number from 0, not {text}")(lang))
        return int(text)

    return read


def format_options(parser: argparse.ArgumentParser, words: Words) -> None:
    """``--format json`` and ``--json`` are the same."""
    parser.add_argument("--format", choices=["text", "json"], default="text", help=words.as_text)
    parser.add_argument("--json", action="store_true", help=words.json)


def wants_json(chosen: Any) -> bool:
    """Whether JSON is to be printed."""
    return bool(chosen.json or chosen.format == "json")


def lang_of(arguments: List[str], otherwise: str) -> str:
    """``--lang`` wherever it stands, before anything is parsed: the help and what is refused need it."""
    found: Optional[str] = None
    for place, argument in enumerate(arguments):
        if argument.startswith("--lang="):
            found = argument[7:]
        elif argument == "--lang" and place + 1 < len(arguments):
            found = arguments[place + 1]
    return found if found in ("zh", "en") else otherwise
