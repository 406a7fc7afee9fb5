"""The report: sound and self-contained HTML, every figure counted by hand, nothing of the sheet trusted."""

import csv
import html.parser
import re
import sys

import polars as pl
import pyarrow as pa
import pytest

import aftersales as af
from aftersales.cli import main

import batches
from conftest import EXPORT

pytestmark = pytest.mark.usefixtures("chinese")

REPAIR = "iot-terminal-after-sales-repair"


class Page(html.parser.HTMLParser):
    """Checks nesting, and keeps text, tags and attributes."""

    VOID = {"meta", "path", "use"}

    def __init__(self, text):
        super().__init__()
        self.open, self.text, self.tags, self.links = [], [], [], []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.links += [value for name, value in attributes if name in ("src", "href", "xlink:href", "action")]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.tags.append(tag)
        self.links += [value for name, value in attributes if name in ("src", "href", "xlink:href", "action")]

    def handle_endtag(self, tag):
        if tag not in self.VOID:
            assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] not in ("style", "title", "desc"):
            self.text.append(data)

    @property
    def words(self):
        return " ".join(" ".join(self.text).split())


@pytest.fixture(scope="module", params=["zh", "en"])
def page(request, tmp_path_factory, chinese):
    out = tmp_path_factory.mktemp("report") / "report.html"
    code = main(["report", str(EXPORT), "-o", str(out), "-c", "received=退回数量", "--lang", request.param])
    text = out.read_text(encoding="utf-8")
    assert code == 0
    return request.param, text, Page(text)


def test_it_is_one_sound_page_that_fetches_nothing(page):
    lang, text, read = page
    assert text.startswith("<!doctype html>\n<html lang=\"" + ("zh-CN" if lang == "zh" else "en"))
    assert "script" not in read.tags and "img" not in read.tags and "link" not in read.tags
    assert all(link.startswith("#") for link in read.links)
    assert "url(http" not in text and "@import" not in text
    assert read.tags.count("svg") == 9 and read.tags.count("h1") == 1


def test_the_first_sentence_has_it_all(page):
    lang, _, read = page
    said = {
        "zh": "500 批中， 116 批（23.2%）判为“客户端误判率达到限值”（≥ 20%，条款 2.1）；375 批不触发，9 批无法判定。",
        "en": "Of 500 batches, 116 (23.2%) are judged “Customer misjudgement at the limit” (≥ 20%; clause 2.1);"
              " 375 are not, 9 could not be judged.",
    }[lang]
    assert said in read.words
    assert {"zh": "5 行数据有误", "en": "5 rows have unusable cells"}[lang] in read.words


def test_batches_that_go_back_are_all_there_with_their_clause(page):
    lang, text, read = page
    for row in batches.rows():
        told = batches.judged(row)
        if told and told[2]:
            assert f">{row['批次号']}</td>" in text and f">{told[0]:,}/{told[1]:,}</td>" in text
    assert {"zh": "依据：条款 2.1", "en": "Source: clause 2.1"}[lang] in read.words


def test_bad_rows_are_listed_in_the_readers_words(page):
    lang, _, read = page
    assert {"zh": "“抽检数”的值“约30”不是数", "en": "is not a number"}[lang] in read.words
    for told in {"zh": ["另有 3 行缺少数据，无法判定：行 31、32、33。", "另有 1 行未抽检（“抽检数”为 0），无法判定：行 64。"],
                 "en": ["Data missing, so undetermined: rows 31, 32, 33.",
                        "Nothing inspected (“Units inspected” is 0), so undetermined: row 64."]}[lang]:
        assert told in read.words
    # Row 300 has two faults.
    assert {"zh": "不是数；“误判数”", "en": "is not a number; the value"}[lang] in read.words
    assert "`" not in read.words


def test_columns_say_what_is_divided_by_what(page):
    lang, text, _ = page
    counted = {"zh": "误判数/抽检数", "en": "Units misjudged by the customer / Units inspected"}[lang]
    # In each of three groupings and in the list of batches.
    assert text.count(f'scope="col">{counted}</th>') == 4
    assert f'scope="col">{ {"zh": "误判数", "en": "Units misjudged by the customer"}[lang] }</th>' in text
    assert ">件</th>" not in text and ">件数</th>" not in text


def test_the_last_rows_of_a_table_stay_together_on_paper(page):
    _, text, _ = page
    listed = max(re.findall(r"<table>.*?</table>", text), key=len)
    assert listed.count("<tbody") == 2 and listed.rpartition('<tbody class="end">')[2].count("<tr>") == 6
    style = text[text.index("@media print"):]
    assert "tbody.end" in style and "p:not(:last-child) { break-after: avoid }" in style


def test_a_wrong_cell_that_the_rule_does_not_look_at_hinders_no_verdict(repair):
    table = pa.table({"客户计划完成时间": ["2026-13-40", "2026-03-01"], "抽检数": ["10", "约"], "误判数": ["2", "1"]})
    words = Page(af.report(table, repair, by=[], lang="zh").html()).words
    assert "2 行数据有误，列在文末；其中 1 行无法判定，未计入比率。" in words and "2 / 10 件" in words
    words = Page(af.report(table.slice(1), repair, by=[], lang="zh").html()).words
    assert "1 行数据有误，列在文末，未计入比率。" in words


