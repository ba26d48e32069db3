"""Which draws a page carries: those whose ranges come nearest to the ranges of all draws.

A page has room for a part of the draws. Draws are ordered by what the figures have most in common
(their first principal component) and cut into as many neighbourhoods as draws are carried; one is
taken of each. Of many such sets (with a seed of their own) that is carried whose 5 % and 95 %
quantiles and chances of loss, over all options, lie nearest to those of the whole run. How far they
lie apart is told beside the figures.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

TRIED = 256
SEED = 20_260_101
QUANTILES = (0.05, 0.95)


def choose_draws(figures: Mapping[str, FloatArray], count: int) -> IntArray:
    """Positions of the draws to carry, ascending.

    Parameters
    ----------
    figures : mapping of str to array (option, draw)
        What must keep its ranges: net present value, public cost.
    count : int
        How many draws; all if there are no more.
    """
    values = np.concatenate([value for value in figures.values()])  # (figure, draw)
    draws = values.shape[1]
    if count >= draws:
        return np.arange(draws)
    generator = np.random.Generator(np.random.Philox(SEED))
    order = np.argsort(_in_common(values), kind="stable")
    edges = np.linspace(0, draws, count + 1).astype(np.int64)
    best, least = np.arange(count), np.inf
    for _ in range(TRIED):
        within = generator.random(count) * np.diff(edges)
        tried = np.sort(order[edges[:-1] + within.astype(np.int64)])
        far = distance(values, tried)
        if far < least:
            best, least = tried, far
    return best


def _in_common(values: FloatArray) -> FloatArray:
    """Scores of the draws on the first principal component of the figures, (draw,)."""
    spread = values.std(axis=1, keepdims=True)
    scaled = (values - values.mean(axis=1, keepdims=True)) / np.where(spread > 0.0, spread, 1.0)
    _, _, components = np.linalg.svd(scaled, full_matrices=False)
    return np.asarray(components[0])


def distance(values: FloatArray, chosen: IntArray) -> float:
    """Largest distance of quantiles and chances below zero, ranges of all draws counting as one.

    Parameters
    ----------
    values : array (figure, draw)
    chosen : array of int
    """
    part = values[:, chosen]
    below = np.abs((part < 0.0).mean(axis=1) - (values < 0.0).mean(axis=1))
    return float(max(_ends_apart(values, part), below.max()))


def distance_of(everything: Mapping[str, FloatArray], part: Mapping[str, FloatArray]) -> float:
    """Distance of the ranges of all draws and of those carried, as 16 bits hold them."""
    return max(_ends_apart(values, part[name]) for name, values in everything.items())


def _ends_apart(values: FloatArray, part: FloatArray) -> float:
    """Largest distance of the ends of ranges, in widths of the ranges of all draws."""
    low, high = np.quantile(values, QUANTILES, axis=1)
    width = np.where(high > low, high - low, 1.0)
    ends = np.quantile(part, QUANTILES, axis=1)
    return float((np.abs(ends - np.stack([low, high])) / width).max())
