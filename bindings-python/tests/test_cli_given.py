"""What the command line is given: columns, sheets, prefixes, JSON; and the cures it tells, which can be typed as they stand."""

from pathlib import Path

import pytest


from conftest import EXPORT

REPAIR = "iot-terminal-after-sales-repair"


pytestmark = pytest.mark.usefixtures("place")


def test_cures_are_told_as_they_are_typed(run):
    Path("near.csv").write_text("批次号,退回数量,抽检数,误判数\n1,200,100,20\n", encoding="utf-8")
    Path("of-batch.toml").write_text(
        f'format = 1\nextends = "{REPAIR}"\nid = "of-batch"\n[[check]]\nid = "misjudged-by-customer"\nrate = "misjudged / received"\n'
        'words = "≥20%"\nclause = "QP-07"\n', encoding="utf-8")
    told = run("score", "near.csv", "-p", "of-batch.toml", "--lang", "zh")[2]
    assert "注意：表中没有这些事实的列：客退数量；需要它们的结论为空。可试 --columns received=退回数量 [table/no-column]\n" in told
    code, out, told = run("score", "near.csv", "-p", "of-batch.toml", "--lang", "en", "--columns", "received=退回数量")
    assert code == 0 and "note" not in told and "20/200 10.00%" in out
    Path("two.csv").write_text("抽检数,Units inspected,误判数\n1,1,1\n", encoding="utf-8")
    assert "; try --columns inspected=抽检数 [table/two-columns]" in run("score", "two.csv", "-p", REPAIR, "--lang", "en")[2]
    Path("space.csv").write_text("Unit inspected,误判数\n1,1\n", encoding="utf-8")
    assert '--columns "inspected=Unit inspected" [' in run("score", "space.csv", "--lang", "en")[2]


@pytest.mark.parametrize(("heads", "typed"), [
    ("抽检数,误判数（台）", '--columns misjudged=误判数（台）'),
    ("INSPECTED,MISJUDGED", "--columns inspected=INSPECTED --columns misjudged=MISJUDGED"),
])
def test_headings_with_a_unit_or_in_capitals_are_suggested(run, heads, typed):
    Path("near.csv").write_text(f"{heads}\n100,20\n", encoding="utf-8")
    told = run("score", "near.csv", "-p", REPAIR, "--lang", "en")[2]
    assert f"; try {typed} [table/no-column]" in told
    assert typed in run("score", "near.csv", "--lang", "en")[2]
    code, out, _ = run("score", "near.csv", "-p", REPAIR, "--lang", "en", *typed.split())
    assert code == 0 and "20/100 20.00%" in out


def test_headings_in_two_rows_are_told(run):
    Path("two-rows.csv").write_text("批次号,数量,\n,抽检数,误判数\n1,100,20\n", encoding="utf-8")
    for arguments in ([], ["-p", REPAIR]):
        told = run("score", "two-rows.csv", *arguments, "--lang", "zh")[2]
        assert "第 2 行像是表头的下半行：抽检数、误判数" in told and "请把表头并成一行 [file/headings]" in told
    Path("one-row.csv").write_text("批次号,抽检数\n1,100\n", encoding="utf-8")
    assert "file/headings" not in run("score", "one-row.csv", "-p", REPAIR)[2]


def test_strict_does_not_pass_where_nothing_was_judged(run):
    Path("few.csv").write_text("批次号,抽检数\n1,7\n", encoding="utf-8")
    assert run("score", "few.csv", "-p", REPAIR)[0] == 0
    assert run("score", "few.csv", "-p", REPAIR, "--strict")[0] == 1


def test_one_column_for_two_facts_is_told(run):
    Path("one.csv").write_text("批次号,a\n1,100\n", encoding="utf-8")
    given = ("--lang", "zh", "--columns", "inspected=a", "--columns", "misjudged=a")
    for command in (("score", "one.csv", "-p", REPAIR), ("report", "one.csv", "-p", REPAIR, "-o", "one.html"),
                    ("compare", "one.csv", REPAIR, REPAIR)):
        told = run(*command, *given)[2]
        assert told.count("注意：") == told.count("“误判数”取自同一列“a”。请核对每个事实的列 [table/one-column]\n") == 1, told


