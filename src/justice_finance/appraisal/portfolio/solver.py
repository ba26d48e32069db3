"""One mixed-integer programme over options, solved with HiGHS, and its relaxation.

Everything is scaled before it is solved: budgets to one, values to one. A choice that HiGHS takes
for feasible within its tolerance and that breaks a rule is cut off, and the programme solved again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NoReturn

import numpy as np
from numpy.typing import NDArray

from justice_finance.appraisal.portfolio.rules import EXACT, Rules
from justice_finance.appraisal.refusals import refuse

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

_MOST_CUTS = 1000


@dataclass(frozen=True)
class Aim:
    """What is made as small as possible, over options and further continuous unknowns.

    Attributes
    ----------
    option : array (option,)
        Its weight on each option.
    further : array (unknown,)
        Its weight on each further unknown.
    rows : array (row, option + unknown), above : array (row,)
        Rows that the further unknowns have to keep: rows @ unknowns <= above.
    free : array (unknown,)
        Whether a further unknown may be below zero.
    """

    option: FloatArray
    further: FloatArray = field(default_factory=lambda: np.zeros(0))
    rows: FloatArray | None = None
    above: FloatArray = field(default_factory=lambda: np.zeros(0))
    free: BoolArray = field(default_factory=lambda: np.zeros(0, dtype=bool))


def choose(rules: Rules, aim: Aim, budget: FloatArray) -> BoolArray | None:
    """The choice of options that makes an aim smallest; None if no choice keeps the rules.

    Parameters
    ----------
    rules : Rules
    aim : Aim
    budget : array (year,)

    Returns
    -------
    array of bool (option,)
    """
    from scipy.optimize import Bounds, LinearConstraint, milp

    count, extra = rules.options, len(aim.further)
    objective = np.concatenate([aim.option, aim.further])
    largest = np.abs(objective).max(initial=0.0)
    objective = objective / largest if largest > 0.0 else objective
    matrix, above = _rows(rules, aim, budget)
    lower = np.concatenate([np.zeros(count), np.where(aim.free, -np.inf, 0.0)])
    upper = np.concatenate([np.ones(count), np.full(extra, np.inf)])
    whole = np.concatenate([np.ones(count), np.zeros(extra)])
    for _ in range(_MOST_CUTS):
        constraints = [LinearConstraint(matrix, -np.inf, above)] if len(matrix) else []
        found = milp(
            objective,
            integrality=whole,
            bounds=Bounds(lower, upper),
            constraints=constraints,
            options={"mip_rel_gap": 0.0},
        )
        if found.x is None:
            return None
        taken: BoolArray = np.asarray(found.x[:count] > 0.5)
        if rules.keeps(taken, budget):
            return taken
        cut = np.concatenate([np.where(taken, 1.0, -1.0), np.zeros(extra)])
        matrix = np.vstack([matrix, cut])
        above = np.append(above, taken.sum() - 1.0)
    raise RuntimeError(f"HiGHS found {_MOST_CUTS} choices, none of which keeps the rules exactly")


def relax(
    rules: Rules, worth: FloatArray, budget: FloatArray
) -> tuple[float, FloatArray, FloatArray] | None:
    """The same choice if parts of an option could be taken: value, price of each budget, parts.

    Returns
    -------
    float, array (year,), array (option,)
        Greatest value, what one more unit of each year's budget would add to it, share of each
        option taken; None if even parts cannot keep the rules.
    """
    from scipy.optimize import linprog

    largest = np.abs(worth).max(initial=0.0) or 1.0
    matrix, above = _rows(rules, Aim(-worth), budget)
    found = linprog(-worth / largest, A_ub=matrix, b_ub=above, bounds=(0.0, 1.0), method="highs")
    if found.x is None:
        return None
    years = len(budget)
    price = -np.asarray(found.ineqlin.marginals[:years]) * largest / _scale(rules, budget)
    return 0.0 - float(found.fun) * float(largest), np.maximum(price, 0.0), np.asarray(found.x)


def best_choice(rules: Rules, worth: FloatArray, budget: FloatArray) -> BoolArray | None:
    """The choice of greatest worth; of several, the one that costs least."""
    taken = choose(rules, Aim(-worth), budget)
    if taken is None:
        return None
    return cheapest_choice(rules, worth, float(worth[taken].sum()), budget)


def cheapest_choice(
    rules: Rules, worth: FloatArray, least: float, budget: FloatArray
) -> BoolArray | None:
    """The cheapest choice, all years together, that is worth at least so much."""
    return choose(_worth_at_least(rules, worth, least), Aim(rules.cost.sum(axis=1)), budget)


def smallest_factor(
    rules: Rules, worth: FloatArray, least: float
) -> tuple[float, BoolArray] | None:
    """The smallest factor on all years' budgets at which some choice is worth so much, and it.

    Notes
    -----
    min factor, cost of a year <= factor x budget of the year; None if no factor will do.
    """
    wide = np.maximum(np.abs(rules.cost).sum(axis=0), rules.budget)
    scale = _scale(rules, rules.budget)
    rows = np.hstack([(rules.cost / scale).T, -(rules.budget / scale)[:, None]])
    aim = Aim(np.zeros(rules.options), np.ones(1), rows, np.zeros(len(scale)), np.zeros(1, bool))
    taken = choose(_worth_at_least(rules, worth, least), aim, wide)
    if taken is None:
        return None
    cost = rules.cost[taken].sum(axis=0)
    given = rules.budget > 0.0
    return max(0.0, float((cost[given] / rules.budget[given]).max(initial=0.0))), taken


def _worth_at_least(rules: Rules, worth: FloatArray, least: float) -> Rules:
    slack = EXACT * max(abs(least), float(np.abs(worth).max(initial=0.0)))
    return rules.with_floor(worth, least - slack)


def no_choice(rules: Rules) -> NoReturn:
    """Raise because no choice keeps the rules.

    Raises
    ------
    AppraisalError
        With code `portfolio_impossible`.
    """
    refuse(
        "portfolio_impossible",
        "floors" if len(rules.floor_least) else "budget",
        "no choice of options that keeps every rule",
        "rules that at least one choice keeps",
        "lower a floor or raise the budget",
    )


def _scale(rules: Rules, budget: FloatArray) -> FloatArray:
    """By what the rows of the budget are divided."""
    largest = np.maximum(budget, np.abs(rules.cost).max(axis=0))
    return np.asarray(np.maximum(largest, 1e-300), dtype=np.float64)


def _rows(rules: Rules, aim: Aim, budget: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Budgets first, then rules, then the rows of the aim: matrix and upper bounds."""
    scale = _scale(rules, budget)
    rows, above = rules.rows()
    matrix = np.vstack([(rules.cost / scale).T, rows])
    matrix = np.hstack([matrix, np.zeros((len(matrix), len(aim.further)))])
    above = np.concatenate([budget / scale, above])
    if aim.rows is not None:
        matrix, above = np.vstack([matrix, aim.rows]), np.concatenate([above, aim.above])
    return matrix, above
