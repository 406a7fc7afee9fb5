"""Deadlines of columns: every kind in and out, and each row what it is alone."""

from __future__ import annotations

import datetime as dt
import random

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import aftersales as af

DAYS = [dt.date(2026, 2, 13), None, dt.date(2026, 9, 28)]
LAST = [dt.date(2026, 2, 25), None, dt.date(2026, 10, 8)]


def test_dates_of_every_kind():
    spans = "3 working days"
    assert af.due(pa.array(DAYS), spans) == pa.array(LAST)
    assert af.due(pa.chunked_array([DAYS[:1], DAYS[1:]]), spans).to_pylist() == LAST
    polars = af.due(pl.Series("came in", DAYS), spans)
    assert (polars.name, polars.dtype, polars.to_list()) == ("came in", pl.Date, LAST)
    pandas = af.due(pd.Series(DAYS, index=[5, 6, 7], name="x"), spans)
    assert (pandas.name, list(pandas.index), list(pandas)) == ("x", [5, 6, 7], LAST)
    arrow = af.due(pd.Series(DAYS, dtype=pd.ArrowDtype(pa.date32())), spans)
    assert arrow.dtype == pd.ArrowDtype(pa.date32())
    numpy = af.due(np.array(DAYS, dtype="datetime64[D]"), spans)
    assert numpy.dtype == np.dtype("datetime64[D]") and np.isnat(numpy[1])
    assert numpy.tolist() == LAST


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
@pytest.mark.parametrize("zone", [None, "Asia/Shanghai", "UTC"])
def test_timestamps_keep_unit_and_zone(unit, zone):
    kind = pa.timestamp(unit, zone)
    start = dt.datetime(2026, 2, 13, 16, tzinfo=None if zone is None else dt.timezone(dt.timedelta(hours=8)))
    end = start.replace(month=2, day=26, hour=0)
    out = af.due(pa.array([start, None], kind), "3个工作日")
    assert out.type == kind
    assert out.is_null().to_pylist() == [False, True]
    assert out[0].as_py() == end
    hours = af.due(pa.array([start], kind), "24 hours")
    assert hours[0].as_py() == start + dt.timedelta(hours=24)


def test_pandas_timestamps_are_naive_in_and_naive_out():
    start = pd.Series(pd.to_datetime(["2026-02-13 16:00", None, "2026-09-28 09:30"]))
    out = af.due(start, "3 working days")
    assert out.dtype == start.dtype
    assert pd.isna(out[1])
    assert [out[0], out[2]] == [pd.Timestamp("2026-02-26"), pd.Timestamp("2026-10-09")]


def test_a_span_for_every_row():
    spans = pl.Series(["3 working days", "1 month", None])
    out = af.due(pl.Series([dt.date(2026, 2, 13), dt.date(2026, 1, 31), dt.date(2026, 1, 5)]), spans)
    assert out.to_list() == [dt.date(2026, 2, 25), dt.date(2026, 2, 28), None]
    with pytest.raises(af.SpanError) as refused:
        af.due(pl.Series([dt.date(2026, 2, 13)] * 2), pl.Series(["1 day", "soonish"]))
    assert refused.value.problems[0].row == 1


def test_every_row_is_what_it_is_alone():
    pick = random.Random(7)
    spans = ["1 working day", "5 working days", "10 days", "2 weeks", "1 month", "day 3 of next month", "same day"]
    # More rows than one piece, so that threads and row numbers are at work.
    days = [dt.date(2010, 1, 1) + dt.timedelta(days=pick.randrange(5800)) for _ in range(140_000)]
    which = [pick.choice(spans) for _ in days]
    out = af.due(pa.array(days), pa.array(which)).to_pylist()
    for row in pick.sample(range(len(days)), 300):
        assert out[row] == af.due(days[row], which[row]).last_day, (days[row], which[row])


