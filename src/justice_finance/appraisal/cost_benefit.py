"""Worth of a stream of yearly net benefits: present value, ratio, rate of return, payback.

All functions take plain arrays whose last axis is time; `net_present_value` and
`benefit_cost_ratio` take labelled ones too. Nothing here knows a scenario or a party.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from justice_finance.appraisal.discounting import check_rate, discount_factors, is_labelled
from justice_finance.errors import AppraisalError, Mistakes, Place, UnitError

FloatArray = NDArray[np.float64]

_HALVINGS = 80
_LARGEST_LOG = float(np.log(1e9))  # rates of return between -1 + 1e-9 and 1e9


def net_present_value(flows: Any, rate: float | str, first_period: int = 0) -> Any:
    """Bring yearly net benefits to the value of the base year and add them up.

    Parameters
    ----------
    flows : array or xarray.DataArray
        Benefits less costs, last axis or dim `year`; labelled money has one currency and price
        year.
    rate : float or str
        Real social discount rate, per year, as a share, or the name of a schedule.
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


def _labelled_present_value(flows: Any, rate: float | str, first_period: int) -> Any:
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


def benefit_cost_ratio(benefits: Any, costs: Any, rate: float | str, first_period: int = 0) -> Any:
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
    present_value: ArrayLike, rate: float | str, periods: int, first_period: int = 0
) -> Any:
    """The equal yearly amount, over `periods` years, that has a given present value.

    Notes
    -----
    Present value / sum of the factors of the years.
    """
    total = discount_factors(rate, np.arange(periods) + first_period).sum()
    return (np.asarray(present_value, dtype=np.float64) / total)[()]


def internal_rates_of_return(flows: ArrayLike) -> FloatArray:
    """Every real rate above -1 at which one stream of flows is worth nothing, ascending.

    Parameters
    ----------
    flows : array (time,)
        Net benefits of whole years.

    Returns
    -------
    array
        Rates per year as shares; empty if there is none. A rate at which the worth touches zero
        without crossing it stands once.
    """
    values = np.asarray(flows, dtype=np.float64)
    if values.ndim != 1 or not np.isfinite(values).all():
        _refuse_rate("flows that are not one row of numbers", "one number for each year")
    values = np.trim_zeros(values)
    if len(values) < 2 or _sign_changes(values[None])[0] == 0:
        return np.zeros(0)
    rates = _all_rates(values[None])[0]
    return np.asarray(rates[~np.isnan(rates)])


def internal_rate_of_return(flows: ArrayLike, first_period: int = 0) -> Any:
    """The one rate at which a stream of net benefits is worth nothing.

    Parameters
    ----------
    flows : array (..., time)
        Net benefits of whole years. `first_period` moves them all and so changes nothing; it
        stands here so that all measures are called alike.

    Returns
    -------
    float or array
        Rates per year as shares. For an array with further axes, not a number where there is no
        such rate or more than one.

    Raises
    ------
    AppraisalError
        For a single stream that has no rate of return, or several: they are listed, and none of
        them decides anything.

    Notes
    -----
    Real roots above zero of the polynomial of flows in 1 / (1 + rate). One change of sign means
    one root (Descartes), found by halving; with more, all roots are found and counted.
    """
    values = np.asarray(flows, dtype=np.float64)
    if values.ndim == 1:
        rates = internal_rates_of_return(values)
        if len(rates) != 1:
            found = ", ".join(f"{rate:.4f}" for rate in rates) or "no rate"
            _refuse_rate(f"{found} at which the worth is zero", "exactly one such rate")
        return float(rates[0])
    rows = values.reshape(-1, values.shape[-1])
    result = np.full(len(rows), np.nan)
    finite = np.asarray(np.isfinite(rows).all(axis=1))
    changes = np.where(finite, _sign_changes(np.where(finite[:, None], rows, 0.0)), 0)
    once = changes == 1
    result[once] = _by_halving(rows[once])
    result[changes > 1] = _only_rate(rows[changes > 1])
    return result.reshape(values.shape[:-1])


def payback_period(flows: ArrayLike, rate: float | str = 0.0, first_period: int = 0) -> Any:
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
    values = np.asarray(flows, dtype=np.float64)
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


