"""The judged workbook as Excel opens it: numbers add up, days are days, identifiers stay text, every open row is listed."""

import csv
import datetime
import json
import re

import pytest

import aftersales as af
from aftersales import gaps
from aftersales.cli import main
from aftersales.measures import measured
from aftersales.sheets.headings import standing_out

import batches
from conftest import DATA, EXPORT

openpyxl = pytest.importorskip("openpyxl")
pytest.importorskip("xlsxwriter")

HEAD = ["批次号", "抽检数", "误判数"]
REFUSED = "FFFFF0B3"
ORANGE, BLUE, GREY = "FFF9C9A4", "FFCFE3F5", "FFE4E4E4"


def opened(file, out, *options):
    assert main(["score", str(file), "--out", str(out), "--rows", "1", *options]) == 0
    return openpyxl.load_workbook(out)


def cells(sheet, name):
    """A column by its heading."""
    titles = [cell.value for cell in sheet[1]]
    return [row[titles.index(name)] for row in sheet.iter_rows(min_row=2)]


@pytest.fixture(scope="module", params=["zh", "en"])
def judged(request, tmp_path_factory):
    """The ERP's export, judged into a workbook."""
    return request.param, opened(EXPORT, tmp_path_factory.mktemp("book") / "judged.xlsx", "--lang", request.param)


@pytest.fixture
def book(tmp_path):
    """Judges some columns given as CSV into a workbook and opens it."""
    def made(columns, *options):
        file = tmp_path / "in.csv"
        with file.open("w", newline="", encoding="utf-8") as out:
            csv.writer(out).writerows([list(columns), *zip(*columns.values())])
        return opened(file, tmp_path / "out.xlsx", *options)

    return made


def test_columns_of_numbers_add_up(judged):
    sheet = judged[1].worksheets[0]
    rows = batches.rows()
    refused = {"抽检数": {48: "约30", 77: "-9", 91: "12.5", 300: "待检"}, "误判数": {23: "35", 300: "待检"}}
    for name in ("序号", "退回数量", "抽检数", "误判数"):
        numbers = [batches.count(row[name]) or 0 for place, row in enumerate(rows, 2) if place not in refused.get(name, ())]
        column = cells(sheet, name)
        assert sum(cell.value for cell in column if isinstance(cell.value, (int, float))) == sum(numbers)
        assert {cell.row: cell.value for cell in column if isinstance(cell.value, str)} == refused.get(name, {})


def test_counts_are_the_numbers_that_were_judged(judged):
    sheet = judged[1].worksheets[0]
    inspected, misjudged = (cells(sheet, name) for name in ("抽检数", "误判数"))
    for row, k, n in zip(batches.rows(), misjudged, inspected):
        found = batches.judged(row)
        if found:
            assert (k.value, n.value) == found[:2] and n.number_format == "#,##0"


def test_cells_that_were_not_judged_stay_and_are_marked(judged):
    sheet = judged[1].worksheets[0]
    marked = {(name, cell.row): cell.value for name in ("抽检数", "误判数") for cell in cells(sheet, name)
              if cell.fill.fgColor.rgb == REFUSED}
    assert marked == {("误判数", 23): "35", ("抽检数", 48): "约30", ("抽检数", 77): "-9", ("抽检数", 91): "12.5",
                      ("抽检数", 300): "待检", ("误判数", 300): "待检"}


def test_days_are_days(judged):
    sheet = judged[1].worksheets[0]
    for name in ("收货日期", "客户计划完成时间"):
        for row, cell in zip(batches.rows(), cells(sheet, name)):
            day = row[name].strip().replace("/", "-")
            assert cell.value == (datetime.datetime(*map(int, day.split("-"))) if day else None)
            assert cell.value is None or cell.number_format == "yyyy-mm-dd"


def test_identifiers_are_kept_letter_by_letter(judged):
    assert [cell.value for cell in cells(judged[1].worksheets[0], "批次号")] == [row["批次号"] for row in batches.rows()]


