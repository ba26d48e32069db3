"""A visit to a service: notice, queue, sitting, gap, queue again, and away.

    arrivals -> notice -> due -> queue -> sitting held -> finished -> next state
                           ^                   |
                           +- notice <- parties' time

The time of a sitting is added after the last one, and to the gap after any other.
All states of a service are kept together: rows are (state, lump); cells are kinds (see
`sittings`) of rows. Where the next sitting may follow within the same step, all sittings that
people could have in it are worked out at once (`_hold_chains`).
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from justice_finance.engines.cohort.delays import Delay, add_up, sum_of
from justice_finance.engines.cohort.moving import Sender
from justice_finance.engines.cohort.plan import ServicePlan
from justice_finance.engines.cohort.queues import TINY, Queue
from justice_finance.engines.cohort.sittings import Sittings

FloatArray = NDArray[np.float64]


@dataclass
class Times:
    """The delays of a service: before the first sitting, in the last one, between sittings."""

    ask: Delay
    held: Delay | None
    parties: Delay | None
    recall: Delay | None


@dataclass
class Offer:
    """What a service has to give, by year: lists over years, arrays (draws,) or (rows, draws)."""

    offered: list[FloatArray] | None  # hours in a step; None: no limit
    hours: list[FloatArray]  # staff hours of a sitting
    impatience: list[FloatArray] | None  # share of those waiting who give up in a step
    at_once: list[FloatArray] | None  # share of those not served at once who leave at once
    open: list[float] | None = None  # by step: open share over that of the year; None: always 1


@dataclass
class Tally:
    """What a service has done since the year began, (kinds, rows, draws) or (rows, draws)."""

    held: FloatArray
    waiting: FloatArray
    gave_up: FloatArray
    turned_away: FloatArray

    def clear(self) -> None:
        """Begin a new year."""
        for array in vars(self).values():
            array.fill(0.0)


@dataclass
class Senders:
    """Where people go who have finished, given up, or found the queue full."""

    finishing: Sender
    giving_up: Sender
    turning_away: Sender


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
    senders: Senders
    opening_buckets: int
    tally: Tally = field(init=False)

    def __post_init__(self) -> None:
        rows, draws = self.arrivals.shape
        first, later = self.rule.first, self.rule.later
        self.due = np.zeros((first + later, rows, draws))
        self.after = np.zeros((1 + later, rows, draws))
        self.following = np.zeros((1 + later, rows, draws))
        self.later = np.zeros((later, rows, draws))
        self.work = np.zeros((later, rows, draws))
        self.starting = np.zeros((first, rows, draws))
        self.finished = np.zeros((rows, draws))
        self.overdue: FloatArray | None = None
        self.rest = np.zeros(draws)
        kinds = (np.zeros(self.due.shape) for _ in range(2))
        by_row = (np.zeros((rows, draws)) for _ in range(2))
        self.tally = Tally(*kinds, *by_row)
        self.hours_year = -1
        self.queue_before: FloatArray | None = None
        self.early: list[FloatArray] = []

    # -- one step ---------------------------------------------------------------------------

    def emit(self, step: int, year: int, prompt: bool) -> None:
        """Go through the step; arrivals are taken in unless `prompt`."""
        self.rule.turn(self.plan.sittings.of_year[year])
        released = self.times.ask.release(step)
        passing = None if prompt else self._ask(step, year)
        if self.queue is None:
            self._pass_through(sum_of(released, passing), step, year, first_time=True)
            return
        self._begin(step, year)
        add_up(released, passing, self.due[: self.rule.first])
        if self.rule.later:
            self._recall(step, year)
        self._hold(step, year, first_time=True)
        self._count_early()

    def again(self, step: int, year: int) -> None:
        """Take in further arrivals of the same step."""
        passing = self._ask(step, year)
        if passing is None:
            return
        if self.queue is None:
            before = self.leavers.copy()
            self._pass_through(passing, step, year, first_time=False)
            self.leavers += before
            return
        self.due.fill(0.0)
        self.due[: self.rule.first] = passing
        self._hold(step, year, first_time=False)
        self.leavers += self.finished
        self._count_early()

    def settle(self, step: int, year: int) -> None:
        """Take in the arrivals of a service that asks for notice of a step or more."""
        passing = self._ask(step, year)
        if passing is not None and passing.any():
            raise ValueError(
                "a notice that may pass within the step was planned as one that cannot"
            )

    def count_waiting(self) -> None:
        """Add the people in the queue after the step to the tally."""
        if self.queue is not None and not self.queue.is_empty:
            self.tally.waiting += self.queue.people.reshape(self.due.shape)

    # -- parts of a step --------------------------------------------------------------------

    def _begin(self, step: int, year: int) -> None:
        """Offer the hours of the step; let the impatient leave."""
        if self.queue is None or self.offer.offered is None:
            return
        np.copyto(self.rest, self.offer.offered[year])
        if self.offer.open is not None:
            self.rest *= self.offer.open[step]
        hours = self.offer.hours[year]
        if self.hours_year >= 0 and hours is not self.offer.hours[self.hours_year]:
            self.queue.measure_again(hours)
        self.hours_year = year
        if self.offer.impatience is not None and not self.queue.is_empty:
            gone = self.queue.give_up(self.offer.impatience[year])
            self._leave_queue(gone, self.tally.gave_up, self.senders.giving_up, year)

    def _leave_queue(self, gone: FloatArray, tally: FloatArray, sender: Sender, year: int) -> None:
        """Send on those (first cells, draws) who leave the queue without a sitting."""
        by_row = np.add.reduce(gone.reshape(self.starting.shape), axis=0)
        tally += by_row
        sender.send(by_row, year)
        self.early.append(by_row)

    def _count_early(self) -> None:
        for by_row in self.early:
            self.leavers += by_row
        self.early.clear()

    def _ask(self, step: int, year: int) -> FloatArray | None:
        """Let arrivals ask for their first sitting; return who falls due at once."""
        if self.rule.first == 1:
            starting = self.arrivals[None]
        else:
            starting = self.starting
            starting.fill(0.0)
            starting[self.plan.sittings.of_year[year]] = self.arrivals
        return self.times.ask.absorb(starting, step, self.plan.ask.of_year[year])

    def _recall(self, step: int, year: int) -> None:
        """Say who falls due for a further sitting at the beginning of the step."""
        times, plan = self.times, self.plan
        assert times.recall is not None and times.parties is not None
        released, passing = times.recall.release(step), None
        if plan.recall_instant and not plan.parties_instant:
            asking = times.parties.release(step)
            if asking is not None:
                passing = times.recall.absorb(asking, step, plan.recall.of_year[year])
        add_up(released, passing, self.due[self.rule.first :])

    def _pass_through(self, due: FloatArray | None, step: int, year: int, first_time: bool) -> None:
        """Hold all sittings of a service in which nobody queues; those who finish leave."""
        rule, times, plan, after = self.rule, self.times, self.plan, self.after
        if self.overdue is not None:
            first = self.overdue[: rule.first]
            due = first if due is None else due + first
        if due is None:
            after.fill(0.0)
        else:
            self.tally.held[: rule.first] += due
            rule.after_first(due, after)
        if times.parties is not None and times.recall is not None:
            released = times.parties.release(step) if first_time else None
            back = times.recall.release(step) if first_time else None
            passing = times.parties.absorb(after[1:], step, plan.parties.of_year[year])
            asking = sum_of(released, passing)
            if asking is not None:
                due = times.recall.absorb(asking, step, plan.recall.of_year[year])
                back = sum_of(back, due)
            if self.overdue is not None:
                later = self.overdue[rule.first :]
                back = later if back is None else back + later
            if back is not None:
                self._hold_further(self._chains(back, year), step, year)
        self.overdue = None
        np.copyto(self.leavers, after[0])
        self.senders.finishing.send(self.leavers, year)

    def _chains(self, due: FloatArray, year: int) -> FloatArray:
        """All sittings within the step of those due for a further one.

        With x people due, a share l of whom would be due again within the step after a sitting
        that is not their last, the sittings of all are y = x + l M y.
        """
        plan, times = self.plan, self.times
        if not plan.loops or times.parties is None or times.recall is None:
            return due
        within = (
            times.parties.laws[plan.parties.of_year[year]].instant
            * times.recall.laws[plan.recall.of_year[year]].instant
        )
        return self.rule.chains(due, within)

    def _hold_further(self, chains: FloatArray, step: int, year: int) -> None:
        """Count sittings that are not first ones; put those who ask for another on their way."""
        rule, times, plan = self.rule, self.times, self.plan
        self.tally.held[rule.first :] += chains
        if rule.ends_after_two:
            self.after[0] += chains[0]
            return
        rule.after_later(chains, self.following)
        self.after[0] += self.following[0]
        assert times.parties is not None and times.recall is not None
        asking = times.parties.absorb(self.following[1:], step, plan.parties.of_year[year])
        if asking is not None:  # who falls due once more has been counted in `chains`
            times.recall.absorb(asking, step, plan.recall.of_year[year])

    def _hold(self, step: int, year: int, first_time: bool) -> None:
        """Hold sittings for those due; those who finish leave."""
        times = self.times
        held = self._serve(step, year)
        self.tally.held += held
        self.rule.after(held, self.after)
        if self.rule.later:
            due = self._ask_again(step, year, first_time)
            if self.plan.loops and due is not None:
                self._hold_chains(due, step, year)
        assert times.held is not None
        released = times.held.release(step) if first_time else None
        passing = times.held.absorb(self.after[0], step, self.plan.held.of_year[year])
        finished = self.leavers if first_time else self.finished
        add_up(released, passing, finished)
        self.senders.finishing.send(finished, year)

    def _ask_again(self, step: int, year: int, first_time: bool) -> FloatArray | None:
        """Put those who ask for another sitting on their way; return who falls due at once."""
        times, plan = self.times, self.plan
        assert times.recall is not None and times.parties is not None
        early = plan.recall_instant and not plan.parties_instant  # see `_recall`
        released = times.parties.release(step) if first_time and not early else None
        passing = times.parties.absorb(self.after[1:], step, plan.parties.of_year[year])
        if released is None and passing is None:
            return None
        add_up(released, passing, self.later)
        return times.recall.absorb(self.later, step, plan.recall.of_year[year])

    def _hold_chains(self, due: FloatArray, step: int, year: int) -> None:
        """Hold all sittings within the step of those due for a further one.

        If the hours left do not cover them, a share of the people have theirs and the others join
        the queue.
        """
        assert self.queue is not None
        hours = self.offer.hours[year]
        chains = self._chains(due, year)
        np.multiply(chains, hours, out=self.work)
        work = np.add.reduce(self.work.reshape(-1, self.work.shape[-1]), axis=0)
        share = np.where(work <= self.rest, 1.0, self.rest / np.maximum(work, TINY))
        self.rest -= np.minimum(work, self.rest)
        if (share < 1.0).any():
            joining = np.zeros(self.due.shape)
            np.multiply(due, 1.0 - share, out=joining[self.rule.first :])
            bucket = self.opening_buckets + step
            self.queue.put(bucket, joining.reshape(-1, joining.shape[-1]), hours)
            chains = np.multiply(chains, share, out=self.work)
        self._hold_further(chains, step, year)

    def _serve(self, step: int, year: int) -> FloatArray:
        """Hold sittings; return them, (kinds, rows, draws)."""
        assert self.queue is not None
        hours, cells = self.offer.hours[year], self.due.reshape(-1, self.due.shape[-1])
        bucket = self.opening_buckets + step
        held = self.queue.serve(bucket, cells, hours, self.rest)
        at_once = None if self.offer.at_once is None else self.offer.at_once[year]
        left = self.queue.turn_away(bucket, cells, hours, at_once)
        if left is not None:
            if at_once is not None:
                self._leave_queue(left[0], self.tally.gave_up, self.senders.giving_up, year)
            turned_away, sender = self.tally.turned_away, self.senders.turning_away
            self._leave_queue(left[1], turned_away, sender, year)
        return held.reshape(self.due.shape)

    # -- stocks and years -------------------------------------------------------------------

    def hours_used(self, year: int) -> FloatArray:
        """Staff hours worked in the year that ends, (draws,)."""
        work = np.add.reduce(self.tally.held, axis=0) * self.offer.hours[year]
        return np.asarray(np.add.reduce(work, axis=0))

    def waiting_steps(self) -> FloatArray:
        """Mean queue before and after each step of the year, added up, (rows, draws)."""
        after, now = np.add.reduce(self.tally.waiting, axis=0), self.queueing()
        before = now if self.queue_before is None else self.queue_before
        self.queue_before = now
        return np.asarray(np.maximum(after + (before - now) / 2.0, 0.0))

    def sweep(self) -> None:
        """Drop what is too little to be anybody."""
        for delay in (self.times.parties, self.times.recall, self.times.ask):
            if delay is not None:
                delay.sweep()

    def queueing(self) -> FloatArray:
        """People in the queue proper, (rows, draws)."""
        if self.queue is None:
            return np.zeros(self.arrivals.shape)
        people = np.maximum(self.queue.people, 0.0).reshape(self.due.shape)
        return np.asarray(np.add.reduce(people, axis=0))

    def stock(self) -> FloatArray:
        """People in the states of this service, (rows, draws)."""
        total = self.queueing()
        if self.overdue is not None:
            total += np.add.reduce(self.overdue, axis=0)
        for delay in (self.times.parties, self.times.recall, self.times.ask):
            if delay is not None:
                total += np.add.reduce(delay.stock(), axis=0)
        if self.times.held is not None:
            total += self.times.held.stock()
        return total
