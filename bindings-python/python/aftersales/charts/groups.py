"""Groups beside each other: how their batches were judged, and their rates with how sure these are."""

from __future__ import annotations

from typing import List, Optional

from ..analysis.groups import Group, Summary
from ..rules import Check
from ..text import Text
from .chart import Chart
from .style import ANSWERS, BLUE, INK, MOST, OTHERS, QUIET, VERMILLION, drawing, figure, over, percent, short

_BATCHES, _RATE = Text("批数", "batches"), Text("合并比率与 {:.0%} 置信区间", "pooled rate with its {:.0%} interval")
_ALL, _NONE = Text("全部", "all"), Text("无数据", "no data")
_BOUND = Text("判定线 {} {}", "the rule: {} {}")
_WORDS = {"yes": Text("是", "yes"), "no": Text("否", "no"), "undetermined": Text("无法判定", "undetermined"),
          "unclassified": Text("未分级", "unclassified")}


def verdicts(summary: Summary, lang: str = "zh", title: Optional[str] = None) -> Chart:
    """How many batches of each group have which answer."""
    groups = _shown(summary) or [summary.total]
    names = [short(group.name(lang)) or _ALL(lang) for group in groups]
    answers = {answer: _word(summary, answer, lang) for answer in summary.total.answers if summary.total.answers[answer]}
    heading = title or summary.rule.label(lang)
    texts = [heading, *names, *answers.values(), _BATCHES(lang)]
    with drawing(texts):
        made, axes = figure(1.5 + 0.31 * len(groups), texts)
        left = [0] * len(groups)
        for place, (answer, word) in enumerate(answers.items()):
            counts = [group.answers.get(answer, 0) for group in groups]
            hatch = "////" if answer == "undetermined" else None
            colour = ANSWERS.get(answer, OTHERS[place % len(OTHERS)])
            bars = axes.barh(range(len(groups)), counts, left=left, color=colour, height=0.66, label=word, hatch=hatch,
                             edgecolor="white", linewidth=0.8)
            axes.bar_label(bars, [str(c) if c and c * 22 >= max(g.rows for g in groups) else "" for c in counts],
                           label_type="center", fontsize=9.5, color=over(colour))
            left = [a + b for a, b in zip(left, counts)]
        _rows(axes, names)
        axes.set_xlabel(_BATCHES(lang) + _more(summary, lang))
        axes.set_title(heading)
        made.legend(loc="outside lower center", ncols=4, handlelength=1.2, columnspacing=1.2)
        made.canvas.draw()
    return Chart(made, heading, _counted(summary, answers, lang))


def rates(summary: Summary, lang: str = "zh", title: Optional[str] = None) -> Chart:
    """The pooled rate of each group with its exact interval, and the bound of the rule."""
    groups = [*_shown(summary), summary.total] if summary.groups else [summary.total]
    names = [short(group.name(lang)) for group in groups[:-1]] + [_ALL(lang)]
    heading = title or summary.rule.label(lang)
    share = summary.rule.share if isinstance(summary.rule, Check) else None
    bound = "" if share is None else _BOUND(lang).format(share.sign, share.bound)
    axis = _RATE(lang).format(summary.level)
    texts = [heading, *names, bound, axis, _NONE(lang)]
    with drawing(texts):
        made, axes = figure(1.3 + 0.3 * len(groups), texts)
        highest = max([g.sure.high for g in groups if g.sure] + ([float(share)] if share else []) + [0.01])
        right = min(1.08, highest * 1.08)
        for place, group in enumerate(groups):
            colour = INK if group is summary.total else BLUE
            if group.rate is None or group.sure is None:
                axes.text(0, place, f" {_NONE(lang)}", va="center", color=QUIET, fontsize=9.5)
                continue
            axes.plot([group.sure.low, group.sure.high], [place, place], color=colour, linewidth=2.2, solid_capstyle="butt")
            axes.plot(group.rate, place, marker="o", markersize=5.2, color=colour)
            # In a column of their own: beside its point a rate would meet the line of the rule.
            axes.text(1.02, place, f"{group.rate:.1%}", va="center", fontsize=9.5, color=INK, transform=axes.get_yaxis_transform())
        if share is not None:
            axes.axvline(float(share), color=VERMILLION, linewidth=1.1, linestyle=(0, (4, 3)))
            side = "right" if float(share) > 0.75 * right else "left" if float(share) < 0.25 * right else "center"
            axes.text(float(share), -0.75, bound, color=VERMILLION, ha=side, va="bottom", fontsize=9.5)
        _rows(axes, names)
        axes.set_ylim(len(groups) - 0.4, -0.75)
        axes.set_xlim(0, right)
        percent(axes.xaxis)
        axes.grid(axis="x")
        axes.set_xlabel(axis + _more(summary, lang))
        axes.set_title(heading, pad=20 if share is not None else 10)
        made.canvas.draw()
    return Chart(made, heading, _ranked(summary, lang))


def _rows(axes: object, names: List[str]) -> None:
    axes.set_yticks(range(len(names)), names)  # type: ignore[attr-defined]
    axes.set_ylim(len(names) - 0.4, -0.6)  # type: ignore[attr-defined]
    axes.tick_params(axis="y", length=0)  # type: ignore[attr-defined]
    axes.spines["left"].set_visible(False)  # type: ignore[attr-defined]


def _shown(summary: Summary) -> List[Group]:
    return summary.groups[:MOST]


def _more(summary: Summary, lang: str) -> str:
    more = len(summary.groups) - MOST
    if more <= 0:
        return ""
    return f"（另有 {more} 组未画）" if lang == "zh" else f" ({more} more groups not drawn)"


def _word(summary: Summary, answer: str, lang: str) -> str:
    for result in getattr(summary.rule, "results", []):
        if result.id == answer:
            return str(result.label(lang))
    return _WORDS.get(answer, Text(answer, answer))(lang)


def _counted(summary: Summary, answers: object, lang: str) -> str:
    told = [f"{_word(summary, answer, lang)} {count}" for answer, count in summary.total.answers.items()]
    if lang == "zh":
        return f"共 {summary.total.rows} 批：{'、'.join(told)}。"
    return f"{summary.total.rows} batches: {', '.join(told)}."


def _ranked(summary: Summary, lang: str) -> str:
    known = [(group.rate, group) for group in summary.groups if group.rate is not None]
    total = "" if summary.total.rate is None else f"{summary.total.rate:.1%}"
    if not known:
        return f"合并比率 {total}。" if lang == "zh" else f"Pooled rate {total}."
    highest, lowest = max(known, key=lambda k: k[0])[1], min(known, key=lambda k: k[0])[1]
    if lang == "zh":
        return f"合并比率 {total}；最高 {highest.name(lang)} {highest.rate:.1%}，最低 {lowest.name(lang)} {lowest.rate:.1%}。"
    return (
        f"Pooled rate {total}; highest {highest.name(lang)} with {highest.rate:.1%},"
        f" lowest {lowest.name(lang)} with {lowest.rate:.1%}."
    )
