"""Shapley effects: shares of variance that are fair to inputs that vary together.

Each input is credited with what it adds to the variance explained, averaged over all orders in
which inputs may become known. Shares are never below zero and sum to one, also where inputs are
correlated and first-order indices count the same thing twice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from justice_finance.appraisal.functions import (
    SCRAMBLES,
    Function,
    named_quantiles,
    outcomes_of,
    power_of_two,
    values_of,
)
from justice_finance.appraisal.refusals import refuse
from justice_finance.appraisal.uncertainty import spread_of_ratio
from justice_finance.sampling import correlation_root, scrambled_sobol

if TYPE_CHECKING:
    import pandas as pd

FloatArray = NDArray[np.float64]
Members = tuple[int, ...]

ALL_SUBSETS = 8  # up to so many inputs every subset is looked at; beyond, random orders
ORDERS = 8  # random orders, and their reverses, of each scramble


@dataclass(frozen=True)
class ShapleyEffects:
    """Share of variance of each input.

    Attributes
    ----------
    names : tuple of str
    share : array (input,)
        Sums to one.
    error : array (input,)
        Standard error, from independent scrambles (and orders).
    interval : array (input, 2)
        95 % interval.
    variance : float
        Of the outcome.
    """

    names: tuple[str, ...]
    share: FloatArray
    error: FloatArray
    interval: FloatArray
    variance: float

    def table(self) -> pd.DataFrame:
        """One row for each input: `name`, `share`, `standard_error`."""
        import pandas as pd

        found = {"name": list(self.names), "share": self.share, "standard_error": self.error}
        return pd.DataFrame(found)


def shapley_effects(
    function: Function,
    distributions: Mapping[str, Any] | Sequence[Any],
    points: int,
    correlation: ArrayLike | None = None,
    scrambles: int = SCRAMBLES,
    seed: int = 1,
) -> ShapleyEffects:
    """Shapley effects of inputs that may be correlated (Gaussian copula).

    Parameters
    ----------
    function : callable
        From values of the inputs (point, input) to outcomes (point,).
    distributions : mapping of name to distribution, or sequence
        Each with `quantile` or `ppf`.
    points : int
        Of each scramble, rounded up to a power of two. The function is asked for up to scrambles
        x 2^inputs x points outcomes, and from nine inputs on scrambles x 16 x inputs x points.
    correlation : array (input, input), optional
        Of the normal numbers behind the inputs; independent if not given.
    scrambles : int
        Independent scrambles, 2 or more.
    seed : int
        Names the scrambles and the random orders.

    Returns
    -------
    ShapleyEffects

    Notes
    -----
    The cost of a set u is the mean variance that is left when all others are known, c(u) = E
    Var(Y | X_-u) = mean (Y - Y')^2 / 2, where Y' draws the inputs of u anew given the others.
    Share_i = average over orders of [c(those up to i) - c(those before i)] / c(all).

    Sources
    -------
    A. B. Owen (2014), "Sobol' indices and Shapley value", SIAM/ASA Journal on Uncertainty
    Quantification 2; E. Song, B. L. Nelson and J. Staum (2016), "Shapley effects for global
    sensitivity analysis: theory and computation", same journal 4.
    """
    names, quantiles = named_quantiles(distributions)
    count, each = len(names), power_of_two(points)
    try:
        root = correlation_root(np.eye(count) if correlation is None else correlation)
    except ValueError as error:
        expected = f"correlations of {count} inputs that a joint distribution can have"
        refuse("arrays_do_not_fit", "correlation", str(error), expected)
    if len(root) != count:
        refuse("arrays_do_not_fit", "correlation", f"{len(root)} rows", f"{count} rows")
    game = _Game(function, quantiles, root, scrambled_sobol(2 * count, each, scrambles, seed))
    if count <= ALL_SUBSETS:
        credit = _over_all_subsets(game, count, scrambles)
    else:
        credit = _over_random_orders(game, count, scrambles, seed)
    whole = game.cost(tuple(range(count)))
    if not whole.mean() > 0.0:
        refuse("arrays_do_not_fit", "function", "the same outcome everywhere", "one that varies")
    share, error_of, interval = spread_of_ratio(credit, whole)
    return ShapleyEffects(names, share, error_of, interval, float(whole.mean()))


class _Game:
    """Costs of sets of inputs by scramble, each worked out once."""

    def __init__(
        self, function: Function, quantiles: Any, root: FloatArray, uniforms: FloatArray
    ) -> None:
        from scipy import special

        count = len(root)
        self._function, self._quantiles = function, quantiles
        self._covariance = root @ root.T
        normal = special.ndtri(uniforms)
        self._base = normal[..., :count] @ root.T
        self._anew = normal[..., count:]
        self._outcome = self._outcomes(self._base)
        self._known: dict[Members, FloatArray] = {(): np.zeros(len(uniforms))}
        self._parts: dict[tuple[Members, int], float] = {}

    def cost(self, members: Members) -> FloatArray:
        """E Var(Y | all others) in each scramble."""
        if members not in self._known:
            other = self._outcomes(self._drawn_anew(self._base, self._anew, members))
            self._known[members] = 0.5 * ((self._outcome - other) ** 2).mean(axis=1)
        return self._known[members]

    def cost_in(self, members: Members, scramble: int) -> float:
        """The same in one scramble alone."""
        key = (members, scramble)
        if not members:
            return 0.0
        if key not in self._parts:
            part = slice(scramble, scramble + 1)
            drawn = self._drawn_anew(self._base[part], self._anew[part], members)
            away = self._outcome[part] - self._outcomes(drawn)
            self._parts[key] = float(0.5 * (away**2).mean())
        return self._parts[key]

    def _drawn_anew(self, base: FloatArray, anew: FloatArray, members: Members) -> FloatArray:
        """Normal numbers with those of `members` drawn again, given the others."""
        inside = list(members)
        outside = [n for n in range(base.shape[-1]) if n not in members]
        sigma = self._covariance
        pull = np.linalg.solve(sigma[np.ix_(outside, outside)], sigma[np.ix_(outside, inside)])
        left = sigma[np.ix_(inside, inside)] - sigma[np.ix_(inside, outside)] @ pull
        drawn = base.copy()
        drawn[..., inside] = base[..., outside] @ pull
        drawn[..., inside] += anew[..., inside] @ np.linalg.cholesky(left).T
        return drawn

    def _outcomes(self, normal: FloatArray) -> FloatArray:
        from scipy import special

        values = values_of(self._quantiles, special.ndtr(normal))
        flat = values.reshape(-1, values.shape[-1])
        return outcomes_of(self._function, flat).reshape(normal.shape[:-1])


def _over_all_subsets(game: _Game, count: int, scrambles: int) -> FloatArray:
    credit = np.zeros((count, scrambles))
    for member in range(count):
        others = [number for number in range(count) if number != member]
        for size in range(count):
            weight = 1.0 / (count * comb(count - 1, size))
            for before in combinations(others, size):
                after = tuple(sorted((*before, member)))
                credit[member] += weight * (game.cost(after) - game.cost(before))
    return credit


def _over_random_orders(game: _Game, count: int, scrambles: int, seed: int) -> FloatArray:
    """Each scramble has orders of its own, so that errors include those of the orders."""
    credit = np.zeros((count, scrambles))
    luck = np.random.default_rng([seed, count])
    for scramble in range(scrambles):
        for _ in range(ORDERS):
            order = luck.permutation(count)
            for way in (order, order[::-1]):
                before = 0.0
                for place, member in enumerate(way.tolist()):
                    after = game.cost_in(tuple(sorted(way[: place + 1].tolist())), scramble)
                    credit[member, scramble] += (after - before) / (2 * ORDERS)
                    before = after
    return credit