def test_one_column_one_side(judged):
    sheet = judged[1].worksheets[0]
    for title in [cell.value for cell in sheet[1]]:
        sides = {"right" if isinstance(cell.value, (int, float)) and not cell.alignment.horizontal else cell.alignment.horizontal
                 for cell in cells(sheet, title) if cell.value is not None}
        assert len(sides) <= 1, title


PLAIN = {
    # What stands in a column that is no fact, and what is in the sheet.
    "zeros": (["00012", "17"], ["00012", "17"]),
    "barcode": (["6930123456789", "6930123456790"], ["6930123456789", "6930123456790"]),
    "imei": (["860123456789012", "7"], ["860123456789012", "7"]),
    "phone": (["13800138000", "13900139000"], ["13800138000", "13900139000"]),
    "one word": (["100", "一百"], ["100", "一百"]),
    "edition": (["1.10", "1.2"], ["1.10", "1.2"]),
    "numbers": (["1,234", "-5"], [1234, -5]),
    "money": (["1,200.10", "80.00"], [1200.1, 80]),
    "sixteen digits": (["1,234,567,890,123,456", "1"], ["1,234,567,890,123,456", "1"]),
    "wrong commas": (["1,23", "1"], ["1,23", "1"]),
    "plus": (["+5", "1"], ["+5", "1"]),
    "per cent": (["5%", "1"], ["5%", "1"]),
    "blank": (["", ""], [None, None]),
    "days": (["2026/3/2", "2026年12月31日"], [datetime.datetime(2026, 3, 2), datetime.datetime(2026, 12, 31)]),
    "midnight": (["2026-03-02 00:00:00", ""], [datetime.datetime(2026, 3, 2), None]),
    "times": (["2026-03-02 08:05", "2026-03-03"], [datetime.datetime(2026, 3, 2, 8, 5), datetime.datetime(2026, 3, 3)]),
    "no such day": (["2026-02-30", "2026-03-01"], ["2026-02-30", "2026-03-01"]),
    "before Excel": (["1899-12-31", "2026-03-01"], ["1899-12-31", "2026-03-01"]),
    "formula": (["=1+1", "@x"], ["=1+1", "@x"]),
}


@pytest.mark.parametrize("name", PLAIN)
def test_other_columns_are_settled_whole(book, name):
    column, expected = PLAIN[name]
    sheet = book({**dict(zip(HEAD, (["a", "b"], ["10", "10"], ["1", "2"]))), name: column}).worksheets[0]
    assert [cell.value for cell in cells(sheet, name)] == expected
    assert not any(cell.data_type == "f" for cell in cells(sheet, name))


def test_a_column_that_turns_out_to_be_text_late_is_text_from_the_start(book):
    ids = [str(n) for n in range(1, 9000)] + ["0009000"]
    sheet = book({"批次号": ids, "抽检数": ["10"] * 9000, "误判数": ["1"] * 9000}).worksheets[0]
    assert [cell.value for cell in cells(sheet, "批次号")] == ids


def test_words_stay_words_and_facts_that_are_days_or_quantities_do_not(book):
    # The IMEI is a fact of this procedure, in words: 15 digits that are no number.
    sheet = book({**dict(zip(HEAD, (["1"], ["１,２００"], ["２００.０"]))), "L码（IMEI）": ["860123"],
                  "客户计划完成时间": ["2026.3.7"]}).worksheets[0]
    got = {cell.value: sheet.cell(2, cell.column).value for cell in sheet[1]}
    assert (got["抽检数"], got["误判数"], got["L码（IMEI）"]) == (1200, 200, "860123")
    assert got["客户计划完成时间"] == datetime.datetime(2026, 3, 7)


def test_a_quantity_is_the_number_that_was_judged(book):
    sheet = book({"钢板温度": ["165.5", "１８０"], "编号": ["01", "02"]}, "-p", "camera-module-repair").worksheets[0]
    assert [cell.value for cell in cells(sheet, "钢板温度")] == [165.5, 180]


