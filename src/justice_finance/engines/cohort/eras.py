"""Runs of years in which nothing changes, so that constant things are kept once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

ROUNDING = 1e-13


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
    What differs by rounding only counts as constant.
    """
    changes = np.zeros(years, dtype=bool)
    changes[0] = True
    for array in arrays:
        if array.strides[1] == 0 or array.size == 0 or (array[:, 1:] == array[:, :1]).all():
            continue
        before, later = array[:, :-1], array[:, 1:]
        with np.errstate(invalid="ignore"):  # infinite less infinite
            differs = (later != before) & ~(np.abs(later - before) <= ROUNDING * np.abs(before))
        changes[1:] |= differs.any(axis=tuple(a for a in range(array.ndim) if a != 1))
    first = np.flatnonzero(changes)
    return Eras(tuple(int(y) for y in first), tuple(int(e) for e in np.cumsum(changes) - 1))


def years_apart(*arrays: NDArray[np.float64]) -> slice:
    """Years to look at: the first alone where all arrays (draws, years, ...) only repeat it."""
    return slice(0, 1) if all(a.strides[1] == 0 for a in arrays) else slice(None)


@dataclass(frozen=True)
class YearlyArc:
    """The chances of one move: its eras, and (draws, eras, classes)."""

    eras: Eras
    probability: NDArray[np.float64]


def arcs_by_era(probability: NDArray[np.float64]) -> list[YearlyArc]:
    """Keep of each move (draws, years, classes, moves) only the years in which it changes."""
    years, found = probability.shape[1], []
    for a in range(probability.shape[-1]):
        one = probability[..., a]
        eras = eras_of(one, years=years)
        kept = one[:, :1] if len(eras) == 1 else one[:, list(eras.first_year)]
        found.append(YearlyArc(eras, kept))
    return found
