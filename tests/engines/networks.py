"""Realised scenarios made by hand, for the tests of every engine.

`small_realised` fills in everything a test does not care about. `random_networks` mixes all
features of the contract at random.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from justice_finance.scenario.realised import (
    Axes,
    Durations,
    Journeys,
    Opening,
    Realised,
    Services,
)
from justice_finance.vocabulary import DurationForm, SittingsForm, StateKind

Array = NDArray[np.float64]
SHAPED = {"weibull": 0.7, "gamma": 2.0, "lognormal": 0.8, "mixture": 0.3}
RATIO = 6.0


def full(value: object, *shape: int) -> Array:
    """A float array of a shape, from anything that can be spread over it."""
    return np.array(np.broadcast_to(np.asarray(value, dtype=np.float64), shape))


def _time(spec: object) -> dict[str, Any]:
    """A time: a mean (exponential), or a mapping with mean, form, shape, ratio."""
    given: dict[str, Any] = dict(spec) if isinstance(spec, Mapping) else {"mean": spec}
    form = str(given.get("form", "exponential"))
    return {
        "mean": given.get("mean", 0.0),
        "form": int(DurationForm[form.upper()]),
        "shape": given.get("shape", SHAPED.get(form, 1.0)),
        "ratio": given.get("ratio", RATIO),
    }


def _durations(
    specs: Mapping[int, object], draws: int, years: int | None, lead: int, count: int
) -> Durations:
    """Durations by position: form (lead, count), mean (D, [Y,] lead, count)."""
    form = np.zeros((lead, count), dtype=np.int64)
    mean_shape = (draws, lead, count) if years is None else (draws, years, lead, count)
    mean, shape, ratio = (
        np.zeros(mean_shape),
        np.ones((draws, lead, count)),
        np.ones((draws, lead, count)),
    )
    for position, spec in specs.items():
        one = _time(spec)
        form[:, position] = one["form"]
        mean[..., position] = full(one["mean"], *mean_shape[:-1])
        shape[..., position] = full(one["shape"], draws, lead)
        ratio[..., position] = full(one["ratio"], draws, lead)
    return Durations(form=form, mean=mean, shape=shape, ratio=ratio)


def _axes(
    states: list[str], services: list[str], years: int, problems: int, groups: int, seriousness: int
) -> Axes:
    grid = np.indices((problems, groups, seriousness)).reshape(3, -1)
    return Axes(
        legal_problems=tuple(f"problem_{p}" for p in range(problems)),
        population_groups=tuple(f"group_{g}" for g in range(groups)),
        seriousness=tuple(f"seriousness_{s}" for s in range(seriousness)),
        states=tuple(states),
        services=tuple(services),
        years=tuple(range(2025, 2025 + years)),
        class_problem=grid[0].astype(np.int64),
        class_group=grid[1].astype(np.int64),
        class_seriousness=grid[2].astype(np.int64),
    )


def _services(
    services: Mapping[str, Mapping[str, Any]], draws: int, years: int, classes: int
) -> Services:
    names = list(services)

    def each(key: str, default: object, *shape: int) -> Array:
        """(…, V) from one value per service."""
        if not names:
            return np.zeros((*shape, 0))
        return np.stack([full(services[n].get(key, default), *shape) for n in names], axis=-1)

    def form(key: str, default: str) -> NDArray[np.int64]:
        names_of = [str(services[n].get(key, default)).upper() for n in names]
        return np.array([int(DurationForm[x]) for x in names_of], dtype=np.int64)

    parties = [_time(services[n].get("parties_time", 0.0)) for n in names]
    sittings_form = [str(services[n].get("sittings_form", "fixed")).upper() for n in names]
    return Services(
        limited=np.array([bool(services[n].get("limited", True)) for n in names], dtype=bool),
        staff=each("staff", 1.0, draws, years),
        productive_hours=each("productive_hours", 1000.0, draws, years),
        sites=np.array([int(services[n].get("sites", 1)) for n in names], dtype=np.int64),
        priority=each("priority", 0, classes).astype(np.int64),
        work_hours=each("work_hours", 1.0, draws, years, classes),
        work_form=form("work_form", "exponential"),
        work_shape=each("work_shape", 1.0, draws),
        work_ratio=each("work_ratio", RATIO, draws),
        sittings=each("sittings", 1.0, draws, years, classes),
        sittings_form=np.array([int(SittingsForm[x]) for x in sittings_form], dtype=np.int64),
        notice_time=each("notice_time", 0.0, draws, years),
        parties_time=Durations(
            form=np.array([p["form"] for p in parties], dtype=np.int64),
            mean=np.stack([full(p["mean"], draws, years) for p in parties], axis=-1)
            if parties
            else np.zeros((draws, years, 0)),
            shape=np.stack([full(p["shape"], draws) for p in parties], axis=-1)
            if parties
            else np.zeros((draws, 0)),
            ratio=np.stack([full(p["ratio"], draws) for p in parties], axis=-1)
            if parties
            else np.zeros((draws, 0)),
        ),
        patience=each("patience", np.inf, draws, years),
        queue_limit=np.array([float(services[n].get("queue_limit", np.inf)) for n in names]),
    )


def _by_state(given: Mapping[str, object] | None, states: list[str], *shape: int) -> Array:
    """(…, N) from values by name of the state; zero elsewhere."""
    out = np.zeros((*shape, len(states)))
    for name, value in (given or {}).items():
        out[..., states.index(name)] = full(value, *shape)
    return out


def small_realised(
    states: Mapping[str, Mapping[str, Any]],
    arcs: Mapping[tuple[str, str], object],
    services: Mapping[str, Mapping[str, Any]] | None = None,
    *,
    inflow: object = 0.0,
    draws: int = 1,
    years: int = 1,
    problems: int = 1,
    groups: int = 1,
    seriousness: int = 1,
    start: str | list[str] | None = None,
    opening: Mapping[str, Any] | None = None,
    knock_on_problem: object = None,
    seriousness_share: object = None,
    half_life: object = 730.0,
    name: str = "small",
) -> Realised:
    """Build a realised scenario from what matters to a test.

    Parameters
    ----------
    states : mapping
        name -> {"kind": "wait" | "service" | "resolution" | "no_resolution", ...}. A wait has
        "time" (mean days, exponential, or {"mean", "form", "shape", "ratio"}; mean broadcasts to
        (D, Y, C)); a service state has "service", "gives_up_to", "turned_away_to"; an end has
        "lingering" (default 0 and 1), and "again_share" with "again_time": of returns after a
        resolution, of knock-on problems after no resolution.
    arcs : mapping
        (from, to) -> probability, broadcasts to (D, Y, C).
    services : mapping
        name -> fields of `Services` by their names, each a value that broadcasts to the field's
        shape without V; forms by name; "parties_time" as a time.
    inflow : value that broadcasts to (D, Y, C)
        Fresh problems per year.
    start : name, or one name per class
        The first state if not given.
    opening : mapping
        Field of `Opening` -> {state: value}; "lingering" a value for (D, C).
    """
    names, limited = list(states), dict(services or {})
    axes = _axes(names, list(limited), years, problems, groups, seriousness)
    classes, count = axes.class_problem.size, len(names)
    kinds = [StateKind[str(states[n]["kind"]).upper()] for n in names]
    ends = {
        kind: {i: states[n] for i, n in enumerate(names) if kinds[i] == kind}
        for kind in (StateKind.RESOLUTION, StateKind.NO_RESOLUTION)
    }

    def again(kind: StateKind) -> tuple[Array, Durations]:
        share = np.zeros((draws, classes, count))
        for i, spec in ends[kind].items():
            share[..., i] = full(spec.get("again_share", 0.0), draws, classes)
        times = {i: spec.get("again_time", 0.0) for i, spec in ends[kind].items()}
        return share, _durations(times, draws, None, classes, count)

    def goes_to(key: str) -> NDArray[np.int64]:
        row = [names.index(states[n][key]) if states[n].get(key) else -1 for n in names]
        return np.broadcast_to(np.array(row, dtype=np.int64), (problems, count)).copy()

    lingering = np.zeros((draws, classes, count))
    for kind, default in ((StateKind.RESOLUTION, 0.0), (StateKind.NO_RESOLUTION, 1.0)):
        for i, spec in ends[kind].items():
            lingering[..., i] = full(spec.get("lingering", default), draws, classes)
    returns_share, returns = again(StateKind.RESOLUTION)
    knock_on_share, knock_on = again(StateKind.NO_RESOLUTION)
    first = [start or names[0]] * classes if not isinstance(start, list) else start
    rate = full(inflow, draws, years, classes)
    waits = {
        i: states[n].get("time", 0.0) for i, n in enumerate(names) if kinds[i] == StateKind.WAIT
    }
    journeys = Journeys(
        inflow=rate,
        inflow_bound=rate.max(axis=(0, 1)) * 1.5 + 1.0,
        start=np.array([names.index(n) for n in first], dtype=np.int64),
        kind=np.array([int(k) for k in kinds], dtype=np.int64),
        service_of_state=np.array(
            [
                list(limited).index(states[n]["service"]) if k == StateKind.SERVICE else -1
                for n, k in zip(names, kinds, strict=True)
            ],
            dtype=np.int64,
        ),
        arc_from=np.array([names.index(a) for a, _ in arcs], dtype=np.int64),
        arc_to=np.array([names.index(b) for _, b in arcs], dtype=np.int64),
        arc_probability=np.stack([full(p, draws, years, classes) for p in arcs.values()], axis=-1),
        wait=_durations(waits, draws, years, classes, count),
        gives_up_to=goes_to("gives_up_to"),
        turned_away_to=goes_to("turned_away_to"),
        returns_share=returns_share,
        returns=returns,
        knock_on_share=knock_on_share,
        knock_on=knock_on,
        knock_on_problem=full(
            np.eye(problems) if knock_on_problem is None else knock_on_problem,
            draws,
            problems,
            problems,
        ),
        seriousness_share=full(
            1.0 / seriousness if seriousness_share is None else seriousness_share,
            draws,
            problems,
            seriousness,
        ),
        lingering_weight=lingering,
        half_life=full(half_life, draws),
    )
    given = dict(opening or {})
    by_class = (draws, classes)
    return Realised(
        name=name,
        axes=axes,
        journeys=journeys,
        services=_services(limited, draws, years, classes),
        opening=Opening(
            waiting=_by_state(given.get("waiting"), names, *by_class),
            queueing=_by_state(given.get("queueing"), names, *by_class),
            queue_days=_by_state(given.get("queue_days"), names, draws),
            between_sittings=_by_state(given.get("between_sittings"), names, *by_class),
            queueing_later_share=_by_state(given.get("queueing_later_share"), names, *by_class),
            dormant_returns=_by_state(given.get("dormant_returns"), names, *by_class),
            dormant_knock_ons=_by_state(given.get("dormant_knock_ons"), names, *by_class),
            lingering=full(given.get("lingering", 0.0), *by_class),
        ),
        charges=(),
        excess_burden_rate=np.zeros(draws),
    )
