"""What a spread comes from, and what would turn a decision, told from draws that exist already.

A study is not run again: the mean of the outcome given each input is fitted to the draws. The
*source of the spread* of an input counts, not that of its central value: a well measured value
with an assumed range makes the result uncertain by assumption.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from justice_finance.appraisal.draws_of_options import columns_of, draws_first
from justice_finance.appraisal.estimated import Estimated
from justice_finance.appraisal.refusals import refuse
from justice_finance.appraisal.smoothing import penalised_fit, smooth
from justice_finance.appraisal.uncertainty import monte_carlo_error

if TYPE_CHECKING:
    import pandas as pd

FloatArray = NDArray[np.float64]

NOT_TOLD_APART = "together, or not told apart"
_FOLDS = 4
_SEED = 0x7368617265
_LOW, _HIGH = 0.05, 0.95


def first_order_from_draws(
    outcome: Any, inputs: Any, scramble: ArrayLike | None = None
) -> list[Estimated]:
    """Share of variance that would go, on average, if an input were known; for each input.

    Parameters
    ----------
    outcome : array (draw,)
    inputs : array (draw, input)
    scramble : array of int (draw,), optional
        Which independent scramble of the points each draw belongs to.

    Returns
    -------
    list of Estimated
        First-order Sobol indices, 0..1, with standard errors.

    Notes
    -----
    Covariance of the fitted mean with the outcome over its variance: with a spline chosen by
    cross-validation this hardly counts chance as explained.
    """
    result, values = _paired(outcome, inputs)
    away = result - result.mean()
    variance = float((away**2).mean())
    shares = []
    for column in values.T:
        fitted = smooth(column[:, None], away[:, None]).fitted[:, 0] if variance > 0.0 else away
        shares.append(_share(fitted, away, variance, scramble))
    return shares


def variance_by_group(
    outcome: Any, inputs: Any, groups: Sequence[str], scramble: ArrayLike | None = None
) -> pd.DataFrame:
    """Share of the variance of an outcome that rests on each group of inputs.

    Parameters
    ----------
    outcome : array (draw,)
    inputs : array (draw, input)
    groups : sequence of str (input)
        Of each input: the evidence grade, or the source, of its *spread*.
    scramble : array of int (draw,), optional

    Returns
    -------
    pandas.DataFrame
        `name`, `share`, `standard_error`, the largest first; last, what inputs do only together or
        the draws are too few to tell. Shares sum to one. That of a group that moves against others
        may be below zero.

    Notes
    -----
    Y is fitted by a sum of curves, one of each input (straight line, square and, where draws are
    many, cube), each fold of the draws from the others. Share of group g = Cov(sum of its curves,
    Y) / Var(Y). Where inputs vary together, what they have in common is split between them.

    Sources
    -------
    G. Li and others (2010), "Global sensitivity analysis for systems with independent and/or
    correlated inputs", Journal of Physical Chemistry A 114 (covariance decomposition).
    """
    import pandas as pd

    result, values = _paired(outcome, inputs)
    if len(groups) != values.shape[1]:
        found = f"{len(groups)} names for {values.shape[1]} inputs"
        refuse("arrays_do_not_fit", "groups", found, "one for each input")
    names = list(dict.fromkeys(groups))
    away = result - result.mean()
    variance = float((away**2).mean())
    parts = _curves(values, away, [names.index(group) for group in groups], len(names))
    rows = []
    for name, part in zip(names, parts.T, strict=True):
        share = _share(part, away, variance, scramble)
        rows.append((name, float(share), share.standard_error))
    rows.sort(key=lambda row: -row[1])
    rest = _share(away - parts.sum(axis=1), away, variance, scramble)
    rows.append((NOT_TOLD_APART, float(rest), rest.standard_error))
    return pd.DataFrame(rows, columns=["name", "share", "standard_error"])


def tornado_from_draws(outcome: Any, inputs: Any, names: Sequence[str]) -> pd.DataFrame:
    """Mean outcome at the 5 % and the 95 % quantile of each input, the widest first.

    Unlike `tornado`, all other inputs are averaged over and not held at their central values.

    Returns
    -------
    pandas.DataFrame
        `name`, `low_input`, `high_input`, `at_low`, `at_high`, `swing`.
    """
    import pandas as pd

    result, values = _paired(outcome, inputs)
    rows = []
    for name, column in zip(names, values.T, strict=True):
        ends = np.quantile(column, [_LOW, _HIGH])
        low, high = smooth(column[:, None], result[:, None]).at(ends[:, None])[:, 0].tolist()
        rows.append((name, *ends.tolist(), low, high, abs(high - low)))
    columns = ["name", "low_input", "high_input", "at_low", "at_high", "swing"]
    table = pd.DataFrame(rows, columns=columns)
    return table.sort_values("swing", ascending=False, kind="stable", ignore_index=True)


def switching_from_draws(difference: Any, inputs: Any, names: Sequence[str]) -> pd.DataFrame:
    """Where knowing an input would turn the decision, and the share of draws beyond.

    Parameters
    ----------
    difference : array (draw,)
        Net benefit of one option less another's.
    inputs : array (draw, input)
    names : sequence of str (input)

    Returns
    -------
    pandas.DataFrame
        The most likely to switch first: `name`, `mean` of the input, `switching_value` (the
        nearest to it; not a number where there is none), `probability`.

    Notes
    -----
    The mean of the difference given the input is fitted; it switches where that changes sign.
    """
    import pandas as pd

    result, values = _paired(difference, inputs)
    now = result.mean() < 0.0
    rows = []
    for name, column in zip(names, values.T, strict=True):
        fitted = smooth(column[:, None], result[:, None]).fitted[:, 0]
        order = np.argsort(column, kind="stable")
        signs = fitted[order] < 0.0
        turns = np.flatnonzero(signs[1:] != signs[:-1])
        middle = float(column.mean())
        nearest = float("nan")
        if len(turns):
            before, after = fitted[order[turns]], fitted[order[turns + 1]]
            ends = column[order[turns]], column[order[turns + 1]]
            crossing = ends[0] + (ends[1] - ends[0]) * before / (before - after)
            nearest = float(crossing[np.argmin(np.abs(crossing - middle))])
        rows.append((name, middle, nearest, float(np.mean((fitted < 0.0) != now))))
    table = pd.DataFrame(rows, columns=["name", "mean", "switching_value", "probability"])
    return table.sort_values("probability", ascending=False, kind="stable", ignore_index=True)


def _paired(outcome: Any, inputs: Any) -> tuple[FloatArray, FloatArray]:
    result = draws_first(outcome, "outcome", 1)
    return result, columns_of(inputs, len(result), "inputs")


def _share(
    part: FloatArray, away: FloatArray, variance: float, scramble: ArrayLike | None
) -> Estimated:
    """Covariance of a part with the outcome over its variance, and the error of this ratio."""
    if variance <= 0.0:
        return Estimated(0.0, 0.0)
    product = part * away
    share = float(product.mean()) / variance
    terms = (product - share * away**2) / variance
    return Estimated(share, monte_carlo_error(terms, np.mean, scramble))


def _curves(values: FloatArray, away: FloatArray, group: list[int], groups: int) -> FloatArray:
    """Sum of the curves of each group (draw, group), each fold fitted to the others."""
    draws, count = values.shape
    scale = values.std(axis=0)
    kept = np.flatnonzero(scale > 0.0)
    parts = np.zeros((draws, groups))
    if not len(kept):
        return parts
    points = (values[:, kept] - values.mean(axis=0)[kept]) / scale[kept]
    powers = 3 if draws >= 24 * count else 2 if draws >= 8 * count else 1
    columns = [points**power - (points**power).mean(axis=0) for power in range(1, powers + 1)]
    matrix = np.concatenate(columns, axis=1)
    deviation = matrix.std(axis=0)
    matrix /= np.where(deviation > 0.0, deviation, 1.0)
    penalty = np.diag(np.repeat(np.arange(1.0, powers + 1.0) ** 2, len(kept)))
    folds = np.random.default_rng(_SEED).permutation(draws) % _FOLDS
    belongs = np.tile(np.asarray(group)[kept], powers)
    for fold in range(_FOLDS):
        out = folds == fold
        fit = penalised_fit(matrix[~out], penalty, away[~out, None])
        pieces = matrix[out] * fit.weights[:, 0]
        for number in range(groups):
            parts[out, number] = pieces[:, belongs == number].sum(axis=1)
    return parts
