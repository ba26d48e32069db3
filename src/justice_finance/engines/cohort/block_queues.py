"""The queue of `queues`, for a block of draws: the same arithmetic in plain loops.

`q` is a row of the table of queues, `s` what changes in it (first open bucket, last stored one),
`levels` and `cells` the lists of cells by priority; see `operations`. Every function stands in one
place of the whole kernel, or it would be compiled as often as it is called.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from justice_finance.engines.cohort import operations as do
from justice_finance.engines.cohort.block_leaving import give_up, turn_away

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

TINY = 1e-290  # as in `queues`


def pass_queue(
    w: FloatArray, o: IntArray, q: IntArray, s: IntArray, levels: IntArray, cells: IntArray,
    bucket: int,
) -> None:  # fmt: skip
    """Carry out an operation on a queue."""
    code, hours, whole, due, rest = o[0], o[2], o[3], o[4], o[5]
    empty = s[do.OPEN_FROM] > s[do.STORED]
    low, high, changed, joining = bucket, bucket, -1, -1
    if code == do.GIVE_UP:
        give_up(w, q, s, hours, whole)  # the share, and room for those who leave
        return
    if code == do.MEASURE:
        low, high = s[do.OPEN_FROM], s[do.STORED]
    elif code == do.SERVE:
        if empty and serve_all(w, q, levels, cells, due, hours, whole, rest):
            return
        joining = due
    elif code == do.TURN_AWAY:
        changed = q[do.SCRATCH] + 3
        if not turn_away(w, q, s, levels, cells, bucket, due, rest, o[6], o[7]):
            return
    elif code == do.HOLD_CHAINS:
        joining = o[7]
        if not fall_short(w, q, hours, whole, due, rest, o[6], joining):
            return
    if joining >= 0:
        changed = join(w, q, s, levels, cells, bucket, joining)
    for b in range(low, high + 1):
        measure(w, q, levels, cells, b, hours, whole, changed)
    if code == do.SERVE:
        for p in range(q[do.LEVELS]):
            take_hours(w, q, s, p, bucket, rest)
            hand_out(w, q, s, levels[q[do.FIRST_LEVEL] + p], cells, bucket)
        leave_behind(w, q, s, bucket)


def work_of(
    w: FloatArray, q: IntArray, level: IntArray, cells: IntArray,
    people: int, hours: int, whole: int,
) -> None:  # fmt: skip
    """Hours of those who may give up (scratch row 0) and of all others (row 1), of a priority."""
    rows, width = q[do.ROWS], w.shape[1]
    for kind in range(2):
        to, column = q[do.SCRATCH] + kind, do.STEADY if kind else do.IMPATIENT
        for d in range(width):
            w[to, d] = 0.0
        for k in range(level[column], level[column + 1]):
            one, each = people + cells[k], hours + (cells[k] % rows) * whole
            for d in range(width):
                w[to, d] += w[one, d] * w[each, d]


def measure(
    w: FloatArray, q: IntArray, levels: IntArray, cells: IntArray,
    bucket: int, hours: int, whole: int, changed: int,
) -> None:  # fmt: skip
    """Add up the hours of a bucket where the row `changed` is not zero (-1: in all draws)."""
    first, later = q[do.SCRATCH], q[do.SCRATCH] + 1
    stays, patient = q[do.STAYING] + bucket, q[do.PATIENT]
    for p in range(q[do.LEVELS]):
        level, at = levels[q[do.FIRST_LEVEL] + p], p * q[do.BUCKETS] + bucket
        work_of(w, q, level, cells, q[do.JOINED] + bucket * q[do.CELLS], hours, whole)
        left, work, first_work = q[do.LEFT] + at, q[do.WORK] + at, q[do.FIRST_WORK] + at
        for d in range(w.shape[1]):
            if changed < 0 or w[changed, d] != 0.0:
                there = w[later, d] * w[left, d]
                if patient:
                    w[first_work, d] = w[first, d] * (w[stays, d] * w[left, d])
                    there += w[first_work, d]
                w[work, d] = there


def serve_all(
    w: FloatArray, q: IntArray, levels: IntArray, cells: IntArray,
    due: int, hours: int, whole: int, rest: int,
) -> bool:  # fmt: skip
    """Serve everybody who falls due now, if in every draw of the block the hours suffice."""
    first, later, before = q[do.SCRATCH], q[do.SCRATCH] + 1, q[do.BEFORE]
    width = w.shape[1]
    for d in range(width):
        w[before, d] = w[rest, d]
    for p in range(q[do.LEVELS]):
        work_of(w, q, levels[q[do.FIRST_LEVEL] + p], cells, due, hours, whole)
        enough = True
        for d in range(width):
            work = w[first, d] + w[later, d]
            enough &= work <= w[rest, d]
            w[rest, d] -= work
        if not enough:
            for d in range(width):
                w[rest, d] = w[before, d]
            return False
    served = q[do.SERVED]
    for c in range(q[do.CELLS]):
        for d in range(width):
            w[served + c, d] = w[due + c, d]
    return True


def join(
    w: FloatArray, q: IntArray, s: IntArray, levels: IntArray, cells: IntArray,
    bucket: int, people: int,
) -> int:  # fmt: skip
    """Let people join a bucket; say in which draws it has changed, see `measure`."""
    width, joined = w.shape[1], q[do.JOINED] + bucket * q[do.CELLS]
    new, known = q[do.SCRATCH] + 2, s[do.STORED] == bucket
    if s[do.OPEN_FROM] > s[do.STORED]:
        s[do.OPEN_FROM] = bucket
    s[do.STORED] = bucket
    for d in range(width):
        w[new, d] = 0.0
    for c in range(q[do.CELLS]):
        one, there = people + c, q[do.PEOPLE] + c
        for d in range(width):
            w[new, d] = 1.0 if w[one, d] != 0.0 or not known else w[new, d]
            w[there, d] += w[one, d]
    for p in range(q[do.LEVELS]):
        level, left = levels[q[do.FIRST_LEVEL] + p], q[do.LEFT] + p * q[do.BUCKETS] + bucket
        for k in range(level[do.LINE], level[do.LINE + 1]):
            one, there = people + cells[k], joined + cells[k]
            for d in range(width):
                if known:  # what was left of it stays with those who had joined before
                    kept = w[left, d] if w[new, d] != 0.0 else 1.0
                    w[there, d] = w[there, d] * kept + w[one, d]
                else:
                    w[there, d] = w[one, d]
        for d in range(width):
            w[left, d] = 1.0 if w[new, d] != 0.0 else w[left, d]
    if not known and q[do.PATIENT]:
        for d in range(width):
            w[q[do.STAYING] + bucket, d] = 1.0
    return new if known else -1


def take_hours(w: FloatArray, q: IntArray, s: IntArray, p: int, bucket: int, rest: int) -> None:
    """Serve a priority by age; the share of those who joined each bucket goes to `weights`."""
    width, reach, stays = w.shape[1], q[do.SCRATCH], q[do.SCRATCH] + 2
    patient = q[do.PATIENT]
    for d in range(width):
        w[reach, d] = 0.0
    for b in range(s[do.OPEN_FROM], bucket + 1):
        at, weight = p * q[do.BUCKETS] + b, q[do.WEIGHTS] + b
        work, left, first = q[do.WORK] + at, q[do.LEFT] + at, q[do.FIRST_WORK] + at
        for d in range(width):
            offered, there = w[rest, d], w[work, d]
            over = offered - w[reach, d]
            share = (over if over > 0.0 else 0.0) / (there if there > TINY else TINY)
            share = share if share < 1.0 else 1.0
            w[reach, d] += there
            share = 1.0 if w[reach, d] <= offered else share
            w[weight, d] = share * w[left, d]
            share = 1.0 - share
            w[stays, d] = share
            w[left, d] *= share
            w[work, d] = there * share
        if patient:
            for d in range(width):
                w[first, d] *= w[stays, d]
    for d in range(width):
        over = w[rest, d] - w[reach, d]
        w[rest, d] = over if over > 0.0 else 0.0


def hand_out(
    w: FloatArray, q: IntArray, s: IntArray, level: IntArray, cells: IntArray, bucket: int
) -> None:
    """Serve a priority: the sum over buckets of their weight x who joined."""
    width, weight, served = w.shape[1], q[do.SCRATCH], q[do.SERVED]
    for k in range(level[do.LINE], level[do.LINE + 1]):
        for d in range(width):
            w[served + cells[k], d] = 0.0
    for kind in range(2):
        column = do.STEADY if kind else do.IMPATIENT
        start, stop = level[column], level[column + 1]
        for b in range(s[do.OPEN_FROM], bucket + 1):
            used, of_bucket, stays = False, q[do.WEIGHTS] + b, q[do.STAYING] + b
            for d in range(width):
                w[weight, d] = w[of_bucket, d] if kind else w[of_bucket, d] * w[stays, d]
                used |= w[weight, d] > 0.0
            if not used:
                continue
            joined = q[do.JOINED] + b * q[do.CELLS]
            for k in range(start, stop):
                to, there = served + cells[k], joined + cells[k]
                for d in range(width):
                    w[to, d] += w[there, d] * w[weight, d]


def leave_behind(w: FloatArray, q: IntArray, s: IntArray, bucket: int) -> None:
    """Take those served out; find the first bucket of which there is anybody left."""
    width, waits, oldest = w.shape[1], q[do.SCRATCH], bucket + 1
    for d in range(width):
        w[waits, d] = 0.0
    for b in range(bucket, s[do.OPEN_FROM] - 1, -1):
        found = False
        for p in range(q[do.LEVELS]):
            left = q[do.LEFT] + p * q[do.BUCKETS] + b
            for d in range(width):
                w[waits, d] = 1.0 if w[left, d] > 0.0 else w[waits, d]
                found |= w[left, d] != 0.0
        if found:
            oldest = b
    s[do.OPEN_FROM] = oldest
    not_below = q[do.PATIENT] or q[do.LIMITED]
    for c in range(q[do.CELLS]):
        there, served = q[do.PEOPLE] + c, q[do.SERVED] + c
        for d in range(width):
            left_there = w[there, d] - w[served, d]
            if not_below and not left_there > 0.0:
                left_there = 0.0
            w[there, d] = left_there * w[waits, d]


def fall_short(
    w: FloatArray, q: IntArray, hours: int, whole: int, due: int, rest: int, chains: int,
    joining: int,
) -> bool:  # fmt: skip
    """Hold chains of sittings as far as hours suffice; True where some must queue instead."""
    work, share, width = q[do.SCRATCH] + 4, q[do.SCRATCH] + 5, w.shape[1]
    first, rows = q[do.SPLIT_AT], q[do.ROWS]
    later = q[do.CELLS] - first
    for d in range(width):
        w[work, d] = 0.0
    for c in range(later):
        each = hours + (c % rows) * whole
        for d in range(width):
            w[work, d] += w[chains + c, d] * w[each, d]
    short = False
    for d in range(width):
        whole_work, offered = w[work, d], w[rest, d]
        part = offered / (whole_work if whole_work > TINY else TINY)
        w[share, d] = 1.0 if whole_work <= offered else part
        w[rest, d] = offered - (whole_work if whole_work < offered else offered)
        short |= w[share, d] < 1.0
    if not short:
        return False
    for c in range(first):
        for d in range(width):
            w[joining + c, d] = 0.0
    for c in range(later):
        for d in range(width):
            w[joining + first + c, d] = w[due + c, d] * (1.0 - w[share, d])
            w[chains + c, d] *= w[share, d]
    return True
