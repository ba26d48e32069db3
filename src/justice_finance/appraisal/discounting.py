"""What money of another year is worth in the base year.

Rates are real, per year, as shares. A flow of period t (t years after the base year) is multiplied
by the factor of t; the base year itself is not discounted unless a timing says so. Factors of a
schedule whose rate changes are chained year by year: the factor of year 31 of the Green Book is
that of year 30 divided by 1.03.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from justice_finance.errors import AppraisalError, Mistakes, Place
from justice_finance.vocabulary import DAYS_PER_YEAR

FloatArray = NDArray[np.float64]

# Last period at each rate, and the rate from the period before: (30, 0.035) covers periods 1..30.
SCHEDULES: dict[str, tuple[tuple[float, float], ...]] = {
    "green_book": (
        (30, 0.035),
        (75, 0.030),
        (125, 0.025),
        (200, 0.020),
        (300, 0.015),
        (float("inf"), 0.010),
    ),
}

# How far into its year a flow falls, when years are counted from the start of the base year.
TIMINGS = {"start": 0.0, "middle": 0.5, "end": 1.0}

_TAIL_YEARS = 2000


def discount_factors(rate: float | str, periods: ArrayLike, timing: str = "start") -> FloatArray:
    """The value in the base year of one unit of money in each period.

    Parameters
    ----------
    rate : float or str
        Real social discount rate per year as a share, above -1, or the name of a schedule
        (`green_book`).
    periods : array of int
        Whole years from the base year; negative before it.
    timing : str
        When in its year a flow falls: `start` (the base year is not discounted), `middle`, `end`.

    Returns
    -------
    array
        Factors, in the shape of `periods`.

    Raises
    ------
    AppraisalError
        If the rate, a period or the timing makes no sense.

    Notes
    -----
    Constant rate r: (1 + r)^-t. Schedule: factor(t) = factor(t - 1) / (1 + rate of period t), and
    before the base year the first rate. Within a year the rate of the coming period applies.

    Sources
    -------
    HM Treasury, The Green Book (2022), annex 6: 3.5 % to year 30, 3.0 % to 75, 2.5 % to 125,
    2.0 % to 200, 1.5 % to 300, 1.0 % beyond.

    Examples
    --------
    >>> discount_factors(0.25, [0, 1, 2]).tolist()
    [1.0, 0.8, 0.64]
    """
    check_rate(rate)
    if timing not in TIMINGS:
        _refuse("timing_unknown", "timing", repr(timing), f"one of {', '.join(TIMINGS)}")
    years = np.asarray(periods, dtype=np.float64)
    if not (np.isfinite(years).all() and (years == np.round(years)).all()):
        _refuse("period_not_whole", "periods", str(periods), "whole years from the base year")
    shift = TIMINGS[timing]
    if not isinstance(rate, str):
        factors: FloatArray = np.power(1.0 + rate, -(years + shift))
        return factors
    last = int(max(years.max(initial=0.0), 0.0)) + 1
    marginal = marginal_rates(rate, np.arange(1, last + 1))
    chained = np.concatenate([[1.0], np.cumprod(1.0 / (1.0 + marginal))])
    whole = np.clip(years, 0, None).astype(np.int64)
    before = np.power(1.0 + marginal[0], np.clip(-years, 0, None))
    within: FloatArray = np.power(1.0 + marginal[whole], -shift)
    return np.asarray(chained[whole] * before * within, dtype=np.float64)


def marginal_rates(rate: float | str, periods: ArrayLike) -> FloatArray:
    """The rate between the period before and each period, per year."""
    years = np.asarray(periods, dtype=np.float64)
    if not isinstance(rate, str):
        return np.full(years.shape, float(rate))
    steps = SCHEDULES[rate]
    place = np.searchsorted([last for last, _ in steps], years)
    return np.array([one for _, one in steps])[place]


def tail_factor(rate: float | str, periods: int, half_life: ArrayLike) -> FloatArray:
    """Value in the base year of a stream of one per year that begins at a horizon and fades.

    Parameters
    ----------
    rate : float or str
        As in `discount_factors`.
    periods : int
        Years from the start of the base year to the horizon.
    half_life : array
        Days in which the stream halves, above zero.

    Returns
    -------
    array
        In the shape of `half_life`, in years.

    Notes
    -----
    Constant rate r: (1 + r)^-periods / (ln 2 x 365 / half_life + ln(1 + r)). Schedule: the same
    integral year by year at the rate of each.
    """
    check_rate(rate)
    fading = np.log(2.0) * DAYS_PER_YEAR / np.asarray(half_life, dtype=np.float64)
    if not isinstance(rate, str):
        return np.asarray(discount_factors(rate, periods) / (fading + np.log1p(rate)))
    coming = np.arange(periods, periods + _TAIL_YEARS)
    total = np.zeros(fading.shape)
    starts = discount_factors(rate, coming)
    forces = np.log1p(marginal_rates(rate, coming + 1))
    for year, (start, force) in enumerate(zip(starts, forces, strict=True)):
        pace = fading + force
        total += start * np.exp(-fading * year) * -np.expm1(-pace) / pace
    return total


def check_rate(rate: float | str, *, largest: float = float("inf")) -> None:
    """Raise unless the rate is a number above -1 and below `largest`, or the name of a schedule.

    Raises
    ------
    AppraisalError
        With code `discount_rate_wrong`.
    """
    name = "discount_rate"
    if isinstance(rate, str):
        if rate not in SCHEDULES:
            known = f"a share per year such as 0.08, or one of {', '.join(SCHEDULES)}"
            _refuse("discount_rate_wrong", name, repr(rate), known)
    elif isinstance(rate, bool) or not np.isfinite(rate) or not -1.0 < rate < largest:
        between = "above -1" if largest == float("inf") else f"between -1 and {largest:g}"
        expected = f"a share per year {between}, such as 0.08 for 8 %"
        _refuse("discount_rate_wrong", name, repr(rate), expected)


def _refuse(code: str, name: str, found: str, expected: str) -> None:
    mistakes = Mistakes()
    mistakes.add(code, Place(path=name), found=found, expected=expected, do=f"give another {name}")
    mistakes.raise_if_any(AppraisalError)


def is_labelled(flows: Any) -> bool:
    """Whether an array carries dims and attributes (an xarray.DataArray)."""
    return hasattr(flows, "dims") and hasattr(flows, "attrs")
