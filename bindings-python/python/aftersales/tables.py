"""Tables of every kind in, the same kind out, with new columns on the right; streams of any length batch by batch.

A kind is recognised only if its library is already imported, so none of them is needed to use another. Numbers cross as
Arrow; no value is changed on the way. pandas is in ``pandas_tables.py``, DuckDB in ``duckdb_tables.py``.
"""

from __future__ import annotations

import itertools
import sys
from typing import Any, Callable, Hashable, Iterable, Iterator, List, NamedTuple, Optional, Sequence, Tuple

from . import _native
from .errors import Problem, TableError, problem
from .text import Text


def _unlabelled(row: int) -> Optional[str]:
    return None


class Table(NamedTuple):
    """What is needed of a table, whatever its kind."""

    names: List[str]
    """Each column by a name of its own."""
    pick: Callable[[Sequence[str]], Any]
    """Some columns, or none, as an object of the Arrow interface that has all rows."""
    append: Callable[[Any], Any]
    """The whole table with these new columns, in its own kind."""
    name_of: Callable[[Hashable], str] = str
    """The name here of a column as its own library calls it: a number, a tuple."""
    label: Callable[[int], Optional[str]] = _unlabelled
    """What the table's own index calls a row, where it is no plain count."""


class Stream(NamedTuple):
    """Batches of any number, judged one by one as they are asked for."""

    names: List[str]
    map: Callable[[Callable[[Table, int], Any]], Any]


def stream(table: Any) -> Optional[Stream]:
    """The adapter for batches that come one by one; None for a table that is all there.

    A list of pyarrow's record batches comes back as one, any stream as pyarrow's.
    """
    batch = getattr(sys.modules.get("pyarrow"), "RecordBatch", None)
    if batch is not None and isinstance(table, list) and table and all(isinstance(one, batch) for one in table):
        return _list(table)
    if not _comes_in_batches(table):
        return None
    pa = _pyarrow_for(type(table).__module__.partition(".")[0])
    try:
        reader = pa.RecordBatchReader.from_stream(table)
    except (pa.ArrowInvalid, pa.ArrowTypeError):
        # One column, and no table of columns.
        raise TableError([no_table(table)]) from None

    def judge(score: Callable[[Table, int], Any]) -> Any:
        scored = _batches(reader, reader.schema, score)
        head = next(scored)
        return pa.RecordBatchReader.from_batches(head.schema, itertools.chain([head], scored))

    return Stream(unique(reader.schema.names), judge)


def _comes_in_batches(table: Any) -> bool:
    """Whether it is a stream: it has batches, and does not know how many rows."""
    if any(_is(table, module, name) for module, name, _ in _KINDS):
        return False
    has_rows = hasattr(table, "__len__") or hasattr(table, "num_rows")
    return hasattr(table, "__arrow_c_stream__") and not has_rows


def _list(batches: List[Any]) -> Stream:
    schema = batches[0].schema
    if any(one.schema != schema for one in batches):
        raise TableError([problem(
            "table/schema", "各批的列或类型不一致", "the batches differ in columns or types",
            Text("请先统一各批的 schema", "give all of them one schema"),
        )])
    return Stream(unique(schema.names), lambda score: list(_batches(batches, schema, score)))


def _batches(batches: Iterable[Any], schema: Any, score: Callable[[Table, int], Any]) -> Iterator[Any]:
    """Every batch scored; an empty one if there is none, for its columns."""
    import pyarrow as pa

    first, begun = 0, False
    for batch in batches:
        yield score(_arrow_batch(batch), first)
        first, begun = first + batch.num_rows, True
    if not begun:
        yield score(_arrow_batch(pa.RecordBatch.from_pylist([], schema)), 0)


def _is(table: Any, module: str, name: str) -> bool:
    kind = getattr(sys.modules.get(module), name, None)
    return kind is not None and isinstance(table, kind)


def wrap(table: Any) -> Table:
    """The adapter for a table's kind; :class:`TableError` if it is none we know."""
    for module, name, adapter in _KINDS:
        if _is(table, module, name):
            return adapter(table)
    if hasattr(table, "__arrow_c_stream__") or hasattr(table, "__arrow_c_array__"):
        return _other(table)
    raise TableError([no_table(table)])


def no_table(table: Any) -> Problem:
    """What to say of an object that is no table."""
    found = f"{type(table).__module__}.{type(table).__qualname__}"
    return problem(
        "table/kind",
        f"{found} 不是可识别的表格",
        f"{found} is not a table that can be read",
        Text(
            "请传入 pandas、polars、pyarrow、DuckDB 的表格，或任何支持 Arrow PyCapsule 接口的对象；逐批产生的 RecordBatch "
            "请用 pyarrow.RecordBatchReader.from_batches(schema, batches)",
            "pass a pandas, polars, pyarrow or DuckDB table, or any object with the Arrow PyCapsule interface; record "
            "batches made one by one as pyarrow.RecordBatchReader.from_batches(schema, batches)",
        ),
    )


