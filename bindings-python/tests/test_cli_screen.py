"""What the command line shows fits the terminal, obeys no file, and ends without a traceback whatever the terminal is."""

import contextlib
import io
import json
import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from aftersales.cli import main
from aftersales.cli.paint import put, say, wrap
from aftersales.cli.progress import Progress

from conftest import EXPORT, cells

REPAIR = "iot-terminal-after-sales-repair"


pytestmark = pytest.mark.usefixtures("place")


# -- rows -----------------------------------------------------------------------------------------

@pytest.mark.parametrize(("lang", "columns"), [("zh", 80), ("en", 80), ("zh", 60), ("en", 60), ("en", 120)])
def test_a_row_is_one_line_and_says_which_batch_it_is(run, monkeypatch, lang, columns):
    monkeypatch.setenv("COLUMNS", str(columns))
    code, out, _ = run("score", EXPORT, "--lang", lang)
    lines = out.splitlines()
    assert code == 0 and max(map(cells, lines)) <= columns
    rows = [line for line in lines if line.lstrip()[:1].isdigit()]
    assert len(rows) == 20
    # The first batches of the export, as its file has them.
    for row, batch, answer in zip(rows, ["00060646", "00023520", "00077468", "00000081"], ["否", "否", "是", "是"]):
        assert batch in row and (answer if lang == "zh" else {"否": "no", "是": "yes"}[answer]) in row
    if columns >= 80:
        assert "20/100 20.00%" in rows[3] and "-1" in rows[3]


def test_a_wide_terminal_shows_every_column(run, monkeypatch):
    monkeypatch.setenv("COLUMNS", "250")
    head = next(line for line in run("score", EXPORT, "--lang", "zh")[1].splitlines() if line.startswith("行"))
    assert head.split() == ["行", "序号", "批次号", "客户", "型号", "退回数量", "抽检数", "误判数", "收货日期", "客户计划完成时间",
                            "备注", "客户端误判率达到限值", "比率", "差几件", "批次去向"]


def test_a_fact_that_no_rule_uses_is_a_column_like_others(run):
    """The planned completion is a fact of the procedure, but no verdict asks for it."""
    head = next(line for line in run("score", EXPORT, "--lang", "zh")[1].splitlines() if line.startswith("行"))
    assert "客户计划完成时间" not in head and "批次号" in head


def test_the_rows_that_change_are_one_line_each(run):
    out = run("compare", EXPORT, REPAIR, "--reading", "misjudgement-rate=of-batch", "-c", "received=退回数量", "--lang", "zh")[1]
    table = out.split("\n\n")[1].splitlines()
    assert len(table) == 22 and max(map(cells, table)) <= 80
    assert table[0].split()[:2] == ["行", "序号"] and "批次号" in table[0] and "→" in table[2]


def test_twenty_rows_unless_told_otherwise_and_none_beside_a_file(run):
    code, out, err = run("score", EXPORT, "--lang", "zh")
    assert code == 0 and "……另有 480 行未显示（--rows 0 显示全部）" in err
    code, out, err = run("score", EXPORT, "--lang", "zh", "-o", "judged.csv")
    assert (code, out) == (0, "")
    lines = err.splitlines()
    assert lines[:2] == ["已写入 judged.csv", f"已判定 500 行，依据：售后不良品维修流程  {REPAIR}  CIOT-W-QMD-014  V1.2"]
    assert lines[-2].startswith("共 500 行：客户端误判率达到限值  否 375") and len(lines) < 15
    code, out, err = run("score", EXPORT, "--lang", "en", "-o", "judged.csv", "--rows", "3")
    assert sum(line.lstrip()[:1].isdigit() for line in out.splitlines()) == 3
    code, out, err = run("score", EXPORT, "--lang", "en", "--rows", "0")
    assert sum(line.lstrip()[:1].isdigit() for line in out.splitlines()) == 500
    Path("many.csv").write_text("批次号,抽检数,误判数\n" + "1,x,1\n" * 30, encoding="utf-8")
    assert "... and 10 rows more (--bad-rows names them all)" in run("score", "many.csv", "--lang", "en")[2]
    assert "... and 25 rows more (--bad-rows names them all)" in run("score", "many.csv", "-o", "x.csv", "--lang", "en")[2]


