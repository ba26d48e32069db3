"""Shapley effects told from draws that exist already, where inputs vary together.

The outcome is fitted by a sum of curves, one for each input, in the normal numbers behind the
inputs (their ranks). Joint draws with a Gaussian copula then give every conditional variance of
the fit in closed form (`shapley_credit`), so that credit is shared out among inputs that vary
together, and only the fit has an error. Inputs of different groups are independent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from justice_finance.appraisal.draws_of_options import columns_of, draws_first
from justice_finance.appraisal.shapley import ShapleyEffects
from justice_finance.appraisal.shapley_credit import credit_of
from justice_finance.appraisal.smoothing import penalised_fit
from justice_finance.language import marked

FloatArray = NDArray[np.float64]

METHOD = marked(
    "Shapley effect of each uncertain input: what it adds to the variance of the figure, averaged "
    "over all orders in which inputs may become known, told from the draws by a sum of curves; "
    "shares sum to what such a sum tells, and the rest is what inputs do only together or draws "
    "are too few to tell"
)
FEWEST_DRAWS = 16  # with fewer, nothing is told
PARTS = 8  # parts of the draws that are left out in turn where there are no scrambles
_SEED = 0x736861706C
_HALF_WIDTH = 2.364624  # Student's t with 7 degrees of freedom, 95 %


def shapley_from_draws(
    outcome: Any,
    inputs: Any,
    names: Sequence[str],
    together: Mapping[str, Sequence[str]] | None = None,
    scramble: ArrayLike | None = None,
) -> ShapleyEffects:
    """Shapley effects of inputs on one outcome, as `shapley_shares` finds them.

    Parameters
    ----------
    outcome : array (draw,)
    inputs, names, together, scramble
        As there.

    Returns
    -------
    ShapleyEffects
        `variance` is that of the outcome.
    """
    result = draws_first(outcome, "outcome", 1)
    share, error = shapley_shares(result[:, None], inputs, names, together, scramble)
    own, off = share[:, 0], error[:, 0]
    interval = np.stack([own - _HALF_WIDTH * off, own + _HALF_WIDTH * off], axis=1)
    return ShapleyEffects(tuple(names), own, off, interval, float(result.var()))


def shapley_shares(
    outcomes: Any,
    inputs: Any,
    names: Sequence[str],
    together: Mapping[str, Sequence[str]] | None = None,
    scramble: ArrayLike | None = None,
) -> tuple[FloatArray, FloatArray]:
    """Share of each input in the variance of each outcome, from draws of both.

    Parameters
    ----------
    outcomes : array (draw, outcome)
    inputs : array (draw, input)
    names : sequence of str (input)
    together : mapping of str to sequence of str, optional
        Groups of inputs that vary together; all others are independent.
    scramble : array of int (draw,), optional
        Independent parts of the draws, for the errors.

    Returns
    -------
    tuple of array (input, outcome)
        Shares of the variance of the fit and of what it leaves, as if inputs of different groups
        were uncorrelated in the draws too, and their standard errors. Shares sum to what a sum of
        curves explains: the rest is what inputs do together, or what draws so few do not tell.
        Near zero they may come out below it. All zero with fewer than 16 draws.

    Notes
    -----
    Curves: Hermite polynomials of order 1 and 2. Bias from few draws and standard errors: each
    part of the draws left out in turn (jackknife).
    """
    if len(outcomes) < FEWEST_DRAWS or not len(names):
        nothing = np.zeros((len(names), np.shape(outcomes)[1]))
        return nothing, nothing.copy()
    results = draws_first(outcomes, "outcomes", 2)
    values = columns_of(inputs, len(results), "inputs")
    parts = _parts_of(len(results), scramble)
    groups = _groups(names, together or {})
    scores = _normal_scores(values)
    whole = _shares(results, scores, groups)
    numbers = np.unique(parts)
    left_out = np.stack(
        [_shares(results[parts != each], scores[parts != each], groups) for each in numbers]
    )
    count = len(numbers)
    share = count * whole - (count - 1) * left_out.mean(axis=0)
    error = np.sqrt((count - 1) / count * ((left_out - left_out.mean(axis=0)) ** 2).sum(axis=0))
    return share, error


def varying_together(record: Mapping[str, Any]) -> dict[str, Sequence[str]]:
    """Groups of inputs that a run drew together, by the name of the statement that says so."""
    return {name: each["inputs"] for name, each in (record.get("correlations") or {}).items()}


def _parts_of(draws: int, scramble: ArrayLike | None) -> NDArray[np.int64]:
    """Which part each draw belongs to."""
    found = None if scramble is None else np.asarray(scramble, dtype=np.int64)
    if found is not None and len(np.unique(found)) > 1:
        return found
    return np.random.default_rng(_SEED).permutation(draws) % PARTS


def _groups(names: Sequence[str], together: Mapping[str, Sequence[str]]) -> list[list[int]]:
    """Places of the inputs of each group; an input on its own is a group of one."""
    place = {name: number for number, name in enumerate(names)}
    found = [[place[name] for name in group if name in place] for group in together.values()]
    taken = {number for group in found for number in group}
    alone = [[number] for number in range(len(names)) if number not in taken]
    return [group for group in (*found, *alone) if group]


def _normal_scores(values: FloatArray) -> FloatArray:
    """Normal numbers in the order of each column; zero for a column that is constant."""
    from scipy import special, stats

    ranks = stats.rankdata(values, axis=0)
    scores = special.ndtri((ranks - 0.5) / len(values))
    return np.where(np.ptp(values, axis=0) > 0.0, scores, 0.0)


def _shares(outcomes: FloatArray, scores: FloatArray, groups: list[list[int]]) -> FloatArray:
    """Share of each input in the variance of each outcome, (input, outcome)."""
    count = scores.shape[1]
    hermite = np.concatenate([scores, (scores**2 - 1.0) / np.sqrt(2.0)], axis=1)
    hermite = hermite - hermite.mean(axis=0)
    used = np.flatnonzero(hermite.std(axis=0) > 1e-9)
    away = outcomes - outcomes.mean(axis=0)
    weights = np.zeros((2 * count, outcomes.shape[1]))
    if len(used):
        penalty = np.diag(np.where(used < count, 1.0, 4.0))
        weights[used] = penalised_fit(hermite[:, used], penalty, away).weights
    left = away - hermite @ weights
    by_order = weights.reshape(2, count, -1)
    credit = np.zeros((count, outcomes.shape[1]))
    for group in groups:
        correlation = _correlation(scores[:, group]) if len(group) > 1 else np.eye(1)
        credit[group] = credit_of(by_order[:, group], correlation)
    variance = credit.sum(axis=0) + left.var(axis=0)
    return np.asarray(credit / np.maximum(variance, 1e-300))


def _correlation(scores: FloatArray) -> FloatArray:
    """Correlations of the scores, a little towards none so that they can be solved with."""
    spread = scores.std(axis=0)
    unit = (scores - scores.mean(axis=0)) / np.where(spread > 0.0, spread, 1.0)
    found = unit.T @ unit / len(scores)
    np.fill_diagonal(found, 1.0)
    return np.asarray(0.999 * found + 0.001 * np.eye(len(found)))
