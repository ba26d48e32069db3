"""From prevalence over a recall window to incidence."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import integrate

from justice_finance.units.recall import (
    effective_window,
    incidence_from_count,
    incidence_from_prevalence,
)

WINDOWS = st.floats(0.1, 10.0)
LOSSES = st.floats(0.0, 3.0)


def test_kenya_63_per_cent_in_four_years_are_0_249_a_year() -> None:
    assert incidence_from_prevalence(0.63, 4.0) == pytest.approx(-math.log(0.37) / 4, rel=1e-14)
    assert round(incidence_from_prevalence(0.63, 4.0), 3) == 0.249


@given(st.floats(0.0, 5.0), WINDOWS, LOSSES)
def test_the_prevalence_that_a_rate_gives_leads_back_to_the_rate(
    rate: float, window: float, loss: float
) -> None:
    prevalence = -math.expm1(-rate * effective_window(window, loss))
    if prevalence > 0.999:  # nothing can be told of a rate at which nearly everybody has problems
        return
    assert incidence_from_prevalence(prevalence, window, loss) == pytest.approx(
        rate, rel=1e-9, abs=1e-12
    )


@given(WINDOWS, st.floats(1e-6, 3.0))
def test_the_effective_window_is_the_integral_of_what_is_remembered(
    window: float, loss: float
) -> None:
    integral, _ = integrate.quad(lambda age: math.exp(-loss * age), 0.0, window)
    assert effective_window(window, loss) == pytest.approx(integral, rel=1e-9)


@given(WINDOWS)
def test_without_forgetting_the_window_counts_in_full(window: float) -> None:
    assert effective_window(window, 0.0) == window
    assert effective_window(window, 1e-12) == pytest.approx(window, rel=1e-10)


@given(st.floats(0.01, 0.95), WINDOWS, st.floats(0.01, 3.0))
def test_forgetting_means_that_more_happened_than_was_reported(
    prevalence: float, window: float, loss: float
) -> None:
    remembered = incidence_from_prevalence(prevalence, window)
    assert incidence_from_prevalence(prevalence, window, loss) > remembered


@given(st.floats(0.01, 0.9), WINDOWS, LOSSES)
def test_counting_problems_agrees_where_they_do_not_cluster(
    prevalence: float, window: float, loss: float
) -> None:
    # With a constant rate the mean number of problems is -ln(1 - prevalence).
    mean = -math.log1p(-prevalence)
    assert incidence_from_count(mean, window, loss) == pytest.approx(
        incidence_from_prevalence(prevalence, window, loss), rel=1e-12
    )


def test_draws_are_converted_one_by_one() -> None:
    prevalence, loss = np.array([0.0, 0.3, 0.63]), np.array([0.0, 0.1, 0.2])
    got = incidence_from_prevalence(prevalence, 4.0, loss)
    one_by_one = [
        incidence_from_prevalence(float(p), 4.0, float(d))
        for p, d in zip(prevalence, loss, strict=True)
    ]
    assert got.tolist() == one_by_one
    assert got[0] == 0.0


@pytest.mark.parametrize(
    ("prevalence", "window", "loss"),
    [(1.0, 4.0, 0.0), (-0.1, 4.0, 0.0), (0.5, 0.0, 0.0), (0.5, 4.0, -0.1), (0.5, math.nan, 0.0)],
)
def test_what_cannot_be_is_refused(prevalence: float, window: float, loss: float) -> None:
    with pytest.raises(ValueError, match=r"prevalence|window"):
        incidence_from_prevalence(prevalence, window, loss)
