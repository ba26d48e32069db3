"""Price indices, exchange rates and purchasing power: the tables a conversion of money needs.

The tables are handed in (`evidence.tables` reads them); nothing is looked up on the way. Where a
series is missing, or its units are known to disagree, there is *no default conversion*: the
message says so, and a study then states its own figure as an assumption.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NoReturn

from justice_finance.errors import Mistakes, Place, UnitError

DeflatorName = Literal["gdp_deflator", "cpi"]
RateName = Literal["official", "ppp"]

_RATE_SERIES: Mapping[str, str] = {"official": "fx_official", "ppp": "ppp_factor"}
_INSTEAD = "state the amount in the study's currency and price year as an assumption, and say why"


@dataclass(frozen=True)
class CountryMoney:
    """A country and the currency in use there."""

    iso3: str
    iso2: str
    name: str
    currency: str


@dataclass(frozen=True)
class PriceWarning:
    """Years in which a series of a country cannot be trusted; None leaves that side open."""

    iso3: str
    variable: str
    first: int | None
    last: int | None
    reading: str

    def covers(self, variables: Sequence[str], first: int, last: int) -> bool:
        """Whether it speaks of one of these series in one of these years."""
        starts = self.first if self.first is not None else first
        ends = self.last if self.last is not None else last
        return self.variable in variables and starts <= last and first <= ends


@dataclass(frozen=True)
class PriceTables:
    """Dated tables of prices and rates.

    `series` maps (country, variable) to values by year: `gdp_deflator` and `cpi` (any base),
    `fx_official` (local currency per US dollar, average of the year), `ppp_factor` (local currency
    per international dollar).
    """

    countries: Mapping[str, CountryMoney]
    series: Mapping[tuple[str, str], Mapping[int, float]]
    warnings: tuple[PriceWarning, ...] = ()

    def country_of(self, currency: str, place: Place | None = None) -> str:
        """The country whose prices a currency stands for (ISO 3166 code of three letters).

        Its issuer (by the rule of ISO 4217 the code begins with the country's two letters), else
        the only country that uses it.

        Raises
        ------
        UnitError
            If no country uses the currency, or several do and none of them alone issues it.
        """
        users = [each for each in self.countries.values() if each.currency == currency]
        issuers = [each for each in users if each.iso2 == currency[:2]]
        if len(issuers) == 1:
            return issuers[0].iso3
        if len(users) == 1:
            return users[0].iso3
        if users:
            _refuse(
                "unit_currency_of_many_countries",
                place,
                f"{currency}, used in {len(users)} countries",
                "a country whose prices to follow",
                "name the country that the amount belongs to",
            )
        _refuse(
            "unit_unknown_currency",
            place,
            f"`{currency}`",
            "the code of a currency in use (ISO 4217), such as KES or USD",
            "check the code; convert an old currency by hand, with a sentence that says how",
        )

    def deflate(
        self,
        value: float,
        country: str,
        from_year: int,
        to_year: int,
        index: DeflatorName = "gdp_deflator",
        place: Place | None = None,
    ) -> float:
        """Bring an amount from prices of one year to prices of another, inside one country.

        Parameters
        ----------
        value : float
            Amount in the country's currency at prices of `from_year`.
        country : str
            ISO 3166 code of three letters.
        from_year, to_year : int
            Calendar years.
        index : str
            `gdp_deflator`, or `cpi` for what households buy.
        place : Place, optional
            Where the amount was written, for the message.

        Returns
        -------
        float
            The amount at prices of `to_year`.

        Raises
        ------
        UnitError
            If the index lacks one of the years, or is known to be broken between them.

        Notes
        -----
        value x index[to_year] / index[from_year].
        """
        if from_year == to_year:
            return value
        first, last = min(from_year, to_year), max(from_year, to_year)
        self._refuse_warned(country, (index,), first, last, place)
        series = self._series(country, index, place)
        for year in (from_year, to_year):
            if year not in series:
                have = f"{min(series)} to {max(series)}" if series else "none"
                _refuse(
                    "unit_no_open_deflator",
                    place,
                    f"no open {index} of {country} for {year} (years there: {have}): "
                    "no default conversion",
                    "a price index for both years",
                    _INSTEAD,
                )
        return value * (series[to_year] / series[from_year])

    def exchange(
        self,
        value: float,
        from_country: str,
        to_country: str,
        year: int,
        by: RateName = "official",
        place: Place | None = None,
    ) -> float:
        """Bring an amount from the currency of one country to that of another, at one year's rate.

        Parameters
        ----------
        value : float
            Amount in the currency of `from_country` at prices of `year`.
        from_country, to_country : str
            ISO 3166 codes of three letters.
        year : int
            The price year of the amount; the rate is that year's average.
        by : str
            `official` exchange rate, or `ppp`: purchasing power over GDP.
        place : Place, optional
            Where the amount was written, for the message.

        Returns
        -------
        float
            The amount in the currency of `to_country` at prices of `year`.

        Raises
        ------
        UnitError
            If a rate is missing or known not to fit the country's other series.

        Notes
        -----
        value x rate[to_country] / rate[from_country], both in local currency per dollar.
        """
        if from_country == to_country:
            return value
        return value * (
            self._rate(to_country, year, by, place) / self._rate(from_country, year, by, place)
        )

    def _rate(self, country: str, year: int, by: RateName, place: Place | None) -> float:
        name = _RATE_SERIES[by]
        # A currency change shows in the warnings on the official rate, whichever series it spoils.
        self._refuse_warned(country, (name, "fx_official"), year, year, place)
        rate = self._series(country, name, place).get(year)
        if rate is None:
            _refuse(
                "unit_no_open_rate",
                place,
                f"no open {name} of {country} for {year}: no default conversion",
                "an exchange rate of the price year",
                _INSTEAD,
            )
        return rate

    def _series(self, country: str, name: str, place: Place | None) -> Mapping[int, float]:
        if country not in self.countries:
            _refuse(
                "unit_unknown_country",
                place,
                f"`{country}`",
                "a country code of three letters (ISO 3166), such as KEN",
                "look the code up in models/evidence/tables/countries.csv",
            )
        return self.series.get((country, name), {})

    def _refuse_warned(
        self, country: str, names: Sequence[str], first: int, last: int, place: Place | None
    ) -> None:
        for warning in self.warnings:
            if warning.iso3 == country and warning.covers(names, first, last):
                years = f"{first}" if first == last else f"{first} to {last}"
                _refuse(
                    "unit_series_disagree",
                    place,
                    f"{warning.variable} of {country}, {years}: {warning.reading}",
                    "series in one unit; there is no default conversion here",
                    _INSTEAD,
                )


def _refuse(code: str, place: Place | None, found: str, expected: str, do: str) -> NoReturn:
    mistakes = Mistakes()
    mistakes.add(code, place or Place(), found=found, expected=expected, do=do)
    raise UnitError(list(mistakes))
