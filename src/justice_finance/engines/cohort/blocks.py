"""Runs a chunk of draws with the kernel: the same bits as `engine.ChunkRun` step by step.

The parts of a chunk are built as ever; from them the tape of every year is written, and the kernel
goes through it, block by block. After each year what is recorded is put back into the parts.
"""

from __future__ import annotations

import weakref
from collections.abc import Hashable
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from justice_finance.engines.cohort import operations as do
from justice_finance.engines.cohort.again import Again
from justice_finance.engines.cohort.again_tapes import AgainTape, begin_problems, linger
from justice_finance.engines.cohort.compiling import compiled_kernel
from justice_finance.engines.cohort.delays import Delay
from justice_finance.engines.cohort.memory import Memory
from justice_finance.engines.cohort.queue_tables import QueueTables
from justice_finance.engines.cohort.service_tapes import ServiceTape
from justice_finance.engines.cohort.tapes import DelayTape, Tape, shares_in
from justice_finance.engines.cohort.visits import Visits
from justice_finance.engines.cohort.waits import Wait

if TYPE_CHECKING:
    from justice_finance.engines.cohort.engine import ChunkRun

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

BLOCK_DRAWS = 16  # so that what a step needs of a block stays in the processor's cache


class WaitTape:
    """Room of one wait, and its operations."""

    def __init__(self, wait: Wait, memory: Memory) -> None:
        self.wait, self.delay = wait, DelayTape(wait.delay, memory)

    def alike(self, year: int) -> Hashable:
        """Years of which this is the same have the same steps."""
        return self.wait.eras.of_year[year], shares_in(self.wait.sender, year)

    def begin_year(self, tape: Tape) -> None:
        """Drop dust."""
        if tape.year:
            self.delay.sweep(tape)

    def emit(self, tape: Tape, prompt: bool) -> None:
        """Let those whose time is over leave; see `Wait.emit`."""
        wait, leavers = self.wait, tape.memory.at(self.wait.leavers)
        released = self.delay.release(tape)
        passing = None if prompt else self._absorb(tape)
        tape.add_up(released, passing, leavers, self.delay.count)
        tape.send(wait.sender, leavers)

    def settle(self, tape: Tape) -> None:
        """Take in arrivals, none of whom may pass within the step."""
        passing = self._absorb(tape)
        if passing is not None:
            tape.write(do.NOBODY, passing, self.delay.count)

    def _absorb(self, tape: Tape) -> int | None:
        era = self.wait.eras.of_year[tape.year]
        return self.delay.absorb(tape, tape.memory.at(self.wait.arrivals), era)


