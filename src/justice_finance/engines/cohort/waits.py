"""States in which time passes and nobody is busy with the case."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from justice_finance.engines.cohort.delays import Delay, add_up
from justice_finance.engines.cohort.eras import Eras
from justice_finance.engines.cohort.moving import Sender

FloatArray = NDArray[np.float64]


class Wait:
    """One wait state: arrivals and leavers are rows of the long arrays."""

    def __init__(
        self, delay: Delay, eras: Eras, arrivals: FloatArray, leavers: FloatArray, sender: Sender
    ) -> None:
        self.delay, self.eras, self.sender = delay, eras, sender
        self.arrivals, self.leavers = arrivals, leavers

    def emit(self, step: int, year: int, prompt: bool) -> None:
        """Let those whose time is over leave, and (unless `prompt`) take in arrivals."""
        released, passing = self.delay.release(step), None
        if not prompt:
            passing = self.delay.absorb(self.arrivals, step, self.eras.of_year[year])
        add_up(released, passing, self.leavers)
        self.sender.send(self.leavers, year)

    def again(self, step: int, year: int) -> None:
        """Take in further arrivals of the same step."""
        passing = self.delay.absorb(self.arrivals, step, self.eras.of_year[year])
        if passing is not None:
            self.leavers += passing
            self.sender.send(passing, year)

    def settle(self, step: int, year: int) -> None:
        """Take in the arrivals of a node that emitted before anybody arrived."""
        passing = self.delay.absorb(self.arrivals, step, self.eras.of_year[year])
        if passing is not None and passing.any():
            raise ValueError("a time that may pass within the step was planned as one that cannot")

    def sweep(self) -> None:
        """Drop what is too little to be anybody."""
        self.delay.sweep()

    def stock(self) -> FloatArray:
        """People in the state, (rows, draws)."""
        return self.delay.stock()
