"""Draws the pictures of the chapter on sampling: ``python docs/img/sampling.py [DIRECTORY]``.

Every figure comes from ``aftersales.sampling``; matplotlib draws (it is among the development requirements). Letters are
drawn as outlines, so that a picture looks the same wherever it is opened.
"""

from __future__ import annotations

import sys
from pathlib import Path

import matplotlib

matplotlib.use("svg")
import matplotlib.pyplot as plt  # noqa: E402
from matplotlib import font_manager, ticker  # noqa: E402

import aftersales as af  # noqa: E402

S = af.sampling
RULE = S.plan(af.procedure("workshop-defect-handling"), "label-mismatch")
# Okabe and Ito's colours, which the colour-blind tell apart; a dash pattern each, for print in black.
STYLES = [("#D55E00", "-"), ("#0072B2", "--"), ("#009E73", "-."), ("#CC79A7", ":"), ("#000000", (0, (7, 2, 1, 2, 1, 2)))]
CHINESE = ("Noto Sans CJK SC", "Noto Sans CJK JP", "Source Han Sans SC", "Microsoft YaHei", "SimHei", "WenQuanYi Micro Hei")


def words(lang: str, zh: str, en: str) -> str:
    return zh if lang == "zh" else en


def percent(axis: object) -> None:
    axis.set_major_formatter(ticker.PercentFormatter(1, decimals=0))  # type: ignore[attr-defined]


def begin(lang: str, title: str, x: str, y: str):
    figure, axes = plt.subplots(figsize=(7.2, 4.2), layout="constrained")
    axes.set_title(title, loc="left", fontsize=11)
    axes.set_xlabel(x)
    axes.set_ylabel(y)
    axes.grid(color="#dddddd", linewidth=0.6)
    axes.spines[["top", "right"]].set_visible(False)
    return figure, axes


def curves(lang: str):
    """The same rule on lots of five sizes."""
    figure, axes = begin(
        lang, words(lang, "同一条规则，不同的批量：抽 20%，不良超过 3% 则退回", "One rule, five lot sizes: draw 20 %, send back above 3 %"),
        words(lang, "批次的真实不良率", "true rate of bad units in the lot"), words(lang, "通过的概率", "chance to pass"))
    axes.axvline(0.03, color="#999999", linewidth=1)
    axes.annotate("3%", (0.03, 1.0), xytext=(4, 0), textcoords="offset points", color="#666666")
    for lot, (colour, dash) in zip((50, 100, 166, 500, 5000), STYLES):
        at, curve = RULE.at(lot), S.oc_curve(lot, RULE, [i / lot for i in range(int(0.16 * lot) + 1)])
        label = words(lang, f"{lot} 件：抽 {at.sample}，允许 {at.accept}", f"{lot} units: draw {at.sample}, allow {at.accept}")
        axes.plot(curve["rate"], curve["probability"], color=colour, linestyle=dash, label=label,
                  marker="o" if lot <= 100 else "", markersize=3)
    axes.set_xlim(0, 0.15)
    axes.set_ylim(0, 1.03)
    percent(axes.xaxis), percent(axes.yaxis)
    axes.legend(frameon=False)
    return figure


def sawtooth(lang: str):
    """Equally bad lots of every size."""
    figure, axes = begin(
        lang, words(lang, "同样的不良率，批量差一件，通过的机会可能差一倍", "Equally bad lots: one unit more can double the chance to pass"),
        words(lang, "批量（件）", "lot size (units)"), words(lang, "通过的概率", "chance to pass"))
    for rate, (colour, _) in zip((0.02, 0.05, 0.08), STYLES):
        lots = [lot for lot in range(25, 701) if rate * lot % 1 == 0 or lot % 5 in (0, 1)]
        saw = S.by_lot_size(lots, RULE, rate)
        axes.plot(saw["lot"], saw["probability"], color=colour, linewidth=1.1,
                  label=words(lang, f"不良率 {rate:.0%}", f"{rate:.0%} bad"))
    axes.set_xlim(0, 700)
    axes.set_ylim(0, 1.03)
    percent(axes.yaxis)
    axes.legend(frameon=False, loc="upper right", ncols=3)
    return figure


