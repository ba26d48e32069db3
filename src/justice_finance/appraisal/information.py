"""What it is worth to know more before deciding: perfect, partial and sample information.

The net benefit of options that exclude each other is given draw by draw. Today the option with the
largest mean is chosen. Whoever knew something would choose by the mean of net benefit given what
is known; what this adds to the mean is the value of knowing it. It is never below zero, and no
knowledge is worth more than perfect information.

Standard errors are those of a mean over draws, since to first order a fit that is a little wrong
changes only choices that hardly matter. Each draw gives its expected gain and, where a spline was
fitted, its residual with the weight that the smoother gives it. With several scrambles of
low-discrepancy points the errors are taken from the scrambles. Where two options are equally good
today, errors are too large, and values a little too small.

Sources
-------
R. A. Howard (1966), IEEE Transactions on Systems Science and Cybernetics 2; Strong, Oakley and
Brennan (2014), Medical Decision Making 34; M. Strong, J. E. Oakley, A. Brennan and P. Breeze
(2015), "Estimating the expected value of sample information using the probabilistic sensitivity
analysis sample", Medical Decision Making 35.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from justice_finance.appraisal.crossfitting import crossfitted
from justice_finance.appraisal.draws_of_options import (
    best_option,
    columns_of,
    draws_by_option,
    draws_first,
)
from justice_finance.appraisal.estimated import Estimated
from justice_finance.appraisal.refusals import refuse
from justice_finance.appraisal.smoothing import smooth
from justice_finance.appraisal.uncertainty import monte_carlo_error

if TYPE_CHECKING:
    import pandas as pd

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

SMOOTHED = 2  # up to so many parameters a spline is fitted; beyond, a cross-fitted surface


def value_of_perfect_information(net_benefit: Any, scramble: ArrayLike | None = None) -> Estimated:
    """Expected gain from knowing everything before choosing.

    Parameters
    ----------
    net_benefit : array (draw, option)
        Money; labelled arrays have a dim `draw`.
    scramble : array of int (draw,), optional
        Which independent scramble of the points each draw belongs to.

    Returns
    -------
    Estimated
        Money, with its standard error.

    Notes
    -----
    Mean over draws of the largest net benefit - largest mean net benefit.
    """
    benefit = draws_by_option(net_benefit)
    gain = benefit.max(axis=1) - benefit[:, best_option(benefit)]
    return Estimated(max(float(gain.mean()), 0.0), monte_carlo_error(gain, np.mean, scramble))


def value_of_partial_information(
    net_benefit: Any, parameters: Any, scramble: ArrayLike | None = None
) -> Estimated:
    """Expected gain from knowing some parameters, together, before choosing.

    Parameters
    ----------
    net_benefit : array (draw, option)
        Money.
    parameters : array (draw, k) or (draw,)
        All that would be known: inputs, or quantities derived from them.
    scramble : array of int (draw,), optional
        As in `value_of_perfect_information`.

    Returns
    -------
    Estimated
        Money, with its standard error and a check of the regression's fit.

    Notes
    -----
    Mean of the largest fitted mean - largest mean. One or two parameters: penalised splines
    (`smoothing`). More: a surface from which each draw is left out in turn (`crossfitting`), and
    the value is what choosing by it really gives in the draws; this errs, if at all, downwards.
    """
    benefit = draws_by_option(net_benefit)
    known = columns_of(parameters, len(benefit))
    today = best_option(benefit)
    means, weights_of = _means_and_weights(benefit, known)
    chosen = np.argmax(means, axis=1)
    gain = chosen_benefit(benefit, chosen) - benefit[:, today]
    expected = chosen_benefit(means, chosen) - means[:, today]
    residual = benefit - benefit[:, [today]] - means
    fit = _check_of_fit(known, means, residual, expected - gain)
    terms = gain
    if weights_of is not None:
        indicator = (chosen[:, None] == np.arange(benefit.shape[1])).astype(np.float64)
        terms = expected + (weights_of(indicator) * residual).sum(axis=1)
    value = expected.mean() if weights_of is not None else gain.mean()
    perfect = (benefit.max(axis=1) - benefit[:, today]).mean()
    value = float(np.clip(value, 0.0, max(perfect, 0.0)))
    return Estimated(value, monte_carlo_error(terms, np.mean, scramble), fit)


def _check_of_fit(
    known: FloatArray, means: FloatArray, residual: FloatArray, away: FloatArray
) -> float:
    """The larger of two signs of a bad fit, each standard normal where the fit is good.

    The mean of what the chosen options were expected to gain and did not; and, for one parameter,
    the correlation of residuals that are neighbours in it. Residuals that are nearly nothing
    (1e-6 of the variance) are no sign of anything.
    """
    count = len(away)
    noise = float(away.std(ddof=1)) / np.sqrt(count)
    signs = [float(away.mean()) / noise if noise > 0.0 else 0.0]
    if known.shape[1] == 1:
        ordered = residual[np.argsort(known[:, 0], kind="stable")]
        spread = (ordered**2).sum(axis=0)
        neighbours = (ordered[1:] * ordered[:-1]).sum(axis=0)
        told = spread > 1e-6 * count * (means + residual).var(axis=0)
        signs += (np.sqrt(count) * neighbours[told] / spread[told]).tolist()
    return max(signs, key=abs)


def value_of_sample_information(
    net_benefit: Any, study_summaries: Any, scramble: ArrayLike | None = None
) -> Estimated:
    """Expected gain from seeing the results of a study before choosing.

    Parameters
    ----------
    net_benefit : array (draw, option)
        Money.
    study_summaries : array (draw, k) or (draw,)
        What the study would report if the draw were true, with its own sampling error: shares or
        means of a simulated sample (`simulated_survey`, `simulated_measurement`).
    scramble : array of int (draw,), optional
        As in `value_of_perfect_information`.

    Returns
    -------
    Estimated

    Notes
    -----
    The summaries take the place of the parameters of `value_of_partial_information`: the mean of
    net benefit given the data is the mean given sufficient summaries of them.
    """
    return value_of_partial_information(net_benefit, study_summaries, scramble)


def means_given(benefit: FloatArray, known: FloatArray) -> FloatArray:
    """Mean net benefit of each option given what is known, less that of today's: (draw, option)."""
    return _means_and_weights(benefit, known)[0]


