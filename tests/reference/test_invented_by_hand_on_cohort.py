"""The cohort engine and the ledger give the hand-worked figures of the invented country."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from justice_finance.engines.contract import Settings
from justice_finance.results.flows import Flows
from justice_finance.results.ledger import Postings, post
from justice_finance.runs.engines import engine_named
from justice_finance.scenario.realised import Realised
from justice_finance.scenario.recipes import Recipes, recipes_of
from justice_finance.scenario.study import load_study
from tests.reference.invented_by_hand import FIRST_YEAR, LEVEL, TABLE, YEARS

ROOT = Path(__file__).resolve().parents[2]
TOLERANCE = 1e-9
RATE = 0.05


def by_hand() -> dict[str, float]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {row["name"]: float(row["value"]) for row in csv.DictReader(file)}


HAND = by_hand()


@cache
def recipes() -> Recipes:
    return recipes_of(load_study(ROOT / "scenarios/invented"))


@cache
def runs() -> dict[str, tuple[Realised, Flows, Postings]]:
    """Each scenario at central values, on the engine."""
    engine, found = engine_named("cohort"), {}
    for realised in recipes().realise_all("as_written"):
        if realised.name in LEVEL:
            flows = engine.run(realised, Settings())
            found[realised.name] = (realised, flows, post(realised, flows))
    return found


def wages(scenario: str, name: str, year: int) -> dict[str, float]:
    """A flow by state, of unpaid wages alone."""
    realised, flows, _ = runs()[scenario]
    axes = realised.axes
    classes = np.flatnonzero(axes.class_problem == axes.legal_problems.index("unpaid_wages"))
    lumps, share = flows.lump_of_class[classes], flows.share_of_lump[0, classes]
    values = (getattr(flows, name)[0, year][lumps] * share[:, None]).sum(axis=0)
    return dict(zip(axes.states, values, strict=True))


def money(scenario: str, year: int) -> dict[str, float]:
    """Rows of the ledger: of unpaid wages, and what an option adds that belongs to no problem."""
    found: dict[str, float] = {}
    for name, sign in ((scenario, 1.0), ("business_as_usual", -1.0)):
        realised, _, postings = runs()[name]
        problem = realised.axes.legal_problems.index("unpaid_wages")
        for number, entry in enumerate(postings.entries):
            key = ".".join(entry)
            found[key] = found.get(key, 0.0) + sign * postings.by_problem[0, year, number, -1]
            if name == scenario and sign > 0:
                found[key] += postings.by_problem[0, year, number, problem]
    return found


@pytest.mark.parametrize("scenario", LEVEL)
@pytest.mark.parametrize("name", ["entries", "open_days", "stock_end"])
def test_people_and_their_days_are_those_worked_out_by_hand(scenario: str, name: str) -> None:
    checked = 0
    for year in range(YEARS):
        prefix = f"{scenario}.{FIRST_YEAR + year}.{name}."
        found = wages(scenario, name, year)
        expected = {key.removeprefix(prefix): HAND[key] for key in HAND if key.startswith(prefix)}
        checked += len(expected)
        assert {state: found[state] for state in expected} == pytest.approx(
            expected, rel=TOLERANCE, abs=TOLERANCE
        )
    assert checked >= 5 * YEARS


@pytest.mark.parametrize("scenario", LEVEL)
def test_money_by_party_and_year_is_that_worked_out_by_hand(scenario: str) -> None:
    for year in range(YEARS):
        prefix = f"{scenario}.{FIRST_YEAR + year}.money."
        found = money(scenario, year)
        expected = {key.removeprefix(prefix): HAND[key] for key in HAND if key.startswith(prefix)}
        assert len(expected) == 9
        assert {row: found.get(row, 0.0) for row in expected} == pytest.approx(
            expected, rel=TOLERANCE, abs=1e-6
        )
        others = {row: value for row, value in found.items() if row not in expected}
        assert others == pytest.approx(dict.fromkeys(others, 0.0), abs=1e-6)


@pytest.mark.parametrize("scenario", ["higher_fee", "paralegals"])
@pytest.mark.parametrize("party", ["person", "other_side", "government_justice", "donor"])
def test_the_net_present_value_of_each_party_is_that_worked_out_by_hand(
    scenario: str, party: str
) -> None:
    _, _, postings = runs()[scenario]
    _, _, usual = runs()["business_as_usual"]
    worth = 0.0
    for sign, each in ((1.0, postings), (-1.0, usual)):
        for number, entry in enumerate(each.entries):
            side = (entry.payee == party) - (entry.payer == party)
            for year in range(YEARS):
                worth += sign * side * each.amount[0, year, number] / (1 + RATE) ** year
    assert worth == pytest.approx(
        HAND[f"{scenario}.net_present_value.{party}"], rel=TOLERANCE, abs=1e-6
    )