def nothing_found(lang: str):
    """How bad a lot may be though a fifth of it held nothing bad."""
    figure, axes = begin(
        lang, words(lang, "抽检 20% 一件不良也没有，批次仍可能有多差（单侧 95%）", "Nothing bad in a 20 % sample: how bad the lot may still be (95 %)"),
        words(lang, "批量（件）", "lot size (units)"), words(lang, "真实不良率的上限", "upper limit of the true rate"))
    lots = list(range(5, 501, 5))
    exact = [S.interval(lot, RULE.at(lot).sample, 0, "95%", side="upper").high for lot in lots]
    stream = [S.interval(None, RULE.at(lot).sample, 0, "95%", side="upper").high for lot in lots]
    axes.plot(lots, stream, color=STYLES[1][0], linestyle="--", label=words(lang, "按无限总体（Clopper-Pearson）", "as for an endless stream (Clopper-Pearson)"))
    axes.plot(lots, exact, color=STYLES[0][0], label=words(lang, "按这一批（超几何，精确）", "for this lot (hypergeometric, exact)"))
    axes.axhline(0.03, color="#999999", linewidth=1)
    axes.annotate("3%", (500, 0.03), xytext=(-22, 4), textcoords="offset points", color="#666666")
    axes.set_xlim(0, 500)
    axes.set_ylim(0, 0.6)
    percent(axes.yaxis)
    axes.legend(frameon=False)
    return figure


def plans(lang: str):
    """What other plans would do with lots of 500."""
    figure, axes = begin(
        lang, words(lang, "批量 500 件，四个方案", "Four plans for lots of 500"),
        words(lang, "批次的真实不良率", "true rate of bad units in the lot"), words(lang, "通过的概率", "chance to pass"))
    named = [
        (words(lang, "抽 20%，超过 3% 退回", "draw 20 %, back above 3 %"), RULE),
        (words(lang, "GB/T 2828.1，AQL 1.0，水平 II", "ISO 2859-1, AQL 1.0, level II"), S.Standard("1.0")),
        (words(lang, "GB/T 2828.1，AQL 2.5，水平 II", "ISO 2859-1, AQL 2.5, level II"), S.Standard("2.5")),
        (words(lang, "两点：1% 通过 95%，6% 拒收 90%", "two points: 1 % passes 95 %, 6 % fails 90 %"), S.find_plan("1%", "6%", lot=500)),
    ]
    for (name, plan), (colour, dash) in zip(named, STYLES):
        at, curve = plan.at(500), S.oc_curve(500, plan, [i / 500 for i in range(76)])
        label = f"{name}（{at.sample}, {at.accept}）" if lang == "zh" else f"{name} ({at.sample}, {at.accept})"
        axes.plot(curve["rate"], curve["probability"], color=colour, linestyle=dash, label=label)
    axes.set_xlim(0, 0.15)
    axes.set_ylim(0, 1.03)
    percent(axes.xaxis), percent(axes.yaxis)
    axes.legend(frameon=False)
    return figure


PICTURES = {"curves": curves, "sawtooth": sawtooth, "nothing-found": nothing_found, "plans": plans}


def fonts(lang: str) -> "list[str] | None":
    """Fonts for a language; None if the computer has none for it."""
    known = {font.name for font in font_manager.fontManager.ttflist}
    found = [name for name in CHINESE if name in known]
    return ["DejaVu Sans"] if lang == "en" else found or None


def main(into: Path) -> None:
    for lang in ("zh", "en"):
        family = fonts(lang)
        if family is None:
            print("no font with Chinese: apt-get install fonts-noto-cjk", file=sys.stderr)
            continue
        plt.rcParams.update({"font.family": family, "font.size": 9.5, "svg.fonttype": "path", "svg.hashsalt": "aftersales"})
        for name, draw in PICTURES.items():
            figure = draw(lang)
            figure.savefig(into / f"sampling-{name}-{lang}.svg", metadata={"Date": None, "Creator": None})
            plt.close(figure)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
