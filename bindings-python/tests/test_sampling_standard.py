"""ISO 2859-1 cell by cell: beside another standard's printing of the same tables, and by what holds the tables together."""

import csv
from pathlib import Path

import pytest

import aftersales as af

S = af.sampling
HERE = Path(__file__).parent / "standards"
MASTER = Path(__file__).parents[2] / "core" / "standards" / "iso-2859-1"
LETTERS = "ABCDEFGHJKLMNPQR"
# A lot whose code letter at level II or III is the one wanted.
LOT = dict(zip(LETTERS[:-1], [8, 15, 25, 50, 90, 150, 280, 500, 1200, 3200, 10_000, 35_000, 150_000, 500_000, 500_001]))


def lines(path):
    return csv.reader(line for line in path.open(newline="") if not line.startswith("#"))


def used(table, letter, aql):
    """The plan for a code letter; the sample of a huge lot, so that the arrows alone decide."""
    lot, level = (LOT[letter], "II") if letter != "R" else (500_001, "III")
    found = S.Standard(aql, level, table).lookup(lot)
    assert found.letter == letter
    return found


def published():
    head, *rows = lines(HERE / "mil-std-105e.csv")
    return [dict(zip(head, row)) for row in rows]


@pytest.mark.parametrize("table", ["normal", "tightened"])
def test_every_cell_is_that_of_mil_std_105e(table):
    differ = []
    cells = [row for row in published() if row["table"] == table]
    assert len(cells) == 16 * 26
    for row in cells:
        found = used(table, row["letter"], row["aql"])
        sample = min(int(row["sample"]), LOT.get(row["letter"], 500_001))
        if (found.sample, found.accept, found.reject) != (sample, int(row["accept"]), int(row["reject"])):
            differ.append((row["letter"], row["aql"], found.sample, found.accept))
    # The one cell in which ISO 2859-1:1999 departs from MIL-STD-105E, which has an arrow down there.
    assert differ == ([] if table == "normal" else [("A", "10", 2, 0)])


def test_reduced_inspection_closes_the_gap_of_mil_std_105e():
    """ISO 2859-1:1999 took away the gap between Ac and Re: its Ac lies in it, the samples are the same."""
    compared = 0
    for row in published():
        if row["table"] != "reduced":
            continue
        found = used("reduced", row["letter"], row["aql"])
        if found.used == row["letter"]:
            compared += 1
            assert int(row["accept"]) <= found.accept <= int(row["reject"]) - 1, row
            assert found.sample == min(int(row["sample"]), LOT.get(row["letter"], 500_001)), row
    assert compared == 137


def master(table):
    head, *rows = lines(MASTER / f"{table}.csv")
    return head[2:], {row[0]: (int(row[1]), row[2:]) for row in rows}


DIAGONALS = {
    "normal": ["0", "^", "v", "1", "2", "3", "5", "7", "10", "14", "21", "30", "44"],
    "tightened": ["0", "v", "v", "1", "2", "3", "5", "8", "12", "18", "27", "41"],
    "reduced": ["0", "^", "v", "v", "1", "2", "3", "5", "6", "8", "10", "14", "21", "30"],
}


@pytest.mark.parametrize("table", ["normal", "tightened", "reduced"])
def test_the_plans_stand_on_diagonals(table):
    """One letter down is one AQL to the left; from F to N, away from the ragged ends, the rows are whole and alike."""
    _, rows = master(table)
    first = {letter: cells.index("0") for letter, (_, cells) in rows.items() if "0" in cells}
    places = list(first.values())
    assert places == list(range(places[0], places[0] - len(places), -1))
    whole = DIAGONALS[table]
    # The rows from F on end with the plan that G to R end with, and have arrows up from there.
    last = {"normal": "21", "tightened": "18", "reduced": "10"}[table]
    whole = whole[: whole.index(last) + 1]
    for letter in "FGHJKLMN":
        cells = rows[letter][1]
        at = first[letter]
        assert cells == ["v"] * at + whole + ["^"] * (26 - at - len(whole)), letter


@pytest.mark.parametrize("table", ["normal", "tightened", "reduced"])
def test_samples_and_acceptance_numbers_only_grow(table):
    aqls, rows = master(table)
    sizes = [size for size, _ in rows.values()]
    assert sizes == sorted(sizes) and len(aqls) == 26
    for letter, (_, cells) in rows.items():
        plans = [int(cell) for cell in cells if cell.isdigit()]
        assert plans == sorted(set(plans)), letter
    for column in range(26):
        plans = {(size, int(cells[column])) for size, cells in rows.values() if cells[column].isdigit()}
        accepts = [accept for _, accept in sorted(plans)]
        assert accepts == sorted(set(accepts)), aqls[column]


