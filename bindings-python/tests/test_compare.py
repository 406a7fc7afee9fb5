"""What if: which batches change verdict, counted again by hand, in every kind of table."""

from collections import Counter
from decimal import Decimal

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import aftersales as af
from aftersales.cli import main

import batches
from conftest import EXPORT

CHECK = "misjudged-by-customer"
OURS = """
format = 1
extends = "iot-terminal-after-sales-repair"
id = "ours"
title = { zh = "本公司规定", en = "Ours" }

[[check]]
id = "misjudged-by-customer"
at-least = "15%"
words = "15%以上"
clause = "QP-07, 3.2"
"""


@pytest.fixture(scope="module")
def ours():
    return af.Procedure.from_text(OURS)


def test_twenty_against_fifteen_per_cent_as_counted_by_hand(repair, ours):
    rows = batches.rows()
    frame = pl.DataFrame({name: [row[name] for row in rows] for name in rows[0]})
    found = af.compare(frame, repair, ours, money="退回数量")
    by_hand = Counter()
    changed = []
    for place, row in enumerate(rows):
        answers = [batches.judged(row, *share) for share in ((1, 5), (3, 20))]
        was, is_ = ("undetermined" if a is None else "yes" if a[2] else "no" for a in answers)
        by_hand[was, is_] += 1
        if was != is_:
            changed.append(place)
    assert found[CHECK].counts == by_hand
    assert found.rows == changed and found.total == 500
    assert found.changed["批次号"].to_list() == [rows[place]["批次号"] for place in changed]
    assert set(found.changed["misjudged_by_customer_before"]) == {"no"}
    assert found.money[0].total == sum(Decimal(rows[place]["退回数量"].replace(",", "")) for place in changed)
    assert found.money[0].by_change[CHECK, "no", "yes"] == found.money[0].total


TABLE = {"批次号": ["007", "008", "009", "010"], "抽检数": [100, 100, 0, 20], "误判数": [19, 20, 0, 3]}


@pytest.mark.parametrize("kind", ["pandas", "polars", "lazy", "pyarrow", "batch", "duckdb"])
def test_the_same_kind_comes_back(repair, ours, kind):
    made = {
        "pandas": lambda: pd.DataFrame(TABLE, index=[4, 3, 2, 1]),
        "polars": lambda: pl.DataFrame(TABLE),
        "lazy": lambda: pl.LazyFrame(TABLE),
        "pyarrow": lambda: pa.table(TABLE),
        "batch": lambda: pa.RecordBatch.from_pydict(TABLE),
        "duckdb": lambda: duckdb.connect().from_arrow(pa.table(TABLE)),
    }[kind]()
    found = af.compare(made, repair, ours)
    assert type(found.changed) is type(made)
    assert found.rows == [0, 3]
    if kind == "pandas":
        assert list(found.changed.index) == [4, 1]
    read = pa.table(found.changed.collect() if kind == "lazy" else found.changed).to_pydict()
    assert read["批次号"] == ["007", "010"]
    assert read["misjudged_by_customer_before"] == ["no", "no"] and read["misjudged_by_customer_after"] == ["yes", "yes"]


@pytest.mark.parametrize(
    ("column", "total", "missing"),
    [
        (["0.1", "1,234.50", "", "0.2"], Decimal("0.3"), []),
        ([10, 20, 30, None], Decimal(10), [3]),
        ([Decimal("1.10"), Decimal(5), Decimal(5), Decimal("2.20")], Decimal("3.30"), []),
        ([0.1, 0.0, 0.0, 0.2], Decimal("0.3"), []),
        (["¥7", "x", "x", "约3"], Decimal(7), [3]),
    ],
)
def test_money_is_summed_exactly(repair, ours, column, total, missing):
    found = af.compare(pa.table({**TABLE, "金额": column}), repair, ours, money=["金额"])
    assert found.money[0].total == total and found.money[0].missing == missing


def test_it_says_what_changes_and_why(repair, ours):
    found = af.compare(pa.table({**TABLE, "金额": [1, 2, 3, 4]}), repair, ours, money="金额")
    assert found.summary("zh") == "4 批中有 2 批改判，金额合计 5。"
    assert found.summary("en") == "2 of 4 batches change verdict; 金额 5 in all."
    told = found.explain("en")
    assert "≥ 20%" in told and "≥ 15%" in told and "no → yes  2  金额 5" in told
    assert "否 → 是  2" in found.explain("zh")
    same = af.compare(pa.table(TABLE), repair, repair)
    assert same.rows == [] and same.changed.num_rows == 0
    assert same.summary("zh") == "4 批全部不变。" and same.summary("en") == "None of 4 batches changes verdict."


