"""A picture: its figure, a title and what it shows in words, as SVG or a file."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any, Union


@dataclass(frozen=True)
class Chart:
    """A picture and what it shows."""

    figure: Any
    """matplotlib's figure."""
    title: str
    about: str
    """What one sees, in a sentence: for those who cannot."""

    def svg(self, key: str = "chart") -> str:
        """As SVG to stand in a page: letters as outlines, title and description for screen readers.

        ``key`` begins the ids inside, so that several pictures can stand in one page.
        """
        import matplotlib

        out = io.StringIO()
        with matplotlib.rc_context({"svg.fonttype": "path", "svg.hashsalt": "aftersales"}):
            self.figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
        text = out.getvalue()
        text = text[text.index("<svg"):]
        text = re.sub(r"<metadata>.*?</metadata>\s*", "", text, flags=re.S)
        text = re.sub(r'\bid="', f'id="{key}-', text)
        text = re.sub(r'(href="|url\()#', rf"\1#{key}-", text)
        head = (
            f'<svg role="img" aria-labelledby="{key}-title {key}-about" xmlns="http://www.w3.org/2000/svg" '
            f'xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="{_box(text)}">'
            f'<title id="{key}-title">{escape(self.title)}</title><desc id="{key}-about">{escape(self.about)}</desc>'
        )
        return re.sub(r"<svg[^>]*>", lambda _: head, text, count=1).rstrip()

    def save(self, path: Union[str, Path]) -> None:
        """Into a file of the kind its name says: .svg, .png, .pdf."""
        if Path(path).suffix.lower() == ".svg":
            Path(path).write_text(self.svg(), encoding="utf-8")
        else:
            self.figure.savefig(path, dpi=200)

    def __repr__(self) -> str:
        return f"<Chart {self.title}>"

    def _repr_svg_(self) -> str:
        return self.svg().replace("<svg ", '<svg style="max-width:36em" ', 1)


def _box(svg: str) -> str:
    found = re.search(r'viewBox="([^"]*)"', svg)
    return found.group(1) if found else "0 0 100 100"
