"""A text in Chinese and English; which one is asked for at the end, when it is shown."""

from __future__ import annotations

import locale
import os
import re
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Iterator, Literal, Optional

Lang = Literal["zh", "en"]
"""The language of what is told."""

_chosen: ContextVar[Optional[str]] = ContextVar("aftersales_lang", default=None)


@dataclass(frozen=True)
class Text:
    """Both wordings of one text. Call it with a language: ``label("en")``; ``label()`` is Chinese."""

    zh: str
    en: str

    def __call__(self, lang: str = "zh") -> str:
        """The wording in ``lang``, "zh" or "en"."""
        if lang == "zh":
            return self.zh
        if lang == "en":
            return self.en
        raise ValueError(f"language {lang!r} is not known: use 'zh' or 'en'")

    def __str__(self) -> str:
        return self.zh


@contextmanager
def speaking(lang: str) -> Iterator[None]:
    """Errors and warnings are told in this language while the block runs, whatever the computer is set to."""
    before = _chosen.set(lang)
    try:
        yield
    finally:
        _chosen.reset(before)


def quoted(text: str) -> str:
    """A message for a page or a sheet: what stands between backticks in a terminal is quoted."""
    return re.sub(r"`([^`]*)`", r"“\1”", text)


def preferred() -> str:
    """The language chosen for now, else the one this computer is set to: "zh" if it is Chinese, else "en"."""
    chosen = _chosen.get()
    if chosen is not None:
        return chosen
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value:
            return "zh" if value.lower().startswith(("zh", "chinese")) else "en"
    set_to = locale.getlocale()[0] or ""
    return "zh" if set_to.lower().startswith(("zh", "chinese")) else "en"
