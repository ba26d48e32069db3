"""Closed forms of shares of variance: Ishigami's function, Sobol's G, linear Gaussian inputs."""

from __future__ import annotations

from itertools import combinations
from math import comb

import numpy as np
import pytest

from justice_finance.appraisal import (
    first_order_from_draws,
    shapley_effects,
    sobol_indices,
    variance_by_group,
)
from justice_finance.distributions import Distribution

ANGLE = Distribution("uniform", -np.pi, np.pi)
UNIT = Distribution("uniform", 0.0, 1.0)
NORMAL = Distribution("normal", 0.0, 1.0)


def ishigami(values: np.ndarray) -> np.ndarray:
    """sin x1 + 7 sin^2 x2 + 0.1 x3^4 sin x1 of three angles."""
    first, second, third = values.T
    return np.sin(first) + 7.0 * np.sin(second) ** 2 + 0.1 * third**4 * np.sin(first)


def ishigami_shares() -> tuple[np.ndarray, np.ndarray]:
    """First and total indices: T. Ishigami and T. Homma (1990), with a = 7 and b = 0.1.

    V1 = (1 + b pi^4 / 5)^2 / 2, V2 = a^2 / 8, V13 = 8 b^2 pi^8 / 225, all others zero.
    """
    one, two = 0.5 * (1.0 + 0.1 * np.pi**4 / 5.0) ** 2, 49.0 / 8.0
    together = 8.0 * 0.01 * np.pi**8 / 225.0
    variance = one + two + together
    first = np.array([one, two, 0.0]) / variance
    return first, first + np.array([together, 0.0, together]) / variance


def test_indices_of_the_ishigami_function() -> None:
    first, total = ishigami_shares()
    found = sobol_indices(ishigami, {"x1": ANGLE, "x2": ANGLE, "x3": ANGLE}, 4096)
    np.testing.assert_allclose(found.first, first, atol=4e-3)
    np.testing.assert_allclose(found.total, total, atol=4e-3)
    assert found.mean == pytest.approx(3.5, abs=0.02)
    assert (np.abs(found.first - first) < 4.0 * found.first_error).all()
    assert (np.abs(found.total - total) < 4.0 * found.total_error).all()
    assert list(found.table()["name"]) == ["x1", "x2", "x3"]


def test_intervals_of_the_ishigami_function_hold_the_truth() -> None:
    """24 seeds, 6 indices: about 95 % of intervals; 4 binomial standard deviations allowed."""
    truth = np.concatenate(ishigami_shares())
    held = 0
    for seed in range(24):
        found = sobol_indices(ishigami, [ANGLE] * 3, 256, seed=seed)
        ends = np.concatenate([found.first_interval, found.total_interval])
        held += int(((ends[:, 0] < truth) & (truth < ends[:, 1])).sum())
    assert held >= 144 * 0.95 - 4.0 * np.sqrt(144 * 0.95 * 0.05)


def test_indices_of_the_g_function() -> None:
    """A. Saltelli and I. M. Sobol (1995): product of (|4 x - 2| + a) / (1 + a).

    V_i = 1 / (3 (1 + a_i)^2); V = prod (1 + V_i) - 1; total_i = V_i prod of the others (1 + V_j).
    """
    a = np.array([0.0, 1.0, 4.5, 9.0])
    parts = 1.0 / (3.0 * (1.0 + a) ** 2)
    variance = np.prod(1.0 + parts) - 1.0
    total = parts * np.prod(1.0 + parts) / (1.0 + parts) / variance

    def function(values: np.ndarray) -> np.ndarray:
        return np.asarray(((np.abs(4.0 * values - 2.0) + a) / (1.0 + a)).prod(axis=1))

    found = sobol_indices(function, [UNIT] * 4, 2048)
    np.testing.assert_allclose(found.first, parts / variance, atol=3e-3)
    np.testing.assert_allclose(found.total, total, atol=3e-3)


def linear_shapley(slopes: np.ndarray, covariance: np.ndarray) -> np.ndarray:
    """Shapley effects of slopes x of Gaussian x, from conditional variances of every subset.

    A. B. Owen and C. Prieur (2017), "On Shapley value for measuring importance of dependent
    inputs", SIAM/ASA Journal on Uncertainty Quantification 5, section 4.
    """
    count = len(slopes)
    everything = slopes @ covariance @ slopes

    def explained(known: tuple[int, ...]) -> float:
        rest = [number for number in range(count) if number not in known]
        if not rest:
            return float(everything)
        inside = list(known)
        left = covariance[np.ix_(rest, rest)]
        if inside:
            across = covariance[np.ix_(rest, inside)]
            left = left - across @ np.linalg.solve(covariance[np.ix_(inside, inside)], across.T)
        return float(everything - slopes[rest] @ left @ slopes[rest])

    shares = np.zeros(count)
    for member in range(count):
        others = [number for number in range(count) if number != member]
        for size in range(count):
            for known in combinations(others, size):
                gain = explained((*known, member)) - explained(known)
                shares[member] += gain / (count * comb(count - 1, size))
    return shares / everything


