"""The words of the command line: help and refusals fit, name what was typed, and are in one language."""

import io
import os
import re
import sys
import warnings
from pathlib import Path

import pytest

import aftersales as af
from aftersales.cli import COMMANDS
from aftersales.text import preferred, speaking

from conftest import EXPORT, cells

REPAIR = "iot-terminal-after-sales-repair"


pytestmark = pytest.mark.usefixtures("place")


# -- help and refusals ----------------------------------------------------------------------------

ENGLISH = re.compile(r"\b(FILE|COLUMN|TITLE|READING|OPTION|FACT|NAME|ID|DATE|TEXT|LOT|RATE|COMMAND|file|before|after|start|span|name|out|"
                     r"usage|options|optional|arguments|positional|show|exit|error|invalid|required|choose|expected)\b")


@pytest.mark.parametrize("columns", [50, 80])
@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_fits_and_is_in_one_language(run, monkeypatch, columns, command):
    monkeypatch.setenv("COLUMNS", str(columns))
    for lang in ("zh", "en"):
        code, out, err = run(*command.split(), "--help", "--lang", lang)
        assert (code, err) == (0, "")
        for line in out.splitlines():
            assert cells(line) <= columns, line
        if lang == "en":
            assert all(c < "\u2e80" for c in out)
        else:
            told = re.sub(r"--[a-z-]+|\{[a-z,]+\}|\.\w+|[\w-]+=[\w-]+|aftersales( [a-z]+)?", "", out)
            assert not ENGLISH.findall(told if command else re.sub(r"^  \w+ ", "", told, flags=re.M).replace("score", ""))


@pytest.mark.parametrize(
    ("command", "codes"),
    [("score", "0 完成；1 有行未能判定（仅 --strict）；2 "), ("check", "0 完成；1 查出缺陷；2 "), ("diff", "0 完成；1 有不同；2 "),
     ("compare", "0 完成；1 有改判；2 "), ("due", "0 完成；2 "), ("show", "0 完成；2 "), ("sample", "0 完成；2 "),
     ("report", "0 完成；2 "), ("template", "0 完成；2 ")],
)
def test_each_command_names_its_own_exit_codes(run, monkeypatch, command, codes):
    monkeypatch.setenv("COLUMNS", "300")
    assert run(command, "--help", "--lang", "zh")[1].splitlines()[-1].startswith(f"退出码：{codes}未能执行")
    assert run(command, "--help", "--lang", "en")[1].splitlines()[-1].endswith("130 stopped with Ctrl-C.")


@pytest.mark.parametrize(
    ("arguments", "chinese", "english"),
    [
        (["score", "a.csv", "b.csv"], "无法识别的参数：b.csv", "unrecognized arguments: b.csv"),
        (["score"], "缺少参数：文件", "the following arguments are required: file"),
        (["diff", "x"], "缺少参数：新程序", "the following arguments are required: after"),
        (["score", "x", "--out"], "参数 --out/-o：后面要有一个值", "argument --out/-o: expected one argument"),
        (["score", "x", "--strict=1"], "参数 --strict：后面不能有值 '1'", "argument --strict: ignored explicit argument '1'"),
        (["score", "x", "--r=1"], "选项 --r=1 不明确，可能是 --reasons, --rows", "ambiguous option: --r=1 could match --reasons, --rows"),
    ],
)
def test_wrong_arguments_are_told_with_the_usage_of_their_command(run, arguments, chinese, english):
    for lang, usage, wrong, said in (("zh", "用法：", "错误：", chinese), ("en", "usage: ", "error: ", english)):
        code, out, err = run(*arguments, "--lang", lang)
        assert (code, out) == (2, "")
        assert err.startswith(f"{usage}aftersales {arguments[0]} ") and f"\n{wrong}{said}\n" in err
        assert f"aftersales {arguments[0]} --help" in err.splitlines()[-1]


def test_a_choice_that_is_none(run):
    code, _, err = run("score", "x", "--format", "doc", "--lang", "zh")
    assert code == 2 and "错误：参数 --format：没有 'doc' 这一项，可选 " in err and "parquet" in err
    code, _, err = run("scor", "--lang", "zh")
    assert code == 2 and "没有 'scor' 这一项，可选 " in err


def test_a_language_that_is_not_known(run, monkeypatch):
    for lang, said in (("zh_CN.UTF-8", "参数 --lang：没有 'fr' 这一项，可选"), ("en_US.UTF-8", "argument --lang: invalid choice: 'fr'")):
        monkeypatch.setenv("LC_ALL", lang)
        for arguments in (["--lang", "fr", "score"], ["score", "--lang=fr", "x"]):
            code, _, err = run(*arguments)
            assert code == 2 and said in err


