"""People on their way: how many leave a delay in each step, and how many are still inside.

Arrays have the draws last. Rows may have leading axes (kinds of cells) that share one law.
Years differ by *era*: a run of years with the same law; a person keeps the law of the year of
arrival. Lags are kept in a ring indexed by the step of leaving, and nothing is ever shifted.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from justice_finance.engines.cohort.laws import Law, Phase, Table

FloatArray = NDArray[np.float64]

DUST = 1e-100  # people


def sum_of(one: FloatArray | None, other: FloatArray | None) -> FloatArray | None:
    """Return the sum of two flows, either of which may be nobody; the first is changed."""
    if one is None or other is None:
        return other if one is None else one
    one += other
    return one


def add_up(one: FloatArray | None, other: FloatArray | None, out: FloatArray) -> None:
    """Write the sum of two flows, either of which may be nobody."""
    if one is not None and other is not None:
        np.add(one, other, out=out)
    elif one is not None:
        np.copyto(out, one)
    elif other is not None:
        np.copyto(out, other)
    else:
        out.fill(0.0)


class Delay:
    """Stocks of one delay.

    Parameters
    ----------
    laws : sequence of Law
        One for each era.
    shape : tuple
        (..., rows, draws) of arrivals.
    """

    def __init__(self, laws: Sequence[Law], shape: tuple[int, ...]) -> None:
        self.laws = laws
        self.instant = [law.may_be_instant for law in laws]
        self.nothing = [law.is_nothing for law in laws]
        self.shape = shape
        self.phases: list[list[tuple[Phase, FloatArray]]] = [
            [(phase, np.zeros(self._part(phase.rows))) for phase in law.phases] for law in laws
        ]
        self.takes_all = [
            [phase.takes_all and stock.shape == shape for phase, stock in era]
            for era in self.phases
        ]
        self.all_phases = [each for era in self.phases for each in era]
        tables = [table for law in laws for table in law.tables]
        self.length = max((len(table.residual) for table in tables), default=0)
        self.ring = np.zeros((self.length, *shape))
        self.next_step = 0
        self.ready = -1  # last step for which the ring has been written
        self.overdue: FloatArray | None = None
        self.scratch, self.out = np.empty(shape), np.empty(shape)

    def _part(self, rows: slice) -> tuple[int, ...]:
        count = len(range(*rows.indices(self.shape[-2])))
        return (*self.shape[:-2], count, self.shape[-1])

    def release(self, step: int) -> FloatArray | None:
        """Return who leaves in this step after a lag of at least one (None: nobody).

        What comes back may be changed, and is valid until people are taken in.
        """
        self.next_step = step + 1
        out = self._leave_phases()
        if step <= self.ready:
            due: FloatArray = self.ring[step % self.length]
            if out is None:
                out = due
            else:
                out += due
        if self.overdue is not None:
            out = self.overdue if out is None else out + self.overdue
            self.overdue = None
        return out

    def _leave_phases(self) -> FloatArray | None:
        if not self.all_phases:
            return None
        out = self.out
        for position, (phase, stock) in enumerate(self.all_phases):
            if position == 0 and stock.shape == out.shape:
                np.multiply(stock, phase.rate, out=out)
                stock -= out
                continue
            if position == 0:
                out.fill(0.0)
            part = self.scratch[..., phase.rows, :]
            np.multiply(stock, phase.rate, out=part)
            stock -= part
            out[..., phase.rows, :] += part
        return out

    def absorb(self, arrivals: FloatArray, step: int, era: int) -> FloatArray | None:
        """Take arrivals in; return those who pass within the step (None: nobody).

        What comes back is valid until the next call, or is `arrivals` itself.
        """
        if self.nothing[era]:
            return arrivals
        law = self.laws[era]
        for (phase, stock), takes_all in zip(self.phases[era], self.takes_all[era], strict=True):
            if takes_all:
                stock += arrivals
                continue
            part = self.scratch[..., phase.rows, :]
            np.multiply(arrivals[..., phase.rows, :], phase.share, out=part)
            stock += part
        for table in law.tables:
            self._spread(arrivals, table, step)
        if not self.instant[era]:
            return None
        return np.multiply(arrivals, law.instant, out=self.scratch)

    def _spread(self, arrivals: FloatArray, table: Table, step: int) -> None:
        """Add arrivals to the steps in which they will leave."""
        part = arrivals[..., table.rows, :]
        whole = part.shape == self.shape
        for position in range(len(table.chance) - 1, -1, -1):
            due = step + table.first + position
            slot = self.ring[due % self.length]
            if due > self.ready:
                for earlier in range(self.ready + 1, due + (not whole)):
                    self.ring[earlier % self.length] = 0.0
                self.ready = due
                if whole:
                    np.multiply(part, table.chance[position], out=slot)
                    continue
            scratch = self.scratch[..., table.rows, :]
            np.multiply(part, table.chance[position], out=scratch)
            slot[..., table.rows, :] += scratch

    def put_underway(self, people: FloatArray) -> None:
        """Add people met on their way before step 0, with the time left of long-run arrivals."""
        law = self.laws[0]
        mean = np.broadcast_to(law.mean, people.shape[-2:])
        for phase, stock in self.phases[0]:
            part = mean[phase.rows]
            share = phase.share / phase.rate
            share = np.divide(share, part, out=np.zeros_like(part), where=part > 0.0)
            stock += people[..., phase.rows, :] * share
        if not people.any():
            return
        for table in law.tables:
            self.ready = max(self.ready, len(table.residual) - 1)
            for step, share in enumerate(table.residual):
                self.ring[step][..., table.rows, :] += people[..., table.rows, :] * share
        late = np.where(mean > 0.0, 0.0, people)
        if late.any():
            self.overdue = late

    def sweep(self) -> None:
        """Drop what is too little to be anybody: the smallest numbers are slow to work with."""
        for _, stock in self.all_phases:
            stock[stock < DUST] = 0.0

    def stock(self) -> FloatArray:
        """People inside now, of the shape of arrivals."""
        total = np.zeros(self.shape)
        for phase, stock in self.all_phases:
            total[..., phase.rows, :] += stock
        for due in range(self.next_step, self.ready + 1):  # other rings only add zeros
            total += self.ring[due % self.length]
        if self.overdue is not None:
            total += self.overdue
        return total
