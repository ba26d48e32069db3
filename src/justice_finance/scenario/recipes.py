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
    inflow_bound,
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
    repeats: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """By (variant, scenario): the scenario at full scale that it repeats, uncut and unchanged."""

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
        self,
        variant: str,
        draws: DrawTable | None = None,
        bound: FloatArray | None = None,
        *,
        repeats: bool = True,
    ) -> Iterator[Realised]:
        """Every scenario of a variant, business as usual first.

        Parameters
        ----------
        variant : str
        draws : DrawTable, optional
            Central values if absent.
        bound : array (class,), optional
            Rate that candidates arrive at, from `inflow_bound`. If absent, that of these draws: a
            person is then the same in all scenarios of these draws, but not in other chunks.
        repeats : bool
            Whether scenarios that repeat another (`Recipes.repeats`) are realised too.

        Yields
        ------
        Realised
        """
        baseline = self.baseline(variant, draws)
        if bound is None:
            bound = self._bound(variant, draws, baseline)
        for name in self.scenarios:
            if repeats or (variant, name) not in self.repeats:
                realised = realise(self.recipes[variant, name], draws, baseline)
                yield with_inflow_bound(realised, bound)

    def _bound(self, variant: str, draws: DrawTable | None, baseline: Baseline) -> FloatArray:
        bounds = [
            inflow_bound(self.recipes[variant, name], draws, baseline) for name in self.scenarios
        ]
        return np.asarray(np.max(bounds, axis=0))

    def inflow_bound(self, draws: DrawTable | None = None) -> FloatArray:
        """A yearly rate per class that no scenario, variant, draw or year exceeds (C,)."""
        parts: list[DrawTable | None] = [None]
        if draws is not None:
            parts = [
                draws.rows(slice(first, first + CHUNK)) for first in range(0, draws.size, CHUNK)
            ]
        bounds = [
            self._bound(variant, part, self.baseline(variant, part))
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
        cut = [name for name in study.scenarios if study.scenario(name, variant).within_envelope]
        if cut:
            assert study.file.envelope is not None, "the checks of a study refuse that"
            planner = Planner(study, recipes[label, BUSINESS_AS_USUAL], figures)
            envelope = planner.money(study.file.envelope, "study.envelope")
            for name in cut:
                cuts[label, name] = planner.cut(recipes[label, name], envelope)
                recipes[label, name] = recipes[label, name].cut(cuts[label, name].factor)
    repeats = {
        key: other
        for key, cut in cuts.items()
        if cut.factor == 1.0 and (other := _the_same_at_full_scale(study, key[1])) is not None
    }
    return Recipes(recipes, inputs_of(recipes.values()), cuts, repeats)


def _the_same_at_full_scale(study: Study, name: str) -> str | None:
    """The scenario that makes the same changes and need not fit the envelope."""
    wanted = _changes(study.scenarios[name])
    for other, resolved in study.scenarios.items():
        if not resolved.within_envelope and _changes(resolved) == wanted:
            return other
    return None


def _changes(resolved: ResolvedScenario) -> list[tuple[str, object]]:
    return [(change.path, change.new) for change in resolved.changes]


class Planner:
    """Cuts scenarios of one variant to an envelope, at central values."""

    def __init__(self, study: Study, business_as_usual: Recipe, figures: Figures) -> None:
        self.baseline = baseline_of(business_as_usual, None)
        self.usual = planned_public_cost(business_as_usual, self.baseline)
        self.figures = figures
        self.rate = study.file.discount_rate.number or 0.0

    def money(self, leaf: Leaf, at: str) -> float:
        """Money of a study file in the study's money."""
        slot, place = Slot("money"), plain_place(at)
        return quantity_of(leaf, slot, None, at, at, place, self.figures).central

    def cut(self, recipe: Recipe, envelope: float) -> EnvelopeCut:
        """How far a scenario is cut so that what it plans beyond business as usual fits."""

        def cost_at(factor: float) -> float:
            planned = planned_public_cost(recipe.cut(factor), self.baseline) - self.usual
            return present_value(planned.tolist(), self.rate)

        full = cost_at(1.0)
        return EnvelopeCut(envelope, full, fitting_factor(cost_at, envelope, full))
