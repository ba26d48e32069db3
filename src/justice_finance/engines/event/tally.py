"""Counts and person-days of one run, by year.

People are counted one by one and scaled up at the very end. Time is added when a step is left, and
at the end of each year for everyone still there, so that every year has exactly its own days. Times
add up in whole ticks (`engines.sums`), so that their order does not matter.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import exp, inf, log

import numpy as np
from numpy.typing import NDArray

from justice_finance.engines.event.people import Person
from justice_finance.engines.event.waits import WaitTally
from justice_finance.engines.sums import ticks_of, times_of
from justice_finance.vocabulary import DAYS_PER_YEAR

FloatArray = NDArray[np.float64]

BY_CLASS = ("fresh", "returned", "knocked_on")
BY_SERVICE = ("visits", "sittings", "completed", "gave_up", "turned_away")


class Tally:
    """What is counted in a run of one draw; positions are class x states (or services) + place."""

    def __init__(
        self,
        years: int,
        classes: int,
        states: int,
        services: int,
        half_life: float,
        waits: WaitTally | None = None,
    ):
        self.shape = (years, classes, states, services)
        self.waits = waits
        self.service_of_state: list[int] = []
        self.year_start = 0.0
        self.stock = [0] * (classes * states)
        self.dormant = [0] * classes
        self.lingering = [0.0] * classes  # at the end of the year under way, if nothing is added
        self._fading = log(2.0) / half_life if half_life > 0.0 else inf
        self.lingering_days: list[float] = [0.0] * classes
        self._years: dict[str, list[FloatArray]] = {}
        self._begin_year()

    def _begin_year(self) -> None:
        _, classes, states, services = self.shape
        self.fresh = [0] * classes
        self.returned = [0] * classes
        self.knocked_on = [0] * classes
        self.entries = [0] * (classes * states)
        self.open_ticks = [0] * (classes * states)
        self.waiting_ticks = [0] * (classes * services)
        self.visits = [0] * (classes * services)
        self.sittings = [0] * (classes * services)
        self.completed = [0] * (classes * services)
        self.gave_up = [0] * (classes * services)
        self.turned_away = [0] * (classes * services)
        self.hours_ticks = [0] * services

    def open_lingering(self, amounts: Iterable[float]) -> None:
        """Let losses that linger on day 0 begin to fade."""
        for klass, amount in enumerate(amounts):
            if amount:
                self.linger(klass, amount, 0.0)

    def linger(self, klass: int, weight: float, now: float) -> None:
        """A loss of this weight lingers from now, halving with each half-life."""
        days, rest = self._fade(self.year_start + DAYS_PER_YEAR - now)
        self.lingering_days[klass] += weight * days
        self.lingering[klass] += weight * rest

    def _fade(self, days: float) -> tuple[float, float]:
        """What one unit adds up to over some days, and what is left of it."""
        if self._fading == inf:
            return 0.0, 0.0
        if self._fading == 0.0:
            return days, 1.0
        rest = exp(-self._fading * days)
        return (1.0 - rest) / self._fading, rest

    def stay(self, person: Person, now: float) -> None:
        """Add the days of this year that a person has been in the present state."""
        place = person.klass * self.shape[2] + person.state
        arrived, begin = person.arrived, self.year_start
        self.open_ticks[place] += ticks_of(now - (arrived if arrived > begin else begin))

    def wait(self, person: Person, service: int, now: float) -> None:
        """Add the days of this year that a person has been in the queue proper."""
        place = person.klass * self.shape[3] + service
        self.waiting_ticks[place] += ticks_of(now - max(person.due, self.year_start))

    def serve(self, person: Person, service: int, now: float) -> None:
        """Add the hours of this year that a sitting has taken."""
        if person.began >= self.year_start and now >= person.began + person.hold:
            self.hours_ticks[service] += ticks_of(person.hours)
        else:
            days = now - max(person.began, self.year_start)
            self.hours_ticks[service] += ticks_of(person.hours * (days / person.hold))

    def see(self, person: Person, service: int) -> None:
        """Count a first sitting that begins."""
        self.visits[person.klass * self.shape[3] + service] += 1
        if self.waits is not None:
            self.waits.seen(person, service, person.began)

    def give_up(self, person: Person, service: int, now: float) -> None:
        """Count someone who leaves the queue before the first sitting."""
        self.gave_up[person.klass * self.shape[3] + service] += 1
        if self.waits is not None:
            self.waits.gave_up(person, service, now)

    def complete(self, person: Person, service: int, now: float) -> None:
        """Count a visit whose last sitting has ended."""
        self.completed[person.klass * self.shape[3] + service] += 1
        if self.waits is not None:
            self.waits.finished(person, service, now)

    def close_year(self, present: Iterable[Person], year_end: float) -> None:
        """Account for everyone still there, keep the year's counts and begin another."""
        _, classes, states, services = self.shape
        queue_end = [0] * services
        for person in present:
            self.stay(person, year_end)
            service = self.service_of_state[person.state]
            if person.queued:
                self.wait(person, service, year_end)
                queue_end[service] += 1
            elif person.serving:
                self.serve(person, service, year_end)
        for name in BY_CLASS:
            self._keep(name, getattr(self, name), (classes,))
        self._keep("entries", self.entries, (classes, states))
        self._keep("open_days", times_of(self.open_ticks), (classes, states))
        for name in BY_SERVICE:
            self._keep(name, getattr(self, name), (classes, services))
        self._keep("waiting_days", times_of(self.waiting_ticks), (classes, services))
        self._keep("hours_used", times_of(self.hours_ticks), (services,))
        self._keep("queue_end", queue_end, (services,))
        self._keep("stock_end", self.stock, (classes, states))
        self._keep("dormant_end", self.dormant, (classes,))
        self._keep("lingering_days", self.lingering_days, (classes,))
        self._keep("lingering_end", self.lingering, (classes,))
        self.year_start = year_end
        if self.waits is not None:
            self.waits.year += 1
        self._begin_year()
        days, rest = self._fade(DAYS_PER_YEAR)
        self.lingering_days = [amount * days for amount in self.lingering]
        self.lingering = [amount * rest for amount in self.lingering]

    def _keep(self, name: str, values: list[float] | list[int], shape: tuple[int, ...]) -> None:
        self._years.setdefault(name, []).append(np.array(values, dtype=np.float64).reshape(shape))

    def by_year(self) -> dict[str, FloatArray]:
        """Every count with a leading year axis, not scaled."""
        return {name: np.stack(years) for name, years in self._years.items()}
