"""Answers: findings, deadlines, next steps, obligations, and where a case stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Dict, Iterable, Iterator, List, Optional, Protocol, Tuple

from ._decode import decode
from .errors import Problem
from .rules import By, Named, ProcedureInfo, ReadingUse, Rule
from .text import Text


class Row(Protocol):
    """A row of a pandas table, as one set of facts: names and values in one dimension."""

    @property
    def ndim(self) -> int:
        """1."""
        ...

    def items(self) -> Iterable[Tuple[Any, Any]]:
        """Names and values."""
        ...


@dataclass(frozen=True)
class Rate:
    """A measured share, exact: k of n."""

    numerator: int
    denominator: int
    text: str
    """"4/100"."""
    percent: str
    """"4.00%", rounded for show."""

    def __float__(self) -> float:
        return self.numerator / self.denominator

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class FindingView:
    """One answer and everything it rests on."""

    kind: str
    """"check" or "class"."""
    id: str
    label: Text
    answer: str
    """"yes", "no", "undetermined"; of a class its results joined by "+", "unclassified" or "undetermined"."""
    answer_label: Text
    reason: Text
    results: List[str] = field(default_factory=list)
    rate: Optional[Rate] = None
    threshold: Optional[str] = None
    margin: Optional[int] = None
    missing: List[Named] = field(default_factory=list)
    clause: Optional[str] = None
    place: Optional[Text] = None
    basis: str = "stated"
    refs: List[str] = field(default_factory=list)
    words: Optional[str] = None
    readings: List[ReadingUse] = field(default_factory=list)
    then: List[str] = field(default_factory=list)
    problems: List[Problem] = field(default_factory=list)

    @property
    def reading(self) -> Optional[ReadingUse]:
        """The first reading it depends on."""
        return self.readings[0] if self.readings else None


@dataclass(frozen=True)
class Day:
    """A day of a deadline's count."""

    day: date
    kind: str
    """"start", "counted", "rest", "holiday", "makeup" or "paused"."""
    weekday: int
    """1 Monday to 7 Sunday."""
    n: Optional[int] = None
    """Its number, if it was counted."""
    name: Optional[Text] = None
    """The holiday's name."""


@dataclass(frozen=True)
class Last:
    """An end: its last day (none for hours) and the instant."""

    due: datetime
    last_day: Optional[date] = None


@dataclass(frozen=True)
class Bounds:
    """The earliest and the latest a provisional deadline can turn out."""

    earliest: Last
    latest: Last

    def __iter__(self) -> Iterator[Last]:
        """``earliest, latest = deadline.bounds``"""
        return iter((self.earliest, self.latest))


@dataclass(frozen=True)
class Chosen:
    """A part of the counting convention in force."""

    key: str
    value: str
    label: Text


@dataclass(frozen=True)
class CalendarInfo:
    """Which calendar was counted on."""

    name: Text
    version: str
    known_until: date


@dataclass(frozen=True)
class Deadline:
    """When a time limit ends, and why then."""

    span: str
    span_label: Text
    start: str
    sentence: Text
    last_day: Optional[date] = None
    """The last day; none for limits in hours."""
    due: Optional[datetime] = None
    """The instant, aware. For a limit ending at 24:00 it is 00:00 of the next day, and not included."""
    inclusive: bool = False
    """Whether the instant itself is still in time."""
    target: Optional[Last] = None
    """The lower end of a range."""
    provisional: bool = False
    """The count crossed days whose working days are not published yet."""
    assumed: Optional[Text] = None
    bounds: Optional[Bounds] = None
    convention: List[Chosen] = field(default_factory=list)
    calendar: Optional[CalendarInfo] = None
    _days: Any = field(default=(), repr=False)
    """As the core gives them: most callers ask only when it ends."""

    def days(self) -> List[Day]:
        """Every day of the count: the start, counted 1..n, rest days, holidays by name, make-up days."""
        return [decode(Day, day) for day in self._days]

    def explain(self, lang: str = "zh") -> str:
        """One sentence that can be sent to a dealer."""
        return self.sentence(lang)

    def __repr__(self) -> str:
        return f"<Deadline {self.span} from {self.start}: {_end(self)}>"

    def _repr_html_(self) -> str:
        from .html.answers import deadline

        return deadline(self)


