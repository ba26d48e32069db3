"""Writes down how problems begin, end, return and linger, for the kernel."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np
from numpy.typing import NDArray

from justice_finance.engines.cohort import operations as do
from justice_finance.engines.cohort.again import Again, Begins, Dormant
from justice_finance.engines.cohort.lingering import Lingering
from justice_finance.engines.cohort.memory import Memory
from justice_finance.engines.cohort.queues import Cells
from justice_finance.engines.cohort.tapes import DelayTape, Tape

FloatArray = NDArray[np.float64]


def begin_problems(tape: Tape, begins: Begins, problems: int) -> None:
    """Add problems (lumps) to the arrivals; see `Begins.add`."""
    for lumps, target in begins.runs:
        rows = lumps.stop - lumps.start
        tape.add(tape.memory.at(target), problems + lumps.start, rows)


def linger(tape: Tape, lingering: Lingering, ended: int) -> None:
    """Half a step, the ends of the step, half a step; see `Lingering.pass_step`."""
    at, lumps = tape.memory.at, len(lingering.people)
    people, days = at(lingering.people), at(lingering.days)
    keeps, lasts = at(lingering.keeps), at(lingering.lasts)
    tape.write(do.ADD_PRODUCT, days, people, lasts, 0, lumps)
    tape.write(do.PRODUCT, people, people, keeps, 0, lumps)
    for rows, whose, weight in lingering.ends:
        tape.product(
            do.ADD_PRODUCT, people + whose.start, ended + rows.start, weight, 1, len(weight)
        )
    tape.write(do.ADD_PRODUCT, days, people, lasts, 0, lumps)
    tape.write(do.PRODUCT, people, people, keeps, 0, lumps)


class AgainTape:
    """Room of the dormant problems, and their operations."""

    def __init__(self, again: Again, memory: Memory) -> None:
        self.again, self.lumps = again, len(again.returned)
        self.delays = [DelayTape(part.delay, memory) for part in again.parts]
        self.entering, self.over = memory.reserve(self.lumps), memory.reserve(self.lumps)
        self.begun = memory.reserve(self.lumps)
        aims = [aim for part in again.parts for aim in part.targets]
        self.ended = memory.reserve(max((len(aim.sources) for aim in aims), default=0))
        self.reached = memory.reserve(max((aim.moves.shape[1] for aim in aims), default=0))

    def alike(self, year: int) -> Hashable:
        """All years have the same steps."""
        return ()

    def begin_year(self, tape: Tape) -> None:
        """Empty the tallies and drop dust."""
        for array in (self.again.returned, self.again.knocked_on):
            tape.zero(tape.memory.at(array), self.lumps)
        for delay in self.delays if tape.year else []:
            delay.sweep(tape)

    def emit(self, tape: Tape, prompt: bool) -> None:
        """Let dormant problems begin anew; see `Again.emit`."""
        for part, delay in zip(self.again.parts, self.delays, strict=True):
            released = delay.release(tape)
            passing = None if prompt else self._enter(tape, part, delay)
            tape.add_up(released, passing, self.over, self.lumps)
            begun = self._begin(tape, part)
            again = self.again
            tally = again.knocked_on if part.knock_on else again.returned
            tape.add(tape.memory.at(tally), begun, self.lumps)
            begin_problems(tape, again.begins, begun)

    def settle(self, tape: Tape) -> None:
        """Take in the ends of a step in which nothing can begin at once."""
        for part, delay in zip(self.again.parts, self.delays, strict=True):
            passing = self._enter(tape, part, delay)
            if passing is not None:
                tape.write(do.NOBODY, passing, self.lumps)

    def _enter(self, tape: Tape, part: Dormant, delay: DelayTape) -> int | None:
        ended = tape.memory.at(self.again.arrivals)
        tape.zero(self.entering, self.lumps)
        for rows, lumps, share in part.ends:
            to, one = self.entering + lumps.start, ended + rows.start
            tape.product(do.ADD_PRODUCT, to, one, share, 1, len(share))
        return delay.absorb(tape, self.entering, 0)

    def _begin(self, tape: Tape, part: Dormant) -> int:
        """Say where the new problems stand whose dormant time is over; see `Dormant.begin`."""
        if not part.knock_on:
            return self.over
        tape.zero(self.begun, self.lumps)
        for aim in part.targets:
            problems = aim.moves.shape[1]
            for position, sources in enumerate(aim.sources):
                for count, lump in enumerate(_listed(sources)):
                    code = do.ADD if count else do.COPY
                    tape.write(code, self.ended + position, self.over + lump, 0, 1)
            moves = tape.memory.at(aim.moves)
            for position in range(len(aim.sources)):
                code = do.ADD_PRODUCT if position else do.PRODUCT
                of_source = moves + position * problems
                tape.write(code, self.reached, of_source, self.ended + position, 0, problems)
            share = tape.memory.at(aim.share)
            for row, (lump, problem) in enumerate(
                zip(_listed(aim.lumps), aim.problem.tolist(), strict=True)
            ):
                to, one = self.begun + lump, self.reached + problem
                tape.write(do.ADD_PRODUCT, to, one, share + row, 0, 1)
        return self.begun


def _listed(cells: Cells) -> Sequence[int]:
    return range(cells.start, cells.stop) if isinstance(cells, slice) else cells.tolist()