def test_a_workbook_with_days_in_it_gives_days(tmp_path):
    xlsxwriter = pytest.importorskip("xlsxwriter")
    pytest.importorskip("fastexcel")
    made = xlsxwriter.Workbook(tmp_path / "in.xlsx", {"default_date_format": "yyyy-mm-dd"})
    sheet = made.add_worksheet()
    for row, line in enumerate([[*HEAD, "收货日期"], ["007", 100, 20, datetime.date(2026, 3, 2)]]):
        sheet.write_row(row, 0, line)
    made.close()
    sheet = opened(tmp_path / "in.xlsx", tmp_path / "out.xlsx").worksheets[0]
    assert [cell.value for cell in sheet[2]][:4] == ["007", 100, 20, datetime.datetime(2026, 3, 2)]
    assert sheet["D2"].number_format == "yyyy-mm-dd"


def test_columns_with_types_keep_them(tmp_path):
    pa, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    import decimal

    parquet.write_table(pa.table({
        "批次号": ["007"], "抽检数": pa.array([1000], pa.int32()), "误判数": pa.array([200.0]), "单价": [decimal.Decimal("1.50")],
        "比例": [1e-5], "日": [datetime.date(2026, 3, 2)], "号": [2**60], "好": [True],
    }), tmp_path / "in.parquet")
    sheet = opened(tmp_path / "in.parquet", tmp_path / "out.xlsx").worksheets[0]
    assert [cell.value for cell in sheet[2]][:8] == [
        "007", 1000, 200, 1.5, 1e-5, datetime.datetime(2026, 3, 2), "1152921504606846976", "true"]


# -- rows without an answer -----------------------------------------------------------------------

def test_every_row_without_an_answer_is_listed_with_its_reason(judged):
    lang, made = judged
    expected = json.loads((DATA / "returns-expected.json").read_text(encoding="utf-8"))["rows"]
    sheet = made.worksheets[1]
    titles = [cell.value for cell in sheet[1]]
    kind, column, batch = (titles.index(t) for t in ({"zh": ("类别", "列", "批次号"), "en": ("kind", "column", "批次号")}[lang]))
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    faults = {"zh": "数据有误", "en": "wrong data"}[lang]
    assert {row[0] for row in rows if row[kind] == faults} == {int(r) for r, told in expected.items() if told == "problem"}
    assert {row[0]: (row[kind], row[column]) for row in rows if row[kind] != faults} == {
        "zh": {31: ("缺少数据", "抽检数"), 32: ("缺少数据", "误判数"), 33: ("缺少数据", "抽检数、误判数"), 64: ("未抽检", "抽检数")},
        "en": {31: ("data missing", "抽检数"), 32: ("data missing", "误判数"), 33: ("data missing", "抽检数, 误判数"),
               64: ("nothing inspected", "抽检数")},
    }[lang]
    assert {row[0] for row in rows} == {int(r) for r, told in expected.items() if told in ("problem", "undetermined")}
    assert all(row[batch] == batches.rows()[row[0] - 2]["批次号"] for row in rows)


def test_no_backtick_is_left_in_a_sheet(judged):
    said = [cell.value for sheet in judged[1].worksheets for row in sheet.iter_rows() for cell in row]
    assert not any("`" in str(value) for value in said)


def test_what_gaps_say(repair):
    told = gaps.reader(repair, {"inspected": "抽检数", "misjudged": "误判数"})
    (missing,) = told([None, "3"])
    assert (missing.code, missing.columns) == ("gap/missing", ("抽检数",))
    assert missing.text.zh == "缺少“抽检数”，“客户端误判率达到限值”、“批次去向”无法判定"
    (nothing,) = told(["0", "0"])
    assert (nothing.code, nothing.columns) == ("gap/nothing-inspected", ("抽检数",))
    assert nothing.text.en == ("“Units inspected” is 0, so there is no rate and “Customer misjudgement at the limit”,"
                               " “Where the batch goes” is undetermined")
    assert told(["10", "1"]) == told(["约", "1"]) == told(["10", "11"]) == []


def test_what_has_no_column_is_no_gap_of_a_row(defects):
    told = gaps.reader(defects, {"inspected": "抽检数", "mismatched": "不符数"})
    assert told(["100", "4"]) == [] and [gap.code for gap in told(["100", None])] == ["gap/missing"]


