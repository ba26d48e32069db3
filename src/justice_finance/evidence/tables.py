"""Country tables: people, prices, exchange rates, incomes and public finance, by country and year.

Openly licensed figures only, each with its source. A country's figures are read when first asked
for: the table has 61,000 rows, sorted by country, and a study needs two or three countries.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from justice_finance.errors import EvidenceError, Mistakes, Place, did_you_mean
from justice_finance.files.tables import MAX_CSV_BYTES, Row, read_csv
from justice_finance.files.text import read_text, shown_path
from justice_finance.shipped_files import find_shipped
from justice_finance.units.prices import CountryMoney, PriceTables, PriceWarning

COUNTRY_COLUMNS = tuple(
    "iso3 iso2 m49 name_en name_fr name_es name_ar name_short_en currency_code currency_other "
    "un_region un_subregion region income_group income_group_year lending_category".split()
)
FIGURE_COLUMNS = tuple("iso3 variable year value unit source_id status".split())
WARNING_COLUMNS = tuple("iso3 variable year_first year_last reading".split())
TABLE_SOURCE_COLUMNS = tuple(
    "source_id publisher title version url licence attribution retrieved_from note".split()
)


@dataclass(frozen=True)
class Figure:
    """One figure of a country table."""

    iso3: str
    variable: str
    year: int
    value: float
    unit: str
    source_id: str
    status: str


@dataclass(frozen=True)
class CountryTables:
    """Figures by country, variable and year, with the countries, sources and warnings."""

    countries: Mapping[str, Mapping[str, str]]
    sources: Mapping[str, Mapping[str, str]]
    warnings: tuple[PriceWarning, ...]
    file: str
    _text: str = field(repr=False)
    _figures: dict[str, dict[str, dict[int, Figure]]] = field(repr=False, default_factory=dict)

    def series(self, country: str, variable: str) -> dict[int, float]:
        """Values of one variable by year; empty if the tables have none."""
        return {year: each.value for year, each in self._variable(country, variable).items()}

    def figure(self, country: str, variable: str, year: int) -> Figure:
        """One figure.

        Raises
        ------
        EvidenceError
            If the tables do not have it; the years that exist stand in the message.
        """
        by_year = self._variable(country, variable)
        if year not in by_year:
            years = f"{min(by_year)} to {max(by_year)}" if by_year else "none"
            raise self._absent(f"{variable} of {country} for {year}", f"years there: {years}")
        return by_year[year]

    def newest(self, country: str, variable: str) -> Figure:
        """The figure of the latest year that has one."""
        by_year = self._variable(country, variable)
        if not by_year:
            raise self._absent(f"{variable} of {country}", "an openly licensed series")
        return by_year[max(by_year)]

    def values_of(self, country: str) -> dict[str, dict[int, float]]:
        """Every figure of a country by variable and year; empty if the tables have none."""
        self._variable(country, "")
        return {
            variable: {year: figure.value for year, figure in sorted(by_year.items())}
            for variable, by_year in sorted(self._figures[country].items())
        }

    def attributions(self, *source_ids: str) -> list[str]:
        """The lines that must stand beside figures of these sources (of all, if none is named)."""
        return [self.sources[name]["attribution"] for name in source_ids or self.sources]

    def price_tables(self) -> PriceTables:
        """What `units` needs to convert money; still read by country when first asked for."""
        return PriceTables(
            countries={
                iso3: CountryMoney(iso3, row["iso2"], row["name_short_en"], row["currency_code"])
                for iso3, row in self.countries.items()
            },
            series=_SeriesByCountry(self),
            warnings=self.warnings,
        )

    def _variable(self, country: str, variable: str) -> dict[int, Figure]:
        if country not in self.countries:
            raise self._absent(f"`{country}`", "a country code of three letters (ISO 3166)")
        if country not in self._figures:
            self._figures[country] = self._read_country(country)
        return self._figures[country].get(variable, {})

    def _read_country(self, country: str) -> dict[str, dict[int, Figure]]:
        found: dict[str, dict[int, Figure]] = {}
        start = self._text.find(f"\n{country},")
        if start < 0:
            return found
        end = self._text.find("\n", self._text.rfind(f"\n{country},") + 1)
        block = self._text[start + 1 : end if end > 0 else None]
        for number, line in enumerate(block.splitlines()):
            try:
                iso3, variable, year, value, unit, source_id, status = line.split(",")
                figure = Figure(iso3, variable, int(year), float(value), unit, source_id, status)
            except ValueError:
                mistakes = Mistakes()
                place = Place(self.file, self._text.count("\n", 0, start) + 2 + number, 1)
                _add_bad_number(mistakes, place, line)
                raise EvidenceError(list(mistakes)) from None
            found.setdefault(variable, {})[figure.year] = figure
        return found

    def _absent(self, found: str, expected: str) -> EvidenceError:
        mistakes = Mistakes()
        mistakes.add(
            "table_figure_absent",
            Place(self.file),
            found=f"no {found}" if not found.startswith("`") else found,
            expected=expected,
            do="name the study's own figure, with its source or as an assumption",
        )
        return EvidenceError(list(mistakes))


class _SeriesByCountry(Mapping[tuple[str, str], Mapping[int, float]]):
    """The price series of `PriceTables`, each read when it is asked for."""

    _VARIABLES = ("gdp_deflator", "cpi", "fx_official", "ppp_factor")

    def __init__(self, tables: CountryTables) -> None:
        self._tables = tables

    def __getitem__(self, key: tuple[str, str]) -> Mapping[int, float]:
        country, variable = key
        if variable not in self._VARIABLES or country not in self._tables.countries:
            raise KeyError(key)
        series = self._tables.series(country, variable)
        if not series:
            raise KeyError(key)
        return series

    def __iter__(self) -> Iterator[tuple[str, str]]:
        for country in self._tables.countries:
            for variable in self._VARIABLES:
                if self._tables.series(country, variable):
                    yield country, variable

    def __len__(self) -> int:
        return sum(1 for _ in self)


def load_country_tables(folder: Path | None = None) -> CountryTables:
    """Read the country tables.

    Parameters
    ----------
    folder : Path, optional
        Folder with `countries.csv`, `country_year.csv`, `unit_warnings.csv` and `sources.csv`; the
        shipped `models/evidence/tables` if absent.

    Returns
    -------
    CountryTables
        Rows of `country_year.csv` are read by country when first asked for; `check_tables` reads
        them all.

    Raises
    ------
    EvidenceError
        If a table is missing or its header is wrong.
    """
    folder = folder or find_shipped("models/evidence/tables", EvidenceError)[0]
    countries = {
        row.cells["iso3"]: row.cells
        for row in read_csv(folder / "countries.csv", COUNTRY_COLUMNS, EvidenceError)
    }
    sources = {
        row.cells["source_id"]: row.cells
        for row in read_csv(folder / "sources.csv", TABLE_SOURCE_COLUMNS, EvidenceError)
    }
    warnings = _read_warnings(folder / "unit_warnings.csv")
    path = folder / "country_year.csv"
    text = read_text(path, MAX_CSV_BYTES, EvidenceError)
    return CountryTables(countries, sources, warnings, shown_path(path), text)


def _read_warnings(path: Path) -> tuple[PriceWarning, ...]:
    warnings, mistakes = [], Mistakes()
    for row in read_csv(path, WARNING_COLUMNS, EvidenceError):
        years: list[int | None] = []
        for column in ("year_first", "year_last"):
            text = row.cells[column]
            if text and not text.isdecimal():
                _add_bad_number(mistakes, row.place(column), text)
            years.append(int(text) if text.isdecimal() else None)
        iso3, variable, reading = (row.cells[name] for name in ("iso3", "variable", "reading"))
        warnings.append(PriceWarning(iso3, variable, years[0], years[1], reading))
    mistakes.raise_if_any(EvidenceError)
    return tuple(warnings)


def _add_bad_number(mistakes: Mistakes, place: Place, text: str) -> None:
    mistakes.add(
        "table_bad_number",
        place,
        found=f"`{text[:80]}`",
        expected="years in four digits and plain numbers",
        do="write the figure as the publisher gives it, without separators",
    )


def check_tables(folder: Path | None = None) -> int:
    """Read every row of the country tables.

    Returns
    -------
    int
        Number of figures.

    Raises
    ------
    EvidenceError
        With every figure that stands twice or out of order, is no number, or names a country or
        source that the tables do not have.
    """
    folder = folder or find_shipped("models/evidence/tables", EvidenceError)[0]
    tables, mistakes = load_country_tables(folder), Mistakes()
    last: tuple[str, str, int] = ("", "", 0)
    count = 0
    for row in read_csv(folder / "country_year.csv", FIGURE_COLUMNS, EvidenceError):
        count, cells = count + 1, row.cells
        _check_names(row, tables, mistakes)
        try:
            key = (cells["iso3"], cells["variable"], int(cells["year"]))
            if not math.isfinite(float(cells["value"])):
                raise ValueError
        except ValueError:
            column = "value" if cells["year"].isdecimal() else "year"
            _add_bad_number(mistakes, row.place(column), cells[column])
            continue
        if key <= last:
            mistakes.add(
                "table_not_sorted",
                row.place("iso3"),
                found=f"{', '.join(map(str, key))} after {', '.join(map(str, last))}",
                expected="rows sorted by country, variable and year, each once",
                do="sort the table and take out what stands twice",
            )
        last = key
    mistakes.raise_if_any(EvidenceError)
    return count


def _check_names(row: Row, tables: CountryTables, mistakes: Mistakes) -> None:
    for column, known in (("iso3", tables.countries), ("source_id", tables.sources)):
        name = row.cells[column]
        if name not in known:
            mistakes.add(
                "table_unknown_name",
                row.place(column),
                found=f"`{name}`",
                expected="a name of countries.csv or of sources.csv beside it",
                do=did_you_mean(name, list(known)) + ", or add it there",
            )
