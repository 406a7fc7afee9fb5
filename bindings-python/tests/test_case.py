"""A case of S0-08 from Python: what is told goes in, what the core answers comes out."""

import dataclasses
import json
import sys
import threading

import pytest

import aftersales as af
from aftersales import results

OPENED = "2026-09-28 09:30"


@pytest.fixture
def case(defects):
    return defects.case(opened=OPENED)


def first_open(case):
    """The first step that can be taken."""
    return next(step for step in case.next_steps() if step.open)


def test_a_new_case_stands_at_its_start(case):
    assert case.state == {"main": "found-on-line"}
    assert case.view.opened == OPENED and not case.view.ended
    assert [entry.event for entry in case.view.log] == ["opened"]


def test_next_steps_say_who_and_why_not(case):
    steps = case.next_steps()
    assert steps and all(s.id and s.label("en") and s.basis for s in steps)
    for step in steps:
        assert step.open or step.barred
        assert step.explain("zh")


def take(case, step, at):
    """Takes a step with whoever may, and the forms it asks for."""
    needed = [n for b in step.barred for n in b.needs]
    return case.apply(
        step.event,
        at=at,
        by=step.by.roles[0].id if step.by.roles else None,
        forms=[n.id for n in needed if n.kind == "form"],
        facts={n.id: 0 for n in needed if n.kind == "fact"},
    )


def test_an_event_moves_the_case_and_json_keeps_it(case, defects):
    step = first_open(case)
    done = take(case, step, "2026-09-28 10:00")
    assert done.seq == 1 and step.id in done.steps
    assert [e.event for e in case.view.log] == ["opened", step.event]
    kept = case.to_json()
    again = af.Case.from_json(kept, procedure=defects)
    assert (again.to_json(), again.view, again.next_steps()) == (kept, case.view, case.next_steps())


def test_a_refused_event_changes_nothing(case, english):
    before = (case.to_json(), case.state)
    with pytest.raises(af.Refused) as refused:
        case.apply("no-such-event", at="2026-09-28 10:00")
    assert refused.value.problems[0].message("zh") and refused.value.problems[0].message("en")
    with pytest.raises(af.SpanError):
        case.apply(first_open(case).event, at="2026-09-31 10:00")
    with pytest.raises(af.Refused):
        case.apply(first_open(case).event, at="2026-09-27 10:00")
    assert (case.to_json(), case.state) == before


def test_a_void_keeps_both(case):
    start = case.state
    done = take(case, first_open(case), "2026-09-28 10:00")
    case.void(done.seq, "按错了")
    assert case.state == start
    voided, void = case.view.log[1:]
    assert voided.voided.why == "按错了" and (void.event, void.void) == ("voided", done.seq)


def test_another_edition_is_an_error(case, repair):
    with pytest.raises(af.ProcedureError):
        af.Case.from_json(case.to_json(), procedure=repair)


def test_a_verdict_that_does_not_exist(case, defects, english):
    with pytest.raises(af.Refused, match="there is no verdict `maybe`"):
        case.sign(defects.view.approvals[0].id, by="engineer", at="2026-09-28 10:00", verdict="maybe")


def test_every_procedure_opens_and_answers():
    for info in af.procedures():
        case = af.procedure(info.id).case(opened=OPENED)
        for owed in case.obligations(now="2026-10-12 09:00"):
            assert owed.id and owed.standing and owed.standing_label("zh") and owed.owed_by("en")
            assert owed.explain("zh") and owed.explain("en")
            assert (owed.due is None) == (owed.deadline is None or owed.deadline.due is None)


def test_no_key_of_the_core_is_lost(case):
    def keys(kind):
        return {f.name.strip("_") for f in dataclasses.fields(kind)}

    take(case, first_open(case), "2026-09-28 10:00")
    assert set(case._native.view()) <= keys(results.CaseView)
    for entry in case._native.view()["log"]:
        assert set(entry) <= keys(results.Entry)
    for approval in case._native.view()["approvals"]:
        assert set(approval) <= keys(results.ApprovalState)
    for step in case._native.next_steps(None):
        assert set(step) <= keys(results.NextStep)
    for info in af.procedures():
        opened = af.procedure(info.id).case(opened=OPENED)
        for owed in opened._native.obligations("2026-10-12 09:00", None, True):
            assert set(owed) <= keys(results.Obligation)
            assert set(owed.get("deadline", {})) <= keys(results.Deadline)


def test_json_is_json(case):
    assert json.loads(case.to_json())["procedure"]["id"] == "workshop-defect-handling"


def test_threads_that_share_a_case_wait_for_each_other(defects):
    case = defects.case(opened=OPENED)
    failed, seen = [], []

    def ask():
        try:
            for _ in range(50):
                case.to_json()
                case.obligations(now="2026-10-12 09:00")
                seen.append(len(case.view.log))
        except BaseException as error:
            failed.append(error)

    def tell():
        try:
            for _ in range(50):
                case.pause(at="2026-09-28 10:00")
                case.resume(at="2026-09-28 10:00")
        except BaseException as error:
            failed.append(error)

    every = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        threads = [threading.Thread(target=work) for work in (tell, ask, ask)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(every)
    assert failed == [] and len(case.view.log) == 1 + 2 * 50
