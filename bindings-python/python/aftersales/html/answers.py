"""Findings, deadlines, cases, procedures and calendars as a notebook shows them, in the computer's language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, List, Sequence

from ..measures import measured
from ..rules import source
from ..text import Text, preferred, quoted
from .markup import Html, badge, el, shown, table

if TYPE_CHECKING:
    from ..calendar import Calendar
    from ..case import Case
    from ..procedure import Procedure
    from ..results import Deadline, Obligation

_HEAD = {
    "rule": Text("判定", "rule"), "answer": Text("结论", "answer"), "measured": Text("实测", "measured"),
    "bound": Text("判定线", "bound"), "flip": Text("差几件", "to flip"), "where": Text("出处", "source"),
    "missing": Text("缺少", "missing"), "day": Text("日期", "day"), "counted": Text("计数", "counted"),
    "kind": Text("类别", "kind"), "stands": Text("状态", "standing"), "by": Text("末日", "last day"),
    "left": Text("剩余", "left"), "what": Text("事项", "what"), "who": Text("责任", "owed by"),
    "region": Text("并行区", "region"), "state": Text("状态", "state"), "open": Text("可做", "open"),
    "barred": Text("受阻", "barred"), "version": Text("版本", "version"), "known": Text("已知至", "known until"),
    "count": Text("数目", "count"), "calendar": Text("日历", "calendar"),
}
_DAYS = {"start": Text("起算日（不计入）", "start (not counted)"), "counted": Text("计入", "counted"),
         "rest": Text("休息日", "rest day"), "holiday": Text("节假日", "holiday"), "makeup": Text("调休上班", "make-up day"),
         "paused": Text("中止", "paused")}
_BAD, _GOOD = {"overdue", "met late"}, {"met", "met early"}


def _heads(*keys: str) -> List[str]:
    return [_HEAD[key](preferred()) for key in keys]


def findings(found: Any) -> str:
    """All answers of one judgement."""
    rows = [_finding_row(f) for f in found]
    told = [el("p", badge(quoted(p.text(preferred())), "bad")) for p in found.problems]
    return shown(table(_heads("rule", "answer", "measured", "bound", "flip", "where"), rows, numbers=[4]), *told)


def finding(found: Any) -> str:
    """One answer, with its reason."""
    table_ = table(_heads("rule", "answer", "measured", "bound", "flip", "where"), [_finding_row(found)], numbers=[4])
    return shown(table_, el("p", quoted(found.explain(preferred()))))


def _finding_row(found: Any) -> List[Any]:
    lang, view = preferred(), found.view
    kind = {"yes": "bad", "no": "good"}.get(view.answer, "open")
    measured = "" if view.rate is None else f"{view.rate.text} = {view.rate.percent}"
    if view.missing:
        measured = f"{_HEAD['missing'](lang)}: " + ", ".join(m.label(lang) for m in view.missing)
    where = f"{'条款' if lang == 'zh' else 'clause'} {view.clause}" if view.clause else view.place(lang) if view.place else ""
    return [view.label(lang), badge(view.answer_label(lang), kind), measured, view.threshold or "",
            "" if view.margin is None else f"{view.margin:+d}", where]


def deadline(of: Deadline) -> str:
    """The sentence, and every day of the count."""
    lang = preferred()
    days = [
        [day.day.isoformat(), "" if day.n is None else str(day.n), _DAYS.get(day.kind, Text(day.kind, day.kind))(lang)
         + ("" if day.name is None else f" · {day.name(lang)}")]
        for day in of.days()
    ]
    body = table(_heads("day", "counted", "kind"), days, numbers=[1])
    folded = el("details", el("summary", f"{len(days)} {_HEAD['day'](lang)}"), body) if len(days) > 12 else body
    return shown(el("p", el("strong", of.explain(lang))), folded if days else None)


def obligations(owed: Sequence[Obligation]) -> str:
    """What a case owes, by due."""
    lang = preferred()
    rows = [
        [_standing(one, lang), "" if one.last_day is None else one.last_day.isoformat(),
         "" if one.remaining is None else one.remaining.text(lang), one.label(lang), one.owed_by(lang),
         source(one.limit, lang)]
        for one in owed
    ]
    return shown(table(_heads("stands", "by", "left", "what", "who", "where"), rows))


def _standing(one: Obligation, lang: str) -> Html:
    kind = "bad" if one.standing in _BAD else "good" if one.standing in _GOOD else "open"
    return badge(one.standing_label(lang), kind)


def case(of: Case) -> str:
    """Where a case stands, and what may happen next."""
    lang, view = preferred(), of.view
    states = [[region, _state(view, state, lang)] for region, state in view.state.items()]
    steps = of.next_steps()
    open_, barred = [s.label(lang) for s in steps if s.open], [s.label(lang) for s in steps if not s.open]
    told = [
        el("p", el("strong", _HEAD[key](lang)), ": ", " · ".join(names))
        for key, names in (("open", open_), ("barred", barred)) if names
    ]
    head = el("p", el("strong", of.procedure.title(lang)), " ", el("small", view.opened))
    return shown(head, table(_heads("region", "state"), states), *told)


def _state(view: Any, state: Any, lang: str) -> str:
    if isinstance(state, dict):
        return " · ".join(f"{part}: {_state(view, at, lang)}" for part, at in state.items())
    if state is None:
        return "–"
    return str(view.labels[state](lang)) if state in view.labels else str(state)


def procedure(of: Procedure) -> str:
    """What a procedure is, and how many rules of which kind it has."""
    lang, info = preferred(), of.view.info
    kinds = {"checks": Text("判定", "checks"), "classes": Text("分级", "classes"), "steps": Text("步骤", "steps"),
             "limits": Text("时限", "limits"), "duties": Text("定期职责", "duties"), "readings": Text("解释", "readings")}
    counts = " · ".join(f"{label(lang)} {len(getattr(of, key))}" for key, label in kinds.items() if getattr(of, key))
    about = " · ".join(part for part in (info.document, info.edition, info.id, info.hash[:12]) if part)
    rows = [[check.label(lang), measured(of, check, lang), source(check, lang)] for check in of.checks]
    return shown(
        el("p", el("strong", of.title(lang)), " ", el("small", about)), el("p", of.view.scope(lang)), el("p", counts),
        table(_heads("rule", "bound", "where"), rows) if rows else None,
    )


def calendar(of: Calendar) -> str:
    """Which calendar it is, and how far it is known."""
    told = [[_HEAD["version"](preferred()), of.version], [_HEAD["known"](preferred()), str(of.known_until)]]
    return shown(table(["", ""], told))
