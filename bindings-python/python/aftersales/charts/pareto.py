"""The Pareto chart: causes by size, and the line of their sums."""

from __future__ import annotations

from typing import Optional

from ..analysis.pareto import Pareto
from ..text import Text
from .chart import Chart
from .style import BLUE, GREY, INK, MOST, QUIET, drawing, figure, percent, short

_TITLE = Text("帕累托图", "Pareto chart")
_COUNT, _SHARE = Text("数量", "count"), Text("累计占比", "cumulative share")


def pareto(causes: Pareto, lang: str = "zh", title: Optional[str] = None, count: Optional[str] = None) -> Chart:
    """Causes as bars, the most frequent at the top; those that make up 80 % are dark. ``count`` says what is counted."""
    shown = list(causes)[:MOST]
    names = [f"{short(cause.cause)}  {cause.count:,}" for cause in shown]
    heading, what = title or _TITLE(lang), count or _COUNT(lang)
    note = _rest(len(causes) - len(shown), lang)
    texts = [*names, heading, what, _SHARE(lang), note]
    vital = len(causes.vital())
    with drawing(texts):
        made, axes = figure(1.5 + 0.3 * len(shown), texts)
        places = list(range(len(shown)))
        axes.barh(places, [c.count for c in shown], color=[BLUE if i < vital else GREY for i in places], height=0.66)
        most = max(c.count for c in shown)
        axes.set_yticks(places, names)
        axes.set_ylim(len(shown) - 0.4, -0.6)
        axes.set_xlim(0, most * 1.06)
        axes.tick_params(axis="y", length=0)
        axes.spines["left"].set_visible(False)
        axes.set_xlabel(what + (f"  {note}" if note else ""))
        axes.xaxis.set_major_locator(_whole())
        line = axes.twiny()
        line.plot([c.cumulative for c in shown], places, color=INK, marker="o", markersize=3.5, linewidth=1.1)
        line.axvline(0.8, color=QUIET, linewidth=0.8, linestyle=(0, (2, 3)))
        line.set_xlim(0, 1.06)
        percent(line.xaxis)
        line.set_xlabel(_SHARE(lang))
        line.spines[["right", "left", "bottom"]].set_visible(False)
        axes.set_title(heading)
        made.canvas.draw()
    return Chart(made, heading, _about(causes, vital, lang))


def _whole() -> object:
    from matplotlib.ticker import MaxNLocator

    return MaxNLocator(5, integer=True)


def _rest(more: int, lang: str) -> str:
    if more <= 0:
        return ""
    return f"（另有 {more} 项未画）" if lang == "zh" else f"({more} more not drawn)"


def _about(causes: Pareto, vital: int, lang: str) -> str:
    first = causes.causes[0]
    if lang == "zh":
        return f"{len(causes)} 项共 {causes.total:,}；最多的是“{first.cause}”，占 {first.share:.0%}；前 {vital} 项合计达到 80%。"
    return (
        f"{len(causes)} causes, {causes.total:,} in all; the most frequent is “{first.cause}” with {first.share:.0%};"
        f" the first {vital} make up 80%."
    )
