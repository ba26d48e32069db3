"""Writes down what happens in a step, for the kernel: delays and moves.

A tape holds the same operations in the same order as the methods of the parts carry them out one
by one (`delays`, `moving`); what those find out while they run is settled here beforehand, or is
done to nobody.
"""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np
from numpy.typing import NDArray

from justice_finance.engines.cohort import operations as do
from justice_finance.engines.cohort.delays import Delay
from justice_finance.engines.cohort.laws import Phase, Table
from justice_finance.engines.cohort.memory import Memory
from justice_finance.engines.cohort.moving import Sender

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


class Tape:
    """The operations of a step in one year."""

    def __init__(self, memory: Memory, year: int) -> None:
        self.memory, self.year = memory, year
        self.written: list[tuple[int, ...]] = []

    def write(self, *operation: int) -> None:
        """Add an operation."""
        self.written.append(operation + (0,) * (do.WIDTH - len(operation)))

    def zero(self, to: int, rows: int) -> None:
        """Empty some rows."""
        self.write(do.ZERO, to, 0, 0, rows)

    def copy(self, to: int, one: int, rows: int) -> None:
        """Copy rows."""
        self.write(do.COPY, to, one, 0, rows)

    def add(self, to: int, one: int, rows: int) -> None:
        """Add rows to others."""
        self.write(do.ADD, to, one, 0, rows)

    def table(self) -> IntArray:
        """All operations, (operations, WIDTH)."""
        return np.array(self.written, dtype=np.int64).reshape(-1, do.WIDTH)

    def constant(self, array: FloatArray) -> tuple[int, int]:
        """Address of (rows, draws), and 1 where it has a row for each of many."""
        return self.memory.at(array), int(array.shape[-2] > 1)

    def add_up(self, one: int | None, other: int | None, to: int, rows: int) -> None:
        """Write the sum of two flows, either of which may be nobody."""
        if one is not None and other is not None:
            self.write(do.SUM, to, one, other, rows)
        elif one is not None:
            self.copy(to, one, rows)
        elif other is not None:
            self.copy(to, other, rows)
        else:
            self.zero(to, rows)

    def sum_of(self, one: int | None, other: int | None, rows: int) -> int | None:
        """Add one flow to another, either of which may be nobody."""
        if one is None or other is None:
            return other if one is None else one
        self.add(one, other, rows)
        return one

    def product(
        self, code: int, to: int, one: int, other: FloatArray, kinds: int, rows: int
    ) -> None:
        """Multiply (kinds, rows) by (rows, draws) or (1, draws)."""
        address, whole = self.constant(other)
        if not whole:
            self.write(code, to, one, address, 0, kinds * rows)
            return
        for kind in range(kinds):
            self.write(code, to + kind * rows, one + kind * rows, address, 1, rows)

    def send(self, sender: Sender, leaving: int) -> None:
        """Hand over those who leave; see `Sender.send`."""
        for hand in sender.moves:
            share = hand.shares[self.year]
            to, one = self.memory.at(hand.target), leaving + hand.rows.start
            rows = hand.rows.stop - hand.rows.start
            if share is None:
                self.write(do.COPY if hand.is_first else do.ADD, to, one, 0, rows)
            else:
                code = do.PRODUCT if hand.is_first else do.ADD_PRODUCT
                self.product(code, to, one, share, 1, rows)


def shares_in(sender: Sender, year: int) -> Hashable:
    """Years of which this is the same hand over the same shares."""
    return tuple(id(hand.shares[year]) for hand in sender.moves)


class DelayTape:
    """Room of one delay, and its operations."""

    def __init__(self, delay: Delay, memory: Memory) -> None:
        self.delay = delay
        self.kinds = int(np.prod(delay.shape[:-2], dtype=np.int64))
        self.rows = delay.shape[-2]
        self.count = self.kinds * self.rows
        self.out, self.scratch = memory.reserve(self.count), memory.reserve(self.count)
        self.ring = memory.at(delay.ring) if delay.length else -1

    def release(self, tape: Tape) -> int | None:
        """Say who leaves after a lag of at least one; see `Delay.release`."""
        delay, found = self.delay, False
        for phase, stock in delay.all_phases:
            all_rows = stock.shape == delay.shape
            if not found and not all_rows:
                tape.zero(self.out, self.count)
            code = do.DRAIN if all_rows and not found else do.ADD_DRAIN
            self._drain(tape, code, phase, stock)
            found = True
        if delay.length:
            code = do.ADD_DUE if found else do.TAKE_DUE
            tape.write(code, self.out, self.ring, 0, self.count, delay.length)
            found = True
        if delay.overdue is not None and tape.year == 0:
            if not found:
                tape.zero(self.out, self.count)
            tape.write(do.ADD_AT_START, self.out, tape.memory.at(delay.overdue), 0, self.count)
            found = True
        return self.out if found else None

    def _drain(self, tape: Tape, code: int, phase: Phase, stock: FloatArray) -> None:
        first, count = self._part(phase)
        address, (rate, whole) = tape.memory.at(stock), tape.constant(phase.rate)
        if count == self.rows and not whole:
            tape.write(code, self.out, address, rate, 0, self.count)
            return
        for kind in range(self.kinds):
            to, there = self.out + kind * self.rows + first, address + kind * count
            tape.write(code, to, there, rate, whole, count)

    def _part(self, part: Phase | Table) -> tuple[int, int]:
        rows = range(*part.rows.indices(self.rows))
        return rows.start, len(rows)

    def absorb(self, tape: Tape, arrivals: int, era: int) -> int | None:
        """Take arrivals in; say where those are who pass within the step; see `Delay.absorb`."""
        delay, law = self.delay, self.delay.laws[era]
        if delay.nothing[era]:
            return arrivals
        for (phase, stock), takes_all in zip(delay.phases[era], delay.takes_all[era], strict=True):
            address, (first, count) = tape.memory.at(stock), self._part(phase)
            if takes_all:
                tape.add(address, arrivals, self.count)
            elif count == self.rows:
                tape.product(do.ADD_PRODUCT, address, arrivals, phase.share, self.kinds, self.rows)
            else:
                share, whole = tape.constant(phase.share)
                for kind in range(self.kinds):
                    to, one = address + kind * count, arrivals + kind * self.rows + first
                    tape.write(do.ADD_PRODUCT, to, one, share, whole, count)
        for table in law.tables:
            self._spread(tape, arrivals, table)
        if not delay.instant[era]:
            return None
        tape.product(do.PRODUCT, self.scratch, arrivals, law.instant, self.kinds, self.rows)
        return self.scratch

    def _spread(self, tape: Tape, arrivals: int, table: Table) -> None:
        first, count = self._part(table)
        chances, whole = tape.memory.at(table.chance), int(table.chance.shape[1] > 1)
        for position in range(len(table.chance)):
            chance = chances + position * table.chance.shape[1]
            for kind in range(self.kinds):
                row = kind * self.rows + first
                of_table = (self.ring + row, arrivals + row, chance, whole, count)
                later = (table.first + position, self.delay.length, self.count)
                tape.write(do.PUT_DUE, *of_table, *later)

    def sweep(self, tape: Tape) -> None:
        """Drop what is too little to be anybody."""
        for _, stock in self.delay.all_phases:
            tape.write(do.SWEEP, tape.memory.at(stock), 0, 0, stock.size // tape.memory.draws)
