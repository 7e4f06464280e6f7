"""Codes chosen by weighed signs."""

import math

import numpy as np
import pytest

from negotiable.coding.weighing import Weighing, weighing

WEIGHTS = np.array([[0.0, 2.0], [1.0, -1.0]], np.float32)


def test_the_value_that_most_speaks_for_and_its_share() -> None:
    two = Weighing({"always": 0, "calm": 1}, ("none", "demand"), WEIGHTS, (1.0, 0.0))
    value, sure = two.choose({"always": 1.0, "unknown": 9.0})
    assert value == "demand" and sure == pytest.approx(1 / (1 + math.exp(-2)), abs=0.001)
    assert two.choose({"always": 1.0, "calm": 2.0})[0] is None
    doubtful = Weighing(two.signs, two.values, WEIGHTS, (0.5, -1.0))
    assert doubtful.choose({"always": 1.0}) == ("demand", pytest.approx(0.5, abs=0.001))


@pytest.mark.parametrize("variable", ["firmness", "act", "target"])
def test_the_weights_that_ship_fit_their_values(variable: str) -> None:
    shipped = weighing(variable)
    assert shipped.weights.shape == (len(shipped.signs), len(shipped.values))
    assert np.isfinite(shipped.weights).all() and shipped.line[0] > 0
