"""One set of facts judged. Answers follow the documents: S0-18-H1 "≥20%", S0-08-H2 "超过3%"."""

from collections import ChainMap
from datetime import date
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

import pytest

import aftersales as af


def misjudged(finding_of):
    """The one check of S0-18."""
    return next(f for f in finding_of if "misjudg" in f.id)


def mismatch(finding_of):
    """The label check of S0-08."""
    return next(f for f in finding_of if "mismatch" in f.id)


@pytest.mark.parametrize(
    ("inspected", "wrong", "answer", "margin"),
    [(100, 20, "yes", -1), (100, 19, "no", 1), (5, 1, "yes", -1), (6, 1, "no", 1), (1, 1, "yes", -1)],
)
def test_twenty_percent_is_included(repair, inspected, wrong, answer, margin):
    found = misjudged(repair.judge({"inspected": inspected, "misjudged": wrong}))
    assert (found.answer, found.margin) == (answer, margin)
    assert (found.rate.numerator, found.rate.denominator) == (wrong, inspected)


@pytest.mark.parametrize(
    ("inspected", "unlike", "answer", "margin"),
    [(100, 3, "no", 1), (100, 4, "yes", -1), (33, 1, "yes", -1), (34, 1, "no", 1)],
)
def test_three_percent_is_excluded(defects, inspected, unlike, answer, margin):
    found = mismatch(defects.judge({"inspected": inspected, "mismatched": unlike}))
    assert (found.answer, found.margin) == (answer, margin)


def test_facts_by_id_by_either_label_and_as_an_erp_writes_them(repair):
    for facts in (
        {"inspected": 100, "misjudged": 20},
        {"抽检数": "100", "误判数": "２０"},
        {"Units inspected": "1,000", "误判数": 200.0},
        {"inspected": Decimal("100.0"), "misjudged": Decimal("20")},
    ):
        assert misjudged(repair.judge(facts)).answer == "yes", facts


def test_numpy_and_pandas_scalars(repair):
    np = pytest.importorskip("numpy")
    pd = pytest.importorskip("pandas")
    assert misjudged(repair.judge({"inspected": np.int64(100), "misjudged": np.float32(20)})).answer == "yes"
    for nothing in (None, float("nan"), pd.NA, pd.NaT, "", "  "):
        found = misjudged(repair.judge({"inspected": 100, "misjudged": nothing}))
        assert (found.answer, [m.id for m in found.missing]) == ("undetermined", ["misjudged"])
        assert found.problems == []


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"inspected": -1, "misjudged": 0}, "facts/negative"),
        ({"inspected": 12.5, "misjudged": 1}, "facts/fraction"),
        ({"inspected": float("inf"), "misjudged": 1}, "facts/type"),
        ({"inspected": True, "misjudged": 1}, "facts/type"),
        ({"inspected": "约30", "misjudged": 1}, "facts/type"),
        ({"inspected": 10, "misjudged": 11}, "facts/exceeds"),
        ({"inspected": 2**70, "misjudged": 1}, "facts/too-large"),
        ({"inspected": 1e300, "misjudged": 1}, "facts/too-large"),
        ({"inspected": date(2026, 3, 2), "misjudged": 1}, "facts/type"),
        ({"inspekted": 10, "misjudged": 1}, "facts/unknown"),
    ],
)
def test_what_cannot_be_read_gives_no_answer_and_a_problem(repair, facts, code):
    found = repair.judge(facts)
    assert misjudged(found).answer == "undetermined"
    assert [p.code for p in found.problems] == [code]


def test_nothing_inspected_is_no_rate(repair):
    found = misjudged(repair.judge({"inspected": 0, "misjudged": 0}))
    assert (found.answer, found.rate, found.margin) == ("undetermined", None, None)


def test_an_undetermined_finding_is_neither_true_nor_false(repair, english):
    assert bool(misjudged(repair.judge({"inspected": 5, "misjudged": 1}))) is True
    assert bool(misjudged(repair.judge({"inspected": 6, "misjudged": 1}))) is False
    with pytest.raises(af.Error, match="answers undetermined, which is neither yes nor no"):
        bool(misjudged(repair.judge({})))


def test_findings_are_a_list_with_names(repair):
    found = repair.judge({"inspected": 100, "misjudged": 20})
    ids = [f.id for f in found]
    assert ids == found.keys() == [r.id for r in [*repair.checks, *repair.classes]]
    assert len(found) == len(ids) and ids[0] in found and "no-such" not in found
    assert found[ids[0]].id == found[0].id == found[-len(ids)].id
    with pytest.raises(KeyError):
        found["no-such"]
    with pytest.raises(IndexError):
        found[len(ids)]


def test_findings_go_by_id_column_or_label(repair):
    found = repair.judge({"inspected": 100, "misjudged": 20})
    label = repair.checks[0].label
    for key in ("misjudged-by-customer", "misjudged_by_customer", label.zh, label.en, label.en.upper()):
        assert key in found and found[key].id == "misjudged-by-customer", key
    assert 3 not in found and None not in found


