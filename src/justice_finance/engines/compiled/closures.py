"""Servers of a year, and services that close for a while and open again."""

from __future__ import annotations

from justice_finance.engines.compiled import layout as at
from justice_finance.engines.compiled.layout import STATUS, VISIT, WIDE, World
from justice_finance.engines.compiled.services import serve_line
from justice_finance.engines.compiled.slots import until


def set_staff(w: World, service: int) -> None:
    """Give a service the servers of the year, none while it is closed."""
    facts = service * at.SERVICE_FACTS
    if not w.service_facts[facts + at.LIMITED]:
        return
    servers = w.servers[w.marks[at.SERVICES_OF_YEAR] + service]
    if w.people[_slot_of(w, service) * WIDE + STATUS] == at.OPENING_AGAIN:
        servers = 0
    begin = w.service_facts[facts + at.FIRST_SITE]
    for site in range(begin, begin + w.service_facts[facts + at.SITES]):
        w.sites[site * at.PER_SITE + at.SERVERS] = servers
        serve_line(w, site, service)


def expect_closure(w: World, service: int, number: int) -> None:
    """Wait for the closure of a service with this number, if there is one."""
    slot = _slot_of(w, service)
    w.people[slot * WIDE + VISIT] = service
    w.people[slot * WIDE + STATUS] = at.CLOSING
    facts = service * at.SERVICE_FACTS
    if number >= w.service_facts[facts + at.CLOSURES]:
        return
    day = w.closures[2 * (w.service_facts[facts + at.FIRST_CLOSURE] + number)]
    w.people[slot * WIDE + at.SITTING] = number
    if day <= w.clock[at.NOW]:
        _expect_opening(w, slot, service, number)
    else:
        until(w, slot, day, at.CLOSING)


def close_or_open(w: World, slot: int) -> None:
    """Begin no more sittings at a service, or begin them again."""
    service, number = w.people[slot * WIDE + VISIT], w.people[slot * WIDE + at.SITTING]
    if w.people[slot * WIDE + STATUS] == at.CLOSING:
        _expect_opening(w, slot, service, number)
    else:
        expect_closure(w, service, number + 1)
    set_staff(w, service)


def _expect_opening(w: World, slot: int, service: int, number: int) -> None:
    first = w.service_facts[service * at.SERVICE_FACTS + at.FIRST_CLOSURE]
    until(w, slot, w.closures[2 * (first + number) + 1], at.OPENING_AGAIN)


def _slot_of(w: World, service: int) -> int:
    return w.marks[at.CLASSES] + 1 + service
