"""``aftersales sample LOT`` or ``FILE``: how many to inspect and what that is worth; which, with a record of the draw."""

from __future__ import annotations

import argparse
import re
import secrets
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Dict, List, Optional

from .. import files, sampling
from ..errors import Problem, TableError, problem
from ..output import STANDARD, Output, apart, named
from ..sampling.refuse import lot_size
from ..system_errors import cannot_open
from ..text import Text
from ..writing import as_text, kind_of, write_table
from .given import inputs, outputs, say_notes, standard_input
from .paint import Grid, clean, colours, paint, put, say
from .parsing import count
from .show import open_procedure
from .words import Words

RATES = ("0%", "1%", "2%", "3%", "5%", "8%", "10%", "15%", "20%")
"""How bad a lot may be, for the table of chances."""

_NUMBER = re.compile(r"[-+]?\d[\d.,]*")

HELP = {
    "what": Text("批量（件数），或列出各件产品的文件（.csv、.xlsx、.parquet；- 为标准输入）",
                 "a lot size, or a file that lists the units (.csv, .xlsx, .parquet; - is standard input)"),
    "plan": Text("抽取比例或件数，如 20% 或 11", "a share or a number of units: 20% or 11"),
    "accept": Text("接收数：样本中最多允许的不良件数", "the acceptance number: so many bad units may be in the sample"),
    "above": Text("不良超过样本的这一比例则不接收，如 3%", "the lot fails above this share of the sample: 3%"),
    "procedure": Text("程序编号、文件编号或程序文件（.toml），与 --rule 合用",
                      "a procedure's id, document number or file (.toml), with --rule"),
    "rule": Text("程序中的抽样或判定编号", "the id of a sampling rule or check of the procedure"),
    "aql": Text("按 ISO 2859-1（GB/T 2828.1）一次抽样的 AQL，如 0.65",
                "an AQL of ISO 2859-1 (GB/T 2828.1), single sampling: 0.65"),
    "level": Text("检验水平：I、II、III、S-1 至 S-4（默认 II）", "inspection level: I, II, III, S-1 to S-4 (default II)"),
    "severity": Text("正常 normal、加严 tightened、放宽 reduced（默认 normal）",
                     "normal, tightened or reduced inspection (default normal)"),
    "seed": Text("随机种子；默认随机取一个并写明", "the seed; by default one is drawn and told"),
    "column": Text("哪一列是产品编号（只有一列时可省略）", "the column that names the units (not needed if there is one)"),
    "by": Text("按此列分组，每组各自抽样", "draw out of every group of this column"),
    "out": Text("抽中的行写入文件（.csv、.jsonl、.xlsx 或 .parquet）；- 为标准输出",
                "write the rows drawn (.csv, .jsonl, .xlsx or .parquet); - is standard output"),
    "record": Text("抽样记录写入文件（JSON）；- 为标准输出", "write the record of the draw (JSON); - is standard output"),
    "verify": Text("核对抽样记录：从所列产品中重新抽取并比较", "check a record: draw again out of the units and compare"),
}
HEADINGS = {"rate": Text("真实不良率", "true rate"), "bad": Text("不良件数", "bad units"), "chance": Text("接收概率", "accepted"),
            "number": Text("序号", "number"), "unit": Text("产品", "unit")}
SAID = {
    "plan": Text("批量 {lot}：抽 {sample} 件，不良不超过 {accept} 件则接收。",
                 "A lot of {lot}: draw {sample} units, accept with up to {accept} bad."),
    "never": Text("批量 {lot}：抽 {sample} 件，没有不良也不能接收。",
                  "A lot of {lot}: draw {sample} units; not even a sample without a bad one is accepted."),
    "size": Text("批量 {lot}：抽 {sample} 件。", "A lot of {lot}: draw {sample} units."),
    "letter": Text("字码 {letter}", "Code letter {letter}"),
    "arrow": Text("字码 {letter}，按箭头使用 {used} 的方案", "Code letter {letter}; by the arrow the plan of {used}"),
    "all": Text("（样本量不小于批量：全数检验）", " (the sample is the lot or more: inspect every unit)"),
    "drawn": Text("{group}从 {lot} 件中抽出 {sample} 件，种子 {seed}", "{group}{sample} of {lot} units drawn, seed {seed}"),
    "holds": Text("记录属实：种子 {seed}，从 {lot} 件中抽出 {sample} 件", "the record holds: seed {seed}, {sample} of {lot} units"),
}


def arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    lang = parser.get_default("lang") or "en"
    # argparse takes a percent sign for a place to fill in.
    told = {name: text(lang).replace("%", "%%") for name, text in HELP.items()}
    parser.add_argument("what", metavar="LOT|FILE", help=told["what"])
    parser.add_argument("--plan", "-n", metavar="N", help=told["plan"])
    parser.add_argument("--accept", type=count(lang), metavar="AC", help=told["accept"])
    parser.add_argument("--above", metavar="RATE", help=told["above"])
    parser.add_argument("--procedure", "-p", metavar="ID", help=told["procedure"])
    parser.add_argument("--rule", metavar="ID", help=told["rule"])
    parser.add_argument("--aql", metavar="AQL", help=told["aql"])
    parser.add_argument("--level", default="II", metavar="L", help=told["level"])
    parser.add_argument("--severity", default="normal", metavar="S", help=told["severity"])
    parser.add_argument("--seed", type=count(lang), metavar="N", help=told["seed"])
    parser.add_argument("--sheet", metavar="NAME", help=words.sheet)
    parser.add_argument("--column", "-c", metavar="COLUMN", help=told["column"])
    parser.add_argument("--by", metavar="COLUMN", help=told["by"])
    parser.add_argument("--out", "-o", metavar="FILE", help=told["out"])
    parser.add_argument("--record", metavar="FILE", help=told["record"])
    parser.add_argument("--verify", metavar="FILE", help=told["verify"])


def run(chosen: Any, words: Words) -> int:
    if chosen.what.isdecimal():
        return _size(chosen, lot_size(int(chosen.what)))
    if _NUMBER.fullmatch(chosen.what) and not Path(chosen.what).exists():
        raise TableError([_no_lot(chosen.what)])
    return _verify(chosen, words) if chosen.verify else _draw(chosen, words)


# -- how many, and what that is worth ---------------------------------------------------------------

def _size(chosen: Any, lot: int) -> int:
    plan = _plan(chosen)
    on = colours(sys.stdout)
    if plan is None:
        sample = sampling.size(lot, chosen.plan) if not chosen.plan.isdecimal() else min(lot, int(chosen.plan))
        put(paint(SAID["size"](chosen.lang).format(lot=lot, sample=sample), "bold", on))
        return 0
    if isinstance(plan, sampling.Standard):
        found = plan.lookup(lot)
        said = SAID["letter" if found.letter == found.used else "arrow"](chosen.lang)
        say(said.format(letter=found.letter, used=found.used) + (SAID["all"](chosen.lang) if found.all else ""))
    at = plan.at(lot)
    said = SAID["plan" if at.accept >= 0 else "never"](chosen.lang)
    put(paint(said.format(lot=lot, sample=at.sample, accept=at.accept), "bold", on))
    if at.accept >= 0:
        _chances(sampling.oc_curve(lot, at, RATES), chosen.lang)
    return 0


def _plan(chosen: Any) -> Optional[sampling.Plan]:
    """The plan that was asked for; None for a sample without an acceptance number."""
    if chosen.aql:
        return sampling.Standard(chosen.aql, chosen.level, chosen.severity)
    if chosen.procedure and chosen.rule:
        return sampling.plan(open_procedure(chosen.procedure), chosen.rule, chosen.plan)
    if not chosen.plan or bool(chosen.procedure) != bool(chosen.rule):
        raise TableError([_no_plan()])
    if chosen.above:
        return sampling.Percentage(chosen.plan, above=chosen.above)
    if chosen.accept is not None:
        return sampling.Single(int(chosen.plan), chosen.accept) if chosen.plan.isdecimal() else _Fixed(chosen)
    return None


