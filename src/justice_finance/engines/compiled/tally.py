"""Counts and person-days of the year under way; the counters lie in the arrays of the world.

Times add up in ticks (`engines.sums`) in two whole numbers, since a nation's year of days has more
ticks than 63 bits hold: the high one counts 2^30 ticks.
"""

from __future__ import annotations

from math import exp, inf

from justice_finance.engines.compiled import layout as at
from justice_finance.engines.compiled.chance import time_of
from justice_finance.engines.compiled.layout import (
    ARRIVED,
    CLASS,
    HAND,
    SINCE,
    STATE,
    STATUS,
    WIDE,
    World,
)
from justice_finance.engines.compiled.luck import sitting_words
from justice_finance.engines.sums import ticks_of
from justice_finance.vocabulary import DAYS_PER_YEAR

LOW_BITS = 30
LOW_MASK = (1 << LOW_BITS) - 1


def linger(w: World, klass: int, weight: float, now: float) -> None:
    """A loss of this weight lingers from now, halving with each half-life."""
    days, rest = faded(w.clock[at.FADING], w.clock[at.YEAR_START] + DAYS_PER_YEAR - now)
    w.lingering[klass * 2] += weight * days
    w.lingering[klass * 2 + 1] += weight * rest


def faded(fading: float, days: float) -> tuple[float, float]:
    """What one unit adds up to over some days, and what is left of it."""
    if fading == inf:
        return 0.0, 0.0
    if fading == 0.0:
        return days, 1.0
    rest = exp(-fading * days)
    return (1.0 - rest) / fading, rest


def stay(w: World, slot: int, cell: int, now: float) -> None:
    """Add the days of this year that a person has been in the present state."""
    begin = max(w.times[slot * HAND + ARRIVED], w.clock[at.YEAR_START])
    ticks = ticks_of(now - begin)
    w.by_state[cell * at.PER_STATE + at.OPEN_HIGH] += ticks >> LOW_BITS
    w.by_state[cell * at.PER_STATE + at.OPEN_LOW] += ticks & LOW_MASK


def stand(w: World, slot: int, service: int, now: float) -> None:
    """Add the days of this year that a person has been in line."""
    begin = max(w.times[slot * HAND + SINCE], w.clock[at.YEAR_START])
    ticks = ticks_of(now - begin)
    place = w.people[slot * WIDE + CLASS] * w.marks[at.SERVICES] + service
    w.by_service[place * at.PER_SERVICE + at.LINE_HIGH] += ticks >> LOW_BITS
    w.by_service[place * at.PER_SERVICE + at.LINE_LOW] += ticks & LOW_MASK


def work(w: World, service: int, hours: float) -> None:
    """Add hours that a sitting takes in this year."""
    ticks = ticks_of(hours)
    w.hours[service * 3 + at.HOURS_HIGH] += ticks >> LOW_BITS
    w.hours[service * 3 + at.HOURS_LOW] += ticks & LOW_MASK


def work_of_this_year(w: World, slot: int, service: int, now: float) -> None:
    """Add what a sitting that crosses a year has taken of this one, until now."""
    began = w.times[slot * HAND + SINCE]
    year = int(began / DAYS_PER_YEAR)
    if DAYS_PER_YEAR * year > began:
        year -= 1
    value, component, _, _ = sitting_words(w, slot)
    classes = year * w.marks[at.CLASSES] + w.people[slot * WIDE + CLASS]
    hours = time_of(w, w.work[classes * w.marks[at.SERVICES] + service], value, component)
    hold = hours * w.pace[(year * w.marks[at.SERVICES] + service) * at.PACE + at.DAYS_PER_HOUR]
    if began >= w.clock[at.YEAR_START] and began + hold <= w.clock[at.YEAR_END]:
        return  # counted when it began
    days = now - max(began, w.clock[at.YEAR_START])
    work(w, service, hours * (days / hold))


def count_wait(w: World, slot: int, service: int, kind: int, begin: float) -> None:
    """Count how long a person waited until now, in the bin of its length (`results.waits`)."""
    days = w.clock[at.NOW] - begin
    low, high = 0, w.marks[at.WAIT_EDGES]
    while low < high:
        middle = (low + high) >> 1
        if days < w.wait_edges[middle]:
            high = middle
        else:
            low = middle + 1
    services, bins = w.marks[at.SERVICES], w.marks[at.WAIT_EDGES] + 1
    place = (kind * w.marks[at.CLASSES] + w.people[slot * WIDE + CLASS]) * services + service
    w.wait_sums[place * 2] += days
    w.wait_sums[place * 2 + 1] += days * days
    w.waits[place * bins + low] += 1
    w.waits_of_year[(kind * services + service) * bins + low] += 1


def close_year(w: World) -> None:
    """Account for everyone still there at the end of the year."""
    end = w.clock[at.YEAR_END]
    for service in range(w.marks[at.SERVICES]):
        w.hours[service * 3 + at.QUEUE] = 0
    for slot in range(w.marks[at.CLASSES] + w.marks[at.SERVICES] + 1, w.marks[at.USED]):
        here = slot * WIDE
        status = w.people[here + STATUS]
        if status < at.WAITING or status > at.AT_SITTING:
            continue
        state = w.people[here + STATE]
        stay(w, slot, w.people[here + CLASS] * w.marks[at.STATES] + state, end)
        service = w.service_of[state]
        if status == at.IN_LINE:
            stand(w, slot, service, end)
            w.hours[service * 3 + at.QUEUE] += 1
        elif status == at.AT_SITTING:
            work_of_this_year(w, slot, service, end)
