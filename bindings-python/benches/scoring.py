"""Scoring beside numpy, pandas, polars, DuckDB and zen-engine, all in one run and one table; the least of many runs.

    pip install -r bindings-python/benches/requirements.txt
    python bindings-python/benches/scoring.py          # AFTERSALES_ROWS=10000000 AFTERSALES_RUNS=15

Build the extension for release first (`maturin develop --release`). Four checks over five columns of 32-bit counts. Rows
of ours are in bold and say what they are to reach, and whether they do. The plain rows compare and no more; "bad cells found" also leave rows without an answer where a count is negative, is more
than the count it is part of, or where nothing was inspected, which `aftersales` always does. Rounds are interleaved, so
that a busy neighbour disturbs all alike. Every answer is compared with the others' before the clock starts.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from functools import partial
from importlib.metadata import version
from typing import Any, Callable, Dict, List, NamedTuple, Optional

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow.csv
import zen

import aftersales as af

ROWS = int(os.environ.get("AFTERSALES_ROWS", "10000000"))
RUNS = int(os.environ.get("AFTERSALES_RUNS", "15"))
FILE_ROWS = min(ROWS, 5_000_000)
DECISIONS = 20_000

CHECKS = [("a", "at-least", "20%", 1, 5), ("b", "above", "3%", 3, 100), ("c", "above", "3‰", 3, 1000), ("d", "above", "1%", 1, 100)]

Works = Dict[str, Callable[[], Any]]
ALONE = "aftersales, verdicts alone (`detail=False`)"
DETAIL = "aftersales, rates, margins and what follows"
WRITING = "writing nine columns of 8 bytes (numpy)"
CAREFUL = "polars streaming, bad cells found"
LONG = {"aftersales": "aftersales, verdicts alone, columns of 64 bits", "polars": "polars streaming, bad cells found, columns of 64 bits"}
STREAMED = "CSV: pyarrow streams it, aftersales judges it (`detail=False`)"
JUDGED = ["CSV: pyarrow reads it, aftersales judges it", "CSV: polars reads it, aftersales judges it"]
COMMAND = "CSV: the command `aftersales score FILE`, its start included"
READERS = ["CSV: pyarrow reads it", "CSV: polars reads it"]
STREAMS = "CSV: pyarrow streams it"
ALONE_READERS = {f"CSV: a process in which {name} reads it": code for name, code in (
    ("pyarrow", "from pyarrow.csv import read_csv as read"), ("polars", "from polars import read_csv as read"))}
# Nanoseconds of one decision, and MB beyond input and output.
JUDGE = "one decision: aftersales, `p.judge(facts)[...].answer`"
DECISION, MEMORY = 1000.0, 64.0


def rules() -> str:
    """The four checks as a procedure file."""
    head = (
        'format = 1\nid = "scoring"\ntitle = { zh = "评分", en = "Scoring" }\nscope = { zh = "测速", en = "a benchmark" }\n'
        '[facts]\nn = { kind = "count", zh = "总", en = "all" }\n'
    )
    facts = "".join(f'{x} = {{ kind = "count", part-of = "n", zh = "部分{x}", en = "part {x}" }}\n' for x, *_ in CHECKS)
    checks = "".join(
        f'[[check]]\nid = "check-{x}"\nzh = "{x}"\nen = "{x}"\nrate = "{x} / n"\n{how} = "{rate}"\nplace = "bench"\n'
        for x, how, rate, _, _ in CHECKS
    )
    return head + facts + checks


def table(rows: int) -> pl.DataFrame:
    """Five columns: a whole and four parts of it."""
    random = np.random.default_rng(7)
    whole = random.integers(1, 1000, rows, dtype=np.int32)
    parts = {x: (whole * random.random(rows) * 0.25).astype(np.int32) for x, *_ in CHECKS}
    return pl.DataFrame({"n": whole, **parts})


class Least(NamedTuple):
    """Nanoseconds a row: by the clock, and of all processors added up, which a busy machine changes less."""

    clock: float
    processors: float


def least(works: Works, rows: int) -> Dict[str, Least]:
    """The least of each, the rounds interleaved."""
    best = {name: Least(float("inf"), float("inf")) for name in works}
    for _ in range(RUNS):
        for name, work in works.items():
            began = time.perf_counter(), time.process_time()
            result = work()
            took = time.perf_counter() - began[0], time.process_time() - began[1]
            best[name] = Least(*(min(a, b / rows * 1e9) for a, b in zip(best[name], took)))
            del result
    return best


def verdicts(frame: pl.DataFrame, procedure: af.Procedure) -> Works:
    """The same four checks in every tool."""
    arrays = {name: frame[name].to_numpy() for name in frame.columns}
    pandas = frame.to_pandas()
    long = frame.cast(pl.Int64)
    connection = duckdb.connect()
    connection.register("t", frame.to_arrow())

    def plain(columns: Any) -> List[Any]:
        n = columns["n"]
        return [columns[x] * q >= n * p if how == "at-least" else columns[x] * q > n * p for x, how, _, p, q in CHECKS]

    def sound(x: str) -> pl.Expr:
        return (pl.col(x) >= 0) & (pl.col(x) <= pl.col("n")) & (pl.col("n") > 0)

    columns = {name: pl.col(name) for name in frame.columns}
    bare = [e.alias(f"check_{x}") for e, (x, *_) in zip(plain(columns), CHECKS)]
    careful = [pl.when(sound(x)).then(e).alias(f"check_{x}") for e, (x, *_) in zip(plain(columns), CHECKS)]
    query = "select " + ", ".join(
        f"{x} * {q} {'>=' if how == 'at-least' else '>'} n * {p} as check_{x}" for x, how, _, p, q in CHECKS
    ) + " from t"
    works: Works = {
        "numpy": lambda: plain(arrays),
        "pandas": lambda: plain(pandas),
        "polars": lambda: frame.with_columns(bare),
        "polars streaming": lambda: frame.lazy().with_columns(bare).collect(engine="streaming"),
        CAREFUL: lambda: frame.lazy().with_columns(careful).collect(engine="streaming"),
        "DuckDB": lambda: connection.sql(query).to_arrow_table(),
        ALONE: lambda: procedure.score(frame, detail=False),
        LONG["polars"]: lambda: long.lazy().with_columns(careful).collect(engine="streaming"),
        LONG["aftersales"]: lambda: procedure.score(long, detail=False),
    }
    counted = [int(answer.sum()) for answer in plain(arrays)]
    for name, work in works.items():
        result = work()
        each = result if isinstance(result, list) else [result[f"check_{x}"] for x, *_ in CHECKS]
        sums = [int(pl.Series(column).sum()) for column in each]
        assert sums == counted, f"{name}: {sums}, not {counted}"
    return works


def details(frame: pl.DataFrame, procedure: af.Procedure) -> Works:
    """Rates, margins and what follows, beside the time it takes to write columns of that size."""
    rows = len(frame)
    # Eight columns of eight bytes, and the ends of the lists of what follows.
    return {
        WRITING: lambda: [np.full(rows, 1, np.int64) for _ in range(9)],
        DETAIL: lambda: procedure.score(frame),
    }


def files(procedure: af.Procedure, folder: str) -> Works:
    """A CSV file read and judged, beside reading it."""
    path, out, own = (os.path.join(folder, name) for name in ("batches.csv", "scored.csv", "rules.toml"))
    table(FILE_ROWS).write_csv(path)
    with open(own, "w", encoding="utf-8") as file:
        file.write(rules())
    command = [sys.executable, "-m", "aftersales", "score", path, "--procedure", own]

    def streamed() -> int:
        return sum(batch.num_rows for batch in procedure.score(pyarrow.csv.open_csv(path), detail=False))

    assert streamed() == FILE_ROWS
    return {
        READERS[0]: lambda: pyarrow.csv.read_csv(path),
        STREAMS: lambda: sum(batch.num_rows for batch in pyarrow.csv.open_csv(path)),
        READERS[1]: lambda: pl.read_csv(path),
        STREAMED: streamed,
        JUDGED[0]: lambda: procedure.score(pyarrow.csv.read_csv(path)),
        JUDGED[1]: lambda: procedure.score(pl.read_csv(path)),
        **{name: partial(process, [sys.executable, "-c", f"{code}; read({path!r})"]) for name, code in ALONE_READERS.items()},
        COMMAND: lambda: process(command),
        "CSV: the command `aftersales score FILE --out OUT`": lambda: process([*command, "--out", out]),
    }


def process(command: List[str]) -> None:
    subprocess.run(command, check=True, capture_output=True)


def one_decision() -> Works:
    """One set of facts and one answer, as often as `DECISIONS` says."""
    procedure = af.procedure("workshop-defect-handling")
    facts = {"inspected": 100, "mismatched": 4}

    def ours() -> None:
        for _ in range(DECISIONS):
            procedure.judge(facts)["label-mismatch"].answer

    def zen_engine() -> None:
        for _ in range(DECISIONS):
            engine.evaluate("rules", facts)["result"]["answer"]

    engine = zen_rules("mismatched * 100 > inspected * 3")
    assert procedure.judge(facts)["label-mismatch"].answer == "yes"
    assert engine.evaluate("rules", facts)["result"]["answer"] is True
    return {"one decision: zen-engine": zen_engine, JUDGE: ours}


def zen_rules(expression: str) -> Any:
    """The same question put to zen-engine, the fastest way it has: rules loaded once and kept."""
    nodes = [
        {"id": "in", "type": "inputNode", "name": "in"},
        {"id": "e", "type": "expressionNode", "name": "e",
         "content": {"expressions": [{"id": "1", "key": "answer", "value": expression}]}},
        {"id": "out", "type": "outputNode", "name": "out"},
    ]
    edges = [{"id": f"{a}-{b}", "sourceId": a, "targetId": b, "type": "edge"} for a, b in (("in", "e"), ("e", "out"))]
    return zen.ZenEngine({"loader": {"type": "static", "content": {"rules": {"nodes": nodes, "edges": edges}}}})


def memory(what: str) -> float:
    """MB of this process now (`VmRSS`), or at the worst moment since the mark was set back (`VmHWM`). Linux only."""
    with open("/proc/self/status", encoding="ascii") as status:
        return next(int(row.split()[1]) / 1024 for row in status if row.startswith(what))


def peak(procedure: af.Procedure, frame: pl.DataFrame) -> float:
    """MB beyond the input and the answers at the worst moment of one score."""
    procedure.score(frame.head(1000), detail=False)
    with open("/proc/self/clear_refs", "w", encoding="ascii") as mark:
        mark.write("5")
    before = memory("VmRSS")
    out = procedure.score(frame, detail=False)
    return memory("VmHWM") - before - out.select(f"check_{x}" for x, *_ in CHECKS).estimated_size("mb")


def line(what: str, found: float, processors: str, unit: str, goal: Optional[float] = None) -> None:
    """A row of the table; ours says what it is to reach."""
    if goal is None:
        print(f"| {what} | {found:.2f} | {processors} | {unit} | |")
    else:
        print(f"| **{what}** | {found:.2f} | {processors} | {unit} | {goal:.2f}: {'met' if found <= goal else 'missed'} |")


def main() -> None:
    procedure, frame = af.Procedure.from_text(rules()), table(ROWS)
    beyond = peak(procedure, frame)
    tools = ", ".join(f"{name} {version(name)}" for name in ("numpy", "pandas", "polars", "duckdb", "pyarrow", "zen-engine"))
    print(f"{time.strftime('%Y-%m-%d')}, Python {sys.version.split()[0]}, {tools}; {os.cpu_count()} processors, "
          f"load {os.getloadavg()[0]:.1f}; {ROWS:,} rows ({FILE_ROWS:,} in the CSV file), least of {RUNS} runs\n\n"
          f"| four checks | clock | processors added up | unit | goal |\n|---|---:|---:|---|---|")
    found = least(verdicts(frame, procedure), ROWS)
    found.update(least(details(frame, procedure), ROWS))
    with tempfile.TemporaryDirectory() as folder:
        found.update(least(files(procedure, folder), FILE_ROWS))
    found.update(least(one_decision(), DECISIONS))
    goals = {
        ALONE: found[CAREFUL].clock,
        LONG["aftersales"]: found[LONG["polars"]].clock,
        DETAIL: 2 * found[WRITING].clock,
        # One and a half times who only reads: the same way of reading, and for whole files the faster reader.
        STREAMED: 1.5 * found[STREAMS].clock,
        JUDGED[0]: 1.5 * min(found[name].clock for name in READERS),
        JUDGED[1]: 1.5 * found[READERS[1]].clock,
        COMMAND: 1.5 * min(found[name].clock for name in ALONE_READERS),
        JUDGE: DECISION,
    }
    for name, (clock, processors) in found.items():
        unit = "ns a call" if "decision" in name else "ns a row"
        # What the command takes is another process's.
        line(name, clock, "" if "the command" in name or "a process" in name else f"{processors:.2f}", unit, goals.get(name))
    line("memory beyond input and output", beyond, "", "MB", MEMORY)


if __name__ == "__main__":
    main()
