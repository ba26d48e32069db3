"""An option is cut until its planned cost fits, and never inflated."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from justice_finance.funding.envelope import fitting_factor, present_value


def test_present_value_discounts_from_the_second_year() -> None:
    assert present_value([100.0, 105.0, 110.25], 0.05) == pytest.approx(300.0)
    assert present_value([1.0, 2.0], 0.0) == 3.0


@given(st.floats(1.0, 1e12), st.floats(0.0, 1e12))
def test_a_proportional_cost_is_cut_by_envelope_over_cost(cost: float, envelope: float) -> None:
    factor = fitting_factor(lambda scale: cost * scale, envelope)
    assert factor == pytest.approx(min(1.0, envelope / cost), rel=1e-9)


@given(st.floats(0.5, 3.0), st.floats(0.05, 0.95))
def test_a_cost_that_is_not_proportional_meets_the_envelope_too(power: float, part: float) -> None:
    factor = fitting_factor(lambda scale: 50.0 * scale + 50.0 * scale**power, 100.0 * part)
    assert 50.0 * factor + 50.0 * factor**power == pytest.approx(100.0 * part, rel=1e-8)


def test_an_option_that_fits_is_not_inflated() -> None:
    assert fitting_factor(lambda scale: 10.0 * scale, 100.0) == 1.0
    assert fitting_factor(lambda scale: -5.0 * scale, 0.0) == 1.0
