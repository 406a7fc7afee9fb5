"""What is said of rules, findings, steps and obligations: the texts of ``tests/corpus/said.toml``, word by word."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, Dict

import pytest

import aftersales as af

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

SAID = tomllib.loads((Path(__file__).parents[2] / "tests/corpus/said.toml").read_text("utf-8"))["case"]


def find(told: Dict[str, Any], said: Dict[str, Any]) -> Any:
    """What is asked to explain itself."""
    model = af.procedure(told["procedure"])
    case = model.case(opened=told["now"], facts=told["facts"])
    found = {
        "rule": lambda: [*model.limits, *model.steps, *model.checks],
        "finding": lambda: model.judge(told["facts"]),
        "step": lambda: case.next_steps(at=told["now"]),
        "obligation": lambda: case.obligations(now=told["now"]),
    }[said["of"]]()
    return next(one for one in found if one.id == said["id"])


@pytest.mark.parametrize(
    "told, said", [pytest.param(told, said, id=f"{said['of']}/{said['id']}") for told in SAID for said in told["said"]]
)
def test_said(told: Dict[str, Any], said: Dict[str, Any]) -> None:
    one = find(told, said)
    assert one.explain() == said["zh"]
    assert one.explain("en") == said["en"]
