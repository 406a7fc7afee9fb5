"""Tables judged: the same answers as one by one, in the same kind of table."""

import json
import warnings

import pytest

import aftersales as af
from aftersales._native import ArrowTable

from conftest import DATA, EXPORT

pa = pytest.importorskip("pyarrow")
pd = pytest.importorskip("pandas")
pl = pytest.importorskip("polars")

CHECK = "misjudged_by_customer"
BATCHES = {"批次号": ["0001", "0002", "0003", "0004"], "抽检数": [100, 100, 0, 30], "误判数": [20, 19, 0, 35]}


def test_the_columns_and_types_that_are_promised(repair):
    out = repair.score(pa.table(BATCHES))
    types = {name: out.schema.field(name).type for name in out.column_names[3:]}
    assert types.pop(CHECK) == pa.bool_()
    assert types.pop(f"{CHECK}_rate") == pa.float64()
    assert types.pop(f"{CHECK}_margin") == pa.int64()
    for rule in repair.classes:
        assert types.pop(rule.id.replace("-", "_")) == pa.dictionary(pa.int32(), pa.string())
    assert types.pop("actions") == pa.large_list(pa.field("item", pa.dictionary(pa.int32(), pa.string()), False))
    problem = pa.struct([pa.field("code", pa.string(), False), pa.field("text", pa.string(), False)])
    assert types.pop("problems") == pa.large_list(pa.field("item", problem, False))
    assert types == {}


def test_answers_margins_and_problems(repair):
    out = repair.score(pa.table(BATCHES)).to_pydict()
    assert out[CHECK] == [True, False, None, None]
    assert out[f"{CHECK}_margin"] == [-1, 1, None, None]
    assert out[f"{CHECK}_rate"] == [0.2, 0.19, None, None]
    assert [[p["code"] for p in row] for row in out["problems"]] == [[], [], [], ["facts/exceeds"]]
    assert out["actions"][2] == out["actions"][3] == []
    assert out["actions"][0] == repair.judge({"inspected": 100, "misjudged": 20}).actions


def export():
    """The ERP's export, every cell a text."""
    import csv

    with EXPORT.open(encoding="gb18030", newline="") as file:
        head, *rows = csv.reader(file)
    return head, rows


def test_the_export_is_judged_as_a_clerk_would(repair):
    head, rows = export()
    out = repair.score(pl.DataFrame(rows, schema=head, orient="row"))
    assert out.columns[: len(head)] == head and out.height == len(rows)
    assert out["批次号"].to_list() == [row[1] for row in rows]
    expected = json.loads((DATA / "returns-expected.json").read_text(encoding="utf-8"))["rows"]
    for row, answer, problems in zip(range(2, 502), out[CHECK], out["problems"]):
        told = "problem" if len(problems) else {True: "yes", False: "no", None: "undetermined"}[answer]
        assert told == expected[str(row)], row


def test_rows_and_single_facts_agree(repair):
    head, rows = export()
    out = repair.score(pa.table({name: [row[i] for row in rows] for i, name in enumerate(head)})).to_pydict()
    for i, row in enumerate(rows):
        found = repair.judge({"inspected": row[5], "misjudged": row[6]})
        word = {True: "yes", False: "no", None: "undetermined"}[out[CHECK][i]]
        assert (word, out[f"{CHECK}_margin"][i]) == (found[0].answer, found[0].margin)
        assert out["actions"][i] == found.actions
        assert [p["code"] for p in out["problems"][i]] == [p.code for p in found.problems]


TYPES = [
    pa.int8(), pa.int16(), pa.int32(), pa.int64(), pa.uint8(), pa.uint16(), pa.uint32(), pa.uint64(),
    pa.float32(), pa.float64(), pa.decimal128(25, 2), pa.string(), pa.large_string(), pa.string_view(),
    pa.dictionary(pa.int8(), pa.string()),
]


@pytest.mark.parametrize("kind", TYPES, ids=str)
def test_counts_of_every_type(repair, kind):
    def column(*counts):
        text = pa.types.is_string(kind) or pa.types.is_dictionary(kind) or "string" in str(kind)
        return pa.array([c if c is None else str(c) if text else c for c in counts]).cast(kind)

    table = pa.table({"抽检数": column(100, 100, None, 0), "误判数": column(20, 19, 1, 0)})
    # Sliced, so that neither values nor validity begin at a byte.
    for part, answers in ((table, [True, False, None, None]), (table.slice(1), [False, None, None])):
        out = repair.score(part).to_pydict()
        assert out[CHECK] == answers
        assert out["problems"] == [[]] * len(answers)


def test_a_type_that_holds_no_counts(repair, english):
    table = pa.table({"抽检数": [[1], [2]], "误判数": [1, 2]})
    with pytest.raises(af.TableError, match="which holds no fact") as raised:
        repair.score(table)
    assert raised.value.problems[0].path == "facts.inspected"


