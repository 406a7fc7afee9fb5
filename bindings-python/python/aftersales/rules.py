"""What a procedure says, rule by rule: each with its id, labels, clause, basis and readings.

``label`` and the other texts are called with a language: ``rule.label("en")``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, List, Optional

from .text import Text


@dataclass(frozen=True)
class Named:
    """Something by name: a role, a fact, an option."""

    id: str
    label: Text


@dataclass(frozen=True)
class ReadingUse:
    """How an ambiguous place of the document is read, and how else it could be."""

    id: str
    question: Text
    option: str
    label: Text
    alternatives: List[Named] = field(default_factory=list)


@dataclass(frozen=True)
class Rule:
    """What every rule says about itself."""

    id: str
    label: Text
    kind: str
    clause: Optional[str] = None
    """The clause number as printed in the document."""
    place: Optional[Text] = None
    """Our own description of where it stands, if the document prints no number."""
    basis: str = "stated"
    """"stated", "reconstructed", "inferred" or "lost"."""
    inferred: List[str] = field(default_factory=list)
    """Keys that are inferred though the rest is stated."""
    refs: List[str] = field(default_factory=list)
    """Its ids in the rule book."""
    words: Optional[str] = None
    """The operative words of the document."""
    readings: List[ReadingUse] = field(default_factory=list)
    company: Optional[Text] = None
    """The company's file that changed or added it."""
    explanation: Text = Text("", "")

    def explain(self, lang: str = "zh") -> str:
        """Label, source, words and readings in one paragraph."""
        return self.explanation(lang)


def source(rule: Any, lang: str = "zh") -> str:
    """Where a rule stands: the clause as printed, else our own description, marked as ours."""
    if rule.company is not None:
        clause = f" {rule.clause}" if rule.clause else ""
        return str(rule.company(lang)) + clause
    if rule.clause:
        return f"条款 {rule.clause}" if lang == "zh" else f"clause {rule.clause}"
    if rule.place:
        place = rule.place(lang)
        return f"出处（本库描述）：{place}" if lang == "zh" else f"place (our description): {place}"
    return ""


@dataclass(frozen=True)
class RoleUse:
    """A role, perhaps "or higher"."""

    id: str
    label: Text
    or_higher: bool = False


@dataclass(frozen=True)
class By:
    """Who may act, or who owes."""

    roles: List[RoleUse] = field(default_factory=list)
    unstated: bool = False
    """The text names nobody."""
    auto: bool = False
    """Taken by itself."""

    def __call__(self, lang: str = "zh") -> str:
        """The roles in words."""
        if self.unstated:
            return "原文未写明" if lang == "zh" else "not stated"
        if self.auto:
            return "自动" if lang == "zh" else "automatic"
        higher = "以上" if lang == "zh" else " or higher"
        names = [r.label(lang) + (higher if r.or_higher else "") for r in self.roles]
        return ("、" if lang == "zh" else " or ").join(names)


@dataclass(frozen=True)
class Need:
    """Something a step needs, always or when a guard holds."""

    id: str
    when: Optional[str] = None


@dataclass(frozen=True)
class Signer:
    """Who must sign, always or when a guard holds."""

    id: str
    label: Text
    or_higher: bool = False
    when: Optional[str] = None


@dataclass(frozen=True)
class Trigger:
    """What starts or ends a clock."""

    kind: str
    """"opened", "state", "step", "event", "approval", "form", "region" or "fact"."""
    id: str


@dataclass(frozen=True)
class Fact(Rule):
    """A typed input. Columns are found by its id or either label."""

    type: str = "words"
    """"count", "flag", "choice", "date", "quantity" or "words"."""
    part_of: Optional[str] = None
    """The count it can never exceed."""
    unit: Optional[str] = None
    options: List[Rule] = field(default_factory=list)
    open: bool = False
    """The document's list is open: other values are taken and match no option."""
    keep: bool = False
    """About the case: loops do not clear it."""