def test_shapley_effects_of_two_dependent_inputs() -> None:
    """Owen and Prieur (2017): share_1 = (b1^2 (1 - r^2 / 2) + r b1 b2 + b2^2 r^2 / 2) / V."""
    r, first, second = 0.6, 1.0, 2.0
    variance = first**2 + second**2 + 2.0 * r * first * second
    half = r**2 / 2.0
    expected = (first**2 * (1.0 - half) + r * first * second + second**2 * half) / variance
    covariance = np.array([[1.0, r], [r, 1.0]])
    assert linear_shapley(np.array([first, second]), covariance)[0] == pytest.approx(expected)
    found = shapley_effects(lambda x: x @ [first, second], [NORMAL] * 2, 1024, covariance)
    np.testing.assert_allclose(found.share, [expected, 1.0 - expected], atol=2e-3)
    assert found.variance == pytest.approx(variance, rel=0.01)


def test_shapley_effects_of_four_dependent_inputs() -> None:
    slopes = np.array([1.0, -0.5, 2.0, 0.3])
    root = np.random.default_rng(3).normal(size=(4, 6))
    covariance = root @ root.T
    scale = np.sqrt(np.diag(covariance))
    correlation = covariance / np.outer(scale, scale)
    inputs = [Distribution("normal", 1.0, float(one)) for one in scale]
    found = shapley_effects(lambda x: x @ slopes, inputs, 512, correlation)
    expected = linear_shapley(slopes, covariance)
    assert found.share.sum() == pytest.approx(1.0, abs=1e-12)
    np.testing.assert_allclose(found.share, expected, atol=0.01)
    assert (np.abs(found.share - expected) < 4.5 * found.error).all()


def test_shapley_effects_by_random_orders() -> None:
    """Ten inputs: orders are drawn. Equal pairs, correlated within: closed form by subsets."""
    slopes = np.repeat([3.0, 2.0, 1.0, 1.0, 0.5], 2)
    correlation = np.kron(np.eye(5), np.array([[1.0, 0.5], [0.5, 1.0]]))
    pairs = slopes[::2] ** 2
    expected = np.repeat(pairs / pairs.sum() / 2.0, 2)  # pairs are independent, halves alike
    found = shapley_effects(lambda x: x @ slopes, [NORMAL] * 10, 128, correlation)
    assert found.share.sum() == pytest.approx(1.0, abs=1e-12)
    assert (np.abs(found.share - expected) < 5.0 * found.error).all()
    assert found.error.max() < 0.06


def test_first_order_indices_from_draws_that_exist() -> None:
    """The Ishigami function again, 8,192 pseudo-random draws, by splines."""
    luck = np.random.default_rng(5)
    draws = luck.uniform(-np.pi, np.pi, size=(8192, 3))
    first, _ = ishigami_shares()
    for found, expected in zip(first_order_from_draws(ishigami(draws), draws), first, strict=True):
        assert abs(found - expected) < 4.0 * max(found.standard_error, 2e-3)


def test_shares_of_groups_of_correlated_inputs() -> None:
    """Linear and Gaussian: share of a group = Cov(its part, Y) / Var(Y)."""
    slopes = np.array([1.0, 2.0, -1.0, 0.5])
    correlation = np.array(
        [[1.0, 0.5, 0.0, 0.0], [0.5, 1.0, 0.0, 0.0], [0.0, 0.0, 1.0, 0.3], [0.0, 0.0, 0.3, 1.0]]
    )
    luck = np.random.default_rng(6)
    draws = luck.normal(size=(4096, 4)) @ np.linalg.cholesky(correlation).T
    noise = luck.normal(size=4096)
    variance = slopes @ correlation @ slopes + 1.0
    each = slopes * (correlation @ slopes) / variance
    expected = {"A": each[0] + each[2], "D": each[1] + each[3]}
    table = variance_by_group(draws @ slopes + noise, draws, ["A", "D", "A", "D"])
    assert table["share"].sum() == pytest.approx(1.0, abs=1e-12)
    found = table.set_index("name")
    for name, share in expected.items():
        error = found.loc[name, "standard_error"]
        assert abs(found.loc[name, "share"] - share) < 4.0 * error
    assert found["share"].iloc[-1] == pytest.approx(1.0 / variance, abs=0.02)
