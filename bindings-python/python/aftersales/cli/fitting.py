"""Which procedure fits the headings of a file, which column holds which fact, and what to type where that is not clear.

What the core and the package say for Python is said here as options of the command line.
"""

from __future__ import annotations

import dataclasses
import re
from typing import Any, Dict, Iterable, List, NamedTuple, Optional, Sequence, Tuple

from .._decode import decode
from ..errors import Problem, TableError, problem
from ..pieces import Piece
from ..procedure import Procedure, procedure, procedures
from ..text import Text
from ..writing import as_text
from .paint import clean, clip
from .show import open_procedure

NAMED = 12
"""So many headings are named in a refusal."""
_SAYS = {
    "pair": Text("“{}”应写成 事实=列名", "`{}` should be FACT=COLUMN"),
    "which": Text("几个程序都适合这个表头：{}", "several procedures fit these headings: {}"),
    "choose": Text("请用 --procedure 指定，如 --procedure {}", "choose one with --procedure: --procedure {}"),
    "none": Text("没有内置程序适合这个表头：{}", "no built-in procedure fits these headings: {}"),
    "help": Text("请用 --procedure 指定（aftersales show 列出全部），或用 --columns 对应列名",
                 "choose one with --procedure (aftersales show lists them), or name the columns with --columns"),
    "one-row": Text("请把表头并成一行", "put the headings into one row"),
    "near": Text("可试 {}", "try {}"),
    "prefix": Text("用 --prefix 给结果列加前缀，如 --prefix 新_", "give the result a prefix: --prefix new_"),
}


def pairs(given: Iterable[str]) -> Dict[str, str]:
    """``FACT=COLUMN`` and the like, as they are typed."""
    read: Dict[str, str] = {}
    for pair in given:
        left, sign, right = pair.partition("=")
        if not sign:
            raise TableError([problem("table/columns", *_both("pair", pair))])
        read[left] = right
    return read


def chosen_procedure(name: Optional[str], headings: List[str], given: Dict[str, str]) -> Procedure:
    """The procedure that was named, else the one that fits."""
    return open_procedure(name) if name else _fitting(headings, given)


def plan(judge: Procedure, names: List[str], given: Dict[str, str], detail: bool = True, reasons: bool = False,
         prefix: str = "", lang: str = "zh") -> Any:
    """Which column holds which fact. Raises :class:`TableError` with the option that would mend it."""
    try:
        return judge._plan(names, given, detail, reasons, prefix, lang)
    except TableError as error:
        raise TableError([_typed(one, judge, names) for one in error.problems]) from None


def notes(native: Any, judge: Procedure) -> List[Problem]:
    """What the plan is to say of facts without a column, with the columns that may have been meant."""
    told = [decode(Problem, one) for one in native.warnings]
    near = meant(native, judge)
    help = Text(*(_SAYS["near"](lang).format(options(near)) for lang in ("zh", "en"))) if near else None
    return [dataclasses.replace(one, help=help) if one.code == "table/no-column" else one for one in told]


def meant(native: Any, judge: Procedure) -> Dict[str, str]:
    """Facts without a column, and the heading that may have been meant, in the order of the facts."""
    near: Dict[str, str] = native.meant
    return {fact.id: near[fact.id] for fact in judge.facts if fact.id in near}


def below(piece: Piece, name: Optional[str]) -> List[Problem]:
    """The note that the headings go on in the first row, where several of its cells are names of facts: of the procedure
    that was named, else of any."""
    judges = [open_procedure(name)] if name else map(procedure, (info.id for info in procedures()))
    first = as_text(piece.table.slice(0, 1)).to_pydict()
    cells = [column[0] for column in first.values() if column and column[0]]
    known = max(([cell for cell in cells if judge.fact_named(cell)] for judge in judges), key=len, default=[])
    if len(known) < 2:
        return []
    row = piece.row(piece.first)
    return [problem("file/headings", f"第 {row} 行像是表头的下半行：{'、'.join(known)}",
                    f"row {row} looks like more of the headings: {', '.join(known)}", _SAYS["one-row"], severity="warning")]


def asked(judge: Procedure, rules: Iterable[str]) -> List[str]:
    """The facts that rules ask for when nothing is known."""
    findings = judge.judge({})
    return list(dict.fromkeys(missing.id for rule in rules for missing in findings[rule].missing))


def options(columns: Dict[str, str]) -> str:
    """Columns of facts as they are typed."""
    return " ".join(f"--columns {_word(f'{fact}={column}')}" for fact, column in columns.items())


def _word(text: str) -> str:
    """One word for a shell."""
    return '"' + text.replace('"', '\\"') + '"' if re.search(r"[\s\"'`$&|;<>()*?\\!#~]", text) else text


def _typed(one: Problem, judge: Procedure, names: Sequence[str]) -> Problem:
    """A cure for Python as one for the command line."""
    if one.code == "table/name-clash":
        return dataclasses.replace(one, help=_SAYS["prefix"])
    if one.code == "table/two-columns":
        fact = (one.path or "").partition(".")[2]
        meant = options({fact: name for name in reversed(names) if judge.fact_named(name) == fact})
        return dataclasses.replace(one, help=Text(*(_SAYS["near"](lang).format(meant) for lang in ("zh", "en"))))
    return one


class _Candidate(NamedTuple):
    judge: Procedure
    known: int
    """So many of its facts have a column."""
    near: Dict[str, str]


def _fitting(names: List[str], given: Dict[str, str]) -> Procedure:
    """The built-in procedure that knows most of the headings; an error if none or several do."""
    known: Dict[str, int] = {}
    for info in procedures():
        candidate = procedure(info.id)
        facts = {candidate.fact_named(name) for name in [*names, *given]} - {None}
        if any(set(asked(candidate, [check.id])) <= facts for check in candidate.checks):
            known[info.id] = len(facts)
    best = [id for id, count in known.items() if count == max(known.values())]
    if len(best) == 1:
        return procedure(best[0])
    if best:
        help = Text(*(_SAYS["choose"](lang).format(best[0]) for lang in ("zh", "en")))
        raise TableError([problem("table/procedure", *_both("which", ", ".join(best)), help)])
    shown = [clip(clean(name), 40) for name in names[:NAMED]] + ["…"] * (len(names) > NAMED)
    raise TableError([problem("table/procedure", *_both("none", ", ".join(shown)), _nearly(names, given) or _SAYS["help"])])


def _nearly(names: List[str], given: Dict[str, str]) -> Optional[Text]:
    """What to type if headings were meant that are only nearly those of a procedure: the one that knows most of the others."""
    most: Optional[_Candidate] = None
    for info in procedures():
        judge = procedure(info.id)
        try:
            native = judge._plan(names, given, False, False, "", "en")
        except TableError:
            continue
        one = _Candidate(judge, len(native.facts), meant(native, judge))
        columns = {*native.facts, *one.near}
        if not any(columns.issuperset(asked(judge, [rule.id])) for rule in [*judge.checks, *judge.classes]):
            continue
        if one.near and (most is None or (one.known, len(one.near)) > (most.known, len(most.near))):
            most = one
    if most is None:
        return None
    typed = f"--procedure {most.judge.id} {options(most.near)}"
    return Text(*(_SAYS["near"](lang).format(typed) for lang in ("zh", "en")))


def _both(key: str, *values: str) -> Tuple[str, str]:
    return _SAYS[key].zh.format(*values), _SAYS[key].en.format(*values)
