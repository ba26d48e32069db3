"""Worth of a stream of yearly net benefits: present value, ratio, yearly value, payback.

All functions take plain arrays whose last axis is time; `net_present_value` and
`benefit_cost_ratio` take labelled ones too. Nothing here knows a scenario or a party.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from justice_finance.appraisal.discount_rates import Rate, check_rate
from justice_finance.appraisal.discounting import discount_factors, is_labelled, years_last
from justice_finance.errors import Mistakes, Place, UnitError

FloatArray = NDArray[np.float64]


def net_present_value(flows: Any, rate: Rate, first_period: int = 0) -> Any:
    """Bring yearly net benefits to the value of the base year and add them up.

    Parameters
    ----------
    flows : array or xarray.DataArray
        Benefits less costs, last axis or dim `year`; labelled money has one currency and price
        year.
    rate : float, str or array
        As in `discount_factors`.
    first_period : int
        Years between the base year, which is not discounted, and the first flow.

    Returns
    -------
    array or xarray.DataArray
        Dims of `flows` without the last, same currency and price year.

    Raises
    ------
    UnitError
        If labelled flows have no currency or price year.
    AppraisalError
        If the rate makes no sense.

    Notes
    -----
    Sum over t of flows[t] x factor(first_period + t).

    Examples
    --------
    >>> float(net_present_value([-100.0, 60.0, 60.0], 0.0))
    20.0
    """
    if is_labelled(flows):
        return _labelled_present_value(flows, rate, first_period)
    values = np.asarray(flows, dtype=np.float64)
    factors = discount_factors(rate, np.arange(values.shape[-1]) + first_period)
    return np.asarray(np.einsum("...t,t->...", values, factors))[()]


def _labelled_present_value(flows: Any, rate: Rate, first_period: int) -> Any:
    import xarray as xr

    mistakes = Mistakes()
    for name in ("currency", "price_year"):
        if name not in flows.attrs:
            mistakes.add(
                "money_without_label",
                Place(path=f"flows.attrs.{name}"),
                found="nothing",
                expected=f"the {name.replace('_', ' ')} of the money",
                do=f"add it, as in flows.attrs['{name}'] = ...",
            )
    mistakes.raise_if_any(UnitError)
    time = "year" if "year" in flows.dims else flows.dims[-1]
    factors = discount_factors(rate, np.arange(flows.sizes[time]) + first_period)
    weights = xr.DataArray(factors, dims=time, coords={time: flows[time]})
    return flows.dot(weights, dim=time).assign_attrs(flows.attrs)


def benefit_cost_ratio(benefits: Any, costs: Any, rate: Rate, first_period: int = 0) -> Any:
    """Present value of benefits over present value of costs.

    Parameters
    ----------
    benefits, costs : array or xarray.DataArray
        Both counted positive, last axis or dim `year`.
    rate, first_period
        As in `net_present_value`.

    Returns
    -------
    array or xarray.DataArray
        Not a number where the present value of costs is not above zero: where an option saves,
        a ratio says nothing.
    """
    above = net_present_value(benefits, rate, first_period)
    below = net_present_value(costs, rate, first_period)
    if is_labelled(below):
        return above / below.where(below > 0.0)
    return safe_ratio(above, below)[()]


def safe_ratio(above: ArrayLike, below: ArrayLike) -> FloatArray:
    """Quotient, not a number where the divisor is not above zero."""
    top, bottom = np.broadcast_arrays(
        np.asarray(above, dtype=np.float64), np.asarray(below, dtype=np.float64)
    )
    result = np.full(top.shape, np.nan)
    np.divide(top, bottom, out=result, where=bottom > 0.0)
    return result


def equivalent_annual_value(
    present_value: ArrayLike, rate: Rate, periods: int, first_period: int = 0
) -> Any:
    """The equal yearly amount, over `periods` years, that has a given present value.

    Notes
    -----
    Present value / sum of the factors of the years.
    """
    total = discount_factors(rate, np.arange(periods) + first_period).sum()
    return (np.asarray(present_value, dtype=np.float64) / total)[()]


def payback_period(flows: Any, rate: Rate = 0.0, first_period: int = 0) -> Any:
    """Years until cumulated discounted net benefits are no longer negative, and stay so.

    Parameters
    ----------
    flows : array (..., time)
        Net benefits; the flow of period t is taken to come evenly between t - 1 and t.

    Returns
    -------
    array
        Years from the base year; 0 where they never are negative, not a number where they still
        are at the end.
    """
    check_rate(rate)
    values = years_last(flows)
    periods = np.arange(values.shape[-1]) + first_period
    discounted = values * discount_factors(rate, periods)
    sums = np.cumsum(discounted, axis=-1)
    negative = np.asarray(sums < 0.0)
    last = values.shape[-1] - 1 - np.argmax(negative[..., ::-1], axis=-1)
    ever = negative.any(axis=-1)
    after = np.minimum(last + 1, values.shape[-1] - 1)
    missing = -np.take_along_axis(sums, last[..., None], -1)[..., 0]
    gain = np.take_along_axis(discounted, after[..., None], -1)[..., 0]
    part = np.divide(missing, gain, out=np.zeros_like(missing), where=gain > 0.0)
    years = np.where(ever, periods[last] + part, 0.0)
    return np.where(negative[..., -1], np.nan, years)[()]
