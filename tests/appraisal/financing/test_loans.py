"""Loans: what is lent comes back, and what it is worth at its own rate is nothing."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from justice_finance.appraisal import concessional_loan as loan
from justice_finance.appraisal import grant_element, loan_schedule, net_present_value
from justice_finance.errors import AppraisalError

rates = st.floats(0.0, 0.2)
terms = st.tuples(st.integers(1, 30), st.integers(1, 4)).flatmap(
    lambda pair: st.tuples(
        st.just(pair[0]), st.integers(1, pair[0] * pair[1]).map(lambda k: k / pair[1]),
        st.just(pair[1]),
    )
)  # fmt: skip
profiles = st.sampled_from(["equal_principal", "annuity", "lump_sum"])


@given(rates, terms, profiles)
def test_principal_comes_back_and_interest_is_on_what_is_owed(rate, term, profile) -> None:
    found = loan_schedule(rate, *term, profile)
    assert found.principal.sum() == pytest.approx(1.0, abs=1e-9)
    owed = np.concatenate([[1.0], found.outstanding[:-1]])
    np.testing.assert_allclose(found.interest, rate / term[2] * owed, atol=1e-12)
    first = term[0] if profile == "lump_sum" else term[1]
    assert not found.principal[found.time < first - 1e-9].any()
    if profile == "annuity":
        np.testing.assert_allclose(np.diff(found.payment[found.time >= first - 1e-9]), 0, atol=1e-9)


@given(st.floats(0.0, 0.2), terms, profiles)
def test_a_loan_at_the_reference_rate_has_no_grant_in_it(rate, term, profile) -> None:
    """The reference rate that compounds to the loan's own rate in each period."""
    effective = (1.0 + rate / term[2]) ** term[2] - 1.0
    assert grant_element(rate, *term, profile, effective) == pytest.approx(0.0, abs=1e-9)


@given(rates, terms, profiles, st.floats(0.01, 0.15))
def test_it_is_at_most_one_and_falls_with_interest(rate, term, profile, reference) -> None:
    found = grant_element(rate, *term, profile, reference)
    assert found <= 1.0
    assert grant_element(rate + 0.01, *term, profile, reference) < found


def test_a_yearly_loan_as_transfers_is_worth_its_grant_element_to_the_borrower() -> None:
    paid = loan(100.0, 12, 0.02, 10, 3)
    net = paid[0].amount - paid[1].amount - paid[2].amount
    expected = 100.0 * grant_element(0.02, 10, 3, 1, reference_rate=0.07)
    assert net_present_value(net, 0.07) == pytest.approx(expected, rel=1e-12)


def test_inflation_makes_a_loan_cheaper() -> None:
    """Real worth at the real rate is nominal worth at the nominal one."""
    paid = loan(100.0, 12, 0.06, 10, inflation=0.03)
    net = paid[0].amount - paid[1].amount - paid[2].amount
    real = 1.08 / 1.03 - 1.0
    expected = 100.0 * grant_element(0.06, 10, None, 1, reference_rate=0.08)
    assert net_present_value(net, real) == pytest.approx(expected, rel=1e-10)


def test_what_falls_after_the_years_shown_is_left_out() -> None:
    paid = loan(100.0, 4, 0.0, 8)
    assert paid[2].amount.tolist() == [0.0, 12.5, 12.5, 12.5]


@pytest.mark.parametrize(
    "terms",
    [(-0.1, 5), (0.1, 5, 6), (0.1, 5.3, 1, 2), (0.1, 5, 0.3, 2), (0.1, 5, 0)],
)
def test_terms_that_cannot_be_paid_are_refused(terms) -> None:
    with pytest.raises(AppraisalError, match="loan_terms_wrong"):
        loan_schedule(*terms)
