"""Workbooks as people send them: what Excel hides is said in both languages, and the other rows are judged."""

import csv
import datetime
import json

import pytest

from aftersales.cli import main

xlsxwriter = pytest.importorskip("xlsxwriter")
pytest.importorskip("fastexcel")

HEAD = ["批次号", "抽检数", "误判数"]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How an old workbook begins, and a protected one: Excel puts what it encrypts into the old kind of file."""


@pytest.fixture
def sheet(tmp_path, capsys, monkeypatch):
    """Makes a workbook, scores it in both languages; gives the answers by batch, and what was said."""
    monkeypatch.setenv("COLUMNS", "200")

    def scored(rows, *options, then=None):
        path, out = tmp_path / "t.xlsx", tmp_path / "out.jsonl"
        if rows is not None:
            book = xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"})
            made = book.add_worksheet("甲")
            for place, cells in enumerate(rows):
                made.write_row(place, 0, cells)
            if then is not None:
                then(book, made)
            book.close()
        codes, said = [], {}
        for lang in ("zh", "en"):
            codes.append(main(["score", str(path), "-o", str(out), "--lang", lang, *options]))
            said[lang] = capsys.readouterr().err
        assert codes[0] == codes[1]
        answers = {}
        if codes[0] == 0:
            lines = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
            answers = {line["批次号"]: line["misjudged_by_customer"] for line in lines}
        return codes[0], answers, said

    scored.path = tmp_path / "t.xlsx"
    return scored


def test_a_formula_that_ended_in_an_error(sheet):
    def formulas(book, made):
        made.write_formula(1, 1, "=1/0", None, "#DIV/0!")
        made.write_formula(2, 2, "=NA()", None, "#N/A")
        made.write_formula(3, 1, "=50+50", None, 100)

    code, answers, said = sheet([HEAD, ["1", "", 20], ["2", 100, ""], ["3", "", 20]], then=formulas)
    assert (code, answers) == (0, {"1": None, "2": None, "3": True})
    assert "行 2 [抽检数]: B2 的公式出错：#DIV/0!；请改正公式，或直接填数" in said["zh"]
    assert "row 3 [误判数]: the formula in C3 ended in #N/A; mend the formula, or write the number" in said["en"]


def test_an_error_in_a_column_of_no_concern_spoils_nothing(sheet):
    code, answers, said = sheet([[*HEAD, "备注"], ["1", 100, 20]],
                                then=lambda _, made: made.write_formula(1, 3, "=1/0", None, "#DIV/0!"))
    assert (code, answers) == (0, {"1": True}) and "#DIV/0!" not in said["en"]


def test_merged_cells_are_not_filled_down(sheet):
    code, answers, said = sheet([HEAD, ["1", 100, 20], ["2", "", 20], ["3", 100, 19]],
                                then=lambda _, made: made.merge_range(1, 1, 2, 1, 100))
    assert (code, answers) == (0, {"1": True, "2": None, "3": False})
    assert "行 3 [抽检数]: 单元格 B2:B3 已合并，只有左上角有值；请取消合并，逐行填写" in said["zh"]
    assert "row 3 [抽检数]: the cells B2:B3 are merged: only the first has a value; unmerge them and fill in each row" in said["en"]


def test_identifiers_stored_as_numbers(sheet):
    code, answers, said = sheet([["条码", *HEAD], [6930123456789, 7, 100, 20], ["06930123456790", "007", 100, 19]])
    # A batch that Excel took for a number is written as it is shown, not as 7.0.
    assert (code, answers) == (0, {"7": True, "007": False})
    assert "“条码”列有存为数的长编号（A2）：前导零已丢失，15 位以后的数字不可靠。请把该列设为文本后重新导出" in said["zh"]
    assert ("the column `条码` has long identifiers stored as numbers (A2): leading zeros are lost, digits after the 15th "
            "are not reliable; format the column as text and export it again") in said["en"]


def test_long_counts_are_no_identifiers(sheet):
    _, answers, said = sheet([HEAD, ["1", 1_000_000_000_000, 200_000_000_000]])
    assert answers == {"1": True} and "file/number-id" not in said["zh"] + said["en"]


def test_dates_stay_dates(sheet, tmp_path):
    day = datetime.date(2026, 3, 7)
    code, answers, _ = sheet([["退货日期", *HEAD], [day, "1", 100, 20]])
    assert (code, answers) == (0, {"1": True})
    (line,) = (tmp_path / "out.jsonl").read_text("utf-8").splitlines()
    assert json.loads(line)["退货日期"].startswith("2026-03-07")


def test_a_protected_workbook(sheet):
    # The name of the stream that holds the encrypted workbook, as the directory of such a file has it.
    sheet.path.write_bytes(OLE + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(480))
    code, _, said = sheet(None)
    assert code == 2
    assert f"{sheet.path} 有密码。请在 Excel 中取消密码后另存 [file/password]" in said["zh"]
    assert f"{sheet.path} is protected by a password; remove the password in Excel and save it again [file/password]" in said["en"]


@pytest.mark.parametrize(
    ("data", "zh", "en"),
    [
        (OLE + bytes(504), "是旧版 Excel 工作簿（.xls）。请用 Excel 打开后另存为 .xlsx [file/xls]",
         "is an old Excel workbook (.xls); open it in Excel and save it as .xlsx [file/xls]"),
        ("批次号,抽检数\n1,2\n".encode("gb18030"), "不是 Excel 工作簿，只是改了扩展名。若是 CSV，请把扩展名改为 .csv [file/not-xlsx]",
         "is no Excel workbook, though its name says so; if it is CSV, name it .csv [file/not-xlsx]"),
        (b"", "是空文件。第一行应为列名 [file/empty]", "is empty; its first row should name the columns [file/empty]"),
        (b"PK\x03\x04" + bytes(200), "，文件可能已损坏或不完整（原文：",
         ", it may be damaged or incomplete (the reader says: "),
    ],
)
def test_what_is_no_workbook(sheet, data, zh, en):
    sheet.path.write_bytes(data)
    code, _, said = sheet(None)
    assert code == 2 and zh in said["zh"] and en in said["en"]
    # What a library adds in lines of its own stays out.
    assert [len(text.splitlines()) for text in said.values()] == [1, 1]


@pytest.mark.parametrize("rows", [[], [["", ""]]])
def test_an_empty_sheet(sheet, rows):
    code, _, said = sheet(rows)
    assert code == 2
    assert "是空文件。第一行应为列名 [file/empty]" in said["zh"]
    assert "is empty; its first row should name the columns [file/empty]" in said["en"]


def test_headings_without_rows(sheet):
    assert sheet([HEAD])[:2] == (0, {})


def test_a_sheet_by_its_name(sheet):
    def second(book, _):
        other = book.add_worksheet("乙")
        for place, cells in enumerate([HEAD, ["9", 100, 20]]):
            other.write_row(place, 0, cells)

    rows = [HEAD, ["1", 100, 19]]
    code, answers, said = sheet(rows, then=second)
    assert (code, answers) == (0, {"1": False})
    assert "只读取工作表“甲”，未读：乙。用 --sheet 指定" in said["zh"]
    assert "only the sheet `甲` is read, not 乙; choose with --sheet" in said["en"]
    code, answers, said = sheet(rows, "--sheet", "乙", then=second)
    assert (code, answers) == (0, {"9": True}) and "file/sheets" not in said["zh"]
    code, _, said = sheet(rows, "--sheet", "丙", then=second)
    assert code == 2
    assert "没有工作表“丙”。有：甲、乙 [file/sheet]" in said["zh"]
    assert "there is no sheet `丙`; sheets: 甲, 乙 [file/sheet]" in said["en"]


def test_two_columns_that_mean_the_same(sheet):
    rows = [["批次号", "抽检数", "Units inspected", "误判数"], ["1", 100, 10, 19]]
    code, _, said = sheet(rows)
    assert code == 2
    assert "“抽检数”有不止一列：抽检数、Units inspected。可试 --columns inspected=抽检数 [" in said["zh"]
    assert "`Units inspected` has more than one column: 抽检数, Units inspected; try --columns inspected=抽检数 [" in said["en"]
    assert sheet(rows, "--columns", "inspected=抽检数")[1] == {"1": False}


NUMBERS = [
    # What stands under 抽检数, with 1 misjudged; what is said of it.
    ("Infinity", "“抽检数”的值“Infinity”不是数", "the value `Infinity` of `Units inspected` is not a number"),
    ("NaN", "“抽检数”的值“NaN”不是数", "the value `NaN` of `Units inspected` is not a number"),
    ("1e400", "“抽检数”的值“1e400”不是数", "the value `1e400` of `Units inspected` is not a number"),
    (-1, "“抽检数”的值“-1”不能为负", "the value `-1` of `Units inspected` cannot be negative"),
    (100.5, "“抽检数”的值“100.5”不是整数", "the value `100.5` of `Units inspected` is not whole"),
    (0, "“误判数”为 1，多于“抽检数”的 0", "`Units misjudged by the customer` is 1, more than the 0 of `Units inspected`"),
]


@pytest.mark.parametrize(("cell", "zh", "en"), NUMBERS)
def test_numbers_that_are_no_counts(sheet, cell, zh, en):
    code, answers, said = sheet([HEAD, ["1", 100, 20], ["2", cell, 1], ["3", 100, 19]])
    assert (code, answers) == (0, {"1": True, "2": None, "3": False})
    assert zh in said["zh"] and en in said["en"]
    assert sheet([HEAD, ["2", cell, 1]], "--strict")[0] == 1


def test_nothing_inspected_is_said_in_the_reason(sheet, tmp_path):
    for lang, reason in (("zh", "“抽检数”为 0，没有比率可言"), ("en", "`Units inspected` is 0, so there is no rate")):
        code, answers, _ = sheet([HEAD, ["1", 0, 0]], "--reasons", "--lang", lang)
        assert (code, answers) == (0, {"1": None})
        assert reason in (tmp_path / "out.jsonl").read_text("utf-8")


def test_headings_that_nearly_fit(sheet):
    code, _, said = sheet([["批次号", "抽检数量", "误判数"], ["1", 100, 20]])
    assert code == 2
    typed = "--procedure iot-terminal-after-sales-repair --columns inspected=抽检数量"
    assert f"。可试 {typed} [table/procedure]" in said["zh"] and f"; try {typed} [table/procedure]" in said["en"]
    assert sheet([["批次号", "抽检数量", "误判数"], ["1", 100, 20]], *typed.split())[1] == {"1": True}
    assert "try" not in sheet([["名称", "价格"], ["1", 100]])[2]["en"]


def test_a_row_without_an_answer_is_called_the_same_everywhere(tmp_path, capsys):
    file = tmp_path / "x.csv"
    file.write_text("批次号,抽检数,误判数\n1,-1,1\n2,1,2,3\n", encoding="utf-8")
    assert main(["score", str(file), "--lang", "zh"]) == 0
    assert capsys.readouterr().out.count("无法判定") == 4


@pytest.mark.parametrize("kind", ["csv", "jsonl", "parquet", "xlsx"])
def test_the_error_of_a_formula_is_written_as_the_sheet_shows_it(sheet, tmp_path, kind):
    """In a column of no concern it is a text; in a column of a fact it stays a fault."""
    def formulas(_, made):
        for row, column, error in ((1, 3, "#N/A"), (2, 3, "#DIV/0!"), (2, 1, "#NAME?")):
            made.write_formula(row, column, "=X", None, error)

    code, answers, said = sheet([[*HEAD, "备注"], ["1", 100, 20], ["2", "", 20], ["3", 100, 19, "x"]], then=formulas)
    assert (code, answers) == (0, {"1": True, "2": None, "3": False})
    assert said["en"].count("the formula in B3 ended in #NAME?") == 1 and "D2" not in said["en"]
    out = tmp_path / f"again.{kind}"
    assert main(["score", str(sheet.path), "-o", str(out)]) == 0
    assert columns(out, "抽检数", "备注") == [("100", "#N/A"), ("#NAME?", "#DIV/0!"), ("100", "x")]


def columns(path, *names):
    """Two columns of a result of any kind, as text."""
    if path.suffix == ".xlsx":
        head, *rows = pytest.importorskip("openpyxl").load_workbook(path).worksheets[0].values
        return [tuple(str(row[head.index(name)]) for name in names) for row in rows]
    if path.suffix == ".parquet":
        rows = pytest.importorskip("pyarrow.parquet").read_table(path).to_pylist()
    elif path.suffix == ".jsonl":
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    else:
        rows = csv.DictReader(path.read_text("utf-8-sig").splitlines())
    return [tuple(row[name] for name in names) for row in rows]
