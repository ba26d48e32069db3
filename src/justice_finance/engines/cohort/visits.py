"""A visit to a service: notice, queue, sitting, gap, queue again, and away.

    arrivals -> notice -> due -> queue -> sitting -> held -> finished -> next state
                           ^                          |
                           +- notice <- parties' time +

Times of a service with all its states are kept together: rows are (state, lump).
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from justice_finance.engines.cohort.delays import DUST, Delay
from justice_finance.engines.cohort.moving import Sender
from justice_finance.engines.cohort.plan import ServicePlan
from justice_finance.engines.cohort.queues import Queue
from justice_finance.engines.cohort.sittings import Sittings

FloatArray = NDArray[np.float64]

# A flow this small against the step's whole flow is left for the next step.
NEGLIGIBLE_FLOW = 1e-15


@dataclass
class Times:
    """The delays of a service: before the first sitting, in a sitting, between sittings."""

    ask: Delay
    held: Delay
    parties: Delay | None
    recall: Delay | None


@dataclass
class Tally:
    """What a service has done since the year began, (rows, draws) or (draws,)."""

    visits: FloatArray
    sittings: FloatArray
    completed: FloatArray
    gave_up: FloatArray
    turned_away: FloatArray
    waiting: FloatArray
    hours: FloatArray

    def clear(self) -> None:
        """Begin a new year."""
        for array in vars(self).values():
            array.fill(0.0)


@dataclass
class Offer:
    """What a service has to give, by year: lists over years, arrays (draws,) or (rows, draws)."""

    offered: list[FloatArray] | None  # hours in a step; None: no limit
    hours: list[FloatArray]  # staff hours of a sitting
    impatience: list[FloatArray] | None  # share of those waiting who give up in a step
    at_once: list[FloatArray] | None  # share of those not served at once who leave at once


@dataclass
class Visits:
    """All states of one service."""

    plan: ServicePlan
    times: Times
    queue: Queue | None
    rule: Sittings
    offer: Offer
    arrivals: FloatArray
    leavers: FloatArray
    finishing: Sender
    giving_up: Sender
    turning_away: Sender
    opening_buckets: int
    tally: Tally = field(init=False)

    def __post_init__(self) -> None:
        rows, draws = self.arrivals.shape
        kinds = self.rule.first + self.rule.later
        self.due = np.zeros((kinds, rows, draws))
        self.after = np.zeros((1 + self.rule.later, rows, draws))
        self.left = np.zeros((1 + self.rule.later, rows, draws))
        self.later = np.zeros((self.rule.later, rows, draws))
        self.starting = np.zeros((self.rule.first, rows, draws))
        self.carried = np.zeros((kinds, rows, draws))
        self.rest = np.zeros(draws)
        by_row = [np.zeros((rows, draws)) for _ in range(6)]
        self.tally = Tally(*by_row, np.zeros(draws))
        self.hours_year = -1

    # -- one step ---------------------------------------------------------------------------

    def emit(self, step: int, year: int, prompt: bool) -> None:
        """Go through the step; arrivals are taken in unless `prompt`."""
        due, first = self.due, self.rule.first
        self.leavers.fill(0.0)
        self._begin(year)
        self.times.ask.release(step, due[:first])
        due[first:] = 0.0
        due += self.carried
        self.carried.fill(0.0)
        if not prompt:
            self._ask(step, year)
        self.times.held.release(step, self.left)
        if self.rule.later:
            self._recall(step, year)
        self._hold(step, year)

    def again(self, step: int, year: int) -> None:
        """Take in further arrivals of the same step."""
        self.due.fill(0.0)
        self.left.fill(0.0)
        self._ask(step, year)
        self._hold(step, year, again=True)

    def settle(self, step: int, year: int) -> None:
        """Take in the arrivals of a service that asks for notice of a step or more."""
        self.due.fill(0.0)
        self._ask(step, year)
        if self.due.any():
            raise ValueError(
                "a notice that may pass within the step was planned as one that cannot"
            )

    def count_waiting(self) -> None:
        """Add the people in the queue after the step to the tally."""
        if self.queue is not None and not self.queue.is_empty:
            self.tally.waiting += self.queueing()

    # -- parts of a step --------------------------------------------------------------------

    def _begin(self, year: int) -> None:
        """Offer the hours of the step; let the impatient leave."""
        if self.queue is None or self.offer.offered is None:
            return
        np.copyto(self.rest, self.offer.offered[year])
        hours = self.offer.hours[year]
        if self.hours_year >= 0 and hours is not self.offer.hours[self.hours_year]:
            self.queue.measure_again(hours)
        self.hours_year = year
        if self.offer.impatience is not None and not self.queue.is_empty:
            self._leave_queue(self.queue.give_up(self.offer.impatience[year]), year)

    def _leave_queue(self, gone: FloatArray, year: int, turned_away: bool = False) -> None:
        """Send on those (first cells, draws) who leave the queue without a sitting."""
        by_row = np.add.reduce(gone.reshape(self.starting.shape), axis=0)
        self.leavers += by_row
        if turned_away:
            self.tally.turned_away += by_row
            self.turning_away.send(by_row, year)
        else:
            self.tally.gave_up += by_row
            self.giving_up.send(by_row, year)

    def _ask(self, step: int, year: int) -> None:
        """Let arrivals ask for their first sitting; some fall due at once."""
        era = self.plan.sittings.of_year[year]
        if self.rule.first == 1:
            starting = self.arrivals[None]
        else:
            starting = self.starting
            starting.fill(0.0)
            starting[era] = self.arrivals
        passing = self.times.ask.absorb(starting, step, self.plan.notice.of_year[year])
        if passing is not None:
            self.due[: self.rule.first] += passing

    def _recall(self, step: int, year: int) -> None:
        """Those between sittings: who falls due now. Changes `left[1:]` into those who ask."""
        times, plan = self.times, self.plan
        assert times.recall is not None and times.parties is not None
        times.recall.release(step, self.later)
        self.due[self.rule.first :] += self.later
        times.parties.release(step, self.later)
        if plan.loops:
            passing = times.parties.absorb(self.left[1:], step, plan.parties.of_year[year])
            if passing is not None:
                self.later += passing
            self.left[1:] = 0.0
        if plan.notice_instant:
            passing = times.recall.absorb(self.later, step, plan.notice.of_year[year])
            if passing is not None:
                self.due[self.rule.first :] += passing
            self.later.fill(0.0)

    def _hold(self, step: int, year: int, again: bool = False) -> None:
        """Hold sittings for those due, and see who finishes and who asks for another."""
        rule, times, plan = self.rule, self.times, self.plan
        finished = self.left[0]
        total: FloatArray | float = 0.0
        while True:
            held = self._serve(step, year)
            rule.after(held, self.after)
            passing = times.held.absorb(self.after, step, plan.work.of_year[year])
            if passing is not None:
                finished += passing[0]
                self.left[1:] += passing[1:]
            if not rule.later:
                break
            total = total + np.add.reduce(self.due.reshape(-1, self.due.shape[-1]), axis=0)
            if not self._ask_again(step, year, again) or not self._enough(total):
                break
            again = True
        self.tally.completed += finished
        self.leavers += finished
        self.finishing.send(finished, year)

    def _ask_again(self, step: int, year: int, again: bool) -> bool:
        """Put those who ask for another sitting on their way; True if some fall due at once."""
        times, plan = self.times, self.plan
        assert times.recall is not None and times.parties is not None
        if again:
            self.later.fill(0.0)
        passing = times.parties.absorb(self.left[1:], step, plan.parties.of_year[year])
        if passing is not None:
            self.later += passing
        self.left[1:] = 0.0
        if passing is None and plan.notice_instant:
            return False
        due = times.recall.absorb(self.later, step, plan.notice.of_year[year])
        if due is None or not plan.loops:
            if due is not None and due.any():
                raise ValueError("a gap was planned as one that lasts a step or more")
            return False
        self.due.fill(0.0)
        self.due[self.rule.first :] = due
        return True

    def _enough(self, total: FloatArray | float) -> bool:
        """Whether somebody is still to be dealt with; tiny flows wait for the next step."""
        now = np.add.reduce(self.due.reshape(-1, self.due.shape[-1]), axis=0)
        goes_on = now > NEGLIGIBLE_FLOW * total + DUST
        self.carried += self.due * ~goes_on
        self.due *= goes_on
        return bool(goes_on.any())

    def _serve(self, step: int, year: int) -> FloatArray:
        """Hold sittings; return them, (kinds, rows, draws)."""
        hours, cells = self.offer.hours[year], self.due.reshape(-1, self.due.shape[-1])
        if self.queue is None:
            held = self.due
            self.tally.hours += np.add.reduce((held * hours).reshape(cells.shape), axis=0)
        else:
            before = self.rest.copy()
            bucket = self.opening_buckets + step
            held = self.queue.serve(bucket, cells, hours, self.rest).reshape(self.due.shape)
            self.tally.hours += before - self.rest
            at_once = None if self.offer.at_once is None else self.offer.at_once[year]
            left = self.queue.turn_away(bucket, cells, hours, at_once)
            if left is not None:
                if at_once is not None:
                    self._leave_queue(left[0], year)
                self._leave_queue(left[1], year, turned_away=True)
        first = np.add.reduce(held[: self.rule.first], axis=0)
        self.tally.visits += first
        self.tally.sittings += first
        if self.rule.later:
            self.tally.sittings += np.add.reduce(held[self.rule.first :], axis=0)
        return held

    def sweep(self) -> None:
        """Drop what is too little to be anybody."""
        for delay in (self.times.ask, self.times.held, self.times.parties, self.times.recall):
            if delay is not None:
                delay.sweep()

    # -- stocks -----------------------------------------------------------------------------

    def queueing(self) -> FloatArray:
        """People in the queue proper, (rows, draws)."""
        if self.queue is None:
            return np.zeros(self.arrivals.shape)
        return np.asarray(np.add.reduce(self.queue.people.reshape(self.due.shape), axis=0))

    def stock(self) -> FloatArray:
        """People in the states of this service, (rows, draws)."""
        total = self.queueing() + self.carried.sum(axis=0)
        for delay in (self.times.ask, self.times.held, self.times.parties, self.times.recall):
            if delay is not None:
                total += delay.stock().sum(axis=0)
        return np.asarray(total)
