"""Cells of workbooks as they stand, wherever the table begins: numbers to their last digit, dates, merged cells, formulas."""

import datetime as dt
import json
import re
import time
import zipfile

import pytest

from aftersales import files, sheet_cells, sheet_xml
from aftersales.cli import main

openpyxl = pytest.importorskip("openpyxl")
pytest.importorskip("fastexcel")
letters = openpyxl.utils.get_column_letter

HEAD = ["批次号", "抽检数", "误判数"]


@pytest.fixture
def made(tmp_path):
    """Makes a workbook of one sheet whose table begins at a row and column, from 1."""

    def make(rows, at=(1, 1), then=None):
        book = openpyxl.Workbook()
        sheet = book.active
        for row, cells in enumerate(rows, at[0]):
            for column, value in enumerate(cells, at[1]):
                sheet.cell(row, column).value = value
        if then is not None:
            then(sheet)
        path = tmp_path / "t.xlsx"
        book.save(path)
        return path

    return make


def cells(path):
    (piece,) = files.read(str(path))
    return piece.table.to_pydict()


def scored(path, capsys, lang="en", *options):
    """What each batch was answered, and what was said."""
    out = path.with_suffix(".jsonl")
    assert main(["score", str(path), "-o", str(out), "--lang", lang, *options]) == 0
    lines = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    return {line["批次号"]: line["misjudged_by_customer"] for line in lines}, capsys.readouterr().err


@pytest.mark.parametrize("at", [(1, 1), (2, 2), (6, 6), (1, 6), (6, 1), (30, 30)])
def test_cells_are_named_where_they_stand(made, capsys, at):
    """The table begins further down and to the right: a merged batch and an empty cell beside it change no number."""
    down, right = at[0] - 1, at[1] - 1
    c = lambda row, column: f"{letters(column + right)}{row + down}"  # noqa: E731

    def then(sheet):
        sheet[c(2, 2)].data_type = "e"
        sheet.merge_cells(f"{c(4, 1)}:{c(5, 1)}")
        sheet.merge_cells(f"{c(6, 3)}:{c(7, 3)}")
        sheet.cell(1, 1).fill = openpyxl.styles.PatternFill("solid", fgColor="FFFF00")

    rows = [HEAD, ["a", "#DIV/0!", 1], [6930123456789, 100, 20], ["c", 100, 19], [None, 50, 20], ["e", 100, 20], ["f", 100, None]]
    path = made(rows, at, then)
    answers, said = scored(path, capsys)
    assert answers == {"a": None, "6930123456789": True, "c": False, None: True, "e": True, "f": None}
    assert f"row {2 + down} [抽检数]: the formula in {c(2, 2)} ended in #DIV/0!" in said
    assert f"row {7 + down} [误判数]: the cells {c(6, 3)}:{c(7, 3)} are merged" in said
    assert f"the column `批次号` has long identifiers stored as numbers ({c(3, 1)})" in said
    assert said.count("are merged") == 1
    assert f"Rows with unusable cells: 2 (the headings are row {1 + down})" in said


def test_a_fault_where_no_rule_looks_leaves_the_row_judged(made, capsys):
    """客户 is a fact of the procedure, and no check asks for it."""
    rows = [["批次号", "客户", "抽检数", "误判数"], ["1", "甲", 100, 20], ["2", "", 100, 30], ["3", "丙", 100, 1], ["4", "丁", 100, 2]]

    def odd(sheet):
        sheet["B3"].value, sheet["B3"].data_type = "#N/A", "e"
        sheet.merge_cells("B4:B5")

    assert main(["score", str(made(rows, then=odd)), "--lang", "en", "--strict"]) == 0
    out, said = capsys.readouterr()
    found = {line.split()[1]: line for line in out.splitlines() if line.strip()[:1].isdigit()}
    assert "30/100 30.00%" in found["2"] and "undetermined" not in out
    assert "1/100 1.00%" in found["3"] and "2/100 2.00%" in found["4"]
    assert "#N/A" in said and "are merged" in said and "no 2 · yes 2" in said and "Rows with unusable cells" in said


def test_a_count_that_is_nearly_whole_is_not_whole(made, capsys):
    counts = [3.0, 3.0000000001, 2.99999999999, 99.9999999999, 2.9999999999999996, 0.1 + 0.2]
    path = made([HEAD, *([f"b{i}", 100, count] for i, count in enumerate(counts))])
    # As Excel stores it: openpyxl writes 16 digits.
    _rewrite(path, b"<v>3</v>", b"<v>2.9999999999999996</v>", 2)
    answers, said = scored(path, capsys)
    assert answers == {"b0": False, "b1": None, "b2": None, "b3": None, "b4": None, "b5": None}
    for shown in ("3.0000000001", "2.99999999999", "99.9999999999", "2.9999999999999996", "0.3"):
        assert f"the value `{shown}` of" in said


