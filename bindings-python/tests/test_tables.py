"""Every kind of table comes back as its own kind, with its columns, order and index as they were."""

import pytest

from aftersales import errors
from aftersales._native import ArrowTable
from aftersales.tables import wrap

duckdb = pytest.importorskip("duckdb")
pa = pytest.importorskip("pyarrow")
pd = pytest.importorskip("pandas")
pl = pytest.importorskip("polars")
na = pytest.importorskip("nanoarrow")
arro3 = pytest.importorskip("arro3.core")

BATCHES = ["00060646", "00023520", "007"]
DATA = {"批次号": BATCHES, "抽检数": [100, None, 12]}
NEW = ArrowTable.from_text(["verdict"], [["yes", None, "no"]])


def pandas_frame():
    return pd.DataFrame(DATA, index=[7, 3, 5])


KINDS = {
    "pandas": (pandas_frame, pd.DataFrame),
    "polars": (lambda: pl.DataFrame(DATA), pl.DataFrame),
    "polars-lazy": (lambda: pl.LazyFrame(DATA), pl.LazyFrame),
    "pyarrow": (lambda: pa.table(DATA), pa.Table),
    "pyarrow-batch": (lambda: pa.RecordBatch.from_pydict(DATA), pa.RecordBatch),
    "duckdb": (lambda: duckdb.from_arrow(pa.table(DATA)), duckdb.DuckDBPyRelation),
    "arro3": (lambda: arro3.Table(pa.table(DATA)), pa.Table),
    "arro3-batch": (lambda: arro3.RecordBatch(pa.RecordBatch.from_pydict(DATA)), pa.Table),
    "nanoarrow": (lambda: na.Array(pa.RecordBatch.from_pydict(DATA)), pa.Table),
    "nanoarrow-chunked": (lambda: na.Array(na.ArrayStream(pa.table(DATA))), pa.Table),
    "other": (lambda: ArrowTable.from_text(["批次号", "抽检数"], [BATCHES, ["100", None, "12"]]), pa.Table),
}


def as_dict(table):
    """Any kind as plain lists, to look at."""
    if isinstance(table, pd.DataFrame):
        return table.astype(object).where(table.notna(), None).to_dict("list")
    if isinstance(table, pl.LazyFrame):
        table = table.collect()
    if isinstance(table, pl.DataFrame):
        return table.to_dict(as_series=False)
    if isinstance(table, pa.RecordBatch):
        return table.to_pydict()
    return pa.table(table).to_pydict()


@pytest.mark.parametrize("kind", KINDS)
def test_same_kind_out(kind):
    make, expected = KINDS[kind]
    table = make()
    out = wrap(table).append(NEW)
    assert isinstance(out, expected)
    assert list(as_dict(out)) == ["批次号", "抽检数", "verdict"]
    assert as_dict(out)["批次号"] == BATCHES
    assert as_dict(out)["verdict"] == ["yes", None, "no"]


@pytest.mark.parametrize("kind", KINDS)
def test_names_and_pick(kind):
    table = wrap(KINDS[kind][0]())
    assert table.names == ["批次号", "抽检数"]
    picked = ArrowTable.read(table.pick(["抽检数"]))
    assert picked.column_names == ["抽检数"]
    assert [None if v is None else int(float(v)) for v in picked.to_pydict()["抽检数"]] == [100, None, 12]


def test_pandas_keeps_its_index_and_its_own_columns_untouched():
    frame = pandas_frame()
    out = wrap(frame).append(NEW)
    assert list(out.index) == [7, 3, 5]
    pd.testing.assert_frame_equal(out[["批次号", "抽检数"]], frame)


def test_pandas_with_words_among_numbers_is_read_as_text():
    frame = pd.DataFrame({"抽检数": [100, "约30", None, 12.5]})
    assert ArrowTable.read(wrap(frame).pick(["抽检数"])).to_pydict()["抽检数"] == ["100", "约30", None, "12.5"]


def test_an_empty_table():
    table = pl.DataFrame(schema={"批次号": pl.String})
    assert wrap(table).append(ArrowTable.from_text(["verdict"], [[]])).shape == (0, 2)


def test_what_is_no_table_is_refused_by_name():
    with pytest.raises(errors.TableError) as refused:
        wrap([1, 2, 3])
    (fault,) = refused.value.problems
    assert fault.code == "table/kind"
    assert fault.message("zh") == "builtins.list 不是可识别的表格"
    assert fault.message("en") == "builtins.list is not a table that can be read"
    assert "PyCapsule" in fault.help("en")


def test_a_column_is_no_table():
    with pytest.raises(errors.TableError) as refused:
        wrap(pa.array([1, 2]))
    assert refused.value.problems[0].message("en") == "pyarrow.lib.Int64Array is not a table that can be read"


def test_column_names_that_occur_twice_are_refused():
    frame = pd.DataFrame([[1, 2]], columns=["抽检数", "抽检数"])
    with pytest.raises(errors.TableError, match="抽检数"):
        wrap(frame)


def test_capsules_left_unread_do_no_harm():
    table = ArrowTable.from_text(["a"], [["x"] * 1000])
    for _ in range(100):
        table.__arrow_c_stream__()
    capsule = table.__arrow_c_stream__()
    del table
    del capsule


def test_a_capsule_is_read_once():
    class Once:
        capsule = ArrowTable.from_text(["a"], [["x"]]).__arrow_c_stream__()

        def __arrow_c_stream__(self, requested_schema=None):
            return self.capsule

    source = Once()
    assert ArrowTable.read(source).num_rows == 1
    with pytest.raises(ValueError):
        ArrowTable.read(source)


def test_a_capsule_of_another_name_is_refused():
    class Wrong:
        def __arrow_c_stream__(self, requested_schema=None):
            return pa.schema([("a", pa.int64())]).__arrow_c_schema__()

    with pytest.raises(ValueError):
        ArrowTable.read(Wrong())
