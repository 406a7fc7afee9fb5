"""Tables of every kind in, the same kind out, with new columns on the right.

A kind is recognised only if its library is already imported, so none of them is needed to use another.
Numbers cross as Arrow; no value is changed on the way.
"""

from __future__ import annotations

import itertools
import sys
from typing import Any, Callable, Iterable, Iterator, List, NamedTuple, Optional, Sequence, Tuple

from . import _native
from .errors import TableError, problem
from .text import Text

class Table(NamedTuple):
    """What is needed of a table, whatever its kind."""

    names: List[str]
    pick: Callable[[Sequence[str]], Any]
    """Some columns, as an object of the Arrow interface."""
    append: Callable[[Any], Any]
    """The whole table with these new columns, in its own kind."""


class Stream(NamedTuple):
    """Batches of any number, judged one by one as they are asked for."""

    map: Callable[[Callable[[Table, int], Any]], Any]


def stream(table: Any) -> Optional[Stream]:
    """The adapter for a stream of record batches, which comes back as pyarrow's; None for a table that is all there."""
    if not _is_one_of(table, _STREAMS):
        return None
    pa = _pyarrow_for(type(table).__module__.partition(".")[0])
    reader = pa.RecordBatchReader.from_stream(table)

    def judge(score: Callable[[Table, int], Any]) -> Any:
        scored = _batches(reader, score)
        head = next(scored)
        return pa.RecordBatchReader.from_batches(head.schema, itertools.chain([head], scored))

    return Stream(judge)


def _batches(reader: Any, score: Callable[[Table, int], Any]) -> Iterator[Any]:
    """Every batch scored; an empty one if there is none, for its columns."""
    import pyarrow as pa

    first = 0
    for batch in reader:
        yield score(_arrow_batch(batch), first)
        first += batch.num_rows
    if first == 0:
        yield score(_arrow_batch(pa.RecordBatch.from_pylist([], reader.schema)), 0)


def _is_one_of(table: Any, kinds: Iterable[Tuple[str, str]]) -> bool:
    found = (getattr(sys.modules.get(module), name, None) for module, name in kinds)
    return any(kind is not None and isinstance(table, kind) for kind in found)


def wrap(table: Any) -> Table:
    """The adapter for a table's kind; :class:`TableError` if it is none we know."""
    for module, name, adapter in _KINDS:
        kind = getattr(sys.modules.get(module), name, None)
        if kind is not None and isinstance(table, kind):
            return adapter(table)
    if hasattr(table, "__arrow_c_stream__") or hasattr(table, "__arrow_c_array__"):
        return _other(table)
    raise TableError([_no_table(table)])


def _no_table(table: Any) -> Any:
    found = f"{type(table).__module__}.{type(table).__qualname__}"
    return problem(
        "table/kind",
        f"{found} 不是可识别的表格",
        f"{found} is not a table that can be read",
        Text(
            "请传入 pandas、polars、pyarrow、DuckDB 的表格，或任何支持 Arrow PyCapsule 接口的对象",
            "pass a pandas, polars, pyarrow or DuckDB table, or any object with the Arrow PyCapsule interface",
        ),
    )


def _unique(names: Iterable[Any]) -> List[str]:
    names = [str(n) for n in names]
    twice = sorted({n for n in names if names.count(n) > 1})
    if twice:
        shown = ", ".join(twice)
        raise TableError(
            [problem("table/column-twice", f"列名重复：{shown}", f"column names occur twice: {shown}",
                     Text("请先改名", "rename them first"))]
        )
    return names


# -- polars ---------------------------------------------------------------------------------------

def _polars(frame: Any) -> Table:
    import polars as pl

    def pick(names: Sequence[str]) -> Any:
        # polars hands over a column of nothing but nulls in a form that not every Arrow reader takes.
        return frame.select(names).with_columns(pl.col(pl.Null).cast(pl.String))

    def append(new: Any) -> Any:
        return frame.hstack(pl.DataFrame(new))

    return Table(list(frame.columns), pick, append)


def _polars_lazy(frame: Any) -> Table:
    eager = _polars(frame.collect(engine="streaming"))
    return eager._replace(append=lambda new: eager.append(new).lazy())


# -- pandas ---------------------------------------------------------------------------------------

