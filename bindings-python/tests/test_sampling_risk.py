"""Plans, their curves and what a sample says of its lot: by hand, by exact integers, from published figures."""

import sys
from fractions import Fraction
from math import comb

import pytest

import aftersales as af

S = af.sampling
RULE = S.Percentage("20%", above="3%")


def test_a_rule_in_force_is_a_plan(defects, repair):
    for rule in ("material-sample", "label-mismatch"):
        assert S.plan(defects, rule) == RULE
    # The repair rule leaves the share open and sends a lot to marketing from exactly 20 %.
    returns = S.plan(repair, "function-sample", rate="10%")
    assert returns.at_least == "20%" and returns.above is None
    assert returns.at(100) == S.Single(10, 1) and returns.at(40) == S.Single(4, 0)


@pytest.mark.parametrize(
    ("lot", "sample", "accept"), [(1, 1, 0), (4, 1, 0), (5, 1, 0), (165, 33, 0), (166, 34, 1), (500, 100, 3), (5000, 1000, 30)]
)
def test_sample_and_acceptance_number_are_exact(lot, sample, accept):
    assert RULE.at(lot) == S.Single(sample, accept)


def test_the_curve_of_a_lot_counted_out():
    curve = S.oc_curve(10, (3, 0))
    assert curve["defective"] == list(range(9))
    assert curve["rate"] == [d / 10 for d in range(9)]
    exact = [Fraction(comb(10 - d, 3), comb(10, 3)) for d in range(9)]
    assert curve["probability"] == pytest.approx([float(p) for p in exact], rel=1e-12)
    at = S.oc_curve(200, RULE, rates=["3%", 0.05, "1/8"])
    assert at["defective"] == [6, 10, 25]


def test_a_large_lot_has_a_curve_of_a_size_to_draw():
    curve = S.oc_curve(100_000, RULE)
    assert len(curve["rate"]) == 201 and curve["probability"][0] == 1 and curve["probability"][-1] < 0.001
    assert sorted(curve["probability"], reverse=True) == curve["probability"]


def test_the_saw_tooth():
    saw = S.by_lot_size([50, 165, 166, 500], RULE, "2%")
    assert (saw["sample"], saw["accept"], saw["defective"]) == ([10, 33, 34, 100], [0, 0, 1, 3], [1, 3, 3, 10])
    # One unit more in the lot, and a rule that allows none allows one.
    assert saw["probability"][2] > 1.5 * saw["probability"][1]


def slow_interval(lot, sample, found, miss):
    """The definition, in whole numbers: every D tried, none of the core's shortcuts."""
    def tail(bad, counts):
        return Fraction(sum(comb(bad, k) * comb(lot - bad, sample - k) for k in counts), comb(lot, sample))

    least = min(d for d in range(lot + 1) if found == 0 or tail(d, range(found, sample + 1)) > miss)
    most = max(d for d in range(lot + 1) if tail(d, range(found + 1)) > miss)
    return least, most


@pytest.mark.parametrize("miss", [Fraction(1, 10), Fraction(1, 20), Fraction(1, 100)])
def test_intervals_by_their_definition(miss):
    confidence = f"{100 - 100 * miss}%"
    for lot in range(1, 26):
        for sample in range(0, lot + 1):
            for found in range(sample + 1):
                got = S.interval(lot, sample, found, confidence)
                assert (got.least, got.most) == slow_interval(lot, sample, found, miss / 2), (lot, sample, found)


def test_one_sided_intervals():
    upper = S.interval(40, 1, 1, "95%", side="upper")
    lower = S.interval(40, 1, 1, "95%", side="lower")
    assert (upper.least, upper.most) == (1, 40)
    # P(X >= 1) is D/40, and 2/40 is not more than 5 %.
    assert (lower.least, lower.most) == (3, 40)


def test_the_stream_without_end_is_clopper_pearson():
    pytest.importorskip("scipy")
    # Clopper and Pearson (1934): 0 of 10 at 95 % has the upper limit 1 - 0.025^(1/10).
    none = S.interval(None, 10, 0)
    assert (none.low, none.most, none.method) == (0.0, None, "Clopper-Pearson")
    assert none.high == pytest.approx(1 - 0.025**0.1, rel=1e-12)
    assert S.interval(None, 0, 0).high == 1 and S.interval(None, 3, 3).high == 1
    assert S.interval(None, 3, 3, side="lower").low == pytest.approx(0.05 ** (1 / 3), rel=1e-12)
    # A lot taken apart to a fifth tells more than an endless stream does.
    lot = S.interval(100, 20, 1)
    stream = S.interval(None, 20, 1)
    assert stream.high - stream.low > lot.high - lot.low


def test_an_interval_explains_itself():
    assert S.interval(100, 20, 1).explain("en") == (
        "1 of 20 inspected were bad (5.00%): the true rate lies between 1.00% and 22.00% (1 to 22 of the lot's 100 units), "
        "with 95% confidence."
    )
    assert S.interval(100, 20, 1).explain() == (
        "抽 20 件，不良 1 件（5.00%）：真实不良率在 1.00% 与 22.00% 之间（批量 100 件中 1 至 22 件），置信水平 95%。"
    )


def said(call):
    with pytest.raises(af.Error) as raised:
        call()
    return raised.value.text("en"), raised.value.text("zh")


