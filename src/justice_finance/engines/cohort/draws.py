"""A chunk of draws, cut out of the scenario's arrays and turned so that draws come last."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

# Arrays narrower than 8 would make numpy add along another axis first, in another order; the
# kernel takes blocks of so many draws.
NARROWEST = 16


@dataclass(frozen=True)
class Chunk:
    """Draws [start, stop); a chunk is filled up with copies of its last draw."""

    start: int
    stop: int

    @property
    def width(self) -> int:
        """Draws that arrays hold, copies included."""
        return -(-(self.stop - self.start) // NARROWEST) * NARROWEST

    def take(self, array: FloatArray) -> FloatArray:
        """Return (..., draws) of an array (all draws, ...)."""
        part = np.moveaxis(array[self.start : self.stop], 0, -1)
        missing = self.width - (self.stop - self.start)
        if missing:
            part = np.concatenate([part, np.repeat(part[..., -1:], missing, axis=-1)], axis=-1)
        return np.ascontiguousarray(part, dtype=np.float64)

    def put(self, target: FloatArray, values: FloatArray) -> None:
        """Write (..., draws) into an array (..., all draws)."""
        target[..., self.start : self.stop] = values[..., : self.stop - self.start]


def one_if_alike(array: FloatArray) -> FloatArray:
    """Keep one row of (rows, draws) where all rows are the same."""
    return array[:1] if array.shape[0] > 1 and bool((array == array[:1]).all()) else array
