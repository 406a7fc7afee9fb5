"""The chapter on sampling says what happens, and its pictures can be drawn."""

import doctest
import subprocess
import sys
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"


def test_the_chapter_runs_as_printed():
    pytest.importorskip("scipy")
    failed, tried = doctest.testfile(str(DOCS / "guide-sampling.md"), module_relative=False)
    assert tried > 20 and failed == 0


def test_the_pictures_are_there_and_can_be_drawn_again(tmp_path):
    pytest.importorskip("matplotlib")
    done = subprocess.run([sys.executable, str(DOCS / "img" / "sampling.py"), str(tmp_path)], check=True,
                          capture_output=True, text=True)
    drawn = {file.name for file in tmp_path.glob("*.svg")}
    kept = {file.name for file in (DOCS / "img").glob("sampling-*.svg")}
    # Chinese needs a font with Chinese; without one the script says so.
    assert drawn == kept or (drawn < kept and "fonts-noto-cjk" in done.stderr)
    assert len(kept) == 8 and all(f"img/{name}" in (DOCS / "guide-sampling.md").read_text(encoding="utf-8") for name in kept)
