"""Results in other money: one factor each, from the tables a study is converted with."""

from __future__ import annotations

import pytest

from justice_finance.runs.other_money import other_money
from justice_finance.units.prices import CountryMoney, PriceTables

COUNTRIES = {
    "AAA": CountryMoney("AAA", "AA", "A land", "AAX"),
    "USA": CountryMoney("USA", "US", "United States", "USD"),
}
SERIES = {
    ("AAA", "gdp_deflator"): {2020: 80.0, 2024: 100.0, 2025: 110.0},
    ("AAA", "fx_official"): {2024: 50.0},
    ("USA", "fx_official"): {2024: 1.0},
    ("AAA", "ppp_factor"): {2024: 20.0},
    ("USA", "ppp_factor"): {2024: 1.0},
}


def test_amounts_are_deflated_at_home_and_exchanged_at_the_price_year() -> None:
    found = other_money(PriceTables(COUNTRIES, SERIES), "AAX", 2024)
    assert [(each["currency"], each["price_year"], each["by"]) for each in found] == [
        ("AAX", 2024, "study"),
        ("USD", 2024, "official"),
        ("international dollars", 2024, "ppp"),
        ("AAX", 2025, "gdp_deflator"),
        ("AAX", 2020, "gdp_deflator"),
    ]
    assert [each["factor"] for each in found] == pytest.approx([1.0, 1 / 50, 1 / 20, 1.1, 0.8])


def test_without_open_tables_there_is_the_study_s_own_money_alone() -> None:
    found = other_money(PriceTables(COUNTRIES, {}), "AAX", 2024)
    assert [each["by"] for each in found] == ["study"]
    assert len(other_money(PriceTables({}, {}), "XXX", 2024)) == 1
