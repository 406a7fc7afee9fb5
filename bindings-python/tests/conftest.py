"""What the tests share."""

import sys
import unicodedata
from pathlib import Path

import pytest

import aftersales as af
from aftersales.cli import main

DATA = Path(__file__).parents[2] / "tests" / "data"
EXPORT = DATA / "returns-gb18030.csv"


@pytest.fixture(scope="session")
def repair() -> af.Procedure:
    """S0-18: a batch goes to marketing if the customer misjudged 20 % of the sample or more."""
    return af.procedure("iot-terminal-after-sales-repair")


@pytest.fixture(scope="session")
def defects() -> af.Procedure:
    """S0-08: a material goes back for sorting if more than 3 % of the sample is unlike its label."""
    return af.procedure("workshop-defect-handling")


@pytest.fixture
def english(monkeypatch):
    """Messages of errors in English, whatever the computer is set to."""
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")


@pytest.fixture(scope="session")
def chinese():
    """A font with Chinese and a library that draws, or the test is skipped with what is missing."""
    pytest.importorskip("matplotlib")
    try:
        af.charts.fonts.families(["判"])
    except af.TableError as error:
        pytest.skip(error.text("en"))


sys.path.insert(0, str(DATA))


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A folder of its own, and a terminal of 80 columns in no language."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.fixture
def run(capsys):
    """The command line as it is typed: gives the exit code, what it printed, and what it said."""

    def go(*arguments):
        try:
            code = main([str(a) for a in arguments])
        except SystemExit as left:
            code = left.code
        told = capsys.readouterr()
        return code, told.out, told.err

    return go


def cells(text):
    """As a terminal counts them: wide and full-width characters take two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
