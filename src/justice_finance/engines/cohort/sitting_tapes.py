"""Writes down what follows sittings, for the kernel: the operations of `sittings`."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from justice_finance.engines.cohort import operations as do
from justice_finance.engines.cohort.memory import Memory
from justice_finance.engines.cohort.tapes import Tape
from justice_finance.engines.cohort.visits import Visits

FloatArray = NDArray[np.float64]


class SittingsTape:
    """The operations of the rule of one service."""

    def __init__(self, visits: Visits, memory: Memory) -> None:
        self.visits, self.rule = visits, visits.rule
        self.rows = visits.arrivals.shape[0]
        self.chained = memory.reserve(self.rule.later * self.rows)
        self.kept: dict[tuple[int, ...], FloatArray] = {}

    def after(self, tape: Tape, held: int, to: int) -> None:
        """Say what follows the sittings held; see `Sittings.after`."""
        rule, rows = self.rule, self.rows
        first, later = rule.first * rows, rule.later * rows
        if later and not rule.fixed:
            tape.write(do.SUM, to, held, held + first, rows)
            self._go_on(tape, to)
            return
        self.after_first(tape, held, to)
        if later:
            tape.add(to, held + first, later)

    def after_first(self, tape: Tape, held: int, to: int) -> None:
        """Say what follows first sittings."""
        rule, rows = self.rule, self.rows
        if rule.later == 0 or not rule.fixed:
            tape.copy(to, held, rows)
            for kind in range(1, rule.first):
                tape.add(to, held + kind * rows, rows)
            if rule.later:
                self._go_on(tape, to)
            return
        for era in range(rule.first):
            shares = rule.shares[era]
            address, per_kind = tape.memory.at(shares), shares.shape[1]
            for kind in range(rule.later + 1):
                code = do.ADD_PRODUCT if era else do.PRODUCT
                out, share = to + kind * rows, address + kind * per_kind
                tape.write(code, out, held + era * rows, share, int(per_kind > 1), rows)

    def _go_on(self, tape: Tape, to: int) -> None:
        goes_on = tape.constant(self.rule.goes_on)
        tape.write(do.DRAIN, to + self.rows, to, *goes_on, self.rows)

    def after_later(self, tape: Tape, held: int, to: int) -> None:
        """Say what follows sittings that are not first ones; see `Sittings.after_later`."""
        rule, rows = self.rule, self.rows
        if rule.fixed:
            tape.copy(to, held, rule.later * rows)
            tape.zero(to + rule.later * rows, rows)
            return
        tape.copy(to, held, rows)
        self._go_on(tape, to)

    def chains(self, tape: Tape, due: int) -> int:
        """Say where all sittings within the step of those due stand; see `Visits._chains`."""
        rule, rows, plan = self.rule, self.rows, self.visits.plan
        if not plan.loops or rule.ends_after_two:
            return due
        within = self._within(tape)
        if not rule.fixed:
            tape.product(do.QUOTIENT, self.chained, due, within, 1, rows)
            return self.chained
        tape.copy(self.chained, due, rule.later * rows)
        address, whole = tape.constant(within)
        for kind in range(rule.later - 2, -1, -1):
            to = self.chained + kind * rows
            tape.write(do.ADD_PRODUCT, to, to + rows, address, whole, rows)
        return self.chained

    def _within(self, tape: Tape) -> FloatArray:
        """Share due again within the step (FIXED), or what sittings are divided by."""
        plan, times, year = self.visits.plan, self.visits.times, tape.year
        assert times.parties is not None and times.recall is not None
        eras = plan.parties.of_year[year], plan.recall.of_year[year], plan.sittings.of_year[year]
        if eras not in self.kept:
            within = times.parties.laws[eras[0]].instant * times.recall.laws[eras[1]].instant
            self.kept[eras] = within if self.rule.fixed else 1.0 - self.rule.goes_on * within
        return self.kept[eras]