def test_a_fault_that_hinders_no_verdict_says_so(book):
    made = book({**dict(zip(HEAD, (["1", "2"], ["10", ""], ["1", "1"]))), "客户计划完成时间": ["2026-13-40", "2026-03-01"]},
                "--lang", "zh")
    rows = [[cell.value for cell in row] for row in made.worksheets[1].iter_rows(min_row=2)]
    assert [(row[0], row[2], row[3]) for row in rows] == [
        (2, "数据有误（不影响判定）", "客户计划完成时间"), (3, "缺少数据", "抽检数")]


def test_a_slipped_row_is_one_fault_and_no_gap(tmp_path):
    file = tmp_path / "in.csv"
    file.write_text("批次号,抽检数,误判数\n001,1,000,200\n002,100,20\n", encoding="utf-8")
    made = opened(file, tmp_path / "out.xlsx", "--lang", "en")
    rows = [[cell.value for cell in row] for row in made.worksheets[1].iter_rows(min_row=2)]
    assert [row[0] for row in rows] == [2] and rows[0][-1] == "file/ragged"


# -- the look -------------------------------------------------------------------------------------

def test_headings_are_said_once_and_each_is_unique(judged):
    lang, made = judged
    titles = [cell.value for cell in made.worksheets[0][1]]
    assert titles[10:] == {
        "zh": ["客户端误判率达到限值", "比率", "差几件改判", "批次去向", "后续措施", "问题"],
        "en": ["Customer misjudgement at the limit", "rate", "units to flip", "Where the batch goes", "what follows", "problems"],
    }[lang]


def test_several_rates_say_whose_they_are(book):
    made = book({"交付数": ["10000"], "同种机理不良数": ["31"]}, "-p", "market-quality-problem", "--lang", "zh")
    titles = [cell.value for cell in made.worksheets[0][1]]
    # The others measure no rate.
    assert sum(title.startswith(("比率", "差几件改判")) for title in titles) == 4
    assert "比率：同种机理不良超过3‰" in titles and "比率：同种机理不良超过1%" in titles and len(set(titles)) == len(titles)


def test_a_heading_that_the_file_has_taken_is_told_apart(book):
    made = book({**dict(zip(HEAD, (["1"], ["10"], ["1"]))), "比率": ["x"], "问题": ["y"]}, "--lang", "zh")
    titles = [cell.value for cell in made.worksheets[0][1]]
    assert {"比率", "比率（判定）", "问题", "问题（判定）"} <= set(titles)


def test_a_prefix_stands_before_the_new_headings_alone(book):
    columns = dict(zip(HEAD, (["007", "008"], ["10", ""], ["2", "1"])))
    plain, made = book(columns, "--lang", "zh"), book(columns, "--prefix", "新_", "--lang", "zh")
    titles = [[cell.value for cell in one.worksheets[0][1]] for one in (plain, made)]
    assert titles[1] == titles[0][:3] + ["新_" + title for title in titles[0][3:]]
    rows = [[[cell.value for cell in row] for sheet in one.worksheets[:2] for row in sheet.iter_rows(min_row=2)] for one in (plain, made)]
    assert rows[0] == rows[1] and len(rows[0]) > 2


def test_widths_and_paper(judged):
    sheet = judged[1].worksheets[0]
    widths = {cell.value: sheet.column_dimensions[cell.column_letter].width for cell in sheet[1]}
    assert max(width for width in widths.values()) <= 31
    assert sheet.page_setup.orientation == "landscape" and sheet.page_setup.paperSize == 9
    assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.print_title_rows == "$1:$1"
    assert sheet.freeze_panes == "C2"


def test_reasons_do_not_blow_up_the_rows(book):
    sheet = book(dict(zip(HEAD, (["007"], ["10"], ["1"]))), "--reasons", "--lang", "zh").worksheets[0]
    reason = cells(sheet, "理由：客户端误判率达到限值")[0]
    assert reason.value.startswith("客户端误判率达到限值：否") and not reason.alignment.wrap_text
    assert sheet.row_dimensions[2].height is None