def _rewrite(path, old, new, nth):
    """Changes the nth place of a sheet's own file."""
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    head, *rest = parts["xl/worksheets/sheet1.xml"].split(old)
    parts["xl/worksheets/sheet1.xml"] = old.join([head, *rest[: nth - 1]]) + new + old.join(rest[nth - 1:])
    with zipfile.ZipFile(path, "w") as book:
        for name, text in parts.items():
            book.writestr(name, text)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (29.020000000000003, "29.02"),  # what Excel shows for 29.02 that was computed
        (180.00000000000003, "180.00000000000003"),
        (1e-10, "0.0000000001"),
        (-2.5e-7, "-0.00000025"),
        (123456789.1, "123456789.1"),
        (0.5, "0.5"),
    ],
)
def test_fractions_are_shown_as_excel_does_and_never_as_whole(made, number, text):
    assert sheet_cells.digits(number) == text
    path = made([["a", "b"], ["x", 0.75]])
    # openpyxl writes 16 digits, Excel 17.
    _rewrite(path, b"<v>0.75</v>", f"<v>{number!r}</v>".encode(), 1)
    assert cells(path) == {"a": ["x"], "b": [text]}


def test_texts_that_look_like_numbers_stay(made):
    texts = ["0012.50", "3.00000000010", "1234567890.1234567", "007", "2026-03-02 00:00:00", "2026-03-02T00:00:00"]
    rows = [[text, 3.0000000001, dt.datetime(2026, 3, 2)] for text in texts]
    assert cells(made([["a", "b", "c"], *rows])) == {
        "a": texts, "b": ["3.0000000001"] * 6, "c": ["2026-03-02"] * 6}


def test_dates_are_dates_and_have_a_time_only_where_there_is_one(made):
    values = [dt.date(2026, 3, 2), dt.datetime(2026, 3, 2), dt.datetime(2026, 3, 2, 16, 5), dt.datetime(2026, 3, 2, 16, 5, 9),
              dt.time(1, 0), "2026/3/2", 46083]
    assert cells(made([["a", "b"], *(["x", value] for value in values)]))["b"] == [
        "2026-03-02", "2026-03-02", "2026-03-02 16:05:00", "2026-03-02 16:05:09", "01:00:00", "2026/3/2", "46083"]


def test_dates_written_as_iso_has_them(made):
    """As strict Open XML may hold them."""
    path = made([["a", "b"], ["x", 0.75], ["y", 0.25]])
    for number, day in ((b"0.75", b"2026-03-02T16:05:00"), (b"0.25", b"2026-03-02T00:00:00")):
        _rewrite(path, b't="n"><v>' + number, b't="d"><v>' + day, 1)
    assert cells(path)["b"] == ["2026-03-02 16:05:00", "2026-03-02"]


def test_a_fact_that_is_a_date_takes_the_day_of_a_moment(made, capsys, tmp_path):
    path = made([["批次号", "客户要求修理日期", "三包期最后一日"],
                 ["a", dt.datetime(2026, 3, 7, 16, 5), dt.date(2026, 3, 7)],
                 ["b", dt.datetime(2026, 3, 8, 0, 1), dt.datetime(2026, 3, 7, 23, 59)],
                 ["c", 46088.5, 20260307]])
    out = tmp_path / "o.jsonl"
    assert main(["score", str(path), "-p", "chendian-customer-service", "-o", str(out), "--lang", "en"]) == 0
    lines = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert [line["inside_three_guarantees"] for line in lines] == [True, False, None]
    said = capsys.readouterr().err
    assert "looks like a date as Excel counts days; if it is 2026-03-07, format the column as a date" in said
    assert "the value `20260307` of `Last day of the three-guarantee period` is not a date; if it is a day, write 2026-03-07" in said


def test_a_count_formatted_as_a_date(made, capsys):
    path = made([HEAD, ["a", dt.date(2026, 3, 7), 1], ["b", 100, 20]], (3, 2))
    for lang, text in (
        ("zh", "行 4 [抽检数]: C4 的单元格格式是日期，显示为 2026-03-07，不是数；请把该列设为常规格式，再核对数值\n"),
        ("en", "row 4 [抽检数]: C4 is formatted as a date and shows 2026-03-07, no number; format the column as General and "
               "check its numbers\n"),
    ):
        answers, said = scored(path, capsys, lang)
        assert answers == {"a": None, "b": True}
        assert text in said and said.count("2026-03-07") == 1


@pytest.mark.parametrize("at", [(1, 1), (4, 3)])
def test_a_formula_without_a_stored_value(made, capsys, at):
    """openpyxl writes formulas and computes none."""
    path = made([HEAD, ["a", "=50+50", 20], ["b", 100, 20], ["=1+1", "=1+1", "=1+1"]], at)
    for lang, text in (("zh", "{} 是公式，但文件中没有存它的值；请用 Excel 打开工作簿并保存"),
                       ("en", "{} holds a formula without a stored value; open the workbook in Excel and save it")):
        answers, said = scored(path, capsys, lang)
        # The last row holds nothing but formulas.
        assert (answers["a"], answers["b"], list(answers.values())[2:]) == (None, True, [None])
        first = f"{letters(at[1] + 1)}{at[0] + 1}"
        assert text.format(first) in said and said.count(text[3:]) == 3


