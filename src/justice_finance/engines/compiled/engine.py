"""The compiled engine: the same people, the same luck and the same bits as `event`, much sooner."""

from __future__ import annotations

from typing import Any

import numpy as np

from justice_finance.engines.addresses import key_of_run
from justice_finance.engines.compiled import layout as at
from justice_finance.engines.compiled.layout import Floats, Wholes, World
from justice_finance.engines.compiled.log import HELD, MORE, ORIGIN, PARENT
from justice_finance.engines.compiled.opening import groups_of
from justice_finance.engines.compiled.running import LogRows, Run
from justice_finance.engines.compiled.tables import tables_of
from justice_finance.engines.compiled.tally import LOW_BITS
from justice_finance.engines.contract import Progress, Settings
from justice_finance.engines.steps import Leaving, Step
from justice_finance.engines.sums import TICKS
from justice_finance.results.flows import FloatArray, Flows, IntArray
from justice_finance.results.waits import EDGES, KINDS, Waits
from justice_finance.scenario.realised import Realised

OPEN = int(Leaving.OPEN)


class CompiledEngine:
    """Runs one realised scenario person by person, as machine code."""

    name = "compiled"

    def run(
        self, realised: Realised, settings: Settings, progress: Progress | None = None
    ) -> Flows:
        """Return the flows that `event.EventEngine.run` returns, to the last bit."""
        years = len(realised.axes.years)
        by_draw, waits = [], []
        for draw in range(realised.draws):
            counts = _Counts()
            run = prepared(realised, settings, draw)
            waited: list[IntArray] = []
            opening_stock = counts.stock(run.world)
            for year, _ in enumerate(run.year_ends()):
                counts.add_year(run.world)
                waited.append(run.world.waits_of_year.copy())
                if progress is not None:
                    progress((draw * years + year + 1) / (realised.draws * years))
            by_draw.append({**counts.by_year(), "opening_stock": opening_stock})
            if settings.waits:
                waits.append(_waits_of(run, waited))
        return _flows(realised, settings, by_draw, waits)


ENGINE = CompiledEngine()


def prepared(
    realised: Realised,
    settings: Settings,
    draw: int,
    write: LogRows | None = None,
) -> Run:
    """A run of one draw with everyone of day 0 in place."""
    tables = tables_of(realised, draw, settings.fraction)
    key = key_of_run(settings.seed, settings.replication)
    edges = np.array(EDGES if settings.waits else ())
    return Run(tables, groups_of(tables, key), key, edges, write)


def trajectories(realised: Realised, settings: Settings, draw: int = 0) -> list[Step]:
    """Every step of every person's journey in one draw, as `event.trajectories` gives them.

    Those still there at the horizon stand last, in no particular order.
    """
    steps: list[Step] = []

    def write(whole: Wholes, floats: Floats) -> None:
        steps.extend(_step(*row) for row in zip(whole.tolist(), floats.tolist(), strict=True))

    run = prepared(realised, settings, draw, write=write)
    for _ in run.year_ends():
        pass
    write(*still_there(run.world))
    return steps


def _step(whole: list[int], floats: list[float]) -> Step:
    person, parent, origin, klass, visit, state, held, next_state, leaving = whole
    arrived, due, started, left = floats
    return Step(
        person, parent, origin, klass, visit, state, arrived, due, started, held, left, next_state,
        leaving,
    )  # fmt: skip


def still_there(world: World) -> tuple[Wholes, Floats]:
    """Rows of the log for those who are in a state at the horizon."""
    people = world.people.reshape(-1, at.WIDE)[: world.marks[at.USED]].astype(np.int64)
    status = people[:, at.STATUS]
    slots = np.flatnonzero((status >= at.WAITING) & (status <= at.AT_SITTING))
    slots = slots[slots > world.marks[at.CLASSES] + world.marks[at.SERVICES]]
    here, more = people[slots], world.more.reshape(-1, MORE)[slots]
    firsts = world.firsts.reshape(-1, 2)[slots]
    whole = np.stack(
        [
            (here[:, at.HIGH] << 32) | here[:, at.LOW],
            more[:, PARENT],
            more[:, ORIGIN],
            here[:, at.CLASS],
            here[:, at.VISIT],
            here[:, at.STATE],
            more[:, HELD],
            np.full(len(slots), -1),
            np.full(len(slots), OPEN),
        ],
        axis=1,
    )
    arrived = world.times.reshape(-1, at.HAND)[slots, at.ARRIVED]
    horizon = np.full(len(slots), world.clock[at.HORIZON])
    return whole, np.stack([arrived, firsts[:, 0], firsts[:, 1], horizon], axis=1)


