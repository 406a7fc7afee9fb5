"""A template is checked by its sheet, and its headings are those that score looks for."""

import csv
import datetime
import io
import re
import zipfile

import pytest

import aftersales as af
from aftersales import files, template
from aftersales.cli import main

pytest.importorskip("xlsxwriter")
pytest.importorskip("fastexcel")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_template_has_the_headings_that_score_looks_for(tmp_path, lang):
    for info in af.procedures():
        judge = af.procedure(info.id)
        facts = template.asked(judge)
        if not facts:
            continue
        path = tmp_path / f"{info.id}.xlsx"
        template.write(judge, str(path), lang)
        (piece,) = files.read(str(path))
        plan = judge._plan(piece.names, {}, True, False, "", lang)
        assert set(plan.facts) == {fact.id for fact in facts}, info.id


def test_counts_are_checked_as_they_are_typed(tmp_path, repair):
    path = tmp_path / "t.xlsx"
    template.write(repair, str(path), "zh")
    sheet = zipfile.ZipFile(path).read("xl/worksheets/sheet1.xml").decode()
    assert "<formula1>0</formula1>" in sheet and "<formula2>$B2</formula2>" in sheet
    assert "应为从 0 起的整数，不多于“抽检数”" in sheet


def test_a_procedure_without_a_verdict_has_none(tmp_path, capsys):
    assert main(["template", "intake-brief", str(tmp_path / "t.xlsx"), "--lang", "en"]) == 2
    assert "judges nothing by facts" in capsys.readouterr().err


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_is_filled_in_is_judged(tmp_path, capsys, lang):
    """The sheet as a clerk fills it: the cells below the headings, the notes and lists left alone."""
    openpyxl = pytest.importorskip("openpyxl")
    path = tmp_path / "t.xlsx"
    assert main(["template", "workshop-defect-handling", str(path), "--lang", lang]) == 0
    defects = af.procedure("workshop-defect-handling")
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    places = {cell.value: cell.column for cell in sheet[1]}
    labels = {fact.id: fact.label(lang) for fact in defects.facts}
    for row, (batch, inspected, mismatched) in enumerate([("00012", 100, 4), ("00013", 100, 3)], 2):
        sheet.cell(row, 1, batch)
        sheet.cell(row, places[labels["inspected"]], inspected)
        sheet.cell(row, places[labels["mismatched"]], mismatched)
    book.save(path)
    capsys.readouterr()
    assert main(["score", str(path), "-p", "workshop-defect-handling", "-o", "-", "--lang", lang]) == 0
    head, *rows = csv.reader(io.StringIO(capsys.readouterr().out))
    assert [(row[0], row[head.index("label_mismatch")]) for row in rows] == [("00012", "TRUE"), ("00013", "FALSE")]


