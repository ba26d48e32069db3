"""Distributions have the mean, the width and the quantiles that their rule promises."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from justice_finance.distributions import CannotFit, Distribution, fit_distribution

PROBABILITIES = np.array([1e-6, 0.01, 0.05, 0.3, 0.5, 0.77, 0.95, 0.99, 1 - 1e-6])


def reference(distribution: Distribution) -> stats.rv_continuous:
    a, b, c = distribution.first, distribution.second, distribution.third
    match distribution.family:
        case "normal":
            return stats.norm(a, b)
        case "lognormal":
            return stats.lognorm(b, scale=math.exp(a))
        case "gamma":
            return stats.gamma(a, scale=b)
        case "beta":
            return stats.beta(a, b)
        case "uniform":
            return stats.uniform(a, b - a)
        case _:
            return stats.triang((b - a) / (c - a), loc=a, scale=c - a)


CASES = [
    ("normal", 5.0, 2.0, 9.0, 90.0),
    ("lognormal", 7500.0, 3000.0, 19000.0, 90.0),
    ("lognormal", 730.0, 182.0, 1825.0, 95.0),
    ("gamma", 60.0, 20.0, 180.0, 90.0),
    ("beta", 0.06, 0.04, 0.09, 90.0),
    ("beta", 0.5, 0.05, 0.95, 90.0),
    ("beta", 0.97, 0.9, 0.995, 95.0),
    ("uniform", 0.45, 0.0, 0.9, 100.0),
    ("triangular", 0.2, 0.1, 0.4, 100.0),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0]} {case[1]}")
def test_the_mean_is_the_central_value_and_the_interval_as_wide_as_stated(case) -> None:
    family, central, low, high, interval = case
    found = fit_distribution(family, central, low, high, interval)
    known = reference(found)
    assert found.mean == pytest.approx(central, rel=1e-9)
    assert known.mean() == pytest.approx(central, rel=1e-9)
    ends = known.ppf([0.5 - interval / 200, 0.5 + interval / 200])
    assert ends[1] - ends[0] == pytest.approx(high - low, rel=1e-7)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0]} {case[1]}")
def test_quantiles_variance_and_probabilities_agree_with_scipy(case) -> None:
    found = fit_distribution(*case)
    known = reference(found)
    assert found.variance == pytest.approx(known.var(), rel=1e-9)
    np.testing.assert_allclose(found.quantile(PROBABILITIES), known.ppf(PROBABILITIES), rtol=1e-9)
    for value in known.ppf([0.02, 0.4, 0.9]):
        assert found.probability_below(value) == pytest.approx(known.cdf(value), rel=1e-9)


@given(
    st.sampled_from(["lognormal", "gamma"]),
    st.floats(0.01, 1e6),
    st.floats(0.02, 2.5),
    st.sampled_from([90.0, 95.0]),
)
@settings(max_examples=60, deadline=None)
def test_any_interval_that_can_be_met_is_met(family, central, relative_width, interval) -> None:
    low = central * max(1 - relative_width / 2, 0.01)
    high = low + central * relative_width
    found = fit_distribution(family, central, low, high, interval)
    ends = found.quantile(np.array([0.5 - interval / 200, 0.5 + interval / 200]))
    assert ends[1] - ends[0] == pytest.approx(high - low, rel=1e-6)
    assert found.mean == pytest.approx(central, rel=1e-9)


@pytest.mark.parametrize(
    ("case", "said"),
    [
        (("uniform", 0.5, 0.0, 0.9, 100.0), "midway"),
        (("triangular", 0.1, 0.0, 0.9, 100.0), "between 0.3 and 0.6"),
        (("triangular", 0.4, 0.0, 0.9, 90.0), "interval: 100"),
        (("lognormal", 1.0, 0.1, 9.0, 90.0), "at most"),
        (("lognormal", -1.0, -2.0, 9.0, 90.0), "above 0"),
        (("beta", 0.01, 0.0, 0.9, 90.0), "at most"),
        (("beta", 1.0, 0.0, 1.0, 90.0), "between 0 and 1"),
        (("normal", 1.0, 0.0, 2.0, 100.0), "below 100"),
        (("normal", 1.0, 2.0, 0.0, 90.0), "`low` below `high`"),
    ],
)
def test_what_a_family_cannot_be_is_refused_with_what_would_do(case, said) -> None:
    with pytest.raises(CannotFit) as refusal:
        fit_distribution(*case)
    assert said in refusal.value.expected


@given(st.integers(1, 200))
@settings(max_examples=20, deadline=None)
def test_a_quantile_depends_on_its_own_probability_alone(size: int) -> None:
    p = np.random.default_rng(3).uniform(size=200)
    for case in CASES[:6]:
        found = fit_distribution(*case)
        assert np.array_equal(found.quantile(p)[:size], found.quantile(p[:size]))
