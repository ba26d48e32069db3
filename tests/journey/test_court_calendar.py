"""Closed days of every year as stretches of time, and the share of time that is open."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from justice_finance.journey.closed_days import recurring
from justice_finance.journey.court_calendar import (
    NEVER_CLOSED,
    as_array,
    closures_of,
    open_share,
    open_share_of_years,
)

DAYS = st.integers(1, 365)


def test_a_vacation_comes_back_every_year() -> None:
    assert recurring([(213, 243)], 3) == [(212.0, 243.0), (577.0, 608.0), (942.0, 973.0)]


def test_one_over_the_new_year_is_one_stretch_cut_at_the_ends_of_the_run() -> None:
    assert recurring([(360, 5)], 2) == [(0.0, 5.0), (359.0, 370.0), (724.0, 730.0)]


def test_closures_that_touch_are_one() -> None:
    assert recurring([(1, 10), (11, 20), (15, 16)], 1) == [(0.0, 20.0)]


def test_nothing_is_closed_by_default() -> None:
    assert closures_of(NEVER_CLOSED, 0) == []
    assert np.array_equal(open_share_of_years(NEVER_CLOSED, 2, 3), np.ones((3, 2)))


def test_the_open_share_of_each_stretch() -> None:
    closures = as_array([[], [(10.0, 20.0), (360.0, 370.0)]])
    share = open_share(closures, 2, np.array([0.0, 20.0, 365.0, 385.0]))
    np.testing.assert_allclose(share, [[1.0, 0.5], [1.0, 340.0 / 345.0], [1.0, 0.75]])


@given(days=st.lists(st.tuples(DAYS, DAYS), max_size=4), years=st.integers(1, 3))
def test_stretches_lie_apart_in_the_run_and_every_day_is_as_the_calendar_says(days, years) -> None:
    closed = recurring(days, years)
    assert all(b < c for (_, b), (c, _) in pairwise(closed))
    assert all(0.0 <= begin < end <= 365.0 * years for begin, end in closed)
    for day in range(365 * years):
        number = day % 365 + 1
        expected = any(
            (first <= number <= last) if first <= last else (number >= first or number <= last)
            for first, last in days
        )
        assert expected == any(begin <= day < end for begin, end in closed)
    shares = open_share_of_years(as_array([closed]), 1, years)[:, 0]
    whole = 365.0 * years - sum(end - begin for begin, end in closed)
    np.testing.assert_allclose(shares.sum() * 365.0, whole, atol=1e-9)
