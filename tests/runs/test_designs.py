"""Designs of draws: powers of two, independent scrambles, the same bits for the same seed."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import qmc

from justice_finance.errors import RunError
from justice_finance.runs.designs import scrambles_for, sobol_design


def test_points_are_strictly_inside_the_unit_cube() -> None:
    points = sobol_design(7, 256, seed=3).uniforms
    assert points.shape == (256, 7)
    assert points.min() > 0 and points.max() < 1


def test_every_scramble_fills_each_axis_evenly() -> None:
    design = sobol_design(5, 256, seed=1)
    points = 256 // scrambles_for(256)
    for scramble in np.unique(design.scramble):
        part = design.uniforms[design.scramble == scramble]
        boxes = np.floor(part * points).astype(int)
        for axis in boxes.T:  # a Sobol set has one point in each of n equal intervals
            assert sorted(axis) == list(range(points))


def test_scrambles_differ_and_the_same_seed_gives_the_same_bits() -> None:
    one, again, other = (sobol_design(4, 64, seed).uniforms for seed in (1, 1, 2))
    assert (one == again).all()
    assert (one != other).any()
    assert (one[:16] != one[16:32]).any()


def test_it_integrates_better_than_random_points() -> None:
    points = sobol_design(6, 1024, seed=5).uniforms
    assert qmc.discrepancy(points) < 0.1 * qmc.discrepancy(
        np.random.default_rng(5).random((1024, 6))
    )


@pytest.mark.parametrize("draws", [0, 3, 100, 2**21])
def test_draws_that_are_no_power_of_two_are_refused(draws: int) -> None:
    with pytest.raises(RunError) as error:
        sobol_design(2, draws, seed=1)
    assert error.value.mistakes[0].code == "draws_not_power_of_two"


def test_a_study_without_uncertain_inputs_has_draws_of_no_dimension() -> None:
    assert sobol_design(0, 8, seed=1).uniforms.shape == (8, 0)
