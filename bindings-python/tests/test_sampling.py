"""Sample sizes, by hand."""

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
    with pytest.raises(ValueError, match="counts from 0"):
        af.sampling.size(-1, "20%")
