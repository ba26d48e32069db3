"""The account by group: it adds up to the fiscal case, and turns into it without aversion."""

from __future__ import annotations

import numpy as np
import pytest

from justice_finance import appraisal
from justice_finance.errors import AppraisalError
from justice_finance.vocabulary import BUSINESS_AS_USUAL
from tests.results import made_up

INCOME = {"group_0": 90.0, "group_1": 210.0, "group_2": 700.0}
PEOPLE = {"group_0": 5e6, "group_1": 4e6, "group_2": 2e6}


@pytest.fixture(scope="module")
def data():
    return made_up.dataset(made_up.Size(draws=5, years=4, charges=60), np.random.default_rng(21))


@pytest.mark.parametrize("rule", ["income", "people", {"group_0": 0, "group_1": 1, "group_2": 3}])
@pytest.mark.parametrize("terminal_value", [False, True])
def test_unweighted_it_is_the_net_present_value_of_society(data, rule, terminal_value) -> None:
    found = appraisal.by_group(
        data, INCOME, PEOPLE, opportunity_cost=rule, terminal_value=terminal_value
    )
    worth = appraisal.appraise(data, terminal_value=terminal_value)["net_present_value"]
    scale = float(np.abs(data["ledger"]).sum())
    np.testing.assert_allclose(found["unweighted_total"], worth, atol=1e-12 * scale)


def test_without_aversion_every_total_is_the_same(data) -> None:
    found = appraisal.by_group(data, INCOME, PEOPLE, elasticity=0.0)
    np.testing.assert_allclose(found["weighted_total"], found["unweighted_total"])
    net = found["net_gain"].sum("population_group")
    scale = float(np.abs(net).max())
    for name in ("atkinson_gain", "kolm_pollak_gain"):
        np.testing.assert_allclose(found[name], net, atol=1e-6 * scale)


def test_business_as_usual_is_zero_and_swapping_negates(data) -> None:
    one = appraisal.by_group(data, INCOME, PEOPLE, comparator="mediation")
    other = appraisal.by_group(data, INCOME, PEOPLE, comparator="paralegals")
    linear = ["gain", "opportunity_cost", "net_gain", "weighted_net_gain"]
    scale = float(np.abs(data["ledger"]).sum())
    for name in linear:
        swapped = -other[name].sel(scenario="mediation")
        assert np.allclose(
            one[name].sel(scenario="paralegals"), swapped, rtol=0, atol=1e-14 * scale
        )
        assert not one[name].sel(scenario="mediation").values.any()
    assert not one["atkinson_gain"].sel(scenario="mediation").values.any()


def test_small_gains_count_by_the_equivalent_over_income() -> None:
    """First order of the Atkinson equivalent: sum of (equivalent / income)^aversion x gain."""
    income, people = np.array([90.0, 210.0, 700.0]), np.array([5.0, 4.0, 2.0])
    gain = np.array([[1e-4, 2e-4, -1e-4]])
    found = appraisal.equity_account(gain, 0.0 * gain, income, people, 6.0, 1.3)
    level = appraisal.equally_distributed_equivalent(income, 1.3, people=people)
    expected = gain @ (level / income) ** 1.3
    np.testing.assert_allclose(found["atkinson_gain"], expected, rtol=1e-4)


def test_opportunity_cost_is_all_that_government_loses(data) -> None:
    found = appraisal.by_group(data, INCOME, PEOPLE)
    worth = appraisal.appraise(data, "government")["net_present_value"]
    cost = found["opportunity_cost"].sum("population_group")
    np.testing.assert_allclose(cost, -worth, rtol=1e-9, atol=1e-3)
    assert not found.sel(scenario=BUSINESS_AS_USUAL)["opportunity_cost"].values.any()


@pytest.mark.parametrize(
    "wrong",
    [
        {"income": {}},
        {"people": {"group_0": 1.0}},
        {"income": {**INCOME, "group_7": 1.0}},
        {"opportunity_cost": "luck"},
        {"opportunity_cost": {"group_0": 1.0}},
    ],
)
def test_groups_that_do_not_fit_are_refused(data, wrong) -> None:
    with pytest.raises(AppraisalError):
        appraisal.by_group(data, **{"income": INCOME, "people": PEOPLE, **wrong})


def test_where_a_group_would_have_nothing_left_atkinson_says_nothing() -> None:
    income, people = np.array([90.0, 210.0]), np.array([5.0, 4.0])
    gain = np.array([[1.0, 1.0], [-5.0 * 6.0 * 91.0, 0.0]])
    found = appraisal.equity_account(gain, 0.0 * gain, income, people, 6.0, 1.3)
    assert np.isnan(found["atkinson_gain"]).tolist() == [False, True]
    assert np.isfinite(found["kolm_pollak_gain"]).all()
