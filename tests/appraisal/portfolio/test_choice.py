"""The best portfolio against every choice there is, and what has to hold of any portfolio."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from justice_finance import appraisal
from justice_finance.errors import AppraisalError


def every_choice(case):
    """Every choice that keeps the rules, worked out by hand from their meaning."""
    value, cost, budget = case["value"], case["cost"], case["budget"]
    for bits in product([0, 1], repeat=len(cost)):
        taken = np.array(bits)
        kept = (taken @ cost <= budget + 1e-9).all()
        kept &= all(taken[list(group)].sum() <= 1 for group in case["exclusive"])
        kept &= all(taken[one] <= taken[needed] for one, needed in case["requires"])
        kept &= all(weight @ taken >= least - 1e-9 for weight, least in case["floors"])
        if kept:
            yield taken, value @ taken


@st.composite
def cases(draw, draws=1):
    """Small whole numbers, so that ties and exact fits happen often."""
    options, years = draw(st.integers(1, 6)), draw(st.integers(1, 3))
    whole = st.integers(-3, 9)
    value = draw(st.lists(st.lists(whole, min_size=options, max_size=options),
                          min_size=draws, max_size=draws))  # fmt: skip
    cost = draw(st.lists(st.lists(st.integers(-2, 6), min_size=years, max_size=years),
                         min_size=options, max_size=options))  # fmt: skip
    budget = draw(st.lists(st.integers(0, 14), min_size=years, max_size=years))
    place = st.integers(0, options - 1)
    weight = st.lists(st.integers(0, 3), min_size=options, max_size=options)
    return {
        "value": np.array(value, dtype=float),
        "cost": np.array(cost, dtype=float),
        "budget": np.array(budget, dtype=float),
        "exclusive": draw(st.lists(st.sets(place, min_size=1, max_size=3).map(tuple), max_size=2)),
        "requires": draw(st.lists(st.tuples(place, place), max_size=2)),
        "floors": [
            (np.array(row, dtype=float), float(least))
            for row, least in draw(st.lists(st.tuples(weight, st.integers(0, 4)), max_size=2))
        ],
    }


@settings(max_examples=60)
@given(cases())
def test_the_programme_finds_what_looking_at_every_choice_finds(case) -> None:
    choices = list(every_choice(case))
    if not choices:
        with pytest.raises(AppraisalError, match="portfolio_impossible"):
            appraisal.best_portfolio(**case)
        return
    best = max(worth[0] for _, worth in choices)
    least = min(taken @ case["cost"].sum(axis=1) for taken, worth in choices if worth[0] == best)
    found = appraisal.best_portfolio(**case)
    assert found.value == pytest.approx(best, abs=1e-9)
    assert np.sum(found.cost) == pytest.approx(least, abs=1e-9)
    assert found.relaxed_value >= found.value - 1e-6
    assert (np.asarray(found.shadow_price) >= 0.0).all()


@settings(max_examples=25)
@given(cases(draws=4), st.sampled_from([0.25, 0.4, 1.0]))
def test_downside_and_regret_are_those_of_looking_at_every_choice(case, tail_share) -> None:
    choices = list(every_choice(case))
    if not choices:
        return
    worths = np.array([worth for _, worth in choices])
    tails = [appraisal.downside(worth, tail_share) for worth in worths]
    found = appraisal.best_portfolio(**case, aim="downside", tail_share=tail_share)
    assert found.value == pytest.approx(max(tails), abs=1e-5)
    regrets = (worths.max(axis=0) - worths).max(axis=1)
    assert appraisal.best_portfolio(**case, aim="regret").value == pytest.approx(
        regrets.min(), abs=1e-5
    )


@settings(max_examples=25)
@given(cases())
def test_the_next_step_is_the_smallest_rise_of_the_budget_that_helps(case) -> None:
    now = list(every_choice(case))
    if not now or not case["budget"].any():
        return
    best = max(worth[0] for _, worth in now)
    given_years = case["budget"] > 0
    wide = {**case, "budget": np.maximum(np.abs(case["cost"]).sum(axis=0), case["budget"])}
    factors = []
    for taken, worth in every_choice(wide):
        cost = taken @ case["cost"]
        more = worth[0] > best + 1e-4 * np.abs(case["value"]).max()
        if more and (cost[~given_years] <= 0).all():
            factors.append((cost[given_years] / case["budget"][given_years]).max())
    step = appraisal.best_portfolio(**case).next_step
    if factors:
        assert step is not None
        assert step.budget_factor == pytest.approx(min(factors), rel=1e-9)
        assert step.gain > 0.0
        assert step.extra_budget == pytest.approx(
            case["budget"].sum() * (min(factors) - 1.0), rel=1e-6
        )
    else:
        assert step is None


@settings(max_examples=15)
@given(cases())
def test_the_frontier_is_the_best_portfolio_at_every_budget(case) -> None:
    if not case["budget"].any() or not list(every_choice(case)):
        return
    frontier = appraisal.portfolio_frontier(**case)
    assert frontier.exact
    assert (np.diff(frontier.value) > 0.0).all()
    assert (np.diff(frontier.budget) > 0.0).all()
    assert (frontier.relaxed_value >= frontier.value - 1e-9).all()
    whole = case["budget"].sum()
    for factor in (0.0, 0.31, 0.5, 0.77, 1.0):
        at = list(every_choice({**case, "budget": case["budget"] * factor}))
        best = max((worth[0] for _, worth in at), default=float("nan"))
        assert frontier.at(whole * factor) == pytest.approx(best, abs=1e-9, nan_ok=True)


def test_the_relaxed_frontier_is_concave_and_its_slope_the_shadow_price() -> None:
    luck = np.random.default_rng(5)
    value, cost = luck.uniform(1, 9, 9), luck.uniform(1, 5, 9)
    frontier = appraisal.portfolio_frontier(value, cost, cost.sum(), requires=[(0, 1), (2, 3)])
    slopes = np.diff(frontier.relaxed_value) / np.diff(frontier.budget)
    assert (np.diff(slopes) <= 1e-9).all()
    assert len(frontier.value) > 20
    assert (frontier.shadow_price[1:-1] <= slopes[:-1] + 1e-9).all()
    assert (frontier.shadow_price[1:-1] >= slopes[1:] - 1e-9).all()


def test_a_frontier_of_too_many_corners_says_that_it_is_not_whole() -> None:
    luck = np.random.default_rng(6)
    value, cost = luck.uniform(1, 9, 8), luck.uniform(1, 5, 8)
    whole = appraisal.portfolio_frontier(value, cost, cost.sum())
    part = appraisal.portfolio_frontier(value, cost, cost.sum(), most_corners=10)
    assert whole.exact and not part.exact
    assert set(part.budget.round(9)) <= set(whole.budget.round(9))
    assert part.value[-1] == whole.value[-1]


@pytest.mark.parametrize("order", ["cost_per_case", "benefit_cost_ratio"])
def test_a_rule_of_thumb_never_beats_the_best_portfolio(order) -> None:
    luck = np.random.default_rng(7)
    losses = []
    for _ in range(20):
        value, cost, cases_ = luck.uniform(0, 9, 7), luck.uniform(1, 5, 7), luck.uniform(1, 3, 7)
        found = appraisal.rule_of_thumb(
            value, cost, 8.0, exclusive=[(0, 1)], requires=[(2, 3)], order=order, cases=cases_
        )
        assert found.cost <= 8.0
        assert (2 not in found.chosen) or (3 in found.chosen)
        losses.append(found.loss)
    assert min(losses) >= -1e-9
    assert max(losses) > 0.1


def test_cheapest_per_case_by_hand() -> None:
    """Ten per case against one: the cheap cases are taken, though they are worth little."""
    found = appraisal.rule_of_thumb(
        [5.0, 100.0], [10.0, 50.0], 50.0, order="cost_per_case", cases=[10.0, 5.0]
    )
    assert (found.chosen, found.value, found.loss) == ((0,), 5.0, 95.0)
    other = appraisal.rule_of_thumb([5.0, 100.0], [10.0, 50.0], 50.0, order="benefit_cost_ratio")
    assert (other.chosen, other.loss) == ((1,), 0.0)


def test_labels_of_options_come_back() -> None:
    import xarray as xr

    value = xr.DataArray(
        [[1.0, 3.0], [2.0, 5.0]], dims=("draw", "scenario"), coords={"scenario": ["a", "b"]}
    )
    found = appraisal.best_portfolio(value, [1.0, 1.0], 1.0)
    assert (found.names, found.value) == (("b",), 4.0)
    assert found.value_by_draw.tolist() == [3.0, 5.0]


def test_swapping_the_sign_of_values_leaves_what_is_worth_nothing() -> None:
    value, cost = np.array([3.0, 4.0, 1.0]), np.array([1.0, 1.0, 1.0])
    assert appraisal.best_portfolio(value, cost, 3.0).value == 8.0
    assert appraisal.best_portfolio(-value, cost, 3.0).chosen == ()


@pytest.mark.parametrize(
    "wrong",
    [
        {"cost": [1.0]},
        {"cost": [[1.0, 1.0], [1.0, 1.0]]},
        {"budget": -1.0},
        {"budget": float("nan")},
        {"exclusive": [(0, 2)]},
        {"requires": [(0, 1, 1)]},
        {"floors": [([1.0], 1.0)]},
        {"aim": "luck"},
        {"tail_share": 0.0},
        {"value": [["a", "b"]]},
    ],
)
def test_what_does_not_fit_is_refused(wrong) -> None:
    asked = {"value": [1.0, 2.0], "cost": [1.0, 1.0], "budget": 1.0, **wrong}
    with pytest.raises(AppraisalError) as caught:
        appraisal.best_portfolio(**asked)
    assert caught.value.mistakes[0].code == "arrays_do_not_fit"
    assert caught.value.mistakes[0].place.path in {*wrong, "cost"}


def test_the_relaxation_knows_prerequisites() -> None:
    """By hand: half of each, as the first may not go beyond the second."""
    found = appraisal.best_portfolio([10.0, 0.0], [1.0, 1.0], 1.0, requires=[(0, 1)])
    assert (found.value, found.relaxed_value, found.shadow_price) == (0.0, 5.0, 5.0)
    assert found.next_step is not None
    assert (found.next_step.extra_budget, found.next_step.gain) == (1.0, 10.0)


def test_of_choices_worth_the_same_the_cheapest_is_taken() -> None:
    """Two years, so that no option is plainly the better of two."""
    value = [3.0, 3.0, 1.0, 2.0, 4.0, 4.0]
    cost = np.array([[2, 4], [1, 5], [2, 2], [5, 3], [5, 1], [4, 5]], dtype=float)
    found = appraisal.best_portfolio(value, cost, [5.0, 6.0])
    assert (found.chosen, found.value) == ((4,), 4.0)
    assert appraisal.best_portfolio([0.0] * 6, cost, [5.0, 6.0]).chosen == ()


@settings(max_examples=15)
@given(cases(), st.sampled_from([1e-6, 1e3, 1e11]), st.sampled_from([1e-4, 1e9]))
def test_the_units_of_value_and_money_change_nothing(case, worth, money) -> None:
    if not list(every_choice(case)):
        return
    one = appraisal.best_portfolio(**case)
    scaled = {"value": case["value"] * worth, "cost": case["cost"] * money}
    other = appraisal.best_portfolio(**{**case, **scaled, "budget": case["budget"] * money})
    assert other.value == pytest.approx(one.value * worth, rel=1e-9, abs=1e-9 * worth)
    assert np.sum(other.cost) == pytest.approx(np.sum(one.cost) * money, rel=1e-9, abs=1e-9)
