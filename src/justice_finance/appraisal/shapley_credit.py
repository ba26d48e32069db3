"""Credit of inputs that vary together for a sum of curves, shared out as Shapley values.

A group of inputs has a Gaussian copula; the outcome is a sum of Hermite polynomials in the normal
numbers behind them. The cost of a set is the variance that is left when all others of the group
are known, in closed form: with correlations R, weights b_k of order k and M the covariance of the
means of the set given the others, sum_k b_k' (R^k - M^k) b_k (powers by element).

Sources
-------
A. B. Owen and C. Prieur (2017), "On Shapley value for measuring importance of dependent inputs",
SIAM/ASA Journal on Uncertainty Quantification 5; Mehler's formula for Hermite polynomials (if two
standard normal numbers have correlation r, their k-th ones have correlation r^k).
"""

from __future__ import annotations

from itertools import permutations

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

EVERY_ORDER = 7  # up to so many inputs every order is looked at; beyond, some at random
ORDERS = 3  # random orders: their rotations and the reverses of these
_SEED = 0x736861706C


def credit_of(weights: FloatArray, correlation: FloatArray) -> FloatArray:
    """Average over orders of what each input adds to the variance of each outcome.

    Parameters
    ----------
    weights : array (order of the polynomial, input, outcome)
    correlation : array (input, input)
        Of the normal numbers, positive definite.

    Returns
    -------
    array (input, outcome)
        Sums over inputs to the variance of the fit.
    """
    orders = _orders(correlation.shape[0])
    costs = _costs(weights, correlation, orders)
    credit = np.zeros(weights.shape[1:])
    np.add.at(credit, orders, np.diff(costs, axis=1))
    return credit / len(orders)


def _orders(count: int) -> IntArray:
    """Orders of the inputs, (order, place): the same every time, each input as often everywhere."""
    if count <= EVERY_ORDER:
        return np.array(list(permutations(range(count))), dtype=np.int64)
    luck = np.random.default_rng([_SEED, count])
    turned: list[IntArray] = []
    for _ in range(ORDERS):
        order = luck.permutation(count)
        turned += [np.roll(order, turn) for turn in range(count)]
    ways = np.stack(turned)
    return np.concatenate([ways, ways[:, ::-1]])


def _costs(weights: FloatArray, correlation: FloatArray, orders: IntArray) -> FloatArray:
    """Cost of the first j inputs of every order, (order, j = 0 .. inputs, outcome).

    The last inputs become known one by one: what is known of the others goes off their covariance.
    """
    count = orders.shape[1]
    whole = correlation[orders[:, :, None], orders[:, None, :]]
    ordered = weights[:, orders]
    left = whole.copy()
    costs = np.zeros((len(orders), count + 1, weights.shape[2]))
    for size in range(count, 0, -1):
        first = slice(0, size)
        told = whole[:, first, first] - left
        for power, weight in enumerate(ordered, start=1):
            own = weight[:, first]
            spread = whole[:, first, first] ** power - told**power
            costs[:, size] += (own * (spread @ own)).sum(axis=1)
        last = left[:, :-1, -1]
        share = last[:, :, None] * last[:, None, :] / left[:, -1, -1][:, None, None]
        left = left[:, :-1, :-1] - share
    return costs