def test_another_reading_can_change_verdicts(repair):
    """15 of 50 inspected are 30 %, of 100 received 15 %."""
    other = repair.with_readings({"misjudgement-rate": "of-batch"})
    found = af.compare(pa.table({"received": [100, 100], "inspected": [50, 50], "misjudged": [15, 20]}), repair, other)
    assert found[CHECK].counts == {("yes", "no"): 1, ("yes", "yes"): 1}
    assert any("misjudged / received" in change.text("en") for change in found.differences)


def test_rules_of_one_side_are_named_and_not_compared(repair, defects):
    found = af.compare(pa.table({"抽检数": [100], "误判数": [20], "不符数": [4]}), repair, defects)
    assert ("before", CHECK) in found.only and ("after", "label-mismatch") in found.only
    assert "On one side alone, not compared" in found.explain("en") and "只有一方有" in found.explain("zh")


def test_a_scored_table_is_compared_as_well(repair, ours):
    assert af.compare(repair.score(pa.table(TABLE)), repair, ours).rows == [0, 3]


def test_money_that_is_not_there(repair, ours):
    with pytest.raises(af.TableError) as raised:
        af.compare(pa.table(TABLE), repair, ours, money="批次")
    assert raised.value.text("zh") == "没有列 `批次`。是不是 `批次号`？ [table/no-column]"
    assert raised.value.text("en") == "there is no column `批次`; did you mean `批次号`? [table/no-column]"


def test_the_command(capsys, tmp_path, monkeypatch):
    monkeypatch.setenv("COLUMNS", "160")
    file = tmp_path / "ours.toml"
    file.write_text(OURS, encoding="utf-8")
    out = tmp_path / "changed.csv"
    arguments = ["compare", str(EXPORT), "iot-terminal-after-sales-repair", str(file), "--money", "退回数量", "--lang", "zh"]
    assert main(arguments) == 1
    told = capsys.readouterr()
    assert told.out.startswith("500 批中有 57 批改判，退回数量合计 136,165。") and "00023520" in told.out
    assert "另有 37 行未显示" in told.err
    assert main([*arguments, "-o", str(out)]) == 1
    told = capsys.readouterr()
    assert "否 → 是  57" in told.out and "00023520" not in told.out
    lines = out.read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 58 and lines[0].startswith("行,序号,批次号") and lines[1].startswith("3,2,00023520")
    assert main(["compare", str(EXPORT), "iot-terminal-after-sales-repair", "--lang", "en"]) == 0
    assert capsys.readouterr().out == "None of 500 batches changes verdict.\n"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_workbook_of_changed_batches(tmp_path, lang):
    """The look and words of a judged workbook: numbers that add up, answers in words and colour, the rules of both sides."""
    openpyxl = pytest.importorskip("openpyxl")
    file, out = tmp_path / "ours.toml", tmp_path / "changed.xlsx"
    file.write_text(OURS, encoding="utf-8")
    assert main(["compare", str(EXPORT), "iot-terminal-after-sales-repair", str(file), "--money", "退回数量", "-o", str(out),
                 "--lang", lang]) == 1
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == {"zh": ["改判的批次", "汇总", "原规则", "新规则"],
                               "en": ["Changed batches", "Summary", "Rules before", "Rules after"]}[lang]
    sheet = book.worksheets[0]
    titles = [cell.value for cell in sheet[1]]
    assert titles[0] == {"zh": "行", "en": "row"}[lang] and titles[11:] == {
        "zh": ["原判：客户端误判率达到限值", "改判：客户端误判率达到限值", "原判：批次去向", "改判：批次去向"],
        "en": ["was: Customer misjudgement at the limit", "is now: Customer misjudgement at the limit",
               "was: Where the batch goes", "is now: Where the batch goes"],
    }[lang]
    changed = [(place, row) for place, row in enumerate(batches.rows(), 2)
               if batches.judged(row) and not batches.judged(row)[2] and batches.judged(row, 3, 20)[2]]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert [row[0] for row in rows] == [place for place, _ in changed]
    for name, read in (("退回数量", batches.count), ("抽检数", batches.count), ("批次号", str)):
        assert [row[titles.index(name)] for row in rows] == [read(row[name]) for _, row in changed]
    assert {tuple(row[11:]) for row in rows} == {{"zh": ("否", "是", "分检维修", "移交营销部"),
                                                  "en": ("no", "yes", "On to sorting", "To marketing")}[lang]}
    assert [cell.fill.fgColor.rgb for cell in sheet[2]][11:] == ["FFCFE3F5", "FFF9C9A4"] * 2
    assert all(cell.font.bold for cell in sheet[1]) and sheet["I2"].number_format == "yyyy-mm-dd"
    summary = [[cell.value for cell in row] for row in book.worksheets[1].iter_rows()]
    assert [row for row in summary if 57 in row and 136165 in row]
    said = [[cell.value for row in rules.iter_rows() for cell in row] for rules in book.worksheets[2:]]
    named = {"zh": "误判数 / 抽检数", "en": "Units misjudged by the customer / Units inspected"}[lang]
    assert f"{named} ≥ 20%" in said[0] and f"{named} ≥ 15%" in said[1]


