"""Nothing is lost in writing: no file that is read is written, and an old file stays whole until the new one is."""

import contextlib
import csv
import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

import aftersales as af
from aftersales import output
from aftersales.cli import main

from conftest import EXPORT

REPAIR = "iot-terminal-after-sales-repair"
KINDS = ["csv", "jsonl", "xlsx", "parquet"]


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    shutil.copy(EXPORT, "returns.csv")
    Path("units.csv").write_text("序列号\n1\n2\n3\n", encoding="utf-8")
    return tmp_path


def run(capsys, *arguments, lang="en"):
    code = main([*map(str, arguments), "--lang", lang])
    told = capsys.readouterr()
    return code, told.out, told.err


def alone(*names):
    """Whether nothing is left in the folder beside these and what was there at first."""
    return sorted(os.listdir()) == sorted({"returns.csv", "units.csv", *names})


def linked(kind):
    """Another name of the same file."""
    if kind == "symbolic":
        os.symlink("returns.csv", "other.csv")
    elif kind == "hard":
        os.link("returns.csv", "other.csv")
    elif kind == "folder":
        os.mkdir("there")
        return "there/../returns.csv"
    elif kind == "absolute":
        return os.path.abspath("returns.csv")
    else:
        return "returns.csv"
    return "other.csv"


@pytest.mark.parametrize("kind", ["same", "absolute", "folder", "symbolic", "hard"])
@pytest.mark.parametrize("option", ["--out", "--bad-rows"])
def test_the_file_that_is_read_is_not_written(capsys, kind, option):
    name, before = linked(kind), Path("returns.csv").read_bytes()
    for lang, said in (
        ("en", f"error: {option} {name} and the input file returns.csv are one file; name another file [file/same]\n"),
        ("zh", f"错误：{option} {name} 与 输入文件 returns.csv 是同一个文件。请换一个文件名 [file/same]\n"),
    ):
        assert run(capsys, "score", "returns.csv", option, name, lang=lang) == (2, "", said)
    assert Path("returns.csv").read_bytes() == before


@pytest.mark.parametrize(
    "arguments",
    [
        ["compare", "returns.csv", REPAIR, REPAIR, "-o", "./returns.csv"],
        ["sample", "returns.csv", "-c", "批次号", "--plan", "5", "--out", "returns.csv"],
        ["sample", "returns.csv", "-c", "批次号", "--plan", "5", "--record", "returns.csv"],
        ["report", "page.html", "-p", REPAIR, "-o", "page.html"],
        ["score", "returns.csv", "--out", "new.csv", "--bad-rows", "./new.csv"],
        ["score", "returns.csv", "--out", "-", "--bad-rows", "-"],
        ["sample", "units.csv", "--plan", "2", "--out", "x.csv", "--record", "x.csv"],
        ["sample", "units.csv", "--plan", "1", "--by", "序列号", "--out", "x-2.csv", "--record", "x.csv"],
    ],
)
def test_no_command_writes_what_it_reads_or_one_file_twice(capsys, arguments):
    shutil.copy("returns.csv", "page.html")
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (2, "") and err.endswith("are one file; name another file [file/same]\n")
    assert Path("returns.csv").read_bytes() == EXPORT.read_bytes() and alone("page.html")


def command(*arguments, **given):
    return subprocess.run([sys.executable, "-m", "aftersales", *arguments, "--lang", "en"], capture_output=True, text=True, **given)


def test_standard_input_and_output_are_known_as_the_files_they_are():
    with open("returns.csv") as source:
        done = subprocess.run([sys.executable, "-m", "aftersales", "score", "-", "-o", "returns.csv", "--lang", "en"], stdin=source,
                              capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (2, "error: --out returns.csv and standard input are one file; name another file [file/same]\n")
    for more in ([], ["-o", "-"]):
        with open("returns.csv", "ab") as both:
            done = subprocess.run([sys.executable, "-m", "aftersales", "score", "returns.csv", *more], stdout=both, timeout=60)
        assert done.returncode == 2
    assert Path("returns.csv").read_bytes() == EXPORT.read_bytes()


@pytest.mark.parametrize("kind", KINDS)
def test_a_result_has_its_place_only_when_it_is_complete(capsys, kind, monkeypatch):
    old = Path(f"judged.{kind}")
    old.write_text("old", encoding="utf-8")
    os.chmod(old, 0o640)
    seen = []

    def replace(part, place):
        seen.append((Path(place).read_text(encoding="utf-8"), os.path.getsize(part) > 1000))
        os.rename(part, place)

    monkeypatch.setattr(output.os, "replace", replace)
    assert run(capsys, "score", "returns.csv", "-o", old)[0] == 0
    assert seen == [("old", True)] and os.path.getsize(old) > 1000 and alone(old.name)
    assert stat.S_IMODE(old.stat().st_mode) == 0o640


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("fails", ["error", "stop"])
def test_a_failed_run_leaves_the_old_files(capsys, kind, fails, monkeypatch):
    for name in (f"judged.{kind}", "bad.csv"):
        Path(name).write_text("old", encoding="utf-8")
    from aftersales.cli import score

    def fail(*_):
        raise KeyboardInterrupt if fails == "stop" else af.TableError([])

    monkeypatch.setattr(score, "_score", fail)
    assert run(capsys, "score", "returns.csv", "-o", f"judged.{kind}", "--bad-rows", "bad.csv")[0] == (130 if fails == "stop" else 2)
    assert Path(f"judged.{kind}").read_text("utf-8") == Path("bad.csv").read_text("utf-8") == "old"
    assert alone(f"judged.{kind}", "bad.csv")


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_file_is_not_left_half_written(kind):
    """The system allows files of 8 kB; the result has more."""
    resource = pytest.importorskip("resource")
    before = set(os.listdir("/tmp"))
    done = command("score", "returns.csv", "-o", f"judged.{kind}", preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192)))
    assert (done.returncode, done.stdout) == (2, "")
    if kind == "xlsx":  # It puts its rows into a file of its own first.
        assert done.stderr.startswith("error: ")
    else:
        assert done.stderr == f"error: cannot write judged.{kind}: the file is larger than is allowed [file/write]\n"
    assert "Traceback" not in done.stderr and alone()
    assert not [name for name in set(os.listdir("/tmp")) - before if name.startswith("aftersales-")]


