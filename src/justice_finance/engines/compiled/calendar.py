"""The list of what is pending: a calendar of buckets, after Brown (1988).

Time is cut into stretches of one width, which share buckets, a fixed number of them going round.
What falls into a stretch to come hangs in its bucket in no order, so that adding and taking out
cost the same however much is pending. When a stretch begins its bucket is sorted by (time, phase,
service, person, visit), the order of `engines.order`, and kept sorted. Buckets and width are fitted
to the number and the density of events from time to time; neither changes any result.

Sources
-------
Brown (1988), Calendar queues: a fast O(1) priority queue implementation for the simulation event
set problem.
"""

from __future__ import annotations

from justice_finance.engines.compiled.columns import fetch_soon, zeros_below
from justice_finance.engines.compiled.layout import (
    AFTER,
    AT,
    BEFORE,
    BUCKET,
    BUCKET_END,
    BUCKETS,
    HAND,
    HEAD,
    NONE,
    NOW,
    PER_DAY,
    PLACE,
    USED,
    WIDE,
    World,
)
from justice_finance.engines.compiled.precedence import goes_first, goes_first_at_once

LAST_BIT = -(1 << 63)
FEW = 8  # slots that are put in order one by one


def add(w: World, slot: int) -> None:
    """Let what is pending in a slot happen at its time."""
    stretches = w.times[slot * HAND + AT] * w.clock[PER_DAY]
    bucket = int(stretches) & (w.marks[BUCKETS] - 1)
    if stretches < w.clock[BUCKET_END] or bucket == w.marks[PLACE]:
        _put_in_order(w, slot, w.marks[PLACE])
    else:
        _push(w, slot, bucket)


def take_out(w: World, slot: int) -> None:
    """Let what is pending in a slot not happen, if it would have."""
    here = slot * WIDE
    before, after = w.people[here + BEFORE], w.people[here + AFTER]
    if before == NONE:
        return
    if before & HEAD:
        w.heads[before ^ HEAD] = after
        if after == NONE:
            _mark_empty(w, before ^ HEAD)
    else:
        w.people[before * WIDE + AFTER] = after
    if after != NONE:
        w.people[after * WIDE + BEFORE] = before
    w.people[here + BEFORE] = NONE


def take_first(w: World, slot: int) -> None:
    """Take out what `first` gave."""
    place, after = w.marks[PLACE], w.people[slot * WIDE + AFTER]
    w.heads[place] = after
    behind, emptied = (slot, 1) if after == NONE else (after, 0)  # no branch, as in `_push`
    w.filled[place >> 6] &= ~(emptied << (place & 63))
    w.people[behind * WIDE + BEFORE] = HEAD | place
    w.people[slot * WIDE + BEFORE] = NONE


def first(w: World) -> int:
    """Slot of what happens next, or NONE."""
    slot = w.heads[w.marks[PLACE]]
    if slot != NONE and w.times[slot * HAND + AT] * w.clock[PER_DAY] < w.clock[BUCKET_END]:
        return slot
    return _go_on(w)


def comes_before(w: World, slot: int) -> bool:
    """Whether anything in the calendar happens before what falls due now, in a slot outside it."""
    other = w.heads[w.marks[PLACE]]
    if other == NONE or w.times[other * HAND + AT] != w.clock[NOW]:
        return False
    return goes_first_at_once(w, other, slot)


def _mark_empty(w: World, bucket: int) -> None:
    w.filled[bucket >> 6] &= ~(1 << (bucket & 63))


def _push(w: World, slot: int, bucket: int) -> None:
    """Hang a slot into a bucket, foremost."""
    here, head = slot * WIDE, w.heads[bucket]
    w.people[here + AFTER] = head
    behind = slot if head == NONE else head  # no branch: whether it is empty cannot be foreseen
    w.people[behind * WIDE + BEFORE] = slot
    w.people[here + BEFORE] = HEAD | bucket
    w.filled[bucket >> 6] |= 1 << (bucket & 63)
    w.heads[bucket] = slot


def _put_in_order(w: World, slot: int, bucket: int) -> None:
    """Hang a slot into a sorted bucket, in its place."""
    before, after = HEAD | bucket, w.heads[bucket]
    while after != NONE and goes_first(w, after, slot):
        before, after = after, w.people[after * WIDE + AFTER]
    w.people[slot * WIDE + AFTER] = after
    w.people[slot * WIDE + BEFORE] = before
    if before & HEAD:
        w.heads[bucket] = slot
        w.filled[bucket >> 6] |= 1 << (bucket & 63)
    else:
        w.people[before * WIDE + AFTER] = slot
    if after != NONE:
        w.people[after * WIDE + BEFORE] = slot