class _Fixed:
    """A share of the lot with a fixed acceptance number."""

    def __init__(self, chosen: Any) -> None:
        self.rate, self.accept = chosen.plan, chosen.accept

    def at(self, lot: int) -> sampling.Single:
        return sampling.Single(sampling.size(lot, self.rate), self.accept)


def _chances(curve: Dict[str, List[float]], lang: str) -> None:
    """One line for each number of bad units; a small lot has the same one at several rates."""
    rows = {
        bad: [f"{100 * rate:.2f}%", f"{bad:.0f}", f"{100 * chance:.1f}%"]
        for bad, rate, chance in zip(curve["defective"], curve["rate"], curve["probability"])
    }
    grid = Grid([HEADINGS[name](lang) for name in ("rate", "bad", "chance")], [True] * 3, list(rows.values()))
    put("\n".join(grid.head() + [grid.row(row) for row in rows.values()]))


# -- which ------------------------------------------------------------------------------------------

def _draw(chosen: Any, words: Words) -> int:
    kind = "" if chosen.out is None else kind_of(chosen.out)
    apart(inputs(chosen.what, chosen.procedure), outputs(out=chosen.out, record=chosen.record))
    with ExitStack() as stack:
        out = None if chosen.out is None else stack.enter_context(Output(chosen.out))
        # The names of the records of groups are not known before the file is read.
        record = None if chosen.record is None or chosen.by else stack.enter_context(Output(chosen.record))
        table = _read(chosen, words)
        units = table[_column(table, chosen.column)]
        lot_size(len(units))
        seed = secrets.randbits(63) if chosen.seed is None else chosen.seed
        groups = table[_column(table, chosen.by)] if chosen.by else []
        records = _by_group(chosen, units, groups, seed) if chosen.by else {"": _one(chosen, units, seed)}
        if record is None:
            held = {} if chosen.record is None else _of_groups(chosen, records, stack)
        else:
            held = {"": record}
        for group, drawn in records.items():
            colon = "" if not group else f"{clean(group)}{words.colon}"
            say(SAID["drawn"](chosen.lang).format(group=colon, lot=drawn.lot, sample=len(drawn.units), seed=drawn.seed))
        for group, file in held.items():
            file.file.write((records[group].to_json() + "\n").encode())
        _rows(chosen, table, units, records, out, kind, any(file.standard for file in held.values()))
    for path in [*(file.path for file in held.values()), *([] if out is None else [out.path])]:
        if path not in STANDARD:
            say(words.written.format(path))
    return 0


def _rows(chosen: Any, table: Dict[str, List[Any]], units: List[Any], records: Dict[str, sampling.Drawn[Any]],
          out: Optional[Output], kind: str, told: bool) -> None:
    """The rows that were drawn, into a file or onto the screen unless something else was ``told`` there."""
    place = {unit: row for row, unit in enumerate(units)}
    rows = [place[unit] for drawn in records.values() for unit in drawn.units]
    number, unit = HEADINGS["number"](chosen.lang), HEADINGS["unit"](chosen.lang)
    if out is not None:
        own = {name: [column[row] for row in rows] for name, column in table.items()}
        write_table(out, {number: [row + 1 for row in rows], **own}, kind)
    elif not told:
        shown = [[str(row + 1), str(units[row])] for row in rows]
        grid = Grid([number, unit], [True, False], shown, widest=200)
        put("\n".join(grid.head() + [grid.row(row) for row in shown]))


def _one(chosen: Any, units: List[Any], seed: int) -> sampling.Drawn[Any]:
    plan = _plan(chosen)
    if isinstance(plan, sampling.Percentage):
        return sampling.draw(units, plan.rate, seed, plan.rounding, plan.minimum)
    if isinstance(plan, sampling.Standard):
        return sampling.draw(units, plan.lookup(len(units)).sample, seed)
    wanted: Any = int(chosen.plan) if chosen.plan.isdecimal() else chosen.plan
    return sampling.draw(units, wanted, seed)


