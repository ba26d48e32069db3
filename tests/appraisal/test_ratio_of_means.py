"""The mean of a ratio is the ratio of means; no single draw with hardly any outlay decides it."""

from __future__ import annotations

import numpy as np
import pytest

from justice_finance.appraisal.uncertainty import ratio_and_range


def test_it_is_mean_benefit_over_mean_outlay() -> None:
    outlay = np.array([1.0, 2.0, 5.0])
    benefit = np.array([3.0, 1.0, 4.0])
    found, _ = ratio_and_range(benefit / outlay, outlay)
    assert found["mean"] == pytest.approx(8.0 / 8.0, rel=1e-14)


def test_a_draw_with_hardly_any_outlay_does_not_decide() -> None:
    outlay = np.append(np.full(999, 10.0), 1e-6)
    benefit = np.append(np.full(999, 20.0), -5.0)
    found, _ = ratio_and_range(benefit / outlay, outlay)
    assert found["mean"] == pytest.approx(2.0, rel=1e-3)
    assert np.mean(benefit / outlay) < -1000


def test_draws_without_a_ratio_are_left_out() -> None:
    found, error = ratio_and_range([np.nan, 2.0, 2.0], [-1.0, 1.0, 3.0], [0, 0, 1])
    assert found == {"mean": 2.0, "p05": 2.0, "p95": 2.0}
    assert error == 0.0


def test_its_error_is_that_of_independent_scrambles() -> None:
    generator = np.random.default_rng(4)
    scrambles = np.repeat(np.arange(400), 25)
    outlay = generator.uniform(1.0, 3.0, len(scrambles))
    benefit = outlay + generator.normal(0.0, 1.0, len(scrambles))
    _, error = ratio_and_range(benefit / outlay, outlay, scrambles)
    # Delta method: the numerator's deviation over the mean outlay.
    expected = 1.0 / 2.0 / np.sqrt(len(scrambles))
    assert error == pytest.approx(expected, rel=4 / np.sqrt(2 * 399))
