"""Levels of the budget: the options at other scales, to be run beforehand beside their own.

A level multiplies every scale (`times_own_scale`) or cuts it until what an option plans fits an
envelope. An option that cannot be larger, since it reaches everybody it is for already, and one
that fits an envelope as it is stay at their own scale, and the level says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from justice_finance.scenario.draws import Inputs
from justice_finance.scenario.evaluate import Evaluator
from justice_finance.scenario.frames import general_frame
from justice_finance.scenario.realise.effects import is_active
from justice_finance.scenario.recipe import Recipe
from justice_finance.scenario.recipes import Planner, Recipes, figures_of
from justice_finance.scenario.schema import BudgetLevel
from justice_finance.scenario.study import Study
from justice_finance.vocabulary import BUSINESS_AS_USUAL

COVERING = ("ratio", "odds_ratio")
"""Effects on people who are covered, of whom there are no more than all."""


@dataclass(frozen=True)
class Level:
    """One level.

    Attributes
    ----------
    name : str
        As study.yaml calls it.
    times_own_scale : float, optional
    envelope : float, optional
        Public money that may be planned, present value.
    factors : mapping
        By option: what its scale is multiplied by, 1 where it stays as it is.
    """

    name: str
    times_own_scale: float | None
    envelope: float | None
    factors: Mapping[str, float]

    def scenario(self, option: str) -> str:
        """What is run for an option at this level: its own scenario where nothing changes."""
        return option if self.factors[option] == 1.0 else f"{option}_at_{self.name}"

    def as_record(self) -> dict[str, Any]:
        """Plain values for the record of a run."""
        scenarios = {option: self.scenario(option) for option in self.factors}
        return {**vars(self), "factors": dict(self.factors), "scenarios": scenarios}


@dataclass(frozen=True)
class BudgetLevels:
    """All levels of a study, in its headline variant.

    Attributes
    ----------
    levels : tuple of Level
    recipes : Recipes
        Business as usual and every option at every level that is not its own scale.
    options : tuple of str
        The options that are put side by side.
    """

    levels: tuple[Level, ...]
    recipes: Recipes
    options: tuple[str, ...]

    def as_record(self) -> list[dict[str, Any]]:
        """The levels as plain values, in the order of the study."""
        return [each.as_record() for each in self.levels]


def budget_levels_of(study: Study, recipes: Recipes) -> BudgetLevels | None:
    """What is to be run at the levels of the budget; None if the study states none.

    Parameters
    ----------
    study : Study
    recipes : Recipes
        Of the study; the levels share their inputs.
    """
    stated = study.file.budget_levels
    variant = recipes.variants[0]
    options = _options(study)
    if not stated or not options:
        return None
    usual = recipes.recipes[variant, BUSINESS_AS_USUAL]
    planner = Planner(study, usual, figures_of(study))
    found = {(variant, BUSINESS_AS_USUAL): usual}
    levels = []
    for name, level in stated.items():
        own = {option: recipes.recipes[variant, option] for option in options}
        one = _level(name, level, own, planner)
        levels.append(one)
        for option, factor in one.factors.items():
            if factor != 1.0:
                scenario = one.scenario(option)
                found[variant, scenario] = replace(own[option].cut(factor), name=scenario)
    inputs: Inputs = recipes.inputs
    return BudgetLevels(tuple(levels), Recipes(found, inputs, {}), options)


def _options(study: Study) -> tuple[str, ...]:
    """The headline scenarios, else all, that are at their own scale."""
    names = study.file.headline_scenarios or tuple(study.scenarios)
    return tuple(
        name
        for name in names
        if name != BUSINESS_AS_USUAL and not study.scenarios[name].within_envelope
    )


def _level(name: str, level: BudgetLevel, own: Mapping[str, Recipe], planner: Planner) -> Level:
    if level.times_own_scale is not None:
        times = float(level.times_own_scale.number or 0.0)
        factors = {
            option: times if times < 1.0 or can_be_larger(recipe, times) else 1.0
            for option, recipe in own.items()
        }
        return Level(name, times, None, factors)
    assert level.envelope is not None, "the checks of a study refuse an empty level"
    money = planner.money(level.envelope, f"study.budget_levels.{name}.envelope")
    return Level(
        name, None, money, {option: planner.cut(each, money).factor for option, each in own.items()}
    )


def can_be_larger(recipe: Recipe, times: float) -> bool:
    """Whether an option can be so many times as large: nobody is covered more than once.

    Parameters
    ----------
    recipe : Recipe
    times : float
        Above one.
    """
    plain, frame = Evaluator(recipe, None), general_frame(recipe.years)
    for name, file in recipe.model.interventions.items():
        covers = any(effect.kind in COVERING for effect in file.effects.values())
        if is_active(file) and covers:
            coverage = plain.value_or(f"interventions.{name}.coverage", frame, 1.0)
            if float(coverage.max()) * times > 1.0:
                return False
    return True
