"""What stands behind the ledger: every row has values, every value an origin."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from justice_finance.results.ledger import entries_of
from justice_finance.runs.ledger_sources import ledger_sources, values_of
from justice_finance.scenario.recipes import Recipes, recipes_of
from justice_finance.scenario.study import Study, load_study


@lru_cache(maxsize=1)
def made() -> tuple[Study, Recipes, list[dict[str, Any]], dict[str, dict[str, Any]]]:
    study = load_study("scenarios/invented")
    recipes = recipes_of(study)
    return study, recipes, ledger_sources(study, recipes), values_of(study, recipes)


def test_the_rows_are_those_of_the_ledger() -> None:
    _, recipes, rows, _ = made()
    entries = set()
    for realised in recipes.realise_all(recipes.variants[0], None):
        entries |= set(entries_of(realised.charges))
    assert {(row["category"], row["from"], row["to"]) for row in rows} == entries


def test_every_row_has_values_and_every_value_an_origin() -> None:
    _, _, rows, values = made()
    for row in rows:
        assert row["paths"], row
        assert row["paths"] == sorted(set(row["paths"]))
        assert set(row["paths"]) <= set(values)
    for name, value in values.items():
        assert value["kind"] in ("evidence", "assumption", "choice"), name
        assert value["text"] or value["kind"] == "choice", name


def test_uncertain_values_are_the_inputs_of_the_study() -> None:
    _, recipes, _, values = made()
    inputs = {each.id for each in recipes.inputs.inputs}
    assert {name for name, value in values.items() if value["uncertain"]} == inputs


def test_a_price_of_hours_leads_to_the_value_of_time() -> None:
    study, _, rows, _ = made()
    (time,) = [row for row in rows if (row["category"], row["from"]) == ("person_time", "person")]
    assert any(path.endswith(".hours") for path in time["paths"])
    assert any("value_of_time" in path for path in time["paths"])
    assert study.name == "invented"
