"""Flows, charges and outlines made up at random, with people conserved."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from justice_finance.results.charges import Charge
from justice_finance.results.flows import Flows
from justice_finance.vocabulary import (
    BUSINESS_AS_USUAL,
    COST_CATEGORIES,
    PARTIES,
    Driver,
    StateKind,
)

if TYPE_CHECKING:
    import xarray as xr

    from justice_finance.results.summaries import Results

FIXED = (Driver.YEAR, Driver.STAFF_YEAR)


@dataclass(frozen=True)
class MadeUpAxes:
    legal_problems: tuple[str, ...]
    population_groups: tuple[str, ...]
    seriousness: tuple[str, ...]
    states: tuple[str, ...]
    services: tuple[str, ...]
    years: tuple[int, ...]
    class_problem: np.ndarray
    class_group: np.ndarray
    class_seriousness: np.ndarray


@dataclass(frozen=True)
class MadeUpJourneys:
    kind: np.ndarray
    service_of_state: np.ndarray
    half_life: np.ndarray
    start: np.ndarray
    arc_from: np.ndarray
    arc_to: np.ndarray
    arc_probability: np.ndarray
    gives_up_to: np.ndarray
    turned_away_to: np.ndarray


@dataclass(frozen=True)
class MadeUpServices:
    staff: np.ndarray


@dataclass(frozen=True)
class MadeUpOutline:
    name: str
    axes: MadeUpAxes
    journeys: MadeUpJourneys
    services: MadeUpServices
    charges: tuple[Charge, ...]
    excess_burden_rate: np.ndarray

    def but(self, **changes: object) -> MadeUpOutline:
        return replace(self, **changes)


@dataclass(frozen=True)
class Size:
    draws: int = 4
    years: int = 3
    problems: int = 2
    groups: int = 3
    seriousness: int = 2
    services: int = 2
    waits: int = 2
    charges: int = 12


def axes(size: Size) -> MadeUpAxes:
    problem, group, level = np.meshgrid(
        np.arange(size.problems),
        np.arange(size.groups),
        np.arange(size.seriousness),
        indexing="ij",
    )
    waits = [f"wait_{n}" for n in range(size.waits)]
    visits = [f"visit_{v}" for v in range(size.services)]
    return MadeUpAxes(
        tuple(f"problem_{p}" for p in range(size.problems)),
        tuple(f"group_{g}" for g in range(size.groups)),
        tuple(f"level_{s}" for s in range(size.seriousness)),
        (*waits, *visits, "resolved", "given_up"),
        tuple(f"service_{v}" for v in range(size.services)),
        tuple(range(2025, 2025 + size.years)),
        problem.ravel(),
        group.ravel(),
        level.ravel(),
    )


def kinds(size: Size) -> np.ndarray:
    return np.array(
        [StateKind.WAIT] * size.waits
        + [StateKind.SERVICE] * size.services
        + [StateKind.RESOLUTION, StateKind.NO_RESOLUTION]
    )


def outline(
    size: Size, luck: np.random.Generator, *, name: str = BUSINESS_AS_USUAL, burden: float = 0.2
) -> MadeUpOutline:
    """Random charges of every driver over the axes of `size`."""
    names = axes(size)
    service_of_state = np.full(len(names.states), -1)
    service_of_state[size.waits : size.waits + size.services] = np.arange(size.services)
    return MadeUpOutline(
        name,
        names,
        journeys(size, service_of_state, luck.uniform(300.0, 1500.0, size.draws)),
        MadeUpServices(luck.uniform(1.0, 9.0, (size.draws, size.years, size.services))),
        tuple(charge(size, luck, number) for number in range(size.charges)),
        np.full(size.draws, burden),
    )


def journeys(size: Size, service_of_state: np.ndarray, half_life: np.ndarray) -> MadeUpJourneys:
    """From every state that is not an end straight to either end, by even chances."""
    classes = size.problems * size.groups * size.seriousness
    count = size.waits + size.services
    nowhere = np.full((size.problems, count + 2), -1)
    return MadeUpJourneys(
        kinds(size),
        service_of_state,
        half_life,
        start=np.zeros(classes, dtype=int),
        arc_from=np.repeat(np.arange(count), 2),
        arc_to=np.tile([count, count + 1], count),
        arc_probability=np.broadcast_to(0.5, (size.draws, size.years, classes, 2 * count)),
        gives_up_to=nowhere,
        turned_away_to=nowhere,
    )


def charge(size: Size, luck: np.random.Generator, number: int) -> Charge:
    """One charge with a price of some broadcastable shape."""
    driver = Driver(int(luck.integers(len(Driver))) if number >= len(Driver) else number)
    states = size.waits + size.services
    index = {
        Driver.STAFF_YEAR: lambda: int(luck.integers(size.services)),
        Driver.VISIT: lambda: int(luck.integers(size.services)),
        Driver.SITTING: lambda: int(luck.integers(size.services)),
        Driver.ENTRY: lambda: int(luck.integers(states + 2)),
        Driver.OPEN_DAY: lambda: int(luck.integers(-1, states)),
    }.get(driver, lambda: -1)()
    classes = size.problems * size.groups * size.seriousness
    full = (size.draws, size.years) if driver in FIXED else (size.draws, size.years, classes)
    shape = tuple(length if luck.random() < 0.6 else 1 for length in full)
    payer, payee = luck.choice(list(PARTIES), 2, replace=False)
    category = str(luck.choice([name for name in COST_CATEGORIES if name != "excess_burden"]))
    price = luck.uniform(0.5, 50.0, shape)
    return Charge(
        category, str(payer), str(payee), driver, index, price, f"made_up.charge_{number}"
    )


def flows(size: Size, luck: np.random.Generator, *, lumps: int | None = None) -> Flows:
    """Random flows in which people are conserved, by lump and by service."""
    draws, years, states = size.draws, size.years, size.waits + size.services + 2
    classes = size.problems * size.groups * size.seriousness
    count = classes if lumps is None else lumps
    lump_of_class = np.arange(classes) * count // classes
    share = luck.uniform(0.1, 1.0, (draws, classes))
    for lump in range(count):
        share[:, lump_of_class == lump] /= share[:, lump_of_class == lump].sum(1, keepdims=True)
    yearly = (draws, years, count)
    fresh, returned, knocked_on = (luck.uniform(0.0, 100.0, yearly) for _ in range(3))
    began = (fresh + returned + knocked_on).cumsum(axis=1)
    opening = luck.uniform(0.0, 50.0, (draws, count, states))
    opening[..., -2:] = 0.0
    present = opening.sum(-1)[:, None] + began
    entries = luck.uniform(0.0, 60.0, (*yearly, states))
    still_open = luck.uniform(0.2, 0.6, yearly) * present
    ended = present - still_open
    ended = np.maximum.accumulate(ended, axis=1)
    still_open = present - ended
    by_end = np.diff(ended, axis=1, prepend=0.0)
    entries[..., -2] = by_end * 0.7
    entries[..., -1] = by_end * 0.3
    stock = np.zeros((*yearly, states))
    weight = luck.uniform(0.1, 1.0, (*yearly, states - 2))
    stock[..., :-2] = still_open[..., None] * weight / weight.sum(-1, keepdims=True)
    at_service = slice(size.waits, size.waits + size.services)
    opening_there = opening[:, None, :, at_service]
    before = np.concatenate([opening_there, stock[:, :-1, :, at_service]], axis=1)
    gave_up, turned_away = (luck.uniform(0.0, 5.0, (*yearly, size.services)) for _ in range(2))
    completed = before + luck.uniform(5.0, 60.0, (*yearly, size.services))
    entries[..., at_service] = stock[..., at_service] - before + completed + gave_up + turned_away
    open_days = luck.uniform(0.0, 9000.0, (*yearly, states))
    open_days[..., -2:] = 0.0
    return Flows(
        lump_of_class=lump_of_class,
        share_of_lump=share,
        fresh=fresh,
        returned=returned,
        knocked_on=knocked_on,
        entries=entries,
        open_days=open_days,
        lingering_days=luck.uniform(0.0, 9000.0, yearly),
        waiting_days=luck.uniform(0.0, 900.0, (*yearly, size.services)),
        visits=luck.uniform(0.0, 60.0, (*yearly, size.services)),
        sittings=luck.uniform(60.0, 90.0, (*yearly, size.services)),
        completed=completed,
        gave_up=gave_up,
        turned_away=turned_away,
        hours_used=luck.uniform(10.0, 90.0, (draws, years, size.services)),
        hours_available=np.full((draws, years, size.services), 100.0),
        stock_end=stock,
        queue_end=luck.uniform(0.0, 9.0, (draws, years, size.services)),
        dormant_end=luck.uniform(0.0, 9.0, yearly),
        lingering_end=luck.uniform(0.0, 99.0, yearly),
        opening_stock=opening,
    )


ATTRIBUTES = {
    "run_id": "made_up",
    "study": "made_up",
    "engine": "none",
    "seed": 1,
    "currency": "XTS",
    "price_year": 2024,
    "base_year": 2025,
    "discount_rate": 0.08,
    "structural_variant": "half",
    "funder": "government_justice",
}


def dataset(
    size: Size,
    luck: np.random.Generator,
    names: tuple[str, ...] = (BUSINESS_AS_USUAL, "paralegals", "mediation"),
    *,
    burden: float = 0.2,
    scramble: list[int] | None = None,
) -> xr.Dataset:
    """Results of scenarios with the same charges and half-lives and flows of their own."""
    from justice_finance.results.dataset import assemble
    from justice_finance.results.pieces import collect

    alike = outline(size, luck, burden=burden)
    pieces = [collect(alike.but(name=name), flows(size, luck)) for name in names]
    return assemble(pieces, ATTRIBUTES, scramble)


def with_draws(data: xr.Dataset) -> Results:
    """The same as the results of a run that kept two made-up inputs of every draw."""
    import xarray as xr

    from justice_finance.results.summaries import Results

    drawn = np.random.default_rng(3).uniform(size=(data.sizes["draw"], 2))
    value = (("draw", "input"), drawn)
    draws = xr.Dataset({"value": value}, coords={"input": ["first", "second"]})
    return Results(data, draws=draws)
