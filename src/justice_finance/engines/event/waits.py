"""How long each person waited, counted when the wait ends (`results.waits`)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from justice_finance.engines.event.people import Person
from justice_finance.engines.steps import Origin
from justice_finance.results.waits import BINS, FINISHED, GAVE_UP, KINDS, SEEN, Waits, bin_of

OPENING = int(Origin.OPENING)


class WaitTally:
    """Waits that ended in a run of one draw; lengths are added in the order of events."""

    def __init__(self, years: int, classes: int, services: int) -> None:
        self.year = 0
        kinds = len(KINDS)
        self.by_class = np.zeros((kinds, classes, services, BINS), dtype=np.int64)
        self.by_year = np.zeros((kinds, years, services, BINS), dtype=np.int64)
        self.days = np.zeros((kinds, classes, services))
        self.squares = np.zeros((kinds, classes, services))

    def seen(self, person: Person, service: int, now: float) -> None:
        """The first sitting begins."""
        self._count(SEEN, person, service, now - min(person.arrived, person.first_due))

    def gave_up(self, person: Person, service: int, now: float) -> None:
        """Patience has ended before the first sitting."""
        self._count(GAVE_UP, person, service, now - min(person.arrived, person.first_due))

    def finished(self, person: Person, service: int, now: float) -> None:
        """The last sitting has ended; nobody knows when those there on day 0 had come."""
        if person.origin != OPENING or person.visit > 0:
            self._count(FINISHED, person, service, now - person.arrived)

    def _count(self, kind: int, person: Person, service: int, days: float) -> None:
        length, klass = bin_of(days), person.klass
        self.by_class[kind, klass, service, length] += 1
        self.by_year[kind, self.year, service, length] += 1
        self.days[kind, klass, service] += days
        self.squares[kind, klass, service] += days * days


def together(tallies: Sequence[WaitTally]) -> Waits:
    """The waits of several draws."""
    return Waits(
        by_class=np.sum([one.by_class for one in tallies], axis=0),
        by_year=np.sum([one.by_year for one in tallies], axis=0),
        by_draw=np.stack([one.by_class.sum(axis=1) for one in tallies]),
        days=np.stack([one.days for one in tallies]),
        squares=np.stack([one.squares for one in tallies]),
    )
