"""People in line at a site: one line for each priority there, by (due time, person).

A line is linked through the slots of those who stand in it, so that leaving it costs nothing.
"""

from __future__ import annotations

from justice_finance.engines.compiled.columns import fetch_soon
from justice_finance.engines.compiled.layout import (
    AHEAD,
    BEHIND,
    CLASS,
    FIRST_LINE,
    FIRST_SITE,
    HAND,
    HIGH,
    IN_QUEUE,
    LOW,
    NONE,
    PER_SITE,
    RANKS,
    SERVICE_FACTS,
    SERVICES,
    SINCE,
    SITE,
    WIDE,
    World,
)


def line_of(w: World, slot: int, service: int) -> int:
    """Number of the line for a person at the person's site of a service."""
    facts = service * SERVICE_FACTS
    place = w.people[slot * WIDE + SITE] - w.service_facts[facts + FIRST_SITE]
    rank = w.rank[w.people[slot * WIDE + CLASS] * w.marks[SERVICES] + service]
    return w.service_facts[facts + FIRST_LINE] + place * w.service_facts[facts + RANKS] + rank


def join(w: World, slot: int, service: int) -> None:
    """Stand in line since SINCE; at one moment, the lower number stands before the higher."""
    line = line_of(w, slot, service)
    here = slot * WIDE
    ahead, behind = w.lines[2 * line + 1], NONE
    since = w.times[slot * HAND + SINCE]
    while ahead != NONE and w.times[ahead * HAND + SINCE] >= since:
        there = ahead * WIDE
        if w.times[ahead * HAND + SINCE] == since and (
            w.people[there + HIGH] < w.people[here + HIGH]
            or (
                w.people[there + HIGH] == w.people[here + HIGH]
                and w.people[there + LOW] < w.people[here + LOW]
            )
        ):
            break
        behind, ahead = ahead, w.people[there + AHEAD]
    w.people[here + AHEAD], w.people[here + BEHIND] = ahead, behind
    if ahead == NONE:
        w.lines[2 * line] = slot
    else:
        w.people[ahead * WIDE + BEHIND] = slot
    if behind == NONE:
        w.lines[2 * line + 1] = slot
    else:
        w.people[behind * WIDE + AHEAD] = slot
    w.sites[w.people[here + SITE] * PER_SITE + IN_QUEUE] += 1


def step_out(w: World, slot: int, service: int) -> None:
    """Leave the line, from any place in it."""
    line = line_of(w, slot, service)
    here = slot * WIDE
    ahead, behind = w.people[here + AHEAD], w.people[here + BEHIND]
    if ahead == NONE:
        w.lines[2 * line] = behind
    else:
        w.people[ahead * WIDE + BEHIND] = behind
    if behind == NONE:
        w.lines[2 * line + 1] = ahead
    else:
        w.people[behind * WIDE + AHEAD] = ahead
        fetch_soon(w.times, behind * HAND)  # perhaps the next to be served
    w.sites[w.people[here + SITE] * PER_SITE + IN_QUEUE] -= 1


def next_in_line(w: World, site: int, service: int) -> int:
    """Slot of the first in line at a site with anyone waiting."""
    facts = service * SERVICE_FACTS
    ranks = w.service_facts[facts + RANKS]
    place = site - w.service_facts[facts + FIRST_SITE]
    line = w.service_facts[facts + FIRST_LINE] + place * ranks
    while w.lines[2 * line] == NONE:
        line += 1
    return w.lines[2 * line]
