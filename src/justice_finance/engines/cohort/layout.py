"""Where each state's lumps stand in the long arrays, and the moves between them.

Every state has one block of rows, one row for each lump that can be there; blocks stand in one
long array (waits, then states of each service together, then ends), so that much is done in one
call. A block spans the lumps from the first to the last that use the state.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from justice_finance.engines.cohort.eras import YearlyArc
from justice_finance.scenario.realised import Realised
from justice_finance.vocabulary import StateKind

BoolArray = NDArray[np.bool_]
IntArray = NDArray[np.int64]


@dataclass(frozen=True)
class Block:
    """The rows of one state: lumps [first, last) at rows [start, stop) of the long array."""

    state: int
    lumps: slice
    rows: slice

    def rows_of(self, lumps: slice) -> slice:
        """Rows of a range of lumps inside this block."""
        shift = self.rows.start - self.lumps.start
        return slice(lumps.start + shift, lumps.stop + shift)


@dataclass(frozen=True)
class Move:
    """A move by a range of lumps; of giving up and being turned away where `arc` is None."""

    source: int
    target: int
    lumps: slice
    arc: YearlyArc | None
    mask: BoolArray | None


@dataclass(frozen=True)
class Layout:
    """Blocks by state, rows of each service, where ends begin, moves, and which lump is where."""

    blocks: dict[int, Block]
    service_rows: dict[int, slice]
    first_end: int
    rows: int
    moves: tuple[Move, ...]
    gives_up: tuple[Move, ...]
    turned_away: tuple[Move, ...]
    reached: BoolArray


def _span(where: BoolArray) -> slice:
    used = np.flatnonzero(where)
    return slice(int(used[0]), int(used[-1]) + 1)


def _used_arcs(arcs: Sequence[YearlyArc], representative: IntArray) -> BoolArray:
    """Moves that have any chance, (L, A)."""
    used = [np.any(arc.probability > 0.0, axis=(0, 1))[representative] for arc in arcs]
    return np.array(used, dtype=bool).reshape(len(arcs), representative.size).T


def _leaving(realised: Realised, representative: IntArray, which: str) -> IntArray:
    """State reached by giving up or being turned away, (L, N); -1 where that never happens."""
    j, s = realised.journeys, realised.services
    problem = realised.axes.class_problem[representative]
    if which == "gives_up":
        happens, to = np.isfinite(s.patience).any(axis=(0, 1)), j.gives_up_to
    else:
        happens, to = np.isfinite(s.queue_limit), j.turned_away_to
    happens = happens & s.limited
    of_state = np.array([v >= 0 and bool(happens[v]) for v in j.service_of_state], dtype=bool)
    return np.where(of_state, to[problem], -1)


def _reached(
    realised: Realised, representative: IntArray, arcs: BoolArray, leaving: list[IntArray]
) -> BoolArray:
    """Which lumps can ever be in which state, (L, N)."""
    j, o = realised.journeys, realised.opening
    lumps = np.arange(representative.size)
    people = o.waiting + o.queueing + o.between_sittings
    reached = np.any(people > 0.0, axis=0)[representative]
    dormant = o.dormant_returns + o.dormant_knock_ons
    reached |= np.any(dormant > 0.0, axis=0)[representative]
    reached[lumps, j.start[representative]] = True
    while True:
        before = reached.copy()
        for a, (source, target) in enumerate(zip(j.arc_from, j.arc_to, strict=True)):
            reached[:, target] |= reached[:, source] & arcs[:, a]
        for to in leaving:
            for lump, state in np.argwhere((to >= 0) & reached):
                reached[lump, to[lump, state]] = True
        if (before == reached).all():
            return np.asarray(reached)


def _moves(
    realised: Realised, yearly: Sequence[YearlyArc], reached: BoolArray, arcs: BoolArray
) -> list[Move]:
    j = realised.journeys
    moves = []
    for a, (source, target) in enumerate(zip(j.arc_from, j.arc_to, strict=True)):
        used = reached[:, source] & arcs[:, a]
        if used.any():
            moves.append(Move(int(source), int(target), _span(used), yearly[a], None))
    return moves


def _masked_moves(to: IntArray, reached: BoolArray) -> list[Move]:
    moves = []
    for source in range(to.shape[1]):
        for target in np.unique(to[reached[:, source], source]):
            if target >= 0:
                used = reached[:, source] & (to[:, source] == target)
                lumps = _span(used)
                mask = None if used[lumps].all() else used[lumps]
                moves.append(Move(source, int(target), lumps, None, mask))
    return moves


def lay_out(realised: Realised, yearly: Sequence[YearlyArc], representative: IntArray) -> Layout:
    """Place every state's lumps in the long array and list the moves between them."""
    j = realised.journeys
    arcs = _used_arcs(yearly, representative)
    gives_up = _leaving(realised, representative, "gives_up")
    turned_away = _leaving(realised, representative, "turned_away")
    reached = _reached(realised, representative, arcs, [gives_up, turned_away])
    used = [n for n in range(j.kind.size) if reached[:, n].any()]
    waits = [n for n in used if j.kind[n] == StateKind.WAIT]
    served = sorted(
        (n for n in used if j.kind[n] == StateKind.SERVICE),
        key=lambda n: (int(j.service_of_state[n]), n),
    )
    ends = [n for n in used if j.kind[n] >= StateKind.RESOLUTION]
    blocks: dict[int, Block] = {}
    services: dict[int, slice] = {}
    row = first_end = 0
    for n in [*waits, *served, *ends]:
        lumps = _span(reached[:, n])
        block = Block(n, lumps, slice(row, row + lumps.stop - lumps.start))
        blocks[n], row = block, block.rows.stop
        if j.kind[n] == StateKind.SERVICE:
            v = int(j.service_of_state[n])
            services[v] = slice(services.get(v, block.rows).start, row)
        first_end = row if j.kind[n] < StateKind.RESOLUTION else first_end
    return Layout(
        blocks,
        services,
        first_end,
        row,
        tuple(_moves(realised, yearly, reached, arcs)),
        tuple(_masked_moves(gives_up, reached)),
        tuple(_masked_moves(turned_away, reached)),
        reached,
    )
