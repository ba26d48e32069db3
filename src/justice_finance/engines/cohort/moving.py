"""Hands people who leave a state over to the states they move to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

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
        self.moves: list[_Hand] = []
        largest = 0
        for move in moves:
            rows = layout.blocks[move.source].rows_of(move.lumps)
            local = slice(rows.start - origin, rows.stop - origin)
            block = layout.blocks[move.target]
            shares = _shares(move, years, representative, chunk)
            whole = move.lumps == block.lumps
            target = arrivals[block.rows_of(move.lumps)]
            self.moves.append(_Hand(move.target, whole, local, target, shares))
            largest = max(largest, rows.stop - rows.start)
        self.scratch = np.empty((largest, chunk.width))

    def send(self, leaving: FloatArray, year: int) -> None:
        """Add those who leave (rows, draws) to the arrivals of the states they move to."""
        for hand in self.moves:
            share, part = hand.shares[year], leaving[hand.rows]
            if hand.is_first:
                if share is None:
                    np.copyto(hand.target, part)
                else:
                    np.multiply(part, share, out=hand.target)
            elif share is None:
                hand.target += part
            else:
                moving = self.scratch[: part.shape[0]]
                np.multiply(part, share, out=moving)
                hand.target += moving


@dataclass
class _Hand:
    """One move: rows of the leavers, rows of the arrivals, share by year (None: all)."""

    state: int
    whole: bool  # covers the target's block
    rows: slice
    target: FloatArray
    shares: list[FloatArray | None]
    is_first: bool = False  # writes the arrivals of the step instead of adding to them


def let_first_write(senders: Iterable[tuple[Sender, bool]], added: set[int]) -> set[int]:
    """Let the first move into a state in every step write its arrivals, so that none are cleared.

    Parameters
    ----------
    senders : (sender, always) in the order in which they send
        `always` False: it may not send in every step.
    added : set of states
        Those to whose arrivals something else is added before.

    Returns
    -------
    set of states
        Those whose arrivals are written; all others must be cleared in every step.
    """
    written: set[int] = set()
    added = set(added)
    for sender, always in senders:
        for hand in sender.moves:
            if hand.state not in written and hand.state not in added:
                hand.is_first = always and hand.whole
                (written if hand.is_first else added).add(hand.state)
    return written


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
