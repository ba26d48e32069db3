"""People by group, as a record of a run tells them."""

from __future__ import annotations

import justice_finance as jf
from justice_finance.scenario.realise.population import population_of
from justice_finance.scenario.recipes import recipes_of


def test_the_invented_country_has_the_people_its_file_says() -> None:
    recipe = next(iter(recipes_of(jf.load_study("scenarios/invented")).recipes.values()))
    assert population_of(recipe) == {
        "rural": {"adults": 60_000.0, "income_per_person": 1_000.0},
        "urban": {"adults": 40_000.0, "income_per_person": 2_000.0},
    }
