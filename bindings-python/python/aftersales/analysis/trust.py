"""How far to trust a sample: with which chance does a batch of a given quality pass the rule in force?

The rule is asked, not copied: at which count its answer turns is what the core says.
"""

from __future__ import annotations

from typing import List, NamedTuple, Optional

from .. import sampling
from ..procedure import Procedure
from ..rules import Check
from ..sampling.intervals import stats


class Curve(NamedTuple):
    """The operating characteristic of a rule for one sample size."""

    sample: int
    lot: Optional[int]
    """Units of the batch; None: much larger than the sample."""
    accept: int
    """The batch passes with so many units found, or fewer; -1: it never does."""
    shares: List[float]
    """True shares of the batch."""
    passes: List[float]
    """The chance to pass at each."""

    def share_at(self, chance: float) -> Optional[float]:
        """The smallest share on the curve whose chance to pass is ``chance`` or less."""
        return next((share for share, passes in zip(self.shares, self.passes) if passes <= chance), None)


def accept_number(procedure: Procedure, check: Check, sample: int) -> int:
    """The most units found with which a sample still passes: the count below the one at which the check says yes."""
    share = check.share
    if share is None:
        raise ValueError(f"{check.id} measures no share")
    found = procedure.judge({share.part: 0, share.whole: sample})[check.id]
    if found.answer != "no":
        return -1
    return sample if found.margin is None else found.margin - 1


def curve(procedure: Procedure, check: Check, sample: int, lot: Optional[int] = None, points: int = 400) -> Curve:
    """The curve of a rule that says yes above a share. Exact: hypergeometric for a lot, binomial without."""
    accept = accept_number(procedure, check, sample)
    if accept < 0:
        return Curve(sample, lot, accept, [0.0, 1.0], [0.0, 0.0])
    if lot is None:
        shares = [i / points for i in range(points + 1)]
        chances = stats().binom.cdf(accept, sample, shares)
        return Curve(sample, lot, accept, shares, [float(chance) for chance in chances])
    found = sampling.oc_curve(lot, (sample, accept))
    return Curve(sample, lot, accept, found["rate"], found["probability"])
