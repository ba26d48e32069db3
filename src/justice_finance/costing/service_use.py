"""What each service does, and what it costs whom, under business as usual.

Read off the realised scenario and its flows: nothing is written again. Costs of provision are what
services use up (`service_cost`) and unpaid hours of volunteers (`unpaid_time`), by who bears them;
a fee moves a part of that from who receives it to who pays it. What people spend besides (travel,
lawyers, their own time) is kept apart. Losses, detention and bribes are no cost of provision.

Arrays are (draw, year) unless they say otherwise; C classes, N states.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from justice_finance.results.charges import Charge
from justice_finance.results.flows import Flows
from justice_finance.scenario.realised import Realised
from justice_finance.vocabulary import Driver

FloatArray = NDArray[np.float64]

PROVISION = ("service_cost", "unpaid_time")
FEES = ("fee",)
OWN_COSTS = ("person_expense", "person_time", "other_side_cost")

Amounts = dict[str, FloatArray]
"""Money by party, arrays (draw, year)."""


@dataclass(frozen=True)
class Use:
    """One scenario as plain numbers, and what became of it."""

    realised: Realised
    flows: Flows

    def of(self, service: str) -> ServiceUse:
        """One service of it."""
        return ServiceUse(self, service, self.realised.axes.services.index(service))


@dataclass(frozen=True)
class ServiceUse:
    """One service under business as usual.

    Attributes
    ----------
    use : Use
    name : str
    at : int
        Position among the services.
    """

    use: Use
    name: str
    at: int

    @property
    def states(self) -> NDArray[np.int64]:
        """States in which people are with the service."""
        return np.flatnonzero(self.use.realised.journeys.service_of_state == self.at)

    @property
    def entries(self) -> FloatArray:
        """Arrivals by class and state of the service (D, Y, C, states)."""
        return self._by_class(self.use.flows.entries[..., self.states])

    @property
    def incoming(self) -> FloatArray:
        """Cases that come."""
        return np.asarray(self.use.flows.entries[..., self.states].sum(axis=(2, 3)))

    @property
    def pending(self) -> FloatArray:
        """Cases pending at the end of each year."""
        return np.asarray(self.use.flows.stock_end[..., self.states].sum(axis=(2, 3)))

    @property
    def pending_before(self) -> FloatArray:
        """Cases pending on day 0, array (draw,)."""
        return np.asarray(self.use.flows.opening_stock[..., self.states].sum(axis=(1, 2)))

    @property
    def resolved(self) -> FloatArray:
        """Cases that left: pending before + incoming - pending after."""
        before = np.concatenate([self.pending_before[:, None], self.pending[:, :-1]], axis=1)
        return before + self.incoming - self.pending

    @property
    def served(self) -> FloatArray:
        """People whose service began."""
        return np.asarray(self.use.flows.visits[..., self.at].sum(axis=2))

    @property
    def staff(self) -> FloatArray:
        """Full-time staff."""
        return self.use.realised.services.staff[:, :, self.at]

    @property
    def productive_hours(self) -> FloatArray:
        """Hours of a staff-year that go to cases."""
        return self.use.realised.services.productive_hours[:, :, self.at]

    def hours_per_case(self, weight: FloatArray) -> FloatArray:
        """Staff hours of a case, all sittings together, averaged with the weights of classes."""
        services = self.use.realised.services
        hours = services.sittings[..., self.at] * services.work_hours[..., self.at]
        return np.asarray((hours * weight).sum(axis=2))

    def days_without_queue(self, weight: FloatArray) -> FloatArray:
        """Days that a case takes if nobody ever queues: notice and the parties' own time.

        sittings x notice + (sittings - 1) x parties' time; more staff cannot shorten it.
        """
        services = self.use.realised.services
        sittings = np.asarray((services.sittings[..., self.at] * weight).sum(axis=2))
        between = services.parties_time.mean[:, :, self.at]
        return sittings * services.notice_time[:, :, self.at] + (sittings - 1.0) * between

    def mix_of_cases(self) -> FloatArray:
        """Share of each class among the cases that come (D, Y, C)."""
        return shares(self.entries.sum(axis=3))

    def spending(self, categories: tuple[str, ...] = PROVISION) -> Amounts:
        """What is spent in these categories, by party; fees net of what they bring."""
        flows, found = self.use.flows, dict[str, FloatArray]()
        units = {
            Driver.VISIT: self._by_class(flows.visits[..., self.at]),
            Driver.SITTING: self._by_class(flows.sittings[..., self.at]),
        }
        for charge, state in self._charges(categories):
            if charge.driver is Driver.YEAR:
                amount = charge.price
            elif charge.driver is Driver.STAFF_YEAR:
                amount = charge.price * self.staff
            else:
                counted = units.get(charge.driver)
                counted = self.entries[..., state] if counted is None else counted
                amount = (charge.price * counted).sum(axis=2)
            self._put(found, charge, amount)
        return found

    def per_year(self) -> Amounts:
        """Cost of provision whatever happens."""
        return self._prices(Driver.YEAR)

    def per_staff_year(self) -> Amounts:
        """Cost of provision of a staff-year."""
        return self._prices(Driver.STAFF_YEAR)

    def per_case(self, weight: FloatArray, categories: tuple[str, ...] = PROVISION) -> Amounts:
        """Cost of a case, averaged with the weights of classes (D, Y, C)."""
        found = dict[str, FloatArray]()
        of_states = shares(self.use.flows.entries[..., self.states].sum(axis=2))
        sittings = self.use.realised.services.sittings[..., self.at]
        for charge, state in self._charges(categories):
            if charge.driver in (Driver.YEAR, Driver.STAFF_YEAR):
                continue
            amount = charge.price * weight
            if charge.driver is Driver.SITTING:
                amount = amount * sittings
            elif charge.driver is Driver.ENTRY:
                amount = amount * of_states[..., state, None]
            self._put(found, charge, amount.sum(axis=2))
        return found

    def _prices(self, driver: Driver) -> Amounts:
        found = dict[str, FloatArray]()
        for charge, _ in self._charges(PROVISION):
            if charge.driver is driver:
                self._put(found, charge, charge.price)
        return found

    def _charges(self, categories: tuple[str, ...]) -> Iterator[tuple[Charge, int]]:
        """Charges of this service in some categories, with the place of their state."""
        wanted = (*categories, *FEES) if categories == PROVISION else categories
        places = {int(state): place for place, state in enumerate(self.states)}
        for charge in self.use.realised.charges:
            if charge.category not in wanted:
                continue
            if charge.driver is Driver.YEAR:
                if charge.source.startswith(f"services.{self.name}."):
                    yield charge, -1
            elif charge.driver in (Driver.STAFF_YEAR, Driver.VISIT, Driver.SITTING):
                if charge.index == self.at:
                    yield charge, -1
            elif charge.driver is Driver.ENTRY and charge.index in places:
                yield charge, places[charge.index]

    def _put(self, found: Amounts, charge: Charge, amount: FloatArray) -> None:
        size = self.staff.shape
        for party, sign in ((charge.payer, 1.0), (charge.payee, -1.0)):
            if party != "resources":
                known = found.get(party, 0.0)
                found[party] = known + sign * np.broadcast_to(amount, size)

    def _by_class(self, by_lump: FloatArray) -> FloatArray:
        """Counts (D, Y, L, ...) shared out to classes (D, Y, C, ...)."""
        flows = self.use.flows
        share = flows.share_of_lump[:, None, :]
        if by_lump.ndim == 4:
            share = share[..., None]
        return by_lump[:, :, flows.lump_of_class] * share


def shares(counts: FloatArray) -> FloatArray:
    """Counts as shares of their sum over the last axis; equal where there is nobody."""
    total = counts.sum(axis=-1, keepdims=True)
    equal = 1.0 / max(counts.shape[-1], 1)
    return np.where(total > 0.0, counts / np.where(total > 0.0, total, 1.0), equal)
