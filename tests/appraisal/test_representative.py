"""A part of the draws that stands for all: near in Monte Carlo errors, and the same every time."""

from __future__ import annotations

import numpy as np
import pytest

from justice_finance.appraisal.representative import Kept, errors_apart, representative_draws


def figures(seed: int, count: int = 12, draws: int = 1024) -> Kept:
    """Skewed and heavy-tailed figures that have causes in common."""
    generator = np.random.default_rng(seed)
    causes = generator.normal(size=(5, draws))
    values = generator.normal(size=(count, 5)) @ causes
    values += np.exp(generator.normal(size=(count, 1)) + generator.normal(size=(count, draws)) / 2)
    values[::3] *= generator.chisquare(5, size=draws) / 5.0
    scramble = np.arange(draws) % 8
    return Kept(values * 10.0 ** generator.uniform(0, 9, (count, 1)), np.ones(count), scramble)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_ranges_and_means_lie_within_one_monte_carlo_error(seed: int) -> None:
    kept = figures(seed)
    chosen = representative_draws(kept, 256)
    assert len(np.unique(chosen)) == 256 and np.all(np.diff(chosen) > 0)
    apart = errors_apart(kept.values, kept.values[:, chosen], kept.scramble)
    assert apart[:, :3].max() <= 1.0
    first = errors_apart(kept.values, kept.values[:, :256], kept.scramble)
    assert first[:, :3].max() > 1.0  # which the first draws do not


def test_the_same_figures_give_the_same_draws_and_only_those_allowed() -> None:
    kept = figures(4, count=4, draws=256)
    allowed = np.arange(0, 256, 2)
    chosen = representative_draws(kept, 64, allowed)
    assert np.array_equal(chosen, representative_draws(kept, 64, allowed))
    assert set(chosen.tolist()) <= set(allowed.tolist()) and len(chosen) == 64
    assert np.array_equal(representative_draws(kept, 500, allowed), allowed)


def test_a_distance_is_counted_in_errors() -> None:
    values = np.random.default_rng(6).normal(size=(1, 4096))
    apart = errors_apart(values, values + 3.0 / np.sqrt(4096.0))
    assert apart[0, 0] == pytest.approx(3.0, rel=0.03)
    assert (errors_apart(values, values) == 0.0).all()