@pytest.mark.parametrize(
    ("call", "english", "chinese"),
    [
        (lambda: S.oc_curve(10, (11, 0)),
         "a sample of 11 units is more than the 10 of the lot; draw fewer, or inspect them all [sampling/more-than-lot]",
         "样本 11 件多于批量 10 件。请减小样本，或全数检验 [sampling/more-than-lot]"),
        (lambda: S.oc_curve(0, RULE),
         "a lot of no units: nothing can be drawn; a lot has at least one unit [sampling/empty-lot]",
         "批量为 0，没有可抽的产品。批量至少为 1 [sampling/empty-lot]"),
        (lambda: S.oc_curve(10, S.Percentage("20%", at_least="0%")),
         "a lot of 10: a sample of 2 without a bad unit would still fail; a limit of at least 0 % lets nothing pass"
         " [sampling/accepts-nothing]",
         "批量 10：样本 2 件即使没有不良也不能接收。界限不能是 0% 以上（含 0%） [sampling/accepts-nothing]"),
        (lambda: S.Percentage("20%"),
         'a plan has one limit; give above="3%" or at_least="20%" [sampling/no-limit]',
         '方案要有且只有一个界限。above="3%" 或 at_least="20%" [sampling/no-limit]'),
        (lambda: S.oc_curve(10, RULE, rates=["120%"]),
         "rate='120%' is no share from 0 to 100 %; write \"20%\", \"3‰\", \"1/3\" or 0.2 [rate/form]",
         "rate='120%' 不是 0 到 100% 的比例。应写成 \"20%\"、\"3‰\"、\"1/3\" 或 0.2 [rate/form]"),
        (lambda: S.interval(10, 3, 4),
         "4 bad units are more than the 3 of the sample; look whether the two are exchanged [sampling/more-than-sample]",
         "不良 4 件多于样本 3 件。检查两个数是否写反 [sampling/more-than-sample]"),
        (lambda: S.interval(None, 3, 4),
         "4 bad units are more than the 3 of the sample; look whether the two are exchanged [sampling/more-than-sample]",
         "不良 4 件多于样本 3 件。检查两个数是否写反 [sampling/more-than-sample]"),
        (lambda: S.interval(10, 3, 1, "100%"),
         "a confidence lies between 0 and 100 %; such as 95% [sampling/confidence]",
         "置信水平必须在 0 与 100% 之间。如 95% [sampling/confidence]"),
        (lambda: S.interval(10, 3, 1.5),
         "found=1.5 is no count of units; units are counts from 0 [sampling/count]",
         "found=1.5 不是件数。应为 0 或以上的整数 [sampling/count]"),
        (lambda: S.plan(af.procedure("iot-terminal-after-sales-repair"), "function-sample"),
         "the sampling rule `function-sample` gives no share; give it, such as rate=\"20%\" [sampling/no-rate]",
         "抽样“function-sample”没有写明比例。请给出，如 rate=\"20%\" [sampling/no-rate]"),
    ],
)
def test_what_is_refused_says_what_would_be_right(call, english, chinese):
    assert said(call) == (english, chinese)


def test_the_sample_of_each_group():
    import polars as pl

    frame = pl.DataFrame({"material": ["a", "b", "a"], "received": [10, 21, 30]})
    assert S.per_group(frame, "20%", "material", "received") == {"material": ["a", "b"], "lot": [40, 21], "sample": [8, 5]}
    assert S.per_group({"material": ["a", "b", "a"]}, "20%", ["material"]) == {
        "material": ["a", "b"], "lot": [2, 1], "sample": [1, 1]
    }


def test_groups_without_data_are_named():
    table = {"material": ["a", None, "c", "d"], "received": ["10", "5", "many", "0"]}
    assert said(lambda: S.per_group(table, "20%", "material", "received")) == (
        "row 1 (from 0): `material` is empty; say for each row which group it belongs to [sampling/no-group]\n"
        "row 2 (from 0): `received` of `c` is no number of units: many; write a whole number from 0 [sampling/no-lot]\n"
        "the group `d` has no units; nothing can be drawn: leave the group out [sampling/empty-group]",
        "行号（从 0 起）1：“material”为空。每行都要写明属于哪一组 [sampling/no-group]\n"
        "行号（从 0 起）2：“c”的“received”不是件数：many。应为 0 或以上的整数 [sampling/no-lot]\n"
        "“d”没有一件产品。没有可抽的产品，请去掉这一组 [sampling/empty-group]",
    )
    assert said(lambda: S.per_group(table, "20%", "Material"))[0] == (
        "there is no column `Material`; there are material, received [table/no-column]"
    )


def test_halves_of_a_unit_go_up_exactly():
    # 0.145 * 100 is 14.499999999999998 in doubles, and 14.5 on paper.
    for rate in ("14.5%", 0.145, "29/200"):
        assert S.oc_curve(100, (20, 0), [rate])["defective"] == [15]
    assert S.by_lot_size([100], (20, 0), "14.5%")["defective"] == [15]


def test_a_stream_without_scipy_says_what_is_missing(monkeypatch):
    monkeypatch.setitem(sys.modules, "scipy", None)
    for call in (lambda: S.interval(None, 20, 1), lambda: S.oc_curve(100, RULE, kind="B"), lambda: S.find_plan("1%", "6%"),
                 lambda: S.aoql(100, RULE, kind="B")):
        assert said(call) == (
            "figures for a stream without end need scipy; pip install aftersales[stats] [sampling/library]",
            "没有批量（无限总体）的计算需要 scipy。pip install aftersales[stats] [sampling/library]",
        )
    # A lot of any size needs none.
    assert S.interval(100, 20, 1).most == 22 and S.find_plan("1%", "6%", lot=500) == S.Single(83, 2)
