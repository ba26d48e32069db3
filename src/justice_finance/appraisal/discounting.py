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

from justice_finance.appraisal.discount_rates import (
    Rate,
    check_rate,
    is_constant,
    marginal_rates,
)
from justice_finance.appraisal.refusals import refuse
from justice_finance.vocabulary import DAYS_PER_YEAR

FloatArray = NDArray[np.float64]

# How far into its year a flow falls, when years are counted from the start of the base year.
TIMINGS = {"start": 0.0, "middle": 0.5, "end": 1.0}

_TAIL_YEARS = 2000


def discount_factors(rate: Rate, periods: ArrayLike, timing: str = "start") -> FloatArray:
    """The value in the base year of one unit of money in each period.

    Parameters
    ----------
    rate : float, str or array
        Real social discount rate per year as a share, above -1; the name of a schedule
        (`discount_rates.SCHEDULES`, such as `green_book`); or the rates of periods 1, 2, ..., of
        which the last holds on.
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
    Constant rate r: (1 + r)^-t. Otherwise factor(t) = factor(t - 1) / (1 + rate of period t), and
    before the base year the first rate. Within a year the rate of the coming period applies.

    Sources
    -------
    HM Treasury, The Green Book (2022), annex 6: 3.5 % to year 30, 3.0 % to 75, 2.5 % to 125; its
    edition of 2003, annex 6: 2.0 % to 200, 1.5 % to 300, 1.0 % beyond.

    Examples
    --------
    >>> discount_factors(0.25, [0, 1, 2]).tolist()
    [1.0, 0.8, 0.64]
    """
    check_rate(rate)
    if timing not in TIMINGS:
        refuse("timing_unknown", "timing", repr(timing), f"one of {', '.join(TIMINGS)}")
    years = np.asarray(periods, dtype=np.float64)
    if not (np.isfinite(years).all() and (years == np.round(years)).all()):
        refuse("period_not_whole", "periods", str(periods), "whole years from the base year")
    shift = TIMINGS[timing]
    if is_constant(rate):
        factors: FloatArray = np.power(1.0 + rate, -(years + shift))
        return factors
    last = int(max(years.max(initial=0.0), 0.0)) + 1
    marginal = marginal_rates(rate, np.arange(1, last + 1))
    chained = np.concatenate([[1.0], np.cumprod(1.0 / (1.0 + marginal))])
    whole = np.clip(years, 0, None).astype(np.int64)
    before = np.power(1.0 + marginal[0], np.clip(-years, 0, None))
    within: FloatArray = np.power(1.0 + marginal[whole], -shift)
    return np.asarray(chained[whole] * before * within, dtype=np.float64)


def tail_factor(rate: Rate, periods: int, half_life: ArrayLike) -> FloatArray:
    """Value in the base year of a stream of one per year that begins at a horizon and fades.

    Parameters
    ----------
    rate
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
    if is_constant(rate):
        return np.asarray(discount_factors(rate, periods) / (fading + np.log1p(rate)))
    coming = np.arange(periods, periods + _TAIL_YEARS)
    total = np.zeros(fading.shape)
    starts = discount_factors(rate, coming)
    forces = np.log1p(marginal_rates(rate, coming + 1))
    for year, (start, force) in enumerate(zip(starts, forces, strict=True)):
        pace = fading + force
        total += start * np.exp(-fading * year) * -np.expm1(-pace) / pace
    return total


def is_labelled(flows: Any) -> bool:
    """Whether an array carries dims and attributes (an xarray.DataArray)."""
    return hasattr(flows, "dims") and hasattr(flows, "attrs")


def years_last(flows: Any) -> FloatArray:
    """Plain numbers with time as the last axis; a labelled array may have `year` anywhere."""
    if is_labelled(flows) and "year" in flows.dims:
        flows = flows.transpose(..., "year")
    return np.asarray(getattr(flows, "values", flows), dtype=np.float64)
