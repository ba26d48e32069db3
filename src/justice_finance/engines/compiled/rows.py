"""Rows of shares, cumulated and put one after another, each kind of row once."""

from __future__ import annotations

from math import inf

import numpy as np

from justice_finance.engines.compiled.layout import GUIDE, HEAD, Floats, Wholes, Words

NO_ROW = -1
CELLS = np.arange(GUIDE + 1) / GUIDE
"""Where the cells of a guide begin, and the last one ends."""

WORD = 0x9E3779B97F4A7C15
"""An odd number with bits all over (2^64 by the golden ratio), to mix words with."""


def kinds_of(rows: Floats) -> tuple[Floats, Wholes]:
    """Rows that differ, each once, and which of them every row is.

    Told apart by one mixed word each, which sorts much sooner than whole rows do; should two that
    differ share a word, the rows themselves are sorted.
    """
    rows = np.ascontiguousarray(rows) + 0.0  # of the two zeros, one
    mixed = np.zeros(len(rows), dtype=np.uint64)
    for column in rows.T:
        mixed = (mixed ^ np.ascontiguousarray(column).view(np.uint64)) * np.uint64(WORD)
        mixed ^= mixed >> np.uint64(29)
    _, first, which = np.unique(mixed, return_index=True, return_inverse=True)
    kinds = rows[first]
    if not np.array_equal(kinds[which], rows):
        kinds, which = np.unique(rows, axis=0, return_inverse=True)
    return kinds, which.ravel()


class Rows:
    """All rows so far: `bounds`, `targets` and `guide` of the world."""

    def __init__(self) -> None:
        self._index: dict[tuple[bytes, bytes], int] = {}
        self._bounds: list[float] = []
        self._targets: list[int] = []
        self._guide: list[Words] = []

    def of(self, shares: Floats, targets: Wholes) -> Wholes:
        """Numbers of rows, for shares (K, A) that lead to targets (A,); or NO_ROW.

        A share of zero is left out. The last bound is infinite: the last target takes what
        rounding leaves.
        """
        kinds, which = kinds_of(shares)
        rows = [self._row(kind, targets) for kind in kinds]
        return np.array(rows, dtype=np.int64)[which]

    def _row(self, shares: Floats, targets: Wholes) -> int:
        key = (shares.tobytes(), targets.tobytes())
        known = self._index.get(key)
        if known is None:
            known = self._add(shares.tolist(), targets.tolist())
            self._index[key] = known
        return known

    def _add(self, shares: list[float], targets: list[int]) -> int:
        place, total = len(self._bounds), 0.0
        for share, target in zip(shares, targets, strict=True):
            if share > 0.0:
                total += share
                self._bounds.append(total)
                self._targets.append(target)
        if len(self._bounds) == place:
            return NO_ROW
        self._bounds[-1] = inf
        bounds = np.array(self._bounds[place:])
        passed = np.searchsorted(bounds, CELLS[:-1], side="right")
        settled = bounds[passed] >= CELLS[1:]
        targets_here = np.array(self._targets[place:], dtype=np.int64)
        guide = np.where(settled, targets_here[passed], HEAD | (place + passed))
        self._guide.append(guide.astype(np.uint32))
        return len(self._guide) - 1

    def arrays(self) -> dict[str, Floats | Wholes | Words]:
        """`bounds`, `targets` and `guide`."""
        return {
            "bounds": np.array(self._bounds),
            "targets": np.array(self._targets, dtype=np.int64),
            "guide": np.concatenate([*self._guide, np.zeros(0, dtype=np.uint32)]),
        }
