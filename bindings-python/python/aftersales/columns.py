"""Columns of dates and timestamps, or of texts of them, of every kind in, the same kind out.

pandas and polars Series, pyarrow Arrays and ChunkedArrays, numpy arrays of datetime64. A kind is recognised only if its
library is already imported; pandas and numpy need pyarrow to hand over Arrow data.
"""

from __future__ import annotations

import sys
from datetime import date
from typing import Any, Callable, Dict, NamedTuple, Sequence, Tuple

from . import _native
from .errors import TableError, problem
from .tables import _pyarrow_for
from .text import Text


class Column(NamedTuple):
    """What is needed of a column, whatever its kind."""

    table: Callable[[Dict[str, Any]], Any]
    """Named columns of this kind as an object of the Arrow interface."""
    column: Callable[[_native.ArrowTable], Any]
    """The one column of a result, in this kind."""
    frame: Callable[[_native.ArrowTable], Any]
    """A whole result, in this kind."""
    seconds: Callable[[Any], Any]
    """Whole seconds of this kind as durations."""
    dates: str
    """How its timestamps are made dates, to be copied out of a message."""


def is_column(value: Any) -> bool:
    """Whether it is anything but one moment or text."""
    return not isinstance(value, (str, date)) and (hasattr(value, "__len__") or hasattr(value, "__arrow_c_stream__"))


def wrap(value: Any) -> Column:
    """The adapter for a column's kind; :class:`TableError` if it is none we know."""
    for module, name, adapter in _KINDS:
        kind = getattr(sys.modules.get(module), name, None)
        if kind is not None and isinstance(value, kind):
            return adapter(value)
    found = f"{type(value).__module__}.{type(value).__qualname__}"
    raise TableError(
        [problem("table/kind", f"{found} 不是可识别的列", f"{found} is not a column that can be read",
                 Text("请传入 pandas、polars、pyarrow 或 numpy 的列", "pass a pandas, polars, pyarrow or numpy column"))]
    )


def _polars(series: Any) -> Column:
    import polars as pl

    def one(new: _native.ArrowTable) -> Any:
        return pl.DataFrame(new).to_series().rename(series.name)

    def table(named: Dict[str, Any]) -> Any:
        # polars hands over a column of nothing but nulls in a form that not every Arrow reader takes.
        return pl.DataFrame(named).with_columns(pl.col(pl.Null).cast(pl.String))

    dates = "column.str.to_datetime().dt.date()" if series.dtype == pl.String else "column.dt.date()"
    return Column(table, one, lambda new: pl.DataFrame(new),
                  lambda counts: (counts * 1_000_000).cast(pl.Duration("us")), dates)


def _pandas(series: Any) -> Column:
    import pandas as pd

    pa = _pyarrow_for("pandas")

    def table(named: Dict[str, Any]) -> Any:
        return pa.table({name: pa.array(column, from_pandas=True) for name, column in named.items()})

    def frame(new: _native.ArrowTable) -> Any:
        out = pa.table(new).unify_dictionaries().to_pandas(
            types_mapper={pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}.get)
        out.index = series.index
        return out

    def one(new: _native.ArrowTable) -> Any:
        column = pa.table(new).column(0)
        if isinstance(series.dtype, pd.ArrowDtype):
            out = pd.Series(pd.arrays.ArrowExtensionArray(column), index=series.index)
        elif pa.types.is_int64(column.type):
            out = column.to_pandas(types_mapper={pa.int64(): pd.Int64Dtype()}.get)
        else:
            out = column.to_pandas()
        out.index, out.name = series.index, series.name
        return out

    return Column(table, one, frame, lambda counts: pd.to_timedelta(counts, unit="s"),
                  "pandas.to_datetime(column).dt.date")


def _arrow(column: Any) -> Column:
    import pyarrow as pa

    def one(new: _native.ArrowTable) -> Any:
        out = pa.table(new).column(0)
        return out if isinstance(column, pa.ChunkedArray) else out.combine_chunks()

    timed = 'column.cast("timestamp[s]")' if pa.types.is_string(column.type) else "column"
    if pa.types.is_timestamp(column.type) and column.type.tz is not None:
        timed = "pyarrow.compute.local_timestamp(column)"
    return Column(lambda named: pa.table(named), one, lambda new: pa.table(new),
                  lambda counts: counts.cast(pa.duration("s")), f'{timed}.cast("date32")')


def _numpy(array: Any) -> Column:
    pa = _pyarrow_for("numpy")

    def one(new: _native.ArrowTable) -> Any:
        return pa.table(new).column(0).to_numpy()

    def frame(new: _native.ArrowTable) -> Any:
        return {name: column.to_numpy() for name, column in zip(new.column_names, pa.table(new).columns)}

    return Column(lambda named: pa.table({n: pa.array(c) for n, c in named.items()}), one, frame,
                  lambda counts: counts.astype("timedelta64[s]"), 'column.astype("datetime64[D]")')


_KINDS: Sequence[Tuple[str, str, Callable[[Any], Column]]] = (
    ("polars", "Series", _polars),
    ("pandas", "Series", _pandas),
    ("pyarrow", "Array", _arrow),
    ("pyarrow", "ChunkedArray", _arrow),
    ("numpy", "ndarray", _numpy),
)