def test_stricter_inspection_is_stricter():
    for letter in LETTERS:
        for aql in master("normal")[0]:
            normal, tightened, reduced = (used(table, letter, aql) for table in ("normal", "tightened", "reduced"))
            if normal.used == tightened.used:
                assert tightened.accept <= normal.accept
            assert reduced.sample <= normal.sample


def test_the_code_letters_move_one_way():
    head, *rows = lines(MASTER / "letters.csv")
    assert [row[0] for row in rows] == [str(lot) for lot in (*LOT.values(),)][:-1] + ["any"]
    for column in range(1, len(head)):
        letters = [row[column] for row in rows]
        assert letters == sorted(letters)
    assert [row[head.index("II")] for row in rows] == list("ABCDEFGHJKLMNPQ")
    assert [row[head.index("III")] for row in rows] == list("BCDEFGHJKLMNPQR")


def test_a_plan_of_the_standard_has_a_curve():
    # Code letter J at an AQL of 2.5: 80 units, Ac 5. A lot at the AQL passes almost always.
    curve = S.oc_curve(1000, S.Standard("2.5"), ["2.5%", "10%"])
    assert curve["probability"][0] > 0.95 and 0.1 < curve["probability"][1] < 0.25
    with pytest.raises(af.TableError) as raised:
        S.oc_curve(1000, S.Standard(40))
    assert raised.value.text("en") == (
        "an AQL of 40 counts nonconformities per 100 units and not units; lookup() gives the plan; curves are for AQLs up to"
        " 10 [sampling/nonconformities]"
    )
    assert S.Standard(40).lookup(1000).accept == 21


# NIST/SEMATECH e-Handbook of Statistical Methods, 6.2.3.2: the plan (52, 3) on lots of 10,000 out of a stream.
NIST = {
    0.01: (0.998, 70), 0.02: (0.980, 253), 0.03: (0.930, 753), 0.04: (0.845, 1584), 0.05: (0.739, 2655),
    0.06: (0.620, 3836), 0.07: (0.502, 5007), 0.08: (0.394, 6083), 0.09: (0.300, 7012), 0.10: (0.223, 7779),
    0.11: (0.162, 8388), 0.12: (0.115, 8854),
}


def test_the_handbook_plan_of_nist():
    pytest.importorskip("scipy")
    curve = S.rectified(10_000, (52, 3), list(NIST), kind="B")
    # The handbook's own third digit is off by one in places.
    assert curve["probability"] == pytest.approx([p for p, _ in NIST.values()], abs=0.001)
    assert [round(units) for units in curve["inspected"]] == pytest.approx([units for _, units in NIST.values()], abs=3)
    assert round(S.aoql(10_000, (52, 3), kind="B").limit, 4) == 0.0372


def test_published_points_of_other_curves():
    pytest.importorskip("scipy")
    # Hilliard, samplingplans.com (2006), by his program TP105: n = 68, c = 2 has 95 % and 5 % at these rates.
    curve = S.oc_curve(10_000, (68, 2), [0.01213, 0.089704], kind="B")
    assert curve["probability"] == pytest.approx([0.95, 0.05], abs=2e-5)
    # Birolini, Reliability Engineering (2007), 7.1: plans of IEC 60410 for an AQL of 0.65 %, and their producer's risk.
    for letter, sample, accept, risk in [("F", 20, 0, 0.11), ("J", 80, 1, 0.09), ("N", 500, 7, 0.03)]:
        found = used("normal", letter, "0.65")
        assert (found.sample, found.accept) == (sample, accept)
        passes = S.oc_curve(10_000, (sample, accept), ["0.65%"], kind="B")["probability"][0]
        assert 1 - passes == pytest.approx(risk, abs=0.015)


def test_the_plan_of_kiermeier():
    pytest.importorskip("scipy")
    # Kiermeier, "Visualizing and assessing acceptance sampling plans" (J. Stat. Software 26/6, 2008), find.plan().
    assert S.find_plan("5%", "15%", "5%", "7.5%") == S.Single(80, 7)


def test_two_points_that_hold_no_plan():
    for call, english, chinese in [
        (lambda: S.find_plan("5%", "1%"),
         'the good rate must be below the bad one, and both risks between 0 and 100 %; such as good="1%", bad="5%"'
         " [sampling/two-points]",
         '好批的不良率要小于坏批的，两个风险都要在 0 与 100% 之间。如 good="1%", bad="5%" [sampling/two-points]'),
    ]:
        with pytest.raises(af.TableError) as raised:
            call()
        assert (raised.value.text("en"), raised.value.text("zh")) == (english, chinese)
    # However close the points, inspecting every unit tells them apart.
    assert S.find_plan("2%", "3%", lot=50).sample <= 50
