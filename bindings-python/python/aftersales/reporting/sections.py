"""The parts of a report's page, each a question a reader asks."""

from __future__ import annotations

from importlib import metadata
from typing import TYPE_CHECKING, Any, List, Optional

from .. import charts
from ..analysis.groups import Summary
from ..charts.chart import Chart
from ..html import tables
from ..html.markup import Html, el, inside, table
from ..measures import measured
from ..rules import source
from .listing import bad_rows, judged_yes
from .words import say

if TYPE_CHECKING:
    from .report import Report


def head(of: Report) -> Html:
    """Title, what was judged, by which rule."""
    info = of.judged.procedure.view.info
    told = [
        (say("document", of.lang), " · ".join(part for part in (info.document, info.edition) if part) or info.id),
        (say("of", of.lang), of.source),
        (say("on", of.lang), of.day),
    ]
    facts = [el("span", f"{name}  ", el("b", value)) for name, value in told if value]
    return el("header", el("p", say("kicker", of.lang), class_="kicker"), el("h1", of.title), el("p", *facts, class_="facts"))


def lead(of: Report) -> Html:
    """The whole report in a sentence, and its four numbers."""
    lang, total = of.lang, of.total.total
    parts = [_sentence(of)]
    followed = _followed(of)
    if followed:
        parts.append(el("p", say("then", lang, followed), class_="after"))
    if total.bad:
        # A wrong cell that the rule does not look at hinders no verdict.
        open_ = sum(bool(codes) and answer == "undetermined" for codes, answer in zip(of.judged.bad, of.judged.answers))
        parts.append(el("p", say("bad" if open_ == total.bad else "bad-in-part", lang, total.bad, open_), class_="after"))
    return inside([*parts, _tiles(of)])


def _sentence(of: Report) -> Html:
    lang, total, rule = of.lang, of.total.total, of.judged.rule
    if of.judged.check is None:
        told = ("，" if lang == "zh" else ", ").join(
            f"{tables.answer(rule, answer, lang)} {count:,}" for answer, count in total.answers.items() if count)
        return el("p", say("lead-class", lang, total=f"{total.rows:,}", rule=rule.label(lang), told=told), class_="lead")
    yes, share = total.answers["yes"], of.judged.check.share
    bound = measured(of.judged.procedure, of.judged.check, lang) if share is None else f"{share.sign} {share.bound}"
    text = say(
        "lead", lang, total=f"{total.rows:,}", yes="\0", share=f"{yes / total.rows:.1%}", rule=rule.label(lang), bound=bound,
        where=source(rule, lang) or rule.id, no=f"{total.answers['no']:,}", open=f"{total.answers['undetermined']:,}",
    )
    before, _, after = text.partition("\0")
    return el("p", before, el("strong", f"{yes:,}"), after, class_="lead")


def _followed(of: Report) -> str:
    check, view = of.judged.check, of.judged.procedure.view
    if check is None or not check.then:
        return ""
    known = {rule.id: rule.label(of.lang) for kind in (view.steps, view.forms, view.notices, view.costs, view.norms) for rule in kind}
    return ("、" if of.lang == "zh" else ", ").join(known.get(id, id) for id in check.then)


def _tiles(of: Report) -> Optional[Html]:
    lang, total = of.lang, of.total.total
    if of.judged.check is None:
        return None
    tiles = [
        el("li", el("span", say(f"tile-{kind}", lang)), el("b", f"{total.answers[answer]:,}"),
           el("span", say("tile-share", lang, f"{total.answers[answer] / total.rows:.1%}")), class_=kind)
        for kind, answer in (("yes", "yes"), ("no", "no"), ("open", "undetermined"))
    ]
    if total.rate is not None and total.sure is not None:
        sure = f"{total.sure.low:.2%}\u00a0–\u2060\u00a0{total.sure.high:.2%}"
        tiles.append(el("li", el("span", say("tile-rate", lang)), el("b", f"{total.rate:.2%}"),
                        el("span", say("tile-units", lang, f"{total.part:,}", f"{total.whole:,}")),
                        el("span", say("tile-sure", lang, sure)), class_="rate"))
    return el("ul", *tiles, class_="tiles")


def grouped(of: Report, group: Summary, key: str, first: bool) -> Html:
    """One grouping: verdicts and rates as pictures, and all of it in numbers."""
    lang = of.lang
    named = " × ".join(by(lang) for by in group.by)
    pictures: List[Any] = [_figure(charts.verdicts(group, lang, say("verdicts", lang)), f"{key}v")]
    if group.total.rate is not None:
        pictures.append(_figure(charts.rates(group, lang, say("rates", lang)), f"{key}r"))
    return _section(
        say("by", lang, named), el("div", *pictures, class_="pair"),
        el("div", _totalled(tables.groups(group, lang)), class_="wide", tabindex=0),
        el("p", say("sure-note", lang), class_="note") if first and group.total.rate is not None else None,
    )


