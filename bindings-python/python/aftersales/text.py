"""A text in Chinese and English; which one is asked for at the end, when it is shown."""

from __future__ import annotations

import locale
import os
import re
from dataclasses import dataclass


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


def quoted(text: str) -> str:
    """A message for a page or a sheet: what stands between backticks in a terminal is quoted."""
    return re.sub(r"`([^`]*)`", r"“\1”", text)


def preferred() -> str:
    """The language this computer is set to: "zh" if it is Chinese, else "en"."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value:
            return "zh" if value.lower().startswith(("zh", "chinese")) else "en"
    set_to = locale.getlocale()[0] or ""
    return "zh" if set_to.lower().startswith(("zh", "chinese")) else "en"
