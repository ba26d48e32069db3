"""How long people waited, one by one: counts by length of the wait.

Only an engine that follows persons can tell; a cohort has mean waits and no distribution. A wait is
counted when it ends, in people simulated (never scaled up), so that shares and quantiles need no
weight. Lengths are counted in bins a quarter of a doubling wide, from a quarter of a day to 31
years: a quantile read from them is off by less than a tenth of itself.

Axes: K kinds of wait, C classes, Y years, V services, B bins, D draws.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

SEEN, GAVE_UP, FINISHED = range(3)
KINDS: dict[str, str] = {
    "seen": "from arrival at a service to the beginning of the first sitting, notice included",
    "gave_up": "from arrival at a service to giving up in the queue",
    "finished": "from arrival at a service to the end of the last sitting",
}

SHORTEST_EDGE = 0.25
"""Days; shorter waits stand in the first bin."""
BINS_A_DOUBLING = 4
EDGES: tuple[float, ...] = tuple(
    SHORTEST_EDGE * 2.0 ** (number / BINS_A_DOUBLING) for number in range(63)
)
"""Days; bin b holds waits of EDGES[b - 1] or more and less than EDGES[b]."""
BINS = len(EDGES) + 1


def bin_of(days: float) -> int:
    """The bin of a wait: how many edges it has reached."""
    return bisect_right(EDGES, days)


@dataclass(frozen=True)
class Waits:
    """Waits that ended in a run of some draws.

    Attributes
    ----------
    by_class : int array (K, C, V, B)
        People, all years and draws together.
    by_year : int array (K, Y, V, B)
        People, all classes and draws together, by the year in which the wait ended.
    by_draw : int array (D, K, V, B)
        People, all years and classes together.
    days, squares : arrays (D, K, C, V)
        Sum of the lengths in days and of their squares.
    """

    by_class: IntArray
    by_year: IntArray
    by_draw: IntArray
    days: FloatArray
    squares: FloatArray


def quantile_of(counts: NDArray[np.int64], share: float) -> FloatArray:
    """The wait that a share of people did not exceed, in days.

    Parameters
    ----------
    counts : int array (..., B)
        People by bin.
    share : float
        0..1.

    Returns
    -------
    array (...)
        Days, by linear interpolation of the share inside the bin; not a number where nobody
        waited. In the last bin, which has no upper edge, its lower one.
    """
    counts = np.asarray(counts)
    low = np.array([0.0, *EDGES])
    high = np.array([*EDGES, EDGES[-1]])
    below = np.cumsum(counts, axis=-1)
    people = below[..., -1]
    wanted = share * people
    at = np.minimum((below < wanted[..., None]).sum(axis=-1), BINS - 1)
    inside = np.take_along_axis(counts, at[..., None], axis=-1)[..., 0]
    before = np.take_along_axis(below, at[..., None], axis=-1)[..., 0] - inside
    part = (wanted - before) / np.maximum(inside, 1)
    found = low[at] + np.clip(part, 0.0, 1.0) * (high[at] - low[at])
    return np.where(people > 0, found, np.nan)
