"""What a rule of thumb would choose, and what it loses against the best portfolio."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from justice_finance.appraisal.given_arrays import finite_array, refuse_array
from justice_finance.appraisal.portfolio.choice import best_portfolio
from justice_finance.appraisal.portfolio.rules import Rules, rules_of

FloatArray = NDArray[np.float64]

RULES_OF_THUMB = {
    "cost_per_case": "the cheapest per case first",
    "benefit_cost_ratio": "the highest value per unit of cost first",
}


@dataclass(frozen=True)
class RuleOfThumb:
    """What a rule of thumb takes.

    Attributes
    ----------
    chosen : tuple of int
        In the order in which they are taken.
    value : float
        Expected value.
    cost : float
        All years together.
    loss : float
        Expected value of the best portfolio less that of this choice.
    keeps_floors : bool
        A rule of thumb knows no floors; where it breaks one, its loss may be below zero.
    """

    chosen: tuple[int, ...]
    value: float
    cost: float
    loss: float
    keeps_floors: bool


def rule_of_thumb(
    value: Any,
    cost: Any,
    budget: Any,
    exclusive: Sequence[Sequence[int]] = (),
    requires: Sequence[tuple[int, int]] = (),
    floors: Sequence[tuple[Any, float]] = (),
    order: str = "cost_per_case",
    cases: Any = None,
) -> RuleOfThumb:
    """Take options one by one in an order until nothing more fits, as rules of thumb do.

    Parameters
    ----------
    value, cost, budget, exclusive, requires, floors
        As in `best_portfolio`.
    order : str
        `cost_per_case` (needs `cases`) or `benefit_cost_ratio`.
    cases : array (option,), optional
        Cases that each option resolves or serves; an option without any is never taken by
        `cost_per_case`.

    Returns
    -------
    RuleOfThumb

    Raises
    ------
    AppraisalError
        As `best_portfolio`.

    Notes
    -----
    An option is taken if it fits beside those taken before: budget of every year, exclusions,
    prerequisite taken already. After each one taken the list is gone through again from the top.
    Options that cost nothing come first. `cost_per_case` does not look at value at all;
    `benefit_cost_ratio` takes nothing of no value.
    """
    rules = rules_of(value, cost, budget, exclusive, requires, floors)
    if order not in RULES_OF_THUMB:
        refuse_array("order", repr(order), f"one of {', '.join(RULES_OF_THUMB)}")
    worth, total = rules.value.mean(axis=0), rules.cost.sum(axis=1)
    if order == "benefit_cost_ratio":
        numerator, allowed = worth, worth > 0.0
    else:
        numerator = finite_array("cases", cases, axes=(1,))
        if len(numerator) != rules.options:
            refuse_array("cases", f"{len(numerator)} numbers", f"one for each of {rules.options}")
        allowed = numerator > 0.0
    merit = np.full(rules.options, np.inf)
    np.divide(numerator, total, out=merit, where=total > 0.0)
    queue = [int(place) for place in np.argsort(-merit, kind="stable") if allowed[place]]
    chosen = _one_by_one(rules, queue)
    taken = np.isin(np.arange(rules.options), chosen)
    best = best_portfolio(value, cost, budget, exclusive, requires, floors)
    reached = float(rules.value[:, taken].sum(axis=1).mean())
    return RuleOfThumb(
        chosen=chosen,
        value=reached,
        cost=float(total[taken].sum()),
        loss=best.expected_value - reached,
        keeps_floors=rules.keeps(taken, rules.budget),
    )


def _one_by_one(rules: Rules, queue: Sequence[int]) -> tuple[int, ...]:
    bare = rules_of(rules.value, rules.cost, rules.budget, rules.exclusive, rules.requires)
    chosen: list[int] = []
    waiting = list(queue)
    while True:
        for place in waiting:
            taken = np.isin(np.arange(rules.options), [*chosen, place])
            if bare.keeps(taken, rules.budget):
                chosen.append(place)
                waiting.remove(place)
                break
        else:
            return tuple(chosen)
