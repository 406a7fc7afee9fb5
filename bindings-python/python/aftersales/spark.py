"""Tables too large for one machine: a Spark DataFrame judged by its own engine.

Each executor judges its batches as they come (``mapInArrow``); nothing is collected. Needs ``aftersales[spark]`` on the
driver and the package on every executor.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any, Callable, Dict, Iterable, Iterator, List, Mapping, NamedTuple, Optional

from ._decode import decode
from .errors import Error, Problem, TableError, Warn, prefix_is_text, problem
from .procedure import Procedure, procedure
from .text import Text, preferred

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


class Recipe(NamedTuple):
    """A procedure as it travels to an executor: its id if built in, else its file's text; its readings; its hash."""

    name: Optional[str]
    text: Optional[str]
    readings: Dict[str, str]
    hash: str

    def open(self) -> Procedure:
        """The procedure on the executor. Another edition there than on the driver is an error."""
        made = Procedure.from_text(self.text) if self.text is not None else procedure(str(self.name))
        made = made.with_readings(self.readings) if self.readings else made
        if made.hash != self.hash:
            raise TableError([_other_rules(made)])
        return made


def score(
    frame: DataFrame,
    rules: Procedure,
    columns: Optional[Mapping[str, str]] = None,
    reasons: bool = False,
    prefix: str = "",
    detail: bool = True,
    lang: str = "zh",
    text: Optional[str] = None,
) -> DataFrame:
    """Judges every row of a Spark DataFrame: its columns, and those that :meth:`Procedure.score` appends.

    ``text`` is the text of the procedure's file where it is a company's own: an executor cannot reach the driver's files.
    Results of classes come as strings. What is wrong with the table (a column that can hold no count, a name that is taken,
    a procedure that cannot travel) raises :class:`TableError` before a job is run; bad cells get no answer and an entry in
    ``problems``.
    """
    prefix_is_text(prefix)
    recipe = _recipe(rules, text)
    given = dict(columns or {})
    options = {"reasons": reasons, "prefix": prefix, "detail": detail, "lang": lang}
    schema = _schema(frame, rules, given, options)

    def judge(batches: Iterable[Any]) -> Iterator[Any]:
        own = recipe.open()
        for batch in batches:
            yield _plain(_quietly(own.score, batch, given, options))

    return frame.mapInArrow(judge, schema)


def _recipe(rules: Procedure, text: Optional[str]) -> Recipe:
    readings = {reading.id: reading.chosen for reading in rules.readings}
    recipe = Recipe(None if text is not None else rules.id, text, readings, rules.hash)
    try:
        recipe.open()
    except Error:
        raise TableError(
            [problem(
                "spark/procedure", f"程序 {rules.id} 不是内置程序，执行器上没有它的文件",
                f"the procedure {rules.id} is not built in: the executors do not have its file",
                Text("请把程序文件的全文传入 text=", "pass the text of its file as text="),
            )]
        ) from None
    return recipe


def _schema(frame: Any, rules: Procedure, given: Dict[str, str], options: Dict[str, Any]) -> Any:
    """The frame's schema and our columns, found by judging a table of its types without a row."""
    import pyarrow as pa
    from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema

    _fit(frame, rules, given, options)
    empty = to_arrow_schema(frame.schema).empty_table()
    scored = _quietly(rules.score, pa.RecordBatch.from_pylist([], empty.schema), given, options)
    return from_arrow_schema(_plain(scored).schema)


_COUNTS = ("byte", "short", "integer", "long", "float", "double", "decimal", "string", "varchar", "char", "void")
_TYPES = {
    "count": _COUNTS, "quantity": _COUNTS,
    "flag": ("boolean", *_COUNTS), "choice": ("string", "varchar", "char", "void"),
    "date": ("date", "timestamp", "timestamp_ntz", "string", "varchar", "char", "void"),
}
"""Spark's types that can hold a fact of each kind; others can hold any."""


def _fit(frame: Any, rules: Procedure, given: Dict[str, str], options: Dict[str, Any]) -> None:
    """Refuses columns whose type can hold no fact of their kind; warns of facts without a column."""
    plan = rules._plan(list(frame.columns), given, options["detail"], options["reasons"], options["prefix"], options["lang"])
    for told in plan.warnings:
        warnings.warn(decode(Problem, told).text(preferred()), Warn, stacklevel=4)
    kinds = {fact.id: fact for fact in rules.facts}
    held = {field.name: field.dataType for field in frame.schema.fields}
    faults: List[Problem] = []
    for fact, name in plan.facts.items():
        fit, found = _TYPES.get(kinds[fact].type), held[name]
        if fit is not None and not found.typeName().startswith(fit):
            label = kinds[fact].label
            faults.append(problem(
                "spark/type",
                f"列 `{name}` 的类型是 {found.simpleString()}，不能作为“{label.zh}”（{_KINDS[kinds[fact].type].zh}）",
                f"column `{name}` is of type {found.simpleString()}, which holds no {_KINDS[kinds[fact].type].en} for “{label.en}”",
                Text(f"请先转换，如 df.withColumn(\"{name}\", col(\"{name}\").cast(\"{_CAST[kinds[fact].type]}\"))",
                     f"cast it first: df.withColumn(\"{name}\", col(\"{name}\").cast(\"{_CAST[kinds[fact].type]}\"))"),
                path=f"facts.{fact}",
            ))
    if faults:
        raise TableError(faults)


_KINDS = {"count": Text("件数", "count"), "quantity": Text("数量", "quantity"), "flag": Text("是或否", "yes or no"),
          "choice": Text("选项", "choice"), "date": Text("日期", "date")}
_CAST = {"count": "long", "quantity": "decimal(18,6)", "flag": "boolean", "choice": "string", "date": "date"}


def _quietly(score_: Callable[..., Any], batch: Any, given: Dict[str, str], options: Dict[str, Any]) -> Any:
    """Judges a batch; what the table lacks was told once, on the driver."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Warn)
        return score_(batch, columns=given, **options)


def _plain(batch: Any) -> Any:
    """The batch without dictionaries, which Spark does not take."""
    import pyarrow as pa

    fields = [pa.field(field.name, _undictionaried(field.type), field.nullable) for field in batch.schema]
    columns = [column.cast(field.type) for column, field in zip(batch.columns, fields)]
    return pa.RecordBatch.from_arrays(columns, schema=pa.schema(fields))


def _undictionaried(kind: Any) -> Any:
    import pyarrow as pa

    if pa.types.is_dictionary(kind):
        return kind.value_type
    if pa.types.is_large_list(kind):
        return pa.list_(pa.field("item", _undictionaried(kind.value_type), kind.value_field.nullable))
    if pa.types.is_struct(kind):
        return pa.struct([pa.field(f.name, _undictionaried(f.type), f.nullable) for f in kind.fields])
    return kind


def _other_rules(found: Procedure) -> Problem:
    return problem(
        "spark/edition", f"执行器上的 {found.id} 与驱动程序上的不是同一版规则", f"{found.id} on this executor is not the edition of the driver",
        Text("请在所有机器上安装同一版本的 aftersales", "install the same version of aftersales on every machine"),
    )


__all__ = ["Recipe", "score"]
