"""What is wrong with the rows of a table: told with the value, the column, the row and what would be right."""

from decimal import Decimal

import pytest

import aftersales as af

pa = pytest.importorskip("pyarrow")
pd = pytest.importorskip("pandas")
pl = pytest.importorskip("polars")

CHECK = "misjudged_by_customer"
WHOLE = {"zh": "应为从 0 起的整数", "en": "write a whole number from 0"}
FAULTS = [
    # inspected, misjudged, code, Chinese, English
    (30, 35, "facts/exceeds", "“误判数”为 35，多于“抽检数”的 30；前者是后者的一部分，请核对两个数",
     "`Units misjudged by the customer` is 35, more than the 30 of `Units inspected`; the first is a part of the second; "
     "check both"),
    (-1, 0, "facts/negative", f"“抽检数”的值“-1”不能为负；{WHOLE['zh']}",
     f"the value `-1` of `Units inspected` cannot be negative; {WHOLE['en']}"),
    (2.5, 0, "facts/fraction", f"“抽检数”的值“2.5”不是整数；{WHOLE['zh']}",
     f"the value `2.5` of `Units inspected` is not whole; {WHOLE['en']}"),
    (float("inf"), 0, "facts/type", f"“抽检数”的值“inf”不是数；{WHOLE['zh']}",
     f"the value `inf` of `Units inspected` is not a number; {WHOLE['en']}"),
    (float("-inf"), 0, "facts/type", f"“抽检数”的值“-inf”不是数；{WHOLE['zh']}",
     f"the value `-inf` of `Units inspected` is not a number; {WHOLE['en']}"),
]


@pytest.mark.parametrize(("inspected", "misjudged", "code", "zh", "en"), FAULTS)
def test_a_fault_is_told_in_the_same_words_alone_and_in_a_column(repair, inspected, misjudged, code, zh, en):
    alone = repair.judge({"inspected": inspected, "misjudged": misjudged}).problems
    assert [(p.code, f"{p.message.zh}；{p.help.zh}", f"{p.message.en}; {p.help.en}") for p in alone] == [(code, zh, en)]
    # Numbers as the column's own memory holds them, and the same as texts, which are read one by one.
    for write in (lambda cells: cells, lambda cells: [str(cell) for cell in cells]):
        table = pa.table({"抽检数": write([100, inspected]), "误判数": write([20, misjudged])})
        for lang, told in (("zh", zh), ("en", en)):
            out = repair.score(table, lang=lang).to_pydict()
            assert out["problems"] == [[], [{"code": code, "text": told}]]
            assert out[CHECK] == [True, None]


def test_a_date_out_of_excel_is_told_with_its_remedy(repair):
    # Excel's day 46088: 2026-03-07, counted from 1899-12-30.
    table = pa.table({"抽检数": [100], "误判数": [20], "客户计划完成时间": ["46088"]})
    told = repair.score(table).to_pydict()["problems"]
    assert told == [[{"code": "facts/date-serial", "text":
                      "“客户计划完成时间”的值“46088”像是 Excel 的日期序号；若指 2026-03-07，请把该列设为日期格式后重新导出"}]]


def test_rows_are_named_by_index_column_and_value(repair, english):
    frame = pd.DataFrame({"检验数": [100, -1], "误判数": [20, 0]}, index=[20, 21])
    with pytest.raises(af.TableError) as raised:
        repair.score(frame, columns={"inspected": "检验数"}, bad="raise")
    (told,) = raised.value.problems
    assert (told.row, told.label, told.heading) == (1, "21", "检验数")
    assert told.text("en") == ("index 21 (row 1, from 0), column `检验数`: the value `-1` of `Units inspected` cannot be "
                               "negative; write a whole number from 0 [facts/negative]")
    assert told.text("zh") == "索引 21（行号从 0 起为 1），列“检验数”：“抽检数”的值“-1”不能为负。应为从 0 起的整数 [facts/negative]"


@pytest.mark.parametrize("kind", [pd.DataFrame, pl.DataFrame, pa.table])
def test_without_an_index_rows_are_counted_from_0_and_that_is_said(repair, kind):
    with pytest.raises(af.TableError) as raised:
        repair.score(kind({"抽检数": [100, -1], "误判数": [20, 0]}), bad="raise")
    assert raised.value.text("zh").startswith("行号（从 0 起）1，列“抽检数”：“抽检数”的值“-1”")
    assert raised.value.text("en").startswith("row 1 (from 0), column `抽检数`: the value `-1`")


