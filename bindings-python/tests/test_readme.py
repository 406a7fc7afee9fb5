"""The README's Python runs as printed."""

import re
from pathlib import Path

import pytest

pa = pytest.importorskip("pyarrow")

README = Path(__file__).parents[2] / "README.md"


def test_the_python_of_the_readme_runs():
    code = re.search(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.S)[1]
    frame = pa.table({"抽检数": [100], "误判数": [20]})
    names = {"frame": frame}
    exec(compile(code, str(README), "exec"), names)
    assert (names["f"]["misjudged-by-customer"].answer, names["f"]["misjudged-by-customer"].margin) == ("yes", -1)
    assert str(names["d"].last_day) == "2026-02-25"
