"""Published grant elements and subsidies of soft loans, and accounts by perspective."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr

from justice_finance.appraisal import (
    appraise,
    benefit_cost_ratio,
    budget_impact,
    cost_to_society,
    grant,
    grant_element,
    loan_schedule,
    net_by_party,
    user_fees,
)
from justice_finance.vocabulary import BUSINESS_AS_USUAL


def dac_formula(profile, rate, maturity, grace, per_year, reference):
    """OECD, DAC, "Grant element: formula and examples": the closed formulas as they stand there."""
    interval = grace - 1.0 / per_year
    duration = maturity - interval
    period = (1.0 + reference) ** (1.0 / per_year) - 1.0
    count = per_year * duration
    c1, c2 = (1.0 + reference) ** interval, (1.0 + reference) ** duration
    zg = rate * (1.0 - 1.0 / c1) / (per_year * period)
    if profile == "equal_principal":
        zm = (1.0 / count) * (1.0 / c1) * ((1.0 - 1.0 / c2) / period)
        zx = rate / (per_year * count) / c1 * (1.0 / c2 - 1.0 + period * count) / period**2
        return 1.0 - zg - zm - zx
    if profile == "annuity":
        zm = 1.0 / ((1.0 + rate / per_year) ** count - 1.0) + 1.0
        return 1.0 - zg - rate / per_year * zm / c1 * (1.0 - 1.0 / c2) / period
    return 1.0 - (1.0 + rate * maturity) / (1.0 + reference) ** maturity


@pytest.mark.parametrize("profile", ["equal_principal", "annuity", "lump_sum_with_interest"])
@pytest.mark.parametrize(
    ("rate", "maturity", "grace", "per_year", "reference"),
    [
        (0.025, 10, 2.5, 2, 0.10),  # the loan of the examples: first repayment on 1 July 2003
        (0.0075, 38, 6, 2, 0.05),
        (0.02, 30, 5, 2, 0.05),
        (0.012, 25, 7, 1, 0.09),
    ],
)
def test_grant_element_of_the_oecd(profile, rate, maturity, grace, per_year, reference) -> None:
    """The payments of the schedule, discounted one by one, give the published formulas."""
    found = grant_element(rate, maturity, grace, per_year, profile, reference)
    expected = dac_formula(profile, rate, maturity, grace, per_year, reference)
    assert found == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize(
    ("name", "rate"),
    [
        ("imf", 0.05),
        ("dac_upper_middle_income", 0.06),
        ("dac_lower_middle_income", 0.07),
        ("dac_low_income", 0.09),
        ("dac_before_2015", 0.10),
    ],
)
def test_reference_rates(name, rate) -> None:
    """IMF, Calculation of grant element (11 October 2013): 5 %; OECD DAC, December 2014: 6, 7 and
    9 % by the borrower's income, 10 % before. A loan at the rate itself has no grant in it."""
    assert grant_element(rate, 20, 5, 1, reference_rate=name) == pytest.approx(0.0, abs=1e-12)


def test_subsidy_of_a_soft_loan() -> None:
    """European Commission, Competition, annex on the cash grant equivalent of a soft loan, case 1:
    ECU 500,000 over ten years at 6 % where 8 % is usual; subsidies of each year and their sum,
    41,123, as printed (the print cuts some of them off and rounds others)."""
    printed = [9259, 7716, 6351, 5145, 4083, 3151, 2334, 1621, 1000, 463]
    usual, soft = loan_schedule(0.08, 10), loan_schedule(0.06, 10)
    subsidy = 500_000 * (usual.interest - soft.interest) * 1.08**-usual.time
    np.testing.assert_allclose(subsidy, printed, atol=1.0)
    element = 500_000 * grant_element(0.06, 10, None, 1, reference_rate=0.08)
    assert element == pytest.approx(subsidy.sum(), rel=1e-12)
    assert element == pytest.approx(41_123, abs=1.0)


def test_accounts_of_drug_courts_by_perspective() -> None:
    """Washington State Institute for Public Policy, drug courts (adult), estimates of May 2017, per
    participant: benefits to taxpayers 4,888, participants 0, others 9,054, indirect (deadweight)
    -16; total 13,926; cost 4,924; benefits minus costs 9,002; ratio 2.83."""
    rows = {
        ("intervention_cost", "government_other", "resources"): 4924.0,
        ("detention_cost", "government_other", "resources"): -4888.0,
        ("continuing_loss", "person", "resources"): 0.0,
        ("continuing_loss", "other_side", "resources"): -9054.0,
        ("excess_burden", "government_other", "resources"): 16.0,
    }
    worth = appraise(ledger_of(rows), funder="government_other").sel(scenario="drug_courts")
    assert worth["net_present_value"].item() == pytest.approx(9002.0, abs=1e-9)
    assert worth["funder_outlay"].item() == 4924.0
    assert worth["benefit_cost_ratio"].item() == pytest.approx(2.83, abs=0.005)
    by_party = worth["net_present_value_by_party"]
    assert by_party.sel(party="government_other").item() == 4888.0 - 4924.0 - 16.0
    assert by_party.sel(party="other_side").item() == 9054.0
    budget = budget_impact(ledger_of(rows)).sel(scenario="drug_courts", party="government_other")
    assert (budget["spending"].item(), budget["savings"].item()) == (4924.0, 4888.0)


def ledger_of(rows):
    """A results dataset of one draw and year whose option has these rows and no other."""
    amount = np.array([list(rows.values())])
    names = ("entry_category", "entry_from", "entry_to")
    coords = {
        "scenario": [BUSINESS_AS_USUAL, "drug_courts"],
        "year": [2016],
        "draw": [0],
        "problem_account": ["not_allocated"],
        "group_account": ["not_allocated"],
        **{name: ("entry", [row[k] for row in rows]) for k, name in enumerate(names)},
    }
    none = (("scenario", "draw", "year", "legal_problem"), np.zeros((2, 1, 1, 1)))
    return xr.Dataset(
        {
            "ledger": (
                ("scenario", "draw", "year", "entry"),
                np.stack([0.0 * amount, amount])[:, None],
            ),
            "problems_resolved": none,
            "problems_returned": none,
        },
        coords=coords,
        attrs={"discount_rate": 0.03, "funder": "public", "currency": "USD", "price_year": 2016},
    )


def test_deadweight_of_a_programme() -> None:
    """The same institute, programme 278: a net cost of 9,579 carries a deadweight of 4,790 (half
    of it); indirect benefits of 666 from crime less it are -4,124; total benefits -370, benefits
    minus cost -9,949, ratio -0.04."""
    spent = grant([9579.0], "government_justice", "provider")
    deadweight = cost_to_society(spent, 1.5)
    assert deadweight == pytest.approx([4790.0], abs=0.51)
    indirect = 666.0 - deadweight
    assert indirect == pytest.approx([-4124.0], abs=0.51)
    total = 1332.0 + 0.0 + 2423.0 + indirect
    assert total == pytest.approx([-370.0], abs=1.51)  # four figures, each rounded
    assert total - 9579.0 == pytest.approx([-9949.0], abs=1.51)
    assert benefit_cost_ratio(total, [9579.0], 0.03) == pytest.approx(-0.04, abs=0.005)


def test_fees_are_a_transfer_and_waivers_take_from_it() -> None:
    """Definition: what people pay is what the service gets; nobody else is touched."""
    net = net_by_party(user_fees([1000.0], 5.0, 0.4))
    assert net["person"] == -net["government_justice"] == pytest.approx([-3000.0])
