"""A network file as `Realised`: the same numbers that an engine gets from a study.

A problem is a legal problem; `full` has two classes of seriousness, urgent first. Everyone begins
in `entry`, a wait of no time whose moves lead to the first service. Work is in days: 365
productive hours a year, so that an hour of work holds a server for one day exactly.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from benchmarks.network import ENDS, Network, Service
from benchmarks.variants import FULL, URGENT_SHARE, Additions
from justice_finance.results.charges import Charge
from justice_finance.scenario.realised import Axes, Durations, Journeys, Opening, Realised, Services
from justice_finance.vocabulary import (
    DAYS_PER_YEAR,
    Driver,
    DurationForm,
    SittingsForm,
    StateKind,
)

Array = NDArray[np.float64]

ENTRY = "entry"
FIRST_YEAR = 2025


def shape_of(service: Service) -> float:
    """The shape that `vocabulary.DurationForm` wants, from a coefficient of variation."""
    spread = service.coefficient_of_variation
    if service.form == "lognormal":
        return math.sqrt(math.log1p(spread * spread))
    if service.form == "gamma":
        return 1.0 / (spread * spread)
    return 1.0


def realise(
    network: Network,
    variant: str,
    years: int,
    additions: Additions | None = None,
    people: float = 1.0,
) -> Realised:
    """Translate a network.

    Parameters
    ----------
    network : Network
    variant : str
        `portable` or `full`.
    years : int
        Horizon, at least 1.
    additions : Additions, optional
        What `full` has beyond the network file.
    people : float
        Arrivals and servers are multiplied by this (servers rounded, at least one).

    Returns
    -------
    Realised
        One draw; nobody there on day 0; nothing returns and nothing lingers.
    """
    names = list(network.services)
    states = [ENTRY, *names, *ENDS]
    problems = len(network.problems)
    full = variant == FULL
    share = np.array([URGENT_SHARE, 1.0 - URGENT_SHARE] if full else [1.0])
    grid = np.indices((problems, 1, share.size)).reshape(3, -1).astype(np.int64)
    axes = Axes(
        legal_problems=tuple(network.problems),
        population_groups=("everyone",),
        seriousness=("urgent", "ordinary") if full else ("ordinary",),
        states=tuple(states),
        services=tuple(names),
        years=tuple(range(FIRST_YEAR, FIRST_YEAR + years)),
        class_problem=grid[0],
        class_group=grid[1],
        class_seriousness=grid[2],
    )
    return Realised(
        name=f"{network.name}_{variant}",
        axes=axes,
        journeys=_journeys(network, axes, share, full, people, additions),
        services=_services(network, axes, full, people, additions if full else None),
        opening=_nobody(axes),
        charges=_charges(axes, additions) if full and additions else (),
        excess_burden_rate=np.zeros(1),
    )


def _journeys(
    network: Network,
    axes: Axes,
    share: Array,
    full: bool,
    people: float,
    additions: Additions | None,
) -> Journeys:
    states, years = axes.states, len(axes.years)
    classes, problems = axes.class_problem.size, len(axes.legal_problems)
    place = {name: position for position, name in enumerate(states)}
    rows = [{ENTRY: problem.entry, **problem.moves} for problem in network.problems.values()]
    arcs: dict[tuple[int, int], None] = {}
    for state in states:
        for row in rows:
            arcs.update(dict.fromkeys((place[state], place[to]) for to in row.get(state, {})))
    chance = np.zeros((problems, len(arcs)))
    for problem, row in enumerate(rows):
        for arc, (left, to) in enumerate(arcs):
            chance[problem, arc] = row.get(states[left], {}).get(states[to], 0.0)
    daily = np.array([problem.arrivals_per_day for problem in network.problems.values()])
    inflow = daily[axes.class_problem] * DAYS_PER_YEAR * people * share[axes.class_seriousness]
    kind = [StateKind.WAIT, *[StateKind.SERVICE] * len(axes.services)]
    kind += [
        StateKind.NO_RESOLUTION if e == "no_resolution" else StateKind.RESOLUTION for e in ENDS
    ]
    gives_up = np.full((problems, len(states)), -1, dtype=np.int64)
    turned_away = gives_up.copy()
    served = slice(1, 1 + len(axes.services))
    if full:
        gives_up[:, served] = place["no_resolution"]
    if full and additions:
        turned_away[:, served] = place["no_resolution"]
    by_state = (1, classes, len(states))
    return Journeys(
        inflow=np.broadcast_to(inflow, (1, years, classes)),
        inflow_bound=inflow,
        start=np.zeros(classes, dtype=np.int64),
        kind=np.array(kind, dtype=np.int64),
        service_of_state=np.array(
            [-1, *range(len(axes.services)), *[-1] * len(ENDS)], dtype=np.int64
        ),
        arc_from=np.array([left for left, _ in arcs], dtype=np.int64),
        arc_to=np.array([to for _, to in arcs], dtype=np.int64),
        arc_probability=np.broadcast_to(chance[axes.class_problem], (1, years, classes, len(arcs))),
        wait=_no_time(by_state, years),
        gives_up_to=gives_up,
        turned_away_to=turned_away,
        returns_share=np.zeros(by_state),
        returns=_no_time(by_state),
        knock_on_share=np.zeros(by_state),
        knock_on=_no_time(by_state),
        knock_on_problem=np.eye(problems)[None],
        seriousness_share=np.broadcast_to(share, (1, problems, share.size)),
        lingering_weight=np.zeros(by_state),
        half_life=np.full(1, DAYS_PER_YEAR),
    )


def _no_time(by_state: tuple[int, int, int], years: int | None = None) -> Durations:
    draws, classes, states = by_state
    mean = by_state if years is None else (draws, years, classes, states)
    return Durations(
        form=np.full((classes, states), DurationForm.FIXED, dtype=np.int64),
        mean=np.zeros(mean),
        shape=np.ones(by_state),
        ratio=np.ones(by_state),
    )


def _services(
    network: Network, axes: Axes, full: bool, people: float, additions: Additions | None
) -> Services:
    services, years = list(network.services.values()), len(axes.years)
    count, classes = len(services), axes.class_problem.size
    servers = np.array([max(1.0, math.floor(s.servers * people + 0.5)) for s in services])
    staff = np.broadcast_to(servers, (years, count))
    sittings, notice, parties = np.ones(count), np.zeros(count), np.zeros(count)
    limit = np.full(count, np.inf)
    if additions is not None:
        steps = np.resize(np.array(additions.capacity_by_year), years)
        staff = np.maximum(1.0, np.floor(servers * steps[:, None] + 0.5))
        in_sittings = np.arange(count) % additions.every == 1 % additions.every
        sittings = np.where(in_sittings, additions.mean_sittings, 1.0)
        notice = np.where(in_sittings, additions.notice_days, 0.0)
        parties = np.where(in_sittings, additions.parties_days, 0.0)
        limit = np.maximum(1.0, np.floor(additions.queue_limit_per_server * servers))
    patience = np.array([s.mean_patience_days if full else np.inf for s in services])
    work = np.array([s.mean_days for s in services]) / sittings
    yearly = (1, years, count)
    return Services(
        limited=np.ones(count, dtype=bool),
        staff=np.array(staff)[None],
        productive_hours=np.full(yearly, DAYS_PER_YEAR),
        sites=np.ones(count, dtype=np.int64),
        priority=np.broadcast_to(axes.class_seriousness[:, None], (classes, count)).copy(),
        work_hours=np.broadcast_to(work, (1, years, classes, count)),
        work_form=np.array([DurationForm[s.form.upper()] for s in services], dtype=np.int64),
        work_shape=np.array([[shape_of(s) for s in services]]),
        work_ratio=np.ones((1, count)),
        sittings=np.broadcast_to(sittings, (1, years, classes, count)),
        sittings_form=np.where(sittings > 1.0, SittingsForm.GEOMETRIC, SittingsForm.FIXED).astype(
            np.int64
        ),
        notice_time=np.broadcast_to(notice, yearly),
        parties_time=Durations(
            form=np.full(count, DurationForm.EXPONENTIAL, dtype=np.int64),
            mean=np.broadcast_to(parties, yearly),
            shape=np.ones((1, count)),
            ratio=np.ones((1, count)),
        ),
        patience=np.broadcast_to(patience, yearly),
        queue_limit=limit,
    )


def _nobody(axes: Axes) -> Opening:
    classes, states = axes.class_problem.size, len(axes.states)
    none = np.zeros((1, classes, states))
    return Opening(
        waiting=none,
        queueing=none,
        queue_days=np.zeros((1, states)),
        between_sittings=none,
        queueing_later_share=none,
        dormant_returns=none,
        dormant_knock_ons=none,
        lingering=np.zeros((1, classes)),
    )


def _charges(axes: Axes, additions: Additions) -> tuple[Charge, ...]:
    priced = (
        (Driver.VISIT, additions.price_of_visit, "fee", "person", "government_justice"),
        (Driver.SITTING, additions.price_of_sitting, "person_expense", "person", "resources"),
        (
            Driver.STAFF_YEAR,
            additions.price_of_staff_year,
            "service_cost",
            "government_justice",
            "resources",
        ),
    )
    return tuple(
        Charge(
            category,
            payer,
            payee,
            driver,
            service,
            np.full((1, 1), price) if driver is Driver.STAFF_YEAR else np.full((1, 1, 1), price),
            "benchmarks.variants",
        )
        for driver, price, category, payer, payee in priced
        for service in range(len(axes.services))
    )
