"""The closed vocabulary of units."""

from __future__ import annotations

import pytest

from justice_finance.units.names import FOR_EACH, MEASURED, find_unit, nearest_unit


def test_a_unit_is_taken_apart_into_what_and_for_each_of_what() -> None:
    unit = find_unit("cases_per_staff_per_year")
    assert unit is not None
    assert (unit.measured, unit.per) == ("cases", ("staff", "year"))
    assert not unit.is_money


def test_a_bare_rate_is_written_per_year() -> None:
    unit = find_unit("per_year")
    assert unit is not None
    assert (unit.measured, unit.per) == ("rate", ("year",))


@pytest.mark.parametrize(
    "name", ["", "percent", "money per case", "KES_per_case", "share_per_", "rate", "per_", "Days"]
)
def test_what_is_not_in_the_vocabulary_is_not_a_unit(name: str) -> None:
    assert find_unit(name) is None


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("money per case", "money_per_case"),
        ("month", "months"),
        ("Cases per yaer", "cases_per_year"),
        ("furlongs of oxen", None),
    ],
)
def test_the_nearest_unit_is_named(written: str, meant: str | None) -> None:
    assert nearest_unit(written) == meant
    assert meant is None or find_unit(meant) is not None


def test_no_word_of_the_vocabulary_contains_the_joint() -> None:
    # `_per_` joins words; a word that held it could not be taken apart again.
    assert not [word for word in (*MEASURED, *FOR_EACH) if "_per_" in f"_{word}_"]