def _by_group(chosen: Any, units: List[Any], groups: List[Any], seed: int) -> Dict[str, sampling.Drawn[Any]]:
    # Units that occur twice, and rows without a group, are refused in the package's own words.
    sampling.draw(units, 0, seed)
    sampling.draw_per_group(units, groups, 0, seed)
    members = _members(units, groups)
    return {group: _one(chosen, own, (seed + n) % 2**64) for n, (group, own) in enumerate(members.items())}


def _members(units: List[Any], groups: List[Any]) -> Dict[str, List[Any]]:
    members: Dict[str, List[Any]] = {}
    for unit, group in zip(units, groups):
        members.setdefault(group, []).append(unit)
    return members


def _verify(chosen: Any, words: Words) -> int:
    try:
        text = Path(chosen.verify).read_text(encoding="utf-8")
    except OSError as error:
        raise TableError([cannot_open(chosen.verify, error)]) from None
    table = _read(chosen, words)
    units = table[_column(table, chosen.column)]
    drawn = sampling.Drawn.from_json(text)
    lots = _members(units, table[_column(table, chosen.by)]).values() if chosen.by else [units]
    # Of the groups of a file the record is that of one; the others are other lots.
    drawn.verify(next((lot for lot in lots if sampling.digest(lot) == drawn.digest), units))
    put(SAID["holds"](chosen.lang).format(seed=drawn.seed, lot=drawn.lot, sample=len(drawn.units)))
    return 0


def _of_groups(chosen: Any, records: Dict[str, sampling.Drawn[Any]], stack: ExitStack) -> Dict[str, Output]:
    """One file a record, with the group in its name; two groups never share one."""
    whole = Path(chosen.record)
    paths: Dict[str, str] = {}
    for group in records:
        safe = "".join(c if c.isalnum() else "_" for c in group)
        path, n = whole.with_name(f"{whole.stem}-{safe}{whole.suffix}"), 1
        while str(path) in paths.values():
            n += 1
            path = whole.with_name(f"{whole.stem}-{safe}-{n}{whole.suffix}")
        paths[group] = str(path)
    apart(inputs(chosen.what, chosen.procedure), [*outputs(out=chosen.out), *(named("--record", path) for path in paths.values())])
    return {group: stack.enter_context(Output(path)) for group, path in paths.items()}


def _read(chosen: Any, words: Words) -> Dict[str, List[Any]]:
    columns: Dict[str, List[Any]] = {}
    for piece in files.read(chosen.what, standard_input(), chosen.sheet):
        say_notes(piece.notes, (), chosen.lang, words)
        for name, cells in as_text(piece.shown).to_pydict().items():
            columns.setdefault(name, []).extend(cells)
    return columns


def _column(table: Dict[str, List[Any]], name: Optional[str]) -> str:
    if name is None and len(table) == 1:
        return next(iter(table))
    if name in table:
        return str(name)
    known = list(table)
    help = Text(f"可选：{'、'.join(known)}", f"there are {', '.join(known)}")
    if name is None:
        raise TableError([problem("sampling/column", "请用 --column 指出哪一列是产品编号", "say with --column which column names the units", help)])
    raise TableError([problem("table/no-column", f"没有列“{name}”", f"there is no column `{name}`", help)])


def _no_lot(what: str) -> Problem:
    return problem("sampling/lot", f"批量 {what} 不是件数", f"the lot {what} is no number of units",
                   Text("应为从 1 起的整数，或列出产品的文件名", "write a whole number from 1, or the name of a file that lists them"))


def _no_plan() -> Problem:
    return problem("sampling/no-plan", "没有写明抽多少", "how many to draw is not said",
                   Text("用 --plan 20%、--aql 0.65，或 --procedure 与 --rule", "give --plan 20%, --aql 0.65, or --procedure and --rule"))
