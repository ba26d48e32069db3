"""The people of a country by group: how many adults, and on what income, at central values."""

from __future__ import annotations

from justice_finance.scenario.evaluate import Evaluator
from justice_finance.scenario.realise.classes import layout_of
from justice_finance.scenario.realise.effects import ScenarioChanges
from justice_finance.scenario.recipe import Recipe


def population_of(recipe: Recipe) -> dict[str, dict[str, float]]:
    """Adults and income of each population group in the base year.

    Parameters
    ----------
    recipe : Recipe
        Of any scenario; groups are the same in all.

    Returns
    -------
    dict
        By group: `adults` (people) and `income_per_person` (money of the study per year).
    """
    evaluator = Evaluator(recipe, None, ScenarioChanges(recipe, None))
    general = layout_of(recipe).in_general
    return {
        group: {
            name: float(
                evaluator.value(f"country.population_groups.{group}.{name}", general)[0, 0, 0]
            )
            for name in ("adults", "income_per_person")
        }
        for group in recipe.model.country.population_groups
    }
