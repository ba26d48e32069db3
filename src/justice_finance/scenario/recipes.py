"""The recipes of a study: every scenario in every structural variant, its numbers converted.

Scenarios that must fit the study's envelope are cut here, once, at central values.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from justice_finance.evidence.leaf import Leaf, Slot
from justice_finance.evidence.tables import load_country_tables
from justice_finance.funding.envelope import fitting_factor, present_value
from justice_finance.scenario.draws import DrawTable, Inputs, inputs_of
from justice_finance.scenario.quantities import Figures, Quantity, quantity_of
from justice_finance.scenario.realise.planned import planned_public_cost
from justice_finance.scenario.realise.whole import (
    Baseline,
    baseline_of,
    common_inflow_bound,
    realise,
    with_inflow_bound,
)
from justice_finance.scenario.realised import FloatArray, Realised
from justice_finance.scenario.recipe import Recipe, make_recipe, plain_place
from justice_finance.scenario.resolve import ResolvedScenario
from justice_finance.scenario.study import Study
from justice_finance.units.money import Money
from justice_finance.vocabulary import BUSINESS_AS_USUAL

AS_WRITTEN = "as_written"
"""Name of the only variant of a study that states none."""
CHUNK = 128


@dataclass(frozen=True)
class EnvelopeCut:
    """How a scenario was cut to the study's envelope.

    Attributes
    ----------
    envelope : float
        Public money that may be planned, present value.
    planned : float
        Public cost planned at full scale, against business as usual, present value.
    factor : float
        What every scale (and coverage) is multiplied by.
    """

    envelope: float
    planned: float
    factor: float


@dataclass(frozen=True)
class Recipes:
    """All scenarios of a study in all structural variants.

    Attributes
    ----------
    recipes : mapping
        By (variant, scenario), in the order of the study.
    inputs : Inputs
        Uncertain inputs of all of them.
    cuts : mapping
        By (variant, scenario), for scenarios within the envelope.
    """

    recipes: Mapping[tuple[str, str], Recipe] = field(repr=False)
    inputs: Inputs = field(repr=False)
    cuts: Mapping[tuple[str, str], EnvelopeCut]

    @property
    def variants(self) -> tuple[str, ...]:
        """Names of the variants, the headline first."""
        return tuple(dict.fromkeys(variant for variant, _ in self.recipes))

    @property
    def scenarios(self) -> tuple[str, ...]:
        """Names of the scenarios, business as usual first."""
        names = dict.fromkeys(name for _, name in self.recipes)
        return (BUSINESS_AS_USUAL, *(name for name in names if name != BUSINESS_AS_USUAL))

    def baseline(self, variant: str, draws: DrawTable | None = None) -> Baseline:
        """What all scenarios of a variant share, for some draws or at central values."""
        return baseline_of(self.recipes[variant, BUSINESS_AS_USUAL], draws)

    def realise_all(
        self, variant: str, draws: DrawTable | None = None, bound: FloatArray | None = None
    ) -> Iterator[Realised]:
        """Every scenario of a variant, business as usual first.

        Parameters
        ----------
        variant : str
        draws : DrawTable, optional
            Central values if absent.
        bound : array (class,), optional
            Rate that candidates arrive at, from `inflow_bound`. If absent, that of these draws:
            enough for the cohort engine, which does not use it.

        Yields
        ------
        Realised
        """
        baseline = self.baseline(variant, draws)
        found = [realise(self.recipes[variant, name], draws, baseline) for name in self.scenarios]
        if bound is None:
            bound = common_inflow_bound(found)
        for each in found:
            yield with_inflow_bound(each, bound)

    def inflow_bound(self, draws: DrawTable | None = None) -> FloatArray:
        """A yearly rate per class that no scenario, variant, draw or year exceeds (C,)."""
        parts: list[DrawTable | None] = [None]
        if draws is not None:
            parts = [
                draws.rows(slice(first, first + CHUNK)) for first in range(0, draws.size, CHUNK)
            ]
        bounds = [
            common_inflow_bound(list(self.realise_all(variant, part)))
            for variant in self.variants
            for part in parts
        ]
        return np.asarray(np.max(bounds, axis=0))


def figures_of(study: Study) -> Figures:
    """The register, price tables and money of a study."""
    money = study.file.money
    tables = load_country_tables().price_tables()
    return Figures(Money(money.currency, money.price_year), study.register, tables)


Fitted = dict[tuple[str, str | None], tuple[Leaf, Quantity]]
"""Numbers that scenarios share, by where they were written and the period they are for."""


def recipe_of(resolved: ResolvedScenario, figures: Figures, fitted: Fitted | None = None) -> Recipe:
    """The recipe of one resolved scenario, at full scale."""
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
        fitted=fitted,
    )


def recipes_of(study: Study) -> Recipes:
    """Find and convert every number of a study, and cut what must fit the envelope.

    Parameters
    ----------
    study : Study

    Returns
    -------
    Recipes

    Raises
    ------
    ScenarioError
        With every number that cannot be converted and every spread that cannot be fitted.
    """
    figures = figures_of(study)
    recipes: dict[tuple[str, str], Recipe] = {}
    cuts: dict[tuple[str, str], EnvelopeCut] = {}
    fitted: Fitted = {}
    for variant in study.variants:
        label = variant or AS_WRITTEN
        for name in study.scenarios:
            recipes[label, name] = recipe_of(study.scenario(name, variant), figures, fitted)
        for name in study.scenarios:
            if study.scenario(name, variant).within_envelope:
                usual = recipes[label, BUSINESS_AS_USUAL]
                cut = envelope_cut(study, recipes[label, name], usual, figures)
                cuts[label, name] = cut
                recipes[label, name] = recipes[label, name].cut(cut.factor)
    return Recipes(recipes, inputs_of(recipes.values()), cuts)


def envelope_cut(
    study: Study, recipe: Recipe, business_as_usual: Recipe, figures: Figures
) -> EnvelopeCut:
    """How far a scenario is cut so that its planned public cost fits the study's envelope.

    Parameters
    ----------
    study : Study
        Gives envelope and discount rate.
    recipe, business_as_usual : Recipe
        The scenario at full scale, and what it is compared with.
    figures : Figures

    Returns
    -------
    EnvelopeCut
        At central values; the cost planned beyond business as usual is discounted to the base year.
    """
    leaf = study.file.envelope
    rate = study.file.discount_rate.number
    if leaf is None or rate is None:
        return EnvelopeCut(np.inf, np.nan, 1.0)
    at = "study.envelope"
    quantity = quantity_of(leaf, Slot("money"), None, at, at, plain_place(at), figures)
    baseline = baseline_of(business_as_usual, None)
    usual = planned_public_cost(business_as_usual, baseline)

    def cost_at(factor: float) -> float:
        planned = planned_public_cost(recipe.cut(factor), baseline) - usual
        return present_value(planned.tolist(), rate)

    factor = fitting_factor(cost_at, quantity.central)
    return EnvelopeCut(quantity.central, cost_at(1.0), factor)
