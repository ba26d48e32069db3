"""Puts arrays of single classes, states or services together into arrays of the whole study.

Axes on which nothing varies stay of length one while values are worked out; here they become views
of full length that take no memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from justice_finance.scenario.realised import FloatArray, IntArray

Block = tuple[slice, int, FloatArray]
"""Classes, position on the last axis, and values (draw, year, class)."""


def fill_classes(
    draws: int, years: int, classes: int, width: int, blocks: Iterable[Block], default: float = 0.0
) -> FloatArray:
    """An array (draw, year, class, position), blocks written into a default."""
    blocks = list(blocks)
    shape = np.broadcast_shapes((1, 1), *(block.shape[:2] for _, _, block in blocks))
    # Zeros are not written before they are needed; a large array of anything else is.
    out = np.zeros((width, *shape, classes))
    if default != 0.0:
        out[...] = default
    # Position by position, so that what one block has brought into the cache serves the next.
    of_position: dict[int, list[Block]] = {}
    for each in blocks:
        of_position.setdefault(each[1], []).append(each)
    for position, mine in of_position.items():
        alike = all(block.shape[1] == 1 for _, _, block in mine)  # the same in all years
        target = out[position, :, :1] if alike else out[position]
        for part, _, block in mine:
            target[:, :, part] = block
        if alike:
            out[position, :, 1:] = target
    whole = np.moveaxis(out, 0, 3)
    return np.broadcast_to(whole, (draws, years, classes, width))


def refill_classes(whole: FloatArray, blocks: Iterable[Block]) -> FloatArray:
    """A copy of an array of `fill_classes` with some of its blocks written anew."""
    by_position = np.moveaxis(whole, 3, 0)
    out = np.array(by_position, order="C")
    for part, position, block in blocks:
        out[position, :, :, part] = block
    return np.moveaxis(out, 0, 3)


def fill_row(draws: int, years: int, columns: Sequence[FloatArray]) -> FloatArray:
    """An array (draw, year, position) from one array (draw, year, 1) for each position."""
    shape = np.broadcast_shapes((1, 1), *(each.shape[:2] for each in columns))
    out = np.empty((*shape, len(columns)))
    for position, each in enumerate(columns):
        out[:, :, position] = each[:, :, 0]
    return np.broadcast_to(out, (draws, years, len(columns)))


def first_year(values: FloatArray) -> FloatArray:
    """The first year alone, as an axis of length one."""
    return values[:, :1]


def growth_by_year(rate: FloatArray, years: int) -> FloatArray:
    """(1 + rate)^year, by repeated multiplication; array (draw, year, class)."""
    columns = [np.ones_like(rate[:, :1])]
    for _ in range(years - 1):
        columns.append(columns[-1] * (1.0 + rate[:, :1]))
    return np.concatenate(columns, axis=1)


def without_year(values: FloatArray) -> FloatArray:
    """(draw, year, ...) of the first year, the year axis dropped."""
    return values[:, 0]


def int_table(shape: tuple[int, ...], default: int) -> IntArray:
    """A table of positions."""
    return np.full(shape, default, dtype=np.int64)
