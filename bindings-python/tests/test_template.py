"""A template is checked by its sheet, and its headings are those that score looks for."""

import csv
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
