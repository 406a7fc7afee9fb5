"""The oldest Python that is promised reads every file of the package. It is not run here: no such interpreter is at hand."""

import ast
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