@dataclass(frozen=True)
class Role(Rule):
    """Who acts."""

    above: List[str] = field(default_factory=list)
    """The roles it outranks."""
    outside: bool = False


@dataclass(frozen=True)
class Form(Rule):
    """A document the procedure demands."""

    fields: List[Text] = field(default_factory=list)
    copies: List[Text] = field(default_factory=list)


@dataclass(frozen=True)
class Region(Rule):
    """One of the state machines that run side by side."""

    parts: Optional[List[Named]] = None
    open_parts: bool = False


@dataclass(frozen=True)
class State(Rule):
    """A state of a region."""

    region: str = ""
    start: bool = False
    start_when: Optional[str] = None
    end: bool = False
    rests: Optional[Text] = None


@dataclass(frozen=True)
class Event(Rule):
    """Something that can happen."""

    milestone: bool = False
    by: Optional[By] = None


@dataclass(frozen=True)
class Step(Rule):
    """A transition taken on an event."""

    event: str = ""
    from_: List[str] = field(default_factory=list)
    to: List[str] = field(default_factory=list)
    by: By = By()
    when: Optional[str] = None
    facts: List[Need] = field(default_factory=list)
    forms: List[Need] = field(default_factory=list)
    approved: List[Need] = field(default_factory=list)
    again: bool = False
    """An entry step may enter its region again after it ended."""
    parts: List[str] = field(default_factory=list)
    """The parts of its region it is for; none: all."""


@dataclass(frozen=True)
class Share:
    """The share a check measures, by its facts, and the share it is held against."""

    part: str
    """The fact above the line."""
    whole: str
    """The fact below the line."""
    sign: str
    """"≥", ">", "≤" or "<"."""
    bound: str
    """The bound as the file writes it: "20%"."""
    fraction: List[int]
    """The bound as a fraction: [1, 5]."""

    def __float__(self) -> float:
        """The bound, for a picture."""
        return self.fraction[0] / self.fraction[1]


@dataclass(frozen=True)
class Check(Rule):
    """An exact threshold."""

    measure: str = ""
    share: Optional[Share] = None
    """The share it measures; None for a check of another kind."""
    per: Optional[Text] = None
    then: List[str] = field(default_factory=list)
    otherwise: List[str] = field(default_factory=list)


@dataclass(frozen=True)
class ClassResult:
    """A result of a class."""

    id: str
    label: Text
    then: List[str] = field(default_factory=list)


@dataclass(frozen=True)
class Row(Rule):
    """A row of a decision table; its id is its number from 1."""

    when: str = ""
    result: str = ""


@dataclass(frozen=True)
class Class(Rule):
    """A decision table."""

    hit: str = "first"
    """"first", "single" or "all"."""
    results: List[ClassResult] = field(default_factory=list)
    otherwise: Optional[str] = None
    rows: List[Row] = field(default_factory=list)


@dataclass(frozen=True)
class Approval(Rule):
    """Signatures by roles, all needed."""

    signers: List[Signer] = field(default_factory=list)
    ordered: bool = False
    during: List[str] = field(default_factory=list)
    form: Optional[str] = None


@dataclass(frozen=True)
class Ban(Rule):
    """What is forbidden, and the approval that lifts it."""

    steps: List[str] = field(default_factory=list)
    when: str = ""
    unless: Optional[str] = None


@dataclass(frozen=True)
class Limit(Rule):
    """A time limit."""

    from_: List[Trigger] = field(default_factory=list)
    until: List[Trigger] = field(default_factory=list)
    within: str = ""
    within_label: Text = Text("", "")
    date: Optional[str] = None
    owed_by: By = By()
    when: Optional[str] = None
    on_change: str = "recompute"
    cap: List[str] = field(default_factory=list)
    cancelled_by: List[Trigger] = field(default_factory=list)
    paused_by: List[Trigger] = field(default_factory=list)
    resumed_by: List[Trigger] = field(default_factory=list)
    lower: str = "target"
    warn: List[str] = field(default_factory=list)
    counting: List[List[str]] = field(default_factory=list)
    breach: Optional[Text] = None