def _end(of: Deadline) -> str:
    """When it ends, in a word; 24:00 belongs to its day."""
    if of.due is None:
        return "no end"
    whole = of.last_day is not None and of.due.date() > of.last_day
    at = f"{of.last_day} 24:00" if whole else f"{of.due:%Y-%m-%d %H:%M}"
    return f"{at}, provisional" if of.provisional else at


@dataclass(frozen=True)
class Thing:
    """What is missing: a fact, form, approval, role."""

    kind: str
    id: str
    label: Text


@dataclass(frozen=True)
class Barred:
    """Why a step cannot be taken."""

    code: str
    """"state", "role", "guard", "fact", "form", "approval", "ban", "lost", "inferred" or "ambiguous"."""
    message: Text
    needs: List[Thing] = field(default_factory=list)


@dataclass(frozen=True)
class NextStep:
    """A step that starts where the case stands, open or barred."""

    step: Rule
    event: str
    event_label: Text
    from_: List[Named]
    to: List[Named]
    by: By
    open: bool
    """Nothing but facts and forms that may come with the event is missing."""
    explanation: Text
    barred: List[Barred] = field(default_factory=list)
    part: Optional[str] = None

    @property
    def id(self) -> str:
        """The step's id."""
        return self.step.id

    @property
    def clause(self) -> Optional[str]:
        """The clause as printed."""
        return self.step.clause

    @property
    def basis(self) -> str:
        """How well the document supports it."""
        return self.step.basis

    def label(self, lang: str = "zh") -> str:
        """The step's label."""
        return self.step.label(lang)

    def explain(self, lang: str = "zh") -> str:
        """The step and, if it is barred, every reason."""
        return self.explanation(lang)

    def __repr__(self) -> str:
        barred = "open" if self.open else "barred: " + ", ".join(dict.fromkeys(one.code for one in self.barred))
        return f"<NextStep {self.id}{'' if self.part is None else f' of {self.part}'}: {barred}>"


@dataclass(frozen=True)
class Remaining:
    """Time left; a negative amount is overdue."""

    amount: int
    unit: str
    text: Text


@dataclass(frozen=True)
class Obligation:
    """One time limit running on one case."""

    limit: Rule
    n: int
    owed_by: By
    started: str
    standing: str
    standing_label: Text
    explanation: Text
    deadline: Optional[Deadline] = None
    part: Optional[str] = None
    capped_by: Optional[Named] = None
    """The other limit it may not exceed, where that ends earlier."""
    warnings: List[str] = field(default_factory=list)
    """The instants from which it is due soon, earliest first."""
    done: Optional[str] = None
    remaining: Optional[Remaining] = None
    missing: List[Thing] = field(default_factory=list)
    problems: List[Problem] = field(default_factory=list)
    """Why it could not be counted."""
    breach: Optional[Text] = None
    """What the document says follows on a breach."""

    @property
    def id(self) -> str:
        """The limit's id."""
        return self.limit.id

    @property
    def clause(self) -> Optional[str]:
        """The clause as printed."""
        return self.limit.clause

    @property
    def basis(self) -> str:
        """How well the document supports it."""
        return self.limit.basis

    @property
    def due(self) -> Optional[datetime]:
        """When it is due, if it has an end."""
        return None if self.deadline is None else self.deadline.due

    @property
    def last_day(self) -> Optional[date]:
        """Its last day, if it has one."""
        return None if self.deadline is None else self.deadline.last_day

    def label(self, lang: str = "zh") -> str:
        """What must be done."""
        return self.limit.label(lang)

    def explain(self, lang: str = "zh") -> str:
        """What, who, until when, and how it stands."""
        return self.explanation(lang)

    def __repr__(self) -> str:
        end = "" if self.deadline is None else f", {_end(self.deadline)}"
        return f"<Obligation {self.id} {self.n}: {self.standing}{end}>"


class Obligations(List[Obligation]):
    """What a case owes, by due: a list that a notebook shows as a table."""

    def _repr_html_(self) -> str:
        from .html.answers import obligations

        return obligations(self)


