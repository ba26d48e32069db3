"""How far a figure may be off: its range over draws, and the error of having few draws.

Ranges say what the evidence leaves open. The Monte Carlo error says how much another set of draws
would move the reported figure; it shrinks with more draws, the range does not.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

FloatArray = NDArray[np.float64]

QUANTILES = {"p05": 0.05, "p95": 0.95}


def mean_and_range(values: ArrayLike) -> dict[str, float]:
    """Mean, 5 % and 95 % quantile over draws.

    Parameters
    ----------
    values : array (draw,)
        Draws that are not a number are left out.

    Returns
    -------
    dict
        `mean`, `p05`, `p95`; not a number if no draw is one.
    """
    draws = np.asarray(values, dtype=np.float64)
    draws = draws[~np.isnan(draws)]
    if not len(draws):
        return {"mean": float("nan"), **{name: float("nan") for name in QUANTILES}}
    found = np.quantile(draws, list(QUANTILES.values()))
    return {"mean": float(draws.mean()), **dict(zip(QUANTILES, map(float, found), strict=True))}


def ratio_of_means(pairs: FloatArray) -> float:
    """Mean numerator over mean denominator of (draw, 2) ratios and denominators.

    The expected effect of what is expected to be spent; the mean of the ratios of single draws is
    another figure, which a few draws with hardly any spending decide.

    Sources
    -------
    Briggs, Claxton and Sculpher, Decision modelling for health economic evaluation, chapter 5.
    """
    ratio, below = pairs[:, 0], pairs[:, 1]
    return float((ratio * below).mean() / below.mean()) if len(pairs) else float("nan")


def ratio_and_range(
    ratio: ArrayLike, denominator: ArrayLike, scramble: ArrayLike | None = None
) -> tuple[dict[str, float], float]:
    """Ratio of means, the 5 % and 95 % quantile of the ratios of single draws, and its error.

    Parameters
    ----------
    ratio, denominator : arrays (draw,)
        Draws without a ratio are left out.
    scramble : array of int (draw,), optional

    Returns
    -------
    dict, float
        `mean`, `p05`, `p95`; Monte Carlo standard error of the first.
    """
    pairs = np.column_stack([np.asarray(each, dtype=np.float64) for each in (ratio, denominator)])
    kept = ~np.isnan(pairs[:, 0])
    groups = None if scramble is None else np.asarray(scramble)[kept]
    found = {**mean_and_range(pairs[:, 0]), "mean": ratio_of_means(pairs[kept])}
    error = monte_carlo_error(pairs[kept], ratio_of_means, groups) if kept.any() else float("nan")
    return found, error


def chance_of_loss(net_present_value: ArrayLike) -> float:
    """Share of draws in which an option is worth less than nothing."""
    return float(np.mean(np.asarray(net_present_value, dtype=np.float64) < 0.0))


def monte_carlo_error(
    values: ArrayLike,
    statistic: Callable[[FloatArray], float],
    scramble: ArrayLike | None = None,
) -> float:
    """Standard error of a statistic over draws.

    Parameters
    ----------
    values : array (draw, ...)
        One figure, or a row of them, for each draw.
    statistic : callable
        From an array of draws to a number: a mean, a quantile, a chance.
    scramble : array of int (draw,), optional
        Which independent scramble of the points each draw belongs to.

    Returns
    -------
    float
        Not a number where it cannot be told.

    Notes
    -----
    With k >= 2 scrambles: their statistics are independent, and the error is their standard
    deviation / sqrt(k); this is honest about what low-discrepancy points gain. Otherwise the draws
    are split into batches as they come, as if independent (for a mean: standard deviation /
    sqrt(n)), which overstates the error of low-discrepancy points.

    Sources
    -------
    Owen, Monte Carlo theory, methods and examples, chapter 17 (randomised quasi-Monte Carlo).
    """
    draws = np.asarray(values, dtype=np.float64)
    if len(draws) < 2:
        return float("nan")
    if statistic is np.mean and not _has_scrambles(scramble):
        return float(draws.std(ddof=1) / np.sqrt(len(draws)))
    each = np.array([statistic(draws[part]) for part in batches(len(draws), scramble)])
    return float(each.std(ddof=1) / np.sqrt(len(each)))


def batches(
    draws: int, scramble: ArrayLike | None = None, most: int = 32
) -> list[NDArray[np.bool_]]:
    """Parts of the draws whose figures are independent: scrambles, or draws as they come.

    Parameters
    ----------
    draws : int
        Two or more.
    scramble : array of int (draw,), optional
        Used where it tells two scrambles or more.
    most : int
        Largest number of parts where it does not; fewer where they would have under 32 draws.

    Returns
    -------
    list of bool arrays (draw,)
    """
    if scramble is not None and _has_scrambles(scramble):
        groups = np.asarray(scramble)
    else:
        groups = np.arange(draws) % min(most, max(2, draws // 32))
    return [groups == name for name in np.unique(groups)]


def _has_scrambles(scramble: ArrayLike | None) -> bool:
    return scramble is not None and len(np.unique(np.asarray(scramble))) > 1


def error_bars(values: ArrayLike, scramble: ArrayLike | None = None) -> dict[str, float]:
    """Monte Carlo standard error of mean, 5 % and 95 % quantile; draws that are no number left out.

    Returns
    -------
    dict
        `mean`, `p05`, `p95`.
    """
    draws = np.asarray(values, dtype=np.float64)
    kept = ~np.isnan(draws)
    groups = None if scramble is None else np.asarray(scramble)[kept]
    bars = {"mean": monte_carlo_error(draws[kept], np.mean, groups)}
    for name, share in QUANTILES.items():
        bars[name] = monte_carlo_error(draws[kept], _quantile(share), groups)
    return bars


def _quantile(share: float) -> Callable[[FloatArray], float]:
    def of(draws: FloatArray) -> float:
        return float(np.quantile(draws, share)) if len(draws) else float("nan")

    return of


def spread_of_ratio(above: FloatArray, below: FloatArray) -> tuple[FloatArray, ...]:
    """Ratios of means over independent parts, with standard errors and 95 % intervals.

    Parameters
    ----------
    above : array (figure, part)
        Mean of each numerator in each part (scramble).
    below : array (part,)
        Mean of the common denominator in each part.

    Returns
    -------
    arrays (figure,), (figure,), (figure, 2)
        Ratio, standard error (delta method), interval (Student's t with parts - 1 degrees).
    """
    from scipy import special

    parts = above.shape[1]
    ratio = above.mean(axis=1) / below.mean()
    away = (above - ratio[:, None] * below) / below.mean()
    error = away.std(axis=1, ddof=1) / np.sqrt(parts)
    reach = float(special.stdtrit(parts - 1, 0.975)) * error
    return ratio, error, np.stack([ratio - reach, ratio + reach], axis=1)