def test_rows_beyond_what_is_known(english):
    far = pa.array([dt.date(2026, 9, 28), dt.date(2030, 1, 7), dt.date(1990, 1, 1)])
    with pytest.warns(af.Warn, match="1 row depends on days after .*: row 1; 1 row lies outside .*: row 2"):
        out = af.due(far, "3 working days")
    assert [day is None for day in out.to_pylist()] == [False, False, True]
    with pytest.warns(af.Warn, match="outside the calendar"):
        assert af.due(far, "3 working days", unknown="null").null_count == 2
    with pytest.raises(af.CalendarError) as refused:
        af.due(far, "3 working days", unknown="raise")
    assert refused.value.problems[0].row == 1
    with pytest.raises(af.CalendarError, match="no choice for unknown"):
        af.due(far, "3 working days", unknown="ignore")


def test_what_cannot_be_counted(english):
    with pytest.raises(af.CalendarError, match="needs times, not only days"):
        af.due(pa.array(DAYS), "24 hours")
    with pytest.raises(af.TableError, match="neither dates nor timestamps"):
        af.due(pa.array([1, 2]), "3 days")
    with pytest.raises(af.TableError, match="list is not a column"):
        af.due([dt.date(2026, 2, 13)], "3 days")


@pytest.mark.parametrize("make", [
    lambda cells: pd.Series(cells), lambda cells: pl.Series(cells), lambda cells: pa.array(cells),
    lambda cells: pa.array(cells, pa.large_string()), lambda cells: pd.Series(pd.Categorical(cells)),
], ids=["pandas", "polars", "pyarrow", "large", "categories"])
def test_texts_are_read_as_one_moment_is(make):
    dates = ["2026-02-13", None, "2026年9月28日", " "]
    last = af.due(make(dates), "3 working days")
    assert list(last.to_list() if hasattr(last, "to_list") else last.to_pylist()) == [LAST[0], None, LAST[2], None]
    times = af.due(make(["2026-02-13 16:00", None, "2026/9/28 9:30", ""]), "24 hours")
    out = [None if v is None or v != v else v for v in (times.to_list() if hasattr(times, "to_list") else times.to_pylist())]
    assert out == [dt.datetime(2026, 2, 14, 16), None, dt.datetime(2026, 9, 29, 9, 30), None]
    ends = af.between(make(dates), make(["2026-02-25 10:00", None, None, "2026-03-01 08:00"]), "working days")
    assert (ends.to_list() if hasattr(ends, "to_list") else ends.to_pylist())[0] == 3


def test_texts_cut_into_batches_are_one_column():
    chunks = [["2026-02-13"], [], [None, "2026-09-28"]]
    assert af.due(pa.chunked_array(chunks, pa.string()), "3 working days").to_pylist() == LAST
    stood = af.standing(pl.Series(["2026-09-28"]), "3 working days", pl.Series(["2026-10-08"]), now="2026-10-09")
    assert stood["standing"].to_list() == ["met"]


def test_texts_that_cannot_be_read_are_named():
    with pytest.raises(af.SpanError) as refused:
        af.due(pl.Series(["2026-02-13", "soon", "2026-02-30"]), "3 working days")
    assert [(p.row, p.code) for p in refused.value.problems] == [(1, "moment/form"), (2, "moment/day")]
    with pytest.raises(af.TableError) as mixed:
        af.due(pl.Series(["2026-02-13", "2026-02-13 16:00"]), "3 working days")
    assert "第 0 行" in mixed.value.text("zh") and "times of day (row 1, from 0)" in mixed.value.text("en")


MIDNIGHT = pd.to_datetime(["2026-03-06", None, "2026-03-06"])