class _Counts:
    """What the years of a run have counted, by name, not scaled."""

    def __init__(self) -> None:
        self._years: dict[str, list[FloatArray]] = {}

    def add_year(self, world: World) -> None:
        """Keep the counts of the year that has ended."""
        classes = int(world.marks[at.CLASSES])
        by_state = world.by_state.reshape(classes, -1, at.PER_STATE)
        by_service = world.by_service.reshape(classes, int(world.marks[at.SERVICES]), -1)
        by_class = world.by_class.reshape(classes, at.PER_CLASS)
        hours = world.hours.reshape(-1, 3)
        lingering = world.lingering.reshape(classes, 2)
        self._keep(
            fresh=by_class[:, at.FRESH],
            returned=by_class[:, at.RETURNED],
            knocked_on=by_class[:, at.KNOCKED_ON],
            dormant_end=by_class[:, at.DORMANT],
            entries=by_state[..., at.ENTRIES],
            open_days=_times(by_state[..., at.OPEN_HIGH], by_state[..., at.OPEN_LOW]),
            stock_end=by_state[..., at.STOCK],
            visits=by_service[..., at.VISITS],
            sittings=by_service[..., at.SITTINGS_HELD],
            completed=by_service[..., at.COMPLETED],
            gave_up=by_service[..., at.GAVE_UP],
            turned_away=by_service[..., at.TURNED_AWAY],
            waiting_days=_times(by_service[..., at.LINE_HIGH], by_service[..., at.LINE_LOW]),
            hours_used=_times(hours[:, at.HOURS_HIGH], hours[:, at.HOURS_LOW]),
            queue_end=hours[:, at.QUEUE],
            lingering_days=lingering[:, 0],
            lingering_end=lingering[:, 1],
        )

    def _keep(self, **counts: Any) -> None:
        for name, values in counts.items():
            self._years.setdefault(name, []).append(np.array(values, dtype=np.float64))

    def stock(self, world: World) -> FloatArray:
        """People in each state."""
        by_state = world.by_state.reshape(int(world.marks[at.CLASSES]), -1, at.PER_STATE)
        return by_state[..., at.STOCK].astype(np.float64)

    def by_year(self) -> dict[str, FloatArray]:
        """Every count with a leading year axis."""
        return {name: np.stack(years) for name, years in self._years.items()}


def _times(high: Wholes, low: Wholes) -> FloatArray:
    """Sums of ticks as times, each rounded once (as `sums.times_of` does)."""
    high = high + (low >> LOW_BITS)
    low = low & ((1 << LOW_BITS) - 1)
    total = high.astype(np.float64) * float(1 << LOW_BITS) + low.astype(np.float64)
    return np.asarray(total / TICKS, dtype=np.float64)


def _waits_of(run: Run, by_year: list[IntArray]) -> Waits:
    """Waits of one draw."""
    kinds, bins = len(KINDS), len(EDGES) + 1
    by_class = run.world.waits.reshape(kinds, run.classes, run.services, bins)
    sums = run.world.wait_sums.reshape(1, kinds, run.classes, run.services, 2)
    years = [year.reshape(kinds, run.services, bins) for year in by_year]
    return Waits(
        by_class=by_class,
        by_year=np.stack(years, axis=1),
        by_draw=by_class.sum(axis=1)[None],
        days=sums[..., 0],
        squares=sums[..., 1],
    )


def _together(waits: list[Waits]) -> Waits | None:
    """Waits of all draws."""
    if not waits:
        return None
    return Waits(
        by_class=np.sum([one.by_class for one in waits], axis=0),
        by_year=np.sum([one.by_year for one in waits], axis=0),
        by_draw=np.concatenate([one.by_draw for one in waits]),
        days=np.concatenate([one.days for one in waits]),
        squares=np.concatenate([one.squares for one in waits]),
    )


def _flows(
    realised: Realised,
    settings: Settings,
    by_draw: list[dict[str, FloatArray]],
    waits: list[Waits],
) -> Flows:
    services = realised.services
    classes = len(realised.axes.class_problem)
    scaled = {
        name: np.stack([counts[name] for counts in by_draw]) / settings.fraction
        for name in by_draw[0]
    }
    offered = np.where(services.limited, services.staff * services.productive_hours, np.inf).astype(
        np.float64
    )
    return Flows(
        lump_of_class=np.arange(classes, dtype=np.int64),
        share_of_lump=np.ones((realised.draws, classes)),
        hours_available=offered,
        waits=_together(waits),
        **scaled,
    )
