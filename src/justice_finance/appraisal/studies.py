"""What a study would find, what it is worth, and how large it should be.

A study is worth doing if the people who gain from a better choice gain more than it costs. Its
results are simulated for each draw as if the draw were true; or, where prior knowledge is worth so
many observations, a study of n more moves each parameter's mean part of the way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from justice_finance.appraisal.draws_of_options import best_option, columns_of, draws_by_option
from justice_finance.appraisal.estimated import Estimated
from justice_finance.appraisal.refusals import refuse
from justice_finance.appraisal.smoothing import smooth
from justice_finance.appraisal.uncertainty import batches

if TYPE_CHECKING:
    import pandas as pd

FloatArray = NDArray[np.float64]


def simulated_survey(share: ArrayLike, people: int, uniforms: ArrayLike) -> FloatArray:
    """The share that a survey would find in each draw.

    Parameters
    ----------
    share : array (draw,)
        The true share in each draw, 0..1.
    people : int
        Sample size, at least 1; less by the design effect for a clustered sample.
    uniforms : array (draw,)
        In (0, 1), independent of the draws.

    Returns
    -------
    array (draw,)
        Found / asked, binomial.
    """
    from scipy.stats import binom

    _check_size(people)
    true = np.asarray(share, dtype=np.float64)
    return np.asarray(binom.ppf(np.asarray(uniforms), people, true) / people)


def simulated_measurement(
    mean: ArrayLike, spread: ArrayLike, size: int, uniforms: ArrayLike
) -> FloatArray:
    """The mean of so many measurements in each draw, normal with spread / sqrt(size).

    Parameters
    ----------
    mean : array (draw,)
        The true mean in each draw.
    spread : array or float
        Standard deviation of one measurement, in the unit of the mean.
    size : int
        Number of measurements, at least 1.
    uniforms : array (draw,)
        In (0, 1), independent of the draws.

    Returns
    -------
    array (draw,)
    """
    from scipy import special

    _check_size(size)
    error = np.asarray(spread) * special.ndtri(np.asarray(uniforms)) / np.sqrt(size)
    return np.asarray(np.asarray(mean, dtype=np.float64) + error)


def _check_size(size: int) -> None:
    if size < 1 or size != int(size):
        refuse("arrays_do_not_fit", "size", str(size), "a whole number of observations")


def sample_information_by_moments(
    net_benefit: Any,
    parameters: Any,
    prior_sizes: ArrayLike,
    sizes: Sequence[int],
    scramble: ArrayLike | None = None,
) -> list[Estimated]:
    """Value of studies of several sizes without simulating them, by matching moments.

    Parameters
    ----------
    net_benefit : array (draw, option)
        Money.
    parameters : array (draw, k), k of 1 or 2
        What the study measures.
    prior_sizes : array (k) or float
        How many observations today's knowledge of each parameter is worth: variance of one
        observation over variance of the parameter (for a beta, the sum of its exponents).
    sizes : sequence of int
        Observations of the study, 0 or more.
    scramble : array of int (draw,), optional

    Returns
    -------
    list of Estimated
        One for each size; standard errors by the jackknife: fits without each scramble (or each
        sixteenth of the draws) in turn.

    Notes
    -----
    The mean of a parameter after n more observations is spread about its mean of today with n /
    (n + prior size) of its variance. The curve of net benefit is fitted once and read at
    parameters drawn together by the root of that share. Exact for normal parameters and straight
    lines; otherwise an approximation that regression on simulated results checks.

    Sources
    -------
    H. Jalal and F. Alarid-Escudero (2018), "A Gaussian approximation approach for value of
    information analysis", Medical Decision Making 38; A. Heath, I. Manolopoulou and G. Baio
    (2018), "Efficient Monte Carlo estimation of the expected value of sample information using
    moment matching", Medical Decision Making 38.
    """
    benefit = draws_by_option(net_benefit)
    known = columns_of(parameters, len(benefit))
    if known.shape[1] > 2:
        found = f"{known.shape[1]} parameters"
        refuse("arrays_do_not_fit", "parameters", found, "one or two that the study measures")
    prior = np.broadcast_to(np.asarray(prior_sizes, dtype=np.float64), known.shape[1:])
    number = np.asarray(sizes, dtype=np.float64)
    if not bool(np.all(prior > 0.0)) or not bool(np.all(number >= 0.0)):
        refuse("arrays_do_not_fit", "sizes", str(list(sizes)), "sizes of zero or more observations")
    pulls = np.sqrt(number[:, None] / (number[:, None] + prior))
    whole = _gains(benefit, known, pulls)
    parts = batches(len(benefit), scramble, most=16)
    without = np.array([_gains(benefit[~part], known[~part], pulls) for part in parts])
    errors = without.std(axis=0) * np.sqrt(len(parts) - 1.0)
    return [Estimated(max(v, 0.0), e) for v, e in zip(whole.tolist(), errors, strict=True)]


def _gains(benefit: FloatArray, known: FloatArray, pulls: FloatArray) -> FloatArray:
    """Gain for each pull towards the mean (size, k)."""
    today = best_option(benefit)
    curves = smooth(known, benefit - benefit[:, [today]])
    centre = known.mean(axis=0)
    gains = []
    for pull in pulls:
        means = curves.at(centre + pull * (known - centre))
        gains.append(means.max(axis=1).mean() - means.mean(axis=0).max())
    return np.array(gains)


@dataclass(frozen=True)
class StudyChoice:
    """How large a study should be.

    Attributes
    ----------
    table : pandas.DataFrame
        `size`, `value` to all who gain, `cost`, `net_gain`, `standard_error` of the last.
    best_size : int
        With the largest net gain; 0 if no study is worth its cost.
    net_gain, standard_error : float
        Of the best size, money; 0 without a study.
    """

    table: pd.DataFrame
    best_size: int
    net_gain: float
    standard_error: float


def best_study_size(
    sizes: Sequence[int],
    values: Sequence[Estimated],
    fixed_cost: float,
    cost_per_observation: float,
    times: float = 1.0,
) -> StudyChoice:
    """Net gain of a study over its size, and the size that gains most.

    Parameters
    ----------
    sizes : sequence of int
        Observations.
    values : sequence of Estimated
        Value of a study of each size to one decision, money.
    fixed_cost, cost_per_observation : float
        What the study costs: fixed + size x cost per observation, money.
    times : float
        How many such decisions it informs (countries, years), discounted; 1 where net benefit is
        that of a whole programme.

    Returns
    -------
    StudyChoice

    Notes
    -----
    Expected net gain of sampling = times x value - cost. Choosing the best of noisy estimates
    flatters it a little; compare the standard error.

    Sources
    -------
    Raiffa and Schlaifer (1961), chapter 4; Briggs, chapter 7.
    """
    import pandas as pd

    number = np.asarray(sizes, dtype=np.float64)
    if len(number) != len(values) or not len(number):
        found = f"{len(values)} values"
        refuse("arrays_do_not_fit", "values", found, f"{len(number)}, one for each size")
    cost = np.where(number > 0.0, fixed_cost + cost_per_observation * number, 0.0)
    worth = times * np.array([float(each) for each in values])
    errors = times * np.array([each.standard_error for each in values])
    table = pd.DataFrame(
        {
            "size": number.astype(np.int64),
            "value": worth,
            "cost": cost,
            "net_gain": worth - cost,
            "standard_error": errors,
        }
    )
    place = int(np.argmax(worth - cost))
    if worth[place] - cost[place] <= 0.0:
        return StudyChoice(table, 0, 0.0, 0.0)
    gain = float(worth[place] - cost[place])
    return StudyChoice(table, int(number[place]), gain, float(errors[place]))