@pytest.mark.parametrize("at", [(1, 1), (4, 3)])
def test_formulas_without_a_stored_value_in_a_column_of_no_concern(made, capsys, at):
    """They are told once, with the column; in a column of a fact cell by cell, and not again."""
    path = made([[*HEAD, "备注"], *([f"b{i}", 100, 20, "=1/0"] for i in range(7)), ["c", "=1+1", 20, "x"]], at)
    shown = [f"{letters(at[1] + 3)}{at[0] + row}" for row in range(1, 6)]
    for lang, text in (
        ("zh", f"“备注”列的公式没有存值（{', '.join(shown)} … (7)），读作空白。请用 Excel 或 WPS 打开工作簿并保存一次 [file/formula-value]\n"),
        ("en", f"the column `备注` has formulas without a stored value ({', '.join(shown)} … (7)): they are read as empty; "
               "open the workbook in Excel or WPS and save it once [file/formula-value]\n"),
    ):
        answers, said = scored(path, capsys, lang)
        assert answers == {**{f"b{i}": True for i in range(7)}, "c": None}
        assert said.count(text) == 1 and "“抽检数”列的公式" not in said and "the column `抽检数`" not in said
    (piece,) = files.read(str(path))
    assert {(note.code, note.severity) for note in piece.notes if (note.path or "").endswith("备注")} == {("file/formula-value", "warning")}


def test_a_long_merged_range_costs_no_time(made, capsys):
    rows = [[*HEAD, "备注"], ["a", 100, 20, "x"], ["b", 100, 19, None]]
    began = time.monotonic()
    answers, said = scored(made(rows, then=lambda sheet: sheet.merge_cells("D2:D3")), capsys)
    usual = time.monotonic() - began
    path = made(rows)
    # Written by hand: openpyxl would make a cell for each row.
    _rewrite(path, b"</sheetData>", b'</sheetData><mergeCells count="2"><mergeCell ref="D2:D1048576"/>'
                                    b'<mergeCell ref="B3:B1048576"/></mergeCells>', 1)
    began = time.monotonic()
    answers, said = scored(path, capsys)
    assert answers == {"a": True, "b": False} and "are merged" not in said
    assert time.monotonic() - began < 1 + 3 * usual


def test_blank_rows_are_no_rows_and_the_others_keep_their_numbers(made, capsys):
    rows = [HEAD, ["a", 100, 20], [None] * 3, ["  ", None, ""], ["b", -1, 0], [None] * 3, ["c", 100, 19]]
    path = made([*rows, [None, "  ", None]], (2, 2))
    answers, said = scored(path, capsys)
    assert answers == {"a": True, "b": None, "c": False}
    assert "row 6 [抽检数]: the value `-1`" in said and "3 rows: " in said


def test_rows_are_named_alike_in_reports(made, tmp_path):
    pytest.importorskip("scipy")
    path = made([["三月"], HEAD, ["a", 100, 20], [None] * 3, ["b", -1, 0]])
    assert main(["report", str(path), "-o", str(tmp_path / "r.html"), "--lang", "en"]) == 0
    html = (tmp_path / "r.html").read_text("utf-8")
    assert ">5</td>" in html and "cannot be negative" in html


def test_parts_with_a_prefix_in_their_names(made):
    """As .NET's Open XML SDK writes them: <x:c r="B2">, and other attributes before the place."""
    path = made([["批次号", *HEAD[1:]], [6930123456789, "=50+50", 1], ["b", 100.00000000001, 2]],
                then=lambda sheet: sheet.merge_cells("C2:C3"))
    with zipfile.ZipFile(path) as book:
        text = book.read("xl/worksheets/sheet1.xml").decode()
    found = sheet_xml.hidden(str(path), "xl/worksheets/sheet1.xml")
    text = re.sub(r"<(/?)(\w)", r"<\1x:\2", text.replace(' xmlns="', ' xmlns:x="')).replace('<x:c r="B2"', '<x:c s="0" r="B2"')
    prefixed = path.with_name("p.xlsx")
    with zipfile.ZipFile(prefixed, "w") as book:
        book.writestr("xl/worksheets/sheet1.xml", text)
    assert found == sheet_xml.hidden(str(prefixed), "xl/worksheets/sheet1.xml")
    assert found == ([(1, 2, 2, 2)], {0: [1]}, [(1, 1)], True)


def test_blocks_hide_nothing(made, monkeypatch):
    path = made([["a", "b"], *([6930123456789 + i, f"=1+{i}"] for i in range(300))])
    part = "xl/worksheets/sheet1.xml"
    whole = sheet_xml.hidden(str(path), part)
    assert whole.long == {0: list(range(1, 301))} and whole.unsaved == [(row, 1) for row in range(1, 301)]
    for size in (7, 64, 1000):
        monkeypatch.setattr(sheet_xml, "BLOCK", size)
        assert sheet_xml.hidden(str(path), part) == whole
        assert sheet_xml.is_filled(str(path), part) and sheet_xml.first_column(str(path), part) == 0
