"""Plans: how many units are drawn out of a lot, and how many bad ones among them it may hold and pass."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Optional, Protocol, Tuple, Union

from .. import _native
from ..errors import TableError, problem
from ..text import Text
from .refuse import count, lot_size


@dataclass(frozen=True)
class Single:
    """A single sampling plan: ``sample`` units are drawn; with at most ``accept`` bad ones the lot passes."""

    sample: int
    accept: int
    """The acceptance number Ac; the lot fails from ``accept + 1``. -1: even a sample without a bad unit fails."""

    def at(self, lot: int) -> Single:
        """The plan for a lot of so many units: itself."""
        if self.sample > lot_size(lot):
            raise TableError(
                [problem("sampling/more-than-lot", f"样本 {self.sample} 件多于批量 {lot} 件",
                         f"a sample of {self.sample} units is more than the {lot} of the lot",
                         Text("请减小样本，或全数检验", "draw fewer, or inspect them all"))]
            )
        return self


@dataclass(frozen=True)
class Percentage:
    """A plan by shares, as procedures write them: draw 20 % of the lot, it fails if more than 3 % of them are bad.

    Give the limit as ``above="3%"`` or ``at_least="20%"``. Both shares are exact.
    """

    rate: str
    above: Optional[str] = None
    at_least: Optional[str] = None
    rounding: str = "up"
    minimum: int = 1

    def __post_init__(self) -> None:
        if (self.above is None) == (self.at_least is None):
            raise TableError(
                [problem("sampling/no-limit", "方案要有且只有一个界限", "a plan has one limit",
                         Text('above="3%" 或 at_least="20%"', 'give above="3%" or at_least="20%"'))]
            )
        # Shares and rounding that cannot be read are refused here, and not at the first lot.
        self._accept(1)
        _native.sample_size(1, self.rate, self.rounding, count(self.minimum, "minimum"))

    def at(self, lot: int) -> Single:
        """The sample and the acceptance number for a lot of so many units."""
        sample = _native.sample_size(lot_size(lot), self.rate, self.rounding, self.minimum)
        return Single(sample, self._accept(sample))

    def _accept(self, sample: int) -> int:
        limit = self.above if self.above is not None else self.at_least
        found = _native.accept_number(sample, "above" if self.above is not None else "at-least", str(limit))
        return -1 if found is None else found


class Plan(Protocol):
    """Anything that says for each lot what is drawn and what passes."""

    def at(self, lot: int) -> Single:
        """The plan for a lot of so many units."""
        ...


Planned = Union[Plan, Tuple[int, int]]
"""A plan, or a sample and an acceptance number: ``(80, 2)``."""


def plan(procedure: _native.Procedure, rule: str, rate: Optional[str] = None) -> Percentage:
    """The plan that a procedure has in force, by the id of its sampling rule or of the check that judges the sample.

    >>> import aftersales as af
    >>> af.sampling.plan(af.procedure("workshop-defect-handling"), "label-mismatch").at(166)
    Single(sample=34, accept=1)

    ``rate`` is the share where the document gives none. Raises :class:`TableError` if rule and check cannot be brought
    together, and :class:`ProcedureError` with the nearest name if there is no such rule.
    """
    found = _native.plan_in_force(procedure, rule)
    share = found["rate"] or rate
    if share is None:
        raise TableError(
            [problem("sampling/no-rate", f"抽样“{found['sampling']}”没有写明比例",
                     f"the sampling rule `{found['sampling']}` gives no share",
                     Text('请给出，如 rate="20%"', 'give it, such as rate="20%"'))]
        )
    limit = {found["comparator"].replace("-", "_"): found["limit"]}
    return Percentage(share, rounding=found["rounding"], minimum=found["minimum"], **limit)


def single(planned: Planned, lot: int) -> Single:
    """What a plan says of one lot; refused if it can pass none at all."""
    at: Any = getattr(planned, "at", None)
    if at is None:
        sample, accept = planned  # type: ignore[misc]
        at = Single(count(sample, "sample"), count(accept, "accept")).at
    found: Single = at(lot)
    if found.accept < 0:
        raise TableError(
            [problem("sampling/accepts-nothing", f"批量 {lot}：样本 {found.sample} 件即使没有不良也不能接收",
                     f"a lot of {lot}: a sample of {found.sample} without a bad unit would still fail",
                     Text("界限不能是 0% 以上（含 0%）", "a limit of at least 0 % lets nothing pass"))]
        )
    return found