def unreadable(column: str, kind: Any) -> TableError:
    """A column whose type holds no facts, refused before it could cross."""
    return TableError([problem(
        "table/column-type", f"列“{column}”是 {kind} 类型，其中没有可读的值",
        f"the column `{column}` is of type {kind}, which holds no fact",
        Text("请先转换为数、文字、日期或真假", "convert it to numbers, texts, dates or truth values first"),
        heading=column,
    )])


def unique(names: Iterable[Any]) -> List[str]:
    """The names, if none occurs twice."""
    names = [str(n) for n in names]
    twice = sorted({n for n in names if names.count(n) > 1})
    if twice:
        shown = ", ".join(twice)
        raise TableError(
            [problem("table/column-twice", f"列名重复：{shown}", f"column names occur twice: {shown}",
                     Text("请先改名", "rename them first"))]
        )
    return names


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


# -- polars ---------------------------------------------------------------------------------------

def _polars(frame: Any) -> Table:
    import polars as pl

    def pick(names: Sequence[str]) -> Any:
        if not names:
            return pl.DataFrame({"": pl.repeat(None, frame.height, dtype=pl.String, eager=True)})
        return frame.select(_crossing(pl, frame[name]) for name in names)

    def append(new: Any) -> Any:
        return frame.hstack(pl.DataFrame(new))

    return Table(list(frame.columns), pick, append)


def _crossing(pl: Any, series: Any) -> Any:
    """A column in a type that every Arrow reader takes."""
    kind = series.dtype
    if kind == pl.Null:
        return series.cast(pl.String)
    if kind == pl.Object:
        return pl.Series(series.name, [None if cell is None else str(cell) for cell in series], pl.String)
    if str(kind) in ("Int128", "UInt128"):
        # Most fit 64 bits. Where one does not, the digits cross, and that row is told as too large.
        fits = series.cast(pl.Int64, strict=False)
        return fits if fits.null_count() == series.null_count() else series.cast(pl.String)
    return series


def _polars_lazy(frame: Any) -> Table:
    eager = _polars(frame.collect(engine="streaming"))
    return eager._replace(append=lambda new: eager.append(new).lazy())


# -- pyarrow --------------------------------------------------------------------------------------

def _arrow_table(table: Any) -> Table:
    import pyarrow as pa

    def append(new: Any) -> Any:
        out, columns = table, pa.table(new)
        for name in columns.column_names:
            out = out.append_column(name, columns[name])
        return out

    def pick(names: Sequence[str]) -> Any:
        return table.select(list(names)) if names else pa.table({"": pa.nulls(table.num_rows)})

    return Table(unique(table.column_names), pick, append)


def _arrow_batch(batch: Any) -> Table:
    import pyarrow as pa

    whole = _arrow_table(pa.Table.from_batches([batch]))

    def append(new: Any) -> Any:
        joined = whole.append(new).combine_chunks()
        batches = joined.to_batches() or [pa.RecordBatch.from_pylist([], joined.schema)]
        if len(batches) > 1:
            raise TableError([problem(
                "table/too-long", "结果的文字超过 2 GB，一个 RecordBatch 放不下", "the result has more than 2 GB of text, too long for one record batch",
                Text("请分批判定，或传入 pyarrow.Table", "score it in pieces, or pass a pyarrow.Table"),
            )])
        return batches[0]

    return whole._replace(append=append)


# -- anything else --------------------------------------------------------------------------------

def _pandas(frame: Any) -> Table:
    from .pandas_tables import pandas

    return pandas(frame)


def _duckdb(relation: Any) -> Table:
    from .duckdb_tables import duckdb

    return duckdb(relation)


def _other(table: Any) -> Table:
    """As pyarrow if it is there, else as our own Arrow table, which every Arrow library reads."""
    try:
        import pyarrow as pa
    except ImportError:
        read = _native.ArrowTable.read(table)
        names = unique(read.column_names)
        # Some column must say how many rows there are.
        return Table(names, lambda wanted: read.select(list(wanted) or names[:1]), read.append)
    try:
        return _arrow_table(pa.table(table))
    except (pa.ArrowInvalid, pa.ArrowTypeError):
        # One column, and no table of columns.
        raise TableError([no_table(table)]) from None


_KINDS: Sequence[Tuple[str, str, Callable[[Any], Table]]] = (
    ("polars", "DataFrame", _polars),
    ("polars", "LazyFrame", _polars_lazy),
    ("pandas", "DataFrame", _pandas),
    ("pyarrow", "Table", _arrow_table),
    ("pyarrow", "RecordBatch", _arrow_batch),
    ("duckdb", "DuckDBPyRelation", _duckdb),
)
