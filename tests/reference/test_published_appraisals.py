"""Figures of publications, and closed forms, that the appraisal must give.

Each case names its source. Where a publication rounds, the tolerance is half of its last digit.
"""

from __future__ import annotations

import numpy as np
import pytest

from justice_finance.appraisal import (
    appraise,
    discount_factors,
    equivalent_annual_value,
    internal_rate_of_return,
    internal_rates_of_return,
    net_present_value,
)
from justice_finance.errors import AppraisalError
from justice_finance.vocabulary import BUSINESS_AS_USUAL
from tests.results import made_up


def test_green_book_declining_schedule() -> None:
    """HM Treasury, The Green Book (2003), annex 6, as Department of Finance NI, 2.8.4, quotes it.

    3.5 % in years 0 to 30, 3.0 % to 75, 2.5 % to 125, 2.0 % to 200, 1.5 % to 300, 1.0 % beyond. The
    present edition has the same to year 125, and no further step (terms of reference of the review
    of discounting, December 2025).
    """
    factors = discount_factors("green_book", np.arange(401))
    spans = [(0, 30, 1.035), (30, 75, 1.03), (75, 125, 1.025), (125, 200, 1.02), (200, 300, 1.015)]
    for first, last, growth in [*spans, (300, 400, 1.01)]:
        expected = factors[first] * growth ** -np.arange(last - first + 1.0)
        np.testing.assert_allclose(factors[first : last + 1], expected, rtol=1e-12)
    assert factors[31] == pytest.approx(factors[30] / 1.03, rel=1e-14)
    assert abs(factors[31] - 1.03**-31) > 0.04  # the mistake this guards against


def test_rate_of_return_of_gitman() -> None:
    """Gitman, Principles of Managerial Finance, Brief, 3rd ed. (2003), p. 348, as in NumPy 1.3."""
    found = internal_rate_of_return([-100, 39, 59, 55, 20])
    assert found == pytest.approx(0.2809484211599611, abs=1e-14)


def test_present_value_of_gitman() -> None:
    """Gitman (2003), p. 346, as in the documentation of numpy.npv, NumPy 1.10."""
    found = net_present_value([-100, 39, 59, 55, 20], 0.281)
    assert found == pytest.approx(-0.0084785916384548798, abs=1e-13)


def test_rate_of_return_below_zero() -> None:
    """Documentation of numpy.irr, NumPy 1.12: -0.0955; closed form 0.74^(1/3) - 1."""
    assert internal_rate_of_return([-100, 0, 0, 74]) == pytest.approx(
        0.74 ** (1 / 3) - 1, abs=1e-14
    )


def test_rate_of_return_of_one_change_of_sign() -> None:
    """Documentation of numpy.irr, NumPy 1.12: 0.06206."""
    assert internal_rate_of_return([-100, 100, 0, 7]) == pytest.approx(0.06206, abs=5e-6)


def test_two_rates_are_refused_where_another_program_picks_one() -> None:
    """Documentation of numpy.irr, NumPy 1.12, gives -0.0833 alone; there is a second rate."""
    rates = internal_rates_of_return([-100, 100, 0, -7])
    assert len(rates) == 2
    assert rates[1] == pytest.approx(-0.0833, abs=5e-5)
    for rate in rates:
        assert net_present_value([-100, 100, 0, -7], rate) == pytest.approx(0.0, abs=1e-9)
    with pytest.raises(AppraisalError):
        internal_rate_of_return([-100, 100, 0, -7])


def test_four_rates_of_return() -> None:
    """Ross, Westerfield and Jordan, Fundamentals of Corporate Finance, "Multiple IRRs".

    252 g^4 - 1431 g^3 + 3035 g^2 - 2850 g + 1000 = (4g - 5)(3g - 4)(7g - 10)(3g - 5).
    """
    factors = [np.array(pair) for pair in ([4, -5], [3, -4], [7, -10], [3, -5])]
    product = np.array([1])
    for factor in factors:
        product = np.convolve(product, factor)
    assert product.tolist() == [252, -1431, 3035, -2850, 1000]
    rates = internal_rates_of_return([-252, 1431, -3035, 2850, -1000])
    np.testing.assert_allclose(rates, [1 / 4, 1 / 3, 3 / 7, 2 / 3], rtol=1e-9)


def test_equivalent_annual_cost_of_a_machine() -> None:
    """Encyclopaedia entry "Equivalent annual cost" (nationmaster.com): 31,360 a year."""
    cost = equivalent_annual_value(50_000.0, 0.05, 3, first_period=1) + 13_000.0
    assert cost == pytest.approx(31_360.0, abs=0.5)


def test_an_annuity_and_a_perpetuity() -> None:
    """Closed forms: (1 - v^n) / r, and 1 / r in the limit."""
    assert net_present_value(np.ones(8), 0.05, 1) == pytest.approx((1 - 1.05**-8) / 0.05)
    assert net_present_value(np.ones(2000), 0.05, 1) == pytest.approx(1 / 0.05, rel=1e-12)


def test_accounts_by_perspective_of_a_published_programme() -> None:
    """Washington State Institute for Public Policy, Benefit-Cost Results, programme 572.

    "Work experience", estimates of December 2016, 2015 dollars per participant: benefits to
    taxpayers 2,570, participants 1,547, others 0, indirect -283, total 3,834; net programme cost
    2,053; benefits minus cost 1,780; benefit to cost ratio 1.87. Its "indirect" holds the
    deadweight cost of taxation, our excess burden. All are present values already (rate zero).
    """
    rows = [
        ("service_cost", "government_other", "resources", 2053.0),
        ("continuing_loss", "government_other", "resources", -2570.0),
        ("continuing_loss", "person", "resources", -1547.0),
        ("excess_burden", "government_other", "resources", 283.0),
    ]
    size = made_up.Size(draws=1, years=1, charges=0)
    data = made_up.dataset(size, np.random.default_rng(1), (BUSINESS_AS_USUAL, "programme"))
    data = data.drop_dims("entry").assign_coords(
        entry=["|".join(row[:3]) for row in rows],
        entry_category=("entry", [row[0] for row in rows]),
        entry_from=("entry", [row[1] for row in rows]),
        entry_to=("entry", [row[2] for row in rows]),
    )
    amounts = np.array([[0.0] * len(rows), [row[3] for row in rows]])
    data["ledger"] = (("scenario", "draw", "year", "entry"), amounts[:, None, None, :])
    worth = appraise(data, discount_rate=0.0, funder="government", detail=False)
    worth = worth.sel(scenario="programme", draw=0)
    assert worth["net_present_value"].item() == pytest.approx(1_780.0, abs=1.5)  # sums rounded
    assert worth["benefit_cost_ratio"].item() == pytest.approx(1.87, abs=0.005)
    by_party = worth["net_present_value_by_party"]
    assert by_party.sel(party="person").item() == 1547.0
    assert by_party.sel(party="government_other").item() == 2570.0 - 283.0 - 2053.0
    assert worth["public_cost"].item() == 2053.0 - 2570.0  # the treasury gains
