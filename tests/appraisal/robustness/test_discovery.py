"""Scenario discovery finds a box that is there, and none where there is none."""

from __future__ import annotations

import numpy as np
import pytest

from justice_finance import appraisal
from justice_finance.appraisal.robustness.boxes import Limits, peel, quasi_p_values
from justice_finance.errors import AppraisalError
from tests.results import made_up

NAMES = ["wage", "delay", "fee", "distance", "trust"]


@pytest.fixture(scope="module")
def futures():
    inputs = np.random.default_rng(4).random((800, 5))
    return inputs, (inputs[:, 0] > 0.6) & (inputs[:, 2] < 0.4)


def test_a_known_box_is_found(futures) -> None:
    inputs, fails = futures
    found = appraisal.discover_failures(inputs, fails, NAMES)
    assert found.box.restricted().tolist() == [0, 2]
    # within the few draws that one step moves a limit by
    assert found.box.low[0] == pytest.approx(0.6, abs=0.03)
    assert found.box.high[2] == pytest.approx(0.4, abs=0.03)
    assert not np.isfinite(found.box.high[0]) and not np.isfinite(found.box.low[2])
    assert found.coverage > 0.97
    assert found.density > 0.97
    assert max(found.quasi_p.values()) < 1e-10
    table = found.table()
    assert set(table["input"]) == {"wage", "fee"}


def test_measures_are_what_they_say(futures) -> None:
    inputs, fails = futures
    found = appraisal.discover_failures(inputs, fails, NAMES)
    inside = found.box.holds(inputs)
    assert found.coverage == fails[inside].sum() / fails.sum()
    assert found.density == fails[inside].mean()
    assert found.mass == inside.mean()
    assert (found.failures, found.draws) == (fails.sum(), 800)


def test_the_trajectory_peels_a_box_out_of_the_one_before(futures) -> None:
    inputs, fails = futures
    found = appraisal.discover_failures(inputs, fails, NAMES, peel_share=0.1)
    held = np.array([box.holds(inputs) for box in found.trajectory])
    assert held[0].all()
    assert (held[1:] <= held[:-1]).all()
    cut = 1.0 - held[1:].sum(axis=1) / held[:-1].sum(axis=1)
    assert (cut > 0.0).all() and (cut <= 0.1 + 1e-9).all()
    assert (np.diff(found.trajectory_coverage) <= 0.0).all()
    assert found.trajectory_mass[-1] >= 0.05
    assert found.trajectory_density[-1] > 0.95
    np.testing.assert_allclose(
        found.trajectory_density * found.trajectory_mass * 800,
        found.trajectory_coverage * fails.sum(),
    )


def test_quasi_p_values_are_tails_of_the_binomial() -> None:
    from scipy.stats import binom

    inputs = np.arange(20.0)[:, None]
    fails = np.arange(20) >= 14
    box = Limits(np.array([12.0]), np.array([np.inf]))
    found = quasi_p_values(inputs, fails, box)
    assert found[0, "low"] == pytest.approx(binom.sf(5, 8, 6 / 20), rel=1e-12)
    assert list(found) == [(0, "low")]


def test_where_failures_have_nothing_to_do_with_inputs_nothing_is_restricted() -> None:
    """At a chance of 0.05 over all inputs, at most a few of twenty searches find a box."""
    luck = np.random.default_rng(8)
    found = [
        appraisal.discover_failures(luck.random((120, 6)), luck.random(120) < 0.3, peel_share=0.1)
        for _ in range(20)
    ]
    assert sum(len(each.box.restricted()) > 0 for each in found) <= 4
    assert all(each.coverage == 1.0 for each in found if not len(each.box.restricted()))


def test_what_matters_comes_again_in_resamples() -> None:
    luck = np.random.default_rng(9)
    inputs = luck.random((300, 6))
    fails = (inputs[:, 3] > 0.7) ^ (luck.random(300) < 0.02)
    found = appraisal.discover_failures(inputs, fails, resamples=8)
    assert found.box.restricted().tolist() == [3]
    assert found.reproducibility[3] == 1.0
    assert found.reproducibility[[0, 1, 2, 4, 5]].max() < 0.5
    assert found.table()["reproducibility"].tolist() == [1.0]


def test_ties_and_switches_can_be_peeled() -> None:
    inputs = np.repeat([[0.0, 1.0], [1.0, 1.0], [2.0, 1.0]], 10, axis=0)
    boxes = peel(inputs, inputs[:, 0] == 2.0, 0.05, 0.05)
    assert boxes[-1].low.tolist() == [2.0, -np.inf]
    assert len(boxes) == 3


def test_turning_inputs_round_turns_the_box_round(futures) -> None:
    inputs, fails = futures
    one = appraisal.discover_failures(inputs, fails)
    other = appraisal.discover_failures(-inputs, fails)
    np.testing.assert_array_equal(one.box.low, -other.box.high)
    np.testing.assert_array_equal(one.box.high, -other.box.low)


@pytest.mark.parametrize("fails", [np.zeros(10), np.ones(10)])
def test_nothing_to_tell_apart_is_refused(fails) -> None:
    with pytest.raises(AppraisalError, match="nothing_fails"):
        appraisal.discover_failures(np.random.default_rng(1).random((10, 2)), fails)


def test_failures_by_hand() -> None:
    net = np.array([[1.0, 2.0], [-1.0, -2.0], [3.0, -1.0]])
    assert appraisal.failing_draws(net, 0, "loss").tolist() == [False, True, False]
    assert appraisal.failing_draws(net, 0, "not_best").tolist() == [True, True, False]
    assert appraisal.failing_draws(net, 0, "regret", 1.0).tolist() == [False, False, False]
    assert appraisal.failing_draws(net, 1, "regret", 1.5).tolist() == [False, True, True]


def test_a_run_is_searched_for_the_futures_that_make_its_best_option_fail() -> None:
    size = made_up.Size(draws=40, years=3)
    results = made_up.with_draws(made_up.dataset(size, np.random.default_rng(5)))
    worth = appraisal.appraise(results)["net_present_value"]
    best = worth.mean("draw").drop_sel(scenario="business_as_usual").idxmax("scenario").item()
    found = appraisal.failing_futures(results, failure="not_best")
    others = worth.drop_sel(scenario=best).max("scenario")
    assert found.failures == int((worth.sel(scenario=best) < others).sum())
    assert found.names == ("first", "second")
    with pytest.raises(AppraisalError, match="draws_missing"):
        appraisal.failing_futures(results.dataset)
    with pytest.raises(AppraisalError, match="comparator_unknown"):
        appraisal.failing_futures(results, option="more_luck")
