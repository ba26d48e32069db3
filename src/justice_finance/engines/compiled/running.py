"""One draw from day 0 to the horizon: the arrays, and what the kernel comes back for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import inf, log
from typing import Any

import numpy as np

from justice_finance.engines.compiled import layout as at
from justice_finance.engines.compiled.columns import new_frame, write_addresses
from justice_finance.engines.compiled.compiling import compiled_kernel
from justice_finance.engines.compiled.kernel import PLACE, REHANG, RUN
from justice_finance.engines.compiled.lanes import round_keys
from justice_finance.engines.compiled.layout import NONE, Floats, Wholes, World
from justice_finance.engines.compiled.log import MORE
from justice_finance.engines.compiled.opening import Groups, link_lines
from justice_finance.engines.compiled.room import NO_VALUES, Room
from justice_finance.engines.compiled.tables import Tables, flat
from justice_finance.engines.compiled.tally import faded
from justice_finance.results.waits import KINDS
from justice_finance.vocabulary import DAYS_PER_YEAR

LEAST_SLOTS = 1024
LOG_ROWS = 65536
FIRST_FIT = 1024
MOST_EVENTS_UNFITTED = 1 << 18
CALENDARS = ((1 << 10, 0.125, 32), (1 << 13, 0.25, 8), (1 << 16, 2.5, 2), (1 << 62, 2.5, 1))
"""Up to so many pending: events for each bucket, and buckets for each that is pending.

