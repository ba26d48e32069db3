"""The invented country's needs: every figure of the hand-worked table, at central values."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from justice_finance.costing.assess import needs
from justice_finance.costing.needs import Needs
from justice_finance.scenario.study import load_study

TABLE = Path(__file__).resolve().parents[1] / "reference" / "needs_by_hand.csv"
with TABLE.open(encoding="utf-8", newline="") as opened:
    BY_HAND = {row["name"]: float(row["value"]) for row in csv.DictReader(opened)}
FEE = 15.0


@pytest.fixture(scope="module")
def found() -> Needs:
    return needs(load_study("scenarios/invented"), draws=None)


def figures(found: Needs) -> dict[str, float]:
    (court,), (bought,) = found.services, found.bought
    cost = found.by_party(found.cost)
    arrays = {
        "cases": court.cases,
        "staff": court.staff,
        "total": found.total,
        **{f"cost.{party}": amount for party, amount in cost.items()},
        **{f"own_costs.{party}": amount for party, amount in found.own_costs.items()},
        **{name: values for name, values in found.affordability.items()},
        **{
            f"bought.{name}": getattr(bought, name)
            for name in ("given", "staff", "cases", "recurrent", "capital", "unspent")
        },
        "bought.worth_of_unspent": bought.worth_of_unspent,
    }
    return {
        f"{year}.{name}": float(values[0, t])
        for name, values in arrays.items()
        for t, year in enumerate(found.years)
    }


def test_every_figure_is_the_hand_worked_one(found: Needs) -> None:
    own = figures(found)
    assert set(own) == set(BY_HAND)
    assert own == pytest.approx(BY_HAND, rel=1e-9)


def test_the_gap_is_what_is_not_spent_anyway(found: Needs) -> None:
    (court,) = found.services
    served = court.cases_anyway[0]
    assert np.all(served < court.cases[0])  # six judges cannot do it
    anyway = found.by_party(found.anyway)
    np.testing.assert_allclose(anyway["person"][0], FEE * served, rtol=1e-12)
    np.testing.assert_allclose(
        anyway["government_justice"][0], 6 * 12_000 + 20_000 - FEE * served, rtol=1e-12
    )
    for t, year in enumerate(found.years):
        by_hand = BY_HAND[f"{year}.cost.government_justice"] - anyway["government_justice"][0, t]
        assert found.gap["government_justice"][0, t] == pytest.approx(by_hand, rel=1e-9)


def test_what_is_spent_anyway_stands_in_the_ledger_too() -> None:
    """The court's pay, building and fees are what the ledger has beside those of the office."""
    from justice_finance.costing.asked import asked_of
    from justice_finance.costing.service_use import Use
    from justice_finance.engines.cohort import ENGINE
    from justice_finance.engines.contract import Settings
    from justice_finance.results.ledger import post
    from justice_finance.scenario.realise import realise

    realised = realise(asked_of(load_study("scenarios/invented"), draws=None).recipe)
    flows = ENGINE.run(realised, Settings())
    postings = post(realised, flows)
    office = flows.entries[..., realised.axes.states.index("office")].sum(axis=2)

    def posted(category: str, payer: str) -> np.ndarray:
        rows = [
            row
            for row, entry in enumerate(postings.entries)
            if (entry.category, entry.payer) == (category, payer)
        ]
        return np.asarray(postings.amount[:, :, rows].sum(axis=2))

    spending = Use(realised, flows).of("court").spending()
    fees = posted("fee", "person") - 20.0 * office
    work = posted("service_cost", "government_justice") - 50.0 * office
    np.testing.assert_allclose(spending["person"], fees, rtol=1e-12)
    np.testing.assert_allclose(spending["government_justice"], work - fees, rtol=1e-12)


def test_money_is_conserved_in_every_draw() -> None:
    drawn = needs(load_study("scenarios/invented"), draws=16)
    for each in drawn.bought:
        np.testing.assert_allclose(
            each.recurrent + each.capital + each.unspent, each.given, rtol=1e-12
        )
        assert np.all(each.unspent >= -1e-9)
        np.testing.assert_allclose(sum(each.by_source.values()), each.unspent, rtol=1e-12)
        assert np.all(each.staff <= each.needed + 1e-9)
    by_function, by_party = drawn.by_function(drawn.cost), drawn.by_party(drawn.cost)
    np.testing.assert_allclose(sum(by_function.values()), drawn.total, rtol=1e-12)
    np.testing.assert_allclose(sum(by_party.values()), drawn.total, rtol=1e-12)