def test_the_version(run):
    assert run("--version") == (0, f"aftersales {af.__version__}\n", "")


NO_FILE = {
    "check": ["check", "no.toml"], "show": ["show", "no.toml"], "diff": ["diff", REPAIR, "no.toml"], "score": ["score", "no.csv"],
    "book": ["score", "no.xlsx"], "parquet": ["score", "no.parquet"], "report": ["report", "no.csv"], "procedure": ["score", EXPORT, "-p", "no.toml"],
    "compare": ["compare", "no.csv", REPAIR, REPAIR], "sample": ["sample", "no.csv", "--plan", "1"],
    "verify": ["sample", EXPORT, "-c", "批次号", "--verify", "no.json"],
}


@pytest.mark.parametrize("arguments", NO_FILE.values(), ids=NO_FILE)
def test_a_file_that_is_not_there_is_told_in_the_language_chosen(run, arguments):
    path = next(str(a) for a in arguments if str(a).startswith("no."))
    assert run(*arguments, "--lang", "zh") == (2, "", f"错误：无法打开 {path}：没有这个文件或文件夹 [file/open]\n")
    assert run(*arguments, "--lang", "en") == (2, "", f"error: cannot open {path}: no such file or folder [file/open]\n")


def test_a_folder_is_no_file(run):
    os.mkdir("here.toml")
    for arguments in (["check", "here.toml"], ["score", "."]):
        assert run(*arguments, "--lang", "zh") == (2, "", f"错误：无法打开 {arguments[1]}：这是文件夹 [file/open]\n")


def test_a_procedure_that_is_not_there(run):
    told = run("show", "iot-terminal-repair", "--lang", "en")[2]
    assert told.startswith("error: there is no procedure `iot-terminal-repair`; near it: ") and REPAIR in told
    assert "`aftersales show` lists them all [procedure/unknown-procedure]" in told
    told = run("score", EXPORT, "-p", "otcwi-y-11", "--lang", "zh")[2]
    assert told == "错误：没有程序“otcwi-y-11”。是不是 OTCWI-Y-011？aftersales show 列出全部程序 [procedure/unknown-procedure]\n"
    assert "三包" not in (told := run("show", "zzz", "--lang", "zh")[2]) and "aftersales show 列出全部程序" in told


def test_the_list_of_procedures_is_a_line_each(run):
    lines = run("show", "--lang", "zh")[1].splitlines()
    assert len(lines) == len(af.procedures()) and all(line.startswith(info.id) for line, info in zip(lines, af.procedures()))


def test_standard_input_is_called_so(run, monkeypatch):
    def given(data):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))

    given(b"PK\x03\x04 a workbook")
    assert run("score", "-", "--lang", "zh")[2] == "错误：标准输入不是 CSV，而是 Excel 工作簿（.xlsx）。请把它作为文件给出 [file/not-csv]\n"
    given(b"")
    assert run("score", "-", "--lang", "en")[2] == "error: standard input is empty; its first row should name the columns [file/empty]\n"
    given(b'format = 1\nextends = "workshop-defect-handling"\ncolour = "red"\n')
    code, out, _ = run("check", "-", "--lang", "en")
    assert code == 1 and "standard input:3:1" in out and "standard input: faults: 1" in out
    given(b'format = 1\nextends = "workshop-defect-handling"\n')
    code, out, _ = run("check", "-", "--lang", "zh")
    assert code == 0 and out.endswith("标准输入：没有缺陷\n")


# -- one language ---------------------------------------------------------------------------------

def test_warnings_are_in_the_language_of_the_command(run, monkeypatch):
    Path("x.csv").write_text("抽检数,不符数\n100,4\n", encoding="utf-8")
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    for arguments in (["score", "x.csv", "-p", REPAIR], ["compare", "x.csv", REPAIR, "--reading", "misjudgement-rate=of-batch"],
                      ["score", "x.csv", "-p", "workshop-defect-handling"]):
        code, out, err = run(*arguments, "--lang", "en")
        # The headings and the words of the document are Chinese whatever the language.
        told = re.sub("抽检数|不符数|“.*?”", "", out + err)
        assert code == 0 and all(c < "\u2e80" for c in told), told


def test_the_language_of_a_block_is_that_of_its_errors_and_warnings(repair, monkeypatch):
    import pyarrow as pa

    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    with pytest.raises(af.SpanError) as raised:
        af.due("2026-02-30", "1 day")
    assert preferred() == "zh" and "日" in str(raised.value)
    with speaking("en"):
        assert preferred() == "en" and str(raised.value).isascii()
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always")
            repair.score(pa.table({"x": [1]}))
        assert "the table has no column for" in str(told[0].message)
    assert preferred() == "zh"
