"""Budgets by year and ministry, and sharing a cost among those that gain."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from justice_finance import appraisal
from justice_finance.errors import AppraisalError
from justice_finance.vocabulary import BUSINESS_AS_USUAL
from tests.results import made_up

names = ("government_justice", "government_interior", "government_other")
gains_of = st.lists(st.floats(-50, 100), min_size=3, max_size=3).map(
    lambda numbers: dict(zip(names, numbers, strict=True))
)


@pytest.fixture(scope="module")
def data():
    return made_up.dataset(made_up.Size(draws=5, years=4, charges=60), np.random.default_rng(21))


def test_budgets_are_those_of_the_appraisal(data) -> None:
    found = appraisal.budget_impact(data)
    worth = appraisal.appraise(data)["budget_impact"]
    for party in found["party"].values:
        np.testing.assert_array_equal(
            found["budget_impact"].sel(party=party), worth.sel(party=party)
        )
    difference = found["spending"] - found["savings"]
    np.testing.assert_allclose(difference, found["budget_impact"], rtol=1e-12, atol=1e-6)
    assert not found["budget_impact"].sel(scenario=BUSINESS_AS_USUAL).values.any()


def test_undiscounted_budgets_add_up_to_public_cost_at_no_rate(data) -> None:
    found = appraisal.budget_impact(data)["budget_impact"].sum(["party", "year"])
    cost = appraisal.appraise(data, discount_rate=0.0)["public_cost"]
    scale = float(np.abs(data["ledger"]).sum())
    np.testing.assert_allclose(found, cost, atol=1e-12 * scale)


def test_swapping_two_scenarios_negates_every_budget(data) -> None:
    one = appraisal.budget_impact(data, comparator="mediation").sel(scenario="paralegals")
    other = appraisal.budget_impact(data, comparator="paralegals").sel(scenario="mediation")
    for name in one:
        np.testing.assert_array_equal(one[name], -other[name])


def test_an_unknown_budget_is_refused(data) -> None:
    with pytest.raises(AppraisalError, match="perspective_unknown"):
        appraisal.budget_impact(data, parties=["ministry_of_luck"])


@given(st.floats(0.0, 300.0), gains_of)
def test_nobody_pays_more_than_it_gains_and_the_cost_is_met(cost, gains) -> None:
    if max(gains.values()) <= 0.0:
        return
    found = appraisal.co_financing(cost, gains)
    assert found.contribution.sum() + found.gap == pytest.approx(cost, abs=1e-9)
    assert (found.contribution <= np.maximum(found.gain, 0.0) + 1e-9).all()
    assert (found.least <= found.contribution + 1e-9).all()
    assert (found.contribution <= found.most + 1e-9).all()
    assert found.share.sum() == pytest.approx(1.0)
    assert (found.gap > 0.0) == (cost > np.maximum(found.gain, 0.0).sum())


def test_shares_by_hand() -> None:
    found = appraisal.co_financing(
        60.0, {"government_justice": 90.0, "government_interior": 30.0, "donor": -5.0}
    )
    assert found.contribution.tolist() == [45.0, 15.0, 0.0]
    assert found.net.tolist() == [45.0, 15.0, 0.0]
    assert found.least.tolist() == [30.0, 0.0, 0.0]
    assert found.most.tolist() == [60.0, 30.0, 0.0]


def test_where_nobody_gains_there_is_nothing_to_share() -> None:
    with pytest.raises(AppraisalError, match="arrays_do_not_fit"):
        appraisal.co_financing(1.0, {"donor": -1.0})
