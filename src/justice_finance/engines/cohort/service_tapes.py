"""Writes down what a service does in a step, for the kernel: the operations of `visits`."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np
from numpy.typing import NDArray

from justice_finance.engines.cohort import operations as do
from justice_finance.engines.cohort.memory import Memory
from justice_finance.engines.cohort.queue_tables import QueueTables
from justice_finance.engines.cohort.sitting_tapes import SittingsTape
from justice_finance.engines.cohort.tapes import DelayTape, Tape, shares_in
from justice_finance.engines.cohort.visits import Visits

FloatArray = NDArray[np.float64]


class ServiceTape:
    """Room of one service, and its operations."""

    def __init__(self, visits: Visits, memory: Memory, queues: QueueTables) -> None:
        self.visits, rule = visits, visits.rule
        self.rows = visits.arrivals.shape[0]
        self.first, self.later = rule.first * self.rows, rule.later * self.rows
        self.due = memory.reserve(self.first + self.later)
        self.joining = memory.reserve(self.first + self.later)
        self.after = memory.reserve(self.rows + self.later)
        self.following = memory.reserve(self.rows + self.later)
        self.asking = memory.reserve(self.later)
        self.starting = memory.reserve(self.first)
        self.gave_up, self.gone, self.turned = (memory.reserve(self.rows) for _ in range(3))
        self.rest, self.offered = memory.reserve(1), memory.reserve(1)
        self.impatience, self.at_once = memory.reserve(1), memory.reserve(1)
        times = visits.times
        self.ask = DelayTape(times.ask, memory)
        self.held = None if times.held is None else DelayTape(times.held, memory)
        self.parties = None if times.parties is None else DelayTape(times.parties, memory)
        self.recall = None if times.recall is None else DelayTape(times.recall, memory)
        self.queue = None if visits.queue is None else queues.add(visits.queue)
        self.tables = queues
        self.sittings = SittingsTape(visits, memory)

    # -- before the first step of a year ----------------------------------------------------

    def begin_year(self, tape: Tape) -> None:
        """Empty the tallies, drop dust, and take up new hours per sitting."""
        memory, visits = tape.memory, self.visits
        for array in vars(visits.tally).values():
            tape.zero(memory.at(array), array.size // memory.draws)
        offer = visits.offer
        for to, by_year in (
            (self.offered, offer.offered),
            (self.impatience, offer.impatience),
            (self.at_once, offer.at_once),
        ):
            if by_year is not None:
                tape.copy(to, memory.at(by_year[tape.year]), 1)
        if tape.year == 0:
            return
        for delay in (self.parties, self.recall, self.ask):
            if delay is not None:
                delay.sweep(tape)
        hours = offer.hours
        if self.queue is not None and hours[tape.year] is not hours[tape.year - 1]:
            tape.write(do.MEASURE, self.queue, *tape.constant(hours[tape.year]))

    def alike(self, year: int) -> Hashable:
        """Years of which this is the same have the same steps (numbers apart that are copied)."""
        plan, senders = self.visits.plan, self.visits.senders
        eras = (plan.ask, plan.held, plan.recall, plan.parties, plan.work, plan.sittings)
        moves = (senders.finishing, senders.giving_up, senders.turning_away)
        return (
            *(each.of_year[year] for each in eras),
            id(self.visits.offer.hours[year]),
            *(shares_in(sender, year) for sender in moves),
        )

    # -- one step ---------------------------------------------------------------------------

    def emit(self, tape: Tape, prompt: bool) -> None:
        """Go through the step; see `Visits.emit`."""
        visits = self.visits
        visits.rule.turn(visits.plan.sittings.of_year[tape.year])
        released = self.ask.release(tape)
        passing = None if prompt else self._ask(tape)
        if self.queue is None:
            self._pass_through(tape, tape.sum_of(released, passing, self.first))
            return
        gave_up = self._begin(tape)
        tape.add_up(released, passing, self.due, self.first)
        if self.later:
            self._recall(tape)
        self._hold(tape, gave_up)

    def settle(self, tape: Tape) -> None:
        """Take in arrivals, none of whom may be due within the step."""
        passing = self._ask(tape)
        if passing is not None:
            tape.write(do.NOBODY, passing, self.first)

    def _ask(self, tape: Tape) -> int | None:
        visits, arrivals = self.visits, tape.memory.at(self.visits.arrivals)
        if visits.rule.first > 1:
            era = visits.plan.sittings.of_year[tape.year]
            tape.zero(self.starting, self.first)
            tape.copy(self.starting + era * self.rows, arrivals, self.rows)
            arrivals = self.starting
        return self.ask.absorb(tape, arrivals, visits.plan.ask.of_year[tape.year])

    def _begin(self, tape: Tape) -> bool:
        """Offer the hours of the step; let the impatient leave (True: they may)."""
        offer = self.visits.offer
        assert offer.offered is not None and self.queue is not None
        tape.copy(self.rest, self.offered, 1)
        if offer.impatience is None:
            return False
        tape.write(do.GIVE_UP, self.queue, self.impatience, self.gave_up)
        self._leave(tape, self.gave_up, self.visits.tally.gave_up, giving_up=True)
        return True

    def _leave(self, tape: Tape, gone: int, tally: FloatArray, giving_up: bool) -> None:
        """Send on those (rows) who leave the queue without a sitting."""
        senders = self.visits.senders
        tape.add(tape.memory.at(tally), gone, self.rows)
        tape.send(senders.giving_up if giving_up else senders.turning_away, gone)

    def _recall(self, tape: Tape) -> None:
        """Say who falls due for a further sitting at the beginning of the step."""
        plan, passing = self.visits.plan, None
        assert self.recall is not None and self.parties is not None
        released = self.recall.release(tape)
        if plan.recall_instant and not plan.parties_instant:
            asking = self.parties.release(tape)
            if asking is not None:
                passing = self.recall.absorb(tape, asking, plan.recall.of_year[tape.year])
        tape.add_up(released, passing, self.due + self.first, self.later)

    def _add_overdue(self, tape: Tape, due: int | None, kinds: slice, room: int) -> int | None:
        """Add those of day 0 who are due at once, where nobody queues."""
        overdue = self.visits.overdue
        if overdue is None or tape.year > 0:
            return due
        part = overdue[kinds]
        rows = part.size // tape.memory.draws
        tape.add_up(due, None, room, rows)
        whole = tape.memory.at(overdue) + (kinds.start or 0) * self.rows
        tape.write(do.ADD_AT_START, room, whole, 0, rows)
        return room

    def _pass_through(self, tape: Tape, due: int | None) -> None:
        """Hold all sittings of a service in which nobody queues."""
        visits, plan, memory = self.visits, self.visits.plan, tape.memory
        due = self._add_overdue(tape, due, slice(0, visits.rule.first), self.due)
        if due is None:
            tape.zero(self.after, self.rows + self.later)
        else:
            tape.add(memory.at(visits.tally.held), due, self.first)
            self.sittings.after_first(tape, due, self.after)
        if self.parties is not None and self.recall is not None:
            released, back = self.parties.release(tape), self.recall.release(tape)
            after = self.after + self.rows
            passing = self.parties.absorb(tape, after, plan.parties.of_year[tape.year])
            asking = tape.sum_of(released, passing, self.later)
            if asking is not None:
                falls_due = self.recall.absorb(tape, asking, plan.recall.of_year[tape.year])
                back = tape.sum_of(back, falls_due, self.later)
            kinds = slice(visits.rule.first, None)
            back = self._add_overdue(tape, back, kinds, self.due + self.first)
            if back is not None:
                self._hold_further(tape, self.sittings.chains(tape, back))
        leavers = memory.at(visits.leavers)
        tape.copy(leavers, self.after, self.rows)
        tape.send(visits.senders.finishing, leavers)

    def _hold(self, tape: Tape, gave_up: bool) -> None:
        """Hold sittings for those due; those who finish leave."""
        visits, plan, memory = self.visits, self.visits.plan, tape.memory
        assert self.queue is not None and self.held is not None
        served, left = self._serve(tape)
        tape.add(memory.at(visits.tally.held), served, self.first + self.later)
        self.sittings.after(tape, served, self.after)
        if self.later:
            due = self._ask_again(tape)
            if plan.loops and due is not None:
                self._hold_chains(tape, due)
        released = self.held.release(tape)
        passing = self.held.absorb(tape, self.after, plan.held.of_year[tape.year])
        leavers = memory.at(visits.leavers)
        tape.add_up(released, passing, leavers, self.rows)
        tape.send(visits.senders.finishing, leavers)
        for early in [self.gave_up] * gave_up + left:
            tape.add(leavers, early, self.rows)

    def _serve(self, tape: Tape) -> tuple[int, list[int]]:
        """Hold sittings; say where they stand, and where those who left the queue at once do."""
        visits = self.visits
        assert self.queue is not None and visits.queue is not None
        hours = tape.constant(visits.offer.hours[tape.year])
        tape.write(do.SERVE, self.queue, *hours, self.due, self.rest)
        served = self.tables.served(self.queue)
        may_leave = visits.offer.at_once is not None
        if not may_leave and np.isinf(visits.queue.limit):
            return served, []
        impatient = self.at_once if may_leave else -1
        rooms = (self.gone, self.turned)
        tape.write(do.TURN_AWAY, self.queue, *hours, self.due, impatient, *rooms)
        left = [self.turned]
        if may_leave:
            self._leave(tape, self.gone, visits.tally.gave_up, giving_up=True)
            left = [self.gone, self.turned]
        self._leave(tape, self.turned, visits.tally.turned_away, giving_up=False)
        return served, left

    def _ask_again(self, tape: Tape) -> int | None:
        """Put those who ask for another sitting on their way; say who falls due at once."""
        plan = self.visits.plan
        assert self.recall is not None and self.parties is not None
        early = plan.recall_instant and not plan.parties_instant
        released = None if early else self.parties.release(tape)
        after = self.after + self.rows
        passing = self.parties.absorb(tape, after, plan.parties.of_year[tape.year])
        if released is None and passing is None:
            return None
        tape.add_up(released, passing, self.asking, self.later)
        return self.recall.absorb(tape, self.asking, plan.recall.of_year[tape.year])

    def _hold_chains(self, tape: Tape, due: int) -> None:
        """Hold all sittings within the step of those due for a further one."""
        assert self.queue is not None
        hours = tape.constant(self.visits.offer.hours[tape.year])
        chains = self.sittings.chains(tape, due)
        if chains == due:  # which is still needed when the hours do not suffice
            chains = self.asking
            if due != chains:
                tape.copy(chains, due, self.later)
        rooms = (due, self.rest, chains, self.joining)
        tape.write(do.HOLD_CHAINS, self.queue, *hours, *rooms)
        self._hold_further(tape, chains)

    def _hold_further(self, tape: Tape, chains: int) -> None:
        """Count sittings that are not first ones; put those who ask for another on their way."""
        visits, plan = self.visits, self.visits.plan
        tally = tape.memory.at(visits.tally.held) + self.first
        tape.add(tally, chains, self.later)
        if visits.rule.ends_after_two:
            tape.add(self.after, chains, self.rows)
            return
        self.sittings.after_later(tape, chains, self.following)
        tape.add(self.after, self.following, self.rows)
        assert self.parties is not None and self.recall is not None
        following = self.following + self.rows
        asking = self.parties.absorb(tape, following, plan.parties.of_year[tape.year])
        if asking is not None:
            self.recall.absorb(tape, asking, plan.recall.of_year[tape.year])
