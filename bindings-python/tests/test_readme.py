"""The README's Python runs as printed."""

import re
from pathlib import Path

import pytest

import aftersales as af

pa = pytest.importorskip("pyarrow")
pytest.importorskip("matplotlib")

README = Path(__file__).parents[2] / "README.md"


OURS = """
extends = "iot-terminal-after-sales-repair"
title = { zh = "本厂", en = "Ours" }
scope = { zh = "本厂", en = "our works" }

[[check]]
id = "misjudged-by-customer"
at-least = "25%"
"""


def test_the_python_of_the_readme_runs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code = re.search(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.S)[1]
    frame = pa.table({"抽检数": [100], "误判数": [20]})
    names = {"frame": frame, "ours": af.Procedure.from_text(OURS)}
    exec(compile(code, str(README), "exec"), names)
    assert (names["f"]["misjudged-by-customer"].answer, names["f"]["misjudged-by-customer"].margin) == ("yes", -1)
    assert str(names["d"].last_day) == "2026-02-25"
    assert "<svg" in (tmp_path / "report.html").read_text(encoding="utf-8")
    assert names["curve"]["probability"][0] == 1.0