def test_rows_that_lack_a_fact_have_no_problem_and_are_found(repair):
    frame = pd.DataFrame({"抽检数": [100, None, 0, -1], "误判数": [20, 1, 0, 0]})
    out = repair.score(frame, reasons=True, lang="en")
    gaps = out[out[CHECK].isna()]
    assert list(gaps.index) == [1, 2, 3]
    assert [len(told) for told in gaps["problems"]] == [0, 0, 1]
    assert ["Units inspected" in reason for reason in gaps[f"{CHECK}_reason"]] == [True, True, True]


def test_warnings_are_in_the_language_asked_for_and_of_the_line_that_called(repair, english):
    table = pa.table({"误判数": [20]})
    for lang, told in ((None, "the table has no column for Units inspected"), ("zh", "表中没有这些事实的列：抽检数"),
                       ("en", "the table has no column for Units inspected")):
        with pytest.warns(af.Warn) as warned:
            repair.score(table, lang=lang)
        assert [w.filename for w in warned] == [__file__]
        assert str(warned[0].message).startswith(told)


def test_columns_that_may_have_been_meant_can_be_pasted(repair, english):
    frame = pd.DataFrame({"INSPECTED": [100], "误判数（件）": [20]})
    with pytest.warns(af.Warn) as warned:
        repair.score(frame)
    said = str(warned[0].message)
    given = 'columns={"inspected": "INSPECTED", "misjudged": "误判数（件）"}'
    assert f"did you mean {given}" in said
    assert repair.score(frame, columns={"inspected": "INSPECTED", "misjudged": "误判数（件）"})[CHECK].tolist() == [True]


def test_words_that_are_no_choice_are_refused_in_both_languages(repair):
    table = pa.table({"抽检数": [100], "误判数": [20]})
    for asked, zh, en in (({"bad": "drop"}, "bad='drop' 不是可选项。可用：'null' / 'raise'", "use 'null' or 'raise'"),
                          ({"lang": "fr"}, "lang='fr' 不是可选项", "use 'zh' or 'en'"),
                          ({"prefix": 3}, "prefix=3 不是文字。应写成 prefix=\"新_\"", "prefix=3 is no text; write prefix=\"new_\""),
                          ({"columns": ["抽检数"]}, "不是事实到列名的对应", "is no map of facts to columns")):
        with pytest.raises(af.Error) as raised:
            repair.score(table, **asked)
        assert zh in raised.value.text("zh") and en in raised.value.text("en")


@pytest.mark.filterwarnings("ignore:the table has no column")
def test_quantities_too_large_or_too_fine_are_told_as_they_stand():
    judge = af.procedure("camera-module-repair")
    heats = [1e300, 1e39, 1e20, 1e-300, 5e-324, 170.5]
    told = judge.score(pa.table({"plate-heat": heats}), lang="en").to_pydict()
    assert [[p["code"] for p in row] for row in told["problems"]] == [["facts/too-large"]] * 5 + [[]]
    for given, row in zip(["1e300", "1e39", "1" + "0" * 20, "1e-300", "5e-324"], told["problems"]):
        assert row[0]["text"] == f"the value `{given}` of `Plate temperature` has too many digits; check the number"
    assert told["plate_temperature"] == [None] * 5 + [True]
    # Alone it fits; beside one with places it does not, and its row is told in the same words.
    told = judge.score(pa.table({"plate-heat": ["1000000000000000000", "170.5"]}), lang="en").to_pydict()["problems"]
    assert told[0][0]["text"].startswith("the value `1000000000000000000` of `Plate temperature` has too many digits")


def test_decimals_are_told_as_they_stand(repair):
    table = pa.table({"抽检数": pa.array([Decimal("100.50"), Decimal(100)]), "误判数": [1, 20]})
    told = repair.score(table).to_pydict()["problems"]
    assert [[p["text"] for p in row] for row in told] == [["“抽检数”的值“100.50”不是整数；应为从 0 起的整数"], []]
