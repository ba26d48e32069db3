"""Terminal values at a few rates tell those at all others."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from justice_finance.appraisal.discounting import tail_factor
from justice_finance.reporting.terminal_rates import (
    FEWEST,
    HIGHEST,
    MOST,
    rates_to_know,
    weights_at,
)


@given(st.floats(0.0, HIGHEST), st.floats(30.0, 8000.0), st.integers(0, 2**32 - 1))
def test_any_rate_between_has_the_terminal_value_of_the_appraisal(
    rate: float, longest: float, seed: int
) -> None:
    generator = np.random.default_rng(seed)
    half_life = longest * generator.uniform(0.05, 1.0, 64)
    flow = generator.normal(1.0, 2.0, 64)
    rates = rates_to_know(half_life)
    assert FEWEST <= len(rates) <= MOST
    known = np.array([(flow * tail_factor(each, 10, half_life)).mean() for each in rates])
    exact = (flow * tail_factor(rate, 10, half_life)).mean()
    size = (np.abs(flow) * tail_factor(rate, 10, half_life)).mean()
    assert weights_at(rate, rates) @ known == pytest.approx(exact, abs=1e-9 * size)


def test_a_rate_that_is_known_counts_alone() -> None:
    rates = rates_to_know([900.0])
    for place, rate in enumerate(rates):
        assert weights_at(rate, rates) == pytest.approx(np.eye(len(rates))[place], abs=1e-200)
