"""The record of a draw: it can be read back, drawn again, and does not hold once anything is changed."""

import dataclasses
import json

import pytest

import aftersales as af

S = af.sampling
UNITS = [f"SN-{i:03}" for i in range(52)]


def test_a_record_is_read_back_and_holds():
    drawn = S.draw(UNITS, "20%", seed=20260928)
    again = S.Drawn.from_json(drawn.to_json())
    assert again == drawn
    again.verify(UNITS)
    table = drawn.table()
    assert len(table["unit"]) == 11 and all(UNITS[n - 1] == unit for n, unit in zip(table["number"], table["unit"]))


def test_the_record_says_what_a_stranger_needs():
    record = json.loads(S.draw(UNITS, "20%", seed=7).to_json())
    assert set(record) == {"units", "places", "lot", "seed", "plan", "rounding", "minimum", "digest", "method"}
    # The digest as anyone can make it: SHA-256 of the JSON list.
    import hashlib

    text = json.dumps(UNITS, ensure_ascii=False)
    assert record["digest"] == hashlib.sha256(text.encode()).hexdigest()


def refused(call):
    with pytest.raises(af.TableError) as raised:
        call()
    return raised.value.text("en"), raised.value.text("zh")


def test_a_changed_record_does_not_hold():
    drawn = S.draw(UNITS, "20%", seed=7)
    left = next(unit for unit in UNITS if unit not in drawn.units)
    forged = dataclasses.replace(drawn, units=[left, *drawn.units[1:]])
    assert refused(lambda: forged.verify(UNITS)) == (
        f"the record is not what the draw gives: {left}; the record may have been changed [sampling/record-draw]",
        f"记录与重新抽取的结果不符：{left}。记录可能被改动过 [sampling/record-draw]",
    )
    for lot in (UNITS[:-1], UNITS[::-1], UNITS + ["SN-999"]):
        assert "[sampling/record-lot]" in refused(lambda: drawn.verify(lot))[0]
    other_seed = dataclasses.replace(drawn, seed=8)
    assert "[sampling/record-draw]" in refused(lambda: other_seed.verify(UNITS))[0]
    older = dataclasses.replace(drawn, method="dice")
    assert refused(lambda: older.verify(UNITS))[1] == (
        "记录所用方法“dice”与本版本不同。本版本为 Floyd's sample, SplitMix64, 1 [sampling/record-method]"
    )
    assert "[sampling/record]" in refused(lambda: S.Drawn.from_json('{"units": []}'))[0]
    assert "[sampling/record]" in refused(lambda: S.Drawn.from_json("not JSON"))[0]


def test_bad_lists_and_seeds():
    assert refused(lambda: S.draw(["a", "b", "a"], 1, seed=1)) == (
        "`a` occurs more than once; list each unit once [sampling/unit-twice]",
        "“a”出现了不止一次。每件产品只能列一次 [sampling/unit-twice]",
    )
    assert "[sampling/seed]" in refused(lambda: S.draw(UNITS, 1, seed=2**64))[0]
    assert "[sampling/count]" in refused(lambda: S.draw(UNITS, 1, seed=-1))[0]


def test_each_group_is_drawn_for_itself():
    groups = ["a"] * 26 + ["b"] * 26
    drawn = S.draw_per_group(UNITS, groups, "20%", seed=7)
    assert [len(part.units) for part in drawn.values()] == [6, 6]
    assert drawn["a"] == S.draw(UNITS[:26], "20%", seed=7) and drawn["b"] == S.draw(UNITS[26:], "20%", seed=8)
    assert drawn["a"].places != drawn["b"].places
    assert "`SN-001` has no group" in refused(lambda: S.draw_per_group(UNITS[:2], ["a", None], 1, seed=1))[0]
    assert refused(lambda: S.draw_per_group(UNITS, ["a"], 1, seed=1))[1] == (
        "52 件产品，却有 1 个分组值。每件产品对应一个分组值 [sampling/groups]"
    )


@pytest.mark.parametrize("lot", [0, 1, 2, 3, 4])
def test_lots_of_a_handful(lot):
    drawn = S.draw(UNITS[:lot], "20%", seed=1)
    assert len(drawn.units) == min(lot, 1)
