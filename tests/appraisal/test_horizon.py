"""Weights, events, prices and what comes after a horizon: identities on generated inputs."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr
from hypothesis import given, settings
from hypothesis import strategies as st

from justice_finance import appraisal
from justice_finance.distributions import fit_distribution
from justice_finance.errors import AppraisalError
from tests.results import made_up

TIMINGS = st.sampled_from(["start", "middle", "end"])
RATES = st.one_of(st.floats(0.0, 0.3), st.sampled_from(["green_book", "denmark_2018"]))


@given(years=st.integers(1, 400), timing=TIMINGS)
def test_the_weights_of_a_horizon_sum_to_the_horizon(years: int, timing: str) -> None:
    weights = appraisal.horizon_weights(years, timing)
    assert weights.sum() == years
    assert (weights >= 0.0).all()
    assert appraisal.value_over_horizon(np.full(years + 1, 3.0), 0.0, timing) == 3.0 * years


@given(
    years=st.integers(1, 60),
    timing=TIMINGS,
    rate=RATES,
    amount=st.floats(-1e6, 1e6),
    data=st.data(),
)
def test_a_one_off_event_is_never_weighted(years, timing, rate, amount, data) -> None:
    when = data.draw(st.integers(0, years))
    events = np.zeros(years + 1)
    events[when] = amount
    value = appraisal.value_over_horizon(np.zeros(years + 1), rate, timing, events)
    assert value == pytest.approx(amount * float(appraisal.discount_factors(rate, when)))


@given(st.lists(st.floats(-100, 100), min_size=2, max_size=30))
def test_middle_is_the_mean_of_start_and_end(levels: list[float]) -> None:
    start, middle, end = (
        appraisal.value_over_horizon(levels, 0.0, one) for one in ("start", "middle", "end")
    )
    assert middle == pytest.approx(0.5 * (start + end), abs=1e-9)
    assert start == pytest.approx(sum(levels[:-1]), abs=1e-9)


@given(
    flows=st.lists(st.floats(-1e5, 1e5), min_size=1, max_size=40),
    real=st.floats(-0.1, 0.5),
    inflation=st.floats(-0.1, 0.5),
)
def test_nominal_at_the_nominal_rate_is_real_at_the_real_rate(flows, real, inflation) -> None:
    nominal = appraisal.nominal_rate(real, inflation)
    assert appraisal.real_rate(nominal, inflation) == pytest.approx(real, abs=1e-12)
    prices = appraisal.in_base_year_prices(flows, inflation)
    assert appraisal.net_present_value(prices, real) == pytest.approx(
        appraisal.net_present_value(flows, nominal), rel=1e-9, abs=1e-6
    )


@given(growth=st.floats(-0.05, 0.05), horizon=st.integers(0, 30))
def test_a_stream_for_ever_is_its_long_sum(growth: float, horizon: int) -> None:
    rate = 0.09
    years = np.arange(2000)
    flows = 7.0 * (1.0 + growth) ** years
    expected = appraisal.net_present_value(flows, rate, horizon)
    assert appraisal.terminal_value(7.0, rate, horizon, growth) == pytest.approx(expected, rel=1e-9)


def test_a_stream_that_outgrows_the_rate_has_no_value() -> None:
    for rate, growth in ((0.05, 0.05), ("green_book", 0.0)):
        with pytest.raises(AppraisalError, match="terminal_value_unclear"):
            appraisal.terminal_value(1.0, rate, 10, growth)
    with pytest.raises(AppraisalError, match="terminal_value_unclear"):
        appraisal.terminal_value(1.0, 0.05, 10, 0.01, half_life=365.0)


def test_rates_by_year_are_chained_and_the_last_holds_on() -> None:
    factors = appraisal.discount_factors([0.1, 0.05], np.arange(4))
    np.testing.assert_allclose(
        factors, [1.0, 1 / 1.1, 1 / (1.1 * 1.05), 1 / (1.1 * 1.05**2)], rtol=1e-14
    )
    assert appraisal.net_present_value([0.0, 0.0, 1.0], [0.1, 0.05]) == factors[2]
    tail = appraisal.tail_factor([0.1], 5, 730.0)
    assert tail == pytest.approx(float(appraisal.tail_factor(0.1, 5, 730.0)), rel=1e-9)


@given(rates=st.lists(st.floats(0.0, 0.2), min_size=1, max_size=8), period=st.integers(1, 40))
def test_a_declining_rate_by_year_divides_by_the_rate_of_that_year(rates, period) -> None:
    before, after = appraisal.discount_factors(rates, [period - 1, period])
    rate = rates[min(period - 1, len(rates) - 1)]
    assert after == pytest.approx(before / (1.0 + rate), rel=1e-13)


def test_optimism_is_allowed_for_exactly_once() -> None:
    planned = np.array([100.0, 50.0])
    np.testing.assert_allclose(appraisal.with_optimism_bias(planned, uplift=0.24), 1.24 * planned)
    overrun = fit_distribution("lognormal", 1.24, 0.9, 1.8, 90.0)
    uniforms = (np.arange(2000) + 0.5) / 2000
    drawn = appraisal.with_optimism_bias(planned, overrun=overrun, uniforms=uniforms)
    np.testing.assert_allclose(drawn.mean(axis=0), 1.24 * planned, rtol=1e-3)
    for arguments in ({}, {"uplift": 0.24, "overrun": overrun, "uniforms": uniforms}):
        with pytest.raises(AppraisalError, match="optimism_not_once"):
            appraisal.with_optimism_bias(planned, **arguments)


def test_public_money_costs_more_than_it_is_and_is_charged_once() -> None:
    np.testing.assert_allclose(appraisal.cost_of_public_funds([100.0, -40.0], 1.2), [20.0, -8.0])
    with pytest.raises(AppraisalError, match="excess_burden_twice"):
        appraisal.cost_of_public_funds(1.0, 1.2, ("fee", "excess_burden"))


@settings(max_examples=6)
@given(st.integers(0, 1000))
def test_every_perspective_is_the_sum_of_its_parties_and_swapping_negates(seed: int) -> None:
    data = made_up.dataset(made_up.Size(), np.random.default_rng(seed))
    worth = appraisal.worth_by_perspective(data)
    values = worth["net_present_value"]
    assert all("units" in worth[name].attrs for name in worth.data_vars)
    parties = appraisal.appraise(data)["party"].values
    total = sum(values.sel(perspective=party) for party in parties)
    np.testing.assert_allclose(values.sel(perspective="society"), total, rtol=1e-9, atol=1e-6)
    other = next(str(name) for name in data["scenario"].values[1:])
    base = str(data["scenario"].values[0])
    swapped = appraisal.worth_by_perspective(data, comparator=other)["net_present_value"]
    np.testing.assert_array_equal(swapped.sel(scenario=base), -values.sel(scenario=other))


@given(flows=st.lists(st.integers(-100, 100), min_size=2, max_size=9))
def test_measures_together_are_the_measures_apart(flows: list[int]) -> None:
    found = appraisal.measures_of_worth(flows, 0.07)
    assert found["net_present_value"] == pytest.approx(appraisal.net_present_value(flows, 0.07))
    np.testing.assert_equal(found["simple_payback"], appraisal.payback_period(flows))
    modified = appraisal.modified_internal_rate_of_return(flows, 0.07)
    np.testing.assert_equal(found["modified_internal_rate_of_return"], modified)
    if np.isfinite(modified):  # at one rate for both, worth is above zero when the rate is beaten
        worth = appraisal.net_present_value(flows, 0.07)
        assert np.sign(np.round(worth, 7)) == np.sign(np.round(modified - 0.07, 9))


def test_a_labelled_array_may_have_its_years_anywhere() -> None:
    flows = np.random.default_rng(2).normal(size=(4, 6)) + np.array([-5.0, 1, 1, 1, 1, 1])
    labelled = xr.DataArray(flows.T, dims=("year", "draw"))
    for measure in (
        appraisal.internal_rate_of_return,
        appraisal.payback_period,
        lambda x: appraisal.modified_internal_rate_of_return(x, 0.05),
        lambda x: appraisal.value_over_horizon(x, 0.05),
        lambda x: appraisal.measures_of_worth(x, 0.05)["equivalent_annual_value"],
    ):
        np.testing.assert_array_equal(measure(labelled), measure(flows))


def test_a_chain_of_states_worked_backwards_is_the_same_forwards() -> None:
    luck = np.random.default_rng(7)
    moves = luck.dirichlet(np.ones(4), size=(5, 3, 4))
    amounts = luck.normal(size=(3, 4))
    start = np.array([0.6, 0.4, 0.0, 0.0])
    for timing in ("start", "middle", "end"):
        found = appraisal.state_chain_value(moves, amounts, 12, "green_book", timing, start)
        people, levels = np.broadcast_to(start, (5, 3, 4)), []
        for _ in range(13):
            levels.append((people * amounts).sum(axis=-1))
            people = np.einsum("dos,dost->dot", people, moves)
        expected = appraisal.value_over_horizon(np.stack(levels, -1), "green_book", timing)
        np.testing.assert_allclose(found, expected, rtol=1e-12)
    with pytest.raises(AppraisalError, match="arrays_do_not_fit"):
        appraisal.state_chain_value(0.5 * moves, amounts, 12, 0.03)
