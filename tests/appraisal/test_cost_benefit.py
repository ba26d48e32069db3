"""Measures of worth: identities, roots, refusals."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
import xarray as xr
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from justice_finance.appraisal import (
    benefit_cost_ratio,
    equivalent_annual_value,
    internal_rate_of_return,
    internal_rates_of_return,
    net_present_value,
    payback_period,
)
from justice_finance.errors import AppraisalError, UnitError

AMOUNTS = st.lists(st.integers(-1000, 1000), min_size=2, max_size=12)


@given(flows=AMOUNTS, rate=st.floats(-0.5, 1.0))
def test_present_value_is_linear_and_swapping_sides_negates_it(flows, rate) -> None:
    value = net_present_value(np.array(flows, float), rate)
    assert net_present_value(-np.array(flows, float), rate) == -value
    assert net_present_value([flows, flows], rate) == pytest.approx([value, value])


def test_a_later_first_period_discounts_everything_once_more() -> None:
    flows = [-10.0, 5.0, 7.0]
    assert net_present_value(flows, 0.25, 3) == pytest.approx(
        net_present_value(flows, 0.25) / 1.25**3
    )


def test_labelled_money_keeps_its_currency_and_price_year() -> None:
    flows = xr.DataArray(
        [[-100.0, 60.0, 60.0]],
        dims=("draw", "year"),
        coords={"year": [2025, 2026, 2027]},
        attrs={"currency": "KES", "price_year": 2024},
    )
    value = net_present_value(flows, 0.1)
    assert value.dims == ("draw",)
    assert value.attrs == flows.attrs
    np.testing.assert_allclose(value, net_present_value(flows.values, 0.1))
    np.testing.assert_allclose(net_present_value(flows.transpose("year", "draw"), 0.1), value)
    ratio = benefit_cost_ratio(flows + 100.0, abs(flows.assign_attrs(flows.attrs)), 0.1)
    assert ratio.dims == ("draw",)


def test_labelled_money_without_currency_or_price_year_is_refused() -> None:
    with pytest.raises(UnitError) as error:
        net_present_value(xr.DataArray([1.0, 2.0], dims="year"), 0.1)
    assert len(error.value.mistakes) == 2


def test_there_is_no_ratio_where_there_is_no_cost() -> None:
    benefits, costs = [[5.0, 5.0]] * 3, [[2.0, 3.0], [0.0, 0.0], [-1.0, -1.0]]
    ratio = benefit_cost_ratio(benefits, costs, 0.0)
    assert ratio[0] == 2.0
    assert np.isnan(ratio[1:]).all()
    assert np.isnan(benefit_cost_ratio([1.0], [0.0], 0.0))


@given(rate=st.floats(0.0, 0.5), years=st.integers(1, 40), value=st.floats(-1e6, 1e6))
def test_an_equivalent_annual_value_has_the_same_present_value(rate, years, value) -> None:
    yearly = equivalent_annual_value(value, rate, years, 1)
    again = net_present_value(np.full(years, yearly), rate, 1)
    assert again == pytest.approx(value, rel=1e-9, abs=1e-6)


@settings(max_examples=200)
@given(flows=AMOUNTS)
def test_every_rate_found_makes_the_worth_zero(flows) -> None:
    values = np.array(flows, float)
    for rate in internal_rates_of_return(values):
        growth = 1.0 + rate
        scale = np.polyval(np.abs(values), growth)
        assert abs(np.polyval(values, growth)) <= 1e-9 * scale


@settings(max_examples=200)
@given(
    rates=st.lists(st.integers(-90, 300), min_size=1, max_size=4, unique=True),
    first=st.integers(1, 50),
)
def test_all_rates_of_a_stream_built_from_them_are_found(rates, first) -> None:
    rates = sorted(rates)
    assume(all(b - a >= 10 for a, b in pairwise(rates)))
    values = -first * np.poly([1.0 + rate / 100.0 for rate in rates])
    found = internal_rates_of_return(values)
    assert found == pytest.approx(np.array(rates) / 100.0, abs=1e-7)


def test_rows_of_an_array_give_what_each_gives_alone() -> None:
    rows = np.random.default_rng(1).normal(size=(300, 8))
    rows[::7, 0] = 0.0
    rows[::5, -2:] = 0.0
    rows[3] = 0.0
    together = internal_rate_of_return(rows.reshape(30, 10, 8)).ravel()
    for row, rate in zip(rows, together, strict=True):
        alone = internal_rates_of_return(row)
        if len(alone) == 1:
            assert rate == pytest.approx(alone[0], rel=1e-7, abs=1e-9)
        else:
            assert np.isnan(rate)


def test_a_long_stream_does_not_overflow() -> None:
    flows = np.full(300, 1.0)
    flows[0] = -10.0
    rate = internal_rate_of_return(flows)
    assert rate == pytest.approx(0.1, abs=1e-4)
    assert internal_rate_of_return(flows[None, :])[0] == pytest.approx(rate, rel=1e-9)


@pytest.mark.parametrize(
    "flows", [[1.0, 2.0], [0.0, 0.0], [-1.0, -5.0], [-100.0, 100.0, 0.0, -7.0]]
)
def test_no_rate_or_several_are_refused_clearly(flows: list[float]) -> None:
    with pytest.raises(AppraisalError, match="rate_of_return_unclear") as error:
        internal_rate_of_return(flows)
    assert "net present value" in str(error.value)


def test_flows_that_are_no_numbers_are_refused() -> None:
    with pytest.raises(AppraisalError):
        internal_rates_of_return([1.0, float("nan")])


def test_payback_is_when_the_outlay_is_won_back_for_good() -> None:
    flows = np.array(
        [
            [-100.0, 30.0, 30.0, 30.0, 30.0],  # a third into the fourth year
            [-100.0, 50.0, 50.0, 0.0, 0.0],  # exactly after two
            [-100.0, 120.0, -50.0, 40.0, 0.0],  # won back, lost, won back
            [-100.0, 10.0, 10.0, 10.0, 10.0],  # never
            [5.0, 5.0, 0.0, 0.0, 0.0],  # nothing to win back
            [0.0, 0.0, -10.0, 20.0, 0.0],
        ]
    )
    expected = [3.0 + 1.0 / 3.0, 2.0, 2.75, np.nan, 0.0, 2.5]
    np.testing.assert_allclose(payback_period(flows), expected)


def test_discounting_delays_payback() -> None:
    flows = [-100.0, 60.0, 60.0]
    assert payback_period(flows) < payback_period(flows, 0.1)
    assert np.isnan(payback_period(flows, 0.2))
