"""From the core's wire structs (plain dicts) to the dataclasses of this package, by their type hints.

A dataclass names the keys it wants; other keys are left alone, so that a newer core does not break it.
Underscores around a field's name are no part of the key: ``from_`` reads ``from``, ``_days`` reads ``days``.
"""

from __future__ import annotations

import dataclasses
import re
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Callable, Dict, Hashable, Type, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")
_BEYOND_MICRO = re.compile(r"(\.\d{6})\d+")
Convert = Callable[[Any], Any]


def decode(kind: Type[T], data: Dict[str, Any]) -> T:
    """Builds ``kind`` from a wire struct."""
    return cast(T, _dataclass(cast(Hashable, kind))(data))


@lru_cache(maxsize=None)
def _dataclass(kind: Hashable) -> Convert:
    made = cast(Any, kind)
    hints = get_type_hints(made)
    fields = [(f.name, f.name.strip("_"), _value(hints[f.name])) for f in dataclasses.fields(made)]

    def build(data: Dict[str, Any]) -> Any:
        return made(**{name: convert(data[key]) for name, key, convert in fields if key in data})

    return build


@lru_cache(maxsize=None)
def _value(hint: Any) -> Convert:
    origin, args = get_origin(hint), get_args(hint)
    if origin is Union:
        inner = _value(next(a for a in args if a is not type(None)))
        return lambda value: None if value is None else inner(value)
    if origin is list:
        inner = _value(args[0])
        return lambda value: [inner(v) for v in value]
    if origin is dict:
        inner = _value(args[1])
        return lambda value: {k: inner(v) for k, v in value.items()}
    if dataclasses.is_dataclass(hint):
        # Looked up when first used: a dataclass may contain itself.
        return lambda value: _dataclass(cast(Hashable, hint))(value)
    if hint is datetime:
        return _instant
    if hint is date:
        return date.fromisoformat
    return lambda value: value


def _instant(text: str) -> datetime:
    # A datetime ends at microseconds, and before Python 3.11 refuses to read more.
    return datetime.fromisoformat(_BEYOND_MICRO.sub(r"\1", text.replace("Z", "+00:00")))
