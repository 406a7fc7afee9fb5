"""Columns of every type that holds whole numbers are judged, and what holds none is refused by column and type."""

from decimal import Decimal

import numpy as np
import pytest

import aftersales as af

pa = pytest.importorskip("pyarrow")
pd = pytest.importorskip("pandas")
pl = pytest.importorskip("polars")
pc = pytest.importorskip("pyarrow.compute")

CHECK = "misjudged_by_customer"
COUNTS = [100, None, 30]
ANSWERS = [True, None, False]


def judged(repair, column):
    out = repair.score(pa.table({"抽检数": column, "误判数": [20, 1, 5]})).to_pydict()
    assert out["problems"] == [[], [], []]
    return out[CHECK]


@pytest.mark.parametrize("make", [
    lambda: pa.array(np.array([100, 0, 30], np.float16), mask=np.array([False, True, False])),
    lambda: pa.array([Decimal(100), None, Decimal(30)], pa.decimal256(60, 2)),
    lambda: pa.array([Decimal(100), None, Decimal(30)], pa.decimal256(60, 0)),
    lambda: pc.run_end_encode(pa.array(COUNTS)),
    lambda: pc.run_end_encode(pa.array(["100", None, "30"])),
    lambda: pc.run_end_encode(pa.array([7, *COUNTS, 9], pa.int32()), run_end_type=pa.int16()).slice(1, 3),
    lambda: pa.array(COUNTS).dictionary_encode(),
    lambda: pa.array([Decimal("100.0"), None, Decimal(30)]).dictionary_encode(),
], ids=["float16", "decimal256", "decimal256-whole", "runs", "runs-of-text", "runs-sliced", "categories", "categories-of-decimals"])
def test_arrow_types_that_hold_whole_numbers(repair, make):
    assert judged(repair, make()) == ANSWERS


@pytest.mark.parametrize("kind", ["Int128", "UInt128", "Float16", "Object"])
def test_polars_types_that_hold_whole_numbers(repair, kind):
    dtype = getattr(pl, kind, None)
    if dtype is None:
        pytest.skip(f"this polars has no {kind}")
    frame = pl.DataFrame({"抽检数": pl.Series(COUNTS, dtype=dtype), "误判数": [20, 1, 5]})
    out = repair.score(frame)
    assert out[CHECK].to_list() == ANSWERS
    assert out["抽检数"].dtype == dtype


def test_a_count_of_128_bits_is_told_as_too_large(repair):
    frame = pl.DataFrame({"抽检数": pl.Series([2**100, 100], dtype=pl.Int128), "误判数": [1, 20]})
    out = repair.score(frame, lang="en")
    assert out[CHECK].to_list() == [None, True]
    assert out["problems"].to_list()[0][0]["text"] == (
        f"the value `{2**100}` of `Units inspected` is too large to represent; check the number")


@pytest.mark.parametrize(("column", "kind"), [
    (pd.period_range("2026-01", periods=2, freq="M"), "pandas.period"),
    (pd.interval_range(0, 2), "pandas.interval"),
    (np.array([1 + 0j, 2]), "complex128"),
    (pd.to_timedelta([1, 2], unit="s"), "Duration"),
    (pd.Series([[1], [2]]), "List"),
    (pd.Series([b"1", b"2"]), "Binary"),
])
def test_columns_that_hold_no_counts_are_refused_by_name_and_type(repair, column, kind):
    frame = pd.DataFrame({"检验数": column, "误判数": [0, 1]})
    with pytest.raises(af.TableError) as raised:
        repair.score(frame, columns={"inspected": "检验数"})
    (told,) = raised.value.problems
    assert (told.code, told.heading) == ("table/column-type", "检验数")
    assert "检验数" in told.message.zh and kind in told.message.zh and "请先转换" in told.help.zh
    assert "`检验数`" in told.message.en and kind in told.message.en and "convert it" in told.help.en


def test_numbers_of_an_extension_type_are_no_counts(repair):
    class Months(pa.ExtensionType):
        def __init__(self):
            super().__init__(pa.int64(), "acme.months")

        def __arrow_ext_serialize__(self):
            return b""

        @classmethod
        def __arrow_ext_deserialize__(cls, storage, serialized):
            return cls()

    column = pa.ExtensionArray.from_storage(Months(), pa.array([600, 601]))
    with pytest.raises(af.TableError) as raised:
        repair.score(pa.table({"抽检数": column, "误判数": [0, 1]}))
    assert "acme.months" in raised.value.text("en")


def test_a_column_of_no_concern_may_be_of_any_type(repair):
    frame = pd.DataFrame({"z": np.array([1 + 0j]), "抽检数": [100], "误判数": [20]})
    assert repair.score(frame)[CHECK].tolist() == [True]
    with pytest.warns(af.Warn):
        assert len(repair.score(frame[["z"]])) == 1
