"""What if: the same table judged by two sets of rules. Which batches change verdict, and what hangs on them?"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, Dict, Hashable, List, Mapping, Optional, Sequence, Tuple, Union

from ..procedure import Procedure
from ..rules import Change, Rule
from ..text import Text
from . import cells
from .judged import column

Pair = Tuple[str, str]
"""An answer before and after."""


@dataclass(frozen=True)
class RuleChange:
    """One check or class under both sets of rules."""

    id: str
    label: Text
    before: Rule
    after: Rule
    counts: Dict[Pair, int]
    """(before, after) to rows, those that stay among them: ``counts["no", "yes"]``."""
    rows: List[int]
    """The rows that change, from 0."""
    lost: List[int] = field(default_factory=list)
    """Those of them that had an answer and have none: what the new rules ask for is not there."""
    gained: List[int] = field(default_factory=list)
    """Those of them that had none and have one."""

    @property
    def changed(self) -> int:
        """How many rows change."""
        return len(self.rows)

    def word(self, answer: str, lang: str = "zh") -> str:
        """An answer in words."""
        for rule in (self.after, self.before):
            for result in getattr(rule, "results", []):
                if result.id == answer:
                    return str(result.label(lang))
        return _WORDS.get(answer, Text(answer, answer))(lang)


@dataclass(frozen=True)
class Money:
    """A column of money, summed exactly over the rows that change."""

    column: str
    total: Decimal
    """Of all rows that are judged otherwise."""
    by_change: Dict[Tuple[str, str, str], Decimal]
    """(rule, before, after) to the sum."""
    missing: List[int]
    """Rows judged otherwise, from 0, whose cell is blank or no amount; not in the sums."""


@dataclass(frozen=True)
class Comparison:
    """Two sets of rules on one table."""

    before: Procedure
    after: Procedure
    total: int
    """Rows judged."""
    rules: List[RuleChange]
    """Every check and class both have and the table has facts for."""
    only: List[Tuple[str, str]]
    """Rules that one side alone has: ("before" or "after", id). They are not compared."""
    rows: List[int]
    """The rows where any answer changes, from 0: judged otherwise, or their answer lost or gained."""
    changed: Any
    """Those rows, a table of the kind that came in, with ``<rule>_before`` and ``<rule>_after``."""
    money: List[Money]

    def __getitem__(self, rule: str) -> RuleChange:
        """One check or class by its id."""
        for change in self.rules:
            if change.id == rule:
                return change
        raise KeyError(rule)

    @property
    def otherwise(self) -> List[int]:
        """The rows that are judged otherwise, from 0: a rule gives one answer before and another after."""
        return sorted({row for rule in self.rules for row in set(rule.rows) - {*rule.lost, *rule.gained}})

    @property
    def lost(self) -> List[int]:
        """The rows, from 0, that lose an answer and are not judged otherwise."""
        return sorted({row for rule in self.rules for row in rule.lost} - set(self.otherwise))

    @property
    def gained(self) -> List[int]:
        """The rows, from 0, that only gain an answer."""
        return sorted(set(self.rows) - {*self.otherwise, *self.lost})

    @property
    def differences(self) -> List[Change]:
        """What differs between the rules themselves."""
        return self.before.changes_to(self.after)

    def summary(self, lang: str = "zh") -> str:
        """One sentence: how many batches change verdict, what they are worth, and how many lose or gain one."""
        return _summary(self, lang)

    def explain(self, lang: str = "zh") -> str:
        """The sentence, the rules that differ, and from what to what each rule's answers change."""
        return _explain(self, lang)

    def __repr__(self) -> str:
        return f"<Comparison {self.before.id} -> {self.after.id}: {len(self.rows)} of {self.total} rows change>"

    def _repr_html_(self) -> str:
        from ..html.tables import comparison

        return comparison(self)


def compare(
    table: Any,
    before: Procedure,
    after: Procedure,
    money: Union[str, Sequence[str]] = (),
    columns: Optional[Mapping[str, Hashable]] = None,
) -> Comparison:
    """Judges a table by two procedures: two readings, two editions, a document and a company's file.

    Rules are matched by id. ``money`` names columns to sum over the rows that change: whole numbers (cents), decimals or
    text like "1,234.50" are summed exactly; floats as the decimal they print. ``columns`` as in
    :meth:`Procedure.score`. Raises :class:`TableError`.
    """
    paid = [money] if isinstance(money, str) else list(money)
    read = {name: cells.lists(table, [name])[name] for name in paid}
    said = [_answers(table, judge, columns) for judge in (before, after)]
    total = max((len(answers) for answers in [*said[0].values(), *said[1].values()]), default=0)
    rules = [_change(before, after, id, said[0][id], said[1][id]) for id in said[0] if id in said[1]]
    rules = [rule for rule in rules if set(rule.counts) != {("undetermined", "undetermined")}]
    rows = sorted({row for rule in rules for row in rule.rows})
    only = [("before", id) for id in said[0] if id not in said[1]] + [("after", id) for id in said[1] if id not in said[0]]
    shown: Dict[str, List[Optional[str]]] = {}
    for rule in rules:
        if rule.rows:
            shown[column(rule.id) + "_before"] = [said[0][rule.id][row] for row in rows]
            shown[column(rule.id) + "_after"] = [said[1][rule.id][row] for row in rows]
    changed = cells.take(table, rows)
    found = Comparison(before, after, total, rules, only, rows, cells.append(changed, shown) if shown else changed, [])
    found.money.extend(_money(name, amounts, found, said) for name, amounts in read.items())
    return found


