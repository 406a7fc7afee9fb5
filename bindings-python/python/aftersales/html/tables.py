"""Summaries, Paretos, p-charts and comparisons as a notebook shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, List

from ..measures import share_of
from ..text import Text, preferred
from .markup import Html, badge, el, shown, table

if TYPE_CHECKING:
    from ..analysis.compare import Comparison
    from ..analysis.groups import Group, Summary
    from ..analysis.pareto import Pareto
    from ..analysis.pchart import PChart

ROWS = 60
"""Rows shown; the rest is counted."""
HEAD = {
    "batches": Text("批数", "batches"), "bad": Text("数据有误", "bad data"), "units": Text("计数", "counts"),
    "rate": Text("合并比率", "pooled rate"), "sure": Text("{:.0%} 置信区间", "{:.0%} interval"), "all": Text("全部", "all"),
    "cause": Text("原因", "cause"), "found": Text("不合格数/样本量", "found / sample"),
    "count": Text("数量", "count"), "share": Text("占比", "share"),
    "cumulative": Text("累计", "cumulative"), "sample": Text("样本", "sample"), "limits": Text("控制限", "limits"),
    "outside": Text("超限", "beyond"), "from": Text("原判", "was"), "to": Text("改判", "is now"), "rule": Text("判定", "rule"),
    "more": Text("……另有 {} 行", "... {} more"),
}
ANSWERS = {"yes": Text("是", "yes"), "no": Text("否", "no"), "undetermined": Text("无法判定", "undetermined"),
           "unclassified": Text("未分级", "unclassified")}


def answer(rule: Any, id: str, lang: str) -> str:
    """An answer of a rule in words."""
    for result in getattr(rule, "results", []):
        if result.id == id:
            return str(result.label(lang))
    return ANSWERS.get(id, Text(id, id))(lang)


def groups(of: Summary, lang: str, **attributes: Any) -> Html:
    """The table of a summary, its total at the end."""
    answers = list(of.total.answers)
    headings = [*(by(lang) for by in of.by), *([] if of.by else [""]), HEAD["batches"](lang),
                *(answer(of.rule, a, lang) for a in answers), HEAD["bad"](lang)]
    rated = of.total.rate is not None
    if rated:
        share = getattr(of.rule, "share", None)
        counted = HEAD["units"](lang) if share is None else share_of(of.procedure, share, lang)
        headings += [counted, HEAD["rate"](lang), HEAD["sure"](lang).format(of.level)]
    first = max(1, len(of.by))
    rows = [_group(group, answers, lang, rated) for group in of.groups[:ROWS]]
    total = [el("strong", HEAD["all"](lang)), *([""] * (first - 1)), *_group(of.total, answers, lang, rated)[len(of.total.key):]]
    return table(headings, [*rows, total], numbers=range(first, len(headings)), **attributes)


def _group(group: Group, answers: List[str], lang: str, rated: bool) -> List[Any]:
    blank = "（空）" if lang == "zh" else "(blank)"
    cells: List[Any] = [blank if value is None else value for value in group.key]
    cells += [f"{group.rows:,}", *(f"{group.answers.get(a, 0):,}" for a in answers), f"{group.bad:,}"]
    if not rated:
        return cells
    if group.rate is None or group.sure is None:
        return [*cells, "–", "–", "–"]
    return [*cells, f"{group.part:,}/{group.whole:,}", f"{group.rate:.2%}", f"{group.sure.low:.2%} – {group.sure.high:.2%}"]


def causes(of: Pareto, lang: str, heading: str = "", count: str = "", **attributes: Any) -> Html:
    """The table of a Pareto; ``heading`` says what the causes are, ``count`` what is counted."""
    headings = [heading or HEAD["cause"](lang), count or HEAD["count"](lang), *(HEAD[k](lang) for k in ("share", "cumulative"))]
    rows = [[c.cause, f"{c.count:,}", f"{c.share:.1%}", f"{c.cumulative:.1%}"] for c in of.causes[:ROWS]]
    return table(headings, rows, numbers=[1, 2, 3], **attributes)


def summary(of: Summary) -> str:
    """A summary in a notebook."""
    lang = preferred()
    return shown(el("p", el("strong", of.rule.label(lang))), groups(of, lang), _more(len(of.groups), lang))


def pareto(of: Pareto) -> str:
    """A Pareto in a notebook."""
    lang = preferred()
    return shown(causes(of, lang), _more(len(of.causes), lang))


def p_chart(of: PChart) -> str:
    """A p-chart in a notebook: its points as a table."""
    lang = preferred()
    rows = [
        [p.label, f"{p.part:,}/{p.whole:,}", "–" if p.rate is None else f"{p.rate:.2%}", f"{p.lower:.2%} – {p.upper:.2%}",
         badge(HEAD["outside"](lang), "bad") if p.outside else ""]
        for p in of.points[:ROWS]
    ]
    headings = [HEAD[k](lang) for k in ("sample", "found", "rate", "limits")] + [""]
    return shown(table(headings, rows, numbers=[1, 2, 3]), _more(len(of.points), lang))


def comparison(of: Comparison) -> str:
    """A comparison in a notebook: the sentence, and from what to what each rule's answers change."""
    lang = preferred()
    rows = [
        [rule.label(lang), rule.word(a, lang), rule.word(b, lang), f"{count:,}",
         *(f"{m.by_change[rule.id, a, b]:,}" for m in of.money)]
        for rule in of.rules for (a, b), count in rule.counts.items() if a != b
    ]
    headings = [*(HEAD[k](lang) for k in ("rule", "from", "to", "batches")), *(m.column for m in of.money)]
    told = el("ul", *(el("li", change.text(lang)) for change in of.differences))
    numbers = range(3, len(headings))
    return shown(el("p", el("strong", of.summary(lang))), table(headings, rows, numbers=numbers) if rows else None, told)


def _more(rows: int, lang: str) -> Any:
    return el("p", el("small", HEAD["more"](lang).format(rows - ROWS))) if rows > ROWS else None
