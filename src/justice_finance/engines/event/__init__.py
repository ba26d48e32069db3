"""The event engine: one person at a time, on SimPy's calendar."""

from justice_finance.engines.event.engine import ENGINE, EventEngine, trajectories
from justice_finance.engines.event.estimate import EVENTS_PER_SECOND, expected_events
from justice_finance.engines.steps import Leaving, Origin, Step

__all__ = [
    "ENGINE",
    "EVENTS_PER_SECOND",
    "EventEngine",
    "Leaving",
    "Origin",
    "Step",
    "expected_events",
    "trajectories",
]