def test_a_table_too_wide_to_be_read_goes_over_several_pages(book):
    wide = {f"说明{n}": ["某某某某某某某某某某某某某某"] for n in range(12)}
    sheet = book({**dict(zip(HEAD, (["007"], ["10"], ["1"]))), **wide}).worksheets[0]
    assert not (sheet.sheet_properties.pageSetUpPr and sheet.sheet_properties.pageSetUpPr.fitToPage)
    assert int(sheet.page_setup.scale) >= 60 and sheet.print_title_rows == "$1:$1"


def test_answers_and_classes_have_their_colours(judged):
    lang, made = judged
    sheet = made.worksheets[0]
    check, route = (cells(sheet, {"zh": name, "en": en}[lang]) for name, en in (
        ("客户端误判率达到限值", "Customer misjudgement at the limit"), ("批次去向", "Where the batch goes")))
    expected = json.loads((DATA / "returns-expected.json").read_text(encoding="utf-8"))["rows"]
    for row, (one, other) in enumerate(zip(check, route), 2):
        colour = {"yes": ORANGE, "no": BLUE}.get(expected[str(row)], GREY)
        assert one.fill.fgColor.rgb == other.fill.fgColor.rgb == colour


def test_which_results_stand_out_is_said_by_what_follows():
    told = {}
    for info in af.procedures():
        judge = af.procedure(info.id)
        told.update({(info.id, rule.id): standing_out(judge, rule) for rule in judge.classes})
    assert told["iot-terminal-after-sales-repair", "batch-route"] == {"to-marketing": "yes", "to-sorting": "no"}
    assert told["market-quality-problem", "reports"] == {"abnormality": "yes", "eight-d": "yes", "special": "yes", "no-report": "no"}
    # Nothing follows from either, and neither stands for all other cases.
    assert told["issue-priority-guide", "priority"] == {}


def test_a_judged_workbook_is_judged_again(tmp_path):
    pytest.importorskip("fastexcel")
    opened(EXPORT, tmp_path / "once.xlsx", "--lang", "zh")
    sheet = opened(tmp_path / "once.xlsx", tmp_path / "twice.xlsx", "--lang", "zh").worksheets[0]
    expected = json.loads((DATA / "returns-expected.json").read_text(encoding="utf-8"))["rows"]
    words = {"yes": "是", "no": "否", "undetermined": "无法判定", "problem": "无法判定"}
    assert [cell.value for cell in cells(sheet, "客户端误判率达到限值（判定）")] == [words[expected[str(row)]] for row in range(2, 502)]


# -- the rules in words ---------------------------------------------------------------------------

def test_the_rules_are_said_in_the_names_of_their_facts(judged):
    lang, made = judged
    said = [cell.value for row in made.worksheets[-1].iter_rows() for cell in row]
    assert {"zh": "误判数 / 抽检数 ≥ 20%", "en": "Units misjudged by the customer / Units inspected ≥ 20%"}[lang] in said
    comment = next(cell.comment.text for cell in made.worksheets[0][1] if cell.comment)
    assert {"zh": "误判数 / 抽检数 ≥ 20%", "en": "Units misjudged by the customer / Units inspected ≥ 20%"}[lang] in comment


def test_no_id_is_left_in_what_a_check_measures():
    for info in af.procedures():
        judge = af.procedure(info.id)
        ids = {one.id for kind in (judge.facts, judge.checks, judge.classes) for one in kind if "-" in one.id}
        for check in judge.checks:
            for lang in ("zh", "en"):
                assert not ids & set(re.findall(r"[a-z]+(?:-[a-z]+)+", measured(judge, check, lang))), check.id


@pytest.mark.parametrize(("name", "check", "zh"), [
    ("camera-module-repair", "plate-temperature", "钢板温度 ≥ 160，≤ 180 ℃"),
    ("market-quality-problem", "over-3-per-mille", "同种机理不良数 / 交付数 > 3‰"),
    # `no-problem` is an option of the cause, and `repairable` a fact.
    ("return-rework-or-dismantle", "refusable", "不良原因 = 产品无质量问题 或 (不良原因 = 客户原因 且 非 可返修)"),
])
def test_what_a_check_measures_in_chinese(name, check, zh):
    judge = af.procedure(name)
    assert measured(judge, next(one for one in judge.checks if one.id == check), "zh") == zh