def test_rows_that_wait_for_a_number_are_told_from_rows_without_one(repair):
    table = pa.table({"抽检数": [0, 0, None, 10], "误判数": [0, 0, 1, 1]})
    words = Page(af.report(table, repair, by=[], lang="en").html()).words
    assert "Data missing, so undetermined: row 4." in words and "is 0), so undetermined: rows 2, 3." in words


def test_the_rules_are_named_with_their_hash(page, repair):
    lang, _, read = page
    assert repair.hash in read.words and "CIOT-W-QMD-014" in read.words
    assert {"zh": "误判数 / 抽检数 ≥ 20%", "en": "Units misjudged by the customer / Units inspected ≥ 20%"}[lang] in read.words


def test_finite_lots_have_finite_intervals(repair):
    table = pa.table({"客退数量": [1, 10], "抽检数": [1, 5], "误判数": [1, 5]})
    text = af.report(table, repair, by=[], lang="en").html()
    assert ">100.0% – 100.0%</td>" in text
    assert "hypergeometric" in text and "no lot sizes" in af.report(table.select(["抽检数", "误判数"]), repair, lang="en").html()


def test_nothing_of_the_sheet_is_markup(repair):
    evil = "<script>alert('x')</script>&amp;\"'"
    table = pa.table({evil: ["a"] * 3, "客户": [evil, evil, "b"], "抽检数": ["10", "10", "<b>x"], "误判数": ["5", "1", "1"]})
    text = af.report(table, repair, by=["客户", evil], title=evil, source=evil, lang="en").html()
    read = Page(text)
    assert "script" not in read.tags and "b" in read.tags and "<b>x" not in text
    assert evil in read.words


def test_any_table_and_one_that_was_scored_already(repair):
    table = pl.DataFrame({"客户": ["甲", "乙"], "抽检数": [10, 10], "误判数": [2, 1]})
    first = af.report(table, repair, lang="zh").html()
    for same in (table.to_pandas(), table.to_arrow(), table.lazy(), repair.score(table)):
        assert af.report(same, repair, lang="zh", by="客户").html().count("<tr>") == first.count("<tr>")
    assert af.report(table, repair)._repr_html_().startswith("<iframe srcdoc=")


def test_a_report_on_a_class(repair):
    text = af.report(pa.table({"抽检数": [10, 10], "误判数": [2, 1]}), repair, rule="batch-route", lang="en").html()
    assert "2 batches sorted by “Where the batch goes”" in Page(text).words


def test_causes_come_from_their_column(repair):
    table = pa.table({"不良原因": ["屏", "屏", "电池", "壳"], "抽检数": [10] * 4, "误判数": [5, 5, 5, 0]})
    made = af.report(table, repair, lang="zh")
    assert [(c.cause, c.count) for c in made.causes] == [("屏", 2), ("电池", 1)]
    assert made.causes_of.zh == "判为“是”的批数，按不良原因"


def test_nothing_to_judge_is_still_a_page(repair):
    table = pa.table({"客户": ["甲"], "抽检数": pa.array([None], pa.int64()), "误判数": pa.array([None], pa.int64())})
    words = Page(af.report(table, repair, by="客户", lang="en").html()).words
    assert "No batch is judged yes." in words and "Data missing, so undetermined: row 2." in words


def test_an_empty_table_is_refused(repair):
    empty = pa.table({"抽检数": pa.array([], pa.int64()), "误判数": pa.array([], pa.int64())})
    with pytest.raises(af.TableError) as raised:
        af.report(empty, repair)
    assert raised.value.text("zh") == "表中没有数据行，没有可报告的内容 [report/empty]"
    assert raised.value.text("en") == "the table has no rows: there is nothing to report [report/empty]"


def test_rows_that_slipped_are_not_judged(tmp_path, capsys):
    file = tmp_path / "slipped.csv"
    with file.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows([["批次", "抽检数", "误判数"], ["a", "10", "5"], ["b", "1", "000", "200"]])
    out = tmp_path / "out.html"
    assert main(["report", str(file), "-o", str(out), "-p", REPAIR, "--lang", "en"]) == 0
    words = Page(out.read_text(encoding="utf-8")).words
    assert "Of 2 batches, 1 (50.0%)" in words and "has 4 cells under 3 headings" in words


def test_the_command_refuses_in_the_users_language(capsys, tmp_path):
    assert main(["report", str(EXPORT), "--by", "客护", "-o", str(tmp_path / "x.html"), "--lang", "zh"]) == 2
    assert "没有列 `客护`。是不是 `客户`？" in capsys.readouterr().err
    assert not (tmp_path / "x.html").exists()


@pytest.mark.parametrize("library", ["matplotlib", "scipy"])
def test_without_its_libraries_it_names_the_extra_that_has_them(repair, monkeypatch, capsys, library):
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(af.TableError) as raised:
        af.report(pa.table({"抽检数": [100], "误判数": [20]}), repair)
    assert raised.value.text("en") == f'a report needs {library}; pip install "aftersales[report]" [report/library]'
    assert raised.value.text("zh") == f'报告需要 {library}。pip install "aftersales[report]" [report/library]'
    assert main(["report", str(EXPORT), "-o", "no.html", "--lang", "en"]) == 2
    assert 'pip install "aftersales[report]" [report/library]' in capsys.readouterr().err