@pytest.mark.parametrize(("column", "how"), [
    (pd.Series(MIDNIGHT), "pandas.to_datetime(column).dt.date"),
    (pd.Series(MIDNIGHT.tz_localize("Asia/Shanghai")), "pandas.to_datetime(column).dt.date"),
    (pl.Series(MIDNIGHT.to_list()[:1]).cast(pl.Datetime("ms")), "column.dt.date()"),
    (pl.Series(["2026-03-06 00:00:00"]), "column.str.to_datetime().dt.date()"),
    (pa.array([dt.datetime(2026, 3, 6)]), 'column.cast("date32")'),
    (pa.array([dt.datetime(2026, 3, 5, 16)], pa.timestamp("s", "Asia/Shanghai")),
     'pyarrow.compute.local_timestamp(column).cast("date32")'),
    (np.array(["2026-03-06"], "M8[s]"), 'column.astype("datetime64[D]")'),
], ids=["pandas", "pandas-aware", "polars", "polars-text", "pyarrow", "pyarrow-aware", "numpy"])
def test_dates_read_as_timestamps_are_warned_of(english, column, how):
    with pytest.warns(af.Warn, match="all timestamps are at midnight") as warned:
        out = af.due(column, "3 working days")
    assert len(warned) == 1 and warned[0].filename == __file__
    assert str(warned[0].message).endswith(f"make them dates first: {how} [column/midnight]")
    # Friday the 6th and three working days: the 11th, 24:00.
    first = (out.to_list() if hasattr(out, "to_list") else out.to_pylist() if hasattr(out, "to_pylist") else out.tolist())[0]
    assert first.replace(tzinfo=None) == dt.datetime(2026, 3, 12)
    # What is recommended does what it says.
    made = eval(how, {"column": column, "pandas": pd, "pyarrow": pa})
    last = af.due(made, "3 working days")
    assert (last.to_list() if hasattr(last, "to_list") else last.to_pylist() if hasattr(last, "to_pylist") else last.tolist())[0] \
        == dt.date(2026, 3, 11)


def test_other_midnights_are_not_warned_of(recwarn):
    af.due(pd.Series(MIDNIGHT), "24 hours")
    af.due(pd.Series(pd.to_datetime(["2026-03-06 00:00", "2026-03-06 09:00"])), "3 working days")
    af.due(pd.Series(pd.to_datetime([None, None])), "3 working days")
    af.due(pa.array([], pa.timestamp("s")), "3 working days")
    af.due(pa.array(DAYS), "3 working days")
    assert [w for w in recwarn if issubclass(w.category, af.Warn)] == []


def test_a_column_of_nothing_but_nulls():
    assert af.due(pl.Series([None, None]), "3 working days").to_list() == [None, None]
    done = af.standing(pl.Series(DAYS), "3 working days", pl.Series([None, None, None]), now="2026-10-08")
    assert done["standing"].to_list() == ["overdue", None, "due soon"]


def test_between():
    assert af.between("2026-02-13", "2026-02-25", "working days") == 3
    assert af.between("2026-02-25", "2026-02-13", "working days") == -3
    assert af.between("2026-02-13 09:00", "2026-02-13 11:30", "hours") == dt.timedelta(hours=2.5)
    ends = pl.Series([dt.date(2026, 2, 25), dt.date(2026, 3, 1), None])
    assert af.between(pl.Series(DAYS), ends, "working days").to_list() == [3, None, None]
    at = pd.Series(pd.to_datetime(["2026-02-13 09:00"]))
    assert list(af.between(at, at + pd.Timedelta(hours=3), "hours")) == [pd.Timedelta(hours=3)]


def test_standing():
    one = af.standing("2026-09-28", "3 working days", now="2026-10-09")
    assert (one.standing, one.elapsed, one.remaining, one.unit) == ("overdue", 4, -1, "working days")
    assert af.standing("2026-09-28", "3 working days", "2026-10-08", now="2026-10-09").standing == "met"
    table = af.standing(pl.Series(DAYS), "3 working days", now="2026-10-08")
    assert table["standing"].to_list() == ["overdue", None, "due soon"]
    assert table["remaining"].to_list()[2] == 0
    framed = af.standing(pd.Series(DAYS), "3 working days", pd.Series([DAYS[0], None, None]), now="2026-10-08")
    assert framed["standing"].tolist()[0] == "met"
