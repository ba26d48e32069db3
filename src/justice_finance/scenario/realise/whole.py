"""Realises a scenario: from a recipe and draws to the plain numbers that engines and ledger need.

Business as usual is worked out first: what begins, what is fresh of it, who is under way on day 0.
All scenarios of the same draws share that (`Baseline`); they differ in what they do from then on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from justice_finance.scenario.evaluate import Draws, Evaluator
from justice_finance.scenario.realise.blocks import fill_classes
from justice_finance.scenario.realise.chain import expected_entries
from justice_finance.scenario.realise.charges import charges_of
from justice_finance.scenario.realise.classes import Layout, layout_of
from justice_finance.scenario.realise.effects import ScenarioChanges
from justice_finance.scenario.realise.graph import BOUND_MARGIN, journeys_of, reappearing_share
from justice_finance.scenario.realise.induced import Asked, average_work, induced_cases
from justice_finance.scenario.realise.moves import (
    AllRows,
    Arcs,
    Arrivals,
    add_induced_rows,
    apply_diversions,
    apply_odds,
    arcs_of,
    written_rows,
)
from justice_finance.scenario.realise.opening import empty_opening, stationary_opening
from justice_finance.scenario.realise.providers import Work, services_of
from justice_finance.scenario.realise.starts import (
    fresh_in_first_year,
    knock_on_rows,
    seriousness_shares,
    total_starts,
)
from justice_finance.scenario.realised import FloatArray, Journeys, Opening, Realised, Services
from justice_finance.scenario.recipe import Recipe
from justice_finance.scenario.reuse import Key, SharedParts

Entries = dict[str, dict[str, FloatArray]]


@dataclass(frozen=True)
class Baseline:
    """What all scenarios take from business as usual, for the same draws.

    Attributes
    ----------
    layout : Layout
        Axes.
    starts : array (D, Y, C)
        All problems that begin per year.
    fresh : array (D, C)
        Fresh problems per year, in the base year.
    flows : array (D, C, N)
        Yearly entries of states in the base year, without growth, queues or giving up.
    arrivals : Arrivals
        What diversions draw on.
    asked : dict
        Yearly arrivals at each service in the base year, (D, 1, C).
    seriousness_share : array (D, P, S)
    opening : Opening
    shared : SharedParts
        Parts that scenarios take over from one another.
    """

    layout: Layout
    starts: FloatArray
    fresh: FloatArray
    flows: FloatArray
    arrivals: Arrivals
    asked: Asked
    seriousness_share: FloatArray
    opening: Opening
    shared: SharedParts = field(repr=False)

    @property
    def draws(self) -> int:
        """Number of draws."""
        return int(self.starts.shape[0])


def baseline_of(recipe: Recipe, draws: Draws | None = None) -> Baseline:
    """Work out what all scenarios share.

    Parameters
    ----------
    recipe : Recipe
        Of business as usual.
    draws : Draws, optional
        Central values if absent.

    Returns
    -------
    Baseline

    Raises
    ------
    ScenarioError
        If the files contradict each other.
    """
    shared = SharedParts()
    changes = ScenarioChanges(recipe, draws)
    evaluator = Evaluator(recipe, draws, changes)
    layout = _layout(evaluator, shared)
    rows = written_rows(evaluator, layout, shared)
    add_induced_rows(rows, layout)
    apply_odds(rows, changes, layout)
    starts = _starts(evaluator, layout, shared)
    arrivals = Arrivals(starts, _entries(recipe, rows))
    apply_diversions(rows, changes, layout, arrivals)
    entries = _entries(recipe, rows)
    width = len(layout.axes.states)
    per_start = fill_classes(
        evaluator.size,
        1,
        layout.everyone.size,
        width,
        [
            (layout.slices[journey], layout.state(name), value)
            for journey, states in entries.items()
            for name, value in states.items()
        ],
    )[:, 0]
    flows = starts[:, 0, :, None] * per_start
    grades = seriousness_shares(layout, starts)
    problem = knock_on_rows(evaluator, layout, starts)
    fresh = fresh_in_first_year(
        layout,
        starts,
        _per_start(evaluator, layout, per_start, "returns"),
        _per_start(evaluator, layout, per_start, "knock_on"),
        problem,
        grades,
        draws is None,
        evaluator,
    )
    asked = _asked(layout, flows)
    opening = empty_opening(evaluator.size, layout.everyone.size, width)
    found = Baseline(layout, starts, fresh, flows, arrivals, asked, grades, opening, shared)
    if recipe.model.country.opening == "empty":
        return found
    usual = _parts(recipe, draws, found)
    return replace(
        found,
        opening=stationary_opening(evaluator, layout, usual.journeys, usual.services, flows),
    )


def _entries(recipe: Recipe, rows: AllRows) -> Entries:
    """Expected entries of states per start, with the moves of the first year."""
    found: Entries = {}
    for name, journey in rows.items():
        file = recipe.model.journeys.get(name)
        if file is None:
            continue
        first = {
            state: {to: chance[:, :1] for to, chance in row.items()}
            for state, row in journey.items()
        }
        found[name] = expected_entries(first, file.start)
    return found


def _per_start(evaluator: Evaluator, layout: Layout, per_start: FloatArray, key: str) -> FloatArray:
    """Share of a class's starts after which something reappears, array (D, C)."""
    share = reappearing_share(evaluator, layout, lambda placed: getattr(placed.file, key), key)
    total = np.zeros(per_start.shape[:2])
    for n in range(per_start.shape[2]):
        total = total + per_start[:, :, n] * share[:, :, n]
    return total


