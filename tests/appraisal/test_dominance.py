"""Incremental analysis against its definition, option by option, on generated inputs."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from justice_finance import appraisal
from justice_finance.errors import AppraisalError

OPTIONS = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=1, max_size=9)


def expected_status(options: list[tuple[int, int]], number: int) -> str:
    """By the definition: against every other option, then against every mix of two."""
    cost, effect = options[number]
    for other_cost, other_effect in options:
        same = (other_cost, other_effect) == (cost, effect)
        if other_cost <= cost and other_effect >= effect and not same:
            return "dominated"
    for low_cost, low_effect in options:
        for high_cost, high_effect in options:
            if low_effect < effect < high_effect:  # whole numbers: no rounding
                span = high_effect - low_effect
                mix = low_cost * (high_effect - effect) + high_cost * (effect - low_effect)
                if mix < cost * span:
                    return "extended"
    return "frontier"


@given(OPTIONS)
def test_statuses_are_those_of_the_definition(options: list[tuple[int, int]]) -> None:
    names = [str(number) for number in range(len(options))]
    costs, effects = zip(*options, strict=True)
    table = appraisal.incremental_analysis(names, costs, effects).set_index("name")
    for number, name in enumerate(names):
        assert table.loc[name, "status"] == expected_status(options, number)


@given(OPTIONS)
def test_the_frontier_is_convex_and_its_increments_add_up(options) -> None:
    costs, effects = (np.array(each, float) for each in zip(*options, strict=True))
    table = appraisal.incremental_analysis([str(n) for n in range(len(costs))], costs, effects)
    frontier = table[table["status"] == "frontier"].drop_duplicates(["cost", "effect"])
    ratios = frontier["ratio"].to_numpy()[1:]
    assert (np.diff(ratios) >= -1e-9).all()
    assert frontier["incremental_cost"].sum() == pytest.approx(
        frontier["cost"].iloc[-1] - frontier["cost"].iloc[0]
    )
    assert np.isnan(frontier["ratio"].iloc[0])


def test_ties_are_kept_and_options_on_the_line_stay() -> None:
    table = appraisal.incremental_analysis(
        ["none", "a", "a again", "on the line", "best"],
        [0.0, 10.0, 10.0, 20.0, 30.0],
        [0.0, 1.0, 1.0, 2.0, 3.0],
    )
    assert set(table["status"]) == {"frontier"}
    np.testing.assert_allclose(table["ratio"], [np.nan, 10.0, 10.0, 10.0, 10.0])


def test_the_frontier_does_not_depend_on_order_or_units() -> None:
    luck = np.random.default_rng(5)
    costs, effects = luck.gamma(2.0, size=(2, 12))
    names = [f"option {number}" for number in range(12)]
    table = appraisal.incremental_analysis(names, costs, effects)
    mixed = luck.permutation(12)
    again = appraisal.incremental_analysis(
        [names[n] for n in mixed], 1e9 * costs[mixed], effects[mixed]
    )
    assert list(table["name"]) == list(again["name"])
    assert list(table["status"]) == list(again["status"])
    np.testing.assert_allclose(1e9 * table["ratio"], again["ratio"])


def test_draws_enter_by_their_means_and_lengths_must_fit() -> None:
    costs, effects = [[0.0, 8.0], [0.0, 12.0]], [[0.0, 1.0], [0.0, 3.0]]
    table = appraisal.incremental_analysis(["none", "some"], costs, effects)
    assert table["ratio"].iloc[1] == 5.0
    with pytest.raises(AppraisalError, match="arrays_do_not_fit"):
        appraisal.incremental_analysis(["none", "some"], [0.0, 1.0, 2.0], [0.0, 1.0])


def test_the_error_of_a_ratio_is_that_seen_over_repeats() -> None:
    luck = np.random.default_rng(11)
    ratios, errors = [], []
    for _ in range(200):
        effects = np.stack([np.zeros(400), luck.normal(2.0, 1.0, 400)], axis=1)
        costs = 3.0 * effects + luck.normal(1.0, 2.0, (400, 2)) * [0.0, 1.0]
        row = appraisal.incremental_analysis(["none", "some"], costs, effects).iloc[1]
        ratios.append(row["ratio"])
        errors.append(row["standard_error"])
    assert np.mean(errors) == pytest.approx(np.std(ratios, ddof=1), rel=0.2)  # 4 x 1/sqrt(400)