@pytest.mark.parametrize(("lang", "said"), [
    ("zh_CN.UTF-8", "没有名为“misjudged_by_costumer”的判定或分级。是否指“misjudged-by-customer”"),
    ("en_US.UTF-8", "there is no check or class named `misjudged_by_costumer`; did you mean `misjudged-by-customer`"),
])
def test_a_wrong_key_names_the_nearest(repair, monkeypatch, lang, said):
    monkeypatch.setenv("LC_ALL", lang)
    with pytest.raises(KeyError, match=said):
        repair.judge({})["misjudged_by_costumer"]
    with pytest.raises(KeyError, match="misjudged-by-customer.*batch-route"):
        repair.judge({})["no-such"]


def test_a_mapping_or_a_row_of_pandas_is_a_set_of_facts(repair):
    pd = pytest.importorskip("pandas")
    frame = pd.DataFrame({"抽检数": [100, 30], "误判数": [20, None], "批次号": ["0001", "0002"], 3: [1, 2]})
    rows = [repair.judge(row) for _, row in frame.iterrows()]
    assert [misjudged(found).answer for found in rows] == ["yes", "undetermined"]
    assert [p.path for p in rows[0].problems] == ["facts.批次号", "facts.3"]
    for facts in (MappingProxyType({"inspected": 100, "misjudged": 20}), ChainMap({"inspected": 100}, {"misjudged": 20})):
        assert misjudged(repair.judge(facts)).answer == "yes"
    twice = pd.Series([100, 99, 20], index=["inspected", "抽检数", "misjudged"])
    assert [p.code for p in repair.judge(twice).problems] == ["facts/twice"]


@pytest.mark.parametrize("given", [[("inspected", 100)], "inspected", None, 3, {"inspected"}])
def test_what_is_no_set_of_facts_is_refused(repair, given):
    with pytest.raises(af.TableError) as raised:
        repair.judge(given)
    (told,) = raised.value.problems
    assert told.code == "facts/form"
    assert f"{type(given).__name__} 不是一组事实" in told.message.zh and "请传入字典" in told.help.zh
    assert "is no set of facts" in told.message.en and "whole tables go to score" in told.help.en


def test_a_whole_table_is_no_set_of_facts(repair):
    pd, pl = pytest.importorskip("pandas"), pytest.importorskip("polars")
    for kind in (pd.DataFrame, pl.DataFrame):
        with pytest.raises(af.TableError, match="facts/form"):
            repair.judge(kind({"inspected": [100], "misjudged": [20]}))


@pytest.mark.parametrize(
    ("heat", "told"),
    [
        (Decimal("1.7E+2"), None),
        (Decimal("1700E-1"), None),
        (1e300, "`1e300` of `Plate temperature` has too many digits"),
        (Decimal("1E+300"), "`1e300` of `Plate temperature` has too many digits"),
        (Decimal("1E-300"), "`1e-300` of `Plate temperature` has too many digits"),
        (Decimal("1E-19"), "`0.0000000000000000001` of `Plate temperature` has too many digits"),
        (10**20, "`100000000000000000000` of `Plate temperature` has too many digits"),
        (float("inf"), "`inf` of `Plate temperature` is not a number"),
        (Decimal("sNaN"), "`sNaN` of `Plate temperature` is not a number"),
        ("热", "`热` of `Plate temperature` is not a number"),
    ],
)
def test_quantities_of_any_size(heat, told):
    found = af.procedure("camera-module-repair").judge({"plate-heat": heat})
    assert found["plate-temperature"].answer == ("yes" if told is None else "undetermined")
    assert [p.message.en for p in found.problems] == ([] if told is None else [f"the value {told}"])


def test_options_are_listed_by_their_labels():
    told = af.procedure("camera-module-repair").judge({"defect": "鸽"}).problems[0].text("en")
    assert "options: No image, Ghost, Colour spot" in told and "Blur (glued) (blur)" in told and "PIN open (open)" in told


def test_columns_that_are_no_facts_are_told_in_a_line_each(defects):
    assert len(defects.facts) > 6
    found = defects.judge({"inspected": 100, "mismatched": 4, "供应商": "x", "INSPECTED!": 1})
    told = [p.text(lang) for p in found.problems for lang in ("zh", "en")]
    assert max(map(len, told)) < 120, told
    assert "是否指“inspected”" in told[2] and "did you mean `inspected`" in told[3]


def test_help_says_what_goes_in_and_comes_out(defects):
    for word in ("fact ids", "label", "Findings", ".problems", "TableError"):
        assert word in defects.judge.__doc__


def test_a_finding_tells_everything(repair):
    found = misjudged(repair.judge({"inspected": 100, "misjudged": 20}))
    assert found.label("zh") == found.view.label.zh
    assert found.threshold == "≥ 20%"
    assert found.words == "≥20%"
    assert found.clause == "2.1"
    assert found.basis == "stated"
    assert "S0-18-H1" in found.refs
    assert float(found.rate) == 0.2 and Fraction(found.rate.numerator, found.rate.denominator) == Fraction(1, 5)
    assert "20/100" in found.explain() and "2.1" in found.explain("en")
    with pytest.raises(ValueError, match="'zh' or 'en'"):
        found.explain("de")
    with pytest.raises(AttributeError):
        found.colour


def test_what_follows(repair):
    found = repair.judge({"inspected": 100, "misjudged": 20})
    assert found.actions == list(dict.fromkeys(a for f in found for a in f.then))
    assert found.actions
    assert repair.judge({}).actions == []
