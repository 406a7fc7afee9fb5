"""The command line: what it prints, in both languages, and its exit codes."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from aftersales.cli import main

from conftest import EXPORT

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def wide(monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


def run(capsys, *arguments):
    code = main([str(a) for a in arguments])
    told = capsys.readouterr()
    return code, told.out, told.err


def test_score_finds_the_procedure_and_shows_every_row(capsys):
    code, out, err = run(capsys, "score", EXPORT, "--rows", 0, "--lang", "zh")
    assert code == 0
    assert "售后不良品维修流程" in out and "条款 2.1" in out and "≥ 20%" in out
    lines = out.splitlines()
    assert sum(line.lstrip()[:1].isdigit() for line in lines) == 500
    exact = next(line for line in lines if line.startswith("  5 "))
    assert "00000081" in exact and "20/100 20.00%" in exact and " -1 " in exact
    assert "行 23 [误判数]: “误判数”为 35，多于“抽检数”的 30" in err
    assert "行 48 [抽检数]: “抽检数”的值“约30”不是数" in err
    assert "否 375 · 是 116 · 无法判定 9" in err


def test_score_is_strict_only_when_asked(capsys):
    assert run(capsys, "score", EXPORT, "--rows", "1", "--strict", "--lang", "en")[0] == 1
    code, out, err = run(capsys, "score", EXPORT, "--rows", "1", "--lang", "en")
    assert code == 0 and "... and 499 rows more" in err


@pytest.mark.parametrize("kind", ["csv", "jsonl", "xlsx", "parquet"])
def test_results_go_to_files_and_none_is_lost(capsys, tmp_path, kind):
    pl = pytest.importorskip("polars")
    out = tmp_path / f"out.{kind}"
    assert run(capsys, "score", EXPORT, "--rows", "1", "-o", out, "--lang", "zh")[0] == 0
    if kind == "csv":
        assert out.read_bytes().startswith(b"\xef\xbb\xbf")
        frame = pl.DataFrame(list(csv.DictReader(out.open(encoding="utf-8-sig", newline=""))))
    elif kind == "jsonl":
        frame = pl.DataFrame([json.loads(line) for line in out.open(encoding="utf-8")], infer_schema_length=None)
    elif kind == "xlsx":
        frame = pl.read_excel(out, infer_schema_length=0)
    else:
        frame = pl.read_parquet(out)
    assert frame.height == 500
    assert frame["批次号"][3] == "00000081"
    answer = frame["客户端误判率达到限值" if kind == "xlsx" else "misjudged_by_customer"][3]
    assert str(answer).lower() == ("是" if kind == "xlsx" else "true")


def test_utf8_with_and_without_mark_a_workbook_and_standard_input(capsys, tmp_path, monkeypatch):
    import io
    import sys

    text = "批次号,抽检数,误判数\r\n007,\"1,000\",200\r\n"
    for encoding in ("utf-8", "utf-8-sig", "gb18030"):
        file = tmp_path / f"{encoding}.csv"
        file.write_bytes(text.encode(encoding))
        code, out, _ = run(capsys, "score", file, "--lang", "en")
        assert code == 0 and "007" in out and "200/1000 20.00%" in out
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode("gb18030"))))
    assert "200/1000" in run(capsys, "score", "-", "--lang", "en")[1]


def test_a_workbook_keeps_leading_zeros(capsys, tmp_path):
    xlsxwriter = pytest.importorskip("xlsxwriter")
    pytest.importorskip("fastexcel")
    file = tmp_path / "returns.xlsx"
    book = xlsxwriter.Workbook(file)
    sheet = book.add_worksheet()
    for row, cells in enumerate([["批次号", "抽检数", "误判数"], ["007", 1000, 200], ["008", "约30", 3]]):
        sheet.write_row(row, 0, cells)
    book.close()
    code, out, err = run(capsys, "score", file, "--lang", "en")
    assert code == 0 and "007" in out and "200/1000 20.00%" in out
    assert "row 3 [抽检数]" in err


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("empty.csv", b"", "is empty"),
        ("blank.csv", b"\r\n,,\r\n", "is empty"),
        ("really.csv", b"PK\x03\x04xxxx", "is not CSV but an Excel workbook"),
        ("old.csv", b"\xd0\xcf\x11\xe0xxxx", "is not CSV but an old Excel workbook"),
        ("unicode.csv", "批次号,抽检数\n1,1\n".encode("utf-16"), "is not CSV but UTF-16 text"),
        ("twice.csv", "抽检数,抽检数,误判数\n1,1,1\n".encode(), "column names occur twice: 抽检数"),
        ("other.doc", b"x", ".doc files are not read"),
        ("none.csv", b"a,b\n1,2\n", "no built-in procedure fits these headings: a, b"),
    ],
)
def test_files_that_cannot_be_judged(capsys, tmp_path, name, data, said):
    file = tmp_path / name
    file.write_bytes(data)
    code, out, err = run(capsys, "score", file, "--lang", "en")
    assert code == 2 and said in err, err
    assert run(capsys, "score", file, "--lang", "zh")[2].startswith("错误：")


def test_a_file_that_is_not_there(capsys):
    code, _, err = run(capsys, "score", "no-such.csv", "--lang", "zh")
    assert code == 2 and "no-such.csv" in err


def test_a_row_whose_cells_have_slipped_is_not_judged(capsys, tmp_path):
    file = tmp_path / "ragged.csv"
    file.write_text("批次号,抽检数,误判数\n001,1,000,200\n002,100,20\n003,100\n", encoding="utf-8")
    code, out, err = run(capsys, "score", file, "--lang", "en", "-o", tmp_path / "out.jsonl")
    assert code == 0
    assert "row 4: has 2 cells under 3 headings: some are missing" in err
    assert "row 2: has 4 cells under 3 headings" in err
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").open(encoding="utf-8")]
    assert [r["misjudged_by_customer"] for r in rows] == [None, True, None]
    assert rows[0]["problems"][0]["code"] == "file/ragged"


def test_columns_by_hand(capsys, tmp_path):
    file = tmp_path / "own.csv"
    file.write_text("lot,checked,wrong\n1,100,20\n", encoding="utf-8")
    arguments = ["score", file, "-p", "iot-terminal-after-sales-repair", "--lang", "en"]
    code, out, _ = run(capsys, *arguments, "-c", "inspected=checked", "-c", "misjudged=wrong")
    assert code == 0 and "20/100" in out
    code, _, err = run(capsys, *arguments, "-c", "inspected")
    assert code == 2 and "`inspected` should be FACT=COLUMN" in err


def test_due(capsys):
    code, out, _ = run(capsys, "due", "2026-02-13 16:00", "3个工作日", "--lang", "zh", "--days")
    assert code == 0 and "2月25日" in out and "调休上班" in out
    code, out, _ = run(capsys, "due", "2026-02-13 16:00", "3 working days", "--json")
    assert json.loads(out)["last_day"] == "2026-02-25"
    code, _, err = run(capsys, "due", "2026-02-30", "1 day", "--lang", "en")
    assert code == 2 and "[moment/day]" in err


def test_check(capsys, tmp_path):
    file = tmp_path / "ours.toml"
    file.write_text('format = 1\nextends = "workshop-defect-handling"\ncolour = "red"\n', encoding="utf-8")
    code, out, _ = run(capsys, "check", file, "--lang", "en")
    assert code == 1 and "ours.toml:3:1" in out and "colour" in out and "\x1b" not in out
    code, out, _ = run(capsys, "check", file, "--format", "json")
    assert code == 1 and json.loads(out)[0]["line"] == 3
    file.write_text('format = 1\nextends = "workshop-defect-handling"\n', encoding="utf-8")
    code, out, _ = run(capsys, "check", file, "--lang", "zh")
    assert code == 0 and out.endswith(f"{file}：没有缺陷\n")
    assert run(capsys, "check", "docs/examples/no-such.toml")[0] == 2


def test_check_runs_the_examples(capsys, tmp_path):
    file = tmp_path / "ours.toml"
    own = (
        'format = 1\nextends = "workshop-defect-handling"\n[[check]]\nid = "label-mismatch"\nabove = "2%"\n'
        'words = "超过2%"\nclause = "QP-07, 3.2"\n[[example]]\nid = "three-of-a-hundred"\n'
        'facts = { inspected = 100, mismatched = 3 }\nexpect.findings = { label-mismatch = "yes" }\n'
    )
    file.write_text(own, encoding="utf-8")
    code, out, _ = run(capsys, "check", file, "--lang", "en")
    assert code == 0 and "\n1 example holds; they exercise 0/25 steps" in out and "\nno example: step." in out
    code, out, _ = run(capsys, "check", file, "--lang", "zh")
    assert code == 0 and "\n1 个算例成立；覆盖步骤 0/25" in out and "\n没有算例：step." in out

    file.write_text(own.replace('"2%"', '"3%"').replace("超过2%", "超过3%"), encoding="utf-8")
    code, out, _ = run(capsys, "check", file, "--lang", "en")
    assert code == 1 and "`label-mismatch` should be `yes`, but is `no`" in out and f"{file}: faults: 1" in out
    assert 'expect.findings = { label-mismatch = "yes" }' in out and "1 of 1 examples does not hold" in out
    code, out, _ = run(capsys, "check", file, "--format", "json")
    assert "example/differs" in [problem["code"] for problem in json.loads(out)]


def test_check_proves_the_file(capsys):
    file = ROOT / "core/tests/procedures/bad/proof-dead-end.toml"
    code, out, _ = run(capsys, "check", file, "--lang", "en")
    assert code == 1 and "error[proof/dead-end]" in out


def test_show(capsys):
    code, out, _ = run(capsys, "show", "--lang", "en")
    assert code == 0 and "workshop-defect-handling" in out
    code, out, _ = run(capsys, "show", "OTCWI-Y-011", "--lang", "zh")
    assert code == 0 and "不符数 / 抽检数 > 3%" in out and "出处（本库描述）" in out
    code, _, err = run(capsys, "show", "workshop", "--lang", "en")
    assert code == 2 and err.startswith("error: ")


def test_show_the_edition_of_a_day(capsys, tmp_path):
    files = []
    for name, since, above in [("A/1", "2026-07-01", "2%"), ("A/2", "2027-01-01", "1%")]:
        file = tmp_path / f"{since}.toml"
        file.write_text(
            f'format = 1\nextends = "workshop-defect-handling"\nedition = "{name}"\neffective = {since}\n'
            f'[[check]]\nid = "label-mismatch"\nabove = "{above}"\nwords = "超过{above}"\nclause = "QP-07, 3.2"\n',
            encoding="utf-8",
        )
        files.append(file)
    code, out, _ = run(capsys, "show", *files, "--on", "2026-12-31", "--lang", "zh")
    assert code == 0 and "A/1 · 自 2026-07-01 起生效" in out and "A/2" not in out
    code, out, _ = run(capsys, "show", *files, "--on", "2027-01-01", "--lang", "en")
    assert code == 0 and "A/2 · in effect from 2027-01-01" in out and "A/1" not in out
    assert run(capsys, "show", *files, "--on", "2026-06-30", "--lang", "en") == (
        2, "", "error: no edition was in effect on 2026-06-30\n",
    )
    # ZJHP-3-WI-QD-004 prints 27 March 2018 as the day it takes effect.
    assert run(capsys, "show", "zjhp-complaint-return", "--on", "2018-03-27", "--lang", "zh")[0] == 0
    code, _, err = run(capsys, "show", "zjhp-complaint-return", "--on", "2018-03-26", "--lang", "zh")
    assert code == 2 and "在 2018-03-26 尚未生效" in err


def test_diff(capsys, tmp_path):
    own = tmp_path / "ours.toml"
    own.write_text(
        'format = 1\nextends = "workshop-defect-handling"\n[[check]]\nid = "label-mismatch"\nabove = "2%"\n'
        'words = "超过2%"\nclause = "QP-07, 3.2"\n',
        encoding="utf-8",
    )
    code, out, _ = run(capsys, "diff", "workshop-defect-handling", own, "--lang", "en")
    assert code == 1
    assert "threshold was `mismatched / inspected > 3%`, is now `mismatched / inspected > 2%`" in out
    code, out, _ = run(capsys, "diff", "workshop-defect-handling", own, "--lang", "zh")
    assert code == 1 and "的标准由“mismatched / inspected > 3%”改为“mismatched / inspected > 2%”" in out
    code, out, _ = run(capsys, "diff", "workshop-defect-handling", own, "--format", "json")
    assert code == 1 and {"changed", "citations"} <= {change["what"] for change in json.loads(out)}
    same = run(capsys, "diff", "OTCWI-Y-011", "workshop-defect-handling", "--lang", "zh")
    assert same == (0, "没有不同\n", "")
    assert run(capsys, "diff", "workshop-defect-handlin", own)[0] == 2


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("command", [[], ["score"], ["due"], ["check"], ["show"], ["diff"]])
def test_help_in_both_languages(capsys, lang, command):
    with pytest.raises(SystemExit) as left:
        main([*command, "--help", "--lang", lang])
    assert left.value.code == 0
    out = capsys.readouterr().out
    assert ("退出码" in out, "Exit codes" in out) == (lang == "zh", lang == "en")


def test_wrong_arguments(capsys):
    with pytest.raises(SystemExit) as left:
        main(["score", "--lang", "zh"])
    assert left.value.code == 2
    assert "缺少参数：" in capsys.readouterr().err


def test_python_m_is_the_command():
    done = subprocess.run([sys.executable, "-m", "aftersales", "due", "2026-03-07", "5 working days"], capture_output=True)
    assert done.returncode == 0 and done.stdout
