"""Which sheet of a workbook is read, and what is said of the others, whether it fits or not."""

import pytest

from aftersales import files
from aftersales.cli import main

openpyxl = pytest.importorskip("openpyxl")
pytest.importorskip("fastexcel")

TABLE = [["批次号", "抽检数", "误判数"], ["a", 100, 20]]
OTHER = [["名称", "价格"], ["x", 5]]


@pytest.fixture
def said(tmp_path, capsys):
    """Scores a workbook of these sheets in both languages: exit code, what was said, the rows."""

    def scored(sheets, *options, hidden=()):
        book = openpyxl.Workbook()
        book.remove(book.active)
        for name, rows in sheets.items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
            sheet.sheet_state = "hidden" if name in hidden else "visible"
        book.active = next(place for place, name in enumerate(sheets) if name not in hidden)
        path, out = tmp_path / "t.xlsx", tmp_path / "o.csv"
        book.save(path)
        told = []
        for lang in ("zh", "en"):
            code = main(["score", str(path), "-o", str(out), "--lang", lang, *options])
            told.append(capsys.readouterr().err.replace(str(path), "t.xlsx"))
        rows = [line.split(",")[0] for line in out.read_text("utf-8-sig").splitlines()[1:]] if code == 0 else []
        return code, told[0], told[1], rows

    return scored


def test_the_first_visible_sheet_with_a_table(said):
    code, zh, en, rows = said({"字典": OTHER, "空": [], "封面": [["三月退货"]], "数据": TABLE, "三月": TABLE}, hidden=["字典"])
    assert (code, rows) == (0, ["a"])
    assert "只读取工作表“数据”，未读：字典（隐藏）、封面、三月。用 --sheet 指定 [file/sheets]" in zh
    assert "only the sheet `数据` is read, not 字典 (hidden), 封面, 三月; choose with --sheet [file/sheets]" in en


def test_an_empty_first_sheet_is_passed_over_and_the_other_named(said):
    code, zh, en, rows = said({"甲": [], "数据": TABLE})
    assert (code, rows) == (0, ["a"])
    assert "读取的是工作表“数据”。用 --sheet 指定 [file/sheets]" in zh
    assert "the sheet `数据` is read; choose with --sheet [file/sheets]" in en


def test_empty_sheets_after_the_table_are_not_worth_a_word(said):
    code, zh, en, rows = said({"Sheet1": TABLE, "Sheet2": [], "Sheet3": []})
    assert (code, rows) == (0, ["a"]) and "file/sheets" not in zh + en


@pytest.mark.parametrize("notes", ["说明", "Notes"])
def test_notes_are_no_table(said, notes):
    code, zh, en, rows = said({"数据": TABLE, notes: OTHER, "选项": [["x"]]}, hidden=["选项"])
    assert (code, rows) == (0, ["a"]) and "file/sheets" not in zh + en
    code, _, en, rows = said({notes: OTHER, "数据": TABLE})
    assert (code, rows) == (0, ["a"]) and "the sheet `数据` is read" in en


def test_the_other_sheets_are_named_where_the_first_does_not_fit(said):
    code, zh, en, _ = said({"价目": OTHER, "数据": TABLE})
    assert code == 2
    assert "名称, 价格" in zh and "[table/procedure]" in zh
    assert "只读取工作表“价目”，未读：数据。用 --sheet 指定 [file/sheets]" in zh
    assert "only the sheet `价目` is read, not 数据; choose with --sheet [file/sheets]" in en
    assert said({"价目": OTHER, "数据": TABLE}, "--sheet", "数据")[3] == ["a"]


def test_rows_above_the_headings_are_told_where_these_do_not_fit(said):
    code, zh, en, _ = said({"价目": [["三月"], *OTHER]})
    assert code == 2 and "表头取自第 2 行，其上 1 行未作数据 [file/above]" in zh
    assert "the headings are taken from row 2; the 1 above are not data [file/above]" in en


def test_nothing_but_empty_sheets(said):
    assert said({"甲": [], "乙": [["", None]]})[:3] == (
        2, "错误：t.xlsx 是空文件。第一行应为列名 [file/empty]\n",
        "error: t.xlsx is empty; its first row should name the columns [file/empty]\n")
    code, zh, en, _ = said({"甲": [], "数据": TABLE}, hidden=["数据"])
    assert code == 2
    assert "t.xlsx 中可见的工作表都是空的。隐藏的工作表：数据，用 --sheet 指定 [file/empty]" in zh
    assert "all visible sheets of t.xlsx are empty; hidden sheets: 数据; choose with --sheet [file/empty]" in en
    assert said({"甲": [], "数据": TABLE}, "--sheet", "数据", hidden=["数据"])[3] == ["a"]


def test_an_empty_sheet_asked_for(said):
    code, zh, en, _ = said({"甲": [], "数据": TABLE}, "--sheet", "甲")
    assert code == 2
    assert "工作表“甲”是空的。第一行应为列名 [file/empty]" in zh
    assert "the sheet `甲` is empty; its first row should name the columns [file/empty]" in en


def test_a_table_of_one_column(tmp_path):
    book = openpyxl.Workbook()
    for row in (["抽检数"], [5], [6]):
        book.active.append(row)
    book.create_chartsheet("图")
    book.save(tmp_path / "t.xlsx")
    (piece,) = files.read(str(tmp_path / "t.xlsx"))
    assert piece.table.to_pydict() == {"抽检数": ["5", "6"]} and not piece.notes