def test_bad_rows_raise_by_name(repair, english):
    with pytest.raises(af.TableError, match="row 3") as raised:
        repair.score(pa.table(BATCHES), bad="raise")
    assert [p.row for p in raised.value.problems] == [3]
    with pytest.raises(ValueError, match="'null' or 'raise'"):
        repair.score(pa.table(BATCHES), bad="drop")


def test_columns_by_map_and_missing_ones_warned_of_once(repair, english):
    table = pa.table({"检验数": [100], "误判数": [20]})
    assert repair.score(table, columns={"inspected": "检验数"})[CHECK].to_pylist() == [True]
    with pytest.warns(af.Warn, match="no column for Units inspected") as warned:
        out = repair.score(table)
    assert len(warned) == 1
    assert out[CHECK].to_pylist() == [None]


def test_one_column_for_two_facts_is_judged_and_warned_of(repair, english):
    table = pa.table({"a": [100]})
    with pytest.warns(af.Warn, match="`Units inspected` and `.*` are read from the same column `a`.*table/one-column") as warned:
        out = repair.score(table, columns={"inspected": "a", "misjudged": "a"})
    assert len(warned) == 1
    assert out[CHECK].to_pylist() == [True]


def test_unknown_columns_and_near_misses(repair, english):
    with pytest.raises(af.TableError, match="did you mean `误判数`"):
        repair.score(pa.table(BATCHES), columns={"misjudged": "误判树"})
    with pytest.raises(af.TableError, match="more than one column"):
        repair.score(pa.table({**BATCHES, "inspected": [1, 2, 3, 4]}))


def test_names_that_clash(repair, english):
    once = repair.score(pa.table(BATCHES))
    with pytest.raises(af.TableError, match="names that are taken"):
        repair.score(once)
    twice = repair.score(once, prefix="again_")
    assert twice[f"again_{CHECK}"].to_pylist() == once[CHECK].to_pylist()


def test_reasons_on_request(repair):
    out = repair.score(pa.table(BATCHES), reasons=True).to_pydict()
    found = repair.judge({"inspected": 100, "misjudged": 20})[0]
    assert out[f"{CHECK}_reason"][0] == found.explain("zh")


def test_pandas_with_its_own_nulls_index_and_words(repair):
    frame = pd.DataFrame(
        {
            "抽检数": pd.array([100, None, 30, 10], dtype="Int64"),
            "误判数": [20, 5, "约3", 2],
            "客户": pd.Categorical(["a", "b", "a", "b"]),
        },
        index=pd.Index([9, 7, 5, 3], name="批"),
    )
    out = repair.score(frame)
    assert list(out.index) == [9, 7, 5, 3] and out.index.name == "批"
    pd.testing.assert_frame_equal(out[["抽检数", "误判数", "客户"]], frame)
    assert out[CHECK].dtype == pd.BooleanDtype()
    assert out[CHECK].tolist() == [True, pd.NA, pd.NA, True]
    assert [p[0]["code"] if len(p) else None for p in out["problems"]] == [None, None, "facts/type", None]


def test_a_stream_is_judged_as_it_is_read(repair):
    batches = pa.table(BATCHES).to_batches(max_chunksize=1)
    pulled = []

    def source():
        for batch in batches:
            pulled.append(batch)
            yield batch

    reader = pa.RecordBatchReader.from_batches(batches[0].schema, source())
    out = repair.score(reader)
    assert isinstance(out, pa.RecordBatchReader)
    assert len(pulled) == 1
    assert out.read_all()[CHECK].to_pylist() == [True, False, None, None]


def test_streams_of_other_libraries_are_judged_as_they_are_read(repair):
    na, arro3, duckdb = (pytest.importorskip(name) for name in ("nanoarrow", "arro3.core", "duckdb"))
    table = pa.table(BATCHES)
    for source in (na.ArrayStream(table), arro3.Table(table).to_reader(), duckdb.from_arrow(table).to_arrow_reader()):
        out = repair.score(source)
        assert isinstance(out, pa.RecordBatchReader), type(source)
        assert out.read_all()[CHECK].to_pylist() == [True, False, None, None]


def test_a_lazy_frame_stays_one_and_a_relation_too(repair):
    duckdb = pytest.importorskip("duckdb")
    lazy = repair.score(pl.LazyFrame(BATCHES).filter(pl.col("抽检数") > 0))
    assert isinstance(lazy, pl.LazyFrame) and lazy.collect()[CHECK].to_list()[:2] == [True, False]
    out = repair.score(duckdb.sql("select 100::hugeint as 抽检数, 20::decimal(9, 2) as 误判数"))
    assert isinstance(out, duckdb.DuckDBPyRelation) and out.select(CHECK).fetchall() == [(True,)]


