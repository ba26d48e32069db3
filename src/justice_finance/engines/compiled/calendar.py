"""The list of what is pending: a calendar of buckets, after Brown (1988), with a drawer.

Time is cut into stretches of one width. What falls into a stretch to come hangs in a bucket, in no
order; stretches share buckets, a fixed number of them going round. What falls into the present
stretch lies in the drawer, sorted by (time, phase, service, person, visit), the order of
`engines.order`. Adding and taking out cost the same however much is pending. Buckets and width are
fitted to the number and the density of events from time to time; neither changes any result.

Sources
-------
Brown (1988), Calendar queues: a fast O(1) priority queue implementation for the simulation event
set problem.
"""

from __future__ import annotations

from justice_finance.engines.compiled.layout import (
    AFTER,
    ASKED,
    AT,
    AT_SITTING,
    BEFORE,
    BUCKET,
    BUCKETS,
    HAND,
    HEAD,
    HIGH,
    IN_LINE,
    LOW,
    NEW_YEAR,
    NONE,
    NOW,
    PENDING,
    PER_DAY,
    SERVICES,
    STATE,
    STATUS,
    USED,
    VISIT,
    WIDE,
    World,
)


def rank_of(w: World, slot: int) -> int:
    """Phase and service of what is pending in a slot, as one number."""
    status = w.people[slot * WIDE + STATUS]
    if status == NEW_YEAR:
        return 0
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
    rank, other_rank = rank_of(w, one), rank_of(w, other)
    if rank != other_rank:
        return rank < other_rank
    here, there = one * WIDE, other * WIDE
    if w.people[here + HIGH] != w.people[there + HIGH]:
        return w.people[here + HIGH] < w.people[there + HIGH]
    if w.people[here + LOW] != w.people[there + LOW]:
        return w.people[here + LOW] < w.people[there + LOW]
    return w.people[here + VISIT] < w.people[there + VISIT]


def add(w: World, slot: int) -> None:
    """Let what is pending in a slot happen at its time."""
    w.marks[PENDING] += 1
    stretch = int(w.times[slot * HAND + AT] * w.clock[PER_DAY])
    if stretch <= w.marks[BUCKET]:
        _put_into_drawer(w, slot)
    else:
        _push(w, slot, stretch & (w.marks[BUCKETS] - 1))


def take_out(w: World, slot: int) -> None:
    """Let what is pending in a slot not happen, if it would have."""
    here = slot * WIDE
    before, after = w.people[here + BEFORE], w.people[here + AFTER]
    if before == NONE:
        return
    if before & HEAD:
        w.heads[before ^ HEAD] = after
    else:
        w.people[before * WIDE + AFTER] = after
    if after != NONE:
        w.people[after * WIDE + BEFORE] = before
    w.people[here + BEFORE] = NONE
    w.marks[PENDING] -= 1


def first(w: World) -> int:
    """Slot of what happens next, or NONE."""
    drawer = w.heads[w.marks[BUCKETS]]
    if drawer != NONE:
        return drawer
    if w.marks[PENDING] == 0:
        return NONE
    return _fill_drawer(w)


def _push(w: World, slot: int, bucket: int) -> None:
    """Hang a slot into a bucket, foremost."""
    here, head = slot * WIDE, w.heads[bucket]
    w.people[here + AFTER] = head
    w.people[here + BEFORE] = HEAD | bucket
    if head != NONE:
        w.people[head * WIDE + BEFORE] = slot
    w.heads[bucket] = slot


def _put_into_drawer(w: World, slot: int) -> None:
    drawer = w.marks[BUCKETS]
    before, after = HEAD | drawer, w.heads[drawer]
    while after != NONE and goes_first(w, after, slot):
        before, after = after, w.people[after * WIDE + AFTER]
    w.people[slot * WIDE + AFTER] = after
    w.people[slot * WIDE + BEFORE] = before
    if before & HEAD:
        w.heads[drawer] = slot
    else:
        w.people[before * WIDE + AFTER] = slot
    if after != NONE:
        w.people[after * WIDE + BEFORE] = slot


def _fill_drawer(w: World) -> int:
    """Go on to the next stretch in which something is pending, and sort what is."""
    buckets = w.marks[BUCKETS]
    passed = 0
    while w.heads[buckets] == NONE:
        w.marks[BUCKET] += 1
        passed += 1
        if passed > buckets:  # nothing within one round: go to the earliest at once
            w.marks[BUCKET] = _earliest_stretch(w)
            passed = 0
        stretch = w.marks[BUCKET]
        slot = w.heads[stretch & (buckets - 1)]
        while slot != NONE:
            after = w.people[slot * WIDE + AFTER]
            if int(w.times[slot * HAND + AT] * w.clock[PER_DAY]) == stretch:
                take_out(w, slot)
                w.marks[PENDING] += 1
                _put_into_drawer(w, slot)
            slot = after
    return w.heads[buckets]


def _earliest_stretch(w: World) -> int:
    earliest = -1
    for bucket in range(w.marks[BUCKETS]):
        slot = w.heads[bucket]
        while slot != NONE:
            stretch = int(w.times[slot * HAND + AT] * w.clock[PER_DAY])
            if earliest < 0 or stretch < earliest:
                earliest = stretch
            slot = w.people[slot * WIDE + AFTER]
    return earliest


def rehang(w: World) -> None:
    """Hang everything pending into buckets that are new; everything not pending stays out."""
    for bucket in range(w.marks[BUCKETS] + 1):
        w.heads[bucket] = NONE
    w.marks[BUCKET] = int(w.clock[NOW] * w.clock[PER_DAY])
    w.marks[PENDING] = 0
    for slot in range(w.marks[USED]):
        if w.people[slot * WIDE + BEFORE] != NONE:
            add(w, slot)
