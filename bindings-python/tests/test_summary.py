"""Summaries, Pareto and p-chart, against counting by hand, scipy and a published series."""

import csv
from collections import defaultdict
from datetime import date, datetime

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from scipy.stats import binomtest

import aftersales as af

import batches
from conftest import DATA

CHECK = "misjudged-by-customer"


@pytest.fixture(scope="module")
def scored():
    rows = batches.rows()
    frame = pl.DataFrame({name: [row[name] for row in rows] for name in rows[0]})
    return af.procedure("iot-terminal-after-sales-repair").score(frame)


def test_customers_as_counted_by_hand(scored):
    by_hand = defaultdict(lambda: [0, 0, 0, 0, 0])
    for row in batches.rows():
        told, group = batches.judged(row), by_hand[row["客户"]]
        group[0] += 1
        group[1] += bool(told and told[2])
        group[2] += told is None
        if told:
            group[3] += told[0]
            group[4] += told[1]
    found = af.summary(scored, by="customer")
    assert len(found) == len(by_hand) == 6
    for group in found:
        rows, yes, undetermined, part, whole = by_hand[group.key[0]]
        assert (group.rows, group.answers["yes"], group.answers["undetermined"]) == (rows, yes, undetermined)
        assert (group.part, group.whole) == (part, whole)
        exact = binomtest(part, whole).proportion_ci(0.95, "exact")
        assert group.sure.low == pytest.approx(exact.low, rel=1e-9) and group.sure.high == pytest.approx(exact.high, rel=1e-9)
    assert found.total.rows == sum(g.rows for g in found) == 500
    assert found.total.bad == 5 and found.total.answers == {"yes": 116, "no": 375, "undetermined": 9}


@pytest.mark.parametrize("by", ["customer", "客户", "Customer", "customer-name"])
def test_a_column_goes_by_heading_usual_name_or_fact(scored, by):
    assert [t.zh for t in af.summary(scored, by=by).by] == ["客户"]


def test_several_columns_and_months(scored):
    found = af.summary(scored, by=[af.month("收货日期"), "型号"])
    assert [t.en for t in found.by] == ["收货日期 (month)", "型号"]
    assert [g.key[0] for g in found] == sorted(g.key[0] for g in found)
    by_hand = sum(row["型号"] == "OBD-7" and row["收货日期"].startswith("2026/3/") for row in batches.rows())
    assert found[("2026-03", "OBD-7")].rows == by_hand
    assert [t.zh for t in af.summary(scored, by="month").by] == ["收货日期（月）"]


@pytest.mark.parametrize("convert", [pl.DataFrame.to_pandas, pl.DataFrame.to_arrow, pl.DataFrame.lazy])
def test_every_kind_of_table(scored, convert):
    assert af.summary(convert(scored), by="客户").columns() == af.summary(scored, by="客户").columns()


def test_the_columns_make_a_table(scored):
    frame = pd.DataFrame(af.summary(scored, by="型号").columns())
    assert list(frame.columns) == ["型号", "rows", "yes", "no", "undetermined", "bad", "part", "whole", "rate", "low", "high"]
    assert frame["rows"].sum() == 500


@pytest.mark.parametrize(("convert", "kind"), [
    (lambda t: t, pl.DataFrame), (pl.DataFrame.lazy, pl.LazyFrame), (pl.DataFrame.to_pandas, pd.DataFrame),
    (pl.DataFrame.to_arrow, pa.Table), (lambda t: duckdb.from_arrow(t.to_arrow()), duckdb.DuckDBPyRelation),
], ids=["polars", "lazy", "pandas", "pyarrow", "duckdb"])
def test_the_groups_make_a_table_of_the_kind_that_came_in(scored, convert, kind):
    found = af.summary(convert(scored), by="型号")
    out = found.table()
    assert isinstance(out, kind)
    read = pa.table(out.collect() if kind is pl.LazyFrame else out).to_pydict()
    assert read == found.columns()


def test_missing_counts_of_a_group_stay_whole_in_pandas(repair):
    table = pd.DataFrame({"客户": ["甲", "乙"], "抽检数": [10, None], "误判数": [2, 1]})
    out = af.summary(repair.score(table), by="客户", procedure=repair).table()
    assert out["part"].tolist() == [2, pd.NA] and out["rate"].dtype == float