@pytest.mark.parametrize("counts", [[100, 100, 30], [100.0, None, 30.0], ["100", "x", "30"]])
def test_categories_are_what_they_stand_for(repair, counts):
    plain = {"抽检数": counts, "误判数": [20, 19, 35]}
    frame = pd.DataFrame(plain)
    expected = repair.score(frame)
    out = repair.score(frame.assign(抽检数=pd.Categorical(counts)))
    assert out[CHECK].tolist() == expected[CHECK].tolist()
    assert out["problems"].tolist() == expected["problems"].tolist()
    table = pa.table(plain)
    out = repair.score(table.set_column(0, "抽检数", table["抽检数"].dictionary_encode()))
    assert out[CHECK].to_pylist() == repair.score(table)[CHECK].to_pylist()


def test_numbers_too_large_for_any_column(repair):
    out = repair.score(pd.DataFrame({"抽检数": [10**30, 100], "误判数": [1, 20]}))
    assert [p[0]["code"] if len(p) else None for p in out["problems"]][1] is None
    assert out[CHECK].tolist()[1] is True


def test_a_bad_row_of_a_stream_has_its_number_in_the_whole(repair):
    batches = pa.table(BATCHES).to_batches(max_chunksize=3)
    reader = pa.RecordBatchReader.from_batches(batches[0].schema, iter(batches))
    with pytest.raises(af.TableError) as raised:
        repair.score(reader, bad="raise").read_all()
    assert [p.row for p in raised.value.problems] == [3]


def test_empty_and_chunked_tables(repair):
    empty = pa.table(BATCHES).slice(0, 0)
    assert repair.score(empty).num_rows == 0
    chunked = pa.concat_tables([pa.table(BATCHES).slice(0, 1), pa.table(BATCHES).slice(1)])
    assert repair.score(chunked)[CHECK].to_pylist() == [True, False, None, None]


def test_problems_and_reasons_in_the_language_asked_for(repair):
    table = pa.table({"抽检数": [30, 100], "误判数": [35, 20]})
    zh, en = (repair.score(table, reasons=True, lang=lang).to_pydict() for lang in ("zh", "en"))
    assert zh["problems"][0][0]["text"].startswith("“误判数”为 35，多于“抽检数”的 30；")
    assert en["problems"][0][0]["text"].startswith("`Units misjudged by the customer` is 35, more than the 30 of `Units inspected`; ")
    for told, label, clause in ((zh, "：是。", "条款 2.1"), (en, ": yes.", "clause 2.1")):
        assert label in told[f"{CHECK}_reason"][1] and clause in told[f"{CHECK}_reason"][1]
    with pytest.raises(ValueError, match="'zh' or 'en'"):
        repair.score(table, lang="fr")


def test_reasons_name_the_rules_that_judged(repair, defects):
    out = repair.score(pa.table(BATCHES), reasons=True)
    (rules,) = set(out["rules"].to_pylist())
    assert rules.split() == [repair.id, repair.document, *(repair.edition or "").split(),
                             f"aftersales/{af.__version__}", f"hash:{repair.hash}"]
    assert out.column_names[-1] == "rules"
    # Another reading is another set of rules, and its reasons say so.
    used = defects.judge({})["label-mismatch"].readings[0]
    reading = {used.id: used.alternatives[0].id}
    table = pa.table({"抽检数": [100], "不符数": [4]})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", af.Warn)
        told = [p.score(table, reasons=True)["label_mismatch_reason"][0].as_py()
                for p in (defects, defects.with_readings(reading))]
    assert used.label.zh in told[0] and used.label.zh not in told[1] and used.alternatives[0].label.zh in told[1]


def test_no_library_is_needed(repair):
    table = ArrowTable.from_text(["抽检数", "误判数"], [["1,000", "约3"], ["200", "1"]])
    plan = repair._plan(table.column_names, {}, True, False, "", "zh")
    out = plan.score(table, False, 0).to_pydict()
    assert out[CHECK] == [True, None]
    assert out["problems"][1][0]["code"] == "facts/type"


def test_every_built_in_procedure_scores_without_columns():
    for info in af.procedures():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", af.Warn)
            out = af.procedure(info.id).score(pa.table({"备注": ["x"]}))
        assert out.num_rows == 1


@pytest.mark.parametrize("kind", [pa.table, pd.DataFrame, pl.DataFrame])
def test_a_table_without_any_fact_keeps_its_rows(repair, kind):
    with pytest.warns(af.Warn):
        out = repair.score(kind({"备注": ["a", "b"]}))
    assert len(out) == 2
    assert list(out["备注"] if kind is not pa.table else out["备注"].to_pylist()) == ["a", "b"]


def test_a_polars_column_of_nothing_but_nulls_is_missing_facts(repair):
    out = repair.score(pl.DataFrame({"inspected": [100], "misjudged": [None]}))
    assert out[CHECK].to_list() == [None]
    assert out["problems"].to_list() == [[]]
