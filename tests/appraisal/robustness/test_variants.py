"""Regret over states of the world, and what knowing the structural variant is worth."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from justice_finance import appraisal
from justice_finance.errors import AppraisalError
from justice_finance.results.summaries import Results
from tests.results import made_up

tables = st.tuples(st.integers(1, 4), st.integers(1, 5)).flatmap(
    lambda shape: arrays(float, shape, elements=st.floats(-100, 100))
)


@pytest.fixture(scope="module")
def run():
    """Three variants, two of them on fewer draws."""
    sizes = {"half_queue": 8, "mostly_queue": 4, "mostly_notice": 4}
    variants = {}
    for place, (name, draws) in enumerate(sizes.items()):
        size = made_up.Size(draws=draws, years=3)
        data = made_up.dataset(size, np.random.default_rng(30 + place))
        variants[name] = data.assign_attrs(structural_variant=name)
    return Results(variants["half_queue"], variants)


@given(tables)
def test_regret_is_never_below_zero_and_nothing_for_the_best(values) -> None:
    found = appraisal.regrets(values)
    assert (found.regret >= 0.0).all()
    assert (found.regret.min(axis=1) == 0.0).all()
    assert found.largest_regret[found.least_regretted] == found.largest_regret.min()


@given(tables, st.floats(-50, 50))
def test_regret_does_not_see_what_all_options_get(values, extra) -> None:
    one, other = appraisal.regrets(values), appraisal.regrets(values + extra)
    np.testing.assert_allclose(one.regret, other.regret, atol=1e-9)


@given(tables, st.integers(0, 10**6))
def test_knowing_is_worth_between_nothing_and_the_least_favourable(values, seed) -> None:
    """For any weights: 0 <= expected gain <= largest over weights <= smallest largest regret."""
    most = appraisal.worth_of_knowing(values)
    weights = np.random.default_rng(seed).dirichlet(np.ones(len(values)))
    found = appraisal.worth_of_knowing(values, weights)
    by_hand = weights @ values.max(axis=1) - (weights @ values).max()
    assert found.value == pytest.approx(by_hand, abs=1e-9)
    assert -1e-9 <= found.value <= most.value + 1e-6
    assert most.value <= most.largest_regret + 1e-6
    there = appraisal.worth_of_knowing(values, most.weights / most.weights.sum())
    assert there.value == pytest.approx(most.value, abs=1e-5)


def test_two_variants_by_hand() -> None:
    """Game with regrets 0, 3 against 2, 0: weights 2/5 and 3/5 leave 6/5 either way."""
    found = appraisal.worth_of_knowing([[3.0, 0.0], [0.0, 2.0]])
    assert found.value == pytest.approx(6 / 5)
    assert found.weights == pytest.approx([2 / 5, 3 / 5])
    assert (found.largest_regret, found.least_regretted, found.option) == (2.0, 0, None)


def test_an_option_that_is_best_everywhere_makes_knowing_worthless() -> None:
    assert appraisal.worth_of_knowing([[3.0, 0.0], [5.0, 2.0]]).value == pytest.approx(0.0)


@pytest.mark.parametrize("weights", [[0.5], [0.7, 0.7], [1.5, -0.5]])
def test_weights_that_are_none_are_refused(weights) -> None:
    with pytest.raises(AppraisalError, match="arrays_do_not_fit"):
        appraisal.worth_of_knowing([[3.0, 0.0], [0.0, 2.0]], weights)


def test_variants_stand_side_by_side_on_the_draws_that_all_have(run) -> None:
    found = appraisal.by_variant(appraisal.appraise, run, "government", detail=False)
    assert list(found["structural_variant"].values) == list(run.variants)
    assert found.sizes["draw"] == 4
    for name, data in run.variants.items():
        alone = appraisal.appraise(data, "government")["net_present_value"].isel(draw=slice(4))
        np.testing.assert_array_equal(
            found["net_present_value"].sel(structural_variant=name), alone
        )
    plain = appraisal.by_variant(appraisal.headline, run)
    assert list(plain) == list(run.variants)


def test_rankings_regret_and_knowing_across_variants(run) -> None:
    found = appraisal.across_variants(run)
    worth = appraisal.by_variant(appraisal.appraise, run)["net_present_value"].mean("draw")
    table = worth.transpose("structural_variant", "scenario").values
    np.testing.assert_allclose(found["net_present_value"], table)
    assert (found["rank"].min("scenario") == 1).all()
    assert found["worth_of_knowing"].item() == pytest.approx(
        appraisal.worth_of_knowing(table).value
    )
    sure = {name: float(name == "mostly_queue") for name in run.variants}
    assert appraisal.across_variants(run, weights=sure)["worth_of_knowing"].item() == 0.0
    with pytest.raises(AppraisalError, match="arrays_do_not_fit"):
        appraisal.across_variants(run, weights={"half_queue": 1.0})


def test_regret_over_rates_perspectives_and_variants(run) -> None:
    found = appraisal.regret_by_setting(run, [0.0, 0.08], ["society", "public"])
    assert found.value.shape == (3 * 2 * 2, 3)
    assert (found.regret.min(axis=1) == 0.0).all()
    setting = ("mostly_queue", 0.08, "public")
    worth = appraisal.appraise(run.variants["mostly_queue"], "public", 0.08)
    np.testing.assert_allclose(
        found.value.loc[setting], worth["net_present_value"].isel(draw=slice(4)).mean("draw")
    )
    assert found.summary["times_best"].sum() == 12
    assert found.summary["largest_regret"].idxmin() == found.least_regretted
    one = appraisal.regret_by_setting(run.dataset, options=["paralegals", "mediation"])
    assert one.value.shape == (1, 2)


def test_portfolios_over_variants_are_rows_of_the_programme() -> None:
    """Variants are rows as draws are: the choice of least largest regret by looking at each."""
    values = np.array([[5.0, 1.0, 4.0], [0.0, 6.0, 3.0]])
    found = appraisal.best_portfolio(values, [1.0, 1.0, 1.0], 1.0, aim="regret")
    table = appraisal.regrets(np.column_stack([values, [0.0, 0.0]]))
    assert found.chosen == (table.least_regretted,) == (2,)
    assert found.value == pytest.approx(table.largest_regret.min())