def _asked(layout: Layout, flows: FloatArray) -> Asked:
    found: Asked = {}
    for v, name in enumerate(layout.axes.services):
        total = np.zeros(flows.shape[:2])
        for n in np.flatnonzero(layout.service_of_state == v):
            total = total + flows[:, :, n]
        found[name] = total[:, None, :]
    return found


@dataclass(frozen=True)
class _Parts:
    evaluator: Evaluator
    layout: Layout
    changes: ScenarioChanges
    journeys: Journeys
    services: Services


def _parts(recipe: Recipe, draws: Draws | None, baseline: Baseline) -> _Parts:
    """Journeys and services of a scenario."""
    shared = baseline.shared
    changes = ScenarioChanges(recipe, draws)
    evaluator = Evaluator(recipe, draws, changes)
    layout = _layout(evaluator, shared)
    rows = written_rows(evaluator, layout, shared)
    add_induced_rows(rows, layout)
    apply_odds(rows, changes, layout)
    apply_diversions(rows, changes, layout, baseline.arrivals)
    arcs = _arcs(rows, layout, evaluator.size, shared)
    journeys = journeys_of(
        evaluator,
        layout,
        arcs,
        _inflow(evaluator, layout, baseline, draws),
        shared.get(
            "knock_on_problem",
            evaluator,
            layout.structure,
            lambda: knock_on_rows(evaluator, layout, baseline.starts),
        ),
        baseline.seriousness_share,
        shared,
    )

    def induced_work() -> dict[str, Work]:
        return {
            name: average_work(evaluator, service, layout, baseline.asked)
            for name, service in zip(layout.axes.services, layout.services, strict=True)
            if name in layout.induced
        }

    services = services_of(evaluator, layout, changes, induced_work, shared)
    return _Parts(evaluator, layout, changes, journeys, services)


def _arcs(rows: AllRows, layout: Layout, draws: int, shared: SharedParts) -> Arcs:
    """The moves as arrays; the first scenario's serve the others as far as they are the same."""
    return shared.like_first("arcs", lambda known: arcs_of(rows, layout, draws, known))


def _layout(evaluator: Evaluator, shared: SharedParts) -> Layout:
    model = evaluator.recipe.model
    structure: set[Key] = {("country",)}
    structure |= {("journeys", name) for name in model.journeys}
    structure |= {("services", name) for name in model.services}
    structure |= {
        ("interventions", name, section)
        for name in model.interventions
        for section in ("states", "services", "effects", "induced_demand")
    }
    return shared.get("layout", evaluator, structure, lambda: layout_of(evaluator.recipe))


