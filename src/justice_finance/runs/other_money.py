"""Other money in which a result may be shown: other price years, dollars, purchasing power."""

from __future__ import annotations

from typing import Any

from justice_finance.errors import UnitError
from justice_finance.units.prices import PriceTables

EARLIEST = 2015
DOLLARS = {"official": "USD", "ppp": "international dollars"}
DOLLAR_COUNTRY = "USA"


def other_money(tables: PriceTables, currency: str, price_year: int) -> list[dict[str, Any]]:
    """What an amount of the study is multiplied by to stand in other money.

    Prices are deflated in the country's own currency and exchanged at the rate of the price year.

    Parameters
    ----------
    tables : PriceTables
    currency : str
        Of the study.
    price_year : int
        Of the study.

    Returns
    -------
    list of dict
        `currency`, `price_year`, `factor`, `by` (`study`, `gdp_deflator`, `official`, `ppp`); the
        study's own money first. Where an open series is missing the line is left out.
    """
    own: dict[str, Any] = {"currency": currency, "price_year": price_year, "factor": 1.0}
    found = [{**own, "by": "study"}]
    try:
        country = tables.country_of(currency)
    except UnitError:
        return found
    for by, name in DOLLARS.items():
        try:
            factor = tables.exchange(1.0, country, DOLLAR_COUNTRY, price_year, by)  # type: ignore[arg-type]
        except UnitError:
            continue
        if name != currency:
            found.append({**own, "currency": name, "factor": factor, "by": by})
    for year in range(price_year + 1, EARLIEST - 1, -1):
        if year == price_year:
            continue
        try:
            factor = tables.deflate(1.0, country, price_year, year)
        except UnitError:
            continue
        found.append({**own, "price_year": year, "factor": factor, "by": "gdp_deflator"})
    return found
