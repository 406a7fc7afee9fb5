"""Markup that escapes by itself: whatever is not :class:`Html` becomes text."""

from __future__ import annotations

from html import escape
from typing import Any, Iterable, Sequence, Union

Part = Union[str, "Html", None]


class Html(str):
    """Text that is markup already."""


def el(name: str, *children: Any, **attributes: Any) -> Html:
    """An element: ``el("td", customer, class_="name")``. A trailing underscore is no part of a name; None is left out."""
    told = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return Html(f"<{name}{told}>{inside(children)}</{name}>")


def inside(children: Iterable[Any]) -> Html:
    """Children one after the other, text escaped."""
    return Html("".join(str(c) if isinstance(c, Html) else escape(str(c)) for c in children if c is not None))


TOGETHER = 6
"""Rows at the end of a long table that stay on one page; three times as many are a short table, which stays on one whole."""


def table(headings: Sequence[Any], rows: Iterable[Sequence[Any]], numbers: Sequence[int] = (), short: Sequence[int] = (),
          **attributes: Any) -> Html:
    """A table; columns of numbers stand to the right, ``short`` ones are not wrapped."""
    def line(cell: str, cells: Sequence[Any], **more: Any) -> Html:
        kinds = ["n" if place in numbers else "s" if place in short else None for place in range(len(cells))]
        return el("tr", *(el(cell, c, class_=kind, **more) for c, kind in zip(cells, kinds)))

    lines = [line("td", row) for row in rows]
    # So that no page begins with a last row alone.
    cut = len(lines) - TOGETHER if len(lines) > 3 * TOGETHER else 0
    head = el("thead", line("th", headings, scope="col"))
    return el("table", head, *([el("tbody", *lines[:cut])] if cut else []), el("tbody", *lines[cut:], class_="end"), **attributes)


_COLOURS = {"bad": ("#8a2f00", "#fbe3d3"), "good": ("#00486f", "#dceffb"), "open": ("#4a5560", "#e8ecf0")}


def badge(text: str, kind: str) -> Html:
    """A word on a ground of its own colour: "bad", "good" or "open"."""
    ink, ground = _COLOURS[kind]
    return el("span", text, style=f"color:{ink};background:{ground};border-radius:3px;padding:0 .4em;white-space:nowrap")


_RIGHT = "aftersales"
_STYLE = (
    f".{_RIGHT} table{{border-collapse:collapse;font-size:.92em;margin:.4em 0}}"
    f".{_RIGHT} th,.{_RIGHT} td{{text-align:left;padding:.2em .7em .2em 0;border-bottom:1px solid #8884;vertical-align:top}}"
    f".{_RIGHT} .n{{text-align:right;font-variant-numeric:tabular-nums}}"
    f".{_RIGHT} p{{margin:.2em 0}}.{_RIGHT} small{{opacity:.75}}"
)


def shown(*children: Any) -> str:
    """A notebook's cell: the children with their own small style."""
    return str(el("div", Html(f"<style>{_STYLE}</style>"), *children, class_=_RIGHT))
