"""Amounts of the register in a study's money."""

from __future__ import annotations

import dataclasses

import pytest

from justice_finance.errors import EvidenceError, UnitError
from justice_finance.evidence.amounts import amount_in_study_money, money_of
from justice_finance.evidence.register import load_register
from justice_finance.evidence.tables import load_country_tables
from justice_finance.units.money import Money

REGISTER = load_register()
TABLES = load_country_tables().price_tables()
KES_2024 = Money("KES", 2024)


def test_value_and_interval_are_multiplied_by_one_factor() -> None:
    value = REGISTER.value("nj_usa13_trial_cost")  # 82,500 (43,000 to 122,000) USD of 2012
    assert money_of(value) == Money("USD", 2012, "case_side")
    got, low, high = amount_in_study_money(value, KES_2024, TABLES)
    factor = 119.027 / 88.4294 * 134.822
    assert got == pytest.approx(82_500 * factor, rel=1e-12)
    assert low == pytest.approx(43_000 * factor, rel=1e-12)
    assert high == pytest.approx(122_000 * factor, rel=1e-12)


def test_an_amount_follows_the_prices_of_its_own_country_where_it_is_in_its_currency() -> None:
    value = REGISTER.value("cf_ken_case_actual")
    dutch = dataclasses.replace(value, geography="NLD", currency="EUR", price_year=2020)
    german = dataclasses.replace(dutch, geography="DEU")
    in_euro = Money("EUR", 2024)
    assert (
        amount_in_study_money(dutch, in_euro, TABLES)[0]
        != amount_in_study_money(german, in_euro, TABLES)[0]
    )


def test_an_amount_in_dollars_follows_the_prices_of_the_united_states() -> None:
    value = dataclasses.replace(
        REGISTER.value("cf_ken_case_actual"), geography="MWI", currency="USD", price_year=2019
    )
    got, low, high = amount_in_study_money(value, Money("USD", 2024), TABLES)
    assert got == pytest.approx(value.value * 119.027 / 98.6731, rel=1e-12)
    assert (low, high) == (None, None)


def test_what_is_no_money_or_has_no_price_year_is_refused() -> None:
    for evidence_id in ("nj_ken17_prev", "bp_ken_court_fee_cap"):
        with pytest.raises(EvidenceError):
            amount_in_study_money(REGISTER.value(evidence_id), KES_2024, TABLES)


def test_a_group_of_countries_has_no_prices_of_its_own() -> None:
    value = next(v for v in REGISTER if v.currency == "EUR" and v.geography == "EU")
    with pytest.raises(UnitError):
        amount_in_study_money(value, KES_2024, TABLES)


def test_most_shipped_amounts_can_be_put_into_shillings_of_2024() -> None:
    done = refused = 0
    for value in REGISTER:
        if value.unit.startswith("money"):
            try:
                got, _, _ = amount_in_study_money(value, KES_2024, TABLES)
                assert (got > 0) == (value.value > 0)
                done += 1
            except (EvidenceError, UnitError):
                refused += 1
    assert done > 5 * refused