def _starts(evaluator: Evaluator, layout: Layout, shared: SharedParts) -> FloatArray:
    return shared.get(
        "starts", evaluator, layout.structure, lambda: total_starts(evaluator, layout)
    )


def _inflow(
    evaluator: Evaluator, layout: Layout, baseline: Baseline, draws: Draws | None
) -> FloatArray:
    """Fresh problems per year: those of business as usual, growing as all starts do."""
    starts = _starts(evaluator, layout, baseline.shared)
    first = baseline.starts[:, :1]
    ratio = np.where(first > 0.0, starts / np.where(first > 0.0, first, 1.0), 1.0)
    inflow = baseline.fresh[:, None, :] * ratio
    cases = induced_cases(evaluator.recipe, draws, layout, baseline.asked)
    for service, found in cases.items():
        part = layout.slices[layout.induced[service]]
        inflow[:, :, part] = found
    return inflow


def realise(
    recipe: Recipe, draws: Draws | None = None, baseline: Baseline | None = None
) -> Realised:
    """Turn one scenario into plain numbers.

    Parameters
    ----------
    recipe : Recipe
        The scenario.
    draws : Draws, optional
        Joint draws of the uncertain inputs; one run at central values if absent.
    baseline : Baseline, optional
        Business as usual for the same draws; needed unless this is business as usual.

    Returns
    -------
    Realised
        Arrays of D draws; a chunk of draws gives the same bits as all of them.

    Raises
    ------
    ScenarioError
        If the files contradict each other.
    ValueError
        If the baseline is missing or of other draws.
    """
    if baseline is None:
        if not recipe.is_business_as_usual:
            raise ValueError("a scenario needs the baseline of business as usual")
        baseline = baseline_of(recipe, draws)
    size = 1 if draws is None else draws.size
    if baseline.draws != size:
        raise ValueError(f"a baseline of {baseline.draws} draws for a scenario of {size}")
    parts = _parts(recipe, draws, baseline)
    charges = charges_of(parts.evaluator, parts.layout, parts.changes, baseline.shared)
    burden = parts.evaluator.value("country.excess_burden_of_taxation", parts.layout.in_general)
    return Realised(
        recipe.name,
        baseline.layout.axes,
        parts.journeys,
        parts.services,
        baseline.opening,
        charges,
        np.broadcast_to(burden[:, 0, 0], (size,)),
    )


def inflow_bound(recipe: Recipe, draws: Draws | None, baseline: Baseline) -> FloatArray:
    """A yearly rate per class that the fresh problems of one scenario never exceed (C,)."""
    evaluator = Evaluator(recipe, draws, ScenarioChanges(recipe, draws))
    layout = _layout(evaluator, baseline.shared)
    inflow = _inflow(evaluator, layout, baseline, draws)
    return BOUND_MARGIN * np.asarray(np.max(inflow, axis=(0, 1)))


def common_inflow_bound(realised: Sequence[Realised] | Mapping[str, Realised]) -> FloatArray:
    """A yearly rate per class that none of these scenarios exceeds in any draw or year (C,)."""
    each = list(realised.values()) if isinstance(realised, Mapping) else list(realised)
    bounds = np.max([one.journeys.inflow_bound for one in each], axis=0)
    return np.asarray(bounds)


def with_inflow_bound(realised: Realised, bound: FloatArray) -> Realised:
    """The same scenario, its arrivals thinned from a rate shared by all scenarios."""
    journeys = replace(realised.journeys, inflow_bound=bound)
    return replace(realised, journeys=journeys)


__all__ = [
    "BOUND_MARGIN",
    "Baseline",
    "baseline_of",
    "common_inflow_bound",
    "inflow_bound",
    "realise",
    "with_inflow_bound",
]
