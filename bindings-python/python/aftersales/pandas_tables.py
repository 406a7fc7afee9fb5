"""Tables of pandas: columns of every dtype as Arrow; index, attributes and column labels kept; lists as Python's own."""

from __future__ import annotations

from typing import Any, Dict, Hashable, List, Optional, Sequence

from .tables import Table, _pyarrow_for, unique, unreadable


def pandas(frame: Any) -> Table:
    """The adapter for a DataFrame."""
    labels = list(frame.columns)
    names = _names(labels)
    position = {name: i for i, name in enumerate(names)}
    called: Dict[Hashable, str] = dict(zip(labels, names))

    def pick(wanted: Sequence[str]) -> Any:
        pa = _pyarrow_for("pandas")
        if not wanted:
            return pa.table({"": pa.nulls(len(frame))})
        return pa.table({n: _series(pa, n, frame.iloc[:, position[n]]) for n in wanted})

    def label(row: int) -> Optional[str]:
        import pandas as pd

        counted = isinstance(frame.index, pd.RangeIndex) and (frame.index.start, frame.index.step) == (0, 1)
        return None if counted else str(frame.index[row])

    def name_of(given: Hashable) -> str:
        return called.get(given, str(given))

    return Table(names, pick, lambda new: _append(frame, new), name_of, label)


def _names(labels: Sequence[Hashable]) -> List[str]:
    """A text for each label: of several levels, those that are not empty. Labels that are no texts make way for those
    that are: 1 beside "1" is "1 (int)"."""
    if len(set(labels)) < len(labels):
        unique(labels)
    taken = {label for label in labels if isinstance(label, str)}
    names = []
    for label in labels:
        name = " / ".join(str(one) for one in label if one != "") if isinstance(label, tuple) else str(label)
        if not isinstance(label, str):
            while name in taken:
                name = f"{name} ({type(label).__name__})"
            taken.add(name)
        names.append(name)
    return names


def _append(frame: Any, new: Any) -> Any:
    import pandas as pd

    pa = _pyarrow_for("pandas")
    nullable = {pa.bool_(): pd.BooleanDtype(), pa.int64(): pd.Int64Dtype()}
    table = pa.table(new).unify_dictionaries()
    lists = {f.name: _lists(pa, table[f.name]) for f in table.schema if pa.types.is_large_list(f.type)}
    others = table.drop_columns(list(lists)).to_pandas(types_mapper=nullable.get)
    made = {name: lists[name] if name in lists else others[name] for name in table.column_names}
    columns = pd.DataFrame(made)
    columns.index = frame.index
    if frame.columns.nlevels > 1:
        under = ("",) * (frame.columns.nlevels - 1)
        columns.columns = pd.MultiIndex.from_tuples([(name, *under) for name in made], names=frame.columns.names)
    return pd.concat([frame, columns], axis=1).__finalize__(frame)


def _lists(pa: Any, column: Any) -> Any:
    """Lists of Python's own, one a row.

    pandas writes its Arrow lists to Parquet under a dtype it cannot read back; these come back, and are what
    ``explode``, ``in`` and ``==`` expect.
    """
    import pandas as pd

    rows: List[List[Any]] = []
    for chunk in column.chunks:
        items, ends = _items(pa, chunk.values), chunk.offsets.to_pylist()
        rows.extend(items[start:end] for start, end in zip(ends, ends[1:]))
    return pd.Series(rows, dtype=object)


def _items(pa: Any, values: Any) -> List[Any]:
    if not pa.types.is_dictionary(values.type):
        found: List[Any] = values.to_pylist()
        return found
    # Each text once, however often it stands there.
    texts = values.dictionary.to_pylist()
    return [texts[code] for code in values.indices.to_pylist()]


def _series(pa: Any, name: str, series: Any) -> Any:
    """A column as Arrow; one of mixed Python objects as text, each cell judged for itself."""
    try:
        return pa.array(series, from_pandas=True)
    except pa.ArrowNotImplementedError:
        raise unreadable(name, series.dtype) from None
    except (pa.ArrowInvalid, pa.ArrowTypeError, OverflowError):
        missing = series.isna()
        return pa.array([None if gone else str(v) for v, gone in zip(series, missing)], pa.string())
