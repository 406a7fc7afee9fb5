"""``aftersales sample``: what it prints, writes and refuses, in both languages."""

import csv
import json

import pytest

from aftersales.cli import main


@pytest.fixture(autouse=True)
def wide(monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.fixture
def run(capsys):
    def go(*arguments):
        code = main(["sample", *map(str, arguments)])
        told = capsys.readouterr()
        return code, told.out, told.err

    return go


@pytest.fixture
def serials(tmp_path):
    file = tmp_path / "serials.csv"
    rows = "".join(f"{n:05},{'主板' if n <= 26 else '电源'}\r\n" for n in range(1, 41))
    file.write_bytes(("序列号,物料\r\n" + rows).encode("gb18030"))
    return file


def test_a_plan_and_what_it_is_worth(run):
    code, out, _ = run(500, "--plan", "20%", "--above", "3%", "--lang", "zh")
    assert code == 0
    assert out.startswith("批量 500：抽 100 件，不良不超过 3 件则接收。")
    assert "2.00%        10     88.1%" in out and "8.00%        40      2.4%" in out
    rule = run(166, "-p", "workshop-defect-handling", "--rule", "label-mismatch", "--lang", "en")[1]
    assert rule.startswith("A lot of 166: draw 34 units, accept with up to 1 bad.")
    assert run(52, "--plan", "20%", "--lang", "en")[1] == "A lot of 52: draw 11 units.\n"
    assert run(500, "--plan", "13", "--accept", "0", "--lang", "en")[1].startswith("A lot of 500: draw 13 units")


def test_a_plan_of_the_standard(run):
    code, out, err = run(40, "--aql", "0.65", "--lang", "en")
    assert (code, err) == (0, "Code letter D; by the arrow the plan of F\n")
    assert out.startswith("A lot of 40: draw 20 units, accept with up to 0 bad.")
    assert run(4, "--aql", "0.65", "--lang", "zh")[2] == "字码 A，按箭头使用 F 的方案（样本量不小于批量：全数检验）\n"
    code, _, err = run(1, "--aql", "0.65", "--lang", "zh")
    assert (code, err) == (2, "错误：标准从 2 件的批量开始，这一批只有 1 件。请全数检验 [sampling/lot-of-one]\n")


def test_a_draw_is_written_with_its_record_and_verified(run, serials, tmp_path):
    out, record = tmp_path / "drawn.csv", tmp_path / "record.json"
    code, _, err = run(serials, "--plan", "20%", "-c", "序列号", "--seed", 7, "-o", out, "--record", record, "--lang", "en")
    assert code == 0 and "8 of 40 units drawn, seed 7" in err
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 8
    assert all(int(row["number"]) == int(row["序列号"]) and len(row["序列号"]) == 5 for row in rows)
    assert json.loads(record.read_text(encoding="utf-8"))["units"] == [row["序列号"] for row in rows]
    code, told, _ = run(serials, "-c", "序列号", "--verify", record, "--lang", "zh")
    assert (code, told) == (0, "记录属实：种子 7，从 40 件中抽出 8 件\n")
    serials.write_bytes(serials.read_bytes().replace(b"00040", b"00041"))
    code, _, err = run(serials, "-c", "序列号", "--verify", record, "--lang", "en")
    assert code == 2 and "[sampling/record-lot]" in err


def test_each_group_has_its_own_draw_and_record(run, serials, tmp_path):
    record = tmp_path / "record.json"
    code, _, err = run(serials, "--plan", "20%", "-c", "序列号", "--by", "物料", "--seed", 7, "--record", record, "--lang", "zh")
    assert code == 0
    assert "主板：从 26 件中抽出 6 件，种子 7" in err and "电源：从 14 件中抽出 3 件，种子 8" in err
    own = tmp_path / "record-电源.json"
    assert f"已写入 {own}" in err
    assert run(serials, "-c", "序列号", "--by", "物料", "--verify", own, "--lang", "zh")[0] == 0
    assert run(serials, "-c", "序列号", "--verify", own, "--lang", "zh")[0] == 2


def test_a_seed_is_drawn_and_told_where_none_is_given(run, serials):
    seeds = {run(serials, "--plan", 3, "-c", "序列号", "--lang", "en")[2].split("seed ")[1] for _ in range(3)}
    assert len(seeds) == 3


@pytest.mark.parametrize(
    ("arguments", "english", "chinese"),
    [
        ([10], "how many to draw is not said; give --plan 20%, --aql 0.65, or --procedure and --rule [sampling/no-plan]",
         "没有写明抽多少。用 --plan 20%、--aql 0.65，或 --procedure 与 --rule [sampling/no-plan]"),
        ([5, "--plan", 11, "--accept", 0],
         "a sample of 11 units is more than the 5 of the lot; draw fewer, or inspect them all [sampling/more-than-lot]",
         "样本 11 件多于批量 5 件。请减小样本，或全数检验 [sampling/more-than-lot]"),
        ([52, "-n", "200%"], "a share of 200% is more than 100 %; take one from 0 to 100 % [sampling/share]",
         "比例 200% 超过 100%。应在 0 到 100% 之间 [sampling/share]"),
        (["FILE", "-n", "3/2", "-c", "序列号"], "a share of 3/2 is more than 100 %; take one from 0 to 100 % [sampling/share]",
         "比例 3/2 超过 100%。应在 0 到 100% 之间 [sampling/share]"),
        ([0, "-n", "20%"], "a lot of no units: nothing can be drawn; a lot has at least one unit [sampling/empty-lot]",
         "批量为 0，没有可抽的产品。批量至少为 1 [sampling/empty-lot]"),
        ([0, "-n", 3], "a lot of no units: nothing can be drawn; a lot has at least one unit [sampling/empty-lot]",
         "批量为 0，没有可抽的产品。批量至少为 1 [sampling/empty-lot]"),
        ([-5, "-n", "20%"], "the lot -5 is no number of units; write a whole number from 1, or the name of a file that lists them "
         "[sampling/lot]", "批量 -5 不是件数。应为从 1 起的整数，或列出产品的文件名 [sampling/lot]"),
        (["2.5", "-n", "20%"], "the lot 2.5 is no number of units; write a whole number from 1, or the name of a file that lists "
         "them [sampling/lot]", "批量 2.5 不是件数。应为从 1 起的整数，或列出产品的文件名 [sampling/lot]"),
        (["FILE", "--plan", "20%"], "say with --column which column names the units; there are 序列号, 物料 [sampling/column]",
         "请用 --column 指出哪一列是产品编号。可选：序列号、物料 [sampling/column]"),
        (["FILE", "--plan", "20%", "-c", "物料"], "`主板` occurs more than once; list each unit once [sampling/unit-twice]",
         "“主板”出现了不止一次。每件产品只能列一次 [sampling/unit-twice]"),
    ],
)
def test_what_is_refused(run, serials, arguments, english, chinese):
    arguments = [serials if a == "FILE" else a for a in arguments]
    for lang, wrong, said in (("en", "error: ", english), ("zh", "错误：", chinese)):
        code, out, err = run(*arguments, "--lang", lang)
        assert (code, out) == (2, "") and err.splitlines()[0] == wrong + said


def test_a_file_without_a_unit(run, tmp_path):
    empty = tmp_path / "empty.csv"
    empty.write_text("serial\n", encoding="utf-8")
    code, out, err = run(empty, "-n", "20%", "--lang", "en")
    assert (code, out) == (2, "") and "a lot of no units: nothing can be drawn" in err


def test_a_file_may_have_a_number_for_a_name(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "-5").write_text("serial\na\nb\n", encoding="utf-8")
    code, _, err = run("-5", "-n", "100%", "--lang", "en")
    assert code == 0 and "2 of 2 units drawn" in err


def test_help_in_both_languages(run, capsys):
    for lang, said in (("zh", "抽取比例或件数，如 20% 或 11"), ("en", "a share or a number of units: 20% or 11")):
        with pytest.raises(SystemExit):
            run("--help", "--lang", lang)
        assert said in capsys.readouterr().out
