"""From a survey's prevalence over a recall window to new problems per person and year.

A survey asks who had a legal problem in the last so many years. Problems are taken to begin at a
constant rate (a Poisson process), and a problem that began s years before the interview to be
still reported with probability exp(-recall_loss_rate x s). The window then counts like

    effective window = (1 - exp(-recall_loss_rate x window)) / recall_loss_rate

years of perfect memory, and like the window itself if nothing is forgotten.

Only a share of people with *at least one* problem, all problems of the kind counted, can be
converted. The result still contains returns of old problems and problems that others set off.
"""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Numbers = TypeVar("Numbers", float, NDArray[np.float64])


def effective_window(window_years: float, recall_loss_rate: Numbers) -> Numbers:
    """Years of perfect memory that report as many problems as the window does.

    Parameters
    ----------
    window_years : float
        Recall window, in years, above 0.
    recall_loss_rate : float or array
        Rate per year at which past problems are forgotten, 0 or more.

    Returns
    -------
    float or array
        Years, above 0 and at most `window_years`.

    Raises
    ------
    ValueError
        If an argument is out of its range.

    Notes
    -----
    (1 - exp(-d w)) / d, and its limit w at d = 0.

    Sources
    -------
    Exponential forgetting of past events: Sudman and Bradburn (1973), Effects of time and memory
    factors on response in surveys, Journal of the American Statistical Association 68, 805-815.
    """
    loss = np.asarray(recall_loss_rate, dtype=np.float64)
    if not window_years > 0.0 or not np.all(loss >= 0.0):
        raise ValueError("a recall window is above 0 years and a loss rate 0 or more")
    exponent = loss * window_years
    # expm1(-x)/(-x) loses nothing for small x; at 0 its limit is 1.
    safe = np.where(exponent > 0.0, exponent, 1.0)
    years = window_years * np.where(exponent > 0.0, -np.expm1(-safe) / safe, 1.0)
    return years if years.ndim else float(years)  # type: ignore[return-value]


def incidence_from_prevalence(
    prevalence: Numbers, window_years: float, recall_loss_rate: Numbers | float = 0.0
) -> Numbers:
    """New problems per person and year, from the share with at least one in the window.

    Parameters
    ----------
    prevalence : float or array
        Share of people with at least one problem in the window, 0 to below 1.
    window_years : float
        Recall window, in years, above 0.
    recall_loss_rate : float or array
        Rate per year at which past problems are forgotten, 0 or more.

    Returns
    -------
    float or array
        Problems per person and year, 0 or more.

    Raises
    ------
    ValueError
        If an argument is out of its range.

    Notes
    -----
    -ln(1 - prevalence) / effective window. People differ in their risk, so that the true mean lies
    higher when problems cluster; where a survey counts problems, use `incidence_from_count`.

    Sources
    -------
    Risk and rate, risk = 1 - exp(-rate x time): Rothman, Greenland and Lash (2008), Modern
    Epidemiology, 3rd edition, chapter 3.

    Examples
    --------
    >>> round(incidence_from_prevalence(0.63, 4.0), 4)
    0.2486
    """
    share = np.asarray(prevalence, dtype=np.float64)
    if not np.all((share >= 0.0) & (share < 1.0)):
        raise ValueError("a prevalence is a share of at least 0 and below 1")
    rate = -np.log1p(-share) / effective_window(window_years, np.asarray(recall_loss_rate))
    return rate if rate.ndim else float(rate)  # type: ignore[return-value]


def incidence_from_count(
    problems_per_person: Numbers, window_years: float, recall_loss_rate: Numbers | float = 0.0
) -> Numbers:
    """New problems per person and year, from the mean number of problems in the window.

    Parameters
    ----------
    problems_per_person : float or array
        Mean over all people, those without a problem included: prevalence times the problems of a
        person who has any. 0 or more.
    window_years : float
        Recall window, in years, above 0.
    recall_loss_rate : float or array
        Rate per year at which past problems are forgotten, 0 or more.

    Returns
    -------
    float or array
        Problems per person and year.

    Raises
    ------
    ValueError
        If an argument is out of its range.

    Notes
    -----
    problems per person / effective window; no assumption on how problems cluster.

    Examples
    --------
    >>> round(incidence_from_count(0.58 * 1.44, 1.0), 4)
    0.8352
    """
    count = np.asarray(problems_per_person, dtype=np.float64)
    if not np.all(count >= 0.0):
        raise ValueError("a number of problems is 0 or more")
    rate = count / effective_window(window_years, np.asarray(recall_loss_rate))
    return rate if rate.ndim else float(rate)  # type: ignore[return-value]
