"""Published inequality indices and equity weights, and closed forms."""

from __future__ import annotations

import numpy as np
import pytest

from justice_finance.appraisal import (
    equally_distributed_equivalent,
    equity_weights,
    inequality_index,
    kolm_pollak_aversion,
)

INCOMES = [541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261]


@pytest.mark.parametrize(("aversion", "index"), [(0.5, 0.1796591), (1.0, 0.3518251)])
def test_atkinson_of_ten_incomes(aversion, index) -> None:
    """Example of the R packages ineq (A. Zeileis) and DescTools; values of ineq as printed in the
    comparison of Open Risk, concentrationMetrics, examples/gini_example.py."""
    assert inequality_index(INCOMES, aversion) == pytest.approx(index, abs=5e-8)


def test_atkinson_of_nine_values() -> None:
    """Documentation of the Julia package Inequality.jl: 0.1631765870035865 at 1.2."""
    found = inequality_index([8, 5, 1, 3, 5, 6, 7, 6, 3], 1.2)
    assert found == pytest.approx(0.1631765870035865, rel=1e-13)


def test_atkinson_of_a_lognormal() -> None:
    """Closed form: index 1 - exp(-aversion x variance of the logarithm / 2)."""
    from scipy.stats import norm

    points = (np.arange(2**17) + 0.5) / 2**17
    for aversion, variance in ((0.5, 0.64), (1.0, 0.36), (2.0, 0.25)):
        values = np.exp(norm.ppf(points) * np.sqrt(variance))
        expected = 1.0 - np.exp(-aversion * variance / 2.0)
        assert inequality_index(values, aversion) == pytest.approx(expected, abs=2e-5)


def test_kolm_pollak_of_a_normal() -> None:
    """Closed form from the moment generating function: mean - aversion x variance / 2."""
    from scipy.stats import norm

    values = norm.ppf((np.arange(2**17) + 0.5) / 2**17, loc=50.0, scale=4.0)
    found = equally_distributed_equivalent(values, 0.1, "kolm_pollak")
    assert found == pytest.approx(50.0 - 0.1 * 16.0 / 2.0, abs=2e-4)


def test_kolm_pollak_of_two_people() -> None:
    """Closed form: -ln((e^0 + e^(-ln 3)) / 2) = -ln(2 / 3) for values 0 and ln 3 at 1."""
    found = equally_distributed_equivalent([0.0, np.log(3.0)], 1.0, "kolm_pollak")
    assert found == pytest.approx(-np.log(2.0 / 3.0), rel=1e-14)
    assert inequality_index([0.0, np.log(3.0)], 1.0, "kolm_pollak") == pytest.approx(
        0.5 * np.log(3.0) + np.log(2.0 / 3.0), rel=1e-13
    )


def test_kolm_pollak_aversion_of_three_values() -> None:
    """Logan and others (2021): aversion x sum / sum of squares; 0.5 x 6 / 14 for 1, 2, 3."""
    assert kolm_pollak_aversion([1.0, 2.0, 3.0], 0.5) == pytest.approx(3.0 / 14.0, rel=1e-15)


def test_equity_weights_of_the_green_book() -> None:
    """HM Treasury, The Green Book (2022), A3.13: at an elasticity of 1, one pound at an income of
    20,000 is worth twice one at 40,000; A3.14: elasticity 1.3."""
    one = equity_weights([20_000.0, 40_000.0], 1.0)
    assert one[0] / one[1] == pytest.approx(2.0, rel=1e-15)
    default = equity_weights([20_000.0, 40_000.0])
    assert default[0] / default[1] == pytest.approx(2.0**1.3, rel=1e-15)