@pytest.mark.parametrize("kind", KINDS)
def test_a_full_device_is_told(kind):
    if not os.path.exists("/dev/full"):
        pytest.skip("there is no /dev/full here")
    done = command("score", "returns.csv", "-o", "/dev/full", "--format", kind)
    assert (done.returncode, done.stderr) == (2, "error: cannot write /dev/full: the disk is full [file/write]\n")
    with open("/dev/full", "w") as full:
        for arguments in (["score", "returns.csv"], ["score", "returns.csv", "-o", "-"], ["due", "2026-03-07", "3 days"], ["--help"]):
            done = subprocess.run([sys.executable, "-m", "aftersales", *arguments, "--lang", "zh"], stdout=full, stderr=subprocess.PIPE)
            assert (done.returncode, done.stderr.decode()) == (2, "错误：无法写入标准输出：磁盘已满 [file/write]\n")


@pytest.mark.parametrize("number", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_stopped_from_outside_it_takes_its_parts_away(number):
    Path("judged.csv").write_text("old", encoding="utf-8")
    running = subprocess.Popen([sys.executable, "-m", "aftersales", "score", "-", "-p", REPAIR, "-o", "judged.csv"],
                               stdin=subprocess.PIPE, stderr=subprocess.PIPE,
                               # Whoever runs the tests may have it ignored, as nohup does.
                               preexec_fn=lambda: signal.signal(getattr(signal, number), signal.SIG_DFL))
    assert running.stdin is not None and running.stderr is not None
    running.stdin.write("批次号,抽检数,误判数\n1,100,20\n".encode())
    running.stdin.flush()
    for _ in range(300):
        if not alone("judged.csv"):
            break
        time.sleep(0.1)
    time.sleep(0.5)
    running.send_signal(getattr(signal, number))
    running.wait(30)
    with contextlib.suppress(BrokenPipeError):
        running.stdin.close()
    assert running.stderr.read() == b""
    assert running.returncode == 128 + getattr(signal, number)
    assert alone("judged.csv") and Path("judged.csv").read_text("utf-8") == "old"


def test_a_link_stays_a_link(capsys):
    os.mkdir("there")
    os.symlink("there/judged.csv", "judged.csv")
    assert run(capsys, "score", "returns.csv", "-o", "judged.csv")[0] == 0
    assert os.path.islink("judged.csv") and os.listdir("there") == ["judged.csv"]
    assert len(list(csv.reader(open("there/judged.csv", encoding="utf-8-sig", newline="")))) == 501


REFUSED = [
    ("nowhere/x.csv", "cannot write nowhere/x.csv: no such file or folder; there is no folder {here}/nowhere: make it first [file/write]",
     "无法写入 nowhere/x.csv：没有这个文件或文件夹。没有文件夹 {here}/nowhere，请先建立 [file/write]"),
    ("nowhere/x.xlsx", "cannot write nowhere/x.xlsx: no such file or folder; there is no folder {here}/nowhere: make it first [file/write]",
     "无法写入 nowhere/x.xlsx：没有这个文件或文件夹。没有文件夹 {here}/nowhere，请先建立 [file/write]"),
    ("folder.csv", "cannot write folder.csv: it is a folder [file/write]", "无法写入 folder.csv：这是文件夹 [file/write]"),
    ("folder", "cannot write folder: it is a folder [file/write]", "无法写入 folder：这是文件夹 [file/write]"),
    ("x.doc", ".doc files are not written: x.doc; use .csv, .jsonl, .xlsx, .parquet [file/kind]",
     "不能写 .doc 文件：x.doc。可用：.csv、.jsonl、.xlsx、.parquet [file/kind]"),
    ("x", "x has no ending that tells its format; use .csv, .jsonl, .xlsx, .parquet [file/kind]",
     "x 没有扩展名，不知道写成什么格式。可用：.csv、.jsonl、.xlsx、.parquet [file/kind]"),
]


@pytest.mark.parametrize(("path", "english", "chinese"), REFUSED)
def test_what_cannot_be_written_is_told_before_a_row_is_read(capsys, place, path, english, chinese, monkeypatch):
    os.makedirs("folder.csv")
    os.makedirs("folder")
    monkeypatch.setattr("aftersales.files.read", lambda *_: pytest.fail("the file was read"))
    here = os.path.realpath(place)
    assert run(capsys, "score", "returns.csv", "-o", path) == (2, "", f"error: {english.format(here=here)}\n")
    assert run(capsys, "score", "returns.csv", "-o", path, lang="zh") == (2, "", f"错误：{chinese.format(here=here)}\n")


@pytest.mark.parametrize(
    "arguments", [["score", "returns.csv", "-o"], ["template", REPAIR], ["compare", "returns.csv", REPAIR, REPAIR, "-o"]]
)
def test_a_workbook_that_is_open_in_excel(capsys, arguments, monkeypatch):
    Path("open.xlsx").write_text("old", encoding="utf-8")

    def locked(path, mode):
        if mode == "r+b":
            raise PermissionError(13, "Permission denied")
        return open(path, mode)

    monkeypatch.setattr(output, "open", locked, raising=False)
    assert run(capsys, *arguments, "open.xlsx") == (
        2, "", "error: cannot write open.xlsx: permission denied; if it is open in Excel, close it there, or name another file [file/write]\n")
    assert run(capsys, *arguments, "open.xlsx", lang="zh")[2] == (
        "错误：无法写入 open.xlsx：没有权限。如果它正在 Excel 中打开，请先关闭，或换一个文件名 [file/write]\n")
    assert Path("open.xlsx").read_text("utf-8") == "old"


def test_workbooks_do_not_go_to_standard_output(capsys):
    for kind in ("xlsx", "parquet"):
        assert run(capsys, "score", "returns.csv", "-o", "-", "--format", kind) == (
            2, "", f"error: {kind} is not written to standard output; name a file: -o judged.{kind}; standard output takes csv and jsonl"
            " [file/kind]\n")


def test_a_report_is_html(capsys, repair):
    pytest.importorskip("matplotlib")
    pytest.importorskip("pyarrow")
    import pyarrow as pa

    made = af.report(pa.table({"抽检数": [100], "误判数": [20]}), repair, day="2026-03-07")
    for name in ("r.docx", "r.pdf", "report", Path("r.xlsx")):
        with pytest.raises(af.TableError) as raised:
            made.save(name)
        assert raised.value.text("en") == f"a report is an .html file, not {name}; a browser prints it as PDF [file/kind]"
        assert raised.value.text("zh") == f"报告是 .html 文件，不能写成 {name}。打开后可打印为 PDF [file/kind]"
    made.save(Path("r.HTML"))
    assert Path("r.HTML").read_text("utf-8") == made.html() and alone("r.HTML")
    assert run(capsys, "report", "returns.csv", "-o", "r.docx")[0] == 2 and alone("r.HTML")


def test_records_of_groups_with_like_names_are_all_kept(capsys):
    Path("lots.csv").write_text("序列号,组\n1,a/b\n2,a/b\n3,a_b\n4,a b\n", encoding="utf-8")
    code, _, err = run(capsys, "sample", "lots.csv", "-c", "序列号", "--by", "组", "--plan", "1", "--seed", "1", "--record", "r.json")
    assert code == 0
    kept = {name: af.sampling.Drawn.from_json(Path(name).read_text("utf-8")).lot for name in ("r-a_b.json", "r-a_b-2.json", "r-a_b-3.json")}
    assert kept == {"r-a_b.json": 2, "r-a_b-2.json": 1, "r-a_b-3.json": 1}


def test_whoever_reads_only_the_first_lines_does_not_lose_the_file(tmp_path):
    done = subprocess.run(
        f'"{sys.executable}" -m aftersales score returns.csv --rows 0 -o judged.csv | head -1; '
        f'"{sys.executable}" -m aftersales score returns.csv -o - --bad-rows bad.csv | head -1',
        shell=True, capture_output=True, text=True)
    assert "Traceback" not in done.stderr and "Exception" not in done.stderr
    assert len(list(csv.reader(open("judged.csv", encoding="utf-8-sig", newline="")))) == 501
    assert len(list(csv.reader(open("bad.csv", encoding="utf-8-sig", newline="")))) == 7


def test_files_come_with_the_rights_that_are_usual(capsys):
    before = os.umask(0o027)
    try:
        assert run(capsys, "score", "returns.csv", "-o", "judged.csv")[0] == 0
    finally:
        os.umask(before)
    assert stat.S_IMODE(os.stat("judged.csv").st_mode) == 0o640
