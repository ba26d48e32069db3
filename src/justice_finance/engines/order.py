"""The one order in which events at the same moment happen, in every event engine.

Pending events are taken by (time, phase, service, person, visit), the least first; an event that is
created at the present moment joins those pending and is compared like any other. Times are compared
as float64: a time is `now + delay`, one addition. What follows from an event at once (a server that
falls free takes the next in line) happens inside it. Events at the horizon itself do not happen.

- `service` is -1 where no service is concerned.
- `person` is the number of `addresses`, `visit` the number of the state on the way, from 0.
- A queue is ordered by (priority, due time, person), whoever joined first.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TypeAlias

NO_SERVICE = -1
BEFORE_A_YEAR = -2  # in the place of a person: a service that closes as a year begins

EventKey: TypeAlias = tuple[int, int, int, int]
"""(phase, service, person, visit): what simultaneous events are compared by."""


class Phase(IntEnum):
    """What comes first among events at the same moment."""

    CAPACITY = 0
    """A year begins: new staff, and every rate of that year; servers added start at once. Servers
    taken away finish what they are at. Day 0 begins the same way, once its people are in place.
    Services that close do so before (no sitting begins), those that open again do so after."""

    COMPLETION = 1
    """A sitting ends. The server takes the next in line; then the person moves on, or asks for
    another sitting."""

    GIVING_UP = 2
    """A person leaves the queue, and enters the state it leads to. (One whose turn came at the
    same moment is being served already.)"""

    ARRIVAL = 3
    """A person comes from somewhere: a wait ends (service -1) and the next state is entered; a
    fresh, returned or knock-on problem begins (service -1, visit 0); a sitting falls due (its
    service). Entering a service only asks for the sitting: falling due is an event of its own,
    even after a notice of no time. So is the end of a wait of no time."""