def test_choices_with_a_comma_or_too_long_stand_on_a_hidden_sheet(tmp_path):
    path = tmp_path / "t.xlsx"
    judge = af.procedure("chendian-customer-service")
    template.write(judge, str(path), "en")
    (fact,) = [fact for fact in template.asked(judge) if any("," in option.label("en") for option in fact.options)]
    with zipfile.ZipFile(path) as book:
        sheets = book.read("xl/workbook.xml").decode()
        assert [(name, "hidden" in rest) for name, rest in re.findall(r'<sheet name="(\w+)"([^>]*)>', sheets)] == [
            ("Data", False), ("Notes", False), ("Lists", True)]
        data = book.read("xl/worksheets/sheet1.xml").decode()
    assert f"<formula1>'Lists'!$A$1:$A${len(fact.options)}</formula1>" in data
    (piece,) = files.read(str(path), sheet="Lists")
    assert [*piece.names, *next(iter(piece.table.to_pydict().values()))] == [o.label("en") for o in fact.options]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_filled_template_gives_a_report_by_customer_and_month(tmp_path, chinese, lang):
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("scipy")
    path, page = tmp_path / "t.xlsx", tmp_path / "page.html"
    names = {"zh": ["客户", "收货日期"], "en": ["Customer", "Date received"]}[lang]
    options = [part for name in names for part in ("--also", name)]
    assert main(["template", "iot-terminal-after-sales-repair", str(path), "--lang", lang, *options]) == 0
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    titles = [cell.value for cell in sheet[1]]
    assert titles[1:3] == names
    repair = af.procedure("iot-terminal-after-sales-repair")
    asked = [next(f.label(lang) for f in repair.facts if f.id == id) for id in ("received", "inspected", "misjudged")]
    assert titles[3:] == asked
    for row in range(2, 12):
        line = [f"{row:05}", "AB"[row % 2], datetime.date(2026, 3 + row % 2, row), 100, 50, row * 2]
        for column, cell in enumerate(line, 1):
            sheet.cell(row, column, cell)
    book.save(path)
    assert main(["report", str(path), "-o", str(page), "--lang", lang, "-p", "iot-terminal-after-sales-repair"]) == 0
    text = page.read_text(encoding="utf-8")
    for heading in {"zh": ["按客户", "按收货日期（月）"], "en": ["By Customer", "By Date received (month)"]}[lang]:
        assert f"<h2>{heading}</h2>" in text
    assert "2026-04" in text


def test_more_columns_are_checked_as_what_they_are(tmp_path):
    """A fact of the procedure as that fact, a date as a date, anything else as text that keeps its zeros."""
    openpyxl = pytest.importorskip("openpyxl")
    path = tmp_path / "t.xlsx"
    judge = af.procedure("iot-terminal-after-sales-repair")
    template.write(judge, str(path), "zh", ["订单号", "收货日期", "客户计划完成时间", "误判数"])
    sheet = openpyxl.load_workbook(path).worksheets[0]
    titles = [cell.value for cell in sheet[1]]
    assert titles == ["批次号", "订单号", "收货日期", "客户计划完成时间", "客退数量", "抽检数", "误判数"]
    checks = {str(one.sqref): one for one in sheet.data_validations.dataValidation}
    assert {place: one.type for place, one in checks.items()} == {
        "C2:C5001": "date", "D2:D5001": "date", "E2:E5001": "whole", "F2:F5001": "whole", "G2:G5001": "whole"}
    assert (checks["F2:F5001"].formula2, checks["G2:G5001"].formula2) == ("$E2", "$F2")
    assert any(one.min <= 2 <= one.max and one.number_format == "@" for one in sheet.column_dimensions.values())


def test_a_column_asked_for_twice_is_refused(tmp_path, capsys):
    path = tmp_path / "t.xlsx"
    for lang, said in (("zh", "列名重复：批次号"), ("en", "column names occur twice: Batch")):
        name = {"zh": "批次号", "en": "Batch"}[lang]
        assert main(["template", "workshop-defect-handling", str(path), "--also", name, "--lang", lang]) == 2
        assert said in capsys.readouterr().err and not path.exists()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_notes_say_what_to_write_and_what_to_do_next(tmp_path, lang):
    openpyxl = pytest.importorskip("openpyxl")
    path = tmp_path / "filled.xlsx"
    assert main(["template", "CIOT-W-QMD-014", str(path), "--lang", lang]) == 0
    book = openpyxl.load_workbook(path)
    notes, said = book.worksheets[1], {cell.value for row in book.worksheets[1].iter_rows() for cell in row}
    step = next(cell for cell in said if cell and "aftersales score" in cell)
    assert "aftersales score filled.xlsx --procedure CIOT-W-QMD-014" in step
    assert any("5001" in str(cell) for cell in said)
    assert {"zh": "批次号", "en": "Batch"}[lang] in said
    # No fact that is asked for here has a clause of its own.
    assert {"zh": "出处", "en": "source"}[lang] not in said
    for sheet in (notes, book.worksheets[0]):
        assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.orientation == "landscape"
    assert notes.page_setup.fitToHeight in (None, 1)
