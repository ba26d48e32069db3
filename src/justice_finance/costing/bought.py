"""What the budget of `needs.yaml` buys: further staff and cases, and what goes back unspent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from justice_finance.costing.asked import Asked
from justice_finance.costing.service_use import ServiceUse
from justice_finance.funding.capacity import BudgetSource, CostCurve, buy_capacity
from justice_finance.funding.needs import ServiceNeed, staff_needed
from justice_finance.vocabulary import GOVERNMENT, PERSPECTIVES

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class BoughtOfService:
    """What money on top of business as usual buys of one service; arrays (draw, year).

    Attributes
    ----------
    service, title : str
    given, recurrent, capital, unspent : array
        Money: given = recurrent + capital + unspent.
    worth_of_unspent : array
        What the money that goes back is worth where it came from: taxes need not be raised.
    staff, cases : array
        Further full-time staff, and the cases they serve.
    needed : array
        Further staff that meeting the need takes.
    by_source : mapping of str to array
        What goes back to each source, by its title.
    """

    service: str
    title: str
    given: FloatArray
    recurrent: FloatArray
    capital: FloatArray
    unspent: FloatArray
    worth_of_unspent: FloatArray
    staff: FloatArray
    cases: FloatArray
    needed: FloatArray
    by_source: Mapping[str, FloatArray]


def bought_by(
    asked: Asked,
    uses: Mapping[str, ServiceUse],
    needs: Mapping[str, ServiceNeed],
    excess_burden: FloatArray,
) -> tuple[BoughtOfService, ...]:
    """What the budget buys, service by service.

    Parameters
    ----------
    asked : Asked
    uses, needs : mapping
        By service.
    excess_burden : array (draw,)
        Cost of raising a unit of tax beyond the unit.

    Returns
    -------
    tuple of BoughtOfService
        For services that a source of the budget pays for.

    Notes
    -----
    A further staff member costs, each year, a staff-year and the cases served in it, as public
    budgets and donors bear them; no more staff are paid than meeting the need takes.
    """
    found = []
    for name, need in needs.items():
        sources = {key: each for key, each in asked.file.budget.items() if each.buys == name}
        if sources:
            found.append(_bought(asked, uses[name], need, list(sources), excess_burden))
    return tuple(found)


def _bought(
    asked: Asked, use: ServiceUse, need: ServiceNeed, names: list[str], excess_burden: FloatArray
) -> BoughtOfService:
    size = need.cases.shape
    cases_each = need.productive_hours * need.busy_share / need.hours_per_case
    each = _public(need.per_staff_year, size) + cases_each * _public(need.per_case, size)
    each = np.broadcast_to(each, size)
    needed = np.maximum(staff_needed(need) - use.staff, 0.0)
    capital = sum(need.per_added_staff.values(), np.zeros(size))
    amounts = {key: asked.value(f"budget.{key}.amount") for key in names}
    terms = {
        term: {key: asked.value_or(f"budget.{key}.{term}", default)[:, 0] for key in names}
        for term, default in (("before", 0.0), ("absorption", 1.0), ("recurrent_share", 1.0))
    }
    staff, recurrent, built, worth = (np.zeros(size) for _ in range(4))
    back = np.zeros((len(names), *size))
    for d in range(size[0]):
        sources = [
            BudgetSource(
                key, amounts[key][d], float(terms["before"][key][d]),
                float(terms["absorption"][key][d]), float(terms["recurrent_share"][key][d]),
                asked.file.budget[key].party in GOVERNMENT,
            )
            for key in names
        ]  # fmt: skip
        curves = [
            CostCurve(0.0, ((float(most), float(cost)),), float(once))
            for most, cost, once in zip(needed[d], each[d], capital[d], strict=True)
        ]
        bought = buy_capacity(sources, curves, excess_burden=float(excess_burden[d]))
        staff[d], recurrent[d], built[d] = bought.capacity, bought.recurrent, bought.capital
        worth[d], back[:, d] = bought.worth_of_unspent, bought.unspent
    titles = [asked.file.budget[key].title for key in names]
    return BoughtOfService(
        service=use.name,
        title=asked.recipe.model.services[use.name].title,
        given=np.sum([amounts[key] for key in names], axis=0),
        recurrent=recurrent,
        capital=built,
        unspent=back.sum(axis=0),
        worth_of_unspent=worth,
        staff=staff,
        cases=staff * cases_each,
        needed=needed,
        by_source=dict(zip(titles, back, strict=True)),
    )


def _public(amounts: Mapping[str, FloatArray], size: tuple[int, ...]) -> FloatArray:
    """What public budgets and donors bear of a cost."""
    total = np.zeros(size)
    for party, amount in amounts.items():
        if party in PERSPECTIVES["public"]:
            total = total + amount
    return total
