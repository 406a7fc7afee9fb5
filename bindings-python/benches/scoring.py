"""Scoring beside numpy, pandas, polars and DuckDB, all in one run: nanoseconds a row, the minimum of many runs.

    python bindings-python/benches/scoring.py          # AFTERSALES_ROWS=10000000 AFTERSALES_RUNS=15

Build the extension for release first (`maturin develop --release`). Every tool decides one check exactly, in whole
numbers; `aftersales` answers every check and class of the procedure, and finds bad rows besides.
"""

from __future__ import annotations

import os
import time
from typing import Any, Callable, Dict

import duckdb
import numpy as np
import pandas as pd
import polars as pl

import aftersales as af

ROWS = int(os.environ.get("AFTERSALES_ROWS", "10000000"))
RUNS = int(os.environ.get("AFTERSALES_RUNS", "15"))


def best(work: Callable[[], Any]) -> float:
    """Nanoseconds a row."""
    times = []
    for _ in range(RUNS):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return min(times) / ROWS * 1e9


def main() -> None:
    random = np.random.default_rng(7)
    inspected = random.integers(1, 1000, ROWS)
    mismatched = (inspected * random.random(ROWS) * 0.06).astype(np.int64)
    frame = pl.DataFrame({"inspected": inspected, "mismatched": mismatched})
    pandas = frame.to_pandas()
    procedure = af.procedure("workshop-defect-handling")
    over = pl.col("mismatched") * 100 > pl.col("inspected") * 3
    connection = duckdb.connect()
    connection.register("t", frame.to_arrow())
    works: Dict[str, Callable[[], Any]] = {
        "numpy, one check": lambda: mismatched * 100 > inspected * 3,
        "pandas, one check": lambda: pandas["mismatched"] * 100 > pandas["inspected"] * 3,
        "polars, one check": lambda: frame.select(over),
        "polars streaming, one check": lambda: frame.lazy().select(over).collect(engine="streaming"),
        "DuckDB, one check": lambda: connection.sql("select mismatched * 100 > inspected * 3 from t").to_arrow_table(),
        "copying both columns": lambda: (inspected.copy(), mismatched.copy()),
        "aftersales, answers (polars)": lambda: procedure.score(frame, detail=False),
        "aftersales, all columns (polars)": lambda: procedure.score(frame),
    }
    # Warm and alike: the same bad share for everyone.
    expected = int((mismatched * 100 > inspected * 3).sum())
    assert int(procedure.score(frame, detail=False)["label_mismatch"].sum()) == expected
    print(f"{ROWS:,} rows, minimum of {RUNS} runs, {os.cpu_count()} processors\n\n| | ns a row |\n|---|---:|")
    for name, work in works.items():
        print(f"| {name} | {best(work):.2f} |")
    facts = {"inspected": 100, "mismatched": 4}
    count = 20_000
    times = []
    for _ in range(RUNS):
        began = time.perf_counter()
        for _ in range(count):
            procedure.judge(facts)["label-mismatch"].answer
        times.append((time.perf_counter() - began) / count * 1e9)
    print(f"| one decision, `p.judge(facts)[...].answer` | {min(times):.0f} |")


if __name__ == "__main__":
    main()
