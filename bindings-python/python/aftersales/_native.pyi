"""The compiled part of the package. Use the package; what begins with an underscore may change."""

from typing import Any, Dict, Iterator, List, Mapping, Optional, Sequence, Tuple, Union, final

from typing_extensions import Self, disjoint_base

from .errors import Problem
from .results import FindingView, Rate, Row
from .rules import Named, ReadingUse
from .text import Text

__all__ = [
    "ArrowTable",
    "Calendar",
    "Case",
    "CsvReader",
    "Finding",
    "Findings",
    "Plan",
    "Procedure",
    "__version__",
    "accept_number",
    "accept_probability",
    "between_columns",
    "between_moments",
    "check",
    "draw_places",
    "due",
    "due_column",
    "in_effect",
    "lot_interval",
    "plan_in_force",
    "procedures",
    "read_holiday_cn",
    "read_icalendar",
    "sample_size",
    "standard_plan",
    "standing_columns",
    "standing_moment",
    "utf8_until",
]

__version__: str

@final
class ArrowTable:
    """An Arrow table that every Arrow library reads."""

    @staticmethod
    def read(table: Any) -> ArrowTable: ...
    @staticmethod
    def from_text(names: Sequence[str], columns: Sequence[Sequence[Optional[str]]]) -> ArrowTable: ...
    @property
    def column_names(self) -> List[str]: ...
    @property
    def num_rows(self) -> int: ...
    def select(self, names: Sequence[str]) -> ArrowTable: ...
    def append(self, right: ArrowTable) -> ArrowTable: ...
    def rename(self, names: Sequence[str]) -> ArrowTable: ...
    @property
    def is_text(self) -> bool: ...
    def slice(self, from_: int, rows: int) -> ArrowTable: ...
    def to_text(self, json: bool) -> bytes: ...
    def tally(self, columns: Sequence[str], problems: str) -> Tuple[Dict[str, Dict[str, int]], int, int]: ...
    def to_pydict(self) -> Dict[str, List[Any]]: ...
    def __arrow_c_stream__(self, requested_schema: Optional[object] = None) -> object: ...
    def __len__(self) -> int: ...

@final
class CsvReader:
    """Reads CSV in blocks of UTF-8. Feed it only after `begin` has found the headings."""

    def __new__(cls, delimiter: str) -> CsvReader: ...
    @property
    def headings(self) -> Optional[List[str]]: ...
    @property
    def above(self) -> int: ...
    names: List[str]
    def begin(self, block: bytes, last: bool) -> bool: ...
    def feed(self, block: bytes, last: bool) -> Tuple[ArrowTable, List[Tuple[int, str, int, str]]]: ...

@final
class Finding:
    """The answer of one check or class, with everything it rests on."""

    @property
    def id(self) -> str:
        """The id of the check or class."""
    @property
    def answer(self) -> str:
        """"yes", "no", "undetermined"; of a class its results joined by "+", "unclassified" or "undetermined"."""
    @property
    def margin(self) -> Optional[int]:
        """The smallest change of the numerator that flips the answer (minus: fewer); None if none can."""
    @property
    def kind(self) -> str:
        """"check" or "class"."""
    @property
    def label(self) -> Text: ...
    @property
    def answer_label(self) -> Text: ...
    @property
    def results(self) -> List[str]:
        """Result ids of a class."""
    @property
    def rate(self) -> Optional[Rate]:
        """The measured share, exact."""
    @property
    def threshold(self) -> Optional[str]:
        """The bound: "> 3%"."""
    @property
    def missing(self) -> List[Named]:
        """What would settle an undetermined answer."""
    @property
    def clause(self) -> Optional[str]:
        """The clause as printed."""
    @property
    def place(self) -> Optional[Text]:
        """Our own description, where no clause is printed."""
    @property
    def basis(self) -> str: ...
    @property
    def refs(self) -> List[str]: ...
    @property
    def words(self) -> Optional[str]:
        """The operative words of the document."""
    @property
    def readings(self) -> List[ReadingUse]: ...
    @property
    def reading(self) -> Optional[ReadingUse]:
        """The first reading it depends on."""
    @property
    def then(self) -> List[str]:
        """Ids of what follows."""
    @property
    def problems(self) -> List[Problem]:
        """What is wrong with facts it would need."""
    @property
    def view(self) -> FindingView:
        """All of it as a dataclass."""
    def explain(self, lang: str = "zh") -> str:
        """Why, in one paragraph."""
    def _repr_html_(self) -> str: ...
    def __bool__(self) -> bool:
        """Yes is true and no is false; anything else raises :class:`aftersales.TableError`."""