def _means_and_weights(
    benefit: FloatArray, known: FloatArray
) -> tuple[FloatArray, Callable[[FloatArray], FloatArray] | None]:
    """Fitted means, and the smoother where a spline was fitted.

    Fitted to differences from today's option, so that what all have in common is no noise.
    """
    today = best_option(benefit)
    others = [option for option in range(benefit.shape[1]) if option != today]
    means = np.zeros_like(benefit)
    if not others:
        return means, None
    known = known[:, np.ptp(known, axis=0) > 0.0]
    differences = benefit[:, others] - benefit[:, [today]]
    scale = differences.std(axis=0)
    scale[scale == 0.0] = 1.0
    if known.shape[1] > SMOOTHED:
        means[:, others] = crossfitted(known, differences / scale) * scale
        return means, None
    curves = smooth(known, differences / scale)
    means[:, others] = curves.fitted * scale

    def weights_of(indicator: FloatArray) -> FloatArray:
        weights = np.zeros_like(indicator)
        weights[:, others] = curves.spread_of(indicator[:, others])
        return weights

    return means, weights_of


def chosen_benefit(benefit: FloatArray, chosen: IntArray) -> FloatArray:
    """The net benefit of the option chosen in each draw."""
    return np.asarray(np.take_along_axis(benefit, chosen[:, None], 1)[:, 0])


def information_by_parameter(
    net_benefit: Any, parameters: Any, names: Sequence[str], scramble: ArrayLike | None = None
) -> pd.DataFrame:
    """What knowing each parameter alone is worth, the most valuable first.

    Returns
    -------
    pandas.DataFrame
        `name`, `value`, `standard_error`, `fit`.
    """
    known = columns_of(parameters, len(draws_by_option(net_benefit)))
    return information_by_group(net_benefit, known, list(names), scramble)


def information_by_group(
    net_benefit: Any, parameters: Any, groups: Sequence[str], scramble: ArrayLike | None = None
) -> pd.DataFrame:
    """What knowing all parameters of a group together is worth, the most valuable group first.

    Parameters
    ----------
    net_benefit : array (draw, option)
    parameters : array (draw, k)
    groups : sequence of str (k)
        Of each parameter: its evidence grade, its source, the survey that would measure it.
    scramble : array of int (draw,), optional

    Returns
    -------
    pandas.DataFrame
        `name`, `value`, `standard_error`, `fit`.
    """
    import pandas as pd

    benefit = draws_by_option(net_benefit)
    known = columns_of(parameters, len(benefit))
    if len(groups) != known.shape[1]:
        found = f"{len(groups)} names for {known.shape[1]} parameters"
        refuse("arrays_do_not_fit", "groups", found, "one for each parameter")
    rows = []
    for name in dict.fromkeys(groups):
        columns = [number for number, group in enumerate(groups) if group == name]
        found_value = value_of_partial_information(benefit, known[:, columns], scramble)
        error = found_value.standard_error
        rows.append((name, float(found_value), error, found_value.fit))
    table = pd.DataFrame(rows, columns=["name", "value", "standard_error", "fit"])
    return table.sort_values("value", ascending=False, kind="stable", ignore_index=True)


def information_by_payer(
    net_benefit: Any,
    parameters: Any | None = None,
    own_choice: bool = False,
    scramble: ArrayLike | None = None,
) -> list[Estimated]:
    """What knowing more is worth to each payer.

    Parameters
    ----------
    net_benefit : array (draw, option, payer)
        Of each payer or party; the sum over payers is what all choose by.
    parameters : array (draw, k), optional
        What would be known, or what a study would report; everything if not given.
    own_choice : bool
        Whether each payer chooses for itself, by its own net benefit alone. Otherwise all choose
        together by the sum; a payer may then lose by what is good for all, and the values add up
        to the value to all.
    scramble : array of int (draw,), optional

    Returns
    -------
    list of Estimated
        In the order of payers.
    """
    shares = draws_first(net_benefit, "net_benefit", 3)
    payers = range(shares.shape[2])
    if own_choice:
        each = [shares[:, :, payer] for payer in payers]
        if parameters is None:
            return [value_of_perfect_information(one, scramble) for one in each]
        return [value_of_partial_information(one, parameters, scramble) for one in each]
    total = shares.sum(axis=2)
    today = best_option(total)
    if parameters is None:
        chosen = np.argmax(total, axis=1)
    else:
        chosen = np.argmax(means_given(total, columns_of(parameters, len(total))), axis=1)
    values = []
    for payer in payers:
        one = shares[:, :, payer]
        gain = chosen_benefit(one, chosen) - one[:, today]
        values.append(Estimated(float(gain.mean()), monte_carlo_error(gain, np.mean, scramble)))
    return values
