"""A font that has the characters of a picture's texts, or a clear word where there is none."""

from __future__ import annotations

from typing import Any, Iterable, List, Optional

from ..errors import TableError, problem
from ..text import Text

_KNOWN = (
    "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "Microsoft YaHei", "PingFang SC",
    "Hiragino Sans GB", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "SimHei", "Heiti SC", "Noto Sans CJK JP",
    "Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", "SimSun", "Arial Unicode MS",
)
"""Fonts with Chinese that computers have, the best for pictures first."""


def families(texts: Iterable[str]) -> List[str]:
    """The font families for these texts. Raises :class:`TableError` if they are Chinese and no font is."""
    chinese = _with_chinese()
    if chinese is None and any("\u2e80" <= letter for text in texts for letter in text):
        raise TableError([_none()])
    return [chinese, "DejaVu Sans"] if chinese else ["DejaVu Sans"]


def _with_chinese() -> Optional[str]:
    """A family that has Chinese: one the user named to matplotlib, else one that is known."""
    from matplotlib import font_manager, rcParams

    installed = {font.name: font for font in reversed(font_manager.fontManager.ttflist)}
    for name in (*rcParams["font.family"], *rcParams["font.sans-serif"], *_KNOWN):
        if name in installed and _has(installed[name], "判"):
            return str(name)
    return None


def _has(font: Any, letter: str) -> bool:
    from matplotlib.font_manager import get_font

    try:
        return bool(get_font(font.fname).get_char_index(ord(letter)))
    except (OSError, RuntimeError):
        return False


def _none() -> Any:
    return problem(
        "chart/font",
        "没有找到含汉字的字体，图中的汉字会变成方框",
        "no font with Chinese characters was found: they would come out as boxes",
        Text(
            "Debian/Ubuntu：apt-get install fonts-noto-cjk；或把字体名写入 matplotlib.rcParams['font.sans-serif']；装好后删除 matplotlib 的字体缓存",
            "Debian/Ubuntu: apt-get install fonts-noto-cjk; or name a font in matplotlib.rcParams['font.sans-serif'];"
            " then delete matplotlib's font cache",
        ),
    )
