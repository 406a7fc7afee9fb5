"""A slow, obvious judge of procedure files: what do these facts say?

It reads the TOML itself, parses guards by itself and calculates in fractions. It shares no code and no idea of data
structure with the core, so that the two can only agree by both being right. It knows checks and classes over facts;
what only a case can answer (`in(state)`, `signed(approval)`, ...) is undetermined, as it is for the core without a case.

An answer is True, False or None (undetermined).
"""

from __future__ import annotations

import datetime
import functools
import pathlib
import re
import sys
from fractions import Fraction

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

TOKENS = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?)(?P<unit>%|‰)?|(?P<word>[a-z][a-z0-9-]*)|(?P<sign>\.\.|!=|>=|<=|[=<>/+(),\[\]:]))"
)


def tokens(text: str) -> list[str]:
    found, at = [], 0
    while text[at:].strip():
        match = TOKENS.match(text, at)
        assert match, f"{text!r} at {at}"
        found.append(match.group().strip())
        at = match.end()
    return found


def both(a, b):
    if a is False or b is False:
        return False
    return None if a is None or b is None else True


def either(a, b):
    if a is True or b is True:
        return True
    return None if a is None or b is None else False


def opposite(a):
    return None if a is None else not a


COMPARE = {
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
}
CASE_ONLY = {"in", "reached", "rounds", "started", "running", "ended", "happened", "signed", "disagreed", "held"}
KEYS = {"above": ">", "at-least": ">=", "below": "<", "at-most": "<="}


def share(text: str) -> Fraction:
    text = text.strip()
    if text.endswith("%"):
        return Fraction(text[:-1]) / 100
    if text.endswith("‰"):
        return Fraction(text[:-1]) / 1000
    return Fraction(text)


def months_later(day: datetime.date, months: int) -> datetime.date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first_of_next = datetime.date(year + (month == 11), (month + 1) % 12 + 1, 1)
    last = (first_of_next - datetime.timedelta(days=1)).day
    return datetime.date(year, month + 1, min(day.day, last))


@functools.cache
def read(path: pathlib.Path) -> dict:
    return tomllib.loads(path.read_text("utf-8"))


