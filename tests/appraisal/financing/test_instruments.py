"""Every instrument moves money and makes none; who carries which risk; what it costs society."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from justice_finance import appraisal
from justice_finance.errors import AppraisalError

YEARS = 6
AMOUNT = np.array([4.0, 6.0, 8.0, 8.0, 8.0, 2.0])


def every_instrument(luck):
    outcomes = luck.poisson(40, (32, YEARS)).astype(float)
    return {
        "grant": appraisal.grant(AMOUNT, spent=0.8 * AMOUNT),
        "loan": appraisal.concessional_loan(30.0, YEARS, 0.02, 5, 2),
        "outcomes": appraisal.outcome_payments(outcomes, 0.2, AMOUNT, 40.0, 0.5),
        "fees": appraisal.user_fees(outcomes, 0.1, 0.3, 0.05),
        "levy": appraisal.earmarked_levy(
            100 * AMOUNT, 0.01, {"person": 0.7, "organisations": 0.3}, collection_share=0.1
        ),
    }


@pytest.mark.parametrize("name", ["grant", "loan", "outcomes", "fees", "levy"])
def test_transfers_sum_to_zero_over_parties(name) -> None:
    transfers = every_instrument(np.random.default_rng(2))[name]
    net = appraisal.net_by_party(transfers)
    total = sum(net.values())
    scale = sum(np.abs(each).max() for each in net.values())
    assert np.abs(total).max() <= 1e-12 * scale
    assert all(each.amount.shape[-1] == YEARS for each in transfers)


@pytest.mark.parametrize("name", ["grant", "loan", "outcomes"])
def test_with_costless_taxes_only_what_is_used_up_costs_society(name) -> None:
    transfers = every_instrument(np.random.default_rng(2))[name]
    assert not appraisal.cost_to_society(transfers).any()


def test_collecting_fees_uses_up_its_share() -> None:
    fees, cost = appraisal.user_fees([100.0, 50.0], 2.0, 0.25, 0.1)
    assert fees.amount.tolist() == [150.0, 75.0]
    assert cost.amount == pytest.approx([15.0, 7.5])
    # what is left over relieves taxpayers, whose taxes cost a fifth more than they bring
    society = appraisal.cost_to_society([fees, cost], 1.2)
    assert society == pytest.approx([15.0 - 0.2 * 135.0, 7.5 - 0.2 * 67.5])


def test_waivers_by_group() -> None:
    (fees,) = appraisal.user_fees([[100.0, 100.0], [40.0, 0.0]], 1.0, [0.5, 0.0])
    assert fees.amount.tolist() == [90.0, 50.0]


def test_a_levy_relieves_no_other_tax() -> None:
    """Government hands on what it levies: the tax costs society its excess burden, once."""
    levy = appraisal.earmarked_levy([1000.0], 0.01, {"person": 1.0})
    handed_on = appraisal.grant([10.0], "government_justice", "provider")
    both = [*levy, *handed_on]
    assert appraisal.cost_to_society(both, 1.2) == pytest.approx([2.0])
    direct = appraisal.earmarked_levy([1000.0], 0.01, {"person": 1.0}, "provider")
    assert appraisal.cost_to_society(direct, 1.2) == pytest.approx([2.0])


def test_money_that_is_not_spent_goes_back_at_its_marginal_cost() -> None:
    whole = appraisal.grant([10.0], "government_justice", "provider")
    part = appraisal.grant([10.0], "government_justice", "provider", spent=[6.0])
    saved = appraisal.cost_to_society(whole, 1.25) - appraisal.cost_to_society(part, 1.25)
    assert saved == pytest.approx([0.25 * 4.0])
    assert appraisal.net_by_party(part)["provider"].tolist() == [6.0]
    with pytest.raises(AppraisalError, match="at most what is offered"):
        appraisal.grant([10.0], spent=[11.0])


def test_who_carries_the_risk_of_outcomes() -> None:
    """By hand: outcomes of 0 or 200 at a price of 1 against an advance of 80; cap at 120."""
    outcomes = np.array([[0.0], [200.0]])
    net = appraisal.net_by_party(appraisal.outcome_payments(outcomes, 1.0, [80.0], 120.0))
    assert net["investor"].ravel().tolist() == [-80.0, 40.0]
    assert net["donor"].ravel().tolist() == [0.0, -120.0]
    risk = appraisal.carried_risk(net, 0.05)
    assert risk["provider"].standard_deviation == 0.0
    assert risk["investor"].chance_of_loss == 0.5
    assert (risk["investor"].mean, risk["investor"].downside) == (-20.0, -80.0)
    assert risk["investor"].standard_deviation == pytest.approx(np.sqrt(2.0) * 60.0)
    guaranteed = appraisal.net_by_party(
        appraisal.outcome_payments(outcomes, 1.0, [80.0], 120.0, guarantee_share=0.5)
    )
    assert guaranteed["investor"].ravel().tolist() == [-40.0, 40.0]


@given(
    st.lists(st.lists(st.floats(0, 50), min_size=4, max_size=4), min_size=1, max_size=4),
    st.floats(0.0, 5.0), st.floats(0.0, 200.0), st.floats(0.0, 1.0),
)  # fmt: skip
def test_outcome_payments_keep_the_cap_and_the_guarantee(outcomes, price, cap, share) -> None:
    advance = [20.0, 10.0, 0.0, 0.0]
    _, paid, guarantee = appraisal.outcome_payments(outcomes, price, advance, cap, share)
    total = paid.amount.sum(axis=1)
    assert (paid.amount >= -1e-9).all()
    np.testing.assert_allclose(total, np.minimum(price * np.sum(outcomes, axis=1), cap), atol=1e-9)
    assert (total + guarantee.amount.sum(axis=1) >= share * 30.0 - 1e-9).all()


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: appraisal.user_fees([1.0], 1.0, 1.2),
        lambda: appraisal.user_fees([1.0], 1.0, [0.2, 0.3]),
        lambda: appraisal.user_fees([1.0], 1.0, 0.2, 1.5),
        lambda: appraisal.earmarked_levy([1.0], 0.1, {"person": 0.5}),
        lambda: appraisal.outcome_payments([[1.0]], -1.0, [1.0]),
        lambda: appraisal.grant([1.0, 2.0], spent=[1.0]),
    ],
)
def test_what_does_not_fit_is_refused(wrong) -> None:
    with pytest.raises(AppraisalError, match="arrays_do_not_fit"):
        wrong()
