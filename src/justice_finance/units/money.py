"""The one conversion of money, on the way in: deflate first, convert second.

An amount stands in some currency at prices of some year. A study works in one currency and one
price year. The amount is brought to the study's price year with the index of *its own* country,
and then to the study's currency at the rate *of that year*: both rates belong to the price year of
the result, never a mixture of two years. What a US dollar of 2019 bought is thus first put at US
prices of 2024, and these dollars become shillings at the rate of 2024.

The other order (change into local money at the old rate, then follow local prices) gives another
answer wherever the real exchange rate has moved: 20 % less for Kenya from 2019 to 2024. It suits
amounts that were spent in local money and only reported in dollars: put those into the register, or
into the model file, in local money of the year they were spent.
"""

from __future__ import annotations

from dataclasses import dataclass

from justice_finance.errors import Mistakes, Place, UnitError
from justice_finance.units.conversion import factor_between
from justice_finance.units.prices import DeflatorName, PriceTables, RateName


@dataclass(frozen=True)
class Money:
    """What an amount of money is in: currency, price year, and for each of what."""

    currency: str
    price_year: int
    per: str | None = None
    """One or more words of `names.FOR_EACH` joined by `_per_`; None for a sum."""

    @property
    def unit(self) -> str:
        """Name of the unit, such as `money_per_case`."""
        return f"money_per_{self.per}" if self.per else "money"

    def __str__(self) -> str:
        each = f" per {self.per.replace('_per_', ' per ').replace('_', ' ')}" if self.per else ""
        return f"{self.currency}{each}, prices of {self.price_year}"


def study_money_factor(
    money: Money,
    study_money: Money,
    tables: PriceTables,
    *,
    country: str | None = None,
    index: DeflatorName = "gdp_deflator",
    by: RateName = "official",
    place: Place | None = None,
) -> float:
    """What an amount is multiplied by to stand in the study's money.

    Parameters
    ----------
    money, study_money : Money
        What the amount is in, and what it shall be in. If `study_money.per` is given, months and
        years are converted too.
    tables : PriceTables
        Deflators, exchange rates and purchasing power.
    country : str, optional
        Country whose prices the amount follows, for a currency of many countries (EUR, XOF).
    index : str
        `gdp_deflator`, or `cpi` for what households buy.
    by : str
        `official` exchange rate or `ppp`.
    place : Place, optional
        Where the amount was written, for the message.

    Returns
    -------
    float
        Positive.

    Raises
    ------
    UnitError
        If no open table allows the conversion, or the amounts are for different things.

    Notes
    -----
    With P the index of the amount's country, e the two currencies' rates per dollar, s the study's
    price year and a the amount's: P[s] / P[a] x e_study[s] / e_amount[s].

    Sources
    -------
    The two orders and when each suits: Turner, Lauer, Tran, Teerawattananon and Jit (2019),
    Adjusting for inflation and currency changes within health economic studies, Value in Health
    22, 1026-1032.
    """
    factor = _per_factor(money, study_money, place)
    same_currency = money.currency == study_money.currency
    if same_currency and money.price_year == study_money.price_year:
        return factor
    home = country or tables.country_of(money.currency, place)
    factor = tables.deflate(
        factor, home, money.price_year, study_money.price_year, index=index, place=place
    )
    if same_currency:
        return factor
    target = tables.country_of(study_money.currency, place)
    return tables.exchange(factor, home, target, study_money.price_year, by=by, place=place)


def to_study_money(
    amount: float,
    money: Money,
    study_money: Money,
    tables: PriceTables,
    *,
    country: str | None = None,
    index: DeflatorName = "gdp_deflator",
    by: RateName = "official",
    place: Place | None = None,
) -> float:
    """Bring one amount to the study's currency and price year: the only conversion of money.

    Parameters and errors are those of `study_money_factor`; `amount` is in `money`.

    Returns
    -------
    float
        The amount in `study_money`.
    """
    return amount * study_money_factor(
        money, study_money, tables, country=country, index=index, by=by, place=place
    )


def _per_factor(money: Money, study_money: Money, place: Place | None) -> float:
    if study_money.per is None:
        return 1.0
    factor = factor_between(money.unit, study_money.unit)
    if factor is None:
        mistakes = Mistakes()
        mistakes.add(
            "unit_mismatch",
            place or Place(),
            found=f"`{money.unit}`",
            expected=f"`{study_money.unit}`, or what can be expressed in it",
            do="check for each of what the amount is",
        )
        raise UnitError(list(mistakes))
    return factor
