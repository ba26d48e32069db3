"""The best portfolio: which options to fund together within a budget."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from justice_finance.appraisal.given_arrays import refuse_array
from justice_finance.appraisal.portfolio.aims import (
    AIMS,
    best_by_draw,
    check_tail,
    downside,
    downside_aim,
    regret_aim,
)
from justice_finance.appraisal.portfolio.rules import BoolArray, Rules, rules_of
from justice_finance.appraisal.portfolio.solver import (
    best_choice,
    choose,
    no_choice,
    relax,
    smallest_factor,
)

FloatArray = NDArray[np.float64]

SMALLEST_GAIN = 1e-5
"""Share of the largest value of an option below which a gain is no step of the budget."""


@dataclass(frozen=True)
class NextStep:
    """The smallest rise of the budget that buys a better portfolio.

    Attributes
    ----------
    budget_factor : float
        By how much every year's budget has to be multiplied.
    extra_budget : float
        Money, all years together.
    gain : float
        What the portfolio is then worth more.
    per_unit : float
        gain / extra_budget.
    """

    budget_factor: float
    extra_budget: float
    gain: float
    per_unit: float


@dataclass(frozen=True)
class Portfolio:
    """A choice of options and what it is worth.

    Attributes
    ----------
    chosen : tuple of int
        Places of the options taken, ascending.
    names : tuple of str
        Their names, where values carried labels.
    value : float
        What was aimed at: mean over draws, mean of the worst draws, or largest regret.
    expected_value : float
        Mean over draws, whatever the aim.
    cost : float or array (year,)
        As the budget was given.
    shadow_price : float or array (year,)
        What one more unit of budget would add to expected value if parts of options could be taken:
        the dual of the relaxed programme at this budget. Not what the next whole option adds, which
        is `next_step`. Where the relaxation has a corner, the price lies between those of both
        sides.
    next_step : NextStep or None
        None where no larger budget buys a better portfolio, and under the aims of downside and
        regret.
    relaxed_value : float
        Greatest expected value if parts of options could be taken; never below the expected value.
    aim : str
    value_by_draw : array (draw,)
    """

    chosen: tuple[int, ...]
    names: tuple[str, ...]
    value: float
    expected_value: float
    cost: float | FloatArray
    shadow_price: float | FloatArray
    next_step: NextStep | None
    relaxed_value: float
    aim: str
    value_by_draw: FloatArray


def best_portfolio(
    value: Any,
    cost: Any,
    budget: Any,
    exclusive: Sequence[Sequence[int]] = (),
    requires: Sequence[tuple[int, int]] = (),
    floors: Sequence[tuple[Any, float]] = (),
    aim: str = "expected",
    tail_share: float = 0.1,
) -> Portfolio:
    """The options that together do most within a budget.

    Parameters
    ----------
    value : array or xarray.DataArray (option,) or (draw, option)
        What each option is worth, in any one unit. Values of options add up; a package that does
        not is an option of its own, exclusive with its parts. Rows may be draws, or structural
        variants.
    cost : array (option,) or (option, year)
        Planned money of the budget; an option that saves has a cost below zero.
    budget : float or array (year,)
        Money, 0 or more.
    exclusive : sequence of sequences of int
        Groups of options of which at most one is taken: scales of one intervention, rivals.
    requires : sequence of (int, int)
        (option, prerequisite).
    floors : sequence of (array (option,), float)
        What each option adds (benefit or spending of a group or region), and the least that the
        choice has to reach.
    aim : str
        `expected`: greatest mean over draws. `downside`: greatest mean of the worst draws.
        `regret`: smallest largest regret, against the best portfolio of each draw.
    tail_share : float
        For `downside`: share of draws that count as the worst.

    Returns
    -------
    Portfolio
        Of several that reach the same expected value, the one that costs least, all years together.

    Raises
    ------
    AppraisalError
        With code `arrays_do_not_fit`, or `portfolio_impossible` if no choice keeps the rules.

    Notes
    -----
    Mixed-integer linear programme, solved to no gap (HiGHS). Downside after Rockafellar and Uryasev
    (`downside`); regret of a draw is the value of the best portfolio of that draw less that of the
    choice.

    Sources
    -------
    H. Kellerer, U. Pferschy and D. Pisinger (2004), Knapsack Problems, Springer; L. J. Savage
    (1951), "The theory of statistical decision", JASA 46 (regret).

    Examples
    --------
    >>> best_portfolio([60.0, 100.0, 120.0], [10.0, 20.0, 30.0], 50.0).chosen
    (1, 2)
    """
    rules = rules_of(value, cost, budget, exclusive, requires, floors)
    if aim not in AIMS:
        refuse_array("aim", repr(aim), f"one of {', '.join(AIMS)}")
    check_tail(tail_share)
    mean = rules.value.mean(axis=0)
    best = best_by_draw(rules, rules.budget) if aim == "regret" else np.zeros(len(rules.value))
    if aim == "expected":
        taken = best_choice(rules, mean, rules.budget)
    elif aim == "downside":
        taken = choose(rules, downside_aim(rules.value, tail_share), rules.budget)
    else:
        taken = choose(rules, regret_aim(rules.value, best), rules.budget)
    relaxed = relax(rules, mean, rules.budget)
    if taken is None or relaxed is None:
        no_choice(rules)
    by_draw = rules.value[:, taken].sum(axis=1)
    reached = {
        "expected": float(by_draw.mean()),
        "downside": downside(by_draw, tail_share),
        "regret": float((best - by_draw).max()),
    }
    step = _next_step(rules, mean, taken) if aim == "expected" else None
    chosen = tuple(int(place) for place in np.flatnonzero(taken))
    spent, price = rules.cost[taken].sum(axis=0), relaxed[1]
    return Portfolio(
        chosen=chosen,
        names=tuple(rules.names[place] for place in chosen),
        value=reached[aim],
        expected_value=float(by_draw.mean()),
        cost=float(spent[0]) if rules.one_year else spent,
        shadow_price=float(price[0]) if rules.one_year else price,
        next_step=step,
        relaxed_value=relaxed[0],
        aim=aim,
        value_by_draw=by_draw,
    )


def _next_step(rules: Rules, worth: FloatArray, taken: BoolArray) -> NextStep | None:
    """The smallest common rise of all budgets that buys a choice worth more."""
    now = float(worth[taken].sum())
    step = float(np.abs(worth).max(initial=0.0)) * SMALLEST_GAIN
    given = rules.budget > 0.0
    found = smallest_factor(rules, worth, now + step) if step > 0.0 and given.any() else None
    if found is None or found[0] <= 1.0:
        return None
    factor = found[0]
    better = best_choice(rules, worth, rules.budget * factor)
    gain = float(worth[found[1] if better is None else better].sum()) - now
    extra = float(rules.budget.sum() * (factor - 1.0))
    return NextStep(factor, extra, gain, gain / extra)
