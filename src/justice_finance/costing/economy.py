"""How large a country is: product, public expenditure, people and aid, in the study's money.

Figures of the country tables where there are any, else those that `needs.yaml` states. They grow
over the years of the study as the model's adults and incomes do.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from justice_finance.evidence.tables import CountryTables, load_country_tables
from justice_finance.scenario.evaluate import Evaluator
from justice_finance.scenario.frames import general_frame
from justice_finance.scenario.realise.blocks import growth_by_year
from justice_finance.units.money import Money, study_money_factor

FloatArray = NDArray[np.float64]

SIZES = {
    "gross_domestic_product": "Gross domestic product",
    "government_expenditure": "Expenditure of central government",
    "people": "People",
    "aid": "Official development assistance received",
}


@dataclass(frozen=True)
class Size:
    """One size of the country.

    Attributes
    ----------
    base : float
        In the base year, money of the study or people; before any growth.
    values : array (draw, year)
    source : str
        Which figure, of which year.
    attribution : str
        Whose figure, as its licence asks.
    """

    base: float
    values: FloatArray
    source: str
    attribution: str = ""


def sizes_of(evaluator: Evaluator, iso3: str | None, money: Money) -> dict[str, Size]:
    """Every size that is known.

    Parameters
    ----------
    evaluator : Evaluator
        Over a recipe that holds the leaves of `needs.yaml`.
    iso3 : str or None
        Code of the country in the tables; None for an invented one.
    money : Money
        Of the study.

    Returns
    -------
    dict of Size
        By name, those of `SIZES` that are known.
    """
    general = general_frame(evaluator.recipe.years)
    count = len(general.years)

    def growth(path: str) -> FloatArray:
        return np.asarray(growth_by_year(evaluator.value(path, general), count)[:, :, 0])

    adults = growth("country.adults_growth")
    incomes = growth("country.income_growth") * adults
    grows: dict[str, FloatArray] = dict.fromkeys(SIZES, incomes) | {"people": adults}
    published: dict[str, tuple[float, str, str]] = {}
    if iso3 is not None:
        published = _published(load_country_tables(), iso3, money, general.years[0])
    found: dict[str, Size] = {}
    for name in SIZES:
        path = f"needs.economy.{name}"
        shape = (evaluator.size, count)
        if evaluator.has(path):
            own = evaluator.value(path, general)[:, :, 0]
            values = np.broadcast_to(own * grows[name], shape)
            found[name] = Size(float(own.mean()), values, "stated by the study")
        elif name in published:
            base, *said = published[name]
            found[name] = Size(base, np.broadcast_to(base * grows[name], shape), *said)
    return found


def _published(
    tables: CountryTables, iso3: str, money: Money, base_year: int
) -> dict[str, tuple[float, str, str]]:
    """Figures of the newest year up to the base year, in the study's money."""

    def newest(variable: str) -> tuple[int, float] | None:
        series = {y: v for y, v in tables.series(iso3, variable).items() if y <= base_year}
        return (max(series), series[max(series)]) if series else None

    def in_money(year: int, dollars: float) -> float | None:
        # Counted in local money and published in dollars of its own year: so back the same way.
        rate = tables.series(iso3, "fx_official").get(year)
        local = Money(tables.countries[iso3]["currency_code"], year)
        if rate is None:
            return None
        return dollars * rate * study_money_factor(local, money, prices, country=iso3)

    def told(year: int, variable: str) -> tuple[str, str]:
        source = tables.figure(iso3, variable, year).source_id
        return f"{variable} of {year}", tables.sources[source]["attribution"]

    prices = tables.price_tables()
    found: dict[str, tuple[float, str, str]] = {}
    product, spent, people = newest("gdp_usd"), newest("expense_central"), newest("population")
    aid = newest("oda_received_usd")
    amount = None if product is None else in_money(*product)
    if product is not None and amount is not None:
        found["gross_domestic_product"] = amount, *told(product[0], "gdp_usd")
        if spent is not None:
            share = spent[1] / 100.0
            found["government_expenditure"] = amount * share, *told(spent[0], "expense_central")
    if people is not None:
        found["people"] = people[1], *told(people[0], "population")
    received = None if aid is None else in_money(*aid)
    if aid is not None and received is not None:
        found["aid"] = received, *told(aid[0], "oda_received_usd")
    return found
