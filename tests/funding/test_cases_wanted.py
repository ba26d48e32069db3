"""How many cases a target asks for, in closed form, and the staff that have to be added."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from justice_finance.funding.needs import (
    cases_for_coverage,
    cases_for_disposition_time,
    staff_added,
)

YEAR = 365.0
amounts = st.floats(0.0, 1e6)


def test_in_balance_a_year_to_disposition_leaves_a_year_s_cases_pending() -> None:
    """1,000 come, 1,000 are pending: resolving the 1,000 that come keeps 365 days."""
    found = cases_for_disposition_time(
        np.full((1, 4), 1_000.0), np.array([1_000.0]), np.full((1, 4), YEAR)
    )
    np.testing.assert_allclose(found, 1_000.0)


def test_a_backlog_is_worked_off_in_the_year_in_which_the_standard_begins() -> None:
    """3,000 pending and 1,000 to come: 2,000 resolved leave 2,000, a year's worth; then 1,500."""
    found = cases_for_disposition_time(
        np.full((1, 2), 1_000.0), np.array([3_000.0]), np.full((1, 2), YEAR)
    )
    assert found.tolist() == [[2_000.0, 1_500.0]]


@given(
    st.lists(amounts, min_size=3, max_size=3),
    amounts,
    st.lists(st.floats(1.0, 2_000.0), min_size=3, max_size=3),
    amounts,
)
def test_the_standard_is_met_at_the_end_of_each_year(incoming, pending, days, floor) -> None:
    found = cases_for_disposition_time(
        np.array([incoming]), np.array([pending]), np.array([days]), floor
    )[0]
    left = pending
    for resolved, come, wanted in zip(found, incoming, days, strict=True):
        assert resolved <= left + come + 1e-6
        left = left + come - resolved
        assert YEAR * left <= wanted * resolved * (1.0 + 1e-9) + 1e-3
        assert resolved >= min(floor, left + resolved) - 1e-6


@given(amounts, st.floats(0.0, 1.0), amounts)
def test_coverage_never_drops_anybody_who_is_served_now(needing, share, served) -> None:
    found = cases_for_coverage(np.array([needing]), np.array([share]), served)[0]
    assert found == max(needing * share, served)


def test_staff_are_added_once_and_not_again_after_a_fall() -> None:
    staff = np.array([8.0, 6.0, 9.0, 9.0])
    assert staff_added(staff, np.full(4, 5.0)).tolist() == [3.0, 0.0, 1.0, 0.0]
    assert staff_added(staff).tolist() == [0.0, 0.0, 1.0, 0.0]


@given(st.lists(st.floats(0.0, 1e4), min_size=1, max_size=8), st.floats(0.0, 1e4))
def test_staff_added_make_up_the_most_there_is(staff, before) -> None:
    added = staff_added(np.array(staff), np.full(len(staff), before))
    assert before + added.sum() == pytest.approx(max(before, *staff))
