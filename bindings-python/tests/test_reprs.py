"""What a prompt or a log shows of an answer: one short line, whatever hangs on it."""

import pytest

import aftersales as af

pl = pytest.importorskip("polars")


def test_deadlines_say_when_they_end():
    assert repr(af.due("2026-02-13 16:00", "3 working days")) == "<Deadline 3 working days from 2026-02-13 16:00: 2026-02-25 24:00>"
    assert repr(af.due("2026-02-13 16:00", "24 hours")) == "<Deadline 24 hours from 2026-02-13 16:00: 2026-02-14 16:00>"
    hours = af.Calendar.china().with_hours("9:00-18:00")
    assert repr(af.due("2026-02-13 16:00", "3 working days", hours)).endswith(": 2026-02-25 18:00>")
    assert repr(af.due("2049-01-04", "3 working days")).endswith(", provisional>")


def test_steps_and_obligations_are_a_line():
    case = af.procedure("zjhp-complaint-return").case(
        opened="2026-09-28 09:30", facts={"kind": "complaint", "center-kind": "domestic"})
    case.apply("submit", at="2026-09-28 14:00", by="center", facts={"goods-returned": True}, forms=["slip", "schedule-sheet"])
    for step in case.next_steps():
        assert repr(step) == f"<NextStep {step.id}: {'open' if step.open else 'barred: ' + step.barred[0].code}>" or (
            len({b.code for b in step.barred}) > 1 or step.part is not None)
        assert len(repr(step)) < 200
    owed = case.obligations(now="2026-10-09 10:00")
    late = next(one for one in owed if one.standing == "overdue")
    assert repr(late) == f"<Obligation {late.id} {late.n}: overdue, {late.last_day} 24:00>"


def test_answers_about_tables_are_a_line(repair):
    table = pl.DataFrame({"客户": ["甲", "乙"], "抽检数": [100, 100], "误判数": [20, 19]})
    found = af.summary(repair.score(table), by="客户", procedure=repair)
    assert repr(found) == "<Summary misjudged-by-customer by 客户: 2 groups, 2 rows>"
    other = repair.with_readings({"misjudgement-rate": "of-batch"})
    assert repr(af.compare(table.with_columns(received=200), repair, other)) == (
        "<Comparison iot-terminal-after-sales-repair -> iot-terminal-after-sales-repair: 1 of 2 rows change>")
    assert repr(af.pareto(["屏", "屏", None])) == "<Pareto of 2: 1 causes, 1 blank>"
    assert repr(af.p_chart([5, 5], [100, 100])) == "<PChart of 2 points: 5.00%, 0 outside>"


def test_a_report_and_a_picture_are_a_line(repair, chinese):
    pytest.importorskip("scipy")
    table = pl.DataFrame({"客户": ["甲", "乙"], "抽检数": [100, 100], "误判数": [20, 19]})
    assert repr(af.report(table, repair)) == "<Report misjudged-by-customer of iot-terminal-after-sales-repair: 2 rows>"
    assert len(repr(af.charts.pareto(af.pareto(["屏", "屏"])))) < 100


@pytest.mark.parametrize(("lang", "title"), [("zh_CN.UTF-8", "zh"), ("en_US.UTF-8", "en")])
def test_a_procedure_is_called_as_the_computer_speaks(repair, monkeypatch, lang, title):
    monkeypatch.setenv("LC_ALL", lang)
    assert repr(repair) == f"<Procedure {repair.id}: {repair.title(title)}>"


def test_actions_have_labels(repair):
    out = repair.score(pl.DataFrame({"抽检数": [100], "误判数": [20]}))
    (ids,) = out["actions"].to_list()
    labels = [repair.actions[id].zh for id in ids]
    step = next(step for step in repair.steps if step.id == ids[0])
    assert labels == [step.label.zh] and repair.actions[ids[0]].en == step.label.en
    for info in af.procedures():
        own = af.procedure(info.id)
        named = {a for c in own.checks for a in (*c.then, *c.otherwise)} | {a for c in own.classes for r in c.results for a in r.then}
        assert set(own.actions) == named, info.id
