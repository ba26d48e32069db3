"""What does the need cost? From coverage and quality to staff, cost, financing gap, affordability.

The last axis of every array is the model year; draws may stand before it. Money is real, in the
study's currency and price year.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from justice_finance.vocabulary import DAYS_PER_YEAR

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class ServiceNeed:
    """What one service would have to do, and what that takes.

    Attributes
    ----------
    service, function : str
        Its name and the function it belongs to.
    problems : array (year,)
        People with a problem that the service is for.
    coverage : array (year,)
        Share of them to be served, 0..1.
    hours_per_case : array (year,)
        Staff hours of one case at the quality wanted, all sittings together.
    productive_hours : array (year,)
        Hours of a staff-year that go to cases.
    busy_share : array (year,)
        Share of these hours that may be booked, above 0 and at most 1: the rest keeps waits short.
    per_staff_year, per_case, per_year : mapping of str to array (year,)
        Money by the party that pays; below zero for a party that receives more than it pays.
    per_added_staff : mapping of str to array (year,)
        Money once, for each staff beyond the most there has been.
    staff_there : array (..., year) or None
        Staff under business as usual, who stay; None: none need be counted.
    """

    service: str
    function: str
    problems: FloatArray
    coverage: FloatArray
    hours_per_case: FloatArray
    productive_hours: FloatArray
    busy_share: FloatArray
    per_staff_year: Mapping[str, FloatArray]
    per_case: Mapping[str, FloatArray]
    per_year: Mapping[str, FloatArray]
    per_added_staff: Mapping[str, FloatArray] = field(default_factory=dict)
    staff_there: FloatArray | None = None

    @property
    def cases(self) -> FloatArray:
        """Cases per year: problems x coverage."""
        return self.problems * self.coverage


@dataclass(frozen=True)
class CostOfNeeds:
    """What meeting the needs takes, by year.

    Attributes
    ----------
    staff : mapping of str to array (year,)
        Full-time staff, by service.
    cost : mapping of (function, party) to array (year,)
        Money per year.
    gap : mapping of str to array (year,)
        By party: what meeting the needs costs beyond what it has, never below zero.
    """

    staff: Mapping[str, FloatArray]
    cost: Mapping[tuple[str, str], FloatArray]
    gap: Mapping[str, FloatArray]

    def cost_by_party(self) -> dict[str, FloatArray]:
        """Money per year, by party."""
        return _summed({key: value for key, value in self.cost.items()}, 1)

    def cost_by_function(self) -> dict[str, FloatArray]:
        """Money per year, by function."""
        return _summed({key: value for key, value in self.cost.items()}, 0)

    @property
    def total(self) -> FloatArray:
        """Money per year, all parties together."""
        return np.asarray(sum(self.cost.values()), dtype=np.float64)


def staff_needed(need: ServiceNeed) -> FloatArray:
    """Full-time staff who can serve the cases of a need.

    Parameters
    ----------
    need : ServiceNeed

    Returns
    -------
    array (year,)
        cases x hours per case / (productive hours x busy share), not rounded; never below the staff
        there.
    """
    staff = need.cases * need.hours_per_case / (need.productive_hours * need.busy_share)
    return staff if need.staff_there is None else np.maximum(staff, need.staff_there)


def staff_added(staff: FloatArray, before: FloatArray | None = None) -> FloatArray:
    """Staff of each year beyond the most there has been: what has to be trained and housed.

    Parameters
    ----------
    staff : array (..., year)
    before : array (..., year), optional
        Staff under business as usual, whose first year counts as there before; none are added in
        the first year if absent.

    Returns
    -------
    array (..., year)
        added[t] = max(0, staff[t] - max(before[0], staff[0], ..., staff[t-1])).
    """
    first = staff[..., :1] if before is None else np.broadcast_to(before, staff.shape)[..., :1]
    most = np.maximum.accumulate(np.concatenate([first, staff[..., :-1]], axis=-1), axis=-1)
    return np.maximum(staff - most, 0.0)


def cases_for_coverage(
    needing: FloatArray, coverage: FloatArray, anyway: FloatArray | float = 0.0
) -> FloatArray:
    """Cases to be served so that a share of those who need it are; nobody served now is dropped.

    Parameters
    ----------
    needing : array (..., year)
        People who need the service.
    coverage : array (..., year)
        Share of them to be served.
    anyway : array (..., year)
        Cases served without any change.

    Returns
    -------
    array (..., year)
        max(needing x coverage, anyway).
    """
    return np.maximum(needing * coverage, anyway)


def cases_for_disposition_time(
    incoming: FloatArray,
    pending_before: FloatArray,
    disposition_time: FloatArray,
    anyway: FloatArray | float = 0.0,
) -> FloatArray:
    """Cases to be resolved so that pending over resolved is no longer than a time.

    Parameters
    ----------
    incoming : array (..., year)
        Cases that come in each year.
    pending_before : array (...)
        Cases pending when the first year begins.
    disposition_time : array (..., year)
        Days wanted at the end of each year.
    anyway : array (..., year)
        Cases resolved without any change; resolving never slows down.

    Returns
    -------
    array (..., year)
        With d = days / 365 and P the cases pending: resolved = max((P + incoming) / (1 + d),
        anyway), at most P + incoming; then P becomes P + incoming - resolved.

    Sources
    -------
    Disposition time as the European Commission for the Efficiency of Justice defines it.
    """
    shape = np.broadcast_shapes(incoming.shape, disposition_time.shape, np.shape(anyway))
    incoming, days, floor = (
        np.broadcast_to(each, shape) for each in (incoming, disposition_time, anyway)
    )
    resolved = np.empty(shape)
    pending = np.broadcast_to(pending_before, shape[:-1])
    for t in range(shape[-1]):
        load = pending + incoming[..., t]
        wanted = load / (1.0 + days[..., t] / DAYS_PER_YEAR)
        resolved[..., t] = np.minimum(np.maximum(wanted, floor[..., t]), load)
        pending = load - resolved[..., t]
    return resolved


def cost_of_needs(needs: Sequence[ServiceNeed], available: Mapping[str, FloatArray]) -> CostOfNeeds:
    """Cost of meeting needs by function, party and year, and the financing gap.

    Parameters
    ----------
    needs : sequence of ServiceNeed
    available : mapping of str to array (year,)
        What each party is going to spend on these services anyway.

    Returns
    -------
    CostOfNeeds
        cost = fixed + staff x cost of a staff-year + cases x cost of a case + staff added x cost
        of adding one.
    """
    staff: dict[str, FloatArray] = {}
    cost: dict[tuple[str, str], FloatArray] = {}
    for need in needs:
        staff[need.service] = staff_needed(need)
        for amounts, units in (
            (need.per_year, np.ones_like(need.problems)),
            (need.per_staff_year, staff[need.service]),
            (need.per_case, need.cases),
            (need.per_added_staff, staff_added(staff[need.service], need.staff_there)),
        ):
            for party, amount in amounts.items():
                key = (need.function, party)
                cost[key] = cost.get(key, 0.0) + amount * units
    by_party = _summed(cost, 1)
    gap = {
        party: np.maximum(total - available.get(party, np.zeros_like(total)), 0.0)
        for party, total in by_party.items()
    }
    return CostOfNeeds(staff, cost, gap)


def affordability(
    cost: FloatArray,
    *,
    gross_domestic_product: FloatArray | None = None,
    government_expenditure: FloatArray | None = None,
    people: FloatArray | None = None,
) -> dict[str, FloatArray]:
    """How large a cost is for a country.

    Parameters
    ----------
    cost : array (year,)
    gross_domestic_product, government_expenditure : arrays (year,), optional
        In the same money.
    people : array (year,), optional

    Returns
    -------
    dict of arrays (year,)
        `share_of_gross_domestic_product`, `share_of_government_expenditure`, `cost_per_person`,
        for what is known.
    """
    known = {
        "share_of_gross_domestic_product": gross_domestic_product,
        "share_of_government_expenditure": government_expenditure,
        "cost_per_person": people,
    }
    return {name: cost / size for name, size in known.items() if size is not None}


def _summed(cost: Mapping[tuple[str, str], FloatArray], position: int) -> dict[str, FloatArray]:
    found: dict[str, FloatArray] = {}
    for key, amount in cost.items():
        name = key[position]
        found[name] = found[name] + amount if name in found else amount
    return found