@pytest.mark.parametrize(("command", "value"), [("score", "-5"), ("score", "x"), ("score", "1.5"), ("compare", "-1"), ("sample", "-3")])
def test_a_number_of_rows_is_a_whole_number_from_0(run, command, value):
    option = "--accept" if command == "sample" else "--rows"
    arguments = [command, "x.csv", *([REPAIR] if command == "compare" else []), f"{option}={value}"]
    code, _, err = run(*arguments, "--lang", "zh")
    assert code == 2 and f"错误：参数 {option}：应为从 0 起的整数，不是 {value}\n" in err
    code, _, err = run(*arguments, "--lang", "en")
    assert code == 2 and f"error: argument {option}: should be a whole number from 0, not {value}\n" in err


# -- what stands in a file is shown, not obeyed ---------------------------------------------------

def test_control_characters_of_a_file_do_not_reach_the_terminal(run, monkeypatch):
    monkeypatch.setenv("COLUMNS", "160")
    Path("x.csv").write_text(
        '批次号,抽检数,误判数,备\x1b[2J注\n"甲\n乙",100,20,\x1b[31m红\n丙\t丁,1\x07,0,\u202e反\u2028行\n', encoding="utf-8")
    code, out, err = run("score", "x.csv", "--lang", "zh")
    assert code == 0
    shown = [c for c in out + err if unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp") and c != "\n"]
    assert shown == []
    rows = out.splitlines()[-2:]
    assert "甲\\n乙" in rows[0] and "\\x1b[31m红" in rows[0] and "丙\\t丁" in rows[1] and "\\u202e反\\u2028行" in rows[1]
    assert "1\\x07" in err


def test_a_file_of_bytes_is_refused_in_a_few_words(run):
    Path("x.csv").write_bytes(bytes(range(1, 256)) * 40)
    code, out, err = run("score", "x.csv", "--lang", "en")
    assert (code, out) == (2, "") and len(err) < 1500
    assert not [c for c in err if unicodedata.category(c) in ("Cc", "Cf") and c != "\n"]


def test_other_texts_of_a_file_are_shown_as_well(run):
    Path("x.csv").write_text("批次号,抽检数,误判数,组\n1,100,20,\x1b[31ma\n2,100,19,b\n", encoding="utf-8")
    Path("x.toml").write_text('format = 1\nextends = "workshop-defect-handling"\n"col\\u001bour" = "\\u001b[31m"\n', encoding="utf-8")
    for arguments in (["sample", "x.csv", "-c", "组", "--plan", "1", "--by", "组", "--seed", "1"], ["check", "x.toml"], ["show", "\x1b[2J"],
                      ["score", "no\x1b[2J.csv"], ["diff", "x.toml", REPAIR], ["score", "x.csv", "-c", "\x1b[2J=抽检数"]):
        code, out, err = run(*arguments)
        assert "\x1b" not in out + err, arguments


def test_chinese_breaks_where_a_line_is_full_and_not_before_a_comma():
    text = "程序编号、文件编号，或程序文件（.toml）；默认由表头判断。判定退货批次"
    for width in range(14, 60):
        lines = wrap(text, width)
        assert "".join(lines) == text and all(cells(line) <= width for line in lines)
        assert not [line for line in lines if line[0] in "、，；。）" or line[-1] in "（"]


# -- encodings, pipes, terminals ------------------------------------------------------------------

SAID = (["score", "x.csv"], ["score", "x.csv", "-o", "out.csv"], ["due", "2026-02-13", "3 working days", "--days"], ["--help"],
        ["score", "--help"], ["show"], ["score", "--rows", "x", "x.csv"], ["show", "甲"])


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "gbk"])
def test_a_screen_that_cannot_say_everything_is_told_what_it_can(monkeypatch, encoding, lang):
    Path("x.csv").write_text("批次号,抽检数,误判数,客户\n甲\U0001f600ß,100,20,Café\n", encoding="utf-8")

    def told(*arguments):
        out = io.TextIOWrapper(io.BytesIO(), encoding)
        monkeypatch.setattr(sys, "stdout", out)
        with contextlib.suppress(SystemExit):
            main([*arguments, "--lang", lang])
        return out.buffer.getvalue().decode(encoding)

    for arguments in SAID:
        told(*arguments)
    shown = "甲\\U0001f600" if encoding == "gbk" else "\\u7532\\U0001f600"
    assert shown in told("score", "x.csv")
    assert "甲\U0001f600ß,100,20,Café" in Path("out.csv").read_text("utf-8-sig")
    assert json.loads(told("due", "2026-02-13", "3 working days", "--json"))["last_day"] == "2026-02-25"


