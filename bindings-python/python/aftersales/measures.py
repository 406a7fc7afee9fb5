"""What a check measures, in the names of its facts: 误判数 / 抽检数 ≥ 20%.

``Check.measure`` is the notation of the file, ``misjudged / inspected ≥ 20%``: right for who writes one, not for who reads a sheet.
"""

from __future__ import annotations

import re
from typing import Dict, List

from .procedure import Procedure
from .rules import Check, Share
from .text import Text

_PARTS = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*|\[|\]|<=|>=|[^a-z\[\]<>=]+|[<>=]")
_WORDS = {
    "and": Text("且", "and"), "or": Text("或", "or"), "not": Text("非", "not"), "in": Text("属于", "in"),
    "unset": Text("文件未给出", "not given in the document"), "<=": Text("≤", "≤"), ">=": Text("≥", "≥"),
}


def measured(judge: Procedure, check: Check, lang: str = "zh") -> str:
    """What the check measures and against what. Names that are no fact, check, class or option stay as they are."""
    said = "".join(_said(judge, check.measure, lang))
    unit = next((fact.unit for fact in judge.facts if fact.unit and check.measure.startswith(f"{fact.id} ")), None)
    if lang == "zh":
        said = said.replace(", ", "，")
    return f"{said} {unit}" if unit else said


def share_of(judge: Procedure, share: Share, lang: str = "zh") -> str:
    """What is divided by what: 误判数/抽检数."""
    labels = {fact.id: fact.label(lang) for fact in judge.facts}
    return f"{labels[share.part]}/{labels[share.whole]}" if lang == "zh" else f"{labels[share.part]} / {labels[share.whole]}"


def _said(judge: Procedure, measure: str, lang: str) -> List[str]:
    """The measure piece by piece."""
    names: Dict[str, Text] = {rule.id: rule.label for rule in (*judge.classes, *judge.checks, *judge.facts)}
    options: Dict[str, Dict[str, Text]] = {}
    for fact in judge.facts:
        options[fact.id] = {option.id: option.label for option in fact.options}
    for rule in judge.classes:
        options[rule.id] = {result.id: result.label for result in rule.results}
    out: List[str] = []
    # Behind a sign of equality, and in a list, stands an option of what came before, not a fact of the same name.
    of: Dict[str, Text] = {}
    listed = equal = False
    for part in _PARTS.findall(measure):
        listed = part == "[" or (listed and part != "]")
        text = (of.get(part) if listed or equal else None) or _WORDS.get(part) or names.get(part)
        of = options.get(part, of) if not (listed or equal) else of
        equal = part == "=" or (equal and not part.strip())
        out.append(part if text is None else text(lang))
    return out
