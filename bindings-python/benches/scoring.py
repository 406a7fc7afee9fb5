"""Scoring beside numpy, pandas, polars and DuckDB, all in one run: nanoseconds a row, the least of many runs.

    pip install -r bindings-python/benches/requirements.txt
    python bindings-python/benches/scoring.py          # AFTERSALES_ROWS=10000000 AFTERSALES_RUNS=15

Build the extension for release first (`maturin develop --release`). Four checks over five columns of 32-bit counts. The
plain rows compare and no more; "bad cells found" also leave rows without an answer where a count is negative, is more
than the count it is part of, or where nothing was inspected, which `aftersales` always does. Rounds are interleaved, so
that a busy neighbour disturbs all alike. Every answer is compared with the others' before the clock starts.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from typing import Any, Callable, Dict, List

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow.csv

import aftersales as af

ROWS = int(os.environ.get("AFTERSALES_ROWS", "10000000"))
RUNS = int(os.environ.get("AFTERSALES_RUNS", "15"))
FILE_ROWS = min(ROWS, 200_000)

CHECKS = [("a", "at-least", "20%", 1, 5), ("b", "above", "3%", 3, 100), ("c", "above", "3‰", 3, 1000), ("d", "above", "1%", 1, 100)]

Works = Dict[str, Callable[[], Any]]


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


def least(works: Works, rows: int) -> Dict[str, float]:
    """Nanoseconds a row of each, the rounds interleaved."""
    best = {name: float("inf") for name in works}
    for _ in range(RUNS):
        for name, work in works.items():
            began = time.perf_counter()
            result = work()
            best[name] = min(best[name], time.perf_counter() - began)
            del result
    return {name: seconds / rows * 1e9 for name, seconds in best.items()}


def verdicts(frame: pl.DataFrame, procedure: af.Procedure) -> Works:
    """The same four checks in every tool."""
    arrays = {name: frame[name].to_numpy() for name in frame.columns}
    pandas = frame.to_pandas()
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
        "polars streaming, bad cells found": lambda: frame.lazy().with_columns(careful).collect(engine="streaming"),
        "DuckDB": lambda: connection.sql(query).to_arrow_table(),
        "aftersales, verdicts alone (`detail=False`)": lambda: procedure.score(frame, detail=False),
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
        "writing nine columns of 8 bytes (numpy)": lambda: [np.full(rows, 1, np.int64) for _ in range(9)],
        "aftersales, rates, margins and what follows": lambda: procedure.score(frame),
    }


def files(procedure: af.Procedure, folder: str) -> Works:
    """A CSV file read and judged, beside reading it."""
    path, out, own = (os.path.join(folder, name) for name in ("batches.csv", "scored.csv", "rules.toml"))
    table(FILE_ROWS).write_csv(path)
    with open(own, "w", encoding="utf-8") as file:
        file.write(rules())
    command = [sys.executable, "-m", "aftersales", "score", path, "--procedure", own, "--out", out]

    def streamed() -> int:
        return sum(batch.num_rows for batch in procedure.score(pyarrow.csv.open_csv(path), detail=False))

    assert streamed() == FILE_ROWS
    return {
        "pyarrow reads the file": lambda: pyarrow.csv.read_csv(path),
        "pyarrow streams the file": lambda: sum(batch.num_rows for batch in pyarrow.csv.open_csv(path)),
        "polars reads the file": lambda: pl.read_csv(path),
        "pyarrow streams the file, aftersales judges it (`detail=False`)": streamed,
        "polars reads the file, aftersales judges it": lambda: procedure.score(pl.read_csv(path)),
        "the command `aftersales score FILE --out OUT`": lambda: subprocess.run(command, check=True, capture_output=True),
    }


def one_decision() -> float:
    """Nanoseconds for one set of facts and one answer."""
    procedure = af.procedure("workshop-defect-handling")
    facts, count, best = {"inspected": 100, "mismatched": 4}, 20_000, float("inf")
    for _ in range(RUNS):
        began = time.perf_counter()
        for _ in range(count):
            procedure.judge(facts)["label-mismatch"].answer
        best = min(best, time.perf_counter() - began)
    return best / count * 1e9


def peak(procedure: af.Procedure, frame: pl.DataFrame) -> float:
    """MB beyond the input and the output at the worst moment of one score, as far as the system tells."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    out = procedure.score(frame, detail=False)
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return (after - before) / 1024 - (out.estimated_size() - frame.estimated_size()) / 1e6


def main() -> None:
    procedure, frame = af.Procedure.from_text(rules()), table(ROWS)
    beyond = peak(procedure, frame)
    tools = ", ".join(f"{name} {version(name)}" for name in ("numpy", "pandas", "polars", "duckdb", "pyarrow"))
    print(f"{time.strftime('%Y-%m-%d')}, Python {sys.version.split()[0]}, {tools}; {os.cpu_count()} processors, "
          f"load {os.getloadavg()[0]:.1f}; {ROWS:,} rows, least of {RUNS} runs\n\n| four checks | ns a row |\n|---|---:|")
    for works in (verdicts(frame, procedure), details(frame, procedure)):
        for name, nanoseconds in least(works, ROWS).items():
            print(f"| {name} | {nanoseconds:.2f} |")
    with tempfile.TemporaryDirectory() as folder:
        print(f"\n| a CSV file of {FILE_ROWS:,} rows | ns a row |\n|---|---:|")
        for name, nanoseconds in least(files(procedure, folder), FILE_ROWS).items():
            print(f"| {name} | {nanoseconds:.0f} |")
    print(f"\nMemory beyond input and output: {beyond:.0f} MB. One decision, `p.judge(facts)[...].answer`: {one_decision():.0f} ns.")


if __name__ == "__main__":
    main()
