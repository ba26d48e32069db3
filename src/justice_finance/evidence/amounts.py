"""An amount of the register in a study's money."""

from __future__ import annotations

from justice_finance.errors import EvidenceError, Mistake, Place
from justice_finance.evidence.uses import refusals
from justice_finance.evidence.values import EvidenceValue
from justice_finance.units.money import Money, study_money_factor
from justice_finance.units.prices import DeflatorName, PriceTables, RateName


def money_of(value: EvidenceValue) -> Money:
    """What an entry's amount is in.

    Raises
    ------
    EvidenceError
        If the entry is no money, or its price year is not stated.
    """
    found = refusals(value)
    if value.currency is None or value.price_year is None:
        found = found or refusals(value, as_unit="money")
    if found:
        place = Place(value.file, value.line, 1, value.id)
        raise EvidenceError(
            [Mistake(code, place, wrong, right, do) for code, wrong, right, do in found]
        )
    assert value.currency is not None and value.price_year is not None
    _, _, per = value.unit.partition("money_per_")
    return Money(value.currency, value.price_year, per or None)


def amount_in_study_money(
    value: EvidenceValue,
    study_money: Money,
    tables: PriceTables,
    *,
    index: DeflatorName = "gdp_deflator",
    by: RateName = "official",
    place: Place | None = None,
) -> tuple[float, float | None, float | None]:
    """An entry's value, low and high in the study's currency and price year.

    Parameters
    ----------
    value : EvidenceValue
        An entry in units of money.
    study_money : Money
        The study's currency and price year, and for each of what.
    tables : PriceTables
        Deflators and rates.
    index, by : str
        As in `units.money.study_money_factor`.
    place : Place, optional
        Where the entry is used, for the message.

    Returns
    -------
    tuple
        Value, low and high; None where the entry has none. All three are multiplied by one factor.

    Raises
    ------
    EvidenceError
        If the entry is no money, has no stated price year, or is unverified.
    UnitError
        If no open table allows the conversion.

    Notes
    -----
    Prices follow the entry's own country where that country uses the currency (a figure in euro on
    Germany follows German prices), and otherwise the country that issues it (a figure in US
    dollars on Malawi follows prices of the United States).
    """
    money = money_of(value)
    factor = study_money_factor(
        money,
        study_money,
        tables,
        country=_home(value, tables),
        index=index,
        by=by,
        place=place or Place(value.file, value.line, 1, value.id),
    )
    low = None if value.low is None else value.low * factor
    high = None if value.high is None else value.high * factor
    return value.value * factor, low, high


def _home(value: EvidenceValue, tables: PriceTables) -> str | None:
    """The entry's country, if the amount is in its currency."""
    country = tables.countries.get(value.geography)
    return country.iso3 if country is not None and country.currency == value.currency else None
