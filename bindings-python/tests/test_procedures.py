"""The rule book, one procedure, a company's own file, and files with faults."""

import dataclasses
import json
from datetime import date

import pytest

import aftersales as af
from aftersales import _native, rules


def test_the_rule_book_lists_and_opens():
    listed = af.procedures()
    assert {"iot-terminal-after-sales-repair", "workshop-defect-handling"} <= {p.id for p in listed}
    for info in listed:
        opened = af.procedure(info.id)
        assert (opened.id, opened.hash, opened.title) == (info.id, info.hash, info.title)
        assert info.title("zh") and info.title("en")


def test_by_document_number_and_edition():
    assert af.procedure("OTCWI-Y-011").id == "workshop-defect-handling"
    assert af.procedure("workshop-defect-handling", on="2026-09-28").id == "workshop-defect-handling"


def test_a_name_that_does_not_exist(english):
    with pytest.raises(af.ProcedureError, match="workshop-defect-handling") as raised:
        af.procedure("workshop-defect-handlin")
    assert raised.value.faults[0].code == "procedure/unknown-procedure"


def keys_of(kind):
    return {f.name.strip("_") for f in dataclasses.fields(kind)}


def test_no_key_of_the_core_is_lost():
    """Every key of every wire struct of every procedure has a field here."""
    kinds = {
        f.name: rules.__dict__[name]
        for f in dataclasses.fields(rules.ProcedureView)
        for name in [str(f.type)[5:-1]]
        if str(f.type).startswith("List[")
    }
    for info in af.procedures():
        view = af.procedure(info.id)._view()
        assert set(view) <= keys_of(rules.ProcedureView)
        for table, kind in kinds.items():
            for rule in view[table]:
                assert set(rule) <= keys_of(kind), (info.id, table)


def test_every_rule_says_where_it_stands():
    for info in af.procedures():
        p = af.procedure(info.id)
        for rule in [*p.steps, *p.checks, *p.classes, *p.limits, *p.duties]:
            assert rule.id and rule.label("zh") and rule.label("en")
            assert rule.clause or rule.place, (p.id, rule.id)
            assert rule.basis in {"stated", "reconstructed", "inferred", "lost"}
            assert rule.label("zh") in rule.explain()


COMPANY = """\
format = 1
extends = "workshop-defect-handling"
id = "acme-defects"
title = { zh = "甲公司车间不良品", en = "Acme workshop defects" }
[[check]]
id = "label-mismatch"
above = "2%"
clause = "QP-07, 3.2"
"""


def test_a_company_makes_a_procedure_its_own(tmp_path):
    file = tmp_path / "ours.toml"
    file.write_text(COMPANY, encoding="utf-8-sig")
    ours = af.Procedure.from_file(file)
    assert ours.id == "acme-defects"
    found = ours.judge({"inspected": 100, "mismatched": 3})["label-mismatch"]
    assert (found.answer, found.threshold, found.clause) == ("yes", "> 2%", "QP-07, 3.2")


def test_every_fault_of_a_file_at_once(tmp_path):
    file = tmp_path / "wrong.toml"
    file.write_text(COMPANY.replace("2%", "2 pct") + 'colour = "red"\n', encoding="utf-8")
    with pytest.raises(af.ProcedureError) as raised:
        af.Procedure.from_file(file)
    faults = raised.value.faults
    assert len(faults) >= 2
    assert {f.line for f in faults} == {7, 9}
    for fault in faults:
        assert fault.column and fault.code.startswith(("procedure/", "rate/"))
        assert fault.message("zh") and fault.message("en") and fault.help("en")
    shown, plain, run = _native.check("wrong.toml", file.read_bytes(), "en")
    assert "wrong.toml:7:" in shown and len(plain) == len(faults) and run is None
    assert json.dumps(plain)


def test_a_file_in_another_encoding(tmp_path):
    file = tmp_path / "gbk.toml"
    file.write_bytes(COMPANY.encode("gbk"))
    with pytest.raises(af.ProcedureError, match="UTF-8"):
        af.Procedure.from_file(file)


def test_what_changes_under_another_reading(defects):
    assert defects.changes_to(defects) == []
    reading = next(r for r in defects.readings if len(r.options) > 1)
    other = defects.with_readings({reading.id: reading.options[1].id})
    changes = defects.changes_to(other)
    chosen = next(c for c in changes if c.rule and c.rule.kind == "reading")
    assert (chosen.what, chosen.key, chosen.rule.id) == ("changed", "chosen", reading.id)
    assert chosen.text("zh") and chosen.text("en") and chosen.after == reading.options[1].label


def test_a_procedure_is_not_pickled(defects):
    import pickle

    with pytest.raises(TypeError, match="keep a procedure's file"):
        pickle.dumps(defects)


def edition(text, name, since=None):
    head = f'edition = "{name}"\n' + (f"effective = {since}\n" if since else "")
    return af.Procedure.from_text(head + text)


def test_a_day_has_the_edition_that_began_last():
    undated = edition(COMPANY, "A/0")
    first, second = edition(COMPANY, "A/1", "2026-07-01"), edition(COMPANY, "A/2", "2027-01-01")
    editions = [second, undated, first]
    for on, expected in [
        ("2026-06-30", undated), ("2026-07-01", first), ("2026-12-31", first), (date(2027, 1, 1), second),
    ]:
        assert af.Procedure.in_effect(editions, on) is expected
    assert af.Procedure.in_effect([second, first], "2026-06-30") is None
    assert af.Procedure.in_effect([], "2026-06-30") is None
    assert (undated.effective, second.effective) == (None, date(2027, 1, 1))
    with pytest.raises(af.Error, match="moment/month"):
        af.Procedure.in_effect(editions, "2026-13-01")
