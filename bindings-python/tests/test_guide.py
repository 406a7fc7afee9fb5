"""The guide says what happens: every line of it is run as printed."""

import doctest
from pathlib import Path

GUIDE = Path(__file__).parents[2] / "docs" / "guide-python.md"


def test_the_guide_runs_as_printed():
    failed, tried = doctest.testfile(str(GUIDE), module_relative=False, optionflags=doctest.NORMALIZE_WHITESPACE)
    assert tried > 10 and failed == 0
