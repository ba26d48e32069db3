"""Services that close for a while and open again (`journey.court_calendar`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from justice_finance.engines.event.calendar import Happening
from justice_finance.engines.order import BEFORE_A_YEAR, NO_SERVICE, Phase
from justice_finance.journey.court_calendar import closures_of

if TYPE_CHECKING:
    from justice_finance.engines.event.simulation import Simulation

CAPACITY = int(Phase.CAPACITY)


def expect_closures(simulation: Simulation) -> None:
    """Let services close and open again, those closed on day 0 at once."""
    parameters = simulation.parameters
    for service in range(parameters.services):
        own = closures_of(parameters.realised.services.closures, service)
        for number, (begin, end) in enumerate(own):
            if begin <= 0.0:
                simulation.closed[service] = True
            elif begin < simulation.horizon:
                key = (CAPACITY, NO_SERVICE, BEFORE_A_YEAR, service)
                Happening(simulation.calendar, key, begin, _closes, (simulation, service))
            if end < simulation.horizon:
                key = (CAPACITY, service, NO_SERVICE, number)
                Happening(simulation.calendar, key, end, _opens, (simulation, service))


def _closes(happening: Happening) -> None:
    """A service begins no more sittings."""
    simulation, service = happening.subject
    simulation.closed[service] = True
    simulation.staff(service)


def _opens(happening: Happening) -> None:
    """A service begins sittings again."""
    simulation, service = happening.subject
    simulation.closed[service] = False
    simulation.staff(service)
