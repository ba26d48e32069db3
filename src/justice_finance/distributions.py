"""Named distributions: how an uncertain number spreads about its central value.

A file states a central value, `low`, `high` and the per cent of probability between them. The
rule that turns these into a distribution, for every family:

- the **mean is the central value**, so that a run at central values and the average over draws
  speak of the same number;
- normal, lognormal, gamma and beta have one parameter left, the spread: it is chosen so that the
  distance between the two quantiles is `high - low`. For a skewed family the quantiles then lie
  near, and not exactly at, `low` and `high` (two quantiles and a mean are three conditions on two
  parameters);
- uniform lies between `low` and `high`, whose midpoint must be the central value; triangular takes
  the mode that gives the mean, which must lie between `low` and `high`. Both need interval 100.

Draws are made elsewhere; this module knows means, variances and quantiles only.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

FAMILIES = ("normal", "lognormal", "gamma", "beta", "uniform", "triangular")
_BOUNDED = ("uniform", "triangular")


class CannotFit(ValueError):
    """No member of the family has this mean and this width; says what would do."""

    def __init__(self, expected: str) -> None:
        super().__init__(expected)
        self.expected = expected


@dataclass(frozen=True)
class Distribution:
    """One member of a family.

    Attributes
    ----------
    family : str
        One of `FAMILIES`.
    first, second, third : float
        normal: mean, standard deviation; lognormal: mean and standard deviation of the logarithm;
        gamma: shape, scale; beta: the two exponents; uniform: low, high; triangular: low, mode,
        high. Unused ones are 0.
    """

    family: str
    first: float
    second: float
    third: float = 0.0

    @property
    def mean(self) -> float:
        """Expected value."""
        a, b, c = self.first, self.second, self.third
        match self.family:
            case "normal":
                return a
            case "lognormal":
                return math.exp(a + b * b / 2.0)
            case "gamma":
                return a * b
            case "beta":
                return a / (a + b)
            case "uniform":
                return (a + b) / 2.0
            case _:
                return (a + b + c) / 3.0

    @property
    def variance(self) -> float:
        """Expected squared distance from the mean."""
        a, b, c = self.first, self.second, self.third
        match self.family:
            case "normal":
                return b * b
            case "lognormal":
                return math.expm1(b * b) * math.exp(2.0 * a + b * b)
            case "gamma":
                return a * b * b
            case "beta":
                return a * b / ((a + b) ** 2 * (a + b + 1.0))
            case "uniform":
                return (b - a) ** 2 / 12.0
            case _:
                return (a * a + b * b + c * c - a * b - a * c - b * c) / 18.0

    def quantile(self, probability: FloatArray | float) -> FloatArray:
        """Values below which the given shares of probability lie.

        Parameters
        ----------
        probability : float or array
            In (0, 1).

        Returns
        -------
        array
            Of the same shape; every element depends on its own probability alone.
        """
        from scipy import special

        p = np.array(probability, dtype=np.float64, order="C")
        a, b, c = self.first, self.second, self.third
        match self.family:
            case "normal":
                values = a + b * special.ndtri(p)
            case "lognormal":
                values = np.exp(a + b * special.ndtri(p))
            case "gamma":
                values = b * special.gammaincinv(a, p)
            case "beta":
                values = special.betaincinv(a, b, p)
            case "uniform":
                values = a + (b - a) * p
            case _:
                values = _triangular_quantile(p, a, b, c)
        return np.asarray(values, dtype=np.float64)

    def probability_below(self, value: float) -> float:
        """Share of probability at or below `value`."""
        from scipy import special

        a, b, c = self.first, self.second, self.third
        match self.family:
            case "normal":
                return float(special.ndtr((value - a) / b))
            case "lognormal":
                return float(special.ndtr((math.log(value) - a) / b)) if value > 0.0 else 0.0
            case "gamma":
                return float(special.gammainc(a, value / b)) if value > 0.0 else 0.0
            case "beta":
                return float(special.betainc(a, b, min(max(value, 0.0), 1.0)))
            case "uniform":
                return min(max((value - a) / (b - a), 0.0), 1.0)
            case _:
                return _triangular_probability(value, a, b, c)


def correlated_uniform(own: FloatArray, common: FloatArray, correlation: float) -> FloatArray:
    """Mix a number of one's own with one in common (one-factor Gaussian copula).

    Parameters
    ----------
    own, common : arrays
        Independent uniform numbers in (0, 1).
    correlation : float
        Of any two results with the same `common`, on the normal scale; 0..1.

    Returns
    -------
    array
        Uniform in (0, 1): Phi(sqrt(rho) x common normal + sqrt(1 - rho) x own normal).
    """
    from scipy import special

    mixed = math.sqrt(correlation) * special.ndtri(np.array(common, order="C"))
    mixed = mixed + math.sqrt(1.0 - correlation) * special.ndtri(np.array(own, order="C"))
    return np.asarray(special.ndtr(mixed), dtype=np.float64)


def fit_distribution(
    family: str, central: float, low: float, high: float, interval: float
) -> Distribution:
    """Find the member of a family whose mean is `central` and whose interval is as wide as given.

    Parameters
    ----------
    family : str
        One of `FAMILIES`.
    central : float
        The mean.
    low, high : float
        Ends of the interval, `low < high`.
    interval : float
        Per cent of probability between them, in (0, 100); 100 for uniform and triangular.

    Returns
    -------
    Distribution

    Raises
    ------
    CannotFit
        If the family has no such member.
    """
    if family not in FAMILIES:
        raise KeyError(f"unknown distribution {family!r}")
    if not low < high:
        raise CannotFit("`low` below `high`")
    if family in _BOUNDED:
        if interval != 100.0:
            raise CannotFit(f"`interval: 100` for a {family} distribution")
        return _fit_bounded(family, central, low, high)
    if not 0.0 < interval < 100.0:
        raise CannotFit(f"an interval below 100 (90 or 95) for a {family} distribution")
    if family == "normal":
        upper = float(Distribution("normal", 0.0, 1.0).quantile(0.5 + interval / 200.0))
        return Distribution("normal", central, (high - low) / (2.0 * upper))
    if central <= 0.0 or (family == "beta" and central >= 1.0):
        expected = "between 0 and 1" if family == "beta" else "above 0"
        raise CannotFit(f"a central value {expected} for a {family} distribution")
    return _fit_width(family, central, high - low, interval)


def _fit_bounded(family: str, central: float, low: float, high: float) -> Distribution:
    if family == "uniform":
        if abs((low + high) / 2.0 - central) > 1e-9 * (high - low):
            raise CannotFit(f"a central value midway, {(low + high) / 2.0:g}")
        return Distribution("uniform", low, high)
    mode = 3.0 * central - low - high
    slack = 1e-9 * (high - low)
    if not low - slack <= mode <= high + slack:
        least, most = (2.0 * low + high) / 3.0, (low + 2.0 * high) / 3.0
        raise CannotFit(f"a central value between {least:g} and {most:g}")
    return Distribution("triangular", low, min(max(mode, low), high), high)


def _fit_width(family: str, mean: float, width: float, interval: float) -> Distribution:
    """Find the smallest spread at which the interval is as wide as stated.

    Widths grow with the spread only up to a point (a very skewed distribution has most of its
    mass near zero): the search climbs from a small spread, and looks for the peak if it passes it.
    """
    ends = np.array([0.5 - interval / 200.0, 0.5 + interval / 200.0])

    def width_at(log_spread: float) -> float:
        lower, upper = _of_spread(family, mean, math.exp(log_spread)).quantile(ends)
        return float(upper - lower)

    lowest, highest = math.log(1e-7), math.log(_largest_spread(family, mean))
    # A normal distribution of this width has about width / 3.3 as standard deviation.
    below = min(max(math.log(width / (20.0 * mean)), lowest), highest)
    while width_at(below) >= width and below > lowest:
        below = max(below - 1.0, lowest)
    above, reached = below, width_at(below)
    while reached < width:
        above = min(above + 0.3, highest)
        before, reached = reached, width_at(above)
        if reached < before or (above == highest and reached < width):
            above = _rising_end(width_at, lowest, highest)
            if width_at(above) < width:
                raise CannotFit(
                    f"`high` - `low` at most {width_at(above):.4g} for {family} about {mean:g}"
                )
            break
    return _of_spread(family, mean, math.exp(_crossing(width_at, width, below, above)))


def _crossing(
    width_at: Callable[[float], float], width: float, below: float, above: float
) -> float:
    """Where widths cross `width` between two points: false position, kept safe by halving."""
    low, high = width_at(below) - width, width_at(above) - width
    for number in range(200):
        middle = (below + above) / 2.0
        if number % 3 and high > low:
            middle = above - high * (above - below) / (high - low)
        if not below < middle < above:
            break
        here = width_at(middle) - width
        if abs(here) <= 1e-13 * width:
            return middle
        if here < 0.0:
            below, low = middle, here
        else:
            above, high = middle, here
    return (below + above) / 2.0


def _rising_end(width_at: Callable[[float], float], lowest: float, highest: float) -> float:
    """Where widths stop growing: a coarse scan, then golden-section search about the largest."""
    points = [lowest + (highest - lowest) * i / 80.0 for i in range(81)]
    best = max(range(81), key=lambda i: width_at(points[i]))
    left, right = points[max(best - 1, 0)], points[min(best + 1, 80)]
    golden = (math.sqrt(5.0) - 1.0) / 2.0
    for _ in range(60):
        inner, outer = right - golden * (right - left), left + golden * (right - left)
        if width_at(inner) < width_at(outer):
            left = inner
        else:
            right = outer
    return (left + right) / 2.0


def _largest_spread(family: str, mean: float) -> float:
    """Largest standard deviation over mean (for beta: its largest possible, nearly)."""
    return math.sqrt((1.0 - mean) / mean) * (1.0 - 1e-6) if family == "beta" else 20.0


def _of_spread(family: str, mean: float, spread: float) -> Distribution:
    """The member of a family with this mean and standard deviation `spread` x mean."""
    if family == "lognormal":
        sigma = math.sqrt(math.log1p(spread * spread))
        return Distribution("lognormal", math.log(mean) - sigma * sigma / 2.0, sigma)
    if family == "gamma":
        return Distribution("gamma", 1.0 / (spread * spread), mean * spread * spread)
    size = (1.0 - mean) / (mean * spread * spread) - 1.0
    return Distribution("beta", mean * size, (1.0 - mean) * size)


def _triangular_quantile(p: FloatArray, low: float, mode: float, high: float) -> FloatArray:
    at_mode = (mode - low) / (high - low)
    rising = low + np.sqrt(p * (high - low) * (mode - low))
    falling = high - np.sqrt((1.0 - p) * (high - low) * (high - mode))
    return np.where(p < at_mode, rising, falling)


def _triangular_probability(value: float, low: float, mode: float, high: float) -> float:
    if value <= low:
        return 0.0
    if value >= high:
        return 1.0
    if value < mode:
        return (value - low) ** 2 / ((high - low) * (mode - low))
    return 1.0 - (high - value) ** 2 / ((high - low) * (high - mode))
