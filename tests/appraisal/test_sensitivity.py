"""Shares of a spread: known where the answer is known, fair to ties, nothing from nothing."""

from __future__ import annotations

import numpy as np
import pytest

from justice_finance.appraisal.sensitivity import rank_correlation_shares


def test_additive_inputs_get_their_share_of_variance() -> None:
    """For x1 + 2 x2 of independent normal inputs the shares of variance are 1/5 and 4/5.

    Spearman's correlation of normal variables is (6 / pi) asin(r / 2), so the shares of squared
    rank correlation are known exactly; the tolerance is four standard errors of a correlation.
    """
    draws = 20_000
    luck = np.random.default_rng(7)
    inputs = luck.normal(size=(draws, 3))
    shares = rank_correlation_shares(inputs, inputs[:, 0] + 2.0 * inputs[:, 1])
    spearman = 6.0 / np.pi * np.arcsin(np.sqrt(np.array([0.2, 0.8, 0.0])) / 2.0)
    expected = spearman**2 / (spearman**2).sum()
    np.testing.assert_allclose(shares, expected, atol=4.0 * 2.0 / np.sqrt(draws))


def test_shares_sum_to_one_and_no_order_or_scale_matters() -> None:
    luck = np.random.default_rng(1)
    inputs = luck.gamma(2.0, size=(500, 4))
    outcome = inputs @ np.array([1.0, 0.0, -3.0, 0.5]) + luck.normal(size=500)
    shares = rank_correlation_shares(inputs, outcome)
    assert shares.sum() == pytest.approx(1.0)
    order = np.array([2, 0, 3, 1])
    np.testing.assert_allclose(rank_correlation_shares(inputs[:, order], outcome), shares[order])
    np.testing.assert_allclose(rank_correlation_shares(np.log(inputs), -7.0 * outcome), shares)


def test_ties_share_their_rank() -> None:
    from scipy.stats import spearmanr

    luck = np.random.default_rng(2)
    inputs = luck.integers(0, 4, size=(300, 2)).astype(float)
    outcome = np.round(inputs[:, 0] + luck.normal(size=300))
    correlation = np.array([spearmanr(inputs[:, k], outcome).statistic for k in range(2)])
    square = np.maximum(0.0, correlation**2 - 1.0 / 299.0)
    np.testing.assert_allclose(rank_correlation_shares(inputs, outcome), square / square.sum())


@pytest.mark.parametrize("outcome", [np.zeros(50), np.ones(50)])
def test_an_outcome_that_never_moves_rests_on_nothing(outcome: np.ndarray) -> None:
    inputs = np.random.default_rng(3).normal(size=(50, 2))
    assert not rank_correlation_shares(inputs, outcome).any()


def test_no_inputs_or_too_few_draws_give_nothing() -> None:
    assert rank_correlation_shares(np.empty((10, 0)), np.arange(10.0)).shape == (0,)
    assert not rank_correlation_shares(np.ones((2, 3)), np.array([1.0, 2.0])).any()