def causes(of: Report) -> Optional[Html]:
    """Where the trouble is."""
    if of.causes is None:
        return None
    heading = of.causes_of(of.lang)
    counted, _, grouped_by = heading.rpartition("，按" if of.lang == "zh" else ", by ")
    picture = _figure(charts.pareto(of.causes, of.lang, say("pareto", of.lang), heading), "causes")
    listed = el("div", tables.causes(of.causes, of.lang, grouped_by, counted), class_="wide", tabindex=0)
    return _section(say("causes", of.lang), el("div", picture, listed, class_="pair"))


def over_time(of: Report) -> Optional[Html]:
    """Does the rate stay within what is usual?"""
    chart, lang = of.chart, of.lang
    if chart is None:
        return None
    out = [point.label for point in chart.outside]
    told = say("beyond", lang, len(out), ("、" if lang == "zh" else ", ").join(out[:20])) if out else say("within", lang)
    wider = say("dispersion", lang, chart.dispersion) if chart.spread == "laney" else None
    picture = _figure(charts.p_chart(chart, lang, say("p-chart", lang, of.chart_of(lang))), "pchart")
    return _section(say("chart", lang), el("div", picture, el("div", el("p", told), el("p", wider, class_="note") if wider else None), class_="pair"))


def trust(of: Report) -> Optional[Html]:
    """How far to trust the samples."""
    lang, check = of.lang, of.judged.check
    if not of.curves or check is None:
        return None
    finite = any(curve.lot is not None for curve in of.curves)
    headings = [say("sample", lang), *([say("lot", lang)] if finite else []), *(say(k, lang) for k in ("accept", "flagged", "missed"))]
    rows = []
    for curve in of.curves:
        flagged, missed = curve.share_at(0.95), curve.share_at(0.1)
        rows.append([
            f"{curve.sample:,}", *([f"{curve.lot:,}" if curve.lot else "–"] if finite else []), f"{curve.accept:,}",
            *("–" if at is None else f"{at:.1%}" for at in (flagged, missed)),
        ])
    picture = _figure(charts.oc_curve(check, of.curves, lang), "oc")
    listed = el("div", el("p", say("trust-note", lang)), el("div", table(headings, rows, numbers=range(len(headings))), class_="wide", tabindex=0),
                el("p", say("trust-lot" if finite else "trust-binomial", lang), class_="note"))
    return _section(say("trust", lang), el("div", picture, listed, class_="pair"))


def listing(of: Report) -> Optional[Html]:
    """The batches the rule says yes to, with the clause."""
    if of.judged.check is None:
        return None
    rule = of.judged.rule
    where = source(rule, of.lang) or rule.id
    words = f" “{rule.words}”" if rule.words else ""
    return _section(say("list", of.lang), el("p", say("list-note", of.lang, where + words), class_="note"), judged_yes(of))


def unusable(of: Report) -> Html:
    """The rows that need mending."""
    return _section(say("bad-rows", of.lang), bad_rows(of))


def others(of: Report) -> Optional[Html]:
    """What the procedure's other rules said."""
    if not of.others:
        return None
    told = ("、", "：") if of.lang == "zh" else (", ", ": ")
    rows = [
        [one.rule.label(of.lang), told[0].join(
            f"{tables.answer(one.rule, answer, of.lang)} {count:,}" for answer, count in one.total.answers.items() if count),
         source(one.rule, of.lang)]
        for one in of.others
    ]
    headings = [say("rule", of.lang), say("verdicts", of.lang), say("source", of.lang)]
    return _section(say("others", of.lang), el("div", table(headings, rows), class_="wide", tabindex=0))


def about(of: Report) -> Html:
    """Which rules, in which edition, read how."""
    lang, rule, info = of.lang, of.judged.rule, of.judged.procedure.view.info
    lines: List[Any] = [
        (say("document", lang), f"{info.title(lang)}  {info.document or ''}".rstrip()),
        (say("edition", lang), " · ".join(str(part) for part in (info.edition, info.effective) if part)),
        (say("rule", lang), f"{rule.label(lang)}  " + (measured(of.judged.procedure, of.judged.check, lang) if of.judged.check else rule.id)),
        (say("source", lang), source(rule, lang)),
        (say("words", lang), el("q", rule.words) if rule.words else ""),
        (say("basis", lang), say(rule.basis, lang)),
        *((say("reading", lang), _reading(use, lang)) for use in rule.readings),
        (say("hash", lang), el("span", info.hash, class_="code")),
        (say("software", lang), f"aftersales {metadata.version('aftersales')}"),
    ]
    return _section(say("about", lang), el("dl", *(inside([el("dt", name), el("dd", told)]) for name, told in lines if told)))


def _reading(use: Any, lang: str) -> str:
    others_ = ("、" if lang == "zh" else "; ").join(named.label(lang) for named in use.alternatives)
    return say("reading-told", lang, use.question(lang), use.label(lang), others_)


def _section(heading: str, *parts: Any) -> Html:
    return el("section", el("h2", heading), *parts)


def _figure(chart: Chart, key: str) -> Html:
    return el("figure", Html(chart.svg(key)))


def _totalled(made: Html) -> Html:
    """The last row of a summary's table is its total."""
    before, mark, last = made.rpartition("<tr>")
    return Html(before + mark.replace("<tr>", '<tr class="total">') + last)
