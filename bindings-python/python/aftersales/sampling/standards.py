"""Single sampling by ISO 2859-1:1999, which GB/T 2828.1-2012 adopts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Union

from .. import _native
from ..errors import TableError, problem
from ..text import Text
from .plans import Single
from .refuse import count


@dataclass(frozen=True)
class StandardPlan:
    """What the standard asks of one lot."""

    letter: str
    """The sample size code letter of the lot."""
    used: str
    """The code letter whose plan is used, after following the arrows."""
    sample: int
    """Units to inspect; the whole lot where the plan's sample is the lot or more."""
    accept: int
    """Ac: accepted with at most so many."""
    reject: int
    """Re: not accepted from so many on."""
    all: bool
    """Every unit is inspected."""


@dataclass(frozen=True)
class Standard:
    """The single sampling plans of ISO 2859-1:1999 (GB/T 2828.1-2012) for one acceptance quality limit.

    ``aql`` is one of the 26 of the standard, such as "0.65": percent nonconforming up to 10, above it nonconformities per
    100 units. ``level`` is "I", "II", "III" or "S-1" to "S-4".

    Which ``severity`` holds ("normal", "tightened", "reduced") follows from the lots before, by the switching rules of the
    standard (9.3), which this does not keep: tightened after 2 of 5 or fewer consecutive lots were not accepted, normal
    again after 5 in a row were, reduced from a switching score of 30. Without switching, the promise of an AQL does not
    hold.
    """

    aql: Union[str, float]
    level: str = "II"
    severity: str = "normal"

    def lookup(self, lot: int) -> StandardPlan:
        """The plan for a lot, with its code letters. Raises :class:`TableError` with what the standard has."""
        aql = self.aql if isinstance(self.aql, str) else f"{self.aql:g}"
        return StandardPlan(*_native.standard_plan(count(lot, "lot"), aql, self.level, self.severity))

    def at(self, lot: int) -> Single:
        """The sample and the acceptance number for a lot, as every other plan gives them.

        Raises :class:`TableError` above an AQL of 10: those plans count nonconformities and not units, so the curves of
        this package are not theirs.
        """
        found = self.lookup(lot)
        if float(str(self.aql).strip().rstrip("%")) > 10:
            raise TableError(
                [problem("sampling/nonconformities", f"AQL {self.aql} 按每百单位不合格数计，不是不合格品百分数",
                         f"an AQL of {self.aql} counts nonconformities per 100 units and not units",
                         Text("lookup() 给出方案；曲线只适用于 AQL 10 及以下", "lookup() gives the plan; curves are for AQLs up to 10"))]
            )
        return Single(found.sample, min(found.accept, found.sample))
