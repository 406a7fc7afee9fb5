"""What a notebook shows: sound, escaped, nothing fetched, in the computer's language."""

import pyarrow as pa
import pytest

import aftersales as af
from aftersales.html.markup import Html, el, table

from test_report import Page

EVIL = "<img src=x onerror=alert(1)>"


def shown(repair, defects):
    case = af.procedure("zjhp-complaint-return").case(
        opened="2026-09-28 09:30", facts={"kind": "complaint", "center-kind": "domestic"})
    case.apply("submit", at="2026-09-28 14:00", by="center", facts={"goods-returned": True}, forms=["slip", "schedule-sheet"])
    batches = pa.table({"客户": [EVIL, "b"], "抽检数": [10, 10], "误判数": [2, 1]})
    found = defects.judge({"inspected": 100, "mismatched": 4, "cause": EVIL})
    return {
        "findings": found,
        "finding": found["label-mismatch"],
        "bad findings": repair.judge({"inspected": EVIL}),
        "deadline": af.due("2026-09-28 14:00", "3 working days"),
        "long deadline": af.due("2026-09-28 14:00", "30 working days"),
        "case": case,
        "obligations": case.obligations(now="2026-10-09 10:00"),
        "procedure": repair,
        "calendar": af.Calendar.china(),
        "comparison": af.compare(batches, repair, repair),
        "summary": af.summary(repair.score(batches), by="客户", procedure=repair),
        "pareto": af.pareto({EVIL: 3}),
        "p-chart": af.p_chart([1, 2], [10, 10], order=[EVIL, "b"]),
    }


@pytest.mark.parametrize("lang", ["zh_CN.UTF-8", "en_US.UTF-8"])
def test_every_answer_shows_itself(repair, defects, lang, monkeypatch):
    monkeypatch.setenv("LC_ALL", lang)
    for name, thing in shown(repair, defects).items():
        text = thing._repr_html_()
        read = Page(text)
        assert "img" not in read.tags and "script" not in read.tags and not read.links, name
        assert len(text) < 12_000 and read.words, name


def test_what_they_say(repair, defects, english):
    told = {name: Page(thing._repr_html_()).words for name, thing in shown(repair, defects).items()}
    assert "4/100 = 4.00%" in told["findings"] and "> 3%" in told["findings"] and "-1" in told["findings"]
    assert EVIL in told["bad findings"] and EVIL in told["summary"] and EVIL in told["pareto"] and EVIL in told["p-chart"]
    assert "2026-10-01 holiday · National Day" in told["deadline"] or "holiday" in told["deadline"]
    assert "overdue" in told["obligations"] and "Respond to the complaint" in told["obligations"]
    assert "CIOT-W-QMD-014" in told["procedure"] and "None of 2 batches changes verdict." in told["comparison"]


def test_obligations_are_still_a_list(repair, defects):
    owed = shown(repair, defects)["obligations"]
    assert isinstance(owed, list) and owed[0].id


def test_markup_escapes_what_is_not_markup():
    assert el("td", "<b>", Html("<i></i>"), None, class_="x\"y") == '<td class="x&quot;y">&lt;b&gt;<i></i></td>'
    assert table(["a"], [[1]], numbers=[0]) == (
        '<table><thead><tr><th scope="col" class="n">a</th></tr></thead><tbody class="end"><tr><td class="n">1</td></tr></tbody></table>'
        .replace('scope="col" class="n"', 'class="n" scope="col"'))
