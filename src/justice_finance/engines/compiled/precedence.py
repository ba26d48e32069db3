"""What comes first of two: by (time, phase, service, person, visit), as in `engines.order`."""

from __future__ import annotations

from justice_finance.engines.compiled.layout import (
    ASKED,
    AT,
    AT_SITTING,
    CLOSING,
    HAND,
    HIGH,
    IN_LINE,
    LOW,
    NEW_YEAR,
    OPENING_AGAIN,
    SERVICES,
    STATE,
    STATUS,
    VISIT,
    WIDE,
    World,
)


def rank_of(w: World, slot: int) -> int:
    """Phase and service of what is pending in a slot, as one number."""
    status = w.people[slot * WIDE + STATUS]
    if status == CLOSING:
        return 0
    if status == NEW_YEAR:
        return 1
    if status == OPENING_AGAIN:
        return 2 + w.people[slot * WIDE + VISIT]
    services = w.marks[SERVICES] + 1
    if status == AT_SITTING:
        return services + w.service_of[w.people[slot * WIDE + STATE]] + 1
    if status == IN_LINE:
        return 2 * services + w.service_of[w.people[slot * WIDE + STATE]] + 1
    if status == ASKED:
        return 3 * services + w.service_of[w.people[slot * WIDE + STATE]] + 1
    return 3 * services


def goes_first(w: World, one: int, other: int) -> bool:
    """Whether what is pending in one slot comes before that in another."""
    time, other_time = w.times[one * HAND + AT], w.times[other * HAND + AT]
    if time != other_time:
        return time < other_time
    return goes_first_at_once(w, one, other)


def goes_first_at_once(w: World, one: int, other: int) -> bool:
    """Whether what is pending in one slot comes before what happens at the same moment."""
    rank, other_rank = rank_of(w, one), rank_of(w, other)
    if rank != other_rank:
        return rank < other_rank
    here, there = one * WIDE, other * WIDE
    if w.people[here + HIGH] != w.people[there + HIGH]:
        return w.people[here + HIGH] < w.people[there + HIGH]
    if w.people[here + LOW] != w.people[there + LOW]:
        return w.people[here + LOW] < w.people[there + LOW]
    return w.people[here + VISIT] < w.people[there + VISIT]
