"""The oldest Python that is promised reads every file of the package, whichever Python runs the tests."""

import ast
import shutil
import subprocess
from pathlib import Path

import pytest

import aftersales

FILES = sorted(Path(aftersales.__file__).parent.rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_grammar_of_python_39(path):
    text = path.read_text("utf-8")
    tree = ast.parse(text, feature_version=(3, 9))
    # `X | Y` and the like are only text where annotations are not evaluated.
    assert "from __future__ import annotations" in text or not any(isinstance(n, ast.AnnAssign) for n in ast.walk(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            # Arguments that came with 3.10: zip(strict=), @dataclass(slots=, kw_only=).
            name, given = getattr(node.func, "id", None), {word.arg for word in node.keywords}
            assert not (name == "zip" and "strict" in given), f"line {node.lineno}"
            assert not (name == "dataclass" and given & {"slots", "kw_only"}), f"line {node.lineno}"


def test_the_test_can_fail():
    with pytest.raises(SyntaxError):
        ast.parse("match x:\n    case 1: pass", feature_version=(3, 9))


SMOKE = """
import aftersales as af
p = af.procedure("iot-terminal-after-sales-repair")
assert p.judge({"inspected": 100, "misjudged": 20})["misjudged-by-customer"].answer == "yes"
# Before Python 3.11 a datetime reads no more than six digits of a second.
due = af.due("2026-09-28T09:30:15.123456789", "4 hours").due
assert due.isoformat() == "2026-09-28T13:30:15.123456+08:00", due
"""


@pytest.mark.parametrize("version", ["3.9", "3.10"])
def test_an_older_python_answers(version):
    """The one wheel, in an older interpreter without any library: where the machine has one."""
    homes = [*Path.home().glob(f".pyenv/versions/{version}.*/bin/python"), shutil.which(f"python{version}")]
    python = next((str(p) for p in homes if p and not subprocess.run([p, "-c", ""], capture_output=True).returncode), None)
    if python is None:
        pytest.skip(f"this machine has no Python {version}")
    package = str(Path(aftersales.__file__).parents[1])
    done = subprocess.run([python, "-c", SMOKE], env={"PYTHONPATH": package}, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
