"""Demand answers supply: the new cases that only new capacity brings out.

Capacity of a service in cases per year is staff x productive hours over the mean hours of a case;
the mix of cases is that of business as usual. What interventions add to it, through staff, hours,
sittings or work, is shared out in order of their ids: each one's part is the capacity with all
interventions up to it, less the capacity with all before it. An intervention that names the service
in `induced_demand` brings out its share of its own part. Capacity taken away brings out nothing.
"""

from __future__ import annotations

import numpy as np

from justice_finance.interventions.compose import sum_of_classes
from justice_finance.scenario.evaluate import Draws, Evaluator
from justice_finance.scenario.realise.classes import Layout, PlacedService
from justice_finance.scenario.realise.effects import ScenarioChanges
from justice_finance.scenario.realise.providers import (
    Work,
    productive_hours_of,
    staff_of,
    work_of,
)
from justice_finance.scenario.realised import FloatArray
from justice_finance.scenario.recipe import Recipe

Asked = dict[str, FloatArray]
"""Yearly arrivals at each service in the base year, (draw, 1, class), under business as usual."""


def average_work(
    evaluator: Evaluator, service: PlacedService, layout: Layout, asked: Asked
) -> Work:
    """Hours of a sitting and sittings of a case, averaged over the cases of business as usual."""
    work = work_of(evaluator, service, layout.everyone)
    cases = asked[_name(service)]
    everyone = np.ones((1, 1, layout.everyone.size))
    total = sum_of_classes(cases * everyone)
    sittings = sum_of_classes(cases * work.sittings)
    hours = sum_of_classes(cases * work.sittings * work.hours)
    safe = np.where(total > 0.0, total, 1.0)
    plain = sum_of_classes(everyone * work.sittings) / layout.everyone.size
    plain_hours = sum_of_classes(everyone * work.hours) / layout.everyone.size
    mean_sittings = np.where(total > 0.0, sittings / safe, plain)
    asked_sittings = np.where(sittings > 0.0, sittings, 1.0)
    return Work(np.where(sittings > 0.0, hours / asked_sittings, plain_hours), mean_sittings)


def induced_cases(
    recipe: Recipe, draws: Draws | None, layout: Layout, asked: Asked
) -> dict[str, FloatArray]:
    """New cases per year by service, arrays (draw, year, 1).

    Parameters
    ----------
    recipe : Recipe
    draws : Draws or None
    layout : Layout
    asked : dict
        Yearly arrivals at each service.

    Returns
    -------
    dict
        For every service named in some intervention's `induced_demand`, active or not.
    """
    found: dict[str, FloatArray] = {name: np.zeros((1, 1, 1)) for name in layout.induced}
    active = ScenarioChanges(recipe, draws).active
    files = recipe.model.interventions
    for name in active:
        induced = files[name].induced_demand
        if induced is None:
            continue
        service = next(each for each in layout.services if _name(each) == induced.service)
        before = [other for other in active if other < name]
        capacities = [
            _capacity(recipe, draws, layout, service, asked, only)
            for only in (before, [*before, name])
        ]
        added = np.maximum(capacities[1] - capacities[0], 0.0)
        share = Evaluator(recipe, draws).value(
            f"interventions.{name}.induced_demand.share", layout.in_general
        )
        found[induced.service] = found[induced.service] + share * added
    return found


def _capacity(
    recipe: Recipe,
    draws: Draws | None,
    layout: Layout,
    service: PlacedService,
    asked: Asked,
    only: list[str],
) -> FloatArray:
    """Cases a year with the effects of some interventions alone."""
    changes = ScenarioChanges(recipe, draws, only)
    evaluator = Evaluator(recipe, draws, changes)
    work = average_work(evaluator, service, layout, asked)
    each = work.hours * work.sittings
    hours = staff_of(evaluator, layout, service, changes) * productive_hours_of(
        evaluator, layout, service
    )
    return np.where(each > 0.0, hours / np.where(each > 0.0, each, 1.0), 0.0)


def _name(service: PlacedService) -> str:
    return service.path.rpartition(".")[2]
