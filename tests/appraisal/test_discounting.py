"""Factors, timings and tails against closed forms."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad

from justice_finance import appraisal
from justice_finance.appraisal.discount_rates import marginal_rates
from justice_finance.appraisal.discounting import discount_factors, tail_factor
from justice_finance.errors import AppraisalError


@given(rate=st.floats(-0.5, 2.0), period=st.integers(-20, 60))
def test_a_constant_rate_gives_powers(rate: float, period: int) -> None:
    expected = (1.0 + rate) ** -period
    assert float(discount_factors(rate, period)) == pytest.approx(expected, rel=1e-12)


def test_without_discounting_the_weights_of_a_horizon_sum_to_the_horizon() -> None:
    for horizon in (1, 10, 75):
        for timing in ("start", "middle", "end"):
            assert discount_factors(0.0, np.arange(horizon), timing).sum() == horizon


def test_the_base_year_is_not_discounted() -> None:
    for rate in (0.08, "green_book"):
        assert float(discount_factors(rate, 0)) == 1.0


def test_a_schedule_is_chained_by_the_rate_of_each_year() -> None:
    periods = np.arange(0, 401)
    factors = discount_factors("green_book", periods)
    np.testing.assert_allclose(
        factors[1:] / factors[:-1], 1.0 / (1.0 + marginal_rates("green_book", periods[1:]))
    )


def test_a_schedule_does_not_depend_on_which_periods_are_asked_for() -> None:
    some = np.array([40, 3, 200, 0, 31])
    np.testing.assert_array_equal(
        discount_factors("green_book", some), discount_factors("green_book", np.arange(301))[some]
    )


@pytest.mark.parametrize("rate", [0.05, "green_book"])
def test_flows_in_the_middle_of_a_year_lie_between_its_start_and_its_end(
    rate: float | str,
) -> None:
    periods = np.arange(0, 130)
    start, middle, end = (
        discount_factors(rate, periods, one) for one in ("start", "middle", "end")
    )
    np.testing.assert_allclose(middle, np.sqrt(start * end))
    np.testing.assert_allclose(end, discount_factors(rate, periods + 1))


@pytest.mark.parametrize("rate", [0.0, 0.08])
def test_the_tail_is_the_integral_of_a_fading_stream(rate: float) -> None:
    half_life = 730.0
    expected, _ = quad(
        lambda years: 0.5 ** (365.0 * years / half_life) * (1.0 + rate) ** -(10 + years), 0, 200
    )
    assert float(tail_factor(rate, 10, half_life)) == pytest.approx(expected, rel=1e-9)


def test_the_tail_of_a_schedule_is_the_integral_at_the_rate_of_each_year() -> None:
    half_life = 20 * 365.0

    def stream(years: float) -> float:
        whole = int(years)
        rate = float(marginal_rates("green_book", 25 + whole + 1))
        start = float(discount_factors("green_book", 25 + whole))
        return start * (1.0 + rate) ** -(years - whole) * 0.5 ** (years / 20.0)

    expected = sum(quad(stream, year, year + 1 - 1e-12)[0] for year in range(500))
    assert float(tail_factor("green_book", 25, half_life)) == pytest.approx(expected, rel=1e-8)


def test_tails_are_told_apart_by_half_life() -> None:
    factors = tail_factor(0.08, 10, np.array([[365.0, 1825.0]]))
    assert factors.shape == (1, 2)
    assert factors[0, 0] < factors[0, 1]


@pytest.mark.parametrize("rate", ["greenbook", -1.0, float("nan"), float("inf"), True])
def test_a_rate_that_makes_no_sense_is_refused(rate: object) -> None:
    with pytest.raises(AppraisalError) as error:
        appraisal.discount_factors(rate, [0, 1])
    assert error.value.mistakes[0].code == "discount_rate_wrong"


def test_half_periods_and_unknown_timings_are_refused() -> None:
    with pytest.raises(AppraisalError, match="period_not_whole"):
        discount_factors(0.08, [0.5])
    with pytest.raises(AppraisalError, match="timing_unknown"):
        discount_factors(0.08, [1], "noon")
