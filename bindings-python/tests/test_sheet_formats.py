"""Identifiers that a sheet shows with leading zeros, by the format of numbers alone: the zeros are part of them."""

import pytest

from aftersales import files, sheet_formats, sheet_xml
from aftersales.cli import main

xlsxwriter = pytest.importorskip("xlsxwriter")
pytest.importorskip("fastexcel")

HEAD = ["批次号", "条码", "抽检数", "误判数"]


@pytest.fixture
def made(tmp_path):
    """Makes a workbook out of cells: a value, or a value with its format."""

    def make(rows, at=(0, 0)):
        path = tmp_path / "t.xlsx"
        book = xlsxwriter.Workbook(path)
        sheet = book.add_worksheet()
        for row, cells in enumerate(rows, at[0]):
            for column, cell in enumerate(cells, at[1]):
                value, shown = cell if isinstance(cell, tuple) else (cell, None)
                sheet.write(row, column, value, book.add_format({"num_format": shown}) if shown else None)
        book.close()
        return path

    return make


def table(path):
    (piece,) = files.read(str(path))
    return piece.table.to_pydict(), [note.code for note in piece.notes]


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        # As Excel shows them.
        ((7, "00000"), "00007"),
        ((123, "0000000000000"), "0000000000123"),
        ((123456, "00000"), "123456"),
        ((0, "000"), "000"),
        ((7, "0"), "7"),
        ((7, "#,##0"), "7"),
        ((7, "0.00"), "7"),
        ((7, None), "7"),
        # Texts and what is no whole number stay.
        (("7", "00000"), "7"),
        (("A7", "00000"), "A7"),
        ((7.5, "00000"), "7.5"),
        ((None, "00000"), None),
    ],
)
@pytest.mark.parametrize("at", [(0, 0), (3, 30)])
def test_the_text_is_what_the_sheet_shows(made, cell, shown, at):
    assert table(made([["a", "b"], ["x", cell], ["y", (8, "0000")]], at))[0] == {"a": ["x", "y"], "b": [shown, "0008"]}


def test_computed_numbers_are_shown_alike(made, tmp_path):
    book = xlsxwriter.Workbook(tmp_path / "f.xlsx")
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["a", "b"])
    sheet.write_formula(1, 0, "=3+4", book.add_format({"num_format": "00000"}), 7)
    sheet.write_formula(1, 1, '="7"', book.add_format({"num_format": "00000"}), "7")
    book.close()
    assert table(tmp_path / "f.xlsx")[0] == {"a": ["00007"], "b": ["7"]}


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_identifiers_keep_their_zeros_in_results(made, tmp_path, kind):
    """Counts in such a format are counts as ever."""
    path = made([HEAD, [(7, "00000"), (123, "0" * 13), (100, "00000"), (20, "000")],
                 [(12345, "00000"), (6930123456789, "0" * 13), 100, 19]])
    out = tmp_path / f"o.{kind}"
    assert main(["score", str(path), "-o", str(out), "--lang", "en"]) == 0
    if kind == "csv":
        lines = [line.split(",") for line in out.read_text("utf-8-sig").splitlines()[1:]]
        assert [line[:2] for line in lines] == [["00007", "0000000000123"], ["12345", "6930123456789"]]
        assert [line[4] for line in lines] == ["TRUE", "FALSE"]
        return
    rows = list(pytest.importorskip("openpyxl").load_workbook(out).worksheets[0].values)[1:]
    assert [row[:4] for row in rows] == [("00007", "0000000000123", 100, 20), ("12345", "6930123456789", 100, 19)]


def test_nothing_is_lost_where_the_format_shows_every_digit(made):
    """The warning of long numbers is for those whose zeros, or last digits, are gone."""
    cells = [(693012345678, "0" * 13), (6930123456789, "0" * 13)]
    assert table(made([["a", "b"], *([cell, "x"] for cell in cells)])) == (
        {"a": ["0693012345678", "6930123456789"], "b": ["x", "x"]}, [])
    for cell in ((6930123456789, None), (6930123456789, "00000"), (1234567890123456, "0" * 16)):
        assert table(made([["a", "b"], [cell, "x"]]))[1] == ["file/number-id"]


def test_a_workbook_without_such_formats_is_not_looked_through(made, monkeypatch):
    path = made([["a", "b"], [(7, "0.00"), "x"]])
    monkeypatch.setattr(sheet_formats, "parts", None)
    assert table(path)[0] == {"a": ["7"], "b": ["x"]}


def test_blocks_hide_no_format(made, monkeypatch):
    path = made([["a", "b"], *([(place, "00000"), (place, "000" if place % 2 else "0")] for place in range(200))])
    whole = sheet_formats.zeros(str(path), "xl/worksheets/sheet1.xml")
    assert whole == {(0, 5): list(range(1, 201)), (1, 3): list(range(2, 201, 2))}
    for size in (7, 64, 1000):
        monkeypatch.setattr(sheet_xml, "BLOCK", size)
        assert sheet_formats.zeros(str(path), "xl/worksheets/sheet1.xml") == whole
