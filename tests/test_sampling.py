"""Points fill the cube evenly, correlations and shares are those asked for."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from justice_finance.distributions import correlated_uniform
from justice_finance.sampling import copula_uniforms, dirichlet_shares, scrambled_sobol


@given(st.integers(1, 7), st.integers(0, 100))
def test_every_scramble_has_one_point_in_each_slice(dimension: int, seed: int) -> None:
    points = scrambled_sobol(dimension, 64, 3, seed)
    assert points.shape == (3, 64, dimension)
    slices = np.sort(np.floor(points * 64.0), axis=1)
    assert (slices == np.arange(64.0)[None, :, None]).all()
    assert not np.array_equal(points[0], points[1])


def test_points_come_in_powers_of_two() -> None:
    with pytest.raises(ValueError, match="powers of two"):
        scrambled_sobol(2, 48, 1, 0)


def test_the_copula_gives_uniform_numbers_with_its_correlation() -> None:
    from scipy.special import ndtri

    correlation = np.array([[1.0, 0.6, -0.3], [0.6, 1.0, 0.1], [-0.3, 0.1, 1.0]])
    (points,) = scrambled_sobol(3, 2**13, 1, 1)
    drawn = copula_uniforms(points, correlation)
    np.testing.assert_allclose(np.corrcoef(ndtri(drawn).T), correlation, atol=2e-3)
    for column in drawn.T:
        np.testing.assert_allclose(np.quantile(column, [0.1, 0.5, 0.9]), [0.1, 0.5, 0.9], atol=2e-3)


def test_a_common_cause_is_a_copula_with_equal_correlations() -> None:
    (points,) = scrambled_sobol(3, 2**13, 1, 2)
    pair = [correlated_uniform(points[:, n], points[:, 2], 0.4) for n in (0, 1)]
    other = copula_uniforms(points[:, :2], [[1.0, 0.4], [0.4, 1.0]])
    product = np.mean(np.prod(pair, axis=0))
    assert product == pytest.approx(np.mean(other[:, 0] * other[:, 1]), abs=2e-3)


def test_what_is_no_correlation_is_refused() -> None:
    points = np.full((4, 2), 0.5)
    for wrong in ([[1.0, 2.0], [2.0, 1.0]], [[1.0, 0.2], [0.3, 1.0]], [1.0, 1.0]):
        with pytest.raises(ValueError, match="correlations"):
            copula_uniforms(points, wrong)


def test_shares_have_the_moments_of_the_dirichlet_distribution() -> None:
    """Mean a_i / s; variance a_i (s - a_i) / (s^2 (s + 1)); covariance -a_i a_j / (s^2 (s + 1))."""
    a = np.array([2.0, 5.0, 1.5])
    total = a.sum()
    (points,) = scrambled_sobol(3, 2**14, 1, 3)
    shares = dirichlet_shares(points, a)
    np.testing.assert_allclose(shares.sum(axis=1), 1.0, rtol=1e-12)
    np.testing.assert_allclose(shares.mean(axis=0), a / total, atol=1e-4)
    expected = (np.diag(a) * total - np.outer(a, a)) / (total**2 * (total + 1.0))
    np.testing.assert_allclose(np.cov(shares.T, bias=True), expected, atol=3e-4)
    with pytest.raises(ValueError, match="above zero"):
        dirichlet_shares(points, [1.0, 0.0, 2.0])
