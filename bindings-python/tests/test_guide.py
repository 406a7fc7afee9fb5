"""The guides say what happens: every line of them is run as printed."""

import doctest
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("guide", ["guide-python.md", "guide-report.md", "guide-time.md"])
def test_the_guide_runs_as_printed(guide, request):
    if guide == "guide-report.md":
        request.getfixturevalue("chinese")
    failed, tried = doctest.testfile(str(DOCS / guide), module_relative=False, optionflags=doctest.NORMALIZE_WHITESPACE)
    assert tried > 10 and failed == 0
