"""What every budget can buy: the whole frontier, and how far it lies below its concave envelope."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from justice_finance.appraisal.portfolio.rules import Rules, rules_of
from justice_finance.appraisal.portfolio.solver import (
    best_choice,
    no_choice,
    relax,
    smallest_factor,
)

FloatArray = NDArray[np.float64]

NEAREST = 1e-6
"""Share of the largest budget within which two corners of the frontier are not told apart."""


@dataclass(frozen=True)
class Frontier:
    """Value of the best portfolio by budget: constant from each corner to the next.

    Attributes
    ----------
    budget : array (corner,)
        Smallest budget, all years together, at which the value is reached; ascending.
    value : array (corner,)
        Expected value of the best portfolio; ascending.
    chosen : tuple of tuples of int
        The options of each.
    relaxed_value : array (corner,)
        Greatest value at the same budget if parts of options could be taken: concave in the budget,
        never below `value`.
    shadow_price : array (corner,)
        Slope of the relaxed frontier there, per unit of money in every year's proportion.
    exact : bool
        True if these are all corners; False if below some budget only evenly spaced ones are shown.
    """

    budget: FloatArray
    value: FloatArray
    chosen: tuple[tuple[int, ...], ...]
    relaxed_value: FloatArray
    shadow_price: FloatArray
    exact: bool

    def at(self, budget: float) -> float:
        """Value of the best portfolio at a budget; not a number below the smallest corner."""
        place = int(np.searchsorted(self.budget, budget, side="right")) - 1
        return float(self.value[place]) if place >= 0 else float("nan")


def portfolio_frontier(
    value: Any,
    cost: Any,
    budget: Any,
    exclusive: Sequence[Sequence[int]] = (),
    requires: Sequence[tuple[int, int]] = (),
    floors: Sequence[tuple[Any, float]] = (),
    most_corners: int = 200,
) -> Frontier:
    """The best portfolio at every budget up to a largest one.

    Parameters
    ----------
    value, cost, exclusive, requires, floors
        As in `best_portfolio`; the mean over draws counts.
    budget : float or array (year,)
        The largest budget; smaller ones are the same in proportion in every year.
    most_corners : int
        How many corners are found exactly; if there are more, as many again are evenly spaced
        below.

    Returns
    -------
    Frontier

    Raises
    ------
    AppraisalError
        As `best_portfolio`, if not even the largest budget allows a choice.

    Notes
    -----
    From the largest budget down: the greatest value at a budget, then the smallest budget at which
    it is reached, then the next budget below (epsilon-constraint method). Corners nearer together
    than 1e-6 of the largest budget are one.

    Sources
    -------
    M. Ehrgott (2005), Multicriteria Optimization, 2nd ed., Springer, section 4.1.
    """
    rules = rules_of(value, cost, budget, exclusive, requires, floors)
    worth = rules.value.mean(axis=0)
    corners: list[tuple[float, float, tuple[int, ...]]] = []
    factor = 1.0
    while factor >= 0.0 and len(corners) < most_corners:
        corner = _corner(rules, worth, factor)
        if corner is None:
            break
        corners.append(corner)
        if corner[0] <= 0.0:
            break
        factor = corner[0] - NEAREST
    else:
        spaced = np.linspace(0.0, max(factor, 0.0), most_corners)
        below = [_corner(rules, worth, float(each)) for each in spaced[::-1]]
        return _frontier(rules, worth, corners + [each for each in below if each], factor < 0.0)
    if not corners:
        no_choice(rules)
    return _frontier(rules, worth, corners, True)


def _corner(
    rules: Rules, worth: FloatArray, factor: float
) -> tuple[float, float, tuple[int, ...]] | None:
    """Smallest factor, value and options of what is best within a factor on the budgets."""
    taken = best_choice(rules, worth, rules.budget * factor)
    if taken is None:
        return None
    best = float(worth[taken].sum())
    found = smallest_factor(rules, worth, best)
    if found is None or found[0] > factor:
        found = factor, taken
    return found[0], best, tuple(int(place) for place in np.flatnonzero(found[1]))


def _frontier(
    rules: Rules,
    worth: FloatArray,
    corners: Sequence[tuple[float, float, tuple[int, ...]]],
    exact: bool,
) -> Frontier:
    whole = float(rules.budget.sum())
    by_factor = {corner[0]: corner for corner in reversed(corners)}
    ordered = [by_factor[factor] for factor in sorted(by_factor)]
    value, price = [], []
    for factor, reached, _ in ordered:
        relaxed = relax(rules, worth, rules.budget * factor)
        value.append(reached if relaxed is None else max(relaxed[0], reached))
        slope = 0.0 if relaxed is None else float(relaxed[1] @ rules.budget)
        price.append(slope / whole if whole > 0.0 else 0.0)
    return Frontier(
        budget=np.array([factor * whole for factor, _, _ in ordered]),
        value=np.array([reached for _, reached, _ in ordered]),
        chosen=tuple(chosen for _, _, chosen in ordered),
        relaxed_value=np.array(value),
        shadow_price=np.array(price),
        exact=exact,
    )
