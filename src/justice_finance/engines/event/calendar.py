"""SimPy's clock and list of events, and nothing else of SimPy.

Every event carries the key of `order` as SimPy's priority, so that events at the same moment are
taken in the one written order and never in the order of their making.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from simpy.core import Environment
from simpy.events import Event

from justice_finance.engines.order import EventKey


class Happening(Event):
    """Something that happens after a delay, under a key."""

    def __init__(
        self,
        calendar: Environment,
        key: EventKey,
        delay: float,
        act: Callable[[Happening], None],
        subject: Any,
    ) -> None:
        # As simpy.events.Timeout does, with our key in the place of its priority.
        self.env = calendar
        self.callbacks: list[Callable[[Any], None]] = [act]
        self._value = subject
        self._ok = True
        self.subject = subject
        calendar.schedule(self, key, delay)  # type: ignore[arg-type]
