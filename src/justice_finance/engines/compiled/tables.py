"""One draw of a scenario as the flat arrays that the kernel reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from justice_finance.engines.addresses import MOST_CLASSES, MOST_STATES
from justice_finance.engines.compiled.layout import Wholes
from justice_finance.engines.compiled.rows import Rows
from justice_finance.engines.compiled.stations import Stations
from justice_finance.engines.compiled.time_tables import TimeTables
from justice_finance.scenario.realised import Realised
from justice_finance.vocabulary import DAYS_PER_YEAR, StateKind


@dataclass(frozen=True)
class Tables:
    """What one draw says: the fields of the world that are only read, and the means of making more.

    `arrays` has them by name but for those of `times`, which an opening adds to.
    """

    realised: Realised
    draw: int
    fraction: float
    arrays: dict[str, Any]
    times: TimeTables
    stations: Stations
    problems_set_off: Wholes  # (P,): a row, or NO_ROW


def tables_of(realised: Realised, draw: int, fraction: float) -> Tables:
    """Lay out one draw.

    Raises
    ------
    ValueError
        If there are more classes or states than a person's number has room for, or an inflow
        exceeds its bound.
    """
    classes, states = len(realised.axes.class_problem), len(realised.axes.states)
    if classes > MOST_CLASSES or states > MOST_STATES:
        raise ValueError(f"at most {MOST_CLASSES} classes and {MOST_STATES} states")
    times, rows = TimeTables(), Rows()
    stations = Stations(realised, draw, fraction)
    arrays = _inflow(realised, draw, fraction) | _classes(realised)
    arrays |= _waits(realised, draw, times) | _visits(realised, draw, times)
    problems = rows.of(realised.journeys.knock_on_problem[draw], _numbers(realised, "problems"))
    arrays |= _moves(realised, draw, rows) | _ends(realised, draw, times, problems)
    arrays["knock_on_row"] = problems
    arrays["seriousness_row"] = rows.of(
        realised.journeys.seriousness_share[draw], _numbers(realised, "seriousness")
    )
    arrays |= stations.arrays()
    arrays |= rows.arrays()
    return Tables(realised, draw, fraction, arrays, times, stations, problems)


def _numbers(realised: Realised, of_what: str) -> Wholes:
    axes = realised.axes
    names = axes.legal_problems if of_what == "problems" else axes.seriousness
    return np.arange(len(names), dtype=np.int64)


def _inflow(realised: Realised, draw: int, fraction: float) -> dict[str, Any]:
    bound, inflow = realised.journeys.inflow_bound, realised.journeys.inflow[draw]
    if np.any(inflow > bound * (1.0 + 1e-12)):
        raise ValueError("an inflow exceeds the bound from which people are thinned")
    rate = bound * fraction
    gap = np.divide(DAYS_PER_YEAR, rate, out=np.zeros_like(rate), where=rate > 0.0)
    kept = np.divide(inflow, bound, out=np.zeros_like(inflow), where=bound > 0.0)
    return {"gap": gap, "kept": kept}


def _classes(realised: Realised) -> dict[str, Any]:
    axes, journeys = realised.axes, realised.journeys
    facts = np.stack([axes.class_problem, axes.class_group, journeys.start], axis=1)
    shape = (len(axes.legal_problems), len(axes.population_groups), len(axes.seriousness))
    class_of = np.full(shape, -1, dtype=np.int64)
    class_of[axes.class_problem, axes.class_group, axes.class_seriousness] = np.arange(len(facts))
    leads_to = np.stack(
        [journeys.gives_up_to[axes.class_problem], journeys.turned_away_to[axes.class_problem]],
        axis=2,
    )
    return {
        "kind": journeys.kind,
        "service_of": journeys.service_of_state,
        "class_facts": facts,
        "state_facts": leads_to,
        "class_of": class_of,
    }


def _waits(realised: Realised, draw: int, times: TimeTables) -> dict[str, Any]:
    wait = realised.journeys.wait
    mean = wait.mean[draw]
    index = np.zeros(mean.shape, dtype=np.int64)
    at_wait = np.flatnonzero(realised.journeys.kind == StateKind.WAIT)
    index[..., at_wait] = times.times(
        wait.form[:, at_wait],
        mean[..., at_wait],
        wait.shape[draw][:, at_wait],
        wait.ratio[draw][:, at_wait],
    )
    return {"wait": index}


def _visits(realised: Realised, draw: int, times: TimeTables) -> dict[str, Any]:
    services = realised.services
    work = times.times(
        services.work_form,
        services.work_hours[draw],
        services.work_shape[draw],
        services.work_ratio[draw],
    )
    gap = services.parties_time
    parties = times.times(gap.form, gap.mean[draw], gap.shape[draw], gap.ratio[draw])
    sittings = np.maximum(1.0, services.sittings[draw])
    least = sittings.astype(np.int64)
    return {
        "work": work,
        "parties": parties,
        "least": least,
        "one_more": sittings - least,
        "another": 1.0 - 1.0 / sittings,
    }


def _moves(realised: Realised, draw: int, rows: Rows) -> dict[str, Any]:
    journeys = realised.journeys
    years, classes = journeys.inflow.shape[1:]
    states = len(journeys.kind)
    row = np.full((years, classes, states), -1, dtype=np.int64)
    for state in np.unique(journeys.arc_from).tolist():
        arcs = np.flatnonzero(journeys.arc_from == state)
        shares = journeys.arc_probability[draw][..., arcs].reshape(years * classes, len(arcs))
        row[..., state] = rows.of(shares, journeys.arc_to[arcs]).reshape(years, classes)
    return {"row": row}


def _ends(
    realised: Realised, draw: int, times: TimeTables, problems_set_off: Wholes
) -> dict[str, Any]:
    journeys = realised.journeys
    resolved = journeys.kind == StateKind.RESOLUTION
    sets_off = (problems_set_off >= 0)[realised.axes.class_problem][:, None]
    share = np.where(
        resolved, journeys.returns_share[draw], journeys.knock_on_share[draw] * sets_off
    )
    index = np.zeros(share.shape, dtype=np.int64)
    for holder, at_end in (
        (journeys.returns, np.flatnonzero(resolved)),
        (journeys.knock_on, np.flatnonzero(journeys.kind == StateKind.NO_RESOLUTION)),
    ):
        index[:, at_end] = times.times(
            holder.form[:, at_end],
            holder.mean[draw][:, at_end],
            holder.shape[draw][:, at_end],
            holder.ratio[draw][:, at_end],
        )
    return {
        "again": np.stack([journeys.lingering_weight[draw], share], axis=2),
        "again_time": index,
    }


def flat(values: NDArray[Any]) -> NDArray[Any]:
    """The same numbers, along one axis, one after another, of the type the kernel takes."""
    kind = {"f": np.float64, "u": np.uint32}.get(values.dtype.kind, np.int64)
    return np.ascontiguousarray(values, dtype=kind).reshape(-1)
