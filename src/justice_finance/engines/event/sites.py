"""One site of a service: its servers and its queue."""

from __future__ import annotations

from heapq import heappop, heappush

from justice_finance.engines.event.people import Person


class Site:
    """Servers alike, and people in line by (priority, due time, person)."""

    __slots__ = ("_line", "busy", "servers", "service", "waiting")

    def __init__(self, service: int) -> None:
        self.service = service
        self.servers = 0
        self.busy = 0
        self.waiting = 0
        self._line: list[tuple[int, float, int, int, Person]] = []

    @property
    def has_free_server(self) -> bool:
        """Whether a person could begin now. Nobody is in line if so."""
        return self.busy < self.servers

    def join(self, person: Person, priority: int) -> None:
        """Stand in line since `person.due`."""
        person.queued = True
        self.waiting += 1
        heappush(self._line, (priority, person.due, person.number, person.visit, person))

    def leave(self, person: Person) -> None:
        """Give up: the place in line is skipped when it comes up."""
        person.queued = False
        self.waiting -= 1

    def next_in_line(self) -> Person | None:
        """Take the first person in line who has not given up."""
        while self._line:
            _, due, _, visit, person = heappop(self._line)
            if person.queued and person.site is self and (person.visit, person.due) == (visit, due):
                person.queued = False
                self.waiting -= 1
                return person
        return None
