"""What the new columns of a workbook are called, what is said about them, and which answers stand out."""

from __future__ import annotations

from typing import Any, Dict, Iterable, List, NamedTuple, Optional, Sequence, Tuple

from ..measures import measured
from ..procedure import Procedure
from ..rules import Class, source
from ..text import Text
from ..writing import About

ANSWERS = {True: Text("是", "yes"), False: Text("否", "no"), None: Text("无法判定", "undetermined")}
WORDS = {
    "rate": Text("比率", "rate"),
    "margin": Text("差几件改判", "units to flip"),
    "reason": Text("理由", "reason"),
    "actions": Text("后续措施", "what follows"),
    "problems": Text("问题", "problems"),
    "rules": Text("依据的规则", "rules"),
    "unclassified": Text("未分级", "unclassified"),
}


class Heading(NamedTuple):
    """One new column: how it is called, what is said about it, how its cells are written."""

    name: str
    kind: str
    title: str
    comment: str
    labels: Dict[str, str]
    fills: Dict[str, Optional[str]]
    """Of a class: the results that stand out, "yes", and those that are the usual way, "no"."""
    may_be_idle: bool
    """A rate or margin of a check that measures no share: left out if it is empty in every row."""


def headings(about: About, columns: Sequence[str], own: Sequence[str]) -> List[Heading]:
    """The new columns as a workbook calls them, by their names without prefix; ``own`` are the names that the file has taken."""
    judge, lang = about.judge, about.lang
    rules: Dict[str, Tuple[Any, str]] = {}
    for kind, of_kind in (("check", judge.checks), ("class", judge.classes)):
        for rule in of_kind:
            rules[rule.id.replace("-", "_")] = (rule, kind)
    ends = [rule_of(name, rules)[2] for name in columns]
    steps = labels_of_steps(judge, lang)
    out: List[Heading] = []
    taken = set(own)
    for name in columns:
        rule, kind, end = rule_of(name, rules)
        labels: Dict[str, str] = {}
        fills: Dict[str, Optional[str]] = {}
        said = ""
        if rule is None:
            title, labels = WORDS[name](lang), steps if name == "actions" else {}
        elif end:
            kind, title = end, WORDS[end](lang)
            # Which rule's rate it is need not be said where there is but one.
            if ends.count(end) > 1:
                title = f"{title}：{rule.label(lang)}" if lang == "zh" else f"{title}: {rule.label(lang)}"
        else:
            title, said = rule.label(lang), comment(about, rule, name)
            if kind == "class":
                labels, fills = labels_of(rule, lang), standing_out(judge, rule)
        out.append(Heading(name, kind, free(about.prefix + title, taken, lang), said, labels, fills,
                           end in ("rate", "margin") and getattr(rule, "share", None) is None))
        taken.add(out[-1].title)
    return out


def rule_of(name: str, rules: Dict[str, Tuple[Any, str]]) -> Tuple[Optional[Any], str, str]:
    """The rule a column is about, its kind, and what the column tells of it besides the answer."""
    if name in rules:
        return (*rules[name], "")
    stem, _, end = name.rpartition("_")
    if stem in rules and end in WORDS:
        return (*rules[stem], end)
    return None, name, ""


def free(title: str, taken: Iterable[str], lang: str) -> str:
    """A heading that no other column has: a sheet with two of a name is read by nobody."""
    while title in taken:
        title += "（判定）" if lang == "zh" else " (judged)"
    return title


def labels_of(rule: Class, lang: str) -> Dict[str, str]:
    """The results of a class in words."""
    return {**{result.id: result.label(lang) for result in rule.results}, "unclassified": WORDS["unclassified"](lang)}


def labels_of_steps(judge: Procedure, lang: str) -> Dict[str, str]:
    """All that can follow from an answer, in words."""
    return {rule.id: rule.label(lang) for part in ("steps", "notices", "samplings", "norms", "limits", "forms", "costs")
            for rule in getattr(judge.view, part)}


def standing_out(judge: Procedure, rule: Class) -> Dict[str, Optional[str]]:
    """Which results of a class lead off the usual way: "yes", like the yes of a check, and which do not: "no".

    The procedure says so itself, by what follows: what a check leads to that holds, against what it leads to otherwise; else
    the result that stands for all other cases, or results after which nothing follows. Where it says nothing, none stands out.
    """
    held = {follows for check in judge.checks for follows in check.then}
    usual = {follows for check in judge.checks for follows in check.otherwise}
    some = any(result.then for result in rule.results)
    every = all(result.then for result in rule.results)
    out: Dict[str, Optional[str]] = {}
    for result in rule.results:
        then = set(result.then)
        if then & (held - usual):
            out[result.id] = "yes"
        elif then and then <= usual - held:
            out[result.id] = "no"
        elif result.id == rule.otherwise or (not then and some):
            out[result.id] = "no"
        elif then and (rule.otherwise is not None or not every):
            out[result.id] = "yes"
    return out


def fill_of(value: str, fills: Dict[str, Optional[str]]) -> Optional[str]:
    """The ground of a class's answer, which may be several results at once; "" for none."""
    found = {fills.get(part, "") for part in value.split("+")}
    return "yes" if "yes" in found else "no" if found == {"no"} else ""


def labelled(value: str, labels: Dict[str, str]) -> str:
    """A class's answer in words."""
    return " + ".join(labels.get(part, part) for part in value.split("+"))


def comment(about: About, rule: Any, column: str) -> str:
    """What a heading says of its rule: measure, words, where they stand, how they are read."""
    lang, judge = about.lang, about.judge
    lines = [measured(judge, rule, lang) if hasattr(rule, "measure") else None, f"“{rule.words}”" if rule.words else None,
             ", ".join(x for x in (judge.document, judge.edition, source(rule, lang)) if x)]
    for use in judge.judge({})[rule.id].readings:
        lines.append(f"{use.question(lang)} → {use.label(lang)}")
    lines.append(f"{column} · {judge.hash}")
    return "\n".join(line for line in lines if line)
