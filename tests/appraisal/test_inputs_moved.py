"""Tornado, grids and switching values where the answer is known; the same from draws."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from justice_finance import appraisal
from justice_finance.distributions import Distribution
from justice_finance.errors import AppraisalError

INPUTS = {
    "a": Distribution("normal", 1.0, 2.0),
    "b": Distribution("uniform", 0.0, 4.0),
    "nothing": Distribution("normal", 0.0, 1.0),
}


def plane(values: np.ndarray) -> np.ndarray:
    """a - 3 b + 8: zero at a = -2 (b = 2), at b = 3 (a = 1)."""
    return np.asarray(values[:, 0] - 3.0 * values[:, 1] + 8.0)


def test_a_tornado_is_slope_times_range_and_the_widest_stands_first() -> None:
    table = appraisal.tornado(plane, INPUTS)
    assert list(table["name"]) == ["b", "a", "nothing"]
    width = float(np.diff(INPUTS["a"].quantile(np.array([0.05, 0.95])))[0])
    np.testing.assert_allclose(table["swing"], [3.0 * 3.6, width, 0.0], atol=1e-12)


def test_a_grid_is_the_function_at_its_points() -> None:
    grid = appraisal.two_way(plane, [1.0, 2.0, 0.0], (1, 0), [0.0, 1.0, 2.0], [-1.0, 5.0])
    np.testing.assert_allclose(grid, [[7.0, 13.0], [4.0, 10.0], [1.0, 7.0]])
    line = appraisal.one_way(plane, [1.0, 2.0, 0.0], 1, [0.0, 1.0])
    np.testing.assert_allclose(line, [9.0, 6.0])


def test_switching_values_and_their_probability() -> None:
    table = appraisal.switching_values(plane, INPUTS).set_index("name")
    assert table.loc["a", "switching_value"] == pytest.approx(-2.0, abs=1e-9)
    below = INPUTS["a"].probability_below(-2.0)
    assert table.loc["a", "probability"] == pytest.approx(below, abs=1e-9)
    assert table.loc["b", "switching_value"] == pytest.approx(3.0, abs=1e-9)
    assert table.loc["b", "probability"] == pytest.approx(0.25, abs=1e-9)
    assert np.isnan(table.loc["nothing", "switching_value"])
    assert table.loc["nothing", "probability"] == 0.0


def test_two_switching_values_are_both_found() -> None:
    found = appraisal.switching_values(lambda x: x[:, 0] ** 2 - 1.0, [Distribution("normal", 0, 1)])
    np.testing.assert_allclose(found.loc[0, "switching_values"], [-1.0, 1.0], atol=1e-9)
    assert found.loc[0, "probability"] == pytest.approx(0.31731050786, abs=1e-9)


@given(st.floats(-3.0, 3.0), st.floats(0.1, 3.0))
def test_swapping_options_moves_no_switching_value(shift: float, slope: float) -> None:
    inputs = [Distribution("normal", 0.0, 1.0)]

    def difference(x: np.ndarray) -> np.ndarray:
        return np.asarray(shift + 0.05 + slope * x[:, 0])

    one = appraisal.switching_values(difference, inputs)
    other = appraisal.switching_values(lambda x: -difference(x), inputs)
    np.testing.assert_allclose(one["switching_value"], other["switching_value"], rtol=1e-9)
    np.testing.assert_allclose(one["probability"], other["probability"], atol=1e-9)


def test_draws_that_exist_tell_nearly_the_same() -> None:
    luck = np.random.default_rng(1)
    uniforms = luck.uniform(size=(8192, 3))
    draws = np.stack([d.quantile(u) for d, u in zip(INPUTS.values(), uniforms.T, strict=True)], 1)
    outcome = plane(draws)
    exact = appraisal.tornado(plane, INPUTS).set_index("name")
    table = appraisal.tornado_from_draws(outcome, draws, list(INPUTS))
    assert list(table["name"])[:2] == ["b", "a"]
    for _, row in table.iterrows():
        assert row["swing"] == pytest.approx(exact.loc[row["name"], "swing"], abs=0.35)
    switching = appraisal.switching_from_draws(outcome, draws, list(INPUTS)).set_index("name")
    assert switching.loc["a", "switching_value"] == pytest.approx(-2.0, abs=0.25)
    assert switching.loc["b", "probability"] == pytest.approx(0.25, abs=0.02)
    assert switching.loc["nothing", "probability"] == 0.0


def test_a_function_that_gives_something_else_is_refused() -> None:
    for wrong in (lambda x: x, lambda x: np.full(len(x), np.nan), lambda x: np.ones(len(x))):
        with pytest.raises(AppraisalError, match="arrays_do_not_fit"):
            appraisal.sobol_indices(wrong, INPUTS, 64)
    with pytest.raises(AppraisalError, match="arrays_do_not_fit"):
        appraisal.shapley_effects(plane, INPUTS, 64, correlation=2.0 * np.eye(3) - 1.0)
