"""Money: deflate first, convert second, at the rate of the study's price year."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from justice_finance.errors import UnitError
from justice_finance.evidence.tables import load_country_tables
from justice_finance.units.money import Money, to_study_money
from justice_finance.units.prices import CountryMoney, PriceTables, PriceWarning

TABLES = load_country_tables().price_tables()
KES_2024 = Money("KES", 2024)
YEARS = st.integers(2010, 2025)
COUNTRIES = st.sampled_from(["KEN", "UGA", "CAN", "GBR", "BGD", "ZAF"])
CURRENCIES = st.sampled_from(["KES", "UGX", "USD", "GBP", "BDT", "ZAR"])

INVENTED = PriceTables(
    countries={
        "ARC": CountryMoney("ARC", "AR", "Arcadia", "ARC"),
        "BOR": CountryMoney("BOR", "BO", "Borduria", "BOK"),
        "UNA": CountryMoney("UNA", "UN", "Una", "EUR"),
        "DUO": CountryMoney("DUO", "DU", "Duo", "EUR"),
    },
    series={
        ("ARC", "gdp_deflator"): {2020: 100.0, 2022: 121.0},
        ("ARC", "cpi"): {2020: 100.0, 2022: 150.0},
        ("ARC", "fx_official"): {2020: 2.0, 2022: 4.0},
        ("ARC", "ppp_factor"): {2022: 2.0},
        ("BOR", "gdp_deflator"): {2020: 50.0, 2022: 60.0},
        ("BOR", "fx_official"): {2020: 10.0, 2022: 8.0},
        ("BOR", "ppp_factor"): {2022: 5.0},
        ("UNA", "gdp_deflator"): {2020: 1.0, 2022: 1.5},
        ("UNA", "fx_official"): {2022: 0.5},
    },
    warnings=(PriceWarning("BOR", "fx_official", 2020, 2021, "two rates"),),
)


def codes(caught: pytest.ExceptionInfo[UnitError]) -> list[str]:
    return [mistake.code for mistake in caught.value.mistakes]


@pytest.mark.parametrize(
    ("amount", "money", "expected"),
    [
        # 30,000 shillings of 2019 at prices of 2024: x 121.356 / 95.2845
        (30_000.0, Money("KES", 2019), 30_000 * 121.356 / 95.2845),
        # 50 US dollars of 2022: US prices to 2024 (119.027 / 112), then 134.822 shillings each
        (50.0, Money("USD", 2022), 50 * 119.027 / 112.0 * 134.822),
        # 100 US dollars of the study's own price year: the rate alone
        (100.0, Money("USD", 2024), 13_482.2),
        (7.0, KES_2024, 7.0),
    ],
)
def test_kenyan_conversions_worked_out_by_hand(
    amount: float, money: Money, expected: float
) -> None:
    assert to_study_money(amount, money, KES_2024, TABLES) == pytest.approx(expected, rel=1e-12)


def test_household_costs_may_follow_consumer_prices() -> None:
    got = to_study_money(1000.0, Money("KES", 2017), KES_2024, TABLES, index="cpi")
    assert got == pytest.approx(1000 * 128.522 / 86.1102, rel=1e-12)


def test_purchasing_power_replaces_the_exchange_rate_of_the_price_year() -> None:
    got = to_study_money(1.0, Money("USD", 2024), KES_2024, TABLES, by="ppp")
    assert got == pytest.approx(43.256, rel=1e-12)


def test_both_rates_belong_to_the_price_year_of_the_result() -> None:
    # Arcadia: 100 of 2020 are 121 of 2022; at 4 against 8 to the dollar that is 242 Bordurian.
    got = to_study_money(100.0, Money("ARC", 2020), Money("BOK", 2022), INVENTED)
    assert got == pytest.approx(242.0, rel=1e-14)


def test_the_words_after_per_are_converted_with_the_money() -> None:
    got = to_study_money(10.0, Money("ARC", 2022, "month"), Money("ARC", 2022, "year"), INVENTED)
    assert got == pytest.approx(120.0, rel=1e-14)


def test_money_for_different_things_is_refused() -> None:
    with pytest.raises(UnitError) as caught:
        to_study_money(10.0, Money("ARC", 2022, "day"), Money("ARC", 2022, "year"), INVENTED)
    assert codes(caught) == ["unit_mismatch"]


@given(st.floats(1e-3, 1e9), COUNTRIES, YEARS, YEARS, st.sampled_from(["gdp_deflator", "cpi"]))
def test_deflating_there_and_back_is_the_identity(
    amount: float, country: str, first: int, second: int, index: str
) -> None:
    there = TABLES.deflate(amount, country, first, second, index=index)  # type: ignore[arg-type]
    back = TABLES.deflate(there, country, second, first, index=index)  # type: ignore[arg-type]
    assert back == pytest.approx(amount, rel=1e-13)


@given(st.floats(1e-3, 1e9), COUNTRIES, COUNTRIES, COUNTRIES, st.integers(2010, 2024))
def test_exchanging_by_way_of_a_third_country_changes_nothing(
    amount: float, first: str, second: str, third: str, year: int
) -> None:
    direct = TABLES.exchange(amount, first, third, year)
    detour = TABLES.exchange(TABLES.exchange(amount, first, second, year), second, third, year)
    assert detour == pytest.approx(direct, rel=1e-13)


@given(st.floats(1e-3, 1e9), CURRENCIES, YEARS, st.floats(0.1, 10.0))
def test_conversion_keeps_zero_and_proportion(
    amount: float, currency: str, year: int, scale: float
) -> None:
    money = Money(currency, year)
    one = to_study_money(amount, money, KES_2024, TABLES)
    assert one > 0.0
    assert to_study_money(scale * amount, money, KES_2024, TABLES) == pytest.approx(
        scale * one, rel=1e-12
    )
    assert to_study_money(0.0, money, KES_2024, TABLES) == 0.0


def test_a_warned_year_is_refused_and_a_year_beside_it_is_not() -> None:
    money, study = Money("ARC", 2020), Money("BOK", 2020)
    with pytest.raises(UnitError) as caught:
        to_study_money(1.0, money, study, INVENTED)
    assert codes(caught) == ["unit_series_disagree"]
    to_study_money(1.0, money, Money("BOK", 2022), INVENTED)


def test_a_warning_on_the_official_rate_holds_for_purchasing_power_too() -> None:
    with pytest.raises(UnitError) as caught:
        INVENTED.exchange(1.0, "ARC", "BOR", 2021, by="ppp")
    assert codes(caught) == ["unit_series_disagree"]


@pytest.mark.parametrize("country", ["NGA", "GHA"])
def test_there_is_no_default_deflator_where_no_open_series_is_whole(country: str) -> None:
    with pytest.raises(UnitError):
        TABLES.deflate(1.0, country, 2020, 2021)


def test_a_currency_of_many_countries_needs_a_country() -> None:
    with pytest.raises(UnitError) as caught:
        to_study_money(1.0, Money("EUR", 2020), Money("EUR", 2022), INVENTED)
    assert codes(caught) == ["unit_currency_of_many_countries"]
    got = to_study_money(1.0, Money("EUR", 2020), Money("EUR", 2022), INVENTED, country="UNA")
    assert got == pytest.approx(1.5)


def test_a_dollar_follows_the_prices_of_its_issuer() -> None:
    assert TABLES.country_of("USD") == "USA"  # fourteen economies use it
    assert TABLES.country_of("CHF") == "CHE"
    assert TABLES.country_of("KES") == "KEN"


def test_no_table_is_needed_where_nothing_is_converted() -> None:
    empty = PriceTables({}, {})
    assert to_study_money(3.0, Money("XTS", 1950), Money("XTS", 1950), empty) == 3.0
