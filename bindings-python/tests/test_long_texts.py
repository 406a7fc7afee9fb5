"""Texts that are longer than a cell of Excel holds, 32,767 characters: a workbook says that it has cut them."""

import csv
import json

import pytest

from aftersales.cli import main

openpyxl = pytest.importorskip("openpyxl")
pytest.importorskip("xlsxwriter")

LONGEST = 32_767
"""As Excel's specifications and limits have it: total number of characters that a cell can contain."""
HEAD = ["批次号", "退回数量", "抽检数", "误判数", "备注", "客户"]


@pytest.fixture
def run(tmp_path, capsys, monkeypatch):
    """Makes a file of some remarks, runs a command over it in both languages; gives what was said, and the result."""
    monkeypatch.setenv("COLUMNS", "200")

    def made(remarks, kind, *words):
        file, out = tmp_path / "in.csv", tmp_path / f"out.{kind}"
        with file.open("w", newline="", encoding="utf-8") as text:
            csv.writer(text).writerows([HEAD, *([str(row), "1000", "100", "20", remark, "甲"] for row, remark in enumerate(remarks))])
        said = {}
        for lang in ("zh", "en"):
            main([words[0], str(file), *words[1:], "--out", str(out), "--lang", lang])
            said[lang] = capsys.readouterr().err
        return said, out

    return made


def test_a_workbook_says_which_texts_it_has_cut(run):
    said, out = run(["x" * LONGEST, "短", "x" * (LONGEST + 1), "文" * 40_000], "xlsx", "score")
    assert ("注意：有 2 处文字超过 Excel 单元格能存的 32,767 个字符，写入时已截断，第一处在“备注”列第 4 行（判定结果!E4）。"
            "需要全文请写成 .csv、.jsonl 或 .parquet [file/long-text]") in said["zh"]
    assert ("2 texts are longer than the 32,767 characters that a cell of Excel holds, and cut, first in row 4 of the column `备注` "
            "(Verdicts!E4); write .csv, .jsonl or .parquet to keep all of it [file/long-text]") in said["en"]
    sheet = openpyxl.load_workbook(out).worksheets[0]
    assert [len(sheet.cell(row, 5).value) for row in range(2, 6)] == [LONGEST, 1, LONGEST, LONGEST]
    assert [sheet.cell(row, 6).value for row in range(2, 6)] == ["甲"] * 4


def test_nothing_is_said_of_texts_that_fit(run):
    said, _ = run(["x" * LONGEST], "xlsx", "score")
    assert "file/long-text" not in said["zh"] + said["en"]


@pytest.mark.parametrize("kind", ["csv", "jsonl"])
def test_other_files_keep_them_whole(run, kind):
    said, out = run(["x" * 40_000], kind, "score")
    assert "file/long-text" not in said["zh"] + said["en"]
    if kind == "jsonl":
        assert json.loads(out.read_text("utf-8"))["备注"] == "x" * 40_000
    else:
        assert "," + "x" * 40_000 + "," in out.read_text("utf-8-sig")


def test_a_long_text_takes_no_cell_beside_it_away(run, tmp_path):
    """Rows that were drawn are written as they are, but for what does not fit."""
    said, out = run(["x" * 40_000] * 3, "xlsx", "sample", "--plan", "3", "--column", "批次号", "--seed", "1",
                    "--record", str(tmp_path / "r.json"))
    head, *rows = openpyxl.load_workbook(out).worksheets[0].values
    assert [row[head.index("客户")] for row in rows] == ["甲"] * 3
    assert "3 texts are longer" in said["en"] and "first in row 2 of the column `备注` (Sheet1!F2)" in said["en"]


def test_a_comparison_says_so_too(run):
    said, _ = run(["短", "x" * 40_000], "xlsx", "compare", "iot-terminal-after-sales-repair", "--reading", "misjudgement-rate=of-batch",
                  "-c", "received=退回数量")
    assert "有 1 处文字超过" in said["zh"] and "第一处在“备注”列第 3 行（改判的批次!F3）" in said["zh"]
    assert "1 text is longer" in said["en"] and "first in row 3 of the column `备注` (Changed batches!F3)" in said["en"]