def test_a_workbook_without_a_changed_batch(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    out = tmp_path / "none.xlsx"
    assert main(["compare", str(EXPORT), "iot-terminal-after-sales-repair", "-o", str(out), "--lang", "en"]) == 0
    assert openpyxl.load_workbook(out).worksheets[0].max_row == 1


def test_whether_a_column_is_text_is_settled_by_all_rows_and_not_the_changed_ones(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    table, file, out = tmp_path / "t.csv", tmp_path / "ours.toml", tmp_path / "out.xlsx"
    file.write_text(OURS, encoding="utf-8")
    table.write_text("批次号,抽检数,误判数,金额\n17,100,15,¥5\n0018,100,1,6\n", encoding="utf-8")
    assert main(["compare", str(table), "iot-terminal-after-sales-repair", str(file), "-m", "金额", "-o", str(out), "--lang", "zh"]) == 1
    (row,) = openpyxl.load_workbook(out).worksheets[0].iter_rows(min_row=2, max_col=5, values_only=True)
    assert row == (2, "17", 100, 15, 5)


def test_a_verdict_that_is_lost_is_not_one_that_is_other(repair):
    """Of the batch of 300 nobody wrote down how many came; 15 of 50 are 30 %, of 100 they are 15 %."""
    other = repair.with_readings({"misjudgement-rate": "of-batch"})
    table = pa.table({"received": [100, None, None, 100, 100], "inspected": [50, 50, 50, None, 50], "misjudged": [15, 15, 1, 20, 30],
                      "金额": ["1.5", "2", "x", "4", "8"]})
    found = af.compare(table, repair, other, money="金额")
    assert (found.otherwise, found.lost, found.gained) == ([0], [1, 2], [3]) and found.rows == [0, 1, 2, 3]
    assert (found[CHECK].lost, found[CHECK].gained) == ([1, 2], [3])
    assert found.summary("zh") == "5 批中有 1 批改判，金额合计 1.5，2 批失去结论，1 批新有结论。"
    assert found.summary("en") == "1 of 5 batches change verdict; 金额 1.5 in all; 2 lose theirs; 1 gains one."
    assert (found.money[0].total, found.money[0].missing) == (Decimal("1.5"), [])
    assert found.money[0].by_change[CHECK, "yes", "undetermined"] == 2
    back = af.compare(table, other, repair, money="金额")
    assert (back.otherwise, back.lost, back.gained) == ([0], [3], [1, 2])


@pytest.mark.filterwarnings("ignore:.*table/no-column")
def test_rules_that_ask_for_a_column_that_is_not_there_change_no_verdict(repair, capsys, monkeypatch):
    other = repair.with_readings({"misjudgement-rate": "of-batch"})
    found = af.compare(pa.table(TABLE), repair, other)
    assert (found.otherwise, found.lost, found.gained) == ([], [0, 1, 3], [])
    assert found.summary("zh") == "4 批中没有改判，3 批失去结论。"
    assert found.summary("en") == "None of 4 batches changes verdict; 3 lose theirs."
    # 491 of the 500 batches of the export have an answer; their lot sizes stand under a heading no rule knows.
    monkeypatch.setenv("COLUMNS", "100")
    arguments = ["compare", str(EXPORT), "iot-terminal-after-sales-repair", "--reading", "misjudgement-rate=of-batch"]
    assert main([*arguments, "--lang", "zh"]) == 1
    told = capsys.readouterr()
    assert told.out.startswith("500 批中没有改判，491 批失去结论。\n")
    assert told.err.startswith("注意：“售后不良品维修流程”还要用到“客退数量”，表中没有这一列，缺少它就没有结论。请指定：--columns received=退回数量\n")
    assert main([*arguments, "--columns", "received=退回数量", "--lang", "en"]) == 1
    told = capsys.readouterr()
    assert "note" not in told.err and "lose" not in told.out
    pairs = []
    for row in batches.rows():
        n, k = batches.count(row["抽检数"]), batches.count(row["误判数"])
        # More misjudged than inspected is no count, whatever it is compared with.
        of_batch = None if None not in (n, k) and k > n else batches.judged({**row, "抽检数": row["退回数量"]}, 1, 5)
        pairs.append((batches.judged(row, 1, 5), of_batch))
    changed = sum(a is not None and b is not None and a[2] != b[2] for a, b in pairs)
    gained = sum(a is None and b is not None for a, b in pairs)
    assert told.out.startswith(f"{changed} of 500 batches change verdict; {gained} gain one.\n") and (changed, gained) == (113, 5)
