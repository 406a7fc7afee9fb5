"""Pareto: few causes make most of the trouble. Which?"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any, Dict, Iterable, Iterator, List, Mapping, Optional, Union

from ..errors import TableError, problem
from ..text import Text


@dataclass(frozen=True)
class Cause:
    """One cause and its share of all."""

    cause: str
    count: int
    share: float
    cumulative: float
    """The share of this cause and all before it."""


@dataclass(frozen=True)
class Pareto:
    """Causes, the most frequent first. Iterates over them."""

    causes: List[Cause]
    total: int
    blank: int
    """Entries that name no cause; not in the total."""

    def __iter__(self) -> Iterator[Cause]:
        return iter(self.causes)

    def __len__(self) -> int:
        return len(self.causes)

    def vital(self, share: float = 0.8) -> List[Cause]:
        """The fewest causes that make up ``share`` of all."""
        below = [cause for cause in self.causes if cause.cumulative < share - 1e-12]
        return self.causes[: len(below) + 1]

    def __repr__(self) -> str:
        return f"<Pareto of {self.total}: {len(self.causes)} causes, {self.blank} blank>"

    def _repr_html_(self) -> str:
        from ..html.tables import pareto

        return pareto(self)


def pareto(causes: Union[Mapping[str, int], Iterable[Any]], counts: Optional[Iterable[Any]] = None) -> Pareto:
    """Counts causes: of a column (one entry a row, or with ``counts`` as many as it says), or as counted already.

    Blank entries are told beside, not among the causes. Ties stay in their order. Raises :class:`TableError` if there is
    nothing to count, or a count is no whole number from 0.
    """
    pairs = _pairs(causes, counts)
    found: Dict[str, int] = Counter()
    blank = 0
    for cause, count in pairs:
        if cause is None:
            blank += count
        else:
            found[cause] = found.get(cause, 0) + count
    total = sum(found.values())
    if not total:
        raise TableError(
            [problem("pareto/empty", "没有可统计的原因", "there is no cause to count",
                     Text("原因一列全为空，或数量全为 0", "every entry is blank, or every count is 0"))]
        )
    made, sofar = [], 0
    for cause, count in sorted(found.items(), key=lambda pair: -pair[1]):
        sofar += count
        made.append(Cause(cause, count, count / total, sofar / total))
    return Pareto(made, total, blank)


def _pairs(causes: Any, counts: Any) -> Iterator[Any]:
    if isinstance(causes, Mapping):
        causes, counts = list(causes), list(causes.values())
    entries = list(causes)
    numbers = [1] * len(entries) if counts is None else list(counts)
    if len(numbers) != len(entries):
        raise TableError(
            [problem("pareto/length", f"{len(entries)} 个原因，却有 {len(numbers)} 个数量",
                     f"{len(entries)} causes but {len(numbers)} counts")]
        )
    for row, (entry, number) in enumerate(zip(entries, numbers)):
        missing = number is None or number != number
        if not missing and (isinstance(number, bool) or int(number) != number or number < 0):
            raise TableError(
                [problem("pareto/count", f"数量 {number} 不是从 0 起的整数", f"{number} is no whole number from 0", row=row)]
            )
        text = "" if entry is None or entry != entry else str(entry).strip()
        yield text or None, 0 if missing else int(number)
