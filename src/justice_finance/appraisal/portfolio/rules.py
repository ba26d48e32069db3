"""What a choice of options has to keep: budgets, exclusions, prerequisites, floors.

Options are columns. A choice takes each of them or not. Scales of one intervention are options of
their own in one exclusive group; options that add up to less, or more, together than apart are not
additive and belong into the list as one further option (a package), exclusive with its parts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from justice_finance.appraisal.given_arrays import finite_array, names_of_last, refuse_array

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

EXACT = 1e-9
"""Share of a budget or floor by which rounding may miss it."""


@dataclass(frozen=True)
class Rules:
    """What every choice of options has to keep, as plain arrays.

    Attributes
    ----------
    value : array (draw, option)
        Worth of each option; one row where there are no draws.
    cost : array (option, year), budget : array (year,)
    exclusive : tuple of tuples of int
        Groups of options of which at most one may be taken.
    requires : tuple of (int, int)
        (option, prerequisite): the first only with the second.
    floor_weight : array (floor, option), floor_least : array (floor,)
        What each option adds towards a floor, and the least that the choice has to add up to.
    names : tuple of str
    one_year : bool
        Whether the budget was given as one number.
    """

    value: FloatArray
    cost: FloatArray
    budget: FloatArray
    exclusive: tuple[tuple[int, ...], ...]
    requires: tuple[tuple[int, int], ...]
    floor_weight: FloatArray
    floor_least: FloatArray
    names: tuple[str, ...]
    one_year: bool

    @property
    def options(self) -> int:
        """How many options there are."""
        return len(self.cost)

    def rows(self) -> tuple[FloatArray, FloatArray]:
        """Everything but the budget as rows (rule, option) with their upper bounds."""
        rows, above = [], []
        for group in self.exclusive:
            row = np.zeros(self.options)
            row[list(group)] = 1.0
            rows.append(row)
            above.append(1.0)
        for option, needed in self.requires:
            row = np.zeros(self.options)
            row[option], row[needed] = 1.0, -1.0
            rows.append(row)
            above.append(0.0)
        scale = np.maximum(np.abs(self.floor_weight).max(axis=1, initial=0.0), 1e-300)
        rows.extend(-self.floor_weight / scale[:, None])
        above.extend(-self.floor_least / scale)
        return np.array(rows).reshape(-1, self.options), np.array(above)

    def with_floor(self, weight: FloatArray, least: float) -> Rules:
        """The same rules and one floor more."""
        return replace(
            self,
            floor_weight=np.vstack([self.floor_weight, weight]),
            floor_least=np.append(self.floor_least, least),
        )

    def keeps(self, taken: BoolArray, budget: FloatArray) -> bool:
        """Whether a choice keeps every rule and the budget, but for rounding."""
        return bool(self.keeping(taken[None], budget)[0])

    def keeping(self, choices: BoolArray, budget: FloatArray) -> BoolArray:
        """Which of many choices (choice, option) keep every rule and the budget."""
        chosen = choices.astype(np.float64)
        spare = EXACT * np.maximum(budget, np.abs(self.cost).sum(axis=0))
        inside = (chosen @ self.cost <= budget + spare).all(axis=1)
        rows, above = self.rows()
        reach = EXACT * np.maximum(1.0, np.abs(rows).sum(axis=1))
        return np.asarray(inside & (chosen @ rows.T <= above + reach).all(axis=1))


def rules_of(
    value: Any,
    cost: Any,
    budget: Any,
    exclusive: Sequence[Sequence[int]] = (),
    requires: Sequence[tuple[int, int]] = (),
    floors: Sequence[tuple[Any, float]] = (),
) -> Rules:
    """Check what a portfolio is chosen from and under.

    Raises
    ------
    AppraisalError
        With code `arrays_do_not_fit`, if shapes differ, a budget is below zero or a place in a
        group is no option.
    """
    values = np.atleast_2d(finite_array("value", value, axes=(1, 2)))
    costs = finite_array("cost", cost, axes=(1, 2))
    budgets = finite_array("budget", budget, axes=(0, 1))
    one_year = budgets.ndim == 0
    costs = costs[:, None] if costs.ndim == 1 else costs
    budgets = np.atleast_1d(budgets)
    count = values.shape[1]
    if costs.shape != (count, len(budgets)):
        refuse_array(
            "cost",
            f"{costs.shape[0]} options and {costs.shape[1]} years",
            f"{count} options (those of value) and {len(budgets)} years (those of budget)",
        )
    if (budgets < 0.0).any():
        refuse_array("budget", f"{budgets.min():g}", "budgets of 0 or more")
    if len(values) == 0 or count == 0:
        refuse_array("value", "nothing to choose from", "at least one option")
    groups = tuple(tuple(_places("exclusive", group, count)) for group in exclusive)
    pairs = []
    for pair in requires:
        places = _places("requires", pair, count)
        if len(places) != 2:
            refuse_array("requires", f"{len(places)} options", "pairs of option and prerequisite")
        pairs.append((places[0], places[1]))
    weight, least = _floors(floors, count)
    names = names_of_last(value, count)
    return Rules(values, costs, budgets, groups, tuple(pairs), weight, least, names, one_year)


def _places(name: str, given: Sequence[int], count: int) -> list[int]:
    places = [int(place) for place in given]
    if any(not 0 <= place < count for place in places):
        refuse_array(name, str(list(given)), f"places of options from 0 to {count - 1}")
    return places


def _floors(floors: Sequence[tuple[Any, float]], count: int) -> tuple[FloatArray, FloatArray]:
    weights, least = np.zeros((len(floors), count)), np.zeros(len(floors))
    for place, (weight, amount) in enumerate(floors):
        given = finite_array("floors", weight, axes=(1,))
        if len(given) != count:
            refuse_array("floors", f"{len(given)} numbers", f"one for each of {count} options")
        weights[place], least[place] = given, float(amount)
    return weights, least