Fine buckets leave little to sort; once they outgrow the processor's nearest memory, few are best.
"""
NO_NUMBERS: Floats = np.zeros(0)

LogRows = Callable[[Wholes, Floats], None]


class Run:
    """A run of one draw.

    Parameters
    ----------
    tables : Tables
    groups : Groups
        Who is there on day 0.
    key : tuple of two int
        From `addresses.key_of_run`.
    wait_edges : array
        Between the bins of waiting times; none: waiting times are not counted.
    write : callable, optional
        Given rows of the log, whole numbers (R, 9) and floats (R, 4), in the order of their ends.
    """

    def __init__(
        self,
        tables: Tables,
        groups: Groups,
        key: tuple[int, int],
        wait_edges: Floats = NO_NUMBERS,
        write: LogRows | None = None,
    ) -> None:
        self._kernel = compiled_kernel()
        self._tables = tables
        self._log = write
        axes = tables.realised.axes
        self.years = len(axes.years)
        self.classes, self.states = len(axes.class_problem), len(axes.states)
        self.services = len(axes.services)
        self.world, self._moved = self._world(groups, wait_edges, key), True
        self._set_marks(key, len(groups.rows))
        self._hang_up(groups.people)
        self._call(PLACE)
        link_lines(self.world)

    def _world(self, groups: Groups, wait_edges: Floats, key: tuple[int, int]) -> World:
        classes, states, services = self.classes, self.states, self.services
        slots = max(LEAST_SLOTS, 2 * (groups.people + classes + services + 1))
        cells, bins = classes * services, wait_edges.size + 1
        counted = len(KINDS) if wait_edges.size else 0
        form, numbers, table, tables = self._tables.times.arrays()
        stations = self._tables.stations
        fixed: dict[str, Any] = {name: flat(values) for name, values in self._tables.arrays.items()}
        logs = self._log is not None
        self._room = Room(
            slots,
            {
                "people": (at.WIDE, np.uint32),
                "times": (at.HAND, np.float64),
                "more": (MORE * logs, np.int64),
                "firsts": (2 * logs, np.float64),
            },
        )
        frame, marks, clock = new_frame()
        return World(
            frame=frame,
            heads=np.full(2, NONE, dtype=np.uint32),
            filled=np.zeros(1, dtype=np.int64),
            lines=np.full(2 * stations.all_lines, NONE, dtype=np.uint32),
            sites=np.zeros(stations.all_sites * at.PER_SITE, dtype=np.int64),
            marks=marks,
            clock=clock,
            luck=np.zeros(at.LUCK_OF_CANDIDATES + classes * at.LUCK_OF_CLASS, dtype=np.uint32),
            next_gap=np.zeros(classes * 2 * at.LANES),
            round_keys=round_keys(*key),
            by_state=np.zeros(classes * states * at.PER_STATE, dtype=np.int64),
            by_service=np.zeros(cells * at.PER_SERVICE, dtype=np.int64),
            by_class=np.zeros(classes * at.PER_CLASS, dtype=np.int64),
            hours=np.zeros(services * 3, dtype=np.int64),
            lingering=np.zeros(classes * 2),
            waits=np.zeros(counted * cells * bins, dtype=np.int64),
            waits_of_year=np.zeros(counted * services * bins, dtype=np.int64),
            wait_sums=np.zeros(counted * cells * 2),
            log_whole=np.zeros(LOG_ROWS * at.LOG_WHOLE * logs, dtype=np.int64),
            log_float=np.zeros((LOG_ROWS if logs else at.ROWS_OF_AN_EVENT) * at.LOG_FLOAT),
            wait_edges=wait_edges,
            time_form=form,
            time_numbers=numbers,
            time_table=table,
            tables=tables,
            groups=flat(groups.rows),
            group_numbers=flat(groups.numbers),
            **self._room.arrays(),
            **fixed,
        )

    def _set_marks(self, key: tuple[int, int], groups: int) -> None:
        marks, clock = self.world.marks, self.world.clock
        axes = self._tables.realised.axes
        marks[at.FIRST_FREE] = marks[at.NEXT] = marks[at.AHEAD_SLOT] = NONE
        marks[at.USED] = self.classes + self.services + 1
        marks[at.BUCKETS] = 2
        marks[at.KEY0], marks[at.KEY1] = key
        marks[at.CLASSES], marks[at.STATES] = self.classes, self.states
        marks[at.SERVICES], marks[at.YEARS] = self.services, self.years
        marks[at.SERIOUSNESS] = len(axes.seriousness)
        marks[at.GROUPS] = len(axes.population_groups)
        marks[at.UNTIL_FIT] = marks[at.FIT_AFTER] = FIRST_FIT
        marks[at.LOGS] = self._log is not None
        marks[at.COUNTS_WAITS] = self.world.wait_edges.size > 0
        marks[at.BEGINS] = 1
        marks[at.SLOTS] = len(self.world.people) // at.WIDE
        marks[at.LOG_ROOM] = len(self.world.log_float) // at.LOG_FLOAT
        marks[at.WAIT_EDGES] = self.world.wait_edges.size
        marks[at.OPENING_GROUPS] = groups
        pseudo = self.world.people.reshape(-1, at.WIDE)[: marks[at.USED]]
        pseudo[:] = NONE
        pseudo[1 : self.classes + 1, at.CLASS] = np.arange(self.classes)
        pseudo[:, at.VISIT] = 0
        clock[at.YEAR_END] = DAYS_PER_YEAR
        marks[at.BUCKET], marks[at.PLACE] = -1, 1  # the first stretch has not begun
        clock[at.HORIZON] = DAYS_PER_YEAR * self.years
        half_life = float(self._tables.realised.journeys.half_life[self._tables.draw])
        clock[at.FADING] = log(2.0) / half_life if half_life > 0.0 else inf

    def _call(self, task: int) -> int:
        if self._moved:
            write_addresses(self.world)
            self._moved = False
        return self._kernel(self.world.frame, task)

    def year_ends(self) -> Iterator[None]:
        """Run; pause at the end of each year, with the year's counts in the world's arrays."""
        marks, clock = self.world.marks, self.world.clock
        for year in range(self.years):
            marks[at.YEAR] = year
            clock[at.YEAR_START] = DAYS_PER_YEAR * year
            clock[at.YEAR_END] = DAYS_PER_YEAR * (year + 1)
            marks[at.BEGINS] = 1
            self._run_year()
            yield
            self._clear_year()

    def _run_year(self) -> None:
        while True:
            reason = self._call(RUN)
            if reason in (at.YEAR_ENDED, at.DONE):
                self._write_log()
                return
            if reason == at.LOG_FULL:
                self._write_log()
            elif reason == at.NO_ROOM:
                self._grow()
            elif reason == at.FIT:
                self._fit()
            else:
                raise ValueError(self._failure(reason))

    def _failure(self, reason: int) -> str:
        klass, state = (int(self.world.marks[mark]) for mark in (at.FAILED_CLASS, at.FAILED_STATE))
        if reason == at.NO_MOVE:
            return f"class {klass} reaches state {state}, from which no move leads on"
        problem, group = divmod(klass, int(self.world.marks[at.GROUPS]))
        return (
            f"problem {problem} is set off in group {group}, seriousness {state}, "
            "which is no class of the scenario"
        )

    def _write_log(self) -> None:
        marks = self.world.marks
        rows = int(marks[at.ROWS])
        if self._log is not None and rows:
            whole = self.world.log_whole.reshape(-1, at.LOG_WHOLE)[:rows]
            self._log(whole, self.world.log_float.reshape(-1, at.LOG_FLOAT)[:rows])
        marks[at.ROWS] = 0

    def _clear_year(self) -> None:
        world, marks = self.world, self.world.marks
        world.by_state.reshape(-1, at.PER_STATE)[:, : at.STOCK] = 0
        world.by_service[:] = 0
        world.by_class.reshape(-1, at.PER_CLASS)[:, : at.DORMANT] = 0
        world.hours[:] = 0
        world.waits_of_year[:] = 0
        days, rest = faded(float(world.clock[at.FADING]), DAYS_PER_YEAR)
        amounts = world.lingering.reshape(-1, 2)[:, 1].copy()
        world.lingering[0::2] = amounts * days
        world.lingering[1::2] = amounts * rest
        marks[at.BEGINS] = 1

    # Room, and the calendar

    def _put(self, **arrays: Any) -> None:
        """Put other arrays in the place of some."""
        self.world, self._moved = self.world._replace(**arrays), True

    def _grow(self) -> None:
        """Twice as many slots."""
        self._put(**dict.fromkeys(self._room.arrays(), NO_VALUES))
        self._room.grow(2 * self._room.slots)
        self._put(**self._room.arrays())
        self.world.marks[at.SLOTS] = self._room.slots

    def _fit(self) -> None:
        """Fit buckets to what is pending, and their width to how often something happens."""
        marks, clock = self.world.marks, self.world.clock
        passed = int(marks[at.FIT_AFTER] - marks[at.UNTIL_FIT])
        marks[at.EVENTS] += passed
        days = float(clock[at.NOW] - clock[at.FITTED_AT])
        people = self.world.people.reshape(-1, at.WIDE)[: marks[at.USED]]
        pending = int(np.count_nonzero(people[:, at.BEFORE] != NONE))
        if days > 0.0:
            self._hang_up(pending, passed / days)
        clock[at.FITTED_AT] = clock[at.NOW]
        longest = max(MOST_EVENTS_UNFITTED, 2 * pending)
        marks[at.FIT_AFTER] = min(max(int(marks[at.EVENTS]), FIRST_FIT), longest)
        marks[at.UNTIL_FIT] = marks[at.FIT_AFTER]

    def _hang_up(self, pending: int, events_per_day: float = 0.0) -> None:
        """Give the calendar new buckets, unless those that it has fit well enough."""
        marks, clock = self.world.marks, self.world.clock
        events, each = next(rest for most, *rest in CALENDARS if pending < most)
        per_day = events_per_day / events or max(1.0, pending / DAYS_PER_YEAR)
        buckets = 1 << max(7, int(each * pending).bit_length())
        now = int(marks[at.BUCKETS])
        if now in (buckets, 2 * buckets) and 0.5 <= clock[at.PER_DAY] / per_day <= 2.0:
            return
        heads = np.full(buckets, NONE, dtype=np.uint32)
        filled = np.zeros(buckets // 64, dtype=np.int64)
        self._put(heads=heads, filled=filled)
        marks[at.BUCKETS], clock[at.PER_DAY] = buckets, per_day
        self._call(REHANG)
