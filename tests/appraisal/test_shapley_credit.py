"""Credit of inputs that vary together: all subsets, all outcomes at once, nothing from nothing."""

from __future__ import annotations

from itertools import combinations
from math import comb

import numpy as np
import pytest

from justice_finance.appraisal.shapley_credit import EVERY_ORDER, credit_of
from justice_finance.appraisal.shapley_draws import FEWEST_DRAWS, shapley_shares

NAMES = ("a", "b", "c", "d")


def correlated(luck: np.random.Generator, count: int) -> np.ndarray:
    scores = luck.normal(size=(4 * count, count)) + luck.normal(size=(4 * count, 1))
    return np.corrcoef(scores.T)


def by_subsets(weights: np.ndarray, correlation: np.ndarray) -> np.ndarray:
    """The definition: a weighted sum over subsets, with variances by solving equations."""
    count = len(correlation)

    def cost(inside: tuple[int, ...]) -> float:
        outside = [each for each in range(count) if each not in inside]
        own, across = (correlation[np.ix_(rows, inside)] for rows in (inside, outside))
        told = across.T @ np.linalg.solve(correlation[np.ix_(outside, outside)], across)
        rows = [row[list(inside)] for row in weights]
        return float(sum(b @ (own**k - told**k) @ b for k, b in enumerate(rows, start=1)))

    credit = np.zeros(count)
    for member in range(count):
        others = [each for each in range(count) if each != member]
        for size in range(count):
            for before in combinations(others, size):
                added = cost(tuple(sorted((*before, member)))) - cost(before)
                credit[member] += added / (count * comb(count - 1, size))
    return credit


@pytest.mark.parametrize("count", [1, 2, 5, EVERY_ORDER])
def test_every_order_gives_what_all_subsets_give(count: int) -> None:
    luck = np.random.default_rng([11, count])
    correlation = correlated(luck, count) if count > 1 else np.eye(1)
    weights = luck.normal(size=(2, count, 3))
    expected = np.stack([by_subsets(weights[..., one], correlation) for one in range(3)], axis=1)
    np.testing.assert_allclose(credit_of(weights, correlation), expected, rtol=1e-9, atol=1e-12)


def test_some_orders_share_out_the_whole_variance() -> None:
    luck = np.random.default_rng(12)
    correlation = correlated(luck, EVERY_ORDER + 4)
    weights = luck.normal(size=(2, len(correlation), 2))
    whole = sum(
        np.einsum("im,ij,jm->m", own, correlation**k, own) for k, own in enumerate(weights, start=1)
    )
    np.testing.assert_allclose(credit_of(weights, correlation).sum(axis=0), whole, rtol=1e-9)


def drawn(draws: int) -> tuple[np.ndarray, np.ndarray]:
    luck = np.random.default_rng(13)
    inputs = luck.gamma(2.0, size=(draws, 4))
    slopes = np.array([[1.0, 0.0, -3.0, 0.5], [0.0, 2.0, 0.1, 0.0]]).T
    return inputs, inputs @ slopes + luck.normal(size=(draws, 2))


def test_outcomes_at_once_are_those_one_by_one() -> None:
    inputs, outcomes = drawn(300)
    together = {"cause": ("a", "b")}
    shares, errors = shapley_shares(outcomes, inputs, NAMES, together)
    for one in range(2):
        own = shapley_shares(outcomes[:, [one]], inputs, NAMES, together)
        np.testing.assert_allclose(own[0][:, 0], shares[:, one], rtol=1e-7, atol=1e-10)
        np.testing.assert_allclose(own[1][:, 0], errors[:, one], rtol=1e-5, atol=1e-10)


def test_no_order_or_scale_matters() -> None:
    inputs, outcomes = drawn(500)
    shares, _ = shapley_shares(outcomes, inputs, NAMES)
    order = [2, 0, 3, 1]
    again, _ = shapley_shares(outcomes, inputs[:, order], [NAMES[each] for each in order])
    np.testing.assert_allclose(again, shares[order], rtol=1e-6, atol=1e-9)
    other, _ = shapley_shares(-7.0 * outcomes, np.log(inputs), NAMES)
    np.testing.assert_allclose(other, shares, rtol=1e-6, atol=1e-9)


def test_an_outcome_that_never_moves_rests_on_nothing() -> None:
    inputs, _ = drawn(50)
    assert not np.any(shapley_shares(np.ones((50, 1)), inputs, NAMES)[0])


def test_no_inputs_or_too_few_draws_tell_nothing() -> None:
    inputs, outcomes = drawn(FEWEST_DRAWS)
    assert np.any(shapley_shares(outcomes, inputs, NAMES)[0])
    assert not np.any(shapley_shares(outcomes[:-1], inputs[:-1], NAMES)[0])
    assert shapley_shares(outcomes, inputs[:, :0], ())[0].shape == (0, 2)
