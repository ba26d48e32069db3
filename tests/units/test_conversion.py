"""Conversions that need no price table."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from justice_finance.errors import UnitError
from justice_finance.units.conversion import convert, factor_between

DURATIONS = ("days", "months", "years")


@pytest.mark.parametrize(
    ("value", "start", "end", "expected"),
    [
        (2.0, "years", "days", 730.0),
        (12.0, "months", "days", 365.0),
        (30_000.0, "money_per_month", "money_per_year", 360_000.0),
        (365.0, "money_per_prisoner_per_year", "money_per_prisoner_per_month", 365.0 / 12),
        (7.0, "cases_per_month", "cases_per_year", 84.0),
        (40_700.0, "money_per_case", "money_per_visit", 40_700.0),
        (0.4, "share", "share", 0.4),
    ],
)
def test_periods_and_services_given_once_are_converted(
    value: float, start: str, end: str, expected: float
) -> None:
    assert convert(value, start, end) == pytest.approx(expected, rel=1e-15)


@given(st.floats(1e-6, 1e6), st.sampled_from(DURATIONS), st.sampled_from(DURATIONS))
def test_there_and_back_is_the_identity(value: float, start: str, end: str) -> None:
    assert convert(convert(value, start, end), end, start) == pytest.approx(value, rel=1e-14)


@given(st.sampled_from(DURATIONS), st.sampled_from(DURATIONS), st.sampled_from(DURATIONS))
def test_a_detour_changes_no_factor(first: str, second: str, third: str) -> None:
    def factor(start: str, end: str) -> float:
        found = factor_between(start, end)
        assert found is not None
        return found

    assert factor(first, second) * factor(second, third) == pytest.approx(
        factor(first, third), rel=1e-14
    )


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("share", "days"),
        ("money_per_day", "money_per_year"),  # a working day is no calendar day
        ("hours", "days"),  # hours of work are no part of a calendar day
        ("people", "cases"),  # person, problem, dispute and case are kept apart
        ("people_per_staff", "people_per_site"),
        ("money_per_case", "money_per_case_per_year"),
        ("money_per_prisoner_per_year", "money_per_person_per_year"),
        ("share", "relative_change"),
    ],
)
def test_what_measures_something_else_is_refused(start: str, end: str) -> None:
    with pytest.raises(UnitError) as caught:
        convert(1.0, start, end)
    assert [mistake.code for mistake in caught.value.mistakes] == ["unit_mismatch"]


def test_both_unknown_units_are_reported_together() -> None:
    with pytest.raises(UnitError) as caught:
        convert(1.0, "moons", "daze")
    assert [mistake.code for mistake in caught.value.mistakes] == ["unit_unknown"] * 2
