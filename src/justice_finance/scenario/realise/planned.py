"""What the public purse plans to pay for a scenario, before any engine runs.

Flows are those of a journey without queues or delays: this year's starts go this year's whole way.
That is how a budget is planned; what is spent in the end, the engine tells.
"""

from __future__ import annotations

import numpy as np

from justice_finance.scenario.realise.chain import expected_entries
from justice_finance.scenario.realise.whole import Baseline, realise
from justice_finance.scenario.realised import FloatArray, Realised
from justice_finance.scenario.recipe import Recipe
from justice_finance.vocabulary import PERSPECTIVES, Driver, StateKind


def planned_public_cost(recipe: Recipe, baseline: Baseline) -> FloatArray:
    """Net public spending planned for each year, government and donors together.

    Parameters
    ----------
    recipe : Recipe
        The scenario.
    baseline : Baseline
        Business as usual at central values.

    Returns
    -------
    array (year,)
        Money; paid less received (fees), without the excess burden of taxation. Costs by day
        (detention, losses) are no planned spending and left out.
    """
    realised = realise(recipe, None, baseline)
    years = len(realised.axes.years)
    entries = _entries(realised, baseline)
    total = np.zeros(years)
    public = PERSPECTIVES["public"]
    for charge in realised.charges:
        sign = int(charge.payer in public) - int(charge.payee in public)
        if sign == 0:
            continue
        flow = _flow(realised, entries, charge.driver, charge.index)
        if flow is None:
            continue
        if charge.driver in (Driver.YEAR, Driver.STAFF_YEAR):
            price = np.broadcast_to(charge.price, (1, years))[0]
            total = total + sign * price * flow
        else:
            shape = (1, years, flow.shape[1])
            price = np.broadcast_to(charge.price, shape)[0]
            total = total + sign * np.sum(price * flow, axis=1)
    return total


def _entries(realised: Realised, baseline: Baseline) -> FloatArray:
    """Planned entries of states, array (year, class, state)."""
    journeys, axes = realised.journeys, realised.axes
    first = np.where(baseline.starts[0, 0] > 0.0, baseline.starts[0, 0], 1.0)
    growth = np.where(baseline.fresh[0] > 0.0, journeys.inflow[0] / np.where(
        baseline.fresh[0] > 0.0, baseline.fresh[0], 1.0), 0.0)  # fmt: skip
    starts = np.where(baseline.fresh[0] > 0.0, first * growth, journeys.inflow[0])
    rows: dict[str, dict[str, FloatArray]] = {}
    for number, (origin, target) in enumerate(zip(journeys.arc_from, journeys.arc_to, strict=True)):
        row = rows.setdefault(axes.states[origin], {})
        row[axes.states[target]] = journeys.arc_probability[..., number]
    found = np.zeros((*starts.shape, len(axes.states)))
    for start in sorted(set(journeys.start.tolist())):
        mine = journeys.start == start
        for state, value in expected_entries(rows, axes.states[start]).items():
            n = axes.states.index(state)
            whole = np.broadcast_to(value, (1, *starts.shape))[0]
            found[:, :, n] = np.where(mine, starts * whole, found[:, :, n])
    return found


def _flow(realised: Realised, entries: FloatArray, driver: Driver, index: int) -> FloatArray | None:
    """The planned flow of a driver: (year,) or (year, class); None if it is not planned for."""
    services = realised.services
    ends = realised.journeys.kind >= int(StateKind.RESOLUTION)
    match driver:
        case Driver.YEAR:
            return np.ones(entries.shape[0])
        case Driver.STAFF_YEAR:
            staff: FloatArray = services.staff[0, :, index]
            return staff
        case Driver.ENTRY:
            return None if ends[index] else entries[:, :, index]
        case Driver.VISIT | Driver.SITTING:
            at = np.flatnonzero(realised.journeys.service_of_state == index)
            visits: FloatArray = np.sum(entries[:, :, at], axis=2)
            sittings: FloatArray = services.sittings[0, :, :, index]
            return visits * sittings if driver is Driver.SITTING else visits
        case _:
            return None
