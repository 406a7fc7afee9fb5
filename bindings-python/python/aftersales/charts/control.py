"""The p-chart: a point for each sample, the centre line, and limits as wide as each sample's size asks."""

from __future__ import annotations

from typing import Optional

from ..analysis.pchart import PChart
from ..text import Text
from .chart import Chart
from .style import BLUE, INK, QUIET, SKY, VERMILLION, drawing, figure, percent, thinned

_TITLE = Text("不合格率控制图（p 图）", "p-chart of the rate")
_RATE, _CENTER = Text("比率", "rate"), Text("中心线", "centre")
_LIMITS = {"binomial": Text("3σ 控制限", "3σ limits"), "laney": Text("3σ 控制限（Laney p′）", "3σ limits (Laney p′)")}
_INSIDE, _OUTSIDE = Text("限内", "within"), Text("超限", "beyond")


def p_chart(chart: PChart, lang: str = "zh", title: Optional[str] = None, label: str = "") -> Chart:
    """The chart of samples in order. Points beyond a limit are diamonds, in a colour of their own and with a name."""
    heading = title or _TITLE(lang)
    names = [point.label for point in chart]
    words = [_RATE(lang), f"{_CENTER(lang)} {chart.center:.2%}", _LIMITS[chart.spread](lang), _INSIDE(lang), _OUTSIDE(lang)]
    texts = [heading, label, *names, *words]
    with drawing(texts):
        made, axes = figure(3.1, texts)
        places = range(len(names))
        edges = [place - 0.5 for place in places] + [len(names) - 0.5]
        upper, lower = [p.upper for p in chart], [p.lower for p in chart]
        axes.stairs(upper, edges, baseline=lower, fill=True, color=SKY, alpha=0.18, linewidth=0)
        axes.stairs(upper, edges, baseline=None, color=SKY, linewidth=1.1, label=words[2])
        axes.stairs(lower, edges, baseline=None, color=SKY, linewidth=1.1)
        axes.axhline(chart.center, color=QUIET, linewidth=0.9, linestyle=(0, (4, 3)), label=words[1])
        rates = [float("nan") if p.rate is None else p.rate for p in chart]
        axes.plot(places, rates, color=BLUE, linewidth=0.9, marker="o", markersize=3.4, label=words[3])
        out = [place for place in places if chart.points[place].outside]
        if out:
            axes.plot(out, [rates[place] for place in out], color=VERMILLION, linestyle="", marker="D", markersize=5.2,
                      label=words[4])
        if 0 < len(out) <= 8:
            for place in out:
                point = chart.points[place]
                above = rates[place] > point.upper
                axes.annotate(point.label, (place, rates[place]), xytext=(0, 6 if above else -13), ha="center",
                              textcoords="offset points", fontsize=9, color=INK)
        shown = thinned(names)
        axes.set_xticks(shown, [names[place] for place in shown])
        axes.set_xlim(-0.6, len(names) - 0.4)
        tops = [rate for rate in rates if rate == rate] + [p.upper for p in chart if p.whole]
        axes.set_ylim(0, min(1.0, max(tops)) * 1.12 or 1)
        percent(axes.yaxis)
        axes.set_ylabel(words[0])
        axes.set_xlabel(label)
        axes.set_title(heading)
        made.legend(loc="outside lower center", ncols=4, handlelength=1.6, columnspacing=1.2)
        made.canvas.draw()
    return Chart(made, heading, _about(chart, lang))


def _about(chart: PChart, lang: str) -> str:
    beyond = [point.label for point in chart.outside]
    if lang == "zh":
        told = f"超出控制限 {len(beyond)} 点" + (f"：{'、'.join(beyond[:12])}" if beyond else "")
        return f"{len(chart)} 个样本，平均 {chart.center:.2%}，{told}。"
    told = f"{len(beyond)} beyond the limits" + (f": {', '.join(beyond[:12])}" if beyond else "")
    return f"{len(chart)} samples, {chart.center:.2%} on average, {told}."
