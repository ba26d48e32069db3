"""The table of hand-worked figures is what its worksheet gives, and adds up."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from tests.reference.invented_by_hand import FIRST_YEAR, LEVEL, TABLE, YEARS, all_figures

ROOT = Path(__file__).resolve().parents[2]
FIGURES = {name: float(value) for name, value in all_figures().items()}
PARTIES = ("person", "other_side", "government_justice", "donor")


def test_the_table_is_what_the_worksheet_gives() -> None:
    with TABLE.open(encoding="utf-8", newline="") as file:
        table = {row["name"]: float(row["value"]) for row in csv.DictReader(file)}
    assert table == FIGURES


@pytest.mark.parametrize("scenario", LEVEL)
def test_nobody_is_lost(scenario: str) -> None:
    begun = ended = 0.0
    for year in range(FIRST_YEAR, FIRST_YEAR + YEARS):
        begun += FIGURES[f"{scenario}.{year}.entries.problem"]
        ended += sum(
            FIGURES[f"{scenario}.{year}.entries.{end}"] for end in ("agreed", "decided", "lapsed")
        )
        prefix = f"{scenario}.{year}.stock_end."
        under_way = sum(value for name, value in FIGURES.items() if name.startswith(prefix))
        assert begun == pytest.approx(ended + under_way, rel=1e-12)


@pytest.mark.parametrize("scenario", ["higher_fee", "paralegals"])
def test_society_is_the_sum_of_the_parties(scenario: str) -> None:
    parts = sum(FIGURES[f"{scenario}.net_present_value.{party}"] for party in PARTIES)
    assert FIGURES[f"{scenario}.net_present_value.society"] == pytest.approx(parts, rel=1e-12)


def test_a_fee_moves_money_and_only_the_excess_burden_changes_the_total() -> None:
    for year in range(FIRST_YEAR, FIRST_YEAR + YEARS):
        name = f"{year}.money.excess_burden.government_justice.resources"
        saved = FIGURES[f"business_as_usual.{name}"] - FIGURES[f"higher_fee.{name}"]
        assert FIGURES[f"higher_fee.{year}.gain.society"] == pytest.approx(saved, rel=1e-12)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("higher_fee.net_present_value.society", "2,220.86"),
        ("higher_fee.net_present_value.person", "-11,104.31"),
        ("paralegals.net_present_value.society", "5,554.31"),
        ("paralegals.net_present_value.person", "44,855.58"),
        ("business_as_usual.2027.money.continuing_loss.person.resources", "434,800"),
        ("business_as_usual.2025.open_days.idle", "189,178.99"),
        ("paralegals.2026.entries.agreed", "440"),
    ],
)
def test_the_page_shows_what_the_table_holds(name: str, shown: str) -> None:
    page = (ROOT / "scenarios/invented/README.md").read_text(encoding="utf-8")
    assert re.search(rf"(?<![\d,.]){re.escape(shown)}(?!\d|,\d)", page)
    digits = len(shown.partition(".")[2])
    assert round(FIGURES[name], digits) == float(shown.replace(",", ""))