def _answers(table: Any, judge: Procedure, columns: Optional[Mapping[str, Hashable]]) -> Dict[str, List[str]]:
    # Under a prefix no table has, so that a table that was scored already can be compared as well.
    prefix = "\N{MIDDLE DOT}"
    scored = judge.score(table, columns=columns, detail=False, prefix=prefix)
    rules = [rule.id for rule in [*judge.checks, *judge.classes]]
    read = cells.lists(scored, [column(rule, prefix) for rule in rules])
    return {rule: [_word(answer) for answer in read[column(rule, prefix)]] for rule in rules}


def _word(answer: Any) -> str:
    if answer is None:
        return "undetermined"
    return answer if isinstance(answer, str) else "yes" if answer else "no"


def _change(before: Procedure, after: Procedure, id: str, was: List[str], is_: List[str]) -> RuleChange:
    old, new = (next(r for r in [*p.checks, *p.classes] if r.id == id) for p in (before, after))
    pairs = list(zip(was, is_))
    rows = [row for row, (a, b) in enumerate(pairs) if a != b]
    lost = [row for row in rows if is_[row] == "undetermined"]
    gained = [row for row in rows if was[row] == "undetermined"]
    return RuleChange(id, new.label, old, new, dict(Counter(pairs).most_common()), rows, lost, gained)


def _money(name: str, amounts: List[Any], of: Comparison, said: List[Dict[str, List[str]]]) -> Money:
    read = {row: amount(amounts[row]) for row in of.rows}
    by: Dict[Tuple[str, str, str], Decimal] = {}
    for rule in of.rules:
        for row in rule.rows:
            key = (rule.id, said[0][rule.id][row], said[1][rule.id][row])
            by[key] = by.get(key, Decimal(0)) + (read[row] or Decimal(0))
    otherwise = {row: read[row] for row in of.otherwise}
    total = sum((amount for amount in otherwise.values() if amount is not None), Decimal(0))
    return Money(name, total, by, [row for row, amount in otherwise.items() if amount is None])


def amount(cell: Any) -> Optional[Decimal]:
    """An amount of money, exactly; None for what is none."""
    if cell is None or isinstance(cell, bool) or cell != cell:
        return None
    text = str(cell).strip().lstrip("¥￥").replace(",", "").replace("，", "")
    try:
        amount = Decimal(text)
    except InvalidOperation:
        return None
    return amount if amount.is_finite() else None


_WORDS = {
    "yes": Text("是", "yes"), "no": Text("否", "no"), "undetermined": Text("无法判定", "undetermined"),
    "unclassified": Text("未分级", "unclassified"),
}


def _summary(of: Comparison, lang: str) -> str:
    changed, lost, gained = len(of.otherwise), len(of.lost), len(of.gained)
    paid = of.money if changed else []
    if lang == "zh":
        none = f"{of.total} 批中没有改判" if of.rows else f"{of.total} 批全部不变"
        parts = [f"{of.total} 批中有 {changed} 批改判" if changed else none]
        parts += [f"{m.column}合计 {m.total:,}" + (f"（另有 {len(m.missing)} 行无金额）" if m.missing else "") for m in paid]
        parts += [f"{lost} 批失去结论"] * bool(lost) + [f"{gained} 批新有结论"] * bool(gained)
        return "，".join(parts) + "。"
    rows = f"{of.total} batch{'' if of.total == 1 else 'es'}"
    parts = [f"{changed} of {rows} change verdict" if changed else f"None of {rows} changes verdict"]
    parts += [f"{m.column} {m.total:,} in all" + (f" ({len(m.missing)} rows have no amount)" if m.missing else "") for m in paid]
    parts += [f"{lost} lose{'s' * (lost == 1)} theirs"] * bool(lost) + [f"{gained} gain{'s' * (gained == 1)} one"] * bool(gained)
    return "; ".join(parts) + "."


def _explain(of: Comparison, lang: str) -> str:
    lines = [of.summary(lang)]
    lines += [f"- {change.text(lang)}" for change in of.differences]
    arrow = "→"
    for rule in of.rules:
        if not rule.rows:
            continue
        lines.append(f"{rule.label(lang)}（{rule.id}）" if lang == "zh" else f"{rule.label(lang)} ({rule.id})")
        for (a, b), count in rule.counts.items():
            if a != b:
                lines.append(f"  {rule.word(a, lang)} {arrow} {rule.word(b, lang)}  {count}" + "".join(
                    f"  {m.column} {m.by_change[rule.id, a, b]:,}" for m in of.money))
    if of.only:
        sides = {"before": Text("前", "before"), "after": Text("后", "after")}
        alone = ", ".join(f"{id} ({sides[side](lang)})" for side, id in of.only)
        lines.append(f"只有一方有、未作比较：{alone}" if lang == "zh" else f"On one side alone, not compared: {alone}")
    return "\n".join(lines)