def _sign_changes(rows: FloatArray) -> NDArray[np.int64]:
    """How often the sign changes along each row, zeros left out."""
    count = np.zeros(len(rows), dtype=np.int64)
    last = np.zeros(len(rows))
    for column in rows.T:
        now = np.sign(column)
        count += (now * last) < 0.0
        last = np.where(now != 0.0, now, last)
    return count


def _by_halving(rows: FloatArray) -> FloatArray:
    """The one rate of each row, by halving the logarithm of 1 + rate."""
    low = np.full(len(rows), -_LARGEST_LOG)
    high = np.full(len(rows), _LARGEST_LOG)
    at_low = _sign_of_worth(rows, low)
    has_root = at_low * _sign_of_worth(rows, high) < 0.0
    for _ in range(_HALVINGS):
        middle = 0.5 * (low + high)
        same = _sign_of_worth(rows, middle) == at_low
        low, high = np.where(same, middle, low), np.where(same, high, middle)
    return np.where(has_root, np.expm1(0.5 * (low + high)), np.nan)


def _sign_of_worth(rows: FloatArray, log_growth: FloatArray) -> FloatArray:
    """Sign of the worth at each rate; late flows are not let overflow."""
    periods = np.arange(rows.shape[1])
    away = np.where(log_growth >= 0.0, 0, rows.shape[1] - 1)
    weights = np.exp(-(periods - away[:, None]) * log_growth[:, None])
    return np.asarray(np.sign((rows * weights).sum(axis=1)))


def _only_rate(rows: FloatArray) -> FloatArray:
    """The rate of each row that has exactly one, for rows with several changes of sign."""
    result = np.full(len(rows), np.nan)
    used = rows != 0.0
    first = np.argmax(used, axis=1) if len(rows) else np.zeros(0, dtype=np.int64)
    last = rows.shape[1] - np.argmax(used[:, ::-1], axis=1) if len(rows) else first
    for start, stop in sorted(set(zip(first.tolist(), last.tolist(), strict=True))):
        chosen = np.flatnonzero((first == start) & (last == stop))
        rates = _all_rates(rows[chosen, start:stop])
        single = (~np.isnan(rates)).sum(axis=1) == 1
        result[chosen[single]] = rates[single, 0]
    return result


def _all_rates(rows: FloatArray) -> FloatArray:
    """Rates at which each row is worth nothing, ascending: (rows, time - 1), rest no number.

    First and last flow of every row are not zero. Eigenvalues of the companion matrix are the
    growth factors 1 + rate; they are good to some ten digits, Newton gives the rest.
    """
    degree = rows.shape[1] - 1
    companion = np.zeros((len(rows), degree, degree))
    companion[:, 0, :] = -rows[:, 1:] / rows[:, :1]
    below = np.arange(degree - 1)
    companion[:, below + 1, below] = 1.0
    growth = np.linalg.eigvals(companion)
    real = (np.abs(growth.imag) < 1e-6 * np.abs(growth)) & (growth.real > 0.0)
    factors = np.where(real, growth.real, np.nan)
    for _ in range(8):
        worth, slope = np.zeros(factors.shape), np.zeros(factors.shape)
        for column in rows.T:
            slope = slope * factors + worth
            worth = worth * factors + column[:, None]
        step = np.divide(worth, slope, out=np.zeros_like(worth), where=slope != 0.0)
        factors = np.where(np.abs(step) < 1e-4 * factors, factors - step, factors)
    factors = np.sort(factors, axis=1)
    again = np.diff(factors, axis=1, prepend=-1.0) < 1e-6 * factors  # one root, found twice
    return np.sort(np.where(again, np.nan, factors) - 1.0, axis=1)


def _refuse_rate(found: str, expected: str) -> None:
    mistakes = Mistakes()
    mistakes.add(
        "rate_of_return_unclear",
        Place(path="flows"),
        found=found,
        expected=expected,
        do="judge by net present value at the study's rate; "
        "`internal_rates_of_return` lists all rates",
    )
    mistakes.raise_if_any(AppraisalError)
