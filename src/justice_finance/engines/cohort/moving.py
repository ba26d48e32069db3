"""Hands people who leave a state over to the states they move to."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from justice_finance.engines.cohort.draws import Chunk, one_if_alike
from justice_finance.engines.cohort.layout import Layout, Move

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


class Sender:
    """The moves out of a range of rows.

    Parameters
    ----------
    moves : moves whose sources stand in these rows
    origin : int
        Row of the long array where the leavers' array begins.
    arrivals : array (rows of the long array, draws)
        Where those who move are added.
    """

    def __init__(
        self,
        moves: Iterable[Move],
        origin: int,
        arrivals: FloatArray,
        layout: Layout,
        years: int,
        representative: IntArray,
        chunk: Chunk,
    ) -> None:
        self.moves: list[tuple[slice, FloatArray, list[FloatArray | None]]] = []
        largest = 0
        for move in moves:
            rows = layout.blocks[move.source].rows_of(move.lumps)
            local = slice(rows.start - origin, rows.stop - origin)
            target = arrivals[layout.blocks[move.target].rows_of(move.lumps)]
            shares = _shares(move, years, representative, chunk)
            self.moves.append((local, target, shares))
            largest = max(largest, rows.stop - rows.start)
        self.scratch = np.empty((largest, chunk.width))

    def send(self, leaving: FloatArray, year: int) -> None:
        """Add those who leave (rows, draws) to the arrivals of the states they move to."""
        for rows, target, shares in self.moves:
            share = shares[year]
            if share is None:
                target += leaving[rows]
            else:
                part = self.scratch[: rows.stop - rows.start]
                np.multiply(leaving[rows], share, out=part)
                target += part


def _shares(
    move: Move, years: int, representative: IntArray, chunk: Chunk
) -> list[FloatArray | None]:
    """Share of leavers who make a move, by year; None where all do."""
    if move.arc is None:
        mask = None if move.mask is None else move.mask[:, None].astype(np.float64)
        return [mask] * years
    reps = representative[move.lumps]
    by_era: list[FloatArray | None] = []
    for era in range(len(move.arc.eras)):
        share = one_if_alike(chunk.take(move.arc.probability[:, era, reps]))
        by_era.append(None if (share == 1.0).all() else share)
    return [by_era[e] for e in move.arc.eras.of_year]