class BlockRun:
    """The kernel's view of one chunk."""

    def __init__(self, run: ChunkRun) -> None:
        self.run: ChunkRun = weakref.proxy(run)  # no circle: all goes at once
        plan = run.plan
        self.memory = memory = Memory(run.chunk.width, BLOCK_DRAWS)
        for array in (run.arrivals, run.leavers):
            memory.open(array)
        self.queues = QueueTables(memory)
        self.fresh = memory.reserve(plan.lumps.count)
        self.parts = {node: self._of(part) for node, part in run.parts.items()}
        self.tapes = self._tapes(plan.years)
        memory.fill()
        self.queues.open()
        self.tables = self.queues.tables()
        self.recorded = self._recorded()

    def _tapes(self, years: int) -> list[tuple[IntArray, IntArray]]:
        """What is done before each year, and in each of its steps."""
        known: dict[Hashable, IntArray] = {}
        tapes = []
        for year in range(years):
            kind = (year == 0, *(part.alike(year) for part in self.parts.values()))
            if kind not in known:
                known[kind] = self._step(year).table()
            tapes.append((self._before(year).table(), known[kind]))
        return tapes

    def _of(self, part: object) -> WaitTape | ServiceTape | AgainTape:
        if isinstance(part, Visits):
            return ServiceTape(part, self.memory, self.queues)
        if isinstance(part, Again):
            return AgainTape(part, self.memory)
        assert isinstance(part, Wait)
        return WaitTape(part, self.memory)

    def _before(self, year: int) -> Tape:
        """What is done before the first step of a year."""
        run, memory = self.run, self.memory
        tape = Tape(memory, year)
        for array in (run.entries, run.days, run.lingering.days):
            tape.zero(memory.at(array), len(array))
        for part in self.parts.values():
            part.begin_year(tape)
        return tape

    def _step(self, year: int) -> Tape:
        """What is done in every step of a year; see `ChunkRun._pass_step`."""
        run, plan, memory = self.run, self.run.plan, self.memory
        layout, at = plan.layout, memory.at
        tape, arrivals = Tape(memory, year), at(run.arrivals)
        begin_problems(tape, run.begins, self.fresh)
        for node in plan.prompt:
            self.parts[node].emit(tape, True)
        for group in plan.groups:
            self.parts[group.nodes[0]].emit(tape, False)
        for node in plan.prompt:
            self.parts[node].settle(tape)
        tape.add(at(run.entries), arrivals, layout.rows)
        tape.add(at(run.stock), arrivals, layout.first_end)
        tape.write(do.LESS, at(run.stock), at(run.leavers), 0, layout.first_end)
        tape.add(at(run.days), at(run.stock), layout.first_end)
        linger(tape, run.lingering, arrivals + layout.first_end)
        for part in run.parts.values():
            if isinstance(part, Visits) and part.queue is not None:
                people = part.queue.people
                tape.add(at(part.tally.waiting), at(people), len(people))
        for rows in run.cleared:
            tape.zero(arrivals + rows.start, rows.stop - rows.start)
        return tape

    def _recorded(self) -> list[tuple[int, FloatArray]]:
        """What `ChunkRun` records, and where it stands."""
        run = self.run
        arrays = [run.entries, run.days, run.stock, run.lingering.days, run.lingering.people]
        for part in run.parts.values():
            if isinstance(part, Visits):
                arrays.extend(vars(part.tally).values())
                if part.queue is not None:
                    arrays.append(part.queue.people)
            elif isinstance(part, Again):
                arrays.extend((part.returned, part.knocked_on))
                for dormant in part.parts:
                    arrays.extend(stock for _, stock in dormant.delay.all_phases)
                    arrays.extend([dormant.delay.ring] if dormant.delay.length else [])
        return [(self.memory.at(array), array) for array in arrays]

    def pass_year(self, year: int, fresh: FloatArray) -> None:
        """Go through the steps of a year."""
        plan, memory = self.run.plan, self.memory
        memory.write(self.fresh, fresh)
        first, steps = year * plan.steps_per_year, plan.steps_per_year
        queues, levels, cells = self.tables
        kernel = compiled_kernel()
        assert kernel is not None
        faults = 0
        before, step = self.tapes[year]
        for tape, count in ((before, 1), (step, steps)):
            faults += kernel(
                memory.blocks,
                tape,
                first,
                count,
                queues,
                self.queues.states,
                levels,
                cells,
                plan.opening_buckets,
            )
        if faults:
            raise ValueError("a time that may pass within the step was planned as one that cannot")
        for address, array in self.recorded:
            memory.read(address, array)
        for part in self.run.parts.values():
            if isinstance(part, Again):
                for dormant in part.parts:
                    self._has_passed(dormant.delay, first + steps)

    def _has_passed(self, delay: Delay, step: int) -> None:
        delay.next_step, delay.ready, delay.overdue = step, step + delay.length - 1, None

    def put_back(self) -> None:
        """Put all people back into the parts, at the end."""
        for part in self.run.parts.values():
            delays: list[Delay | None] = []
            if isinstance(part, Visits):
                times, part.overdue = part.times, None
                delays = [times.ask, times.held, times.parties, times.recall]
            elif isinstance(part, Wait):
                delays = [part.delay]
            for delay in delays:
                if delay is None:
                    continue
                for _, stock in delay.all_phases:
                    self.memory.read(self.memory.at(stock), stock)
                if delay.length:
                    self.memory.read(self.memory.at(delay.ring), delay.ring)
                self._has_passed(delay, self.run.plan.steps)