def test_a_flat_table_and_named_columns_are_summed_alike(repair):
    table = pd.DataFrame([["甲", 100, 20], ["乙", 10, 30]], columns=["客户", 1, "误判数"])
    given = {"抽检数": 1}
    for flat in (False, True):
        found = af.summary(repair.score(table, columns=given, flat=flat), by="客户", procedure=repair, columns=given)
        assert (found.total.part, found.total.whole, found.total.bad) == (20, 100, 1)


def test_a_class_is_counted_by_result(scored):
    found = af.summary(scored, rule="batch-route")
    assert found.total.answers == {"to-sorting": 375, "to-marketing": 116, "undetermined": 9}
    assert found.total.rate is None and found.total.sure is None


def test_groups_without_data_stay_and_say_so(repair):
    table = pa.table({"客户": ["甲", "乙", None, " "], "抽检数": [10, None, 0, None], "误判数": [2, 1, 0, None]})
    found = af.summary(repair.score(table), by="客户", procedure=repair)
    assert [g.key for g in found] == [(None,), ("甲",), ("乙",)]
    assert found["乙"].rate is None and found["乙"].sure is None and found["乙"].answers["undetermined"] == 1
    assert found[(None,)].rows == 2 and found[(None,)].name("en") == "(blank)" and found[(None,)].name("zh") == "（空）"
    assert found["甲"].rate == 0.2
    assert "–" in found._repr_html_()


def test_an_empty_table_has_a_summary_of_nothing(repair):
    empty = repair.score(pa.table({"客户": pa.array([], pa.string()), "抽检数": pa.array([], pa.int64()), "误判数": pa.array([], pa.int64())}))
    found = af.summary(empty, by="客户", procedure=repair)
    assert len(found) == 0 and found.total.rows == 0 and found.total.rate is None


def test_counts_are_read_as_the_core_reads_them(repair):
    table = pa.table({"抽检数": ["1,000", "１２０", " 20.0 ", "0"], "误判数": ["0", "２４", "4.0", "0"]})
    found = af.summary(repair.score(table), procedure=repair)
    assert (found.total.part, found.total.whole) == (28, 1140)


def test_named_columns_are_named_again(repair):
    table = pa.table({"检验": [100], "误判数": [20]})
    given = {"inspected": "检验"}
    found = af.summary(repair.score(table, columns=given), procedure=repair, columns=given)
    assert (found.total.part, found.total.whole) == (20, 100)


@pytest.mark.parametrize(
    ("call", "zh", "en"),
    [
        (lambda t: af.summary(t, by="客护"), "没有列 `客护`。是不是 `客户`？", "did you mean `客户`?"),
        (lambda t: af.summary(t, by="zzz"), "已有的列：序号、批次号", "there are: 序号, 批次号"),
        (lambda t: af.summary(t.select("客户", "型号")), "表中没有判定结果的列，只有：客户, 型号", "no column holds a verdict"),
        (lambda t: af.summary(t, rule="x"), "没有判定或分级 `x`", "there is no check or class `x`"),
        (lambda t: af.summary(t.drop("收货日期", "客户计划完成时间"), by="month"), "没有日期列", "no column holds dates"),
        (lambda t: af.pareto([None, "", " "]), "没有可统计的原因", "there is no cause to count"),
        (lambda t: af.pareto(["a"], [1.5]), "数量 1.5 不是从 0 起的整数", "1.5 is no whole number from 0"),
        (lambda t: af.pareto(["a"], [1, 2]), "1 个原因，却有 2 个数量", "1 causes but 2 counts"),
        (lambda t: af.p_chart([5], [4]), "4 件中有 5 件，不成比率", "5 of 4 is no share"),
        (lambda t: af.p_chart([-1], [4]), "4 件中有 -1 件", "-1 of 4 is no share"),
        (lambda t: af.p_chart([0, 0], [0, 0]), "没有抽检数据", "nothing was inspected"),
        (lambda t: af.p_chart([], []), "没有抽检数据", "nothing was inspected"),
        (lambda t: af.p_chart([1], [2, 3]), "长短不一：k 1 个，n 2 个", "of different lengths: 1 k, 2 n"),
    ],
)
def test_what_cannot_be_done_is_said(scored, call, zh, en):
    with pytest.raises(af.TableError) as raised:
        call(scored)
    assert zh in raised.value.text("zh") and en in raised.value.text("en")


def test_a_prefix_that_is_no_text(scored):
    with pytest.raises(af.Error) as raised:
        af.summary(scored, prefix=3)
    assert raised.value.text("en") == 'prefix=3 is no text; write prefix="new_" [argument/type]'
    assert raised.value.text("zh") == 'prefix=3 不是文字。应写成 prefix="新_" [argument/type]'


