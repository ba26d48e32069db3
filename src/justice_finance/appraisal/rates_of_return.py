"""Rates of return: every rate at which a stream is worth nothing, the one there is, a modified one.

Plain arrays whose last axis is time. A rate of return decides nothing that net present value does
not decide; where there is none, or several, that is said and none is picked.
"""

from __future__ import annotations

from typing import Any, NoReturn

import numpy as np
from numpy.typing import NDArray

from justice_finance.appraisal.discount_rates import Rate
from justice_finance.appraisal.discounting import discount_factors, years_last
from justice_finance.appraisal.refusals import refuse

FloatArray = NDArray[np.float64]

_HALVINGS = 80
_LARGEST_LOG = float(np.log(1e9))  # rates of return between -1 + 1e-9 and 1e9


def internal_rates_of_return(flows: Any) -> FloatArray:
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
    values = years_last(flows)
    if values.ndim != 1 or not np.isfinite(values).all():
        _refuse_rate("flows that are not one row of numbers", "one number for each year")
    values = np.trim_zeros(values)
    if len(values) < 2 or _sign_changes(values[None])[0] == 0:
        return np.zeros(0)
    rates = _all_rates(values[None])[0]
    return np.asarray(rates[~np.isnan(rates)])


def internal_rate_of_return(flows: Any, first_period: int = 0) -> Any:
    """The one rate at which a stream of net benefits is worth nothing.

    Parameters
    ----------
    flows : array (..., time) or xarray.DataArray with a dim `year`
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
    values = years_last(flows)
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


def modified_internal_rate_of_return(
    flows: Any, finance_rate: Rate, reinvestment_rate: Rate | None = None
) -> Any:
    """The rate that turns what is paid in into what has come out at the end of the horizon.

    Parameters
    ----------
    flows : array (..., time)
        Net benefits of whole years.
    finance_rate : float, str or array
        At which payments are brought to the first year, as in `discount_factors`.
    reinvestment_rate : float, str or array, optional
        At which receipts grow to the last year; the finance rate if not given.

    Returns
    -------
    float or array
        Rate per year as a share. Not a number where nothing is paid or nothing received.

    Notes
    -----
    (receipts at the end / payments at the start)^(1 / years) - 1. Unlike the rate of return there
    is exactly one, and it depends on the two rates.

    Sources
    -------
    S. A. Lin (1976), "The modified internal rate of return and investment criterion", Engineering
    Economist 21.
    """
    values = years_last(flows)
    years = values.shape[-1] - 1
    periods = np.arange(years + 1)
    paid = np.minimum(values, 0.0) @ -discount_factors(finance_rate, periods)
    factors = discount_factors(
        finance_rate if reinvestment_rate is None else reinvestment_rate, periods
    )
    received = np.maximum(values, 0.0) @ (factors / factors[-1])
    both = (paid > 0.0) & (received > 0.0) & (years > 0)
    growth = np.divide(received, paid, out=np.full(np.shape(both), np.nan), where=both)
    return np.asarray(growth ** (1.0 / max(years, 1)) - 1.0)[()]


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


def _refuse_rate(found: str, expected: str) -> NoReturn:
    refuse(
        "rate_of_return_unclear",
        "flows",
        found,
        expected,
        "judge by net present value at the study's rate; "
        "`internal_rates_of_return` lists all rates",
    )