def _go_on(w: World) -> int:
    """Go to the next stretch in which something is pending, and sort its bucket.

    What is foremost there; NONE if nothing is pending.
    """
    buckets = w.marks[BUCKETS]
    bucket = w.marks[BUCKET] + 1
    round_ends = bucket + buckets
    while True:
        if bucket >= round_ends:  # nothing within one round: go to the earliest at once
            bucket = _earliest_stretch(w)
            if bucket < 0:
                return NONE
            round_ends = bucket + buckets
        place = bucket & (buckets - 1)
        filled = w.filled[place >> 6] >> (place & 63)
        if filled == 0:
            bucket = (bucket | 63) + 1
            continue
        after = bucket + zeros_below(filled & (filled - 1) | LAST_BIT)
        bucket += zeros_below(filled)
        place = bucket & (buckets - 1)
        slot = w.heads[place]
        _fetch_soon(w, w.heads[after & (buckets - 1)])
        if w.people[slot * WIDE + AFTER] != NONE:
            slot = _sort(w, place)
        bucket += 1
        if w.times[slot * HAND + AT] * w.clock[PER_DAY] < bucket:
            w.marks[BUCKET], w.marks[PLACE] = bucket - 1, place
            w.clock[BUCKET_END] = bucket
            return slot


def _fetch_soon(w: World, slot: int) -> None:
    """Ask for a slot that comes next but one, most likely; there is no harm in asking in vain."""
    fetch_soon(w.people, slot * WIDE)
    fetch_soon(w.times, slot * HAND)


def _sort(w: World, bucket: int) -> int:
    """Put a bucket of two or more in order; what hangs foremost."""
    slot, count = w.heads[bucket], 0
    after = w.people[slot * WIDE + AFTER]
    if w.people[after * WIDE + AFTER] == NONE:
        return _sort_two(w, bucket, slot, after)
    while slot != NONE and count <= FEW:
        slot = w.people[slot * WIDE + AFTER]
        count += 1
    if count > FEW:
        return _merge(w, bucket)
    slot = w.heads[bucket]
    w.heads[bucket] = NONE
    while slot != NONE:
        after = w.people[slot * WIDE + AFTER]
        _put_in_order(w, slot, bucket)
        slot = after
    return w.heads[bucket]


def _sort_two(w: World, bucket: int, one: int, other: int) -> int:
    """Put a bucket of two in order; what hangs foremost."""
    if goes_first(w, one, other):
        return one
    w.heads[bucket] = other
    w.people[other * WIDE + BEFORE], w.people[other * WIDE + AFTER] = HEAD | bucket, one
    w.people[one * WIDE + BEFORE], w.people[one * WIDE + AFTER] = other, NONE
    return other


def _merge(w: World, bucket: int) -> int:
    """Put a bucket with many slots in order, by merging runs of twice the length in each turn.

    On day 0 thousands may fall due at one moment.
    """
    length, runs = 1, 2
    while runs > 1:
        rest, last, runs = w.heads[bucket], NONE, 0
        while rest != NONE:
            runs += 1
            one, other, left = rest, rest, 0
            while left < length and other != NONE:
                other = w.people[other * WIDE + AFTER]
                left += 1
            right = length
            while left > 0 or (right > 0 and other != NONE):
                if left > 0 and (right == 0 or other == NONE or goes_first(w, one, other)):
                    taken = one
                    one = w.people[one * WIDE + AFTER]
                    left -= 1
                else:
                    taken = other
                    other = w.people[other * WIDE + AFTER]
                    right -= 1
                if last == NONE:
                    w.heads[bucket] = taken
                    w.people[taken * WIDE + BEFORE] = HEAD | bucket
                else:
                    w.people[last * WIDE + AFTER] = taken
                    w.people[taken * WIDE + BEFORE] = last
                last = taken
            rest = other
        w.people[last * WIDE + AFTER] = NONE
        length *= 2
    return w.heads[bucket]


def _earliest_stretch(w: World) -> int:
    """The earliest stretch in which something is pending, or -1."""
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
    for bucket in range(w.marks[BUCKETS]):
        w.heads[bucket] = NONE
    for word in range(w.marks[BUCKETS] >> 6):
        w.filled[word] = 0
    # The stretch before the present one, so that the present one is sorted when it begins.
    w.marks[BUCKET] = int(w.clock[NOW] * w.clock[PER_DAY]) - 1
    w.marks[PLACE] = w.marks[BUCKET] & (w.marks[BUCKETS] - 1)
    w.clock[BUCKET_END] = w.marks[BUCKET] + 1.0
    for slot in range(w.marks[USED]):
        if w.people[slot * WIDE + BEFORE] != NONE:
            add(w, slot)
