"""Shapley effects told from draws that exist already, where inputs vary together.

The outcome is fitted by a sum of curves, one for each input, in the normal numbers behind the
inputs (their ranks). Joint draws with a Gaussian copula then give every conditional variance of
the fit in closed form, so that credit is shared out among inputs that vary together exactly, and
only the fit has an error. Inputs of different groups are independent.

Sources
-------
A. B. Owen and C. Prieur (2017), "On Shapley value for measuring importance of dependent inputs",
SIAM/ASA Journal on Uncertainty Quantification 5; Mehler's formula for Hermite polynomials (if two
standard normal numbers have correlation r, their k-th ones have correlation r^k).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from math import comb
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from justice_finance.appraisal.draws_of_options import columns_of, draws_first
from justice_finance.appraisal.shapley import ALL_SUBSETS, ShapleyEffects
from justice_finance.appraisal.smoothing import penalised_fit

FloatArray = NDArray[np.float64]

ORDERS = 3  # random orders, their rotations and reverses, in a group of more than `ALL_SUBSETS`
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
    """Shapley effects of inputs on an outcome, from draws of both.

    Parameters
    ----------
    outcome : array (draw,)
    inputs : array (draw, input)
    names : sequence of str (input)
    together : mapping of str to sequence of str, optional
        Groups of inputs that vary together; all others are independent.
    scramble : array of int (draw,), optional
        Independent parts of the draws, for the errors.

    Returns
    -------
    ShapleyEffects
        Shares of the variance of the fit and of what it leaves, as if inputs of different groups
        were uncorrelated in the draws too. They sum to what a sum of curves explains: the rest is
        what inputs do together, or what draws so few do not tell. `variance` is that of the
        outcome.

    Notes
    -----
    Curves: Hermite polynomials of order 1 and 2. In a group with correlations R and weights b_k of
    order k, the cost of a set u is sum_k b_k,u' (R_uu^k - M^k) b_k,u with M the covariance of the
    means of u given the others of the group (powers by element). Bias from few draws and standard
    errors: each part of the draws left out in turn (jackknife).
    """
    result = draws_first(outcome, "outcome", 1)
    values = columns_of(inputs, len(result), "inputs")
    parts = _parts_of(len(result), scramble)
    groups = _groups(names, together or {})
    scores = _normal_scores(values)
    whole = _shares(result, scores, groups)
    numbers = np.unique(parts)
    left_out = np.stack(
        [_shares(result[parts != each], scores[parts != each], groups) for each in numbers]
    )
    count = len(numbers)
    share = count * whole - (count - 1) * left_out.mean(axis=0)
    error = np.sqrt((count - 1) / count * ((left_out - left_out.mean(axis=0)) ** 2).sum(axis=0))
    interval = np.stack([share - _HALF_WIDTH * error, share + _HALF_WIDTH * error], axis=1)
    return ShapleyEffects(tuple(names), share, error, interval, float(result.var()))


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


def _shares(outcome: FloatArray, scores: FloatArray, groups: list[list[int]]) -> FloatArray:
    """Share of each input in the variance of the outcome."""
    count = scores.shape[1]
    hermite = np.concatenate([scores, (scores**2 - 1.0) / np.sqrt(2.0)], axis=1)
    hermite = hermite - hermite.mean(axis=0)
    used = np.flatnonzero(hermite.std(axis=0) > 1e-9)
    away = outcome - outcome.mean()
    weights = np.zeros(2 * count)
    if len(used):
        penalty = np.diag(np.where(used < count, 1.0, 4.0))
        weights[used] = penalised_fit(hermite[:, used], penalty, away[:, None]).weights[:, 0]
    left = away - hermite @ weights
    by_order = weights.reshape(2, count)
    credit = np.zeros(count)
    for group in groups:
        correlation = _correlation(scores[:, group]) if len(group) > 1 else np.eye(1)
        credit[group] = _credit(by_order[:, group], correlation)
    return credit / max(float(credit.sum() + left.var()), 1e-300)


def _correlation(scores: FloatArray) -> FloatArray:
    """Correlations of the scores, a little towards none so that they can be solved with."""
    spread = scores.std(axis=0)
    unit = (scores - scores.mean(axis=0)) / np.where(spread > 0.0, spread, 1.0)
    found = unit.T @ unit / len(scores)
    np.fill_diagonal(found, 1.0)
    return np.asarray(0.999 * found + 0.001 * np.eye(len(found)))


def _credit(weights: FloatArray, correlation: FloatArray) -> FloatArray:
    """Shapley values of the inputs of one group: average over orders of what each adds."""
    count = weights.shape[1]
    known: dict[frozenset[int], float] = {frozenset(): 0.0}

    def cost(members: frozenset[int]) -> float:
        if members not in known:
            known[members] = _cost(weights, correlation, sorted(members))
        return known[members]

    return _by_subsets(cost, count) if count <= ALL_SUBSETS else _by_orders(cost, count)


def _cost(weights: FloatArray, correlation: FloatArray, inside: list[int]) -> float:
    """Mean variance of the fit that is left when all others of the group are known."""
    outside = [number for number in range(len(correlation)) if number not in inside]
    own = correlation[np.ix_(inside, inside)]
    across = correlation[np.ix_(outside, inside)]
    told = np.zeros_like(own)
    if outside:
        told = across.T @ np.linalg.solve(correlation[np.ix_(outside, outside)], across)
    return float(sum(row[inside] @ (own**k - told**k) @ row[inside]
                     for k, row in enumerate(weights, start=1)))  # fmt: skip


def _by_subsets(cost: Callable[[frozenset[int]], float], count: int) -> FloatArray:
    credit = np.zeros(count)
    for member in range(count):
        others = [number for number in range(count) if number != member]
        for size in range(count):
            weight = 1.0 / (count * comb(count - 1, size))
            for before in combinations(others, size):
                credit[member] += weight * (cost(frozenset((*before, member))) - cost(
                    frozenset(before)))  # fmt: skip
    return credit


def _by_orders(cost: Callable[[frozenset[int]], float], count: int) -> FloatArray:
    """Random orders, the same every time: all rotations and their reverses.

    So every input stands in every place equally often.
    """
    credit = np.zeros(count)
    luck = np.random.default_rng([_SEED, count])
    for _ in range(ORDERS):
        order = luck.permutation(count)
        for turn in range(count):
            turned = np.roll(order, turn)
            for way in (turned.tolist(), turned[::-1].tolist()):
                before = 0.0
                for place, member in enumerate(way):
                    after = cost(frozenset(way[: place + 1]))
                    credit[member] += (after - before) / (2 * count * ORDERS)
                    before = after
    return credit
