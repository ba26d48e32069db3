"""Realised scenarios made at random: every feature of the contract, mixed, for every engine."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import numpy as np

from justice_finance.engines.steps import Step
from justice_finance.journey.closed_days import recurring
from justice_finance.journey.court_calendar import as_array
from justice_finance.scenario.realised import Realised
from tests.engines.networks import small_realised

FEATURES = frozenset(
    {
        "queues",
        "patience",
        "limits",
        "priorities",
        "sittings",
        "capacity_steps",
        "returns",
        "knock_ons",
        "opening",
        "cycles",
        "yearly",
        "lattice",
    }
)
FORMS = ("fixed", "exponential", "weibull", "gamma", "lognormal", "mixture")


def _random_time(
    rng: np.random.Generator, features: frozenset[str], shape: tuple[int, int, int]
) -> dict[str, Any]:
    """A time with mean (D, Y, C): zero, a few days, or months; whole days on a lattice."""
    draws, years, classes = shape
    lattice = "lattice" in features
    mean = rng.choice([0.0, 1.0, 2.0, 30.0]) if lattice else rng.choice([0.0, 7.0, 60.0, 400.0])
    by_year = np.ones(years)
    if "yearly" in features and not lattice and rng.random() < 0.3:
        by_year = np.linspace(1.0, rng.uniform(0.5, 1.5), years)
    by_draw = np.ones(draws) if lattice else rng.uniform(0.7, 1.4, draws)
    by_class = np.ones(classes) if lattice else rng.uniform(0.7, 1.4, classes)
    spread = by_draw[:, None, None] * by_year[None, :, None] * by_class
    form = "fixed" if lattice and rng.random() < 0.7 else str(rng.choice(FORMS))
    return {"mean": mean * spread, "form": form}


def _random_service(
    rng: np.random.Generator, features: frozenset[str], draws: int, years: int, load: float
) -> dict[str, Any]:
    """A service whose staff roughly meets a load of hours per year (0.6 to 1.6 of it)."""
    lattice = "lattice" in features
    hours = 365.0 if lattice else rng.uniform(800.0, 1500.0)
    staff = load * rng.uniform(0.6, 1.6) / hours * rng.uniform(0.9, 1.1, draws)[:, None]
    steps = np.ones(years)
    if "capacity_steps" in features:
        steps = rng.choice([0.5, 1.0, 1.0, 2.0], years)
    service: dict[str, Any] = {
        "limited": "queues" in features and rng.random() < 0.8,
        "staff": np.maximum(staff * steps, 0.0),
        "productive_hours": hours,
        "work_form": "fixed" if lattice else str(rng.choice(["exponential", "gamma", "fixed"])),
        "work_shape": 2.0,
        "notice_time": float(rng.choice([0.0, 1.0, 14.0, 45.0])),
    }
    if "patience" in features and rng.random() < 0.5:
        service["patience"] = rng.uniform(10.0, 300.0, (draws, 1)) * np.ones(years)
    if "limits" in features and rng.random() < 0.4:
        service["queue_limit"] = float(rng.integers(0, 40))
    if "sittings" in features:
        service["sittings"] = rng.uniform(1.0, 4.0, (draws, 1, 1))
        if "yearly" in features and rng.random() < 0.5:
            ramp = np.linspace(1.0, 0.7, years)
            service["sittings"] = np.maximum(1.0, service["sittings"] * ramp[None, :, None])
        service["sittings_form"] = str(rng.choice(["fixed", "geometric"]))
        gap = _random_time(rng, features, (draws, years, 1))
        service["parties_time"] = {"mean": gap["mean"][..., 0], "form": gap["form"]}
    return service


def random_realised(
    rng: np.random.Generator,
    *,
    draws: int = 2,
    years: int = 3,
    features: frozenset[str] = FEATURES - {"lattice"},
    problems_per_year: float = 300.0,
) -> Realised:
    """A random network that mixes the named features; the same generator gives the same network.

    Waits, services and ends in random numbers; moves lead forward, and backward too with
    "cycles". "lattice" uses whole days and zero times, so that events tie.
    """
    problems, groups, seriousness = (int(n) for n in rng.integers(1, [3, 3, 3]))
    classes = problems * groups * seriousness
    waits = [f"wait_{i}" for i in range(int(rng.integers(1, 4)))]
    served = [f"stage_{i}" for i in range(int(rng.integers(1, 4)))]
    through = [waits[0], *(str(n) for n in rng.permutation(waits[1:] + served))]
    ends = ["resolved", "partly_resolved", "not_resolved"]
    shape = (draws, years, classes)
    rate = problems_per_year / classes * rng.uniform(0.3, 1.7, classes)
    inflow = rate * rng.uniform(0.8, 1.2, draws)[:, None, None] * np.ones(shape)
    if "yearly" in features:
        inflow *= np.linspace(1.0, rng.uniform(0.8, 1.3), years)[None, :, None]
    work = rng.uniform(1.0, 6.0)

    states: dict[str, dict[str, Any]] = {}
    services: dict[str, dict[str, Any]] = {}
    for place, name in enumerate(through):
        if name in waits:
            states[name] = {"kind": "wait", "time": _random_time(rng, features, shape)}
            continue
        later = [*through[place + 1 :], *ends]
        service = f"service_{int(rng.integers(0, len(served)))}"
        states[name] = {
            "kind": "service",
            "service": service,
            "gives_up_to": str(rng.choice(later)),
            "turned_away_to": str(rng.choice(later)),
        }
        if service not in services:
            load = problems_per_year * work * rng.uniform(0.3, 1.5)
            services[service] = _random_service(rng, features, draws, years, load)
            services[service]["work_hours"] = work * rng.uniform(0.5, 1.5, (1, 1, classes))
            if "lattice" in features:
                services[service]["work_hours"] = float(rng.integers(0, 4))
            if "priorities" in features:
                services[service]["priority"] = rng.integers(0, 3, classes)
    for end in ends:
        kind = "no_resolution" if end == "not_resolved" else "resolution"
        feature = "knock_ons" if end == "not_resolved" else "returns"
        again = _random_time(rng, features, (draws, 1, classes))
        states[end] = {"kind": kind, "lingering": rng.uniform(0.0, 1.0, (draws, 1))}
        if feature in features:
            states[end]["again_share"] = rng.uniform(0.0, 0.4)
            states[end]["again_time"] = {"mean": again["mean"][:, 0], "form": again["form"]}

    arcs: dict[tuple[str, str], object] = {}
    for place, name in enumerate(through):
        targets = [*through[place + 1 :], *ends]
        some = rng.permutation(targets)[: int(rng.integers(1, 4))]
        targets = [*(str(n) for n in some), "resolved"]
        if "cycles" in features and rng.random() < 0.4:
            targets.append(str(rng.choice(through)))
        unique = list(dict.fromkeys(str(t) for t in targets))
        weight = rng.uniform(0.1, 1.0, (len(unique), draws, 1, classes))
        if "yearly" in features:
            weight = weight * rng.uniform(0.8, 1.2, (len(unique), 1, years, 1))
        weight = weight / weight.sum(axis=0)
        arcs.update({(name, to): p for to, p in zip(unique, weight, strict=True)})

    opening: dict[str, Any] = {}
    if "opening" in features:
        some = {n: rng.uniform(0.0, 10.0, (draws, classes)) for n in through}
        stages = [n for n in through if n in served]
        opening = {
            "waiting": {n: some[n] for n in through if n in waits},
            "queueing": {n: some[n] for n in stages},
            "queue_days": {n: rng.uniform(0.0, 200.0, draws) for n in stages},
            "between_sittings": {n: some[n] / 2.0 for n in stages},
            "queueing_later_share": {n: rng.uniform(0.0, 1.0) for n in stages},
            "dormant_returns": {"resolved": 3.0} if "returns" in features else {},
            "dormant_knock_ons": {"not_resolved": 2.0} if "knock_ons" in features else {},
            "lingering": 5.0,
        }
    return small_realised(
        states,
        arcs,
        services,
        inflow=inflow,
        draws=draws,
        years=years,
        problems=problems,
        groups=groups,
        seriousness=seriousness,
        opening=opening,
        knock_on_problem=rng.dirichlet(np.ones(problems), problems),
        seriousness_share=rng.dirichlet(np.ones(seriousness), problems),
        half_life=rng.uniform(200.0, 1000.0, draws),
        name="random",
    )


def small_random(seed: int, features: frozenset[str]) -> Realised:
    """A random network of some tens of people; on a lattice if that is among its features.

    On a lattice staff is a whole number, so that sittings take whole days (or a fifth of a year, so
    that they end as years do), and patience may be nothing: people come, go and give up at the
    same moments, some of them at offices with little room.
    """
    rng = np.random.default_rng(seed)
    network = random_realised(
        rng, draws=1, years=2, features=features, problems_per_year=float(rng.choice([0.0, 15.0]))
    )
    if "lattice" in features:
        services = network.services
        staff = np.broadcast_to(rng.integers(0, 4, services.staff.shape), services.staff.shape)
        patience = np.where(rng.random(services.patience.shape) < 0.4, 0.0, services.patience)
        hours = rng.choice([0.0, 1.0, 2.0, 73.0, 73.0, 365.0], services.staff.shape[-1])
        limit = rng.choice([0.0, 1.0, 2.0, math.inf], services.queue_limit.shape)
        services = replace(
            services,
            work_hours=np.broadcast_to(hours, services.work_hours.shape),
            queue_limit=limit if "limits" in features else services.queue_limit,
            staff=staff.astype(float),
            patience=patience,
            notice_time=np.where(services.notice_time > 2.0, 2.0, services.notice_time),
            sites=rng.integers(1, 3, services.sites.shape),
        )
        # Those in line on day 0 fall due on whole days too: everyone joined on day 0.
        opening = replace(network.opening, queue_days=np.zeros_like(network.opening.queue_days))
        network = replace(network, services=services, opening=opening)
    return network


def comparable(steps: Iterable[Step]) -> list[tuple[float, ...]]:
    """Steps in an order of their own, with not-a-number made equal to itself."""
    return sorted(tuple(-1e99 if x != x else x for x in step) for step in steps)


def with_closures(rng: np.random.Generator, network: Realised) -> Realised:
    """The network with half of its services closed for a while every year, or now and then.

    Days are whole, so that services close and open again as other things happen, and some are
    closed as a year begins.
    """
    years = len(network.axes.years)
    own: list[list[tuple[float, float]]] = []
    for limited in network.services.limited.tolist():
        stretches: list[tuple[float, float]] = []
        if limited and rng.random() < 0.5:
            starts = rng.choice([0.0, 1.0, 2.0, 73.0, 146.0, 300.0, 364.0], 2, replace=False)
            lengths = rng.choice([1.0, 2.0, 30.0, 80.0], 2)
            days = [
                (a + 1.0, (a + n - 1.0) % 365.0 + 1.0) for a, n in zip(starts, lengths, strict=True)
            ]
            stretches = recurring(days, years)
            if rng.random() < 0.3:
                stretches = stretches[:1]
        own.append(stretches)
    return replace(network, services=replace(network.services, closures=as_array(own)))
