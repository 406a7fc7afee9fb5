"""A table of any kind as plain lists, and some of its rows in its own kind."""

from __future__ import annotations

import difflib
import sys
from typing import Any, Dict, List, Sequence

from .. import _native, tables
from ..duckdb_tables import beside
from ..errors import TableError, problem
from ..text import Text


def lists(table: Any, wanted: Sequence[str]) -> Dict[str, List[Any]]:
    """Some columns as lists of Python values. Raises :class:`TableError` with the nearest name for one that is not there."""
    adapter = tables.wrap(table)
    for name in wanted:
        if name not in adapter.names:
            raise no_column(name, adapter.names)
    if not wanted:
        return {}
    picked = adapter.pick(list(wanted))
    if hasattr(picked, "to_pydict"):
        read: Dict[str, List[Any]] = picked.to_pydict()
        return read
    if hasattr(picked, "to_dict"):
        read = picked.to_dict(as_series=False)
        return read
    return _native.ArrowTable.read(picked).to_pydict()


def names(table: Any) -> List[str]:
    """The names of a table's columns."""
    return list(tables.wrap(table).names)


def append(table: Any, columns: Dict[str, List[Any]]) -> Any:
    """The table with columns of words on the right; a name clash is a :class:`TableError`."""
    adapter = tables.wrap(table)
    taken = [name for name in columns if name in adapter.names]
    if taken:
        shown = ", ".join(taken)
        raise TableError(
            [problem("table/name-clash", f"结果列与已有的列同名：{shown}", f"columns of the result have names that are taken: {shown}",
                     Text("请先改名", "rename them first"))]
        )
    return adapter.append(_native.ArrowTable.from_text(list(columns), list(columns.values())))


def take(table: Any, rows: Sequence[int]) -> Any:
    """Some rows by number, in the table's own kind; other kinds come back as pyarrow."""
    for module, kind, chosen in _TAKE:
        known = getattr(sys.modules.get(module), kind, None)
        if known is not None and isinstance(table, known):
            return chosen(table, list(rows))
    if isinstance(table, _native.ArrowTable):
        columns = table.to_pydict()
        return _native.ArrowTable.from_text(list(columns), [[column[row] for row in rows] for column in columns.values()])
    return _arrow(tables.wrap(table).pick(names(table)), list(rows))


def table(like: Any, columns: Dict[str, List[Any]]) -> Any:
    """Columns as a table of another's kind; of pyarrow where that has none of its own."""
    for module, kind, made in _MADE:
        known = getattr(sys.modules.get(module), kind, None)
        if known is not None and isinstance(like, known):
            return made(like, columns)
    return _made_arrow(columns)


def _made_arrow(columns: Dict[str, List[Any]]) -> Any:
    return tables._pyarrow_for("aftersales").table(columns)


def _made_pandas(like: Any, columns: Dict[str, List[Any]]) -> Any:
    import pandas as pd

    def counts(cells: List[Any]) -> bool:
        return None in cells and all(cell is None or isinstance(cell, int) for cell in cells)

    # Counts that are missing in some group stay whole numbers.
    return pd.DataFrame({
        name: pd.array(cells, dtype="Int64") if counts(cells) else cells for name, cells in columns.items()
    })


def _made_polars(like: Any, columns: Dict[str, List[Any]]) -> Any:
    import polars as pl

    return pl.DataFrame(columns, strict=False)


def _arrow(table: Any, rows: List[int]) -> Any:
    import pyarrow as pa

    return table.take(pa.array(rows, pa.int64()))


def _duckdb(relation: Any, rows: List[int]) -> Any:
    return beside(relation, _arrow(tables.wrap(relation).pick(list(relation.columns)), rows))


_TAKE = (
    ("polars", "DataFrame", lambda frame, rows: frame[rows]),
    ("polars", "LazyFrame", lambda frame, rows: frame.collect()[rows].lazy()),
    ("pandas", "DataFrame", lambda frame, rows: frame.iloc[rows]),
    ("pyarrow", "Table", _arrow),
    ("pyarrow", "RecordBatch", _arrow),
    ("duckdb", "DuckDBPyRelation", _duckdb),
)

_MADE = (
    ("polars", "DataFrame", _made_polars),
    ("polars", "LazyFrame", lambda like, columns: _made_polars(like, columns).lazy()),
    ("pandas", "DataFrame", _made_pandas),
    ("duckdb", "DuckDBPyRelation", lambda like, columns: beside(like, _made_arrow(columns))),
)


def no_column(name: str, known: Sequence[str]) -> TableError:
    """A name that is no column, with the nearest that is."""
    # Chinese headings are short: one letter of two may be wrong.
    near = difflib.get_close_matches(name, known, 1, 0.5)
    help = Text(f"是不是 `{near[0]}`？", f"did you mean `{near[0]}`?") if near else Text(
        f"已有的列：{'、'.join(known)}", f"there are: {', '.join(known)}"
    )
    return TableError([problem("table/no-column", f"没有列 `{name}`", f"there is no column `{name}`", help)])
