"""The deadlines of ``tests/corpus`` and the worked examples in ``core/procedures``: the same that Rust and the browser run."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path
from typing import Any, Dict, List

import pytest

import aftersales as af

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "tests" / "corpus"
PROCEDURES = ROOT / "core" / "procedures"


def load(folder: str) -> List[Any]:
    """Every case of a folder, with the name of its file."""
    found = []
    for path in sorted((CORPUS / folder).glob("*.toml")):
        for case in tomllib.loads(path.read_text("utf-8"))["case"]:
            found.append(pytest.param(path.stem, case, id=f"{path.stem}/{case['id']}"))
    return found


def examples(cases: bool) -> List[Any]:
    """The examples of every procedure file: those that open a case, or those that judge facts."""
    found = []
    for path in sorted(PROCEDURES.glob("*.toml")):
        for example in tomllib.loads(path.read_text("utf-8")).get("example", []):
            if ("opened" in example) == cases:
                found.append(pytest.param(path.stem, example, id=f"{path.stem}/{example['id']}"))
    return found


def procedure(name: str, case: Dict[str, Any]) -> af.Procedure:
    """The procedure of an example, read as the example reads it."""
    found = af.procedure(case.get("procedure", name))
    readings = case.get("readings")
    return found.with_readings(readings) if readings else found


def plain(facts: Dict[str, Any]) -> Dict[str, Any]:
    """TOML's own dates are dates in Python as well; nothing else needs a hand."""
    return dict(facts)


@pytest.mark.parametrize("name, case", examples(cases=False))
def test_findings(name: str, case: Dict[str, Any]) -> None:
    found = procedure(name, case).judge(plain(case.get("facts", {})))
    expect = case["expect"]
    for rule, expected in expect.get("findings", {}).items():
        assert found[rule].answer == expected, rule
    for rule, expected in expect.get("margin", {}).items():
        assert found[rule].margin == expected, rule
    for rule, expected in expect.get("missing", {}).items():
        assert [m.id for m in found[rule].missing] == expected, rule
    if "actions" in expect:
        assert found.actions == expect["actions"]
    if "problems" in expect:
        assert [p.code for p in found.problems] == expect["problems"]


def wall(instant: datetime.datetime) -> str:
    return instant.strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize("name, case", load("due"))
def test_due(name: str, case: Dict[str, Any]) -> None:
    calendar = af.Calendar.china()
    if "hours" in case:
        calendar = calendar.with_hours(", ".join(case["hours"]))
    asked = lambda: af.due(case["start"], case["span"], calendar, case.get("convention"))  # noqa: E731
    if "refused" in case:
        with pytest.raises(af.Error) as refused:
            asked()
        assert refused.value.problems[0].code == case["refused"]
        return
    found = asked()
    if "last_day" in case:
        assert ("none" if found.last_day is None else str(found.last_day)) == case["last_day"]
    if "due" in case:
        assert ("none" if found.due is None else wall(found.due)) == case["due"]
    if "target" in case:
        assert target(found, case["target"]) == case["target"]


@pytest.mark.parametrize("name, case", load("duties"))
def test_duties(name: str, case: Dict[str, Any]) -> None:
    model = procedure(name, case)
    asked = lambda: model.duties_between(case["from"], case["to"], convention=case.get("convention"))  # noqa: E731
    if "refused" in case:
        with pytest.raises(af.Error) as refused:
            asked()
        assert refused.value.problems[0].code == case["refused"]
        return
    found = asked()
    assert [(one.id, wall(one.due)) for one in found] == [(one["duty"], one["due"]) for one in case["occurrence"]]
    for expected, one in zip(case["occurrence"], found):
        if "last_day" in expected:
            assert str(one.last_day) == expected["last_day"], expected
        if "opens" in expected:
            assert wall(one.from_) == expected["opens"], expected
        if "times" in expected:
            assert one.times == expected["times"], expected


def target(deadline: af.Deadline, expected: str) -> str:
    """The target as a day or as an instant, as the corpus writes it."""
    if deadline.target is None:
        return "none"
    if len(expected) == 10:
        return "none" if deadline.target.last_day is None else str(deadline.target.last_day)
    return wall(deadline.target.due)


@pytest.mark.parametrize("name, case", examples(cases=True))
def test_case(name: str, case: Dict[str, Any]) -> None:
    model = procedure(name, case)
    followed = model.case(opened=case["opened"], facts=plain(case.get("facts", {})), strict=case.get("strict", False))
    for entry in case.get("event", []):
        before = followed.to_json()
        if "refused" in entry:
            with pytest.raises(af.Refused) as refused:
                tell(followed, entry)
            assert entry["refused"] in [p.code for p in refused.value.problems], entry
            assert followed.to_json() == before, "a refused event changed the case"
        else:
            tell(followed, entry)
    compare(followed, case["expect"])
    # What was kept and read again is the same case.
    again = af.Case.from_json(followed.to_json(), procedure=model)
    assert again.to_json() == followed.to_json()
    compare(again, case["expect"])


def tell(case: af.Case, entry: Dict[str, Any]) -> None:
    """One entry of an example, to the case."""
    if "void" in entry:
        case.void(entry["void"], entry["why"])
    elif "sign" in entry:
        case.sign(entry["sign"], by=entry.get("by", ""), at=entry["at"], person=entry.get("person"),
                  verdict=entry.get("verdict", "agree"), part=entry.get("part"))
    else:
        event = "note" if "note" in entry else entry["event"]
        case.apply(event, at=entry["at"], by=entry.get("by"), person=entry.get("person"), part=entry.get("part"),
                   facts=plain(entry.get("facts", {})), forms=entry.get("forms", []),
                   accepted_by=entry.get("accepted-by"))


def compare(case: af.Case, expect: Dict[str, Any]) -> None:
    """What the example gives is compared; what it leaves out is not."""
    for region, expected in expect.get("state", {}).items():
        found = case.state[region]
        if isinstance(expected, dict):
            assert {part: (found or {}).get(part) or "" for part in expected} == expected, region
        else:
            assert (found or "") == expected, region
    if "ended" in expect:
        assert case.view.ended == expect["ended"]
    steps = case.next_steps(at=expect["now"])
    for step in expect.get("open", []):
        assert any(s.open for s in steps if s.id == step), f"{step} should be open"
    for step in expect.get("barred", []):
        assert not any(s.open for s in steps if s.id == step), f"{step} should be barred"
    owed = case.obligations(now=expect["now"])
    for expected in expect.get("obligation", []):
        obligation([o for o in owed if o.id == expected["limit"]], expected)


def obligation(owed: List[af.Obligation], expected: Dict[str, Any]) -> None:
    """One obligation, or that there is none."""
    found = next((o for o in owed if o.n == expected.get("n", o.n)
                  and o.part == expected.get("part", o.part)), None)
    if expected.get("standing") == "none":
        assert found is None, found
        return
    assert found is not None, expected
    if "standing" in expected:
        assert found.standing == expected["standing"], expected
    if "last-day" in expected:
        assert ("none" if found.last_day is None else str(found.last_day)) == expected["last-day"], expected
    if "due" in expected:
        assert ("none" if found.due is None else found.due.isoformat()) == expected["due"], expected
    if "target" in expected:
        assert found.deadline is not None
        assert target(found.deadline, expected["target"]) == expected["target"], expected