@pytest.mark.parametrize(
    ("cell", "month", "week"),
    [
        ("2026-03-07", "2026-03", "2026-03-02"), ("2026/3/7 16:05", "2026-03", "2026-03-02"), ("2026年3月7日", "2026-03", "2026-03-02"),
        ("2026.12.31", "2026-12", "2026-12-28"), (date(2026, 3, 2), "2026-03", "2026-03-02"),
        (datetime(2026, 3, 1, 23, 59), "2026-03", "2026-02-23"), ("2026-13-01", None, None), ("待定", None, None), (None, None, None),
        ("2026-03-077", None, None),
    ],
)
def test_dates_as_sheets_write_them(cell, month, week):
    assert af.month("x").of(cell) == month and af.week("x").of(cell) == week


def test_pareto_counts_orders_and_tells_the_blank():
    found = af.pareto(["屏", "电池", "屏", None, "壳", " ", "屏", "电池"])
    assert [(c.cause, c.count) for c in found] == [("屏", 3), ("电池", 2), ("壳", 1)]
    assert (found.total, found.blank) == (6, 2)
    assert [c.cumulative for c in found] == pytest.approx([3 / 6, 5 / 6, 1])
    assert [c.cause for c in found.vital()] == ["屏", "电池"]
    assert [c.count for c in af.pareto({"a": 1, "b": 9})] == [9, 1]
    assert af.pareto(["a", "b", "a"], [5, 1, None]).causes[0].count == 5
    assert [c.cause for c in af.pareto(pd.Series(["x", float("nan"), "x"]))] == ["x"]


def test_pareto_shares_that_are_exactly_eighty_per_cent():
    assert len(af.pareto({"a": 5, "b": 3, "c": 2}).vital()) == 2
    assert len(af.pareto({"a": 1, "b": 1, "c": 1, "d": 1, "e": 1}).vital()) == 4


def published():
    with (DATA / "orange-juice-cans.csv").open() as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


def test_the_published_p_chart():
    """Montgomery's orange juice cans: centre .2313, limits .0524 and .4102, samples 15 and 23 beyond."""
    rows = published()
    chart = af.p_chart([int(r["nonconforming"]) for r in rows], [int(r["inspected"]) for r in rows])
    assert len(chart) == 30 and round(chart.center, 4) == 0.2313
    assert {(round(p.lower, 4), round(p.upper, 4)) for p in chart} == {(0.0524, 0.4102)}
    assert [p.label for p in chart.outside] == ["15", "23"]
    assert [p.upper for p in af.p_chart([int(r["nonconforming"]) for r in rows], 50)] == [p.upper for p in chart]


def test_limits_are_as_wide_as_each_sample_asks():
    # p = 30/300 = 1/10, so 3 sqrt(p q / n) is 0.9 / sqrt(n): of 100: 0.09, of 25: 0.18, of 175: 0.9 / sqrt(175).
    chart = af.p_chart([4, 13, 13], [100, 25, 175])
    assert chart.center == pytest.approx(0.1)
    assert [p.upper for p in chart] == pytest.approx([0.19, 0.28, 0.1 + 0.9 / 175**0.5])
    assert [p.lower for p in chart] == pytest.approx([0.01, 0, 0.1 - 0.9 / 175**0.5])
    assert [p.outside for p in chart] == [False, True, False]


def test_laneys_limits_widen_by_the_spread_there_is():
    # p = 1/2, n = 100: sigma is 0.05; the samples stand at z = -4, 4, -4, 4: ranges of 8, over 1.128.
    chart = af.p_chart([30, 70, 30, 70], 100, spread="laney")
    assert chart.dispersion == pytest.approx(8 / 1.128)
    assert [p.upper for p in chart] == [1.0] * 4 and not chart.outside
    assert len(af.p_chart([30, 70, 30, 70], 100).outside) == 4
    with pytest.raises(ValueError, match="'binomial' or 'laney'"):
        af.p_chart([1], [2], spread="normal")


def test_order_sorts_and_labels_and_a_sample_of_none_has_no_point():
    chart = af.p_chart([3, 0, 1], [10, 0, 10], order=["2026-03", "2026-02", "2026-01"])
    assert [p.label for p in chart] == ["2026-01", "2026-02", "2026-03"]
    assert chart.points[1].rate is None and not chart.points[1].outside
    assert "–" in chart._repr_html_()
