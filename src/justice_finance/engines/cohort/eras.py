"""Runs of years in which nothing changes, so that constant things are kept once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Eras:
    """`first_year[e]` is the first year of era e, `of_year[y]` the era of year y."""

    first_year: tuple[int, ...]
    of_year: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.first_year)


def eras_of(*arrays: NDArray[np.float64], years: int) -> Eras:
    """Find the runs of years over which all arrays (draws, years, ...) are constant.

    Looks at all draws given: the eras of a plan must not depend on how draws are cut into chunks.
    """
    changes = np.zeros(years, dtype=bool)
    changes[0] = True
    for array in arrays:
        if array.strides[1] == 0 or array.size == 0:
            continue
        later = array[:, 1:] != array[:, :-1]
        changes[1:] |= later.any(axis=tuple(a for a in range(later.ndim) if a != 1))
    first = np.flatnonzero(changes)
    return Eras(tuple(int(y) for y in first), tuple(int(e) for e in np.cumsum(changes) - 1))