def _pandas(frame: Any) -> Table:
    names = _unique(frame.columns)
    position = {name: i for i, name in enumerate(names)}

    def pick(wanted: Sequence[str]) -> Any:
        pa = _pyarrow_for("pandas")
        return pa.table({n: _series(pa, frame.iloc[:, position[n]]) for n in wanted})

    def append(new: Any) -> Any:
        import pandas as pd

        pa = _pyarrow_for("pandas")
        nullable = {pa.bool_(): pd.BooleanDtype(), pa.int64(): pd.Int64Dtype()}

        def kind(arrow: Any) -> Any:
            # Lists stay where they are: a Python object for each of a million rows is what takes time.
            return pd.ArrowDtype(arrow) if pa.types.is_large_list(arrow) else nullable.get(arrow)

        columns = pa.table(new).unify_dictionaries().to_pandas(types_mapper=kind)
        columns.index = frame.index
        return pd.concat([frame, columns], axis=1)

    return Table(names, pick, append)


def _series(pa: Any, series: Any) -> Any:
    """A column as Arrow; one of mixed Python objects as text, each cell judged for itself."""
    try:
        return _decoded(pa, pa.array(series, from_pandas=True))
    except (pa.ArrowInvalid, pa.ArrowTypeError, OverflowError):
        missing = series.isna()
        return pa.array([None if gone else str(v) for v, gone in zip(series, missing)], pa.string())


def _decoded(pa: Any, column: Any) -> Any:
    """A column of categories that are no texts, as the values themselves."""
    kind = column.type
    if not pa.types.is_dictionary(kind) or pa.types.is_string(kind.value_type) or pa.types.is_large_string(kind.value_type):
        return column
    return column.cast(kind.value_type)


def _pyarrow_for(library: str) -> Any:
    try:
        import pyarrow
    except ImportError:
        raise TableError(
            [problem(
                "table/pyarrow",
                f"{library} 需要 pyarrow 才能交出 Arrow 数据",
                f"{library} needs pyarrow to hand over Arrow data",
                Text("pip install aftersales[pandas]", "pip install aftersales[pandas]"),
            )]
        ) from None
    return pyarrow


# -- pyarrow --------------------------------------------------------------------------------------

def _arrow_table(table: Any) -> Table:
    import pyarrow as pa

    def append(new: Any) -> Any:
        out, columns = table, pa.table(new)
        for name in columns.column_names:
            out = out.append_column(name, columns[name])
        return out

    def pick(names: Sequence[str]) -> Any:
        return pa.table({name: _decoded(pa, table[name]) for name in names})

    return Table(_unique(table.column_names), pick, append)


def _arrow_batch(batch: Any) -> Table:
    import pyarrow as pa

    whole = _arrow_table(pa.Table.from_batches([batch]))

    def append(new: Any) -> Any:
        joined = whole.append(new).combine_chunks()
        return next(iter(joined.to_batches()), pa.RecordBatch.from_pylist([], joined.schema))

    return whole._replace(append=append)


# -- DuckDB ---------------------------------------------------------------------------------------

def _duckdb(relation: Any) -> Table:
    whole = _arrow_table(_pyarrow_for("DuckDB").table(relation))

    def append(new: Any) -> Any:
        scored = whole.append(new)  # noqa: F841  found by its name in the query below
        return relation.query("_", "select * from scored")

    return whole._replace(append=append)


# -- anything else --------------------------------------------------------------------------------

def _other(table: Any) -> Table:
    """As pyarrow if it is there, else as our own Arrow table, which every Arrow library reads."""
    try:
        import pyarrow as pa
    except ImportError:
        read = _native.ArrowTable.read(table)
        return Table(_unique(read.column_names), lambda names: read.select(list(names)), read.append)
    try:
        return _arrow_table(pa.table(table))
    except (pa.ArrowInvalid, pa.ArrowTypeError):
        # One column, and no table of columns.
        raise TableError([_no_table(table)]) from None


_KINDS: Sequence[Tuple[str, str, Callable[[Any], Table]]] = (
    ("polars", "DataFrame", _polars),
    ("polars", "LazyFrame", _polars_lazy),
    ("pandas", "DataFrame", _pandas),
    ("pyarrow", "Table", _arrow_table),
    ("pyarrow", "RecordBatch", _arrow_batch),
    ("duckdb", "DuckDBPyRelation", _duckdb),
)
_STREAMS: Sequence[Tuple[str, str]] = (
    ("pyarrow", "RecordBatchReader"),
    ("arro3.core", "RecordBatchReader"),
    ("nanoarrow", "ArrayStream"),
)
