"""Money over a horizon: levels that are read at its year ends, events, and what comes after it.

A *level* (people in a state, yearly running cost) is known at the n + 1 boundaries of n years and
holds between them; it is weighted so that the weights add up to the n years. A *one-off* event
happens at a boundary and counts in full, once: it is never weighted.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from justice_finance.appraisal.discount_rates import Rate, check_rate, is_constant
from justice_finance.appraisal.discounting import TIMINGS, discount_factors, tail_factor, years_last
from justice_finance.appraisal.refusals import refuse

FloatArray = NDArray[np.float64]


def horizon_weights(years: int, timing: str = "middle") -> FloatArray:
    """Weight of each boundary of a horizon; together they are exactly its years.

    Parameters
    ----------
    years : int
        Length of the horizon, at least 1.
    timing : str
        Which reading stands for a year: at its `start`, its `end`, or the mean of both (`middle`).

    Returns
    -------
    array (years + 1,)
        start: 1, ..., 1, 0; end: 0, 1, ..., 1; middle: 1/2, 1, ..., 1, 1/2.
    """
    if timing not in TIMINGS:
        refuse("timing_unknown", "timing", repr(timing), f"one of {', '.join(TIMINGS)}")
    if years < 1 or years != int(years):
        refuse("period_not_whole", "years", str(years), "whole years, at least one")
    weights = np.ones(int(years) + 1)
    last = TIMINGS[timing]
    weights[0] -= last
    weights[-1] -= 1.0 - last
    return weights


def value_over_horizon(
    levels: Any,
    rate: Rate,
    timing: str = "middle",
    one_off: Any = 0.0,
    first_period: int = 0,
) -> Any:
    """Present value of yearly levels, weighted, and of one-off events, unweighted.

    Parameters
    ----------
    levels : array (..., years + 1)
        Money per year at the boundaries of the years.
    rate
        As in `discount_factors`.
    timing : str
        As in `horizon_weights`.
    one_off : array (..., years + 1)
        Money of events at the boundaries; a number stands for each of them.
    first_period : int
        Years between the base year, which is not discounted, and the first boundary.

    Returns
    -------
    array
        Sum over boundaries of (weight x level + one-off) x factor.
    """
    values = years_last(levels)
    boundaries = values.shape[-1]
    factors = discount_factors(rate, np.arange(boundaries) + first_period)
    weights = horizon_weights(boundaries - 1, timing)
    events = years_last(one_off)
    events = np.broadcast_to(events, np.broadcast_shapes(events.shape, (boundaries,)))
    return np.asarray(values @ (weights * factors) + events @ factors)[()]


def in_base_year_prices(flows: Any, inflation: Rate, first_period: int = 0) -> FloatArray:
    """Money of the day in prices of the base year.

    Parameters
    ----------
    flows : array (..., time)
        Nominal.
    inflation : float or array
        Per year as a share; one number, or one for each period 1, 2, ...
    first_period : int
        Years between the base year and the first flow.

    Returns
    -------
    array (..., time)
        flows[t] / product of (1 + inflation) up to t. At the real rate these are worth what the
        nominal flows are worth at the nominal rate.
    """
    values = years_last(flows)
    return values * discount_factors(inflation, np.arange(values.shape[-1]) + first_period)


def terminal_value(
    flow: ArrayLike,
    rate: Rate,
    horizon: int,
    growth: float = 0.0,
    half_life: ArrayLike | None = None,
) -> Any:
    """Value in the base year of what goes on after the horizon.

    Parameters
    ----------
    flow : array
        Money per year: with `half_life` at the horizon, where it begins to fade; otherwise of the
        first year after the horizon, which then grows for ever.
    rate
        As in `discount_factors`; a constant one if nothing fades.
    horizon : int
        Years from the start of the base year; the years of the run are 0 to horizon - 1.
    growth : float
        Of a stream that goes on for ever, per year; below the rate.
    half_life : array, optional
        Days in which a fading stream halves.

    Returns
    -------
    array
        Fading: flow x `tail_factor`. For ever: flow x factor(horizon) x (1 + rate) / (rate -
        growth), the sum of flow x (1 + growth)^k x factor(horizon + k) over k = 0, 1, ...

    Sources
    -------
    Boardman and others, Cost-Benefit Analysis, chapter on discounting (terminal values).
    """
    check_rate(rate)
    amount = np.asarray(flow, dtype=np.float64)
    if half_life is not None:
        if growth:
            refuse("terminal_value_unclear", "growth", f"{growth:g} and a half-life", "one of them")
        return np.asarray(amount * tail_factor(rate, horizon, half_life))[()]
    if not is_constant(rate) or not growth < float(rate):
        expected = "a growth below one constant discount rate, so that the sum has an end"
        refuse("terminal_value_unclear", "growth", f"{growth:g} at a rate of {rate}", expected)
    factor = discount_factors(rate, horizon) * (1.0 + rate) / (rate - growth)
    return np.asarray(amount * factor)[()]
