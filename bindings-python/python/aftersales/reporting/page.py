"""The page of a report: one HTML file with its style and pictures inside."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

from ..html.markup import Html, el, inside
from . import sections

if TYPE_CHECKING:
    from .report import Report


def page(of: Report) -> str:
    """The whole file, as text."""
    style = resources.files("aftersales.reporting").joinpath("style.css").read_text(encoding="utf-8")
    meta = inside([
        Html('<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'),
        el("title", of.title), Html(f"<style>{style}</style>"),
    ])
    parts = [
        sections.head(of), sections.lead(of), *(sections.grouped(of, group, f"g{i}", i == 0) for i, group in enumerate(of.groups)),
        sections.causes(of), sections.over_time(of), sections.trust(of), sections.listing(of), sections.unusable(of),
        sections.others(of), sections.about(of),
    ]
    lang = "zh-CN" if of.lang == "zh" else "en"
    return f"<!doctype html>\n{el('html', el('head', meta), el('body', el('main', *parts)), lang=lang)}\n"
