"""A case: events in; states, next steps and obligations out."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Dict, List, Mapping, NamedTuple, Optional, Sequence, Union

from . import _native
from ._decode import decode
from .calendar import Calendar, behind, native
from .errors import Refused, problem
from .results import CaseView, Moved, NextStep, Obligation, Obligations

if TYPE_CHECKING:
    from .procedure import Procedure

When = Union[str, datetime]
"""A moment: ``"2026-09-28 09:30"`` on the calendar's wall clock, or a datetime."""


class Applied(NamedTuple):
    """What an accepted entry did."""

    seq: int
    """Its number in the log."""
    steps: List[str]
    """The ids of the steps taken, in order."""


class Case:
    """One case of one procedure. It reads no clock: every moment is given."""

    def __init__(self, native: _native.Case, procedure: Procedure) -> None:
        self._native = native
        self.procedure = procedure

    @classmethod
    def _open(cls, procedure: Procedure, opened: Any, facts: Dict[str, Any], strict: bool) -> Case:
        return cls(_native.Case.open(procedure, str(opened), facts, strict), procedure)

    @classmethod
    def from_json(cls, text: str, procedure: Procedure) -> Case:
        """A case as :meth:`to_json` kept it. Another edition of the procedure is an error."""
        return cls(_native.Case.from_json(text, procedure), procedure)

    def to_json(self) -> str:
        """The case as JSON text: its procedure's id and hash, how it was opened, and every event."""
        return self._native.to_json()

    def apply(
        self,
        event: str,
        at: When,
        by: Optional[str] = None,
        person: Optional[str] = None,
        facts: Optional[Mapping[str, Any]] = None,
        forms: Sequence[str] = (),
        part: Optional[str] = None,
        accepted_by: Optional[str] = None,
    ) -> Applied:
        """Something happened; gives its number in the log and the steps it took.

        ``accepted_by`` says who accepted an inferred step in a strict case. Raises :class:`Refused` with every reason,
        and the case is as before.
        """
        known = dict(facts or {})
        return Applied(*self._native.apply(event, str(at), by, person, known, list(forms), part, accepted_by))

    def sign(
        self,
        approval: str,
        by: str,
        at: When,
        person: Optional[str] = None,
        verdict: str = "agree",
        part: Optional[str] = None,
    ) -> Applied:
        """A signature. ``verdict`` is "agree" or "disagree". Raises :class:`Refused`."""
        return Applied(*self._native.sign(approval, by, str(at), person, verdict, part))

    def pause(self, at: When, limits: Sequence[str] = (), why: Optional[str] = None) -> Applied:
        """Clocks stop: those of the limits named, else all. May be told late."""
        return Applied(*self._native.pause(str(at), list(limits), why))

    def resume(self, at: When, limits: Sequence[str] = (), why: Optional[str] = None) -> Applied:
        """Clocks go on."""
        return Applied(*self._native.resume(str(at), list(limits), why))

    def void(self, seq: int, why: str) -> Applied:
        """Takes an entry back as a mistake; the case is derived anew and both stay in the log."""
        if not isinstance(seq, int) or not 0 <= seq < 2**32:
            raise Refused([problem("case/void", f"日志中没有第 {seq} 条", f"the log has no entry {seq}")])
        return Applied(*self._native.void(seq, why))

    @property
    def state(self) -> Dict[str, Any]:
        """Region to state; None before the region starts; a dict for a region of parts."""
        return self.view.state

    @property
    def view(self) -> CaseView:
        """Where the case stands: states, facts, forms, approvals, log."""
        return decode(CaseView, self._native.view())

    def next_steps(self, at: Optional[When] = None) -> List[NextStep]:
        """Every step for which the case stands ready, open or barred with all reasons; default: after the last event."""
        moment = None if at is None else str(at)
        return [decode(NextStep, step) for step in self._native.next_steps(moment)]

    def obligations(self, now: When, calendar: Optional[Calendar] = None) -> Obligations:
        """Every time limit of the case at ``now``, by due: due when, owed by whom, standing."""
        found = self._native.obligations(str(now), native(calendar), True)
        return Obligations(decode(Obligation, o) for o in found)

    def moved(self, old: Calendar, new: Calendar, now: When) -> List[Moved]:
        """The open obligations that end at another time in ``new`` than was promised in ``old``, and by how much."""
        return [decode(Moved, one) for one in self._native.moved(behind(old), behind(new), str(now))]

    def _repr_html_(self) -> str:
        from .html.answers import case

        return case(self)

    def __repr__(self) -> str:
        states = ", ".join(f"{region}: {state}" for region, state in self.state.items())
        return f"<Case of {self.procedure.id}; {states}>"
