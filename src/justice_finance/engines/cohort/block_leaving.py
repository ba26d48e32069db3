"""Leaving a queue without a sitting, for a block of draws: the same arithmetic as in `queues`."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from justice_finance.engines.cohort import operations as do

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

TINY = 1e-290  # as in `queues`


def give_up(w: FloatArray, q: IntArray, s: IntArray, share: int, gone: int) -> None:
    """Let a share of those who may give up leave; `gone` is written by row."""
    width, rows, patient, mask = w.shape[1], q[do.ROWS], q[do.PATIENT], q[do.GIVES_UP]
    for r in range(rows):
        for d in range(width):
            w[gone + r, d] = 0.0
    if s[do.OPEN_FROM] > s[do.STORED]:
        return
    for c in range(q[do.SPLIT_AT]):
        there, to = q[do.PEOPLE] + c, gone + c % rows
        for d in range(width):
            part = w[there, d] * w[share, d]
            if mask >= 0:
                part *= w[mask + c, d]
            w[to, d] += part
            if patient:
                w[there, d] -= part
    if not patient:
        return
    for b in range(s[do.OPEN_FROM], s[do.STORED] + 1):
        for p in range(q[do.LEVELS]):
            at = p * q[do.BUCKETS] + b
            work, first = q[do.WORK] + at, q[do.FIRST_WORK] + at
            for d in range(width):
                lost = w[first, d] * w[share, d]
                w[work, d] -= lost
                w[first, d] -= lost
        stays = q[do.STAYING] + b
        for d in range(width):
            w[stays, d] *= 1.0 - w[share, d]


def turn_away(
    w: FloatArray, q: IntArray, s: IntArray, levels: IntArray, cells: IntArray,
    bucket: int, due: int, impatient: int, gone: int, turned: int,
) -> bool:  # fmt: skip
    """Let those who have just come leave, if they must; see `Queue.turn_away`.

    Scratch row 3 says in which draws anybody did; False where nobody could.
    """
    width, rows = w.shape[1], q[do.ROWS]
    for r in range(rows):
        for d in range(width):
            w[gone + r, d] = w[turned + r, d] = 0.0
    if s[do.OPEN_FROM] > s[do.STORED] or s[do.STORED] != bucket:
        return False
    waiting = q[do.SCRATCH] + 6
    for p in range(q[do.LEVELS]):
        level, left = levels[q[do.FIRST_LEVEL] + p], q[do.LEFT] + p * q[do.BUCKETS] + bucket
        for k in range(level[do.FIRSTS], level[do.FIRSTS + 1]):
            to, one = waiting + cells[k], due + cells[k]
            for d in range(width):
                w[to, d] = w[one, d] * w[left, d]
    share_out(w, q, impatient, waiting)
    leaving, share = q[do.SCRATCH] + 3, q[do.SCRATCH] + 2
    for c in range(q[do.SPLIT_AT]):
        one, gave_up, there = waiting + c, waiting + q[do.SPLIT_AT] + c, q[do.PEOPLE] + c
        row = c % rows
        for d in range(width):
            part = w[one, d] * w[share, d]
            w[gone + row, d] += w[gave_up, d]
            w[turned + row, d] += part
            part = w[gave_up, d] + part
            w[one, d] = part
            stays = w[there, d] - part
            w[there, d] = stays if stays > 0.0 else 0.0
            w[leaving, d] = 1.0 if part != 0.0 else w[leaving, d]
    for p in range(q[do.LEVELS]):
        level, left = levels[q[do.FIRST_LEVEL] + p], q[do.LEFT] + p * q[do.BUCKETS] + bucket
        joined = q[do.JOINED] + bucket * q[do.CELLS]
        for k in range(level[do.FIRSTS], level[do.FIRSTS + 1]):
            there, one = joined + cells[k], waiting + cells[k]
            for d in range(width):
                part = w[one, d] / (w[left, d] if w[left, d] > TINY else TINY)
                stays = w[there, d] - (part if w[left, d] > 0.0 else 0.0)
                w[there, d] = stays if stays > 0.0 else 0.0
    return True


def share_out(w: FloatArray, q: IntArray, impatient: int, waiting: int) -> None:
    """Split those waiting: who gives up at once, and (scratch row 2) the share turned away."""
    width, count = w.shape[1], q[do.SPLIT_AT]
    gives_up, refusable, limit = q[do.GIVES_UP], q[do.REFUSABLE], q[do.LIMIT]
    everybody, leaving, waiters = (q[do.SCRATCH] + 2, q[do.SCRATCH] + 3, q[do.SCRATCH] + 4)
    for d in range(width):
        w[everybody, d] = w[leaving, d] = w[waiters, d] = 0.0
    for c in range(q[do.CELLS]):
        there = q[do.PEOPLE] + c
        for d in range(width):
            w[everybody, d] += w[there, d]
    for c in range(count):
        one, out = waiting + c, waiting + count + c
        for d in range(width):
            part = w[one, d] * w[impatient, d] if impatient >= 0 else 0.0
            if gives_up >= 0:
                part *= w[gives_up + c, d]
            w[out, d] = part
            rest = w[one, d] - part
            if refusable >= 0:
                rest *= w[refusable + c, d]
            w[one, d] = rest
            w[leaving, d] += part
            w[waiters, d] += rest
    for d in range(width):
        excess = w[everybody, d] - w[leaving, d] - w[limit, d]
        waiters_there = w[waiters, d]
        share = (excess if excess > 0.0 else 0.0) / (
            waiters_there if waiters_there > TINY else TINY
        )
        w[everybody, d] = share if share < 1.0 else 1.0
        w[leaving, d] = 0.0