@dataclass(frozen=True)
class Duty(Rule):
    """A recurring obligation."""

    every: str = ""
    every_label: Text = Text("", "")
    owed_by: By = By()
    at_most: Optional[int] = None
    when: Optional[str] = None


@dataclass(frozen=True)
class Notice(Rule):
    """Who must tell whom."""

    on: List[Trigger] = field(default_factory=list)
    when: Optional[str] = None
    by: By = By()
    to: List[Named] = field(default_factory=list)


@dataclass(frozen=True)
class Norm(Rule):
    """A norm that is not a step."""

    on: List[str] = field(default_factory=list)


@dataclass(frozen=True)
class Cost(Rule):
    """Who pays, from which account."""

    when: Optional[str] = None
    payer: Optional[Named] = None
    account: Optional[Text] = None


@dataclass(frozen=True)
class Sampling(Rule):
    """How many to inspect out of a lot."""

    of: Optional[str] = None
    sample: Optional[str] = None
    rate: Optional[str] = None
    most: Optional[str] = None
    rounding: str = "up"
    minimum: int = 0
    per: Optional[Text] = None


@dataclass(frozen=True)
class Reading:
    """An ambiguous place: the question, the options, the one in force."""

    id: str
    question: Text
    chosen: str
    options: List[Named] = field(default_factory=list)
    refs: List[str] = field(default_factory=list)
    why: Optional[Text] = None


@dataclass(frozen=True)
class Known:
    """A fault of the document itself, declared and not repaired."""

    fault: str
    at: str
    why: Text


@dataclass(frozen=True)
class ProcedureInfo:
    """One edition of one document, without its rules."""

    id: str
    title: Text
    hash: str
    """Hash of the rules, so that an answer can say which it followed."""
    document: Optional[str] = None
    """Document number as printed."""
    edition: Optional[str] = None
    effective: Optional[date] = None
    steps: int = 0
    limits: int = 0
    judgements: int = 0
    """How many checks and classes."""


@dataclass(frozen=True)
class ProcedureView:
    """A whole procedure, rule by rule, in the order of its file."""

    info: ProcedureInfo
    extends: Optional[str] = None
    """The procedure a company's file made its own."""
    issuer: Optional[Text] = None
    scope: Text = Text("", "")
    completeness: Optional[Text] = None
    roles: List[Role] = field(default_factory=list)
    facts: List[Fact] = field(default_factory=list)
    forms: List[Form] = field(default_factory=list)
    regions: List[Region] = field(default_factory=list)
    states: List[State] = field(default_factory=list)
    events: List[Event] = field(default_factory=list)
    steps: List[Step] = field(default_factory=list)
    checks: List[Check] = field(default_factory=list)
    classes: List[Class] = field(default_factory=list)
    approvals: List[Approval] = field(default_factory=list)
    bans: List[Ban] = field(default_factory=list)
    limits: List[Limit] = field(default_factory=list)
    duties: List[Duty] = field(default_factory=list)
    notices: List[Notice] = field(default_factory=list)
    norms: List[Norm] = field(default_factory=list)
    costs: List[Cost] = field(default_factory=list)
    samplings: List[Sampling] = field(default_factory=list)
    readings: List[Reading] = field(default_factory=list)
    known: List[Known] = field(default_factory=list)


@dataclass(frozen=True)
class Changed:
    """The rule that a change is about."""

    kind: str
    id: str
    label: Text


@dataclass(frozen=True)
class Change:
    """One difference between two procedures; ``text`` says it in words."""

    what: str
    """"added", "removed", "changed", "decided" (a table decides a case otherwise), "rewritten" (a table is written
    otherwise and decides alike), "labels" or "citations" (so many differ)."""
    text: Text
    rule: Optional[Changed] = None
    key: Optional[str] = None
    before: Optional[Text] = None
    after: Optional[Text] = None
    witness: Optional[str] = None
    """Facts of a case that is decided otherwise."""
    all_tried: Optional[bool] = None
    count: Optional[int] = None
