"""A report: a table judged by one procedure, with everything its page tells."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from html import escape
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Dict, List, Mapping, Optional, Sequence, Union

from ..analysis.groups import By, Summary, find, summarise, usual
from ..analysis.judged import Judged, judged
from ..analysis.pareto import Pareto, pareto
from ..analysis.pchart import PChart, p_chart
from ..analysis.periods import Period
from ..analysis.trust import Curve, curve
from ..errors import Problem, TableError, problem
from ..output import Output
from ..procedure import Procedure
from ..rules import Rule
from ..text import Lang, Text

CURVES = 3
"""Sample sizes for which the OC curve is drawn."""
SPREAD = 1.5
"""From so many times the spread of chance on, the p-chart takes its limits as wide as the samples really spread."""


@dataclass(frozen=True)
class Report:
    """A judged table and what is told of it. ``save`` writes the page."""

    judged: Judged
    total: Summary
    """All batches together, by the rule the report is about."""
    others: List[Summary]
    """The other rules that gave an answer."""
    groups: List[Summary]
    """By each grouping asked for."""
    causes: Optional[Pareto]
    causes_of: Text
    """What the Pareto counts."""
    chart: Optional[PChart]
    chart_of: Text
    """What a point of the p-chart is."""
    curves: List[Curve]
    title: str
    source: str
    """The file the table came from."""
    day: str
    """The day of the report."""
    lang: str
    faults: Dict[int, Problem] = field(default_factory=dict)
    """Rows that were not judged at all, from 0, and why."""
    rows: Optional[Sequence[int]] = None
    """Which row of its sheet each row is."""

    def row(self, number: int) -> int:
        """The row of the sheet in which the row with this number, from 0, stands."""
        return number + 2 if self.rows is None else self.rows[number]

    def lots(self) -> List[Optional[int]]:
        """The size of each batch, where the table says it."""
        return _lots(self.judged)

    def html(self) -> str:
        """The page: one file, nothing to be fetched, no script."""
        from .page import page

        return page(self)

    def save(self, path: Union[str, Path]) -> None:
        """Writes the page, whole or not at all. Raises :class:`TableError` for a name that does not end in .html."""
        is_page(path)
        with Output(os.fspath(path)) as out:
            out.file.write(self.html().encode())

    def __repr__(self) -> str:
        return f"<Report {self.judged.rule.id} of {self.judged.procedure.id}: {self.total.total.rows} rows>"

    def _repr_html_(self) -> str:
        return f'<iframe srcdoc="{escape(self.html())}" style="width:100%;height:40em;border:1px solid #8884"></iframe>'


def is_page(path: Union[str, Path]) -> None:
    """Refuses a name that would make another program open the page. Raises :class:`TableError`."""
    if Path(path).suffix.lower() not in (".html", ".htm"):
        raise TableError([problem("file/kind", f"报告是 .html 文件，不能写成 {path}", f"a report is an .html file, not {path}",
                                  Text("打开后可打印为 PDF", "a browser prints it as PDF"))])


def libraries() -> None:
    """Refuses to begin what would fail for want of a library. Raises :class:`TableError`."""
    missing = [name for name in ("matplotlib", "scipy") if find_spec(name) is None]
    if missing:
        raise TableError([problem("report/library", f"报告需要 {'、'.join(missing)}", f"a report needs {' and '.join(missing)}",
                                  Text('pip install "aftersales[report]"', 'pip install "aftersales[report]"'))])


def report(
    table: Any,
    procedure: Procedure,
    rule: Optional[str] = None,
    by: Optional[Union[By, Sequence[By]]] = None,
    causes: Optional[str] = None,
    columns: Optional[Mapping[str, str]] = None,
    lang: Lang = "zh",
    title: Optional[str] = None,
    source: str = "",
    day: str = "",
    faults: Optional[Mapping[int, Problem]] = None,
    rows: Optional[Sequence[int]] = None,
) -> Report:
    """Judges a table and makes a report of it: ``report(batches, p, by=["customer", "month"]).save("report.html")``.

    ``rule`` is the check or class it is about (default: the first with an answer); ``by`` the groupings (default: customer,
    model, factory and month, as far as the headings show them); ``causes`` the column of causes for the Pareto
    (default: a column called so, else the units found by the first grouping). ``faults`` are rows, from 0, that must not be
    judged; ``rows`` which row of its sheet each is (default: the headings are row 1). Needs ``aftersales[report]``. Raises
    :class:`TableError` for a table without rows or verdicts.
    """
    if lang not in ("zh", "en"):
        raise ValueError(f"lang={lang!r}: use 'zh' or 'en'")
    libraries()
    scored = procedure.score(table, columns=columns, detail=False, prefix=_OURS, lang=lang)
    of = _without(judged(scored, procedure, rule, _OURS, columns), dict(faults or {}))
    if not of.answers:
        raise TableError([problem("report/empty", "表中没有数据行，没有可报告的内容", "the table has no rows: there is nothing to report")])
    wanted = usual(of) if by is None else [find(of, one) for one in ([by] if isinstance(by, (str, Period)) else by)]
    groups = [summarise(of, one) for one in wanted]
    counted, called = _causes(of, causes, groups)
    chart, point = _chart(of, wanted, rows)
    return Report(
        of, summarise(of), _others(of, scored, columns, dict(faults or {})), groups, counted, called, chart, point,
        _curves(of), title or procedure.title(lang), source, day, lang, dict(faults or {}), rows,
    )


_OURS = "\N{MIDDLE DOT}"
"""Before the names of our columns, so that a table that was scored already can be reported on."""


def _without(of: Judged, faults: Mapping[int, Problem]) -> Judged:
    """The table without the answers of rows that must not be judged."""
    answers, bad = list(of.answers), list(of.bad)
    for row, fault in faults.items():
        answers[row], bad[row] = "undetermined", [fault.code]
    return of._replace(answers=answers, bad=bad)


def _others(of: Judged, scored: Any, columns: Optional[Mapping[str, str]], faults: Mapping[int, Problem]) -> List[Summary]:
    rules: List[Rule] = [*of.procedure.checks, *of.procedure.classes]
    made = []
    for rule in rules:
        if rule.id != of.rule.id:
            one = summarise(_without(judged(scored, of.procedure, rule.id, _OURS, columns), faults))
            if set(answer for answer, count in one.total.answers.items() if count) != {"undetermined"}:
                made.append(one)
    return made


def _causes(of: Judged, wanted: Optional[str], groups: Sequence[Summary]) -> Any:
    """The Pareto and what it counts: a column of causes, else the units found by the first grouping that is no period."""
    from ..analysis import cells

    named: Optional[By] = None
    try:
        named = find(of, wanted or "cause")
    except TableError:
        if wanted is not None:
            raise
    if isinstance(named, str):
        # Of the batches the rule holds for: the others gave no trouble.
        column = cells.lists(of.table, [named])[named]
        held = [cause for cause, answer in zip(column, of.answers) if of.check is None or answer == "yes"]
        if any(str(cause or "").strip() for cause in held):
            return pareto(held), Text(f"判为“是”的批数，按{named}", f"batches judged yes, by {named}")
    for group in groups:
        found = {g.name("zh"): g.part or 0 for g in group.groups}
        if sum(found.values()) and not any("（月）" in by.zh or "（周）" in by.zh for by in group.by) and len(found) > 1:
            share = of.check.share if of.check else None
            fact = next((f for f in of.procedure.facts if share and f.id == share.part), None)
            what = Text("数量", "units") if fact is None else fact.label
            return pareto(found), Text(f"{what.zh}，按{group.by[0].zh}", f"{what.en}, by {group.by[0].en}")
    return None, Text("", "")


def _chart(of: Judged, by: Sequence[By], rows: Optional[Sequence[int]]) -> Any:
    """The p-chart: a point a week or month of the grouping by time, else a point a batch."""
    pairs = of.units()
    if sum(pair is not None for pair in pairs) < 2:
        return None, Text("", "")
    period = next((one for one in by if isinstance(one, Period)), None)
    if period is not None:
        weeks = summarise(of, Period(period.column, "week"))
        fine = weeks if len(weeks) <= 60 else summarise(of, Period(period.column, "month"))
        told = [g for g in fine if g.key[0] is not None and g.whole]
        if len(told) >= 2:
            every = Text("周", "week") if fine is weeks else Text("月", "month")
            return _spread([g.part or 0 for g in told], [g.whole or 0 for g in told], [g.key[0] for g in told]), Text(
                f"每点一{every.zh}，按{period.column}", f"one point a {every.en}, by {period.column}")
    known = [(row, pair) for row, pair in enumerate(pairs) if pair is not None]
    last = known[-60:]
    what = Text(f"每点一批（最后 {len(last)} 批，表中行号）", f"one point a batch (the last {len(last)}, by row of the sheet)")
    return _spread([k for _, (k, _) in last], [n for _, (_, n) in last], [row + 2 if rows is None else rows[row] for row, _ in last]), what


def _lots(of: Judged) -> List[Optional[int]]:
    """The size of each batch: the count that what was looked at is part of. None where the table does not say."""
    share = of.check.share if of.check else None
    whole = next((fact for fact in of.procedure.facts if share and fact.id == share.whole), None)
    if whole is None or whole.part_of is None:
        return [None] * len(of.answers)
    lots, units = of.counts(whole.part_of), of.units()
    return [lot if lot is not None and pair is not None and lot >= pair[1] else None for lot, pair in zip(lots, units)]


def _spread(k: List[int], n: List[int], order: List[Any]) -> PChart:
    plain = p_chart(k, n, order)
    return p_chart(k, n, order, spread="laney") if (plain.dispersion or 0) >= SPREAD else plain


def _curves(of: Judged) -> List[Curve]:
    """Curves for a small, a middling and a large sample of the table."""
    share = of.check.share if of.check else None
    if share is None or share.sign not in ("≥", ">"):
        return []
    known = [(pair[1], lot) for pair, lot in zip(of.units(), _lots(of)) if pair is not None]
    known.sort(key=lambda size: size[0])
    picked = [known[len(known) * place // 20] for place in (2, 10, 18)] if known else []
    made: List[Curve] = []
    for sample, lot in dict.fromkeys(picked):
        if of.check is not None:
            made.append(curve(of.procedure, of.check, sample, lot))
    return made[:CURVES]