def test_a_computer_that_knows_no_chinese():
    given = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    Path("批次.csv").write_text("批次号,抽检数,误判数\n甲,100,20\n", encoding="utf-8")
    for arguments in (["--help"], ["score", "批次.csv"], ["score", "批次.csv", "-o", "out.csv"], ["score", "批次.csv", "-c", "inspected=抽检数"]):
        done = subprocess.run([sys.executable, "-m", "aftersales", *arguments, "--lang", "zh"], capture_output=True, env=given)
        assert b"Traceback" not in done.stderr and done.returncode in (0, 2) and done.stdout.isascii(), done.stderr


def test_without_any_standard_stream():
    for closed in ("<&-", ">&-", "2>&-"):
        done = subprocess.run(f'"{sys.executable}" -m aftersales score "{EXPORT}" -o out.csv {closed}', shell=True, capture_output=True)
        assert done.returncode == 0 and b"Traceback" not in done.stderr
    done = subprocess.run(f'"{sys.executable}" -m aftersales score - --lang en <&-', shell=True, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (2, "error: standard input is empty; its first row should name the columns [file/empty]\n")


def test_a_number_that_is_too_large_for_the_core(run):
    assert run("sample", "500", "--plan", "5", "--accept", "9" * 30, "--lang", "zh")[::2] == (2, "错误：给出的数太大\n")


class Terminal(io.StringIO):
    """Both streams on one screen."""

    encoding = "utf-8"

    def isatty(self):
        return True


def test_the_progress_bar_is_taken_away_before_anything_is_written(monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    for write in (put, say):
        screen = Terminal()
        monkeypatch.setattr(sys, "stdout", screen)
        monkeypatch.setattr(sys, "stderr", screen)
        progress = Progress("{} rows", raw=False, rows=True)
        progress.at(0.5, 1000)
        write("words")
        bar, _, after = screen.getvalue().rpartition("1,000 rows")
        assert "50%" in bar and after == "\x1b[K\r\x1b[Kwords\n"


def _on_a_terminal(arguments, stdout):
    """What is seen of standard error, a terminal, of a command whose output goes elsewhere."""
    import pty

    ours, theirs = pty.openpty()
    done = subprocess.Popen([sys.executable, "-m", "aftersales", *arguments], stdout=stdout, stderr=theirs,
                            env={**os.environ, "TERM": "xterm", "NO_COLOR": "1"})
    os.close(theirs)
    if done.stdout is not None:
        done.stdout.read()
    seen = b""
    while True:
        try:
            some = os.read(ours, 4096)
        except OSError:
            break
        if not some:
            break
        seen += some
    done.wait(60)
    os.close(ours)
    return seen.decode()


def test_there_is_no_bar_where_the_output_goes_through_a_pipe():
    pytest.importorskip("pty")
    for arguments in (["score", str(EXPORT), "-o", "-"], ["score", str(EXPORT), "--lang", "en"]):
        assert "█" not in _on_a_terminal(arguments, subprocess.PIPE)
    with open("out.csv", "wb") as file:
        seen = _on_a_terminal(["score", str(EXPORT), "-o", "-", "--lang", "en"], file)
    assert "█" in seen and seen.index("\x1b[K\r\x1b[K") < seen.index("Rows with unusable cells")


def test_the_bar_goes_on_while_a_workbook_is_written():
    pytest.importorskip("pty")
    pytest.importorskip("xlsxwriter")
    seen = _on_a_terminal(["score", str(EXPORT), "-o", "judged.xlsx", "--lang", "en"], subprocess.DEVNULL)
    assert seen.index("500 rows judged") < seen.index("500 rows written") < seen.rindex("judged.xlsx")


def test_ctrl_c_while_it_is_loaded_leaves_no_traceback(monkeypatch):
    import builtins

    from aftersales import __main__ as start

    real = builtins.__import__

    def stop(name, *rest):
        if name == "cli":
            raise KeyboardInterrupt
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", stop)
    assert start.run() == 130
