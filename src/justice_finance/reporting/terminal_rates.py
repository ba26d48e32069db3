"""Terminal values at any constant discount rate, from their values at a few.

What fades after the horizon fades differently in each draw, so a terminal value is no simple
function of the rate; but it is a smooth one. Its values at the Chebyshev points of 0 to 50 % tell
it at every rate between, by the barycentric formula, to more digits than anyone reads: the error
shrinks by `closeness` with every point, and as many points are taken as bring it below 1e-13.

Sources
-------
Berrut and Trefethen, Barycentric Lagrange interpolation, SIAM Review 46 (2004), formula 4.2 with
the weights 5.4; Trefethen, Approximation theory and approximation practice, theorem 8.2.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from justice_finance.vocabulary import DAYS_PER_YEAR

FloatArray = NDArray[np.float64]

HIGHEST = 0.5
"""Discount rates from zero to this one."""
ERROR = 1e-13
FEWEST, MOST = 24, 96
AT_A_POINT = 1e-250
"""Stands for a distance of zero, so that a point itself gets all the weight."""


def rates_to_know(half_life: ArrayLike) -> tuple[float, ...]:
    """Discount rates at which terminal values tell those at all others, ascending.

    Parameters
    ----------
    half_life : array (draw,)
        Days, above zero.
    """
    slowest = np.log(2.0) * DAYS_PER_YEAR / float(np.max(half_life))
    beyond = 1.0 + 2.0 * -np.expm1(-slowest) / HIGHEST  # where no such value exists, on -1 .. 1
    closeness = beyond + np.sqrt(beyond**2 - 1.0)
    count = int(np.clip(np.ceil(-np.log(ERROR) / np.log(closeness)), FEWEST, MOST))
    points = 0.5 * HIGHEST * (1.0 - np.cos(np.pi * np.arange(count) / (count - 1)))
    return tuple(round(float(each), 15) for each in points)


def point_weights(count: int) -> FloatArray:
    """Barycentric weights of the points: alternating, halved at the ends."""
    found = np.where(np.arange(count) % 2 == 0, 1.0, -1.0)
    found[[0, -1]] *= 0.5
    return found


def weights_at(rate: float, points: ArrayLike) -> FloatArray:
    """What the value at each point counts for in the value at a rate; they sum to one."""
    parts = parts_at(rate, points)
    return np.asarray(parts / parts.sum())


def parts_at(rate: float, points: ArrayLike) -> FloatArray:
    """The weight of each point over its distance from a rate."""
    away = rate - np.asarray(points, dtype=np.float64)
    return np.asarray(point_weights(len(away)) / np.where(away == 0.0, AT_A_POINT, away))
