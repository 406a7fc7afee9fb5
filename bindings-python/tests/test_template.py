"""A template is checked by its sheet, and its headings are those that score looks for."""

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
