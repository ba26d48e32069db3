"""When services are closed: vacations and closed days, as stretches of time from day 0.

While a service is closed no sitting begins; those who fall due stand in line, and a sitting under
way is finished. Productive hours are those of a year as it is: what closed days take away is worked
on the others, so an hour of work holds a server for (open share of the year) x 365 / hours days.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from justice_finance.vocabulary import DAYS_PER_YEAR

FloatArray = NDArray[np.float64]
NEVER_CLOSED: FloatArray = np.zeros((0, 0, 2))


def closures_of(closures: FloatArray, service: int) -> list[tuple[float, float]]:
    """Closures of one service in order: (day it closes, day it opens again).

    Parameters
    ----------
    closures : array (V, K, 2)
        As `Services.closures`; unused places are infinite. `NEVER_CLOSED`: no service has any.
    service : int
    """
    if closures.size == 0:
        return []
    return [(begin, end) for begin, end in closures[service].tolist() if begin < np.inf]


def open_share(closures: FloatArray, services: int, edges: FloatArray) -> FloatArray:
    """Share of each stretch between two days in which each service is open.

    Parameters
    ----------
    closures : array (V, K, 2)
    services : int
        V.
    edges : array (E + 1,)
        Days, rising.

    Returns
    -------
    array (E, V)
        0..1; exactly one where nothing is closed.
    """
    share = np.ones((len(edges) - 1, services))
    for service in range(services):
        for begin, end in closures_of(closures, service):
            closed = np.minimum(edges[1:], end) - np.maximum(edges[:-1], begin)
            share[:, service] -= np.maximum(closed, 0.0) / np.diff(edges)
    return np.maximum(share, 0.0)


def open_share_of_years(closures: FloatArray, services: int, years: int) -> FloatArray:
    """Open share of each model year, (Y, V)."""
    return open_share(closures, services, DAYS_PER_YEAR * np.arange(years + 1.0))


def as_array(by_service: Sequence[Sequence[tuple[float, float]]]) -> FloatArray:
    """Closures (V, K, 2) from a list for each service; unused places infinite."""
    most = max((len(own) for own in by_service), default=0)
    if most == 0:
        return NEVER_CLOSED
    closures = np.full((len(by_service), most, 2), np.inf)
    for service, own in enumerate(by_service):
        if own:
            closures[service, : len(own)] = own
    return closures
