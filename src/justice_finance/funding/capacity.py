"""What does the money buy? From a mix of sources to capacity, and what comes back unspent.

A budget buys capacity along a cost curve: recurrent money runs capacity year by year, capital money
adds to it. Money that rises faster than it can be absorbed, or that capacity cannot use, goes back
to the treasury, where a unit of it is worth the marginal cost of public funds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class BudgetSource:
    """Money from one source.

    Attributes
    ----------
    name : str
    amounts : array (year,)
        Given in each year.
    before : float
        Given in the year before the first.
    absorption : float
        Share of a year's rise that can be spent in the year, 0..1.
    recurrent_share : float
        Share that may run services; the rest is for capital.
    taxed : bool
        Whether the money was raised by taxes, so that what is returned saves their excess burden.
    """

    name: str
    amounts: FloatArray
    before: float = 0.0
    absorption: float = 1.0
    recurrent_share: float = 1.0
    taxed: bool = True


@dataclass(frozen=True)
class CostCurve:
    """What capacity costs to run and to add.

    Attributes
    ----------
    fixed : float
        Money per year, whatever the capacity.
    steps : tuple of (up to, cost per unit and year)
        Running cost of a further unit, by how much there is already; rising, the last without end.
    capital_per_unit : float
        Money once, for a unit that was not there before.
    """

    fixed: float
    steps: tuple[tuple[float, float], ...]
    capital_per_unit: float = 0.0

    def running_cost(self, capacity: float) -> float:
        """Money per year that runs a capacity."""
        total, below = self.fixed, 0.0
        for up_to, cost in self.steps:
            total += cost * max(0.0, min(capacity, up_to) - below)
            below = up_to
        return total

    def capacity_for(self, money: float) -> float:
        """Largest capacity that a year's money can run; 0 if it does not meet the fixed cost."""
        left, below = money - self.fixed, 0.0
        if left <= 0.0:
            return 0.0
        for up_to, cost in self.steps:
            if cost > 0.0 and left < cost * (up_to - below):
                return below + left / cost
            left -= cost * (up_to - below)
            below = up_to
        return below


@dataclass(frozen=True)
class Bought:
    """What the money bought, by year.

    Attributes
    ----------
    capacity : array (year,)
    recurrent, capital : arrays (year,)
        Money spent.
    unspent : array (source, year)
        Money that goes back, in proportion to what each source gave.
    worth_of_unspent : array (year,)
        What it is worth to the treasury.
    """

    capacity: FloatArray
    recurrent: FloatArray
    capital: FloatArray
    unspent: FloatArray
    worth_of_unspent: FloatArray


def absorbed(amounts: FloatArray, absorption: FloatArray | float, before: float) -> FloatArray:
    """What can be spent of a stream of money if rises are absorbed slowly.

    Parameters
    ----------
    amounts : array (..., year)
        Money offered.
    absorption : float or array (...)
        Share of the rise over what was spent the year before that can be spent at once.
    before : float
        Spent in the year before the first.

    Returns
    -------
    array (..., year)
        spent[t] = min(offered[t], spent[t-1] + absorption x (offered[t] - spent[t-1])) where it
        rises, all of it where it falls.
    """
    spent = np.empty_like(amounts)
    last: FloatArray | float = before
    for t in range(amounts.shape[-1]):
        offered = amounts[..., t]
        last = np.where(offered > last, last + absorption * (offered - last), offered)
        spent[..., t] = last
    return spent


def buy_capacity(
    sources: Sequence[BudgetSource],
    curve: CostCurve | Sequence[CostCurve],
    *,
    opening: float = 0.0,
    excess_burden: float = 0.0,
) -> Bought:
    """Capacity that a mix of sources buys.

    Parameters
    ----------
    sources : sequence of BudgetSource
        With the same years.
    curve : CostCurve, or a sequence of them
        One for all years, or one for each year.
    opening : float
        Capacity there already, in the year before the first.
    excess_burden : float
        Cost of raising a unit of tax beyond the unit; what is returned saves it.

    Returns
    -------
    Bought
        capacity[t] = min(what recurrent money runs, capacity[t-1] + capital / capital per unit).
        Recurrent money never builds and capital money never runs anything.
    """
    given = np.array([source.amounts for source in sources], dtype=np.float64)
    usable = np.array([absorbed(each.amounts, each.absorption, each.before) for each in sources])
    shares = np.array([source.recurrent_share for source in sources])[:, None]
    running, building = np.sum(usable * shares, axis=0), np.sum(usable * (1.0 - shares), axis=0)
    years = given.shape[1]
    curves = [curve] * years if isinstance(curve, CostCurve) else list(curve)
    capacity, recurrent, capital = np.zeros(years), np.zeros(years), np.zeros(years)
    there = opening
    for t, each in enumerate(curves):
        most = there
        if each.capital_per_unit > 0.0:
            most += building[t] / each.capital_per_unit
        else:
            most = np.inf
        capacity[t] = min(each.capacity_for(float(running[t])), most)
        capital[t] = max(0.0, capacity[t] - there) * each.capital_per_unit
        recurrent[t] = min(each.running_cost(float(capacity[t])), running[t])
        there = float(capacity[t])
    total = np.sum(given, axis=0)
    back = total - recurrent - capital
    unspent = given * np.where(total > 0.0, back / np.where(total > 0.0, total, 1.0), 0.0)
    saved = np.array([excess_burden if source.taxed else 0.0 for source in sources])[:, None]
    worth = np.sum(unspent * (1.0 + saved), axis=0)
    return Bought(capacity, recurrent, capital, unspent, worth)
