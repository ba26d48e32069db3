"""Shapley effects told from draws: closed forms of linear and quadratic sums of Gaussian inputs."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from justice_finance.appraisal import shapley_effects, shapley_from_draws
from justice_finance.distributions import Distribution
from tests.reference.test_sensitivity_indices import linear_shapley

NAMES = ("a", "b", "c", "alone")
TOGETHER = {"cause": NAMES[:3]}
SLOPES = np.array([1.0, -0.5, 2.0, 1.5])
CORRELATION = np.array(
    [[1.0, 0.6, 0.3, 0.0], [0.6, 1.0, 0.3, 0.0], [0.3, 0.3, 1.0, 0.0], [0.0, 0.0, 0.0, 1.0]]
)


def normal_draws(draws: int, seed: int) -> np.ndarray:
    root = np.linalg.cholesky(CORRELATION)
    return np.random.default_rng(seed).normal(size=(draws, 4)) @ root.T


def test_shares_are_those_of_the_closed_form() -> None:
    """Owen and Prieur (2017), section 4, by conditional variances of every subset."""
    scores = normal_draws(2048, 1)
    found = shapley_from_draws(scores @ SLOPES, scores, NAMES, TOGETHER)
    expected = linear_shapley(SLOPES, CORRELATION)
    assert (np.abs(found.share - expected) < 4.0 * found.error + 1e-3).all()
    assert found.share.sum() == pytest.approx(1.0, abs=2e-3)
    assert found.error.max() < 0.03


def test_intervals_hold_the_closed_form() -> None:
    """40 repeats of 256 draws with noise, 4 inputs: 95 %, 4 binomial standard deviations allowed.

    Noise is a share of the variance that no input explains.
    """
    expected = linear_shapley(SLOPES, CORRELATION)
    signal = SLOPES @ CORRELATION @ SLOPES
    expected = expected * signal / (signal + 1.0)
    hits = 0
    for seed in range(40):
        scores = normal_draws(256, 100 + seed)
        noise = np.random.default_rng(seed).normal(size=256)
        found = shapley_from_draws(scores @ SLOPES + noise, scores, NAMES, TOGETHER)
        hits += int(((found.interval[:, 0] <= expected) & (expected <= found.interval[:, 1])).sum())
    assert hits >= 160 * 0.95 - 4.0 * np.sqrt(160 * 0.95 * 0.05)


def test_curves_are_credited_with_their_own_variance() -> None:
    """x^2 of independent Gaussian x: variance 2 s^4; of skewed inputs nothing is lost by ranks."""
    scores = np.random.default_rng(4).normal(size=(4096, 2))
    outcome = scores[:, 0] ** 2 + 1.0 * scores[:, 1]
    found = shapley_from_draws(outcome, np.exp(scores), ("curved", "straight"))
    assert (np.abs(found.share - [2.0 / 3.0, 1.0 / 3.0]) < 4.0 * found.error + 2e-3).all()


def test_it_agrees_with_the_effects_of_a_function() -> None:
    """The same skewed and dependent inputs, asked through the function itself."""

    def function(values: np.ndarray) -> np.ndarray:
        return values[:, 0] + 2.0 * values[:, 1] + values[:, 2]

    inputs = [Distribution("lognormal", 0.0, 0.3)] * 3
    direct = shapley_effects(function, inputs, 512, CORRELATION[:3, :3])
    values = np.exp(0.3 * normal_draws(4096, 6)[:, :3])
    found = shapley_from_draws(function(values), values, NAMES[:3], TOGETHER)
    error = np.sqrt(found.error**2 + direct.error**2)
    assert (np.abs(found.share - direct.share) < 4.0 * error + 0.01).all()


def test_a_large_group_by_random_orders() -> None:
    """Twelve inputs alike, of one cause: a twelfth each."""
    luck = np.random.default_rng(8)
    common = luck.normal(size=(2048, 1))
    scores = np.sqrt(0.5) * common + np.sqrt(0.5) * luck.normal(size=(2048, 12))
    names = [f"input {number}" for number in range(12)]
    found = shapley_from_draws(scores.sum(axis=1), scores, names, {"cause": names})
    assert (np.abs(found.share - 1.0 / 12.0) < 4.0 * found.error + 2e-3).all()
    assert found.share.sum() == pytest.approx(1.0, abs=5e-3)


def test_scrambles_are_the_parts_left_out_and_constants_get_nothing() -> None:
    scores = stats.norm.ppf(np.random.default_rng(3).uniform(size=(512, 2)))
    inputs = np.column_stack([scores, np.ones(512)])
    outcome = scores @ [1.0, 0.5]
    scramble = np.repeat(np.arange(8), 64)
    found = shapley_from_draws(outcome, inputs, ("x", "y", "constant"), None, scramble)
    assert found.share[2] == 0.0 and found.error[2] == 0.0
    assert found.table()["share"].iloc[:2].sum() == pytest.approx(1.0, abs=0.01)
