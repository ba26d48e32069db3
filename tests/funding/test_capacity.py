"""What money buys, by hand; money is never lost."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from justice_finance.funding.capacity import BudgetSource, CostCurve, absorbed, buy_capacity

CURVE = CostCurve(fixed=100.0, steps=((10.0, 20.0), (math.inf, 40.0)), capital_per_unit=50.0)


def test_running_cost_and_the_capacity_it_runs_are_inverse() -> None:
    assert CURVE.running_cost(5.0) == 200.0
    assert CURVE.running_cost(15.0) == 100.0 + 200.0 + 200.0
    assert CURVE.capacity_for(500.0) == pytest.approx(15.0)
    assert CURVE.capacity_for(90.0) == 0.0


@given(st.floats(0.1, 1e6))
def test_money_for_a_capacity_runs_that_capacity(capacity: float) -> None:
    assert CURVE.capacity_for(CURVE.running_cost(capacity)) == pytest.approx(capacity)


def test_a_rise_is_absorbed_by_and_by_and_a_fall_at_once() -> None:
    found = absorbed(np.array([100.0, 100.0, 100.0, 40.0]), 0.5, 20.0)
    assert found.tolist() == [60.0, 80.0, 90.0, 40.0]


def test_capital_limits_growth_and_what_is_left_goes_back() -> None:
    treasury = BudgetSource("treasury", np.array([600.0, 600.0]), 600.0, 1.0, 0.5)
    donor = BudgetSource("donor", np.array([200.0, 200.0]), 200.0, 1.0, 1.0)
    found = buy_capacity([treasury, donor], CURVE, opening=4.0, excess_burden=0.2)
    # 500 runs 15 units, 300 builds 6 a year: 10, then 15 (5 more are built).
    assert found.capacity.tolist() == [10.0, 15.0]
    assert found.recurrent.tolist() == [300.0, 500.0]
    assert found.capital.tolist() == [300.0, 250.0]
    np.testing.assert_allclose(found.unspent[:, 0], [150.0, 50.0])
    np.testing.assert_allclose(found.worth_of_unspent, [240.0, 60.0])


@given(
    st.lists(st.floats(0.0, 5_000.0), min_size=3, max_size=3),
    st.floats(0.0, 1.0),
    st.floats(0.0, 1.0),
)
def test_spent_and_returned_make_up_what_was_given(amounts, absorption, recurrent) -> None:
    source = BudgetSource("treasury", np.array(amounts), 0.0, absorption, recurrent)
    found = buy_capacity([source], CURVE)
    np.testing.assert_allclose(
        found.recurrent + found.capital + found.unspent[0], amounts, rtol=1e-12, atol=1e-9
    )
    assert np.all(found.unspent >= -1e-9)
