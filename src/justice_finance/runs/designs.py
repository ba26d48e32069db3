"""The design of draws: which joint values of the uncertain inputs a run looks at.

Scrambled Sobol points in powers of two, in several independent scrambles, so that every mean has
an error bar that is right. All scenarios, structural variants and engines share one design.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from justice_finance.errors import Mistake, Place, RunError
from justice_finance.sampling import scrambled_sobol

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

SCRAMBLES = 8
MIN_POINTS_A_SCRAMBLE = 16
PARTS = 8


@dataclass(frozen=True)
class Design:
    """Points in the unit cube.

    Attributes
    ----------
    uniforms : array (draw, input)
        Strictly between 0 and 1.
    scramble : int array (draw,)
        Which independent scramble a draw belongs to.
    seed : int
        Names the scrambles.
    """

    uniforms: FloatArray
    scramble: IntArray
    seed: int

    @property
    def draws(self) -> int:
        """Number of draws."""
        return int(self.uniforms.shape[0])


def scrambles_for(draws: int) -> int:
    """How many scrambles a number of draws is split into: up to eight, of 16 points or more."""
    return max(1, min(SCRAMBLES, draws // MIN_POINTS_A_SCRAMBLE))


def sobol_design(inputs: int, draws: int, seed: int) -> Design:
    """Scrambled Sobol points (Owen 1998; Joe and Kuo 2008 direction numbers, by scipy).

    Parameters
    ----------
    inputs : int
        Number of uncertain inputs, correlation factors included.
    draws : int
        Power of two.
    seed : int
        Names the scrambles; the same seed gives the same bits.

    Returns
    -------
    Design

    Raises
    ------
    RunError
        If `draws` is not a power of two between 1 and 2^20.
    """
    if draws < 1 or draws > 2**20 or draws & (draws - 1):
        raise RunError(
            Mistake(
                "draws_not_power_of_two",
                Place(path="draws"),
                found=str(draws),
                expected="a power of two between 1 and 1,048,576",
                do=f"take {_nearest_power(draws):,}",
            )
        )
    if inputs == 0:
        return Design(np.empty((draws, 0)), np.zeros(draws, dtype=np.int64), seed)
    scrambles = scrambles_for(draws)
    points = draws // scrambles
    # By eighths: the first eighth of the draws holds the first eighth of every scramble, which
    # is a Sobol net itself, for the variants that run on fewer draws.
    part = max(1, points // PARTS)
    order = np.arange(draws).reshape(scrambles, -1, part).transpose(1, 0, 2).ravel()
    uniforms = scrambled_sobol(inputs, points, scrambles, seed).reshape(draws, inputs)
    return Design(uniforms[order], np.repeat(np.arange(scrambles), points)[order], seed)


def _nearest_power(draws: int) -> int:
    if draws < 1:
        return 1
    return int(min(2 ** round(float(np.log2(draws))), 2**20))
