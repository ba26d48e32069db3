"""The value of information where net benefit is a straight line in what would be known: exact.

No draws are needed and there is no Monte Carlo error: the largest of several lines is convex and
piecewise straight, so its mean follows from the distribution between the points where the best
option changes.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from justice_finance.appraisal.refusals import refuse
from justice_finance.distributions import Distribution

FloatArray = NDArray[np.float64]

_NODES = 160
_REACH = 3.4  # of the doubly exponential rule; its outermost weights are below 1e-19


def unit_normal_loss(distance: ArrayLike) -> Any:
    """Expected excess of a standard normal number over a distance: phi(z) - z (1 - Phi(z)).

    Sources
    -------
    H. Raiffa and R. Schlaifer (1961), Applied Statistical Decision Theory, section 5.2 and 11.
    """
    from scipy import special

    z = np.asarray(distance, dtype=np.float64)
    density = np.exp(-0.5 * z**2) / math.sqrt(2.0 * math.pi)
    return np.asarray(density - z * special.ndtr(-z))[()]


def value_of_knowing_normal(
    mean_difference: ArrayLike, standard_deviation: ArrayLike, study_share: ArrayLike = 1.0
) -> Any:
    """Value of information between two options whose difference in net benefit is normal.

    Parameters
    ----------
    mean_difference : array
        Expected net benefit of one option less that of the other, money.
    standard_deviation : array
        Of the difference, from what would be known; money, zero or more.
    study_share : array
        Share of this variance that a study removes on average: n / (n + prior sample size) for n
        observations; 1 for perfect knowledge.

    Returns
    -------
    float or array
        Money: s x loss(|mean| / s) with s = standard deviation x sqrt(study share).

    Sources
    -------
    Raiffa and Schlaifer (1961), chapter 5.
    """
    spread = np.asarray(standard_deviation, dtype=np.float64) * np.sqrt(study_share)
    known = spread > 0.0
    distance = np.abs(mean_difference) / np.where(known, spread, 1.0)
    return np.asarray(np.where(known, spread * unit_normal_loss(distance), 0.0))[()]


def value_where_linear(
    intercepts: Sequence[float], slopes: Sequence[float], distribution: Distribution
) -> float:
    """Value of knowing one parameter when every option's mean net benefit is a line in it.

    Parameters
    ----------
    intercepts, slopes : sequence of float (option)
        Mean net benefit of option d, given the parameter x, is intercepts[d] + slopes[d] x.
    distribution : Distribution
        Of the parameter.

    Returns
    -------
    float
        Money: mean of the largest line - largest line at the mean.

    Notes
    -----
    Between two points where the best option changes, the mean of the parameter is integrated over
    its quantiles by the doubly exponential rule, which copes with tails without end.

    Sources
    -------
    H. Takahasi and M. Mori (1974), "Double exponential formulas for numerical integration",
    Publications of the Research Institute for Mathematical Sciences 9.
    """
    heights, rises = np.asarray(intercepts, dtype=float), np.asarray(slopes, dtype=float)
    if heights.shape != rises.shape or heights.ndim != 1 or not len(heights):
        expected = f"{rises.size} numbers, one for each slope"
        refuse("arrays_do_not_fit", "intercepts", f"{heights.size} numbers", expected)
    mean = distribution.mean
    today = int(np.argmax(heights + rises * mean))
    total = 0.0
    edges, lines = _envelope(heights, rises)
    shares = [distribution.probability_below(edge) for edge in edges]
    for line, low, high in zip(lines, [0.0, *shares], [*shares, 1.0], strict=True):
        if high > low:
            part = _mean_between(distribution, low, high) - mean * (high - low)
            gap = heights[line] - heights[today] + (rises[line] - rises[today]) * mean
            total += gap * (high - low) + (rises[line] - rises[today]) * part
    return max(float(total), 0.0)


def _envelope(heights: FloatArray, rises: FloatArray) -> tuple[list[float], list[int]]:
    """Points where the largest line changes, ascending, and the lines from left to right."""
    order = np.lexsort((heights, rises))
    lines: list[int] = []
    edges: list[float] = []
    for line in order.tolist():
        while lines:
            last = lines[-1]
            if rises[line] == rises[last]:
                crossing = -math.inf
            else:
                crossing = float((heights[last] - heights[line]) / (rises[line] - rises[last]))
            if edges and crossing <= edges[-1]:
                edges.pop()
                lines.pop()
                continue
            if crossing == -math.inf:
                lines.pop()
                continue
            edges.append(crossing)
            break
        lines.append(line)
    return edges, lines


def _mean_between(distribution: Distribution, low: float, high: float) -> float:
    """Integral of the quantiles from one share of probability to another."""
    steps = np.linspace(-_REACH, _REACH, _NODES)
    inner = 0.5 * math.pi * np.sinh(steps)
    width = high - low
    near = width / (1.0 + np.exp(2.0 * np.abs(inner)))  # distance from the nearer end
    points = np.where(steps < 0.0, low + near, high - near)
    weight = 0.25 * math.pi * width * np.cosh(steps) / np.cosh(inner) ** 2
    smallest = np.finfo(float).tiny
    inside = np.clip(points, smallest, 1.0 - np.finfo(float).epsneg)
    values = distribution.quantile(inside)
    return float((values * weight).sum() * (steps[1] - steps[0]))
