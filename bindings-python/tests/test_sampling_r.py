"""Every figure of sampling beside R's: 1e-9, over a wide grid and far into the tails."""

import csv
import shutil
import subprocess
from pathlib import Path

import pytest

import aftersales as af

S = af.sampling
HERE = Path(__file__).parent / "r"
FILES = sorted(HERE.glob("*.csv"))


def rows(name):
    with (HERE / name).open(newline="") as file:
        return [{key: _cell(value) for key, value in row.items()} for row in csv.DictReader(file)]


def _cell(text):
    if text == "":
        return None
    try:
        return int(text)
    except ValueError:
        try:
            return float(text)
        except ValueError:
            return text


def near(value):
    return pytest.approx(value, rel=1e-9, abs=1e-300)


def test_the_probability_that_a_lot_passes():
    table = rows("hypergeometric.csv")
    assert len(table) > 1400 and any(0 < row["probability"] < 1e-100 for row in table)
    for row in table:
        found = S.accept_probability(row["lot"], row["bad"], row["sample"], row["accept"])
        assert found == near(row["probability"]), row


def test_lots_out_of_a_stream():
    pytest.importorskip("scipy")
    for row in rows("binomial.csv"):
        curve = S.oc_curve(row["sample"], (row["sample"], row["accept"]), [row["rate"]], kind="B")
        assert curve["probability"] == [near(row["probability"])], row


def test_what_leaves_and_how_much_is_inspected():
    for row in rows("rectified.csv"):
        curve = S.rectified(row["lot"], (row["sample"], row["accept"]), [row["bad"] / row["lot"]])
        assert curve["defective"] == [row["bad"]]
        assert curve["outgoing"] == [near(row["outgoing"])], row
        assert curve["inspected"] == [near(row["inspected"])], row


def test_the_worst_of_what_leaves():
    pytest.importorskip("scipy")
    for row in rows("aoql.csv"):
        plan = (row["sample"], row["accept"])
        assert S.aoql(row["lot"], plan).limit == near(row["lots"]), row
        assert S.aoql(row["lot"], plan, kind="B").limit == near(row["stream"]), row


def test_what_a_sample_says_of_its_lot():
    table = rows("intervals.csv")
    assert len(table) > 400
    for row in table:
        got = S.interval(row["lot"], row["sample"], row["found"], row["confidence"], row["side"])
        assert (got.least, got.most) == (row["least"], row["most"]), row


def test_what_a_sample_says_of_a_stream():
    pytest.importorskip("scipy")
    for row in rows("clopper-pearson.csv"):
        got = S.interval(None, row["sample"], row["found"], row["confidence"], row["side"])
        assert (got.low, got.high) == (near(row["low"]), near(row["high"])), row


def test_the_smallest_plan():
    pytest.importorskip("scipy")
    for row in rows("plans.csv"):
        got = S.find_plan(row["good"], row["bad"], row["alpha"], row["beta"], row["lot"])
        assert got == S.Single(row["sample"], row["accept"]), row


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed: apt-get install r-base-core")
def test_r_still_gives_the_committed_figures(tmp_path):
    subprocess.run(["Rscript", str(HERE / "figures.R"), str(tmp_path)], check=True)
    assert sorted(file.name for file in tmp_path.glob("*.csv")) == [file.name for file in FILES]
    for file in FILES:
        again, kept = (path.read_text().splitlines() for path in (tmp_path / file.name, file))
        assert len(again) == len(kept)
        for new, old in zip(again, kept):
            for one, other in zip(new.split(","), old.split(",")):
                assert one == other or float(one) == near(float(other)), (file.name, old)
