"""The recipes of a study: every scenario, with its numbers found and converted."""

from __future__ import annotations

from justice_finance.evidence.tables import load_country_tables
from justice_finance.scenario.quantities import Figures
from justice_finance.scenario.recipe import Recipe, make_recipe
from justice_finance.scenario.resolve import ResolvedScenario
from justice_finance.scenario.study import Study
from justice_finance.units.money import Money


def figures_of(study: Study) -> Figures:
    """The register, price tables and money of a study."""
    money = study.file.money
    tables = load_country_tables().price_tables()
    return Figures(Money(money.currency, money.price_year), study.register, tables)


def recipe_of(resolved: ResolvedScenario, figures: Figures) -> Recipe:
    """The recipe of one resolved scenario."""
    file = resolved.study
    return make_recipe(
        resolved.name,
        resolved.model,
        file.base_year,
        file.horizon_years,
        figures,
        leaves=resolved.leaves,
        home=resolved.home,
        place=resolved.place,
    )


def recipes_of(study: Study, variant: str | None = None) -> dict[str, Recipe]:
    """Recipes of all scenarios in one structural variant (the headline one if none is named).

    Parameters
    ----------
    study : Study
    variant : str, optional

    Returns
    -------
    dict of Recipe
        By name, in the order of the study.

    Raises
    ------
    ScenarioError
        With every number that cannot be converted and every spread that cannot be fitted.
    """
    figures = figures_of(study)
    return {name: recipe_of(study.scenario(name, variant), figures) for name in study.scenarios}
