"""The OC curve of the rule in force: with which chance a batch passes, by its true share."""

from __future__ import annotations

from typing import Optional, Sequence

from ..analysis.trust import Curve
from ..rules import Check
from ..text import Text
from .chart import Chart
from .style import BLUE, GREEN, INK, ORANGE, VERMILLION, drawing, figure, percent

_TITLE = Text("规则的抽检特性曲线（OC）", "OC curve of the rule")
_TRUE, _PASS = Text("批的真实比率", "true rate of the batch"), Text("不触发判定的概率", "chance that the rule says no")
_BOUND = Text("判定线 {} {}", "the rule: {} {}")
_STYLES = ((BLUE, "-"), (ORANGE, (0, (6, 2))), (GREEN, (0, (1.5, 1.5))), (INK, (0, (6, 2, 1, 2))))


def oc_curve(check: Check, curves: Sequence[Curve], lang: str = "zh", title: Optional[str] = None) -> Chart:
    """Curves of one rule for several sample sizes. A steep one tells good batches from bad; a flat one guesses."""
    heading = title or _TITLE(lang)
    share = check.share
    if share is None:
        raise ValueError(f"{check.id} measures no share")
    names = [_name(curve, lang) for curve in curves]
    bound = _BOUND(lang).format(share.sign, share.bound)
    texts = [heading, *names, bound, _TRUE(lang), _PASS(lang)]
    with drawing(texts):
        made, axes = figure(3.3, texts)
        for place, (curve, name) in enumerate(zip(curves, names)):
            colour, dash = _STYLES[place % len(_STYLES)]
            lattice = curve.lot is not None and curve.lot <= 60
            axes.plot(curve.shares, curve.passes, color=colour, linestyle=dash, linewidth=1.8, label=name,
                      marker="o" if lattice else "", markersize=2.6)
        axes.axvline(float(share), color=VERMILLION, linewidth=1.1, linestyle=(0, (4, 3)))
        axes.text(float(share), 1.03, bound, color=VERMILLION, ha="center", va="bottom", fontsize=9.5)
        far = max([curve.share_at(0.005) or 1.0 for curve in curves] + [float(share) * 1.6])
        axes.set_xlim(0, min(1.0, far))
        axes.set_ylim(0, 1.02)
        percent(axes.xaxis)
        percent(axes.yaxis)
        axes.grid(True)
        axes.set_xlabel(_TRUE(lang))
        axes.set_ylabel(_PASS(lang))
        axes.set_title(heading, pad=20)
        axes.legend(loc="upper right")
        made.canvas.draw()
    return Chart(made, heading, _about(curves, names, lang))


def _name(curve: Curve, lang: str) -> str:
    if lang == "zh":
        return f"抽 {curve.sample:,} 件" + (f"（批量 {curve.lot:,}）" if curve.lot else "")
    return f"{curve.sample:,} inspected" + (f" of {curve.lot:,}" if curve.lot else "")


def _about(curves: Sequence[Curve], names: Sequence[str], lang: str) -> str:
    told = []
    for curve, name in zip(curves, names):
        at = curve.share_at(0.1)
        share = "?" if at is None else f"{at:.0%}"
        told.append(
            f"{name}：真实比率 {share} 的批仍有 10% 的机会不被判出" if lang == "zh"
            else f"{name}: a batch with a true rate of {share} still goes unnoticed one time in ten"
        )
    return ("；".join(told) + "。") if lang == "zh" else "; ".join(told) + "."
