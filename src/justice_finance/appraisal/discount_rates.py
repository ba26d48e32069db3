"""Discount rates: constant, by published schedule, by year; from Ramsey's rule; real and nominal.

Rates are per year, as shares, and real unless a name says nominal. The rate of period t holds
between t - 1 and t years after the base year.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from justice_finance.appraisal.refusals import refuse

FloatArray = NDArray[np.float64]
Rate = Any
"""A number, the name of a schedule, or the rates of periods 1, 2, ... (the last one holds on)."""

# Last period at each rate, and the rate from the period before: (30, 0.035) covers periods 1..30.
SCHEDULES: dict[str, tuple[tuple[float, float], ...]] = {
    # Beyond year 125 as the edition of 2003 has it; the present one keeps 2.5 % from year 76 on.
    "green_book": (
        (30, 0.035),
        (75, 0.030),
        (125, 0.025),
        (200, 0.020),
        (300, 0.015),
        (float("inf"), 0.010),
    ),
    # Health and life; the table ends at year 125, and the last step is held beyond.
    "green_book_health": ((30, 0.015), (75, 0.0129), (float("inf"), 0.0107)),
    "france_2005": ((30, 0.04), (float("inf"), 0.02)),
    "denmark_2018": ((35, 0.04), (70, 0.03), (float("inf"), 0.02)),
}
SOURCES_OF_SCHEDULES = {
    "green_book": "HM Treasury, The Green Book (2022), annex 6; beyond year 125 its edition of "
    "2003, annex 6, as the Department of Finance of Northern Ireland quotes it (2.8.4)",
    "green_book_health": "HM Treasury, The Green Book (2022), annex 6, health and life values",
    "france_2005": "Lebègue report (2005), by France Stratégie (2017), The discount rate in the "
    "evaluation of public investment projects",
    "denmark_2018": "Ministry of Finance of Denmark (3 September 2018), table 1",
}


def is_constant(rate: Rate) -> bool:
    """Whether one number holds for all years."""
    return not isinstance(rate, str) and np.ndim(rate) == 0


def marginal_rates(rate: Rate, periods: ArrayLike) -> FloatArray:
    """The rate between the period before and each period, per year.

    Parameters
    ----------
    rate : float, str or array
        One number, the name of a schedule, or the rates of periods 1, 2, ...; the first holds
        before period 1 too and the last holds on.
    periods : array of int

    Returns
    -------
    array
        In the shape of `periods`.
    """
    years = np.asarray(periods, dtype=np.float64)
    if isinstance(rate, str):
        steps = SCHEDULES[rate]
        place = np.searchsorted([last for last, _ in steps], years)
        return np.array([one for _, one in steps])[place]
    by_year = np.atleast_1d(np.asarray(rate, dtype=np.float64))
    return by_year[np.clip(years - 1.0, 0, len(by_year) - 1).astype(np.int64)]


def check_rate(rate: Rate, *, largest: float = float("inf")) -> None:
    """Raise unless a rate is above -1 and below `largest`, or the name of a schedule.

    Raises
    ------
    AppraisalError
        With code `discount_rate_wrong`.
    """
    name = "discount_rate"
    if isinstance(rate, str):
        if rate not in SCHEDULES:
            known = f"a share per year such as 0.08, or one of {', '.join(SCHEDULES)}"
            refuse("discount_rate_wrong", name, repr(rate), known)
        return
    numbers = np.asarray(rate)
    fits = numbers.dtype.kind in "fiu" and numbers.ndim <= 1 and numbers.size > 0
    if not fits or not bool(np.all((numbers > -1.0) & (numbers < largest))):
        between = "above -1" if largest == float("inf") else f"between -1 and {largest:g}"
        expected = f"a share per year {between}, such as 0.08 for 8 %"
        refuse("discount_rate_wrong", name, repr(rate), expected)


def ramsey_rate(
    pure_time_preference: ArrayLike,
    elasticity: ArrayLike,
    growth: ArrayLike,
    catastrophe_risk: ArrayLike = 0.0,
) -> Any:
    """Social rate of time preference by Ramsey's rule.

    Parameters
    ----------
    pure_time_preference : float or array
        Impatience alone, per year.
    elasticity : float or array
        Of the marginal utility of consumption: how fast a further unit loses worth as people
        grow richer.
    growth : float or array
        Of real consumption per person, per year; one for each period gives a rate for each.
    catastrophe_risk : float or array
        Chance per year that all is swept away; stated apart from impatience.

    Returns
    -------
    float or array
        Real rates per year, as shares.

    Notes
    -----
    Pure time preference + catastrophe risk + elasticity x growth. The Green Book's 3.5 % (A6.6) is
    0.5 % + 1.0 % + 1.0 x 2.0 %.

    Sources
    -------
    F. P. Ramsey (1928), "A mathematical theory of saving", Economic Journal 38; HM Treasury, The
    Green Book (2022), annex 6, and Review of discounting in the Green Book: Terms of Reference
    (16 December 2025), section 1.
    """
    parts = [np.asarray(each, dtype=np.float64) for each in (pure_time_preference, elasticity)]
    found = parts[0] + np.asarray(catastrophe_risk) + parts[1] * np.asarray(growth)
    check_rate(found)
    return found[()]


def real_rate(nominal: ArrayLike, inflation: ArrayLike) -> Any:
    """The real rate behind a nominal one: (1 + nominal) / (1 + inflation) - 1.

    Sources
    -------
    I. Fisher (1930), The Theory of Interest, chapter 2.
    """
    check_rate(nominal)
    check_rate(inflation)
    return ((1.0 + np.asarray(nominal)) / (1.0 + np.asarray(inflation)) - 1.0)[()]


def nominal_rate(real: ArrayLike, inflation: ArrayLike) -> Any:
    """The nominal rate that is worth a real one: (1 + real) x (1 + inflation) - 1.

    Sources
    -------
    I. Fisher (1930), The Theory of Interest, chapter 2.
    """
    check_rate(real)
    check_rate(inflation)
    return ((1.0 + np.asarray(real)) * (1.0 + np.asarray(inflation)) - 1.0)[()]
