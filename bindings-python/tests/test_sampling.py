"""Sample sizes by hand; draws that repeat; risks beside Python's own exact integers."""

from fractions import Fraction
from math import comb

import pytest

import aftersales as af


@pytest.mark.parametrize(
    ("lot", "rate", "rounding", "expected"),
    [
        (100, "20%", "up", 20),
        (52, "20%", "up", 11),
        (52, "20%", "down", 10),
        (52, "20%", "half-up", 10),
        (53, "20%", "half-up", 11),
        (1, "20%", "down", 1),
        (0, "20%", "up", 0),
        (1000, "3‰", "up", 3),
    ],
)
def test_size(lot, rate, rounding, expected):
    assert af.sampling.size(lot, rate, rounding=rounding) == expected


def test_what_is_no_plan(english):
    with pytest.raises(af.SpanError, match="cannot read the rate `20`"):
        af.sampling.size(10, "20")
    with pytest.raises(af.SpanError, match="there is no rounding `near`"):
        af.sampling.size(10, "20%", rounding="near")
    for share in ("200%", "1001‰", "3/2"):
        for ask in (lambda: af.sampling.size(10, share), lambda: af.sampling.draw(["a", "b"], share, seed=1),
                    lambda: af.sampling.Percentage(share, above="3%"), lambda: af.sampling.Percentage("20%", above=share)):
            with pytest.raises(af.SpanError, match=f"a share of {share} is more than 100 %"):
                ask()
    assert af.sampling.size(10, "100%") == 10
    with pytest.raises(ValueError, match="counts from 0"):
        af.sampling.size(-1, "20%")


def test_a_draw_repeats_and_keeps_its_record(english):
    units = [f"SN-{i:03}" for i in range(52)]
    drawn = af.sampling.draw(units, "20%", seed=7)
    assert len(drawn.units) == len(set(drawn.units)) == 11
    assert [units[place] for place in drawn.places] == drawn.units == sorted(drawn.units)
    assert (drawn.lot, drawn.seed, drawn.plan) == (52, 7, "20%")
    assert af.sampling.draw(units, "20%", seed=7) == drawn
    assert af.sampling.draw(units, 11, seed=8).units != drawn.units
    assert af.sampling.draw(units, 99, seed=1).units == units
    with pytest.raises(af.TableError, match="plan=-1 is no count of units; units are counts from 0"):
        af.sampling.draw(units, -1, seed=1)


def exactly(lot, defective, sample, accept):
    """The sum of C(D, k) C(N - D, n - k) / C(N, n), in whole numbers."""
    ways = sum(comb(defective, k) * comb(lot - defective, sample - k) for k in range(min(accept, sample) + 1))
    return float(Fraction(ways, comb(lot, sample)))


@pytest.mark.parametrize("lot", [1, 2, 13, 60, 500])
def test_accept_probability_is_exact(lot):
    steps = sorted({0, 1, lot // 7, lot // 3, lot // 2, lot - 1, lot})
    for defective in steps:
        for sample in steps:
            for accept in (0, 1, 2, sample // 2, sample):
                found = af.sampling.accept_probability(lot, defective, sample, accept)
                assert found == pytest.approx(exactly(lot, defective, sample, accept), rel=1e-11, abs=1e-290)


def test_large_lots_agree_with_scipy():
    stats = pytest.importorskip("scipy.stats")
    for lot, defective, sample, accept in [(10**6, 1000, 200, 0), (10**6, 30_000, 1250, 21), (50_000, 500, 315, 7)]:
        found = af.sampling.accept_probability(lot, defective, sample, accept)
        assert found == pytest.approx(stats.hypergeom.cdf(accept, lot, defective, sample), rel=1e-9)


def test_a_sample_beyond_the_lot(english):
    with pytest.raises(af.TableError, match="11 units are more than the 10 of the lot"):
        af.sampling.accept_probability(10, 2, 11, 0)
