"""The README's Python and its command lines run as printed."""

import json
import re
import shlex
from pathlib import Path

import pytest

from aftersales.cli import main

pytest.importorskip("pandas")
pytest.importorskip("matplotlib")

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A folder with what the README names, in which files may be written."""
    for name in ("tests", "docs"):
        (tmp_path / name).symlink_to(ROOT / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_python_of_the_readme_runs(checkout):
    code = re.search(r"```python\n(.*?)```", README, re.S)[1]
    names = {}
    exec(compile(code, "README.md", "exec"), names)
    assert (names["f"]["misjudged-by-customer"].answer, names["f"]["misjudged-by-customer"].margin) == ("yes", -1)
    expected = json.loads((ROOT / "tests/data/returns-expected.json").read_text("utf-8"))["rows"]
    back = sum(answer == "yes" for answer in expected.values())
    assert len(names["back"]) == back and f"# {back} batches go back" in code
    assert str(names["d"].last_day) == "2026-02-25"
    assert "<svg" in (checkout / "report.html").read_text(encoding="utf-8")
    assert names["curve"]["probability"][0] == 1.0


def test_the_command_lines_of_the_readme_run(checkout, capsys):
    lines = re.findall(r"^aftersales (.*?)(?:\s{2,}#.*)?$", README, re.M)
    assert len(lines) >= 6
    for line in lines:
        assert main(shlex.split(line)) == 0, line
    assert all((checkout / name).exists() for name in ("judged.xlsx", "returns.xlsx", "report.html"))
