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
        self.shape = shape
        self.phases: list[list[tuple[Phase, FloatArray]]] = [
            [(phase, np.zeros(self._part(phase.rows))) for phase in law.phases] for law in laws
        ]
        tables = [table for law in laws for table in law.tables]
        self.length = max((len(table.residual) for table in tables), default=0)
        self.ring = np.zeros((self.length, *shape)) if tables else np.zeros((0, *shape))
        self.next_step = 0
        self.overdue: FloatArray | None = None
        self.scratch = np.empty(shape)

    def _part(self, rows: slice) -> tuple[int, ...]:
        count = len(range(*rows.indices(self.shape[-2])))
        return (*self.shape[:-2], count, self.shape[-1])

    def release(self, step: int, out: FloatArray) -> None:
        """Write into `out` who leaves in this step after a lag of at least one."""
        self.next_step = step + 1
        written = False
        for phase, stock in (each for era in self.phases for each in era):
            part = out[..., phase.rows, :]
            if written or part.shape != out.shape:
                if not written:
                    out.fill(0.0)
                leaving = np.multiply(stock, phase.rate, out=self.scratch[..., phase.rows, :])
                part += leaving
            else:
                leaving = np.multiply(stock, phase.rate, out=out)
            written = True
            stock -= leaving
        if self.length:
            due = self.ring[step % self.length]
            if written:
                out += due
            else:
                np.copyto(out, due)
            written = True
            due.fill(0.0)
        if not written:
            out.fill(0.0)
        if self.overdue is not None:
            out += self.overdue
            self.overdue = None

    def absorb(self, arrivals: FloatArray, step: int, era: int) -> FloatArray | None:
        """Take arrivals in; return those who pass within the step (None: nobody).

        What comes back is valid until the next call, or is `arrivals` itself.
        """
        law = self.laws[era]
        if law.is_nothing:
            return arrivals
        for phase, stock in self.phases[era]:
            part = self.scratch[..., phase.rows, :]
            np.multiply(arrivals[..., phase.rows, :], phase.share, out=part)
            stock += part
        for table in law.tables:
            self._spread(arrivals, table, step)
        if not law.may_be_instant:
            return None
        return np.multiply(arrivals, law.instant, out=self.scratch)

    def _spread(self, arrivals: FloatArray, table: Table, step: int) -> None:
        """Add arrivals to the steps in which they will leave."""
        part, scratch = arrivals[..., table.rows, :], self.scratch[..., table.rows, :]
        for lag, chance in enumerate(table.chance, start=table.first):
            np.multiply(part, chance, out=scratch)
            self.ring[(step + lag) % self.length][..., table.rows, :] += scratch

    def put_underway(self, people: FloatArray) -> None:
        """Add people met on their way before step 0, with the time left of long-run arrivals."""
        law = self.laws[0]
        mean = np.broadcast_to(law.mean, people.shape[-2:])
        for phase, stock in self.phases[0]:
            part = mean[phase.rows]
            share = phase.share / phase.rate
            share = np.divide(share, part, out=np.zeros_like(part), where=part > 0.0)
            stock += people[..., phase.rows, :] * share
        for table in law.tables:
            for step, share in enumerate(table.residual):
                self.ring[step][..., table.rows, :] += people[..., table.rows, :] * share
        self.put_overdue(np.where(mean > 0.0, 0.0, people))

    def put_overdue(self, people: FloatArray) -> None:
        """Add people who leave in the next step whatever the law."""
        if people.any():
            self.overdue = people + (0.0 if self.overdue is None else self.overdue)

    def sweep(self) -> None:
        """Drop what is too little to be anybody: numbers near the smallest are slow to work with."""
        for _, stock in (each for era in self.phases for each in era):
            stock[stock < DUST] = 0.0
        self.ring[self.ring < DUST] = 0.0

    def stock(self) -> FloatArray:
        """People inside now, of the shape of arrivals."""
        total = np.zeros(self.shape)
        for phase, stock in (each for era in self.phases for each in era):
            total[..., phase.rows, :] += stock
        for ahead in range(self.length):  # by time of leaving: other rings add zeros only
            total += self.ring[(self.next_step + ahead) % self.length]
        if self.overdue is not None:
            total += self.overdue
        return total
