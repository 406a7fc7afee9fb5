"""Relations of DuckDB: judged as Arrow, and given back as a relation of the same connection, its columns of their types."""

from __future__ import annotations

import re
import uuid
from typing import Any

from .errors import TableError, problem
from .tables import Table, _arrow_table, _pyarrow_for
from .text import Text


def duckdb(relation: Any) -> Table:
    """The adapter for a relation. It is run once: run again, its rows could come in another order."""
    whole = _arrow_table(_pyarrow_for("DuckDB").table(relation))
    return whole._replace(append=lambda new: beside(relation, whole.append(new)))


def beside(relation: Any, table: Any) -> Any:
    """An Arrow table as a relation of the connection another relation is of; columns both have keep their types."""
    found = _of_its_connection(relation, table)
    types = {name: str(kind) for name, kind in zip(relation.columns, relation.types)}
    shown = []
    for name, kind in zip(found.columns, found.types):
        quoted = '"' + name.replace('"', '""') + '"'
        own = types.get(name)
        again = own is not None and own != str(kind) and _crossed(own) == str(kind)
        shown.append(f"{quoted}::{own} as {quoted}" if again else quoted)
    return found.project(", ".join(shown))


def _of_its_connection(relation: Any, table: Any) -> Any:
    import duckdb as library

    # DuckDB finds a Python object by the name of its variable, but its own tables first: this name nobody has.
    name = f"aftersales_{uuid.uuid4().hex}"
    try:
        return eval(f'relation.query("{name}_", "select * from {name}")', {name: table, "relation": relation})
    except library.CatalogException:
        connection = getattr(relation, "_con", None)
        if connection is not None:
            return connection.from_arrow(table)
        raise TableError([problem(
            "table/duckdb", "DuckDB 连接不允许读取 Python 变量，结果无法交回",
            "the DuckDB connection may not read Python variables, so the result cannot be handed back",
            Text("请 set python_enable_replacements=true，或传入 relation.to_arrow_table()",
                 "set python_enable_replacements=true, or pass relation.to_arrow_table()"),
        )]) from None


def _crossed(kind: str) -> str:
    """What Arrow makes of a type whose values it writes in another that casts back exactly."""
    texts = re.sub(r"ENUM\((?:'(?:[^']|'')*'(?:, )?)*\)|\b(?:UUID|JSON)\b", "VARCHAR", kind)
    return re.sub(r"\bU?HUGEINT\b", "DECIMAL(38,0)", texts)