@dataclass(frozen=True)
class Moved:
    """An obligation that ends at another time in a newer calendar."""

    limit: Rule
    n: int
    owed_by: By
    before: Deadline
    """As promised."""
    after: Deadline
    """As now."""
    stood: str
    """How it stood in the older calendar."""
    standing: str
    standing_label: Text
    by: Remaining
    """By how much it moved: working days, or seconds for hours; negative is earlier."""
    part: Optional[str] = None

    @property
    def id(self) -> str:
        """The limit's id."""
        return self.limit.id

    def __repr__(self) -> str:
        return f"<Moved {self.id} {self.n}: {_end(self.before)} -> {_end(self.after)}>"

    def explain(self, lang: str = "zh") -> str:
        """What moved, from when to when, by how much."""
        parts = [self.limit.label(lang), self.by.text(lang), self.after.explain(lang), self.standing_label(lang)]
        return ("；" if lang == "zh" else "; ").join(parts)


@dataclass(frozen=True)
class Occurrence:
    """One time a duty falls due."""

    duty: Rule
    every: str
    """How often, as written in files: "month by day 3"."""
    every_label: Text
    owed_by: By
    from_: datetime
    """When it may be done from: the opening of a window, the first day of the period."""
    due: datetime
    """The instant, aware. 24:00 is 00:00 of the next day, and not included."""
    inclusive: bool
    """Whether that instant is still in time."""
    times: int
    """How often inside it; the count is yours to keep."""
    last_day: Optional[date] = None
    when: Optional[str] = None
    """Only when this holds; a case knows."""
    provisional: bool = False
    """The calendar only assumes that day."""

    @property
    def id(self) -> str:
        """The duty's id."""
        return self.duty.id

    @property
    def clause(self) -> Optional[str]:
        """The clause as printed."""
        return self.duty.clause

    @property
    def basis(self) -> str:
        """How well the document supports it."""
        return self.duty.basis

    def label(self, lang: str = "zh") -> str:
        """What must be done."""
        return self.duty.label(lang)

    def __repr__(self) -> str:
        return f"<Occurrence {self.id}: {self.last_day or self.due}>"

    def explain(self, lang: str = "zh") -> str:
        """What, who, how often."""
        return ("；" if lang == "zh" else "; ").join([self.duty.explain(lang), self.owed_by(lang), self.every_label(lang)])


@dataclass(frozen=True)
class Signature:
    """One signature of an approval."""

    role: Named
    verdict: str
    """"agree" or "disagree"."""
    at: str
    person: Optional[str] = None


@dataclass(frozen=True)
class ApprovalState:
    """An approval as it stands in a case."""

    id: str
    label: Text
    standing: str
    """"yes", "no" or "undetermined": whether it is complete."""
    disagreed: bool = False
    part: Optional[str] = None
    signed: List[Signature] = field(default_factory=list)
    open: List[Thing] = field(default_factory=list)
    """Who must, or may have to, sign still."""


@dataclass(frozen=True)
class Voided:
    """Why an entry was taken back."""

    why: str


@dataclass(frozen=True)
class Entry:
    """One entry of a case's log."""

    seq: int
    """From 0, the opening."""
    event: str
    """The event's id; "opened", "signed", "paused", "resumed" or "voided" for the others."""
    at: Optional[str] = None
    by: Optional[str] = None
    person: Optional[str] = None
    accepted_by: Optional[str] = None
    part: Optional[str] = None
    facts: Dict[str, Any] = field(default_factory=dict)
    forms: List[str] = field(default_factory=list)
    approval: Optional[str] = None
    verdict: Optional[str] = None
    limits: List[str] = field(default_factory=list)
    void: Optional[int] = None
    """The entry a void takes back."""
    why: Optional[str] = None
    voided: Optional[Voided] = None
    """Set when the entry was taken back."""
    steps: List[str] = field(default_factory=list)
    """The steps it takes."""


@dataclass(frozen=True)
class CaseView:
    """A case and where it stands."""

    procedure: ProcedureInfo
    opened: str
    state: Dict[str, Any]
    """Region to state; None before it starts; part to state for a region of parts."""
    strict: bool = False
    labels: Dict[str, Text] = field(default_factory=dict)
    facts: Dict[str, Any] = field(default_factory=dict)
    parts: Dict[str, Any] = field(default_factory=dict)
    """What is known of its parts."""
    forms: List[str] = field(default_factory=list)
    approvals: List[ApprovalState] = field(default_factory=list)
    log: List[Entry] = field(default_factory=list)
    ended: bool = False
