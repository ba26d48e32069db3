"""The continuing loss of those whose journey ended without (full) resolution.

It fades exactly exponentially: over a time t by 2^(-t / half-life); person-days are its integral.
People are counted by the share of the loss that remains with them.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]


class Lingering:
    """Loss-weighted people, (lumps, draws).

    Parameters
    ----------
    opening : array (lumps, draws)
    half_life : array (draws,)
        Days; infinite: never fades; zero: gone at once.
    step_days : float
    ends : list of (rows of ends, lumps, weight (rows, draws))
    """

    def __init__(
        self,
        opening: FloatArray,
        half_life: FloatArray,
        step_days: float,
        ends: list[tuple[slice, slice, FloatArray]],
    ) -> None:
        self.people, self.days, self.ends = opening.copy(), np.zeros_like(opening), ends
        with np.errstate(divide="ignore"):
            rate = np.log(2.0) / half_life  # per day
        half_step = step_days / 2.0
        self.keeps = np.exp(-rate * half_step)
        fades = (rate > 0.0) & np.isfinite(rate)
        self.lasts = np.where(
            fades,
            -np.expm1(-rate * half_step) / np.where(fades, rate, 1.0),
            np.where(rate > 0.0, 0.0, half_step),
        )
        self.scratch = np.empty_like(opening)

    def pass_step(self, ended: FloatArray) -> None:
        """Half a step, the ends of the step, half a step."""
        self.days += np.multiply(self.people, self.lasts, out=self.scratch)
        self.people *= self.keeps
        for rows, lumps, weight in self.ends:
            part = np.multiply(ended[rows], weight, out=self.scratch[: rows.stop - rows.start])
            self.people[lumps] += part
        self.days += np.multiply(self.people, self.lasts, out=self.scratch)
        self.people *= self.keeps
