"""Arithmetic on rows of a block of draws: plain loops, written so that numba can compile them.

`w` is the working memory (rows, draws of the block). Every operation rounds as numpy does in
`delays`, `moving` and `sittings`, in the same order.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from justice_finance.engines.cohort import operations as do

FloatArray = NDArray[np.float64]

DUST = 1e-100  # as in `delays`


def add_lines(w: FloatArray, code: int, to: int, one: int, other: int, rows: int) -> None:
    """Operations on neighbouring rows without a factor."""
    width = w.shape[1]
    if code == do.ADD or code == do.ADD_AT_START:
        for r in range(rows):
            for d in range(width):
                w[to + r, d] += w[one + r, d]
    elif code == do.COPY:
        for r in range(rows):
            for d in range(width):
                w[to + r, d] = w[one + r, d]
    elif code == do.SUM:
        for r in range(rows):
            for d in range(width):
                w[to + r, d] = w[one + r, d] + w[other + r, d]
    elif code == do.LESS:
        for r in range(rows):
            for d in range(width):
                w[to + r, d] -= w[one + r, d]
    elif code == do.ZERO:
        for r in range(rows):
            for d in range(width):
                w[to + r, d] = 0.0
    elif code == do.SWEEP:
        for r in range(rows):
            for d in range(width):
                w[to + r, d] = w[to + r, d] if w[to + r, d] >= DUST else 0.0
    else:
        for r in range(rows):
            for d in range(width):
                before = w[to + r, d] if code == do.ADD_DUE else 0.0
                w[to + r, d] = before + w[one + r, d]
                w[one + r, d] = 0.0


def multiply_rows(
    w: FloatArray, code: int, to: int, one: int, other: int, whole: int, rows: int
) -> None:
    """Operations with a factor that has a row for every row, or one for all."""
    width = w.shape[1]
    if code == do.ADD_PRODUCT:
        for r in range(rows):
            by = other + r * whole
            for d in range(width):
                w[to + r, d] += w[one + r, d] * w[by, d]
    elif code == do.PRODUCT:
        for r in range(rows):
            by = other + r * whole
            for d in range(width):
                w[to + r, d] = w[one + r, d] * w[by, d]
    else:
        for r in range(rows):
            by = other + r * whole
            for d in range(width):
                w[to + r, d] = w[one + r, d] / w[by, d]


def drain_rows(
    w: FloatArray, code: int, to: int, stock: int, rate: int, whole: int, rows: int
) -> None:
    """Let a share leave a stock: written to other rows, or added to them."""
    width = w.shape[1]
    for r in range(rows):
        by = rate + r * whole
        for d in range(width):
            part = w[stock + r, d] * w[by, d]
            w[stock + r, d] -= part
            w[to + r, d] = part if code == do.DRAIN else w[to + r, d] + part


def any_in_line(w: FloatArray, one: int, rows: int) -> int:
    """1 where any number is not zero."""
    found = 0
    for r in range(rows):
        for d in range(w.shape[1]):
            if w[one + r, d] != 0.0:
                found = 1
    return found