class Judge:
    """One procedure file and one set of facts: plain values, a missing key is a missing fact."""

    def __init__(self, path: pathlib.Path, facts: dict):
        self.file = read(path)
        self.kinds = self.file.get("facts", {})
        self.checks = {c["id"]: c for c in self.file.get("check", [])}
        self.classes = {c["id"]: c for c in self.file.get("class", [])}
        self.facts = {}
        for name, value in facts.items():
            self.facts[name] = value
        # A part above its whole is a mistake: the part is then unknown (the whole stays).
        for name, kind in self.kinds.items():
            whole = kind.get("part-of")
            if whole and name in facts and whole in facts and facts[name] > facts[whole]:
                self.facts.pop(name, None)

    # ---- checks and classes ----

    def check(self, name: str):
        check = self.checks[name]
        if check.get("unset"):
            return None
        if "when" in check:
            return self.guard(check["when"])
        bounds = [(sign, check[key]) for key, sign in KEYS.items() if key in check]
        if "rate" in check:
            part, whole = (self.facts.get(side.strip()) for side in check["rate"].split("/"))
            if part is None or whole is None or whole == 0:
                return None
            return all(COMPARE[sign](Fraction(part, whole), share(bound)) for sign, bound in bounds)
        value = self.facts.get(check.get("count") or check.get("quantity"))
        if value is None:
            return None
        return all(COMPARE[sign](Fraction(value), Fraction(str(bound))) for sign, bound in bounds)

    def possible(self, name: str) -> set[tuple[str, ...]]:
        """Every answer that some choice of the undetermined rows would give."""
        table = self.classes[name]
        rows = [(self.guard(row["when"]), row["result"]) for row in table.get("row", [])]
        otherwise = (table.get("otherwise", "unclassified"),)
        outcomes = [[]]
        for holds, result in rows:
            branches = [True, False] if holds is None else [holds]
            outcomes = [o + [result] if b else o for o in outcomes for b in branches]
            outcomes = [list(o) for o in {tuple(o) for o in outcomes}]
        answers = set()
        order = list(table["results"])
        for hits in outcomes:
            distinct = sorted(set(hits), key=order.index)
            if not hits:
                answers.add(otherwise)
            elif table["hit"] == "first":
                answers.add((hits[0],))
            elif table["hit"] == "all":
                answers.add(tuple(distinct))
            elif len(distinct) == 1:
                answers.add((distinct[0],))
            else:
                answers.add(("conflict",))
        return answers

    def classify(self, name: str) -> str:
        answers = self.possible(name)
        if len(answers) > 1 or ("conflict",) in answers:
            return "undetermined"
        return "+".join(answers.pop())

    # ---- guards ----

    def guard(self, text: str):
        self.rest = tokens(text)
        answer = self.any_of()
        assert not self.rest, f"{text!r}: left over {self.rest}"
        return answer

    def peek(self):
        return self.rest[0] if self.rest else None

    def take(self, *wanted: str) -> str:
        token = self.rest.pop(0)
        assert not wanted or token in wanted, f"{token} where one of {wanted} should stand"
        return token

    def any_of(self):
        answer = self.all_of()
        while self.peek() == "or":
            self.take()
            answer = either(answer, self.all_of())
        return answer

    def all_of(self):
        answer = self.negated()
        while self.peek() == "and":
            self.take()
            answer = both(answer, self.negated())
        return answer

    def negated(self):
        if self.peek() == "not":
            self.take()
            return opposite(self.negated())
        return self.atom()

    def atom(self):
        token = self.take()
        if token == "(":
            answer = self.any_of()
            self.take(")")
            return answer
        if token == "yes":
            return True
        if token == "known":
            self.take("(")
            name = self.take()
            self.take(")")
            return name in self.facts
        if token in CASE_ONLY and self.peek() == "(":
            while self.take() != ")":
                pass
            if self.peek() in COMPARE:
                self.take()
                self.take()
            return None
        if token == "time":
            while self.peek() not in (None, "and", "or", ")"):
                self.take()
            return None
        return self.named(token)

    def named(self, name: str):
        if name in self.checks:
            return self.nested(lambda: self.check(name))
        if name in self.classes:
            answers = self.nested(lambda: self.possible(name))
            return self.among(name, answers)
        if name == "today" or self.kinds[name]["kind"] == "date":
            left = self.day(name)
            sign = self.take(*COMPARE)
            right = self.day(self.take())
            return None if left is None or right is None else COMPARE[sign](left, right)
        kind, value = self.kinds[name]["kind"], self.facts.get(name)
        if kind == "flag":
            return value
        if kind == "choice":
            negative = self.peek() == "!="
            wanted = self.wanted()
            if value is None:
                return None
            return (value not in wanted) if negative else (value in wanted)
        if self.peek() == "/":
            self.take()
            whole = self.facts.get(self.take())
            sign = self.take(*COMPARE)
            bound = self.take()
            if self.peek() == "/":
                bound += self.take() + self.take()
            if value is None or not whole:
                return None
            return COMPARE[sign](Fraction(value, whole), share(bound))
        sign = self.take(*COMPARE)
        bound = self.take()
        other = Fraction(bound) if bound[0].isdigit() else self.facts.get(bound)
        return None if value is None or other is None else COMPARE[sign](Fraction(value), Fraction(other))

    def nested(self, ask):
        rest = self.rest
        answer = ask()
        self.rest = rest
        return answer

    def wanted(self) -> list[str]:
        if self.take("=", "!=", "in") != "in":
            return [self.take()]
        self.take("[")
        wanted = []
        while (token := self.take()) != "]":
            if token != ",":
                wanted.append(token)
        return wanted

    def among(self, name: str, answers):
        negative = self.peek() == "!="
        wanted = self.wanted()
        if ("conflict",) in answers:
            return None
        verdicts = {any(one in wanted for one in answer) for answer in answers}
        if len(verdicts) > 1:
            return None
        return verdicts.pop() != negative

    def day(self, name: str):
        day = self.facts.get(name)
        if self.peek() == "+":
            self.take()
            count, unit = int(self.take()), self.take()
            if self.peek() == "days":  # calendar days, working days
                unit = self.take()
            if day is not None:
                step = {"day": 1, "week": 7}.get(unit.rstrip("s"))
                if step:
                    day += datetime.timedelta(days=count * step)
                else:
                    day = months_later(day, count * (12 if unit.startswith("year") else 1))
        return None if name == "today" else day


def answers(path: pathlib.Path, facts: dict) -> dict[str, str]:
    """Every check and class of the file, as the core names the answers."""
    judge = Judge(path, facts)
    words = {True: "yes", False: "no", None: "undetermined"}
    found = {name: words[judge.check(name)] for name in judge.checks}
    found.update({name: judge.classify(name) for name in judge.classes})
    return found
