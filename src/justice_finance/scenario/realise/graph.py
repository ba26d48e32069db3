"""The journeys of all classes as arrays: moves, times, what returns, lingers or sets off more."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

import numpy as np

from justice_finance.journey.schema import Reappearance
from justice_finance.scenario.evaluate import Evaluator
from justice_finance.scenario.realise.blocks import Block, fill_classes, int_table
from justice_finance.scenario.realise.classes import Layout, PlacedState
from justice_finance.scenario.realise.moves import Arcs
from justice_finance.scenario.realise.times import Spread, durations_by_state, spread_of
from justice_finance.scenario.realised import Durations, FloatArray, Journeys
from justice_finance.scenario.reuse import SharedParts

Part = TypeVar("Part")

BOUND_MARGIN = 1.0000001


def journeys_of(
    evaluator: Evaluator,
    layout: Layout,
    arcs: Arcs,
    inflow: FloatArray,
    knock_on_problem: FloatArray,
    seriousness_share: FloatArray,
    shared: SharedParts,
) -> Journeys:
    """Put the graph of all journeys together.

    Parameters
    ----------
    evaluator : Evaluator
    layout : Layout
    arcs : Arcs
    inflow : array (D, Y, C)
    knock_on_problem, seriousness_share : arrays (D, P, P), (D, P, S)
    shared : SharedParts

    Returns
    -------
    Journeys
    """
    draws = evaluator.size

    def kept(name: str, compute: Callable[[], Part]) -> Part:
        return shared.get(name, evaluator, layout.structure, compute)

    gives_up, turned_away = _exits(layout)
    return Journeys(
        inflow=inflow,
        inflow_bound=BOUND_MARGIN * np.max(inflow, axis=(0, 1)),
        start=_starts(evaluator, layout),
        kind=layout.kind,
        service_of_state=layout.service_of_state,
        arc_from=arcs.origin,
        arc_to=arcs.target,
        arc_probability=arcs.probability,
        wait=kept(
            "waits",
            lambda: durations_by_state(
                layout, draws, list(_waits(evaluator, layout)), by_year=True
            ),
        ),
        gives_up_to=gives_up,
        turned_away_to=turned_away,
        returns_share=kept(
            "returns_share", lambda: reappearing_share(evaluator, layout, _returns, "returns")
        ),
        returns=kept("returns", lambda: _reappearing_time(evaluator, layout, _returns, "returns")),
        knock_on_share=kept(
            "knock_on_share", lambda: reappearing_share(evaluator, layout, _knock_on, "knock_on")
        ),
        knock_on=kept(
            "knock_on", lambda: _reappearing_time(evaluator, layout, _knock_on, "knock_on")
        ),
        knock_on_problem=knock_on_problem,
        seriousness_share=seriousness_share,
        lingering_weight=kept("lingering", lambda: _lingering_weight(evaluator, layout)),
        half_life=np.broadcast_to(
            evaluator.value("country.half_life_of_continuing_loss", layout.in_general)[:, 0, 0],
            (draws,),
        ),
    )


def every_state(layout: Layout) -> Iterator[tuple[str, str, PlacedState]]:
    """Every state of every journey."""
    for journey, states in layout.states.items():
        for name, placed in states.items():
            yield journey, name, placed


def _starts(evaluator: Evaluator, layout: Layout) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    start = np.zeros(layout.everyone.size, dtype=np.int64)
    for name, part in layout.slices.items():
        journey = evaluator.recipe.model.journeys.get(name)
        start[part] = layout.state(journey.start if journey is not None else name)
    return start


def _waits(evaluator: Evaluator, layout: Layout) -> Iterator[tuple[slice, int, Spread]]:
    for journey, name, placed in every_state(layout):
        if placed.file.time is not None:
            frame = layout.frames[journey]
            spread = spread_of(evaluator, placed.file.time, f"{placed.path}.time", frame)
            yield layout.slices[journey], layout.state(name), spread


def _exits(
    layout: Layout,
) -> tuple[np.ndarray[tuple[int, int], np.dtype[np.int64]], ...]:
    shape = (len(layout.axes.legal_problems), len(layout.axes.states))
    gives_up, turned_away = int_table(shape, -1), int_table(shape, -1)
    for journey, name, placed in every_state(layout):
        p, n = layout.axes.legal_problems.index(journey), layout.state(name)
        if placed.file.gives_up_to is not None:
            gives_up[p, n] = layout.state(placed.file.gives_up_to)
        if placed.file.turned_away_to is not None:
            turned_away[p, n] = layout.state(placed.file.turned_away_to)
    return gives_up, turned_away


def _returns(placed: PlacedState) -> Reappearance | None:
    return placed.file.returns


def _knock_on(placed: PlacedState) -> Reappearance | None:
    return placed.file.knock_on


def reappearing_share(
    evaluator: Evaluator,
    layout: Layout,
    which: Callable[[PlacedState], Reappearance | None],
    key: str,
) -> FloatArray:
    """Share of ends after which something comes back, array (draw, class, state)."""
    blocks: list[Block] = []
    for journey, name, placed in every_state(layout):
        if which(placed) is not None:
            value = evaluator.value(f"{placed.path}.{key}.share", layout.frames[journey])
            blocks.append((layout.slices[journey], layout.state(name), value))
    years, width = len(layout.axes.years), len(layout.axes.states)
    return fill_classes(evaluator.size, years, layout.everyone.size, width, blocks)[:, 0]


def _reappearing_time(
    evaluator: Evaluator,
    layout: Layout,
    which: Callable[[PlacedState], Reappearance | None],
    key: str,
) -> Durations:
    found: list[tuple[slice, int, Spread]] = []
    for journey, name, placed in every_state(layout):
        again = which(placed)
        if again is not None:
            frame = layout.frames[journey]
            spread = spread_of(evaluator, again.time, f"{placed.path}.{key}.time", frame)
            found.append((layout.slices[journey], layout.state(name), spread))
    return durations_by_state(layout, evaluator.size, found, by_year=False)


def _lingering_weight(evaluator: Evaluator, layout: Layout) -> FloatArray:
    """Share of the continuing loss that remains: of a resolution 0, of none 1, unless written."""
    usual = {"resolution": 0.0, "no_resolution": 1.0}
    blocks: list[Block] = []
    for journey, name, placed in every_state(layout):
        if placed.file.kind in usual:
            path = f"{placed.path}.remaining_share"
            value = evaluator.value_or(path, layout.frames[journey], usual[placed.file.kind])
            blocks.append((layout.slices[journey], layout.state(name), value))
    years, width = len(layout.axes.years), len(layout.axes.states)
    return fill_classes(evaluator.size, years, layout.everyone.size, width, blocks)[:, 0]
