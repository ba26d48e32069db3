"""How many steps a random time lasts: its mass split between whole steps so that its mean is kept.

A time T (in steps) gives each of the two whole steps around it a share, the nearer the more:
p_k = E[max(0, 1 - |T - k|)], lag zero included. With G(x) = E[max(0, T - x)] these are second
differences of G; d_k = G(k) - G(k+1) is the chance of being there still after k whole steps, so
p_0 = 1 - d_0, p_k = d_(k-1) - d_k, sum of d_k = G(0) = the mean.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from justice_finance.vocabulary import DurationForm

FloatArray = NDArray[np.float64]

# Mass below this is not followed: a hundred such lags stay far inside 1e-12.
NEGLIGIBLE = 1e-17

SHORTEST = 1e-12  # steps; a shorter time is no time


def mixture_means(mean: FloatArray, shape: FloatArray, ratio: FloatArray) -> list[FloatArray]:
    """Means of the fast and of the slow exponential of a mixture of the given mean."""
    fast = mean / (1.0 + shape * (ratio - 1.0))
    return [fast, fast * ratio]


def expected_excess(
    form: int, mean: FloatArray, shape: FloatArray, ratio: FloatArray, x: FloatArray
) -> FloatArray:
    """Expected time beyond x: G(x) = E[max(0, T - x)].

    Parameters
    ----------
    form : int
        `vocabulary.DurationForm`.
    mean, shape, ratio : arrays, broadcastable together with x
        Mean in steps (positive), and what the form needs.
    x : array
        Steps, at least 0.

    Returns
    -------
    array
        Steps; equal to the mean at x = 0.
    """
    if form == DurationForm.FIXED:
        return np.maximum(mean - x, 0.0)
    if form == DurationForm.EXPONENTIAL:
        return mean * np.exp(-x / mean)
    if form == DurationForm.MIXTURE:
        fast, slow = mixture_means(mean, shape, ratio)
        tails = (1.0 - shape) * fast * np.exp(-x / fast), shape * slow * np.exp(-x / slow)
        return tails[0] + tails[1]
    from scipy import special

    if form == DurationForm.WEIBULL:
        scale = mean / special.gamma(1.0 + 1.0 / shape)
        return np.asarray(mean * special.gammaincc(1.0 / shape, (x / scale) ** shape))
    if form == DurationForm.GAMMA:
        u = x * shape / mean
        excess = mean * special.gammaincc(shape + 1.0, u) - x * special.gammaincc(shape, u)
        return np.asarray(excess)
    if form == DurationForm.LOGNORMAL:
        with np.errstate(divide="ignore"):
            d = np.log(mean / x) / shape + shape / 2.0
        return np.asarray(mean * special.ndtr(d) - x * special.ndtr(d - shape))
    raise ValueError(f"unknown form of a time: {form}")


def hat_masses(
    form: int, mean: FloatArray, shape: FloatArray, ratio: FloatArray, steps: int
) -> FloatArray:
    """Chance of each lag 0..n; what lasts beyond `steps` stands in the last, n = `steps`.

    Parameters
    ----------
    form : int
        `vocabulary.DurationForm`.
    mean, shape, ratio : arrays (rows, draws)
        Mean in steps, at least 0; zero is a time of zero whatever the form.
    steps : int
        Lags after which nobody asks any more.

    Returns
    -------
    array (n + 1, rows, draws)
        n is `steps`, or less where no longer lag has any mass. Sums to one.
    """
    positive = mean > SHORTEST
    safe = np.where(positive, mean, 1.0)
    last = steps
    if form == DurationForm.FIXED:
        last = min(steps, int(np.ceil(mean.max())) + 1)
    x = np.arange(last + 1, dtype=np.float64)[:, None, None]
    excess = expected_excess(form, safe, shape, ratio, x)
    still = np.where(positive, excess[:-1] - excess[1:], 0.0)  # d_0 .. d_(last-1)
    masses = np.empty((last + 1, *mean.shape))
    masses[0] = 1.0 - still[0]
    masses[1:last] = still[:-1] - still[1:]
    masses[last] = still[last - 1]
    np.maximum(masses, 0.0, out=masses)
    masses[masses < NEGLIGIBLE] = 0.0
    used = np.flatnonzero(masses.any(axis=(1, 2)))
    return masses[: int(used[-1]) + 1]


def geometric_tail(mean: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Split of an exponential time: share with a lag above zero, and its chance to end per step.

    For m the mean in steps: q = exp(-1/m), share m (1 - q), then 1 - q in every step.
    """
    positive = mean > SHORTEST
    safe = np.where(positive, mean, 1.0)
    ends = -np.expm1(-1.0 / safe)
    return np.where(positive, safe * ends, 0.0), np.where(positive, ends, 1.0)
