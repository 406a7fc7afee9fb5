"""How every picture looks: one palette (Okabe and Ito's, safe for the colour-blind), quiet axes, one width."""

from __future__ import annotations

from typing import Any, Iterable, List, Sequence, Tuple

from ..errors import TableError, problem
from ..text import Text
from .fonts import families

INK, QUIET, LINE = "#1f2933", "#5f6b76", "#d5dbe1"
BLUE, SKY, ORANGE, VERMILLION, GREEN, GREY = "#0072B2", "#56B4E9", "#E69F00", "#D55E00", "#009E73", "#9aa5b1"
ANSWERS = {"yes": VERMILLION, "no": SKY, "undetermined": GREY}
"""Colours of a check's answers; each also stands in words."""
OTHERS = (BLUE, ORANGE, GREEN, "#CC79A7", SKY, VERMILLION)
WIDTH = 5.4
"""Inches."""
MOST = 24
"""Groups drawn; the rest is told."""


def figure(height: float, texts: Iterable[str]) -> Tuple[Any, Any]:
    """An empty figure and its axes. ``texts`` are all that will be written in it: they settle the font."""
    try:
        from matplotlib.figure import Figure
    except ImportError:
        raise TableError(
            [problem("library/matplotlib", "画图需要 matplotlib", "pictures need matplotlib",
                     Text("pip install aftersales[report]", "pip install aftersales[report]"))]
        ) from None
    with drawing(texts):
        made: Any = Figure(figsize=(WIDTH, height), layout="constrained")
        axes = made.add_subplot()
    made.get_layout_engine().set(w_pad=0.06, h_pad=0.08)
    axes.spines[["top", "right"]].set_visible(False)
    return made, axes


def drawing(texts: Iterable[str]) -> Any:
    """The settings under which a picture is drawn; a context."""
    import matplotlib

    settings: Any = {**_RC, "font.family": families(texts)}
    return matplotlib.rc_context(settings)


def percent(axis: Any) -> None:
    """An axis in percent, at round values, each written as what it is."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    axis.set_major_locator(MaxNLocator(6, steps=[1, 2, 5, 10]))
    axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value * 100:.6g}%"))


def short(text: str, most: int = 22) -> str:
    """A label that fits."""
    return text if len(text) <= most else text[: most - 1] + "…"


def over(colour: str) -> str:
    """The colour of letters that stand on another."""
    return INK if colour in (SKY, ORANGE, GREY) else "white"


def thinned(labels: Sequence[str]) -> List[int]:
    """Places of the labels to be shown, so that they do not run into each other."""
    room = max(2, 62 // (max(len(label) for label in labels) + 1))
    step = max(1, -(-len(labels) // room))
    return list(range(0, len(labels), step))


_RC = {
    "font.size": 10.5, "text.color": INK, "axes.labelcolor": QUIET, "axes.edgecolor": GREY, "axes.linewidth": 0.8,
    "xtick.color": QUIET, "ytick.color": QUIET, "xtick.labelcolor": QUIET, "ytick.labelcolor": INK,
    "axes.titlesize": 12, "axes.titleweight": "bold", "axes.titlelocation": "left", "axes.titlepad": 10,
    "axes.grid": False, "grid.color": LINE, "grid.linewidth": 0.7, "axes.axisbelow": True,
    "legend.frameon": False, "legend.fontsize": 10, "figure.facecolor": "white", "axes.facecolor": "white",
    "axes.unicode_minus": True,
}