def test_a_file_that_was_scored_is_scored_again_with_a_prefix(run):
    assert run("score", EXPORT, "-o", "once.csv")[0] == 0
    code, _, err = run("score", "once.csv", "-o", "twice.csv", "--lang", "zh")
    assert code == 2 and "用 --prefix 给结果列加前缀，如 --prefix 新_ [table/name-clash]" in err
    assert run("score", "once.csv", "-o", "twice.csv", "--prefix", "新_")[0] == 0
    head = Path("twice.csv").read_text("utf-8-sig").splitlines()[0].split(",")
    assert "misjudged_by_customer" in head and "新_misjudged_by_customer" in head
    code, out, err = run("score", "once.csv", "--prefix", "新_", "--lang", "zh")
    assert code == 0 and "否 375 · 是 116 · 无法判定 9" in err


@pytest.fixture
def book():
    xlsxwriter = pytest.importorskip("xlsxwriter")
    pytest.importorskip("fastexcel")
    made = xlsxwriter.Workbook("book.xlsx")
    for name, bad in (("三月", 20), ("四月", 19)):
        sheet = made.add_worksheet(name)
        for row, line in enumerate([["批次号", "抽检数", "误判数"], [f"A-{bad}", 100, bad], [f"B-{bad}", 100, 1]]):
            sheet.write_row(row, 0, line)
    made.close()


@pytest.mark.parametrize(
    "arguments", [["score"], ["compare", REPAIR, REPAIR], ["report", "-o", "r.html"], ["sample", "--plan", "1", "-c", "批次号", "--seed", "1"]]
)
def test_a_sheet_is_chosen_and_the_others_are_named(run, book, arguments):
    if arguments[0] == "report":
        pytest.importorskip("matplotlib")
    arguments = [arguments[0], "book.xlsx", *arguments[1:]]
    code, out, err = run(*arguments, "--lang", "zh")
    assert code == 0 and "只读取工作表“三月”，未读：四月。用 --sheet 指定 [file/sheets]" in err
    code, out, err = run(*arguments, "--sheet", "四月", "--lang", "zh")
    assert code == 0 and "工作表" not in err
    if arguments[0] in ("score", "sample"):
        assert "-19" in out and "-20" not in out
    code, out, err = run(*arguments, "--sheet", "五月", "--lang", "en")
    assert (code, out) == (2, "") and "there is no sheet `五月`; sheets: 三月, 四月 [file/sheet]" in err
    code, out, err = run(arguments[0], EXPORT, *arguments[2:], "--sheet", "四月", "--lang", "en")
    assert (code, out) == (2, "") and f"{EXPORT} is no workbook and has no sheet `四月`; leave --sheet out [file/sheet]" in err


def test_rows_are_numbered_as_the_sheet_numbers_them(run):
    """Two lines of title stand above the headings."""
    Path("ours.toml").write_text(
        f'format = 1\nextends = "{REPAIR}"\nid = "ours"\n[[check]]\nid = "misjudged-by-customer"\nat-least = "15%"\nwords = "15%以上"\n'
        'clause = "QP-07"\n', encoding="utf-8")
    Path("x.csv").write_text("三月退货\n\n批次号,抽检数,误判数\n甲,100,1\n乙,100,16\n", encoding="utf-8")
    out = run("compare", "x.csv", REPAIR, "ours.toml", "--lang", "zh")[1]
    assert out.splitlines()[-1].split()[:2] == ["5", "乙"]


def test_json_is_asked_for_alike_everywhere(run):
    Path("x.toml").write_text('format = 1\nextends = "workshop-defect-handling"\n', encoding="utf-8")
    for arguments in (["due", "2026-02-13", "3 working days"], ["check", "x.toml"], ["diff", "workshop-defect-handling", "x.toml"]):
        long, short, plain = (run(*arguments, *more)[1] for more in (["--format", "json"], ["--json"], ["--format", "text"]))
        assert long == short != plain and long[0] in "[{"