@final
class Findings:
    """The answers of all checks and classes, checks first, each in file order.

    One is found by its place, its id, the spelling of its column (``label_mismatch``) or either label; :class:`KeyError`
    names the nearest id.
    """

    def __len__(self) -> int: ...
    def __getitem__(self, key: Union[int, str], /) -> Finding: ...
    def __iter__(self) -> Iterator[Finding]: ...
    def __contains__(self, id: object, /) -> bool: ...
    def keys(self) -> List[str]:
        """The ids of all checks and classes."""
    @property
    def actions(self) -> List[str]:
        """Ids of all that follows, in file order."""
    @property
    def problems(self) -> List[Problem]:
        """What is wrong with the facts."""
    def _repr_html_(self) -> str: ...

@final
class Plan:
    """A procedure and the columns of a table that hold its facts."""

    @property
    def columns(self) -> List[str]: ...
    @property
    def facts(self) -> Dict[str, str]: ...
    @property
    def meant(self) -> Dict[str, str]: ...
    @property
    def warnings(self) -> List[Dict[str, Any]]: ...
    def score(self, table: Any, strict: bool, first: int) -> ArrowTable: ...
    def report(
        self, table: Any, first: int, told: Sequence[Tuple[int, str, str, str, Optional[str]]]
    ) -> Tuple[ArrowTable, List[Dict[str, Any]]]: ...

@disjoint_base
class Procedure:
    """One edition of one controlled document."""

    def __new__(
        cls,
        file: Optional[bytes] = None,
        name: Optional[str] = None,
        on: Optional[str] = None,
        base: Optional[Procedure] = None,
        readings: Optional[Dict[str, str]] = None,
    ) -> Self: ...
    def judge(self, facts: Union[Mapping[str, Any], Row]) -> Findings:
        """Judges one set of facts: a dict, another mapping, or a row of a pandas table.

        Keys are fact ids, their columns' spelling (``goods_kind``), or the Chinese or English label, as ``p.facts`` lists
        them; values are numbers, texts, dates, truth values, or None. Gives a :class:`Findings`, the answers of all checks
        and classes, which are found by place, id, column spelling or label. A value that cannot be read is unknown, and
        told in ``.problems`` like a key that names no fact. Raises :class:`aftersales.TableError` for what is no mapping.
        """
    def fact_named(self, name: str) -> Optional[str]:
        """The id of the fact with this id, Chinese label or English label."""
    def _view(self) -> Dict[str, Any]: ...
    def _duties_between(
        self, days: Tuple[str, str], calendar: Optional[Calendar], keys: Optional[Dict[str, str]]
    ) -> List[Dict[str, Any]]: ...
    def _examples(self) -> List[Dict[str, Any]]: ...
    def _run_examples(self) -> Dict[str, Any]: ...
    def _diff(self, after: Procedure) -> List[Dict[str, Any]]: ...
    def _plan(
        self,
        columns: Sequence[str],
        given: Dict[str, str],
        detail: bool,
        reasons: bool,
        prefix: str,
        lang: str,
        flat: bool = False,
    ) -> Plan: ...

@final
class Calendar:
    """Working days, hours, and how far they are known."""

    @staticmethod
    def china(as_of: Optional[str] = None) -> Calendar: ...
    def is_workday(self, day: str) -> bool: ...
    def kind(self, day: str) -> str: ...
    def name(self, day: str) -> Optional[Dict[str, str]]: ...
    @property
    def known_until(self) -> str: ...
    @property
    def version(self) -> str: ...
    @property
    def label(self) -> Dict[str, str]: ...
    def with_days(self, off: Sequence[str], on: Sequence[str]) -> Calendar: ...
    def with_hours(self, hours: str) -> Calendar: ...
    @staticmethod
    def weeks(zh: str, en: str, from_: str, to: str) -> Calendar: ...
    @staticmethod
    def of_list(
        label: Tuple[str, str], years: Tuple[int, int], worked: Sequence[int], days: str
    ) -> Calendar: ...
    @property
    def zone(self) -> str: ...
    def days(self, from_: str, to: str) -> List[Dict[str, Any]]: ...
    def moved(self, newer: Calendar) -> List[Dict[str, Any]]: ...
    def to_icalendar(self, from_: str, to: str) -> str: ...
    def to_csv(self, from_: str, to: str) -> str: ...
    def with_entries(self, days: str) -> Calendar: ...
    def with_notice(self, year: int, days: str) -> Calendar: ...
    def with_week(self, worked: Sequence[int]) -> Calendar: ...
    def with_zone(self, zone: str) -> Calendar: ...
    def named(self, zh: str, en: str, version: str) -> Calendar: ...
    def until(self, day: str) -> Calendar: ...

