"""The country tables: openly licensed figures, found by country, variable and year."""

from __future__ import annotations

from pathlib import Path

import pytest

from justice_finance.errors import EvidenceError
from justice_finance.evidence.tables import check_tables, load_country_tables
from justice_finance.shipped_files import shipped_root

TABLES = load_country_tables()
OPEN = {"wdi", "wb_class_fy2025", "country_codes", "cldr", "wpp2019_wdi"}


def test_only_openly_licensed_sources_ship() -> None:
    assert set(TABLES.sources) == OPEN
    assert check_tables() == 61_105  # every row names one of these sources


def test_figures_of_kenya_are_those_of_the_publisher() -> None:
    assert TABLES.figure("KEN", "population", 2024).value == 56_432_944
    assert TABLES.series("KEN", "fx_official")[2024] == 134.822
    assert TABLES.newest("KEN", "population").year == 2025
    assert TABLES.figure("KEN", "share_age_18_plus", 2024).source_id == "wpp2019_wdi"


def test_the_first_and_the_last_country_of_the_table_are_whole() -> None:
    text = (shipped_root() / "models/evidence/tables/country_year.csv").read_text("utf-8")
    for country in ("ABW", "KEN", "ZWE"):
        rows = [line.split(",") for line in text.splitlines() if line.startswith(country + ",")]
        assert rows
        for _, variable, year, value, *_ in rows:
            assert TABLES.series(country, variable)[int(year)] == float(value)


def test_a_country_without_open_figures_has_none() -> None:
    assert TABLES.series("TWN", "gdp_deflator") == {}  # only the IMF publishes it


def test_a_figure_that_is_not_there_says_which_years_are() -> None:
    with pytest.raises(EvidenceError, match="2010 to 2025"):
        TABLES.figure("KEN", "population", 1999)
    with pytest.raises(EvidenceError, match="KNY"):
        TABLES.newest("KNY", "population")


def test_price_tables_hold_the_same_series() -> None:
    prices = TABLES.price_tables()
    assert prices.series["KEN", "cpi"] == TABLES.series("KEN", "cpi")
    assert ("NGA", "gdp_deflator") not in prices.series
    assert ("KEN", "population") not in prices.series
    assert prices.countries["KEN"].currency == "KES"


def test_price_indices_are_100_in_2020() -> None:
    for country in ("KEN", "USA", "UGA", "BGD"):
        assert TABLES.series(country, "gdp_deflator")[2020] == 100.0


def test_every_source_has_a_line_of_attribution() -> None:
    lines = TABLES.attributions()
    assert len(lines) == len(OPEN)
    assert all(line.strip() for line in lines)
    assert TABLES.attributions("wdi")[0].endswith("CC BY 4.0")


def test_a_damaged_row_is_reported_with_its_line_when_its_country_is_read(tmp_path: Path) -> None:
    shipped = shipped_root() / "models/evidence/tables"
    for name in ("countries.csv", "sources.csv", "unit_warnings.csv"):
        (tmp_path / name).write_bytes((shipped / name).read_bytes())
    (tmp_path / "country_year.csv").write_text(
        "iso3,variable,year,value,unit,source_id,status\n"
        "KEN,cpi,2020,100,2020=100,wdi,\n"
        "KEN,cpi,2021,one hundred,2020=100,wdi,\n"
        "UGA,cpi,2020,100,2020=100,wdi,\n"
    )
    tables = load_country_tables(tmp_path)
    assert tables.series("UGA", "cpi") == {2020: 100.0}
    with pytest.raises(EvidenceError) as caught:
        tables.series("KEN", "cpi")
    (mistake,) = caught.value.mistakes
    assert (mistake.code, mistake.place.line) == ("table_bad_number", 3)