@final
class Case:
    """One case of one procedure."""

    @staticmethod
    def open(procedure: Procedure, at: str, facts: Dict[str, Any], strict: bool) -> Case: ...
    @staticmethod
    def from_json(text: str, procedure: Procedure) -> Case: ...
    def to_json(self) -> str: ...
    def apply(
        self,
        event: str,
        at: str,
        by: Optional[str],
        person: Optional[str],
        facts: Dict[str, Any],
        forms: Sequence[str],
        part: Optional[str],
        accepted_by: Optional[str],
    ) -> Tuple[int, List[str]]: ...
    def sign(
        self,
        approval: str,
        by: str,
        at: str,
        person: Optional[str],
        verdict: str,
        part: Optional[str],
    ) -> Tuple[int, List[str]]: ...
    def pause(self, at: str, limits: Sequence[str], why: Optional[str]) -> Tuple[int, List[str]]: ...
    def resume(self, at: str, limits: Sequence[str], why: Optional[str]) -> Tuple[int, List[str]]: ...
    def void(self, seq: int, why: str) -> Tuple[int, List[str]]: ...
    def view(self) -> Dict[str, Any]: ...
    def next_steps(self, at: Optional[str]) -> List[Dict[str, Any]]: ...
    def obligations(self, now: str, calendar: Optional[Calendar], days: bool) -> List[Dict[str, Any]]: ...
    def moved(self, old: Calendar, new: Calendar, now: str) -> List[Dict[str, Any]]: ...

def utf8_until(block: bytes) -> int: ...
def procedures() -> List[Dict[str, Any]]: ...
def in_effect(editions: Sequence[Procedure], on: str) -> Optional[int]: ...
def check(name: str, file: bytes, lang: str) -> Tuple[str, List[Dict[str, Any]], Optional[Dict[str, Any]]]: ...
def due(
    start: str,
    span: str,
    calendar: Optional[Calendar] = None,
    keys: Optional[Dict[str, str]] = None,
    pauses: Sequence[Tuple[str, str]] = ...,
) -> Dict[str, Any]: ...
def read_icalendar(text: str) -> List[Dict[str, Any]]: ...
def read_holiday_cn(text: str) -> List[Dict[str, Any]]: ...
def sample_size(lot: int, rate: str, rounding: str, minimum: int) -> int: ...
def due_column(
    table: Any,
    span: Optional[str],
    calendar: Optional[Calendar],
    keys: Optional[Dict[str, str]],
    unknown: str,
) -> Tuple[ArrowTable, Optional[Dict[str, Any]], bool]: ...
def between_columns(
    table: Any, unit: str, calendar: Optional[Calendar], keys: Optional[Dict[str, str]]
) -> Tuple[ArrowTable, bool]: ...
def between_moments(
    from_: str, to: str, unit: str, calendar: Optional[Calendar], keys: Optional[Dict[str, str]]
) -> Tuple[int, bool]: ...
def standing_columns(
    table: Any,
    span: Optional[str],
    done: bool,
    now: str,
    warn: Sequence[str],
    calendar: Optional[Calendar],
    keys: Optional[Dict[str, str]],
) -> ArrowTable: ...
def standing_moment(
    start: str,
    span: str,
    done: Optional[str],
    now: str,
    warn: Sequence[str],
    calendar: Optional[Calendar],
    keys: Optional[Dict[str, str]],
) -> ArrowTable: ...
def draw_places(lot: int, size: int, seed: int) -> List[int]: ...
def accept_number(size: int, comparator: str, rate: str) -> Optional[int]: ...
def lot_interval(lot: int, size: int, found: int, miss: float, side: str) -> Tuple[int, int]: ...
def standard_plan(
    lot: int, aql: str, level: str, severity: str
) -> Tuple[str, str, int, int, int, bool]: ...
def plan_in_force(procedure: Procedure, id: str) -> Dict[str, Any]: ...
def accept_probability(lot: int, defective: int, size: int, accept: int) -> float: ...
